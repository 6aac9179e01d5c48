"""The house's own questions with gold evidence, over the sample minutes or those of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.cases import Sought, load_sought
from evals.corpus import sample_paths
from evals.retrieval_sets import Ask, Evidence, QuestionSet
from ingest.clean.script import simplified
from ingest.minutes import read_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evals.cases import Question
    from ingest.minutes import Reading
    from ingest.records import Span
    from rag.archive import Archive


def own() -> QuestionSet:
    """The questions whose answer the sample minutes hold, worded as the text is or otherwise."""
    paths = {path.stem: path for path in sample_paths()}
    readings = {name: read_path(path) for name, path in paths.items()}
    sought = [one for one in load_sought() if one.quote]
    asks = tuple(Ask(one.id, one.question, (evidence(one, paths, readings),)) for one in sought)
    texts = {paths[name].name: reading.document.text for name, reading in readings.items()}
    return QuestionSet("own, sample minutes", texts, asks, tuple(paths.values()))


def of_archive(name: str, archive: Archive, questions: Iterable[Question], paths: Iterable[Path]) -> QuestionSet:
    """The questions whose gold quotes each stand in one document of an archive, and those sought in its documents.

    A question that leans on an earlier one is left out, since only ours would know what it means.
    """
    readings = {row.name: archive.reading(row.id) for row in archive.documents()}
    files = {path.name: path for path in paths}
    stems = {path.stem: path for path in files.values()}
    by_stem = {stem: readings[path.name] for stem, path in stems.items()}
    asks = [
        Ask(one.id, one.question, (evidence(one, stems, by_stem),))
        for one in load_sought()
        if one.quote and one.source in stems
    ]
    for one in questions:
        found = [] if one.history else [standing(quote, readings) for quote in one.expect.quotes]
        if found and all(found):
            asks.append(Ask(one.id, one.question, tuple(place for place in found if place)))
    texts = {key: reading.document.text for key, reading in readings.items()}
    return QuestionSet(name, texts, tuple(asks), tuple(files.values()))


def standing(quote: str, readings: dict[str, Reading]) -> Evidence | None:
    """Where a quote stands; None where no document has it, or several, since then it says not which is meant."""
    found = [(name, span) for name, reading in readings.items() if (span := span_of(quote, reading)) is not None]
    return Evidence(*found[0]) if len(found) == 1 else None


def evidence(sought: Sought, paths: dict[str, Path], readings: dict[str, Reading]) -> Evidence:
    """Where the quote of a question stands. Raises ValueError where its file does not hold it."""
    found = span_of(sought.quote, readings[sought.source])
    if found is None:
        raise ValueError(f"{sought.id}：{sought.source} 中没有“{sought.quote}”；请改正引文")
    return Evidence(paths[sought.source].name, found)


def span_of(quote: str, reading: Reading) -> Span | None:
    """Where the clean reading of a document holds simplified words."""
    for minutes in reading.meetings:
        at = minutes.reading.text.find(simplified(quote))
        if at >= 0:
            return minutes.reading.span(at, at + len(quote))
    return None
