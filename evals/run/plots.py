"""Plots of a run as inline SVG in the colours of the page, ours strong and everything else pale. Texts are escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import log10
from typing import TYPE_CHECKING

from evals.run.records import OURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.run.records import Result

WIDTH = 1000
LEFT, ROOM = 190, 60
"""Where bars begin, and what stays free for the figure behind them."""
SHADES = ("--a", "--b", "--c", "--d", "--e", "--f")
"""Of everything that is not ours."""
TALL, FOOT, TOP = 190, 26, 14
"""Height of columns and curves, of the names below, of the room above."""


@dataclass(frozen=True, slots=True)
class Line:
    """A curve by its name, in a colour of the page: points from left to right."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]


def bars(found: Sequence[Result]) -> str:
    """A bar a result with its interval, from 0 to 1; nothing for fewer than two."""
    known = [one for one in found if one.value is not None]
    if len(known) < 2:  # noqa: PLR2004 - one bar is no plot
        return ""
    height, wide = 22, WIDTH - LEFT - ROOM
    lines = []
    for at, one in enumerate(known):
        value, top = one.value or 0.0, at * height
        label = one.split if one.system == OURS else f"{one.split} · {one.system}"
        colour = "--bar" if one.system == OURS else "--other"
        ends = LEFT + max(value, one.high or 0.0) * wide + 6
        lines.append(
            _text(LEFT - 8, top + 15, label, "end")
            + f'<rect x="{LEFT}" y="{top + 4}" width="{max(value, 0.0) * wide:.1f}" height="14" rx="3" '
            f'fill="var({colour})"/>' + _text(ends, top + 15, f"{value:.3f}", ink=True) + _whisker(one, wide, top)
        )
    return _svg(len(known) * height, "".join(lines), known[0].metric)


def columns(found: Sequence[Result], metrics: Sequence[str], systems: Sequence[str]) -> str:
    """A group of columns a metric, a column a system; `systems` come in their order, ours last in its own colour."""
    value = {(one.metric, one.system): one.value for one in found if one.value is not None}
    shown = [one for one in metrics if any((one, system) in value for system in systems)]
    if not shown:
        return ""
    group = WIDTH / len(shown)
    wide = (group - 26) / len(systems)
    lines = []
    for at, metric in enumerate(shown):
        for place, system in enumerate(systems):
            height = value.get((metric, system), 0.0) * TALL
            x, y = at * group + 13 + place * wide, TOP + TALL - height
            lines.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" height="{height:.1f}" rx="2" '
                f'fill="var({colour_of(system, systems)})"><title>{escape(system)} {escape(metric)} '
                f"{value.get((metric, system), 0.0):.3f}</title></rect>"
            )
            if system in {OURS, systems[0]} and (metric, system) in value:
                lines.append(_text(x + wide / 2, y - 3, f"{value[metric, system]:.2f}", "middle", ink=True))
        lines.append(_text((at + 0.5) * group, TOP + TALL + 18, metric, "middle"))
    return _legend([(one, colour_of(one, systems)) for one in systems]) + _svg(
        TOP + TALL + FOOT, "".join(lines), "、".join(shown)
    )


def colour_of(system: str, systems: Sequence[str]) -> str:
    """The colour variable of a system among others."""
    others = [one for one in systems if one != OURS]
    return "--bar" if system == OURS else SHADES[others.index(system) % len(SHADES)]


def curves(lines: Sequence[Line], ticks: Sequence[tuple[float, str]], most: float = 1.0, unit: str = "") -> str:
    """Curves over a common axis from the first tick to the last; values from 0 to `most`."""
    if not any(one.points for one in lines) or len(ticks) < 2:  # noqa: PLR2004 - an axis has two ends
        return ""
    start, end = ticks[0][0], ticks[-1][0]

    def x(value: float) -> float:
        return LEFT / 3 + (value - start) / (end - start) * (WIDTH - LEFT / 3 - ROOM)

    def y(value: float) -> float:
        return TOP + TALL - value / most * TALL

    body = [_text(LEFT / 3 - 8, y(share * most) + 4, f"{share * most:g}{unit}", "end") for share in (0, 0.5, 1)]
    body += [
        f'<path d="M{x(start):.1f} {y(share * most):.1f}H{x(end):.1f}" stroke="var(--line)"/>' for share in (0, 0.5, 1)
    ]
    body += [_text(x(at), TOP + TALL + 18, name, "middle") for at, name in ticks]
    for one in lines:
        if one.points:
            path = " ".join(f"{x(at):.1f},{y(value):.1f}" for at, value in one.points)
            body.append(f'<polyline points="{path}" fill="none" stroke="var({one.colour})" stroke-width="2.5"/>')
    return _legend([(one.name, one.colour) for one in lines]) + _svg(TOP + TALL + FOOT, "".join(body), "曲线")


def calibration(kept: dict[str, list[dict[str, float]]]) -> str:
    """Right answers and right refusals as the cutoff moves (`python -m evals.cutoff`)."""
    names = {"on": "切题，答对", "para": "换说法，答对", "wrong": "答成别的事项", "off": "跑题，拒答"}
    colours = {"on": "--bar", "para": "--c", "wrong": "--bad", "off": "--e"}
    lines = [
        Line(name, colours[key], tuple((one["cutoff"], one[key]) for one in kept["curve"]))
        for key, name in names.items()
    ]
    far = kept["curve"][-1]["cutoff"]
    return curves(lines, ((-far, f"宽 −{far:g}"), (0.0, "现用界线"), (far, f"严 +{far:g}")))


def growth(kept: dict[str, list[dict[str, float | str]]]) -> str:
    """Milliseconds of an answer as the archive grows (`python -m evals.growth`)."""
    rows = [one for one in kept["asking"] if one["stage"] == "answer"]
    kinds = list(dict.fromkeys(str(one["kind"]) for one in rows))
    shades = dict(zip(kinds, ("--bar", *SHADES), strict=False))
    lines = [
        Line(kind, shades[kind], tuple((log10(float(x["chunks"])), float(x["p95"])) for x in rows if x["kind"] == kind))
        for kind in kinds
        if kind in shades
    ]
    sizes = sorted({float(one["chunks"]) for one in rows})
    most = max((y for line in lines for _, y in line.points), default=1.0)
    return curves(lines, [(log10(one), f"{one:,.0f} 片段") for one in sizes], round(most * 1.1 + 5, -1), " 毫秒")


def _whisker(one: Result, wide: int, top: int) -> str:
    if one.low is None or one.high is None:
        return ""
    from_x, to_x = LEFT + one.low * wide, LEFT + one.high * wide
    return f'<path d="M{from_x:.1f} {top + 11}H{to_x:.1f}" stroke="var(--soft)" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", *, ink: bool = False) -> str:
    colour = "--ink" if ink else "--soft"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" fill="var({colour})">'
        f"{escape(text)}</text>"
    )


def _legend(names: Sequence[tuple[str, str]]) -> str:
    return (
        "<p class=legend>"
        + "".join(f'<span><i style="background:var({colour})"></i>{escape(name)}</span>' for name, colour in names)
        + "</p>"
    )


def _svg(height: float, body: str, label: str) -> str:
    svg = f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(label)}">{body}</svg>'
    return f"<div class=plot>{svg}</div>"
