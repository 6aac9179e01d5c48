"""How well the archive answers: the cases of `evals.cases`, asked without a model of the sample minutes.

`python -m evals.asking` prints right answers by type, refusals, citations and the misses; `--archive PATHS… --cases
FILE` asks other cases of other minutes. Every citation is held against its document: one that is no slice ends the run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evals.cases import ROOM, Question, load
from evals.corpus import sample_paths
from evals.fields import fold
from evals.metrics import Tally
from ingest.errors import SourceError
from rag.archive import Archive
from rag.errors import UncitedAnswer
from rag.records import Turn
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.records import Answer


@dataclass(frozen=True, slots=True)
class Miss:
    """A question whose answer was not the expected one, and why."""

    question: Question
    answer: Answer
    reason: str


@dataclass(slots=True)
class Report:
    """Right answers by type and by tag, refusals as a tally of their own, and every miss."""

    right: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    refusals: Tally = field(default_factory=Tally)
    citations: int = 0
    misses: list[Miss] = field(default_factory=list)

    def share(self, name: str) -> float:
        """The share of right answers of a type or tag; `all` for every question."""
        return sum(self.right[name]) / len(self.right[name])


def judge(question: Question, answer: Answer) -> str | None:
    """Why an answer is wrong, or None where it is right."""
    expect = question.expect
    if (answer.refusal is not None) != expect.refused:
        return (
            "answered what should be refused"
            if expect.refused
            else f"refused: {answer.refusal and answer.refusal.kind}"
        )
    if answer.refusal is not None and expect.kinds and answer.refusal.kind not in expect.kinds:
        return f"refused as {answer.refusal.kind}, expected {expect.refusal_kind}"
    said = fold(answer.text)
    missing = lacking(expect.answer_contains, said)
    if missing:
        return f"lacks {missing}"
    planted = [one for one in expect.answer_excludes if fold(one) in said]
    if planted:
        return f"says {planted}"
    cited = [fold(citation.quote) for citation in answer.citations]
    unquoted = [one for one in expect.quotes if not any(fold(one) in quote for quote in cited)]
    if unquoted:
        return f"does not cite {unquoted}"
    return _list_fault(expect.exact_list, said, answer)


def lacking(wanted: Iterable[str], folded: str) -> list[str]:
    """Which of the strings a folded text lacks; `|` parts alternatives.

    >>> lacking(["甲|乙", "丙"], "乙丁")
    ['丙']
    """
    return [one for one in wanted if not any(fold(way) in folded for way in one.split("|"))]


def _list_fault(exact: Sequence[str] | None, said: str, answer: Answer) -> str | None:
    """An exact list holds each entry and nothing more; a heading claim that counts them is no entry."""
    if exact is None:
        return None
    missing = [one for one in exact if fold(one) not in said]
    if missing:
        return f"list lacks {missing}"
    entries = [fold(claim.text) for claim in answer.claims]
    extra = [one for one in entries if len(entries) > len(exact) + 1 and not any(fold(want) in one for want in exact)]
    return f"list has more: {extra[:3]}" if len(extra) > 1 else None


def measure(archive: Archive, questions: Iterable[Question]) -> Report:
    """Ask every question. Raises UncitedAnswer where a citation is no slice of its document."""
    report = Report()
    for question in questions:
        history = [Turn(one.role, one.content) for one in question.history]
        answer = archive.ask(question.question, history)
        for citation in answer.citations:
            if archive.document(citation.document_id).quote(citation.span) != citation.quote:
                raise UncitedAnswer(f"{question.id}：引文不是原文切片")
        report.citations += len(answer.citations)
        reason = judge(question, answer)
        for name in ("all", question.type, *question.tags):
            report.right[name].append(reason is None)
        refused = answer.refusal is not None
        expected = question.expect.refused
        report.refusals += Tally(int(expected), int(refused), int(refused and expected))
        if reason is not None:
            report.misses.append(Miss(question, answer, reason))
    return report


def fill(home: Path, paths: Sequence[str] = ()) -> Archive:
    """An archive in `home` of the minutes at `paths`, else of the samples. Raises SourceError where one is refused."""
    archive = Archive.open(Settings(home=home), write=True)
    for result in archive.add_all(paths or [str(path) for path in sample_paths()]):
        if isinstance(result, SourceError):
            raise result
    return archive


def table(report: Report) -> str:
    """Right answers by type and tag with n, then refusals."""
    rows = [f"{name:<14}{len(report.right[name]):>5}{report.share(name):>8.3f}" for name in sorted(report.right)]
    tally = report.refusals
    precision, recall = (f"{value:.3f}" if value is not None else "–" for value in (tally.precision, tally.recall))
    rows.append(f"refusals: precision {precision}, recall {recall}; {report.citations} citations, all slices")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases on a fresh archive of the samples, or of the paths given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", nargs="+", default=(), help="files or folders to fill the archive with")
    parser.add_argument("--cases", type=Path, default=ROOM / "samples.jsonl", help="the cases to ask")
    parser.add_argument("--misses", type=int, default=20, help="how many misses to print")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home, fill(Path(home), options.archive) as archive:
        report = measure(archive, load(options.cases))
    sys.stdout.write(table(report) + "\n")
    for miss in report.misses[: options.misses]:
        said = miss.answer.text.replace("\n", " / ")[:160]
        sys.stdout.write(f"\n{miss.question.id} {miss.question.question}\n    {miss.reason}\n    {said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
