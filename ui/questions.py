"""Questions and conversations as they come from outside: JSON from a file, checked where it enters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from rag.records import Turn

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch: a question, the id its answer will carry, and what was said before it."""

    question: str
    id: str | int | None = None
    history: tuple[Turn, ...] = ()


def read_history(raw: str | bytes) -> tuple[Turn, ...]:
    """A conversation from a JSON list of {"role", "content"}. Raises ValueError saying what is wrong and where.

    >>> read_history('[{"role": "user", "content": "第12次呢？"}]')
    (Turn(role='user', content='第12次呢？'),)
    """
    return _checked(TypeAdapter(tuple[Turn, ...]), raw)


def read_asked(raw: str | bytes) -> Asked:
    """A question from a JSON object {"id", "question", "history"}. Raises ValueError saying what is wrong and where.

    >>> read_asked('{"id": 7, "question": " "}')
    Traceback (most recent call last):
    ValueError: question: 是空的
    """
    asked = _checked(TypeAdapter(Asked), raw)
    if not asked.question.strip():
        message = "question: 是空的"
        raise ValueError(message)
    return asked


def _checked(adapter: TypeAdapter[T], raw: str | bytes) -> T:
    try:
        return adapter.validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        message = f"{where}: {first['msg']}" if where else first["msg"]
        raise ValueError(message) from error
