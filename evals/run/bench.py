"""What the suites stand on: an archive of one split of the house's minutes, its questions and its gold.

`tuned` are minutes and questions that the product was built against; nothing is tuned on `heldout`, whose misses are
not shown.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evals.baselines import ways
from evals.cases import Split, load_split
from evals.corpus import cases, every_heldout_case, sample_paths
from evals.retrieval_own import of_archive
from ingest.errors import SourceError
from rag.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from evals.baselines import Search
    from evals.cases import Question
    from evals.corpus import Case
    from evals.retrieval_sets import QuestionSet
    from rag.settings import Settings

TUNED: Split = "tuned"
HELDOUT: Split = "heldout"


@dataclass
class Bench:
    """An archive with its questions and gold; other ways of searching it are made ready when first wanted."""

    split: str
    archive: Archive
    questions: tuple[Question, ...]
    golds: tuple[Case, ...]
    paths: tuple[Path, ...]

    @cached_property
    def sought(self) -> QuestionSet:
        """The questions with gold evidence."""
        return of_archive(self.split, self.archive, self.questions, self.paths)

    @cached_property
    def searches(self) -> dict[str, Search]:
        """Every way of searching, ours last."""
        return ways(self.sought, self.archive)


@contextmanager
def bench(split: Split, settings: Settings, home: Path) -> Iterator[Bench]:
    """The bench of a split, with its archive in `home`. Raises SourceError where a file is refused."""
    golds = cases() if split == TUNED else every_heldout_case()
    paths = sample_paths() if split == TUNED else [one.path for one in golds]
    with filled(settings, home, map(str, paths)) as archive:
        yield Bench(split, archive, load_split(split), tuple(golds), tuple(paths))


@contextmanager
def filled(settings: Settings, home: Path, paths: Iterable[str] | Sequence[str]) -> Iterator[Archive]:
    """An archive in `home` of the minutes at `paths`, otherwise as `settings` say. Raises SourceError."""
    own = settings.model_copy(update={"home": home})
    with Archive.open(own, write=True) as archive:
        for result in archive.add_all(paths):
            if isinstance(result, SourceError):
                raise result
        yield archive
