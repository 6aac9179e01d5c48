from __future__ import annotations

import pytest

from rag.records import Turn
from ui.questions import Asked, read_asked, read_history

BROKEN = {
    "not JSON": "第12次呢？",
    "not an object": "[1, 2]",
    "no question": '{"id": "a"}',
    "an empty question": '{"question": "  "}',
    "an unknown role": '{"question": "问", "history": [{"role": "system", "content": "x"}]}',
    "not UTF-8": b'{"question": "\xff"}',
}


def test_a_line_is_a_question_with_what_was_said_before() -> None:
    said = '[{"role": "user", "content": "第11次谁主持？"}]'
    line = f'{{"id": "q1", "question": "那第12次呢？", "history": {said}, "extra": 1}}'
    assert read_asked(line) == Asked("那第12次呢？", "q1", (Turn("user", "第11次谁主持？"),))


def test_an_id_is_handed_back_as_it_came() -> None:
    assert read_asked('{"id": 7, "question": "问"}').id == 7


@pytest.mark.parametrize("line", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_line_says_what_is_wrong(line: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read_asked(line)
    assert "\n" not in str(caught.value)


def test_a_history_that_is_no_list_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        read_history('{"role": "user"}')
