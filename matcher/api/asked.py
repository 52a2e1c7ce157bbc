"""What callers may ask, as bodies and options of requests. Distinct from what is handed back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.words import Id, Text, Words
from matcher.read.ids import FIRST_YEAR, LAST_YEAR

LONGEST_TIME_LIMIT = 600.0
MOST_WEEKS = 26
MOST_NAMED = 50
"""Names or changes in one question."""

TEAM, ROTA, ANSWER = "the team file", "the rota", "the answer"
"""What is sent, as it is called in problems."""

JOB_ID = r"^[0-9a-f]{32}$"

Kind = Literal["solve", "match", "check", "explain", "recruit", "what_if", "publish", "replan", "cover"]
"""Kinds of work."""


class _AsFile:
    """Plain JSON that the library reads by itself, with all its problems; described by a model."""

    def __init__(self, model: type[Words]) -> None:
        self._model = model

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.any_schema()

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(self._model.__pydantic_core_schema__)


TeamFile = Annotated[Any, _AsFile(Organisation)]
"""A team file."""
AnswerFile = Annotated[Any, _AsFile(Answer)]
"""An answer of ours."""
Team = TeamFile | Id
"""A team file, or the id of an organisation that is kept."""

Day = Annotated[
    date,
    Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31)),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-23"]}),
]


class Body(Words):
    """What is sent as the body or the options of a request."""

    # FastAPI builds it with its route, where it knows whom a warning is meant for, and reads the texts.
    model_config = ConfigDict(defer_build=False, use_attribute_docstrings=True)


class Options(Body):
    """Which rota, and how hard to try."""

    first_day: Day | None = None
    """First day. Left out: as the file says, else next week."""
    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] | None = None
    """How many weeks. Left out: as the file says, else 1."""
    time_limit: float = Field(default=60.0, ge=0.1, le=LONGEST_TIME_LIMIT)
    """Seconds to search at most."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Random seed."""


class SolveOptions(Options):
    """The options of a solve or a match, beside its team file."""

    organisation: Id | None = None
    """An organisation that is kept, in place of a body. What it published comes before the new rota."""


class Question(Options):
    """A question about a team."""

    team: Team
    """The team file, or the id of an organisation that is kept."""


class CheckAsked(Question):
    """Which rota to check."""

    rota: AnswerFile | list[Mapping[str, Any]] = Field(
        examples=[[{"person": "nell", "supporter": "amir", "need": "morning", "day": "2026-11-23"}]]
    )
    """An answer, or a list of shifts: person, supporter, need and day."""


class Why(Words):
    """Why is somebody not on a shift, or why are they."""

    supporter: Text
    """Who, by id or name."""
    shift: Text
    """Which shift: a need with its weekday or date, as sun-early or early-2026-06-07."""


class ExplainAsked(Question):
    """Which answer to explain."""

    answer: AnswerFile
    """The answer, as it was handed out."""
    why: Why | None = None
    """One shift. Left out: every gap, with what would close it."""


class RecruitAsked(Question):
    """Around whom to recruit."""

    person: Text | None = None
    """Whose team, by id. Left out: the only person."""
    survive_absence: bool = False
    """Cover the week also when any one person is away."""


class WhatIfAsked(Question):
    """What if."""

    person: Text | None = None
    """Whose team, by id. Left out: the only person."""
    without: tuple[Text, ...] = Field(default=(), max_length=MOST_NAMED)
    """Without these together. Left out: without each member in turn."""
    pairs: bool = False
    """Without each pair, in place of each one alone."""
    linked_duty: bool = False
    """The rota with linked duty, and with strict rest, in place of somebody away."""
    change: tuple[Text, ...] = Field(default=(), max_length=MOST_NAMED)
    """With these values of the team file changed first, as ade.contract.most_hours=30."""


class PublishAsked(Body):
    """Which answer to publish, and why."""

    organisation: Id
    """The kept organisation it was made for."""
    job: str | None = Field(default=None, pattern=JOB_ID)
    """The job whose answer it is. Or give the answer itself."""
    answer: AnswerFile | None = None
    """The answer, as it was handed out. Or name its job."""
    by: Text | None = None
    """Who publishes it. Left out: the token."""
    why: Text | None = None
    """Why; needed where it changes what was promised."""


class AwayAsked(Words):
    """Somebody who is away."""

    supporter: Text
    """Who, by id or name."""
    first_day: Day
    """The first day."""
    last_day: Day
    """The last day."""
    kind: Literal["sick", "leave", "training", "other"] = "sick"
    """Why, in one word."""


class ShiftAsked(Words):
    """A shift that must be, or must not be."""

    supporter: Text
    """Who, by id or name."""
    shift: Text
    """Which shift: a need with its weekday or date, as sun-early or early-2026-06-07."""


class Published(Options):
    """A question about what an organisation has published."""

    organisation: Id
    """The kept organisation."""
    now: AwareDatetime | None = Field(default=None, examples=["2026-11-24T06:40:00Z"])
    """The moment it is, with its zone. Left out: by the server's clock."""


class ReplanAsked(Published):
    """What has changed since a rota was published, besides what stands in the team file."""

    absent: tuple[AwayAsked, ...] = Field(default=(), max_length=MOST_NAMED)
    """Who is away."""
    pins: tuple[ShiftAsked, ...] = Field(default=(), max_length=MOST_NAMED)
    """Shifts that must be."""
    forbids: tuple[ShiftAsked, ...] = Field(default=(), max_length=MOST_NAMED)
    """Shifts that must not be."""


class CoverAsked(Published):
    """Which shift somebody is looked for."""

    shift: Text
    """Which shift: a need with its weekday or date, as sun-early or early-2026-06-07."""
    person: Text | None = None
    """Whose. Left out: found by the shift."""
    absent: AwayAsked | Text | None = None
    """Who cannot come: to this shift alone, by id or name; or with days."""


ASKED: dict[Kind, type[Words]] = {
    "solve": Options,
    "match": Options,
    "check": CheckAsked,
    "explain": ExplainAsked,
    "recruit": RecruitAsked,
    "what_if": WhatIfAsked,
    "publish": PublishAsked,
    "replan": ReplanAsked,
    "cover": CoverAsked,
}
"""What each kind of work is asked."""


class Order(Words):
    """A piece of work: all it needs, so that any process anywhere can do it."""

    kind: Kind
    """What to do."""
    team: Any
    """The team file."""
    asked: dict[str, Any]
    """The question, without its team."""
    workers: int = 2
    """Processor cores to use."""
    organisation: Id | None = None
    """The kept organisation that the team is, if it is one."""
    history: int | None = None
    """The number of its last entry when the work was asked for."""
    at: datetime
    """When the work was asked for, zone-aware."""
    by: Text
    """Who asked for it."""
