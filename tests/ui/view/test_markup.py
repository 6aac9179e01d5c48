from __future__ import annotations

import html
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ingest.records import Damage, Quality, Removal, Span
from rag.records import Claim
from tests.ui.made import HOSTILE, answer, document, meeting, refusal
from ui.view.cards import Card, Face, Origin, Piece, cards
from ui.view.library import Filed, Held, Upload, documents_html, upload_html
from ui.view.markup import (
    answer_html,
    chips_html,
    claims_html,
    earlier_html,
    evidence_html,
    failure_html,
    guide_html,
    invitation_html,
    note_html,
    painted,
    question_html,
    safe,
    waiting_html,
)
from ui.view.quality import Checked, report_html

OURS = {
    *("a", "article", "b", "blockquote", "br", "button", "dd", "del", "details", "div", "dl", "dt", "footer", "h3"),
    *("header", "i", "li", "mark", "p", "progress"),
    *("section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    *("aria-label", "aria-pressed", "class", "data-face", "data-label", "data-pick", "data-shows", "href", "id", "max"),
    *("role", "tabindex", "title", "type", "value"),
}


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str | None] = set()
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_card() -> Card:
    [card] = cards(answer(), {"d1": Origin(document(), (meeting(),))})
    piece = replace(card.excerpt[-1], text=HOSTILE, damaged=True, reading=HOSTILE)
    return replace(
        card,
        meeting=HOSTILE,
        document=HOSTILE,
        date=HOSTILE,
        item=HOSTILE,
        excerpt=(piece,),
        whole=(piece,),
        faces=(Face("clean", (piece,), (piece,)),),
        gone=True,
    )


HELD = Held(HOSTILE, HOSTILE, (HOSTILE, HOSTILE), 3, (HOSTILE,), 1, 2, (HOSTILE,))
FILTERS = {"places": [HOSTILE], HOSTILE: [HOSTILE], "periods": [f"{HOSTILE}/{HOSTILE}"]}
MARKED = Quality(
    HOSTILE,
    (Removal("chrome", Span(3, 30)), Removal(HOSTILE, Span(40, 44))),
    (Damage(HOSTILE, Span(10, 20), HOSTILE), Damage("lost", Span(60, 62))),
    (HOSTILE,),
)
FILED = Filed(HOSTILE, "refused", reason=HOSTILE)
DRAWN = {
    "a question": question_html(HOSTILE),
    "a claim": claims_html((Claim(HOSTILE, (1,), "verified"),), 1),
    "an answer": answer_html(replace(answer(text=HOSTILE, notice=HOSTILE), model=HOSTILE, mode="llm"), 1),
    "a refusal": answer_html(refusal(message=HOSTILE), 1),
    "evidence": evidence_html(HOSTILE, [hostile_card()], 1),
    "earlier evidence": earlier_html([(HOSTILE, "")]),
    "the filters": chips_html(FILTERS, HOSTILE),
    "a quality report": report_html(Checked(HELD, document(HOSTILE * 2, HOSTILE), MARKED, HOSTILE)),
    "a long quality report": report_html(Checked(HELD, document(HOSTILE * 99, HOSTILE), MARKED, HOSTILE)),
    "a note": note_html(HOSTILE),
    "a failure": failure_html(HOSTILE),
    "waiting": waiting_html(HOSTILE),
    "documents": documents_html([HELD]),
    "an upload": upload_html(Upload(2, (FILED,), HOSTILE, HOSTILE)),
}


@pytest.mark.parametrize("markup", DRAWN.values(), ids=list(DRAWN))
def test_nothing_from_outside_becomes_markup(markup: str) -> None:
    seen = Tags(markup)
    assert seen.tags <= OURS
    assert seen.attributes <= ATTRIBUTES
    assert all(link is not None and link.startswith(("#e", "#v")) for link in seen.links)
    assert HOSTILE in seen.text, "and it is shown as it was written"


@pytest.mark.parametrize("sign", [chr(code) for code in range(33, 127) if not chr(code).isalnum()])
def test_no_sign_that_markdown_reads_survives(sign: str) -> None:
    assert safe(sign) == f"&#{ord(sign)};"
    assert html.unescape(safe(sign)) == sign


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2028", "\x85"])
def test_signs_that_hide_or_turn_text_are_shown(sign: str) -> None:
    assert safe(f"同{sign}意") == "同�意"


def test_an_answer_in_the_chat_has_no_blank_line_that_would_end_its_html() -> None:
    drawn = answer_html(answer(text="一是。\n\n\n二是。"), 1)
    assert "\n" not in drawn


def test_marks_link_to_the_cards_of_their_own_turn() -> None:
    [card] = cards(answer(), {"d1": Origin(document(), (meeting(),))})
    assert 'href="#e3-1"' in answer_html(answer(), 3)
    assert 'id="e3-1"' in evidence_html("问", [card], 3)
    assert "[1]" in Tags(answer_html(answer(), 3)).text


def test_the_quote_is_highlighted_in_its_place() -> None:
    [card] = cards(answer(), {"d1": Origin(document(), (meeting(),))})
    drawn = evidence_html("问", [card], 1)
    assert "<mark>会议原则同意该办法，由区水务局印发。</mark>" in drawn
    assert "河道管护事关安全" in drawn
    assert "原文摘录" in drawn


def test_a_refusal_shows_its_kind_its_sentence_and_what_lies_near() -> None:
    seen = Tags(answer_html(refusal(), 2)).text
    assert "纪要未记载" in seen
    assert "纪要没有记载地铁规划。" in seen
    assert "[1]" in seen


def test_an_upload_says_how_far_it_is_and_why_a_file_was_refused() -> None:
    filed = (Filed("a.txt", "new", 1, 4), Filed("b.pdf", "refused", reason="没有文字层；请先做文字识别"))
    seen = Tags(upload_html(Upload(3, filed, "c.txt"))).text
    assert "已读 2 / 3" in seen
    assert "正在读 c.txt" in seen
    assert "1 次会议 · 4 个议题" in seen
    assert "没有文字层；请先做文字识别" in seen
    assert "新增 1 · 未变 0 · 更新 0 · 拒收 1" in Tags(upload_html(Upload(2, filed))).text


def test_the_page_speaks_english_where_asked() -> None:
    assert "verbatim" in guide_html("en")
    assert "From the text itself" in answer_html(answer(), 1, "en")
    assert "not recorded" in answer_html(refusal(), 1, "en")
    assert "The archive is empty" in html.unescape(invitation_html(empty=True, lang="en"))
    assert "no documents" in documents_html([], "en")


def test_a_private_number_is_not_in_the_page() -> None:
    assert "8888" not in painted((Piece("联系电话："), Piece("0571-8888", private=True)))
