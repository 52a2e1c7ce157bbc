"""One entry of the history as bytes, with a digest by which damage is noticed. For every kind of store."""

import hashlib
from typing import TypeVar

from pydantic import ValidationError

from matcher.errors import Problem
from matcher.model.delivered import Happened
from matcher.model.published import Publication
from matcher.model.words import Words

Entry = TypeVar("Entry", bound=Words)

_HEAD = b'{"sha256":"'
_MIDDLE = b'","entry":'
_TAIL = b"}\n"
_DIGEST = 64

DAMAGED = "It is not as it was written: something has changed or is missing in it."
MISSING = "It is missing: the numbers before and after it are there."
OTHER_VERSION = "It is whole, but this version of the program cannot read it."
GO_ON = "Put back a copy of it, or go on without it with --without-damaged."
NEWER = "Use the version of the program that wrote it, or go on without it with --without-damaged."


class NotWhole(Exception):
    """An entry that cannot be used, and why."""

    def __init__(self, says: str, mend: str) -> None:
        super().__init__(says)
        self.says = says
        self.mend = mend

    def at(self, place: str) -> Problem:
        """The problem, at a place."""
        return Problem(place, self.says, self.mend)


def sealed(entry: Words) -> bytes:
    """An entry as JSON, beginning with the SHA-256 of what follows it."""
    body = entry.model_dump_json().encode()
    return _HEAD + hashlib.sha256(body).hexdigest().encode() + _MIDDLE + body + _TAIL


def entry_of(data: bytes) -> Publication | Happened:
    """An entry of either kind. NotWhole where it is damaged, or of another version."""
    try:
        return unsealed(data, Publication)
    except NotWhole as other:
        if other.says != OTHER_VERSION:
            raise
        return unsealed(data, Happened)


def unsealed(data: bytes, kind: type[Entry]) -> Entry:
    """The entry in sealed bytes. NotWhole where a single byte has changed, or it is of another version."""
    start = len(_HEAD) + _DIGEST + len(_MIDDLE)
    body = data[start : -len(_TAIL)]
    digest = hashlib.sha256(body).hexdigest().encode()
    if data[:start] != _HEAD + digest + _MIDDLE or not data.endswith(_TAIL):
        raise NotWhole(DAMAGED, GO_ON)
    try:
        return kind.model_validate_json(body)
    except ValidationError as other:
        raise NotWhole(OTHER_VERSION, NEWER) from other
