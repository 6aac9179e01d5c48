"""Public question sets, from a folder that the user gives: what our search finds there, and what they ask of answers.

RGB (Chen et al. 2024) asks whether an answer survives noise, whether nothing is answered where only noise is given
(rejection), and whether facts of two texts are put together (integration). Its texts are news and no minutes, so
without a model the answers are sentences of theirs.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from evals import crud
from evals.asking import lacking
from evals.fields import fold
from evals.metrics import interval
from evals.retrieval import filled, measure
from evals.retrieval_cache import CachedEmbedder
from evals.retrieval_sets import PUBLIC, SEED, QuestionSet, drawn
from evals.run.records import Result
from rag.index.embed import open_embedder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.archive import Archive
    from rag.ports import Embedder
    from rag.settings import Settings

SAMPLE = 100
"""Questions drawn a set where nobody says how many."""
NOISE = 4
"""Noisy texts beside each question's own, as in RGB's setting of 0.8 noise among five."""


def public(settings: Settings, folder: Path, sample: int = SAMPLE, model: str | None = "") -> Iterator[Result]:
    """Every set that the folder holds, each with at most `sample` questions; vectors are kept under the home.

    Raises ValueError where the folder holds none.
    """
    held = [name for name, each in FOLDERS.items() if (folder / each).is_dir()]
    if not held and not crud.held(folder):
        raise ValueError(f"{folder}：没有 {'、'.join((*FOLDERS.values(), crud.FOLDER))}；请给出放数据集的文件夹")
    kept = settings.home / "evals"
    with CachedEmbedder(open_embedder(settings), kept) as embedder:
        for name in held:
            yield from _searched(drawn(PUBLIC[name](folder), sample), embedder)
        if "rgb" in held:
            yield from rgb_answers(folder / "RGB", sample, embedder, model)
        if crud.held(folder):
            questions = drawn(crud.crud(folder), sample)
            yield from _searched(questions, embedder)
            with TemporaryDirectory() as home, filled(questions, Path(home), embedder) as archive:
                yield from crud.answered(questions, crud.key_information(folder), archive, model)


FOLDERS = {"cmrc": "cmrc2018", "drcd": "DRCD", "rgb": "RGB"}
"""Where each public set lies in the folder."""


def _searched(questions: QuestionSet, embedder: Embedder) -> Iterator[Result]:
    with TemporaryDirectory() as home:
        for score in measure(questions, Path(home), embedder):
            for metric, value in score.means.items():
                yield Result("public", metric, value, score.n, score.method, score.set)


def rgb_answers(folder: Path, sample: int, embedder: Embedder, model: str | None) -> Iterator[Result]:
    """The three abilities, each over `sample` questions whose texts lie together in one archive."""
    for ability, file, noise in (
        ("noise", "zh_refine.json", True),
        ("rejection", "zh_refine.json", False),
        ("integration", "zh_int.json", True),
    ):
        rows = _drawn(folder / file, sample)
        texts = {f"{at}-{n}": text for at, row in enumerate(rows) for n, text in enumerate(_texts(row, own=noise))}
        questions = QuestionSet(ability, texts, ())
        with TemporaryDirectory() as home, filled(questions, Path(home), embedder) as archive:
            yield from _asked(archive, rows, ability, model)


def _asked(archive: Archive, rows: list[dict[str, Any]], ability: str, model: str | None) -> Iterator[Result]:
    """RGB's measures: of noise and integration the share whose answer is said, of rejection the share refused."""
    answers = [archive.ask(str(row["query"]), (), model) for row in rows]
    refused = [one.refusal is not None for one in answers]
    said = [
        one.refusal is None and not lacking(_wanted(row), fold(one.text))
        for row, one in zip(rows, answers, strict=True)
    ]
    for metric, verdicts in (
        (("refused", refused),) if ability == "rejection" else (("right", said), ("refused", refused))
    ):
        low, high = interval(sum(verdicts), len(verdicts))
        share = sum(verdicts) / len(verdicts)
        yield replace(Result("public", metric, share, len(verdicts), split=f"RGB {ability}"), low=low, high=high)


def _wanted(row: dict[str, Any]) -> list[str]:
    """What an answer must say: each of `answer`, which is a word or a list of other ways to say it."""
    return ["|".join(map(str, one)) if isinstance(one, list) else str(one) for one in row["answer"]]


def _texts(row: dict[str, Any], *, own: bool) -> list[str]:
    """The texts of a question: its own (a list in a list where two facts are asked for), and some noise."""
    positive = [one for each in row["positive"] for one in (each if isinstance(each, list) else [each])]
    return [one for one in (*(positive if own else ()), *row["negative"][:NOISE]) if one.strip()]


def _drawn(path: Path, most: int) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return rows if most >= len(rows) else Random(SEED).sample(rows, most)  # noqa: S311 - the same draw every time is what is wanted
