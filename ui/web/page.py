"""The shell of the page: its tabs, one look, one server on this machine only."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}  # read when Gradio is imported

import gradio as gr
from fastapi import FastAPI

from ui.access.served import serve_app
from ui.web.chat import Update, build_chat, fresh_chat, spoken, wire_chat
from ui.web.items import build_items, wire_items
from ui.web.ledger import build_ledger, wire_ledger
from ui.web.library import NONE, build_library, drawn_library, looked_into, wire_library
from ui.web.status import build_evals, build_status, wire_evals, wire_status
from ui.web.summary import build_summary, wire_summary
from ui.web.talk import Talk  # noqa: TC001 - Gradio reads the annotations of handlers at run time
from ui.web.visit import signed_in
from ui.words import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.access.gate import Gate
    from ui.web.papers import Papers
    from ui.web.session import Session

HERE = Path(__file__).parent
BRAND = '<div class="jy-brand"><span class="jy-seal" aria-hidden="true">纪</span><h1>纪要</h1></div>'
FONTS = (  # Chinese fonts first: “ ” of a Latin font are half as wide as they should be here
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "system-ui",
    "sans-serif",
)
TEMPORARY = 24 * 3600  # seconds after which Gradio's own copies of uploads are deleted


def words() -> gr.I18n:
    """The page's labels for the browser to choose from; any Chinese locale reads Chinese, all others English."""
    chinese = {key: pair[0] for key, pair in PAGE.items()}
    english = {key: pair[1] for key, pair in PAGE.items()}
    return gr.I18n(**{"en": english, "zh": chinese, "zh-CN": chinese, "zh-TW": chinese})


def build(session: Session, i18n: gr.I18n) -> gr.Blocks:
    """The page over one archive."""
    page = gr.Blocks(title="纪要", analytics_enabled=False, fill_width=True, delete_cache=(3600, TEMPORARY))
    with page:
        with gr.Row(elem_id="jy-header"):
            gr.HTML(BRAND, padding=False)
            gr.Markdown(i18n("page.tagline"), elem_id="jy-tagline")
            who = gr.HTML(elem_id="jy-who", padding=False)
        with gr.Tabs(elem_id="jy-tabs"):
            with gr.Tab(i18n("tab.ask"), id="ask"):
                chat = build_chat(i18n)
            _desk(i18n, session.papers)
            with gr.Tab(i18n("tab.library"), id="library"):
                library = build_library(i18n)
            _gauges(i18n, session.papers)
        wire_chat(chat, session)
        changed = wire_library(library, session)

        def opened(talk: Talk, visitor: str, request: gr.Request) -> Update:
            return fresh_chat(chat, session, talk, visitor, request) | drawn_library(library, session, spoken(request))

        def looked(request: gr.Request) -> Update:
            return looked_into(library, session, NONE, spoken(request))

        fresh, inputs = [*chat.fresh, library.documents], [chat.talk, chat.visitor]
        page.load(signed_in, None, [who], show_progress="hidden", api_visibility="private")
        page.load(opened, inputs, fresh, show_progress="hidden", api_visibility="private")
        page.load(looked, None, library.looked, show_progress="hidden", api_visibility="private")
        for event in changed:
            event.then(opened, inputs, fresh, show_progress="hidden", api_visibility="private")
    return page


def _desk(i18n: gr.I18n, papers: Papers) -> None:
    """The tabs of what the archive's meetings decided."""
    with gr.Tab(i18n("tab.summary"), id="summary") as tab:
        wire_summary(build_summary(tab, i18n), papers)
    with gr.Tab(i18n("tab.items"), id="items") as tab:
        wire_items(build_items(tab, i18n), papers)
    with gr.Tab(i18n("tab.ledger"), id="ledger") as tab:
        wire_ledger(build_ledger(tab, i18n), papers)


def _gauges(i18n: gr.I18n, papers: Papers) -> None:
    """The tabs of how well things stand."""
    with gr.Tab(i18n("tab.evals"), id="evals") as tab:
        wire_evals(build_evals(tab), papers)
    with gr.Tab(i18n("tab.status"), id="status") as tab:
        wire_status(build_status(tab), papers)


def theme() -> gr.themes.Base:
    """Quiet slate and one blue, in the fonts the reader's system has: nothing is fetched."""
    return gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="md",
        font=list(FONTS),
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    ).set(  # Gradio's own greys are too pale to read small: 2.6 to 1 on white, where 4.5 is the least
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def mount(app: FastAPI, session: Session) -> Callable[[], None]:
    """Put the page at the root of an app, behind the routes that the app has already; gives back what closes it."""
    i18n = words()
    page = build(session, i18n)
    page.queue(default_concurrency_limit=4, max_size=64)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        show_error=False,  # an error may quote a document; the terminal shows it whole
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        i18n=i18n,
        theme=theme(),
        css_paths=[HERE / "style.css", HERE / "tabs.css"],
        head_paths=HERE / "head.html",
    )
    return partial(page.close, verbose=False)


def serve(
    session: Session, host: str, port: int, gate: Gate, app: FastAPI | None = None
) -> tuple[str, Callable[[], None]]:
    """Serve the page, with what else an app has, behind its gate: its URL once it answers, and what closes it.

    Raises OSError where the port cannot be listened on.
    """
    served = FastAPI(openapi_url=None) if app is None else app
    close_page = mount(served, session)
    url, close_server = serve_app(served, gate, session.limits, host, port)

    def close() -> None:
        close_server()
        close_page()

    return url, close
