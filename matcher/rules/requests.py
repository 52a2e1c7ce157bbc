"""S5e: days that supporters asked for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import ShiftRequest
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.rules._shifts import shifts_said
from matcher.wording import day_name

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _asks(**request: object) -> dict[str, dict[str, object]]:
    return {"ann": {"requests": [{"day": "2026-06-02", **request}]}}


class Requests(Rule):
    """on: weight * (1 - any such shift that day); off: weight * (any such shift that day)"""

    kind: Literal["requests"] = "requests"
    level: Level = "supporters"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What a request that is not met costs inside its level, times its own weight; 60 is as much as an hour
    short."""

    code: ClassVar[str] = "S5e"
    basis: ClassVar[str] = "Founding texts: flexible working for supporters; the weight is our own default."
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("free, as asked", "E.E....", supporters=_asks()),
        Example(
            "asked to be free",
            ".L.....",
            supporters=_asks(),
            says="Ann asked for no shifts on Tue 2 Jun.",
        ),
        Example(
            "two shifts that day are one request",
            ".(EL).....",
            supporters=_asks(weight=3),
            says="Ann asked for no shifts on Tue 2 Jun.",
        ),
        Example("another kind", ".L.....", supporters=_asks(shifts={"kinds": ["early"]})),
        Example("works, as asked", ".L.....", supporters=_asks(wants="on")),
        Example(
            "asked to work a late",
            ".E.....",
            need={"late": {}},
            supporters=_asks(wants="on", shifts={"kinds": ["late"]}),
            says="Ann asked for one of the lates on Tue 2 Jun.",
        ),
        Example(
            "no such shift that day", ".......", supporters=_asks(wants="on", shifts={"kinds": ["late"]})
        ),
        Example("asked for a day that is past", ".E|.......", supporters=_asks(day="2026-05-31")),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..",
        need={"early": {}, "late": {}},
        supporters={
            "ann": {
                "requests": [
                    {"day": "2026-06-01", "wants": "on", "shifts": {"kinds": ["early"]}, "weight": 2},
                    {"day": "2026-06-01", "shifts": {"needs": ["late"]}, "weight": 5},
                ]
            },
            "bob": {"requests": [{"day": "2026-06-02"}, {"day": "2026-06-01", "wants": "on"}]},
        },
    )

    def says(self) -> str:
        return "Supporters get the days off, and the shifts on a day, that they asked for."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for request in supporter.requests:
                open_ones = _planned(board.frame, request)
                if not open_ones:
                    continue
                if request.wants == "off":
                    some = board.any_of([board.works(supporter, need) for need in open_ones])
                    board.at_most(self, [some], 0, price=request.weight)
                else:
                    some = board.day_with(supporter, request.day, request.shifts)
                    board.at_least(self, [some], 1, price=request.weight)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for request in supporter.requests:
                today = plan.on_day(supporter.id, request.day)
                meant = [need for need in today if request.shifts.fit(need.need, request.day)]
                if request.wants == "off":
                    meant = [need for need in meant if plan.inside(need)]
                    refused = bool(meant)
                else:
                    refused = not meant and bool(_planned(plan.frame, request))
                if refused:
                    what = "one of the" if request.wants == "on" else "no"
                    yield self.broken(
                        f"{supporter.name} asked for {what} {shifts_said(request.shifts)} on "
                        f"{day_name(request.day)}.",
                        amount=request.weight,
                        supporter=supporter.id,
                        needs=meant,
                    )


def _planned(frame: Frame, request: ShiftRequest) -> list[DatedNeed]:
    """What is planned of the shifts that a request means."""
    return [
        need for need in frame.needs if need.day == request.day and request.shifts.fit(need.need, need.day)
    ]
