"""An OpenAI-compatible chat server that plays what a test scripts: real HTTP on loopback, real SSE, strict protocol.

Each request takes the next `Play`; the last one is played for ever. What the protocol forbids is answered with 400,
as OpenAI does, so that a client which sends nonsense fails its test.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType

    from starlette.requests import Request

KEY = "sk-scripted"
KNOWN = {
    *("model", "messages", "stream", "stream_options", "response_format", "temperature", "top_p", "seed", "n", "stop"),
    *("max_tokens", "max_completion_tokens", "user", "presence_penalty", "frequency_penalty"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in, with the parts of it that plays look at."""

    body: dict[str, Any]

    @property
    def user(self) -> str:
        """The last user message."""
        return next(str(one["content"]) for one in reversed(self.body["messages"]) if one["role"] == "user")

    @property
    def form(self) -> str:
        """How JSON was asked for."""
        return str((self.body.get("response_format") or {"type": "text"})["type"])

    @property
    def sentences(self) -> dict[int, str]:
        """The numbered sentences of the material."""
        return {int(at): text for at, text in re.findall(r"^\[(\d+)\] (.*)$", self.user, re.MULTILINE)}

    def number_of(self, words: str) -> int:
        """The number of the sentence that holds some words."""
        return next(at for at, text in self.sentences.items() if words in text)


@dataclass(frozen=True, slots=True)
class Play:
    """What the server does with one request.

    `says` is the model's whole text, fixed or made from the request. `status` other than 200 sends an error
    `complaint`. `refuses` are parameters this server does not take. `hangs` is silence before the first byte,
    `drips` the number of keep-alive comments, each a tenth of a second, before the first chunk. `cut` ends the
    connection after so many characters.
    """

    says: str | Callable[[Asked], str] = '{"answerable": false, "claims": []}'
    status: int = 200
    complaint: str = "scripted failure"
    headers: dict[str, str] = field(default_factory=dict)
    refuses: tuple[str, ...] = ()
    thinks: str = ""
    think_tags: bool = False
    usage: bool = True
    crlf: bool = False
    hangs: float = 0.0
    drips: int = 0
    cut: int | None = None
    finish: str = "stop"
    size: int = 6
    raw: tuple[str, ...] = ()


def saying(*claims: tuple[str, list[int]], answerable: bool = True) -> str:
    """The JSON text of a reply."""
    told = [{"text": text, "sentences": sentences} for text, sentences in claims]
    return json.dumps({"answerable": answerable, "claims": told}, ensure_ascii=False)


def honest(asked: Asked) -> str:
    """Claims that repeat the sentences of the material which share most with the question."""
    question = asked.user.rsplit("问题：", maxsplit=1)[-1]
    pairs = {question[at : at + 2] for at in range(len(question) - 1)}
    scored = sorted(asked.sentences.items(), key=lambda one: -sum(pair in one[1] for pair in pairs))
    best = [one for one in scored[:2] if any(pair in one[1] for pair in pairs)]
    return saying(*((text, [at]) for at, text in best), answerable=bool(best))


class ScriptedOpenAI:
    """The server as a context manager: `url` for OPENAI_BASE_URL, `asked` the requests that passed the protocol."""

    def __init__(self, *plays: Play) -> None:
        self.plays = list(plays) or [Play(honest)]
        self.asked: list[Asked] = []
        self.refused: list[str] = []
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        app = Starlette(routes=[Route("/v1/chat/completions", self._answer, methods=["POST"])])
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=0, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(timeout=5)
        self._socket.close()

    def script(self, *plays: Play) -> None:
        """Forget what was asked and play these from now on."""
        self.plays, self.asked, self.refused = list(plays), [], []

    async def _answer(self, request: Request) -> Response:
        body = await request.json()
        play = self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]
        wrong = breach(body, request.headers.get("authorization", ""))
        if wrong is None:
            wrong = next((f"{name} is not supported by this model" for name in play.refuses if sends(body, name)), None)
            if wrong is not None:
                self.plays.insert(0, play)
        if wrong is not None:
            self.refused.append(wrong)
            return failure(400, wrong, {})
        self.asked.append(Asked(body))
        if play.hangs:
            await asyncio.sleep(play.hangs)
        if play.status != 200:
            return failure(play.status, play.complaint, play.headers)
        return StreamingResponse(events(play, self.asked[-1]), media_type="text/event-stream")


