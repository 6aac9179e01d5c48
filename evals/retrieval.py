"""How well passages are found: hybrid search as the product runs it against its parts and a tutorial's chain.

`python -m evals.retrieval --sets ../shared/benchmarks` prints recall at 1, 5 and 10, MRR and nDCG@10 by set and method
and keeps them under `--out` as `retrieval.json` and `.md`. Vectors are kept under `--cache`; `--sample N` draws N
questions a set. The public sets are searched whole, since they are no minutes; on the house's own questions the
filters that a question states hold, as they do for a user.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.retrieval_cache import CachedEmbedder
from evals.retrieval_own import own
from evals.retrieval_sets import PUBLIC, drawn
from ingest.clean.script import simplified, simplify
from ingest.clean.traced import Traced
from ingest.errors import SourceError
from ingest.minutes import Reading, read_document
from ingest.records import Minutes, Quality, Span
from rag.answer.asking import begin
from rag.archive import Archive
from rag.find.query import read_query
from rag.find.retrieve import Width, retrieve
from rag.find.scope import Scope, collapse
from rag.index.embed import open_embedder
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evals.retrieval_sets import Ask, QuestionSet
    from ingest.records import Document
    from rag.ports import Embedder

METRICS = ("R@1", "R@5", "R@10", "RR", "nDCG@10")
FIXED_DENSE = "fixed 500 + dense"
METHODS = ("BM25", "dense", FIXED_DENSE, "hybrid")
OWN, MOST = "own", 1000
DEEP = 60
"""Hits a method is asked for."""
FIXED, OVERLAP = 500, 50
"""Characters of a tutorial's chunks, and of what two neighbours share."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that a method found."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Score:
    """The means of one method on one set, by the name of the metric, over n questions."""

    set: str
    method: str
    n: int
    means: dict[str, float]


def measure(questions: QuestionSet, home: Path, embedder: Embedder) -> list[Score]:
    """Every method on one set, in an archive made of its texts."""
    with filled(questions, home, embedder) as archive:
        found = {
            name: {ask.id: ranked(ask, search(ask.question)) for ask in questions.asks}
            for name, search in methods(questions, archive).items()
        }
    return [Score(questions.name, name, len(runs), means(questions.asks, runs)) for name, runs in found.items()]


def methods(questions: QuestionSet, archive: Archive) -> dict[str, Callable[[str], list[Hit]]]:
    """What is compared, by name: each takes a question and gives hits, best first."""
    key = {row.id: row.name for row in archive.documents()}
    shelf, embedder = archive.shelf, archive.embedder
    scope = Scope(*(collapse(shelf.meetings())[0],) * 2, stated=False)
    fixed = [(name, at, text[at : at + FIXED]) for name, text in questions.texts.items() for at in starts(len(text))]
    fixed = [one for one in fixed if one[2].strip()]
    matrix = embedder.embed_passages([text for _, _, text in fixed])

    def hits(ids: Sequence[str]) -> list[Hit]:
        return [Hit(key[one.document_id], one.span) for one in shelf.catalogue.chunks(ids)]

    def ours(question: str) -> list[Hit]:
        if questions.files:
            found = begin(question, (), shelf, archive.settings).search()
        else:
            found = retrieve(read_query(question, (), shelf.vocabulary()), scope, shelf, Width())
        return [Hit(key[one.chunk.document_id], one.chunk.span) for one in found]

    def bm25(question: str) -> list[Hit]:
        return hits([one for one, _ in shelf.lexical.search(simplified(question), DEEP)])

    def dense(question: str) -> list[Hit]:
        return hits([one for one, _ in shelf.vectors.search(embedder.embed_query(question), DEEP)])

    def tutorial(question: str) -> list[Hit]:
        best = np.argsort(-(matrix @ embedder.embed_query(question)), kind="stable")[:DEEP]
        return [Hit(fixed[at][0], Span(fixed[at][1], fixed[at][1] + len(fixed[at][2]))) for at in best]

    return dict(zip(METHODS, (bm25, dense, tutorial, ours), strict=True))


def starts(length: int) -> range:
    """Where a tutorial's chunks of a text begin.

    >>> list(starts(1000))
    [0, 450, 900]
    """
    return range(0, max(length - OVERLAP, 1), FIXED - OVERLAP)


