"""Run the suites and gather what they find."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evals.cases import load
from evals.corpus import sample_paths
from evals.run import suites
from evals.run.records import Result, Run, corpus_hash
from ingest.errors import SourceError
from rag.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evals.run.suites import Found
    from rag.settings import Settings

FAST = ("parsing", "guard", "asking", "ledger")
"""The suites that need no sets from outside and no more than two minutes; the gate of every change."""
OWN = "own"


def run(
    settings: Settings,
    chosen: Sequence[str] = FAST,
    *,
    model: str | None = "",
    damages: Sequence[str] | None = suites.FAST_DAMAGES,
    say: Callable[[str], None] = lambda _: None,
) -> Run:
    """Measure the chosen suites on the house's own minutes. `say` hears each suite as it begins.

    Raises ValueError for a suite that does not exist.
    """
    unknown = sorted(set(chosen) - set(FAST))
    if unknown:
        raise ValueError(f"没有这样的评测：{'、'.join(unknown)}；可选：{'、'.join(FAST)}")
    with TemporaryDirectory() as home, filled(settings, Path(home), map(str, sample_paths())) as archive:
        made = _started(archive, model)
        parts: dict[str, Callable[[], Iterator[Found]]] = {
            "parsing": lambda: suites.parsing(damages),
            "guard": suites.guard,
            "asking": lambda: suites.asking(archive, model=model),
            "ledger": lambda: suites.ledger(archive),
        }
        for name in chosen:
            say(name)
            _gather(made, name, parts[name]())
    return made


def run_own(settings: Settings, documents: Sequence[str], cases: Path, *, model: str | None = "") -> Run:
    """A user's own questions over their own minutes.

    Raises SourceError where a file is refused, ValueError where a line is no case.
    """
    questions = load(cases)
    with TemporaryDirectory() as home, filled(settings, Path(home), documents) as archive:
        made = _started(archive, model)
        _gather(made, OWN, suites.asking(archive, questions, suite=OWN, model=model))
    return made


@contextmanager
def filled(settings: Settings, home: Path, paths: Iterable[str]) -> Iterator[Archive]:
    """An archive in `home` of the minutes at `paths`, otherwise as `settings` say. Raises SourceError."""
    own = settings.model_copy(update={"home": home})
    with Archive.open(own, write=True) as archive:
        for result in archive.add_all(paths):
            if isinstance(result, SourceError):
                raise result
        yield archive


def _started(archive: Archive, model: str | None) -> Run:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(now, corpus_hash(), version("jiyao"), archive.embedder.name, model or None)


def _gather(made: Run, name: str, found: Iterable[Found]) -> None:
    started = time.perf_counter()
    for one in found:
        (made.results if isinstance(one, Result) else made.failures).append(one)  # type: ignore[arg-type]
    made.seconds[name] = round(time.perf_counter() - started, 1)
