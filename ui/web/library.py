"""The 文档管理 tab: files go in with a reason for each refusal; what the archive holds is listed."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the annotations of handlers at run time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from ui.view.library import documents_html, upload_html
from ui.web.chat import Update, spoken

if TYPE_CHECKING:
    from ui.web.session import Session


@dataclass(frozen=True, slots=True)
class Library:
    """The components of the tab that others address."""

    files: gr.File
    filed: gr.HTML
    documents: gr.HTML


def build_library(i18n: gr.I18n) -> Library:
    """Lay the tab out; nothing is wired yet."""
    with gr.Column(elem_id="jy-library"):
        files = gr.File(
            label=i18n("library.upload"), file_count="multiple", height=150, elem_id="jy-files", show_label=True
        )
        filed = gr.HTML(elem_id="jy-uploads")
        documents = gr.HTML(elem_id="jy-documents")
    return Library(files, filed, documents)


def wire_library(library: Library, session: Session) -> gr.events.Dependency:
    """Files are read as soon as they have arrived; gives back the event after which the archive has changed."""

    def received(paths: list[str] | None, request: gr.Request) -> Iterator[Update]:
        lang = spoken(request)
        for upload in session.upload(paths or []):
            yield {library.filed: upload_html(upload, lang)}
        yield {library.files: None, library.documents: documents_html(session.held(), lang)}

    return library.files.upload(
        received,
        [library.files],
        [library.files, library.filed, library.documents],
        show_progress="hidden",
        concurrency_limit=1,
        api_visibility="private",
    )
