"""What a rota changes of what was promised: for each supporter what is new, gone and moved."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.model.answer import Change, ChangeWord
from matcher.wording import day_name, many
from matcher.write import layout, words
from matcher.write.layout import STRONG, Column
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

ORDER: tuple[ChangeWord, ...] = ("taken", "given", "moved")


def changes(view: View) -> Iterator["RenderableType"]:
    """Grouped by supporter; nothing where nothing was promised or nothing is changed."""
    if not view.changes:
        return
    yield layout.heading(words.CHANGES)
    columns = [Column(style=STRONG), Column(gives_way=False), Column()]
    yield layout.table(columns, list(_rows(view)))
    counted = [each for each in view.changes if each.counts]
    if counted:
        cost = sum(each.counts for each in counted)
        yield layout.paragraph(words.CHANGES_COUNT.format(many(len(counted), "change"), cost))


def _rows(view: View) -> Iterator[tuple[str, str, str]]:
    for id in dict.fromkeys(each.supporter for each in view.changes):
        name = view.page.name(id)
        for word in ORDER:
            mine = [each for each in view.changes if (each.supporter, each.what) == (id, word)]
            if mine:
                yield (
                    name,
                    words.CHANGED[word],
                    "; ".join(map(_shift, sorted(mine, key=lambda each: each.day))),
                )
                name = ""


def _shift(change: Change) -> str:
    part = f" ({change.part})" if change.part > 1 else ""
    return f"{day_name(change.day)} {change.need}{part}"
