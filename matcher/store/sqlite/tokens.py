"""Callers' tokens, of whose secrets only digests are kept."""

from dataclasses import dataclass
from datetime import UTC, datetime

from matcher.store.records import SCOPES, Token
from matcher.store.sqlite.connection import Connections
from matcher.store.sqlite.deeds import note

COLUMNS = "id, label, digest, scopes, made_at, expires_at, revoked_at"
NO_ROW = (
    "SELECT '', 'nobody', zeroblob(32), 'read solve', '2026-11-24T09:30:00.000000+00:00', "
    "'2026-11-24T09:30:00.000000+00:00', NULL"
)
OWNER = "owner"
"""Who works on the machine itself, with the file at hand."""


@dataclass(frozen=True)
class SqliteTokens:
    """The tokens in one database."""

    connections: Connections

    def add(self, token: Token) -> None:
        """Keep a new token."""
        row = (
            token.id,
            token.label,
            token.digest,
            " ".join(sorted(token.scopes)),
            token.made_at.isoformat(),
            token.expires_at.isoformat(),
        )
        with self.connections.writing() as writes:
            writes.execute(
                "INSERT INTO tokens (id, label, digest, scopes, made_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
            note(writes, OWNER, "token added", token.id)

    def get(self, id: str) -> Token | None:
        """A token, also one that has expired or was revoked."""
        with self.connections.reading() as reads:
            # A row comes back also where there is none, so that both take as long.
            query = f"SELECT {COLUMNS} FROM tokens WHERE id = ? UNION ALL {NO_ROW} LIMIT 1"
            found = _token(reads.execute(query, (id,)).fetchone())
        return found if found.id else None

    def all(self) -> tuple[Token, ...]:
        """All of them, the oldest first."""
        with self.connections.reading() as reads:
            return tuple(map(_token, reads.execute(f"SELECT {COLUMNS} FROM tokens ORDER BY made_at, id")))

    def some(self) -> bool:
        """Whether there was ever one."""
        with self.connections.reading() as reads:
            return bool(reads.execute("SELECT EXISTS (SELECT 1 FROM tokens)").fetchone()[0])

    def revoke(self, id: str) -> bool:
        """Revoke a token."""
        with self.connections.writing() as writes:
            revoked = writes.execute(
                "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                (datetime.now(UTC).isoformat(), id),
            ).rowcount
            if revoked:
                note(writes, OWNER, "token revoked", id)
        return bool(revoked)


def _token(row: tuple[str, str, bytes, str, str, str, str | None]) -> Token:
    id, label, digest, scopes, made, expires, revoked = row
    return Token(
        id,
        label,
        bytes(digest),
        frozenset(scope for scope in SCOPES if scope in scopes.split()),
        datetime.fromisoformat(made),
        datetime.fromisoformat(expires),
        datetime.fromisoformat(revoked) if revoked else None,
    )
