"""A model as a second opinion on answers, and how far it agrees with the rules: never a gate, always with its kappa.

Any endpoint that speaks OpenAI's protocol will do. What the model says is worth as much as its agreement with verdicts
that anyone can check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.asking import judge as by_rule
from evals.run.records import Result
from prompts import load
from rag.records import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.cases import Question
    from rag.archive import Archive
    from rag.ports import ChatModel
    from rag.records import Answer


def verdict(chat: ChatModel, question: Question, answer: Answer) -> bool | None:
    """Whether a model calls an answer right; None where its reply is no verdict.

    Raises ModelError where the endpoint fails.
    """
    prompt = load("judge")
    system = prompt.render(question=question.question, expected=expected(question))
    value: object = None
    for reply in chat.stream(system, answer.text, prompt.schema):
        value = reply.data.get("right") if reply.final else None
    return value if isinstance(value, bool) else None


def agreement(archive: Archive, questions: Iterable[Question], chat: ChatModel, model: str | None) -> Iterator[Result]:
    """The share of answers that the judge calls right, its kappa against the rules, and how often it gave no verdict.

    Raises ModelError where the judge's endpoint fails.
    """
    pairs, silent = [], 0
    for question in questions:
        history = [Turn(one.role, one.content) for one in question.history]
        answer = archive.ask(question.question, history, model)
        said = verdict(chat, question, answer)
        if said is None:
            silent += 1
        else:
            pairs.append((by_rule(question, answer) is None, said))
    n = len(pairs)
    yield Result("judge", "right", sum(said for _, said in pairs) / n if n else None, n, chat.name)
    yield Result("judge", "kappa", kappa(pairs), n, chat.name)
    yield Result("judge", "no_verdict", silent / (n + silent) if n + silent else None, n + silent, chat.name)


def expected(question: Question) -> str:
    """What a right answer holds, in words."""
    expect = question.expect
    if expect.refused:
        return "应当拒答，说明纪要里没有，不编造。"
    return "；".join((*expect.answer_contains, *(expect.exact_list or ()), *expect.quotes))


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa (1960) of two judges; None where there is nothing to agree on by more than chance.

    >>> kappa([(True, True), (True, True), (False, False), (False, True)])
    0.5
    >>> kappa([(True, True)]) is None
    True
    """
    n = len(pairs)
    if not n:
        return None
    agreed = sum(one == other for one, other in pairs) / n
    left, right = sum(one for one, _ in pairs) / n, sum(other for _, other in pairs) / n
    chance = left * right + (1 - left) * (1 - right)
    return None if chance == 1 else (agreed - chance) / (1 - chance)
