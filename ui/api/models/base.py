"""What all models of the API share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Out(BaseModel):
    """Something that comes out. Keys may be added to the contracts, so unknown ones are handed on."""

    model_config = ConfigDict(extra="allow")


class In(BaseModel):
    """Something that comes in; an unknown key is a mistake of the caller's, and said to be one."""

    model_config = ConfigDict(extra="forbid")


class Problem(Out):
    """What went wrong: `kind` is for programs, `message` one line for people, with the next step."""

    kind: str
    message: str


class Failed(Out):
    """The body of every answer whose status is not 2xx."""

    error: Problem
