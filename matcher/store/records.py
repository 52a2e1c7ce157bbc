"""What a server keeps, as values: organisations, jobs, events, tokens, deeds. Times are zone-aware."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from matcher.model.organisation import Organisation

State = Literal["queued", "running", "done", "stopped", "failed", "interrupted"]
STATES: Final[tuple[State, ...]] = ("queued", "running", "done", "stopped", "failed", "interrupted")
OVER: Final[frozenset[State]] = frozenset(STATES[2:])
"""States that a job does not leave again."""

Scope = Literal["read", "solve", "publish"]
SCOPES: Final[tuple[Scope, ...]] = ("read", "solve", "publish")


@dataclass(frozen=True, slots=True)
class KeptOrganisation:
    """One version of an organisation's file."""

    id: str
    version: int
    """Counted from 1."""
    kept_at: datetime
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job that is asked for."""

    id: str
    caller: str
    kind: str
    asked: str
    """All that the work needs, as JSON."""
    key: str | None = None
    """The caller's own name for this request: asked again under it, nothing is done twice."""
    digest: str = ""
    """A digest of the request, by which another request under the same key is told apart."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands."""

    id: str
    caller: str
    kind: str
    state: State
    attempt: int
    """How often it has been begun."""
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    says: str
    """How it stands, in a sentence that names nobody."""
    has_answer: bool

    @property
    def over(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a job, numbered from 1. It names nobody."""

    number: int
    at: datetime
    what: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ends: its state, a sentence, and the answer where there is one."""

    state: State
    says: str
    answer: bytes | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A caller's key, without the secret, of which only a digest is kept."""

    id: str
    label: str
    digest: bytes
    scopes: frozenset[Scope]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what, when. It holds ids of jobs and organisations, and nobody's name."""

    number: int
    at: datetime
    caller: str
    action: str
    about: str


class OtherRequest(Exception):
    """A key was used before, for something else."""
