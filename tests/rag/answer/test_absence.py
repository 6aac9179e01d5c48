"""No refusal may call absent what stands in the meetings it speaks of: asked of the samples, word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from evals.cases import load
from evals.corpus import sample_paths
from ingest.clean.script import simplified
from rag.answer.ask import answer, begin
from rag.answer.parts import parted
from rag.archive import Archive
from rag.find.terms import joined
from rag.index.embed.fake import HashedBigrams
from rag.records import Answer, Turn
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ABSENT = re.compile(r"没有关于“(.+?)”的记载|没有“(.+?)”的字样")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("samples")
    with Archive.open(Settings(home=home), embedder=HashedBigrams(), write=True) as archive:
        list(archive.add_all([str(path) for path in sample_paths()]))
        yield archive


def _called_absent(archive: Archive, question: str, history: Sequence[Turn] = ()) -> list[str]:
    """The words a refusal calls absent although they stand in a meeting of its scope."""
    asking = begin(question, history, archive.shelf, archive.settings)
    *_, said = answer(asking)
    assert isinstance(said, Answer)
    if said.refusal is None:
        return []
    words = [one for found in _ABSENT.findall(simplified(said.refusal.message)) for one in "".join(found).split("、")]
    texts = [joined(archive.shelf.pages(row.document_id).text(row.span)) for row in asking.scope.meetings]
    return [one for one in words if any(joined(one) in text for text in texts)]


def test_no_sample_question_is_told_that_its_words_are_absent_where_they_stand(samples: Archive) -> None:
    wrong = {
        one.question: _called_absent(samples, one.question, [Turn(turn.role, turn.content) for turn in one.history])
        for one in load()
    }
    assert {question: words for question, words in wrong.items() if words} == {}


@pytest.mark.parametrize("form", ["{}要配合做什么？", "{}负责什么？", "为什么要找{}？", "{}花了多少钱？"])
def test_no_unit_is_called_absent_where_the_minutes_name_it(samples: Archive, form: str) -> None:
    units = sorted(samples.shelf.vocabulary().units)[::5]
    wrong = {unit: _called_absent(samples, form.format(unit)) for unit in units}
    assert {unit: words for unit, words in wrong.items() if words} == {}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("会议幾時召開、誰主持？", ("会议幾時召開", "誰主持")),
        ("暂缓了哪个项目，为什么？", ("暂缓了哪个项目", "为什么")),
        ("是否通过？由谁牵头？何时完成？", ("是否通过", "由谁牵头", "何时完成")),
        ("谁请假，什么原因？", ("谁请假，什么原因？",)),
        ("《甲、乙管理办法》由谁提出？", ("《甲、乙管理办法》由谁提出？",)),
        ("方案是原则同意，还是审议通过了？", ("方案是原则同意，还是审议通过了？",)),
    ],
)
def test_a_question_is_cut_where_it_asks_anew(question: str, parts: tuple[str, ...]) -> None:
    assert parted(question) == parts
