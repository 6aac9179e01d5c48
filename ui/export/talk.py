"""A conversation as a Markdown file: each question, its answer with marks, and the source of every mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.export.markdown import escaped
from ui.i18n import say
from ui.view.chips import chips
from ui.view.plain import citation_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Answer, Citation
    from ui.i18n import Language


def talk_markdown(told: Sequence[tuple[str, str, Answer | None]], day: str, lang: Language | None = None) -> str:
    """(question, the range it was held to or nothing, answer) each as a section; `day` is when it was exported."""
    lines = [f"# {say('talk.title', lang)}", "", say("talk.exported", lang, day=day)]
    for number, (question, held, answer) in enumerate(told, 1):
        lines += ["", f"## {number}. {escaped(question)}", ""]
        if held:
            lines += [escaped(say("held.only", lang, name=held)), ""]
        lines += [f"*{say('talk.unanswered', lang)}*"] if answer is None else _answer(answer, lang)
    return "\n".join(lines) + "\n"


def _answer(answer: Answer, lang: Language | None) -> list[str]:
    """The claims or the refusal, the filters the question was read with, and the sources."""
    lines = [f"> {escaped(answer.notice)}", ""] if answer.notice else []
    if answer.refusal is None:
        for claim in answer.claims:
            marks = "".join(f"\\[{mark}\\]" for mark in claim.citations)
            lines += [f"{escaped(claim.text)}{marks}", ""]
        lines += _sources("answer.evidence", answer.citations, lang)
    else:
        kind = say(f"refusal.{answer.refusal.kind}", lang)
        lines += [escaped(say("answer.refused", lang, kind=kind, why=answer.refusal.message)), ""]
        lines += _sources("answer.nearest", answer.refusal.nearest, lang)
    read = "；".join(f"{label}：{value}" if label else value for label, value in chips(answer.filters, lang))
    return [*lines, *(["", f"{say('filter.by', lang)}：{escaped(read)}"] if read else [])]


def _sources(key: str, cited: Sequence[Citation], lang: Language | None) -> list[str]:
    return [say(key, lang), "", *(f"- {escaped(citation_line(one))}" for one in cited)] if cited else []
