"""The one door to chat models: any OpenAI-compatible endpoint, reached through LangChain, answering in JSON.

Nothing here knows what is asked. Foreign errors end here; keys and prompts never reach a message or a log.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from rag.answer.reply import so_far, whole
from rag.errors import Malformed, ModelError, RateLimited, Unavailable
from rag.records import ModelReply, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from httpx2 import Response
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable
    from langchain_openai import ChatOpenAI
    from openai import APIStatusError, OpenAIError

    from rag.settings import Settings

ATTEMPTS = 3
BACKOFF = 0.5  # seconds before the second attempt; doubled before the third
LONGEST_WAIT = 8.0  # seconds that a Retry-After may ask for
CONNECT = 10.0  # seconds to reach the endpoint
LONGEST_REPLY = 40_000  # characters; a model that runs on is stopped

Asked = Literal["json_schema", "json_object", "text"]


@dataclass(frozen=True, slots=True)
class Form:
    """What an endpoint takes: how it is asked for JSON, and whether usage and temperature may be sent."""

    asked: Asked = "json_schema"
    usage: bool = True
    temperature: bool = True

    def without(self, complaint: str) -> Form | None:
        """The next form to try after the endpoint refused this one with `complaint`; None where none is left."""
        if self.usage and ("stream_options" in complaint or "include_usage" in complaint):
            return replace(self, usage=False)
        if self.temperature and "temperature" in complaint:
            return replace(self, temperature=False)
        if self.asked == "json_schema":
            return replace(self, asked="json_object")
        if self.asked == "json_object":
            return replace(self, asked="text")
        return replace(self, usage=False) if self.usage else None


@dataclass(slots=True)
class Forms:
    """What is known of endpoints, for as long as the process lives: (url, model) → form."""

    known: dict[tuple[str, str], Form] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def get(self, endpoint: tuple[str, str]) -> Form:
        """What the endpoint is known to take, or the best form there is."""
        with self.lock:
            return self.known.get(endpoint, Form())

    def learn(self, endpoint: tuple[str, str], form: Form) -> None:
        """Remember what an endpoint has taken."""
        with self.lock:
            self.known[endpoint] = form


FORMS = Forms()


class OpenAIChat:
    """A chat model behind an OpenAI-compatible endpoint (the port `rag.ports.ChatModel`)."""

    def __init__(self, settings: Settings, model: str | None = None, forms: Forms = FORMS) -> None:
        """`model` wins over the settings' own. Nothing is imported or connected before the first question."""
        self.name = model or settings.model
        self._settings = settings
        self._forms = forms
        self._endpoint = (settings.base_url, self.name)

    def stream(self, system: str, user: str, schema: dict[str, object]) -> Iterator[ModelReply]:
        """Growing replies; the last is final and carries usage where the endpoint gives it.

        An attempt that failed before a word came is made again after 429, 5xx and time-outs, three times at most
        and never beyond the time-out. Raises RateLimited, Unavailable, Malformed.
        """
        until = time.monotonic() + self._settings.model_timeout
        attempt, started = 1, False
        form = self._forms.get(self._endpoint)
        while True:
            try:
                for reply in self._ask(system, user, schema, form):
                    started = True
                    yield reply
            except _Refused as refused:
                weaker = form.without(refused.complaint)
                if weaker is None or started:
                    raise self._unavailable("拒绝了请求", refused.code) from refused.__cause__
                form = weaker  # learnt only once it has worked: the refusal may have had another cause
            except _Passing as passing:
                pause = passing.pause(attempt)
                if started or attempt == ATTEMPTS or time.monotonic() + pause > until:
                    raise passing.error from passing.__cause__
                attempt += 1
                time.sleep(pause)
            else:
                self._forms.learn(self._endpoint, form)
                return

    def _ask(self, system: str, user: str, schema: dict[str, object], form: Form) -> Iterator[ModelReply]:
        """One attempt. Raises _Refused, _Passing, ModelError."""
        import openai

        chain = self._chain(schema, form)
        try:
            chunks = chain.stream({"system": system, "user": user})
            yield from replies(chunks, schema, form.asked, self._line)
        except openai.LengthFinishReasonError as error:
            raise Malformed(self._line("答案写到一半就到了长度上限")) from error
        except openai.OpenAIError as error:
            raise self._translated(error) from error
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            # what openai and langchain raise where an endpoint streams chunks that are no chunks
            raise Malformed(self._line("回复不合 OpenAI 协议")) from error

    def _chain(self, schema: dict[str, object], form: Form) -> Runnable[dict[str, str], AIMessage]:
        """Prompt and model. Reading the reply is no third step: LangChain would drain the second when closed early."""
        from langchain_core.prompts import ChatPromptTemplate

        prompt = ChatPromptTemplate.from_messages([("system", "{system}"), ("human", "{user}")])
        extra: dict[str, object] = {}
        if form.asked == "json_schema":
            named: dict[str, object] = {"name": "reply", "strict": True, "schema": schema}
            extra["response_format"] = {"type": "json_schema", "json_schema": named}
        elif form.asked == "json_object":
            extra["response_format"] = {"type": "json_object"}
        # In extra_body, response_format goes out as it is; as an argument of its own it would send the stream
        # through openai's parsing helper, which fails on endpoints that leave out what OpenAI itself sends.
        warmth = {"temperature": 0} if form.temperature else {}
        return prompt | self._client().bind(stream_usage=form.usage, extra_body=extra, **warmth)

    def _client(self) -> ChatOpenAI:
        chosen = self._settings
        return _connected(chosen.base_url, chosen.api_key, self.name, chosen.model_timeout)

    def _line(self, fact: str) -> str:
        where = urlsplit(self._settings.base_url).netloc or "api.openai.com"
        return f"模型 {self.name}（{where}）：{fact}；请稍后再试或换一个模型"

    def _unavailable(self, fact: str, code: int | None = None) -> Unavailable:
        return Unavailable(self._line(f"{fact}（{code}）" if code else fact))

    def _translated(self, error: OpenAIError) -> Exception:
        """What an error of the client means to us: the form was refused, it may pass, or it is final."""
        import openai
        from langchain_core.exceptions import ContextOverflowError

        code = error.status_code if isinstance(error, openai.APIStatusError) else None
        refused = isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError)
        if refused and not isinstance(error, ContextOverflowError):
            return _Refused(str(error).lower(), code or 400)
        facts: tuple[tuple[type[Exception], str], ...] = (
            (ContextOverflowError, "问题和材料超过了模型的上下文长度，可减小 JIYAO_PASSAGES"),
            (openai.AuthenticationError, "密钥无效，请检查 OPENAI_API_KEY"),
            (openai.PermissionDeniedError, "密钥没有权限，请检查 OPENAI_API_KEY"),
            (openai.NotFoundError, "没有这个模型或地址，请检查 JIYAO_MODEL 和 OPENAI_BASE_URL"),
        )
        final = next((fact for kind, fact in facts if isinstance(error, kind)), None)
        return self._unavailable(final, code) if final else self._passing(error, code)

    def _passing(self, error: OpenAIError, code: int | None) -> Exception:
        """What may pass when it is tried again; an error nobody knows is final."""
        import openai

        if isinstance(error, openai.RateLimitError):
            limited = RateLimited(self._line("请求过多或额度用尽（429）"))
            return limited if error.code == "insufficient_quota" else _Passing(limited, _retry_after(error))
        if isinstance(error, openai.APITimeoutError):
            return _Passing(self._unavailable(f"{self._settings.model_timeout:g} 秒内没有答完"))
        if isinstance(error, openai.APIConnectionError):
            return _Passing(self._unavailable("连接不上，请检查 OPENAI_BASE_URL 和网络"))
        if isinstance(error, openai.InternalServerError):
            return _Passing(self._unavailable("服务出错", code), _retry_after(error))
        return self._unavailable("服务出错", code)


