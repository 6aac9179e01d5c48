"""The guard's rules on what must stand in the quotes, each a pure function from a scene to the words it objects to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer import figures, names, persons, wording
from rag.answer.outcomes import NEGATIVE, POSITIVE, entails, outcomes
from rag.answer.plain import bigrams, clauses, titles, without_titles
from rag.answer.scene import content, overlap, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.scene import Scene

CLAUSE_SHARE = 0.5
CLAIM_SHARE = 0.6
"""The least share of a clause's, and of a claim's, own characters that must stand in the quotes.

Chosen on tests/rag/answer/cases/guard.json: honest paraphrases share .62 and more, appended inventions .45 and less.
"""

LONG_TITLE = 4
"""A title this long may stand in the quote without its marks."""

LITERAL = 6
"""A longer claim that stands in a quote word for word needs no further proof of what it shares."""

SHORT_CLAUSE = 4
"""Clauses with fewer characters of their own are judged with the whole claim only."""


def number_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every number, amount, percentage and ordinal stands in a quote; a session may stand in the context."""
    quoted = [figure for *_, figure in figures.figures(scene.quoted)]
    session = [figure for *_, figure in figures.figures(scene.context) if figure.unit in {"次", "届", "期", "号"}]
    for figure in scene.figures:
        if any(one.states(figure) for one in quoted):
            continue
        if any(one.states(figure) for one in session if figure.unit):
            continue
        yield figure.text


def date_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every date follows from a quote; the context may give the year, or be the date itself where none is due."""
    quoted = [day for *_, day in figures.days(scene.quoted)]
    context = [day for *_, day in figures.days(scene.context)]
    for day in scene.days:
        if not figures.stated(day, quoted, context):
            yield day.text


def document_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every 《document》 is named in a quote or in its item's title, whole or by the end of its name."""
    known = [*titles(scene.quoted), *titles(scene.context)]
    for title in titles(scene.claim):
        if not any(_same_title(title, one) for one in known) and not (
            len(title) >= LONG_TITLE and title in scene.quoted
        ):
            yield title


_REMARK = re.compile("（[^（）]*）$")


def _same_title(claimed: str, known: str) -> bool:
    bare = _REMARK.sub("", known)
    return claimed in {known, bare} or (len(claimed) > 1 and (known.endswith(claimed) or bare.endswith(claimed)))


def unit_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every unit and place is named in a quote; the meeting's own body may stand in the context."""
    return names.strange_units(scene.cover, scene.quoted, scene.context)


def person_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every person is named in a quote."""
    return persons.strange_people(scene.cover, scene.quoted)


def member_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every short member of a list stands in a quote."""
    return persons.strange_members(scene.cover, scene.quoted)


def person_recast(scene: Scene) -> Iterator[str]:
    """A person keeps the post and the part in the meeting (主持, 出席, 列席, 请假, 汇报) that the quote gives."""
    return persons.recast_people(scene.cover, scene.quotes)


def outcome_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every outcome claimed is an outcome of a quote, or weaker than it; 听取 and 研究 are none."""
    quoted = [kind for quote in scene.quotes for *_, kind in outcomes(quote)]
    for start, end, kind in outcomes(scene.claim):
        noted = kind == "议定" and bool(scene.outcomes)
        if not noted and not any(entails(one, kind) for one in quoted):
            yield scene.claim[start:end]


def outcome_against_decision(scene: Scene) -> Iterator[str]:
    """No yes where the catalogue has only a no for the cited sentences, and no no where it has only a yes."""
    against = POSITIVE if scene.outcomes and scene.outcomes <= NEGATIVE else frozenset()
    against = NEGATIVE if scene.outcomes and scene.outcomes <= POSITIVE else against
    for start, end, kind in outcomes(scene.claim):
        if kind in against:
            yield scene.claim[start:end]


def negation_changed(scene: Scene) -> Iterator[str]:
    """What is negated in the claim is negated in a quote, and the other way round; outcomes have their own rule."""
    quoted = list(wording.negated(scene.quoted))
    behind = [what for _, what in quoted]
    decided = [scene.claim[start:end] for start, end, _ in outcomes(scene.claim)]
    for word, what in wording.negated(scene.claim):
        if any(word in one or one in word + what for one in decided):
            continue
        if not any(what[:2] in one or one[:2] in what or bigrams(what) & bigrams(one) for one in behind):
            yield word + what
    for word, what in quoted:
        head = what.lstrip(wording.DEGREE)[:2]
        if len(head) > 1 and wording.affirms(scene.claim, head) and not wording.affirms(scene.quoted, head):
            yield word + what


def demand_told_as_fact(scene: Scene) -> Iterator[str]:
    """What the quote demands or plans has not happened in the claim."""
    before = ""
    for clause in clauses(scene.claim):
        done = wording.claims_done(clause, before)
        if done and not any(_happened(quote, clause, done) for quote in scene.quotes):
            yield done
        before += clause


def _happened(quote: str, clause: str, done: str) -> bool:
    """Whether the clause of a quote that is nearest to a clause of the claim tells of something done."""
    parts = clauses(quote)
    about = overlap if content(clause) else shared  # 已全部完成 is about nothing: compare it word for word
    shares = [about(clause, part) for part in parts]
    best = max(shares, default=0.0)
    if not best:
        return False
    for index, part in enumerate(parts):
        so_far = "，".join(parts[: index + 1])
        told = wording.FACT.search(part) or (done in part and not wording.ORDER.search(so_far))
        ahead = wording.FACT.search(parts[index - 1]) if index else None
        if shares[index] == best and (told or (ahead and not wording.ORDER.search(part))):
            return True
    return False


def word_not_in_quote(scene: Scene) -> Iterator[str]:
    """Words that a reader acts upon (印发, 全市, 每户, 上半年, 增长, 必须) are not the claim's own addition."""
    claim = without_titles(scene.claim)
    for rule, word in wording.unstated(claim, scene.quoted):
        in_context = rule in {"period", "action"} and word in scene.context
        if not in_context:
            yield word


_CONTRAST = frozenset("省市县区镇乡村州东南西北新旧高低大小男女公民国企私环反逆半单双加减升降早晚轻重前后首末内外")


def new_words(scene: Scene) -> Iterator[str]:
    """No word of the claim is new: neither in a quote or the context, nor a word in which minutes are retold."""
    for start, end in scene.cover.new():
        word = scene.claim[start:end]
        alone = not scene.claim[max(0, start - 1) : end + 1].strip(f"，、。；：（）{word}")
        if len(word) > 1 or (word in _CONTRAST and not alone):
            yield word


def too_little_shared(scene: Scene) -> Iterator[str]:
    """A claim, and each clause of it, says mostly what its quotes say: a citation is no decoration."""
    marks, at = scene.cover.marks, 0
    if len(scene.claim) > LITERAL and scene.claim.rstrip("。；，") in scene.quoted:
        return
    for clause in clauses(scene.claim):
        at = scene.claim.index(clause, at)
        own = marks[at : at + len(clause)]
        shared, new = own.count("q"), own.count("n")
        foreign = new > 1 and not shared
        if foreign or (shared + new >= SHORT_CLAUSE and shared < CLAUSE_SHARE * (shared + new)):
            yield clause
        at += len(clause)
    shared, new = marks.count("q"), marks.count("n")
    judged = scene.figures or scene.days or titles(scene.claim) or any(True for _ in outcomes(scene.claim))
    about = content(scene.claim) - content(scene.meeting)  # that there was a meeting needs no quote, and is no answer
    if shared < CLAIM_SHARE * (shared + new) or not (judged or about & content(scene.quoted)):
        yield scene.claim
