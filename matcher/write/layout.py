"""The few shapes the terminal view is made of. Only this module draws; every string is cleaned here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matcher.write.clean import clean

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

INDENT = 2
STRONG = "bold"
QUIET = "dim"
ALARM = "bold red"


@dataclass(frozen=True)
class Line:
    """One line of a cell. A style only repeats what the words say."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table. Without a width it takes what it needs, and gives way when space is short."""

    header: str = ""
    width: int | None = None
    align: Literal["left", "right"] = "left"
    gives_way: bool = True
    style: str = ""


Cell = str | Sequence[Line]


def text(words: str, style: str = "") -> "Text":
    """One run of text; markup in it is not read."""
    from rich.text import Text

    return Text(clean(words), style, overflow="fold")


def title(words: str, style: str = STRONG) -> "RenderableType":
    """The name of a person over the whole width."""
    from rich.console import Group
    from rich.rule import Rule

    return Group(text(words, style), Rule(characters="═", style=QUIET))


def heading(words: str) -> "RenderableType":
    """The name of a section, underlined."""
    from rich.cells import cell_len
    from rich.console import Group
    from rich.text import Text

    said = text(words, STRONG)
    return Group(said, Text("─" * cell_len(said.plain), QUIET, no_wrap=True, overflow="crop"))


def paragraph(words: str, style: str = "", indent: int = INDENT) -> "RenderableType":
    """A few sentences, wrapped."""
    from rich.padding import Padding

    return Padding(text(words, style), (0, 0, 0, indent))


def blank() -> "RenderableType":
    """An empty line."""
    return text("")


def bullets(items: Iterable[str]) -> "RenderableType":
    """A list, one thought a line."""
    return table([Column(width=1), Column()], [("-", item) for item in items], gap=1)


def numbered(items: Sequence[str]) -> "RenderableType":
    """A list with numbers, for talking about."""
    marks = [f"{number}." for number in range(1, len(items) + 1)]
    return table([Column(gives_way=False), Column()], [*zip(marks, items, strict=True)], gap=1, indent=INDENT)


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    gap: int = 2,
    indent: int = INDENT,
    as_grid: bool = False,
) -> "RenderableType":
    """A table without frames, `gap` columns of space between its columns.

    A grid has one column of space, a line under its header and an empty line between its rows.
    """
    from rich.padding import Padding

    drawn = _empty_table(columns, gap, as_grid)
    for number, row in enumerate(rows):
        if as_grid and number:
            drawn.add_row()
        drawn.add_row(*(_cell(cell) for cell in row))
    return Padding(drawn, (0, 0, 0, indent))


def _empty_table(columns: Sequence[Column], gap: int, as_grid: bool) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    drawn = Table(
        box=SIMPLE_HEAD if as_grid else None,
        show_edge=False,
        border_style=QUIET,
        padding=(0, 0 if as_grid else gap, 0, 0),
        pad_edge=False,
        show_header=any(column.header for column in columns),
        header_style=QUIET,
    )
    for column in columns:
        drawn.add_column(
            text(column.header),
            width=column.width,
            justify=column.align,
            style=column.style,
            no_wrap=not column.gives_way,
            overflow="fold",
        )
    return drawn


def _cell(cell: Cell) -> "Text":
    from rich.text import Text

    if isinstance(cell, str):
        return text(cell)
    return Text("\n", overflow="fold").join([text(line.text, line.style) for line in cell])
