"""How well minutes are read: every field of the gold, on clean files and on their damaged twins.

`python -m evals.parsing` prints field × damage and the worst misses; `measure` is the same for programs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evals.corpus import (
    Case,
    cases,
    heldout_cases,
    layout_cases,
    noisy_cases,
    second_heldout_cases,
    third_heldout_cases,
)
from evals.corpus.damage import KINDS, twins
from evals.fields import ITEM, MEETING, Field, Json, aligned
from evals.metrics import Tally, alike, mean, total
from ingest.contract import minutes_as_dict
from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.minutes import read_bytes
from ingest.read import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

CLEAN, NOISY, LAYOUTS = "clean", "noisy", "layouts"
HELDOUT, HELDOUT_2, HELDOUT_3 = "heldout", "heldout-2", "heldout-3"
UNSHOWN = (HELDOUT, HELDOUT_2, HELDOUT_3)
WHOLE = {
    NOISY: noisy_cases,
    LAYOUTS: layout_cases,
    HELDOUT: heldout_cases,
    HELDOUT_2: second_heldout_cases,
    HELDOUT_3: third_heldout_cases,
}
NOTHING: dict[str, Any] = {key: [] for key in ("present", "in_attendance", "invited", "apologies", "decisions")}
EMPTY: Json = {**NOTHING, "items": [], "directives": [], "decision": None, "title": None, "label": None}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was compared: the file, the damage, and the meeting with its item."""

    source: str
    damage: str
    within: str

    def __str__(self) -> str:
        return f"{self.damage} {self.source}#{self.within}"


@dataclass(frozen=True, slots=True)
class Miss:
    """One field of one meeting or item that was read otherwise than the gold has it."""

    place: Place
    field: str
    expected: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """Tallies by damage and field, and every miss."""

    tallies: dict[str, dict[str, Tally]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Tally)))
    misses: list[Miss] = field(default_factory=list)

    def f1(self, damage: str, name: str) -> float | None:
        """F1 of one field under one damage; None where neither gold nor parse has it."""
        return self.tallies[damage][name].f1

    def macro(self, damage: str) -> float | None:
        """The mean F1 over the applicable fields."""
        return mean(tally.f1 for tally in self.tallies[damage].values())

    def over(self, damages: Iterable[str], name: str) -> Tally:
        """One field over several damages together."""
        return total(self.tallies[damage][name] for damage in damages)


Reader = Callable[[bytes, str], list[Json]]
"""Bytes and the name of a source → its meetings as JSON objects."""


def read_gold(path: Path) -> list[Json]:
    """The gold of one file: one object a meeting."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def parsed(data: bytes, source: str) -> list[Json]:
    """What the reader makes of one source; nothing where it refuses it."""
    try:
        return [minutes_as_dict(meeting) for meeting in read_bytes(data, source).meetings]
    except SourceError:
        return []


def score_source(report: Report, damage: str, source: str, gold: Sequence[Json], found: Sequence[Json]) -> None:
    """Add one source to the report: its meetings by position, their items by likeness."""
    hidden = next((kind.hides for kind in KINDS if kind.name == damage), frozenset())
    for at in range(max(len(gold), len(found))):
        one, other = (side[at] if at < len(side) else EMPTY for side in (gold, found))
        place = Place(source, damage, f"{at + 1}")
        skipped = hidden | (frozenset() if one["title"] else {"title"})
        _compare(report, place, (one, other), [each for each in MEETING if each.name not in skipped])
        for left, right in aligned(one["items"], other["items"]):
            label = next(str(side["label"] or (side["title"] or "")[:8]) for side in (left, right) if side)
            _compare(report, Place(source, damage, f"{at + 1} {label}"), (left, right), ITEM)


def _compare(report: Report, place: Place, sides: tuple[Json | None, Json | None], fields: Iterable[Field]) -> None:
    for each in fields:
        expected, found = ([] if side is None else list(each.values(side)) for side in sides)
        if each.name == "responsible_units":
            found = [unit for unit in found if unit in expected or unit not in _proposers(sides[0])]
        tally = alike(expected, found, each.agree)
        report.tallies[place.damage][each.name] += tally
        if tally.right < max(tally.expected, tally.found):
            report.misses.append(Miss(place, each.name, tuple(expected), tuple(found)))


def _proposers(gold: Json | None) -> Sequence[str]:
    """The units whose proposal was decided: whether they carry it out too is a matter of reading, not of counting."""
    units: Sequence[str] = gold["reporting_units"] if gold else ()
    return units


def _sources(case: Case, damages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The clean bytes of a case under `clean`, and its twins as UTF-8 under their kinds."""
    data = case.path.read_bytes()
    if CLEAN in damages:
        yield CLEAN, data
    if set(damages) - {CLEAN, *WHOLE}:
        text = extract(data, str(case.path), Limits()).text
        for kind, damaged in twins(text, case.path.stem):
            if kind.name in damages:
                yield kind.name, damaged.encode("utf-8")


