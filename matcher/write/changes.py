"""What a rota changes of what was promised: for each supporter what is new, gone and moved."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.model.answer import Change, ChangeWord
from matcher.wording import day_name, many
from matcher.write import layout, words
from matcher.write.layout import STRONG, Column
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

ORDER: tuple[ChangeWord, ...] = ("taken", "given", "moved")
Names = Callable[[str], str]
"""What somebody is called, by id."""


def changes(view: View) -> Iterator["RenderableType"]:
    """Grouped by supporter; nothing where nothing was promised or nothing is changed."""
    if view.changes:
        yield layout.heading(words.CHANGES)
        yield from changes_table(view.changes, view.page.name)


def changes_table(changed: Sequence[Change], name: Names) -> Iterator["RenderableType"]:
    """A line for each supporter and each sort of change, and what they count together."""
    columns = [Column(style=STRONG), Column(gives_way=False), Column()]
    yield layout.table(columns, list(_rows(changed, name)))
    counted = [each for each in changed if each.counts]
    if counted:
        cost = sum(each.counts for each in counted)
        yield layout.paragraph(words.CHANGES_COUNT.format(many(len(counted), "change"), cost))


def _rows(changed: Sequence[Change], name: Names) -> Iterator[tuple[str, str, str]]:
    for id in dict.fromkeys(each.supporter for each in changed):
        said = name(id)
        for word in ORDER:
            mine = [each for each in changed if (each.supporter, each.what) == (id, word)]
            if mine:
                yield (
                    said,
                    words.CHANGED[word],
                    "; ".join(map(_shift, sorted(mine, key=lambda each: each.day))),
                )
                said = ""


def _shift(change: Change) -> str:
    part = f" ({change.part})" if change.part > 1 else ""
    return f"{day_name(change.day)} {change.need}{part}"
