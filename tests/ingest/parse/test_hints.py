"""A rule that is tried only where its words stand must miss nothing: its hint matches wherever the rule does."""

from __future__ import annotations

import re

import pytest

from evals.speed import real_texts
from ingest.parse import attendance, duties, items, particulars, reports
from ingest.parse.hints import hint
from ingest.parse.sheet import LINE
from tests.ingest.parse.sheets import sheet

RULES = [
    *reports._WAYS,  # noqa: SLF001 - the rules of a module are not part of its face
    (duties._SUPPORT, duties._HELPING),  # noqa: SLF001
    (duties._CHARGE, duties._CALLED),  # noqa: SLF001
    (duties._SHALL, duties._SHALL_HINT),  # noqa: SLF001
    (items._AGAIN, items._ANY_VERB),  # noqa: SLF001
    (particulars._VENUE_LABEL, particulars._PLACE),  # noqa: SLF001
    (particulars._INDEX_NUMBER, particulars._INDEX),  # noqa: SLF001
]


def test_a_hint_stands_wherever_its_rule_matches() -> None:
    seen = 0
    for text in real_texts():
        read = sheet(text.text)
        for rule, words in RULES:
            for match in rule.finditer(read.text):
                assert read.holds(words, *match.span()), match
                seen += 1
    assert seen


def test_a_stretch_without_the_words_is_told() -> None:
    read = sheet("区财政局须于五月前办结，其余不变。")
    must = hint(re.compile("须(?=于)"))
    assert must.pattern == "须"
    assert read.holds(must, 0, 11)
    assert not read.holds(must, 12, 17)


@pytest.mark.parametrize("mark", ["，", "。"])
def test_places_behind_a_mark_include_where_the_text_begins(mark: str) -> None:
    assert sheet(f"甲局{mark}乙局").behind(re.compile(f"[{mark}]"), 0, 5) == (0, 3)


def test_a_rule_that_begins_a_line_is_found_where_a_search_of_all_finds_it() -> None:
    words = "[ \\t]*[一二三四五六七八九十]{1,3}[、．.]"
    seen = 0
    for text in real_texts():
        read = sheet(text.text)
        found = [one.span() for one in read.opened(re.compile(words), LINE, 0, len(read.text))]
        assert found == [one.span() for one in re.finditer(f"(?m)^{words}", read.text)]
        seen += len(found)
    assert seen


def test_whoever_gives_a_report_is_found_where_a_search_of_all_finds_him() -> None:
    seen = 0
    for text in real_texts():
        read = sheet(text.text)
        found = [one.span() for one in reports._told(read, reports._GIVEN, 0, len(read.text))]  # noqa: SLF001
        assert found == [one.span() for one in reports._GIVEN.finditer(read.text)]  # noqa: SLF001
        seen += len(found)
    assert seen


def test_a_heading_is_found_where_a_search_of_all_finds_it() -> None:
    rule = attendance._HEADING  # noqa: SLF001
    everywhere = re.compile(rf"(?<![^\n。；;|、 \t]){rule.pattern}")
    seen = 0
    for text in real_texts():
        read = sheet(text.text)
        found = [one.span() for one in read.opened(rule, attendance._BEFORE_HEADING, 0, len(read.text))]  # noqa: SLF001
        assert found == [one.span() for one in everywhere.finditer(read.text)]
        seen += len(found)
    assert seen
