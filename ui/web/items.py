"""The 议题检索 tab: items by words and facets, each beside its source; a matter over time as a chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components import Component  # noqa: TC002 - Gradio reads the annotations of handlers at run time

from ingest.errors import JiyaoError
from rag.report.items import EVERYTHING, FACETS, PAGE, ItemFilter
from ui.i18n import say
from ui.view.items import chips_html, found_html, timeline_html
from ui.view.markup import card_html, failure_html
from ui.view.parts import guide_html
from ui.web.chat import Update, spoken
from ui.web.picking import PICK, REVEAL, SHEET, number, picked
from ui.web.summary import QUIET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gradio.blocks import Block

    from rag.records import Citation
    from rag.report.items import Facet, ItemsFound
    from ui.i18n import Language
    from ui.web.papers import Papers

OFFERED = 200
"""Values of a facet that a field offers, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Searching:
    """What a visitor looks at: the filter, the page of hits from 1, the matter that is followed over time."""

    wanted: ItemFilter = EVERYTHING
    page: int = 1
    matter: str | None = None


@dataclass(frozen=True, slots=True)
class ItemsTab:
    """The components of the tab."""

    tab: gr.Tab
    text: gr.Textbox
    facets: dict[Facet, gr.Dropdown]
    chips: gr.HTML
    timeline: gr.HTML
    body: gr.HTML
    source: gr.HTML
    searching: gr.State


def build_items(tab: gr.Tab, i18n: gr.I18n) -> ItemsTab:
    """Lay the tab out; nothing is wired yet."""
    searching = gr.State(Searching())
    with gr.Row(elem_classes="jr-bar", equal_height=False):
        text = gr.Textbox(label=i18n("items.search"), max_length=200, elem_id="jr-text", submit_btn=True)
    with gr.Row(elem_classes="jr-bar", equal_height=False):
        facets = {
            one: gr.Dropdown([], multiselect=True, label=i18n(f"items.{one}"), elem_id=f"jr-items-{one}", min_width=150)
            for one in FACETS
        }
    chips = gr.HTML(elem_id="jr-recurring", padding=False, js_on_load=PICK)
    with gr.Row(elem_classes="jr-desk", equal_height=False):
        with gr.Column(scale=5, min_width=320):
            timeline = gr.HTML(elem_id="jr-timeline", padding=False, js_on_load=PICK + REVEAL)
            body = gr.HTML(i18n("desk.reading"), elem_id="jr-items", padding=False, js_on_load=PICK)
        with gr.Column(scale=3, min_width=320, elem_classes="jr-beside"):
            source = gr.HTML(elem_id="jr-items-source", padding=False, js_on_load=SHEET)
    return ItemsTab(tab, text, facets, chips, timeline, body, source, searching)


def wire_items(tab: ItemsTab, papers: Papers) -> None:
    """Connect searching, picking and following a matter."""

    def opened(searching: Searching, request: gr.Request) -> Update:
        return _drawn(tab, papers, searching, spoken(request))

    def searched(values: dict[Component, object], request: gr.Request) -> Update:
        return _drawn(tab, papers, Searching(_wanted(tab, values)), spoken(request))

    def clicked(searching: Searching, request: gr.Request, event: gr.EventData) -> Update:
        return _clicked(tab, papers, searching, picked(event), spoken(request))

    def followed(searching: Searching, request: gr.Request, event: gr.EventData) -> Update:
        at = number(picked(event))
        matters = papers.recurring()
        if at is None or at >= len(matters):
            return {tab.searching: searching}
        return _follow(tab, papers, replace(searching, matter=matters[at][0]), spoken(request))

    def offered(request: gr.Request) -> str:
        return chips_html(papers.recurring(), spoken(request))

    beside = [tab.timeline, tab.body, tab.source, tab.searching, *tab.facets.values()]
    opening = tab.tab.select(opened, [tab.searching], beside, **QUIET)
    opening.then(offered, None, [tab.chips], **QUIET)
    inputs: set[Block] = {tab.text, *tab.facets.values()}
    tab.text.submit(searched, inputs, beside, **QUIET)
    for field in tab.facets.values():
        field.input(searched, inputs, beside, **QUIET)
    for shown in (tab.body, tab.timeline):
        shown.select(clicked, [tab.searching], beside, **QUIET)
    tab.chips.select(followed, [tab.searching], beside, **QUIET)


