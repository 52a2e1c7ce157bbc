"""S3b: few different supporters in one day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import day_name, listed, many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class FewFacesInADay(Rule):
    """cost = sum over days of the supporters with a shift that starts on it

    Per day and not per week: the person chose every member of the team, and counting faces in a week
    would take the agreed hours from those with small contracts.
    """

    kind: Literal["few_faces_in_a_day"] = "few_faces_in_a_day"
    level: Level = "person"

    code: ClassVar[str] = "S3b"
    basis: ClassVar[str] = "NICE on continuity and the founding texts; the weight is our own default."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("nobody comes", "......."),
        Example("one supporter all day", "(EL)......", says="1 supporter comes on Mon 1 Jun: Ann."),
        Example(
            "two on one day",
            "E......\nL......",
            says="2 different supporters come on Mon 1 Jun: Ann and Bob.",
        ),
        Example(
            "a night belongs to the day it starts on",
            "N......\n.E.....",
            says=("1 supporter comes on Mon 1 Jun: Ann.", "1 supporter comes on Tue 2 Jun: Bob."),
        ),
        Example("what was before is not counted", "E|.......\nL|......."),
    )

    def says(self) -> str:
        return "As few different supporters in one day as can be."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for day in board.frame.dates:
                board.charge(self, 1, board.day(supporter, day))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        names = {supporter.id: supporter.name for supporter in plan.frame.supporters}
        for day in plan.frame.dates:
            today = {id: needs for id in names if (needs := plan.on_day(id, day))}
            faces, count = sorted({names[id] for id in today}), len(today)
            if today:
                come = (
                    f"{many(count, 'supporter')} comes"
                    if count == 1
                    else f"{count} different supporters come"
                )
                yield self.broken(
                    f"{come} on {day_name(day)}: {listed(faces)}.",
                    amount=count,
                    needs=sorted({need for each in today.values() for need in each}, key=_by_time),
                )


def _by_time(need: DatedNeed) -> tuple[int, int, str]:
    return need.begin, need.finish, need.id
