"""The 决策台账 tab: who must do what by when; a row in hand shows its source, and where it stands can be noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

import gradio as gr
from gradio.components import Component  # noqa: TC002 - Gradio reads the annotations of handlers at run time

from ingest.errors import JiyaoError
from ingest.records import Outcome
from rag.records import STATES
from rag.report.ledger import EVERYTHING
from rag.report.records import LedgerFilter
from ui.export.files import rendered
from ui.i18n import say
from ui.view.ledger import is_day, ledger_html, notes_html, pages_of, state_name
from ui.view.markup import card_html, failure_html
from ui.view.parts import guide_html
from ui.web.chat import Update, spoken
from ui.web.picking import PICK, SHEET, Exports, fetch, number, picked
from ui.web.summary import QUIET, export_button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.i18n import Language
    from ui.web.papers import Papers

SUFFIXES = {"jr-ledger-xlsx": ".xlsx", "jr-ledger-csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Looking:
    """What a visitor looks at: the filter, the page of the table from 1, the key of the duty in hand."""

    wanted: LedgerFilter = EVERYTHING
    page: int = 1
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """The fields of the filter, in the order of `inputs`."""

    places: gr.Dropdown
    units: gr.Dropdown
    outcomes: gr.Dropdown
    states: gr.Dropdown
    since: gr.Textbox
    until: gr.Textbox
    as_of: gr.Textbox
    overdue: gr.Checkbox

    @property
    def inputs(self) -> list[gr.Dropdown | gr.Textbox | gr.Checkbox]:
        """All of them, as handlers get them."""
        return [
            self.places, self.units, self.outcomes, self.states, self.since, self.until, self.as_of, self.overdue,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerTab:
    """The components of the tab."""

    tab: gr.Tab
    filters: Filters
    exports: tuple[tuple[gr.Button, gr.DownloadButton], ...]
    body: gr.HTML
    source: gr.HTML
    state: gr.Radio
    note: gr.Textbox
    person: gr.Textbox
    save: gr.Button
    notes: gr.HTML
    looking: gr.State


def build_ledger(tab: gr.Tab, i18n: gr.I18n) -> LedgerTab:
    """Lay the tab out; nothing is wired yet."""
    looking = gr.State(Looking())
    filters, exports = _filters(i18n)
    with gr.Row(elem_classes="jr-desk", equal_height=False):
        with gr.Column(scale=5, min_width=320):
            body = gr.HTML(i18n("desk.reading"), elem_id="jr-ledger", padding=False, js_on_load=PICK)
        with gr.Column(scale=3, min_width=320, elem_classes="jr-beside"):
            source = gr.HTML(elem_id="jr-ledger-source", padding=False, js_on_load=SHEET)
            with gr.Column(elem_id="jr-noting"):  # shown by the style sheet once a duty is in hand
                state = gr.Radio([], label=i18n("ledger.new_state"), elem_id="jr-state")
                note = gr.Textbox(label=i18n("ledger.new_note"), lines=2, max_length=2000, elem_id="jr-note")
                with gr.Row(equal_height=False, elem_id="jr-signing"):
                    person = gr.Textbox(
                        label=i18n("ledger.person"), max_length=60, elem_id="jr-person", scale=2, min_width=120
                    )
                    save = gr.Button(
                        i18n("ledger.save"), variant="primary", size="md", elem_id="jr-save", scale=1, min_width=96
                    )
                notes = gr.HTML(elem_id="jr-notes", padding=False)
    return LedgerTab(tab, filters, exports, body, source, state, note, person, save, notes, looking)


def _filters(i18n: gr.I18n) -> tuple[Filters, tuple[tuple[gr.Button, gr.DownloadButton], ...]]:
    def several(name: str) -> gr.Dropdown:
        return gr.Dropdown(
            [], multiselect=True, label=i18n(f"ledger.{name}"), elem_id=f"jr-ledger-{name}", min_width=150
        )

    def a_day(key: str, name: str, empty: str = "ledger.a_day") -> gr.Textbox:
        return gr.Textbox(
            label=i18n(key), placeholder=i18n(empty), elem_id=f"jr-ledger-{name}", min_width=110, max_length=10
        )

    with gr.Row(elem_classes="jr-bar", equal_height=False):
        places, units, outcomes, states = (several(one) for one in ("places", "units", "outcomes", "states"))
    with gr.Row(elem_classes="jr-bar", equal_height=False):
        since, until = a_day("ledger.since", "since"), a_day("ledger.until", "until")
        as_of = a_day("ledger.as_of_day", "as-of", "ledger.today")
        overdue = gr.Checkbox(label=i18n("ledger.overdue_only"), elem_id="jr-ledger-overdue", min_width=110)
        exports = tuple(export_button(i18n, f"export.{suffix[1:]}", name) for name, suffix in SUFFIXES.items())
    return Filters(places, units, outcomes, states, since, until, as_of, overdue), exports


def wire_ledger(tab: LedgerTab, papers: Papers) -> None:
    """Connect filtering, picking, noting and exports."""
    exports = Exports()

    def opened(looking: Looking, request: gr.Request) -> Update:
        lang = spoken(request)
        return _offered(tab, papers, lang) | _drawn(tab, papers, looking, lang)

    def filtered(values: dict[Component, object], request: gr.Request) -> Update:
        return _drawn(tab, papers, Looking(_wanted(tab.filters, values)), spoken(request))

    def clicked(looking: Looking, request: gr.Request, event: gr.EventData) -> Update:
        kind, _, value = picked(event).partition(":")
        turned = number(value) if kind == "page" else None
        if turned is not None:
            return _drawn(tab, papers, replace(looking, page=turned), spoken(request))
        if kind != "k":
            return {tab.looking: looking}
        return _in_hand(tab, papers, replace(looking, key=value), spoken(request))

    def noted(looking: Looking, state: str, note: str, person: str, request: gr.Request) -> Update:
        return _noted(tab, papers, looking, (state, note, person), spoken(request))

    beside = [tab.source, tab.state, tab.note, tab.notes, tab.looking]
    drawn = [tab.body, *beside]
    offered = [tab.filters.places, tab.filters.units, tab.filters.outcomes, tab.filters.states]
    tab.tab.select(opened, [tab.looking], [*offered, *drawn], **QUIET)
    for field in tab.filters.inputs:
        event = field.submit if isinstance(field, gr.Textbox) else field.input
        event(filtered, set(tab.filters.inputs), drawn, **QUIET)
    tab.body.select(clicked, [tab.looking], drawn, **QUIET)
    tab.save.click(noted, [tab.looking, tab.state, tab.note, tab.person], drawn, **QUIET)
    for (button, hidden), (name, suffix) in zip(tab.exports, SUFFIXES.items(), strict=True):
        _wire_export(tab, papers, exports, (button, hidden, name, suffix))


def _wire_export(
    tab: LedgerTab, papers: Papers, exports: Exports, parts: tuple[gr.Button, gr.DownloadButton, str, str]
) -> None:
    button, hidden, name, suffix = parts

    def made(looking: Looking, request: gr.Request) -> str:
        lang = spoken(request)
        ledger = papers.ledger(looking.wanted)
        return exports.put(f"{say('ledger.title', lang)} {ledger.as_of}", suffix, rendered(ledger, suffix, lang))

    button.click(made, [tab.looking], [hidden], **QUIET).success(None, None, None, js=fetch(name))


def _wanted(filters: Filters, values: Mapping[Component, object]) -> LedgerFilter:
    """The filter that the fields spell; a day that is none filters nothing."""
    chosen = _texts(values[filters.states])
    return LedgerFilter(
        places=_texts(values[filters.places]),
        units=_texts(values[filters.units]),
        outcomes=_texts(values[filters.outcomes]),
        states=tuple(one for one in STATES if one in chosen),
        since=_day(values[filters.since]),
        until=_day(values[filters.until]),
        as_of=_day(values[filters.as_of]),
        overdue_only=bool(values[filters.overdue]),
    )


def _day(value: object) -> str | None:
    text = str(value or "").strip()
    return text if is_day(text) else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _offered(tab: LedgerTab, papers: Papers, lang: Language) -> Update:
    """What each field offers, as the archive is now."""
    facets = papers.duty_facets()
    states = [(state_name(one, lang), one) for one in STATES]
    return {
        tab.filters.places: gr.update(choices=list(facets.places)),
        tab.filters.units: gr.update(choices=list(facets.units)),
        tab.filters.outcomes: gr.update(choices=[one for one in get_args(Outcome) if one in facets.outcomes]),
        tab.filters.states: gr.update(choices=states),
    }


def _drawn(tab: LedgerTab, papers: Papers, looking: Looking, lang: Language) -> Update:
    """The table and the pane beside it."""
    try:
        ledger = papers.ledger(looking.wanted)
    except JiyaoError as error:
        return {tab.body: failure_html(str(error)), tab.looking: looking}
    looking = replace(looking, page=min(max(1, looking.page), pages_of(ledger)))
    return {tab.body: ledger_html(ledger, looking.page, looking.key, lang)} | _in_hand(tab, papers, looking, lang)


def _in_hand(tab: LedgerTab, papers: Papers, looking: Looking, lang: Language) -> Update:
    """The source of the duty in hand, and where it stands."""
    row = papers.duty(looking.key) if looking.key else None
    if row is None:
        guide = guide_html(say("ledger.choose", lang), lang)
        return {tab.source: guide, tab.looking: replace(looking, key=None)}
    states = [(state_name(one, lang), one) for one in STATES]
    try:
        card = card_html(papers.card(row.citation), "l", lang)
    except JiyaoError as error:
        card = failure_html(str(error))
    return {
        tab.source: card,
        tab.state: gr.update(choices=states, value=row.progress.state),
        tab.note: row.progress.note,
        tab.notes: notes_html(papers.notes(row.key), lang),
        tab.looking: looking,
    }


def _noted(tab: LedgerTab, papers: Papers, looking: Looking, said: tuple[str, str, str], lang: Language) -> Update:
    state, note, person = said
    known = next((one for one in STATES if one == state), None)
    if looking.key is None or known is None:
        return {tab.looking: looking}
    try:
        papers.note(looking.key, known, note.strip(), person.strip() or None)
    except JiyaoError as error:
        return {tab.source: failure_html(str(error)), tab.looking: looking}
    return _drawn(tab, papers, looking, lang)
