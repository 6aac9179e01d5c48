"""The SQLite file behind the catalogue: how it is opened, what a transaction is, how its errors read.

WAL lets readers of other processes go on while one writes; `synchronous=FULL` makes a commit survive a power cut.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, insert, select, update
from sqlalchemy.exc import DatabaseError

from rag.errors import Damaged, Locked, StoreError
from rag.index.tables import SCHEMA, meta, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY = 30.0  # seconds to wait for another process's commit
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
WRITES = "jiyao_writes"
STANDING = "SELECT (SELECT value FROM meta WHERE key = 'generation'), EXISTS (SELECT 1 FROM pending)"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the archive stands: a number that grows with every change, and whether both indexes have followed."""

    generation: int
    settled: bool


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _configure(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not guessed by the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """Transactions on one file. Raises Damaged where it is no catalogue, StoreError where it is a later one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY}, json_serializer=_compact)
        self._writing = self._engine.execution_options(**{WRITES: True})
        self._watching = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        if self._schema() is None:
            self._create()
        found = self._schema()
        if found is not None and int(found) < SCHEMA:
            found = self._upgrade()
        if found != str(SCHEMA):
            raise StoreError(f"{path}：档案的格式是第 {found} 版，本程序读第 {SCHEMA} 版；请升级 jiyao，或另建档案")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the catalogue."""
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, quiet: bool = False) -> Iterator[Connection]:
        """One transaction, durable when the block ends; it counts the generation up unless it is `quiet`."""
        with self._translated(), self._writing.begin() as connection:
            yield connection
            if quiet:
                return
            now = str(int(self._value(connection, "generation") or 0) + 1)
            connection.execute(update(meta).where(meta.c.key == "generation").values(value=now))

    def generation(self) -> int:
        """A number that grows with every change any process makes; caches are keyed by it."""
        return self.standing().generation

    def standing(self) -> Standing:
        """As of now. Every question asks a dozen times, so by a connection of its own: 7 µs, a pooled one takes 15."""
        with self._translated(), self._watching:
            if self._watch is None:
                self._watch = sqlite3.connect(self.path, BUSY, isolation_level=None, check_same_thread=False)
            ((generation, waiting),) = self._watch.execute(STANDING).fetchall()  # to the end: no view is held on to
        return Standing(int(generation or 0), not waiting)

    def value(self, key: str) -> str | None:
        """What the catalogue says about itself under `key`."""
        with self.read() as connection:
            return self._value(connection, key)

    def close(self) -> None:
        """Let go of the file."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
            self._watch = None
        self._engine.dispose()

    @staticmethod
    def _value(connection: Connection, key: str) -> str | None:
        return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()

    def _schema(self) -> str | None:
        with self.read() as connection:
            there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'meta'").scalar()
            return self._value(connection, "schema") if there else None

    def _create(self) -> None:
        with self._translated(), self._writing.begin() as connection:
            if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'meta'").scalar():
                return  # another process was first
            metadata.create_all(connection)
            values = {"schema": str(SCHEMA), "generation": "0"}
            connection.execute(insert(meta), [{"key": key, "value": value} for key, value in values.items()])

    def _upgrade(self) -> str:
        """Give an older catalogue the tables it lacks; every version so far has only added tables."""
        with self._translated(), self._writing.begin() as connection:
            metadata.create_all(connection)
            connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA)))
        return str(SCHEMA)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise self._told(error.orig) from error
        except sqlite3.DatabaseError as error:
            raise self._told(error) from error

    def _told(self, error: BaseException | None) -> StoreError:
        if not isinstance(error, sqlite3.OperationalError):
            return Damaged(f"{self.path}：档案已损坏（{error}）；请从备份恢复，或移走它后重新导入")
        if "locked" in str(error):
            return Locked(f"{self.path}：另一进程正占用档案；请稍后再试")
        return StoreError(f"{self.path}：档案读写失败（{error}）；请检查磁盘空间与权限")
