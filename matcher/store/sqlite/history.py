"""The history of one organisation, each entry sealed as in a folder."""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.errors import DamagedHistory, Problem, PublishedMeanwhile
from matcher.model.delivered import Happened
from matcher.model.published import Publication
from matcher.store.sealed import DAMAGED, GO_ON, MISSING, Entry, NotWhole, sealed, unsealed
from matcher.store.sqlite.connection import Connections


@dataclass(frozen=True)
class SqliteHistory:
    """What was published and what happened in one organisation."""

    connections: Connections
    organisation: str
    without_damaged: bool = False
    """Use the rest where some entries are damaged, in place of raising DamagedHistory."""

    def last(self) -> int:
        """The number given last; 0 where there is none."""
        with self.connections.reading() as reads:
            found = reads.execute(
                "SELECT coalesce(max(number), 0) FROM history WHERE organisation = ?", (self.organisation,)
            )
            return int(found.fetchone()[0])

    def publications(self) -> tuple[Publication, ...]:
        """All that was published, by number."""
        return self._read(Publication)

    def publish(self, new: Publication) -> None:
        """Add a publication."""
        self._add(new)

    def happened(self) -> tuple[Happened, ...]:
        """All that was recorded of what happened, by number."""
        return self._read(Happened)

    def record(self, new: Happened) -> None:
        """Add a record of what happened."""
        self._add(new)

    def rewrite(self, entries: Iterable[Publication | Happened]) -> None:
        """Put entries in the place of those with their numbers, all of them or none."""
        rows = [(sealed(each), self.organisation, each.number) for each in entries]
        with self.connections.writing() as writes:
            writes.executemany("UPDATE history SET sealed = ? WHERE organisation = ? AND number = ?", rows)

    def damage(self) -> tuple[Problem, ...]:
        """Every entry that cannot be used, and every number that is missing."""
        return (*self._missing(), *self._opened(Publication)[1], *self._opened(Happened)[1])

    def _read(self, kind: type[Entry]) -> tuple[Entry, ...]:
        entries, problems = self._opened(kind)
        if not self.without_damaged and (problems or self._missing()):
            raise DamagedHistory(self.organisation, self.damage())
        return tuple(entries)

    def _opened(self, kind: type[Entry]) -> tuple[list[Entry], list[Problem]]:
        with self.connections.reading() as reads:
            rows = reads.execute(
                "SELECT number, sealed FROM history WHERE organisation = ? AND happened = ? ORDER BY number",
                (self.organisation, kind is Happened),
            ).fetchall()
        entries, problems = [], []
        for number, data in rows:
            try:
                entries.append(_entry(number, data, kind))
            except NotWhole as wrong:
                problems.append(wrong.at(f"{number:04}"))
        return entries, problems

    def _missing(self) -> list[Problem]:
        with self.connections.reading() as reads:
            rows = reads.execute("SELECT number FROM history WHERE organisation = ?", (self.organisation,))
            there = {number for (number,) in rows}
        numbers = range(1, max(there, default=0))
        return [Problem(f"{number:04}", MISSING, GO_ON) for number in numbers if number not in there]

    def _add(self, new: Publication | Happened) -> None:
        with self.connections.writing() as writes:
            if new.number != self.last() + 1:
                raise PublishedMeanwhile
            writes.execute(
                "INSERT INTO history (organisation, number, happened, sealed) VALUES (?, ?, ?, ?)",
                (self.organisation, new.number, isinstance(new, Happened), sealed(new)),
            )


def _entry(number: int, data: bytes, kind: type[Entry]) -> Entry:
    """The entry in a row, which is what its number says."""
    entry = unsealed(data, kind)
    if isinstance(entry, Publication | Happened) and entry.number != number:
        raise NotWhole(DAMAGED, GO_ON)
    return entry
