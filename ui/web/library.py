"""The 文档管理 tab: files go in with a reason for each refusal; each document held can be looked into."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the annotations of handlers at run time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr
from gradio.blocks import Block  # noqa: TC002 - Gradio reads annotations at run time

from ingest.errors import JiyaoError
from ui.i18n import say
from ui.view.library import documents_html, upload_html
from ui.view.markup import failure_html, note_html
from ui.view.quality import report_html
from ui.web.layout import QUIET, Update, spoken
from ui.web.picking import PICK

if TYPE_CHECKING:
    from gradio.events import Dependency

    from ui.i18n import Language
    from ui.web.session import Session


NONE = ""  # the id that names no document


@dataclass(frozen=True, slots=True)
class Library:
    """The components of the tab that others address. `picked` is the id of the document that is looked into."""

    files: gr.File
    folder: gr.UploadButton
    filed: gr.HTML
    documents: gr.HTML
    picked: gr.State
    report: gr.HTML
    doings: gr.Row
    reread: gr.Button
    remove: gr.Button
    confirm: gr.Column
    question: gr.HTML
    sure: gr.Button
    cancel: gr.Button

    @property
    def looked(self) -> list[Block]:
        """What a look into a document changes."""
        return [self.picked, self.report, self.doings, self.confirm, self.question]


def build_library(i18n: gr.I18n) -> Library:
    """Lay the tab out; nothing is wired yet."""
    picked = gr.State(NONE)
    with gr.Column(elem_id="jy-library"):
        with gr.Row(elem_id="jy-upload"):
            files = gr.File(
                label=i18n("library.upload"), file_count="multiple", height=140, elem_id="jy-files", scale=4
            )
            folder = gr.UploadButton(
                i18n("library.folder"),  # type: ignore[arg-type]  # a label as of a button
                file_count="directory",
                elem_id="jy-folder",
                scale=1,
                min_width=120,
            )
        filed = gr.HTML(elem_id="jy-uploads")
        with gr.Row(elem_id="jy-shelf", equal_height=False):
            with gr.Column(scale=3, min_width=320):
                documents = gr.HTML(elem_id="jy-documents", js_on_load=PICK)
            with gr.Column(scale=2, min_width=320, elem_id="jy-look"):
                with gr.Row(elem_id="jy-doings", visible=False) as doings:
                    reread = gr.Button(i18n("library.reread"), size="sm", elem_id="jy-reread")
                    remove = gr.Button(i18n("library.remove"), size="sm", elem_id="jy-remove")
                with gr.Column(visible=False, elem_id="jy-confirm") as confirm:
                    question = gr.HTML(padding=False)
                    with gr.Row():
                        cancel = gr.Button(i18n("chat.cancel"), size="sm")
                        sure = gr.Button(i18n("library.sure"), size="sm", variant="stop", elem_id="jy-sure")
                report = gr.HTML(elem_id="jy-report", padding=False)
    return Library(
        files, folder, filed, documents, picked, report, doings, reread, remove, confirm, question, sure, cancel
    )


def drawn_library(library: Library, session: Session, lang: Language) -> Update:
    """The list of documents as the archive is now."""
    return {library.documents: documents_html(session.held(), lang)}


def looked_into(library: Library, session: Session, document_id: str, lang: Language, lead: str = "") -> Update:
    """The report of one document below a line that says what was done to it, or the hint to choose one."""
    shown = lead + note_html(say("quality.pick", lang))
    there = bool(document_id)
    if document_id:
        try:
            shown = lead + report_html(session.check(document_id), lang)
        except JiyaoError as error:
            shown = lead + failure_html(str(error))
            there = any(one.id == document_id for one in session.held())
    return {
        library.picked: document_id if there else NONE,
        library.report: shown,
        library.doings: gr.update(visible=there),
        library.confirm: gr.update(visible=False),
        library.question: "",
    }


def wire_library(library: Library, session: Session) -> list[Dependency]:
    """Files are read as soon as they have arrived; gives back the events after which the archive has changed."""

    def received(paths: list[str] | None, request: gr.Request) -> Iterator[Update]:
        lang = spoken(request)
        for upload in session.upload(paths or []):
            yield {library.filed: upload_html(upload, lang)}
        yield {library.files: None, library.folder: None}

    outputs = [library.files, library.folder, library.filed]
    events = [
        event(received, [source], outputs, concurrency_limit=1, concurrency_id="upload", **QUIET)
        for source, event in ((library.files, library.files.upload), (library.folder, library.folder.upload))
    ]
    return [*events, *_wire_look(library, session)]


def _wire_look(library: Library, session: Session) -> list[Dependency]:
    """Connect choosing a document, and what is done with the one that is chosen."""

    def opened(request: gr.Request, event: gr.EventData) -> Update:
        data = event._data  # noqa: SLF001 - a browser may send anything, or nothing
        document_id = str(data.get("pick", NONE)) if isinstance(data, dict) else NONE
        return looked_into(library, session, document_id, spoken(request))

    def reread(document_id: str, request: gr.Request) -> Update:
        lang = spoken(request)
        try:
            added = session.reread(document_id)
        except JiyaoError as error:
            return {library.report: failure_html(str(error))}
        lead = note_html(say("library.reread_done", lang, meetings=added.meetings, items=added.items))
        return looked_into(library, session, document_id, lang, lead)

    def asked(document_id: str, request: gr.Request) -> Update:
        name = session.name_of(document_id)
        shown = note_html(say("library.confirm", spoken(request), name=name))
        return {library.confirm: gr.update(visible=bool(name)), library.question: shown}

    def removed(document_id: str, request: gr.Request) -> Update:
        lang, name = spoken(request), session.name_of(document_id)
        try:
            session.remove(document_id)
        except JiyaoError as error:
            return looked_into(library, session, NONE, lang, failure_html(str(error)))
        return looked_into(library, session, NONE, lang, note_html(say("library.removed", lang, name=name)))

    library.documents.select(opened, None, library.looked, **QUIET)
    library.remove.click(asked, [library.picked], [library.confirm, library.question], **QUIET)
    library.cancel.click(lambda: gr.update(visible=False), None, [library.confirm], **QUIET)
    again = library.reread.click(reread, [library.picked], library.looked, **QUIET)
    gone = library.sure.click(removed, [library.picked], library.looked, **QUIET)
    return [again, gone]
