from __future__ import annotations

import pytest

from ingest.parse import deadlines
from ingest.parse.dates import completed, find
from ingest.parse.numerals import number
from ingest.records import PartialDate


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031年10月22日下午", "2031-10-22"),
        ("二○三一年十二月五日", "2031-12-05"),
        ("民国120年3月5日", "2031-03-05"),
        ("120年9月5日", "2031-09-05"),
        ("昨天（24日）晚上", "XXXX-XX-24"),
        ("11月28日上午", "XXXX-11-28"),
        ("2031-09-04 12:48", "2031-09-04"),
        ("2031年4月", "2031-04"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_written(text: str, iso: str) -> None:
    assert [one.date.iso for one in find(text)] == [iso]


@pytest.mark.parametrize("text", ["2031年2月30日", "13月5日", "第25次会议", "三个工作日"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert not [one for one in find(text) if one.date.day]


@pytest.mark.parametrize(
    ("text", "later", "iso"),
    [
        ("12月28日", PartialDate(2032, 1, 4), "2031-12-28"),
        ("11月28日", PartialDate(2031, 12, 5), "2031-11-28"),
        ("今天（10日）", PartialDate(2031, 7, 10), "2031-07-10"),
        ("昨天（30日）", PartialDate(2031, 7, 1), "2031-06-30"),
        ("本月18日", PartialDate(2031, 9, 20), "2031-09-18"),
        ("昨天", PartialDate(2031, 3, 1), "2031-02-28"),
        ("昨天（24日）", PartialDate(2031), "XXXX-XX-24"),
    ],
)
def test_missing_parts_come_from_a_later_date_or_stay_open(text: str, later: PartialDate, iso: str) -> None:
    assert completed(next(find(text)), later).iso == iso


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("于5月底前完成", "5月底前", "2031-05-31"),
        ("在年底前办结", "年底前", "2031-12-31"),
        ("6月30日前全部销号", "6月30日前", "2031-06-30"),
        ("二季度末前建成投运", "二季度末前", "2031-06-30"),
        ("明年3月底前完成", "明年3月底前", "2032-03-31"),
        ("三个工作日内拨付到位", "三个工作日内", None),
        ("主汛期前完成整治", "主汛期前", None),
    ],
)
def test_a_deadline_names_its_last_day_if_it_has_one(text: str, written: str, day: str | None) -> None:
    found = deadlines.find(text, 0, len(text), PartialDate(2031, 4, 2))
    assert found is not None
    assert text[found.start : found.end] == written
    assert (found.date.iso if found.date else None) == day


@pytest.mark.parametrize(
    "text", ["2030年全年完成投资9亿元", "去年12月份，全区先后出现强降雨", "年底，各部门要统筹冲刺"]
)
def test_a_time_gone_by_is_no_deadline(text: str) -> None:
    assert deadlines.find(text, 0, len(text), PartialDate(2031, 4, 2)) is None


def test_numerals() -> None:
    assert [number(one) for one in ("二十五", "一百零三", "二○三一", "十", "两千", "十百")] == [
        25,
        103,
        2031,
        10,
        2000,
        None,
    ]
