"""Cut one stretch of a list of people into units, posts and names: the cheapest reading of its characters.

The stretch is read as a whole, spaces and all: a space may stand inside a two-character name (周 庆), and ends
any other word. Costs are judged, not learned: they order readings, and nothing depends on their size.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.parse.posts import HONORIFIC, REASON, ROLE, courtesy
from ingest.parse.rollcosts import LEAST_OF_UNIT, name_cost, rare, strange, unit_cost
from ingest.parse.surnames import COMPOUND, surname_cost
from ingest.parse.units import LAST, STARTS, ends_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.parse.sheet import Sheet

_ROLE = re.compile(rf"(?:{ROLE})")
_ROLE_OPENS = re.compile(rf"(?=(?P<post>{ROLE}))")
_DOTS = "·•‧・."
_ANY_DOT = frozenset(_DOTS)
_DOTTED = re.compile(rf"[\u4e00-\u9fff]{{1,8}}(?:[{_DOTS}][\u4e00-\u9fff]{{1,8}})+")
"""阿依努尔·买买提: parts of a name joined by a dot."""
_USUAL = 3
"""Characters of a name, surname and all, as nearly everybody has them at most."""
_JUNK = 6.0
"""Cost of a character that nothing accounts for; a reading that costs less than one cannot be beaten by one with it."""
_LONGEST = 24
"""Characters of the longest unit that is tried."""
_LONGER = 0.01
"""How much each character of a post speaks for it: 秘书长 before 秘书."""
_LONG_NAMES = range(5, 7)
"""Characters of a name longer than four, written out without dots: 斯琴格日乐."""
_TEAMS, _COUNTS = "师团营连", "一二三四五六七八九十〇0123456789"
"""What a counted unit of a corps ends with, and what counts it: 一八六团."""
_GROUPS = "队班股课体省市区县州旗"
"""What a group or a place ends with."""
_CLOSES_UNIT = {*LAST, "组", *_GROUPS, *_TEAMS}
_HALF_A_POST = 3.0
"""The price of a unit that ends inside a post: 军区副司 in 军区副司令员."""


class Token(NamedTuple):
    """A unit, role, name, title or gap at `text[start:end]` of the sheet. A tuple, since a page makes thousands."""

    kind: str
    start: int
    end: int


_Last = tuple[str, int, int]
"""A token in the making: thousands are tried a page, and few are kept."""
_Reading = tuple[str, int, float]
"""What may stand at a cut point: its kind, where it ends, and its cost; lower is likelier."""
_Path = tuple[float, _Last | None, int]
"""The cheapest reading up to a cut point: its cost, its last token, how many others cost the same.

A plain tuple: thousands are made a page. The token points back to the one before.
"""


def cut(sheet: Sheet, start: int, end: int) -> Iterator[Token]:
    """Tokens of a stretch that holds no brackets and no separators, with a gap wherever a space parts two."""
    words = sheet.text[start:end].split()
    if not words:
        return
    whole = len(words[0]) == end - start  # as most are: then there is nothing to look for, character by character
    places = range(start, end) if whole else [at for at in range(start, end) if not sheet.text[at].isspace()]
    word = _Word("".join(words), _breaks(places), sheet, listed=_listed(sheet.text, start, end))
    if word.is_long_name():
        yield Token("name", places[0], places[-1] + 1)
        return
    before = 0
    for token in word.best():
        if token.start and word.broken[token.start]:
            yield Token("gap", places[before] + 1, places[token.start])
        yield Token(token.kind, places[token.start], places[token.end - 1] + 1)
        before = token.end - 1


def _listed(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands between the commas of an enumeration, so that no two names are glued in it."""
    return text[start - 1 : start] in {"、", "，"} or text[end : end + 1] in {"、", "，"}


def _breaks(places: Sequence[int]) -> list[bool]:
    """For each cut point, whether a space stands there; the outer ends count as broken."""
    return [True, *(one + 1 != two for one, two in pairwise(places)), True]


