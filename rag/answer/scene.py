"""A claim beside its quotes, prepared once for all the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rag.answer.figures import Day, Figure, days, figures
from rag.answer.plain import REPORTED, Cover, bigrams, clauses, cover, plain, title_spans, without_titles

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules look at: plain texts, and the claim's own figures and dates outside 《》.

    `quotes` are the cited sentences, `context` the lines that name their meetings and items (`meeting` only the
    former), `outcomes` those the catalogue has for the cited sentences.
    """

    claim: str
    quotes: tuple[str, ...]
    context: str
    meeting: str
    outcomes: frozenset[str]
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    cover: Cover

    @classmethod
    def of(cls, claim: str, quotes: Sequence[str], contexts: Sequence[str], outcomes: frozenset[str]) -> Self:
        """`claim` plain already; `quotes` and `contexts` as read."""
        texts = tuple(map(plain, quotes))
        context = "，".join(dict.fromkeys(map(plain, contexts)))
        untitled = without_titles(claim)
        judged = [(start, end) for start, end, _ in (*figures(claim), *days(claim))] + title_spans(claim)
        return cls(
            claim=claim,
            quotes=texts,
            context=context,
            meeting="，".join(plain(one.partition("｜")[0]) for one in contexts),
            outcomes=outcomes,
            figures=tuple(figure for *_, figure in figures(untitled)),
            days=tuple(day for *_, day in days(untitled)),
            cover=cover(claim, "\n".join(texts), context, judged),
        )

    @property
    def quoted(self) -> str:
        """All quotes as one text."""
        return "\n".join(self.quotes)

    @property
    def quoted_clauses(self) -> list[str]:
        """The clauses of all quotes."""
        return [clause for quote in self.quotes for clause in clauses(quote)]


def content(text: str) -> frozenset[str]:
    """The pairs of characters that say what a clause is about, words of reporting left out."""
    return bigrams(REPORTED.sub("◦", text))


def overlap(claim: str, other: str) -> float:
    """The share of what a clause is about that another text is about too; 0 where it is about nothing."""
    about = content(claim)
    return len(about & content(other)) / len(about) if about else 0.0


def shared(claim: str, other: str) -> float:
    """The share of a clause's pairs of characters, words of reporting included, that another text holds."""
    said = bigrams(claim)
    return len(said & bigrams(other)) / len(said) if said else 0.0
