"""How a team's turns at weekends, nights and bank holidays are shared over time."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from matcher.model.rota_figures import Fairness
from matcher.model.words import TURN_NAMES
from matcher.wording import full_date
from matcher.write import layout, words
from matcher.write.layout import Column
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType


def turns_taken(view: View) -> Iterator["RenderableType"]:
    """A table for each time looked back on; nothing where no days before the rota are known."""
    first_day = view.rota.first_day if view.rota else date.max
    since: dict[date, list[Fairness]] = {}
    for each in view.fairness:
        if each.first_day < first_day:
            since.setdefault(each.first_day, []).append(each)
    for day, shared in since.items():
        yield layout.heading(words.TURNS.format(full_date(day)))
        yield _table(view, shared)
    if since:
        yield layout.paragraph(words.TURNS_SHARE, layout.QUIET)


def _table(view: View, shared: list[Fairness]) -> "RenderableType":
    ids = dict.fromkeys(taken.supporter for each in shared for taken in each.taken)
    headers = [Column(f"{TURN_NAMES[each.kind]}s", align="right", gives_way=False) for each in shared]
    rows = [[view.page.name(id), *(_cell(each, id) for each in shared)] for id in ids]
    return layout.table([Column(), *headers], rows)


def _cell(shared: Fairness, supporter: str) -> str:
    taken = [each for each in shared.taken if each.supporter == supporter]
    return f"{taken[0].turns} ({taken[0].share:.1f})" if taken else words.NOTHING
