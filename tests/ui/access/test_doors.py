"""Users, roles and headers at a real server, as a browser and as a program."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.serving import MINUTES, QUESTION, Running, running
from ui.access.gate import COOKIE, Gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

PASSWORD = "一把很长的钥匙，谁也猜不到"  # noqa: S105 - nobody's
FILE = ("x.txt", MINUTES.replace("澄溪", "岚桥").encode())


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The API of an archive with a reader and an editor."""
    home = tmp_path_factory.mktemp("access") / "home"
    gate = Gate.of(home, guarded=True)
    gate.users.add("程远", "reader", PASSWORD)
    gate.users.add("周敏", "editor", PASSWORD)
    gate.users.add("试错", "reader", PASSWORD)
    gate.users.add("何方", "admin", None)
    with running(home, gate) as found:
        yield found


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD, lang: str = "zh-CN") -> httpx.Response:
    headers = {"Origin": str(client.base_url).rstrip("/"), "Accept-Language": lang}
    return client.post("/login", data={"name": name, "password": password}, headers=headers)


@pytest.mark.parametrize(
    "path", ["/api/health", "/api/openapi.json", "/api/meetings", "/mcp", "/gradio_api/info", "/x"]
)
def test_nothing_is_told_to_strangers(guarded: Running, path: str) -> None:
    with guarded.client() as client:
        answer = client.get(path)
        page = client.get(path, headers={"Accept": "text/html"})
        wrong = client.get(path, headers={"Authorization": "Bearer jiyao_wrong"})
    assert answer.status_code == wrong.status_code == 401
    assert answer.json()["error"]["kind"] == "not_signed_in"
    assert (page.status_code, page.headers["location"]) == (303, "/login")


def test_a_browser_signs_in_works_and_signs_out(guarded: Running) -> None:
    with guarded.client() as client:
        page = client.get("/login", headers={"Accept-Language": "en"})
        assert "Sign in" in page.text
        done = sign_in(client, "程远")
        assert (done.status_code, done.headers["location"]) == (303, "/")
        cookie = done.headers["set-cookie"]
        assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
        asked = {"question": QUESTION}
        assert client.post("/api/ask", json=asked).json()["error"]["kind"] == "foreign_request"
        assert client.post("/api/ask", json=asked, headers={"Origin": guarded.url}).status_code == 200
        assert client.post("/logout").status_code == 403
        assert client.get("/logout").status_code != 303, "a link cannot sign anybody out"
        left = client.post("/logout", headers={"Origin": guarded.url})
        assert (left.status_code, left.headers["location"]) == (303, "/login")
        client.cookies.set(COOKIE, cookie.partition("=")[2].partition(";")[0])
        assert client.get("/api/health").status_code == 401


def test_a_wrong_password_is_said_and_then_waited_for(guarded: Running) -> None:
    with guarded.client() as client:
        first = sign_in(client, "试错", "<script>x</script>")
        assert first.status_code == 401
        assert "用户名或密码不对" in first.text
        answers = [sign_in(client, "试错", "错的") for _ in range(3)]
        hostile = sign_in(client, '"><script>window.hit=1</script>', "错的")
        english = sign_in(client, "试错", "错的", lang="en")
    assert "Too many wrong tries" in english.text
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert "<script>" not in hostile.text


def test_a_reader_asks_and_an_editor_changes(guarded: Running) -> None:
    with guarded.bearer("程远") as reader, guarded.bearer("周敏") as editor:
        assert reader.post("/api/ask", json={"question": QUESTION}).status_code == 200
        key = reader.get("/api/ledger").json()["rows"][0]["key"]
        document = reader.get("/api/documents").json()[0]["id"]
        denied = [
            reader.post("/api/ingest", files={"files": FILE}),
            reader.delete(f"/api/documents/{document}"),
            reader.post(f"/api/ledger/{key}/progress", json={"state": "推进中"}),
            reader.post("/gradio_api/upload", files={"files": FILE}),
        ]
        assert [one.status_code for one in denied] == [403] * 4
        assert {one.json()["error"]["kind"] for one in denied} == {"forbidden"}
        assert reader.get("/api/documents").json()[0]["id"] == document
        filed = editor.post("/api/ingest", files={"files": FILE}).json()["files"][0]
        assert filed["status"] == "new"
        noted = editor.post(f"/api/ledger/{key}/progress", json={"state": "推进中"}).json()
        assert noted["set_by"] == "周敏"
        assert editor.delete(f"/api/documents/{filed['document_id']}").status_code == 204


def test_an_admin_looks_after_users_and_nobody_else_does(guarded: Running) -> None:
    new = {"name": "新来的", "role": "editor", "password": PASSWORD}
    with guarded.bearer("何方") as admin, guarded.bearer("周敏") as editor:
        assert editor.get("/api/users").status_code == editor.post("/api/users", json=new).status_code == 403
        assert admin.post("/api/users", json=new).status_code == 204
        assert admin.post("/api/users", json=new).json()["error"]["kind"] == "unfit"
        short = admin.put("/api/users/新来的/password", json={"password": "short"})
        assert (short.status_code, short.json()["error"]["kind"]) == (422, "unfit")
        token = admin.post("/api/users/新来的/tokens").json()["token"]
        listed = {one["name"]: one for one in admin.get("/api/users").json()}
        assert listed["新来的"] == {"name": "新来的", "role": "editor", "signs_in": True, "tokens": 1}
        with guarded.client(headers={"Authorization": f"Bearer {token}"}) as fresh:
            assert fresh.get("/api/health").status_code == 200
            assert admin.delete("/api/users/新来的").status_code == 204
            assert fresh.get("/api/health").status_code == 401
        assert admin.delete("/api/users/新来的").status_code == 404


def test_the_journal_holds_questions_and_changes_and_no_secrets(guarded: Running) -> None:
    with guarded.bearer("周敏") as editor:
        editor.post("/api/ask", json={"question": "谁主持？"})
        token = editor.headers["authorization"].partition(" ")[2]
    written = (guarded.home / "journal.jsonl").read_text("utf-8")
    last = json.loads(written.splitlines()[-1])
    assert (last["user"], last["action"], last["detail"]) == ("周敏", "ask", "谁主持？")
    assert token not in written
    assert PASSWORD not in written


def test_every_answer_carries_the_headers_of_a_careful_site(guarded: Running) -> None:
    with guarded.client() as client:
        answers = [client.get("/login"), client.get("/api/health"), client.get("/nowhere")]
    for answer in answers:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_a_request_over_the_limit_is_refused_before_it_is_read(guarded: Running) -> None:
    token = guarded.gate.users.give_token("周敏")
    connection = http.client.HTTPConnection(urlsplit(guarded.url).netloc, timeout=60)
    connection.putrequest("POST", "/api/ingest")
    connection.putheader("Authorization", f"Bearer {token}")
    connection.putheader("Content-Length", str(10**12))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
