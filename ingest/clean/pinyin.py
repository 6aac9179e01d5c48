"""Pinyin that a site has set behind its characters: 區(qū)政府(fǔ), 会议（hui yi）, 議yì."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_out

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

_FINALS = {  # each initial with the finals it takes, as pinyin is spelled (GB/T 16159), ü written u
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo un",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_LONGEST = 6  # zhuang
_REPEATED = 2  # toneless brackets count as the site's habit from so many on

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ\u0300\u0301\u0304\u030c"
_LETTER = f"a-zɑɡü\u0308{_TONED}"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BEFORE = f"(?<=[{_HAN}?_^~\ufffd□].)"  # the character may have been lost, or slipped by a byte
# The bracket is consumed before the character in front of it is looked at: so the search skips all others.
_WRITTEN = f"{_LETTER}A-ZÜ{_TONED.upper()}"
_BRACKETED = re.compile(
    rf"[(（\[【〔]{_BEFORE} ?([{_WRITTEN}][{_WRITTEN}1-5'’ ]{{0,40}}) ?[)）\]】〕]"
    rf"|/{_BEFORE}([{_WRITTEN}]{{1,8}})/"
)
_ZHUYIN = re.compile(rf"[(（\[](?<=[{_HAN}].) ?[ㄅ-ㄩˊˇˋ˙ ]{{1,12}}[)）\]]")
_BARE = re.compile(rf"(?<=[{_HAN}])[{_LETTER}]{{0,5}}[{_TONED}][{_LETTER}]{{0,5}}(?![{_LETTER}A-Z0-9])")
_TONE = re.compile(f"[{_TONED}1-5]")
_MARKED = re.compile(f"[{_TONED}]")
_NOT_LETTER = re.compile("[^a-z]+")


def _count(letters: str) -> int:
    """How many syllables glued letters hold, fewest first; 0 where they are no pinyin."""
    best = [0] + [0] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if letters[start:end] in _SYLLABLES and (start == 0 or best[start]):
                best[end] = min(best[end] or len(letters), best[start] + 1)
    return best[-1]


@lru_cache(maxsize=4096)
def _syllables(written: str) -> int:
    """How many syllables a bracket holds, tones aside; 0 where it holds anything else."""
    plain = unicodedata.normalize("NFD", written).replace("ɑ", "a").replace("ɡ", "g").replace("v", "u")
    total = 0
    for part in _NOT_LETTER.sub(" ", re.sub("[\u0300-\u036f]", "", plain)).split():
        one = _count(part) or _count(part.removesuffix("r"))
        if not one:
            return 0
        total += one
    return total


def _fits(text: str, opening: int, written: str) -> bool:
    """Whether there are as many characters in front of the bracket as it holds syllables."""
    wanted = _syllables(written)
    return bool(wanted) and (wanted == 1 or _all_han(text[max(0, opening - wanted) : opening], wanted))


def _all_han(before: str, wanted: int) -> bool:
    return len(before) == wanted and all("\u3400" <= one <= "\u9fff" for one in before)


def _shouted(aid: str) -> bool:
    """Whether letters are an abbreviation rather than a reading: AI, PPP, but not Qu."""
    return not aid[1:].islower() and len(aid) > 1


def drop_pinyin(text: Traced) -> Swept:
    """Pinyin readings behind their characters go; brackets that hold anything else stay.

    A reading with a tone is taken at once; one without only where the text has the habit.

    >>> from ingest.clean.traced import Traced
    >>> drop_pinyin(Traced.of("區(qū)政府(fǔ)召開(kāi)會議（huì yì）(24日)，推進（PPP）項目")).text.text
    '區政府召開會議(24日)，推進（PPP）項目'
    """
    plain = text.text
    read = [(match.span(), match[1] or match[2]) for match in _BRACKETED.finditer(plain)]
    fitting = [(span, aid) for span, aid in read if _fits(plain, span[0], aid.lower())]
    habit = sum(not _shouted(aid) for _, aid in fitting) >= _REPEATED
    ranges = [span for span, aid in fitting if _TONE.search(aid.lower()) or (habit and not _shouted(aid))]
    swept = cut_out(text, "pinyin", ranges)
    rest = swept.text
    others = [match.span() for match in _ZHUYIN.finditer(rest.text)]
    if not others and _MARKED.search(rest.text):
        others = [match.span() for match in _BARE.finditer(rest.text) if _syllables(match[0]) == 1]
    more = cut_out(rest, "pinyin", others)
    return Swept(more.text, swept.removed + more.removed)
