"""One SQLite file and its connections, each lent to one thread at a time. WAL mode, for its owner alone."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from matcher.errors import BadInput, Problem, StoreBusy, StoreFull
from matcher.store.sqlite.schema import migrate

LONGEST_WAIT = 5.0
"""Seconds that a writer waits for another."""
OWNER_ALONE = 0o600

Use = Literal["reads", "writes", "notes"]
SYNCHRONOUS: Mapping[Use, str] = {"reads": "FULL", "writes": "FULL", "notes": "NORMAL"}
"""How far each use of a connection waits for the disk."""

NOT_A_DATABASE = Problem(
    "", "This is not a database of this program.", "Name another file with --database, or put back a copy."
)

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PLAIN = 0xFF
"""The plain code in SQLite's extended ones."""


class Connections:
    """Connections to one file. The first to open it makes it, or brings it to this version."""

    def __init__(self, path: Path, longest_wait: float = LONGEST_WAIT) -> None:
        self.path = path
        self._wait = longest_wait
        self._idle: Mapping[Use, deque[sqlite3.Connection]] = {use: deque() for use in SYNCHRONOUS}
        with _named_errors():
            _for_owner_alone(path)
        with self.writing() as connection:
            migrate(connection, str(path))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read by. Every statement sees what was committed before it."""
        with _named_errors(self.path), self._lent("reads") as connection:
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: kept whole when the block ends, undone when it raises.

        What is kept outlives the process at once, and where it is `durable` a power cut too.
        """
        with _named_errors(self.path), self._lent("writes" if durable else "notes") as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def forget_what_was(self) -> None:
        """Leave nothing of what was deleted in the log beside the file. StoreBusy while it is read."""
        with _named_errors(self.path), self._lent("writes") as connection:
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreBusy

    def close(self) -> None:
        """Close them. Nobody uses one any more."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    @contextmanager
    def _lent(self, use: Use) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile. There are as many as were ever in use at once."""
        try:
            connection = self._idle[use].pop()
        except IndexError:
            connection = self._opened(SYNCHRONOUS[use])
        try:
            yield connection
        finally:
            self._idle[use].append(connection)

    def _opened(self, synchronous: str) -> sqlite3.Connection:
        # Threads take turns with it; each connection is used by one at a time.
        made = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None, check_same_thread=False)
        try:
            for setting in (
                "journal_mode = WAL",
                "foreign_keys = ON",
                "secure_delete = ON",
                f"synchronous = {synchronous}",
            ):
                made.execute(f"PRAGMA {setting}")
        except BaseException:
            made.close()
            raise
        return made


@contextmanager
def _named_errors(path: Path | None = None) -> Iterator[None]:
    """SQLite's errors that a reader can do something about, by name. Any other is a bug of ours."""
    try:
        yield
    except sqlite3.DatabaseError as failed:
        code = getattr(failed, "sqlite_errorcode", 0) & _PLAIN
        if code in _BUSY:
            raise StoreBusy from failed
        if code in _FULL:
            raise StoreFull from failed
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise BadInput(str(path), [NOT_A_DATABASE]) from failed
        raise
    except OSError as failed:
        raise StoreFull from failed


def _for_owner_alone(path: Path) -> None:
    """Make the file, and its folder, where there is none, and close it to everybody else."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ALONE))
    for each in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        if each.exists():
            each.chmod(OWNER_ALONE)
