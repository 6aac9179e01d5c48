"""The 会议摘要 tab: a meeting summed up on the left, the source of each mark on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from ingest.errors import JiyaoError
from rag.records import Script  # noqa: TC001 - Gradio reads the annotations of handlers at run time
from rag.report.records import Length  # noqa: TC001 - as above
from ui.export.files import rendered
from ui.export.wording import title_of
from ui.i18n import say
from ui.view.markup import card_html, failure_html
from ui.view.parts import empty_html, guide_html
from ui.view.summary import summary_html
from ui.web.chat import Update, spoken
from ui.web.picking import PICK, SHEET, Exports, fetch, number, picked

if TYPE_CHECKING:
    from ui.i18n import Language
    from ui.web.papers import Papers

SUFFIXES = {"jr-summary-md": ".md", "jr-summary-docx": ".docx"}
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class SummaryTab:
    """The components of the tab."""

    tab: gr.Tab
    meeting: gr.Dropdown
    length: gr.Radio
    script: gr.Radio
    exports: tuple[tuple[gr.Button, gr.DownloadButton], ...]
    body: gr.HTML
    source: gr.HTML


def build_summary(tab: gr.Tab, i18n: gr.I18n) -> SummaryTab:
    """Lay the tab out; nothing is wired yet."""
    lengths = [(i18n("summary.brief"), "brief"), (i18n("summary.full"), "full")]
    scripts = [(i18n("summary.simplified"), "simplified"), (i18n("summary.traditional"), "traditional")]
    with gr.Row(elem_classes="jr-bar", equal_height=False):
        meeting = gr.Dropdown(
            [], label=i18n("summary.meeting"), elem_id="jr-meeting", scale=4, min_width=300, interactive=True
        )
        length = gr.Radio(lengths, value="brief", label=i18n("summary.length"), elem_id="jr-length", min_width=120)
        script = gr.Radio(
            scripts, value="simplified", label=i18n("summary.script"), elem_id="jr-script", min_width=150, visible=False
        )
        exports = tuple(export_button(i18n, f"export.{suffix[1:]}", name) for name, suffix in SUFFIXES.items())
    with gr.Row(elem_classes="jr-desk", equal_height=False):
        with gr.Column(scale=5, min_width=320):
            body = gr.HTML(i18n("desk.reading"), elem_id="jr-summary", padding=False, js_on_load=PICK)
        with gr.Column(scale=3, min_width=320, elem_classes="jr-beside"):
            source = gr.HTML(elem_id="jr-summary-source", padding=False, js_on_load=SHEET)
    return SummaryTab(tab, meeting, length, script, exports, body, source)


def export_button(i18n: gr.I18n, label: str, name: str) -> tuple[gr.Button, gr.DownloadButton]:
    """The button that people press, and the hidden one that hands over the file once it is made."""
    button = gr.Button(i18n(label), size="md", elem_id=f"{name}-button", elem_classes="jr-export", min_width=108)
    return button, gr.DownloadButton(elem_id=name, elem_classes="jr-fetch", visible="hidden")


def wire_summary(summary: SummaryTab, papers: Papers) -> None:
    """Connect choosing, marks and exports."""
    exports = Exports()

    def opened(meeting: str | None, length: Length, script: Script, request: gr.Request) -> Update:
        choices = papers.meetings()
        held = {one for _, one in choices}
        chosen = meeting if meeting in held else next((one for _, one in choices), None)
        update = {summary.meeting: gr.update(choices=choices, value=chosen)}
        return update | _drawn(summary, papers, (chosen, length, script), spoken(request))

    def chosen(meeting: str | None, length: Length, script: Script, request: gr.Request) -> Update:
        return _drawn(summary, papers, (meeting, length, script), spoken(request))

    def shown(meeting: str, length: Length, script: Script, request: gr.Request, event: gr.EventData) -> Update:
        return {summary.source: _source(papers, (meeting, length, script), picked(event), spoken(request))}

    inputs = [summary.meeting, summary.length, summary.script]
    outputs = [summary.script, summary.body, summary.source]
    summary.tab.select(opened, inputs, [summary.meeting, *outputs], **QUIET)
    summary.meeting.input(chosen, inputs, outputs, **QUIET)
    summary.length.input(chosen, inputs, outputs, **QUIET)
    summary.script.input(chosen, inputs, outputs, **QUIET)
    summary.body.select(shown, inputs, [summary.source], **QUIET)
    for (button, hidden), (name, suffix) in zip(summary.exports, SUFFIXES.items(), strict=True):
        _wire_export(summary, papers, exports, (button, hidden, name, suffix))


def _wire_export(
    summary: SummaryTab, papers: Papers, exports: Exports, parts: tuple[gr.Button, gr.DownloadButton, str, str]
) -> None:
    button, hidden, name, suffix = parts

    def made(meeting: str | None, length: Length, script: Script, request: gr.Request) -> str | None:
        if not meeting:
            return None
        report = papers.summary(meeting, length, script)
        lang = spoken(request)
        return exports.put(title_of(report, lang), suffix, rendered(report, suffix, lang))

    event = button.click(made, [summary.meeting, summary.length, summary.script], [hidden], **QUIET)
    event.success(None, None, None, js=fetch(name))


def _drawn(summary: SummaryTab, papers: Papers, asked: tuple[str | None, Length, Script], lang: Language) -> Update:
    meeting, length, script = asked
    guide = guide_html(say("desk.quote_lead", lang), lang)
    if not meeting:
        empty = say("desk.empty" if not papers.meetings() else "summary.choose", lang)
        return {summary.script: gr.update(visible=False), summary.body: empty_html(empty), summary.source: guide}
    try:
        body = summary_html(papers.summary(meeting, length, script), lang)
        offered = papers.traditional(meeting)
    except JiyaoError as error:
        body, offered = failure_html(str(error)), False
    return {summary.script: gr.update(visible=offered), summary.body: body, summary.source: guide}


def _source(papers: Papers, asked: tuple[str, Length, Script], pick: str, lang: Language) -> str:
    """The card of the mark that was clicked."""
    mark = number(pick)
    try:
        cited = papers.summary(*asked).citations
        found = next((one for one in cited if one.mark == mark), None)
        if found is None:
            return failure_html(say("desk.gone", lang))
        return card_html(papers.card(found), "s", lang)
    except JiyaoError as error:
        return failure_html(str(error))