def measure(damages: Sequence[str] | None = None, only: str = "", read: Reader = parsed) -> Report:
    """Read the corpus and its twins (all damages, unless some are named) and score every field.

    `only` keeps the files whose name contains it; `read` is the reader that is judged.
    """
    chosen = damages or (CLEAN, *WHOLE, *(kind.name for kind in KINDS))
    report = Report()
    for case in cases():
        if only in case.path.name:
            gold = read_gold(case.gold)
            for damage, data in _sources(case, chosen):
                name = case.path.name if damage == CLEAN else f"{case.path.stem}.txt"
                score_source(report, damage, case.path.name, gold, read(data, name))
    for name in set(chosen) & set(WHOLE):
        for case in WHOLE[name]():
            if only in case.path.name:
                found = read(case.path.read_bytes(), case.path.name)
                score_source(report, name, case.path.name, read_gold(case.gold), found)
    return report


def _cell(value: float | None) -> str:
    return "    –" if value is None else f"{value:5.3f}"


def table(report: Report) -> str:
    """Field × (clean, noisy, layouts, held out, damages, the worst damage) and damage × macro F1, as plain text."""
    damaged = [name for name in report.tallies if name not in {CLEAN, *WHOLE}]
    lines = [f"{'field':22} {'n':>5} clean noisy lay.  held  held2 held3 damaged worst"]
    for each in (*MEETING, *ITEM):
        scores = {name: score for name in damaged if (score := report.f1(name, each.name)) is not None}
        worst = min(scores, key=lambda name: scores[name], default="")
        row = [report.f1(name, each.name) for name in (CLEAN, NOISY, LAYOUTS, *UNSHOWN)]
        row.append(report.over(damaged, each.name).f1)
        cells = " ".join(map(_cell, row))
        count = report.tallies[CLEAN][each.name].expected
        lines.append(f"{each.name:22} {count:5} {cells} {_cell(scores.get(worst))} {worst}")
    lines += ["", f"{'damage':18} macro F1"]
    lines += [f"{name:18} {_cell(report.macro(name))}" for name in report.tallies]
    return "\n".join(lines)


def worst_misses(report: Report, count: int) -> str:
    """Misses on clean files first, then by how often the field is missed: place, gold and finding of each.

    Held-out files are left out: what is read here is worked on, and then measures nothing any more.
    """
    often = Counter((miss.field, miss.place.damage) for miss in report.misses)
    order = {CLEAN: 0, NOISY: 1, LAYOUTS: 1}
    shown = [miss for miss in report.misses if miss.place.damage not in UNSHOWN]
    ranked = sorted(shown, key=lambda miss: (order.get(miss.place.damage, 2), -often[miss.field, miss.place.damage]))
    return "\n".join(
        f"{miss.place} {miss.field}\n    gold  {' | '.join(miss.expected) or '–'}"
        f"\n    found {' | '.join(miss.found) or '–'}"
        for miss in ranked[:count]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table and the worst misses."""
    options = argparse.ArgumentParser(prog="python -m evals.parsing", description=__doc__)
    options.add_argument("--damage", action="append", help="only this damage; may be given again")
    options.add_argument("--file", default="", help="only files whose name contains this")
    options.add_argument("--misses", type=int, default=40, help="how many misses to print")
    chosen = options.parse_args(arguments)
    report = measure(chosen.damage, chosen.file)
    sys.stdout.write(f"{table(report)}\n\n{worst_misses(report, chosen.misses)}\n")


if __name__ == "__main__":
    main()
