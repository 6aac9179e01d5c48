from __future__ import annotations

import pytest

from evals.fields import aligned, fold, like, same_body, same_label, within

SAME = [
    ("區(qū)政府　常務會議", "区政府常务会议"),
    ("〔２０２４〕4号", "〔2024〕4号"),
    ("「一網通辦」", '"一网通办"'),
]


@pytest.mark.parametrize(("raw", "plain"), SAME)
def test_folding_takes_away_script_width_blanks_and_reading_aids(raw: str, plain: str) -> None:
    assert fold(raw) == fold(plain)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("予以印发", "印发", True),
        ("提请区委常委会审议", "提请区委常委会审议。", True),
        ("《方案》（以下简称《甲》）起草情况的汇报", "《方案》起草情况的汇报", True),
        ("印发", "提请区委常委会审议", False),
        ("报市政府备案", "", False),
    ],
)
def test_phrases_alike(one: str, other: str, agree: bool) -> None:  # noqa: FBT001
    assert like(one, other) is agree


def test_bodies_of_one_government_are_one_and_its_party_committee_is_another() -> None:
    assert same_body("区政府", "澜湖区人民政府")
    assert not same_body("区委常委会", "澜湖区人民政府")
    assert same_label("（一）", "(一)")
    assert within("会议通报了", "通报")


def _item(label: str | None, title: str) -> dict[str, object]:
    return {"label": label, "title": title, "decision": None}


def test_a_missed_item_does_not_shift_the_others() -> None:
    gold = [_item("一、", "研究防汛工作"), _item("二、", "审议养老办法"), _item("三、", "听取审计整改汇报")]
    found = [gold[0], gold[2]]
    assert aligned(gold, found) == [(gold[0], gold[0]), (gold[1], None), (gold[2], gold[2])]


def test_items_that_share_nothing_are_not_paired() -> None:
    gold, found = _item(None, "研究防汛工作"), _item(None, "表彰先进个人")
    assert {pair.count(None) for pair in aligned([gold], [found])} == {1}
