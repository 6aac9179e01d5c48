"""Floors under what was measured: no result may fall more than ε below its own, and none is lowered quietly.

`floors.json` holds `{"corpus", "epsilon", "floors": {key: value}}`. Floors belong to one corpus; where it has changed,
the gate still holds them, since new cases should not make the product worse, and says that they want pinning again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evals.run.records import OURS

if TYPE_CHECKING:
    from evals.run.records import Result, Run

FLOORS = Path(__file__).with_name("floors.json")
WATCHED = frozenset(
    [
        "macro_f1",
        "kept_under_noise",
        "right",
        "refusal.f1",
        "citation.f1",
        "truths_passed",
        "lies_stopped",
        "precision",
        "recall",
        "R@10",
        "RR",
        "nDCG@10",
        "answer",
    ]
)
"""The metrics that have floors: the sums of each suite, since single fields and types have too few cases."""
UNWATCHED = frozenset({"public", "judge", "own"})
"""Suites of what is not the house's own, or of an opinion."""
EPSILON = 0.005
"""How far below its floor a result may come: one case in two hundred."""


@dataclass(slots=True)
class Floors:
    """The floors of one corpus."""

    corpus: str
    epsilon: float = EPSILON
    floors: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> str:
        """The file."""
        body = {"corpus": self.corpus, "epsilon": self.epsilon, "floors": dict(sorted(self.floors.items()))}
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


class Lowered(Exception):
    """Floors that would have come down; `keys` names them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__("、".join(keys))
        self.keys = keys


def load(path: Path = FLOORS) -> Floors:
    """The floors of a file. Raises ValueError where it holds none."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Floors(
            str(data["corpus"]), float(data["epsilon"]), {str(k): float(v) for k, v in data["floors"].items()}
        )
    except (OSError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}：不是门槛文件（{error}）；请用 jiyao eval --update 重新生成") from error


def falls(run: Run, floors: Floors, suites: frozenset[str]) -> list[str]:
    """What fell, one line each; results of suites that did not run are not missed, others are."""
    found = run.by_key()
    lines: list[str] = []
    for key, floor in sorted(floors.floors.items()):
        if key.partition("/")[0] not in suites:
            continue
        result = found.get(key)
        if result is None or result.value is None:
            lines.append(f"{key}：没有结果，门槛 {floor:.3f}")
        elif result.value < floor - floors.epsilon:
            lines.append(f"{key}：{result.value:.3f}，低于门槛 {floor:.3f}（n={result.n}）")
    return lines


def pinned(run: Run, floors: Floors, *, allow_regression: bool = False) -> Floors:
    """The floors raised to what the run reached; those of other suites stay.

    Raises Lowered where a floor would come down by more than ε and that is not allowed.
    """
    reached = {one.key: one.value for one in run.results if _watched(one) and one.value is not None}
    lower = [key for key, value in reached.items() if value < floors.floors.get(key, 0.0) - floors.epsilon]
    if lower and not allow_regression:
        raise Lowered(sorted(lower))
    kept = {key: floor for key, floor in floors.floors.items() if key not in reached}
    settled = {
        key: round(value if allow_regression else max(value, floors.floors.get(key, 0.0)), 4)
        for key, value in reached.items()
    }
    return Floors(run.corpus, floors.epsilon, kept | settled)


def _watched(one: Result) -> bool:
    of_all = one.metric != "right" or one.split in {"all", "heldout", "damaged"}
    return one.suite not in UNWATCHED and one.system == OURS and one.metric in WATCHED and of_all
