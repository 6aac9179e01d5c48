"""Search by words: exact on phrases, ranked, filtered, seen at once by other readers, rebuilt when broken."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from rag.errors import StoreError
from rag.index.lexical import TantivyIndex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = [
    ("a", "会议原则同意《云溪桥改造方案》"),
    ("b", "会议暂缓审议第12次 ABC 改造"),
    ("c", "云与溪与桥"),
    ("d", "方案，方案，还是方案"),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TantivyIndex]:
    made = TantivyIndex(tmp_path / "lexical")
    made.update(TEXTS, [])
    yield made
    made.close()


def ids(found: list[tuple[str, float]]) -> list[str]:
    return [one for one, _ in found]


def test_neighbours_count_more_than_scattered_characters(index: TantivyIndex) -> None:
    found = index.search("云溪桥", 5)
    assert ids(found)[:2] == ["a", "c"]
    assert all(score > 0 for _, score in found)


@pytest.mark.parametrize("question", ["第１２次", "ａｂｃ", "第12次abc"])
def test_width_and_case_do_not_matter(index: TantivyIndex, question: str) -> None:
    assert ids(index.search(question, 1)) == ["b"]


@pytest.mark.parametrize("question", ["", "！？", "丙丁戊"])
def test_a_question_that_says_nothing_finds_nothing(index: TantivyIndex, question: str) -> None:
    assert index.search(question, 5) == []


def test_among_filters_and_leaves_scores_alone(index: TantivyIndex) -> None:
    free = dict(index.search("改造方案", 5))
    held = dict(index.search("改造方案", 5, frozenset({"b", "d", "absent"})))
    assert held == {one: free[one] for one in ("b", "d")}
    assert index.search("改造方案", 5, frozenset()) == []


def test_a_filter_of_whole_meetings_and_one_of_a_part_of_them_keep_scores(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    texts = [(f"d{n}.1.{part}", f"改造方案{n}{part * 'x'}") for n in range(40) for part in (1, 2, 3)]
    index.update(texts, [])
    free = dict(index.search("改造方案", 500))
    whole = frozenset(one for one, _ in texts if one.split(".")[0] in {"d3", "d30"})
    assert dict(index.search("改造方案", 500, whole)) == {one: free[one] for one in whole}
    part = frozenset(one for one in whole if not one.endswith(".1"))
    assert dict(index.search("改造方案", 500, part)) == {one: free[one] for one in part}
    few = [one for one, _ in index.search("改造方案", 500, part)][:2]
    assert ids(index.search("改造方案", 2, part)) == few


def test_equal_scores_are_ordered_by_id(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.update([(f"x{n:02}", "同样的话") for n in range(20, 0, -1)], [])
    assert ids(index.search("同样的话", 5)) == ["x01", "x02", "x03", "x04", "x05"]


def test_an_id_that_is_present_stays_and_one_taken_out_goes(index: TantivyIndex) -> None:
    index.update([TEXTS[0], ("e", "云溪桥验收")], ["c"])
    assert index.count() == 4
    assert set(ids(index.search("云溪桥", 5))) == {"a", "e"}


def test_a_reader_sees_commits_and_rebuilds_of_another(index: TantivyIndex, tmp_path: Path) -> None:
    reader = TantivyIndex(tmp_path / "lexical")
    assert ids(reader.search("云溪桥", 1)) == ["a"]
    index.update([("e", "稻香学校")], [])
    assert ids(reader.search("稻香学校", 1)) == ["e"]
    index.rebuild([[("f", "稻香学校扩建")], [("g", "别的")]])
    assert ids(reader.search("稻香学校", 5)) == ["f"]
    assert [one.name for one in (tmp_path / "lexical").glob("v*")] == ["v2"]


def test_what_is_missing_is_empty_and_what_is_broken_is_said_so(index: TantivyIndex, tmp_path: Path) -> None:
    missing = TantivyIndex(tmp_path / "nothing")
    assert (missing.usable(), missing.count(), missing.search("云", 5)) == (False, 0, [])
    index.close()
    (folder,) = (tmp_path / "lexical").glob("v*")
    (folder / "meta.json").write_text("{", encoding="utf-8")
    broken = TantivyIndex(tmp_path / "lexical")
    assert not broken.usable()
    with pytest.raises(StoreError):
        broken.search("云", 5)
    broken.rebuild([TEXTS])
    assert ids(broken.search("云溪桥", 1)) == ["a"]


def test_a_current_that_names_nothing_is_as_good_as_none(index: TantivyIndex, tmp_path: Path) -> None:
    index.close()
    shutil.rmtree(next((tmp_path / "lexical").glob("v*")))
    assert not TantivyIndex(tmp_path / "lexical").usable()
