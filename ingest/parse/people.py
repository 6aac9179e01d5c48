"""Lists of people, however glued or spaced: 周 庆、李 皓 / 華建男陸文明 / 區法院曹黎豐 區檢察院朱錫軼.

A list is cut at its separators; each piece is then read as the cheapest sequence of units, roles and names.
Where two readings cost the same, the piece is kept whole rather than cut at a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse.surnames import COMPOUND, surname_cost
from ingest.parse.units import STARTS, SUFFIX, is_unit
from ingest.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.sheet import Sheet

ROLE = (
    r"(?:常务)?(?:代理?|副)?(?:省|市|区|县|州|旗|镇|乡|局|处|科|部|厅|院|秘书|检察|庭|行|社|校|所|站|会|组|队|部)长"
    r"|(?:第一)?(?:常务)?副?(?:书记|主任|主席|秘书长|检察长|总经理|董事长|经理|会长|总工程师|总监|调研员|巡视员|县令|司令员|政委|部长|常委|委员)"
    r"|党组(?:副?书记|成员)|人大代表|政协委员|法律顾问|负责人|负责同志|(?:一|二|三|四)级(?:主任科员|调研员|巡视员)"
)
_ROLE_END = re.compile(rf"(?:{ROLE})$")
_UNIT_END = re.compile(rf"(?:{SUFFIX})$")
_SEPARATOR = re.compile(r"[、，,；;。\n\t|／/：:]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·•]")
_TAIL = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十]+(?:人|位)?)?(?:同志)?(?:(?:分别|应邀)?(?:出席|列席|参加)(?:了)?(?:会议|活动)?(?:有关议题|相关议题)?)?$"
)
_NOT_IN_NAME = frozenset("区县市省镇乡局委办院部处的和及等是在有为了与或不人们会议请假出席列参加主持记录员这那第各")
_MAX_PIECE = 400


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    tokens: tuple[_Token, ...]
    ties: int = 0


def people(sheet: Sheet, start: int, end: int) -> tuple[Person, ...]:
    """The people named in `sheet.text[start:end]`, in order, each with the unit or role it stands beside."""
    return tuple(_assemble(sheet, start, end))


def _assemble(sheet: Sheet, start: int, end: int) -> Iterator[Person]:
    unit: str | None = None
    role: str | None = None
    fresh = False
    for token in _tokens(sheet.text, start, end):
        written = sheet.written(token.start, token.end)
        bare = re.sub(r"\s+", "", written)
        if token.kind == "unit":
            unit = f"{unit}、{bare}" if fresh and unit else bare
            role, fresh = None, True
        elif token.kind == "role":
            role = bare
        elif token.kind == "name":
            yield Person(bare, sheet.span(token.start, token.end), unit, role)
            fresh, role = False, None


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    """Units, roles and names in a list, in order."""
    at = start
    cuts = [*(match.span() for match in _SEPARATOR.finditer(text, start, end)), (end, end)]
    for cut_start, cut_end in cuts:
        yield from _piece(text, at, cut_start)
        at = cut_end


def _piece(text: str, start: int, end: int) -> Iterator[_Token]:
    """One stretch between separators: words parted by spaces, of which lone characters pair up to names."""
    piece = text[start:end]
    tail = _TAIL.search(piece)
    if tail and tail.group():
        end = start + tail.start()
    words = [(one.start(), one.end()) for one in re.finditer(r"[^\s（）()]+|[（(][^（）()]*[）)]", text[start:end])]
    at = 0
    offset = start
    while at < len(words):
        first, last = words[at][0] + offset, words[at][1] + offset
        if text[first] in "（(":
            yield from _bracketed(text, first, last)
            at += 1
            continue
        if last - first == 1 and at + 1 < len(words):
            second_first, second_last = words[at + 1][0] + offset, words[at + 1][1] + offset
            if _pairs(text, first, second_first, second_last):
                yield _Token("name", first, second_last)
                at += 2
                continue
        yield from _word(text, first, last)
        at += 1


def _pairs(text: str, first: int, second: int, second_end: int) -> bool:
    """Whether a lone character and the next word are one spaced name: 周 庆, 欧 阳峰 is not."""
    if second_end - second != 1 or not _HAN.match(text[second]):
        return False
    return surname_cost(text[first] + text[second]) is not None and text[second] not in "（("


def _bracketed(text: str, start: int, end: int) -> Iterator[_Token]:
    """A bracket behind a name holds a unit or a role; （女）, （请假） and the like hold neither."""
    inner = text[start + 1 : end - 1].strip()
    if _ROLE_END.search(inner) or is_unit(inner):
        yield _Token("note", start + 1, end - 1)


def _word(text: str, start: int, end: int) -> Iterator[_Token]:
    """The cheapest reading of a run without spaces."""
    word = text[start:end]
    if not _HAN.match(word) or len(word) > _MAX_PIECE:
        return
    if "·" in word or "•" in word:
        yield _Token("name", start, end)
        return
    if len(word) == 1:
        if surname_cost(word) is not None:
            yield _Token("name", start, end)
        return
    for token in _best(word):
        yield _Token(token.kind, token.start + start, token.end + start)


def _best(word: str) -> tuple[_Token, ...]:
    """Dynamic programme over cut points; cost of a cut sequence is the sum of its tokens' costs."""
    best: list[_Path | None] = [None] * (len(word) + 1)
    best[0] = _Path(0.0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 24), end):
            before = best[start]
            if before is None:
                continue
            for kind, cost in _readings(word, start, end, before):
                total = before.cost + cost
                now = best[end]
                if now is None or total < now.cost - 1e-9:
                    best[end] = _Path(total, (*before.tokens, _Token(kind, start, end)), before.ties)
                elif abs(total - now.cost) < 1e-9:
                    best[end] = _Path(now.cost, now.tokens, now.ties + 1)
    done = best[-1]
    if done is None:
        return ()
    names = [token for token in done.tokens if token.kind == "name"]
    if done.ties and len(names) == len(done.tokens) > 1:
        return (_Token("name", 0, len(word)),)
    return done.tokens


def _readings(word: str, start: int, end: int, before: _Path) -> Iterator[tuple[str, float]]:
    """What `word[start:end]` may be, with its cost; lower is likelier."""
    text = word[start:end]
    length = end - start
    cost = _name_cost(text, length)
    if cost is not None:
        yield "name", cost
    if length >= 2 and _UNIT_END.search(text):
        yield "unit", _unit_cost(text, before)
    if length >= 2 and _ROLE_END.search(text) and not _UNIT_END.search(text[:-1]):
        yield "role", 0.9 + 0.05 * length
    if length == 1:
        yield "junk", 6.0


def _name_cost(text: str, length: int) -> float | None:
    """Three characters are the rule; two cost a little, four need a compound surname."""
    surname = surname_cost(text)
    if surname is None or not 2 <= length <= 4 or any(char in _NOT_IN_NAME for char in text[1:]):
        return None
    compound = text[:2] in COMPOUND
    shape = {2: 1.5, 3: 1.0 if not compound else 1.3, 4: 1.0 if compound else 4.5}[length]
    return surname + shape


def _unit_cost(text: str, before: _Path) -> float:
    """A unit begins like one and follows a name, not another unit; a long run of small parts costs more."""
    cost = 1.0 if STARTS.match(text) else 2.2
    if before.tokens and before.tokens[-1].kind == "unit":
        cost += 1.5
    return cost + 0.02 * len(text)
