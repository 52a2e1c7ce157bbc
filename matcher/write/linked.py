"""Linked duty and strict rest side by side."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from matcher.model.explained import LinkedDutyWeighed, LinkedSide
from matcher.wording import hours, span
from matcher.write import layout
from matcher.write.layout import STRONG, Column, Line
from matcher.write.proof import levels_in_words
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType

SIDES = {False: "strict rest", True: "linked duty"}
ROWS = (
    "Arrivals a week",
    "Different faces a day",
    "Gaps",
    "Not covered",
    "Linked duties",
    "Rest they take",
    "Of that, made up in these days",
    "Of that, due in the days after",
    "Proved best",
)
NONE = "none"
EVERY_STEP = "yes"
NOT_EVERY_STEP = "not all of it"
DAYS = "For {}, with the same team. Each rota has passed the audit."
WEIGHED = (
    "Arrivals are weighed with the person's other wishes. Another rota that is as good may have one more, or "
    "one fewer."
)
TO_WRITE_IT = "To write it down, under `rules`:"
WRITTEN = '{"kind": "linked_duty", "allowed": true, "ground": "..."}'


def linked_duty_as_text(found: LinkedDutyWeighed, *, colour: bool = False) -> str:
    """Both figures in a sentence, side by side, and what to know before it is decided."""
    return printed(_page(found), colour=colour)


def _page(found: LinkedDutyWeighed) -> Iterator["RenderableType"]:
    yield layout.text(found.headline, STRONG)
    sides = [side for side in (found.strict, found.linked) if side is not None]
    if sides:
        yield layout.blank()
        yield from _side_by_side(sides)
        yield layout.blank()
        days = (found.first_day, found.first_day + timedelta(days=found.days - 1))
        yield layout.paragraph(" ".join([DAYS.format(span(days)), WEIGHED]))
        yield layout.table([Column(style=STRONG, gives_way=False), Column()], _not_proved(sides))
    if found.says:
        yield layout.blank()
        yield layout.bullets(found.says)
    if found.says and not found.grounds:
        yield layout.blank()
        yield layout.paragraph(TO_WRITE_IT)
        yield layout.paragraph(WRITTEN, indent=4)


def _side_by_side(sides: list[LinkedSide]) -> Iterator["RenderableType"]:
    columns = [Column(), *(Column(SIDES[side.allowed], align="right", style=STRONG) for side in sides)]
    yield layout.table(columns, zip(ROWS, *map(_figures, sides), strict=True))


def _figures(side: LinkedSide) -> tuple[str, ...]:
    return (
        f"{side.arrivals_a_week:g}",
        f"{side.faces_a_day:g}",
        str(side.gaps),
        _hours(side.gap_minutes),
        str(sum(side.duties.values())),
        _hours(side.missed_minutes),
        _hours(side.made_up_minutes),
        _hours(side.owed_minutes),
        EVERY_STEP if _all_proved(side) else NOT_EVERY_STEP,
    )


def _not_proved(sides: Iterable[LinkedSide]) -> Iterator[tuple[str, list[Line]]]:
    """How far a rota is proved, where it is not at every step."""
    for side in sides:
        if not _all_proved(side):
            yield SIDES[side.allowed].capitalize(), [Line(each) for each in levels_in_words(side.proof)]


def _hours(minutes: int) -> str:
    return hours(minutes) if minutes else NONE


def _all_proved(side: LinkedSide) -> bool:
    return all(each.status == "proved" for each in side.proof)
