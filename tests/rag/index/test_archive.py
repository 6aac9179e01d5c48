"""What an archive promises: durable, idempotent, one writer, whole again after anything."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from ingest.errors import NotMinutes, SourceError
from ingest.read.walk import Source
from rag.archive import Archive
from rag.errors import Damaged, Locked, StoreError, WrongEmbedder
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.rag.fiction import minutes_text, parse_fiction

if TYPE_CHECKING:
    from pathlib import Path


def opened(home: Path, *, write: bool = True, **more: object) -> Archive:
    settings = Settings(home=home, lock_wait=0.1)
    return Archive.open(settings, embedder=HashedBigrams(), write=write, parse=parse_fiction, **more)  # type: ignore[arg-type]


def source(seed: int, uri: str | None = None, text: str | None = None) -> Source:
    return Source(uri or f"/minutes/{seed}.txt", (text or minutes_text(seed)).encode())


def found(archive: Archive, question: str) -> tuple[list[str], list[str]]:
    vector = archive.embedder.embed_query(question)
    lexical, dense = archive.lexical.search(question, 5), archive.vectors.search(vector, 5)
    return [chunk for chunk, _ in lexical], [chunk for chunk, _ in dense]


def test_what_is_added_can_be_listed_read_and_found(home: Path) -> None:
    with opened(home) as archive:
        added = archive.add(source(7))
        assert (added.status, added.meetings, added.items) == ("new", 1, 4)
        (document,) = archive.documents()
        assert (document.id, document.meetings, document.name) == (added.document_id, 1, "7.txt")
        assert archive.document(added.document_id).text == minutes_text(7)
        (meeting,) = archive.meetings()
        assert (meeting.session, meeting.body, meeting.item_count) == (7, "云溪区政府", 4)
        text = archive.document(added.document_id)
        assert text.quote(meeting.spans["title"]) == meeting.title
        items = archive.items(meeting.id)
        assert [item.ordinal for item in items] == [1, 2, 3, 4]
        lexical, dense = found(archive, items[2].title or "")
        chunks = archive.catalogue.chunks([lexical[0], dense[0]])
        assert {chunk.item_id for chunk in chunks} == {items[2].id}


def test_decisions_and_people_come_back_with_their_places(home: Path) -> None:
    with opened(home) as archive:
        archive.add(source(3))
        document = archive.document(archive.documents()[0].id)
        for decision in archive.catalogue.decisions():
            assert decision.outcome == "原则同意"
            assert decision.responsible[0] in document.quote(decision.span)
            assert document.quote(decision.spans["subject"]) == decision.subject
        unit = archive.catalogue.decisions()[0].responsible[0]
        assert unit in archive.catalogue.unit_names()
        assert archive.catalogue.decisions(units={unit})
        assert archive.catalogue.decisions(outcomes={"暂缓"}) == []
        present = archive.catalogue.people(lists={"present"})
        assert [document.quote(one.span) for one in present] == [one.name for one in present]
        assert [one.list for one in archive.catalogue.people(names={present[0].name})] == ["chair", "present"]


def test_the_same_bytes_are_filed_once(home: Path) -> None:
    with opened(home) as archive:
        first = archive.add(source(1))
        again, elsewhere = archive.add(source(1)), archive.add(source(1, "/copies/1.txt"))
        assert (again.status, elsewhere.status) == ("unchanged", "unchanged")
        assert {again.document_id, elsewhere.document_id} == {first.document_id}
        assert len(archive.documents()) == 1


def test_changed_bytes_supersede_and_the_old_ones_are_gone(home: Path) -> None:
    with opened(home) as archive:
        first = archive.add(source(1))
        second = archive.add(source(1, text=minutes_text(1) + "另：附则。\n"))
        assert second.status == "superseded"
        assert [one.id for one in archive.documents()] == [second.document_id]
        lexical, dense = found(archive, "云溪区政府第1次常务会议")
        assert all(chunk.startswith(second.document_id) for chunk in lexical + dense)
        with pytest.raises(StoreError):
            archive.document(first.document_id)


def test_a_document_lives_as_long_as_one_source_holds_it(home: Path) -> None:
    with opened(home) as archive:
        first = archive.add(source(1))
        archive.add(source(1, "/copies/1.txt"))
        archive.add(source(1, text=minutes_text(2)))
        assert archive.document(first.document_id)
        archive.add(source(1, "/copies/1.txt", text=minutes_text(2)))
        assert len(archive.documents()) == 1


def test_standard_input_supersedes_nothing(home: Path) -> None:
    with opened(home) as archive:
        archive.add(source(1, "-"))
        assert archive.add(source(2, "-")).status == "new"
        assert len(archive.documents()) == 2


def test_remove_takes_everything(home: Path) -> None:
    with opened(home) as archive:
        gone, kept = archive.add(source(1)), archive.add(source(2))
        archive.remove(gone.document_id)
        assert [one.document_id for one in archive.meetings()] == [kept.document_id]
        lexical, dense = found(archive, "云溪区政府第1次常务会议")
        assert all(chunk.startswith(kept.document_id) for chunk in lexical + dense)
        with pytest.raises(StoreError, match="没有这份文件"):
            archive.remove(gone.document_id)


def test_a_bad_source_is_named_and_the_others_go_on(home: Path, tmp_path: Path) -> None:
    for name, text in (("a.txt", minutes_text(1)), ("b.txt", "今日天气晴。"), ("c.txt", minutes_text(2))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with opened(home) as archive:
        results = list(archive.add_all([str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]))
        assert [type(one) for one in results].count(NotMinutes) == 1
        assert len([one for one in results if not isinstance(one, SourceError)]) == 2
        assert archive.health().pending == 0


def test_what_was_handed_out_is_searchable_when_the_rest_is_not_asked_for(home: Path, tmp_path: Path) -> None:
    for seed in range(3):
        (tmp_path / f"{seed}.txt").write_text(minutes_text(seed), encoding="utf-8")
    with opened(home) as archive:
        next(archive.add_all([str(tmp_path)]))
    with opened(home, write=False) as archive:
        assert len(archive.documents()) == 1
        assert found(archive, "云溪区")[0]


def test_a_second_writer_is_told_who_writes(home: Path) -> None:
    import os

    with opened(home), pytest.raises(Locked, match=str(os.getpid())):
        opened(home)
    opened(home).close()


def test_a_reader_works_beside_the_writer_and_sees_what_it_adds(home: Path) -> None:
    with opened(home) as writer, opened(home, write=False) as reader:
        assert (writer.health().vectors, reader.health().vectors) == ("chroma", "exact")
        for seed in range(3):
            writer.add(source(seed))
            assert found(reader, f"第{seed}次常务会议") == found(writer, f"第{seed}次常务会议")
        with pytest.raises(StoreError, match="只读"):
            reader.add(source(9))


def test_another_embedder_is_refused_until_the_archive_is_indexed_again(home: Path) -> None:
    with opened(home) as archive:
        archive.add(source(1))
    other = HashedBigrams(64)
    other.name = "other"
    with pytest.raises(WrongEmbedder, match="jiyao ingest"):
        Archive.open(Settings(home=home), embedder=other, write=True, parse=parse_fiction)
    with Archive.open(Settings(home=home), embedder=other, parse=parse_fiction, reindex=True) as archive:
        assert found(archive, "云溪区政府")[1]
        assert archive.catalogue.vectors()[1].shape[1] == 64


def test_words_embedded_before_are_not_embedded_again(home: Path) -> None:
    class Counting(HashedBigrams):
        texts = 0

        def embed_passages(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            self.texts += len(texts)
            return super().embed_passages(texts)

    embedder = Counting()
    with Archive.open(Settings(home=home), embedder=embedder, write=True, parse=parse_fiction) as archive:
        archive.add(source(1))
        before = embedder.texts
        archive.add(source(1, text=minutes_text(1).replace("\n二、", "\n二、修订后的")))
        assert 0 < embedder.texts - before < before


def test_a_file_that_is_no_catalogue_is_said_to_be_damaged(home: Path) -> None:
    home.mkdir()
    (home / "catalogue.sqlite3").write_bytes(b"not a database at all" * 500)
    with pytest.raises(Damaged, match="已损坏"):
        opened(home)
    assert (home / "catalogue.sqlite3").read_bytes().startswith(b"not a database")


def test_a_catalogue_of_a_later_version_is_refused(home: Path) -> None:
    opened(home).close()
    with sqlite3.connect(home / "catalogue.sqlite3") as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    database.close()
    with pytest.raises(StoreError, match="99"):
        opened(home, write=False)
