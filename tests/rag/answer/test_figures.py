"""Numbers and dates as values: one value however it is written, and what stays apart."""

from __future__ import annotations

import pytest

from rag.answer.figures import days, figures, stated
from rag.answer.plain import plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.2亿元", "32000万元"),
        ("１,２００万元", "一千二百万元"),
        ("12.5%", "百分之十二点五"),
        ("第二十五次", "第25次"),
        ("两个小区", "2处小区"),
        ("三点二亿元", "3.2亿元"),
        ("不少于30人", "30人以上"),
        ("300平米", "300平方米"),
        ("十四五", "十四五"),
    ],
)
def test_the_same_value(one: str, other: str) -> None:
    first, second = ([figure for *_, figure in figures(plain(text))] for text in (one, other))
    assert len(first) == len(second) == 1
    assert first[0].states(second[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.2亿元", "3.2万元"),
        ("30人", "不少于30人"),
        ("不低于30%", "不超过30%"),
        ("第13次", "第15次"),
        ("5个百分点", "5%"),
        ("5年", "5个月"),
        ("十四五", "十五"),
        ("12亩", "12户"),
    ],
)
def test_another_value(one: str, other: str) -> None:
    first, second = ([figure for *_, figure in figures(plain(text))] for text in (one, other))
    assert not any(mine.states(its) for mine in first for its in second)


@pytest.mark.parametrize(
    "text", ["一是加强领导，二要压实责任，进一步统一思想", "十分重视", "万元", "一个方案", "两山理念"]
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert list(figures(plain(text))) == []


@pytest.mark.parametrize(
    ("claim", "quote", "context", "follows"),
    [
        ("2023年12月25日", "二〇二三年十二月二十五日", "", True),
        ("2023年12月25日", "12月25日", "（2023年12月20日）", True),
        ("2023年12月25日", "12月25日", "（2022年12月20日）", False),
        ("2023年12月20日", "", "（2023年12月20日）", True),
        ("2023年12月20日前", "", "（2023年12月20日）", False),
        ("2024年1月1日起", "", "（2024年1月1日）", False),
        ("6月30日前", "6月底前", "", True),
        ("6月前", "6月30日前", "", False),
        ("6月", "6月30日", "", True),
        ("6月30日", "6月", "", False),
        ("2023年", "民国112年3月", "", True),
        ("2023-09-21", "2023年9月21日", "", True),
        ("2035年", "2021—2035年", "", True),
        ("2021年", "2021—2035年", "", True),
        ("8月9日", "2023年8月1日至9日", "", True),
    ],
)
def test_dates_follow_or_do_not(claim: str, quote: str, context: str, follows: bool) -> None:  # noqa: FBT001 - a table
    told, quoted, around = ([day for *_, day in days(plain(text))] for text in (claim, quote, context))
    assert told
    assert all(stated(day, quoted, around) for day in told) is follows
