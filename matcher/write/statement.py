"""A person's statement on a page: short lines, one thought each, to be read aloud."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from matcher.model.organisation import Organisation
from matcher.model.statement import Amount, Statement
from matcher.wording import full_date, pounds
from matcher.write import layout, words
from matcher.write.layout import STRONG, Column
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH_OF_WORDS = 48
WIDTH_OF_AMOUNTS = 14


def statement_as_text(found: Statement, organisation: Organisation, *, colour: bool = False) -> str:
    """The whole statement."""
    return printed(_page(found, organisation.person(found.person).name), colour=colour)


def _page(found: Statement, name: str) -> Iterator["RenderableType"]:
    days = f"{full_date(found.first_day)} to {full_date(found.last_day)}"
    yield layout.title(f"{words.STATEMENT.format(name)}: {days}")
    yield layout.paragraph(found.whose, indent=0)
    yield from _section(words.CAME_IN, found.came_in, found.came_in_total)
    yield from _section(words.BOUGHT, found.bought, found.bought_total)
    yield from _left(found)
    yield layout.blank()
    yield layout.heading(words.HARD_TIMES)
    yield layout.bullets(found.about_hard_times)
    yield layout.blank()
    yield layout.heading(words.GOOD_TO_KNOW)
    yield layout.bullets([*found.notes, *found.may_see, words.IF_THESE_RATES])


def _section(title: str, lines: Iterable[Amount], total: Decimal) -> Iterator["RenderableType"]:
    rows = [(line.says, pounds(line.amount)) for line in lines]
    yield layout.blank()
    yield layout.heading(title)
    yield _amounts([*rows, (words.TOGETHER_AMOUNT, pounds(total))] if len(rows) > 1 else rows)


def _left(found: Statement) -> Iterator["RenderableType"]:
    """What is left, by adding up in a way that can be followed with a finger."""
    rows = [
        (words.CAME_IN, pounds(found.came_in_total)),
        (words.LESS_BOUGHT, f"- {pounds(found.bought_total)}"),
    ]
    if found.put_by:
        rows.append((words.LESS_PUT_BY, f"- {pounds(found.put_by)}"))
    rows.append((words.LEFT_OF_THESE_DAYS, _signed(found.left)))
    if found.left_before is not None and found.left_now is not None:
        until = full_date(found.first_day - timedelta(days=1))
        rows.append((words.LEFT_BEFORE.format(until), _signed(found.left_before)))
        rows.append((words.LEFT_NOW.format(full_date(found.last_day)), _signed(found.left_now)))
    yield layout.blank()
    yield layout.heading(words.LEFT)
    yield _amounts(rows)


def _amounts(rows: Iterable[tuple[str, str]]) -> "RenderableType":
    columns = [Column(width=WIDTH_OF_WORDS), Column(width=WIDTH_OF_AMOUNTS, align="right", style=STRONG)]
    return layout.table(columns, rows)


def _signed(amount: Decimal) -> str:
    """'£12.00', or what is missing as '- £12.00'."""
    return pounds(amount) if amount >= 0 else f"- {pounds(-amount)}"
