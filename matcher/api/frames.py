"""How a server and a process that works for it speak: frames of one letter, a length and JSON."""

from typing import BinaryIO, Final, NamedTuple

CHILD: Final = "matcher.api.child"
"""The program that speaks so, as `python -m` runs it."""
MEMORY_LIMIT: Final = "MATCHER_MEMORY"
"""The environment variable that tells it how many bytes it may use."""

ORDER: Final = b"O"
"""To the process: do this."""
HISTORY: Final = b"H"
"""To the process: one sealed entry of the history, before the order."""
STOP: Final = b"S"
"""To the process: end with the best so far."""
STEP: Final = b"P"
"""From the process: how far it is."""
RESULT: Final = b"R"
"""From the process: what was asked for."""
STOPPED: Final = b"T"
"""From the process: what was asked for, as far as it was found when it was stopped."""
NOTHING: Final = b"N"
"""From the process: it was stopped before anything was found."""
REFUSED: Final = b"B"
"""From the process: it cannot be done as it was asked, and why."""
NO_MEMORY: Final = b"M"
"""From the process: it would take more memory than it may use."""
FAILED: Final = b"F"
"""From the process: a mistake of ours, and where."""


class Frame(NamedTuple):
    """One thing said."""

    kind: bytes
    body: bytes


def framed(kind: bytes, body: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return b"%b %d\n%b" % (kind, len(body), body)


def head_of(line: bytes) -> tuple[bytes, int]:
    """The kind of a frame and the length of its body, from its first line."""
    kind, _, length = line.partition(b" ")
    return kind, int(length)


def read_frame(source: BinaryIO) -> Frame | None:
    """The next frame; None where the other side has gone."""
    line = source.readline()
    if not line.endswith(b"\n"):
        return None
    kind, length = head_of(line)
    body = source.read(length)
    return Frame(kind, body) if len(body) == length else None
