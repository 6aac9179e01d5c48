"""The last evaluation as a page: a table and bars a suite with n and interval, and what came out wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.run.headline import TILES
from evals.run.records import OURS
from ui.i18n import knows, say
from ui.view.markup import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.run.records import Failure, Result, Run
    from ui.i18n import Language

SHOWN = 60
"""Failures shown; the file has all."""
COMMAND = "jiyao eval"
COLUMNS = ("evals.metric", "evals.split", "evals.system", "evals.value", "evals.interval", "evals.count")

TILE_WORDS = {
    "asking/right/ours/all": "tile.samples",
    "asking/right/ours/heldout": "tile.heldout",
    "own/right/ours/all": "tile.own",
    "asking/refusal.f1/ours/all": "tile.refusal",
    "asking/refusal.f1/ours/heldout": "tile.refusal_heldout",
    "asking/citation.f1/ours/heldout": "tile.citation",
    "guard/lies_stopped/ours/outcome": "tile.guard",
    "parsing/macro_f1/ours/clean": "tile.parsing",
    "parsing/macro_f1/ours/heldout": "tile.parsing_heldout",
    "summary/macro_f1/ours/heldout": "tile.summary",
    "retrieval/nDCG@10/ours/heldout": "tile.retrieval",
    "noise/kept_under_noise/ours/answers": "tile.noise",
    "speed/ms.p50/ours/all": "tile.speed",
}
"""What the numbers at the top are called."""


def no_run_html(home: str, lang: Language | None = None) -> str:
    """How to make a first run of this archive's home."""
    title, how = safe(say("evals.none", lang)), safe(say("evals.how", lang))
    command = safe(f'{COMMAND} --home "{home}"')
    told = f'<h3>{title}</h3><p>{how}</p><pre class="jr-command">{command}</pre>'
    return f'<section class="jy-guide jr-guide">{told}</section>'


def run_html(run: Run, file: str, lang: Language | None = None) -> str:
    """A run; `file` is where all of it lies."""
    suites: dict[str, list[Result]] = {}
    for one in run.results:
        suites.setdefault(one.suite, []).append(one)
    made = (
        say("evals.made", lang, at=run.made_at[:16].replace("T", " ")),
        say("evals.corpus", lang, corpus=run.corpus),
        say("evals.version", lang, version=run.version),
        run.embedder,
        run.model or say("evals.no_model", lang),
    )
    took = (
        say("evals.seconds", lang, suite=_name(name, lang), seconds=round(value)) for name, value in run.seconds.items()
    )
    meta = f'<p class="jr-count">{safe(" · ".join(made))}<br>{safe("　".join(took))}</p>'
    body = _tiles(run, lang) + "".join(_suite(name, found, lang) for name, found in suites.items())
    return f'<div class="jr-evals">{meta}{body}{_failures(run.failures, file, lang)}</div>'


def _name(suite: str, lang: Language | None) -> str:
    return say(f"evals.{suite}", lang) if knows(f"evals.{suite}") else suite


def _tiles(run: Run, lang: Language | None) -> str:
    """The numbers that matter, as far as the run measured them."""
    found = run.by_key()
    tiles = [
        (f"{one.value:.1%}" if share else f"{one.value:.0f}", TILE_WORDS[key])
        for _, key, share in TILES
        if (one := found.get(key)) is not None and one.value is not None
    ]
    drawn = "".join(
        f"<div><strong>{safe(value)}</strong><span>{safe(say(words, lang))}</span></div>" for value, words in tiles
    )
    return f'<div class="jr-tiles">{drawn}</div>' if tiles else ""


def _suite(name: str, found: Sequence[Result], lang: Language | None) -> str:
    head = "".join(f"<th>{safe(say(key, lang))}</th>" for key in COLUMNS)
    rows = "".join(_row(one, lang) for one in found)
    table = f'<table class="jy-table jr-scores"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    title = f"{safe(_name(name, lang))}<span>{safe(say('evals.rows', lang, count=len(found)))}</span>"
    return f'<details class="jr-suite"><summary>{title}</summary><div class="jy-scroll">{table}</div></details>'


def _row(one: Result, lang: Language | None) -> str:
    system = say("evals.ours", lang) if one.system == OURS else one.system
    bounds = "" if one.low is None or one.high is None else f"{one.low:.2f}–{one.high:.2f}"
    cells = {
        "evals.split": safe(one.split),
        "evals.system": safe(system),
        "evals.value": _bar(one),
        "evals.interval": bounds,
        "evals.count": str(one.n),
    }
    said = "".join(f'<td data-label="{safe(say(key, lang))}">{cell}</td>' for key, cell in cells.items())
    return f"<tr><td>{safe(one.metric)}</td>{said}</tr>"


def _bar(one: Result) -> str:
    """A value with its bar where it is a share; whiskers show the interval."""
    if one.value is None:
        return "–"
    if not 0 <= one.value <= 1:
        return f"{one.value:.3f}"
    kind = "jr-ours" if one.system == OURS else "jr-theirs"
    whisker = ""
    if one.low is not None and one.high is not None:
        whisker = f'<line x1="{100 * one.low:.1f}" x2="{100 * one.high:.1f}" y1="5" y2="5"/>'
    bar = f'<rect class="{kind}" width="{100 * one.value:.1f}" height="10" rx="2"/>'
    return (
        f'<span>{one.value:.3f}</span><svg class="jr-bars" viewBox="0 0 100 10" aria-hidden="true">{bar}{whisker}</svg>'
    )


def _failures(failures: Sequence[Failure], file: str, lang: Language | None) -> str:
    if not failures:
        return ""
    rows = "".join(_failure(one, lang) for one in failures[:SHOWN])
    left = len(failures) - SHOWN
    more = f'<p class="jr-count">{safe(say("evals.more", lang, count=left, file=file))}</p>' if left > 0 else ""
    title = f"{safe(say('evals.failures', lang))}<span>{len(failures)}</span>"
    return f'<details class="jr-suite"><summary>{title}</summary>{rows}{more}</details>'


def _failure(one: Failure, lang: Language | None) -> str:
    told = [("evals.answer", one.answer), ("evals.expected", one.expected)]
    told += [("evals.quote", quote) for quote in one.evidence]
    rows = "".join(f"<div><dt>{safe(say(key, lang))}</dt><dd>{safe(text)}</dd></div>" for key, text in told)
    summary = f"{_name(one.suite, lang)} · {one.question or one.id}"
    return f'<details class="jr-failure"><summary>{safe(summary)}</summary><dl>{rows}</dl></details>'
