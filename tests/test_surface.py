"""What other code and people may lean on: it is there, it is documented, it loads fast, its names are its own."""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.source import ROOMS, ROOT

DOORS: dict[str, tuple[str, ...]] = {
    "ingest.clean": ("clean",),
    "ingest.contract": ("minutes_as_dict",),
    "ingest.errors": ("JiyaoError", "SourceError", "Undecodable", "Unsupported", "Scanned", "Encrypted", "TooLarge"),
    "ingest.minutes": ("Reading", "read_bytes", "read_path"),
    "ingest.read": ("extract",),
    "ingest.records": ("Span", "Document", "Fact", "PartialDate", "Minutes", "AgendaItem", "Decision"),
    "prompts": ("Prompt", "load"),
    "rag.archive": ("Archive",),
    "rag.contract": ("answer_as_dict",),
    "rag.errors": ("ModelError", "UncitedAnswer", "StoreError", "Locked", "WrongEmbedder", "SettingsError"),
    "rag.ports": ("Embedder", "LexicalIndex", "VectorIndex", "ChatModel"),
    "rag.records": ("Answer", "Citation", "Claim", "Refusal", "Query", "Turn"),
    "rag.settings": ("Settings",),
    "ui.cli": ("main",),
}

HEAVY = (
    "chromadb",
    "gradio",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "numpy",
    "onnx",
    "onnxruntime",
    "openai",
    "opencc",
    "sqlalchemy",
    "tantivy",
    "tokenizers",
)

LIGHT = {
    "the package of reading": "import ingest",
    "its records and errors": "import ingest.records, ingest.errors, ingest.limits",
    "its door": "import ingest.minutes",
    "the terms of answering": "import rag, rag.records, rag.errors, rag.ports, rag.settings",
    "the prompts": "import prompts",
    "jiyao --help": "import sys; sys.argv = ['jiyao', '--help']\nfrom ui.cli import main\n"
    "try: main()\nexcept SystemExit: pass",
    "jiyao ask --help": "import sys; sys.argv = ['jiyao', 'ask', '--help']\nfrom ui.cli import main\n"
    "try: main()\nexcept SystemExit: pass",
    "jiyao ui --help": "import sys; sys.argv = ['jiyao', 'ui', '--help']\nfrom ui.cli import main\n"
    "try: main()\nexcept SystemExit: pass",
}


@pytest.mark.parametrize(("door", "name"), [(door, name) for door, names in DOORS.items() for name in names])
def test_the_doors_hold_what_they_promise(door: str, name: str) -> None:
    thing = getattr(importlib.import_module(door), name)
    assert inspect.getdoc(thing), f"{door}.{name} has no docstring"


@pytest.mark.parametrize("room", ROOMS)
def test_all_is_the_truth(room: str) -> None:
    """`__all__`, where a package has one, names what exists and nothing private."""
    for path in sorted((ROOT / room).rglob("__init__.py")):
        name = ".".join(path.parent.relative_to(ROOT).parts)
        package = importlib.import_module(name)
        public = getattr(package, "__all__", ())
        assert list(public) == sorted(set(public)), f"{name}.__all__ is sorted and says each name once"
        missing = [one for one in public if one.startswith("_") or not hasattr(package, one)]
        assert not missing, f"{name}.__all__ promises {missing}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_dependency_owns_a_name_of_ours(room: str) -> None:
    owners = set(packages_distributions().get(room, ()))
    assert owners <= {"jiyao"}, f"{owners} installs a top-level {room!r} as well; jiyao cannot stand beside it"
    found = importlib.import_module(room).__file__
    assert found is not None
    assert found.startswith(str(ROOT)), f"{room} is imported from {found}, not from this checkout"


@pytest.mark.parametrize("code", LIGHT.values(), ids=list(LIGHT))
def test_what_must_be_quick_loads_nothing_heavy(code: str) -> None:
    report = f"{code}\nimport json, sys\nprint(json.dumps([one for one in {HEAVY!r} if one in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", report], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert json.loads(done.stdout.splitlines()[-1]) == []
