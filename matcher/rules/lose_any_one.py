"""W6: what is left uncovered when one supporter leaves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.model.answer import Level, Violation
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import hours

if TYPE_CHECKING:
    from matcher.plan import Plan

SAYS = (
    "Without {who} {hours} of a typical week would go uncovered, also with the others at the most they may "
    "be asked for."
)


class LoseAnyOne(Rule):
    """uncovered(week without each member) <= uncovered at best, the least of those weeks and of this rota"""

    kind: Literal["lose_any_one"] = "lose_any_one"
    level: Level = "warn"

    code: ClassVar[str] = "W6"
    basis: ClassVar[str] = "Founding texts: contingencies to protect in the face of turnover."
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("not worked out", "EEEEEEE\n......."),
        Example("the others can cover it", "EEEEEEE\n.......", without={"ann": 0, "bob": 0}),
        Example(
            "they cannot",
            "EEEEEEE\n.......",
            without={"ann": 870, "bob": 0},
            says=SAYS.format(who="Ann", hours="14.5 hours"),
        ),
        Example(
            "the worst first",
            "EEEE...\n....EEE",
            without={"ann": 450, "bob": 900},
            says=(SAYS.format(who="Bob", hours="15 hours"), SAYS.format(who="Ann", hours="7.5 hours")),
        ),
        Example(
            "the gap is there with everybody too",
            "EEEEEE.\n.......",
            without={"ann": 450, "bob": 450},
        ),
        Example(
            "one more than the gap that is there anyway",
            "EEEEEE.\n.......",
            without={"ann": 900, "bob": 450},
            says=SAYS.format(who="Ann", hours="15 hours"),
        ),
        Example(
            "a team of one",
            "EEEEEEE",
            without={"ann": 3150},
            says=SAYS.format(who="Ann", hours="52.5 hours"),
        ),
    )

    def says(self) -> str:
        return (
            "Where a typical week would not be covered without one of the team, also with the others at the "
            "most they may be asked for, it is pointed out. A gap that is there anyway does not count."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        uncovered = plan.gap_minutes_without
        if not uncovered:
            return
        anyway = min(*uncovered.values(), plan.missing_minutes() * DAYS_IN_WEEK // plan.frame.days)
        for supporter in sorted(plan.everyone.supporters, key=lambda each: -uncovered.get(each.id, 0)):
            left = uncovered.get(supporter.id, 0)
            if left > anyway:
                yield self.broken(
                    f"Without {supporter.name} {hours(left)} of a typical week would go uncovered, also "
                    "with the others at the most they may be asked for.",
                    amount=left - anyway,
                    supporter=supporter.id,
                )
