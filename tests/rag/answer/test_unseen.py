"""Questions in people's own words over real minutes, kept outside the repository: skipped where they are absent.

Every third question is asked; all of them with `JIYAO_TEST_ALL=1` in the environment.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.asking import fill, measure
from evals.cases import load
from ingest.errors import SourceError
from rag.errors import ModelError, SettingsError

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[4] / "shared"
STEP = 1 if os.environ.get("JIYAO_TEST_ALL") else 3
FLOORS = {"seeds": 0.93, "minutes": 0.8}
"""Shares of right answers over `shared/NAME`: the files `*_NAME.jsonl` together."""


@pytest.mark.parametrize("name", FLOORS)
def test_most_answers_are_right_and_every_citation_is_a_slice(name: str, tmp_path: Path) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the real minutes are not here: {folder}")
    paths = [str(one) for one in sorted(folder.iterdir()) if one.is_file() and one.suffix != ".tsv"]
    try:
        archive = fill(tmp_path, paths)
    except (ModelError, SettingsError, SourceError) as error:
        pytest.skip(f"the default embedder is not here: {error}")
    with archive:
        reports = [measure(archive, load(path)[::STEP]) for path in sorted(CASES.glob(f"*_{name}.jsonl"))]
    right = [one for report in reports for one in report.right["all"]]
    assert sum(right) / len(right) >= FLOORS[name], [miss.question.id for one in reports for miss in one.misses]
