"""The five real minutes against readings made by hand from the texts (`seeds/seed-N.json`, N in sorted order)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.contract import minutes_as_dict
from ingest.minutes import read_bytes
from tests.ingest import agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ingest.agreement import Json

READINGS = sorted((Path(__file__).parent / "seeds").glob("seed-*.json"))


@cache
def parsed(path: Path) -> tuple[Json, str]:
    """The one meeting of a file, and the text its offsets count in."""
    reading = read_bytes(path.read_bytes(), path.name)
    assert len(reading.meetings) == 1, f"one meeting expected, {len(reading.meetings)} found"
    return minutes_as_dict(reading.meetings[0]), reading.document.text


@pytest.fixture(params=range(len(READINGS)), ids=[path.stem for path in READINGS])
def pair(request: pytest.FixtureRequest, shared: Path) -> tuple[Json, Json, str]:
    """One reading by hand, the parse of its text, and the text."""
    sources = sorted((shared / "seeds").glob("*.txt"))
    expected: Json = json.loads(READINGS[request.param].read_text("utf-8"))
    return expected, *parsed(sources[request.param])


@pytest.mark.parametrize(
    "group",
    [agreement.header, agreement.people, agreement.items, agreement.decisions, agreement.directives],
    ids=lambda group: group.__name__,
)
def test_a_real_text_is_read_as_a_person_reads_it(
    pair: tuple[Json, Json, str], group: Callable[[Json, Json], list[str]]
) -> None:
    expected, found, _ = pair
    wrong = group(expected, found)
    assert not wrong, "\n".join(wrong)


def test_what_is_noise_is_removed_and_what_is_damaged_is_reported(pair: tuple[Json, Json, str]) -> None:
    wrong = agreement.noise(*pair)
    assert not wrong, "\n".join(wrong)


def test_every_span_lies_in_the_text_and_every_quote_is_its_slice(pair: tuple[Json, Json, str]) -> None:
    _, found, text = pair
    wrong = agreement.spans(found, text)
    assert not wrong, "\n".join(wrong)
