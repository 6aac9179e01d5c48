"""`jiyao text FILE`: the extracted text, to the character, so that anyone can check a slice."""

from __future__ import annotations

import click

from ingest.errors import SourceError
from ui.cli.app import ANSWERED, App, pass_app
from ui.cli.command import Command
from ui.i18n import say


@click.command("text", cls=Command, help=say("text.help"))
@click.argument("file", metavar="FILE")
@pass_app
def command(app: App, file: str) -> int:
    """0, with `Document.text` on standard output as UTF-8 and nothing after it. Raises SourceError."""
    from ingest.read import extract
    from ingest.read.walk import walk

    limits = app.settings().limits
    sources = list(walk([file], limits))
    if len(sources) != 1:
        raise click.UsageError(say("text.not_one", file=file, count=len(sources)))
    source = sources[0]
    if isinstance(source, SourceError):
        raise source
    click.echo(extract(source.data, source.uri, limits).text.encode("utf-8"), nl=False)
    return ANSWERED