def _wanted(tab: ItemsTab, values: Mapping[Component, object]) -> ItemFilter:
    chosen = {one: _texts(values[field]) for one, field in tab.facets.items()}
    return ItemFilter(
        text=str(values[tab.text] or "").strip(),
        places=chosen["places"],
        meetings=chosen["meetings"],
        outcomes=chosen["outcomes"],
        years=chosen["years"],
        units=chosen["units"],
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _clicked(tab: ItemsTab, papers: Papers, searching: Searching, pick: str, lang: Language) -> Update:
    kind, _, value = pick.partition(":")
    mark = number(value)
    if kind == "close":
        return {tab.timeline: "", tab.searching: replace(searching, matter=None)}
    if mark is None:
        return {tab.searching: searching}
    if kind == "page":
        return _drawn(tab, papers, replace(searching, page=max(1, mark)), lang)
    try:
        if kind == "m":
            title = _title(papers.items(searching.wanted, searching.page), mark)
            return _follow(tab, papers, replace(searching, matter=title), lang)
        return {tab.source: _card(papers, _cited(papers, searching, kind, mark), lang)}
    except JiyaoError as error:
        return {tab.source: failure_html(str(error))}


def _title(found: ItemsFound, mark: int) -> str | None:
    return next((hit.entry.item.title for hit in found.hits if hit.citation.mark == mark), None)


def _cited(papers: Papers, searching: Searching, kind: str, mark: int) -> Citation | None:
    """The source of a hit (`q`), or of a step of the matter that is followed (`t`)."""
    if kind == "q":
        hits = papers.items(searching.wanted, searching.page).hits
        return next((hit.citation for hit in hits if hit.citation.mark == mark), None)
    events = papers.timeline(searching.matter).events if searching.matter else ()
    if kind != "t" or not 1 <= mark <= len(events):
        return None
    return next((replace(one, mark=mark) for one in events[mark - 1].citations), None)


def _card(papers: Papers, citation: Citation | None, lang: Language) -> str:
    if citation is None:
        return failure_html(say("desk.gone", lang))
    return card_html(papers.card(citation), "i", lang)


def _follow(tab: ItemsTab, papers: Papers, searching: Searching, lang: Language) -> Update:
    """The chart of a matter above the hits."""
    if searching.matter is None:
        return {tab.searching: searching}
    try:
        body = timeline_html(papers.timeline(searching.matter), lang)
    except JiyaoError as error:
        body = failure_html(str(error))
    return {tab.timeline: body, tab.searching: searching}


def _drawn(tab: ItemsTab, papers: Papers, searching: Searching, lang: Language) -> Update:
    """The hits, and what each facet offers beside them."""
    try:
        found = papers.items(searching.wanted, searching.page)
        if searching.page > 1 and not found.hits:
            searching = replace(searching, page=max(1, -(-found.total // PAGE)))
            found = papers.items(searching.wanted, searching.page)
    except JiyaoError as error:
        return {tab.body: failure_html(str(error)), tab.searching: searching}
    body = found_html(found, searching.wanted.text, searching.page, lang)
    guide = guide_html(say("desk.quote_lead", lang), lang)
    offered = {field: gr.update(choices=_choices(found, one, searching, lang)) for one, field in tab.facets.items()}
    shown: Update = {tab.body: body, tab.source: guide, tab.searching: searching}
    return shown | offered


def _choices(found: ItemsFound, facet: Facet, searching: Searching, lang: Language) -> list[tuple[str, str]]:
    """The values of a facet with how many items each would leave; what is chosen stays among them."""
    counts = dict(found.facets[facet][:OFFERED])
    chosen: tuple[str, ...] = getattr(searching.wanted, facet)
    values = list(dict.fromkeys((*counts, *chosen)))
    if facet == "years":
        values.sort(reverse=True)
    return [
        (say("choice.counted", lang, value=found.names.get(one, one), count=counts.get(one, 0)), one) for one in values
    ]
