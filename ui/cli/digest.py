"""`jiyao digest`: the meetings of a period or a district, one after the other."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click hands it over

import click

from ui.cli.app import ANSWERED, App, pass_app, warn
from ui.cli.command import Command
from ui.cli.reporting import a_day, output_options, put
from ui.i18n import say


@click.command("digest", cls=Command, help=say("digest.help"))
@click.option("--place", "places", multiple=True, metavar="NAME", help=say("report.place"))
@click.option("--since", metavar="DAY", callback=a_day, help=say("report.since"))
@click.option("--until", metavar="DAY", callback=a_day, help=say("report.until"))
@click.option("--full", is_flag=True, help=say("report.full"))
@output_options(".md .docx .json")
@pass_app
def command(  # noqa: PLR0913 - click hands over one argument an option
    app: App,
    places: tuple[str, ...],
    since: str | None,
    until: str | None,
    output: Path | None,
    *,
    full: bool,
    as_json: bool,
) -> int:
    """0 written."""
    with app.archive() as archive:
        report = archive.reports.digest(places, since, until, "full" if full else "brief")
    if not report.summaries:
        warn(say("report.nothing"))
        return ANSWERED
    return put(report, output, as_json=as_json)
