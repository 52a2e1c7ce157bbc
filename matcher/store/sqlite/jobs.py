"""Jobs, their events and their answers. What belongs together changes in one transaction."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from matcher.store.records import STATES, Ending, Event, Job, NewJob, OtherRequest
from matcher.store.sqlite.connection import Connections
from matcher.store.sqlite.deeds import note

COLUMNS = (
    "id, caller, kind, state, attempt, made_at, started_at, ended_at, says, "
    "EXISTS (SELECT 1 FROM answers WHERE job = id)"
)


@dataclass(frozen=True)
class SqliteJobs:
    """The jobs in one database."""

    connections: Connections

    def add(self, new: NewJob, event: Event) -> str:
        """Accept a job and remember its key: its id, or that of the job the key stands for already."""
        at = event.at.isoformat()
        with self.connections.writing() as writes:
            before = _result(writes, new.caller, new.key, new.digest) if new.key else None
            if before is not None:
                return before
            writes.execute(
                "INSERT INTO jobs (id, caller, kind, state, made_at, says, asked) "
                "VALUES (?, ?, ?, 'queued', ?, ?, ?)",
                (new.id, new.caller, new.kind, at, event.body["says"], new.asked),
            )
            _add_event(writes, new.id, event)
            if new.key is not None:
                _remember(writes, new.caller, new.key, new.digest, new.id)
            note(writes, new.caller, f"{new.kind} asked for", new.id)
        return new.id

    def get(self, id: str) -> Job | None:
        """A job; None where there is none."""
        with self.connections.reading() as reads:
            row = reads.execute(f"SELECT {COLUMNS} FROM jobs WHERE id = ?", (id,)).fetchone()
            return _job(row) if row else None

    def of(self, caller: str | None, limit: int) -> tuple[Job, ...]:
        """The newest jobs of a caller, or of everyone; the newest first."""
        with self.connections.reading() as reads:
            rows = reads.execute(
                f"SELECT {COLUMNS} FROM jobs WHERE caller = coalesce(?, caller) "
                "ORDER BY made_at DESC, rowid DESC LIMIT ?",
                (caller, limit),
            )
            return tuple(map(_job, rows))

    def asked(self, id: str) -> str | None:
        """What a job was asked, as JSON."""
        with self.connections.reading() as reads:
            row = reads.execute("SELECT asked FROM jobs WHERE id = ?", (id,)).fetchone()
            return str(row[0]) if row else None

    def begin(self, id: str, event: Event) -> int | None:
        """Begin a job that is queued: which attempt it is."""
        with self.connections.writing() as writes:
            begun = writes.execute(
                "UPDATE jobs SET state = 'running', attempt = attempt + 1, says = ?, "
                "started_at = coalesce(started_at, ?) WHERE id = ? AND state = 'queued' RETURNING attempt",
                (event.body["says"], event.at.isoformat(), id),
            ).fetchone()
            if begun:
                _add_event(writes, id, event)
        return int(begun[0]) if begun else None

    def note(self, id: str, attempt: int, event: Event) -> bool:
        """Add an event to an attempt that runs."""
        with self.connections.writing(durable=False) as writes:
            runs = writes.execute(
                "SELECT 1 FROM jobs WHERE id = ? AND attempt = ? AND state = 'running'", (id, attempt)
            ).fetchone()
            if runs:
                _add_event(writes, id, event)
        return bool(runs)

    def again(self, id: str, event: Event, *, counts: bool) -> bool:
        """Put a running job back in the queue."""
        with self.connections.writing() as writes:
            put_back = writes.execute(
                "UPDATE jobs SET state = 'queued', attempt = attempt - ?, says = ? "
                "WHERE id = ? AND state = 'running'",
                (int(not counts), event.body["says"], id),
            ).rowcount
            if put_back:
                _add_event(writes, id, event)
        return bool(put_back)

    def end(self, id: str, attempt: int | None, ending: Ending, event: Event) -> bool:
        """End a job that has not ended, with its answer."""
        with self.connections.writing() as writes:
            ended = writes.execute(
                "UPDATE jobs SET state = ?, says = ?, ended_at = ? "
                "WHERE id = ? AND state IN ('queued', 'running') AND attempt = coalesce(?, attempt)",
                (ending.state, ending.says, event.at.isoformat(), id, attempt),
            ).rowcount
            if ended:
                _add_event(writes, id, event)
                if ending.answer is not None:
                    writes.execute("INSERT INTO answers (job, body) VALUES (?, ?)", (id, ending.answer))
        return bool(ended)

    def answer(self, id: str, caller: str | None, reader: str) -> bytes | None:
        """A job's answer as JSON, where it is the caller's. That it was read is noted."""
        with self.connections.writing(durable=False) as writes:
            row = writes.execute(
                "SELECT body FROM answers JOIN jobs ON job = id "
                "WHERE id = ? AND caller = coalesce(?, caller)",
                (id, caller),
            ).fetchone()
            if row:
                note(writes, reader, "answer read", id)
            return bytes(row[0]) if row else None

    def events(self, id: str, after: int = 0) -> tuple[Event, ...]:
        """A job's events after a number, in order."""
        with self.connections.reading() as reads:
            rows = reads.execute(
                "SELECT number, at, what, body FROM events WHERE job = ? AND number > ? ORDER BY number",
                (id, after),
            )
            return tuple(
                Event(number, datetime.fromisoformat(at), what, json.loads(body))
                for number, at, what, body in rows
            )

    def unfinished(self) -> tuple[Job, ...]:
        """Jobs that have not ended, the oldest first."""
        with self.connections.reading() as reads:
            rows = reads.execute(
                f"SELECT {COLUMNS} FROM jobs WHERE state IN ('queued', 'running') ORDER BY made_at, rowid"
            )
            return tuple(map(_job, rows))

    def remove(self, id: str, by: str) -> bool:
        """Remove a job with its events and its answer."""
        with self.connections.writing() as writes:
            gone = writes.execute("DELETE FROM jobs WHERE id = ?", (id,)).rowcount
            if gone:
                writes.execute("DELETE FROM keys WHERE result = ?", (id,))
                note(writes, by, "job removed", id)
        return bool(gone)

    def expire(self, before: datetime) -> int:
        """Remove the jobs that ended before a time, and the keys of their requests: how many."""
        with self.connections.writing() as writes:
            moment = before.astimezone(UTC).isoformat()
            gone = writes.execute("DELETE FROM jobs WHERE ended_at < ?", (moment,)).rowcount
            writes.execute("DELETE FROM keys WHERE at < ?", (moment,))
            if gone:
                note(writes, "server", "jobs expired", str(gone))
        return gone

    def texts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every job's id with all that is kept in words about it, as plain values."""
        with self.connections.reading() as reads:
            ids = [id for (id,) in reads.execute("SELECT id FROM jobs ORDER BY made_at, rowid")]
        for id in ids:
            with self.connections.reading() as reads:
                row = reads.execute(
                    "SELECT says, asked, (SELECT body FROM answers WHERE job = id) FROM jobs WHERE id = ?",
                    (id,),
                ).fetchone()
            if row:
                says, asked, answer = row
                values = {"says": says, "asked": json.loads(asked), "answer": json.loads(answer or "null")}
                yield id, {**values, "events": [dict(each.body) for each in self.events(id)]}

    def remove_where(self, holds: Callable[[str], bool]) -> int:
        """Remove the jobs of which a text holds something: how many."""
        found = [(id,) for id, values in self.texts() if holds(json.dumps(values, ensure_ascii=False))]
        with self.connections.writing() as writes:
            writes.executemany("DELETE FROM jobs WHERE id = ?", found)
            writes.executemany("DELETE FROM keys WHERE result = ?", found)
        return len(found)


