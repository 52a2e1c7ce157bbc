"""What is handed back, besides what the library hands out itself. No field holds anybody's name."""

from datetime import datetime

from pydantic import Field

from matcher.api.asked import JOB_ID, Kind
from matcher.api.steps import Phase
from matcher.model.words import Id, Text, Words
from matcher.store.records import Job, KeptOrganisation, State

AN_ID = "0f6c1c9e5d2b4a7f8e3d6b5a49c8071e"
AT = "2026-11-24T09:30:00Z"


class JobOut(Words):
    """A job as it stands."""

    id: str = Field(pattern=JOB_ID, examples=[AN_ID])
    """Its own name. It tells nothing."""
    kind: Kind = Field(examples=["solve"])
    """What it does."""
    state: State = Field(examples=["running"])
    """queued, running, done, stopped (with what was found until then), failed, or interrupted."""
    says: Text = Field(examples=["Working on it."])
    """The same in a sentence."""
    made_at: datetime = Field(examples=[AT])
    """When it was accepted."""
    started_at: datetime | None = Field(examples=[AT])
    """When it was first begun."""
    ended_at: datetime | None = Field(examples=[None])
    """When it ended."""
    attempt: int = Field(ge=0, examples=[1])
    """How often it has been begun."""
    before: int | None = Field(examples=[None])
    """How many are served before it, while it waits."""
    events: str = Field(examples=[f"/v1/jobs/{AN_ID}/events"])
    """Where its events are."""
    answer: str | None = Field(examples=[None])
    """Where its answer is, once there is one."""

    @classmethod
    def of(cls, job: Job, before: int | None = None) -> "JobOut":
        """A job as the store has it, and its place in the line."""
        here = f"/v1/jobs/{job.id}"
        return cls.model_validate(
            {
                "id": job.id,
                "kind": job.kind,
                "state": job.state,
                "says": job.says,
                "made_at": job.made_at,
                "started_at": job.started_at,
                "ended_at": job.ended_at,
                "attempt": job.attempt,
                "before": before,
                "events": f"{here}/events",
                "answer": f"/v1/answers/{job.id}" if job.has_answer else None,
            }
        )


class JobsOut(Words):
    """The caller's jobs."""

    jobs: tuple[JobOut, ...]
    """The newest first."""


class EventOut(Words):
    """Something that happened to a job. Of the numbers, those that are known."""

    at: datetime = Field(examples=[AT])
    """When."""
    says: Text = Field(examples=["covering every need"])
    """What it is doing, or how it ended, in words."""
    phase: Phase | None = Field(default=None, examples=["rotas"])
    """teams, rotas, or questions about the teams."""
    people_done: int | None = Field(default=None, examples=[0])
    """People whose rota is made."""
    people: int | None = Field(default=None, examples=[1])
    """People in all."""
    covered: int | None = Field(default=None, examples=[22])
    """Needs covered in the best so far: supporters on dated needs."""
    needed: int | None = Field(default=None, examples=[23])
    """Needs in all: supporters wanted on dated needs."""
    cost: int | None = Field(default=None, examples=[3120])
    """What the best so far costs, of what it is doing now, in the level's own units."""
    bound: int | None = Field(default=None, examples=[3120])
    """No rota can cost less."""
    gap: float | None = Field(default=None, examples=[0.0])
    """(cost - bound) / max(cost, 1): 0 is proved best."""


class OrganisationOut(Words):
    """One version of an organisation that is kept, without its file."""

    id: Id = Field(examples=["harbour"])
    """Its id here."""
    version: int = Field(ge=1, examples=[3])
    """Which version, counted from 1. The ETag is this number."""
    kept_at: datetime = Field(examples=[AT])
    """When it was kept."""
    published: int = Field(ge=0, examples=[12])
    """The number of the last entry of its history; 0 where there is none."""

    @classmethod
    def of(cls, kept: KeptOrganisation, published: int) -> "OrganisationOut":
        """A version as the store has it."""
        return cls(id=kept.id, version=kept.version, kept_at=kept.kept_at, published=published)


class OrganisationsOut(Words):
    """The organisations that are kept."""

    organisations: tuple[OrganisationOut, ...]
    """The newest version of each, by id."""


class RuleOut(Words, extra="allow"):
    """One rule as it is in force, with every number it has."""

    code: str = Field(examples=["H14"])
    """Its place in the catalogue."""
    kind: Id = Field(examples=["days_in_a_row"])
    """Its name."""
    level: str = Field(examples=["hard"])
    """Whether it always holds, or what breaking it costs."""
    says: Text = Field(examples=["Nobody works more than 6 days in a row."])
    """The rule in a sentence."""
    basis: Text = Field(examples=["Our own default."])
    """Where its numbers come from."""


class SamplesOut(Words):
    """The samples."""

    samples: tuple[Id, ...] = Field(examples=[["callum", "tiny"]])
    """Their names. Everyone in them is invented."""


class HealthOut(Words):
    """How the server is."""

    status: str = Field(examples=["ok"])
    """ok, or what is wrong."""


class Fault(Words):
    """One thing to mend in what was sent."""

    at: str = Field(examples=["/people/0/needs/2/kind"])
    """Where: a JSON pointer into the body, or the name of a header or option. Empty: the whole."""
    says: str = Field(examples=["'…' is not a kind we know."])
    """What is wrong. What was sent is not repeated: … stands in its place."""
    mend: str = Field(examples=["Choose early, late, long_day, waking_night, sleep_in or other."])
    """How to mend it."""
    line: int | None = Field(default=None, examples=[None])
    """The line of the body, counted from 1, where only that is known."""
    column: int | None = Field(default=None, examples=[None])
    """The column, counted from 1, where only that is known."""


class ProblemOut(Words):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=["urn:matcher:problem:bad-input"])
    """What kind of problem it is; stable."""
    title: str = Field(examples=["This cannot be used yet."])
    """The same in words."""
    status: int = Field(ge=400, le=599, examples=[422])
    """The status of the response."""
    detail: str = Field(examples=["1 thing to mend."])
    """What to do."""
    faults: tuple[Fault, ...] = ()
    """Everything to mend in what was sent, at once."""
