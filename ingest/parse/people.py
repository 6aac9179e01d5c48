"""Lists of people, however glued or spaced: 周 庆、李 皓 / 華建男陸文明 / 區法院曹黎豐 區檢察院朱錫軼.

A list is cut at its separators; each piece is then read as the cheapest sequence of units, roles and names.
Where two readings cost the same, the piece is kept whole rather than cut at a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.parse.surnames import COMPOUND, surname_cost
from ingest.parse.units import STARTS, SUFFIX, is_unit
from ingest.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.sheet import Sheet
    from ingest.records import Span

ROLE = (
    r"(?:非党)?(?:常务)?(?:代理?|副)?(?:省|市|区|县|州|旗|镇|乡|局|处|科|部|厅|院|秘书|检察|庭|行|社|校|所|站|会|组|队|部)长|(?:常务)?副县令"
    r"|(?:第一)?(?:常务)?副?(?:书记|主任|主席|秘书长|检察长|总经理|董事长|经理|会长|总工程师|总(?:会计|规划|经济|农艺|建筑|审计|督察)师|总督察|督察|总监|调研员|巡视员|县令|司令员|政委|部长|常委|委员)"
    r"|党组(?:副?书记|成员)|人大代表|政协委员|法律顾问|负责人|负责同志|(?:一|二|三|四)级(?:主任科员|调研员|巡视员)"
)
_ROLE_END = re.compile(rf"(?:{ROLE})$")
_UNIT_END = re.compile(rf"(?:{SUFFIX})$")
_SEPARATOR = re.compile(r"[、，,；;。\n\t|／/：:]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·•]")
_TAIL = re.compile(
    r"(?:等)?(?:[0-9一二三四五六七八九十]+(?:人|位|名))?(?:同志)?(?:(?:分别|应邀)?(?:出席|列席|参加)(?:了)?(?:会议|活动)?(?:有关议题|相关议题)?)?$"
)
_NOT_IN_NAME = frozenset("区县市省镇乡局委办院部处厅的及等是们了这那第各")
_WORDS = re.compile(
    r"出席|列席|参加|主持|记录|请假|会议|人员|领导|同志|名单|街道|公司|集团|中心|法院|公室|主任|班子|成员"
)
_SURNAME_ROLE = re.compile(
    rf"(?P<surname>[\u4e00-\u9fff]{{1,2}}?)(?P<role>{ROLE}|次长|参事|主任秘书|执行长|教授)(?P<given>[\u4e00-\u9fff]{{0,2}})"
)
"""王部长大明: the courtesy order of Taiwan and Hong Kong minutes, surname, post, given name."""
_GLUED = re.compile(
    r"(?:局|集团|院|街道|办|队|中心|部|委|公司|镇|乡|会)(?=(?P<name>[\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2})"
)
_PLACED = re.compile(r"[\u4e00-\u9fff]{2,3}?[区县市](?=[\u4e00-\u9fff])")
_NAMELESS = re.compile(
    r"^(?:各|有关|相关|其他|全体)|(?:部门|单位|负责同志|负责人|主要领导|分管领导|班子成员|工作人员|全体成员)$"
)
_REST = re.compile(
    r"(?:以?及|和)(?=[^、，；]*(?:、[^、，；]*)*(?:负责同志|负责人|主要领导|分管领导|班子成员|工作人员)$)"
)
_SHARED = re.compile(r"副[省市区县州旗镇乡]长$|副主任$|副主席$|副书记$|常委$|委员$|成员$")
"""Posts that one word gives to everyone who follows it: 副区长甲、乙、丙."""
_COMMITTEE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{0,6}[省市区县州旗镇]委")
_HONORIFIC = re.compile(r"先生|女士|小姐|博士|议员|太平绅士|同志|委员")
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
    """The people named in `sheet.text[start:end]`, in order, each with the unit or role it stands beside.

    …及有关部门负责人 names nobody and is left out.
    """
    rest = _REST.search(sheet.text[start:end].rstrip("。 \n")[-300:])
    if rest:
        end = start + max(0, len(sheet.text[start:end].rstrip("。 \n")) - 300) + rest.start()
    return tuple(_assemble(sheet, start, end))


def _assemble(sheet: Sheet, start: int, end: int) -> Iterator[Person]:
    unit: str | None = None
    role: str | None = None
    fresh = False
    held: Person | None = None
    for token in _tokens(sheet, start, end):
        written = sheet.written(token.start, token.end)
        bare = re.sub(r"\s+", "", written)
        if token.kind == "unit":
            unit = f"{unit}、{bare}" if fresh and unit else bare
            role, fresh = None, True
        elif token.kind == "role":
            role, unit, fresh = _post(role, unit, bare, fresh=fresh)
        elif token.kind == "name":
            if held is not None:
                yield held
            held = _person(bare, sheet.span(token.start, token.end), unit, role)
            unit = None if role else unit
            fresh, role = False, (role if role and _SHARED.search(role) else None)
        elif token.kind == "note" and held is not None:
            held = _noted(held, bare)
        elif token.kind == "gap":
            unit, role = (unit, role) if fresh or sheet.text[token.start : token.end].isspace() else (None, None)
            fresh = fresh and unit is not None
    if held is not None:
        yield held


def _post(role: str | None, unit: str | None, bare: str, *, fresh: bool) -> tuple[str | None, str | None, bool]:
    """A post beside what is already known: 区委 + 副书记, then 区长, is one post of two parts."""
    if unit and fresh and _COMMITTEE.fullmatch(unit):
        return f"{unit}{bare}", None, True
    if role and fresh:
        return f"{role}、{bare}", unit, True
    return bare, (unit if fresh else None), True


def _noted(person: Person, note: str) -> Person:
    """What stands in brackets behind a name: a post, or a unit."""
    if _ROLE_END.search(note):
        return replace(person, role=person.role or note)
    return replace(person, unit=person.unit or note) if is_unit(note) else person


def _person(bare: str, span: Span, unit: str | None, role: str | None) -> Person:
    courtesy = _SURNAME_ROLE.fullmatch(bare)
    if courtesy:
        return Person(courtesy["surname"] + courtesy["given"], span, unit, courtesy["role"])
    return Person(bare, span, unit, role)


def _tokens(sheet: Sheet, start: int, end: int) -> Iterator[_Token]:
    """Units, roles, names and gaps in a list, in order; a unit is not carried over a gap."""
    text, at = sheet.text, start
    cuts = [*(match.span() for match in _SEPARATOR.finditer(text, start, end)), (end, end)]
    for cut_start, cut_end in cuts:
        yield from _piece(sheet, at, cut_start)
        if text[cut_start:cut_end].strip() != "、":
            yield _Token("gap", cut_start, cut_end)
        at = cut_end


def _piece(sheet: Sheet, start: int, end: int) -> Iterator[_Token]:
    """One stretch between separators: words parted by spaces, of which lone characters pair up to names."""
    text = sheet.text
    piece = text[start:end]
    tail = _TAIL.search(piece)
    if tail and tail.group():
        end = start + tail.start()
    words = [(one.start(), one.end()) for one in re.finditer(r"[^\s（）()]+|[（(][^（）()]*[）)]", text[start:end])]
    at = 0
    offset = start
    while at < len(words):
        if at:
            yield _Token("gap", words[at - 1][1] + offset, words[at][0] + offset)
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
        if last - first > 2 and at + 1 < len(words) and _torn(text, first, last, *words[at + 1], offset):
            last = words[at + 1][1] + offset
            at += 1
        yield from _word(sheet, first, last)
        at += 1


def _torn(text: str, first: int, last: int, next_first: int, next_last: int, offset: int) -> bool:  # noqa: PLR0913, PLR0917 (two words and their place)
    """Whether a unit's word ends in a surname whose given name is the next word: 区财政局甘 霖."""
    if next_last - next_first != 1 or not _HAN.match(text[next_first + offset]):
        return False
    return surname_cost(text[last - 1]) is not None and bool(_UNIT_END.search(text[first : last - 1]))


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


