"""Who did what: rows that the database itself lets nobody change, each chained to the one before."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from matcher.errors import DamagedHistory, Problem
from matcher.store.records import Deed
from matcher.store.sqlite.connection import Connections

CHANGED = "It is not as it was written, or one before it was taken out."
LOOK_AT_A_COPY = "Compare it with a copy of the database from before."


@dataclass(frozen=True)
class SqliteDeeds:
    """The deeds in one database."""

    connections: Connections

    def add(self, caller: str, action: str, about: str = "") -> None:
        """Note a deed that changes nothing else."""
        with self.connections.writing(durable=False) as writes:
            note(writes, caller, action, about)

    def all(self) -> tuple[Deed, ...]:
        """All of them, in order."""
        with self.connections.reading() as reads:
            rows = reads.execute("SELECT number, at, caller, action, about, chain FROM deeds ORDER BY number")
            found, last, expected = [], b"", 1
            for number, at, caller, action, about, chain in rows:
                last = _chained(last, number, at, caller, action, about)
                if chain != last or number != expected:
                    raise DamagedHistory("deeds", [Problem(str(number), CHANGED, LOOK_AT_A_COPY)])
                found.append(Deed(number, datetime.fromisoformat(at), caller, action, about))
                expected += 1
        return tuple(found)


def note(writes: sqlite3.Connection, caller: str, action: str, about: str = "") -> None:
    """Note a deed in the transaction that does it."""
    row = writes.execute("SELECT number, chain FROM deeds ORDER BY number DESC LIMIT 1").fetchone()
    number, last = (row[0] + 1, row[1]) if row else (1, b"")
    at = datetime.now(UTC).isoformat()
    writes.execute(
        "INSERT INTO deeds (number, at, caller, action, about, chain) VALUES (?, ?, ?, ?, ?, ?)",
        (number, at, caller, action, about, _chained(last, number, at, caller, action, about)),
    )


def _chained(last: bytes, *row: str | int) -> bytes:
    return hashlib.sha256(last + json.dumps(row).encode()).digest()
