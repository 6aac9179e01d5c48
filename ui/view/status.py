"""The state of things as a page: what answers, what is held, what could leave this machine; never a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import say
from ui.view.markup import safe
from ui.view.parts import grid_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rag.records import Health
    from ui.doctor import Endpoint, Report
    from ui.i18n import Language


def status_html(report: Report, counts: Mapping[str, int], lang: Language | None = None) -> str:
    """What the doctor found; `counts` are of items and duties, under `status.items` and `status.duties`."""
    well = report.problem is None and report.archive is not None and not report.archive.pending
    line = say("status.healthy", lang) if well else ""
    if report.problem is not None:
        line = say("status.problem", lang, problem=report.problem)
    tone = "good" if well else "bad"
    badge = f'<p class="jr-health"><span class="jy-badge jr-{tone}">{safe(line)}</span></p>' if line else ""
    sections = [
        _tiles(report.archive, counts, lang) if report.archive else "",
        _section("status.answers", _answers(report, lang), lang),
        _section("status.archive", _archive(report, lang), lang),
        _section("status.versions", _versions(report, lang), lang),
    ]
    return f'<div class="jr-status">{badge}{"".join(sections)}</div>'


def _section(key: str, rows: Iterable[tuple[str, str]], lang: Language | None) -> str:
    return f"<section><h3>{safe(say(key, lang))}</h3>{grid_html(rows, 'jr-facts')}</section>"


def _tiles(health: Health, counts: Mapping[str, int], lang: Language | None) -> str:
    shown = {"status.documents": health.documents, "status.meetings": health.meetings} | dict(counts)
    tiles = "".join(
        f"<div><strong>{count}</strong><span>{safe(say(key, lang))}</span></div>" for key, count in shown.items()
    )
    return f'<div class="jr-tiles">{tiles}</div>'


def _answers(report: Report, lang: Language | None) -> list[tuple[str, str]]:
    hosts = say("list.joint", lang).join(report.outside)
    network = say("status.outside", lang, hosts=hosts) if hosts else say("status.offline", lang)
    return [
        (say("status.model", lang), _endpoint(report.model, "status.no_model", lang)),
        (say("status.encoder", lang), _endpoint(report.embedder, "status.built_in", lang)),
        (say("status.network", lang), safe(network)),
    ]


def _endpoint(endpoint: Endpoint | None, none: str, lang: Language | None) -> str:
    if endpoint is None:
        return safe(say(none, lang))
    key = say("status.key_set" if endpoint.keyed else "status.key_unset", lang)
    named = say("status.at", lang, name=endpoint.name, host=endpoint.host)
    return f'{safe(named)} <span class="jy-badge">{safe(key)}</span>'


def _archive(report: Report, lang: Language | None) -> list[tuple[str, str]]:
    rows = [(say("status.place", lang), safe(report.home))]
    health = report.archive
    if health is None:
        return rows
    index = say("status.pending", lang, count=health.pending) if health.pending else say("status.whole", lang)
    rows += [
        (say("status.index", lang), safe(index)),
        (say("status.chunks", lang), str(health.chunks)),
        (say("status.encoder", lang), safe(health.embedder or "—")),
        (say("status.vectors", lang), safe(health.vectors)),
    ]
    return rows + [(say("status.notes", lang), safe(note)) for note in health.notes]


def _versions(report: Report, lang: Language | None) -> list[tuple[str, str]]:
    own = [("jiyao", report.jiyao), ("Python", report.python), (say("status.system", lang), report.system)]
    packages = [(name, number or "—") for name, number in report.versions.items()]
    return [(name, safe(value)) for name, value in (*own, *packages)]
