"""S3e: turns that drift far apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.fairness import (
    TURN_KINDS,
    even_shares,
    looked_back,
    occasions,
    offered,
    takers,
    turns,
    worked_before,
)
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.words import TURN_NAMES, TurnKind
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.rules._turns import new_turns, turns_now
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
NONE_AHEAD = {"most_ahead": 0}


@dataclass(frozen=True)
class Room:
    """A supporter's turns in the weeks before, an even share of all with the rota's, and how many more may
    be.
    """

    worked: int
    even: int
    left: int


class TurnsApart(Rule):
    """cost = sum over turns k = 1 .. now of (before + k > even + most_ahead), for each kind by itself

    before = worked in the weeks before; even = all that were worked in them and those of the rota, shared
    out by how many each could have, rounded up.
    """

    kind: Literal["turns_apart"] = "turns_apart"
    level: Level = "person"
    weight: int = Field(default=90, ge=1, le=100_000)
    """What one turn too far ahead costs inside its level: more than an arrival, less than an interest."""
    most_ahead: int = Field(default=3, ge=0, le=100)
    """How many turns beyond an even share are no matter."""
    weeks: int = Field(default=13, ge=1, le=52)
    """How many weeks before the rota count for weekends, waking nights and sleep-ins."""
    bank_holiday_weeks: int = Field(default=52, ge=1, le=104)
    """How many weeks before the rota count for bank holidays."""

    code: ClassVar[str] = "S3e"
    basis: ClassVar[str] = (
        "Founding texts: risks to the workforce are burnout and stress, and whoever leaves is lost to the "
        "person. The numbers are our own."
    )
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("seven nights, shared evenly", "NNNN...\n....NNN", rule=NONE_AHEAD),
        Example(
            "one more than an even share",
            "NNNNN..\n.....NN",
            rule=NONE_AHEAD,
            says="Ann has 5 waking nights; an even share is 4.",
        ),
        Example("no more ahead of it than may be", "NNNNN..\n.....NN", rule={"most_ahead": 1}),
        Example(
            "what was before is counted",
            "NNNNNN|NN.....\n......|..NNNNN",
            rule=NONE_AHEAD,
            says="Ann has 8 waking nights, 6 of them before this rota; an even share is 7.",
        ),
        Example("behind the others, five at once", ".......|NNNNN..\nNNN....|.....NN", rule=NONE_AHEAD),
        Example("each kind by itself", "NNNNSSS\n.......", rule=NONE_AHEAD),
        Example(
            "too long ago",
            "NNNN...........|NNNN...\n...............|.......",
            rule={"weeks": 1, **NONE_AHEAD},
        ),
        Example(
            "nights are all that somebody agreed to",
            "NNNNN..\nEE.....",
            rule=NONE_AHEAD,
            supporters={"ann": {"availability": [{"days": WEEKDAYS, "kinds": ["waking_night"]}]}},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "SE.....|.......\nS......|.......",
        need={"sleep-in": {"days": ["mon", "sat"]}, "early": {"days": ["sun"]}},
        rule=NONE_AHEAD,
    )

    def says(self) -> str:
        return (
            f"Nobody has more than {many(self.most_ahead, 'turn')} beyond an even share: of weekends, waking "
            f"nights and sleep-ins in the last {many(self.weeks, 'week')}, of bank holidays in the last "
            f"{many(self.bank_holiday_weeks, 'week')}."
        )

    def enforce(self, board: "Board") -> None:
        for kind in TURN_KINDS:
            if occasions(board.frame, kind, board.needs):
                rooms = self.rooms(board.frame, kind)
                for supporter in (each for each in board.supporters if each.id in rooms):
                    cells, sizes = new_turns(board, kind, supporter)
                    board.at_most(self, cells, rooms[supporter.id].left, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for kind in TURN_KINDS:
            rooms = self.rooms(plan.frame, kind) if occasions(plan.frame, kind, plan.frame.needs) else {}
            for supporter in (each for each in plan.frame.supporters if each.id in rooms):
                now, room = turns_now(plan, kind, supporter), rooms[supporter.id]
                if now > room.left:
                    says = f"{supporter.name} has {many(room.worked + now, TURN_NAMES[kind])}"
                    says += f", {room.worked} of them before this rota" if room.worked else ""
                    yield self.broken(
                        f"{says}; an even share is {room.even}.",
                        amount=now - room.left,
                        supporter=supporter.id,
                    )

    def rooms(self, frame: Frame, kind: TurnKind) -> dict[str, Room]:
        """How many turns more are no matter, for each of those who take such turns."""
        days = looked_back(frame, self.bank_holiday_weeks if kind == "bank_holiday" else self.weeks)
        before = {each.id: worked_before(frame, each, days) for each in frame.supporters}
        taking = [each.id for each in takers(frame, kind, before)]
        worked = {id: turns(kind, occasions(frame, kind, before[id])) for id in taking}
        every = sum(worked.values()) + offered(frame, kind)
        shares = even_shares(frame, kind, [*days, *frame.dates], taking, every)
        even = {id: ceil(share) for id, share in shares.items()}
        return {
            id: Room(worked[id], even[id], max(0, even[id] + self.most_ahead - worked[id])) for id in taking
        }
