"""`jiyao doctor`: what is installed, which archive and models are in use, and what could leave this machine."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ingest.errors import JiyaoError
from ui.cli.app import ANSWERED, FAILED, App, emit, pass_app
from ui.cli.command import Command
from ui.doctor import examined
from ui.i18n import say

if TYPE_CHECKING:
    from rag.records import Health
    from rag.settings import Settings
    from ui.doctor import Endpoint, Report


def _health(app: App, settings: Settings) -> tuple[Health | None, str | None]:
    if not settings.home.exists():
        return None, None
    try:
        with app.archive() as archive:
            health = archive.health()
    except JiyaoError as error:
        return None, str(error)
    return health, None


def examine(app: App) -> Report:
    """Look at everything without changing or contacting anything. Raises SettingsError."""
    settings = app.settings()
    return examined(settings, *_health(app, settings))


def _lines(report: Report) -> list[str]:
    """The report for people, one fact a line."""
    packages = " · ".join(f"{name} {number or '—'}" for name, number in report.versions.items())
    lines = [
        f"jiyao {report.jiyao} · Python {report.python} · {report.system}",
        packages,
        say("doctor.home", home=report.home),
        _endpoint("doctor.model", report.model),
        _endpoint("doctor.embedder", report.embedder),
        say("doctor.outside", hosts="、".join(report.outside)) if report.outside else say("doctor.offline"),
    ]
    health = report.archive
    if health is not None:
        lines.append(say("doctor.archive", **asdict(health)))
        lines.append(say("doctor.pending", pending=health.pending) if health.pending else say("doctor.whole"))
        lines += health.notes
    elif report.problem is None:
        lines.append(say("doctor.no_archive"))
    return lines + ([say("doctor.problem", problem=report.problem)] if report.problem else [])


def _endpoint(key: str, endpoint: Endpoint | None) -> str:
    return say(key, name=endpoint.name, host=endpoint.host) if endpoint is not None else say(f"{key}.none")


@click.command("doctor", cls=Command, help=say("doctor.help"))
@click.option("--json", "as_json", is_flag=True, help=say("doctor.json"))
@pass_app
def command(app: App, *, as_json: bool) -> int:
    """0 in good health, also before anything was ingested; 1 where the archive cannot be used."""
    report = examine(app)
    if as_json:
        emit(asdict(report))
    else:
        click.echo("\n".join(_lines(report)))
    return ANSWERED if report.problem is None else FAILED
