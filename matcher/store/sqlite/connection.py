"""One SQLite file and the connections to it: one for each thread, in WAL mode, for its owner alone."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.errors import BadInput, Problem, StoreBusy, StoreFull
from matcher.store.sqlite.schema import migrate

LONGEST_WAIT = 5.0
"""Seconds that a writer waits for another."""
OWNER_ALONE = 0o600

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
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with _named_errors():
            _for_owner_alone(path)
        with self.writing() as connection:
            migrate(connection, str(path))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read by. Every statement sees what was committed before it."""
        with _named_errors(self.path):
            yield self._connection("reads")

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: kept whole when the block ends, undone when it raises.

        What is kept outlives the process at once, and where it is `durable` a power cut too.
        """
        with _named_errors(self.path):
            connection = self._connection("writes" if durable else "notes")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def forget_what_was(self) -> None:
        """Leave nothing of what was deleted in the log beside the file. StoreBusy while it is read."""
        with _named_errors(self.path):
            (busy, _, _) = self._connection("writes").execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreBusy

    def close(self) -> None:
        """Close every thread's connections."""
        with self._lock:
            while self._all:
                self._all.pop().close()
            self._mine = threading.local()

    def _connection(self, use: str) -> sqlite3.Connection:
        made: sqlite3.Connection | None = getattr(self._mine, use, None)
        if made is None:
            made = self._opened(synchronous="NORMAL" if use == "notes" else "FULL")
            setattr(self._mine, use, made)
            with self._lock:
                self._all.append(made)
        return made

    def _opened(self, synchronous: str) -> sqlite3.Connection:
        # Closing is done from another thread; each connection is used by one at a time.
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
