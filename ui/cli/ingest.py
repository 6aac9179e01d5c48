"""`jiyao ingest PATH…`: files, folders, zips and standard input into the archive."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from ingest.errors import SourceError
from ui.cli.app import ANSWERED, FAILED, App, one_line, pass_app
from ui.cli.command import Command
from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.archive import Added

OUTCOMES = ("new", "unchanged", "superseded", "refused")


def tally(results: Iterable[Added | SourceError], counts: Counter[str]) -> None:
    """Count each result as it becomes durable, and say why a file was refused."""
    from tqdm import tqdm

    quiet = not sys.stderr.isatty()
    for result in tqdm(results, desc=say("ingest.reading"), unit="", file=sys.stderr, disable=quiet, leave=False):
        if isinstance(result, SourceError):
            counts["refused"] += 1
            tqdm.write(one_line(result), file=sys.stderr)
        else:
            counts[result.status] += 1
            if result.notice:
                tqdm.write(result.notice, file=sys.stderr)


@click.command("ingest", cls=Command, help=say("ingest.help"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@pass_app
def command(app: App, paths: tuple[str, ...]) -> int:
    """0 where anything went in or nothing had changed, 1 where every file was refused."""
    counts: Counter[str] = Counter()
    with app.archive(write=True) as archive:
        try:
            tally(archive.add_all(paths), counts)
        finally:
            click.echo(say("ingest.summary", **{name: counts[name] for name in OUTCOMES}))
    return FAILED if not counts.total() or counts["refused"] == counts.total() else ANSWERED
