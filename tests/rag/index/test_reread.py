"""Reading a document again after an upgrade: what was read before goes, the document and its place stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.errors import NotMinutes
from rag.archive import Archive
from rag.errors import StoreError
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.rag.fiction import parse_fiction
from tests.rag.index.test_archive import found, opened, source

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.minutes import Reading
    from ingest.records import Document


def first_item_only(document: Document) -> Reading:
    reading = parse_fiction(document)
    return replace(reading, meetings=tuple(replace(one, items=one.items[:1]) for one in reading.meetings))


def refuses(document: Document) -> Reading:
    raise NotMinutes(document.source, "没有会议", "请换一份文件")


def read_by(home: Path, parse: object) -> Archive:
    return Archive.open(Settings(home=home), embedder=HashedBigrams(), write=True, parse=parse)  # type: ignore[arg-type]


def test_what_is_read_now_takes_the_place_of_what_was(home: Path) -> None:
    with opened(home) as archive:
        added = archive.add(source(7))
        archive.add(source(7, "/minutes/copy.txt"))
        before, gone = archive.documents()[0], archive.items(archive.meetings()[0].id)[2].title or ""
    with read_by(home, first_item_only) as archive:
        again = archive.reread(added.document_id)
        assert (again.status, again.document_id, again.items) == ("superseded", added.document_id, 1)
        assert archive.documents() == [before]
        assert archive.meetings()[0].item_count == 1
        held = {one.item_id for one in archive.catalogue.chunks([*found(archive, gone)[0], *found(archive, gone)[1]])}
        assert held <= {one.id for one in archive.items(archive.meetings()[0].id)} | {None}
        assert archive.health().pending == 0
        assert archive.add(source(7, "/minutes/copy.txt")).status == "unchanged", "both places are still known"


def test_a_document_that_cannot_be_read_any_more_stays_as_it_was(home: Path) -> None:
    with opened(home) as archive:
        added = archive.add(source(7))
    with read_by(home, refuses) as archive:
        with pytest.raises(NotMinutes):
            archive.reread(added.document_id)
        assert archive.meetings()[0].item_count == 4
        with pytest.raises(StoreError, match="没有这份文件"):
            archive.reread("d0")
