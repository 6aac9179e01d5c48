"""`jiyao ledger`: the ledger of decisions, filtered, exported, and noted in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from ingest.records import Outcome
from rag.rows import STATES
from ui.cli.app import ANSWERED, App, pass_app
from ui.cli.command import Command
from ui.cli.reporting import a_day, output_options, put
from ui.i18n import say

if TYPE_CHECKING:
    from rag.records import State


@click.command("ledger", cls=Command, help=say("ledger.help"))
@click.option("--unit", "units", multiple=True, metavar="NAME", help=say("ledger.unit"))
@click.option("--place", "places", multiple=True, metavar="NAME", help=say("report.place"))
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(get_args(Outcome)), help=say("ledger.outcome"))
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help=say("ledger.state_option"))
@click.option("--since", metavar="DAY", callback=a_day, help=say("report.since"))
@click.option("--until", metavar="DAY", callback=a_day, help=say("report.until"))
@click.option("--overdue", is_flag=True, help=say("ledger.overdue_option"))
@click.option("--as-of", metavar="DAY", callback=a_day, help=say("ledger.as_of_option"))
@click.option("--set", "noted", type=(str, click.Choice(STATES)), metavar="KEY STATE", help=say("ledger.set"))
@click.option("--note", default="", metavar="TEXT", help=say("ledger.note_option"))
@click.option("--by", metavar="NAME", help=say("ledger.by"))
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("ledger.xlsx"))
@output_options(".xlsx .csv .md .json")
@pass_app
def command(  # noqa: PLR0913 - click hands over one argument an option
    app: App,
    *,
    units: tuple[str, ...],
    places: tuple[str, ...],
    outcomes: tuple[str, ...],
    states: tuple[State, ...],
    since: str | None,
    until: str | None,
    as_of: str | None,
    noted: tuple[str, State] | None,
    note: str,
    by: str | None,
    xlsx: Path | None,
    output: Path | None,
    overdue: bool,
    as_json: bool,
) -> int:
    """0 written or noted."""
    from rag.report.records import LedgerFilter

    wanted = LedgerFilter(
        units=units,
        places=places,
        outcomes=outcomes,
        states=states,
        since=since,
        until=until,
        as_of=as_of,
        overdue_only=overdue,
    )
    with app.archive() as archive:
        if noted is not None:
            key, state = noted
            archive.reports.note(key, state, note, by)
            click.echo(say("ledger.noted", key=key, state=state))
            return ANSWERED
        return put(archive.reports.ledger(wanted), output or xlsx, as_json=as_json)
