"""`jiyao eval`: how good the answers are, on the house's minutes or on your own, and whether anything fell."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.app import ANSWERED, FAILED, App, emit, pass_app, warn
from ui.cli.command import Command
from ui.i18n import say

if TYPE_CHECKING:
    from evals.run.records import Run
    from rag.ports import ChatModel

LAST = "evals/last.json"
"""Where the latest run lies, below the archive's home: the page shows it."""
SHORT = 40
"""Rows up to which the whole table is shown unasked."""


@click.command("eval", cls=Command, help=say("eval.help"))
@click.option("--suite", "chosen", multiple=True, metavar="NAME", help=say("eval.suite"))
@click.option("--all-damages", is_flag=True, help=say("eval.damages"))
@click.option("--cases", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("eval.cases"))
@click.option("--docs", multiple=True, metavar="PATH", help=say("eval.docs"))
@click.option("--model", default="", metavar="NAME", help=say("eval.model"))
@click.option("--judge", default="", metavar="NAME", help=say("eval.judge"))
@click.option("--benchmarks", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=say("eval.sets"))
@click.option("--sample", type=click.IntRange(min=1), help=say("eval.sample"))
@click.option("--price", type=(float, float), metavar="READ WRITTEN", help=say("eval.price"))
@click.option("--compare", type=click.Path(path_type=Path, dir_okay=False), metavar="RUN", help=say("eval.compare"))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=say("eval.out"))
@click.option("--gate", is_flag=True, help=say("eval.gate"))
@click.option("--update", is_flag=True, help=say("eval.update"))
@click.option("--allow-regression", is_flag=True, help=say("eval.allow"))
@click.option("--table", is_flag=True, help=say("eval.table"))
@click.option("--json", "as_json", is_flag=True, help=say("report.json"))
@pass_app
def command(  # noqa: PLR0913 - click hands over one argument an option
    app: App,
    /,
    *,
    compare: Path | None,
    out: Path | None,
    gate: bool,
    update: bool,
    allow_regression: bool,
    table: bool,
    as_json: bool,
    **wanted: Any,  # noqa: ANN401 - the options of Wanted, which click has checked
) -> int:
    """0 measured, 1 where the gate fell."""
    from evals.run import records

    asked = Wanted(**wanted)
    if (asked.cases is None) != (not asked.docs):
        raise click.UsageError(say("eval.both"))
    try:
        before = records.read(compare) if compare is not None else None
        made = _measured(app, asked, gate=gate)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error
    _keep(made, out or app.settings().home / "evals", before)
    if as_json:
        emit(asdict(made))
    else:
        click.echo(_shown(made, before, whole=table))
    return _held(made, update=update, allow_regression=allow_regression) if gate or update else ANSWERED


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured, of what, by which models."""

    chosen: tuple[str, ...]
    all_damages: bool
    cases: Path | None
    docs: tuple[str, ...]
    model: str
    judge: str
    benchmarks: Path | None
    sample: int | None
    price: tuple[float, float] | None


def _measured(app: App, asked: Wanted, *, gate: bool) -> Run:
    """The run that was asked for: the user's own cases, or the house's suites. Raises ValueError, SourceError."""
    from evals.modelled import Price
    from evals.run.public import SAMPLE
    from evals.run.run import Asked, Sets, run, run_own
    from evals.run.suites import FAST_DAMAGES

    if asked.cases is not None:
        return run_own(app.settings(), asked.docs, asked.cases, model=asked.model)
    return run(
        app.settings(),
        asked.chosen or _suites(gate=gate, model=asked.model),
        asked=Asked(
            asked.model, _chat(app, asked.model), asked.sample, Price(*asked.price) if asked.price is not None else None
        ),
        damages=None if asked.all_damages else FAST_DAMAGES,
        sets=Sets(asked.benchmarks, asked.sample or SAMPLE) if asked.benchmarks else None,
        judge=_chat(app, asked.judge),
        say=_begun,
    )


def _suites(*, gate: bool, model: str) -> list[str]:
    """The fast suites for the gate, else every one; those that lack what they need are named and left out."""
    from evals.run.run import EVERY, FAST, MODEL, ready

    wanted = FAST if gate else (*EVERY, *([MODEL] if model else []))
    found = ready(wanted)
    if len(found) < len(wanted):
        warn(say("eval.lacking", suites="、".join(one for one in wanted if one not in found)))
    return found


def _chat(app: App, name: str) -> ChatModel | None:
    """The model of that name at the endpoint of the settings; None where none was named."""
    from rag.answer.model import OpenAIChat

    return OpenAIChat(app.settings(), name) if name else None


def _begun(suite: str) -> None:
    warn(say("eval.begun", suite=suite))


def _keep(made: Run, folder: Path, before: Run | None) -> None:
    """The run as JSON and as a page, where the next run and the web page find them."""
    from evals.run.page import page

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "last.json").write_text(made.as_json(), "utf-8")
    (folder / "last.html").write_text(page(made, before), "utf-8")
    warn(say("report.written", file=folder / "last.html"))


def _shown(made: Run, before: Run | None, *, whole: bool) -> str:
    """The numbers that matter; below them the whole table where it is short or asked for."""
    from evals.run.headline import headline

    brief = headline(made)
    if whole or not brief or len(made.results) <= SHORT:
        return "\n\n".join(filter(None, (brief, _table(made, before))))
    moved = _table(made, before, moved=True) if before else ""
    return "\n\n".join(filter(None, (brief, moved, say("eval.whole", count=len(made.results)))))


def _table(made: Run, before: Run | None, *, moved: bool = False) -> str:
    """Every result in a line with its change, or those alone that moved since the run before."""
    held = before.by_key() if before else {}
    lines = []
    for one in made.results:
        value = "–" if one.value is None else f"{one.value:.3f}"
        bounds = f"{one.low:.2f}–{one.high:.2f}" if one.low is not None and one.high is not None else ""
        old = held.get(one.key)
        change = f"{one.value - old.value:+.3f}" if old and old.value is not None and one.value is not None else ""
        if moved and change.strip("+-0.") == "":
            continue
        lines.append(
            f"{one.suite:10} {one.metric:22} {one.split:18} {one.system:14} {value:>6} {bounds:>10} {one.n:>6} {change}"
        )
    return "\n".join(lines)


def _held(made: Run, *, update: bool, allow_regression: bool) -> int:
    """Hold the run against its floors, or raise them to it. 1 where it fell."""
    from evals.run.gate import FLOORS, Floors, Lowered, falls, load, pinned

    floors = load() if FLOORS.exists() else Floors(made.corpus)
    if update:
        try:
            FLOORS.write_text(pinned(made, floors, allow_regression=allow_regression).as_json(), "utf-8")
        except Lowered as lowered:
            warn(say("eval.lowered", keys=lowered))
            return FAILED
        warn(say("report.written", file=FLOORS))
        return ANSWERED
    if floors.corpus != made.corpus:
        warn(say("eval.other_corpus"))
    fallen = falls(made, floors, frozenset(made.seconds))
    for line in fallen:
        warn(line)
    return FAILED if fallen else ANSWERED
