"""S7: extras that are due find their place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.extras import Wanted
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.rules._extras import BOB_SHADOWS, HANDOVERS, MEETINGS, SHADOWS, SUPERVISIONS
from matcher.wording import listed, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ONE_ONLY = 3
"""So many times are named; more are counted."""
MISSES = " misses "
"""Stands between who and what where each time is named."""


class ExtrasDue(Rule):
    """cost = number of extras due and not planned; a handover is due where a shift follows somebody else's

    At the last level, so no extra ever costs the person cover, a promise or a wish.
    """

    kind: Literal["extras_due"] = "extras_due"
    level: Level = "supporters"
    weight: int = Field(default=2000, ge=1, le=100_000)
    """What one that is missing costs inside its level: more than the overtime it takes."""

    code: ClassVar[str] = "S7"
    basis: ClassVar[str] = (
        "Regulation 18: supervision and induction as is necessary. Founding texts: support for staff. The "
        "weight is our own default."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no extras", "E......"),
        Example("all that are left", "EEE....\neee....", person=SHADOWS, supporters=BOB_SHADOWS),
        Example(
            "one of three",
            "EEE....\n.e.....",
            person=SHADOWS,
            supporters=BOB_SHADOWS,
            says="Bob has 1 of 3 shadow shifts that are due.",
        ),
        Example("nobody shadows", "EEE....\n.......", person=SHADOWS),
        Example(
            "the person has not agreed to it in their home",
            "EEE....\n.......",
            person={"extras": [{"kind": "shadow"}]},
            supporters=BOB_SHADOWS,
        ),
        Example(
            "a shift that follows another's without a handover",
            "E......\nL......",
            person=HANDOVERS,
            says="Bob misses handover-late, Mon 1 Jun 14:15-14:30.",
        ),
        Example("a shift that follows on from one's own", "(EL)......", person=HANDOVERS),
        Example("a handover", "E......\n(hL)......", person=HANDOVERS),
        Example(
            "one is not at the meeting",
            "M......\n.......",
            person=MEETINGS,
            says="Bob misses team-meeting, Mon 1 Jun 15:00-16:00.",
        ),
        Example(
            "somebody who is away on the day of the meeting",
            "M......\n.......",
            person=MEETINGS,
            supporters={"bob": {"leave": [{"first_day": "2026-06-01", "last_day": "2026-06-01"}]}},
        ),
        Example(
            "supervision that is due within the week after",
            ".......",
            person=SUPERVISIONS,
            supporters={"ann": {"supervised_on": "2026-04-19"}},
            says="Ann misses supervision, Mon 1 Jun 15:00-16:00.",
        ),
        Example(
            "supervision in the history",
            "V|.......",
            person={"extras": [{"kind": "supervision", "at": [{"start": "15:00"}]}]},
            supporters={"ann": {"supervised_on": "2026-04-01"}},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..",
        need={"early": {"days": ["tue"]}, "late": {"days": ["tue"]}},
        person={
            "extras": [
                *HANDOVERS["extras"],
                {"kind": "team_meeting", "at": [{"days": ["mon"], "start": "15:00"}]},
            ]
        },
    )

    def says(self) -> str:
        return (
            "Shadow shifts, supervision, team meetings and handovers that are due find their place, wherever "
            "that costs the person nothing else."
        )

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for wanted in board.frame.wanted(supporter):
                cells = [board.works(supporter, time) for time in wanted.times]
                if wanted.own is None:
                    board.at_least(self, cells, wanted.least)
                else:
                    ending = [board.works(supporter, need) for need in wanted.coming_from]
                    without = board.none_of([*ending, *cells])
                    board.charge(self, 1, board.all_of([board.works(supporter, wanted.own), without]))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            works = plan.needs_of(supporter.id)
            for wanted in plan.frame.wanted(supporter):
                had = sum(time in works for time in wanted.times)
                is_due = wanted.own is None or (
                    wanted.own in works and not any(need in works for need in wanted.coming_from)
                )
                if is_due and had < wanted.least:
                    yield self.broken(
                        _missing(plan.frame, supporter, wanted, had),
                        amount=wanted.least - had,
                        supporter=supporter.id,
                        needs=wanted.times,
                    )


def _missing(frame: Frame, supporter: Supporter, wanted: Wanted, had: int) -> str:
    extra = frame.extra_of(wanted.times[0])
    if not had and wanted.least == 1 and len(wanted.times) <= ONE_ONLY:
        return f"{supporter.name}{MISSES}{listed([when(time) for time in wanted.times], 'or')}."
    name = extra.name if extra is not None else wanted.times[0].need.id
    due = "is due" if wanted.least == 1 else "are due"
    return f"{supporter.name} has {had} of {many(wanted.least, name)} that {due}."
