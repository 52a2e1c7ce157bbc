"""W12: members of the team who do not count yet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.model.answer import Level, Violation
from matcher.rules._base import WARNS, Example, Rule
from matcher.rules._extras import BOB_SHADOWS, SHADOWS
from matcher.rules.cleared_and_inducted import SHADOW

if TYPE_CHECKING:
    from matcher.plan import Plan

NOT_CLEARED = (
    "{who}'s checks are not recorded as complete, so {who} does not count yet. When they are, write "
    "`cleared`: `yes`."
)
NOT_INDUCTED = (
    "{who}'s induction with {person} is not recorded as done, so {who} does not count yet. When it is, write "
    "`induction`: `ready`."
)
NOT_AGREED = (
    " Nor does {who} shadow: {person} has not agreed to it in their home. If they do, write the day under "
    "`extras`."
)
NO_TEAM = (
    "Nobody is in {person}'s team yet. `matcher solve` proposes a team; write `team_of` for those who join."
)


class NotCountedYet(Rule):
    """every member: cleared = yes, and paired or ready with the person"""

    kind: Literal["not_counted_yet"] = "not_counted_yet"
    level: Level = "warn"

    code: ClassVar[str] = "W12"
    basis: ClassVar[str] = "Follows from H3: what is missing in the file has to be seen to be mended."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("everybody counts", "E......"),
        Example(
            "checks not recorded",
            ".......",
            need={"early": {}},
            supporters={"ann": {"cleared": "no"}},
            says="Ann's checks are not recorded as complete, so Ann does not count yet. When they are, write "
            "`cleared`: `yes`.",
        ),
        Example(
            "induction not recorded",
            ".......",
            need={"early": {}},
            supporters={"ann": {"induction": []}},
            says="Ann's induction with Pat is not recorded as done, so Ann does not count yet. When it is, "
            "write `induction`: `ready`.",
        ),
        Example(
            "shadowing, and the person has not agreed to it in their home",
            ".......",
            need={"early": {}},
            supporters={"ann": BOB_SHADOWS["bob"]},
            says="Ann's induction with Pat is not recorded as done, so Ann does not count yet. When it is, "
            "write `induction`: `ready`. Nor does Ann shadow: Pat has not agreed to it in their home. If "
            "they do, write the day under `extras`.",
        ),
        Example(
            "shadowing, as the person agreed",
            ".......",
            need={"early": {}},
            person=SHADOWS,
            supporters={"ann": BOB_SHADOWS["bob"]},
            says="Ann's induction with Pat is not recorded as done, so Ann does not count yet. When it is, "
            "write `induction`: `ready`.",
        ),
    )

    def says(self) -> str:
        return "Members of the team who do not count yet are named, with what is missing in the file."

    def check(self, plan: "Plan") -> Iterator[Violation]:
        person = plan.frame.person
        if not plan.everyone.supporters and plan.frame.needs:
            yield self.broken(NO_TEAM.format(person=person.name))
        for each in plan.everyone.supporters:
            if each.cleared != "yes":
                yield self.broken(NOT_CLEARED.format(who=each.name), supporter=each.id)
                continue
            stage = each.stage_with(person.id, plan.frame.last_day)
            if stage in ("paired", "ready"):
                continue
            agreed = any(extra.kind == SHADOW and extra.agreed_on is not None for extra in person.extras)
            says = NOT_INDUCTED if agreed or stage is None else NOT_INDUCTED + NOT_AGREED
            yield self.broken(says.format(who=each.name, person=person.name), supporter=each.id)
