"""What a rota changes of what was promised: for each supporter what is new, gone and moved."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from matcher.model.answer import Change, ChangeWord
from matcher.wording import day_name
from matcher.write import layout, words
from matcher.write.layout import STRONG, Cell, Column, Line
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

ORDER: tuple[ChangeWord, ...] = ("taken", "given", "moved")
Names = Callable[[str], str]
"""What somebody is called, by id."""


def changes(view: View, *, named: bool = False) -> Iterator["RenderableType"]:
    """Grouped by supporter; nothing where nothing was promised or nothing is changed."""
    if view.changes:
        yield layout.heading(words.CHANGES_FOR.format(view.name) if named else words.CHANGES)
        yield from changes_table(view.changes, view.page.name, view.page.zone)


def changes_table(changed: Sequence[Change], name: Names, zone: tzinfo) -> Iterator["RenderableType"]:
    """A line for each supporter and each sort of change, and what they count together."""
    columns = [Column(style=STRONG), Column(gives_way=False), Column()]
    yield layout.table(columns, list(_rows(changed, name, zone)))
    cost = sum(each.counts for each in changed)
    if cost:
        yield layout.paragraph(words.changes_count(changed, cost))


def _rows(changed: Sequence[Change], name: Names, zone: tzinfo) -> Iterator[tuple[str, str, Cell]]:
    for id in dict.fromkeys(each.supporter for each in changed):
        said = name(id)
        for word in ORDER:
            mine = [each for each in changed if (each.supporter, each.what) == (id, word)]
            if mine:
                yield (
                    said,
                    words.CHANGED[word],
                    [Line(_shift(each, zone)) for each in sorted(mine, key=_start)],
                )
                said = ""


def _shift(change: Change, zone: tzinfo) -> str:
    """'Tue 2 Jun early 07:00-14:30'."""
    start, end = (moment.astimezone(zone) for moment in (change.start, change.end))
    return f"{day_name(change.day)} {change.need} {start:%H:%M}-{end:%H:%M}"


def _start(change: Change) -> datetime:
    return change.start
