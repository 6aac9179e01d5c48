"""The house's own questions with gold evidence, over the sample minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.cases import Sought, load_sought
from evals.corpus import sample_paths
from evals.retrieval_sets import Ask, Evidence, QuestionSet
from ingest.clean.script import simplified
from ingest.minutes import read_path

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.minutes import Reading
    from ingest.records import Span


def own() -> QuestionSet:
    """The questions whose answer the sample minutes hold, worded as the text is or otherwise."""
    paths = {path.stem: path for path in sample_paths()}
    readings = {name: read_path(path) for name, path in paths.items()}
    sought = [one for one in load_sought() if one.quote]
    asks = tuple(Ask(one.id, one.question, (evidence(one, paths, readings),)) for one in sought)
    texts = {paths[name].name: reading.document.text for name, reading in readings.items()}
    return QuestionSet("own, sample minutes", texts, asks, tuple(paths.values()))


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
