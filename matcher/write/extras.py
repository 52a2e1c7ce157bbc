"""The extras of a rota: what is beside the needs, and what is due and found no place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.extras import EXTRAS
from matcher.rules.extras_due import MISSES, ExtrasDue
from matcher.wording import hours, listed, many
from matcher.write import layout, words
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType


def extras(view: View) -> Iterator["RenderableType"]:
    """Each kind with how many there are and who has them, then what is missing."""
    found = [*_planned(view), *_missing(view)]
    if found:
        yield layout.heading(words.EXTRAS)
        yield layout.bullets(found)


def _missing(view: View) -> Iterator[str]:
    """What the rule says, and whoever misses the same told together."""
    who: dict[str, list[str]] = {}
    for each in view.violations:
        if each.rule == ExtrasDue.model_fields["kind"].default:
            name, misses, what = each.says.partition(MISSES)
            who.setdefault(what if misses else each.says, []).append(name)
    for what, names in who.items():
        alone = names[0] if names[0] == what else f"{names[0]}{MISSES}{what}"
        yield alone if len(names) == 1 else words.EXTRAS_MISSED.format(names=listed(names), what=what)


def _planned(view: View) -> Iterator[str]:
    shifts = view.rota.shifts if view.rota else ()
    for kind, extra in EXTRAS.items():
        mine = [shift for shift in shifts if shift.extra == kind]
        if mine:
            who = view.page.all_names(dict.fromkeys(shift.supporter for shift in mine))
            long = hours(sum(shift.working_minutes for shift in mine))
            times = {(shift.need, shift.day, shift.part) for shift in mine}
            yield words.EXTRAS_OF.format(extras=many(len(times), extra.name), hours=long, who=who)
