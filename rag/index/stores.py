"""The open stores of one archive: catalogue, lexical index, vector search, and the lock of the one that writes."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.catalogue import STORES, Catalogue
from rag.index.database import Database
from rag.index.heal import flush_chroma, flush_lexical, heal_chroma, heal_lexical
from rag.index.lexical import TantivyIndex
from rag.index.locks import WriterLock
from rag.index.nearest import Nearest
from rag.index.vectors import ChromaVectors
from rag.records import Health

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings

CATALOGUE, LOCK, LEXICAL, VECTORS = "catalogue.sqlite3", "LOCK", "lexical", "vectors"


class Stores:
    """Opened by `open_stores`; `notes` say what does not work as it should, for people."""

    def __init__(self, home: Path, catalogue: Catalogue, lock: WriterLock) -> None:
        self.home = home
        self.catalogue = catalogue
        self.lock = lock
        self.lexical = TantivyIndex(home / LEXICAL)
        self.vectors = Nearest(catalogue)
        self.notes: list[str] = []

    def heal_to_write(self, embedder: str) -> None:
        """Bring both indexes into step. Chroma failing leaves the exact search, and a note."""
        heal_lexical(self.catalogue, self.lexical)
        chroma = ChromaVectors(self.home / VECTORS, embedder)
        try:
            heal_chroma(self.catalogue, chroma)
        except StoreError as error:
            chroma.abandon()
            self.vectors.give_up(error)
        else:
            self.vectors.chroma = chroma

    def heal_to_read(self) -> None:
        """Bring the lexical index into step if nobody is writing; a writer does it itself."""
        if not self.catalogue.pending("lexical", 1) and self.lexical.usable():
            return
        if not self.catalogue.counts()["chunks"]:
            return
        try:
            if self.lock.try_take():
                heal_lexical(self.catalogue, self.lexical)
                self.lexical.close()
        except StoreError as error:
            self.notes.append(f"{error}；全文检索不完整")
        finally:
            self.lock.release()

    def flush(self) -> None:
        """Let both indexes take up what the catalogue noted; only the process that holds the lock does."""
        if not self.lock.held:
            return
        flush_lexical(self.catalogue, self.lexical)
        chroma = self.vectors.chroma
        if chroma is None:
            return
        try:
            flush_chroma(self.catalogue, chroma)
        except StoreError as error:
            self.vectors.give_up(error)

    def waiting(self) -> int:
        """Chunks that an index in use has yet to take up."""
        return self.catalogue.waiting(("lexical",) if self.vectors.chroma is None else STORES)

    def health(self) -> Health:
        """What is held, how it is searched, what is wrong."""
        counts = self.catalogue.counts()
        return Health(
            home=str(self.home),
            writable=self.lock.held,
            documents=counts["documents"],
            meetings=counts["meetings"],
            chunks=counts["chunks"],
            pending=self.waiting(),
            embedder=self.catalogue.database.value("embedder"),
            vectors=self.vectors.kind,
            notes=tuple(one for one in (*self.notes, self.vectors.trouble) if one),
        )

    def close(self) -> None:
        """Flush where this process writes, then let everything go."""
        try:
            self.flush()
        finally:
            self.release()

    def release(self) -> None:
        """Close everything and give the lock back; what an index has not taken up waits for the next opening."""
        with ExitStack() as steps:
            steps.callback(self.lock.release)
            steps.callback(self.catalogue.database.close)
            if self.vectors.chroma is not None:
                steps.callback(self.vectors.chroma.close)
            steps.callback(self.lexical.close)


def open_stores(settings: Settings, *, write: bool) -> Stores:
    """The stores under `settings.home`, the lock taken where `write`; indexes not yet healed.

    Raises Locked, Damaged, StoreError.
    """
    home = settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{home}：档案目录无法建立（{error.strerror}）；请换一个 --home") from error
    lock = WriterLock(home / LOCK)
    if write:
        lock.take(settings.lock_wait)
    try:
        return Stores(home, Catalogue(Database(home / CATALOGUE)), lock)
    except StoreError:
        lock.release()
        raise
