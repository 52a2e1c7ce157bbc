"""S2: least change from what was promised."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.changed import Changed, changed, is_promised, promised_days
from matcher.frame import Frame
from matcher.model.answer import Change, ChangeWord, Level, Violation
from matcher.rules._base import Example, Rule
from matcher.wording import clock, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

SAID: dict[ChangeWord, str] = {
    "taken": "{who} was promised {need} and no longer has it.",
    "given": "{who} is given {need}, which was not promised.",
    "moved": "{who} still has {need}; it was promised for {was}.",
}


class LeastChange(Rule):
    """cost = sum(promised * (1 - works)) + sum((1 - promised) * works), each times what it counts that day

    An extra given is free, so that one that is due still finds its place; an extra taken is a change.
    A shift is the same shift while its need and its day are, even where its times have moved. Only for the
    days that were promised: a rota may be longer than the promise.
    """

    kind: Literal["least_change"] = "least_change"
    level: Level = "change"
    soon_days: int = Field(default=28, ge=0, le=366)
    """Days from today within which a change counts more."""
    soon_counts: int = Field(default=2, ge=1, le=1000)
    """How often it counts then."""
    very_soon_days: int = Field(default=7, ge=0, le=366)
    """Days from today within which a change counts most."""
    very_soon_counts: int = Field(default=4, ge=1, le=1000)
    """How often it counts then."""

    code: ClassVar[str] = "S2"
    basis: ClassVar[str] = (
        "Living Hours: four weeks' notice of shifts. How often a change counts is our own default."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = frozenset({"change", "off"})
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("nothing was promised", "E......"),
        Example("as promised", "E......", published="E......"),
        Example(
            "given to somebody else, on the day itself",
            ".......\nE......",
            published="E......\n.......",
            says=(
                "Ann was promised early, Mon 1 Jun 07:00-14:30 and no longer has it; it counts 4 times.",
                "Bob is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 4 times.",
            ),
        ),
        Example(
            "a promise about a need that is no longer there",
            "E......",
            need={"early": {"days": ["mon"]}},
            published="EE.....",
            says="Ann was promised early, Tue 2 Jun 07:00-14:30 and no longer has it; it counts 4 times.",
        ),
        Example(
            "seven days ahead, and eight",
            "EE.....",
            published=".......",
            organisation={"as_of": "2026-05-25"},
            says=(
                "Ann is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 4 times.",
                "Ann is given early, Tue 2 Jun 07:00-14:30, which was not promised; it counts 2 times.",
            ),
        ),
        Example(
            "28 days ahead, and 29",
            "EE.....",
            published=".......",
            organisation={"as_of": "2026-05-04"},
            says=(
                "Ann is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 2 times.",
                "Ann is given early, Tue 2 Jun 07:00-14:30, which was not promised; it counts 1 time.",
            ),
        ),
        Example("a promise for other days", "E|E......", published="E|E......"),
        Example(
            "somebody who has left the team",
            "E......",
            published=".......\nE......",
            says=(
                "Ann is given early, Mon 1 Jun 07:00-14:30, which was not promised; it counts 4 times.",
                "Bob was promised early, Mon 1 Jun 07:00-14:30 and no longer has it; it counts 4 times.",
            ),
            organisation={"supporters": [{"id": "bob", "name": "Bob", "adult": True}]},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        published="E.\n.N",
        organisation={"as_of": "2026-05-25"},
    )

    def says(self) -> str:
        return (
            "A shift taken from somebody, or given to them, after the rota was promised counts once; "
            f"within {many(self.soon_days, 'day')} of today it counts {many(self.soon_counts, 'time')}, "
            f"within {many(self.very_soon_days, 'day')} {many(self.very_soon_counts, 'time')}."
        )

    def counts(self, frame: Frame, need: DatedNeed) -> int:
        """How often a change of a shift counts."""
        ahead = (need.day - frame.as_of).days
        if ahead <= self.very_soon_days:
            return self.very_soon_counts
        return self.soon_counts if ahead <= self.soon_days else 1

    def enforce(self, board: "Board") -> None:
        frame = board.frame
        days = promised_days(frame)
        promised = {(turn.supporter, turn.need.id): turn.need for turn in frame.published or ()}
        promised = {key: need for key, need in promised.items() if is_promised(need, days)}
        for need in promised.values():
            board.charge(self, self.counts(frame, need))
        for supporter in board.supporters:
            for need in [need for need in board.needs if is_promised(need, days)]:
                counts = self.counts(frame, need)
                if (supporter.id, need.id) in promised:
                    board.charge(self, -counts, board.works(supporter, need))
                elif need.extra is None:
                    board.charge(self, counts, board.works(supporter, need))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for each in changed(plan):
            change = self._written(plan.frame, each)
            if change.counts:
                yield self.broken(
                    f"{change.says.removesuffix('.')}; it counts {many(change.counts, 'time')}.",
                    amount=change.counts,
                    supporter=change.supporter,
                    needs=[each.need],
                )

    def changes(self, plan: "Plan") -> Iterator[Change]:
        """What a finished rota changes of what was promised, whatever level the rule is at."""
        return (self._written(plan.frame, each) for each in changed(plan))

    def _written(self, frame: Frame, each: Changed) -> Change:
        need, was = each.need, clock(each.was) if each.was else ""
        return Change(
            person=frame.person.id,
            supporter=each.supporter,
            need=need.need.id,
            day=need.day,
            part=need.part,
            what=each.what,
            start=need.start,
            end=need.end,
            counts=0 if _is_free(each) else self.counts(frame, need),
            says=SAID[each.what].format(who=_name(frame, each.supporter), need=when(need), was=was),
        )


def _is_free(each: Changed) -> bool:
    """Other times by the file, and one extra more: nobody loses what they were promised."""
    return each.what == "moved" or (each.what == "given" and each.need.extra is not None)


def _name(frame: Frame, id: str) -> str:
    """A supporter's name, also once they have left the team; the id once they have left the file."""
    return next((each.name for each in frame.organisation.supporters if each.id == id), id)
