"""A client generated from the schema by a public generator asks a question and gets a cited answer."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ui.serving import QUESTION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.serving import Running

PACKAGE = "jiyao_generated"


@pytest.fixture
def generated(served: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The client's package, made from what the server says of itself and put on the path."""
    pytest.importorskip("openapi_python_client", reason="openapi-python-client is not installed (dev dependency)")
    schema, settings = tmp_path / "openapi.json", tmp_path / "settings.yml"
    with served.client() as client:
        schema.write_text(json.dumps(client.get("/api/openapi.json").json()), encoding="utf-8")
    settings.write_text(f"package_name_override: {PACKAGE}\npost_hooks: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    places = ["--path", str(schema), "--config", str(settings), "--output-path", str(tmp_path / PACKAGE)]
    made = subprocess.run([*command, *places], capture_output=True, text=True, check=False, encoding="utf-8")
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    return PACKAGE


def test_it_asks_and_gets_a_cited_answer(served: Running, generated: str) -> None:
    client = importlib.import_module(generated).Client(base_url=served.url)
    models = importlib.import_module(f"{generated}.models")
    ask = importlib.import_module(f"{generated}.api.ask.ask")
    answer = ask.sync(client=client, body=models.AskIn(question=QUESTION))
    assert isinstance(answer, models.AnswerOut)
    assert not answer.refused
    assert "原则同意" in answer.answer
    cited = answer.citations[0]
    assert served.archive.document(cited.document_id).text[cited.start : cited.end] == cited.quote
    listed = importlib.import_module(f"{generated}.api.meetings.list_meetings").sync(client=client)
    assert [one.session for one in listed] == [7, 9]


def test_it_is_told_what_is_wrong(served: Running, generated: str) -> None:
    client = importlib.import_module(generated).Client(base_url=served.url)
    get = importlib.import_module(f"{generated}.api.meetings.get_meeting")
    failed = get.sync(client=client, meeting_id="no-such")
    assert failed.error.kind == "not_held"
