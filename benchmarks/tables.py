"""What every benchmark prints: Markdown tables, and where they come from."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version


def markdown(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows with the same names as a Markdown table, numbers to the right."""
    sides = ["---:" if isinstance(cell, int | float) else "---" for cell in rows[0].values()]
    lines = [list(rows[0]), sides, *([str(cell) for cell in row.values()] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def where_from() -> str:
    """Date, versions and machine, in a line."""
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("small-supports-matcher", "ortools", "pydantic")
    )
    python = f"Python {platform.python_version()}"
    return f"{date.today():%d %B %Y}: {versions}, {python}, {platform.system()}, {os.cpu_count()} cores.\n"
