"""Files: put into the archive, parsed without being kept, taken out."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile

from ingest.contract import minutes_as_dict
from ingest.errors import SourceError
from ingest.minutes import read_bytes
from ingest.read.walk import Source, walk
from rag.records import DocumentRow
from ui.api.desk import AtDesk, Desk
from ui.api.models.minutes import DocumentOut, FileOut, IngestOut, MinutesOut, ParseOut, UnreadOut
from ui.api.problems import ERRORS, kind, one_line

router = APIRouter(tags=["files"], responses=ERRORS)
Uploads = Annotated[list[UploadFile], File(description="minutes in any format that is read, or zips of them")]


@router.post("/ingest", operation_id="ingest")
def ingest(files: Uploads, desk: AtDesk) -> IngestOut:
    """File the uploads in the archive, each with what became of it; a file of the same name is superseded."""
    desk.visitor.must("editor")
    with _kept(files) as folders:
        return IngestOut(files=[_filed(one, desk) for one in _sources(folders, desk)])


@router.post("/parse", operation_id="parse")
def parse(files: Uploads, desk: AtDesk) -> ParseOut:
    """Read the uploads as `jiyao parse` does; nothing is kept."""
    desk.visitor.must("reader")
    meetings: list[MinutesOut] = []
    refused: list[UnreadOut] = []
    with _kept(files) as folders:
        for source in _sources(folders, desk):
            try:
                if isinstance(source, SourceError):
                    raise source
                read = read_bytes(source.data, source.uri, desk.limits).meetings
                meetings += [MinutesOut.model_validate(minutes_as_dict(one)) for one in read]
            except SourceError as error:
                refused.append(UnreadOut(file=_plain(error.source), kind=kind(error), reason=_reason(error)))
    return ParseOut(meetings=meetings, refused=refused)


@router.get("/documents", operation_id="list_documents")
def documents(desk: AtDesk) -> list[DocumentOut]:
    """Every document of the archive, the first added first."""
    return [_document(one) for one in desk.archive.documents()]


@router.delete("/documents/{document_id}", operation_id="remove_document", status_code=204)
def remove(document_id: str, desk: AtDesk) -> Response:
    """Take a document out of the archive, with all that was read from it."""
    desk.archive.remove(document_id)
    return Response(status_code=204)


def _document(row: DocumentRow) -> DocumentOut:
    named = (
        "id",
        "source",
        "name",
        "media_type",
        "encoding",
        "sha256",
        "characters",
        "meetings",
        "added_at",
        "quality",
    )
    return DocumentOut.model_validate({name: getattr(row, name) for name in named})


def _filed(source: Source | SourceError, desk: Desk) -> FileOut:
    name = _plain(source.source if isinstance(source, SourceError) else source.uri)
    try:
        if isinstance(source, SourceError):
            raise source
        added = desk.archive.add(source)
    except SourceError as error:
        return FileOut(file=name, status="refused", reason=_reason(error), kind=kind(error))
    return FileOut(
        file=name,
        status=added.status,
        document_id=added.document_id,
        meetings=added.meetings,
        items=added.items,
        reason=one_line(added.notice),
    )


@contextmanager
def _kept(files: list[UploadFile]) -> Iterator[list[Path]]:
    """The uploads as files, each in a folder of its own, for as long as they are read."""
    with tempfile.TemporaryDirectory(prefix="jiyao-") as folder:
        paths = []
        for number, one in enumerate(files):
            path = Path(folder, str(number), _plain(one.filename or ""))
            path.parent.mkdir()
            with path.open("wb") as file:
                shutil.copyfileobj(one.file, file)
            paths.append(path)
        yield paths


def _sources(paths: list[Path], desk: Desk) -> Iterator[Source | SourceError]:
    """What lies in the uploads, under the names that people gave them."""
    for path in paths:
        for source in walk([str(path)], desk.limits):
            if isinstance(source, SourceError):
                yield type(source)(path.name + source.source.removeprefix(str(path)), source.fact, source.remedy)
            else:
                yield replace(source, uri=path.name + source.uri.removeprefix(str(path)))


def _plain(name: str) -> str:
    """A file's name without the folders and the control characters that a caller may have put in."""
    last = one_line(name.replace("\\", "/")).rpartition("/")[2].encode()[-200:].decode("utf-8", "ignore")
    return last.lstrip(".") or "未命名"


def _reason(error: SourceError) -> str:
    return one_line(f"{error.fact}；{error.remedy}")
