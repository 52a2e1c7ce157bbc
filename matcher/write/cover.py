"""The terminal view of who could cover a shift: whom to ask first, and what each choice does."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.model.cover import CanCover, Choice, Cover
from matcher.model.organisation import Organisation
from matcher.wording import listed
from matcher.write import layout, words
from matcher.write.layout import STRONG, Cell, Column, Line
from matcher.write.names import names_of
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType


def cover_as_text(found: Cover, organisation: Organisation, *, colour: bool = False) -> str:
    """The answer in a sentence, then everybody in the team by whether they can come."""
    return printed(_cover(found, names_of(organisation)), colour=colour)


def _cover(found: Cover, names: dict[str, str]) -> Iterator["RenderableType"]:
    yield layout.text(found.says, STRONG)
    if found.instead_of is not None:
        alone = any(each.supporter == found.instead_of for each in found.told.forbids)
        says = words.COVER_INSTEAD_HERE if alone else words.COVER_INSTEAD
        who = names.get(found.instead_of, found.instead_of)
        yield layout.paragraph(says.format(who=who, id=found.instead_of))
    order = listed([names.get(id, id) for id in found.order])
    yield layout.paragraph(words.COVER_ORDER.format(order) if found.order else words.COVER_NO_ORDER)
    number = 1
    for can, heading in words.COVER_GROUPS.items():
        mine = [each for each in found.choices if each.can == can]
        if mine:
            yield layout.blank()
            yield layout.heading(heading)
            columns = [Column(gives_way=False), Column(style=STRONG), Column()]
            rows = [_row(each, names, number + place, can) for place, each in enumerate(mine)]
            yield layout.table(columns, rows)
            number += len(mine)
    yield layout.blank()
    yield layout.paragraph(words.COVER_NEXT.format(_pin(found)), indent=0)


def _row(each: Choice, names: dict[str, str], number: int, can: CanCover) -> tuple[str, str, Cell]:
    place = f"{number}." if can in ("can", "leaves_a_gap") else "-"
    not_proved = [] if each.proved or can == "not_known" else [words.COVER_NOT_PROVED]
    return place, names.get(each.supporter, each.supporter), list(map(Line, [*each.says, *not_proved]))


def _pin(found: Cover) -> str:
    """The options that tell a replan so: '--forbid ade=early-2026-06-07 --pin NAME=early-2026-06-07'."""
    shift = f"{found.need}-{found.day}" + (f".{found.part}" if found.part > 1 else "")
    away = [
        f"--absent {each.supporter}={each.first_day}..{each.last_day}:{each.kind}"
        for each in found.told.absences
    ]
    ruled_out = [f"--forbid {each.supporter}={each.need}-{each.day}" for each in found.told.forbids]
    since = [f"--from {found.first_day}"] if found.first_day else []
    return " ".join([*since, *away, *ruled_out, f"--pin NAME={shift}"])
