"""An app behind its wall on one port of this machine, served by a thread until it is closed."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

from ui.access.wall import MANY, Wall

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from ingest.limits import Limits
    from ui.access.gate import Gate

START = 30.0  # seconds a server may take to listen
POLL = 0.02
GOODBYE = 3  # seconds that open connections get to end when it closes


def serve_app(app: ASGIApp, gate: Gate, limits: Limits, host: str, port: int) -> tuple[str, Callable[[], None]]:
    """Serve until closed; gives back the URL, which answers by then, and what closes it. Port 0 takes any free one.

    Raises OSError where the port cannot be listened on.
    """
    import uvicorn

    listening = _listen(host, port)
    wall = Wall(app, gate, MANY * limits.max_bytes)
    config = uvicorn.Config(
        wall, log_level="error", access_log=False, lifespan="on", timeout_graceful_shutdown=GOODBYE, server_header=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            listening.close()
            raise OSError(f"{host}:{port} 没有打开")
        time.sleep(POLL)

    def close() -> None:
        server.should_exit = True
        thread.join(GOODBYE + START)
        listening.close()

    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}", close


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(1024)
    except OSError:
        made.close()
        raise
    return made
