"""Questions of verbatim records in six layouts: fictional records beside this file, asked in people's own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.asking import measure
from evals.cases import load
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SPOKEN = Path(__file__).parent / "spoken"
FLOORS = {"cases.jsonl": 0.95, "more.jsonl": 0.95, "further.jsonl": 0.9, "last.jsonl": 0.9}
"""Shares of right answers, by the file of the questions."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("records")
    with Archive.open(Settings(home=home), embedder=HashedBigrams(256), write=True) as filled:
        list(filled.add_all([str(one) for one in sorted(SPOKEN.glob("*.txt"))]))
        yield filled


@pytest.mark.parametrize("name", FLOORS)
def test_most_questions_are_answered_by_the_right_speaker(archive: Archive, name: str) -> None:
    report = measure(archive, load(SPOKEN / name))
    assert report.share("all") >= FLOORS[name], [(one.question.id, one.reason) for one in report.misses]


@pytest.mark.parametrize(
    ("question", "speaker", "another"),
    [
        ("雲柘市文資會第12次會議祝可欣對無線偵測器怎麼說？", "祝委員可欣", "汪委員以寧"),
        ("霖浦縣智慧治理處第五次處務會議誰擔心金鑰外流？", "安若嵐", "路懷遠"),
        ("枫潭区供热管网改造协调会谁说车位本来就不够？", "隋广林", "葛天明"),
    ],
)
def test_a_quote_stands_under_its_own_speaker(archive: Archive, question: str, speaker: str, another: str) -> None:
    found = archive.ask(question)
    assert found.claims[0].text.startswith(speaker), found.text
    assert another not in found.text
