from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.clean.traced import Edit, Traced
from ingest.minutes import Reading
from ingest.records import Damage, Minutes, Quality, Removal, Span
from rag.records import Claim, ItemRow
from tests.ui.made import ITEM, TEXT, TITLE, answer, citation, document, meeting, refusal, span_of
from ui.view.cards import Origin, cards, pieces
from ui.view.markup import evidence_html


def test_a_card_names_the_meeting_the_day_and_the_item() -> None:
    [card] = cards(answer(), {"d1": Origin(document(), (meeting(),))})
    assert (card.mark, card.meeting, card.date, card.item) == (1, TITLE, "2024-03-05", "二、河道管护办法")
    assert card.status == "verbatim"


def test_the_pieces_of_a_card_are_the_original_to_the_character() -> None:
    [card] = cards(answer(), {"d1": Origin(document(), (meeting(),))})
    assert "".join(piece.text for piece in card.excerpt) == ITEM
    assert [piece.text for piece in card.excerpt if piece.quoted] == ["会议原则同意该办法，由区水务局印发。"]


def test_a_long_item_is_cut_to_sentences_around_the_quote_and_kept_whole_below() -> None:
    before, after = "会议指出，前情很长。" * 40, "会议要求，后事很多。" * 40
    text = f"{before}会议同意。{after}"
    quote = span_of("会议同意。", text)
    cited = replace(citation(), span=quote, quote="会议同意。", context=Span(0, len(text)))
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": Origin(document(text))})
    excerpt = "".join(piece.text for piece in card.excerpt)
    assert excerpt.startswith("会议指出")
    assert excerpt.endswith("后事很多。")
    assert len(excerpt) < 200
    assert "".join(piece.text for piece in card.whole) == text
    assert card.cut == (False, False)


def test_what_closes_a_sentence_stays_with_it() -> None:
    text = "一、审议《办法》\n》" + "会议指出“要快。”" * 30 + "会议同意。" + "会议要求，后事很多。" * 40
    quote = span_of("会议同意。", text)
    cited = replace(citation(), span=quote, quote="会议同意。", context=Span(0, len(text)))
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": Origin(document(text))})
    assert "".join(piece.text for piece in card.excerpt).startswith("会议指出")
    assert card.cut == (False, False)


def test_an_excerpt_that_stops_in_mid_sentence_says_so() -> None:
    text = "甲" * 200 + "会议同意" + "乙" * 200
    quote = span_of("会议同意", text)
    cited = replace(citation(), span=quote, quote="会议同意", context=Span(0, len(text)))
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": Origin(document(text))})
    assert card.cut == (True, True)
    drawn = evidence_html("问", [card], 1)
    assert "<blockquote>…甲" in drawn
    assert "乙…</blockquote>" in drawn


def test_a_quote_without_an_item_has_its_surroundings_and_no_whole() -> None:
    cited = replace(citation(), context=None)
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": Origin(document())})
    assert card.whole == ()
    assert any(piece.quoted for piece in card.excerpt)


def test_a_quote_that_is_all_of_its_context_is_shown_among_its_neighbours() -> None:
    quote = span_of("会议听取了防汛准备情况汇报。")
    cited = replace(citation(), span=quote, quote="会议听取了防汛准备情况汇报。", context=quote)
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": Origin(document(), (meeting(),))})
    assert len("".join(piece.text for piece in card.excerpt)) > len(quote)
    assert card.whole == ()


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [(("verified",), "verified"), (("verified", "verbatim"), "verbatim"), (("verified", "damaged"), "damaged")],
)
def test_the_badge_is_the_worst_of_the_claims_that_rest_on_it(statuses: tuple[str, ...], shown: str) -> None:
    claims = tuple(Claim("会议原则同意。", (1,), status) for status in statuses)  # type: ignore[arg-type]
    [card] = cards(replace(answer(), claims=claims), {"d1": Origin(document())})
    assert card.status == shown


def test_damage_inside_a_quote_is_a_piece_of_its_own() -> None:
    hurt = Damage("mojibake", span_of("水务"), "水务")
    [card] = cards(replace(answer(), citations=(citation(damage=(hurt,)),)), {"d1": Origin(document(), (meeting(),))})
    assert card.status == "damaged"
    assert [(piece.text, piece.quoted, piece.reading) for piece in card.excerpt if piece.damaged] == [
        ("水务", True, "水务")
    ]


