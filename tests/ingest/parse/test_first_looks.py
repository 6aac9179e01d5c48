"""A pattern that first looks at one character must look for every character one of its branches opens with."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from ingest.parse import outcomes, posts

LOOK = re.compile(r"\(\?=\[(?P<chars>[^\]]+)\]\)")
PATTERNS = {"posts": posts.ROLE, "outcomes": outcomes.OUTCOME.pattern}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_no_branch_opens_with_a_character_that_is_not_looked_for(pattern: str) -> None:
    look = LOOK.match(pattern)
    assert look is not None
    whole = re.compile(pattern[look.end() :])
    words = re.findall(r"[\u4e00-\u9fff]+", pattern[look.end() :])
    texts = [*words, *map("".join, pairwise(words))]
    openings = {text[at] for text in texts for at in range(len(text)) if whole.match(text, at)}
    assert openings
    assert not {one for one in openings if not re.match(f"[{look['chars']}]", one)}
