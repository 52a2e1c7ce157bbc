"""S3d: the members a person chose really come."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name, hours, many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ONE_WEEK = timedelta(days=DAYS_IN_WEEK)


def _contract(hours: float, **words: object) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": hours}, **words}}


class AgreedHours(Rule):
    """cost = sum over members and stretches of weeks of max(0, percent % · even share - awake minutes)

    even share = contract · min(1, awake minutes there are / those of all contracts), in the weeks that end
    with a week of the rota, on days that are known and not away. Over weeks, because shifts are long.
    """

    kind: Literal["agreed_hours"] = "agreed_hours"
    level: Level = "person"
    percent: int = Field(default=90, ge=1, le=100)
    """Least part of an even share."""
    weeks: int = Field(default=4, ge=1, le=17)
    """Over how many weeks, as far as they are known."""

    code: ClassVar[str] = "S3d"
    basis: ClassVar[str] = (
        "The person chose every member of the team, and pays for what was agreed: few arrivals and shared "
        "interests do not leave somebody at home. The numbers are our own."
    )
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("nine tenths to the minute", "EEE....", supporters=_contract(25)),
        Example(
            "an hour less",
            "EEE....",
            supporters=_contract(26),
            says="Ann works 22.5 hours in the week to Sun 7 Jun; 90 % of an even share are 23.4 hours.",
        ),
        Example(
            "a sleep-in does not count",
            "ESS....",
            supporters=_contract(15),
            says="Ann works 7.5 hours in the week to Sun 7 Jun; 90 % of an even share are 13.5 hours.",
        ),
        Example(
            "a week with days away asks for less",
            "E......",
            supporters=_contract(14, leave=[{"first_day": "2026-06-05", "last_day": "2026-06-09"}]),
        ),
        Example(
            "half of all there is",
            "E......\n.E.....",
            need={"early": {"days": ["mon", "tue"]}},
            supporters={**_contract(30), "bob": {"contract": {"hours": 30}}},
        ),
        Example(
            "all of it for one",
            "EE.....\n.......",
            need={"early": {"days": ["mon", "tue"]}},
            supporters={**_contract(30), "bob": {"contract": {"hours": 30}}},
            says="Bob works 0 hours in the week to Sun 7 Jun; 90 % of an even share are 6.75 hours.",
        ),
        Example("no contracted hours", ".......", supporters=_contract(0)),
        Example("a light week after a full one", "EE.....|E......", supporters=_contract(12)),
        Example(
            "a light week after another",
            "E......|E......",
            supporters=_contract(12),
            says="Ann works 15 hours in the 2 weeks to Sun 7 Jun; 90 % of an even share are 21.6 hours.",
        ),
        Example(
            "a full week too long ago",
            "EE.....E......|E......",
            rule={"weeks": 2},
            supporters=_contract(12),
            says="Ann works 15 hours in the 2 weeks to Sun 7 Jun; 90 % of an even share are 21.6 hours.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E|..\n.|..",
        need={"early": {}, "sleep-in": {}},
        supporters={
            "ann": {"contract": {"hours": 35}},
            "bob": {
                "contract": {"hours": 28},
                "leave": [{"first_day": "2026-06-02", "last_day": "2026-06-02"}],
            },
        },
        organisation={"week_starts": "sun"},
    )

    def says(self) -> str:
        return (
            f"Every member of the team works at least {self.percent} % of an even share of the hours there "
            f"are, by contract and on average over {many(self.weeks, 'week')}. An hour less is as bad as an "
            "arrival."
        )

    def enforce(self, board: "Board") -> None:
        for first, weeks in self.stretches(board.frame):
            needs = [need for week in _weeks(first, weeks) for need in board.in_week(week)]
            sizes = [need.awake_minutes for need in needs]
            least = self.least(board.frame, first, weeks, board.everyone)
            for supporter in board.supporters:
                cells = [board.works(supporter, need) for need in needs]
                board.at_least(self, cells, least[supporter.id], sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for first, weeks in self.stretches(plan.frame):
            last = first + ONE_WEEK * weeks
            least = self.least(plan.frame, first, weeks, plan.everyone.supporters)
            for supporter in plan.frame.supporters:
                mine = [need for need in plan.needs_of(supporter.id) if first <= need.day < last]
                worked = sum(need.awake_minutes for need in mine)
                if worked < least[supporter.id]:
                    yield self.broken(
                        f"{supporter.name} works {hours(worked)} in the "
                        f"{'week' if weeks == 1 else f'{weeks} weeks'} to {day_name(last - ONE_DAY)}; "
                        f"{self.percent} % of an even share are {hours(least[supporter.id])}.",
                        amount=least[supporter.id] - worked,
                        supporter=supporter.id,
                    )

    def stretches(self, frame: Frame) -> Iterator[tuple[date, int]]:
        """The first week of each stretch that ends with a week of the rota, and how many weeks it has."""
        known = frame.week_of(frame.known_from or frame.first_day)
        for week in frame.weeks:
            first = max(known, week - ONE_WEEK * (self.weeks - 1))
            yield first, (week - first) // ONE_WEEK + 1

    def least(self, frame: Frame, first: date, weeks: int, team: Sequence[Supporter]) -> dict[str, int]:
        """Minutes for each of a team in some weeks: the part of an even share."""
        last = first + ONE_WEEK * weeks
        worked = (turn.need for turn in frame.past if turn.need.elsewhere is None)
        there_are = sum(need.awake_minutes for need in worked if first <= need.day < last)
        there_are += sum(
            need.awake_minutes * need.need.supporters_needed
            for need in frame.needs
            if first <= need.day < last
        )
        agreed = {each.id: frame.due_minutes(each, first, weeks) for each in team}
        together = max(1, there_are, sum(agreed.values()))
        return {id: minutes * there_are * self.percent // (together * 100) for id, minutes in agreed.items()}


def _weeks(first: date, count: int) -> list[date]:
    return [first + ONE_WEEK * number for number in range(count)]
