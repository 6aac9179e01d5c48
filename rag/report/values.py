"""Fields of the catalogue's rows into cited values: each checked against the characters that its citation quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.draft import Evidence
from rag.report.records import Value
from rag.rows import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import Span
    from rag.answer.cite import Desk
    from rag.find.shelf import Pages, Shelf
    from rag.records import DecisionRow, ItemRow, MeetingRow, Script
    from rag.report.records import Standing

UNSTATED = "原文没有直接写明，由会议名称或上下文推断"
ELSEWHERE = "见于本议题的其他语句"
PROBED = 2000
"""Characters of a document by which its script is judged."""
TRADITIONAL = 0.05
"""Share of characters that conversion changes: over 0.2 in traditional minutes, under 0.01 in simplified ones."""


def _joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(slots=True)
class Clerk:
    """Cites for one meeting. `desk` numbers the citations, of one report or of several side by side."""

    shelf: Shelf
    meeting: MeetingRow
    desk: Desk
    script: Script = "simplified"

    @property
    def pages(self) -> Pages:
        """The meeting's document with its clean reading."""
        return self.shelf.pages(self.meeting.document_id)

    def at(self, text: str, span: Span, item: ItemRow | None = None, *, filled: bool = False) -> Value:
        """A value whose evidence is `span`: stated where the quote says it, else computed from the quote.

        `text` is simplified; a report in the script of a traditional source shows it as the source writes it.
        """
        mark = self.desk.mark(Evidence(self.meeting, span, item))
        citation = self.desk.citations[mark - 1]
        stands = _joined(text) in _joined(self.pages.text(citation.span))
        standing: Standing = "stated" if stands else "computed"
        if citation.damage:
            standing = "damaged"
        elif filled:
            standing = "filled"
        shown = self._written(text, citation.span) if stands else text
        return Value(shown, (mark,), standing, FILLED if filled else None)

    def name(self, name: str, span: Span, *, filled: bool = False) -> Value:
        """A person's name without the blanks that fill a column (`周 庆`), in the source's own characters."""
        value = self.at(name, span, filled=filled)
        return replace(value, text=re.sub(r"\s+", "", value.text))

    def field(self, name: str, text: str | int | None, item: ItemRow | None = None) -> Value | None:
        """A field of the meeting's head by the span the catalogue keeps for it; inferred where it keeps none."""
        if text is None or text == "":
            return None
        span = self.meeting.spans.get(name)
        if span is None:
            return Value(str(text), (), "inferred", UNSTATED)
        return self.at(str(text), span, item, filled=name in self.meeting.filled)

    def sentence(self, span: Span, item: ItemRow | None = None) -> Value:
        """A stretch of the source in its own words, without noise and line breaks."""
        mark = self.desk.mark(Evidence(self.meeting, span, item))
        citation = self.desk.citations[mark - 1]
        return Value(self.words(citation.span), (mark,), "damaged" if citation.damage else "stated")

    def words(self, span: Span) -> str:
        """What stands at a span, on one line and free of noise, in the script of the report.

        A source in simplified script is never converted: that would change rare names (丁鵾).
        """
        written = self.pages.words(span)
        return simplified(written) if self.script == "simplified" and is_traditional(self.pages) else written

    def part(self, name: str, text: str | None, row: DecisionRow, item: ItemRow) -> Value | None:
        """One field of a decision: cited by its sentence where that says it, else by the place it was read from."""
        if not text:
            return None
        if _joined(text) in _joined(self.pages.text(row.span)):
            return self.at(text, row.span, item)
        span = row.spans.get(name) or self.pages.find(text, item.span)
        if span is None:
            return Value(text, self.at(text, row.span, item).citations, "inferred", ELSEWHERE)
        return self.at(text, span, item)

    def parts(self, name: str, texts: Iterable[str], row: DecisionRow, item: ItemRow) -> tuple[Value, ...]:
        """Several values of one field, such as the responsible units."""
        return tuple(value for text in texts if (value := self.part(name, text, row, item)) is not None)

    def inside(self, texts: Sequence[str], item: ItemRow) -> tuple[Value, ...]:
        """Values that an item's row keeps without a span, cited by the sentence in which they first stand."""
        found = ((text, self.pages.find(text, item.span)) for text in texts)
        return tuple(self.at(text, self.pages.around(span), item) for text, span in found if span is not None)

    def _written(self, text: str, span: Span) -> str:
        found = self.pages.find(text, span)
        return self.words(found) if found is not None else text


def is_traditional(pages: Pages) -> bool:
    """Whether a document is written in traditional script: more of it changes than rare names in simplified text do."""
    text = pages.document.text[:PROBED]
    changed = sum(one != other for one, other in zip(text, simplified(text), strict=True))
    return changed > len(text) * TRADITIONAL
