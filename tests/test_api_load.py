"""A minute of a crowd on a real server: no answer but those promised, and no memory that only grows."""

from pathlib import Path

from load import CLIENTS, ROOM, loaded
from servers import serving

SECONDS = 60.0
LEAST = 2000
"""Answers in that minute that any machine gives; far below what is measured."""
MORE_MEGABYTES = 40
"""From the middle to the end: what a busy minute may add, and far less than a leak of each request would."""


def test_a_minute_of_a_crowd_sees_nothing_but_what_is_promised(tmp_path: Path) -> None:
    with serving(tmp_path / "matcher.sqlite3", "--quiet", *ROOM) as server:
        seen = loaded(server, server.token("read", "solve"), SECONDS)
        said = server.said()

    assert CLIENTS == 200
    assert (seen.unpromised, seen.broken) == ({}, 0), said[-2000:]
    assert seen.statuses[200] > LEAST
    assert seen.statuses[202] > 0
    middle = seen.memory[len(seen.memory) // 2]
    assert seen.memory[-1] <= middle + MORE_MEGABYTES, seen.memory
    assert '"level": "error"' not in said
