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

from evals.baselines import ways
from evals.retrieval_cache import CachedEmbedder
from evals.retrieval_own import own
from evals.retrieval_sets import PUBLIC, drawn
from ingest.clean.script import simplify
from ingest.clean.traced import Traced
from ingest.errors import SourceError
from ingest.minutes import Reading, read_document
from ingest.records import Minutes, Quality, Span
from rag.archive import Archive
from rag.index.embed import open_embedder
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evals.baselines import Hit, Search
    from evals.retrieval_sets import Ask, QuestionSet
    from ingest.records import Document
    from rag.ports import Embedder

METRICS = ("R@1", "R@5", "R@10", "RR", "nDCG@10")
OWN, MOST = "own", 1000


@dataclass(frozen=True, slots=True)
class Score:
    """The means of one method on one set, by the name of the metric, over n questions."""

    set: str
    method: str
    n: int
    means: dict[str, float]


def measure(questions: QuestionSet, home: Path, embedder: Embedder) -> list[Score]:
    """Every way of searching on one set, in an archive made of its texts."""
    with filled(questions, home, embedder) as archive:
        return scored(questions, ways(questions, archive))


def scored(questions: QuestionSet, searches: Mapping[str, Search]) -> list[Score]:
    """Every way of searching on one set."""
    found = {
        name: {ask.id: ranked(ask, search(ask.question)) for ask in questions.asks} for name, search in searches.items()
    }
    return [Score(questions.name, name, len(runs), means(questions.asks, runs)) for name, runs in found.items()]


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
    """The mean of every metric."""
    return {name: sum(values) / len(values) for name, values in by_ask(asks, runs).items()}


def by_ask(asks: Sequence[Ask], runs: dict[str, list[str]]) -> dict[str, list[float]]:
    """Every metric of every question that was run, by ir-measures."""
    import ir_measures

    wanted = {ir_measures.parse_measure(one): one for one in METRICS}
    gold = {ask.id: {f"e{at}": 1 for at in range(len(ask.evidence))} for ask in asks}
    # a run needs one entry a question, or the question would not count
    run = {
        own: {one: float(len(found) - at) for at, one in enumerate(found)} or {"-": 0.0} for own, found in runs.items()
    }
    values: dict[str, list[float]] = {name: [] for name in METRICS}
    for one in ir_measures.iter_calc(list(wanted), gold, run):
        values[wanted[one.measure]].append(float(one.value))
    return values


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
                found = measure(questions, Path(home), embedder)
            scores += found
            sys.stdout.write(table(found))
            sys.stdout.flush()
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "retrieval.md").write_text(table(scores), "utf-8")
        kept = json.dumps([asdict(one) for one in scores], ensure_ascii=False, indent=1)
        (options.out / "retrieval.json").write_text(kept + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
