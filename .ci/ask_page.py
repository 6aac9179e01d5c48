"""Wait for the page to answer, ask it one question as a browser would, and see the answer come.

    python3 .ci/ask_page.py LOG PID

LOG is what the page's process prints, PID that process. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

QUESTION = "枫浦区第四次全体会议由谁主持？"
EXPECTED = "左岸"
PATIENCE = 300  # seconds for installing, starting and answering on a slow machine
SESSION = "ci"

local = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fetch(url: str, data: object = None) -> bytes:
    """The body of a GET, or of a POST of JSON."""
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - loopback
    with local.open(request, timeout=PATIENCE) as answer:
        found: bytes = answer.read()
    return found


def page_address(log: Path, process: int) -> str:
    """The address the page prints, once something answers there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            sys.exit("the page ended before it answered")
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8", errors="replace")):
            try:
                fetch(found[0])
            except urllib.error.URLError:
                pass
            else:
                return found[0]
        time.sleep(0.5)
    sys.exit(f"no page after {PATIENCE} s")


def ask(address: str) -> str:
    """Everything the page sends back for the question."""
    config = json.loads(fetch(f"{address}/config"))
    box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "jy-question")
    submit = next(one for one in config["dependencies"] if [box, "submit"] in one["targets"])
    data = [QUESTION if component == box else None for component in submit["inputs"]]
    prefix = f"{address}{config.get('api_prefix', '')}"
    fetch(f"{prefix}/queue/join", {"data": data, "fn_index": submit["id"], "session_hash": SESSION})
    # the stream ends by itself once the answer is complete
    events = fetch(f"{prefix}/queue/data?session_hash={SESSION}").decode()
    parts = [json.loads(line.removeprefix("data:")) for line in events.splitlines() if line.startswith("data:")]
    failed = [one for one in parts if one.get("success") is False]
    if failed:
        sys.exit(f"the page failed to answer: {failed}")
    return json.dumps(parts, ensure_ascii=False)


def main() -> None:
    """Ask, and leave with 1 where the answer is not there."""
    address = page_address(Path(sys.argv[1]), int(sys.argv[2]))
    if EXPECTED not in ask(address):
        sys.exit(f"{QUESTION}: the page's answer does not name {EXPECTED}")
    sys.stdout.write(f"{address} answers: {QUESTION} {EXPECTED}\n")


if __name__ == "__main__":
    main()
