"""`jiyao parse FILE…`: what the reader finds in minutes, for people or as one JSON object a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ingest.errors import SourceError
from ui.cli.app import ANSWERED, FAILED, App, emit, pass_app, warn
from ui.cli.command import Command
from ui.i18n import say

if TYPE_CHECKING:
    from ingest.limits import Limits
    from ingest.read.walk import Source


def _show(source: Source, limits: Limits, *, as_json: bool) -> None:
    from ingest.contract import minutes_as_dict
    from ingest.minutes import read_bytes
    from ui.view.plain import minutes_text

    for minutes in read_bytes(source.data, source.uri, limits).meetings:
        if as_json:
            emit(minutes_as_dict(minutes))
        else:
            click.echo(minutes_text(minutes) + "\n")


@click.command("parse", cls=Command, help=say("parse.help"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help=say("parse.json"))
@pass_app
def command(app: App, files: tuple[str, ...], *, as_json: bool) -> int:
    """0; or 1 once the rest has been read, where a file was refused."""
    from ingest.read.walk import walk

    limits, code = app.settings().limits, ANSWERED
    for source in walk(files, limits):
        try:
            if isinstance(source, SourceError):
                raise source
            _show(source, limits, as_json=as_json)
        except SourceError as refused:
            warn(refused)
            code = FAILED
    return code
