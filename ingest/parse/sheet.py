"""One meeting's clean reading with the few questions every part of the parser asks of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.parse.places import gazetteer
from ingest.records import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced
    from ingest.records import Document, Span

_CLOSING = r"[”’\"』」）)]*"


def _ending(marks: str) -> re.Pattern[str]:
    """Where a sentence ends: at one of `marks`, at !! or ??, with what closes behind it; or at a line's end.

    One set of characters opens the pattern, so the search skips all others at once.
    """
    more = f"(?:[{marks}]|[!?]{{2,}})*{_CLOSING}"
    return re.compile(rf"[{marks}!?\n](?:(?<=\n)|(?<=[{marks}]){more}|(?<=[!?])[!?]+{more})")


_SENTENCE_END = _ending("。！？；;")
_FULL_STOP = _ending("。！？")
_Places = tuple[int, ...]
LINE = re.compile("\n")
"""The mark behind which a line begins."""
_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Sheet:
    """The reading `reading` of one meeting; offsets of every method count in `text`, spans in the document.

    `traditional` says in which script the source is written, since values are given in simplified script but
    names in an already simplified source must not be changed (鵾 is not 鹍). `local` are the districts that the
    text itself names as governments.
    """

    document: Document
    reading: Traced
    traditional: bool
    local: frozenset[str] = frozenset()
    text: str = field(init=False, repr=False)
    """The reading itself: a field, since rules ask for it all the time."""
    _sentences: dict[tuple[int, int, bool], tuple[tuple[int, int], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _hints: dict[int, tuple[_Places, _Places]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _repeated: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.reading.text)

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each line that is not blank, without its outer spaces."""
        return tuple((one.start(), one.end()) for one in re.finditer(r"[^\s](?:[^\n]*[^\s])?", self.text))

    @cached_property
    def _original(self) -> str:
        return self.reading.original(self.document.text, 0, len(self.text))

    def _marks(self, hint: re.Pattern[str]) -> tuple[_Places, _Places]:
        """Where the matches of `hint` begin and end in the whole text, which is searched for it only once."""
        spans = [one.span() for one in hint.finditer(self.text)]
        marks: tuple[_Places, _Places] = tuple(zip(*spans, strict=True)) if spans else ((), ())  # type: ignore[assignment]  # two
        self._hints[id(hint)] = marks  # rules live as long as the program, and a pattern's own hash goes through it all
        return marks

    def holds(self, hint: re.Pattern[str], start: int, end: int) -> bool:
        """Whether a stretch may hold a match of `hint`; False is sure.

        `hint` must not look around, since a stretch may end where the text goes on.
        """
        starts, ends = self._hints.get(id(hint)) or self._marks(hint)
        before = bisect_left(starts, end) - 1
        return before >= 0 and ends[before] > start

    def marks(self, mark: re.Pattern[str], start: int, end: int) -> _Places:
        """The places of a stretch where a match of `mark` begins."""
        starts, _ = self._hints.get(id(mark)) or self._marks(mark)
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]

    def behind(self, mark: re.Pattern[str], start: int, end: int) -> _Places:
        """The places of a stretch right behind a match of `mark`, or where the text begins."""
        _, ends = self._hints.get(id(mark)) or self._marks(mark)
        places = ends[bisect_left(ends, start) : bisect_left(ends, end)]
        return (0, *places) if start == 0 else places

    def opened(self, rule: re.Pattern[str], mark: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a rule that only begins behind `mark`, or where the text begins: it is tried nowhere else."""
        reached = start
        for at in self.behind(mark, start, end):
            match = rule.match(self.text, at, end) if at >= reached else None
            if match:
                reached = match.end()
                yield match

    def repeats(self, word: str) -> bool:
        """Whether the text uses a word three times or more, as it does the names of its own places and bodies."""
        if word not in self._repeated:
            self._repeated[word] = len(self.text.split(word, 3)) > 3
        return self._repeated[word]

    def is_place(self, name: str) -> bool:
        """Whether the text or the gazetteer knows a district, so that 文成县发改局 is not somebody called 文成."""
        return name in self.local or name in gazetteer()

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the reading stands in the document."""
        return self.reading.span(start, end)

    def written(self, start: int, end: int) -> str:
        """A stretch as its author wrote it, free of noise, in simplified script."""
        if self.traditional:
            return self.text[start:end]
        return self._original[start:end]

    def fact(self, start: int, end: int) -> Fact[str]:
        """A stated value: outer spaces and line breaks are no part of it."""
        start, end = self.trimmed(start, end)
        value = self.written(start, end)
        return Fact(_LINE_BREAK.sub("", value) if "\n" in value else value, self.span(start, end))

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The range without blanks at either end."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def sentences(self, start: int, end: int, *, clauses: bool = False) -> tuple[tuple[int, int], ...]:
        """Sentences of a stretch with their end marks; with `clauses` a semicolon ends one too."""
        key = (start, end, clauses)  # every part of an item asks for the same ones
        if key not in self._sentences:
            self._sentences[key] = tuple(self._parted(start, end, clauses=clauses))
        return self._sentences[key]

    def _parted(self, start: int, end: int, *, clauses: bool) -> list[tuple[int, int]]:
        pattern = _SENTENCE_END if clauses else _FULL_STOP
        found: list[tuple[int, int]] = []
        at = start
        for mark in pattern.finditer(self.text, start, end):
            first, last = self.trimmed(at, mark.end())
            if first < mark.start():
                found.append((first, last))
            at = mark.end()
        first, last = self.trimmed(at, end)
        return [*found, (first, last)] if first < last else found
