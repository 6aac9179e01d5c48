"""The API as a program uses it: plain HTTP against a real server."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from rag.contract import answer_as_dict
from tests.ui.serving import MINUTES, QUESTION

if TYPE_CHECKING:
    import httpx

    from tests.ui.serving import Running

GUILD = MINUTES.replace("澄溪", "岚桥").replace("第7次", "第3次")


def ok(answer: httpx.Response, status: int = 200) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    found: dict[str, object] = answer.json()
    return found


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    parts = [one.split("\n", 1) for one in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in parts]


def test_an_answer_is_the_contract_and_its_quotes_are_slices(served: Running) -> None:
    with served.client() as client:
        found = client.post("/api/ask", json={"question": QUESTION, "id": "q1"}).json()
    told = answer_as_dict(served.archive.ask(QUESTION)) | {"id": "q1"}
    changing = {"timings_ms"}
    assert {key: found[key] for key in found if key not in changing} == {
        key: told[key] for key in told if key not in changing
    }
    assert not found["refused"]
    for one in found["citations"]:
        assert served.archive.document(one["document_id"]).text[one["start"] : one["end"]] == one["quote"]


@pytest.mark.parametrize(("path", "headers"), [("/api/ask/stream", {}), ("/api/ask", {"Accept": "text/event-stream"})])
def test_claims_come_one_by_one_and_then_the_answer(served: Running, path: str, headers: dict[str, str]) -> None:
    with served.client() as client:
        answer = client.post(path, json={"question": QUESTION}, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    assert [name for name, _ in told] == ["claim"] * (len(told) - 1) + ["answer"]
    last = told[-1][1]
    assert [data for _, data in told[:-1]] == last["claims"]
    assert last["claims"]


def test_a_conversation_is_taken_into_account(served: Running) -> None:
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "原则同意。"}]
    with served.client() as client:
        found = ok(client.post("/api/ask", json={"question": "那第9次呢？", "history": history}))
    assert "9" in found["filters"]["sessions"]  # type: ignore[index]


def test_a_refusal_is_an_answer_with_its_kind(served: Running) -> None:
    with served.client() as client:
        found = ok(client.post("/api/ask", json={"question": "澄溪区第70次常务会议由谁主持？"}))
    assert found["refused"]
    assert found["refusal_kind"] == "no_such_meeting"


def test_uploads_are_filed_one_by_one_with_the_reason_of_each_refusal(served: Running) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/lanqiao-03.txt", GUILD)
        archive.writestr("a/empty.bin", b"\x00\x01\x02")
    files = [("files", ("../../<b>x</b>.zip", packed.getvalue())), ("files", ("poem.txt", "春眠不觉晓".encode()))]
    with served.client() as client:
        found = ok(client.post("/api/ingest", files=files))["files"]
        assert isinstance(found, list)
        by_name = {one["file"]: one for one in found}
        filed = next(one for name, one in by_name.items() if name.endswith("lanqiao-03.txt"))
        assert filed["status"] == "new"
        assert not any(".." in name for name in by_name)
        assert by_name["poem.txt"]["status"] == "refused"
        assert all(one["reason"] and one["kind"] for one in found if one["status"] == "refused")
        assert client.delete(f"/api/documents/{filed['document_id']}").status_code == 204
        gone = client.delete(f"/api/documents/{filed['document_id']}")
    assert gone.status_code == 404
    assert gone.json()["error"]["kind"] == "not_held"


def test_parsing_keeps_nothing(served: Running) -> None:
    with served.client() as client:
        before = client.get("/api/documents").json()
        found = ok(
            client.post("/api/parse", files=[("files", ("x.txt", GUILD.encode())), ("files", ("y.bin", b"\x00"))])
        )
        assert client.get("/api/documents").json() == before
    assert [one["body"] for one in found["meetings"]] == ["岚桥区人民政府"]  # type: ignore[attr-defined]
    assert [one["file"] for one in found["refused"]] == ["y.bin"]  # type: ignore[attr-defined]


def test_a_meeting_is_listed_opened_and_summed_up(served: Running) -> None:
    with served.client() as client:
        first = client.get("/api/meetings").json()[0]
        whole = ok(client.get(f"/api/meetings/{first['id']}"))
        summary = ok(client.get(f"/api/meetings/{first['id']}/summary"))
        missing = client.get("/api/meetings/no-such")
    assert len(whole["items"]) == first["item_count"] == 2  # type: ignore[arg-type]
    assert summary["meeting"]["id"] == first["id"]  # type: ignore[index]
    assert summary["citations"]
    assert missing.status_code == 404


def test_the_ledger_is_filtered_and_noted_in(served: Running) -> None:
    with served.client() as client:
        rows = ok(client.get("/api/ledger", params={"unit": ["区水务局"]}))["rows"]
        assert isinstance(rows, list)
        key = rows[0]["key"]
        noted = ok(client.post(f"/api/ledger/{key}/progress", json={"state": "推进中", "note": "已送审"}))
        again = ok(client.get("/api/ledger", params={"state": "推进中"}))["rows"]
        missing = client.post("/api/ledger/no-such/progress", json={"state": "推进中"})
    assert noted["state"] == "推进中"
    assert [one["key"] for one in again] == [key]  # type: ignore[attr-defined]
    assert missing.status_code == 404


def test_matters_are_followed_compared_and_searched(served: Running) -> None:
    with served.client() as client:
        line = ok(client.get("/api/timeline", params={"matter": "河道管护"}))
        sides = ok(client.get("/api/compare", params={"left": "澄溪 7次", "right": "澄溪 9次"}))
        hits = ok(client.get("/api/search", params={"q": "物资储备", "limit": 3}))["hits"]
    assert len(line["events"]) == 2  # type: ignore[arg-type]
    assert len(sides["sides"]) == 2  # type: ignore[arg-type]
    assert isinstance(hits, list)
    assert "物资储备" in hits[0]["citation"]["quote"]


@pytest.mark.parametrize(
    ("asked", "body", "status", "kind"),
    [
        ("POST /api/ask", {"question": "  "}, 422, "bad_request"),
        ("POST /api/ask", {"question": "x", "colour": 1}, 422, "bad_request"),
        ("POST /api/ask", {"question": "x" * 3000}, 422, "bad_request"),
        ("GET /api/ledger?since=yesterday", None, 422, "bad_request"),
        ("GET /api/ledger?state=done", None, 422, "bad_request"),
        ("GET /api/no-such", None, 404, "no_such_address"),
        ("GET /api/ask", None, 405, "no_such_method"),
        ("DELETE /api/documents/x%0Ay", None, 404, "not_held"),
    ],
)
def test_what_cannot_be_done_is_one_typed_line(
    served: Running, asked: str, body: object, status: int, kind: str
) -> None:
    method, path = asked.split(" ")
    with served.client() as client:
        answer = client.request(method, path, json=body)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["kind"] == kind
    assert len(error["message"].splitlines()) == 1
    assert "；" in error["message"]


def test_health_says_what_is_held(served: Running) -> None:
    with served.client() as client:
        found = ok(client.get("/api/health"))
    assert found["status"] == "ok"
    assert found["writable"] is True
    assert found["model"] is None


def test_every_key_of_the_contracts_is_in_the_schema(served: Running) -> None:
    """Unknown keys are let through, so a key that a contract gains shows up here, not as a broken client."""
    with served.client() as client:
        schema = client.get("/api/openapi.json").json()
        meeting = client.get("/api/meetings").json()[0]["id"]
        answers = {
            "AnswerOut": client.post("/api/ask", json={"question": QUESTION}).json(),
            "SummaryOut": client.get(f"/api/meetings/{meeting}/summary").json(),
            "LedgerOut": client.get("/api/ledger").json(),
            "TimelineOut": client.get("/api/timeline", params={"matter": "河道管护"}).json(),
            "ComparisonOut": client.get("/api/compare", params={"left": "澄溪 7次", "right": "澄溪 9次"}).json(),
            "SearchOut": client.get("/api/search", params={"q": "物资储备"}).json(),
            "ParseOut": client.post("/api/parse", files=[("files", ("x.txt", GUILD.encode()))]).json(),
            "HealthOut": client.get("/api/health").json(),
        }
    unnamed = [
        place
        for name, answer in answers.items()
        for place in _unnamed(answer, {"$ref": f"#/components/schemas/{name}"}, schema, name)
    ]
    assert not unnamed, f"name these in ui/api/models: {unnamed}"


def _unnamed(value: object, described: dict[str, object], schema: dict[str, object], place: str) -> list[str]:
    """The places of keys that the schema does not describe."""
    while "$ref" in described:
        described = schema["components"]["schemas"][str(described["$ref"]).rpartition("/")[2]]  # type: ignore[index]
    for choice in described.get("anyOf", []):  # type: ignore[attr-defined]
        if "$ref" in choice and value is not None:
            return _unnamed(value, choice, schema, place)
    if isinstance(value, list):
        items: dict[str, object] = described.get("items", {})  # type: ignore[assignment]
        return [one for part in value for one in _unnamed(part, items, schema, f"{place}[]")]
    if not isinstance(value, dict):
        return []
    known: dict[str, dict[str, object]] = described.get("properties", {})  # type: ignore[assignment]
    if not known:  # a mapping of names to values, whose names are data
        return []
    missing = [f"{place}.{key}" for key in value if key not in known]
    return missing + [
        one for key in value if key in known for one in _unnamed(value[key], known[key], schema, f"{place}.{key}")
    ]
