"""Whether a claim follows from the sentences it cites: rules only, no model.

A claim is read in parts, one for each meeting it speaks of, and every part is held against the sentences of that
meeting. Each rule yields what it objects to; its name in RULES is the reason that a dropped claim is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer import bonds, rules
from rag.answer.figures import days, figures
from rag.answer.injected import instructs
from rag.answer.plain import clauses, plain
from rag.answer.scene import Scene, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ingest.records import Document, Span
    from rag.records import DecisionRow


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may be cited.

    `quote` is what stands at `span` of the document, `reading` its clean form, which is what is compared.
    `context` names meeting, date and item: it may justify those, and nothing else. `decisions` are the rows of the
    catalogue whose sentence this is.
    """

    document: Document
    span: Span
    quote: str
    reading: str
    context: str
    decisions: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim may not stand: the rule's name, and the words of the claim that broke it."""

    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"

    @property
    def explained(self) -> str:
        """The reason as a person, or a model asked to correct itself, is told it."""
        return EXPLAINED[self.rule].format(self.words)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says of one claim."""

    reasons: tuple[Reason, ...]

    @property
    def ok(self) -> bool:
        """Whether no rule objects."""
        return not self.reasons


RULES: dict[str, Callable[[Scene], Iterator[str]]] = {
    "number_not_in_quote": rules.number_not_in_quote,
    "date_not_in_quote": rules.date_not_in_quote,
    "document_not_in_quote": rules.document_not_in_quote,
    "unit_not_in_quote": rules.unit_not_in_quote,
    "person_not_in_quote": rules.person_not_in_quote,
    "member_not_in_quote": rules.member_not_in_quote,
    "person_recast": rules.person_recast,
    "change_reversed": bonds.change_reversed,
    "number_of_another_matter": bonds.number_of_another_matter,
    "date_of_another_matter": bonds.date_of_another_matter,
    "unit_of_another_matter": bonds.unit_of_another_matter,
    "outcome_not_in_quote": rules.outcome_not_in_quote,
    "outcome_of_another_matter": bonds.outcome_of_another_matter,
    "outcome_against_decision": rules.outcome_against_decision,
    "role_swapped": bonds.role_swapped,
    "negation_changed": rules.negation_changed,
    "demand_told_as_fact": rules.demand_told_as_fact,
    "word_not_in_quote": rules.word_not_in_quote,
    "new_words": rules.new_words,
    "too_little_shared": rules.too_little_shared,
}

EXPLAINED = {
    "no_citation": "没有列出依据的句子编号",
    "unknown_sentence": "编号 {} 不在材料里",
    "quote_is_not_the_slice": "所引句子与原文不符：{}",
    "cites_an_instruction": "所引句子是对读者的指示，不是会议内容：{}",
    "number_not_in_quote": "数字“{}”在所引句子里没有",
    "date_not_in_quote": "日期“{}”在所引句子里没有",
    "document_not_in_quote": "文件《{}》在所引句子里没有",
    "unit_not_in_quote": "单位或地名“{}”在所引句子里没有",
    "person_not_in_quote": "人名“{}”在所引句子里没有",
    "member_not_in_quote": "列举的“{}”在所引句子里没有",
    "person_recast": "“{}”的职务或到会情况与所引句子不符",
    "change_reversed": "“{}”把变化说反了",
    "number_of_another_matter": "“{}”在所引句子里说的是另一件事",
    "date_of_another_matter": "“{}”在所引句子里是另一件事的日期",
    "unit_of_another_matter": "“{}”在所引句子里管的是另一件事",
    "outcome_not_in_quote": "所引句子没有“{}”这一结论",
    "outcome_of_another_matter": "“{}”在所引句子里是另一件事的结论",
    "outcome_against_decision": "“{}”与该议题的结论相反",
    "role_swapped": "“{}”的分工与所引句子不符",
    "negation_changed": "“{}”的肯定或否定与所引句子不符",
    "demand_told_as_fact": "“{}”把要求说成了已经发生的事",
    "word_not_in_quote": "“{}”在所引句子里没有依据",
    "new_words": "“{}”不是所引句子里的内容",
    "too_little_shared": "“{}”与所引句子内容对不上",
}


def verify(claim: str, cited: Sequence[int], evidence: Mapping[int, Evidence]) -> Verdict:
    """Hold a claim against the sentences it cites, by their numbers in `evidence`."""
    broken = tuple(_broken_citations(cited, evidence))
    if broken:
        return Verdict(broken)
    sentences = [evidence[one] for one in dict.fromkeys(cited)]
    reasons = [
        Reason(name, words)
        for part, of in _parts(plain(claim), sentences)
        for name, rule in RULES.items()
        for words in rule(_scene(part, of))
    ]
    return Verdict(tuple(dict.fromkeys(reasons)))


def needed(claim: str, cited: Sequence[int], evidence: Mapping[int, Evidence]) -> list[int]:
    """The sentences without which a verified claim would not stand: a citation is no decoration.

    Those that share least with the claim are tried first; of two that say the same, the fuller one stays.
    """
    text, kept = plain(claim), list(cited)
    for one in sorted(cited, key=lambda at: shared(text, plain(evidence[at].reading))):
        rest = [other for other in kept if other != one]
        if rest and verify(claim, rest, evidence).ok:
            kept = rest
    return kept


def _broken_citations(cited: Sequence[int], evidence: Mapping[int, Evidence]) -> Iterator[Reason]:
    if not cited:
        yield Reason("no_citation", "")
    for one in cited:
        sentence = evidence.get(one)
        if sentence is None:
            yield Reason("unknown_sentence", str(one))
        elif not _is_slice(sentence):
            yield Reason("quote_is_not_the_slice", sentence.quote)
        elif instructs(sentence.reading) or instructs(sentence.quote):
            yield Reason("cites_an_instruction", sentence.quote)


def _is_slice(sentence: Evidence) -> bool:
    inside = sentence.span.end <= len(sentence.document.text)
    return inside and bool(sentence.quote) and sentence.document.quote(sentence.span) == sentence.quote


def _scene(part: str, sentences: Sequence[Evidence]) -> Scene:
    return Scene.of(
        part,
        [sentence.reading for sentence in sentences],
        [sentence.context for sentence in sentences],
        frozenset(row.outcome for sentence in sentences for row in sentence.decisions if row.outcome),
    )


def _meeting_marks(text: str) -> frozenset[str]:
    """What tells one meeting from another: its session and its whole date."""
    sessions = {f"第{figure.value}{figure.unit}" for _, _, figure in figures(text) if figure.unit in {"次", "届"}}
    return frozenset(sessions | {day.date.iso for _, _, day in days(text) if day.date.day is not None})


def _parts(claim: str, sentences: Sequence[Evidence]) -> Iterator[tuple[str, Sequence[Evidence]]]:
    """The claim cut where it turns to another of the meetings it cites, each part with that meeting's sentences."""
    marks = [_meeting_marks(plain(sentence.context)) for sentence in sentences]
    part: list[str] = []
    of: Sequence[Evidence] = sentences
    for clause in clauses(claim):
        named = _meeting_marks(clause)
        meant = [sentence for sentence, its in zip(sentences, marks, strict=True) if named & its]
        if meant and meant != of and len(meant) < len(sentences):
            if part:
                yield "，".join(part), of
            part, of = [], meant
        part.append(clause)
    if part:
        yield "，".join(part), of
    else:
        yield claim, of
