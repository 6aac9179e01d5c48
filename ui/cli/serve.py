"""`jiyao serve`: the archive for programs, over HTTP and MCP, with the page beside them or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ui.cli.app import ANSWERED, App, pass_app, warn
from ui.cli.command import Command
from ui.cli.serving import a_gate, a_port, address_options, warming
from ui.i18n import say

if TYPE_CHECKING:
    from fastapi import FastAPI

    from rag.archive import Archive
    from rag.settings import Settings
    from ui.access.gate import Gate


def doors(archive: Archive, gate: Gate, settings: Settings) -> FastAPI:
    """The app of all doors for programs."""
    from ui.api.app import build_api
    from ui.mcp import mount_mcp

    app = build_api(archive, gate, settings.limits, settings.model or None)
    mount_mcp(app, archive, gate.journal)
    return app


@click.command("serve", cls=Command, help=say("serve.help"))
@click.option("--api-only", is_flag=True, help=say("serve.api_only"))
@address_options
@pass_app
def command(app: App, *, api_only: bool, host: str, port: int | None) -> int:
    """Serves until interrupted."""
    from ui.cli.ui import serve_page, wait

    settings = app.settings()
    gate = a_gate(settings.home, host)
    port = a_port(host, port)
    warn(say("ui.starting"))
    with app.opener(settings, write=True) as archive, warming(archive):
        if api_only:
            from ui.access.served import serve_app

            served = doors(archive, gate, settings)
            url, close = serve_app(served, gate, settings.limits, host, port)
        else:
            url, close = serve_page(archive, settings, gate, host, port)
        try:
            wait(url, browser=False)
        finally:
            close()
    return ANSWERED
