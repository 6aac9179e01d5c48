"""How an archive bears growth: time and memory of filing and asking at 1,000, 10,000 and 100,000 chunks.

`python -m evals.growth --sizes 1000 10000 --keep DIR` files made-up minutes the way `jiyao ingest` does, then asks
questions with and without filters. Milliseconds at the middle and the 95th percentile, by stage; embedding the
question stands apart, since it costs the same at any size (the vectors here are hashed, not a model's). Archives
under `--keep` are used again. Asking is measured in processor time of all threads, and of `ROUNDS` rounds a question
the quickest counts, so that other programs on the machine count little; filing is measured by the clock on the wall.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from evals.growth_made import ITEMS, minutes, questions
from ingest.errors import SourceError
from rag.answer.ask import answer, begin
from rag.archive import Archive
from rag.find.shelf import Shelf
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking

SIZES = (1_000, 10_000, 100_000)
CHUNKS = ITEMS + 2
"""Chunks of a made-up meeting: its items, its opening and its lists."""
DIMENSION = 384
ROUNDS = 3
PARTS = ("embedder", "lexical", "vectors", "catalogue")


@dataclass(frozen=True, slots=True)
class Filing:
    """What filing cost: seconds, and the most memory the process has held, in megabytes."""

    chunks: int
    meetings: int
    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Stage:
    """Milliseconds of one stage of the questions of one kind."""

    chunks: int
    kind: str
    stage: str
    n: int
    middle: float
    p95: float


@dataclass(slots=True)
class Watch:
    """Seconds spent in the parts of an archive since the last reading."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def over(self, name: str, part: object) -> Any:  # noqa: ANN401 - stands in for whatever it watches
        """The part, every call of which counts under `name`."""
        return _Watched(part, partial(self._timed, name))

    def read(self) -> dict[str, float]:
        """What was spent by part; counting starts anew."""
        spent, self.spent = dict(self.spent), defaultdict(float)
        return spent

    def _timed(self, name: str, call: Any, *arguments: object, **named: object) -> object:  # noqa: ANN401 - any call
        start = time.process_time()
        try:
            return call(*arguments, **named)
        finally:
            self.spent[name] += time.process_time() - start


class _Watched:
    """Whatever it stands in for, with its calls timed."""

    def __init__(self, part: object, timed: Any) -> None:  # noqa: ANN401 - a partial of Watch
        self._part = part
        self._timed = timed

    def __getattr__(self, name: str) -> object:
        found = getattr(self._part, name)
        return partial(self._timed, found) if callable(found) else found


def memory() -> float:
    """The most memory this process has held so far, in megabytes."""
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / unit / 1024


def opened(home: Path) -> Archive:
    """An archive to write to, with hashed vectors. Raises StoreError."""
    return Archive.open(Settings(home=home), embedder=HashedBigrams(DIMENSION), write=True)


