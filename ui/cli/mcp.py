"""`jiyao mcp`: the archive as tools for a language model's client, over standard input and output."""

from __future__ import annotations

import click

from ui.cli.app import ANSWERED, App, pass_app
from ui.cli.command import Command
from ui.i18n import say


@click.command("mcp", cls=Command, help=say("mcp.help"))
@pass_app
def command(app: App) -> int:
    """Serves until the client leaves; it only reads, so that the page may stand open beside it."""
    from ui.access.journal import Journal
    from ui.mcp import build_mcp

    settings = app.settings()
    with app.opener(settings, write=False) as archive:
        build_mcp(archive, Journal(settings.home)).run("stdio")
    return ANSWERED
