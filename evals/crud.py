"""CRUD-RAG's questions over one to three news reports (Lyu et al. 2024), from its file `split_merged.json`.

The index is the pool of the questions' own source reports, not the benchmark's index of 80,000 documents: finding among
so few is easier, and published numbers are not comparable. The short answers that its `QuestAnswer*_quest_gt_save.json`
hold are what RAGQuestEval asks a model about; without one, `key_information` is the share of them that stand in the
answer, those that the reports do not settle left out. The question files alone hold neither the reports nor the
questions as they are asked: without `split_merged.json` the set is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evals.asking import lacking
from evals.fields import fold
from evals.metrics import bootstrap, mean
from evals.retrieval_sets import Ask, Evidence, QuestionSet
from evals.run.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rag.archive import Archive

NAME = "CRUD-RAG, pooled news"
FOLDER = "CRUD_RAG"
FILE = "split_merged.json"
TASKS = {"questanswer_1doc": "1Doc", "questanswer_2docs": "2Docs", "questanswer_3docs": "3Docs"}
_NEWS = ("news1", "news2", "news3")
_UNSETTLED = "无法推断"


def held(folder: Path) -> bool:
    """Whether the reports are there."""
    return (folder / FOLDER / FILE).is_file()


def crud(folder: Path) -> QuestionSet:
    """Every question with its source reports as the evidence. Raises ValueError where a row is none of the set's."""
    data = _json(folder / FOLDER / FILE)
    texts: dict[str, str] = {}
    key_of: dict[str, str] = {}
    asks = []
    for task in TASKS:
        for row in data.get(task, []):
            reports = [str(row[name]) for name in _NEWS if row.get(name)]
            if not reports or not row.get("questions"):
                raise ValueError(f"{FILE}：{task} 里有一行没有 questions 或 news1；请用 CRUD-RAG 原来的文件")
            for report in reports:
                if report not in key_of:
                    key_of[report] = f"c{len(key_of)}"
                    texts[key_of[report]] = report
            evidence = tuple(Evidence(key_of[one]) for one in dict.fromkeys(reports))
            asks.append(Ask(f"{task}/{row['ID']}", str(row["questions"]), evidence))
    return QuestionSet(NAME, texts, tuple(asks))


def key_information(folder: Path) -> dict[str, tuple[str, ...]]:
    """The short answers that an answer should hold, by the id of its question; of the files that are there."""
    kept: dict[str, tuple[str, ...]] = {}
    for task, part in TASKS.items():
        path = folder / FOLDER / f"QuestAnswer{part}_quest_gt_save.json"
        if path.is_file():
            for own, row in _json(path).items():
                answers = tuple(str(one) for one in row["answers"] if _UNSETTLED not in str(one))
                kept[f"{task}/{own}"] = answers
    return kept


def answered(
    questions: QuestionSet, wanted: Mapping[str, tuple[str, ...]], archive: Archive, model: str | None
) -> Iterator[Result]:
    """How much of the key information answers hold, and how often nothing is answered."""
    shares, refused = [], 0
    asks = [one for one in questions.asks if wanted.get(one.id)]
    for ask in asks:
        answer = archive.ask(ask.question, (), model)
        missing = lacking(wanted[ask.id], fold(answer.text)) if answer.refusal is None else wanted[ask.id]
        refused += answer.refusal is not None
        shares.append(1 - len(missing) / len(wanted[ask.id]))
    if shares:
        low, high = bootstrap(shares)
        yield Result("public", "key_information", mean(shares), len(shares), split=NAME, low=low, high=high)
        yield Result("public", "refused", refused / len(shares), len(shares), split=NAME)


def _json(path: Path) -> Any:  # noqa: ANN401 - what a public file holds is only known once it is read
    return json.loads(path.read_text("utf-8"))
