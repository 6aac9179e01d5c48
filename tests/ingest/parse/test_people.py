from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.parse.people import people
from tests.ingest.parse.sheets import sheet

CASES = json.loads((Path(__file__).parent / "cases" / "people.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_a_list_is_cut_into_its_people(case: dict[str, object]) -> None:
    page = sheet(str(case["text"]))
    found = people(page, 0, len(page.text))
    assert [one.name for one in found] == case["names"]
    if "units" in case:
        assert [one.unit for one in found] == case["units"]
    if "roles" in case:
        assert [one.role for one in found] == case["roles"]


def test_every_name_stands_where_its_span_says() -> None:
    text = "出席：闻 远、区财政局吕静好（副局长） 程砚秋陆闻笛顾庭芳"
    page = sheet(text)
    for person in people(page, 3, len(page.text)):
        assert page.document.quote(person.span).replace(" ", "") == person.name


def test_an_ambiguous_run_of_names_is_kept_whole() -> None:
    page = sheet("林江林江林")
    assert len(people(page, 0, len(page.text))) == 1
