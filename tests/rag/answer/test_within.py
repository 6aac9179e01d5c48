"""A question held to chosen meetings is answered from them alone, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals.corpus import sample_paths
from rag.archive import Archive
from rag.errors import StoreError
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.records import Answer


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("within")
    with Archive.open(Settings(home=home), embedder=HashedBigrams(), write=True) as opened:
        list(opened.add_all(map(str, sample_paths())))
        yield opened


def chosen(archive: Archive, *words: str) -> tuple[str, ...]:
    return tuple(one.id for one in archive.meetings() if all(word in one.title for word in words))


def sources(archive: Archive, answer: Answer) -> set[str]:
    """The meetings that everything shown with an answer comes from."""
    shown = (*answer.citations, *(answer.refusal.nearest if answer.refusal else ()))
    return {row.id for one in shown for row in archive.meetings() if row.document_id == one.document_id}


def test_a_chosen_meeting_need_not_be_named(archive: Archive) -> None:
    assert archive.ask("由谁主持？").refusal is not None
    for meeting in archive.meetings():
        held = archive.ask("由谁主持？", within=(meeting.id,))
        document = {row.id for row in archive.meetings() if row.document_id == meeting.document_id}
        assert sources(archive, held) <= document


@pytest.mark.parametrize("question", ["哪些议题获得原则同意？", "有哪些会议？", "校车安全管理办法通过了吗？"])
def test_nothing_outside_the_choice_is_shown(archive: Archive, question: str) -> None:
    everywhere = [one.id for one in archive.meetings()]
    for one in everywhere[:6]:
        document = {row.id for row in archive.meetings() if one.startswith(f"{row.document_id}.")}
        assert sources(archive, archive.ask(question, within=(one,))) <= document


def test_naming_another_meeting_than_the_chosen_one_is_refused(archive: Archive) -> None:
    answer = archive.ask("澜湖区第6次常务会议由谁主持？", within=chosen(archive, "枫浦"))
    assert answer.refusal is not None
    assert "所选范围中没有" in answer.refusal.message
    assert "档案" not in answer.refusal.message, "what the archive holds beyond the choice is not known"


def test_a_choice_that_is_gone_is_an_error_and_no_wider_search(archive: Archive) -> None:
    with pytest.raises(StoreError, match="重新选择"):
        archive.ask("由谁主持？", within=("d0.1",))
