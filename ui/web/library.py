"""The 文档管理 tab: files go in with a reason for each refusal; what the archive holds is listed."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the annotations of handlers at run time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from ingest.errors import JiyaoError
from ui.i18n import say
from ui.view.library import documents_html, upload_html
from ui.view.markup import failure_html
from ui.web.chat import Update, spoken

if TYPE_CHECKING:
    from gradio.events import Dependency

    from ui.i18n import Language
    from ui.web.session import Session


NONE = ""  # the choice that names no document


@dataclass(frozen=True, slots=True)
class Library:
    """The components of the tab that others address."""

    files: gr.File
    filed: gr.HTML
    documents: gr.HTML
    picked: gr.Dropdown
    remove: gr.Button


def build_library(i18n: gr.I18n) -> Library:
    """Lay the tab out; nothing is wired yet."""
    with gr.Column(elem_id="jy-library"):
        files = gr.File(label=i18n("library.upload"), file_count="multiple", height=150, elem_id="jy-files")
        filed = gr.HTML(elem_id="jy-uploads")
        with gr.Row(elem_id="jy-removing", equal_height=True):
            picked = gr.Dropdown([], show_label=False, container=False, scale=4, elem_id="jy-picked", interactive=True)
            remove = gr.Button(i18n("library.remove"), size="md", scale=1, min_width=120, elem_id="jy-remove")
        documents = gr.HTML(elem_id="jy-documents")
    return Library(files, filed, documents, picked, remove)


def drawn_library(library: Library, session: Session, lang: Language) -> Update:
    """The list of documents and the choice of one to remove, as the archive is now."""
    held = session.held()
    choices = [(say("library.which", lang), NONE), *((one.name, one.id) for one in held)]
    picked = gr.update(choices=choices, value=NONE, visible=bool(held))
    return {
        library.documents: documents_html(held, lang),
        library.picked: picked,
        library.remove: gr.update(visible=bool(held)),
    }


def wire_library(library: Library, session: Session) -> list[Dependency]:
    """Files are read as soon as they have arrived; gives back the events after which the archive has changed."""

    def received(paths: list[str] | None, request: gr.Request) -> Iterator[Update]:
        lang = spoken(request)
        for upload in session.upload(paths or []):
            yield {library.filed: upload_html(upload, lang)}
        yield {library.files: None}

    def removed(document_id: str | None, request: gr.Request) -> Update:
        if not document_id:
            return {library.filed: failure_html(say("library.pick", spoken(request)))}
        try:
            session.remove(document_id)
        except JiyaoError as error:
            return {library.filed: failure_html(str(error))}
        return {library.filed: ""}

    uploaded = library.files.upload(
        received,
        [library.files],
        [library.files, library.filed],
        show_progress="hidden",
        concurrency_limit=1,
        api_visibility="private",
    )
    gone = library.remove.click(
        removed, [library.picked], [library.filed], show_progress="hidden", api_visibility="private"
    )
    return [uploaded, gone]
