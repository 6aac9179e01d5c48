"""The suites: each measures one part of the product and yields results and failures. No suite needs a key.

Every suite takes the part it judges as an argument, so that a worse one can be put in its place and seen to fail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.asking import judge
from evals.cases import ROOM, load
from evals.fields import fold
from evals.ledger import FIELDS
from evals.ledger import measure as measure_ledger
from evals.lies import score as score_lies
from evals.metrics import Tally, bootstrap, interval, mean
from evals.parsing import CLEAN, HELDOUT, HELDOUT_2, NOISY, parsed
from evals.parsing import measure as measure_parsing
from evals.run.records import Failure, Result
from rag.errors import UncitedAnswer
from rag.records import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evals.cases import Question
    from evals.fields import Json
    from evals.lies import Guard
    from rag.archive import Archive
    from rag.records import Answer

Found = Result | Failure
FAST_DAMAGES = (CLEAN, NOISY, HELDOUT, HELDOUT_2)


def parsing(
    damages: Sequence[str] | None = FAST_DAMAGES, read: Callable[[bytes, str], list[Json]] = parsed
) -> Iterator[Found]:
    """Macro F1 over all fields, by split: clean, noisy, each damage, and both held-out batches; and the noise drop."""
    report = measure_parsing(damages, read=read)
    macros: dict[str, float] = {}
    for split in report.tallies:
        values = [one.f1 for one in report.tallies[split].values() if one.f1 is not None]
        macro = report.macro(split)
        if macro is None:
            continue
        macros[split] = macro
        n = sum(one.expected for one in report.tallies[split].values())
        low, high = bootstrap(values)
        yield Result("parsing", "macro_f1", macro, n, split=split, low=low, high=high)
        for name in ("item", "outcome", "responsible_units", "deadline_date", "held_on", "present"):
            tally = report.tallies[split][name]
            if tally.applicable:
                yield Result("parsing", f"f1.{name}", tally.f1, tally.expected, split=split)
    damaged = [value for split, value in macros.items() if split not in FAST_DAMAGES]
    if damaged and CLEAN in macros:
        yield Result(
            "parsing", "kept_under_noise", (mean(damaged) or 0.0) / macros[CLEAN], len(damaged), split="damages"
        )


def asking(
    archive: Archive,
    questions: Iterable[Question] | None = None,
    *,
    suite: str = "asking",
    model: str | None = "",
) -> Iterator[Found]:
    """Right answers by type and tag, refusals, citations; `model` as `Archive.ask` takes it, "" for none.

    Raises UncitedAnswer where a citation is no slice of its document: that is no score, it is a broken product.
    """
    right: dict[str, list[bool]] = {}
    refusals, cited = Tally(), Tally()
    for question in questions if questions is not None else load(ROOM / "samples.jsonl"):
        answer = archive.ask(question.question, [Turn(one.role, one.content) for one in question.history], model)
        _check_slices(archive, question, answer)
        reason = judge(question, answer)
        for name in ("all", question.type, *question.tags):
            right.setdefault(name, []).append(reason is None)
        refused, expected = answer.refusal is not None, question.expect.refused
        refusals += Tally(int(expected), int(refused), int(refused and expected))
        cited += _citations(question, answer)
        if reason is not None:
            yield _failure(suite, question, answer, reason)
    for name, verdicts in sorted(right.items()):
        share = sum(verdicts) / len(verdicts)
        low, high = interval(sum(verdicts), len(verdicts))
        yield Result(suite, "right", share, len(verdicts), split=name, low=low, high=high)
    for name, tally in (("refusal", refusals), ("citation", cited)):
        for metric in ("precision", "recall", "f1"):
            yield Result(suite, f"{name}.{metric}", getattr(tally, metric), max(tally.expected, tally.found))


def ledger(archive: Archive) -> Iterator[Found]:
    """Precision and recall of decisions and directives, and how often the fields of a row agree with the gold."""
    for kind, score in measure_ledger(archive.reports.ledger().rows).items():
        yield Result("ledger", "precision", score.precision, score.found, split=kind)
        yield Result("ledger", "recall", score.recall, score.expected, split=kind)
        for name in FIELDS:
            yield Result(
                "ledger", name, score.agreed[name] / score.both if score.both else None, score.both, split=kind
            )


def guard(check: Guard | None = None) -> Iterator[Found]:
    """The share of true sentences that the guard lets pass, and of lies that it stops, by kind of lie."""
    score = score_lies(check)
    for name, (right, of) in {"truths_passed": score.truths, **score.lies}.items():
        metric = name if name == "truths_passed" else "lies_stopped"
        split = "all" if name == "truths_passed" else name
        low, high = interval(right, of)
        yield Result("guard", metric, right / of, of, split=split, low=low, high=high)


def _check_slices(archive: Archive, question: Question, answer: Answer) -> None:
    for citation in answer.citations:
        if archive.document(citation.document_id).quote(citation.span) != citation.quote:
            raise UncitedAnswer(f"{question.id}：引文不是原文切片")


def _citations(question: Question, answer: Answer) -> Tally:
    """Citations against the gold quotes, where a case has any (ALCE, Gao et al. 2023, with overlap for entailment).

    A quote is recalled where a citation holds it; a citation is precise where it and a gold quote share text.
    """
    wanted = [fold(one) for one in question.expect.quotes]
    if not wanted or answer.refusal is not None:
        return Tally()
    found = [fold(one.quote) for one in answer.citations]
    held = sum(any(one in quote or quote in one for quote in found) for one in wanted)
    precise = sum(any(one in quote or quote in one for one in wanted) for quote in found)
    # one tally for both: as many right ones as the scarcer side has, so that neither share is flattered
    return Tally(len(wanted), len(found), min(held, precise))


def _failure(suite: str, question: Question, answer: Answer, reason: str) -> Failure:
    expect = question.expect
    wanted = "；".join((*expect.answer_contains, *(expect.exact_list or ()), *expect.quotes))
    expected = f"拒答（{expect.refusal_kind or '任何理由'}）" if expect.refused else wanted
    quotes = tuple(one.quote for one in answer.citations[:5])
    return Failure(suite, question.id, question.question, answer.text, f"{expected}　{reason}", quotes)