def ranked(ask: Ask, hits: Sequence[Hit]) -> list[str]:
    """What the hits stand for, each thing once: `e0`, `e1`… where they bring evidence up, else their own place.

    Where evidence is a whole text, a text counts once however many of its chunks are found.
    """
    found: dict[str, None] = {}
    for hit in hits:
        own_place = hit.text if all(one.span is None for one in ask.evidence) else f"{hit.text}:{hit.span.start}"
        brought = [
            f"e{at}" for at, one in enumerate(ask.evidence) if one.text == hit.text and holds(hit.span, one.span)
        ]
        found |= dict.fromkeys(brought or [own_place])
    return list(found)


def holds(span: Span, wanted: Span | None) -> bool:
    """Whether a stretch shows at least half of what is wanted."""
    if wanted is None:
        return True
    shared = min(span.end, wanted.end) - max(span.start, wanted.start)
    return 2 * shared >= wanted.end - wanted.start


def means(asks: Sequence[Ask], runs: dict[str, list[str]]) -> dict[str, float]:
    """The mean of every metric, by ir-measures."""
    import ir_measures

    wanted = {one: ir_measures.parse_measure(one) for one in METRICS}
    gold = {ask.id: {f"e{at}": 1 for at in range(len(ask.evidence))} for ask in asks}
    # a run needs one entry a question, or the question would not count
    run = {
        own: {one: float(len(found) - at) for at, one in enumerate(found)} or {"-": 0.0} for own, found in runs.items()
    }
    scores = ir_measures.calc_aggregate(list(wanted.values()), gold, run)
    return {name: float(scores[measure]) for name, measure in wanted.items()}


@contextmanager
def filled(questions: QuestionSet, home: Path, embedder: Embedder) -> Iterator[Archive]:
    """An archive of the texts of a set, each a document under its key. Raises SourceError where one is refused."""
    paths = [str(path) for path in questions.files]
    if not paths:
        folder = home / "texts"
        folder.mkdir()
        for name, text in questions.texts.items():
            (folder / name).write_text(text, "utf-8", newline="")
        paths = [str(folder)]
    parse = read_document if questions.files else plain
    with Archive.open(Settings(home=home / "archive"), embedder=embedder, write=True, parse=parse) as archive:
        for result in archive.add_all(paths):
            if isinstance(result, SourceError):
                raise result
        yield archive


def plain(document: Document) -> Reading:
    """A text that is no minutes, read as one meeting without items."""
    whole = Span(0, len(document.text))
    quality = Quality(document.encoding)
    reading = simplify(Traced.of(document.text)).text
    return Reading(document, (Minutes(document, 1, whole, reading, quality),), quality)


def table(scores: Sequence[Score]) -> str:
    """A Markdown table, a row a set and method."""
    lines = [f"| set | n | method | {' | '.join(METRICS)} |", f"|---|--:|---|{'--:|' * len(METRICS)}"]
    lines += [
        f"| {one.set} | {one.n} | {one.method} | {' | '.join(f'{one.means[name]:.3f}' for name in METRICS)} |"
        for one in scores
    ]
    return "\n".join(lines) + "\n"


def chosen(names: Sequence[str], folder: Path | None, most: int) -> Iterator[QuestionSet]:
    """The sets by name, each with at most `most` questions; public ones only where their folder is given."""
    for name in names:
        if name == OWN:
            yield drawn(own(), most)
        elif folder is not None:
            yield drawn(PUBLIC[name](folder), most)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sets, print the table and keep it."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    parser.add_argument("--sets", type=Path, help="folder of the public sets; without it only the house's own are run")
    parser.add_argument("--only", nargs="+", choices=[*PUBLIC, OWN], default=[*PUBLIC, OWN], help="sets to run")
    parser.add_argument("--sample", type=int, default=MOST, help="questions drawn a set")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "jiyao-evals", help="kept vectors")
    parser.add_argument("--out", type=Path, help="folder for retrieval.json and retrieval.md")
    options = parser.parse_args(arguments)
    scores: list[Score] = []
    with CachedEmbedder(open_embedder(Settings(home=options.cache)), options.cache) as embedder:
        for questions in chosen(options.only, options.sets, options.sample):
            with tempfile.TemporaryDirectory() as home:
                scores += measure(questions, Path(home), embedder)
            sys.stdout.write(table(scores[-len(METHODS) :]))
            sys.stdout.flush()
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "retrieval.md").write_text(table(scores), "utf-8")
        kept = json.dumps([asdict(one) for one in scores], ensure_ascii=False, indent=1)
        (options.out / "retrieval.json").write_text(kept + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
