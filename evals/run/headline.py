"""A run in a dozen lines: the numbers that matter, ours against the best of the other ways, and what moved.

The whole table has well over a hundred rows; this is what a reader wants of it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from evals.published import beside
from evals.run.records import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.run.records import Result, Run

TILES = (
    ("答对 · 自用样例", "asking/right/ours/all", 1),
    ("答对 · 留出纪要", "asking/right/ours/heldout", 1),
    ("答对 · 自带用例", "own/right/ours/all", 1),
    ("拒答 F1", "asking/refusal.f1/ours/all", 1),
    ("拒答 F1 · 留出", "asking/refusal.f1/ours/heldout", 1),
    ("引文 F1 · 留出", "asking/citation.f1/ours/heldout", 1),
    ("谎话拦下 · 结论", "guard/lies_stopped/ours/outcome", 1),
    ("字段 F1 · 干净", "parsing/macro_f1/ours/clean", 1),
    ("字段 F1 · 留出", "parsing/macro_f1/ours/heldout", 1),
    ("摘要 F1 · 留出", "summary/macro_f1/ours/heldout", 1),
    ("检索 nDCG@10 · 留出", "retrieval/nDCG@10/ours/heldout", 1),
    ("噪声下保持", "noise/kept_under_noise/ours/answers", 1),
    ("一问毫秒（中位）", "speed/ms.p50/ours/all", 0),
)
"""The numbers at the top: name, key, and whether they are shares."""
DUELS = (
    ("retrieval", "answer", "答案里有应有的话"),
    ("retrieval", "nDCG@10", "检索 nDCG@10"),
    ("retrieval", "R@5", "检索 recall@5"),
    ("model", "right", "用模型，答对"),
    ("model", "invented", "用模型，该拒答而编造"),
    ("speed", "prompt_tokens", "提示词 token"),
)
"""Where ours stands against others: suite, metric, name."""
LESS = frozenset({"invented", "prompt_tokens"})
"""Metrics of which less is better."""
WIDE = 26


def headline(run: Run) -> str:
    """The numbers at the top, then each contest with the best of the others; what a run did not measure is left out.

    >>> from evals.run.records import Result, Run
    >>> few = [Result("retrieval", "answer", 0.9, 10), Result("retrieval", "answer", 0.7, 10, "BM25")]
    >>> print(headline(Run("", "", "", "", results=few)))
    与别的做法比（最好的一个）
      答案里有应有的话 · all    0.900  胜  BM25 0.700
    """
    found = run.by_key()
    lines = [
        f"  {_wide(name)}{(one.value or 0) * 100:5.1f}%  n={one.n}"
        if share
        else f"  {_wide(name)}{one.value:5.0f}   n={one.n}"
        for name, key, share in TILES
        if (one := found.get(key)) is not None and one.value is not None
    ]
    duels = list(_duels(run.results))
    if duels:
        lines += ["与别的做法比（最好的一个）", *duels]
    quoted = beside(frozenset(one.split for one in run.results if one.suite == "public"))
    if quoted:
        lines += ["别人公布的数（任务不同，不能直接比）"]
        lines += [f"  {one.set} {one.system} {one.metric} {one.value:.3f}（{one.source}）" for one in quoted]
    return "\n".join(lines)


def _duels(results: Iterable[Result]) -> Iterable[str]:
    every = list(results)
    for suite, metric, name in DUELS:
        of = [one for one in every if (one.suite, one.metric) == (suite, metric) and one.value is not None]
        for split in dict.fromkeys(one.split for one in of):
            mine = next((one for one in of if one.split == split and one.system == OURS), None)
            others = [one for one in of if one.split == split and not one.system.startswith(OURS)]
            if mine is not None and others:
                yield _duel(f"{name} · {split}", mine, others, less=metric in LESS)


def _duel(name: str, mine: Result, others: list[Result], *, less: bool) -> str:
    def value(one: Result) -> float:
        return one.value or 0.0

    best = min(others, key=value) if less else max(others, key=value)
    ahead = value(best) - value(mine) if less else value(mine) - value(best)
    word = "平" if ahead == 0 else "胜" if ahead > 0 else "负"
    digits = 0 if value(mine) > 1 else 3
    return f"  {_wide(name)}{value(mine):.{digits}f}  {word}  {best.system} {value(best):.{digits}f}"


def _wide(text: str) -> str:
    """Filled up with blanks to one width, Chinese characters counted as two columns."""
    return text + " " * max(WIDE - sum(2 if east_asian_width(one) in "WF" else 1 for one in text), 1)
