"""Prompts: declared fields are the fields, and no prompt changes under an old version."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import prompts

PINS = Path(__file__).parent / "pins.json"
FOLDER = Path(prompts.__file__).parent


@pytest.mark.parametrize("name", prompts.names())
def test_a_changed_prompt_has_a_new_version(name: str) -> None:
    prompt = prompts.load(name)
    digest = hashlib.sha256((FOLDER / f"{name}.md").read_text(encoding="utf-8").encode()).hexdigest()
    pinned = json.loads(PINS.read_text(encoding="utf-8")).get(name, {})
    assert pinned.get(str(prompt.version)) == digest, (
        f"prompts/{name}.md changed: raise its version and add to tests/prompts/pins.json "
        f'under "{name}": "<new version>": "{digest}"'
    )
    assert prompt.version == max(map(int, pinned))


@pytest.mark.parametrize("name", prompts.names())
def test_a_prompt_renders_exactly_its_fields(name: str) -> None:
    prompt = prompts.load(name)
    values = {field: f"«{field}»{{question}}" for field in prompt.fields}
    text = prompt.render(**values)
    assert all(value in text for value in values.values()), "a brace inside a value stays what it is"
    with pytest.raises(ValueError, match=name):
        prompt.render(**values, more="x")
    with pytest.raises(ValueError, match=name):
        prompt.render(**dict(list(values.items())[1:]))


def test_the_reply_is_asked_for_strictly() -> None:
    schema = prompts.load("answer").schema
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["answerable", "claims"]
    assert "json" in prompts.load("answer").body.lower(), "json_object endpoints want the word in the prompt"


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "---\nname: other\nversion: 1\n---\n你好",
        "---\nname: greet\n---\n你好",
        "---\nname: greet\nversion: 1\nfields: [who]\n---\n你好",
        "---\nname: greet\nversion: 1\n---\n你好，{who}",
    ],
)
def test_front_matter_and_body_must_agree(text: str) -> None:
    with pytest.raises(ValueError, match="greet"):
        prompts.parse(text, "greet")


def test_a_missing_prompt_is_named() -> None:
    with pytest.raises(ValueError, match="no prompt nowhere"):
        prompts.load("nowhere")
