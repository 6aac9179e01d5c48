"""What people note beside the minutes: where a duty stands. Kept apart from documents, so re-reading loses none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from rag.index import tables as t
from rag.rows import Progress

if TYPE_CHECKING:
    from rag.index.database import Database
    from rag.records import State


def read_progress(database: Database) -> dict[str, Progress]:
    """The latest note of every duty, by its key."""
    query = select(t.progress).order_by(t.progress.c.id)
    with database.read() as connection:
        return {row["key"]: _progress(row) for row in connection.execute(query).mappings()}  # type: ignore[arg-type]


def progress_of(database: Database, key: str) -> list[Progress]:
    """Every note of one duty, the first first."""
    query = select(t.progress).where(t.progress.c.key == key).order_by(t.progress.c.id)
    with database.read() as connection:
        return [_progress(row) for row in connection.execute(query).mappings()]  # type: ignore[arg-type]


def write_progress(database: Database, key: str, state: State, note: str = "", by: str | None = None) -> Progress:
    """Note where a duty stands now; earlier notes stay. Raises StoreError where the catalogue cannot be written."""
    now = Progress(state, note, datetime.now(UTC).isoformat(timespec="seconds"), by)
    with database.write(quiet=True) as connection:
        values = {"key": key, "state": state, "note": note, "set_at": now.set_at, "set_by": by}
        connection.execute(insert(t.progress), values)
    return now


def _progress(row: dict[str, str]) -> Progress:
    return Progress(row["state"], row["note"], row["set_at"], row["set_by"])  # type: ignore[arg-type]
