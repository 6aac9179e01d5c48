"""The chain with a real small model that invents: opt-in, since it needs a model file and minutes of CPU.

JIYAO_TEST_GGUF names a GGUF file (Qwen2.5-Coder-1.5B-Instruct Q4_K_M was used); `xllamacpp` serves it on loopback.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.answer import chain
from rag.answer.guard import verify
from rag.answer.material import number
from rag.answer.model import Forms, OpenAIChat
from rag.settings import Settings
from tests.rag.answer.meeting import DOCUMENT, cite, decisions, passages, question

if TYPE_CHECKING:
    from collections.abc import Iterator

GGUF = os.environ.get("JIYAO_TEST_GGUF", "")
pytestmark = [
    pytest.mark.local_llm,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not Path(GGUF).is_file(), reason="JIYAO_TEST_GGUF names no model file"),
    pytest.mark.skipif(find_spec("xllamacpp") is None, reason="xllamacpp is not installed"),
]

SERVER = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port = sys.argv[1], int(sys.argv[2])
params.hostnames, params.ui, params.cors_origins = ["127.0.0.1"], False, ""
params.n_ctx, params.n_parallel, params.n_gpu_layers = 4096, 1, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
server = xllamacpp.Server(params)
print("ready", flush=True)
time.sleep(3600)
"""


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAIChat]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVER, GGUF, str(port)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        while "ready" not in (line := server.stdout.readline()):
            assert line or server.poll() is None, "the local model did not start"
            time.sleep(0.05)
        url = f"http://127.0.0.1:{port}/v1"
        settings = Settings(home=tmp_path_factory.mktemp("home"), model="local", base_url=url, model_timeout=600)
        yield OpenAIChat(settings, forms=Forms())
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize(
    ("asked", "given", "expected"),
    [
        ("《青禾区老旧小区改造三年行动方案》的审议结果是什么？", (0,), "原则同意"),
        ("清风路改造工程追加投资多少？", (2,), "1200万元"),
        ("会议给每户居民补贴多少钱？", (1, 2), ""),
        ("会议由谁主持？", (0,), ""),
    ],
)
def test_what_a_small_model_says_is_true_or_is_not_said(
    local: OpenAIChat, asked: str, given: tuple[int, ...], expected: str
) -> None:
    *drafts, last = chain.answer(
        question(asked), passages(*given), {"doc": DOCUMENT}, decisions(), local, cite=cite, budget=1200
    )
    assert last.report is not None
    assert last.report.error is None
    evidence = number(passages(*given), {"doc": DOCUMENT}, decisions(), 1200).evidence
    by_span = {one.span: at for at, one in evidence.items()}
    citations = {one.mark: one for draft in drafts for one in draft.citations}
    for draft in drafts:
        assert draft.claim is not None
        cited = [by_span[citations[mark].span] for mark in draft.claim.citations]
        assert verify(draft.claim.text, cited, evidence).ok
    said = "".join(one.claim.text for one in drafts if one.claim)
    if expected:
        assert expected in said or last.report.dropped
    else:
        assert not any(char.isdigit() for char in said)
