"""Run the suites and gather what they find."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from evals.baselines import TUTORIAL
from evals.cases import load
from evals.judge import agreement
from evals.modelled import measure, results, sampled
from evals.noise import damaged
from evals.run import suites
from evals.run.against import retrieval
from evals.run.bench import HELDOUT, TUNED, bench, filled
from evals.run.public import SAMPLE, public
from evals.run.records import Result, Run, corpus_hash
from rag.index.embed import open_embedder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from evals.modelled import Price
    from evals.run.bench import Bench
    from evals.run.suites import Found
    from rag.archive import Archive
    from rag.ports import ChatModel
    from rag.settings import Settings

FAST = ("parsing", "guard", "asking", "ledger", "summary")
"""The suites of the gate of every change: a minute and a half together."""
SLOW = ("retrieval", "noise", "speed")
"""Those that hold ours against other ways of searching, damage the minutes, or take the time."""
EVERY = (*FAST, *SLOW)
PUBLIC = "public"
JUDGE = "judge"
MODEL = "model"
"""A tutorial's chain against ours, both with the model that was named."""
NEEDED = dict.fromkeys(("retrieval", "speed", PUBLIC, MODEL), ("ir_measures", "rjieba"))
"""What some suites need beside the product: the extra `eval`."""
OWN = "own"


@dataclass(frozen=True, slots=True)
class Sets:
    """The folder of the public sets, and how many questions to draw of each."""

    folder: Path
    sample: int = SAMPLE


@dataclass(frozen=True, slots=True)
class Asked:
    """Who answers (`model` as `Archive.ask` takes it, `chat` the same one), how many questions a split, at what price.

    `sample` None asks every question, else so many of each split at even steps (`evals.modelled.sampled`).
    """

    model: str | None = ""
    chat: ChatModel | None = None
    sample: int | None = None
    price: Price | None = None


class House:
    """The house's own minutes by split, each archive filled when first wanted and closed with the house."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = ExitStack()

    @cached_property
    def tuned(self) -> Bench:
        """Minutes and questions that the product was built against."""
        return self._open.enter_context(bench(TUNED, self._settings, self._folder()))

    @cached_property
    def heldout(self) -> Bench:
        """Minutes that nothing is tuned on."""
        return self._open.enter_context(bench(HELDOUT, self._settings, self._folder()))

    @cached_property
    def damaged(self) -> Archive:
        """The sample minutes as they come in from the wild."""
        paths = [str(path) for path in damaged(self._folder())]
        return self._open.enter_context(filled(self._settings, self._folder(), paths))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def _folder(self) -> Path:
        return Path(self._open.enter_context(TemporaryDirectory()))


def run(  # noqa: PLR0913 - what is measured, of what, with what
    settings: Settings,
    chosen: Sequence[str] = FAST,
    *,
    asked: Asked = Asked(),
    damages: Sequence[str] | None = suites.FAST_DAMAGES,
    sets: Sets | None = None,
    judge: ChatModel | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Run:
    """Measure the chosen suites on the house's own minutes. `say` hears each suite as it begins.

    `sets` says where the public sets lie, for the suite of that name; `judge` is asked about every tuned answer, beside
    the suites. Raises ValueError for a suite that does not exist, or lacks what it needs; ModelError from a judge.
    """
    _check(chosen, sets, asked)
    model = asked.model
    made = started(open_embedder(settings).name, model)
    with House(settings) as house:
        parts = _parts(house, asked, damages)
        if sets is not None:
            parts[PUBLIC] = lambda: public(settings, sets.folder, sets.sample, model)
        if judge is not None:
            parts[JUDGE] = lambda: agreement(house.tuned.archive, house.tuned.questions, judge, model)
        for name in (*chosen, *([JUDGE] if judge else [])):
            say(name)
            gather(made, name, parts[name]())
    return made


def _parts(house: House, asked: Asked, damages: Sequence[str] | None) -> dict[str, Callable[[], Iterator[Found]]]:
    """The house's own suites by name, each ready to run."""
    return {
        "parsing": lambda: suites.parsing(damages),
        "guard": suites.guard,
        "asking": lambda: _asking(house, asked),
        "ledger": lambda: suites.ledger(house.tuned.archive),
        "summary": lambda: _summary(house),
        "retrieval": lambda: _retrieval(house),
        "noise": lambda: suites.noise(house.tuned.archive, house.damaged, house.tuned.questions),
        "speed": lambda: suites.speed(house.tuned),
        MODEL: lambda: _modelled(house, asked),
    }


