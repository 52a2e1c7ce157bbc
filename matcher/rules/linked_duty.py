"""H16: a sleep-in together with the shifts on either side of it."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import MINUTES_IN_DAY, MINUTES_IN_HOUR, Text
from matcher.rules._base import HARD_ONLY, Example, Rule
from matcher.rules._links import Link, links_of, whole_links_of
from matcher.wording import day_name, hours, listed, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ALLOWED = {"allowed": True, "ground": "Pat asked for fewer comings and goings; agreed with the team in May."}
LONGEST_LINK = 3 * MINUTES_IN_DAY
"""No linked duty is longer: it has three needs, and none of them is longer than a day."""


class LinkedDuty(Rule):
    """not allowed: works of late, sleep-in, early together < all, where they last more than duty_hours

    Allowed: no need starts within 24 h - duty_hours of the end of such a duty, and as much later as it lasts
    more than duty_hours. Where it is joined on both sides: nor within off_after_hours, and they start
    joined_twice_hours apart, sleep-in to sleep-in.
    """

    kind: Literal["linked_duty"] = "linked_duty"
    level: Level = "hard"
    allowed: bool = False
    """Whether a sleep-in may join the shifts on either side of it in one long duty."""
    ground: Text | None = None
    """The ground for allowing it, written down. Needed where it is allowed."""
    duty_hours: int = Field(default=13, ge=1, le=13)
    """Most hours of one ordinary duty with a sleep-in in it. What is longer is a linked duty."""
    joined_twice_hours: int = Field(default=72, ge=24, le=336)
    """Least hours from the start of one sleep-in joined on both sides to the start of the next such."""
    off_after_hours: int = Field(default=24, ge=0, le=168)
    """Least hours off after a sleep-in joined on both sides."""

    code: ClassVar[str] = "H16"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulations 10, 21 and 24: a ground is needed, and as much rest "
        "after it as was missed. How often, and how long off at least, are our own defaults."
    )
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a sleep-in by itself", "S......"),
        Example(
            "a late and a sleep-in",
            "(LS)......",
            says="Ann works late, Mon 1 Jun 14:30-22:00 and sleep-in, Mon 1 Jun 22:00-07:00 in one duty of "
            "16.5 hours; without an allowed linked duty the most is 13 hours.",
        ),
        Example(
            "a sleep-in and an early",
            "SE.....",
            says="Ann works sleep-in, Mon 1 Jun 22:00-07:00 and early, Tue 2 Jun 07:00-14:30 in one duty of "
            "16.5 hours; without an allowed linked duty the most is 13 hours.",
        ),
        Example("13 hours are an ordinary duty", "(LS)......", need={"late": {"start": "18:00"}}),
        Example(
            "13 hours on one side, more with the other",
            "(LS)E.....",
            need={"late": {"start": "18:00"}, "early": {"end": "08:00"}},
            says="Ann works late, Mon 1 Jun 18:00-22:00, sleep-in, Mon 1 Jun 22:00-07:00 and "
            "early, Tue 2 Jun 07:00-08:00 in one duty of 14 hours; "
            "without an allowed linked duty the most is 13 hours.",
        ),
        Example("two supporters, one before and one after", "S......\n.E....."),
        Example(
            "the sleep-in was before the first day",
            "S|E......",
            says="Ann works sleep-in, Sun 31 May 22:00-07:00 and early, Mon 1 Jun 07:00-14:30 in one duty of "
            "16.5 hours; without an allowed linked duty the most is 13 hours.",
        ),
        Example("a linked duty that is past", "(LS)|......."),
        Example("allowed, on both sides", "(LS)E.....", rule=ALLOWED),
        Example(
            "allowed, and the 3.5 hours beyond 13 are rested after, besides 11", "(LS)S.....", rule=ALLOWED
        ),
        Example(
            "allowed, and they are rested to the minute",
            "(LS)S.....",
            rule=ALLOWED,
            need={"late": {"start": "14:00"}},
        ),
        Example(
            "allowed, and a minute of them is not",
            "(LS)S.....",
            rule=ALLOWED,
            need={"late": {"start": "13:59"}},
            says="Ann has 15 hours off between sleep-in, Mon 1 Jun 22:00-07:00, which ends a linked duty of "
            "17.02 hours, and sleep-in, Tue 2 Jun 22:00-07:00; the least is 15.02 hours.",
        ),
        Example(
            "allowed, and another sleep-in too soon after a sleep-in and an early",
            "S(ES).....",
            rule=ALLOWED,
            says="Ann has 7.5 hours off between early, Tue 2 Jun 07:00-14:30, which ends a linked duty of "
            "16.5 hours, and sleep-in, Tue 2 Jun 22:00-07:00; the least is 14.5 hours.",
        ),
        Example(
            "allowed, and rest from before the first day is owed",
            "(LS)|L......",
            rule=ALLOWED,
            says="Ann has 7.5 hours off between sleep-in, Sun 31 May 22:00-07:00, which ends a linked duty "
            "of 16.5 hours, and late, Mon 1 Jun 14:30-22:00; the least is 14.5 hours.",
        ),
        Example(
            "allowed, and duties of 13 hours follow one another as they do anyway",
            "(LS)(LS)(LS)....",
            rule=ALLOWED,
            need={"late": {"start": "18:00"}},
        ),
        Example(
            "allowed, and 11 hours on both sides are an ordinary duty too",
            "(LS)(ELS)(ELS)E...",
            rule=ALLOWED,
            need={"late": {"start": "21:00"}, "early": {"end": "08:00"}},
        ),
        Example("allowed, both sides again 72 hours later", "(LS)E.(LS)E..", rule=ALLOWED),
        Example(
            "allowed, both sides again after 48 hours",
            "(LS)E(LS)E...",
            rule=ALLOWED,
            says="Ann has a sleep-in joined on both sides on Mon 1 Jun and again on Wed 3 Jun; "
            "their starts are 48 hours apart and the least is 72 hours.",
        ),
        Example(
            "allowed, 24 hours off after, to the minute",
            "(LS)EL....",
            rule=ALLOWED,
        ),
        Example(
            "allowed, and less than 24 hours off after",
            "(LS)EE....",
            rule=ALLOWED,
            says="Ann has 16.5 hours off between early, Tue 2 Jun 07:00-14:30, which ends a linked duty of "
            "24 hours, and early, Wed 3 Jun 07:00-14:30; the least is 24 hours.",
        ),
        Example(
            "allowed, and the long duty began before the first day",
            "(LS)|E(LS)E...",
            rule=ALLOWED,
            says="Ann has a sleep-in joined on both sides on Sun 31 May and again on Tue 2 Jun; "
            "their starts are 48 hours apart and the least is 72 hours.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "(LS)|...",
        need={"early": {}, "late": {}, "sleep-in": {}},
        rule=ALLOWED,
    )

    @model_validator(mode="after")
    def _has_its_ground(self) -> Self:
        if self.allowed and not (self.ground or "").strip():
            raise PydanticCustomError(
                "no_ground", "A linked duty is allowed only with its ground written down."
            )
        return self

    def says(self) -> str:
        if not self.allowed:
            return (
                "Linked duty is off: nobody works a sleep-in together with the shift it touches "
                f"where the two last more than {many(self.duty_hours, 'hour')}."
            )
        rest = hours(self.rest)
        return (
            "Linked duty is allowed: a sleep-in may join the shifts it touches. Where that lasts more than "
            f"{many(self.duty_hours, 'hour')}, {rest} off come after it, and as many more as it was longer. "
            f"Joined on both sides, the starts are at least {many(self.joined_twice_hours, 'hour')} apart, "
            f"with {many(self.off_after_hours, 'hour')} off after. The ground written down: {self.ground}"
        )

    def enforce(self, board: "Board") -> None:
        links = [link for link in links_of(self._near(board)) if self.is_long(link)]
        for supporter in board.supporters:
            if self.allowed:
                self._make_up(board, supporter, links)
                continue
            for link in links:
                if not self._because_of_one_side(link) and board.frame.inside(link.needs[-1]):
                    cells = [board.works(supporter, need) for need in link.needs]
                    board.at_most(self, cells, len(cells) - 1)

    def _near(self, board: "Board") -> list[DatedNeed]:
        """What is to be planned, and what lies so little before it that a link of it may still matter."""
        apart = max(self.joined_twice_hours, self.off_after_hours) * MINUTES_IN_HOUR + LONGEST_LINK
        first = min((need.begin for need in board.needs), default=0)
        return [need for need in board.all_needs if need.finish + apart > first]

    def _make_up(self, board: "Board", supporter: Supporter, links: list[Link]) -> None:
        """Keep those joined on both sides apart, and what comes after any of them away."""
        every = [
            (link, board.all_of([board.works(supporter, need) for need in link.needs])) for link in links
        ]
        worked = [(link, whole) for link, whole in every if not (isinstance(whole, int) and whole == 0)]
        for link, whole in worked:
            for need in board.needs:
                if 0 <= need.begin - link.end < self.off_after(link) and not link.goes_on(need):
                    board.at_most(self, [whole, board.works(supporter, need)], 1)
        twice = [(link, whole) for link, whole in worked if link.joined_twice]
        for (first, whole), (second, again) in combinations(twice, 2):
            if self._too_soon(first, second) and board.frame.inside(second.needs[-1]):
                board.at_most(self, [whole, again], 1)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            if self.allowed:
                duties = self.duties(plan.needs_of(supporter.id))
                yield from self._again(plan, supporter, [link for link in duties if link.joined_twice])
                yield from self._off_after(plan, supporter, duties)
            else:
                yield from self._not_allowed(plan, supporter)

    def duties(self, worked: Sequence[DatedNeed]) -> list[Link]:
        """The linked duties in what one supporter works, each as long as it really is."""
        return [link for link in whole_links_of(worked) if self.is_long(link)]

    def _not_allowed(self, plan: "Plan", supporter: Supporter) -> Iterator[Violation]:
        for link in links_of(plan.needs_of(supporter.id)):
            too_long = self.is_long(link) and not self._because_of_one_side(link)
            if too_long and any(plan.inside(need) for need in link.needs):
                yield self.broken(
                    f"{supporter.name} works {listed([when(need) for need in link.needs])} in one duty "
                    f"of {hours(link.minutes)}; without an allowed linked duty the most is "
                    f"{many(self.duty_hours, 'hour')}.",
                    supporter=supporter.id,
                    needs=link.needs,
                )

    def _again(self, plan: "Plan", supporter: Supporter, links: list[Link]) -> Iterator[Violation]:
        for second in links:
            for first in links:
                if self._too_soon(first, second) and any(plan.inside(need) for need in second.needs):
                    apart = second.sleep_in.begin - first.sleep_in.begin
                    yield self.broken(
                        f"{supporter.name} has a sleep-in joined on both sides on "
                        f"{day_name(first.sleep_in.day)} and again on {day_name(second.sleep_in.day)}; "
                        f"their starts are {hours(apart)} apart and the least is "
                        f"{many(self.joined_twice_hours, 'hour')}.",
                        supporter=supporter.id,
                        needs=[first.sleep_in, second.sleep_in],
                    )

    def _off_after(self, plan: "Plan", supporter: Supporter, duties: list[Link]) -> Iterator[Violation]:
        for link in duties:
            last, least = link.needs[-1], self.off_after(link)
            for need in plan.now(supporter.id):
                if 0 <= need.begin - last.finish < least:
                    yield self.broken(
                        f"{supporter.name} has {hours(need.begin - last.finish)} off between {when(last)}, "
                        f"which ends a linked duty of {hours(link.minutes)}, and {when(need)}; "
                        f"the least is {hours(least)}.",
                        supporter=supporter.id,
                        needs=[last, need],
                    )

    def is_long(self, link: Link) -> bool:
        """Whether it is longer than an ordinary duty, and so a linked one."""
        return self.missed(link) > 0

    def missed(self, link: Link) -> int:
        """Minutes of rest that it takes out of 24 hours."""
        return max(0, link.minutes - self.duty_hours * MINUTES_IN_HOUR)

    @property
    def rest(self) -> int:
        """Least minutes of rest after an ordinary duty, so that both take 24 hours."""
        return MINUTES_IN_DAY - self.duty_hours * MINUTES_IN_HOUR

    def off_after(self, link: Link) -> int:
        """Least minutes off after a linked duty: a day's rest, and besides all that was missed."""
        least = self.off_after_hours * MINUTES_IN_HOUR if link.joined_twice else 0
        return max(least, self.rest + self.missed(link))

    def _because_of_one_side(self, link: Link) -> bool:
        """Whether it is too long on one side already, which is told by itself."""
        sides = (link.end - link.sleep_in.begin, link.sleep_in.finish - link.begin)
        return link.joined_twice and max(sides) > self.duty_hours * MINUTES_IN_HOUR

    def _too_soon(self, first: Link, second: Link) -> bool:
        return 0 < second.sleep_in.begin - first.sleep_in.begin < self.joined_twice_hours * MINUTES_IN_HOUR
