"""Money on the terminal: what a rota costs, briefly."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.write import layout, words
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType


def cost(view: View) -> Iterator["RenderableType"]:
    """What the rota costs; nothing where neither money nor any rate is recorded."""
    found = view.cost
    if found is not None and (found.money is not None or found.shifts):
        yield layout.heading(words.MONEY)
        yield layout.paragraph(found.says)
