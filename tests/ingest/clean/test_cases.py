"""Every step on the cases of its file: what it must change, what it must leave alone, and what it still gets wrong.

A case gives `text`, the `reading` the steps leave (the text itself where it is left out: nothing may change), and the
quotes of what they `removed` and `damaged` (each with its reading or null). `known_failure` cases state what would be
right; they fail today, and their passing fails the build until they are promoted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.clean import (
    chrome,
    frame,
    glyphs,
    lines,
    lost_ymd,
    markup,
    mojibake,
    pinyin,
    private,
    radicals,
    relined,
    repeats,
    script,
    spaces,
    spacing,
    spam,
    width,
)
from ingest.clean.step import in_turn
from ingest.clean.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.clean.step import Swept

CASES = Path(__file__).parent / "cases"
STEPS: dict[str, tuple[Callable[[Traced], Swept], ...]] = {
    "markup": (markup.drop_markup,),
    "spaces": (spaces.drop_invisible, spaces.plain_spaces, spaces.shorten_runs),
    "width": (width.narrow, width.widen_marks),
    "script": (script.simplify,),
    "pinyin": (pinyin.drop_pinyin,),
    "byte_slip": (mojibake.mend_slips,),
    "lines": (lines.drop_page_numbers, lines.join_lines),
    "frame": (frame.drop_menu, frame.drop_tail, frame.drop_menu_runs, frame.drop_credits),
    "chrome": (chrome.split_label, chrome.drop_chrome_lines, chrome.drop_chrome_phrases),
    "spam": (spam.drop_spam_lines, spam.mark_spam_names),
    "private": (private.mask_private,),
    "lost_ymd": (lost_ymd.mend_dates,),
    "radicals": (radicals.plain_ideographs,),
    "repeats": (repeats.drop_repeated,),
    "spacing": (spacing.close_words,),
    "relined": (relined.restore_lines,),
    "lost": (glyphs.mark_lost,),
}


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    reading: str | None = None
    removed: list[str] | None = None
    damaged: list[list[str | None]] = field(default_factory=list)
    known_failure: str | None = None


def _all_cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.json")):
        for raw in json.loads(file.read_text("utf-8")):
            case = Case(**raw)
            marks = [pytest.mark.xfail(strict=True, reason=case.known_failure)] if case.known_failure else []
            yield pytest.param(file.stem, case, id=f"{file.stem}: {case.name}", marks=marks)


@pytest.mark.parametrize(("kind", "case"), list(_all_cases()))
def test_step(kind: str, case: Case) -> None:
    swept = in_turn(Traced.of(case.text), STEPS[kind])
    assert swept.text.text == (case.text if case.reading is None else case.reading)
    quotes = [case.text[one.span.start : one.span.end] for one in swept.removed]
    if case.removed is not None:
        assert quotes == case.removed
    found = [[case.text[one.span.start : one.span.end], one.reading] for one in swept.damaged]
    assert found == case.damaged


def test_every_step_has_cases_of_both_sorts() -> None:
    assert {file.stem for file in CASES.glob("*.json")} == set(STEPS)
    for file in CASES.glob("*.json"):
        cases = [Case(**raw) for raw in json.loads(file.read_text("utf-8"))]
        untouched = [case for case in cases if case.reading is None and not case.damaged]
        assert untouched, f"{file.name}: no case says what is left alone"
        assert len(untouched) < len(cases), f"{file.name}: no case says what is changed"
        assert len({case.name for case in cases}) == len(cases), f"{file.name}: two cases have one name"


def test_every_line_of_chrome_holds_one_of_the_words_that_are_looked_for() -> None:
    cases = [case for name in STEPS for case in json.loads((CASES / f"{name}.json").read_text("utf-8"))]
    said = {line for case in cases for line in case["text"].splitlines()}
    chromed = [line for line in said if chrome._LINES.fullmatch(line)]  # noqa: SLF001 - the rules of a module are not part of its face
    assert len(chromed) > 10
    assert [line for line in chromed if not chrome._WORDS.search(line)] == []  # noqa: SLF001
