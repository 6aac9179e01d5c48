from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import get_args

import pytest

from rag.records import Mode, RefusalKind, Status
from rag.report.items import Facet
from rag.report.records import RowKind
from ui.i18n import say
from ui.view.library import FiledStatus
from ui.words import WORDS

UI = Path(__file__).resolve().parents[2] / "ui"
COMPUTED = {
    *(f"refusal.{kind}" for kind in get_args(RefusalKind)),
    *(f"status.{status}" for status in get_args(Status)),
    *(f"guide.{status}" for status in get_args(Status)),
    *(f"mode.{mode}" for mode in get_args(Mode)),
    *(f"filed.{status}" for status in get_args(FiledStatus)),
    *(f"items.{facet}" for facet in get_args(Facet)),
    *(f"ledger.{kind}" for kind in get_args(RowKind)),
    *(f"ledger.{facet}" for facet in ("places", "units", "outcomes", "states")),
    *(f"export.{suffix}" for suffix in ("md", "docx", "xlsx", "csv")),
    *(f"evals.{suite}" for suite in ("parsing", "asking", "ledger", "guard", "retrieval")),
    *(f"evals.{suite}" for suite in ("summary", "noise", "speed", "own")),
    *("report.filled", "report.inferred", "report.persons"),
}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def literals() -> set[str]:
    """Every string in the code of `ui` that has the form of a key."""
    nodes = [
        node
        for path in UI.rglob("*.py")
        if path.parent.name != "words"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch(r"[a-z]+(\.[a-z_]+)+", text)}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_with_the_same_fields(key: str) -> None:
    chinese, english = WORDS[key]
    assert chinese.strip()
    assert english.strip()
    assert fields(chinese) == fields(english)
    assert not re.search(r"[\u4e00-\u9fff]", english), "Chinese in the English column"


@pytest.mark.parametrize("key", sorted(COMPUTED))
def test_every_kind_and_status_has_words(key: str) -> None:
    assert say(key)


def test_no_key_is_said_that_the_table_lacks() -> None:
    families = {key.partition(".")[0] for key in WORDS}
    said = {text for text in literals() if text.partition(".")[0] in families and not text.startswith("ui.")}
    modules = {text for text in said if (UI.parent / text.replace(".", "/")).exists()}
    assert said - modules - WORDS.keys() == set()


def test_no_key_is_left_that_nobody_says() -> None:
    used = literals() | COMPUTED
    left = {
        key
        for key in WORDS
        if key not in used and not key.startswith(("field.", "noise.")) and not key.endswith((".help", ".none"))
    }
    assert left == set()


def test_a_key_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("no.such.key")
