"""Questions: a whole answer as JSON, or its claims one by one as server-sent events."""

import json
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from ingest.errors import JiyaoError
from rag.archive import Archive
from rag.contract import answer_as_dict
from rag.records import Answer, Turn
from ui.api.desk import AtDesk
from ui.api.models.answer import AnswerOut, AskIn
from ui.api.problems import ERRORS, kind, one_line

EVENTS = "text/event-stream"
STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Neither caches nor proxies may hold events back."""

router = APIRouter(tags=["ask"], responses=ERRORS)


@router.post(
    "/ask",
    operation_id="ask",
    response_model=AnswerOut,
    responses={200: {"content": {EVENTS: {"schema": {"type": "string"}}}, "description": "the answer"}},
)
def ask(asked: AskIn, request: Request, desk: AtDesk) -> object:
    """Answer from the minutes, or refuse with the reason. With `Accept: text/event-stream`, as `/ask/stream`."""
    if EVENTS in request.headers.get("accept", ""):
        return stream(asked, desk)
    return answer_as_dict(desk.archive.ask(asked.question, _history(asked), asked.model)) | {"id": asked.id}


@router.post(
    "/ask/stream",
    operation_id="ask_stream",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENTS: {"schema": {"type": "string"}}}, "description": "claims, then the answer"}},
)
def stream(asked: AskIn, desk: AtDesk) -> StreamingResponse:
    """One `claim` event for each verified claim as it is ready, then one `answer` event (or `error`) to end with."""
    desk.visitor.must("reader")
    return StreamingResponse(_events(desk.archive, asked), media_type=EVENTS, headers=STREAM)


def _events(archive: Archive, asked: AskIn) -> Iterator[str]:
    try:
        for part in archive.ask_stream(asked.question, _history(asked), asked.model):
            if isinstance(part, Answer):
                yield _event("answer", answer_as_dict(part) | {"id": asked.id})
            else:
                yield _event("claim", {"text": part.text, "citations": list(part.citations), "status": part.status})
    except JiyaoError as error:
        yield _event("error", {"error": {"kind": kind(error), "message": one_line(error)}})


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _history(asked: AskIn) -> tuple[Turn, ...]:
    return tuple(Turn(one.role, one.content) for one in asked.history)
