"""Passages to claims through a chat model: numbered sentences in, claims that the guard let pass out.

Two calls at most: the answer, and one correction of the claims that failed. What fails twice is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

import prompts
from rag.answer.drafted import UNUSED, Drafted, Dropped, Report
from rag.answer.guard import needed, verify
from rag.answer.material import Material, number
from rag.errors import ModelError
from rag.records import Citation, Claim, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.records import Document, Span
    from rag.answer.drafted import Cite
    from rag.ports import ChatModel
    from rag.records import DecisionRow, Passage, Query, Turn

MOST_CLAIMS = 20
"""A model that goes on is not listened to further."""

TURNS, TURN_LENGTH = 4, 200
"""How much of the conversation a model is shown: turns, and characters of each."""

_MARK = re.compile(r"\s*[\[［【〔(（](?:句|材料)?\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]］】〕)）](?=[。；，]?\s*$)")
_LABEL = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d))\s*"
)
_SCRIPTS = {"simplified": "简体中文", "traditional": "繁體中文"}


def _number(value: object) -> object:
    """A sentence number, also where a model writes it as "3" or "[3]"."""
    return value.strip(" []【】") if isinstance(value, str) else value


class ClaimDraft(BaseModel):
    """A claim as a model wrote it: untrusted."""

    text: Annotated[str, Field(max_length=600)]
    sentences: list[Annotated[int, BeforeValidator(_number)]]


@dataclass(slots=True)
class _Session:
    """One question to one model: what it was given, what came of it so far."""

    chat: ChatModel
    cite: Cite
    query: Query
    material: Material
    marks: dict[tuple[str, Span], Citation] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    dropped: list[Dropped] = field(default_factory=list)
    used: list[str] = field(default_factory=lambda: ["answer"])
    usage: Usage = UNUSED
    form: str = ""
    answerable: bool = True
    corrected: int = 0

    def first(self, history: Sequence[Turn]) -> Iterator[Drafted]:
        """The answer as it comes. Raises ModelError."""
        yield from self._ask("question", history=_conversation(history))

    def again(self) -> Iterator[Drafted]:
        """One correction of what failed, where anything did. Raises ModelError where nothing has passed so far."""
        if not self.dropped or not self.answerable:
            return
        before = len(self.said)
        failures = "\n".join(
            f"- {one.text}（引用 {'、'.join(map(str, one.sentences)) or '无'}）：{'；'.join(one.told)}"
            for one in self.dropped
        )
        try:
            yield from self._ask("repair", failures=failures)
        except ModelError:
            if not self.said:
                raise
        self.corrected = len(self.said) - before

    def report(self, error: ModelError | None) -> Report:
        """How it went."""
        return Report(
            model=self.chat.name,
            prompt="+".join(prompts.load(name).label for name in self.used),
            usage=self.usage,
            form=self.form,
            passages=self.material.passages,
            answerable=self.answerable,
            corrected=self.corrected,
            dropped=tuple(self.dropped),
            error=error,
        )

    def _ask(self, name: str, **fields: str) -> Iterator[Drafted]:
        """One call: its claims as they pass the guard; those that fail are put aside."""
        self.used.append(name)
        system = prompts.load("answer").render(script=_SCRIPTS[self.query.script])
        user = prompts.load(name).render(material=self.material.text, question=self.query.text, **fields)
        heard = 0
        for reply in self.chat.stream(system, user, prompts.load("answer").schema):
            self.form = reply.form or self.form
            if reply.usage:
                self.usage = _added(self.usage, reply.usage)
            self.answerable = reply.data.get("answerable") is not False
            claims = reply.data.get("claims")
            if not self.answerable or not isinstance(claims, list):
                continue
            for claim in claims[heard:MOST_CLAIMS]:
                yield from self._judged(claim)
            heard = max(heard, len(claims))

    def _judged(self, claim: object) -> Iterator[Drafted]:
        try:
            draft = ClaimDraft.model_validate(claim)
        except ValidationError as error:
            self.dropped.append(
                Dropped(str(claim)[:200], (), (f"malformed: {error.errors()[0]['msg']}",), ("不合要求的形式",))
            )
            return
        text = _LABEL.sub("", _MARK.sub("", draft.text).strip())
        if text in self.said:
            return
        # a number that leads nowhere is no evidence; the claim may still stand on the others
        known = [one for one in dict.fromkeys(draft.sentences) if one in self.material.evidence]
        verdict = verify(text, known or draft.sentences, self.material.evidence)
        if not verdict.ok:
            told = tuple(reason.explained for reason in verdict.reasons)
            self.dropped.append(Dropped(text, tuple(draft.sentences), tuple(map(str, verdict.reasons)), told))
            return
        self.said.add(text)
        yield self._drafted(text, needed(text, known, self.material.evidence))

    def _drafted(self, text: str, sentences: list[int]) -> Drafted:
        cited, fresh = [], []
        for one in sentences:
            evidence, chunk = self.material.evidence[one], self.material.chunks[one]
            place = (chunk.document_id, evidence.span)
            if place not in self.marks:
                self.marks[place] = self.cite(chunk, evidence.span, len(self.marks) + 1)
                fresh.append(self.marks[place])
            cited.append(self.marks[place])
        damaged = any(citation.damage for citation in cited)
        marks = tuple(citation.mark for citation in cited)
        return Drafted(Claim(text, marks, "damaged" if damaged else "verified"), tuple(fresh))


def answer(  # noqa: PLR0913 - what is asked, what is known, who answers
    query: Query,
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
    decisions: Sequence[DecisionRow],
    chat: ChatModel,
    *,
    cite: Cite,
    history: Sequence[Turn] = (),
    budget: int = 6000,
) -> Iterator[Drafted]:
    """Verified claims as the model finishes them, then one `Drafted` that carries only the report.

    `passages` best first; `documents` by document id holds those of every passage; `decisions` are those of the
    passages' items; `budget` bounds the material in tokens. Never raises ModelError: a failure of the endpoint
    stands in the report, and the caller answers extractively where no claim came.
    """
    session = _Session(chat, cite, query, number(passages, documents, decisions, budget))
    error: ModelError | None = None
    try:
        yield from session.first(history)
        yield from session.again()
    except ModelError as failure:
        error = failure
    yield Drafted(claim=None, report=session.report(error))


def _conversation(history: Sequence[Turn]) -> str:
    told = [f"{'用户' if turn.role == 'user' else '助手'}：{turn.content[:TURN_LENGTH]}" for turn in history[-TURNS:]]
    return "\n".join(told) or "（无）"


def _added(one: Usage, other: Usage) -> Usage:
    return Usage(one.prompt_tokens + other.prompt_tokens, one.completion_tokens + other.completion_tokens)
