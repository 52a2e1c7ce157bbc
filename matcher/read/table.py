"""A table written as CSV: commas or semicolons, one header row."""

import io
from dataclasses import dataclass

from matcher.errors import BadInput, Problem

MOST_COLUMNS = 40

NOT_A_TABLE = (
    f"It is not a table: a quotation mark is never closed, or a line has more than {MOST_COLUMNS} columns.",
    "Save it from a spreadsheet as CSV, or write one shift a line: person, supporter, need, day.",
)
NOT_TEXT = ("It holds characters that no text has.", "Save it from a spreadsheet as CSV in UTF-8.")


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row and the line of the file it begins on."""

    line: int
    cells: list[str]


def table_of(text: str, name: str) -> list[Line]:
    """Every row, the header first. BadInput where the text is no table."""
    import pandas as pd

    if "\0" in text:
        raise BadInput(name, [Problem("", *NOT_TEXT)])
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=_separator(text),
            header=None,
            names=range(MOST_COLUMNS),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except pd.errors.ParserError as error:
        raise BadInput(name, [Problem("", *NOT_A_TABLE)]) from error
    return _without_blank_start(_numbered([[str(cell) for cell in row] for row in frame.to_numpy().tolist()]))


def _separator(text: str) -> str:
    first = next(line for line in text.splitlines() if line.strip())
    return ";" if first.count(";") > first.count(",") else ","


def _numbered(rows: list[list[str]]) -> list[Line]:
    lines: list[Line] = []
    number = 1
    for row in rows:
        lines.append(Line(number, row))
        number += 1 + sum(cell.count("\n") for cell in row)
    return lines


def _without_blank_start(lines: list[Line]) -> list[Line]:
    first = next(place for place, line in enumerate(lines) if any(cell.strip() for cell in line.cells))
    return lines[first:]
