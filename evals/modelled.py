"""With a model: a tutorial's chain against ours, over the same questions, the same embedder and the same model.

The naive chain puts the five nearest chunks of 500 characters and the question under one line and takes what comes
back; ours also without the model, as the floor that it must not fall below. Both are judged by words alone (what must
be said, what must not, the refusal), since the naive chain cites nothing. It refuses where it says that it does not
know. Beside the verdicts: unanswerable questions that were answered, tokens, seconds, and of ours how many of the
model's claims the guard let through. Follow-ups are left out: a tutorial's chain has no conversation.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from evals.asking import lacking
from evals.fields import fold
from evals.metrics import Tally, interval
from evals.run.records import OURS, Failure, Result
from ingest.clean.script import simplified
from prompts import load
from rag.answer.ask import answer, begin
from rag.errors import Malformed
from rag.records import Answer, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.baselines import Search
    from evals.cases import Question
    from evals.retrieval_sets import QuestionSet
    from rag.archive import Archive
    from rag.ports import ChatModel
    from rag.records import ModelReply

NAIVE = "naive chain"
PLAIN = "ours, no model"
TOP = 5
SEED = 20
MILLION = 1_000_000
_UNKNOWN = re.compile(
    r"不知道|不清楚|无法(?:回答|确定|得知|判断|从)|(?:没有|未|并未)(?:明确)?(?:提到|提及|提供|说明|涉及|记载|找到|给出|包含)"
    r"|没有(?:相关|关于|答案)"
)


@dataclass(slots=True)
class Heard:
    """A chat model that passes everything on and counts: calls, tokens, and the claims that were proposed."""

    chat: ChatModel
    calls: int = 0
    usage: Usage = field(default_factory=Usage)
    claims: int = 0
    name: str = field(init=False)

    def __post_init__(self) -> None:
        """It goes by the name of the model itself."""
        self.name = self.chat.name

    def stream(self, system: str, user: str, schema: dict[str, object]) -> Iterator[ModelReply]:
        """What the model says. Raises ModelError."""
        self.calls += 1
        for reply in self.chat.stream(system, user, schema):
            if reply.final:
                claims = reply.data.get("claims")
                self.claims += len(claims) if isinstance(claims, list) else 0
            if reply.usage:
                self.usage = Usage(
                    self.usage.prompt_tokens + reply.usage.prompt_tokens,
                    self.usage.completion_tokens + reply.usage.completion_tokens,
                )
            yield reply


@dataclass(frozen=True, slots=True)
class Told:
    """What one system said to one question, what it cost, and whether it was right."""

    question: Question
    text: str
    refused: bool
    reason: str | None
    seconds: float
    calls: int
    usage: Usage
    proposed: int = 0
    passed: int = 0
    worded: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, read and written, in whatever currency the user pays."""

    read: float
    written: float

    def of(self, usage: Usage) -> float:
        """The cost of some tokens.

        >>> round(Price(2, 8).of(Usage(1000, 100)), 4)
        0.0028
        """
        return (usage.prompt_tokens * self.read + usage.completion_tokens * self.written) / MILLION


def sampled(questions: Sequence[Question], most: int | None) -> tuple[Question, ...]:
    """At most `most` questions at even steps through the file, the same ones every time; all where None.

    Files are in the order of their types, so even steps take of every type in its share; the seed sets the first step.

    >>> sampled(["a", "b", "c", "d"], 2) == sampled(["a", "b", "c", "d"], 2)
    True
    >>> len(sampled(["a", "b", "c", "d"], 3)), sampled(["a"], None)
    (3, ('a',))
    """
    if most is None or most >= len(questions):
        return tuple(questions)
    step, first = len(questions) / most, Random(SEED).random()  # noqa: S311 - the same draw every time is what is wanted
    return tuple(questions[int((at + first) * step)] for at in range(most))


def measure(
    archive: Archive,
    texts: QuestionSet,
    search: Search,
    chat: ChatModel,
    questions: Sequence[Question],
) -> dict[str, list[Told]]:
    """What the naive chain (`search` are its chunks), ours with the model and ours without say to every question.

    Raises ModelError where the endpoint fails under the naive chain; ours answers without the model then.
    """
    told: dict[str, list[Told]] = {NAIVE: [], OURS: [], PLAIN: []}
    for one in questions:
        if one.history:
            continue
        told[NAIVE].append(naive(one, texts, search, Heard(chat)))
        told[OURS].append(ours(one, archive, Heard(chat)))
        told[PLAIN].append(ours(one, archive, None))
    return told


