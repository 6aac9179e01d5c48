"""`jiyao ui`: the page."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

import click

from ui.cli.app import ANSWERED, App, pass_app, warn
from ui.cli.command import Command
from ui.cli.ingest import tally
from ui.cli.serving import a_gate, a_port, address_options, warming
from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.archive import Archive
    from rag.settings import Settings
    from ui.access.gate import Gate


def _fill(archive: Archive) -> None:
    """Bring a demo archive back to the sample minutes alone."""
    from evals.corpus import sample_paths

    paths = [str(path) for path in sample_paths()]
    for document in archive.documents():
        if document.source not in paths:
            archive.remove(document.id)
    tally(archive.add_all(paths), Counter())


def _can_show() -> bool:
    """Whether somebody sits before a screen on which a browser can open."""
    screen = sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(screen) and sys.stdout.isatty()


def wait(url: str, *, browser: bool) -> None:
    """Say where the page is, and stay until interrupted."""
    click.echo(say("ui.at", url=url))
    if browser and _can_show():
        import webbrowser

        webbrowser.open(url)
    threading.Event().wait()


@click.command("ui", cls=Command, help=say("ui.help"))
@click.option("--demo", is_flag=True, help=say("ui.demo"))
@address_options
@click.option("--no-browser", is_flag=True, help=say("ui.no_browser"))
@pass_app
def command(app: App, *, demo: bool, host: str, port: int | None, no_browser: bool) -> int:
    """Serves until interrupted."""
    settings = app.settings()
    if demo:
        settings = settings.model_copy(update={"home": settings.home / "demo"})
    gate = a_gate(settings.home, host)
    port = a_port(host, port)
    warn(say("ui.starting"))
    with app.opener(settings, write=True) as archive, warming(archive):
        if demo:
            warn(say("ui.loading"))
            _fill(archive)
        url, close = serve_page(archive, settings, gate, host, port)
        try:
            wait(url, browser=not no_browser)
        finally:
            close()
    return ANSWERED


def serve_page(
    archive: Archive, settings: Settings, gate: Gate, host: str, port: int
) -> tuple[str, Callable[[], None]]:
    """The page with the API and MCP beside it; its URL, and what closes it."""
    from ui.access.watched import watched
    from ui.cli.serve import doors
    from ui.web.page import serve
    from ui.web.session import Session
    from ui.web.visit import visitor

    session = Session(watched(archive, gate.journal, visitor), settings.limits)
    return serve(session, host, port, gate, doors(archive, gate, settings))
