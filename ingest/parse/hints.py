"""What every match of a pattern holds, as a pattern that looks at nothing around it.

A rule that holds it nowhere in a stretch need not be tried there. The hint is made from the rule, so that the two
never drift apart.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|[()]|[^\\\[()]+", re.DOTALL)
"""An escape, a set of characters, the opening of a look around, a bracket, or anything else."""


def hint(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """`pattern` without its looks around: it matches wherever `pattern` does, and perhaps elsewhere.

    >>> hint(re.compile("(?<!所)需|应(?!急|对(?:了|过))|[(]甲")).pattern
    '需|应|[(]甲'
    """
    kept: list[str] = []
    depth = 0  # of brackets inside a look around
    for piece in _PIECE.findall(pattern.pattern):
        if depth or piece.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            depth += piece.startswith("(") - (piece == ")")
        else:
            kept.append(piece)
    return re.compile("".join(kept), pattern.flags)