def naive(question: Question, texts: QuestionSet, search: Search, heard: Heard) -> Told:
    """A tutorial's chain; a reply that is none counts as a wrong answer. Raises ModelError where the endpoint fails."""
    began = perf_counter()
    hits = search(question.question)[:TOP]
    material = "\n\n".join(texts.texts[hit.text][hit.span.start : hit.span.end] for hit in hits)
    prompt = load("naive")
    text = ""
    # a small model may break off in the middle of its JSON: that is its answer, no reason to lose all the others
    with suppress(Malformed):
        for reply in heard.stream("", prompt.render(material=material, question=question.question), prompt.schema):
            text = str(reply.data.get("answer", ""))
    refused = _UNKNOWN.search(simplified(text)) is not None
    reason = worded_fault(question, text, refused=refused) if text else "no usable reply"
    return Told(question, text, refused, reason, perf_counter() - began, heard.calls, heard.usage, worded=True)


def ours(question: Question, archive: Archive, heard: Heard | None) -> Told:
    """The product's answer, with a model or without."""
    began = perf_counter()
    *_, said = answer(begin(question.question, (), archive.shelf, archive.settings), heard)
    assert isinstance(said, Answer)  # noqa: S101 - the stream's last word is the answer
    refused, worded = said.refusal is not None, said.mode == "llm"
    return Told(
        question,
        said.text,
        refused,
        worded_fault(question, said.text, refused=refused),
        perf_counter() - began,
        heard.calls if heard else 0,
        heard.usage if heard else Usage(),
        heard.claims if heard else 0,
        len(said.claims) if worded else 0,
        worded,
    )


def worded_fault(question: Question, text: str, *, refused: bool) -> str | None:
    """Why an answer is wrong by its words alone, or None: marks and quotes are no part of it."""
    expect = question.expect
    if refused != expect.refused:
        return "answered what should be refused" if expect.refused else "refused"
    said = fold(text)
    missing = lacking((*expect.answer_contains, *(expect.exact_list or ())), said)
    planted = [one for one in expect.answer_excludes if fold(one) in said]
    return f"lacks {missing}" if missing else f"says {planted}" if planted else None


def results(told: dict[str, list[Told]], split: str, price: Price | None = None) -> Iterator[Result | Failure]:
    """The sums of each system, and, of the tuned split, what went wrong."""
    for system, each in told.items():
        if not each:
            continue
        yield from _verdicts(system, each, split)
        yield from _costs(system, each, split, price)
    if split == "tuned":
        for one in told[OURS]:
            if one.reason is not None:
                yield Failure("model", one.question.id, one.question.question, one.text, one.reason)


def _verdicts(system: str, each: Sequence[Told], split: str) -> Iterator[Result]:
    right = sum(one.reason is None for one in each)
    yield Result("model", "right", right / len(each), len(each), system, split, *interval(right, len(each)))
    refusals = Tally(
        sum(one.question.expect.refused for one in each),
        sum(one.refused for one in each),
        sum(one.refused and one.question.expect.refused for one in each),
    )
    for metric in ("precision", "recall", "f1"):
        n = max(refusals.expected, refusals.found)
        yield Result("model", f"refusal.{metric}", getattr(refusals, metric), n, system, split)
    tempted = [one for one in each if one.question.expect.refused]
    invented = sum(one.worded and not one.refused for one in tempted)
    yield Result("model", "invented", invented / len(tempted) if tempted else None, len(tempted), system, split)


def _costs(system: str, each: Sequence[Told], split: str, price: Price | None) -> Iterator[Result]:
    n = len(each)
    yield Result("model", "model_asked", sum(one.calls > 0 for one in each) / n, n, system, split)
    sums = {
        "tokens_read": sum(one.usage.prompt_tokens for one in each),
        "tokens_written": sum(one.usage.completion_tokens for one in each),
        "seconds": sum(one.seconds for one in each),
    }
    for metric, value in sums.items():
        yield Result("model", metric, value / n, n, system, split)
    if price is not None:
        yield Result("model", "cost_per_1000", 1000 * sum(price.of(one.usage) for one in each) / n, n, system, split)
    if system == OURS:
        proposed = sum(one.proposed for one in each)
        dropped = proposed - sum(one.passed for one in each)
        yield Result("model", "claims_dropped", dropped / proposed if proposed else None, proposed, system, split)
