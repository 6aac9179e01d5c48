"""When to refuse: how many questions are answered right, and how many refused right, as the cutoff moves.

`python -m evals.cutoff --out evals/results` searches the sample minutes with the questions of `cases/sought.jsonl` (on
the minutes' matters, the same in other words, and about matters they do not hold) and writes the curve as
`cutoff.json` and `cutoff.svg`. Right is the item that holds the gold quote. It also prints the line by which a logistic
regression would part the sets: what `rag.find.cutoff` takes its rate from.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.asking import fill
from evals.cases import load_sought
from evals.corpus import sample_paths
from evals.retrieval_own import evidence
from ingest.minutes import read_path
from rag.answer.asking import begin
from rag.find.cutoff import standing
from rag.find.match import candidates, matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evals.cases import Sought
    from rag.archive import Archive

SPAN = 0.8
"""How far from the product's cutoff the curve goes, in shares of the matter's words."""
STEPS = 65
KINDS = {"on": "on topic, right", "para": "paraphrased, right", "wrong": "another item", "off": "off topic, refused"}
COLOURS = {"on": "#1a7f37", "para": "#0969da", "wrong": "#cf222e", "off": "#6e7781"}


@dataclass(frozen=True, slots=True)
class Top:
    """The best item of a question: its standing (0 is the product's cutoff), words and cosine, and if it is right."""

    id: str
    set: str
    standing: float
    words: float
    cosine: float
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Shares at one cutoff: answered right of on-topic and paraphrased, wrong of both, refused of the rest."""

    cutoff: float
    on: float
    para: float
    wrong: float
    off: float


def tops(archive: Archive, asked: Sequence[Sought]) -> list[Top]:
    """The best item of every question; one that finds nothing stands infinitely low."""
    paths = {path.stem: path for path in sample_paths()}
    readings = {name: read_path(path) for name, path in paths.items()}
    names = {row.id: row.name for row in archive.documents()}
    shelf = archive.shelf
    found = []
    for one in asked:
        asking = begin(one.question, (), shelf, archive.settings)
        passages = asking.search()
        items = candidates(asking.scope.ids, passages, shelf)
        best = next(iter(matches(asking.query, items, passages, shelf)), None)
        if best is None:
            found.append(Top(one.id, one.set, -np.inf, 0.0, 0.0, right=False))
            continue
        gold = evidence(one, paths, readings) if one.quote else None
        right = gold is not None and gold.text == names[best.item.document_id]
        right = right and gold is not None and gold.span is not None and best.item.span.holds(gold.span)
        score = standing(best, shelf.embedder.name)
        found.append(Top(one.id, one.set, score, best.keen, best.dense, right))
    return found


def curve(found: Sequence[Top]) -> list[Point]:
    """The shares at cutoffs on both sides of the product's.

    >>> points = curve([Top("a", "on", 0.2, 1, 1, True), Top("b", "off", -0.2, 0, 0, False)])
    >>> [(one.on, one.off) for one in (points[0], points[len(points) // 2], points[-1])]
    [(1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    """
    return [_point(found, float(at)) for at in np.linspace(-SPAN, SPAN, STEPS)]


def _point(found: Sequence[Top], cutoff: float) -> Point:
    def share(sets: str, *, right: bool, answered: bool = True) -> float:
        of = [one for one in found if one.set in sets.split()]
        passed = [one for one in of if (one.standing >= cutoff) is answered and one.right is right]
        return len(passed) / len(of) if of else 0.0

    return Point(
        round(cutoff, 3),
        share("on", right=True),
        share("para", right=True),
        share("on para", right=False),
        share("off", right=False, answered=False),
    )


def line(found: Sequence[Top], rounds: int = 200) -> NDArray[np.float64]:
    """Weights of words and cosine and a constant: logistic regression of right against off topic, slightly ridged."""
    used = [one for one in found if one.right or one.set == "off"]
    raw = np.array([[one.words, one.cosine] for one in used])
    middle, spread = raw.mean(0), raw.std(0)
    rows = np.column_stack([(raw - middle) / spread, np.ones(len(used))])
    wanted = np.array([one.right for one in used], float)
    ridge = np.diag([0.01 * len(used)] * 2 + [0.0])
    weights = np.zeros(3)
    for _ in range(rounds):  # Newton's method
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (wanted - share) - ridge @ weights
        bend = rows.T @ (rows * (share * (1 - share))[:, None]) + ridge
        weights += np.linalg.solve(bend, slope)
    own = weights[:2] / spread
    return np.array([*own, weights[2] - own @ middle])


def drawing(points: Sequence[Point]) -> str:
    """The curve as SVG: the cutoff from left to right, the product's at the dashed line, shares from 0 up to 1."""
    width, height, left, top = 560, 300, 50, 20

    def place(cutoff: float, share: float) -> str:
        return f"{left + (cutoff + SPAN) / (2 * SPAN) * width:.1f},{top + (1 - share) * height:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 240} {height + 70}">',
        "<style>text { font: 13px sans-serif }</style>",
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#d0d7de"/>',
        f'<path d="M{place(0, 0)} L{place(0, 1)}" stroke="#57606a" stroke-dasharray="4"/>',
        f'<text x="{left}" y="{top + height + 40}">cutoff, in shares of the matter’s words; 0 is the product’s</text>',
    ]
    parts += [f'<text x="14" y="{top + (1 - tick) * height + 4:.0f}">{tick:.1f}</text>' for tick in (0, 0.5, 1)]
    parts += [
        f'<text x="{left + (tick + SPAN) / (2 * SPAN) * width - 10:.0f}" y="{top + height + 18}">{tick}</text>'
        for tick in (-0.8, -0.4, 0, 0.4, 0.8)
    ]
    for at, (name, label) in enumerate(KINDS.items()):
        path = " ".join(place(one.cutoff, getattr(one, name)) for one in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
        parts.append(f'<text x="{left + width + 12}" y="{top + 20 + 22 * at}" fill="{COLOURS[name]}">{label}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, print the shares at the product's cutoff and the regression's line, keep the curve."""
    parser = argparse.ArgumentParser(prog="python -m evals.cutoff", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder for cutoff.json and cutoff.svg")
    parser.add_argument("--more", nargs="+", default=(), help="further minutes for the archive, to search among more")
    options = parser.parse_args(arguments)
    paths = [*map(str, sample_paths()), *options.more]
    with tempfile.TemporaryDirectory() as home, fill(Path(home), paths) as archive:
        found = tops(archive, load_sought())
    points, own = curve(found), _point(found, 0.0)
    counts = {name: sum(one.set == name for one in found) for name in ("on", "para", "off")}
    sys.stdout.write(f"n {counts}; at the product's cutoff {asdict(own)}\n")
    words, cosine, constant = line(found)
    sys.stdout.write(
        f"regression: {words:.2f} words + {cosine:.1f} cosine {constant:+.1f}; rate {cosine / words:.1f}\n"
    )
    above = [one for one in found if one.standing >= 0 and not one.right]
    sys.stdout.writelines(f"not right: {one.id} {one.standing:+.2f}\n" for one in above)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        kept = {"n": counts, "product": asdict(own), "curve": [asdict(one) for one in points]}
        (options.out / "cutoff.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
        (options.out / "cutoff.svg").write_text(drawing(points), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
