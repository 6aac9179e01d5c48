"""Automatic numbers of Word made visible: `一、`, `（一）`, `1.` that the file holds only as formats and counters.

Follows ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat), for the formats that Chinese and
English documents use. Knows nothing of paragraphs beyond the numbering that each of them refers to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.read.xml import attribute, child, children, local, value

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_COUNTING = ("零一二三四五六七八九", "十百千")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEVELS = 9
_LARGEST = 9999
_LARGEST_ROMAN = 3999
# Bounds on what a file may ask of us: far above what people write, far below what would hurt.
_PATTERN = 64
_ANCESTORS = 20
# A label that ends in one of these needs no space before the text it introduces.
_CLOSED = "、）)．.。：:〕】"


def counting(number: int, digits: str = _COUNTING[0], units: str = _COUNTING[1]) -> str:
    """A number from 0 to 9,999 as Chinese counts; others in Arabic digits.

    >>> [counting(n) for n in (0, 3, 10, 12, 20, 105, 110, 1010)]
    ['零', '三', '十', '十二', '二十', '一百零五', '一百一十', '一千零一十']
    """
    if not 0 < number <= _LARGEST:
        return digits[0] if number == 0 else str(number)
    text = ""
    for power, figure in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if figure != "0":
            text += digits[int(figure)] + (units[power - 1] if power else "")
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    text = text.rstrip(digits[0])
    return text.removeprefix(digits[1]) if text.startswith(digits[1] + units[0]) and units == _COUNTING[1] else text


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text + _ROMAN_ONES[number]


def _letters(number: int) -> str:
    """A, …, Z, AA, BB, …: Word repeats the letter."""
    repeats, index = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + index) * (repeats % _LEVELS + 1)


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _from(first: str, last: int) -> Callable[[int], str]:
    """Numbers that Unicode has as one character each, counted from 1."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _cycle(names: str) -> Callable[[int], str]:
    return lambda number: names[(max(number, 1) - 1) % len(names)]


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), counting),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), counting),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _positional),
    "chineseLegalSimplified": lambda number: counting(number, *_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda number: counting(number, *_LEGAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"),
        lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ),
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its format, its pattern (`（%1）`), where it starts, after which level it restarts."""

    form: str
    pattern: str
    start: int
    legal: bool
    glued: bool
    restart: int | None


@dataclass(slots=True)
class _List:
    """A list of the file: its levels, and the counters that its paragraphs move."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbering of one document. `label` must be asked once a paragraph, in the order of the text."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._instances: dict[str, tuple[_List, dict[int, int]]] = {}
        self._seen: set[tuple[str, int]] = set()
        self._styles = {} if styles is None else {attribute(one, "styleId"): one for one in children(styles, "style")}
        self._read(numbering)

    def label(self, properties: Element | None) -> str:
        """The label of the paragraph with these properties (`w:pPr`), moving its list on; empty where it has none."""
        reference = self._reference(properties)
        if reference is None or reference[0] not in self._instances:
            return ""
        number_id, depth = reference
        numbered, overrides = self._instances[number_id]
        level = numbered.levels.get(depth)
        if level is None or level.form == "bullet":
            return ""
        counters = numbered.counters
        if depth in overrides and (number_id, depth) not in self._seen:
            counters[depth] = overrides[depth]
        else:
            counters[depth] = counters.get(depth, level.start - 1) + 1
        self._seen.add((number_id, depth))
        for deeper, below in numbered.levels.items():
            if deeper > depth and (below.restart is None or 0 < below.restart <= depth + 1):
                counters.pop(deeper, None)
        return self._written(numbered, level)

    @staticmethod
    def _written(numbered: _List, level: _Level) -> str:
        text = level.pattern
        for depth, other in numbered.levels.items():
            mark = f"%{depth + 1}"
            if mark in text:
                number = numbered.counters.get(depth, other.start)
                text = text.replace(mark, str(number) if level.legal else _FORMATS.get(other.form, str)(number))
        return text if not text or level.glued or text[-1] in _CLOSED else f"{text} "

    def _reference(self, properties: Element | None) -> tuple[str, int] | None:
        """(numId, level) of a paragraph: its own, or that of its style or of a style that one is based on."""
        own = child(properties, "numPr")
        number_id, depth = value(child(own, "numId")), value(child(own, "ilvl"))
        style = value(child(properties, "pStyle"))
        for _ in range(_ANCESTORS):
            if number_id is not None or style not in self._styles:
                break
            inherited = child(child(self._styles[style], "pPr"), "numPr")
            number_id = value(child(inherited, "numId"))
            depth = depth or value(child(inherited, "ilvl"))
            style = value(child(self._styles[style], "basedOn"))
        return (number_id, _number(depth, 0)) if number_id not in {None, "0"} and number_id else None

    def _read(self, numbering: Element | None) -> None:
        abstracts = {attribute(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
        styled = {
            value(child(one, "styleLink")): one for one in abstracts.values() if child(one, "styleLink") is not None
        }
        lists: dict[str | None, _List] = {}
        for instance in children(numbering, "num"):
            key = value(child(instance, "abstractNumId"))
            abstract = abstracts.get(key)
            linked = value(child(abstract, "numStyleLink"))
            if linked in styled:
                abstract = styled[linked]
                key = attribute(abstract, "abstractNumId")
            numbered = lists.setdefault(key, _List(_levels(abstract)))
            own, starts = _overrides(instance)
            # Instances of one list count together, unless one of them brings levels of its own.
            self._instances[attribute(instance, "numId") or ""] = (
                _List({**numbered.levels, **own}) if own else numbered,
                starts,
            )


def _overrides(instance: Element) -> tuple[dict[int, _Level], dict[int, int]]:
    """The levels and the starting numbers that an instance sets for itself, by level."""
    levels, starts = {}, {}
    for override in children(instance, "lvlOverride"):
        depth = _number(attribute(override, "ilvl"), 0)
        if depth < _LEVELS and (own := child(override, "lvl")) is not None:
            levels[depth] = _level(own)
        if depth < _LEVELS and (start := child(override, "startOverride")) is not None:
            starts[depth] = _number(value(start), 1)
    return levels, starts


def _levels(abstract: Element | None) -> dict[int, _Level]:
    found = {_number(attribute(one, "ilvl"), 0): _level(one) for one in children(abstract, "lvl")}
    return dict(sorted(found.items())[:_LEVELS])


def _level(element: Element) -> _Level:
    """A level with the defaults of the standard: decimal from 1, a tab between label and text."""
    restart = child(element, "lvlRestart")
    return _Level(
        form=value(child(element, "numFmt")) or _alternate(element) or "decimal",
        pattern=(value(child(element, "lvlText")) or "")[:_PATTERN],
        start=_number(value(child(element, "start")), 1),
        legal=child(element, "isLgl") is not None,
        glued=value(child(element, "suff")) == "nothing",
        restart=None if restart is None else _number(value(restart), 0),
    )


def _alternate(level: Element) -> str | None:
    """A format that newer Word wraps in mc:AlternateContent; its fallback is one that everybody knows."""
    return next((value(one) for one in level.iter() if local(one) == "numFmt" and value(one) != "custom"), None)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < len("1000000000") else default
