"""The API as an app: its routes under /api, its schema at /api/openapi.json. Who may come in is the wall's matter."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI

from ui.api.desk import Served
from ui.api.problems import add_problems
from ui.api.routes import ask, files, meetings, reports, users

if TYPE_CHECKING:
    from ingest.limits import Limits
    from rag.archive import Archive
    from ui.access.gate import Gate

ROOT = "/api"


def build_api(archive: Archive, gate: Gate, limits: Limits, model: str | None = None) -> FastAPI:
    """The API over one archive; `model` is the chat model in use, for people to see."""
    app = FastAPI(
        title="纪要 Jiyao",
        version=version("jiyao"),
        description="Chinese government minutes: ask, and check every sentence against its quote.",
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,  # its pages load scripts from elsewhere, and nothing here may
        redoc_url=None,
    )
    app.state.served = Served(archive, gate, limits, model)
    for one in (ask, files, meetings, reports, users):
        app.include_router(one.router, prefix=ROOT)
    add_problems(app)
    return app
