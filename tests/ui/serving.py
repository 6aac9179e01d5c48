"""A real server on a loopback port over a real archive of fictional minutes, for the tests of every door."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from ui.access.gate import Gate
from ui.access.served import serve_app
from ui.cli.serve import doors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "澄溪区第7次常务会议对河道管护办法作了什么决定？"
MINUTES = """澄溪区人民政府第7次常务会议纪要

2024年3月5日，区长程潮在区政府一号会议室主持召开区政府第7次常务会议。现将会议内容纪要如下：

一、审议《澄溪区河道管护办法》
会议听取了区水务局关于《澄溪区河道管护办法》的汇报。
会议原则同意该办法，由区水务局修改完善后印发。

二、听取防汛准备情况的汇报
会议强调，区应急管理局要在5月底前完成物资储备。
"""
LATER = """澄溪区人民政府第9次常务会议纪要

2024年6月11日，区长程潮在区政府一号会议室主持召开区政府第9次常务会议。

一、审议《澄溪区河道管护办法》实施情况
会议同意区水务局关于河道管护的工作安排，由区财政局于7月底前落实经费。
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that listens, with what it stands on."""

    url: str
    archive: Archive
    gate: Gate
    home: Path

    def client(self, **settings: object) -> httpx.Client:
        """A client that does not look at proxies or follow redirects."""
        return httpx.Client(base_url=self.url, trust_env=False, timeout=60, **settings)  # type: ignore[arg-type]

    def bearer(self, name: str) -> httpx.Client:
        """A client with a fresh token of that user."""
        return self.client(headers={"Authorization": f"Bearer {self.gate.users.give_token(name)}"})


@contextmanager
def running(home: Path, gate: Gate | None = None) -> Iterator[Running]:
    """The API and MCP over an archive with two fictional meetings."""
    settings = Settings(home=home)
    gate = gate or Gate.of(home)
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as archive:
        for name, text in (("chengxi-07.txt", MINUTES), ("chengxi-09.txt", LATER)):
            path = home.parent / name
            path.write_text(text, encoding="utf-8")
            list(archive.add_all([str(path)]))
        app = doors(archive, gate, settings)
        url, close = serve_app(app, gate, settings.limits, "127.0.0.1", 0)
        try:
            yield Running(url, archive, gate, home)
        finally:
            close()
