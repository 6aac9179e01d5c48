"""The guard on cases: honest retellings pass, lies are named by the rule they break."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.records import Document, Span
from rag.answer.guard import EXPLAINED, RULES, Evidence, Verdict, verify
from rag.records import DecisionRow

FOLDER = Path(__file__).parent / "cases"
OWN, CORPUS = (json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in ("guard.json", "guard_corpus.json"))
CASES = {part: OWN[part] | CORPUS[part] for part in ("contexts", "sentences")}
CASES |= {part: OWN[part] + CORPUS[part] for part in ("true", "lies", "known_failures")}
NAMES = list(CASES["sentences"])


def decision(outcome: str, span: Span) -> DecisionRow:
    return DecisionRow("d", "i", "m", "doc", span, outcome, outcome, None, None, None, (), (), (), None, None)


def evidence(name: str) -> Evidence:
    context, quote, *outcome = CASES["sentences"][name]
    document = Document("a.txt", "a.txt", "text/plain", "0", f"　{quote}　")
    span = Span(1, 1 + len(quote))
    return Evidence(
        document, span, quote, quote, CASES["contexts"][context], tuple(decision(one, span) for one in outcome)
    )


EVIDENCE = {number: evidence(name) for number, name in enumerate(NAMES)}


def judge(claim: str, cited: list[str]) -> Verdict:
    return verify(claim, [NAMES.index(name) if name in NAMES else 999 for name in cited], EVIDENCE)


def broken(verdict: Verdict) -> list[str]:
    return [str(reason) for reason in verdict.reasons]


@pytest.mark.parametrize(("claim", "cited"), CASES["true"])
def test_an_honest_retelling_passes(claim: str, cited: list[str]) -> None:
    assert broken(judge(claim, cited)) == []


@pytest.mark.parametrize(("claim", "cited", "rule"), CASES["lies"])
def test_a_lie_is_named(claim: str, cited: list[str], rule: str) -> None:
    assert rule in {reason.rule for reason in judge(claim, cited).reasons}, broken(judge(claim, cited))


@pytest.mark.xfail(strict=True, reason="known failure; promote the case when this starts to pass")
@pytest.mark.parametrize(("claim", "cited", "honest"), CASES["known_failures"])
def test_known_failures(claim: str, cited: list[str], honest: bool) -> None:  # noqa: FBT001 - from the case file
    assert judge(claim, cited).ok is honest


@pytest.mark.parametrize("name", [name for name in NAMES if name != "orders"])
def test_a_sentence_follows_from_itself(name: str) -> None:
    assert broken(judge(CASES["sentences"][name][1], [name])) == []


def test_a_quote_that_is_no_slice_is_no_evidence() -> None:
    whole = evidence("plan")
    shifted = Evidence(whole.document, Span(0, len(whole.quote)), whole.quote, whole.reading, whole.context)
    beyond = Evidence(whole.document, Span(5, 5000), whole.quote, whole.reading, whole.context)
    for one in (shifted, beyond):
        assert [reason.rule for reason in verify(whole.quote, [1], {1: one}).reasons] == ["quote_is_not_the_slice"]


def test_the_catalogue_overrules_the_words() -> None:
    whole = evidence("roads")
    against = Evidence(
        whole.document, whole.span, whole.quote, whole.reading, whole.context, (decision("暂缓", whole.span),)
    )
    assert "outcome_against_decision" in {
        reason.rule for reason in verify("会议同意追加投资。", [1], {1: against}).reasons
    }


def test_every_rule_has_an_explanation_and_a_case() -> None:
    assert RULES.keys() <= EXPLAINED.keys()
    told = {rule for _, _, rule in CASES["lies"]} | {"quote_is_not_the_slice", "outcome_against_decision"}
    assert EXPLAINED.keys() <= told
