"""Ordinal labels and their runs: II. / 一、 / （一） / 1. / （1） / 第一项 / 第一案 / 壹、, and ★ before a matter.

A label belongs to an agenda only in a run that ascends from one; `一要 二要`, `一是 二是` carry no mark behind the
numeral and are never labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from ingest.parse.numerals import number
from ingest.parse.sheet import LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.parse.sheet import Sheet

_CN = "[一二三四五六七八九十]{1,3}"
_OPENS = "关于|研究|审议|听取|传达|学习|通报|讨论|《"
"""What a matter begins with."""
_STYLES: tuple[tuple[str, str], ...] = (
    ("roman", r"(?P<roman>[IVX]{1,5}|[Ⅰ-Ⅻ])(?:\s?[、．.,]|(?=[ \t(（《\u4e00-\u9fff]))"),
    ("capital", r"(?P<capital>[壹贰叁参肆伍陆柒捌玖拾]{1,3})\s?、"),
    ("stem", r"(?P<stem>[甲乙丙丁戊己庚辛壬癸])、"),
    (
        "matter",
        rf"[【\[]?(?:(?:议程|议题|提案|议案)?第(?P<matter>{_CN}|[0-9]{{1,2}})(?:[项号个]?(?:议题|议程|提案|议案|报告案|讨论案|案)|项)|(?:议题|议程|议项|事项|决议|案由|案号|案次|提案|报告案|讨论案|议案)[ \t]?[（(]?(?P<matter2>{_CN}|[0-9]{{1,2}})(?![致并样])[)）]?)[】\]]?[、:：.．]?",
    ),
    ("nth", rf"第(?P<nth>{_CN})[，,、](?!第)"),
    ("counted", rf"(?P<counted>{_CN})\s?(?:[、．.](?![0-9])|[:：](?={_OPENS}))"),
    ("bracketed", rf"(?:[（(]\s?(?P<bracketed>{_CN})\s?[)）]|(?P<bracketed2>{_CN})[)）]|(?P<bracketed3>[㈠-㈩]))、?"),
    ("arabic", r"(?P<arabic>[0-9]{1,2})\s?[、．.](?![0-9])|(?P<arabic2>[⒈-⒛])"),
    (
        "bare",
        rf"(?P<bare>[0-9]{{1,2}})[ \t]+(?=[\u4e00-\u9fff《“「])(?![年月日时点分个项条名人元万次届]|小时)|(?P<bare2>{_CN})[ \t]+(?={_OPENS})",
    ),
    (
        "small",
        r"(?:[（(]\s?(?P<small>[0-9]{1,2})\s?[)）]|(?P<small2>[0-9]{1,2})[)）]|(?P<small3>[①-⑳⑴-⒇])|[【\[](?P<small4>[0-9]{1,2})[】\]])、?",
    ),
    ("latin", r"[（(]\s?(?P<latin>[a-l])\s?[)）]"),
    ("bullet", r"(?P<bullet>[★☆●◆◇■□▲△※])[ \t]*(?=" + _OPENS + ")"),
)
_RANK = {style: rank for rank, (style, _) in enumerate(_STYLES)}
_ANY = "|".join(f"(?P<{style}_all>{pattern})" for style, pattern in _STYLES)
_ANYWHERE = "|".join(f"(?P<{style}_all>{pattern})" for style, pattern in _STYLES if style not in {"bare", "nth"})
"""A number with nothing behind it but a blank, or 第一 with a comma, is a label only where it begins a line."""
_NUMERALS = {
    style: [name for name in (style, *(f"{style}{at}" for at in (2, 3, 4))) if f"(?P<{name}>" in pattern]
    for style, pattern in _STYLES
}
"""The groups in which the numeral of a style may stand."""
_AT_LINE = re.compile(rf"[ \t]*(?:[#>*•\-]+[ \t]*|案[号次][:：][ \t]*)?(?:{_ANY})")
_INLINE = re.compile(_ANYWHERE)
_CLAUSE = re.compile(r"[。！？；;：:\s]")
"""What stands in front of a label inside a line."""
_CIRCLED = {
    chr(ord(first) + at): at + 1 for first, many in (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10)) for at in range(many)
}
_STEMS = {char: value for value, char in enumerate("甲乙丙丁戊己庚辛壬癸", 1)}
_ROMAN_TENS = ("", "X", "XX", "XXX")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = {
    f"{ten}{one}": 10 * tens + ones for tens, ten in enumerate(_ROMAN_TENS) for ones, one in enumerate(_ROMAN_ONES)
}
_ROMAN |= {char: value for value, char in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}
"""Roman numerals as Hong Kong minutes number their headings."""


_SURELY_OUTER = 2
"""A number above which a label resumes an outer run; a lone 2 is sooner the second of an inner run."""
_DEEPEST = 200
"""Runs of one style that may stand open inside each other; nobody nests so deep, and hostile texts cost no square."""
_MANY_RUNS = 400
"""Runs that are compared with each other; the longest public minutes hold a tenth of that."""


@dataclass(frozen=True, slots=True)
class Label:
    """One ordinal with the place of the label as written."""

    style: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Labels of one style that ascend from one."""

    style: str
    labels: tuple[Label, ...]

    @property
    def start(self) -> int:
        """Where the first label stands."""
        return self.labels[0].start

    @property
    def last(self) -> int:
        """Where the last label stands."""
        return self.labels[-1].start

    @property
    def rank(self) -> int:
        """0 for the outermost style."""
        return _RANK[self.style]


