"""Whether the text proves what a model proposes: the quote stands in it once, and our rules read the value there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ingest.parse import dates
from ingest.parse.numerals import number
from ingest.parse.surnames import surname_cost
from ingest.parse.units import is_unit
from ingest.records import Fact, PartialDate, Person
from rag.rows import FILLED

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from rag.fill.proposals import Proposal

T = TypeVar("T")
Range = tuple[int, int]

SHORTEST_QUOTE = 4
CUES: dict[str, re.Pattern[str]] = {
    "title": re.compile("会议|纪要|纪录|记录"),
    "session": re.compile("次"),
    "held_on": re.compile("召开|举行|时间|日期|会议"),
    "document_number": re.compile("[号期]"),
    "chair": re.compile("主持|主席|召集"),
    "venue": re.compile("[在于]|地点"),
    "recorder": re.compile("记录|纪录|整理"),
    "reporting_units": re.compile("汇报|报告|说明|提交|提请|提出|介绍|通报|讲解|解读"),
}
"""Without such a word a quote says nothing about the field, however true it is. The other fields have none."""

_SESSION = re.compile(r"第?\s*(?P<n>[0-9零〇○一二三四五六七八九十百]{1,5})\s*次")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")
_TITLE = re.compile(r"[^。；\n]{4,60}")
_NUMBER = re.compile(r"[^，。；\n]{0,30}[0-9一二三四五六七八九十][^，。；\n]{0,4}[号期]")
_VENUE = re.compile(r"[^，。；：\n]{2,40}")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that stands in the sheet once, at `start:end` of it."""

    sheet: Sheet
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quote itself."""
        return self.sheet.text[self.start : self.end]

    def fact(self, value: T) -> Fact[T]:
        """A value with the place of the quote, marked as a model's."""
        return Fact(value, self.sheet.span(self.start, self.end), FILLED)

    def words(self, value: str, shape: re.Pattern[str]) -> Range | None:
        """Where the value stands in the sheet, if it stands in the quote and has the shape of its kind."""
        at = self.text.find(value)
        if at < 0 or not shape.fullmatch(value):
            return None
        return self.start + at, self.start + at + len(value)


def quoted(sheet: Sheet, proposal: Proposal, within: tuple[Range, ...]) -> Quoted | None:
    """The place of a proposal's quote: inside what the model was shown, once in the text, and about the field."""
    quote = proposal.quote.strip()
    start = sheet.text.find(quote)
    cue = CUES.get(proposal.field)
    once = start >= 0 and sheet.text.find(quote, start + 1) < 0
    shown = any(first <= start and start + len(quote) <= last for first, last in within)
    if len(quote) < SHORTEST_QUOTE or not once or not shown or (cue and not cue.search(quote)):
        return None
    return Quoted(sheet, start, start + len(quote))


def title(quote: Quoted, value: str) -> Fact[str] | None:
    """A line that names the meeting."""
    return _stated(quote, value, _TITLE) if CUES["title"].search(value) else None


def venue(quote: Quoted, value: str) -> Fact[str] | None:
    """A place; a date is none."""
    return None if next(dates.find(value), None) else _stated(quote, value, _VENUE)


def document_number(quote: Quoted, value: str) -> Fact[str] | None:
    """A number of the paper, ending in 号 or 期."""
    return _stated(quote, value, _NUMBER)


def unit(quote: Quoted, value: str) -> Fact[str] | None:
    """A unit of government, shaped like one."""
    return _stated(quote, value, _VENUE) if is_unit(value) else None


def session(quote: Quoted, value: str) -> Fact[int] | None:
    """The one number of a session in the quote, where it is the one proposed."""
    read = {number(one["n"]) for one in _SESSION.finditer(quote.text)}
    said = number(re.sub(r"[第次\s]", "", value))
    return quote.fact(said) if said is not None and read == {said} else None


def date(quote: Quoted, value: str, taken: tuple[Range, ...]) -> Fact[PartialDate] | None:
    """The one day in the quote, where it is the one proposed and does not stand where another date was read.

    `taken` are the places of the other dates, in the sheet.
    """
    read = [one for one in dates.find(quote.text) if one.date.month and one.date.day]
    said = [one.date for one in dates.find(value)]
    if len({one.date for one in read}) != 1 or said[:1] != [read[0].date] or len(said) > 1:
        return None
    places = [(quote.start + one.start, quote.start + one.end) for one in read]
    if any(first < b and a < last for first, last in places for a, b in taken):
        return None
    return quote.fact(read[0].date)


def person(quote: Quoted, value: str) -> Person | None:
    """A name that begins with a surname; what stands beside it is not read."""
    place = quote.words(value, _NAME)
    if place is None or surname_cost(value) is None:
        return None
    return Person(quote.sheet.written(*place), quote.sheet.span(*place), reason=FILLED)


def _stated(quote: Quoted, value: str, shape: re.Pattern[str]) -> Fact[str] | None:
    place = quote.words(value.strip(), shape)
    return quote.fact(quote.sheet.written(*place)) if place else None
