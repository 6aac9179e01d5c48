"""Other ways of searching the same texts, to hold ours against: a tutorial's chain, BM25 with and without words, parts.

Every way takes a question and gives hits, best first. The tutorial's chunks are cut every 500 characters from the text
as it was extracted, noise and all; the other BM25s rank the same chunks, so that only the tokens differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from ingest.clean.script import simplified
from ingest.records import Span
from rag.answer.asking import begin
from rag.find.query import read_query
from rag.find.retrieve import Width, retrieve
from rag.find.scope import Scope, collapse

if TYPE_CHECKING:
    from evals.retrieval_sets import QuestionSet
    from rag.archive import Archive

TUTORIAL = "fixed 500 + dense"
UNSEGMENTED = "BM25 unsegmented"
CHARACTERS = "BM25 characters"
JIEBA = "BM25 + jieba"
UNITS = "BM25 units"
DENSE = "dense"
HYBRID = "hybrid, no structure"
OURS = "ours"
OTHERS = (TUTORIAL, UNSEGMENTED, CHARACTERS, JIEBA, UNITS, DENSE, HYBRID)
DEEP = 60
"""Hits a way of searching is asked for."""
FIXED, OVERLAP = 500, 50
"""Characters of a tutorial's chunks, and of what two neighbours share."""
SATURATION, LENGTH = 1.5, 0.75
"""k1 and b of BM25 as rank-bm25 has them, the library behind LangChain's BM25Retriever."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that a search brought up."""

    text: str
    span: Span


Search = Callable[[str], list[Hit]]


class BM25:
    """Okapi BM25 (Robertson and Zaragoza 2009, with Lucene's never negative idf) over texts cut by `cut`."""

    def __init__(self, texts: Sequence[str], cut: Callable[[str], Sequence[str]]) -> None:
        self._cut = cut
        self._counts = [Counter(cut(one)) for one in texts]
        lengths = [one.total() for one in self._counts]
        middle = sum(lengths) / max(len(lengths), 1) or 1.0
        self._norms = [SATURATION * (1 - LENGTH + LENGTH * one / middle) for one in lengths]
        held = Counter(token for one in self._counts for token in one)
        self._idf = {token: log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for token, n in held.items()}

    def best(self, question: str, most: int = DEEP) -> list[int]:
        """The places of the texts that share a token with the question, best first, at most `most`.

        >>> BM25(["石桥 修好", "茶馆 开门"], str.split).best("茶馆 几点 开门")
        [1]
        """
        asked = [token for token in self._cut(question) if token in self._idf]
        scores = {at: self._score(at, asked) for at in range(len(self._counts))}
        return sorted((at for at, one in scores.items() if one > 0), key=lambda at: (-scores[at], at))[:most]

    def _score(self, at: int, asked: Sequence[str]) -> float:
        count, norm = self._counts[at], self._norms[at]
        return sum(
            self._idf[one] * count[one] * (SATURATION + 1) / (count[one] + norm) for one in asked if one in count
        )


def ways(questions: QuestionSet, archive: Archive) -> dict[str, Search]:
    """What is compared, by name; ours, where the texts are minutes, is the last."""
    chunks = fixed(questions)
    return (
        {TUTORIAL: tutorial(chunks, archive)}
        | {name: over_chunks(chunks, cut) for name, cut in CUTS.items()}
        | parts(archive)
        | ({OURS: ours(archive)} if questions.files else {})
    )


def starts(length: int) -> range:
    """Where a tutorial's chunks of a text begin.

    >>> list(starts(1000))
    [0, 450, 900]
    """
    return range(0, max(length - OVERLAP, 1), FIXED - OVERLAP)


def fixed(questions: QuestionSet) -> list[tuple[Hit, str]]:
    """A tutorial's chunks of every text."""
    cut = [(name, at, text[at : at + FIXED]) for name, text in questions.texts.items() for at in starts(len(text))]
    return [(Hit(name, Span(at, at + len(text))), text) for name, at, text in cut if text.strip()]


def words(text: str) -> list[str]:
    """Words as jieba parts them, blanks left out."""
    import rjieba

    return [one for one in rjieba.cut(text) if one.strip()]


def tutorial(chunks: Sequence[tuple[Hit, str]], archive: Archive) -> Search:
    """The nearest of a tutorial's chunks by our embedder."""
    embedder = archive.embedder
    matrix = embedder.embed_passages([text for _, text in chunks])

    def search(question: str) -> list[Hit]:
        best = np.argsort(-(matrix @ embedder.embed_query(question)), kind="stable")[:DEEP]
        return [chunks[at][0] for at in best]

    return search


def over_chunks(chunks: Sequence[tuple[Hit, str]], cut: Callable[[str], Sequence[str]]) -> Search:
    """BM25 over a tutorial's chunks; `str.split` is what LangChain's retriever does where nobody tells it otherwise."""
    ranking = BM25([text for _, text in chunks], cut)
    return lambda question: [chunks[at][0] for at in ranking.best(question)]


def characters(text: str) -> list[str]:
    """The letters and figures of a text one by one: what BM25 can do for Chinese where nobody installs a segmenter.

    >>> characters("第3次 会议")
    ['第', '3', '次', '会', '议']
    """
    return [one for one in text if one.isalnum()]


CUTS: Mapping[str, Callable[[str], Sequence[str]]] = {UNSEGMENTED: str.split, CHARACTERS: characters, JIEBA: words}


def parts(archive: Archive) -> dict[str, Search]:
    """Our own chunks, found by one side alone, or by both without the filters that a question states."""
    key = {row.id: row.name for row in archive.documents()}
    shelf, embedder = archive.shelf, archive.embedder
    scope = Scope(*(collapse(shelf.meetings())[0],) * 2, stated=False)

    def hits(ids: Sequence[str]) -> list[Hit]:
        return [Hit(key[one.document_id], one.span) for one in shelf.catalogue.chunks(ids)]

    def units(question: str) -> list[Hit]:
        return hits([one for one, _ in shelf.lexical.search(simplified(question), DEEP)])

    def dense(question: str) -> list[Hit]:
        return hits([one for one, _ in shelf.vectors.search(embedder.embed_query(question), DEEP)])

    def hybrid(question: str) -> list[Hit]:
        found = retrieve(read_query(question, (), shelf.vocabulary()), scope, shelf, Width())
        return [Hit(key[one.chunk.document_id], one.chunk.span) for one in found]

    return {UNITS: units, DENSE: dense, HYBRID: hybrid}


def ours(archive: Archive) -> Search:
    """The search of the product: what a question states of place, meeting or time is a filter."""
    key = {row.id: row.name for row in archive.documents()}

    def search(question: str) -> list[Hit]:
        found = begin(question, (), archive.shelf, archive.settings).search()
        return [Hit(key[one.chunk.document_id], one.chunk.span) for one in found]

    return search
