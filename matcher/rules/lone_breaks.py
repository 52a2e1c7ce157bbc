"""W2: long shifts alone, where no break is possible."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ByBegin, DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.words import MINUTES_IN_HOUR
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.plan import Plan

SAYS = (
    "{who} works {shifts} of more than 6 hours awake without anyone else there for 20 minutes, so no break "
    "is possible. Agree a rest that makes up for it."
)


class LoneBreaks(Rule):
    """awake minutes in one piece <= hours, or someone else is there for `minutes` of it

    Needs that follow on from each other are one piece.
    """

    kind: Literal["lone_breaks"] = "lone_breaks"
    level: Level = "warn"
    hours: int = Field(default=6, ge=1, le=24)
    """Awake work longer than this calls for a break."""
    minutes: int = Field(default=20, ge=1, le=120)
    """How long the break is, and so how long someone else must be there."""

    code: ClassVar[str] = "W2"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulation 12: a break of 20 minutes in more than 6 hours; "
        "regulation 24: a rest that makes up for it where there was none."
    )
    levels: ClassVar[frozenset[Level]] = WARNS
    examples: ClassVar[tuple[Example, ...]] = (
        Example("6 hours exactly", "E......", need={"early": {"end": "13:00"}}),
        Example(
            "a minute more",
            "E......",
            need={"early": {"end": "13:01"}},
            says=SAYS.format(who="Ann", shifts="1 shift"),
        ),
        Example(
            "alone three times",
            "E.L.N..",
            says=SAYS.format(who="Ann", shifts="3 shifts"),
        ),
        Example("two together", "E......\nE......", need={"early": {"supporters_needed": 2}}),
        Example("a second supporter for part of it", "E......\nO......"),
        Example(
            "20 minutes of handover",
            "E......\nL......",
            need={"late": {"start": "14:10", "end": "20:00"}},
        ),
        Example(
            "19 minutes of handover",
            "E......\nL......",
            need={"late": {"start": "14:11", "end": "20:00"}},
            says=SAYS.format(who="Ann", shifts="1 shift"),
        ),
        Example("a sleep-in is rest", "S......"),
        Example(
            "two needs that follow on are one piece",
            "(EL)......",
            need={"early": {"start": "10:30", "end": "14:30"}, "late": {"end": "18:30"}},
            says=SAYS.format(who="Ann", shifts="1 shift"),
        ),
        Example(
            "two needs with own time between them",
            "E......",
            person={"own_time": [{"start": "11:00", "end": "12:00"}]},
        ),
        Example("alone before the first day", "EE|......."),
    )

    def says(self) -> str:
        return (
            f"A shift of more than {many(self.hours, 'hour')} awake where nobody else is there for "
            f"{many(self.minutes, 'minute')} leaves no room for a break; needs that follow on count as one "
            "shift."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        here = [turn for turn in (*plan.past, *plan.turns) if turn.need.elsewhere is None]
        for supporter in plan.frame.supporters:
            others = ByBegin(turn.need for turn in here if turn.supporter != supporter.id)
            alone = [
                piece
                for piece in _pieces(plan.needs_of(supporter.id))
                if any(plan.inside(need) for need in piece) and self._no_break(piece, others)
            ]
            if alone:
                yield self.broken(
                    f"{supporter.name} works {many(len(alone), 'shift')} of more than "
                    f"{many(self.hours, 'hour')} awake without anyone else there for "
                    f"{many(self.minutes, 'minute')}, so no break is possible. Agree a rest that makes up "
                    "for it.",
                    amount=len(alone),
                    supporter=supporter.id,
                    needs=[need for piece in alone for need in piece if plan.inside(need)],
                )

    def _no_break(self, piece: list[DatedNeed], others: ByBegin) -> bool:
        begin, finish = piece[0].begin, max(need.finish for need in piece)
        if finish - begin <= self.hours * MINUTES_IN_HOUR:
            return False
        return not any(
            min(finish, other.finish) - max(begin, other.begin) >= self.minutes
            for other in others.touching(begin, finish)
        )


def _pieces(needs: list[DatedNeed]) -> Iterator[list[DatedNeed]]:
    """Awake needs, by time, joined where one begins when another ends or before."""
    piece: list[DatedNeed] = []
    for need in needs:
        if need.kind == "sleep_in":
            continue
        if piece and need.begin > max(each.finish for each in piece):
            yield piece
            piece = []
        piece.append(need)
    if piece:
        yield piece
