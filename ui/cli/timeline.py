"""`jiyao timeline`: a matter from meeting to meeting; without one, the matters that recur."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click hands it over

import click

from ui.cli.app import ANSWERED, App, emit, pass_app
from ui.cli.command import Command
from ui.cli.reporting import output_options, put
from ui.i18n import say


@click.command("timeline", cls=Command, help=say("timeline.help"))
@click.argument("matter", required=False, metavar="[MATTER]")
@output_options(".md .json")
@pass_app
def command(app: App, matter: str | None, output: Path | None, *, as_json: bool) -> int:
    """0 written."""
    with app.archive() as archive:
        if matter is not None:
            return put(archive.reports.timeline(matter), output, as_json=as_json)
        recurring = archive.reports.recurring()
    if as_json:
        emit([{"matter": name, "meetings": count} for name, count in recurring])
    else:
        click.echo("\n".join(f"{name} · {say('report.times', n=n)}" for name, n in recurring) or say("report.nothing"))
    return ANSWERED
