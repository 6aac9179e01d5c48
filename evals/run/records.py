"""One run of the evaluation: results with n and interval, failures side by side with what was expected; JSON and back.

The file is for people and for other programs; keys are only ever added:
`{"made_at", "corpus", "version", "embedder", "model", "seconds": {suite: s}, "results": [{"suite", "metric", "system",
"split", "value", "n", "low", "high"}], "failures": [{"suite", "id", "question", "answer", "expected", "evidence"}]}`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from evals.cases import ROOM as CASES
from evals.corpus import ROOM as CORPUS

if TYPE_CHECKING:
    from pathlib import Path

OURS = "ours"


@dataclass(frozen=True, slots=True)
class Result:
    """A measured value of one metric of one suite, of one system, on one split; None where not applicable.

    `n` counts what was judged; `low` and `high` bound the value with 95 % confidence (Wilson for shares, the
    bootstrap for means); None where neither applies.
    """

    suite: str
    metric: str
    value: float | None
    n: int
    system: str = OURS
    split: str = "all"
    low: float | None = None
    high: float | None = None

    @property
    def key(self) -> str:
        """What names this result among those of a run, and its floor."""
        return f"{self.suite}/{self.metric}/{self.system}/{self.split}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that came out wrong: asked, answered, expected, and the quotes the answer stood on."""

    suite: str
    id: str
    question: str
    answer: str
    expected: str
    evidence: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """Everything one run found out, and what it was made with; `seconds` by suite."""

    made_at: str
    corpus: str
    version: str
    embedder: str
    model: str | None = None
    results: list[Result] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def by_key(self) -> dict[str, Result]:
        """The results by their keys."""
        return {one.key: one for one in self.results}

    def as_json(self) -> str:
        """The run as the file keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read(path: Path) -> Run:
    """A run from its file. Raises ValueError where it is none, OSError where it cannot be read."""
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        results = [Result(**one) for one in data.pop("results")]
        failures = [Failure(**one | {"evidence": tuple(one["evidence"])}) for one in data.pop("failures")]
        return Run(results=results, failures=failures, **data)
    except (json.JSONDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}：不是一次评测的结果（{error}）；请用 jiyao eval 生成") from error


@cache
def corpus_hash() -> str:
    """Twelve hexadecimal digits that change with any minutes, gold or case: floors hold for one corpus only."""
    total = hashlib.sha256()
    for room in (CORPUS, CASES):
        for path in sorted(one for one in room.rglob("*") if one.is_file() and one.suffix not in {".py", ".pyc"}):
            total.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]
