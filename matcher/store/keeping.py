"""The interface of a server's store. Callers know this, and never which database it is.

Whatever changes something is done whole or not at all, and once it returns it is kept, also when the process
is killed right after. Every method may raise `StoreBusy`, and those that write `StoreFull`: then nothing was
done. The history of one organisation is `matcher.store.base.History`, as in a folder.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Protocol

from matcher.model.organisation import Organisation
from matcher.store.base import ForgettingHistory
from matcher.store.records import Deed, Ending, Event, Job, KeptOrganisation, NewJob, Token

Change = Callable[[Any], Any]
"""A team file as plain values to another; None where it is to go."""


class Organisations(Protocol):
    """Organisations' files, each with all its versions."""

    def all(self) -> tuple[KeptOrganisation, ...]:
        """The newest version of each, by id."""
        ...

    def get(self, id: str, version: int | None = None) -> KeptOrganisation | None:
        """One version; left out, the newest. None where there is none."""
        ...

    def versions(self, id: str) -> tuple[KeptOrganisation, ...]:
        """All versions of one, in order."""
        ...

    def keep(self, id: str, organisation: Organisation, after: int, by: str) -> KeptOrganisation:
        """Add the version after the one named, 0 for the first. ChangedMeanwhile unless that is newest."""
        ...


class Jobs(Protocol):
    """Jobs with what they were asked, their events and their answers."""

    def add(self, new: NewJob, event: Event) -> str:
        """Accept a job and remember its key: its id. Where the key stands for a job already, that one's id.

        OtherRequest where the key was used for a request with another digest.
        """
        ...

    def get(self, id: str) -> Job | None:
        """A job; None where there is none."""
        ...

    def of(self, caller: str | None, limit: int) -> tuple[Job, ...]:
        """The newest jobs of a caller, or of everyone; the newest first."""
        ...

    def asked(self, id: str) -> str | None:
        """What a job was asked, as JSON."""
        ...

    def begin(self, id: str, event: Event) -> int | None:
        """Begin a job that is queued: which attempt it is. None where it is not queued any more."""
        ...

    def note(self, id: str, attempt: int, event: Event) -> bool:
        """Add an event to an attempt that runs. False where it does not run any more."""
        ...

    def again(self, id: str, event: Event, *, counts: bool) -> bool:
        """Put a running job back in the queue. Where the attempt does not count, it is as if never begun."""
        ...

    def end(self, id: str, attempt: int | None, ending: Ending, event: Event) -> bool:
        """End a job that has not ended, with its answer. False, and nothing is kept, where it has.

        With an attempt, only that one may end it.
        """
        ...

    def answer(self, id: str, caller: str | None, reader: str) -> bytes | None:
        """A job's answer as JSON, if it is the caller's; with None, anyone's. That it was read is noted."""
        ...

    def events(self, id: str, after: int = 0) -> tuple[Event, ...]:
        """A job's events after a number, in order."""
        ...

    def unfinished(self) -> tuple[Job, ...]:
        """Jobs that have not ended, the oldest first."""
        ...

    def texts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every job's id with all that is kept in words about it, as plain values."""
        ...

    def remove(self, id: str, by: str) -> bool:
        """Remove a job with its events and its answer. False where there is none."""
        ...

    def expire(self, before: datetime) -> int:
        """Remove the jobs that ended before a time: how many."""
        ...


class Keys(Protocol):
    """What callers called their requests, so that none is done twice."""

    def result(self, caller: str, key: str, digest: str) -> str | None:
        """What came of the caller's request under this key: an id. None where there was none.

        OtherRequest where the key was used for a request with another digest.
        """
        ...

    def remember(self, caller: str, key: str, digest: str, result: str) -> None:
        """Note what came of a request."""
        ...


class Tokens(Protocol):
    """Callers' tokens."""

    def add(self, token: Token) -> None:
        """Keep a new token."""
        ...

    def get(self, id: str) -> Token | None:
        """A token, also one that has expired or was revoked."""
        ...

    def all(self) -> tuple[Token, ...]:
        """All of them, the oldest first."""
        ...

    def some(self) -> bool:
        """Whether there was ever one, whether or not it still holds."""
        ...

    def revoke(self, id: str) -> bool:
        """Revoke a token. False where there is none that still holds."""
        ...


class Deeds(Protocol):
    """Who did what. It is only ever added to."""

    def add(self, caller: str, action: str, about: str = "") -> None:
        """Note a deed."""
        ...

    def all(self) -> tuple[Deed, ...]:
        """All of them, in order. DamagedHistory where one was changed or taken out."""
        ...


class Store(Protocol):
    """All that a server keeps."""

    @property
    def organisations(self) -> Organisations:
        """Organisations' files."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Jobs and answers."""
        ...

    @property
    def keys(self) -> Keys:
        """What callers called their requests."""
        ...

    @property
    def tokens(self) -> Tokens:
        """Callers' tokens."""
        ...

    @property
    def deeds(self) -> Deeds:
        """Who did what."""
        ...

    def history(self, organisation: str) -> ForgettingHistory:
        """What was published and what happened in one organisation."""
        ...

    def histories(self) -> tuple[str, ...]:
        """Organisations of which there is a history."""
        ...

    def rewrite(
        self, organisation: str | None, change: Change, holds: Callable[[str], bool], by: str
    ) -> dict[str, int]:
        """Change every version of an organisation, and remove the jobs whose texts hold something.

        Afterwards nothing of what was there before can be read from the store's files. How many of each.
        """
        ...

    def check(self) -> None:
        """StoreBusy or StoreFull where nothing can be written now."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
