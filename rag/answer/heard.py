"""How near each turn of a verbatim record comes to a question, and the words of it worth quoting under its speaker.

A turn is seldom understood alone: what it answers stands in the turn before, what it is about in the title of its
item. Both count, though less than its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer.draft import Draft, Evidence
from rag.find.terms import Weights, holds, joined, specific_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import Span
    from rag.find.voices import Record, Utterance

_BEFORE, _TITLE = 0.6, 0.6
"""What a word of the question weighs where only the turn before, or only the title of the item, holds it."""
_EARLIER, _REACH = 0.35, 6
"""What one weighs that only stood in one of the few turns before that."""
_WHOLE = 180
"""Characters up to which a turn is quoted whole."""
_SPEECH = 300
"""Characters of a turn that are quoted where all that somebody says is asked after."""
_QUOTE = 160
"""Characters that a quote out of a longer turn grows to."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”」』）)]*")
_ASKS = re.compile(r"[？?][”」』]?$")
_HANDS_OVER = re.compile(
    r"[？?]$|请[^，。]{0,16}(?:说明|裁示|回应|回复|补充|报告|指示|表示|分享|表个?态|讲讲|介绍|发言)[^，。]{0,8}[。]?$|"
    r"(?:好不好|是不是|可不可以|对不对|表个态|觉得)[。？?]$"
)
_GREETS = re.compile(
    r"^(?:[^。，]{0,6}(?:部长|次长|主席|主委|各位|大家|长官|委员|同仁|伙伴|政委)[^。]{0,16}(?:好|早|午安)[。，！]?|谢谢[^，。]{0,12}[。，])"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn by its place in the record, with shares of the question: its own, and with what stands around it."""

    at: int
    own: float
    score: float


@dataclass(frozen=True, slots=True)
class Ear:
    """One question held against one record."""

    record: Record
    chars: Weights
    pairs: Weights

    @classmethod
    def of(cls, record: Record, wanted: str) -> Ear:
        """An ear for what is asked after."""
        texts = [joined(one.text) for one in record.said]
        told = dict.fromkeys(one for one in wanted if one.isalnum() and one not in _EMPTY)
        return cls(record, Weights.of(told, texts), Weights.of(specific_terms(wanted), texts))

    def share(self, *texts: str) -> float:
        """How much of the question some texts hold together."""
        body = joined("".join(texts))
        return (self.chars.coverage(body) + self.pairs.coverage(body)) / 2

    def heard(self, at: int) -> Heard:
        """How near one turn comes."""
        one = self.record.said[at]
        earlier = (other.text for other in self.record.said[max(at - _REACH, 0) : at] if other.matter == one.matter)
        texts = joined(one.text), joined(self.asked_by(at)), joined(one.matter), joined("".join(earlier))
        return Heard(at, self.share(one.text), (_held(self.chars, *texts) + _held(self.pairs, *texts)) / 2)

    def asked_by(self, at: int) -> str:
        """What somebody else says right before a turn, of the same matter."""
        said = self.record.said
        if not at or said[at - 1].voice == said[at].voice or said[at - 1].matter != said[at].matter:
            return ""
        return said[at - 1].text

    def best(self, places: Iterable[int]) -> list[Heard]:
        """Turns, the nearest first."""
        return sorted(map(self.heard, places), key=lambda one: (-one.score, one.at))


def _held(weights: Weights, own: str, before: str, title: str, earlier: str) -> float:
    """The share of a question's weight that a turn holds; words of its item's title tell no turn from another."""
    held = 0.0
    for term, value in weights.weight.items():
        if holds(title, term):
            held += value * _TITLE
        elif holds(own, term):
            held += value
        elif holds(before, term):
            held += value * _BEFORE
        elif holds(earlier, term):
            held += value * _EARLIER
    return held / (sum(weights.weight.values()) or 1.0)


_EMPTY = frozenset(
    "的了是在对就把将给由被与和跟及或也又还要向从为以其该等这那个上下中里内到有没不都会能可请再于并而且后前时做去来得让吗呢吧谁什么哪怎"
)


def asks(one: Utterance) -> bool:
    """Whether a turn ends in a question, or gives the floor to somebody."""
    return _HANDS_OVER.search(one.text) is not None


def reply(record: Record, at: int) -> list[int]:
    """The turns that answer a question: the next of another voice, and what happens between the two."""
    found: list[int] = []
    for after in range(at + 1, min(at + 3, len(record.said))):
        if record.said[after].voice != record.said[at].voice:
            found.append(after)
        if record.said[after].voice is not None:
            break
    return found


def quoted(
    record: Record, at: int, ear: Ear | None = None, *, short: bool = False, cue: re.Pattern[str] | None = None
) -> Draft:
    """A turn under the name of its speaker, as the record writes both: whole, or where it is long what is nearest.

    Nearest is what `ear` hears most of, or the sentence that holds `cue`; with neither it is quoted from its start.
    """
    one = record.said[at]
    alone = ear is None and cue is None
    start, end = _nearest(one, (ear, cue), _QUOTE // 2 if short else (_SPEECH if alone else _WHOLE), record)
    pages = record.pages
    text = pages.reading.text
    quote = pages.reading.span(start, end)
    words = pages.words(quote)
    if one.voice is None or one.turn.speaker is None:
        return Draft(words, (Evidence(record.meeting, quote),))
    label = pages.reading.span(one.turn.start, one.turn.start + len(one.turn.speaker.label))
    if "\n" not in text[one.turn.start : start] and start == one.turn.body:
        whole = pages.reading.span(one.turn.start, end)
        return Draft(pages.words(whole), (Evidence(record.meeting, whole),))
    return Draft(f"{pages.words(label)}：{words}", (Evidence(record.meeting, label), Evidence(record.meeting, quote)))


def _nearest(
    one: Utterance, near: tuple[Ear | None, re.Pattern[str] | None], whole: int, record: Record
) -> tuple[int, int]:
    """The stretch of a turn that is worth quoting."""
    text = record.pages.reading.text
    start, end = _trimmed(text, one.turn.body, one.turn.end)
    if end - start <= whole:
        return start, end
    sentences = [one.span() for one in _SENTENCE.finditer(text, start, end) if one[0].strip()]
    first = next((at for at, span in enumerate(sentences) if not _GREETS.fullmatch(text[slice(*span)].strip())), 0)
    ear, cue = near
    weight = [_weight(text[slice(*span)], ear, cue) for span in sentences]
    best = max(range(first, len(sentences)), key=lambda at: (weight[at], -at), default=0)
    best = best if weight[best] else first
    return _trimmed(text, *_grown(sentences, best, whole, text, ear))


def _weight(sentence: str, ear: Ear | None, cue: re.Pattern[str] | None) -> float:
    """How much a sentence of a turn is what is asked after."""
    if cue is not None:
        return float(cue.search(sentence) is not None)
    return ear.share(sentence) if ear else 0.0


def _grown(sentences: Sequence[tuple[int, int]], best: int, whole: int, text: str, ear: Ear | None) -> tuple[int, int]:
    """A sentence with those around it, as far as a quote goes: first what follows, then what it leans on."""
    limit = max(min(whole, _QUOTE) if ear is not None else whole, sentences[best][1] - sentences[best][0])
    first = last = best
    before = best - 1
    if before >= 0 and ear is not None and ear.share(text[slice(*sentences[before])]) > 0:
        first = before if sentences[best][1] - sentences[before][0] <= limit else first
    while last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= limit:
        last += 1
    return sentences[first][0], sentences[last][1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def introduced(record: Record, at: int) -> Draft:
    """The name under which the speaker of a turn stands in the record."""
    one = record.said[at].turn
    label = len(one.speaker.label) if one.speaker is not None else 0
    return passage(record, record.pages.reading.span(one.start, one.start + label))


def passage(record: Record, span: Span) -> Draft:
    """A place of the record as it stands."""
    return Draft(record.pages.words(span), (Evidence(record.meeting, span),))
