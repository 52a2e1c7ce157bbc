"""All that a server keeps, in one SQLite file."""

from collections.abc import Callable
from pathlib import Path

from matcher.store.keeping import Change
from matcher.store.sqlite.connection import LONGEST_WAIT, Connections
from matcher.store.sqlite.deeds import SqliteDeeds, note
from matcher.store.sqlite.history import SqliteHistory
from matcher.store.sqlite.jobs import SqliteJobs, SqliteKeys
from matcher.store.sqlite.organisations import SqliteOrganisations
from matcher.store.sqlite.tokens import SqliteTokens


class Database:
    """A store in one file, which opening it makes. Safe from several threads and processes."""

    def __init__(self, path: Path, longest_wait: float = LONGEST_WAIT) -> None:
        self._connections = Connections(path, longest_wait)
        self.organisations = SqliteOrganisations(self._connections)
        self.jobs = SqliteJobs(self._connections)
        self.keys = SqliteKeys(self._connections)
        self.tokens = SqliteTokens(self._connections)
        self.deeds = SqliteDeeds(self._connections)

    def history(self, organisation: str) -> SqliteHistory:
        """What was published and what happened in one organisation."""
        return SqliteHistory(self._connections, organisation)

    def histories(self) -> tuple[str, ...]:
        """Organisations of which there is a history."""
        with self._connections.reading() as reads:
            rows = reads.execute("SELECT DISTINCT organisation FROM history ORDER BY organisation")
            return tuple(id for (id,) in rows)

    def rewrite(
        self, organisation: str | None, change: Change, holds: Callable[[str], bool], by: str
    ) -> dict[str, int]:
        """Change every version of an organisation, and remove the jobs whose texts hold something."""
        versions = self.organisations.rewrite(organisation, change) if organisation else 0
        done = {"versions of the team file": versions, "jobs": self.jobs.remove_where(holds)}
        with self._connections.writing() as writes:
            note(
                writes, by, "somebody forgotten", ", ".join(f"{count} {what}" for what, count in done.items())
            )
        self._connections.forget_what_was()
        return done

    def check(self) -> None:
        """StoreBusy or StoreFull where nothing can be written now."""
        with self._connections.writing(durable=False) as writes:
            writes.execute("INSERT INTO keys VALUES ('', '', '', '', '')")
            writes.execute("DELETE FROM keys WHERE caller = ''")

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()
