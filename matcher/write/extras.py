"""The extras of a rota: what is beside the needs, and what is due and found no place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.extras import EXTRAS
from matcher.wording import hours, many
from matcher.write import layout, words
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

EXTRAS_DUE = "extras_due"
"""The rule that says what is missing."""


def extras(view: View) -> Iterator["RenderableType"]:
    """Each kind with how many there are and who has them, then what is missing."""
    found = [*_rostered(view), *(each.says for each in view.violations if each.rule == EXTRAS_DUE)]
    if found:
        yield layout.heading(words.EXTRAS)
        yield layout.bullets(found)


def _rostered(view: View) -> Iterator[str]:
    shifts = view.rota.shifts if view.rota else ()
    for kind, extra in EXTRAS.items():
        mine = [shift for shift in shifts if shift.extra == kind]
        if mine:
            who = view.page.all_names(dict.fromkeys(shift.supporter for shift in mine))
            long = hours(sum(shift.working_minutes for shift in mine))
            times = {(shift.need, shift.day, shift.part) for shift in mine}
            yield words.EXTRAS_OF.format(extras=many(len(times), extra.name), hours=long, who=who)
