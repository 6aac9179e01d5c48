"""`jiyao remove DOCUMENT`: take one document, and everything read from it, out of the archive."""

from __future__ import annotations

import click

from ui.cli.app import ANSWERED, App, one_line, pass_app
from ui.cli.command import Command
from ui.i18n import say


@click.command("remove", cls=Command, help=say("remove.help"))
@click.argument("document", metavar="DOCUMENT")
@pass_app
def command(app: App, document: str) -> int:
    """0 once it is gone. `document` is the id that `list` shows, or the one name or source it can mean."""
    with app.archive(write=True) as archive:
        named = [one for one in archive.documents() if document in {one.id, one.source, one.name}]
        if len(named) != 1:
            raise click.UsageError(say("remove.none" if not named else "remove.many", name=document, count=len(named)))
        archive.remove(named[0].id)
        click.echo(say("remove.done", name=one_line(named[0].name), id=named[0].id))
    return ANSWERED
