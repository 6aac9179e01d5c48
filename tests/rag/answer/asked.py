"""An archive over the fictional minutes beside this file, and a way to ask it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.read.walk import Source
from rag.answer.ask import answer, begin
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.records import Answer, Claim, Turn
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import ChatModel, Embedder

HERE = Path(__file__).parent
TODAY = dt.date(2023, 3, 1)


def opened(home: Path, embedder: Embedder | None = None) -> Archive:
    """The archive, filled where it is new."""
    archive = Archive.open(Settings(home=home), embedder=embedder or HashedBigrams(), write=True)
    for path in sorted((HERE / "minutes").glob("*.txt")):
        archive.add(Source(str(path), path.read_bytes()))
    return archive


def asked(
    archive: Archive, question: str, history: Sequence[str] = (), chat: ChatModel | None = None
) -> tuple[list[Claim], Answer]:
    """The claims as they came, and the whole answer."""
    turns = [Turn("user", one) for one in history]
    *claims, last = answer(begin(question, turns, archive.shelf, archive.settings, TODAY), chat, turns)
    assert isinstance(last, Answer)
    return [one for one in claims if isinstance(one, Claim)], last
