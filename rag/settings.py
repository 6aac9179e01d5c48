"""What a person may set, read once from the environment and checked where it enters.

Nothing needs to be set: every default works without a key and without a network.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.limits import Limits
from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Settings(BaseModel):
    """Where the archive lives, which models serve it, how wide retrieval looks.

    `model` empty means extractive answers; `fill` lets it fill, as a file goes in, what the rules left absent.
    `embedding_model` empty means the embedded encoder. `cache` is where models made from installed data are kept;
    None means the user's own cache folder.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    home: Path
    model: str = ""
    base_url: str = ""
    api_key: str = Field(default="", repr=False)
    model_timeout: float = Field(default=300.0, gt=0)
    embedding_model: str = ""
    embedding_base_url: str = ""
    embedding_api_key: str = Field(default="", repr=False)
    passages: int = Field(default=8, ge=1, le=50)
    pool: int = Field(default=60, ge=10, le=1000)
    dense_weight: float = Field(default=0.45, ge=0, le=1)
    lock_wait: float = Field(default=10.0, ge=0)
    fill: bool = False
    cache: Path | None = None
    limits: Limits = Limits()

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None, home: Path | None = None) -> Settings:
        """Settings from the environment; `home` (the `--home` option) wins over `JIYAO_HOME`.

        A model is on when `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set. Raises SettingsError on a value that
        is not one.
        """
        env = os.environ if environ is None else environ
        key, url = env.get("OPENAI_API_KEY", ""), env.get("OPENAI_BASE_URL", "")
        values: dict[str, object] = {
            "home": home or Path(env.get("JIYAO_HOME") or Path.home() / ".jiyao"),
            "api_key": key,
            "base_url": url,
            "model": env.get("JIYAO_MODEL", "gpt-4o-mini" if key or url else ""),
            "cache": env.get("JIYAO_CACHE") or None,
            "embedding_model": env.get("JIYAO_EMBEDDING_MODEL", ""),
            "embedding_base_url": env.get("JIYAO_EMBEDDING_BASE_URL", url),
            "embedding_api_key": env.get("JIYAO_EMBEDDING_API_KEY", key),
        }
        named = {
            "JIYAO_MODEL_TIMEOUT": "model_timeout",
            "JIYAO_PASSAGES": "passages",
            "JIYAO_LOCK_WAIT": "lock_wait",
            "JIYAO_FILL": "fill",
        }
        values |= {field: env[name] for name, field in named.items() if env.get(name)}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][0])
            name = next((key for key, value in named.items() if value == field), f"JIYAO_{field.upper()}")
            message = f"{name}={first['input']!s}：{first['msg']}；请改正或取消这个环境变量"
            raise SettingsError(message) from error