def file_all(archive: Archive, texts: Path, size: int) -> Filing:
    """File as many meetings as make `size` chunks. Raises SourceError where one is refused."""
    texts.mkdir(parents=True, exist_ok=True)
    for name, text in minutes(size // CHUNKS):
        (texts / name).write_text(text, "utf-8")
    start = time.perf_counter()
    for result in archive.add_all([str(texts)]):
        if isinstance(result, SourceError):
            raise result
    seconds = time.perf_counter() - start
    counts = archive.catalogue.counts()
    return Filing(counts["chunks"], counts["meetings"], seconds, memory())


def measure(archive: Archive, count: int) -> list[Stage]:
    """Ask `count` questions of each kind, after one that fills the caches."""
    watch = Watch()
    shelf = archive.shelf
    ports = {name: cast("Any", watch.over(name, getattr(shelf, name))) for name in PARTS}
    watched = Shelf(**ports, skip=shelf.skip)
    size = archive.catalogue.counts()["chunks"]
    found: list[Stage] = []
    made = questions(count)
    for warming in [each[0] for each in made.values()] * 2:
        _one(warming, watched, archive.settings, watch)
    for kind, asked in made.items():
        times: dict[str, list[float]] = defaultdict(list)
        for question in asked:
            rounds = [_one(question, watched, archive.settings, watch) for _ in range(ROUNDS)]
            for stage in rounds[0]:
                times[stage].append(1000 * min(one[stage] for one in rounds))
        found += [_stage(size, kind, stage, each) for stage, each in times.items()]
    return found


def _one(question: str, shelf: Shelf, settings: Settings, watch: Watch) -> dict[str, float]:
    """Seconds of one question: reading and its filters, the search by part, and the whole answer."""
    watch.read()
    start = time.process_time()
    asking = begin(question, (), shelf, settings)
    read = time.process_time()
    asking.search()
    done = time.process_time()
    spent = watch.read()
    embed = spent.pop("embedder", 0.0)
    _answered(asking)
    rest = watch.read().pop("embedder", 0.0)
    end = time.process_time()
    parts = {f"  {name}": spent.get(name, 0.0) for name in PARTS[1:]}
    return {"retrieval": done - start - embed, "  read": read - start, **parts, "answer": end - start - embed - rest}


def _answered(asking: Asking) -> None:
    for _ in answer(asking):
        pass


def _stage(size: int, kind: str, stage: str, times: Sequence[float]) -> Stage:
    return Stage(size, kind, stage, len(times), median(times), quantiles(times, n=20)[-1])


def table(filings: Sequence[Filing], stages: Sequence[Stage]) -> str:
    """Two Markdown tables: filing by size, then asking by kind and stage with the sizes side by side."""
    lines = ["| chunks | meetings | filing, s | peak memory, MB |", "|--:|--:|--:|--:|"]
    lines += [f"| {one.chunks:,} | {one.meetings:,} | {one.seconds:.0f} | {one.memory:.0f} |" for one in filings]
    sizes = list(dict.fromkeys(one.chunks for one in stages))
    lines += ["", f"| question | stage, p50 / p95 ms | {' | '.join(f'{one:,}' for one in sizes)} |"]
    lines += [f"|---|---|{'--:|' * len(sizes)}"]
    cells = {(one.kind, one.stage, one.chunks): f"{one.middle:.1f} / {one.p95:.1f}" for one in stages}
    for kind, stage in dict.fromkeys((one.kind, one.stage) for one in stages):
        row = " | ".join(cells.get((kind, stage, size), "") for size in sizes)
        lines.append(f"| {kind} | {stage} | {row} |")
    return "\n".join(lines) + "\n"


def run(size: int, home: Path, count: int) -> tuple[Filing, list[Stage]]:
    """Fill an archive unless it is there already, then ask it. What filing cost is kept beside the archive."""
    note = home / "filing.json"
    with opened(home / "archive") as archive:
        if note.exists():
            filing = Filing(**json.loads(note.read_text("utf-8")))
        else:
            filing = file_all(archive, home / "texts", size)
            note.write_text(json.dumps(asdict(filing)), "utf-8")
        return filing, measure(archive, count)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sizes, print the tables and keep them."""
    parser = argparse.ArgumentParser(prog="python -m evals.growth", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="chunks of the archives")
    parser.add_argument("--questions", type=int, default=40, help="questions of each kind")
    parser.add_argument("--keep", type=Path, help="where archives stay, a folder a size")
    parser.add_argument("--out", type=Path, help="folder for growth.json and growth.md")
    options = parser.parse_args(arguments)
    filings: list[Filing] = []
    stages: list[Stage] = []
    with TemporaryDirectory() as passing:
        for size in options.sizes:
            filing, asked = run(size, (options.keep or Path(passing)) / str(size), options.questions)
            filings.append(filing)
            stages += asked
    shown = table(filings, stages)
    sys.stdout.write(shown)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "growth.md").write_text(shown, "utf-8")
        kept = {"filing": [asdict(one) for one in filings], "asking": [asdict(one) for one in stages]}
        (options.out / "growth.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
