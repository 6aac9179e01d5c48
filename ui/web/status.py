"""The 状态 and 评测 tabs: what answers and what is held; how good it was when it was last measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from ingest.errors import JiyaoError
from ui.view.evals import no_run_html, run_html
from ui.view.markup import failure_html
from ui.view.status import status_html
from ui.web.chat import spoken
from ui.web.summary import QUIET

if TYPE_CHECKING:
    from ui.web.papers import Papers


@dataclass(frozen=True, slots=True)
class Shown:
    """A tab of one page of HTML."""

    tab: gr.Tab
    body: gr.HTML


def build_status(tab: gr.Tab) -> Shown:
    """Lay 状态 out."""
    return Shown(tab, gr.HTML(elem_id="jr-status", padding=False))


def build_evals(tab: gr.Tab) -> Shown:
    """Lay 评测 out."""
    return Shown(tab, gr.HTML(elem_id="jr-evals", padding=False))


def wire_status(shown: Shown, papers: Papers) -> None:
    """Look again each time the tab is opened."""

    def opened(request: gr.Request) -> str:
        try:
            return status_html(papers.report(), papers.counts(), spoken(request))
        except JiyaoError as error:
            return failure_html(str(error))

    shown.tab.select(opened, None, [shown.body], **QUIET)


def wire_evals(shown: Shown, papers: Papers) -> None:
    """Read the last run each time the tab is opened."""

    def opened(request: gr.Request) -> str:
        try:
            run = papers.last_run()
        except (ValueError, OSError) as error:
            return failure_html(str(error))
        lang = spoken(request)
        return run_html(run, str(papers.last_file), lang) if run else no_run_html(str(papers.home), lang)

    shown.tab.select(opened, None, [shown.body], **QUIET)
