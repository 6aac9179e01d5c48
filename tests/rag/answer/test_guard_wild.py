"""The guard on real minutes: what they say follows from itself, what they do not say follows from nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ingest.records import Document, Span
from rag.answer.guard import Evidence, verify
from rag.answer.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 3
"""One sentence in so many: enough to notice, quick enough to run always."""


@pytest.fixture(scope="module")
def sentences(shared: Path) -> list[str]:
    found: list[str] = []
    for path in sorted([*(shared / "minutes").glob("*.txt"), *(shared / "seeds").glob("*.txt")]):
        text = re.sub("<[^>]+>", "", path.read_text(encoding="utf-8"))
        if "ū" not in text and "逐字稿" not in text:  # a seed in pinyin is read after cleaning; speech is no minutes
            found += [one.strip() for one in re.findall("[^。！？\n]+[。！？]", text) if 12 <= len(one.strip()) <= 220]
    return found[::EVERY]


def reasons(claim: str, quote: str) -> list[str]:
    document = Document("a", "a", "text/plain", "0", quote)
    evidence = Evidence(document, Span(0, len(quote)), quote, quote, "")
    return [str(reason) for reason in verify(claim, [1], {1: evidence}).reasons]


def test_every_sentence_follows_from_itself(sentences: list[str]) -> None:
    refused = {one: found for one in sentences if (found := reasons(one, one))}
    assert not refused


@pytest.mark.parametrize(
    "added", ["，会议同意拨款一亿元。", "，由市审计局负责。", "，并为职工发放慰问品。", "，已全部完成。"]
)
def test_nothing_can_be_added_to_a_sentence(sentences: list[str], added: str) -> None:
    slipped = [
        one
        for one in sentences
        if plain(added.strip("，。")) not in plain(one) and not reasons(one.rstrip("。") + added, one)
    ]
    assert not slipped


def test_no_sentence_follows_from_another_file(sentences: list[str]) -> None:
    half = len(sentences) // 2
    pairs = zip(sentences[:half], sentences[half:], strict=False)
    slipped = [(one, other) for one, other in pairs if plain(one) not in plain(other) and not reasons(one, other)]
    assert not slipped
