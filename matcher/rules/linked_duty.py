"""H16: a sleep-in together with the shifts on either side of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import MINUTES_IN_HOUR, Text
from matcher.rules._base import HARD_ONLY, Example, Rule
from matcher.wording import day_name, hours, listed, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ALLOWED = {"allowed": True, "ground": "Pat asked for fewer comings and goings; agreed with the team in May."}


@dataclass(frozen=True)
class Link:
    """A sleep-in with the awake needs it touches: one that ends as it starts, one that starts as it ends."""

    before: DatedNeed | None
    sleep_in: DatedNeed
    after: DatedNeed | None

    @property
    def needs(self) -> list[DatedNeed]:
        """What it is made of, by time."""
        return [need for need in (self.before, self.sleep_in, self.after) if need is not None]

    @property
    def begin(self) -> int:
        """Minute at which its first need starts."""
        return self.needs[0].begin

    @property
    def end(self) -> int:
        """Minute at which its last need ends."""
        return self.needs[-1].finish

    @property
    def joined_twice(self) -> bool:
        """Whether the sleep-in is joined on both sides."""
        return self.before is not None and self.after is not None


class LinkedDuty(Rule):
    """not allowed: works of late, sleep-in, early together < all, where they last more than duty_hours

    Allowed: linked duties joined on both sides start joined_twice_hours apart, sleep-in to sleep-in, and no
    need starts within off_after_hours of their end.
    """

    kind: Literal["linked_duty"] = "linked_duty"
    level: Level = "hard"
    allowed: bool = False
    """Whether a sleep-in may join the shifts on either side of it in one long duty."""
    ground: Text | None = None
    """The ground for allowing it, written down. Needed where it is allowed."""
    duty_hours: int = Field(default=13, ge=1, le=13)
    """Most hours of one ordinary duty: a sleep-in and the shift it touches, where no more is allowed."""
    joined_twice_hours: int = Field(default=72, ge=24, le=336)
    """Least hours from the start of one sleep-in joined on both sides to the start of the next such."""
    off_after_hours: int = Field(default=24, ge=0, le=168)
    """Least hours off after a sleep-in joined on both sides."""

    code: ClassVar[str] = "H16"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulations 10, 21 and 24: a ground is needed, and rest to make up. "
        "The figures for an allowed linked duty are our own default."
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
        Example("allowed, on one side and on the next", "(LS)(LS)(LS)....", rule=ALLOWED),
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
            says="Ann has 16.5 hours off between early, Tue 2 Jun 07:00-14:30, which ends a sleep-in "
            "joined on both sides, and early, Wed 3 Jun 07:00-14:30; the least is 24 hours.",
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
            raise ValueError("a linked duty is allowed only with its ground written down, as 'ground'")
        return self

    def says(self) -> str:
        if not self.allowed:
            return (
                "Linked duty is off: nobody works a sleep-in together with the shift it touches "
                f"where the two last more than {many(self.duty_hours, 'hour')}."
            )
        return (
            "Linked duty is allowed: a sleep-in may join the shifts it touches. Joined on both sides, the "
            f"starts are at least {many(self.joined_twice_hours, 'hour')} apart, with "
            f"{many(self.off_after_hours, 'hour')} off after. The ground written down: {self.ground}"
        )

    def enforce(self, board: "Board") -> None:
        links = list(_links(board.all_needs))
        for supporter in board.supporters:
            if self.allowed:
                self._space(board, supporter, [link for link in links if link.joined_twice])
                continue
            for link in links:
                if self._too_long(link) and board.frame.inside(link.needs[-1]):
                    cells = [board.works(supporter, need) for need in link.needs]
                    board.at_most(self, cells, len(cells) - 1)

    def _space(self, board: "Board", supporter: Supporter, links: list[Link]) -> None:
        """Keep linked duties apart, and what comes after them away."""
        joined = [
            (link, board.all_of([board.works(supporter, need) for need in link.needs])) for link in links
        ]
        for link, whole in joined:
            for need in board.needs:
                if 0 <= need.begin - link.end < self.off_after_hours * MINUTES_IN_HOUR:
                    board.at_most(self, [whole, board.works(supporter, need)], 1)
        for (first, whole), (second, again) in combinations(joined, 2):
            if self._too_soon(first, second) and board.frame.inside(second.needs[-1]):
                board.at_most(self, [whole, again], 1)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            links = list(_links(plan.needs_of(supporter.id)))
            if self.allowed:
                twice = [link for link in links if link.joined_twice]
                yield from self._again(plan, supporter, twice)
                yield from self._off_after(plan, supporter, twice)
                continue
            for link in links:
                if self._too_long(link) and any(plan.inside(need) for need in link.needs):
                    yield self.broken(
                        f"{supporter.name} works {listed([when(need) for need in link.needs])} in one duty "
                        f"of {hours(link.end - link.begin)}; without an allowed linked duty the most is "
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

    def _off_after(self, plan: "Plan", supporter: Supporter, links: list[Link]) -> Iterator[Violation]:
        for link in links:
            last = link.needs[-1]
            for need in plan.now(supporter.id):
                if 0 <= need.begin - last.finish < self.off_after_hours * MINUTES_IN_HOUR:
                    yield self.broken(
                        f"{supporter.name} has {hours(need.begin - last.finish)} off between {when(last)}, "
                        f"which ends a sleep-in joined on both sides, and {when(need)}; "
                        f"the least is {many(self.off_after_hours, 'hour')}.",
                        supporter=supporter.id,
                        needs=[last, need],
                    )

    def _too_long(self, link: Link) -> bool:
        """Longer than an ordinary duty, and not only because one side by itself already is."""
        most = self.duty_hours * MINUTES_IN_HOUR
        sides = (link.end - link.sleep_in.begin, link.sleep_in.finish - link.begin)
        return link.end - link.begin > most and not (link.joined_twice and max(sides) > most)

    def _too_soon(self, first: Link, second: Link) -> bool:
        return 0 < second.sleep_in.begin - first.sleep_in.begin < self.joined_twice_hours * MINUTES_IN_HOUR


def _links(needs: Iterable[DatedNeed]) -> Iterator[Link]:
    """Every sleep-in with an awake need it touches: before it, after it, and one of each."""
    ordered = sorted(needs, key=lambda need: need.begin)
    ending: dict[int, list[DatedNeed]] = {}
    beginning: dict[int, list[DatedNeed]] = {}
    for need in ordered:
        if need.kind != "sleep_in":
            ending.setdefault(need.finish, []).append(need)
            beginning.setdefault(need.begin, []).append(need)
    for sleep_in in ordered:
        if sleep_in.kind == "sleep_in":
            before, after = ending.get(sleep_in.begin, []), beginning.get(sleep_in.finish, [])
            for sides in product([None, *before], [None, *after]):
                if any(sides):
                    yield Link(sides[0], sleep_in, sides[1])
