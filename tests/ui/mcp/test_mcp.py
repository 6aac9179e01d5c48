"""The tools as the public client of the protocol's own SDK uses them: over a pipe, and over HTTP with a token."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.program import MAIN, environment
from tests.ui.serving import LATER, MINUTES, QUESTION, running
from ui.access.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

TOOLS = {"search_minutes", "ask_minutes", "get_meeting", "summarize_meeting", "decision_ledger"}


async def use(client: Client) -> dict[str, Any]:
    """Every tool once: what each gives back as structured content, and the texts of the failures."""
    listed = (await client.list_tools()).tools
    calls: dict[str, dict[str, object]] = {
        "ask_minutes": {"question": QUESTION},
        "search_minutes": {"query": "物资储备", "limit": 2},
        "get_meeting": {"meeting": "澄溪 7次"},
        "summarize_meeting": {"meeting": "澄溪 7次"},
        "decision_ledger": {"units": ["区财政局"]},
    }
    found: dict[str, Any] = {"tools": listed}
    for name, arguments in calls.items():
        result = await client.call_tool(name, arguments)
        assert not result.is_error, result
        found[name] = result.structured_content
    missing = await client.call_tool("get_meeting", {"meeting": "没有这次会"})
    found["missing"] = missing
    return found


def check(found: dict[str, Any], texts: list[str]) -> None:
    assert {one.name for one in found["tools"]} == TOOLS
    assert all(one.output_schema and one.description for one in found["tools"])
    answer = found["ask_minutes"]
    assert not answer["refused"]
    assert "原则同意" in answer["answer"]
    cited = answer["citations"][0]
    assert any(text[cited["start"] : cited["end"]] == cited["quote"] for text in texts)
    assert "物资储备" in found["search_minutes"]["hits"][0]["citation"]["quote"]
    assert found["get_meeting"]["session"] == 7
    assert found["summarize_meeting"]["citations"]
    assert [one["responsible"] for one in found["decision_ledger"]["rows"]] == [["区财政局"]]
    assert found["missing"].is_error
    assert "jiyao list" in found["missing"].content[0].text


def test_a_public_client_asks_over_a_pipe(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Archive.open(Settings(home=home), embedder=HashedBigrams(), write=True) as archive:
        for name, text in (("chengxi-07.txt", MINUTES), ("chengxi-09.txt", LATER)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            list(archive.add_all([str(tmp_path / name)]))
    env = environment(home, JIYAO_EMBEDDING_MODEL=HashedBigrams.name)
    server = StdioServerParameters(command=sys.executable, args=["-c", MAIN, "mcp"], env=env, cwd=tmp_path)

    async def talk() -> dict[str, Any]:
        async with Client(server, read_timeout_seconds=120) as client:
            return await use(client)

    check(asyncio.run(talk()), [MINUTES, LATER])
    journal = [json.loads(one) for one in (home / "journal.jsonl").read_text("utf-8").splitlines()]
    assert [(one["action"], one["detail"]) for one in journal] == [("ask", QUESTION)]


def test_a_public_client_asks_over_http_with_a_token(tmp_path: Path) -> None:
    home = tmp_path / "home"
    gate = Gate.of(home, guarded=True)
    gate.users.add("助手", "reader", None)
    with running(home, gate) as served:

        async def talk(token: str, use: Callable[[Client], Awaitable[Any]]) -> dict[str, Any]:
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx2.AsyncClient(headers=headers, trust_env=False, timeout=60) as http:
                transport = streamable_http_client(f"{served.url}/mcp", http_client=http)
                async with Client(transport) as client:
                    found: dict[str, Any] = await use(client)
                    return found

        check(asyncio.run(talk(gate.users.give_token("助手"), use)), [MINUTES, LATER])
        with pytest.raises((MCPError, ExceptionGroup)):
            asyncio.run(talk("jiyao_wrong", use))
    journal = [json.loads(one) for one in (home / "journal.jsonl").read_text("utf-8").splitlines()]
    assert {one["user"] for one in journal if one["action"] == "ask"} == {"助手"}
