"""Whatever happened to the indexes, the next opening makes them say what the catalogue says."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.read.walk import Source
from rag.archive import Archive
from rag.errors import Locked, StoreError
from rag.index.chunk import searched
from rag.index.exact import ExactVectors
from rag.index.locks import WriterLock
from rag.index.units import grams
from rag.index.vectors import MARKER, ChromaVectors
from rag.settings import Settings
from tests.rag.fiction import minutes_text, parse_fiction

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = range(6)
QUESTIONS = ("云溪区政府第3次常务会议", "第21号事项", "区水利局牵头")


def opened(home: Path, *, write: bool = True) -> Archive:
    settings = Settings(home=home, embedding_model="hashed-bigrams", lock_wait=0.2)
    return Archive.open(settings, write=write, parse=parse_fiction)


def found(archive: Archive) -> list[list[tuple[str, float]]]:
    vectors = [archive.embedder.embed_query(one) for one in QUESTIONS]
    dense = [archive.vectors.search(one, 5) for one in vectors]
    first = archive.catalogue.chunk_ids(frozenset({archive.meetings()[0].id}))
    words = [archive.lexical.search(one, 5, among) for one in QUESTIONS for among in (None, first)]
    return words + dense


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as archive:
        for seed in SEEDS:
            archive.add(Source(f"/{seed}.txt", minutes_text(seed).encode()))
    return home


def lose(*parts: str) -> Callable[[Path], None]:
    return lambda home: shutil.rmtree(home.joinpath(*parts))


def overwrite(pattern: str, data: bytes) -> Callable[[Path], None]:
    def act(home: Path) -> None:
        hit = list(home.glob(pattern))
        assert hit
        for path in hit:
            path.write_bytes(data)

    return act


def truncate(pattern: str) -> Callable[[Path], None]:
    def act(home: Path) -> None:
        for path in home.glob(pattern):
            os.truncate(path, path.stat().st_size // 2)

    return act


def leave_open(home: Path) -> None:
    """What a killed process leaves: the marker, and (the worst case) an index that is not to be touched."""
    (home / "vectors" / MARKER).touch()
    overwrite("vectors/v*/chroma.sqlite3", b"torn")(home)


def take_out(home: Path) -> None:
    """An index that lost entries without a trace, closed cleanly."""
    (folder,) = (home / "vectors").glob("v*")
    with opened(home) as archive:
        ids = archive.catalogue.pending("vectors") or sorted(archive.catalogue.chunk_ids())[:3]
        chroma = archive.vectors.chroma
        assert chroma is not None
        chroma.update([], np.zeros((0, 256), np.float32), ids)
        archive.lexical.update([], ids)
    assert folder.is_dir()


def older(home: Path) -> None:
    """An index as it was laid out before chunks were filed by meeting: whole and closed cleanly."""
    import tantivy

    with opened(home) as archive:
        chunks = archive.catalogue.chunks(sorted(archive.catalogue.chunk_ids()))
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="units", index_option="freq")
    folder = home / "lexical" / "v9"
    folder.mkdir()
    index = tantivy.Index(builder.build(), path=str(folder))
    units = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("units", units)
    writer = index.writer()
    for one in chunks:
        writer.add_document(tantivy.Document(id=one.id, words=" ".join(grams(searched(one)))))
    writer.commit()
    writer.wait_merging_threads()
    (home / "lexical" / "CURRENT").write_text("v9", "ascii")


INJURIES: dict[str, Callable[[Path], None]] = {
    "lexical lost": lose("lexical"),
    "vectors lost": lose("vectors"),
    "lexical torn": overwrite("lexical/v*/meta.json", b"{"),
    "lexical of an older layout": older,
    "lexical halved": truncate("lexical/v*/*.store"),
    "pointer torn": overwrite("lexical/CURRENT", b"\xff\xfe"),
    "pointer empty": overwrite("vectors/CURRENT", b""),
    "chroma torn": overwrite("vectors/v*/chroma.sqlite3", b"no database" * 99),
    "chroma left open": leave_open,
    "entries gone": take_out,
}


@pytest.mark.parametrize("injure", INJURIES.values(), ids=list(INJURIES))
def test_an_injured_index_is_made_anew(filled: Path, injure: Callable[[Path], None]) -> None:
    with opened(filled) as archive:
        before = found(archive)
    injure(filled)
    for write in (True, False, True):
        with opened(filled, write=write) as archive:
            assert found(archive) == before
            health = archive.health()
            assert (health.pending, health.notes, health.vectors) == (0, (), "chroma" if write else "exact")


def test_what_a_rebuild_left_behind_is_swept(filled: Path) -> None:
    (filled / "vectors" / "v7").mkdir()
    lose("lexical")(filled)
    (filled / "vectors" / MARKER).touch()
    opened(filled).close()
    for store in ("vectors", "lexical"):
        current = (filled / store / "CURRENT").read_text(encoding="ascii")
        assert [one.name for one in (filled / store).glob("v*")] == [current]
    assert not (filled / "vectors" / MARKER).exists()


def test_a_reader_heals_the_words_when_nobody_writes(filled: Path) -> None:
    with opened(filled) as archive:
        before = found(archive)
    lose("lexical")(filled)
    with opened(filled, write=False) as archive:
        assert found(archive) == before
    opened(filled).close()


def test_an_archive_works_without_chroma_and_says_so(filled: Path) -> None:
    with opened(filled) as archive:
        before = found(archive)
    lose("vectors")(filled)
    (filled / "vectors").write_text("a file where a folder should be", encoding="utf-8")
    with opened(filled) as archive:
        assert found(archive) == before
        assert archive.health().vectors == "exact"
        assert "精确扫描" in archive.health().notes[0]
        archive.add(Source("/9.txt", minutes_text(9).encode()))
        assert archive.health().pending == 0
    (filled / "vectors").unlink()
    with opened(filled) as archive:
        assert archive.health().vectors == "chroma"


def test_a_search_in_one_thread_and_additions_in_another(filled: Path) -> None:
    errors: list[Exception] = []

    def search(archive: Archive) -> None:
        try:
            for _ in range(15):
                found(archive)
        except StoreError as error:
            errors.append(error)

    with opened(filled) as archive:
        threads = [threading.Thread(target=search, args=(archive,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for seed in range(20, 26):
            archive.add(Source(f"/{seed}.txt", minutes_text(seed).encode()))
        for thread in threads:
            thread.join()
        assert not errors
        assert archive.health().vectors == "chroma"


HOLD = """
import sys, time
from pathlib import Path
from rag.index.locks import WriterLock
from rag.index.units import grams
lock = WriterLock(Path(sys.argv[1]) / "LOCK")
lock.take(0)
print("held", flush=True)
time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    holder = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    lock = WriterLock(tmp_path / "LOCK")
    with pytest.raises(Locked, match=str(holder.pid)):
        lock.take(0.1)
    holder.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    holder.communicate()
    lock.take(5)
    assert lock.held
    lock.release()
    assert not lock.held


def test_a_folder_nobody_may_write_is_not_called_locked(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="不可写"):
        WriterLock(tmp_path / "absent" / "LOCK").take(0)


def test_chroma_and_the_exact_scan_agree(filled: Path) -> None:
    with opened(filled) as archive:
        chroma, exact = archive.vectors.chroma, ExactVectors(archive.catalogue)
        assert isinstance(chroma, ChromaVectors)
        for question in QUESTIONS:
            vector = archive.embedder.embed_query(question)
            near, true = chroma.search(vector, 8), exact.search(vector, 8)
            assert np.allclose([score for _, score in near], [score for _, score in true], atol=1e-5)
        among = frozenset(archive.catalogue.chunk_ids(items={f"{archive.meetings()[0].id}.1"}))
        assert {one for one, _ in archive.vectors.search(vector, 50, among)} == among
        assert archive.vectors.search(vector, 5, frozenset()) == []
