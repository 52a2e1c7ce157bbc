"""The terminal view of an answer: what a leader reads, in plain words on 80 columns."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

from matcher.model.answer import Answer, Provenance
from matcher.model.organisation import Organisation
from matcher.wording import day_name
from matcher.write import layout, words
from matcher.write.changes import changes
from matcher.write.proof import how_sure, overview
from matcher.write.rota import broken_and_warned, rota
from matcher.write.team import team
from matcher.write.view import Page, View

if TYPE_CHECKING:
    from rich.console import RenderableType

NARROWEST = 73
"""Below this a day of the grid has no room for its mark of a gap."""
WIDEST = 100
"""Lines longer than this are hard to read."""


def render(answer: Answer, organisation: Organisation, *, width: int = 80, colour: bool = False) -> str:
    """The whole view as text, `width` columns wide: 73 at least, 100 at most. Colour adds, never tells."""
    return printed(_page(Page(answer, organisation, fitting(width))), width=width, colour=colour)


def fitting(width: int) -> int:
    """The width a page is drawn on."""
    return min(max(width, NARROWEST), WIDEST)


def printed(parts: Iterable["RenderableType"], *, width: int = 80, colour: bool = False) -> str:
    """Parts as text, no line wider than fits."""
    from rich.console import Console

    console = Console(
        file=StringIO(),
        width=fitting(width),
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part, markup=False, emoji=False, highlight=False)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _page(page: Page) -> Iterator["RenderableType"]:
    yield layout.text(page.answer.says, layout.STRONG)
    yield layout.blank()
    for section in (_changes_first, overview, how_sure):
        yield from _apart(section(page))
    with_notice = True
    for view in page.views:
        if len(page.views) > 1:
            yield layout.title(view.name)
            yield layout.blank()
        yield from _person(view, with_notice=with_notice)
        with_notice = with_notice and view.rota is None
    yield from _everyone(page)
    yield layout.text(_provenance(page.answer.provenance), layout.QUIET)


def _changes_first(page: Page) -> Iterator["RenderableType"]:
    """What changes, for everybody, where a published rota was made again."""
    changed = [view for view in page.views if view.changes] if page.replanned else []
    for place, view in enumerate(changed):
        if place:
            yield layout.blank()
        yield from changes(view, named=len(page.views) > 1)


def _person(view: View, *, with_notice: bool) -> Iterator["RenderableType"]:
    yield from _clashes(view)
    yield from _apart(team(view))
    yield from _apart(rota(view, with_notice=with_notice))
    yield from broken_and_warned(view.violations)


def _apart(shown: Iterator["RenderableType"]) -> Iterator["RenderableType"]:
    """The same, with an empty line after it where there is anything."""
    parts = list(shown)
    yield from parts
    if parts:
        yield layout.blank()


def _clashes(view: View) -> Iterator["RenderableType"]:
    for clash in view.clashes:
        yield layout.heading(words.CLASH)
        yield layout.numbered(clash.items)
        yield layout.blank()
        yield layout.paragraph(clash.says)
        yield layout.blank()


def _everyone(page: Page) -> Iterator["RenderableType"]:
    """What is about the organisation, or about someone with no part of their own on this page."""
    shown = {view.id for view in page.views}
    left = [each for each in page.answer.violations if page.whose(each) not in shown]
    found = list(broken_and_warned(left))
    if found and len(page.views) > 1:
        yield layout.title(words.ORGANISATION)
        yield layout.blank()
    yield from found


def _provenance(made: Provenance) -> str:
    stopped = ", stopped early" if made.stopped_early else ""
    return (
        f"matcher {made.version}, made for {day_name(made.as_of)} {made.as_of.year}, "
        f"seed {made.seed}, {made.seconds:.1f} seconds{stopped}."
    )
