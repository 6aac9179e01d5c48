"""Whether words stand in the meetings of a scope at all: looked up before anyone says that they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.find.retrieve import among
from rag.find.terms import beyond, joined
from rag.find.units import unit_keys, unit_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import Chunk

_LOOKED_AT = 60
"""Chunks that are read through: one that holds a phrase holds each of its bigrams, and ranks among the first."""
_SHORTEST = 2
_PART, _SHARE = 3, 0.5
"""A part of a phrase is worth naming from so many characters on, from such a share of it, or where it heads it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Words of a question: `found` are those of them that stand in the chunks, empty where none does."""

    asked: str
    found: str = ""
    chunks: tuple[Chunk, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of it stands there as it was asked."""
        return self.found == self.asked


def standing(words: str, scope: Scope, shelf: Shelf, *, unit: bool = False, parts: bool = True) -> Standing:
    """Where words stand in a scope, or with `parts` the longest part that says something; a `unit` by any name."""
    bare = joined(simplified(words))
    held = among(scope, shelf)
    ways = {bare, *(unit_keys(words) if unit else ())}
    hits = dict(pair for way in ways for pair in shelf.lexical.search(way, _LOOKED_AT, held))
    ids = frozenset(scope.ids)
    chunks = [one for one in shelf.catalogue.chunks(list(hits)) if one.meeting_id in ids]
    texts = [joined(one.text) for one in chunks]
    whole = tuple(
        one for one, text in zip(chunks, texts, strict=True) if bare in text or (unit and unit_named(text, bare))
    )
    if whole:
        return Standing(words, words, whole)
    part = _longest_part(bare, texts) if parts and not unit else ""
    return Standing(words, part, tuple(one for one, text in zip(chunks, texts, strict=True) if part and part in text))


def _longest_part(words: str, texts: Sequence[str]) -> str:
    for size in range(len(words) - 1, _SHORTEST - 1, -1):
        short = size < _PART and size < _SHARE * len(words)
        for start in (0,) if short else range(len(words) - size + 1):
            part = words[start : start + size]
            if beyond(part, "") and any(part in text for text in texts):
                return part
    return ""