def run_own(settings: Settings, documents: Sequence[str], cases: Path, *, model: str | None = "") -> Run:
    """A user's own questions over their own minutes.

    Raises SourceError where a file is refused, ValueError where a line is no case or no minutes were found.
    """
    questions = load(cases)
    with TemporaryDirectory() as home, filled(settings, Path(home), documents) as archive:
        if not archive.documents():
            raise ValueError(f"{'、'.join(documents)}：里面没有纪要；请给出纪要文件或文件夹")
        made = started(archive.embedder.name, model)
        gather(made, OWN, suites.asking(archive, questions, suite=OWN, model=model))
    return made


def ready(names: Iterable[str]) -> list[str]:
    """The suites whose needs are installed."""
    return [one for one in names if not _lacks(one)]


def started(embedder: str, model: str | None) -> Run:
    """An empty run, of now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(now, corpus_hash(), version("jiyao"), embedder, model or None)


def gather(made: Run, name: str, found: Iterable[Found]) -> None:
    """Add what a suite finds to a run, with the seconds it took."""
    began = time.perf_counter()
    for one in found:
        (made.results if isinstance(one, Result) else made.failures).append(one)  # type: ignore[arg-type]
    made.seconds[name] = round(time.perf_counter() - began, 1)


def _check(chosen: Sequence[str], sets: Sets | None, asked: Asked) -> None:
    known = (*EVERY, PUBLIC, MODEL)
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise ValueError(f"没有这样的评测：{'、'.join(unknown)}；可选：{'、'.join(known)}")
    if MODEL in chosen and asked.chat is None:
        raise ValueError("这一项要有模型；请用 --model 给出名称")
    if PUBLIC in chosen and sets is None:
        raise ValueError("公开数据集要自备；请用 --benchmarks 给出所在的文件夹")
    lacking = {need for one in chosen for need in _lacks(one)}
    if lacking:
        raise ValueError(f"评测缺少 {'、'.join(sorted(lacking))}；请安装 jiyao[eval]")


def _lacks(suite: str) -> list[str]:
    return [one for one in NEEDED.get(suite, ()) if find_spec(one) is None]


def _asking(house: House, asked: Asked) -> Iterator[Found]:
    for each, split in ((house.tuned, suites.ALL), (house.heldout, HELDOUT)):
        questions = sampled(each.questions, asked.sample)
        if questions:
            yield from suites.asking(each.archive, questions, model=asked.model, split=split)


def _modelled(house: House, asked: Asked) -> Iterator[Found]:
    assert asked.chat is not None  # noqa: S101 - checked before anything ran
    for each in (house.tuned, house.heldout):
        questions = sampled([one for one in each.questions if not one.history], asked.sample)
        told = measure(each.archive, each.sought, each.searches[TUTORIAL], asked.chat, questions)
        yield from results(told, each.split, asked.price)


def _summary(house: House) -> Iterator[Found]:
    yield from suites.summary(house.tuned.archive, house.tuned.golds)
    yield from suites.summary(house.heldout.archive, house.heldout.golds, HELDOUT)


def _retrieval(house: House) -> Iterator[Found]:
    yield from retrieval(house.tuned)
    if house.heldout.questions:
        yield from retrieval(house.heldout)
