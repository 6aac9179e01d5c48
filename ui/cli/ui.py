"""`jiyao ui`: the page, on this machine only."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

import click

from ui.cli.app import ANSWERED, App, pass_app, warn
from ui.cli.command import Command
from ui.cli.ingest import tally
from ui.i18n import say

if TYPE_CHECKING:
    from rag.archive import Archive

FIRST_PORT, PORTS_TRIED, LAST_PORT = 7860, 100, 65535


def loopback(host: str) -> bool:
    """Whether an address can only be reached from this machine.

    >>> loopback("localhost"), loopback("127.0.0.2"), loopback("0.0.0.0"), loopback("::1")
    (True, True, False, True)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def free_port(host: str, port: int) -> int | None:
    """The port if it can be listened on (0: any), None if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return None
        return int(probe.getsockname()[1])


def _read_port(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and int(value) <= LAST_PORT):
        raise click.BadParameter(say("ui.bad_port"))
    return int(value)


def _port(host: str, wanted: int | None) -> int:
    tried = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if wanted is None else (wanted,)
    found = next((free for port in tried if (free := free_port(host, port)) is not None), None)
    if found is None:
        raise click.UsageError(say("ui.port_taken", port=tried[0]))
    return found


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


def _wait(url: str, *, browser: bool) -> None:
    """Say where the page is, and stay until interrupted."""
    click.echo(say("ui.at", url=url))
    if browser and _can_show():
        import webbrowser

        webbrowser.open(url)
    threading.Event().wait()


@click.command("ui", cls=Command, help=say("ui.help"))
@click.option("--demo", is_flag=True, help=say("ui.demo"))
@click.option("--host", default="127.0.0.1", metavar="HOST", help=say("ui.host"))
@click.option("--port", callback=_read_port, metavar="PORT", help=say("ui.port"))
@click.option("--no-browser", is_flag=True, help=say("ui.no_browser"))
@pass_app
def command(app: App, *, demo: bool, host: str, port: int | None, no_browser: bool) -> int:
    """Serves until interrupted."""
    if not loopback(host):
        raise click.UsageError(say("ui.only_loopback", host=host))
    port = _port(host, port)
    settings = app.settings()
    if demo:
        settings = settings.model_copy(update={"home": settings.home / "demo"})
    warn(say("ui.starting"))
    with app.opener(settings, write=True) as archive:
        if demo:
            warn(say("ui.loading"))
            _fill(archive)
        from ui.web.page import serve
        from ui.web.session import Session

        url, close = serve(Session(archive, settings.limits), host, port)
        try:
            _wait(url, browser=not no_browser)
        finally:
            close()
    return ANSWERED
