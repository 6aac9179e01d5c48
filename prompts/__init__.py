"""Prompts are files: one `.md` a prompt, with its version, its fields and its output schema in the front matter.

Knows nothing about models: what comes out is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_FIELD = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with `{field}` places in its body; `schema` is the JSON schema of the reply, empty where none is asked.

    The schema is a plain mapping since that is the form a model endpoint takes.
    """

    name: str
    version: int
    fields: frozenset[str]
    schema: dict[str, object]
    body: str

    @property
    def label(self) -> str:
        """What an answer records: `name@version`."""
        return f"{self.name}@{self.version}"

    def render(self, **fields: str) -> str:
        """The body with every field filled in, in one pass: braces inside a value stay what they are.

        Raises ValueError unless exactly the declared fields are given.

        >>> Prompt("greet", 1, frozenset({"who"}), {}, "你好，{who}。").render(who="{who}")
        '你好，{who}。'
        """
        if fields.keys() != self.fields:
            message = f"prompt {self.label} takes {sorted(self.fields)}, not {sorted(fields)}"
            raise ValueError(message)
        return _FIELD.sub(lambda match: fields[match[1]], self.body)


def names() -> tuple[str, ...]:
    """Every prompt there is."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


@cache
def load(name: str) -> Prompt:
    """The prompt of that name. Raises ValueError where it is missing or its front matter and body disagree."""
    path = _FOLDER / f"{name}.md"
    if not path.is_file():
        message = f"no prompt {name}; there are {', '.join(names())}"
        raise ValueError(message)
    return parse(path.read_text(encoding="utf-8"), name)


def parse(text: str, name: str) -> Prompt:
    """A prompt from the text of its file. Raises ValueError as `load` does."""
    import yaml

    _, front, body = [*text.split("---\n", 2), "", ""][:3]
    head = yaml.safe_load(front)
    if not isinstance(head, dict) or head.get("name") != name or not isinstance(head.get("version"), int):
        message = f"prompts/{name}.md: the front matter needs `name: {name}` and a whole `version`"
        raise ValueError(message)
    prompt = Prompt(name, head["version"], frozenset(head.get("fields", ())), head.get("schema", {}), body.strip())
    used = frozenset(_FIELD.findall(prompt.body))
    if used != prompt.fields:
        message = f"prompts/{name}.md declares {sorted(prompt.fields)} but its body uses {sorted(used)}"
        raise ValueError(message)
    return prompt