@dataclass(frozen=True)
class SqliteKeys:
    """What callers called their requests."""

    connections: Connections

    def result(self, caller: str, key: str, digest: str) -> str | None:
        """What came of the caller's request under this key."""
        with self.connections.reading() as reads:
            return _result(reads, caller, key, digest)

    def remember(self, caller: str, key: str, digest: str, result: str) -> None:
        """Note what came of a request."""
        with self.connections.writing() as writes:
            _remember(writes, caller, key, digest, result)


def _result(reads: sqlite3.Connection, caller: str, key: str, digest: str) -> str | None:
    row = reads.execute(
        "SELECT digest, result FROM keys WHERE caller = ? AND key = ?", (caller, key)
    ).fetchone()
    if row and row[0] != digest:
        raise OtherRequest
    return str(row[1]) if row else None


def _remember(writes: sqlite3.Connection, caller: str, key: str, digest: str, result: str) -> None:
    writes.execute(
        "INSERT INTO keys (caller, key, digest, result, at) VALUES (?, ?, ?, ?, ?)",
        (caller, key, digest, result, datetime.now(UTC).isoformat()),
    )


def _add_event(writes: sqlite3.Connection, job: str, event: Event) -> None:
    """Add an event under the job's next number; its own number is not looked at."""
    writes.execute(
        "INSERT INTO events (job, number, at, what, body) "
        "SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ? FROM events WHERE job = ?",
        (job, event.at.isoformat(), event.what, json.dumps(event.body), job),
    )


def _job(row: tuple[str, str, str, str, int, str, str | None, str | None, str, int]) -> Job:
    id, caller, kind, state, attempt, made, started, ended, says, answered = row
    return Job(
        id=id,
        caller=caller,
        kind=kind,
        state=next(each for each in STATES if each == state),
        attempt=attempt,
        made_at=datetime.fromisoformat(made),
        started_at=_moment(started),
        ended_at=_moment(ended),
        says=says,
        has_answer=bool(answered),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
