from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from ingest.limits import Limits
from rag.records import Answer
from tests.ui.cli.conftest import MINUTES
from tests.ui.fakes import FakeArchive
from ui.web.session import Session
from ui.web.talk import Exchange

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def session() -> Session:
    return Session(FakeArchive(), Limits())


def upload(session: Session, *paths: Path) -> list[tuple[str, str, str | None]]:
    *_, last = session.upload([str(path) for path in paths])
    return [(one.name, one.status, one.reason) for one in last.filed]


def kept(tmp_path: Path, name: str, content: str) -> Path:
    """An upload where Gradio would keep it: in a folder named by its hash."""
    path = tmp_path / "a1b2c3" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_go_in_under_the_names_people_gave_them(session: Session, tmp_path: Path) -> None:
    assert upload(session, kept(tmp_path, "第7次.txt", MINUTES)) == [("第7次.txt", "new", None)]
    [held] = session.held()
    assert (held.name, held.meetings) == ("第7次.txt", ("澄溪区人民政府第7次常务会议纪要",))


def test_another_file_of_the_same_name_pushes_nothing_out(session: Session, tmp_path: Path) -> None:
    upload(session, kept(tmp_path, "纪要.txt", MINUTES))
    other = tmp_path / "d4e5f6" / "纪要.txt"
    other.parent.mkdir()
    other.write_text(MINUTES.replace("第7次", "第8次"), encoding="utf-8")
    assert [status for _, status, _ in upload(session, other)] == ["new"]
    assert [status for _, status, _ in upload(session, other)] == ["unchanged"]
    assert {held.name for held in session.held()} == {"纪要.txt", "纪要（2）.txt"}


def test_a_refused_file_has_its_reason_and_the_rest_goes_in(session: Session, tmp_path: Path) -> None:
    filed = upload(session, kept(tmp_path, "novel.txt", "那天下雨。"), kept(tmp_path, "第7次.txt", MINUTES))
    assert filed[0][:2] == ("novel.txt", "refused")
    assert filed[0][2] == "没有会议记录；请确认这是会议纪要"
    assert filed[1][1] == "new"


def test_a_zip_is_opened_and_its_members_are_named(session: Session, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "年度.zip", "w") as packed:
        packed.writestr("第7次.txt", MINUTES)
    assert upload(session, tmp_path / "年度.zip") == [("年度.zip!/第7次.txt", "new", None)]


def test_each_step_names_the_file_being_read(session: Session, tmp_path: Path) -> None:
    steps = list(session.upload([str(kept(tmp_path, name, MINUTES)) for name in ("a.txt", "b.txt")]))
    assert [(one.now, len(one.filed), one.total) for one in steps] == [("a.txt", 0, 2), ("b.txt", 1, 2), (None, 2, 2)]


def test_nothing_uploaded_is_nothing_read(session: Session) -> None:
    assert [one.total for one in session.upload([])] == [0]


def test_an_answer_comes_with_its_cards(session: Session, tmp_path: Path) -> None:
    upload(session, kept(tmp_path, "第7次.txt", MINUTES))
    exchange = Exchange("会议原则同意什么办法")
    for part in session.ask(exchange.question, ()):
        exchange = session.told(exchange, part)
    assert isinstance(exchange.answer, Answer)
    assert exchange.claims == exchange.answer.claims
    assert [card.mark for card in exchange.shown] == [1]


def test_a_removed_document_is_gone(session: Session, tmp_path: Path) -> None:
    upload(session, kept(tmp_path, "第7次.txt", MINUTES))
    session.remove(session.held()[0].id)
    assert session.held() == []
    assert session.some_items() == []