def test_the_nearest_passages_of_a_refusal_are_cards_without_a_badge() -> None:
    [card] = cards(refusal(), {"d1": Origin(document(), (meeting(),))})
    assert card.status is None
    assert [piece.text for piece in card.excerpt if piece.quoted] == ["河道管护事关安全"]


def test_pieces_never_lose_or_double_a_character() -> None:
    whole = Span(3, len(TEXT))
    quote, damage = span_of("会议原则同意"), (Damage("x", span_of("同意该办法")),)
    assert "".join(one.text for one in pieces(document(), whole, quote, damage)) == TEXT[3:]


@pytest.mark.parametrize("noisy", [True, False])
def test_the_other_faces_show_the_reading_with_the_same_quote(*, noisy: bool) -> None:
    reading = Traced.of(TEXT)
    if noisy:
        at = TEXT.index("指出")
        reading = reading.edit([Edit(at, at + 2)])
    quality = Quality("utf-8")
    minutes = Minutes(document(), 1, Span(0, len(TEXT)), reading, quality)
    [card] = cards(answer(), {"d1": Origin(document(), (meeting(),), Reading(document(), (minutes,), quality))})
    clean = ITEM.replace("指出", "") if noisy else ITEM
    assert [("".join(one.text for one in face.excerpt), face.script) for face in card.faces] == [
        (clean, "clean"),
        (clean, "simple"),
    ]
    for face in card.faces:
        assert [one.text for one in face.excerpt if one.quoted] == ["会议原则同意该办法，由区水务局印发。"]


def test_private_numbers_around_a_quote_are_held_back_but_the_quote_is_whole() -> None:
    quote = span_of("会议原则同意")
    private = [Removal("private", span_of(one)) for one in ("河道管护事关安全", "原则同意")]
    found = pieces(document(), span_of(ITEM), quote, (), private)
    assert [one.text for one in found if one.private] == ["河道管护事关安全"]
    assert "".join(one.text for one in found if one.quoted) == "会议原则同意"


def test_an_excerpt_does_not_begin_with_empty_lines() -> None:
    text = "前" * 100 + "。\n\n  会议听取汇报。会议同意。"
    quote = span_of("会议同意。", text)
    cited = replace(citation(), span=quote, quote="会议同意。", context=Span(0, len(text)))
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": Origin(document(text))})
    assert card.excerpt[0].text.startswith("会议听取")
    assert card.cut == (False, False)


def test_a_face_in_traditional_characters_has_them_clean_and_not_simplified() -> None:
    text = "會議[ad]原則同意該辦法。"
    reading = Traced.of(text).fold("会议[ad]原则同意该办法。").edit([Edit(2, 6)])
    minutes = Minutes(document(text), 1, Span(0, len(text)), reading, Quality("utf-8"))
    cited = replace(citation(), span=Span(0, len(text)), quote=text, context=None)
    origin = Origin(document(text), (meeting(text),), Reading(document(text), (minutes,), Quality("utf-8")))
    [card] = cards(replace(answer(), citations=(cited,)), {"d1": origin})
    assert [one.excerpt[0].text for one in card.faces] == ["會議原則同意該辦法。", "会议原则同意该办法。"]
    assert card.excerpt[0].text == text


def test_noise_around_a_quote_is_a_piece_of_its_own_in_the_original() -> None:
    noise = Removal("chrome", span_of("河道管护事关安全"))
    found = pieces(document(), span_of(ITEM), span_of("会议原则同意"), (), (noise,))
    assert [(one.text, one.removed) for one in found if one.removed] == [("河道管护事关安全", "chrome")]


def test_a_card_of_a_document_that_is_gone_is_its_quote_alone() -> None:
    [card] = cards(answer(), {})
    assert card.gone
    assert [one.text for one in card.excerpt] == ["会议原则同意该办法，由区水务局印发。"]
    assert "已从档案移除" in evidence_html("问", [card], 1)


def test_what_a_card_names_without_it_standing_in_the_text_is_marked() -> None:
    filled = replace(meeting(), filled=("held_on",))
    item = ItemRow(
        id="i",
        meeting_id="d1#1",
        document_id="d1",
        ordinal=2,
        kind="unnumbered",
        label=None,
        number=None,
        title="河道",
        title_inferred=True,
        title_span=None,
        actions=(),
        reporting_units=(),
        span=span_of(ITEM),
        body_absent=False,
    )
    [card] = cards(answer(), {"d1": Origin(document(), (filled,), None, (item,))})
    assert (card.dated_by_model, card.title_inferred) == (True, True)
    assert evidence_html("问", [card], 1).count("推断") == 2
