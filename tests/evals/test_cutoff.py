from __future__ import annotations

from xml.etree import ElementTree as ET

from evals.cutoff import KINDS, STEPS, Top, curve, drawing, line
from rag.find.cutoff import MEANING, is_about, standing
from tests.rag.find.matches import match

E5 = next(iter(MEANING))


def top(kind: str, score: float, words: float, cosine: float) -> Top:
    return Top(kind, kind, score, words, cosine, right=kind != "off")


def test_a_curve_answers_less_and_refuses_more_as_the_cutoff_rises() -> None:
    points = curve([top("on", 0.4, 1, 0.9), top("para", 0.1, 0.2, 0.9), top("off", -0.2, 0.1, 0.84)])
    assert len(points) == STEPS
    assert [one.para for one in points] == sorted((one.para for one in points), reverse=True)
    assert [one.off for one in points] == sorted(one.off for one in points)


def test_the_line_gives_words_and_cosine_their_weight() -> None:
    found = [top("on", 0, 0.9, 0.91), top("para", 0, 0.2, 0.90), top("off", 0, 0.2, 0.84), top("off", 0, 0.0, 0.86)]
    words, cosine, constant = line(found)
    assert words > 0
    assert cosine > 0
    assert words * 0.9 + cosine * 0.91 + constant > 0 > words * 0.0 + cosine * 0.84 + constant


def test_the_drawing_has_a_line_a_kind() -> None:
    tree = ET.fromstring(drawing(curve([top("on", 0.4, 1, 0.9)])))  # noqa: S314 - our own drawing
    assert len(tree.findall("{http://www.w3.org/2000/svg}polyline")) == len(KINDS)


def test_meaning_makes_up_for_words_by_degrees() -> None:
    few = [standing(match(keen=0.2, dense=cosine), E5) for cosine in (0.84, 0.88, 0.9)]
    assert few == sorted(few)
    assert not is_about(match(keen=0.2, dense=0.87), E5)
    assert is_about(match(keen=0.2, dense=0.9), E5)


def test_words_alone_decide_for_an_embedder_nobody_has_calibrated() -> None:
    assert is_about(match(keen=0.7, dense=0.0), "another")
    assert not is_about(match(keen=0.4, dense=0.99), "another")
