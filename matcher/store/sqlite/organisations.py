"""Organisations' files, each version a row that stays."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from matcher.errors import ChangedMeanwhile
from matcher.model.organisation import Organisation
from matcher.store.keeping import Change
from matcher.store.records import KeptOrganisation
from matcher.store.sqlite.connection import Connections
from matcher.store.sqlite.deeds import note


@dataclass(frozen=True)
class SqliteOrganisations:
    """The organisations in one database."""

    connections: Connections

    def all(self) -> tuple[KeptOrganisation, ...]:
        """The newest version of each, by id."""
        with self.connections.reading() as reads:
            rows = reads.execute("SELECT id, max(version), kept_at, body FROM organisations GROUP BY id")
            return tuple(_kept(row) for row in rows)

    def get(self, id: str, version: int | None = None) -> KeptOrganisation | None:
        """One version; left out, the newest."""
        with self.connections.reading() as reads:
            row = reads.execute(
                "SELECT id, version, kept_at, body FROM organisations WHERE id = ? "
                "AND version = coalesce(?, (SELECT max(version) FROM organisations WHERE id = ?))",
                (id, version, id),
            ).fetchone()
            return _kept(row) if row else None

    def versions(self, id: str) -> tuple[KeptOrganisation, ...]:
        """All versions of one, in order."""
        with self.connections.reading() as reads:
            rows = reads.execute(
                "SELECT id, version, kept_at, body FROM organisations WHERE id = ? ORDER BY version", (id,)
            )
            return tuple(_kept(row) for row in rows)

    def keep(self, id: str, organisation: Organisation, after: int, by: str) -> KeptOrganisation:
        """Add the version after the one named."""
        kept = KeptOrganisation(id, after + 1, datetime.now(UTC), organisation)
        with self.connections.writing() as writes:
            (newest,) = writes.execute(
                "SELECT coalesce(max(version), 0) FROM organisations WHERE id = ?", (id,)
            ).fetchone()
            if newest != after:
                raise ChangedMeanwhile
            writes.execute(
                "INSERT INTO organisations (id, version, kept_at, body) VALUES (?, ?, ?, ?)",
                (id, kept.version, kept.kept_at.isoformat(), json.dumps(organisation.written())),
            )
            note(writes, by, "organisation kept", f"{id} {kept.version}")
        return kept

    def rewrite(self, id: str, change: Change) -> int:
        """Change the versions of one that a change is about: how many."""
        with self.connections.writing() as writes:
            rows = writes.execute("SELECT version, body FROM organisations WHERE id = ?", (id,)).fetchall()
            after = {version: change(json.loads(body)) for version, body in rows}
            changed = [version for version, body in rows if after[version] != json.loads(body)]
            for version in changed:
                if after[version] is None:
                    writes.execute("DELETE FROM organisations WHERE id = ? AND version = ?", (id, version))
                else:
                    writes.execute(
                        "UPDATE organisations SET body = ? WHERE id = ? AND version = ?",
                        (json.dumps(after[version]), id, version),
                    )
        return len(changed)


def _kept(row: tuple[str, int, str, str]) -> KeptOrganisation:
    id, version, kept_at, body = row
    organisation = Organisation.model_validate_json(body)
    return KeptOrganisation(id, version, datetime.fromisoformat(kept_at), organisation)
