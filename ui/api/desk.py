"""What every route works with: the archive as the visitor may use it, and the limits on what they send."""

# FastAPI reads annotations when routes are made, so these modules do without deferred ones.
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from ingest.limits import Limits
from rag.archive import Archive
from ui.access.gate import Gate
from ui.access.visitor import Visitor
from ui.access.wall import visitor_in
from ui.access.watched import watched


@dataclass(frozen=True, slots=True)
class Served:
    """What an app serves; it lies in the app's state."""

    archive: Archive
    gate: Gate
    limits: Limits
    model: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's view of what is served; `archive` checks the visitor's role and keeps the journal."""

    archive: Archive
    gate: Gate
    limits: Limits
    model: str | None
    visitor: Visitor


def _desk(request: Request) -> Desk:
    served: Served = request.app.state.served
    visitor = visitor_in(request.scope)
    archive = watched(served.archive, served.gate.journal, lambda: visitor)
    return Desk(archive, served.gate, served.limits, served.model, visitor)


AtDesk = Annotated[Desk, Depends(_desk)]
"""The desk of the request."""
