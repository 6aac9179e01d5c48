"""The voices of a verbatim record: every turn with who speaks, by each name that a question may call them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.parse.numerals import NUMERAL, number
from ingest.parse.turns import turns
from rag.find.units import unit_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.parse.turns import Speaker, Turn
    from rag.find.shelf import Pages, Shelf
    from rag.records import MeetingRow, PersonRow

_CHAIRS = frozenset({"主席", "主持人", "会议主席", "召集人", "议长"})
_PLACE = re.compile(r"^(?:[我本该]|[\u4e00-\u9fff]{0,4}?[省市区县镇乡])(?=[\u4e00-\u9fff]{3})")
_SHORTENED = re.compile(r"[司处署局院室科课组会部]$")
_CLOSES = re.compile(
    r"今天[^。]{0,8}(?:到这|结束)|到(?:这|此)(?:边|里|为止)|散会|会议(?:开始|结束)|现在开始|我们(?:开始|往下)"
)
_OF_DUTY = "部门"
_SPEAKS = r"(?=怎么|如何|说|讲|回|答|有什么|的(?:意见|看法|说法|立场)|是?(?:不同意|反对|赞成|担心|建议|主张)|对)"
"""What follows a duty that stands for whoever speaks for it (消防怎么说)."""
_FLOOR = 0.15
"""Share of the turns from which on somebody who opens and closes the meeting is taken for its chair."""
_DUTY = 3
"""Characters of a duty's short form (财政, 住建) at most."""
_COMMON = frozenset({"代表", "委员", "先生", "女士", "同志", "老师", "问", "答", "Q", "A", "教授", "主席", "主持人"})
"""Posts that many hold, and that name nobody alone."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: `names` are what a question may call them."""

    key: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn with its voice (nobody's for what happens between the speeches), and the matter it belongs to."""

    voice: Voice | None
    turn: Turn
    text: str
    matter: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the record's agenda by its place in the reading, and the section it stands in (讨论事项)."""

    start: int
    end: int
    label: str
    title: str
    section: str


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting taken down word for word."""

    meeting: MeetingRow
    pages: Pages
    said: tuple[Utterance, ...]
    chair: str | None
    items: tuple[Item, ...]

    def called(self, text: str) -> list[tuple[int, str, tuple[Voice, ...]]]:
        """The voices that a simplified text names: where, by which name, and who bears it; longer names first."""
        by_name: dict[str, list[Voice]] = {}
        for voice in {one.voice for one in self.said if one.voice is not None}:
            for name in voice.names:
                by_name.setdefault(name, []).append(voice)
        found: list[tuple[int, str, tuple[Voice, ...]]] = []
        for name in sorted(by_name, key=len, reverse=True):
            for match in _spelt(name).finditer(text):
                taken = any(at < match.end() and match.start() < at + len(word) for at, word, _ in found)
                if not taken:
                    found.append((match.start(), match[0], tuple(sorted(by_name[name], key=lambda one: one.key))))
        return sorted(found)

    def by(self, voices: Iterable[Voice]) -> list[int]:
        """The places of what these voices say."""
        keys = {one.key for one in voices}
        return [at for at, one in enumerate(self.said) if one.voice is not None and one.voice.key in keys]


def _spelt(name: str) -> re.Pattern[str]:
    """A name as a question spells it: 民主网络司 may lose all but its first and last character and one between."""
    if name.endswith(_OF_DUTY):
        return re.compile(rf"{re.escape(name.removesuffix(_OF_DUTY))}(?:部门|方面|那边|这边|单位)?{_SPEAKS}")
    if name.isascii():
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")
    if len(name) < 5 or not _SHORTENED.search(name):  # noqa: PLR2004 - shorter units are not shortened further
        return re.compile(re.escape(name))
    short = "".join(f"(?:{re.escape(one)})?" for one in name[1:-1])
    return re.compile(rf"{re.escape(name)}|{re.escape(name[0])}(?!{re.escape(name[-1])}){short}{re.escape(name[-1])}")


def record(meeting: MeetingRow, shelf: Shelf) -> Record | None:
    """The record of one meeting; None where its minutes do not take down what was said."""
    pages = shelf.pages(meeting.document_id)
    start, end = pages.reading.locate(meeting.span)
    spoken = [one for one in turns(pages.reading.text) if start <= one.start < end]
    if not spoken:
        return None
    text = pages.reading.text
    chair = _chair(meeting, shelf, spoken, text)
    voices = _voices([one.speaker for one in spoken if one.speaker is not None], chair, shelf.people([meeting.id]))
    items = agenda_of(meeting, shelf)
    said = tuple(
        Utterance(
            voices[_key(one.speaker, chair)] if one.speaker else None,
            one,
            text[one.body : one.end].strip(),
            next((item.title for item in items if item.start <= one.start < item.end), ""),
        )
        for one in spoken
    )
    return Record(meeting, pages, said, chair, items)


_SECTION = re.compile(
    r"(?m)^[ \t#]*[壹贰叁参肆伍陆柒捌玖拾一二三四五六七八九十]{1,2}、[ \t]*"
    r"(?P<name>(?:报告|讨论|提案|审议|审查|核定|临时|专案|业务|主席|确认|散会|上次|前次|其他)[\u4e00-\u9fff]{0,10})"
)


def agenda_of(meeting: MeetingRow, shelf: Shelf) -> tuple[Item, ...]:
    """The items of a meeting by their places in the reading."""
    pages = shelf.pages(meeting.document_id)
    heads = [(one.start(), one["name"]) for one in _SECTION.finditer(pages.reading.text)]
    found = []
    for one in shelf.items([meeting.id]):
        start, end = pages.reading.locate(one.span)
        section = next((name for at, name in reversed(heads) if at <= start), "")
        found.append(Item(start, end, simplified(one.label or ""), simplified(one.title or ""), section))
    return tuple(found)


def items_called(items: Sequence[Item], kind: str, numeral: str = "") -> list[Item]:
    """The items that 报告案, 讨论事项第二案, 第二案 or 临时动议 names; all of the kind where no number is given."""
    word = kind.removesuffix("案").removesuffix("事项")
    plain = [one for one in items if not one.label.startswith(_LABELS)]
    of_kind = [one for one in items if one.label.startswith(word) or one.title.startswith(word)] if word else plain
    of_kind = of_kind or [one for one in plain if one.section.startswith(word)]
    wanted = number(numeral) if numeral else None
    return [one for one in of_kind if wanted is None or _numbered(one.label) == wanted]


_LABELS = ("报告", "讨论", "临时")
_NUMERALS = re.compile(rf"{NUMERAL}+")


def _numbered(label: str) -> int | None:
    found = _NUMERALS.search(label)
    return number(found[0]) if found else None


def _key(speaker: Speaker, chair: str | None) -> str:
    if chair is not None and not speaker.name and speaker.post in _CHAIRS:
        return chair
    return speaker.name or re.sub(r"[（(].*", "", speaker.label).strip()


def _chair(meeting: MeetingRow, shelf: Shelf, spoken: Sequence[Turn], text: str) -> str | None:
    """Who presides: as the minutes state it, as the label says, or else who opens and closes and speaks most."""
    stated = next((one.name for one in shelf.people([meeting.id]) if one.list == "chair"), None)
    if stated:
        return simplified(stated)
    speakers = [one.speaker for one in spoken if one.speaker is not None]
    office = next((one for one in speakers if one.post in _CHAIRS), None)
    if office is not None:
        return office.name or office.label
    counted = Counter(_key(one, None) for one in speakers)
    most, many = counted.most_common(1)[0]
    own = "".join(text[one.body : one.end] for one in spoken if one.speaker and _key(one.speaker, None) == most)
    return most if many >= _FLOOR * len(speakers) and _CLOSES.search(own) else None


def _voices(speakers: Sequence[Speaker], chair: str | None, roll: Sequence[PersonRow]) -> dict[str, Voice]:
    """Everybody who speaks, by key; a post alone names the one who holds it, where only one does."""
    names: dict[str, set[str]] = {}
    posts: dict[str, set[str]] = {}
    for one in speakers:
        key = _key(one, chair)
        own = names.setdefault(key, {key} if len(key) > 1 or key.isascii() else set())
        own |= _names_of(one)
        if one.post and one.post not in _COMMON:
            posts.setdefault(one.post, set()).add(key)
    if chair in names:
        names[chair] |= {"主席", "主持人"}
    for listed in roll:
        key, post = simplified(listed.name), simplified(listed.role or "")
        if key in names and post:
            names[key].add(key[0] + post)
            posts.setdefault(post, set()).update({key} if post not in _COMMON else ())
    for post, holders in posts.items():
        if len(holders) == 1:
            names[next(iter(holders))].add(post)
    return {key: Voice(key, frozenset(one)) for key, one in names.items()}


def _names_of(one: Speaker) -> set[str]:
    bare = re.sub(r"[（(].*", "", one.label).strip()
    found = {bare} if len(bare) > 1 and bare not in _COMMON else set()
    if one.name:
        found |= {one.name, *([one.surname + one.post] if one.surname and one.post else [])}
    elif one.surname and one.post:
        found.add(one.surname + one.post)
    if one.unit and len(one.unit) > 1:
        found |= {one.unit, _PLACE.sub("", one.unit)}
        found |= {f"{duty}{_OF_DUTY}" for duty in unit_keys(one.unit) if len(duty) <= _DUTY and duty in one.unit}
        found |= {one.unit + one.post} if one.post else set()
    return {name for name in found if len(name) > 1 or name.isascii()}
