"""H19: the person's own time stays free of paid support."""

from datetime import datetime
from typing import ClassVar, Literal

from matcher.calendar import ONE_DAY, DatedNeed, absolute, own_times
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.wording import when


def _with_my_sister(start: str, end: str, days: list[str]) -> dict[str, object]:
    return {"own_time": [{"days": days, "start": start, "end": end, "label": "with my sister"}]}


class OwnTime(CellRule):
    """works = 0 where need and own time share a minute

    Needs are cut around own time before anything else, so this closes what is set by hand.
    """

    kind: Literal["own_time"] = "own_time"
    level: Level = "hard"

    code: ClassVar[str] = "H19"
    basis: ClassVar[str] = "Founding texts: support is a platform to a life, and not the life."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a late around own time", "E......", person=_with_my_sister("12:00", "17:00", ["mon"])),
        Example(
            "an early set by hand although nobody is asked to come",
            "E......",
            person=_with_my_sister("06:00", "15:00", ["mon"]),
            says="Early, Mon 1 Jun 07:00-14:30 runs into Pat's own time (06:00-15:00).",
        ),
        Example("own time on another day", "E......", person=_with_my_sister("06:00", "15:00", ["tue"])),
        Example(
            "own time that began the evening before",
            "E......",
            person=_with_my_sister("20:00", "14:30", ["sun"]),
            says="Early, Mon 1 Jun 07:00-14:30 runs into Pat's own time (20:00-14:30).",
        ),
        Example(
            "own time that ends as the need starts",
            "E......",
            person=_with_my_sister("22:00", "07:00", ["sun"]),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", "EE\n..", need={"night": {}}, person=_with_my_sister("06:00", "15:00", ["mon"])
    )

    def says(self) -> str:
        return "Nobody comes in the person's own time."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if not frame.person.own_time:
            return None
        own = own_times(frame.person.own_time, need.day - ONE_DAY, need.end.date(), frame.zone)
        return next(
            (_sentence(frame, need, start, end) for start, end in own if _shares(need, start, end)), None
        )


def _shares(need: DatedNeed, start: datetime, end: datetime) -> bool:
    return need.begin < absolute(end) and absolute(start) < need.finish


def _sentence(frame: Frame, need: DatedNeed, start: datetime, end: datetime) -> str:
    words = when(need)
    own = f"{frame.person.name}'s own time ({start:%H:%M}-{end:%H:%M})"
    return f"{words[:1].upper()}{words[1:]} runs into {own}."
