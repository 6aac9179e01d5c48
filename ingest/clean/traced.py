"""A string that remembers, for each of its characters, where in `Document.text` it came from.

Every cleaning step is `Traced -> Traced`; nothing here knows what the text means.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Self

from ingest.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_FEW = 32
"""Characters of a stretch that is read one by one, where it is not of one piece."""


_FIRST = 1 << 16
"""Offsets that are counted once, since most texts are shorter."""


@cache
def _first_offsets() -> array[int]:
    return array("I", range(_FIRST))


def _counted(start: int, end: int) -> array[int]:
    return _first_offsets()[start:end] if end <= _FIRST else array("I", range(start, end))


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` of the current text; an empty `replacement` deletes.

    A replacement of the same length keeps each character's own origin; any other one is traced to the whole
    of what it replaced.
    """

    start: int
    end: int
    replacement: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """Text plus, a character, the half-open range of `Document.text` it stands for.

    `_own` says that each character stands for one of its own: nothing was replaced by more or fewer.
    """

    text: str
    _starts: array[int] = field(repr=False)
    _ends: array[int] = field(repr=False)
    _own: bool = field(default=True, repr=False)

    @classmethod
    def of(cls, text: str, start: int = 0) -> Self:
        """The identity trace of `text`, which begins at offset `start` of its document.

        >>> Traced.of("会议纪要").span(2, 4)
        Span(start=2, end=4)
        """
        offsets = _counted(start, start + len(text) + 1)
        return cls(text, offsets[:-1], offsets[1:])

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Where `self.text[start:end]` stands in the document; an empty range has the place it lies at."""
        if start >= end:
            before = self._ends[start - 1] if start else 0
            at = self._starts[start] if start < len(self.text) else before
            return Span(at, max(at, before))
        last = self._ends[end - 1]
        return Span(self._starts[start], last if self._own else max(self._ends[start], last))

    def locate(self, span: Span) -> tuple[int, int]:
        """The range of the current text whose characters stand inside `span` of the document.

        >>> Traced.of("甲（乙）丙").edit([Edit(1, 4)]).locate(Span(0, 5))
        (0, 2)
        """
        start = bisect_left(self._starts, span.start)
        return start, max(start, bisect_right(self._ends, span.end))

    def within(self, span: Span) -> str:
        """The current reading of a span of the document."""
        start, end = self.locate(span)
        return self.text[start:end]

    def original(self, source: str, start: int, end: int) -> str:
        """`self.text[start:end]` with each character as `source` has it; one that was reconstructed stays."""
        return "".join(self._pieces(source, start, min(end, len(self.text))))

    def _pieces(self, source: str, start: int, end: int) -> list[str]:
        """The pieces that `original` reads: what is not edited is the rule, and it is one piece of `source`."""
        if start >= end:
            return []
        if self._whole(start, end):
            return [source[self._starts[start] : self._ends[end - 1]]]
        if end - start <= _FEW:
            spans = zip(self._starts[start:end], self._ends[start:end], self.text[start:end], strict=True)
            return [source[first] if last - first == 1 else char for first, last, char in spans]
        half = (start + end) // 2
        return self._pieces(source, start, half) + self._pieces(source, half, end)

    def _whole(self, start: int, end: int) -> bool:
        """Whether a range stands for one stretch of the document, character for character."""
        first, length = self._starts[start], end - start
        if self._starts[end - 1] - first != length - 1:
            return False
        if self._own:
            return True
        offsets = _counted(first, first + length + 1)
        return self._starts[start:end] == offsets[:-1] and self._ends[start:end] == offsets[1:]

    def cut(self, start: int, end: int) -> Traced:
        """The part `[start, end)` of the current text, still traced to the whole document."""
        return Traced(self.text[start:end], self._starts[start:end], self._ends[start:end], self._own)

    def edit(self, edits: Iterable[Edit]) -> Traced:
        """Apply ascending edits that do not overlap.

        Raises ValueError where one starts before the last has ended.
        """
        texts: list[str] = []
        starts, ends = array("I"), array("I")
        at, changed, own = 0, False, self._own
        for one in edits:
            changed = True
            if one.start < at or one.end < one.start:
                message = f"edits must ascend and not overlap: {one} after {at}"
                raise ValueError(message)
            texts += (self.text[at : one.start], one.replacement)
            starts += self._starts[at : one.start]
            ends += self._ends[at : one.start]
            if len(one.replacement) == one.end - one.start:
                starts += self._starts[one.start : one.end]
                ends += self._ends[one.start : one.end]
            elif one.replacement:
                own = False
                home = self.span(one.start, one.end)
                starts += array("I", [home.start]) * len(one.replacement)
                ends += array("I", [home.end]) * len(one.replacement)
            at = one.end
        if not changed:
            return self
        texts.append(self.text[at:])
        return Traced("".join(texts), starts + self._starts[at:], ends + self._ends[at:], own)

    def fold(self, folded: str) -> Traced:
        """The same characters under another face: `folded` has the text's length.

        Raises ValueError where it has not, since the trace would lie.
        """
        if len(folded) != len(self.text):
            message = f"folding must keep length: {len(self.text)} characters became {len(folded)}"
            raise ValueError(message)
        return Traced(folded, self._starts, self._ends, self._own)

    def translate(self, table: Mapping[int, int]) -> Traced:
        """Fold by a one-to-one character table (`str.maketrans` of equal strings)."""
        return self.fold(self.text.translate(table))
