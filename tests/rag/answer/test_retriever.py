"""Retrieval inside other people's LangChain chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langchain_core.runnables import RunnableLambda

from ingest.read.walk import Source
from rag.answer.retriever import JiyaoRetriever, retriever_of
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.rag.answer.meeting import DOCUMENT, passages
from tests.rag.fiction import minutes_text, parse_fiction

if TYPE_CHECKING:
    from pathlib import Path

    from langchain_core.documents import Document


def texts(found: list[Document]) -> list[str]:
    return [one.page_content for one in found]


def test_documents_know_where_they_stand() -> None:
    retriever = JiyaoRetriever(search=lambda question: passages(2) if "清风路" in question else [])
    chain = retriever | RunnableLambda(texts)
    assert chain.invoke("清风路追加多少投资") == [passages(2)[0].text]
    assert chain.invoke("别的") == []
    (found,) = retriever.invoke("清风路")
    assert DOCUMENT.text[found.metadata["start"] : found.metadata["end"]] == found.page_content
    assert found.metadata["item_id"] == "m1.2"


def test_an_archive_is_searched_as_a_question_is(home: Path) -> None:
    settings = Settings(home=home, passages=3)
    with Archive.open(settings, embedder=HashedBigrams(), write=True, parse=parse_fiction) as archive:
        archive.add(Source("/a/7.txt", minutes_text(7).encode()))
        item = archive.items(archive.meetings()[0].id)[2]
        found = retriever_of(archive.shelf, settings).invoke(f"{item.title}议定了什么？")
        assert 1 <= len(found) <= 3
        assert found[0].metadata["item_id"] == item.id
