"""`jiyao summarize`: one meeting summed up, every field with its source."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click hands it over
from typing import TYPE_CHECKING

import click

from ui.cli.app import App, pass_app
from ui.cli.command import Command
from ui.cli.reporting import output_options, put
from ui.i18n import say

if TYPE_CHECKING:
    from rag.records import Script


@click.command("summarize", cls=Command, help=say("summarize.help"))
@click.argument("meeting", metavar="MEETING")
@click.option("--full", is_flag=True, help=say("report.full"))
@click.option(
    "--script", type=click.Choice(["simplified", "traditional"]), default="simplified", help=say("report.script")
)
@click.option("--model", metavar="NAME", help=say("report.model"))
@output_options(".md .docx .json")
@pass_app
def command(  # noqa: PLR0913 - click hands over one argument an option
    app: App, meeting: str, script: Script, model: str | None, output: Path | None, *, full: bool, as_json: bool
) -> int:
    """0 written."""
    with app.archive() as archive:
        summary = archive.reports.summarize(meeting, "full" if full else "brief", script, model)
    return put(summary, output, as_json=as_json)
