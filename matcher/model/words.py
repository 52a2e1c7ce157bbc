"""What every word of the field shares: frozen, nothing extra, nothing infinite."""

from datetime import time
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from matcher.model.described import descriptions

MINUTES_IN_HOUR = 60
MINUTES_IN_DAY = 24 * MINUTES_IN_HOUR
DAYS_IN_WEEK = 7

CLOCK_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d$"


class Words(BaseModel):
    """A part of the file or of the answer. Values never change; unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The schema, in which every field says what it is."""
        schema = handler(core_schema)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in descriptions(cls).items():
            field = cls.model_fields.get(name)
            if field is not None and (shown := fields.get(field.alias or name)) is not None:
                shown.setdefault("description", text)
        return schema


def build_all() -> None:
    """Build now what every kind read so far would build when it is first used: before somebody waits."""
    kinds = [Words]
    for kind in kinds:
        kind.model_rebuild()
        kinds += kind.__subclasses__()


def _clock(value: object) -> object:
    if isinstance(value, time):
        return value
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) != 2 or not all(len(part) == 2 and part.isdecimal() for part in parts):
        raise ValueError("a time is written hour:minute, for example 07:30")
    hour, minute = (int(part) for part in parts)
    if hour > 23 or minute > 59:
        raise ValueError("a time runs from 00:00 to 23:59")
    return time(hour, minute)


ClockTime = Annotated[
    time,
    BeforeValidator(_clock),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": CLOCK_PATTERN, "examples": ["07:30"]}),
]
"""A time of day to the minute, in the organisation's zone, written 07:30."""

LONGEST_ID = 60
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_ID, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
"""A short name used inside the file: small letters, digits, - and _."""

Text = Annotated[str, Field(min_length=1, max_length=2000)]
"""A few words for people to read."""

Hours = Annotated[float, Field(ge=0, le=168)]
"""Hours in a week: there are 168."""

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ShiftKind = Literal["early", "late", "long_day", "waking_night", "sleep_in", "other"]
KINDS: tuple[ShiftKind, ...] = ("early", "late", "long_day", "waking_night", "sleep_in", "other")
OVERNIGHT: frozenset[ShiftKind] = frozenset({"waking_night", "sleep_in"})

KIND_NAMES: dict[ShiftKind, str] = {
    "early": "early",
    "late": "late",
    "long_day": "long day",
    "waking_night": "waking night",
    "sleep_in": "sleep-in",
    "other": "other",
}
"""How a kind is said to a reader."""

KIND_PLURALS: dict[ShiftKind, str] = {
    "early": "earlies",
    "late": "lates",
    "long_day": "long days",
    "waking_night": "waking nights",
    "sleep_in": "sleep-ins",
    "other": "other hours",
}
"""The same of more than one."""

TurnKind = Literal["weekend", "waking_night", "sleep_in", "bank_holiday"]
TURN_NAMES: dict[TurnKind, str] = {
    "weekend": "weekend",
    "waking_night": "waking night",
    "sleep_in": "sleep-in",
    "bank_holiday": "bank holiday",
}
"""What is hard to give up time for and is taken in turns, as it is said to a reader."""


def minutes(hours: float) -> int:
    """Hours as whole minutes."""
    return round(hours * MINUTES_IN_HOUR)
