"""Any bytes in: minutes or a SourceError, and every fact a slice of the document."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.contract import minutes_as_dict
from ingest.errors import SourceError
from ingest.minutes import read_bytes

PIECES = [
    "会议", "原则同意", "《办法》", "一、", "二、", "（一）", "（二）", "1.", "2031年4月2日", "区长闻远川", "主持召开", "区政府第7次常务会议",
    "出席：", "列席：", "闻远川、季若溪", "区财政局吕静好", "由区住建局", "牵头，", "于5月底前", "印发。", "听取了", "汇报。", "要求，", "\n",
    " ", "  ", "，", "。", "；", "：", "(qū)", "?", "??", "2031", "4", "月", "日", "第", "次", "决议：", "洽悉。", "书面通报", "？", "《", "》", "（", "）",
]  # fmt: skip


HEAD = "青岚区政府第7次常务会议纪要\n2031年4月2日，区长闻远川主持召开区政府第7次常务会议。现纪要如下：\n一、审议办法\n"


def check(data: bytes) -> None:
    try:
        read = read_bytes(data, "any.txt")
    except SourceError:
        return
    for minutes in read.meetings:
        found = minutes_as_dict(minutes)
        text = minutes.document.text
        for item in found["items"]:
            assert 0 <= item["start"] <= item["end"] <= len(text)
            for part in [*item["decisions"], *item["directives"]]:
                assert text[part["start"] : part["end"]] == part["text"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
def test_shuffled_minutes_never_break_the_parser(pieces: list[str]) -> None:
    check("".join(pieces).encode())


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_never_breaks_the_parser(text: str) -> None:
    check(text.encode("utf-8", "ignore"))


@pytest.mark.parametrize(
    "unit", ["会议", "一、", "（一）", "《", "，", " ", "\n", "?", "由区", "出席：", "1", "王", "区财政局"]
)
def test_repetition_is_read_in_reasonable_time(unit: str) -> None:
    """The global time limit of the suite is the bound: a quadratic rule does not end within it."""
    check((HEAD + unit * (60_000 // len(unit)) + "\n二、听取汇报\n会议原则同意。").encode())


def test_mangled_real_shapes() -> None:
    chance = random.Random(7)  # noqa: S311 (damage, not secrets)
    base = "2031年4月2日，区长闻远川主持召开区政府第7次常务会议。一、审议《灯塔办法》。会议原则同意，由区水务局印发。出席：闻远川、季若溪。"
    for _ in range(60):
        chars = list(base)
        for _ in range(8):
            chars[chance.randrange(len(chars))] = chance.choice("？?(《》、，。\n 一二区会")
        check("".join(chars).encode())