@lru_cache(maxsize=8)
def _connected(url: str, key: str, model: str, timeout: float) -> ChatOpenAI:
    """The LangChain model of an endpoint, with its connections, shared by all who ask it."""
    import openai
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=model,
        base_url=url or None,
        api_key=SecretStr(key or "none"),  # local servers ask for no key, the client for one
        max_retries=0,
        use_responses_api=False,
        http_client=openai.DefaultHttpxClient(event_hooks={"response": [_bounded(timeout)]}),
        timeout=openai.Timeout(timeout, connect=min(CONNECT, timeout)),
    )


class _Refused(Exception):
    """The endpoint refused the form of the request; `complaint` is what it said, in lower case."""

    def __init__(self, complaint: str, code: int) -> None:
        super().__init__(code)
        self.complaint = complaint
        self.code = code


class _Passing(Exception):
    """A failure that may pass: `error` stands if it does not."""

    def __init__(self, error: ModelError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after

    def pause(self, attempt: int) -> float:
        """Seconds to wait before the attempt after this one: what the endpoint asks for, or doubling with jitter."""
        if self.after is not None:
            return min(self.after, LONGEST_WAIT)
        return BACKOFF * 2.0 ** (attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter is no secret


def _retry_after(error: APIStatusError) -> float | None:
    said = str(error.response.headers.get("retry-after", ""))
    return float(said) if re.fullmatch(r"\d+(?:\.\d+)?", said) else None


def replies(
    chunks: Iterable[AIMessage], schema: dict[str, object], form: str, line: Callable[[str], str]
) -> Iterator[ModelReply]:
    """Replies that grow with each object the model completes. Raises Malformed where it never gives the whole."""
    properties = schema.get("properties")
    keys = frozenset(properties if isinstance(properties, dict) else ())
    text, usage = "", None
    for chunk in chunks:
        new = str(chunk.text)
        text += new
        if chunk.usage_metadata:
            usage = Usage(chunk.usage_metadata["input_tokens"], chunk.usage_metadata["output_tokens"])
        if len(text) > LONGEST_REPLY:
            raise Malformed(line("回复没完没了"))
        if "}" in new and (data := so_far(text, keys)) is not None:
            yield ModelReply(data, form=form)
    found = whole(text, keys)
    if found is None:
        raise Malformed(line("没有按要求的 JSON 作答" if text.strip() else "什么也没有回答"))
    yield ModelReply(found, final=True, usage=usage, form=form)


def _bounded(seconds: float) -> Callable[[Response], None]:
    """A hook that ends a response after so many seconds, even where comments keep it alive."""
    import httpx2 as http  # what openai 3 is built on

    class Bounded(http.SyncByteStream):
        def __init__(self, inner: http.SyncByteStream) -> None:
            self.inner = inner
            self.until = time.monotonic() + seconds

        def __iter__(self) -> Iterator[bytes]:
            for part in self.inner:
                if time.monotonic() > self.until:
                    raise http.ReadTimeout("the whole answer took too long")
                yield part

        def close(self) -> None:
            self.inner.close()

    def bound(response: Response) -> None:
        if isinstance(response.stream, http.SyncByteStream):
            response.stream = Bounded(response.stream)

    return bound
