"""The guard's rules, each a pure function from a scene to the words it objects to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from rag.answer import figures, names, persons, wording
from rag.answer.outcomes import NEGATIVE, POSITIVE, entails, outcomes
from rag.answer.plain import clauses, titles, without_titles
from rag.answer.scene import content, overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rag.answer.figures import Day, Figure
    from rag.answer.scene import Scene

T = TypeVar("T")

MARGIN = 0.25
"""How much better a rival clause must fit before a number or an outcome counts as belonging to it."""

CLAUSE_SHARE = 0.5
CLAIM_SHARE = 0.6
"""The least share of a clause's, and of a claim's, own characters that must stand in the quotes.

Chosen on tests/rag/answer/cases/guard.json: honest paraphrases share .62 and more, appended inventions .45 and less.
"""

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
        if not any(_same_title(title, one) for one in known) and not (len(title) > 3 and title in scene.quoted):
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


def change_reversed(scene: Scene) -> Iterator[str]:
    """由甲调整为乙 keeps its direction."""
    for clause in clauses(scene.claim):
        pair = _change(clause)
        told = {_change(other) for other in scene.quoted_clauses}
        if pair and pair not in told and pair[::-1] in told:
            yield clause


_CHANGED = re.compile("调整|提高|降低|增加|减少|增至|降至|升至|减至|变更|改为|变为|提升|下调|上调|至|到")


def _change(clause: str) -> tuple[str, ...]:
    """The two values between which a clause tells a change."""
    found = list(figures.figures(clause))
    for (_, end, one), (start, _, other) in zip(found, found[1:], strict=False):
        if one.unit == other.unit and one.value != other.value and _CHANGED.search(clause[end:start]):
            return str(one.value.normalize()), str(other.value.normalize())
    return ()


def number_of_another_matter(scene: Scene) -> Iterator[str]:
    """A number belongs to the matter it stands with in the quote, where the quote gives several of its kind."""

    def counts(text: str) -> list[Figure]:
        return [figure for *_, figure in figures.figures(text) if not figure.ordinal]

    def rival(one: Figure, mine: Figure) -> bool:
        return one.unit == mine.unit and one.value != mine.value

    for mine in _misplaced(scene, counts, lambda one, mine: one.states(mine), rival):
        yield mine.text


def date_of_another_matter(scene: Scene) -> Iterator[str]:
    """A date belongs to the matter it stands with in the quote, where the quote gives several."""

    def dates(text: str) -> list[Day]:
        return [day for *_, day in figures.days(text)]

    def same(one: Day, mine: Day) -> bool:
        return figures.stated(mine, [one], dates(f"{scene.quoted}，{scene.context}"))

    for mine in _misplaced(scene, dates, same, lambda one, mine: not same(one, mine)):
        yield mine.text


def unit_of_another_matter(scene: Scene) -> Iterator[str]:
    """A unit stands with the matter that its quote gives to it, where the quote names several units."""
    yield from _misplaced(
        scene, names.units, lambda one, mine: mine in one, lambda one, mine: mine not in one, cut=clauses
    )


def _pieces(text: str) -> list[str]:
    return [piece for clause in clauses(text) for piece in clause.split("、")]


def _misplaced(
    scene: Scene,
    find: Callable[[str], list[T]],
    same: Callable[[T, T], bool],
    rival: Callable[[T, T], bool],
    *,
    cut: Callable[[str], list[str]] = _pieces,
) -> Iterator[T]:
    """What stands in a piece of the claim although another of its kind stands in the piece of a quote that fits."""
    pieces = [(piece, find(piece)) for quote in scene.quotes for piece in cut(quote)]
    if "分别" in scene.claim:  # 甲、乙分别于5月和9月完成: which belongs to which stands in their order only
        return
    for piece in cut(without_titles(scene.claim)):
        for mine in find(piece):
            has = [other for other, its in pieces if any(same(one, mine) for one in its)]
            other = [other for other, its in pieces if any(rival(one, mine) for one in its) and other not in has]
            if _fits_better(piece.replace(str(mine), "◦"), other, has):
                yield mine


def _fits_better(claim: str, rivals: Iterable[str], own: Iterable[str]) -> bool:
    """Whether a rival piece of the quotes fits a piece of the claim clearly better than each that has its mark."""
    best = max((overlap(claim, one) for one in own), default=None)
    return best is not None and max((overlap(claim, one) for one in rivals), default=0.0) > best + MARGIN


def outcome_not_in_quote(scene: Scene) -> Iterator[str]:
    """Every outcome claimed is an outcome of a quote, or weaker than it; 听取 and 研究 are none."""
    quoted = [kind for quote in scene.quotes for *_, kind in outcomes(quote)]
    for start, end, kind in outcomes(scene.claim):
        noted = kind == "议定" and bool(scene.outcomes)
        if not noted and not any(entails(one, kind) for one in quoted):
            yield scene.claim[start:end]


def outcome_of_another_matter(scene: Scene) -> Iterator[str]:
    """An outcome belongs to the matter it stands with, where the quotes hold several outcomes."""
    told = [(clause, [kind for *_, kind in outcomes(clause)]) for clause in _decided_clauses(scene)]
    for clause in clauses(scene.claim):
        for start, end, kind in outcomes(clause):
            own = [one for one, kinds in told if any(entails(its, kind) for its in kinds)]
            about = [[one for one, _ in told if title in one] for title in titles(clause)]
            elsewhere = any(its and not any(one in own for one in its) for its in about)
            if elsewhere or _fits_better(clause, [one for one, _ in told if one not in own], own):
                yield clause[start:end]


def _decided_clauses(scene: Scene) -> Iterator[str]:
    """Each clause of the quotes that decides; with the clause before it where it names no matter of its own."""
    for quote in scene.quotes:
        before = ""
        for clause in clauses(quote):
            if any(True for _ in outcomes(clause)):
                yield clause if content(clause) else f"{before}，{clause}"
            before = clause


def outcome_against_decision(scene: Scene) -> Iterator[str]:
    """No yes where the catalogue has only a no for the cited sentences, and no no where it has only a yes."""
    against = POSITIVE if scene.outcomes and scene.outcomes <= NEGATIVE else frozenset()
    against = NEGATIVE if scene.outcomes and scene.outcomes <= POSITIVE else against
    for start, end, kind in outcomes(scene.claim):
        if kind in against:
            yield scene.claim[start:end]


_LEAD, _SUPPORT = "牵头|主办|负责", "配合|协助|协办"
_ROLE = re.compile(f"(?P<lead>{_LEAD})|(?P<support>{_SUPPORT})|(?P<asks>会同)")


def _roles(text: str) -> Iterator[tuple[str, str]]:
    """Who stands in front of each role, as (the words since the last role or mark, lead or support)."""
    for clause in clauses(text):
        at = 0
        for match in _ROLE.finditer(clause):
            before, role = clause[at : match.start()], str(match.lastgroup)
            at = match.end()
            yield before, "lead" if role == "asks" else role
            if role == "asks":
                asked = names.units(clause[at:])[:1]
                yield "".join(asked), "support"
                at += len("".join(asked))


def role_swapped(scene: Scene) -> Iterator[str]:
    """Who leads and who supports stays as in the quote."""
    quoted = [pair for quote in scene.quotes for pair in _roles(quote)]
    for who, role in _roles(scene.claim):
        for name in re.split("[、和与及由]", who):
            held = {its for whom, its in quoted if len(name) > 1 and name[-3:] in whom}
            if held and role not in held:
                yield f"{name}{'牵头' if role == 'lead' else '配合'}"


def negation_changed(scene: Scene) -> Iterator[str]:
    """What is negated in the claim is negated in a quote, and the other way round; outcomes have their own rule."""
    quoted = list(wording.negated(scene.quoted))
    behind = [what for _, what in quoted]
    decided = [scene.claim[start:end] for start, end, _ in outcomes(scene.claim)]
    for word, what in wording.negated(scene.claim):
        if any(word in one or one in word + what for one in decided):
            continue
        if not any(what[:2] in one or one[:2] in what for one in behind):
            yield word + what
    for word, what in quoted:
        head = what[:2]
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
    shares = [overlap(clause, part) for part in parts]
    best = max(shares, default=0.0)
    if not best:
        return bool(wording.FACT.search(quote))
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


_CONTRAST = frozenset("东南西北新旧高低大小男女公民国企私环反逆半单双加减升降早晚轻重前后首末内外")


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
    if shared < CLAIM_SHARE * (shared + new) or not (judged or content(scene.claim) & content(scene.quoted)):
        yield scene.claim
