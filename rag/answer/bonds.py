"""The guard's rules on what belongs to what: a true number beside the wrong matter is a lie.

Each is a pure function from a scene to the words it objects to.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from rag.answer import figures, names
from rag.answer.outcomes import entails, outcomes
from rag.answer.plain import clauses, titles, without_titles
from rag.answer.scene import content, overlap, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rag.answer.figures import Day, Figure
    from rag.answer.scene import Scene

T = TypeVar("T")

_HAN_RUN = re.compile("[㐀-鿿]{4}")
"""What a year belongs to (2023年工作情况): the words that follow it at once."""

HALF = 0.5
"""The share of a clause that another must be about for the two to be about the same."""

MARGIN = 0.25
"""How much better a rival clause must fit before a number or an outcome counts as belonging to it."""


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
    for _, end, mine in figures.days(scene.claim):
        told = _HAN_RUN.match(scene.claim, end)
        if told and mine.text + told[0] not in scene.quoted:
            others = (one.text for *_, one in figures.days(scene.quoted) if one.text != mine.text)
            if any(other + told[0] in scene.quoted for other in others):
                yield mine.text


def unit_of_another_matter(scene: Scene) -> Iterator[str]:
    """A unit that acts (由某局, 某局负责) stands with the matter that its quote gives to it, not with another's."""
    told = [(clause, names.charged(clause)) for clause in scene.quoted_clauses]
    for clause in clauses(without_titles(scene.claim)):
        for mine in names.charged(clause):
            own = [other.replace(mine, "◦") for other, units in told if units and mine in other]
            others = [other for other, units in told if units and mine not in other]
            rest = clause.replace(mine, "◦")
            uncharged = not own and any(shared(rest, other) >= HALF for other in others)
            if uncharged or _fits_better(rest, others, own):
                yield mine


def _pieces(text: str) -> list[str]:
    return [piece for clause in clauses(text) for piece in clause.split("、")]


def _misplaced(
    scene: Scene,
    find: Callable[[str], list[T]],
    same: Callable[[T, T], bool],
    rival: Callable[[T, T], bool],
) -> Iterator[T]:
    """What stands in a piece of the claim although another of its kind stands in the piece of a quote that fits."""
    pieces = [(piece, find(piece)) for quote in scene.quotes for piece in _pieces(quote)]
    if "分别" in scene.claim:  # 甲、乙分别于5月和9月完成: which belongs to which stands in their order only
        return
    for piece in _pieces(without_titles(scene.claim)):
        told = find(piece)
        for mine in told:
            has = [other for other, its in pieces if any(same(one, mine) for one in its)]
            others = [other for other, its in pieces if other not in has and any(rival(one, mine) for one in its)]
            strangers = [other for other in others if not any(same(one, its) for one in find(other) for its in told)]
            if _fits_better(piece.replace(str(mine), "◦"), strangers, has):
                yield mine


def _fits_better(claim: str, rivals: Iterable[str], own: Iterable[str]) -> bool:
    """Whether a rival piece of the quotes fits a piece of the claim clearly better than each that has its mark.

    A piece that the claim holds whole is its own, whatever head it shares with the others (县道1万元、乡道6000元).
    """
    own, about = list(own), content(claim)
    if not own or any(content(one) and content(one) <= about for one in own):
        return False
    rivals = list(rivals)
    if any(content(one) and content(one) <= about for one in rivals):
        return True
    best = max(overlap(claim, one) for one in own)
    return max((overlap(claim, one) for one in rivals), default=0.0) > best + MARGIN


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
    for (_, end, one), (start, _, other) in pairwise(found):
        if one.unit == other.unit and one.value != other.value and _CHANGED.search(clause[end:start]):
            return str(one.value.normalize()), str(other.value.normalize())
    return ()


_ROLE = re.compile("(?P<lead>牵头|主办)|(?P<charge>负责)|(?P<support>配合|协助|协办)|(?P<asks>会同)")
_CARRIES = {"lead": {"lead", "charge"}, "charge": {"lead", "charge", "asked"}, "support": {"support", "asked"}}
"""What a claim's role may rest on: 负责 is weaker than 牵头 and true of who is asked along (会同) as well."""


def _roles(text: str) -> Iterator[tuple[str, str]]:
    """Who stands in front of each role, as (the words since the last role or mark, the role)."""
    for clause in clauses(text):
        at = 0
        for match in _ROLE.finditer(clause):
            before, role = clause[at : match.start()], str(match.lastgroup)
            at = match.end()
            yield before, "lead" if role == "asks" else role
            if role == "asks":
                asked = "".join(names.units(clause[at:])[:1])
                yield asked, "asked"
                at += len(asked)


def role_swapped(scene: Scene) -> Iterator[str]:
    """Who leads and who supports stays as in the quote."""
    quoted = [pair for quote in scene.quotes for pair in _roles(quote)]
    for who, role in _roles(scene.claim):
        for name in re.split("[、和与及由]", who):
            held = {its for whom, its in quoted if len(name) > 1 and name[-3:] in whom}
            if held and not held & _CARRIES.get(role, {role, "support"}):
                yield name
