"""H20: supporters come when they can come."""

from typing import ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.offered import can_come
from matcher.rules._base import CellRule, Example
from matcher.rules._extras import MEETINGS
from matcher.wording import when


def _ann(**words: object) -> dict[str, dict[str, object]]:
    return {"ann": {"availability": [{"days": ["mon"], **words}]}}


class Availability(CellRule):
    """works = 0 unless some window of the supporter names the need's day and kind, or holds all of it

    A window with clock times begins on its day; an end at or before the start is on the next day.
    """

    kind: Literal["availability"] = "availability"
    level: Level = "hard"

    code: ClassVar[str] = "H20"
    basis: ClassVar[str] = "What the supporter agreed to. Left out in the file, any time."
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("any time", "ELNSO.."),
        Example(
            "Mondays only",
            "EE.....",
            supporters=_ann(),
            says="Ann is not available for early, Tue 2 Jun 07:00-14:30.",
        ),
        Example(
            "a Tuesday agreed to",
            "EE.....",
            supporters=_ann(),
            organisation={
                "rota": {
                    "agreements": [
                        {"supporter": "ann", "rule": "availability", "need": "early", "day": "2026-06-02"}
                    ]
                }
            },
        ),
        Example(
            "earlies only",
            "(EL)......",
            supporters=_ann(kinds=["early"]),
            says="Ann is not available for late, Mon 1 Jun 14:30-22:00.",
        ),
        Example("earlies only, and a meeting", "M......", person=MEETINGS, supporters=_ann(kinds=["early"])),
        Example(
            "a meeting beyond the times",
            "M......",
            person=MEETINGS,
            supporters=_ann(start="07:00", end="15:30"),
            says="Ann is not available for team-meeting, Mon 1 Jun 15:00-16:00.",
        ),
        Example("exactly inside the times", "E......", supporters=_ann(start="07:00", end="14:30")),
        Example(
            "a minute short",
            "E......",
            supporters=_ann(start="07:00", end="14:29"),
            says="Ann is not available for early, Mon 1 Jun 07:00-14:30.",
        ),
        Example(
            "a night inside times that run past midnight",
            "N......",
            supporters=_ann(start="21:00", end="08:00"),
        ),
        Example(
            "times that end before the night does",
            "N......",
            supporters=_ann(start="21:00", end="06:00"),
            says="Ann is not available for night, Mon 1 Jun 22:00-07:00.",
        ),
        Example(
            "kinds or times, either will do",
            "(EL)......",
            supporters=_ann(kinds=["early"], start="14:00", end="23:00"),
        ),
        Example(
            "after midnight, inside times that began the evening before",
            ".O.....",
            need={"other": {"start": "00:30", "end": "06:00"}},
            supporters=_ann(start="20:00", end="08:00"),
        ),
        Example(
            "never",
            "E......",
            supporters={"ann": {"availability": []}},
            says="Ann is not available for early, Mon 1 Jun 07:00-14:30.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        supporters={
            "ann": {
                "availability": [{"days": ["mon"], "kinds": ["early"], "start": "20:00", "end": "08:00"}]
            },
            "bob": {"availability": [{"days": ["tue"], "start": "06:00", "end": "20:00"}]},
        },
    )

    def says(self) -> str:
        return "Supporters come when they said they can. Between clock times, a need lies wholly inside."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if can_come(supporter, need, frame.zone):
            return None
        return f"{supporter.name} is not available for {when(need)}."
