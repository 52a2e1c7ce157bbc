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
from matcher.wording import day_name, hours, listed, many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ONE_WEEK = timedelta(days=DAYS_IN_WEEK)


def _contract(hours: float, **words: object) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": hours}, **words}}


class AgreedHours(Rule):
    """cost = number of steps s with awake minutes < s % · even share, for every member and stretch of weeks

    even share = contract · min(1, awake minutes there are / those of all contracts), in the weeks that end
    with a week of the rota, on days that are known and not away. Over weeks, because shifts are long.
    """

    kind: Literal["agreed_hours"] = "agreed_hours"
    level: Level = "person"
    weight: int = Field(default=6, ge=1, le=100_000)
    """What one step costs inside its level; 6 is as much as three arrivals."""
    weeks: int = Field(default=4, ge=1, le=17)
    """Over how many weeks, as far as they are known."""
    steps_percent: tuple[int, ...] = Field(default=(90, 75, 50, 25), min_length=1, max_length=8)
    """Parts of an even share, each of which costs one where the weeks stay below it."""

    code: ClassVar[str] = "S3d"
    basis: ClassVar[str] = (
        "The person chose every member of the team, and pays for what was agreed: few arrivals and shared "
        "interests do not leave somebody at home. The numbers are our own."
    )
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("three quarters to the minute", "EEE....", supporters=_contract(30)),
        Example(
            "a minute less",
            "EEE....",
            supporters=_contract(30.1),
            says="Ann works 22.5 hours in the week to Sun 7 Jun, under 75 % of an even share of 30.1 hours.",
        ),
        Example(
            "under a half",
            "E......",
            supporters=_contract(16),
            says="Ann works 7.5 hours in the week to Sun 7 Jun, under 50 % of an even share of 16 hours.",
        ),
        Example(
            "not at all",
            ".......",
            need={"early": {}},
            supporters=_contract(16),
            says="Ann works 0 hours in the week to Sun 7 Jun, under 25 % of an even share of 16 hours.",
        ),
        Example(
            "a sleep-in does not count",
            "ESS....",
            supporters=_contract(15),
            says="Ann works 7.5 hours in the week to Sun 7 Jun, under 75 % of an even share of 15 hours.",
        ),
        Example(
            "a week with days away asks for less",
            "E......",
            supporters=_contract(14, leave=[{"first_day": "2026-06-05", "last_day": "2026-06-09"}]),
        ),
        Example(
            "three quarters of all there is",
            "E......\n.E.....",
            need={"early": {"days": ["mon", "tue"]}},
            supporters={**_contract(30), "bob": {"contract": {"hours": 30}}},
        ),
        Example(
            "all of it for one",
            "EE.....\n.......",
            need={"early": {"days": ["mon", "tue"]}},
            supporters={**_contract(30), "bob": {"contract": {"hours": 30}}},
            says="Bob works 0 hours in the week to Sun 7 Jun, under 25 % of an even share of 7.5 hours.",
        ),
        Example("no contracted hours", ".......", supporters=_contract(0)),
        Example("a light week after a full one", "EE.....|E......", supporters=_contract(14)),
        Example(
            "a light week after another",
            "E......|E......",
            supporters=_contract(14),
            says="Ann works 15 hours in the 2 weeks to Sun 7 Jun, under 75 % of an even share of 28 hours.",
        ),
        Example(
            "a full week too long ago",
            "EE.....E......|E......",
            rule={"weeks": 2},
            supporters=_contract(14),
            says="Ann works 15 hours in the 2 weeks to Sun 7 Jun, under 75 % of an even share of 28 hours.",
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
            "Members of the team work most of the hours that were agreed, as far as there are hours: under "
            f"{listed([f'{step} %' for step in self.steps_percent], 'or')} of an even share, over "
            f"{many(self.weeks, 'week')}, counts against a rota as arrivals do."
        )

    def enforce(self, board: "Board") -> None:
        for first, weeks in self._stretches(board.frame):
            needs = [need for week in _weeks(first, weeks) for need in board.in_week(week)]
            sizes = [need.awake_minutes for need in needs]
            even = _even_shares(board.frame, first, weeks, board.everyone)
            for supporter in board.supporters:
                cells = [board.works(supporter, need) for need in needs]
                for step in self.steps_percent:
                    board.charge(self, 1, board.fewer(cells, _part(even[supporter.id], step), sizes))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for first, weeks in self._stretches(plan.frame):
            last = first + ONE_WEEK * weeks
            even = _even_shares(plan.frame, first, weeks, plan.everyone.supporters)
            for supporter in plan.frame.supporters:
                mine = [need for need in plan.needs_of(supporter.id) if first <= need.day < last]
                worked, share = sum(need.awake_minutes for need in mine), even[supporter.id]
                missed = [step for step in self.steps_percent if worked < _part(share, step)]
                if missed:
                    yield self.broken(
                        f"{supporter.name} works {hours(worked)} in the "
                        f"{'week' if weeks == 1 else f'{weeks} weeks'} to {day_name(last - ONE_DAY)}, under "
                        f"{min(missed)} % of an even share of {hours(share)}.",
                        amount=len(missed),
                        supporter=supporter.id,
                    )

    def _stretches(self, frame: Frame) -> Iterator[tuple[date, int]]:
        """The first week of each stretch that ends with a week of the rota, and how many weeks it has."""
        known = frame.week_of(frame.known_from or frame.first_day)
        for week in frame.weeks:
            first = max(known, week - ONE_WEEK * (self.weeks - 1))
            yield first, (week - first) // ONE_WEEK + 1


def _even_shares(frame: Frame, first: date, weeks: int, team: Sequence[Supporter]) -> dict[str, int]:
    """Minutes for each of a team, by contract; less where there are fewer than the contracts together."""
    last = first + ONE_WEEK * weeks
    worked = (turn.need for turn in frame.past if turn.need.elsewhere is None)
    there_are = sum(need.awake_minutes for need in worked if first <= need.day < last)
    there_are += sum(
        need.awake_minutes * need.need.supporters_needed for need in frame.needs if first <= need.day < last
    )
    agreed = {each.id: frame.due_minutes(each, first, weeks) for each in team}
    together = max(1, there_are, sum(agreed.values()))
    return {id: minutes * there_are // together for id, minutes in agreed.items()}


def _weeks(first: date, count: int) -> list[date]:
    return [first + ONE_WEEK * number for number in range(count)]


def _part(share: int, percent: int) -> int:
    """So much of a share, in minutes, rounded up."""
    return -(-share * percent // 100)