class _Word:
    """A stretch without its spaces, read by a dynamic programme over its cut points."""

    def __init__(self, text: str, broken: list[bool], sheet: Sheet, *, listed: bool) -> None:
        self.text = text
        self.broken = broken
        self.sheet = sheet
        self.listed = listed
        self.dotted = not _ANY_DOT.isdisjoint(text)
        self.stops = [at for at, cut_here in enumerate(broken) if cut_here]
        self.roles = {match.start(): match.end("post") for match in _ROLE_OPENS.finditer(text)}
        self.within_role = {end: at for at, until in sorted(self.roles.items()) for end in range(at + 1, until + 1)}
        self.unit_ends = [
            at
            for at, char in enumerate(text, 1)
            if at > 1 and char in _CLOSES_UNIT and (ends_unit(text, at) or self._ends_group(at))
        ]

    def _ends_group(self, at: int) -> bool:
        """A group or a place is a unit where its head's post follows: 政策组 in 政策组组长, 泽浦县 in 泽浦县副县长."""
        if self.text[at - 1] in _TEAMS:
            return self.broken[at] and self.text[at - 2] in _COUNTS
        return self.text[at - 1] == "组" or (at in self.roles and self.text[at - 1] in _GROUPS)

    def best(self) -> tuple[Token, ...]:
        """The cheapest reading; several names in a row that could be cut two ways are kept as one."""
        if self._plainly_a_name():
            return (Token("name", 0, len(self.text)),)
        best = self._paths(junk=False)
        done = best[-1]
        if done is None or done[0] >= _JUNK:
            best = self._paths(junk=True)
            done = best[-1]
        tokens = _followed_back(best)
        names = [token for token in tokens if token.kind == "name"]
        if done and done[2] and len(names) == len(tokens) > 1 and not any(self.broken[1:-1]):
            return (Token("name", 0, len(self.text)),)
        return tokens

    def _plainly_a_name(self) -> bool:
        """Whether the whole is a name that no other reading can beat: most stretches of a roll are one."""
        whole = len(self.text) <= _USUAL and (len(self.stops) == len("两端") or len(self.text) < _USUAL)
        return whole and not self.unit_ends and not self.roles and name_cost(self.text) is not None

    def is_long_name(self) -> bool:
        """Whether the whole can be one name of four characters (斯琴高娃), which glued names would be two of."""
        plain = len(self.text) == _USUAL + 1 and len(self.stops) == len("两端") and not self.text.endswith("代")
        return plain and self.listed and not self.unit_ends and not self.roles and name_cost(self.text) is not None

    def _paths(self, *, junk: bool) -> list[_Path | None]:
        """The cheapest reading up to each cut point; without `junk` only few of them are reached."""
        best: list[_Path | None] = [None] * (len(self.text) + 1)
        best[0] = (0.0, None, 0)
        for start in range(len(self.text)):
            path, done = best[start], best[-1]
            if path is None or (done is not None and done[0] <= path[0]):  # whatever follows only adds to the cost
                continue
            last = path[1][0] if path[1] else ""
            stop = self.stops[bisect_right(self.stops, start)]
            for kind, end, cost in self._readings(start, stop, last):
                _keep(best, path, (kind, start, end), path[0] + cost)
            for end in self._unit_ends(start, stop) if self.unit_ends else ():
                now = best[end]
                if now is None or path[0] + LEAST_OF_UNIT < now[0]:
                    _keep(best, path, ("unit", start, end), path[0] + self._unit(start, end, last))
            if junk and not self._lone(start, last):
                _keep(best, path, ("junk", start, start + 1), path[0] + _JUNK)
        return best

    def _lone(self, start: int, last: str) -> bool:
        """Whether a surname stands alone behind a unit or a post: 区住建局 周."""
        alone = last in {"unit", "role"} and self.broken[start + 1] and self.text[start] != "区"
        return alone and surname_cost(self.text[start]) is not None

    def _unit_ends(self, start: int, stop: int) -> list[int]:
        """Where a unit that begins at `start` may end: not behind a blank, which ends any word."""
        low = bisect_left(self.unit_ends, start + 2)
        return self.unit_ends[low : bisect_right(self.unit_ends, min(stop, start + _LONGEST))]

    def _unit(self, start: int, end: int, last: str) -> float:
        """The cost of a unit behind a token of the kind `last`."""
        cost = unit_cost(self.text[start:end], last, self.sheet, glued=not self.broken[start])
        return cost + (_HALF_A_POST if self.within_role.get(end, start) > start else 0.0)

    def _readings(self, start: int, stop: int, last: str) -> list[_Reading]:
        """Whatever but a unit may stand at `start` behind a token of the kind `last`."""
        found = self._names(start, stop, last)
        if start in self.roles:
            ends = range(start + 2, min(stop, start + 10) + 1)
            found += [
                ("role", end, 0.8 - _LONGER * (end - start)) for end in ends if _ROLE.fullmatch(self.text, start, end)
            ]
        if last == "name" and (honour := HONORIFIC.match(self.text, start, stop)):
            found.append(("title", honour.end(), 0.2))
        if self.broken[start] and start and REASON.fullmatch(self.text, start, stop):
            found.append(("title", stop, 0.1))
        if self._lone(start, last):
            found.append(("name", start + 1, 3.0))
        return found

    def _dotted(self, start: int) -> list[_Reading]:
        """A name whose parts are joined by dots, ending where a word may end."""
        match = _DOTTED.match(self.text, start)
        if match is None:
            return []
        dots = [at for at in range(start, match.end()) if self.text[at] in _ANY_DOT]
        if any(start <= at < dots[0] for at in self.roles):
            return []
        low = dots[-1] + 2
        spaced = next((end for end in range(low, match.end() + 1) if self.broken[end]), match.end())
        return [("name", end, 0.5) for end in range(low, spaced + 1) if self._closes(end) or end in self.roles]

    def _closes(self, end: int) -> bool:
        """Whether a word may end here without a known surname to vouch for it: at a space, or before a unit."""
        return self.broken[end] or STARTS.match(self.text, end) is not None

    def _names(self, start: int, stop: int, last: str) -> list[_Reading]:
        opens = self.broken[start] or last in {"", "unit", "role"}
        found = self._dotted(start) if opens and self.dotted else []
        if surname_cost(self.text[start : start + 4]) is not None:
            found += self._surnamed(start, stop, opens=opens)
        elif opens:
            for end in range(start + 2, min(len(self.text), start + _USUAL) + 1):
                found += self._strange(start, end, inside=end > stop)
        else:
            return found
        if start + 1 in self.roles or start + 2 in self.roles:
            found += self._courteous(start, stop)
        return found

    def _surnamed(self, start: int, stop: int, *, opens: bool) -> list[_Reading]:
        """Names that begin with a surname."""
        found: list[_Reading] = []
        alone = self.broken[start] or self.listed
        for end in range(start + 2, min(len(self.text), start + 4) + 1):
            inside = end > stop
            text = self.text[start:end]
            spaced = end == start + 4 and alone and self.broken[end] and not inside
            cost = name_cost(text, alone=True) if spaced else name_cost(text)  # one argument is remembered sooner
            if cost is None:
                found += self._strange(start, end, inside=inside) if opens else ()
                continue
            if end == start + 3 and self._set_wide(start, end):
                found.append(("name", end, cost + 0.6))
            if not inside:
                found.append(("name", end, cost))
            elif end == start + 2 or (end == start + 3 and self._compound(start)):
                found.append(("name", end, cost + (-0.9 if opens and self._closes(end) else 0.0)))
        if self.broken[start] and stop - start in _LONG_NAMES and rare(self.text[start:stop]):
            found.append(("name", stop, 5.0))
        return found

    def _compound(self, start: int) -> bool:
        """Whether a surname of two characters stands whole, with a blank behind it."""
        return self.text[start : start + 2] in COMPOUND and not self.broken[start + 1] and self.broken[start + 2]

    def _set_wide(self, start: int, end: int) -> bool:
        """Whether a name of three is parted by blanks behind each character, or behind its surname: 周 庆云."""
        first, last = self.broken[start], self.broken[end]
        return first and last and self.broken[start + 1]

    def _strange(self, start: int, end: int, *, inside: bool) -> list[_Reading]:
        """A name that nothing vouches for but where it ends."""
        closes = (end == start + 2 and self.broken[end]) if inside else self._closes(end)
        return [("name", end, 3.3 if inside else 4.2)] if closes and strange(self.text[start:end]) else []

    def _courteous(self, start: int, stop: int) -> list[_Reading]:
        """Names with their post inside them: 王部长大明."""
        ends = range(start + 3, min(stop, start + 9) + 1)
        return [("name", end, 1.6) for end in ends if courtesy(self.text[start:end]) is not None]


def _keep(best: list[_Path | None], path: _Path, token: _Last, total: float) -> None:
    """Put a reading that ends with `token` (kind, start, end) in its place, if it is the cheapest so far."""
    end = token[2]
    now = best[end]
    same = 1e-9
    if now is None or total < now[0] - same:
        best[end] = (total, token, path[2])
    elif abs(total - now[0]) < same:
        best[end] = (now[0], now[1], now[2] + 1)


def _followed_back(best: list[_Path | None]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    path = best[-1]
    while path is not None and path[1] is not None:
        tokens.append(Token(*path[1]))
        path = best[path[1][1]]
    return tuple(reversed(tokens))
