"""Passages inside the meetings that a question states: what the filter has read does not rank them once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.answer.search import search
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.answer.search import Found

MINUTES = """榆川市柳泽区人民政府第9次常务会议纪要
2031年5月6日，区长岳明川在区政务中心三楼会议室主持召开区政府第9次常务会议，听取并审议了三个议题。纪要如下：
出席：岳明川、沈知秋、罗庭远
一、关于柳泽区人民政府第9次常务会议议定事项台账
会议听取了区政府办公室的汇报，原则同意台账，由区政府办公室按月更新。
二、关于早市搬迁有关事项
会议听取了区商务局的汇报，原则同意早市搬迁至北仓路，由区商务局牵头，于8月底前完成。
三、关于暖冬供热有关事项
会议听取了区住建局的汇报，要求11月1日前完成管网检修，由区住建局负责。
"""
OTHER = MINUTES.replace("柳泽区", "松陵区").replace("北仓路", "南仓路").replace("第9次", "第8次")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("retrieve")
    for name, text in (("liuze.txt", MINUTES), ("songling.txt", OTHER)):
        (folder / name).write_text(text, "utf-8")
    with Archive.open(Settings(home=folder / "home"), embedder=HashedBigrams(), write=True) as opened:
        list(opened.add_all([str(folder / "liuze.txt"), str(folder / "songling.txt")]))
        yield opened


def found(archive: Archive, question: str) -> list[Found]:
    return search(question, archive.shelf, archive.settings, 8)


@pytest.mark.parametrize(
    "question",
    [
        "柳泽区人民政府第9次常务会议是哪天召开的？",
        "柳泽区人民政府第9次常务会议在哪里开的？",
        "柳泽区人民政府第9次常务会议由谁主持？",
    ],
)
def test_what_is_asked_of_a_meeting_itself_is_found_in_its_opening(archive: Archive, question: str) -> None:
    first = found(archive, question)[0]
    assert first.item is None
    assert "2031年5月6日" in first.citation.quote


def test_the_name_of_the_stated_meeting_does_not_rank_its_chunks(archive: Archive) -> None:
    first = found(archive, "柳泽区人民政府第9次常务会议早市搬到哪里去？")[0]
    assert "北仓路" in first.citation.quote


def test_a_question_that_only_names_a_meeting_finds_that_meeting(archive: Archive) -> None:
    hits = found(archive, "柳泽区人民政府第9次常务会议")
    assert hits
    assert {one.meeting.session for one in hits} == {9}


def test_scores_stay_between_nought_and_one_and_in_order(archive: Archive) -> None:
    scores = [one.score for one in found(archive, "柳泽区人民政府第9次常务会议由谁主持？")]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1
