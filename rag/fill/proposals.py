"""What a model proposes: asked in one call, taken as untrusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

import prompts

if TYPE_CHECKING:
    from rag.ports import ChatModel

MOST = 40
"""A model that goes on is not listened to further."""


def _text(value: object) -> object:
    """A value that should be a text, also where a model writes a number."""
    return str(value) if isinstance(value, int) else value


class Proposal(BaseModel):
    """A field's value as a model gave it, with the words it says it read it from; `item` is 0 for the meeting."""

    field: str
    item: int = 0
    value: Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=200)]
    quote: Annotated[str, Field(min_length=1, max_length=300)]


def proposals(chat: ChatModel, wanted: str, material: str) -> list[Proposal]:
    """What the model found; what is not in the asked form is passed over. Raises ModelError."""
    prompt = prompts.load("fill")
    system, user = prompt.render(wanted=wanted), prompts.load("gaps").render(material=material)
    *_, last = chat.stream(system, user, prompt.schema)
    found = last.data.get("found")
    kept: list[Proposal] = []
    for one in found[:MOST] if isinstance(found, list) else ():
        try:
            kept.append(Proposal.model_validate(one))
        except ValidationError:
            continue
    return kept
