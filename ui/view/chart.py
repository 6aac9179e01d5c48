"""A matter over time as a drawing: one axis, one dot a meeting, coloured by what it decided. Plain SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ui.view.markup import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, EDGE = 760, 56
AXIS, RISE = 30, 18
"""Where the axis runs, and how far below each other labels of crowded dots stand."""
APART, LABEL = 30, 78
"""The least distance of two dots, and the width of a label, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Point:
    """One meeting: its ISO day (known as far as the year), the tone of its dot, what it says when pointed at."""

    day: str
    tone: str
    told: str
    pick: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A point with its place on the axis and the row of its label, from 0."""

    point: Point
    x: float
    row: int


def ordinal(day: str) -> int:
    """The first day that a partial date can mean, as a number.

    >>> ordinal("2024-05") - ordinal("2024-04-30")
    1
    """
    parts = [int(part) for part in day.partition("-XX")[0].split("-")]
    return date(*[*parts, 1, 1][:3]).toordinal()


def placed(points: Sequence[Point]) -> tuple[list[Placed], float]:
    """The points in their order along the axis, apart enough to be told from each other, and the width needed."""
    width = max(WIDTH, 2 * EDGE + APART * (len(points) - 1))
    days = [ordinal(one.day) for one in points]
    first, last = min(days), max(days)
    span = max(last - first, 1)
    wanted = [EDGE + (width - 2 * EDGE) * (day - first) / span if last > first else width / 2 for day in days]
    at = _spread(wanted, width - EDGE)
    rows: list[float] = []
    found = []
    for point, x in zip(points, at, strict=True):
        row = next((number for number, end in enumerate(rows) if x - LABEL / 2 >= end), len(rows))
        rows[row : row + 1] = [x + LABEL / 2]
        found.append(Placed(point, x, row))
    return found, width


def _spread(wanted: Sequence[float], last: float) -> list[float]:
    """Places at least APART from each other, as near to the wanted ones as that allows, none beyond `last`."""
    places: list[float] = []
    for x in wanted:
        places.append(max(x, places[-1] + APART) if places else x)
    limit = last
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit)
        limit = places[number] - APART
    return places


def timeline_svg(points: Sequence[Point], title: str) -> str:
    """The drawing; `points` are in the order of their days, at least one."""
    dots, width = placed(points)
    height = AXIS + 34 + RISE * max(one.row for one in dots)
    axis = f'<line class="jr-axis" x1="12" y1="{AXIS}" x2="{width - 12:g}" y2="{AXIS}"/>'
    body = "".join(_dot(one) for one in dots)
    return (
        f'<div class="jr-chart"><svg viewBox="0 0 {width:g} {height}" width="{width:g}" height="{height}" role="group" '
        f'aria-label="{safe(title)}">{axis}{body}</svg></div>'
    )


def _dot(one: Placed) -> str:
    foot = AXIS + 26 + RISE * one.row
    leader = f'<line class="jr-leader" x1="{one.x:.1f}" y1="{AXIS + 8}" x2="{one.x:.1f}" y2="{foot - 12}"/>'
    dot = f'<circle class="jr-dot jr-{safe(one.point.tone)}" cx="{one.x:.1f}" cy="{AXIS}" r="8"/>'
    label = f'<text x="{one.x:.1f}" y="{foot}">{safe(one.point.day.partition("-XX")[0])}</text>'
    left, tall = one.x - APART / 2, foot - AXIS + 19
    area = f'<rect class="jr-area" x="{left:.1f}" y="{AXIS - 15}" width="{APART}" height="{tall}"/>'
    told = f"<title>{safe(one.point.told)}</title>"
    pick = safe(one.point.pick)
    return f'<g data-pick="{pick}" tabindex="0" role="button">{told}{area}{leader if one.row else ""}{dot}{label}</g>'
