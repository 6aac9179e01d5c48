"""One source into the catalogue: read, cut, embed, commit. Texts that were embedded before keep their vectors."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

import numpy as np

from ingest.errors import Undecodable
from ingest.read import extract
from rag.index.chunk import chunks, searched
from rag.index.filing import document_id, meeting_id, source_key
from rag.index.lookups import digest
from rag.records import Added

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ingest.limits import Limits
    from ingest.minutes import Reading
    from ingest.read.walk import Source
    from ingest.records import Document
    from rag.index.catalogue import Catalogue
    from rag.ports import Embedder
    from rag.records import Chunk

    Status = Literal["new", "unchanged", "superseded"]
    Parser = Callable[[Document], Reading]
    Completer = Callable[[Reading], tuple[Reading, str]]


def file_source(  # noqa: PLR0913 - where from, how it is read, where to
    source: Source,
    parse: Parser,
    limits: Limits,
    catalogue: Catalogue,
    embedder: Embedder,
    *,
    complete: Completer | None = None,
) -> Added:
    """Put one source into the catalogue; durable on return, the indexes still to follow.

    `complete` fills what reading left absent, and says in a line what it could not do.

    Raises SourceError where it cannot be read as minutes, ModelError where a remote embedder fails.
    """
    key = source_key(source.uri, sha256 := hashlib.sha256(source.data).hexdigest())
    standing = catalogue.stand(key, sha256)
    if standing.same is not None:
        if not standing.known:
            catalogue.point(key, standing.same)
        held = [one for one in catalogue.meetings() if one.document_id == standing.same]
        again: Status = "unchanged" if standing.before is None else "superseded"
        return Added(source.uri, again, standing.same, len(held), sum(one.item_count for one in held))
    reading, notice = _read(_storable(extract(source.data, source.uri, limits)), parse, complete)
    cut = _cut(reading)
    catalogue.bind(embedder)
    catalogue.add(reading, key, cut, embed(cut, catalogue, embedder))
    return _added(reading, source.uri, "new" if standing.before is None else "superseded", notice)


def file_again(
    document: Document, parse: Parser, catalogue: Catalogue, embedder: Embedder, *, complete: Completer | None = None
) -> Added:
    """Read a document of the catalogue again from its text, and put what is read now in the place of what was.

    Raises NotMinutes where it is not taken for minutes any more, ModelError where a remote embedder fails.
    """
    reading, notice = _read(document, parse, complete)
    cut = _cut(reading)
    catalogue.replace(reading, cut, embed(cut, catalogue, embedder))
    return _added(reading, document.source, "superseded", notice)


def _read(document: Document, parse: Parser, complete: Completer | None) -> tuple[Reading, str]:
    reading = parse(document)
    return (reading, "") if complete is None else complete(reading)


def _cut(reading: Reading) -> list[Chunk]:
    own = document_id(reading.document.sha256)
    return [one for n, minutes in enumerate(reading.meetings, 1) for one in chunks(minutes, meeting_id(own, n), own)]


def _added(reading: Reading, uri: str, status: Status, notice: str) -> Added:
    items = sum(len(one.items) for one in reading.meetings)
    return Added(uri, status, document_id(reading.document.sha256), len(reading.meetings), items, notice)


def _storable(document: Document) -> Document:
    """The document, unless it holds code points that no file can hold. Raises Undecodable."""
    try:
        f"{document.source}{document.name}{document.text}".encode()
    except UnicodeEncodeError as error:
        source = document.source.encode("utf-8", "backslashreplace").decode("utf-8")
        raise Undecodable(source, f"含有不成字的编码（{error.reason}）", "请另存为 UTF-8 后再导入") from error
    return document


def embed(cut: Sequence[Chunk], catalogue: Catalogue, embedder: Embedder) -> NDArray[np.float32]:
    """Vectors of the chunks, shape (n, dimension); only words that the catalogue has no vector for are embedded."""
    digests = [digest(one) for one in cut]
    known = catalogue.vectors_by_digest(set(digests))
    fresh = {key: searched(one) for key, one in zip(digests, cut, strict=True) if key not in known}
    known |= dict(zip(fresh, embedder.embed_passages(list(fresh.values())), strict=True))
    return np.stack([known[key] for key in digests]) if cut else np.zeros((0, embedder.dimension), np.float32)


def embed_again(catalogue: Catalogue, embedder: Embedder) -> None:
    """Give every chunk a vector of this embedder, and bind the archive to it."""
    held = catalogue.chunks(sorted(catalogue.chunk_ids()))
    vectors = embedder.embed_passages([searched(one) for one in held])
    catalogue.replace_vectors(embedder, [one.id for one in held], vectors)
