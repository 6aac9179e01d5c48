"""How true summaries are: the fields of every decision and directive of a meeting against the gold.

A duty of the summary stands for the gold's duty of the same item whose sentence it shares; what stands for none counts
as found and not expected. Outcome, next step and condition belong to decisions, the rest to directives as well.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evals.fields import aligned, fold, like, same
from evals.metrics import Tally, alike
from evals.parsing import read_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evals.corpus import Case
    from evals.fields import Json
    from rag.archive import Archive
    from rag.report.records import Duty, ItemSummary, Value

DECIDED: dict[str, Callable[[str, str], bool]] = {"outcome": same, "next_step": like, "condition": like}
OWED: dict[str, Callable[[str, str], bool]] = {"responsible": same, "supporting": same, "deadline_date": same}
_GOLD = {"responsible": "responsible_units", "supporting": "supporting_units"}


def measure(archive: Archive, golds: Iterable[Case]) -> dict[str, Tally]:
    """Tallies by field over every meeting that has gold.

    Raises StoreError where the archive lacks a meeting's document.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    held = {(one.document_name, one.index): one.id for one in archive.meetings()}
    for case in golds:
        for gold in read_gold(case.gold):
            meeting = held.get((case.path.name, gold["meeting_index"]))
            items = archive.reports.summarize(meeting, "full").items if meeting else ()
            for left, right in aligned(gold["items"], [as_json(one) for one in items]):
                for name, tally in item_tallies(left, right).items():
                    tallies[name] += tally
    return dict(tallies)


def item_tallies(gold: Json | None, found: Json | None) -> dict[str, Tally]:
    """The fields of one item; either side may be missing."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for kind, fields in (("decisions", DECIDED | OWED), ("directives", OWED)):
        for left, right in paired(*(list(side[kind]) if side else [] for side in (gold, found))):
            for name, agree in fields.items():
                expected, seen = _values(left, _GOLD.get(name, name)), _values(right, name)
                if name == "responsible" and gold is not None:
                    seen = [one for one in seen if one in expected or one not in gold["reporting_units"]]
                tallies[name] += alike(expected, seen, agree)
    return tallies


def paired(expected: list[Json], found: list[Json]) -> list[tuple[Json | None, Json | None]]:
    """Duties that share their sentence, then those without a counterpart on either side."""
    pairs: list[tuple[Json | None, Json | None]] = []
    for gold in expected:
        match = next((one for one in found if like(gold["text"], one["text"])), None)
        if match is not None:
            found.remove(match)
        pairs.append((gold, match))
    return pairs + [(None, one) for one in found]


def as_json(item: ItemSummary) -> Json:
    """An item of a summary with the keys of the gold that items and duties are known by."""
    decisions = [_duty(one) for one in item.decisions]
    return {
        "label": item.item.label,
        "title": item.title.text if item.title else None,
        "decision": decisions[0] if decisions else None,
        "decisions": decisions,
        "directives": [_duty(one) for one in item.directives],
    }


def _duty(duty: Duty) -> Json:
    fields = {name: _texts(getattr(duty, name)) for name in DECIDED | OWED}
    return {"text": duty.text.text, **fields}


def _texts(value: Value | tuple[Value, ...] | None) -> list[str]:
    several = value if isinstance(value, tuple) else (value,)
    return [one.text for one in several if one is not None]


def _values(duty: Json | None, name: str) -> Sequence[str]:
    value = duty.get(name) if duty else None
    if value is None or value == "":
        return ()
    return [fold(one) for one in value] if isinstance(value, list) else (fold(str(value)),)