def failure(status: int, complaint: str, headers: dict[str, str]) -> JSONResponse:
    """An error as OpenAI words it."""
    return JSONResponse({"error": {"message": complaint, "type": "invalid_request_error"}}, status, headers)


def sends(body: dict[str, Any], name: str) -> bool:
    """Whether a request uses a parameter; json_schema and json_object are forms of response_format."""
    return name in body or (body.get("response_format") or {}).get("type") == name


async def events(play: Play, asked: Asked) -> AsyncIterator[bytes]:
    """The stream of server-sent events of a play."""
    end = "\r\n\r\n" if play.crlf else "\n\n"
    for _ in range(play.drips):
        yield f": keep-alive{end}".encode()
        await asyncio.sleep(0.1)
    if play.raw:
        for line in play.raw:
            yield f"{line}{end}".encode()
        return
    text = play.says if isinstance(play.says, str) else play.says(asked)
    if play.think_tags:
        text = f"<think>{play.thinks}</think>\n{text}"
    elif play.thinks:
        yield event(asked, end, {"role": "assistant", "content": None, "reasoning_content": play.thinks})
    for at in range(0, len(text if play.cut is None else text[: play.cut]), play.size):
        yield event(asked, end, {"role": "assistant", "content": text[at : at + play.size]})
    if play.cut is not None:
        raise ConnectionResetError  # uvicorn closes the connection in the middle of the body
    yield event(asked, end, {}, finish=play.finish)
    if play.usage and (asked.body.get("stream_options") or {}).get("include_usage"):
        told = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        yield event(asked, end, None, usage=told)
    yield f"data: [DONE]{end}".encode()


def event(
    asked: Asked,
    end: str,
    delta: dict[str, Any] | None,
    finish: str | None = None,
    usage: dict[str, int] | None = None,
) -> bytes:
    """One chunk of a streamed completion."""
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": asked.body["model"]}
    told = {**chunk, "choices": choices, **({"usage": usage} if usage else {})}
    return f"data: {json.dumps(told, ensure_ascii=False)}{end}".encode()


def breach(body: dict[str, Any], authorization: str) -> str | None:
    """What in a request breaks the protocol, or None."""
    if not re.fullmatch(r"Bearer \S+", authorization):
        return "You didn't provide an API key"
    unknown = body.keys() - KNOWN
    if unknown:
        return f"Unrecognized request argument supplied: {', '.join(sorted(unknown))}"
    if not body.get("stream"):
        return "this server only streams"
    messages = body.get("messages") or []
    roles = [one.get("role") for one in messages]
    if roles[:1] not in (["system"], ["developer"]) or roles[-1:] != ["user"]:
        return f"messages must open with system and end with user, not {roles}"
    if not all(isinstance(one.get("content"), str) and one["content"].strip() for one in messages):
        return "every message needs content"
    return breach_of_form(body.get("response_format"), json.dumps(messages, ensure_ascii=False))


def breach_of_form(form: dict[str, Any] | None, messages: str) -> str | None:
    """What is wrong with a response_format, or None."""
    if form is None or form.get("type") == "text":
        return None
    if form.get("type") == "json_object":
        return None if "json" in messages.lower() else "'messages' must contain the word 'json'"
    if form.get("type") != "json_schema":
        return f"Invalid value: {form.get('type')!r}"
    named = form.get("json_schema") or {}
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", str(named.get("name", ""))):
        return "response_format.json_schema.name is required"
    return loose(named.get("schema") or {}) if named.get("strict") else None


def loose(schema: dict[str, Any]) -> str | None:
    """Where a schema is not as strict as strict mode asks."""
    if schema.get("type") == "object":
        properties = schema.get("properties") or {}
        if schema.get("additionalProperties") is not False or set(schema.get("required", ())) != set(properties):
            return f"Invalid schema for response_format: {sorted(properties)}"
        return next((wrong for one in properties.values() if (wrong := loose(one))), None)
    return loose(schema["items"]) if "items" in schema else None