def _word(sheet: Sheet, start: int, end: int) -> Iterator[_Token]:
    """The cheapest reading of a run without spaces."""
    word = re.sub(r"\s", "", sheet.text[start:end])
    gap = end - start - len(word)
    if _NAMELESS.search(word):
        return
    if not _HAN.match(word) or len(word) > _MAX_PIECE:
        return
    if "·" in word or "•" in word:
        yield _Token("name", start, end)
        return
    if len(word) == 1:
        if surname_cost(word) is not None:
            yield _Token("name", start, end)
        return
    for token in _best(word, sheet):
        yield _Token(token.kind, token.start + start, token.end + start + (gap if token.end == len(word) else 0))


def _best(word: str, sheet: Sheet) -> tuple[_Token, ...]:
    """Dynamic programme over cut points; cost of a cut sequence is the sum of its tokens' costs."""
    best: list[_Path | None] = [None] * (len(word) + 1)
    best[0] = _Path(0.0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 24), end):
            before = best[start]
            if before is None:
                continue
            for kind, cost in _readings(word, start, end, before, sheet):
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


def _readings(word: str, start: int, end: int, before: _Path, sheet: Sheet) -> Iterator[tuple[str, float]]:
    """What `word[start:end]` may be, with its cost; lower is likelier."""
    text = word[start:end]
    length = end - start
    cost = _name_cost(text, length)
    if cost is not None:
        yield "name", cost
    last = before.tokens[-1].kind if before.tokens else ""
    if cost is None and end == len(word) and last in {"", "unit", "role"} and _strange(text):
        yield "name", 4.2
    if length >= 2 and _UNIT_END.search(text):
        yield "unit", _unit_cost(text, last, sheet)
    if _ROLE_END.fullmatch(text):
        yield "role", 0.8
    if _HONORIFIC.fullmatch(text) and last == "name":
        yield "title", 0.2
    courtesy = _SURNAME_ROLE.fullmatch(text) if 3 <= length <= 8 else None
    if courtesy and surname_cost(courtesy["surname"] + courtesy["given"]) is not None:
        yield "name", 1.6
    if length == 1:
        lone = last in {"unit", "role"} and end == len(word) and surname_cost(text) is not None
        yield ("name", 3.0) if lone else ("junk", 6.0)


