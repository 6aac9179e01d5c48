"""Chunks miss nothing of the reading, stay small, and know where they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean.traced import Traced
from ingest.errors import SourceError
from ingest.minutes import read_bytes
from ingest.records import AgendaItem, Document, Fact, Minutes, Quality, Span
from rag.index.chunk import CONTEXT, LIMIT, chunks, searched
from rag.index.units import units
from tests.rag.fiction import minutes_text, parse_fiction

if TYPE_CHECKING:
    from pathlib import Path

    from rag.records import Chunk


def document(text: str) -> Document:
    return Document("/a.txt", "a.txt", "text/plain", "0" * 64, text)


def cut(minutes: Minutes) -> list[Chunk]:
    return chunks(minutes, "d1.1", "d1")


def bare(text: str, items: list[tuple[int, int]]) -> Minutes:
    """Minutes of nothing but a text and where its items stand."""
    agenda = tuple(AgendaItem(n, Span(*one), "numbered", None, n, None) for n, one in enumerate(items, 1))
    return Minutes(document(text), 1, Span(0, len(text)), Traced.of(text), Quality(None), agenda)


def assert_whole(minutes: Minutes, found: list[Chunk]) -> None:
    """Every unit of the reading is in a chunk, none in two, and each chunk says what stands at its span."""
    start, end = minutes.reading.locate(minutes.span)
    reading = minutes.reading.text[start:end]
    assert Counter(sign for one in found for sign in _signs(one.text)) == Counter(_signs(reading))
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert len(one.text) <= LIMIT
        assert len(one.context) <= CONTEXT
        assert _signs(minutes.reading.within(one.span)) == _signs(one.text)


def _signs(text: str) -> list[str]:
    return [sign for unit in units(text) for sign in unit]


def test_each_item_has_its_own_chunks_and_its_context_line() -> None:
    (minutes,) = parse_fiction(document(minutes_text(8))).meetings
    found = cut(minutes)
    assert_whole(minutes, found)
    title = minutes.title.value if minutes.title else ""
    assert all(one.context.startswith(title) for one in found)
    assert "年" in found[0].context
    for number, item in enumerate(minutes.items, 1):
        own = [one for one in found if one.item_id == f"d1.1.{number}"]
        assert own
        assert all(item.span.holds(one.span) for one in own)
        name = item.title.value if item.title else ""
        assert all(name in searched(one) for one in own), "a later chunk of an item carries its title in the context"


def test_a_list_of_people_is_a_chunk_of_its_own() -> None:
    (minutes,) = parse_fiction(document(minutes_text(8))).meetings
    (listed,) = [one for one in cut(minutes) if one.context.endswith("出席")]
    assert all(person.name in listed.text for person in minutes.present)
    assert "主持" not in listed.text


def test_the_same_minutes_give_the_same_ids_and_changed_ones_others() -> None:
    (first,) = parse_fiction(document(minutes_text(8))).meetings
    (again,) = parse_fiction(document(minutes_text(8))).meetings
    (other,) = parse_fiction(document(minutes_text(8).replace("会议指出", "会议认为", 1))).meetings
    ids = [{one.id for one in cut(minutes)} for minutes in (first, again, other)]
    assert ids[0] == ids[1]
    assert len(ids[0] & ids[2]) > 0
    assert ids[0] != ids[2]


def test_a_sentence_is_not_cut_where_it_need_not_be() -> None:
    text = "会议强调，要抓好落实。" * 100
    found = cut(bare(text, [(0, len(text))]))
    assert len(found) > 1
    assert all(one.text.endswith("。") for one in found)


def test_a_closing_quote_stays_with_its_sentence() -> None:
    text = ("甲" * 224 + "。”") + "乙" * 300 + "。"
    first, _ = cut(bare(text, []))
    assert first.text.endswith("。”")


def test_an_item_with_a_title_alone_is_still_found() -> None:
    text = "一、关于云溪桥\n二、关于稻香学校\n"
    found = cut(bare(text, [(0, 8), (8, len(text))]))
    assert [one.text for one in found] == ["一、关于云溪桥", "二、关于稻香学校"]


def test_a_long_title_leaves_room_in_the_context() -> None:
    minutes = replace(bare("甲。" * 400, [(0, 800)]), title=Fact("题" * 500, reason="test"))
    assert_whole(minutes, cut(minutes))


@given(
    st.text(st.sampled_from("甲乙丙0a。；，\n ”、"), max_size=1500),
    st.lists(st.integers(0, 1500), max_size=8, unique=True),
)
def test_nothing_is_lost_however_the_text_is_laid(text: str, bounds: list[int]) -> None:
    bounds = sorted(min(one, len(text)) for one in bounds)
    minutes = bare(text, list(zip(bounds[::2], bounds[1::2], strict=False)))
    assert_whole(minutes, cut(minutes))


def test_private_numbers_are_in_no_chunk() -> None:
    text = minutes_text(4).replace("《", "").replace("》", "") + "联系人：区府办，电话：0999-8123456，手机13900001111\n"
    for minutes in read_bytes(text.encode(), "a.txt").meetings:
        assert not any("8123456" in searched(one) or "13900001111" in searched(one) for one in cut(minutes))


def test_real_minutes_are_covered_whole(shared: Path) -> None:
    paths = sorted(shared.glob("seeds/*.txt")) + sorted(shared.glob("minutes/*.txt"))
    seen = 0
    for path in paths:
        try:
            reading = read_bytes(path.read_bytes(), str(path))
        except SourceError:
            continue
        for minutes in reading.meetings:
            assert_whole(minutes, cut(minutes))
            seen += 1
    assert seen


@pytest.mark.parametrize("text", ["", "\n \n", "——————\n。。。"])
def test_a_text_without_words_has_no_chunk(text: str) -> None:
    assert cut(bare(text, [])) == []
