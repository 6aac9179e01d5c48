"""What is in use and how good it was: facts, never a key; a run with its numbers; markup stays text."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from evals.run.headline import TILES
from evals.run.records import Failure, Result, Run
from rag.records import Health
from rag.settings import Settings
from ui.doctor import examined
from ui.view.evals import TILE_WORDS, no_run_html, run_html
from ui.view.status import status_html

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-secret-of-the-house"
HEALTH = Health(
    "/archive", writable=True, documents=3, meetings=4, chunks=90, pending=0, embedder="x", vectors="chroma"
)


def test_a_key_is_said_to_be_set_and_never_shown(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, model="qwen", base_url=f"https://user:{KEY}@models.example/v1", api_key=KEY)
    html = status_html(examined(settings, HEALTH), {"status.items": 7})
    assert "密钥已设" in html
    assert "models&#46;example" in html
    assert "sk" not in html
    assert "问题和检索到的段落会发往" in html


def test_without_a_model_nothing_leaves_the_machine(tmp_path: Path) -> None:
    html = status_html(examined(Settings(home=tmp_path), HEALTH), {})
    assert "不联网" in html
    assert "一切正常" in html


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    html = status_html(examined(Settings(home=tmp_path), None, "<b>坏了</b>"), {})
    assert "一切正常" not in html
    assert "&#60;b&#62;坏了" in html


RUN = Run(
    "2026-01-02T03:04:05", "abc", "0.1", "e5", results=[
        Result("asking", "right", 0.9, 40, low=0.77, high=0.96), Result("asking", "right", None, 0, system="bm25"),
        Result("other", "seconds", 3.5, 12),
    ], failures=[Failure("asking", "q1", "<b>问</b>", "答", "应", ("引",))] * 70, seconds={"asking": 12.0},
)  # fmt: skip


def test_a_run_is_told_with_n_and_interval() -> None:
    html = run_html(RUN, "/archive/evals/last.json")
    for part in ("0.900", "0.77–0.96", ">40<", "本系统", "–", "3.500", "问答（不用模型）", "另有 10 例"):
        assert part in html
    assert "<b>" not in html
    assert html.count("<svg") == 1, "a value that is no share, or not applicable, has no bar"


def test_without_a_run_it_says_how_to_make_one() -> None:
    assert "jiyao eval &#45;&#45;home" in no_run_html("/archive")


def test_the_numbers_that_matter_stand_on_top_and_the_rest_is_folded() -> None:
    html = run_html(RUN, "/archive/evals/last.json", "en")
    assert "<strong>90.0%</strong><span>Right · own samples</span>" in unescape(html)
    assert html.count('<details class="jr-suite">') == len({one.suite for one in RUN.results}) + 1
    assert {key for _, key, _ in TILES} == TILE_WORDS.keys()
