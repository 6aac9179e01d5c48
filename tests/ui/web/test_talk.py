from __future__ import annotations

from dataclasses import replace

from rag.records import Turn
from tests.ui.made import HOSTILE, answer, document, meeting, refusal
from ui.view.cards import Origin, cards
from ui.web.talk import Exchange, Talk, evidence, messages

ANSWERED = Exchange(
    "河道办法通过了吗？", answer=answer(), shown=cards(answer(), {"d1": Origin(document(), (meeting(),))})
)


def test_a_question_is_shown_at_once_and_waits() -> None:
    user, assistant = messages(Talk().asking("第7次谁主持？"), "zh")
    assert (user["role"], user["content"]) == ("user", "第7次谁主持？")
    assert "正在查阅纪要" in assistant["content"]


def test_claims_appear_before_the_answer_is_whole() -> None:
    talk = Talk().asking("问")
    growing = talk.latest(replace(talk.exchanges[-1], claims=answer().claims))
    assert "会议原则同意该办法。" in messages(growing, "zh")[1]["content"]
    assert "正在查阅纪要" in messages(growing, "zh")[1]["content"]


def test_a_long_wait_is_counted_out() -> None:
    talk = Talk((Exchange("问", waited=12.5),))
    assert "已 12 秒" in messages(talk, "zh")[1]["content"]


def test_stopping_keeps_what_was_verified_and_says_so() -> None:
    talk = Talk().asking("问")
    stopped = talk.latest(replace(talk.exchanges[-1], claims=answer().claims)).stopped()
    content = messages(stopped, "zh")[1]["content"]
    assert "会议原则同意该办法。" in content
    assert "已停止" in content
    assert "正在查阅纪要" not in content


def test_stopping_after_the_answer_changes_nothing() -> None:
    talk = Talk((ANSWERED,))
    assert talk.stopped() == talk
    assert Talk().stopped() == Talk()


def test_a_fault_of_ours_ends_the_wait() -> None:
    talk = Talk().asking("问")
    assert "没有答完" in messages(talk.broken("zh"), "zh")[1]["content"]
    assert Talk((ANSWERED,)).broken("zh") == Talk((ANSWERED,))


def test_a_failure_is_one_line_in_place_of_the_answer() -> None:
    talk = Talk((Exchange("问", failure="档案被占用；请稍后再试"),))
    assert "档案被占用；请稍后再试" in messages(talk, "zh")[1]["content"]
    assert not talk.exchanges[0].running


def test_only_answers_are_remembered_for_a_follow_up() -> None:
    talk = Talk((ANSWERED, Exchange("停下的", stopped=True), Exchange("失败的", failure="x")))
    assert talk.history() == (Turn("user", "河道办法通过了吗？"), Turn("assistant", "会议原则同意该办法。[1]"))


def test_a_refusal_is_remembered_by_its_sentence() -> None:
    assert Talk((Exchange("地铁呢？", answer=refusal()),)).history()[1].content == "纪要没有记载地铁规划。"


def test_the_latest_evidence_is_open_and_earlier_ones_are_folded() -> None:
    drawn = evidence(Talk((ANSWERED, replace(ANSWERED, question="后一问"))), "zh")
    latest, _, earlier = drawn.partition('<details class="jy-earlier">')
    assert 'id="e2-1"' in latest
    assert 'id="e1-1"' in earlier


def test_before_any_answer_the_evidence_says_what_will_stand_there() -> None:
    assert "原文卡片" in evidence(Talk(), "zh")


def test_a_hostile_question_is_text_everywhere() -> None:
    talk = Talk((replace(ANSWERED, question=HOSTILE), replace(ANSWERED, question=HOSTILE)))
    for drawn in (*(one["content"] for one in messages(talk, "zh")), evidence(talk, "zh")):
        assert "<script" not in drawn
        assert "<img" not in drawn