def _strange(text: str) -> bool:
    """Two or three characters without a known surname may still be a name, where nothing else can stand."""
    return 2 <= len(text) <= 3 and not any(char in _NOT_IN_NAME for char in text) and not _WORDS.search(text)


def _name_cost(text: str, length: int) -> float | None:
    """Three characters are the rule; two cost a little, four need a compound surname."""
    surname = surname_cost(text)
    if surname is None or not 2 <= length <= 4 or any(char in _NOT_IN_NAME for char in text[1:]) or _WORDS.search(text):
        return None
    compound = text[:2] in COMPOUND
    shape = {2: 1.5, 3: 1.3 if compound else 1.0, 4: 1.0 if compound else 4.5}[length]
    return surname + shape


def _swallowed(three: str) -> bool:
    """Whether the characters behind a unit's ending read as a name of two or three."""
    return any(_name_cost(three[:length], length) is not None for length in (2, 3))


def _unit_cost(text: str, last: str, sheet: Sheet) -> float:
    """A unit begins like one, or with a word the text repeats; it swallows no name and follows one."""
    cost = 1.0 if STARTS.match(text) else (1.2 if sheet.repeats(text[:2]) else 2.0)
    placed = _PLACED.match(text)
    if text.endswith("街道") and len(text) < 4:
        cost += 2.0
    if placed and placed.group() in sheet.places:
        cost = 1.0
    elif placed and surname_cost(text) is not None:
        cost += 2.5
    cost += 4.0 * sum(_swallowed(one["name"]) for one in _GLUED.finditer(text))
    if _UNIT_END.fullmatch(text):
        cost += 2.0
    return cost + 0.02 * len(text) + (3.0 if last == "unit" else 0.0)
