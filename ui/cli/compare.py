"""`jiyao compare`: two meetings or two districts side by side."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click hands it over

import click

from ui.cli.app import App, pass_app
from ui.cli.command import Command
from ui.cli.reporting import output_options, put
from ui.i18n import say


@click.command("compare", cls=Command, help=say("compare.help"))
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option("--topic", metavar="WORDS", help=say("report.topic_option"))
@output_options(".md .json")
@pass_app
def command(  # noqa: PLR0913 - click hands over one argument an option
    app: App, left: str, right: str, topic: str | None, output: Path | None, *, as_json: bool
) -> int:
    """0 written."""
    with app.archive() as archive:
        return put(archive.reports.compare(left, right, topic), output, as_json=as_json)
