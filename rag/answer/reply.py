"""The JSON object in what a model wrote, whole or as far as it has come; pure, no model in sight."""

from __future__ import annotations

import json
import re

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
_OPEN_THOUGHT = re.compile(r"<(?:think|thinking|reasoning)>(?!.*</)", re.DOTALL)
_CLOSED = re.compile(r"</(?:think|thinking|reasoning)>")
_DECODER = json.JSONDecoder(strict=False)


def spoken(raw: str) -> str:
    """What a model says after it has thought aloud, as far as it has come.

    >>> spoken('<think>先想{一}想</think>{"a": 1}'), spoken("<think>还在想 {"), spoken('没有开头的思考</think>{"a": 1}')
    ('{"a": 1}', '', '{"a": 1}')
    """
    text = _THOUGHT.sub("", raw)
    text = text[: opened.start()] if (opened := _OPEN_THOUGHT.search(text)) else text
    ends = [match.end() for match in _CLOSED.finditer(text)]
    return text[ends[-1] :] if ends else text


def whole(raw: str, keys: frozenset[str]) -> dict[str, object] | None:
    r"""The complete object with one of `keys` at its top, whatever stands around it; None where there is none.

    >>> whole('好的：```json\n{"claims": []}\n```以上。', frozenset({"claims"}))
    {'claims': []}
    """
    text = spoken(raw)
    for match in re.finditer("{", text):
        try:
            found, _ = _DECODER.raw_decode(text, match.start())
        except ValueError:
            continue
        if isinstance(found, dict) and keys & found.keys():
            return found
    return None


def so_far(raw: str, keys: frozenset[str]) -> dict[str, object] | None:
    """The object up to the last inner object that is complete, closed; None before there is one.

    >>> so_far('{"claims": [{"text": "甲"}, {"text": "乙', frozenset({"claims"}))
    {'claims': [{'text': '甲'}]}
    """
    text = spoken(raw)
    for match in re.finditer("{", text):
        closed = _closed(text[match.start() :])
        if closed is None:
            continue
        try:
            found = _DECODER.decode(closed)
        except ValueError:
            continue
        if isinstance(found, dict) and keys & found.keys():
            return found
    return None


def _closed(text: str) -> str | None:
    """The text up to its last complete inner object, with what was open there closed."""
    stack: list[str] = []
    inside = escaped = False
    best: str | None = None
    for at, char in enumerate(text):
        if inside:
            inside = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            inside = True
        elif char in "{[":
            stack.append("}" if char == "{" else "]")
        elif char in "}]":
            if not stack or stack.pop() != char:
                return None
            if char == "}" and stack:
                best = text[: at + 1] + "".join(reversed(stack))
            elif not stack:
                return best
    return best
