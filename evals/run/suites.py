"""The suites: each measures one part of the product and yields results and failures. No suite needs a key.

Every suite takes the part it judges as an argument, so that a worse one can be put in its place and seen to fail.
"""

from __future__ import annotations

from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING

from numpy import percentile

from evals.asking import judge
from evals.baselines import TUTORIAL
from evals.cases import ROOM, load
from evals.cited import Cited, cited
from evals.ledger import FIELDS
from evals.ledger import measure as measure_ledger
from evals.lies import score as score_lies
from evals.metrics import Tally, bootstrap, interval, mean
from evals.parsing import CLEAN, LAYOUTS, NOISY, UNSHOWN, parsed
from evals.parsing import measure as measure_parsing
from evals.run.records import Failure, Result
from evals.summary import measure as measure_summary
from evals.tokens import measure as tokens
from rag.answer.ask import answer, begin
from rag.errors import UncitedAnswer
from rag.records import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evals.cases import Question
    from evals.corpus import Case
    from evals.fields import Json
    from evals.lies import Guard
    from evals.run.bench import Bench
    from rag.archive import Archive
    from rag.records import Answer

Found = Result | Failure
ALL = "all"
FAST_DAMAGES = (CLEAN, NOISY, LAYOUTS, *UNSHOWN)


def parsing(
    damages: Sequence[str] | None = FAST_DAMAGES, read: Callable[[bytes, str], list[Json]] = parsed
) -> Iterator[Found]:
    """Macro F1 over all fields, by split: clean, noisy, layouts, each damage, held-out batch; and the noise drop."""
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
    split: str = ALL,
) -> Iterator[Found]:
    """Right answers by type and tag, refusals, citations; `model` as `Archive.ask` takes it, "" for none.

    Of a `split` other than all, types are named after it and failures are not shown: they are not to be worked on.
    Raises UncitedAnswer where a citation is no slice of its document: that is no score, it is a broken product.
    """
    right: dict[str, list[bool]] = {}
    prefix = "" if split == ALL else f"{split} "
    refusals, quoted = Tally(), Cited()
    for question in questions if questions is not None else load(ROOM / "samples.jsonl"):
        answer = _asked(archive, question, model)
        _check_slices(archive, question, answer)
        reason = judge(question, answer)
        for name in (split, *(f"{prefix}{one}" for one in (question.type, *question.tags))):
            right.setdefault(name, []).append(reason is None)
        refused, expected = answer.refusal is not None, question.expect.refused
        refusals += Tally(int(expected), int(refused), int(refused and expected))
        quoted += cited(question, answer)
        if reason is not None and split == ALL:
            yield _failure(suite, question, answer, reason)
    for name, verdicts in sorted(right.items()):
        share = sum(verdicts) / len(verdicts)
        low, high = interval(sum(verdicts), len(verdicts))
        yield Result(suite, "right", share, len(verdicts), split=name, low=low, high=high)
    for metric in ("precision", "recall", "f1"):
        n = max(refusals.expected, refusals.found)
        yield Result(suite, f"refusal.{metric}", getattr(refusals, metric), n, split=split)
    sizes = {"precision": quoted.precise.found, "recall": quoted.held.expected, "f1": quoted.precise.found}
    for metric, n in sizes.items():
        yield Result(suite, f"citation.{metric}", getattr(quoted, metric), n, split=split)


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


def summary(archive: Archive, golds: Sequence[Case], split: str = ALL) -> Iterator[Found]:
    """F1 of the fields of summaries, and their mean."""
    tallies = measure_summary(archive, golds)
    values = [one.f1 for one in tallies.values() if one.f1 is not None]
    if values:
        low, high = bootstrap(values)
        n = sum(one.expected for one in tallies.values())
        yield Result("summary", "macro_f1", mean(values), n, split=split, low=low, high=high)
    for name, tally in tallies.items():
        yield Result("summary", f"f1.{name}", tally.f1, tally.expected, split=split)


def noise(clean: Archive, damaged: Archive, questions: Sequence[Question]) -> Iterator[Found]:
    """The share of right answers of clean minutes and of the same minutes damaged, and what is kept of the one.

    Quotes are not compared: those of damaged minutes are damaged.
    """
    shares = {}
    questions = [_unquoted(one) for one in questions]
    for split, archive in (("clean", clean), ("damaged", damaged)):
        right = sum(judge(one, _asked(archive, one, "")) is None for one in questions)
        low, high = interval(right, len(questions))
        shares[split] = right / len(questions)
        yield Result("noise", "right", shares[split], len(questions), split=split, low=low, high=high)
    if shares["clean"]:
        kept = shares["damaged"] / shares["clean"]
        yield Result("noise", "kept_under_noise", kept, len(questions), split="answers")


def _unquoted(question: Question) -> Question:
    return question.model_copy(update={"expect": question.expect.model_copy(update={"quotes": ()})})


def speed(bench: Bench) -> Iterator[Found]:
    """Milliseconds of an answer without a model, and tokens of the prompt that a model would be put, of all asked."""
    taken = []
    for question in bench.questions:
        started = perf_counter()
        history = [Turn(one.role, one.content) for one in question.history]
        asking = begin(question.question, history, bench.archive.shelf, bench.archive.settings)
        deque(answer(asking), maxlen=0)  # past the archive's door, which keeps what another suite has asked
        taken.append((perf_counter() - started) * 1000)
    for name, share in (("ms.p50", 50), ("ms.p95", 95)):
        yield Result("speed", name, float(percentile(taken, share)), len(taken))
    for system, one in tokens(bench.archive, bench.sought, bench.searches[TUTORIAL]).items():
        yield Result("speed", "prompt_tokens", one.mean, one.n, system)
        yield Result("speed", "quote_in_prompt", one.held, one.n, system)


def _asked(archive: Archive, question: Question, model: str | None) -> Answer:
    return archive.ask(question.question, [Turn(one.role, one.content) for one in question.history], model)


def _check_slices(archive: Archive, question: Question, answer: Answer) -> None:
    for citation in answer.citations:
        if archive.document(citation.document_id).quote(citation.span) != citation.quote:
            raise UncitedAnswer(f"{question.id}：引文不是原文切片")


def _failure(suite: str, question: Question, answer: Answer, reason: str) -> Failure:
    expect = question.expect
    wanted = "；".join((*expect.answer_contains, *(expect.exact_list or ()), *expect.quotes))
    expected = f"拒答（{expect.refusal_kind or '任何理由'}）" if expect.refused else wanted
    quotes = tuple(one.quote for one in answer.citations[:5])
    return Failure(suite, question.id, question.question, answer.text, f"{expected}　{reason}", quotes)
