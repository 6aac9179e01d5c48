"""Evidence into numbered citations: each a slice of its document, cut to what is worth reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.records import Span
from rag.answer.phrases import meeting_name
from rag.errors import UncitedAnswer
from rag.records import Citation, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer.draft import Draft, Evidence
    from rag.find.shelf import Pages, Shelf
    from rag.records import Chunk, ItemRow, MeetingRow

_LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十百\d]{1,3}[)）]|[一二三四五六七八九十百]{1,3}[、.．]|"
    r"\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十\d]{1,3}[项條条案][、：:\s])?\s*"
)
_BLANK = " \t\r\n\u3000\xa0"


def trimmed(pages: Pages, span: Span) -> Span:
    """A span without the label in front and the blanks at both ends."""
    start, end = pages.reading.locate(span)
    text = pages.reading.text
    skipped = _LABEL.match(text, start, end)
    first = skipped.end() if skipped and skipped.end() < end else start
    while end > first and text[end - 1] in _BLANK:
        end -= 1
    found = pages.reading.span(first, end) if end > first else span
    written = pages.document.text
    begins, ends = found.start, found.end
    while begins < ends and written[begins] in _BLANK:
        begins += 1
    while ends > begins and written[ends - 1] in _BLANK:
        ends -= 1
    return Span(begins, ends)


def item_name(item: ItemRow | None) -> str | None:
    """What a citation calls an item: label and title, on one line."""
    if item is None:
        return None
    return re.sub(r"\s+", "", f"{item.label or ''}{item.title or ''}") or None


@dataclass(slots=True)
class Desk:
    """Numbers the evidence of one answer from 1; the same place keeps its mark."""

    shelf: Shelf
    citations: list[Citation] = field(default_factory=list)

    def mark(self, evidence: Evidence) -> int:
        """The mark of a piece of evidence."""
        pages = self.shelf.pages(evidence.meeting.document_id)
        span = trimmed(pages, evidence.span)
        known = next(
            (
                one.mark
                for one in self.citations
                if one.document_id == evidence.meeting.document_id and one.span == span
            ),
            None,
        )
        if known is not None:
            return known
        self.citations.append(self._citation(evidence.meeting, evidence.item, span, len(self.citations) + 1))
        return len(self.citations)

    def claims(self, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
        """The drafts as claims; one whose quote touches damage says so.

        Raises UncitedAnswer for a draft without evidence.
        """
        return tuple(self.claim(one) for one in drafts)

    def claim(self, draft: Draft) -> Claim:
        """One draft as a claim. Raises UncitedAnswer where it has no evidence."""
        marks = tuple(dict.fromkeys(self.mark(one) for one in draft.evidence))
        if not marks:
            raise UncitedAnswer(f"{draft.text[:40]}：没有出处的句子不能成为答案；请报告这个问题")
        hurt = any(self.citations[mark - 1].damage for mark in marks)
        return Claim(draft.text, marks, "damaged" if hurt else draft.status)

    def of_chunk(self, chunk: Chunk, span: Span, mark: int) -> Citation:
        """The citation of a span of a chunk's document, for claims that a model drafts."""
        meeting = next(row for row in self.shelf.meetings() if row.id == chunk.meeting_id)
        item = next((one for one in self.shelf.items([chunk.meeting_id]) if one.id == chunk.item_id), None)
        return self._citation(meeting, item, span, mark)

    def _citation(self, meeting: MeetingRow, item: ItemRow | None, span: Span, mark: int) -> Citation:
        pages = self.shelf.pages(meeting.document_id)
        return Citation(
            mark=mark,
            document_id=meeting.document_id,
            document=meeting.document_name,
            meeting=meeting_name(meeting),
            item=item_name(item),
            span=span,
            quote=pages.document.quote(span),
            page=pages.document.page_of(span.start),
            context=item.span if item is not None and item.span.holds(span) else pages.around(span),
            damage=pages.hurt(span),
        )
