"""Jiyao's retrieval as a LangChain retriever, for chains that other people write:

{"context": retriever_of(archive.shelf, settings), "question": RunnablePassthrough()} | prompt | model
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from rag.records import Passage

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from rag.find.shelf import Shelf
    from rag.settings import Settings

Search = Callable[[str], Sequence[Passage]]


class JiyaoRetriever(BaseRetriever):
    """Passages as LangChain documents: the clean text, and in the metadata where it stands and why it was found."""

    search: Search

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        return [_as_document(passage) for passage in self.search(query)]


def retriever_of(shelf: Shelf, settings: Settings) -> JiyaoRetriever:
    """A retriever that reads a question as `ask` does: its filters hold, and only its meetings are searched."""
    from rag.answer.ask import begin

    return JiyaoRetriever(search=lambda question: begin(question, (), shelf, settings).search()[: settings.passages])


def _as_document(passage: Passage) -> Document:
    chunk = passage.chunk
    return Document(
        id=chunk.id,
        page_content=passage.text,
        metadata={
            "document_id": chunk.document_id,
            "meeting_id": chunk.meeting_id,
            "item_id": chunk.item_id,
            "context": chunk.context,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "score": passage.score,
            "dense": passage.dense,
            "lexical": passage.lexical,
        },
    )
