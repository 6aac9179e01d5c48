"""Blanks that recognition, layout or a converter has set between the characters of words: 会 议 纪 要, 3 月 5 日.

In lists of people a blank parts names or pads one of two characters, so there it is left to the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_HAN = "\u3400-\u9fff"
# A pattern opens with its blank, and looks back over it: so the search skips all other characters.
_IN_DATE = re.compile(r" (?:(?<=\d ) ?(?=[年月日](?!\d{4}))|(?<=[年月] ) ?(?=\d{1,2} ?[月日份]))")
_SPELLED = re.compile(r"^ *[^ \n](?: [^ \n]){7,}(?: {2,8}[^ \n](?: [^ \n])*)* *$", re.MULTILINE)
_SPELLED_MARK = re.compile(" [，。：；、（）《》0-9] ")
_MEETING = re.compile("会 议|政 府|纪 要|审 议|研 究")
_SINGLE = re.compile(" (?<=[^ \n] )(?=[^ \n])")
_WORD = re.compile(f" (?<=[{_HAN}，。；：、《》（）“”\\d] )(?=[{_HAN}，。；：、《》（）“”\\d])")
_IN_CLAUSE = f"[{_HAN}\\d《》（）“” ]"
_CLAUSE = re.compile(f"(?<!{_IN_CLAUSE}){_IN_CLAUSE}{{8,}}+(?=[，。；])")  # from its start only, else cost is a square
_BETWEEN = re.compile(f" (?<=[{_HAN}] )(?=[{_HAN}])")
_LEAST, _HABIT = 8, 0.5  # clauses that tell, and the share of them with a blank inside that makes it a habit
_PEOPLE = re.compile(
    " *(?:应 ?邀|出 ?席|列 ?席|请 ?假|缺 ?席|参 ?加|参 ?会|主 ?持|记 ?录|主 ?席|纪 ?录)[^，。]{0,14}[：:|]"
)


def _habitual(plain: str) -> bool:
    """Whether most clauses of the prose have blanks between their characters."""
    if len(_BETWEEN.findall(plain)) < _LEAST:
        return False
    clauses = _CLAUSE.findall(plain)
    broken = sum(_BETWEEN.search(clause.strip()) is not None for clause in clauses)
    return len(clauses) >= _LEAST and broken >= _HABIT * len(clauses)


def _blanks(plain: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _IN_DATE.finditer(plain))
    for line in _SPELLED.finditer(plain):
        if _SPELLED_MARK.search(line[0]) or _MEETING.search(line[0]):
            yield from (match.span() for match in _SINGLE.finditer(plain, *line.span()))
    if _habitual(plain):
        for line in re.finditer("[^\n]+", plain):
            if not _PEOPLE.match(line[0]):
                yield from (match.span() for match in _WORD.finditer(plain, *line.span()))


def close_words(text: Traced) -> Swept:
    r"""Blanks inside dates go, those of lines that are spelled out, and those of prose where they are a habit.

    >>> from ingest.clean.traced import Traced
    >>> close_words(Traced.of("常 务 会 议 纪 要 第 1 2 号\n于 3 月 5 日前")).text.text
    '常务会议纪要第12号\n于 3月5日前'
    """
    plain = text.text
    if " " not in plain:
        return Swept(text)
    return cut_out(text, "spaces", sorted(set(_blanks(plain))))
