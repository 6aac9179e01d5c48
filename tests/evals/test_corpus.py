from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from evals.corpus import (
    Case,
    cases,
    gold_path,
    heldout_cases,
    layout_cases,
    noisy_cases,
    sample_paths,
    second_heldout_cases,
    third_heldout_cases,
)
from evals.corpus.damage import KINDS, dates_dropped, twins
from evals.fields import fold
from evals.parsing import read_gold
from ingest.limits import Limits
from ingest.read import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 200_000
ENCODINGS = {"tongyang-county-head": "gb18030", "lanhai-tw-big5": "big5", "fengpu-special-utf16": "utf-16"}
every_case = pytest.mark.parametrize(
    "case",
    [
        *cases(),
        *heldout_cases(),
        *(
            case
            for case in (*layout_cases(), *second_heldout_cases(), *third_heldout_cases())
            if "__" not in case.path.stem
        ),
    ],
    ids=lambda case: case.path.name,
)


def _text(case: Case) -> str:
    return extract(case.path.read_bytes(), str(case.path), Limits()).text


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 (JSON)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def test_every_sample_has_gold() -> None:
    assert {path.name for path in sample_paths()} == {case.path.name for case in [*cases(), *noisy_cases()]}
    assert all(gold_path(path).exists() for path in sample_paths())
    assert len(cases()) >= 24


def test_minutes_that_are_only_read_are_in_no_archive() -> None:
    assert len(layout_cases()) >= 14
    assert {case.gold.stem for case in layout_cases()}.isdisjoint(case.gold.stem for case in [*cases(), *noisy_cases()])


@every_case
def test_samples_are_small(case: Case) -> None:
    assert case.path.stat().st_size < MAX_BYTES


@pytest.mark.parametrize(("name", "encoding"), ENCODINGS.items())
def test_legacy_encodings_do_not_pass_for_utf_8(name: str, encoding: str) -> None:
    data = next(case.path for case in cases() if case.path.stem == name).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert "会" in data.decode(encoding) or "會" in data.decode(encoding)


@every_case
def test_gold_says_only_what_the_file_says(case: Case) -> None:
    text = fold(_text(case))
    for meeting in read_gold(case.gold):
        stated = [meeting["document_number"], meeting["index_number"], meeting["venue"], meeting["title"]]
        for item in meeting["items"]:
            stated += [item["title"], *item["documents"], *item["reporting_units"]]
            for one in (*item["decisions"], *item["directives"]):
                stated += [one["text"], one["deadline"], *one["responsible_units"], *one["supporting_units"]]
        missing = [value for value in _strings(stated) if fold(value) not in text]
        assert not missing


@every_case
def test_the_first_decision_is_the_decision(case: Case) -> None:
    for meeting in read_gold(case.gold):
        for item in meeting["items"]:
            assert item["decision"] == (item["decisions"][0] if item["decisions"] else None)
            assert not (item["body_absent"] and item["decisions"])


@every_case
def test_every_file_has_at_least_five_twins_the_same_each_time(case: Case) -> None:
    text = _text(case)
    first, second = ([(kind.name, damaged) for kind, damaged in twins(text, case.path.stem)] for _ in range(2))
    assert first == second
    assert len(first) >= 5


def test_damages_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("date", ["2024年11月2日", "2024年1月12日"])
def test_a_date_that_could_be_read_twice_keeps_its_marks(date: str) -> None:
    from random import Random

    assert dates_dropped(date, Random(0)) == date  # noqa: S311
