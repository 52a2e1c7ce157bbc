"""S4: a shared interest on the activity."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name, listed, many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

SWIMMING = {"other": {"interests": ["swimming", "trains"]}}
SHARES = "Somebody who shares swimming or trains"


def _ann(**brings: object) -> dict[str, dict[str, object]]:
    return {"ann": {"brings": brings}}


def _on(*days: str, **words: Any) -> dict[str, dict[str, Any]]:
    return {"other": {**SWIMMING["other"], "days": list(days), **words}}


TRAINS = _ann(interests=["trains"])


class SharedInterest(Rule):
    """cost = sum over activities and weeks of max(0, ceil(percent % · times) - times shared)

    A time is shared where one of those there shares it. Somebody nobody has asked yet does not count. Not
    every time is asked for: an activity of every day would take the hours of those who share less.
    """

    kind: Literal["shared_interest"] = "shared_interest"
    level: Level = "person"
    weight: int = Field(default=120, ge=1, le=100_000)
    """What one time without a shared interest costs inside its level; 120 is as much as two arrivals."""
    percent: int = Field(default=50, ge=1, le=100)
    """Of an activity's times in a week, how many are wished for with somebody who shares it; rounded up."""

    code: ClassVar[str] = "S4"
    basis: ClassVar[str] = (
        "Founding texts: teams based on shared interests. The weight, and that half of the times are enough, "
        "are our own defaults."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("shares one of them", "O......", need=_on("mon"), supporters=TRAINS),
        Example("an activity without interests", "O......", need={"other": {"days": ["mon"]}}),
        Example(
            "once a week, and shares none",
            "O......",
            need=_on("mon"),
            supporters=_ann(interests=["baking"]),
            says=f"{SHARES} comes for other 0 of 1 time in the week of Mon 1 Jun; 1 is wished for.",
        ),
        Example(
            "once a week, and nobody has asked",
            "O......",
            need=_on("mon"),
            supporters=_ann(interests=["baking"], not_known=["trains"]),
            says=f"{SHARES} comes for other 0 of 1 time in the week of Mon 1 Jun; 1 is wished for.",
        ),
        Example("one time of two", "O......\n.O.....", need=_on("mon", "tue"), supporters=TRAINS),
        Example(
            "one time of three",
            "O......\n.OO....",
            need=_on("mon", "tue", "wed"),
            supporters=TRAINS,
            says=f"{SHARES} comes for other 1 of 3 times in the week of Mon 1 Jun; 2 are wished for.",
        ),
        Example(
            "one of the two who are there",
            "O......\nO......",
            need=_on("mon", supporters_needed=2),
            supporters=TRAINS,
        ),
        Example(
            "every time, where that is set",
            "O......\n.O.....",
            need=_on("mon", "tue"),
            rule={"percent": 100},
            supporters=TRAINS,
            says=f"{SHARES} comes for other 1 of 2 times in the week of Mon 1 Jun; 2 are wished for.",
        ),
        Example(
            "each week by itself",
            "OO............\n.......OO.....",
            need=_on("mon", "tue"),
            supporters=TRAINS,
            says=f"{SHARES} comes for other 0 of 2 times in the week of Mon 8 Jun; 1 is wished for.",
        ),
        Example(
            "the days before count in a week that has begun",
            "OO|...\n..|OO.",
            need=_on("sat", "sun", "mon", "tue"),
            organisation={"week_starts": "sat"},
            supporters=TRAINS,
        ),
        Example(
            "what was not shared before the first day is past",
            "..|O..\nOO|...",
            need=_on("sat", "sun", "mon"),
            rule={"percent": 100},
            organisation={"week_starts": "sat"},
            supporters=TRAINS,
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "O.|..\n..|..",
        need={**SWIMMING, "night": {}},
        rule={"percent": 75},
        organisation={"week_starts": "sat"},
        supporters=TRAINS,
    )

    def says(self) -> str:
        return (
            f"Of the times an activity comes up in a week, at least {self.percent} % are with somebody who "
            "shares an interest that goes with it."
        )

    def enforce(self, board: "Board") -> None:
        for week in board.frame.weeks:
            for times in activities(board.in_week(week)):
                shared = [
                    board.any_of([board.works(each, need) for each in board.everyone if shares(each, need)])
                    for need in times
                ]
                still = [board.frame.inside(need) for need in times]
                past = [lit for lit, is_open in zip(shared, still, strict=True) if not is_open].count(1)
                board.at_least(self, shared, self.wanted(len(times), past + still.count(True)))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        frame = plan.everyone
        turns = (*plan.past, *plan.turns)
        shared = {
            turn.need.key
            for turn in turns
            if turn.supporter in frame.by_id and shares(frame.by_id[turn.supporter], turn.need)
        }
        needs = {need.key: need for need in (*(turn.need for turn in turns), *frame.needs)}.values()
        for week in frame.weeks:
            for times in activities(need for need in needs if frame.week_of(need.day) == week):
                found = sum(need.key in shared for need in times)
                still = sum(need.key not in shared and plan.inside(need) for need in times)
                wanted = self.wanted(len(times), found + still)
                if found < wanted:
                    those = listed(times[0].need.interests, "or")
                    yield self.broken(
                        f"Somebody who shares {those} comes for {times[0].need.id} {found} of "
                        f"{many(len(times), 'time')} in the week of {day_name(week)}; {wanted} "
                        f"{'is' if wanted == 1 else 'are'} wished for.",
                        amount=wanted - found,
                        needs=[need for need in times if plan.inside(need)],
                    )

    def wanted(self, times: int, possible: int) -> int:
        """How many times are wished for, as far as the days from the first one on can bring them."""
        return min(-(-times * self.percent // 100), possible)


def activities(needs: Iterable[DatedNeed]) -> list[list[DatedNeed]]:
    """Dated needs with interests, those of one need together."""
    found: dict[str, list[DatedNeed]] = {}
    for need in needs:
        if need.need.interests and need.elsewhere is None:
            found.setdefault(need.need.id, []).append(need)
    return list(found.values())


def shares(supporter: Supporter, need: DatedNeed) -> bool:
    """Whether a supporter shares an interest that a need is about."""
    return any(supporter.has("interests", interest, need.day) for interest in need.need.interests)
