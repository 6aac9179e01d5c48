"""Lines that label who acts and by when: 责任单位：县自然资源局 / 配合单位：… / 完成时限：2025年5月底前."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.parse import deadlines
from ingest.parse.duties import listed_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.parse.sheet import Sheet
    from ingest.records import Decision, Fact, PartialDate

_LINE = re.compile(
    r"(?:(?P<responsible>(?:责任|牵头|主办|承办|落实|督办)(?:单位|部门))|(?P<supporting>(?:配合|协办|协同|参与)(?:单位|部门))"
    r"|(?P<deadline>(?:完成|办理|办结)?(?:时限|期限)|完成时间))\s*[:：]\s*(?P<value>[^；;。\n）)]{2,120})"
)
_BEHIND = re.compile(r"\s*[（(【\[]?\s*")
_HINT = re.compile(r"(?:单位|部门|时限|期限|时间)\s*[:：]")
"""What every branch of the pattern holds; most stretches hold none of it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled value: what it labels, where its label starts and where its value stands."""

    kind: str
    at: int
    start: int
    end: int


def find(sheet: Sheet, start: int, end: int) -> list[Labelled]:
    """The labelled values of a stretch, in order."""
    if not _HINT.search(sheet.text, start, end):
        return []
    return [Labelled(_kind(one), one.start(), *one.span("value")) for one in _LINE.finditer(sheet.text, start, end)]


def follows(sheet: Sheet, at: int) -> bool:
    """Whether such a label stands right behind `at`."""
    mark = _BEHIND.match(sheet.text, at)
    return mark is not None and _LINE.match(sheet.text, mark.end()) is not None


def _kind(match: re.Match[str]) -> str:
    return next(name for name in ("responsible", "supporting", "deadline") if match[name])


def attached(
    sheet: Sheet, decided: tuple[Decision, ...], labels: Sequence[Labelled], held: PartialDate | None
) -> tuple[Decision, ...]:
    """Each labelled value goes to the decision right before it, in place of what its sentence may hint at."""
    out = list(decided)
    charged: set[int] = set()
    for label in labels:
        before = [at for at, one in enumerate(out) if one.span.start <= sheet.span(label.at, label.end).start]
        if before:
            out[before[-1]] = _with(sheet, out[before[-1]], label, held, again=before[-1] in charged)
            charged |= {before[-1]} if label.kind == "responsible" else set()
    return tuple(out)


def _with(sheet: Sheet, decision: Decision, label: Labelled, held: PartialDate | None, *, again: bool) -> Decision:
    if label.kind == "deadline":
        value = sheet.text[label.start : label.end] + "前"
        limit = deadlines.find(value, 0, len(value), held)
        return replace(
            decision, deadline=sheet.fact(label.start, label.end), deadline_date=limit.date if limit else None
        )
    units = tuple(listed_units(sheet, label.start, label.end))
    if label.kind == "supporting":
        return replace(decision, supporting=_joined(decision.supporting, units))
    earlier = decision.responsible if again else ()
    return replace(decision, responsible=_joined(earlier, units) if units else decision.responsible)


def _joined(known: tuple[Fact[str], ...], added: tuple[Fact[str], ...]) -> tuple[Fact[str], ...]:
    values = {one.value for one in known}
    return (*known, *(one for one in added if one.value not in values))
