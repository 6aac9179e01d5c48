"""The sentences of an item, and which of them a question is after. Nothing here writes a word of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.records import Span
from rag.answer.injected import instructs
from rag.find.terms import Weights, beyond, joined, share, specific_coverage, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Pages, Sentence
    from rag.records import DecisionRow, ItemRow

_DEMANDING = re.compile(
    r"(?:会议|主席|主任|[区县市省]长)?(?:强调|要求|提出(?!的)|部署|明确|指示|裁示)|"
    r"^(?:[一二三四五六七八九十]+(?:要|是)|要|各(?:地|级|部门|单位|街道|乡镇|有关))|(?:^|[，,；;。])(?:要|须|"
    r"应当|必须|务必|确保)"
)
_OPENS = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、)?(?:会议|與會|与会|會議)(?:还|也|同时|"
    r"最后|进一步)?(指出|认为|强调|要求|听取|审议|研究|学习|传达|原则|同意|决定|议定|通过|书面|讨论|提出)"
)
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.是要]|第[一二三四五六七八九十]，|会议[^，,。]{0,6}[，,：:][一1][要是]"
)
"""How a numbered point opens: 一要, 二是, （三）, 第四，."""
_POINT_OPENS = re.compile(rf"(?:{NUMBERED.pattern}|会议)")
_REPORTS = re.compile(r"(?:会议)?(?:听取|审议|学习|传达)了?.{0,80}(?:汇报|说明|报告|精神|介绍)[。；]?$")
_HEADLINE = 6
_NEIGHBOUR = 12
POINT = 260
LONG = 120
"""Characters of a sentence from which on one clause of it may answer."""
_NEARLY = 0.8
_NAMES_IT = 0.3
_HALF = 0.5
_SEVERAL = re.compile(r"[、,，]|以及|和|及")


@dataclass(frozen=True, slots=True)
class Body:
    """An item's sentences without its title line, with its decisions and its own lists of demands and findings."""

    item: ItemRow
    pages: Pages
    sentences: tuple[Sentence, ...]
    decisions: tuple[DecisionRow, ...]
    directives: tuple[DecisionRow, ...]

    @classmethod
    def of(cls, item: ItemRow, pages: Pages, rows: Sequence[DecisionRow]) -> Body:
        """The body of an item; `rows` are the decisions and directives of its meeting."""
        own = sorted((one for one in rows if one.item_id == item.id), key=lambda one: one.span.start)
        return cls(
            item,
            pages,
            tuple(
                one
                for one in pages.sentences(item.span)
                if _unlabelled(one.text) and not _is_title(item, one) and not instructs(one.text)
            ),
            tuple(one for one in own if one.outcome),
            tuple(one for one in own if not one.outcome),
        )

    def opened_by(self, spans: Sequence[Span], words: Sequence[str]) -> list[Sentence]:
        """The sentences that begin in one of `spans`, and those after each until another 会议… opens."""
        found: list[Sentence] = []
        running = False
        for one in self.sentences:
            opens = _OPENS.match(one.text)
            starts = any(span.touches(one.span) for span in spans) or (opens is not None and opens[1] in words)
            if starts:
                running = True
            elif opens is not None or any(row.span.touches(one.span) for row in self.decisions):
                running = False
            if running:
                found.append(one)
        return found

    def told(self) -> list[Sentence]:
        """What the item says beyond who reported it; all of it where there is nothing else."""
        return [one for one in self.sentences if not _REPORTS.match(one.text)] or list(self.sentences)

    def demands(self) -> list[Sentence]:
        """What the meeting asks for: what 会议强调 or 会议要求 opens, or else every sentence that says 要."""
        found = self.opened_by(self.item.demands, ("强调", "要求", "提出"))
        if found and _OPENS.match(found[0].text):
            return found
        decided = [row.span for row in self.decisions]
        return [
            one
            for one in self.sentences
            if _DEMANDING.search(_unlabelled(one.text)) and not any(span.touches(one.span) for span in decided)
        ]

    def findings(self) -> list[Sentence]:
        """What the meeting found: what 会议指出 or 会议认为 opens."""
        return self.opened_by(self.item.findings, ("指出", "认为"))

    def rest(self, matter: str) -> tuple[str, ...]:
        """The terms of a matter that the item's title does not hold."""
        return beyond(matter, joined(simplified(self.item.title or "")))

    def share_of_title(self, matter: str) -> Sequence[str]:
        """The terms of a matter that is only one of several in the title (甲、乙以及丙); none where it is the title."""
        title = joined(simplified(self.item.title or ""))
        wanted = terms(matter)
        alone = share(terms(title), joined(matter)) >= _HALF or not _SEVERAL.search(self.item.title or "")
        return () if alone else wanted

    def best(
        self, wanted: Sequence[str], limit: int = 2, among: Sequence[Sentence] | None = None, matter: str = ""
    ) -> list[Sentence]:
        """The sentences that hold most of the terms wanted, in the order of the text; of a long one its clause.

        Of several that hold as much, those that name the `matter` go before those that leave it out.
        """
        sentences = list(self.sentences if among is None else among)
        weights = Weights.of(wanted, [joined(one.text) for one in sentences])
        scored = sorted(
            (
                (held + (_NAMES_IT * specific_coverage(matter, one.text) if held and matter else 0), -at, one)
                for at, one in enumerate(sentences)
                for held in (weights.coverage(joined(one.text)),)
            ),
            key=lambda one: one[:2],
            reverse=True,
        )
        if not scored or scored[0][0] <= 0:
            return []
        top = scored[0][0]
        chosen = [one for share, _, one in scored[:limit] if share >= top * _NEARLY]
        return sorted((self._clause(one, weights) for one in chosen), key=lambda one: one.span.start)

    def _clause(self, sentence: Sentence, weights: Weights) -> Sentence:
        """The clause of a long sentence that holds all of it that is wanted, where one clause does."""
        if len(sentence.text) <= LONG:
            return sentence
        whole = weights.coverage(joined(sentence.text))
        clauses = self.pages.sentences(sentence.span, clauses=True)
        return next((one for one in clauses if weights.coverage(joined(one.text)) >= whole), sentence)


def points(sentences: Sequence[Sentence]) -> list[Span]:
    """Neighbouring sentences joined point by point: a new point opens with 一要, 二是, 会议强调 or a number.

    A point is cut where it would grow over POINT characters, so that a quote stays readable.
    """
    found: list[Span] = []
    for one in sentences:
        apart = not found or one.span.start - found[-1].end > _NEIGHBOUR
        if apart or _POINT_OPENS.match(one.text) or one.span.end - found[-1].start > POINT:
            found.append(one.span)
        else:
            found[-1] = Span(found[-1].start, one.span.end)
    return found


def _is_title(item: ItemRow, sentence: Sentence) -> bool:
    """Whether a sentence is only the line of the title."""
    if item.title_span is None or not item.title_span.touches(sentence.span):
        return False
    return not sentence.text.endswith(("。", "！", "？")) and len(sentence.span) <= len(item.title_span) + _HEADLINE


def _unlabelled(text: str) -> str:
    return re.sub(r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.])\s*", "", text)


def reports(text: str) -> bool:
    """Whether a sentence says only who reported what."""
    return bool(_REPORTS.match(text))


def untitled(text: str) -> str:
    """A text with what stands in 《》 left out, since a title's words and figures are no statement."""
    return re.sub(r"《[^》]*》", "《》", text)
