"""How complete and how true the ledger is, against the gold of the fictional minutes.

`python -m evals.ledger [--misses N]` prints precision and recall of decisions and of directives (a row counts where
its sentence is a gold sentence's), and how many of the matched rows have the gold's outcome, units and deadline.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evals.corpus import cases, gold_path
from evals.fields import fold, like
from evals.parsing import read_gold
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.fields import Json
    from rag.report.records import LedgerRow

FIELDS = ("outcome", "responsible_units", "supporting_units", "deadline_date")


@dataclass(slots=True)
class Score:
    """Counts of one kind of row: in the gold, in the ledger, in both; and of the fields of rows in both."""

    expected: int = 0
    found: int = 0
    both: int = 0
    agreed: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Of the ledger's rows, the share that the gold has; None without rows."""
        return self.both / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Of the gold's, the share that the ledger has; None without any."""
        return self.both / self.expected if self.expected else None


def measure(rows: Sequence[LedgerRow]) -> dict[str, Score]:
    """The scores of a ledger over all clean samples, by kind of row."""
    scores = {"decision": Score(), "directive": Score()}
    by_meeting: dict[tuple[str, int], list[LedgerRow]] = {}
    for row in rows:
        by_meeting.setdefault((row.meeting.document_name, row.meeting.index), []).append(row)
    for case in cases():
        for gold in read_gold(gold_path(case.path)):
            held = by_meeting.get((case.path.name, gold["meeting_index"]), [])
            for kind, score in scores.items():
                _score(score, list(_gold(gold, kind)), [one for one in held if one.kind == kind], case.path.stem)
    return scores


def _gold(meeting: Json, kind: str) -> Iterator[Json]:
    for item in meeting["items"]:
        yield from item[f"{kind}s"]


def _score(score: Score, expected: list[Json], found: list[LedgerRow], name: str) -> None:
    score.expected += len(expected)
    score.found += len(found)
    left = list(found)
    for gold in expected:
        match = next((row for row in left if like(gold["text"], row.citation.quote)), None)
        if match is None:
            score.misses.append(f"{name} - {gold['text'][:60]}")
            continue
        left.remove(match)
        score.both += 1
        for key in FIELDS:
            agrees = _agrees(gold, match, key)
            score.agreed[key] += agrees
            if not agrees:
                score.misses.append(f"{name} {key}: {gold.get(key)} / {_of(match, key)} | {gold['text'][:40]}")
    score.misses += [f"{name} + {row.citation.quote[:60]}" for row in left]


def _of(row: LedgerRow, key: str) -> object:
    return getattr(row, key.removesuffix("_units"))


def _agrees(gold: Json, row: LedgerRow, key: str) -> bool:
    """Whether a field says the same; a proposer that the gold leaves out of the responsible units does not count."""
    expected, found = gold.get(key), _of(row, key)
    if isinstance(found, tuple):
        units = {fold(one) for one in found}
        named = {fold(one) for one in expected or ()}
        proposed = set(map(fold, row.item.reporting_units)) if key == "responsible_units" else set()
        return named <= units and units - named <= proposed
    return expected == found


def table(scores: dict[str, Score]) -> str:
    """The scores as lines of Markdown."""
    lines = ["| kind | gold | ledger | precision | recall | " + " | ".join(FIELDS) + " |", "|" + "---|" * 9]
    for kind, one in scores.items():
        agreed = " | ".join(f"{one.agreed[key] / one.both:.3f}" if one.both else "—" for key in FIELDS)
        lines.append(
            f"| {kind} | {one.expected} | {one.found} | {_cell(one.precision)} | {_cell(one.recall)} | {agreed} |"
        )
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table for the clean samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as home,
        Archive.open(Settings(home=Path(home)), embedder=HashedBigrams(), write=True) as archive,
    ):
        for _ in archive.add_all(str(case.path) for case in cases()):
            pass
        scores = measure(archive.reports.ledger().rows)
    print(table(scores))  # noqa: T201 - a command's output
    for one in scores.values():
        for miss in one.misses[: options.misses]:
            print(miss)  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()