def _label(match: re.Match[str], bullets: Iterator[int]) -> Label | None:
    style = (match.lastgroup or "").removesuffix("_all")  # the outer group is the last to close
    numeral = next(match[name] for name in _NUMERALS[style] if match[name])
    value = next(bullets) if style == "bullet" else _value(numeral)
    start = match.end() - len(match[f"{style}_all"])
    return Label(style, value, start, match.end()) if value else None


def _value(numeral: str) -> int | None:
    """What a numeral counts: 三, 12, ③, IV, b; None where it is none (IIX)."""
    if numeral.islower():
        return ord(numeral) - ord("a") + 1
    if not numeral.isascii() or numeral.isdigit():
        return _CIRCLED.get(numeral) or _STEMS.get(numeral) or _ROMAN.get(numeral) or number(numeral)
    return _ROMAN.get(numeral)


def labels(sheet: Sheet, start: int, end: int, *, inline: bool = False) -> Iterator[Label]:
    """Labels at the start of a line, or with `inline` behind the end of a clause too (texts squashed on one line)."""
    pattern, mark = (_INLINE, _CLAUSE) if inline else (_AT_LINE, LINE)
    bullets = count(1)
    for match in sheet.opened(pattern, mark, start, end):
        label = _label(match, bullets)
        if label is not None:
            yield label


def runs(found: Iterable[Label]) -> list[Run]:
    """Maximal ascending runs, in the order of their first labels.

    One lost label is bridged where the numbers around it stand (a swallowed character); a label that fits no
    run is not one.
    """
    opened: dict[str, list[list[Label]]] = {}
    done: list[list[Label]] = []
    for label in found:
        stack = opened.setdefault(label.style, [])
        run = _continued(stack, label.number)
        if run:
            run.append(label)
        elif label.number == 1:
            stack.append([label])
            done.append(stack[-1])
    return [Run(run[0].style, tuple(run)) for run in sorted(done, key=lambda run: run[0].start)]


def _continued(stack: list[list[Label]], value: int) -> list[Label] | None:
    """The run that a number goes on with; those opened inside it since are closed.

    An outer run goes on behind an inner one of the same style, where the number is just its next.
    """
    if stack and value == stack[-1][-1].number + 1:
        return stack[-1]
    inner = range(max(0, len(stack) - _DEEPEST), len(stack) - 1) if value > _SURELY_OUTER else range(0)
    outer = next((at for at in reversed(inner) if value == stack[at][-1].number + 1), None)
    if outer is not None:
        del stack[outer + 1 :]
        return stack[outer]
    bridged = stack and stack[-1][-1].number < value <= stack[-1][-1].number + 2
    return stack[-1] if bridged else None


def outermost(found: list[Run], end: int) -> Run | None:
    """The run that divides the text: not nested in another one, and of those the one that covers most.

    An agenda listed up front is a run too; the bodies that follow it cover more.
    """
    if len(found) > _MANY_RUNS:
        found = [run for run in found if len(run.labels) > 1][:_MANY_RUNS] or found[:_MANY_RUNS]
    free = [run for run in found if not any(_nested(run, other) for other in found if other is not run)]
    if not free:
        return None
    covered = {id(run): (free[at + 1].start if at + 1 < len(free) else end) - run.start for at, run in enumerate(free)}
    return max(free, key=lambda run: (len(run.labels) > 1, covered[id(run)]))


def _nested(run: Run, other: Run) -> bool:
    """Whether `run` lies between two labels of `other`, or behind its last one in a lesser style.

    So does a lesser run that goes on across the labels of `other`: paragraphs numbered right through the text.
    """
    if run.start < other.start:
        return False
    if run.rank > other.rank and any(run.start < label.start < run.last for label in other.labels):
        return True
    if run.last < other.last:
        gaps = zip(other.labels, other.labels[1:], strict=False)
        return any(one.start < run.start and run.last < two.start for one, two in gaps)
    return run.start > other.last and run.rank > other.rank


def within(found: list[Run], start: int, end: int) -> Run | None:
    """The outermost run that lies wholly inside a stretch."""
    inside = [run for run in found if start <= run.start and run.last < end]
    return outermost(inside, end)
