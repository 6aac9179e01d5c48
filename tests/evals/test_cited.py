"""What counts as a citation to the point: gold quotes and list entries do, anything else does not."""

from __future__ import annotations

import pytest

from evals.cases import Expect, Question
from evals.cited import cited
from ingest.records import Span
from rag.records import Answer, Citation, Claim, Refusal


def answer(*quotes: str, refusal: Refusal | None = None) -> Answer:
    citations = tuple(
        Citation(
            mark=at,
            document_id="d",
            document="岚桥.txt",
            meeting="岚桥区第1次会议",
            item=None,
            span=Span(0, len(quote)),
            quote=quote,
            page=None,
            context=Span(0, len(quote)),
            damage=(),
        )
        for at, quote in enumerate(quotes, 1)
    )
    claims = tuple(Claim(one.quote, (one.mark,), "verbatim") for one in citations)
    return Answer("问", claims, citations, refusal, "decision", {}, "extractive")


def asked(quotes: tuple[str, ...], exact_list: tuple[str, ...] | None = None) -> Question:
    return Question(id="x", question="问", type="decision", expect=Expect(quotes=quotes, exact_list=exact_list))


@pytest.mark.parametrize(
    ("question", "quotes", "precision", "recall"),
    [
        (asked(("同意甲方案",)), ("会议同意甲方案。",), 1.0, 1.0),
        (asked(("同意甲方案",)), ("会议同意甲方案。", "审议甲方案"), 0.5, 1.0),
        (asked(("同意甲方案", "暂缓乙方案")), ("会议同意甲方案，暂缓乙方案。",), 1.0, 1.0),
        (asked(("同意甲方案",)), ("同意甲", "会议同意甲方案。"), 1.0, 1.0),
        (asked(("审议丙办法",), ("审议丙办法", "研究丁事项")), ("审议丙办法", "研究丁事项"), 1.0, 1.0),
        (asked(("同意甲方案",)), ("会议暂缓乙方案。",), 0.0, 0.0),
    ],
)
def test_shares(question: Question, quotes: tuple[str, ...], precision: float, recall: float) -> None:
    found = cited(question, answer(*quotes))
    assert (found.precision, found.recall) == (precision, recall)


def test_a_refusal_and_a_case_without_gold_evidence_say_nothing() -> None:
    assert cited(asked(()), answer("会议同意甲方案。")).f1 is None
    assert cited(asked(("同意甲方案",)), answer(refusal=Refusal("not_recorded", "没有"))).f1 is None
