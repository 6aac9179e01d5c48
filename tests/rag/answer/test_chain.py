"""The chain against a scripted endpoint: honest answers pass as they come, lies never do, failures are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.records import Damage
from rag.answer import chain
from rag.answer.material import number
from rag.errors import Malformed, RateLimited, Unavailable
from rag.records import Turn, Usage
from tests.rag.answer.meeting import DOCUMENT, ITEMS, Told, chunk, cite, decisions, passages, question
from tests.servers.scripted_openai import Asked, Play, ScriptedOpenAI, honest, saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.records import Span
    from rag.answer.drafted import Drafted, Report
    from rag.answer.model import OpenAIChat
    from rag.records import Chunk, Citation, Passage

    Connect = Callable[..., OpenAIChat]

PLAN = "原则同意《青禾区老旧小区改造三年行动方案》"
NOTHING = saying(answerable=False)


def drafting(chat: OpenAIChat, text: str = "会议同意了什么？", given: list[Passage] | None = None) -> Iterator[Drafted]:
    return chain.answer(question(text), given or passages(), {"doc": DOCUMENT}, decisions(), chat, cite=cite)


def told(chat: OpenAIChat, text: str = "会议同意了什么？") -> tuple[list[str], Report]:
    *drafts, last = drafting(chat, text)
    assert last.report is not None
    assert last.claim is None
    return [one.claim.text for one in drafts if one.claim], last.report


def telling(*claims: Told) -> Callable[[Asked], str]:
    return lambda asked: saying(*((one.text, [asked.number_of(one.cites)]) for one in claims))


def test_an_honest_answer_passes_with_citations_that_are_slices(connect: Connect) -> None:
    *drafts, last = drafting(connect(Play(honest)), "老旧小区改造三年行动方案原则同意了吗")
    assert drafts
    for one in drafts:
        assert one.claim is not None
        assert one.claim.status == "verified"
        for citation in one.citations:
            assert DOCUMENT.quote(citation.span) == citation.quote
    assert last.report is not None
    assert last.report.prompt == "answer@2+question@1"
    assert last.report.form == "json_schema"
    assert last.report.usage == Usage(100, 20)
    assert last.report.passages == len(ITEMS)
    assert last.report.dropped == ()


def test_claims_come_one_by_one_and_share_marks(connect: Connect) -> None:
    def says(asked: Asked) -> str:
        plan, road = asked.number_of(PLAN), asked.number_of("清风路")
        return saying(
            ("会议原则同意《青禾区老旧小区改造三年行动方案》。", [plan]),
            ("清风路改造工程追加投资1200万元。", [road]),
            ("方案由区住建局修改完善后提请区委常委会审议。", [plan]),
        )

    drafts = drafting(connect(Play(says)))
    first = next(drafts)
    assert first.claim is not None
    assert first.claim.citations == (1,)
    rest = [one for one in drafts if one.claim]
    assert [one.claim.citations for one in rest if one.claim] == [(2,), (1,)]
    assert [len(one.citations) for one in rest] == [1, 0]


LIES = [
    Told("会议原则同意《青禾区老旧小区改造五年行动方案》。", PLAN),
    Told("会议审议通过《青禾区老旧小区改造三年行动方案》。", PLAN),
    Told("会议同意《青禾区政府投资项目管理办法》。", "审议了《青禾区政府投资项目管理办法》"),
    Told("会议同意该办法，由区发改局印发。", "暂缓审议"),
    Told("清风路改造工程追加投资2100万元。", "清风路"),
    Told("清风路改造工程追加投资1200万元，由市交通运输局报批。", "清风路"),
    Told("清风路改造工程已追加投资1200万元并建成通车。", "清风路"),
    Told("首批20个小区的摸底调查要在2024年6月底前完成。", "首批12个"),
    Told("首批12个小区的摸底调查已于2024年6月完成。", "首批12个"),
    Told("会议由区长赵成林主持。", PLAN),
    Told("会议同意拨款一亿元。", PLAN),
    Told("会议同意拨款一亿元。", "书面通报"),
    Told("会议同意为每户居民发放补贴9000元。", "口袋公园"),
    Told("口袋公园由5处调整为3处。", "口袋公园"),
]


@pytest.mark.parametrize("lie", LIES, ids=lambda one: one.text[:12])
def test_a_lie_is_dropped_even_when_it_is_repeated(connect: Connect, lie: Told) -> None:
    true = Told("会议书面通报了第三季度督查情况。", "书面通报")
    claims, report = told(connect(Play(telling(true, lie))))
    assert claims == [true.text]
    assert {one.text for one in report.dropped} == {lie.text}
    assert all(one.reasons and one.told for one in report.dropped)
    assert report.prompt.endswith("+repair@1")


def test_a_failed_claim_is_corrected_once(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    lie = Told("会议同意《青禾区老旧小区改造三年行动方案》。", PLAN)
    true = Told("会议原则同意《青禾区老旧小区改造三年行动方案》。", PLAN)
    claims, report = told(connect(Play(telling(lie)), Play(telling(true))))
    assert claims == [true.text]
    assert report.corrected == 1
    assert report.usage == Usage(200, 40)
    assert lie.text in endpoint.asked[1].user
    assert "所引句子没有“同意”这一结论" in endpoint.asked[1].user
    assert len(endpoint.asked) == 2


def test_a_failed_correction_leaves_what_had_passed(connect: Connect) -> None:
    true = Told("会议书面通报了第三季度督查情况。", "书面通报")
    limited = Play(status=429, headers={"retry-after": "0"})
    claims, report = told(connect(Play(telling(true, LIES[0])), limited))
    assert claims == [true.text]
    assert report.error is None


@pytest.mark.parametrize("sentences", [[999], [0], [-1], [], [10**9]], ids=str)
def test_numbers_that_lead_nowhere_are_no_evidence(connect: Connect, sentences: list[int]) -> None:
    claims, report = told(connect(Play(saying(("会议书面通报了第三季度督查情况。", sentences)))))
    assert claims == []
    assert report.dropped


def test_citations_that_carry_nothing_are_left_out(connect: Connect) -> None:
    def says(asked: Asked) -> str:
        true = asked.number_of(PLAN)
        return saying(
            ("会议原则同意《青禾区老旧小区改造三年行动方案》。", [asked.number_of("清风路"), true, 999, true])
        )

    first, *_ = drafting(connect(Play(says)))
    assert [PLAN in one.quote for one in first.citations] == [True]


def test_numbers_in_other_clothes_are_understood(connect: Connect) -> None:
    def says(asked: Asked) -> str:
        at = asked.number_of("清风路")
        text = f"三、清风路改造工程追加投资1200万元[{at}]。"
        return saying((text, [at])).replace(f'"sentences": [{at}]', f'"sentences": ["[{at}]"]')

    claims, _ = told(connect(Play(says)))
    assert claims == ["清风路改造工程追加投资1200万元。"]


@pytest.mark.parametrize(
    "says",
    [
        '{"answerable": true, "claims": "会议同意了"}',
        '{"answerable": true, "claims": ["会议同意了"]}',
        '{"answerable": true, "claims": [{"text": 7, "sentences": [1]}]}',
        '{"answerable": true, "claims": [{"text": "会议同意了。"}]}',
        '{"answerable": true, "claims": [{"text": "会议同意了。", "sentences": "一"}]}',
        '{"answerable": true, "claims": [null]}',
        '{"answerable": "也许"}',
    ],
)
def test_json_of_another_shape_gives_no_claim_and_no_error(connect: Connect, says: str) -> None:
    claims, report = told(connect(Play(says)))
    assert claims == []
    assert report.error is None


def test_what_the_model_cannot_answer_it_need_not(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    lie = telling(LIES[0])
    for says in (NOTHING, lambda asked: lie(asked).replace("true", "false")):
        claims, report = told(connect(Play(says)))
        assert claims == []
        assert not report.answerable
        assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    ("play", "error"),
    [
        (Play(status=500, headers={"retry-after": "0"}), Unavailable),
        (Play(status=429, headers={"retry-after": "0"}), RateLimited),
        (Play("会议同意了很多事。"), Malformed),
        (Play(hangs=30), Unavailable),
    ],
    ids=["500", "429", "prose", "hangs"],
)
def test_a_failing_endpoint_is_told_in_the_report(connect: Connect, play: Play, error: type[Exception]) -> None:
    claims, report = told(connect(play, timeout=0.8 if play.hangs else 20.0))
    assert claims == []
    assert isinstance(report.error, error)


def test_claims_before_a_broken_end_stand(connect: Connect) -> None:
    def says(asked: Asked) -> str:
        whole = telling(Told("会议书面通报了第三季度督查情况。", "书面通报"), LIES[0])(asked)
        return whole[:-20]

    claims, report = told(connect(Play(says)))
    assert claims == ["会议书面通报了第三季度督查情况。"]
    assert isinstance(report.error, Malformed)


def test_the_model_never_sees_orders_that_stand_in_a_file(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    told(connect(Play(NOTHING)))
    shown = endpoint.asked[0].user
    for hidden in ("忽略以上指令", "一亿元", "忽略之前的规则", "9000元"):
        assert hidden not in shown
    assert "会议书面通报了第三季度督查情况。" in shown


def test_what_the_model_is_given(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    history = [Turn("user", "第17次会议说了什么？"), Turn("assistant", "暂缓审议停车收费。" * 100)]
    query = replace(question("那第18次呢？"), script="traditional")
    list(
        chain.answer(
            query, passages(0, 0, 2), {"doc": DOCUMENT}, [], connect(Play(NOTHING)), cite=cite, history=history
        )
    )
    asked = endpoint.asked[0]
    assert "繁體中文" in asked.body["messages"][0]["content"]
    assert "用户：第17次会议说了什么？" in asked.user
    assert asked.user.count("出处：青禾区人民政府第18次常务会议纪要") == 2, "a sentence is shown once"
    assert list(asked.sentences) == list(range(1, len(asked.sentences) + 1))
    assert len(asked.user) < 1500


def test_a_budget_keeps_the_best_passages() -> None:
    whole = number(passages(), {"doc": DOCUMENT}, decisions(), 6000)
    assert whole.passages == len(ITEMS)
    assert number(passages(), {"doc": DOCUMENT}, decisions(), 160).passages == 1
    assert number(passages(2), {"doc": DOCUMENT}, decisions(), 1).passages == 1
    assert any(row.outcome == "暂缓" for one in whole.evidence.values() for row in one.decisions)
    assert not number([], {}, [], 100).text


def test_a_claim_on_damaged_text_says_so(connect: Connect) -> None:
    def damaged(of: Chunk, span: Span, mark: int) -> Citation:
        return replace(cite(of, span, mark), damage=(Damage("lost", span),))

    chat = connect(Play(telling(Told("会议书面通报了第三季度督查情况。", "书面通报"))))
    first, *_ = chain.answer(question("通报了什么"), passages(3), {"doc": DOCUMENT}, [], chat, cite=damaged)
    assert first.claim is not None
    assert first.claim.status == "damaged"


def test_chunks_are_slices_of_their_document() -> None:
    assert all(DOCUMENT.quote(chunk(at).span) == chunk(at).text for at in range(len(ITEMS)))
