"""Errors as programs read them: a status, a kind, and one line for people with the next step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ingest.errors import Encrypted, JiyaoError, NotMinutes, Scanned, SourceError, TooLarge, Undecodable, Unsupported
from rag.errors import (
    Damaged,
    Locked,
    Malformed,
    ModelError,
    NotHeld,
    RateLimited,
    SettingsError,
    StoreError,
    Unavailable,
    UncitedAnswer,
    WrongEmbedder,
)
from ui.access.visitor import Refused
from ui.access.wall import kind_of, status_of
from ui.api.models.base import Failed

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

STATUS: dict[type[JiyaoError], int] = {
    TooLarge: 413,
    Unsupported: 415,
    Undecodable: 422,
    Scanned: 422,
    Encrypted: 422,
    NotMinutes: 422,
    SourceError: 422,
    NotHeld: 404,
    Locked: 503,
    Damaged: 500,
    WrongEmbedder: 500,
    StoreError: 503,
    RateLimited: 503,
    Unavailable: 502,
    Malformed: 502,
    ModelError: 502,
    UncitedAnswer: 500,
    SettingsError: 500,
    JiyaoError: 500,
}
"""From the special to the general: the first class that an error is an instance of says its status and its kind."""

SAID = {
    404: ("no_such_address", "没有这个地址；见 /api/openapi.json"),
    405: ("no_such_method", "这个地址不接受这种方法；见 /api/openapi.json"),
}
ERRORS: dict[int | str, dict[str, object]] = {
    "4XX": {"model": Failed, "description": "the request cannot be answered; `error.message` says what to do"},
    "5XX": {"model": Failed, "description": "the archive or a model behind it failed"},
}
"""What every route of the schema may answer besides."""


def kind(error: JiyaoError) -> str:
    """What programs tell an error by.

    >>> kind(NotMinutes("a.txt", "没有会议", "请核对")), kind(NotHeld("x"))
    ('not_minutes', 'not_held')
    """
    if isinstance(error, Refused):
        return kind_of(error)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", _class(error).__name__).lower()


def one_line(message: object) -> str:
    """A message as one line, whatever a file's name carries."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(message)).split())


def problem(kind: str, message: str, status: int) -> JSONResponse:
    """The body of an error."""
    return JSONResponse({"error": {"kind": kind, "message": one_line(message)}}, status)


def add_problems(app: FastAPI) -> None:
    """Let the app answer every error of ours, and every one of the framework's, in that form."""

    @app.exception_handler(JiyaoError)
    def _ours(_request: Request, error: JiyaoError) -> JSONResponse:
        status = status_of(error) if isinstance(error, Refused) else STATUS[_class(error)]
        return problem(kind(error), str(error), status)

    @app.exception_handler(RequestValidationError)
    def _unfit(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(one) for one in first["loc"] if one not in {"body", "query", "path"}) or "请求"
        return problem("bad_request", f"{where}：{first['msg']}；请按 /api/openapi.json 改正", 422)

    @app.exception_handler(HTTPException)
    def _framework(_request: Request, error: HTTPException) -> JSONResponse:
        name, message = SAID.get(error.status_code, ("bad_request", str(error.detail)))
        return problem(name, message, error.status_code)

    @app.exception_handler(Exception)
    def _fault(_request: Request, _error: Exception) -> JSONResponse:
        return problem("fault", "程序：出了意料之外的错误；详情在服务器的终端里，请报告给管理员", 500)


def _class(error: JiyaoError) -> type[JiyaoError]:
    return next(one for one in STATUS if isinstance(error, one))
