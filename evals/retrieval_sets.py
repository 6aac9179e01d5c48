"""Question sets with gold evidence: public reading-comprehension sets, and the house's own questions.

Evidence is what a search must bring up: a whole text of the set, or a stretch of one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from ingest.clean.script import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ingest.records import Span

SEED = 20
"""Of the samples: the same questions are drawn every time."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text of the set by its key, and the stretch of it that answers; any of it where no stretch is given."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with all its evidence."""

    id: str
    question: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Texts by key, and the questions asked of all of them together; `files` where the texts are minutes to be read."""

    name: str
    texts: dict[str, str]
    asks: tuple[Ask, ...]
    files: tuple[Path, ...] = ()


def cmrc(folder: Path) -> QuestionSet:
    """CMRC 2018, development part: a question is answered by the paragraph it was written for."""
    rows = _json(folder / "cmrc2018" / "cmrc2018_dev.json")
    texts = {row["context_id"]: row["context_text"] for row in rows}
    return QuestionSet("CMRC2018 dev", *_by_text(texts, [
        (one["query_id"], one["query_text"], row["context_id"]) for row in rows for one in row["qas"]
    ]))  # fmt: skip


def drcd(folder: Path) -> QuestionSet:
    """DRCD, development part: Traditional paragraphs, the questions turned into Simplified script."""
    rows = [one for article in _json(folder / "DRCD" / "DRCD_dev.json")["data"] for one in article["paragraphs"]]
    texts = {row["id"]: row["context"] for row in rows}
    return QuestionSet("DRCD dev, Simplified questions", *_by_text(texts, [
        (one["id"], simplified(one["question"]), row["id"]) for row in rows for one in row["qas"]
    ]))  # fmt: skip


def rgb(folder: Path, most: int = 150) -> QuestionSet:
    """RGB, Chinese: the snippets of `most` questions in one pool; those marked positive are the evidence."""
    lines = (folder / "RGB" / "zh_refine.json").read_text("utf-8").splitlines()
    rows = Random(SEED).sample([json.loads(line) for line in lines if line], most)  # noqa: S311 - the same draw every time is what is wanted
    texts: dict[str, str] = {}
    key_of: dict[str, str] = {}
    for row in rows:
        for text in (*row["positive"], *row["negative"]):
            if text.strip() and text not in key_of:
                key_of[text] = f"r{len(key_of)}"
                texts[key_of[text]] = text
    asks = [
        Ask(
            str(row["id"]),
            row["query"],
            tuple(Evidence(key_of[one]) for one in dict.fromkeys(row["positive"]) if one.strip()),
        )
        for row in rows
    ]
    return QuestionSet("RGB zh, pooled", texts, tuple(one for one in asks if one.evidence))


PUBLIC: dict[str, Callable[[Path], QuestionSet]] = {"cmrc": cmrc, "drcd": drcd, "rgb": rgb}
"""The public sets by the name they are chosen with."""


def drawn(whole: QuestionSet, most: int) -> QuestionSet:
    """The set with at most `most` of its questions, the same ones every time; all texts stay.

    >>> few = drawn(QuestionSet("s", {}, tuple(Ask(str(n), "", ()) for n in range(9))), 2)
    >>> len(few.asks), few == drawn(few, 5)
    (2, True)
    """
    if most >= len(whole.asks):
        return whole
    kept = sorted(Random(SEED).sample(range(len(whole.asks)), most))  # noqa: S311 - the same draw every time is what is wanted
    return replace(whole, asks=tuple(whole.asks[at] for at in kept))


def _by_text(
    texts: dict[str, str], questions: Sequence[tuple[str, str, str]]
) -> tuple[dict[str, str], tuple[Ask, ...]]:
    return texts, tuple(Ask(own, question, (Evidence(text),)) for own, question, text in questions)


def _json(path: Path) -> Any:  # noqa: ANN401 - what a public file holds is only known once it is read
    return json.loads(path.read_text("utf-8"))
