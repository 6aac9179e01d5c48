"""Keeps the two indexes in step with the catalogue, whatever happened to the process before.

A change is committed to the catalogue with a note of each chunk it concerns; then the lexical index takes it up,
then Chroma, then the note goes. Whoever opens the archive next takes up what notes are left. An index that is
missing, unreadable, left open by a killed process, or of another size than the catalogue is made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.chunk import searched
from rag.index.lookups import in_batches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.index.catalogue import Catalogue, Store
    from rag.index.lexical import TantivyIndex
    from rag.index.vectors import Batch, ChromaVectors

STEP = 2_000  # chunks taken up between two notes


def heal_lexical(catalogue: Catalogue, lexical: TantivyIndex) -> None:
    """Make the lexical index hold exactly the catalogue's chunks. Raises StoreError."""
    try:
        if lexical.usable():
            flush_lexical(catalogue, lexical)
            if lexical.count() == catalogue.counts()["chunks"]:
                return
    except StoreError:
        lexical.close()
    lexical.rebuild(_texts(catalogue))
    catalogue.settle("lexical")


def heal_chroma(catalogue: Catalogue, chroma: ChromaVectors) -> None:
    """Open Chroma holding exactly the catalogue's vectors. Raises StoreError."""
    try:
        if chroma.open():
            flush_chroma(catalogue, chroma)
            if chroma.count() == catalogue.counts()["chunks"]:
                return
            chroma.close()
    except StoreError:
        chroma.abandon()
    chroma.rebuild(_vectors(catalogue))
    catalogue.settle("vectors")
    chroma.open()


def flush_lexical(catalogue: Catalogue, lexical: TantivyIndex) -> None:
    """Let the lexical index take up what the catalogue noted for it."""
    for ids in _noted(catalogue, "lexical"):
        chunks = catalogue.chunks(ids)
        gone = set(ids) - {one.id for one in chunks}
        lexical.update([(one.id, searched(one)) for one in chunks], sorted(gone))
        catalogue.settle("lexical", ids)


def flush_chroma(catalogue: Catalogue, chroma: ChromaVectors) -> None:
    """Let Chroma take up what the catalogue noted for it."""
    for ids in _noted(catalogue, "vectors"):
        present, vectors = catalogue.read_vectors(ids)
        chroma.update(present, vectors, sorted(set(ids) - set(present)))
        catalogue.settle("vectors", ids)


def _noted(catalogue: Catalogue, store: Store) -> Iterator[list[str]]:
    while ids := catalogue.pending(store, STEP):
        yield ids


def _texts(catalogue: Catalogue) -> Iterator[list[tuple[str, str]]]:
    for ids in in_batches(sorted(catalogue.chunk_ids())):
        yield [(one.id, searched(one)) for one in catalogue.chunks(ids)]


def _vectors(catalogue: Catalogue) -> Iterator[Batch]:
    for ids in in_batches(sorted(catalogue.chunk_ids())):
        yield catalogue.read_vectors(ids)
