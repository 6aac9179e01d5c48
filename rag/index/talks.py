"""Conversations with an archive: kept in its catalogue for whoever had them, with what they thought of the answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, func, insert, select, update

from rag.index import tables as t
from rag.index.answers import pack_answer, unpack_answer
from rag.records import TalkRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rag.index.database import Database
    from rag.records import Answer

TITLE = 60  # characters of the first question that name a conversation

Verdict = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of a conversation as it was kept, by the id under which its reader can judge it; None until then."""

    id: str
    answer: Answer
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Talks:
    """Every method raises StoreError where the catalogue cannot be read or written.

    `owner` is who had a conversation; nobody reads, continues or judges what another owner had.
    """

    database: Database

    def keep(self, owner: str, talk: str | None, answer: Answer, held: tuple[str, str] = ("", "")) -> tuple[str, str]:
        """Add an answer to a conversation, or begin one with None; gives back the ids of both.

        A conversation that is not this owner's, or is gone, is begun anew.
        """
        now, answer_id = _now(), _fresh("a")
        row = {"id": answer_id, "asked_at": now, "question": answer.question, "answer": pack_answer(answer)}
        with self.database.write(quiet=True) as connection:
            if talk is None or not _owns(connection, owner, talk):
                talk = _fresh("t")
                title = " ".join(answer.question.split())[:TITLE]
                values = {"id": talk, "owner": owner, "title": title, "changed_at": now, "held": list(held)}
                connection.execute(insert(t.talks), values)
            else:
                changed = update(t.talks).where(t.talks.c.id == talk)
                connection.execute(changed.values(changed_at=now, held=list(held)))
            connection.execute(insert(t.answers), row)
            connection.execute(insert(t.talk_answers), {"talk_id": talk, "answer_id": answer_id})
        return talk, answer_id

    def take_back(self, owner: str, talk: str, answer_id: str) -> None:
        """Take an answer that was asked for again out of its conversation; the record of it and its verdict stay."""
        with self.database.write(quiet=True) as connection:
            if _owns(connection, owner, talk):
                one = (t.talk_answers.c.talk_id == talk) & (t.talk_answers.c.answer_id == answer_id)
                connection.execute(delete(t.talk_answers).where(one))

    def of(self, owner: str, limit: int = 100) -> list[TalkRow]:
        """The conversations of an owner, at most `limit`, the last one first."""
        query = select(t.talks).where(t.talks.c.owner == owner).order_by(t.talks.c.changed_at.desc(), t.talks.c.id)
        with self.database.read() as connection:
            rows = connection.execute(query.limit(limit)).mappings().all()
        return [TalkRow(row["id"], row["title"], row["changed_at"], (row["held"][0], row["held"][1])) for row in rows]

    def told(self, owner: str, talk: str) -> list[Told]:
        """The answers of one conversation, the first first, each with its last verdict; empty where there is none."""
        latest = select(func.max(t.feedback.c.id)).group_by(t.feedback.c.answer_id)
        verdicts = select(t.feedback.c.answer_id, t.feedback.c.verdict).where(t.feedback.c.id.in_(latest)).subquery()
        query = (
            select(t.answers.c.id, t.answers.c.answer, verdicts.c.verdict)
            .join(t.talk_answers, t.talk_answers.c.answer_id == t.answers.c.id)
            .join(t.talks, t.talks.c.id == t.talk_answers.c.talk_id)
            .outerjoin(verdicts, verdicts.c.answer_id == t.answers.c.id)
            .where(t.talks.c.id == talk, t.talks.c.owner == owner)
            .order_by(t.talk_answers.c.id)
        )
        with self.database.read() as connection:
            rows = connection.execute(query).all()
        return [Told(row.id, unpack_answer(row.answer), row.verdict) for row in rows]

    def forget(self, owner: str, talk: str) -> bool:
        """Delete a conversation with its answers and verdicts; False where the owner has none of that id."""
        mine = select(t.talk_answers.c.answer_id).where(t.talk_answers.c.talk_id == talk)
        with self.database.write(quiet=True) as connection:
            if not _owns(connection, owner, talk):
                return False
            connection.execute(delete(t.answers).where(t.answers.c.id.in_(mine)))
            connection.execute(delete(t.talks).where(t.talks.c.id == talk))
        return True

    def judge(self, owner: str, answer_id: str, verdict: Verdict, note: str = "") -> bool:
        """Note what its reader thought of an answer and why; False where the owner was not given that answer."""
        query = (
            select(t.talk_answers.c.id)
            .join(t.talks, t.talks.c.id == t.talk_answers.c.talk_id)
            .where(t.talk_answers.c.answer_id == answer_id, t.talks.c.owner == owner)
        )
        values = {"answer_id": answer_id, "given_at": _now(), "verdict": verdict, "note": note}
        with self.database.write(quiet=True) as connection:
            if connection.execute(query).first() is None:
                return False
            connection.execute(insert(t.feedback), values)
        return True

    def verdicts(self) -> list[tuple[str, str, str]]:
        """Everything that was thought of answers, as (question, verdict, reason), the last first."""
        query = (
            select(t.answers.c.question, t.feedback.c.verdict, t.feedback.c.note)
            .join(t.answers, t.answers.c.id == t.feedback.c.answer_id)
            .order_by(t.feedback.c.id.desc())
        )
        with self.database.read() as connection:
            return [(row.question, row.verdict, row.note) for row in connection.execute(query)]


def _owns(connection: Connection, owner: str, talk: str) -> bool:
    query = select(t.talks.c.id).where(t.talks.c.id == talk, t.talks.c.owner == owner)
    return connection.execute(query).first() is not None


def _fresh(kind: str) -> str:
    return f"{kind}{secrets.token_hex(8)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
