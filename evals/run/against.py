"""Ours against other ways of searching the same minutes: what is found, and whether the answer is in it.

`answer` is the share of cases whose expected words all stand in what a person would be handed without a model: our
answer, or another way's first passage. `answer@5` looks into the first five passages, the most that a model could
answer from; `answer@1000c` into the first thousand characters, since passages differ in length. Cases that want a
refusal, and those that lean on an earlier question, are left out: no other way refuses or remembers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.asking import lacking
from evals.baselines import OURS as OUR_SEARCH
from evals.fields import fold
from evals.metrics import bootstrap, interval, mean
from evals.retrieval import by_ask, ranked
from evals.run.records import OURS, Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evals.baselines import Hit, Search
    from evals.cases import Question
    from evals.retrieval_sets import QuestionSet
    from evals.run.bench import Bench

SHOWN = 5
"""Passages that a tutorial's chain hands to a model."""
READ = 1000
"""Characters that a model reads of the best passages, so that ways with long passages and with short cost the same."""


def retrieval(bench: Bench, searches: Mapping[str, Search] | None = None) -> Iterator[Result]:
    """Recall, MRR and nDCG of the gold evidence by every way of searching, and answers; `searches` puts in others."""
    compared = bench.searches if searches is None else searches
    for name, search in compared.items():
        system = OURS if name == OUR_SEARCH else name
        yield from found("retrieval", bench.sought, search, system, bench.split)
        yield from answers(bench, search, system)


def found(suite: str, questions: QuestionSet, search: Search, system: str, split: str) -> Iterator[Result]:
    """What one way of searching brings up of the gold evidence of a set."""
    runs = {ask.id: ranked(ask, search(ask.question)) for ask in questions.asks}
    if not runs:
        return
    for metric, values in by_ask(questions.asks, runs).items():
        low, high = bootstrap(values)
        yield Result(suite, metric, mean(values), len(values), system, split, low, high)


def answers(bench: Bench, search: Search, system: str) -> Iterator[Result]:
    """The share of cases whose expected words stand in the answer, and in the first five passages."""
    asked = [one for one in bench.questions if not one.expect.refused and not one.history and _wanted(one)]
    if not asked:
        return
    hits = {one.id: search(one.question) for one in asked}
    first = (
        [_holds(one, bench.archive.ask(one.question, (), "").text) for one in asked]
        if system == OURS
        else [_holds(one, _texts(bench, hits[one.id][:1])) for one in asked]
    )
    several = [_holds(one, _texts(bench, hits[one.id][:SHOWN])) for one in asked]
    budget = [_holds(one, _texts(bench, hits[one.id])[:READ]) for one in asked]
    for metric, verdicts in (("answer", first), (f"answer@{SHOWN}", several), (f"answer@{READ}c", budget)):
        right = sum(verdicts)
        low, high = interval(right, len(verdicts))
        yield Result("retrieval", metric, right / len(verdicts), len(verdicts), system, bench.split, low, high)


def _wanted(question: Question) -> tuple[str, ...]:
    return (*question.expect.answer_contains, *(question.expect.exact_list or ()))


def _holds(question: Question, text: str) -> bool:
    return not lacking(_wanted(question), fold(text))


def _texts(bench: Bench, hits: Sequence[Hit]) -> str:
    texts = bench.sought.texts
    return "\n".join(texts[hit.text][hit.span.start : hit.span.end] for hit in hits)
