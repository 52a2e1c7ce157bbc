"""The tables, and how a file of an earlier version becomes one of this version."""

import sqlite3
from typing import Final

from matcher.errors import BadInput, Problem

FIRST = (
    """CREATE TABLE organisations (
        id TEXT NOT NULL, version INTEGER NOT NULL, kept_at TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (id, version)) STRICT""",
    """CREATE TABLE history (
        organisation TEXT NOT NULL, number INTEGER NOT NULL, happened INTEGER NOT NULL, sealed BLOB NOT NULL,
        PRIMARY KEY (organisation, number)) STRICT""",
    """CREATE TABLE jobs (
        id TEXT PRIMARY KEY, caller TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN
        ('queued', 'running', 'done', 'stopped', 'failed', 'interrupted')),
        attempt INTEGER NOT NULL DEFAULT 0, made_at TEXT NOT NULL, started_at TEXT, ended_at TEXT,
        says TEXT NOT NULL, asked TEXT NOT NULL) STRICT""",
    "CREATE INDEX jobs_of_a_caller ON jobs (caller, made_at)",
    "CREATE INDEX jobs_unfinished ON jobs (state, made_at) WHERE state IN ('queued', 'running')",
    """CREATE TABLE events (
        job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, number INTEGER NOT NULL,
        at TEXT NOT NULL, what TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (job, number)) STRICT""",
    """CREATE TABLE answers (
        job TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE, body BLOB NOT NULL) STRICT""",
    """CREATE TABLE keys (
        caller TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, result TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (caller, key)) STRICT""",
    """CREATE TABLE tokens (
        id TEXT PRIMARY KEY, label TEXT NOT NULL, digest BLOB NOT NULL, scopes TEXT NOT NULL,
        made_at TEXT NOT NULL, expires_at TEXT NOT NULL, revoked_at TEXT) STRICT""",
    """CREATE TABLE deeds (
        number INTEGER PRIMARY KEY, at TEXT NOT NULL, caller TEXT NOT NULL, action TEXT NOT NULL,
        about TEXT NOT NULL, chain BLOB NOT NULL) STRICT""",
    """CREATE TRIGGER deeds_never_change BEFORE UPDATE ON deeds
        BEGIN SELECT RAISE(ABORT, 'deeds are only ever added to'); END""",
    """CREATE TRIGGER deeds_never_go BEFORE DELETE ON deeds
        BEGIN SELECT RAISE(ABORT, 'deeds are only ever added to'); END""",
)

STEPS: Final[tuple[tuple[str, ...], ...]] = (FIRST,)
"""Statements that make each version out of the one before. A step that was released is never edited."""

NEWER = Problem(
    "",
    "This database was made by a later version of the program.",
    "Use that version, or name another file with --database.",
)


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring a database to this version, each step whole or not at all. BadInput for one of a later version.

    The caller has begun a transaction that writes, so that two programs never migrate at once.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(STEPS):
        raise BadInput(name, [NEWER])
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    if version < len(STEPS):
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
