"""Summaries of the five real minutes against the readings made by hand: no field wrong, no decision missing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from evals.fields import within
from ingest.clean.script import simplified
from rag.archive import Archive
from rag.contract import summary_as_dict
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.ingest import agreement
from tests.ingest.test_seeds import READINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Json = dict[str, Any]


@pytest.fixture(scope="module")
def summaries(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Json]]:
    sources = sorted((shared / "seeds").glob("*.txt"))
    settings = Settings(home=tmp_path_factory.mktemp("seeds"))
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as archive:
        for _ in archive.add_all(map(str, sources)):
            pass
        by_name = {one.document_name: one.id for one in archive.meetings()}
        yield [summary_as_dict(archive.reports.summarize(by_name[one.name], "full")) for one in sources]


def duty(found: Json, quotes: dict[int, str]) -> Json:
    """A decision or directive of a summary under the keys of `jiyao parse --json`; its text is what it quotes."""

    def text(name: str) -> str | None:
        value = found[name]
        return value["text"] if value else None

    def texts(name: str) -> list[str]:
        return [one["text"] for one in found[name]]

    return {
        "text": "".join(quotes[mark] for mark in found["text"]["citations"]),
        **{name: text(name) for name in ("outcome", "condition", "next_step", "deadline", "deadline_date")},
        "outcome_text": text("outcome"),
        "responsible_units": texts("responsible"),
        "responsible_persons": texts("persons"),
        "supporting_units": texts("supporting"),
    }


def as_minutes(summary: Json) -> Json:
    quotes = {one["mark"]: one["quote"] for one in summary["citations"]}
    items = [
        item | {
            "decisions": (decided := [duty(one, quotes) for one in item["decisions"]]),
            "decision": decided[0] if decided else None,
            "directives": [duty(one, quotes) for one in item["directives"]],
            "reporting_units": item["reported_by"],
        }
        for item in summary["items"]
    ]  # fmt: skip
    return {"items": items}


@pytest.mark.parametrize("at", range(len(READINGS)), ids=[path.stem for path in READINGS])
@pytest.mark.parametrize("group", [agreement.decisions, agreement.directives], ids=lambda group: group.__name__)
def test_every_duty_of_a_summary_is_the_one_read_by_hand(
    summaries: list[Json], at: int, group: Callable[[Json, Json], list[str]]
) -> None:
    wrong = group(json.loads(READINGS[at].read_text("utf-8")), as_minutes(summaries[at]))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("at", range(len(READINGS)), ids=[path.stem for path in READINGS])
def test_head_lists_and_agenda_of_a_summary_are_those_read_by_hand(summaries: list[Json], at: int) -> None:
    expected, found = json.loads(READINGS[at].read_text("utf-8")), summaries[at]
    for one, wanted in zip(found["items"], expected["items"], strict=True):
        if isinstance(wanted["title"], str):
            assert within(re.sub(r"[（(]以下简称[^）)]*[）)]", "", simplified(one["title"])), wanted["title"])
    for name in ("present", "in_attendance", "invited", "apologies"):
        names = [simplified(one) for one in found["attendance"].get(name, {}).get("names", [])]
        assert names == [simplified(one["name"]) for one in expected[name]], name
    for name in ("held_on", "issued_on", "published_on", "document_number", "venue"):
        value = found["header"].get(name)
        assert (value and value["text"]) == expected[name], name
    assert [one["body_absent"] for one in found["items"]] == [
        bool(one.get("body_absent", False)) for one in expected["items"]
    ]
