"""The door to chat models, through the real langchain and openai clients, against a scripted endpoint."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest

import prompts
from rag.answer.model import Form, Forms, OpenAIChat
from rag.errors import Malformed, ModelError, RateLimited, Unavailable
from rag.records import Usage
from rag.settings import Settings
from tests.servers.scripted_openai import KEY, Play, ScriptedOpenAI, saying

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.records import ModelReply

    Connect = Callable[..., OpenAIChat]

SCHEMA = prompts.load("answer").schema
TWO = saying(("会议同意甲。", [1]), ("会议同意乙。", [2]))
WHOLE = {
    "answerable": True,
    "claims": [{"text": "会议同意甲。", "sentences": [1]}, {"text": "会议同意乙。", "sentences": [2]}],
}


def heard(chat: OpenAIChat) -> list[ModelReply]:
    return list(chat.stream("只按材料作答，输出 JSON。", "问题：会议同意了什么？", SCHEMA))


def test_claims_grow_and_the_last_reply_has_the_usage(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    replies = heard(connect(Play(TWO)))
    counts = [len(reply.data["claims"]) for reply in replies if isinstance(reply.data["claims"], list)]
    assert counts == sorted(counts)
    assert counts[0] == 1, "the first claim was there before the second"
    assert replies[-1].data == WHOLE
    assert replies[-1].final
    assert replies[-1].usage == Usage(100, 20)
    assert replies[-1].form == "json_schema"
    assert endpoint.asked[0].body["temperature"] == 0


@pytest.mark.parametrize(
    "play",
    [
        Play(TWO, crlf=True),
        Play(TWO, size=1),
        Play(TWO, size=500),
        Play(TWO, drips=3),
        Play(TWO, thinks="材料里有 {两条} 吗？先看 [1]。"),
        Play(TWO, thinks='先想想：{"answerable": false, "claims": []}，不对。', think_tags=True),
        Play(f"好的，答案如下：\n```json\n{TWO}\n```\n以上。"),
        Play(TWO.replace('{"text"', '\n  {"text"')),
        Play(TWO, finish="length"),
    ],
    ids=["crlf", "by character", "at once", "keep-alive", "reasoning", "think tags", "fenced", "newlines", "length"],
)
def test_one_answer_in_many_dresses(connect: Connect, play: Play) -> None:
    assert heard(connect(play))[-1].data == WHOLE


def test_no_usage_is_no_failure(connect: Connect) -> None:
    assert heard(connect(Play(TWO, usage=False)))[-1].usage is None


@pytest.mark.parametrize(
    ("refused", "form", "calls"),
    [
        (("json_schema",), Form("json_object"), 2),
        (("json_schema", "json_object"), Form("text"), 3),
        (("stream_options",), Form(usage=False), 2),
        (("temperature",), Form(temperature=False), 2),
        (("response_format", "stream_options", "temperature"), Form("text", usage=False, temperature=False), 5),
    ],
)
def test_an_endpoint_gets_the_form_it_takes_and_is_asked_only_once(
    connect: Connect, endpoint: ScriptedOpenAI, refused: tuple[str, ...], form: Form, calls: int
) -> None:
    forms = Forms()
    chat = connect(Play(TWO, refuses=refused), forms=forms)
    assert heard(chat)[-1].form == form.asked
    assert len(endpoint.asked) + len(endpoint.refused) == calls
    assert forms.get((endpoint.url, "scripted")) == form
    heard(chat)
    assert len(endpoint.asked) + len(endpoint.refused) == calls + 1


def test_what_no_form_helps_is_said_and_teaches_nothing(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    forms = Forms()
    with pytest.raises(Unavailable, match="拒绝了请求（400）"):
        heard(connect(Play(status=400, complaint="no such thing"), forms=forms))
    assert forms.get((endpoint.url, "scripted")) == Form()


def test_a_rate_limit_passes(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    limited = Play(status=429, complaint="slow down", headers={"retry-after": "0"})
    assert heard(connect(limited, limited, Play(TWO)))[-1].data == WHOLE
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    ("status", "error", "fact", "calls"),
    [
        (429, RateLimited, "请求过多", 3),
        (500, Unavailable, "服务出错（500）", 3),
        (503, Unavailable, "服务出错（503）", 3),
        (401, Unavailable, "OPENAI_API_KEY", 1),
        (403, Unavailable, "OPENAI_API_KEY", 1),
        (404, Unavailable, "JIYAO_MODEL", 1),
    ],
)
def test_failures_are_told_in_one_line(  # noqa: PLR0913, PLR0917 - a table
    connect: Connect, endpoint: ScriptedOpenAI, status: int, error: type[ModelError], fact: str, calls: int
) -> None:
    with pytest.raises(error) as told:
        heard(connect(Play(status=status, headers={"retry-after": "0"})))
    assert fact in str(told.value)
    assert "\n" not in str(told.value)
    assert len(endpoint.asked) == calls


def test_an_unknown_wait_is_backed_off(connect: Connect, endpoint: ScriptedOpenAI) -> None:
    began = time.monotonic()
    assert heard(connect(Play(status=500), Play(TWO)))[-1].data == WHOLE
    assert time.monotonic() - began >= 0.4
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize("play", [Play(TWO, hangs=30), Play(TWO, drips=300)], ids=["silence", "comments for ever"])
def test_an_endpoint_that_hangs_is_left(connect: Connect, play: Play) -> None:
    with pytest.raises(Unavailable, match="秒内没有答完"):
        heard(connect(play, timeout=0.6))


def test_nobody_there(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, model="m", base_url="http://127.0.0.1:9/v1", api_key=KEY, model_timeout=2)
    with pytest.raises(Unavailable, match="连接不上"):
        heard(OpenAIChat(settings, forms=Forms()))


@pytest.mark.parametrize(
    "play",
    [
        Play("会议同意了甲和乙。"),
        Play(""),
        Play(TWO, cut=20),
        Play(TWO[:-12]),
        Play(TWO[:-12], finish="length"),
        Play('["甲", "乙"]'),
        Play('{"answer": "甲"}'),
        Play("啊" * 50_000, size=5_000),
        Play(thinks="想了很久", says=""),
        Play(raw=("data: {这不是 JSON",)),
        Play(raw=('data: {"choices": [{"delta": 7}]}', "data: [DONE]")),
        Play(raw=('data: {"choices": null}', "data: [DONE]")),
        Play(raw=('data: "你好"', "data: [DONE]")),
        Play(raw=("data: [DONE]",)),
        Play(raw=('data: {"error": {"message": "overloaded", "type": "server_error"}}',)),
    ],
    ids=lambda play: (play.raw[0] if play.raw else str(play.says))[:16],
)
def test_a_reply_that_is_none_is_an_error_of_ours(connect: Connect, play: Play) -> None:
    with pytest.raises((Malformed, Unavailable)):
        heard(connect(play))


@pytest.mark.filterwarnings("error")
def test_what_was_complete_before_the_cut_was_heard(connect: Connect) -> None:
    replies: list[ModelReply] = []
    with pytest.raises((Malformed, Unavailable)):
        replies.extend(connect(Play(TWO, cut=len(TWO) - 6)).stream("输出 JSON", "问", SCHEMA))
    told = connect(Play(TWO, cut=len(TWO) - 6)).stream("输出 JSON", "问", SCHEMA)
    assert next(told).data["claims"] == WHOLE["claims"][:1]  # type: ignore[index]


def test_keys_stay_out_of_messages_and_logs(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    chat = connect(Play(status=401, complaint=f"Incorrect API key provided: {KEY}"))
    with pytest.raises(Unavailable) as told:
        heard(chat)
    assert KEY not in str(told.value)
    assert KEY not in repr(chat)
    assert KEY not in caplog.text


def test_a_local_server_needs_no_key(endpoint: ScriptedOpenAI, tmp_path: Path) -> None:
    endpoint.script(Play(TWO))
    settings = Settings(home=tmp_path, model="local", base_url=endpoint.url)
    assert heard(OpenAIChat(settings, forms=Forms()))[-1].data == WHOLE
