"""The drawing is only as good as the eye that reads the source: each way to import is seen."""

import ast
import socket

import pytest

from tests.netguard import LeftTheMachine, is_local
from tests.source import walk

SNIPPET = """
import chromadb
from gradio import Blocks
if TYPE_CHECKING:
    import numpy as np
class Shell:
    import openai
    def open(self):
        from sqlalchemy.orm import Session
        importlib.import_module("tantivy")
        return importlib.import_module(f"ui.cli.{self.name}")
"""


def test_imports_are_seen_wherever_they_stand() -> None:
    assert list(walk(ast.parse(SNIPPET), eager=True)) == [
        ("chromadb", 2, True),
        ("gradio", 3, True),
        ("numpy", 5, False),
        ("openai", 7, True),
        ("sqlalchemy.orm", 9, False),
        ("tantivy", 10, False),
        ("?", 11, False),
    ]


@pytest.mark.reaches_out
def test_the_network_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(LeftTheMachine), socket.create_connection(("192.0.2.1", 80), timeout=1):
        pass
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("pypi.org", 443)
    with pytest.raises(LeftTheMachine), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.connect(("192.0.2.1", 53))


def test_loopback_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert is_local(server.getsockname()[0])
