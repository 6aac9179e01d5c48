"""Sentences that a model might write of the sample minutes: true ones, and lies of every kind the guard must stop.

Made from the gold: the deciding sentence of each decision is a truth; with another outcome, another figure, another
day, another unit or an outcome that no one decided it is a lie. The same seed makes the same sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from evals.corpus import cases
from evals.parsing import read_gold
from ingest.clean import clean
from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.read import extract
from ingest.records import Span
from rag.answer.guard import Evidence, verify
from rag.find.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.records import Document

SEED = 11
_FIGURE = re.compile(r"\d+(?=(?:\.\d+)?(?:万元|亿元|元|个|户|公里|台|项|名|%))")
_DAY = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_OUTCOMES = {
    "原则同意": "不予通过",
    "审议通过": "暂缓审议",
    "原则通过": "退回修改",
    "同意": "否决",
    "暂缓": "审议通过",
    "不予通过": "审议通过",
    "通过": "不予通过",
}
_UNITS = ("区水务局", "市财政局", "县教育局", "区城管局", "市审计局")


Guard = Callable[[str, "Sequence[int]", "dict[int, Evidence]"], bool]
"""`guard(claim, marks, evidence by mark)`: whether the claim may stand."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim with the one sentence it cites; `kind` is `truth` or what was changed."""

    claim: str
    kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Score:
    """How many truths passed, and how many lies of each kind were stopped."""

    truths: tuple[int, int]
    lies: dict[str, tuple[int, int]]


def sentences() -> Iterator[Sentence]:
    """Every truth of the clean samples' gold, each with the lies that can be made of it."""
    chance = Random(SEED)  # noqa: S311 - a sample, not a secret
    for case in cases():
        try:
            document = extract(case.path.read_bytes(), case.path.name, Limits())
        except SourceError:
            continue
        for meeting in read_gold(case.gold):
            for item in meeting["items"]:
                for decision in item["decisions"]:
                    evidence = _evidence(document, str(decision["text"]), str(item["title"] or ""))
                    if evidence is not None:
                        yield Sentence(evidence.reading, "truth", evidence)
                        yield from _lies(evidence, decision["responsible_units"], chance)


def score(check: Guard | None = None) -> Score:
    """Put every sentence to a guard; to ours where none is given."""
    passes = check or (lambda claim, marks, evidence: verify(claim, marks, evidence).ok)
    truths, lies = [0, 0], dict[str, list[int]]()
    for one in sentences():
        stands = passes(one.claim, [1], {1: one.evidence})
        if one.kind == "truth":
            truths[0] += stands
            truths[1] += 1
        else:
            tally = lies.setdefault(one.kind, [0, 0])
            tally[0] += not stands
            tally[1] += 1
    return Score((truths[0], truths[1]), {kind: (right, of) for kind, (right, of) in sorted(lies.items())})


def _evidence(document: Document, text: str, title: str) -> Evidence | None:
    at = document.text.find(text)
    if at < 0:
        return None
    span = Span(at, at + len(text))
    reading = clean(document).reading.within(span)
    return Evidence(document, span, text, reading, f"某地某次会议｜{title}")


def _lies(evidence: Evidence, units: Sequence[str], chance: Random) -> Iterator[Sentence]:
    true = evidence.reading
    for kind, claim in (
        ("figure", _FIGURE.sub(lambda one: str(int(one[0]) + chance.randint(1, 9)), true, count=1)),
        ("day", _DAY.sub(lambda one: f"{int(one[1]) % 12 + 1}月", true, count=1)),
        ("outcome", _other_outcome(true)),
        ("unit", _other_unit(true, units, chance)),
        ("invention", f"会议决定由{chance.choice(_UNITS)}出资{chance.randint(2, 90)}0万元另行新建。"),
    ):
        if claim != true:
            yield Sentence(claim, kind, evidence)


def _other_outcome(true: str) -> str:
    for said, other in _OUTCOMES.items():
        found = re.search(rf"(?<![未不予]){said}", true)
        if found:
            return true[: found.start()] + other + true[found.end() :]
    return true


def _other_unit(true: str, units: Sequence[str], chance: Random) -> str:
    named = [one for one in units if one in true]
    others = [one for one in _UNITS if not any(same_unit(one, unit) for unit in named)]
    return true.replace(named[0], chance.choice(others), 1) if named and others else true
