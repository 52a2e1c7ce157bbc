"""The terminal view of the look-ahead: every week at a glance, then what to decide, by when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from matcher.model.ahead import Decision, LookAhead, WeekAhead
from matcher.model.organisation import Organisation
from matcher.wording import day_name
from matcher.write import layout, words
from matcher.write.layout import ALARM, QUIET, STRONG, Cell, Column, Line
from matcher.write.names import names_of
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType

WEEKS_ABREAST = 12
"""So many weeks fit beside each other on 80 columns."""

WEEKS = "Weeks at a glance"
KEY = (
    "A number: so many shifts are not covered. ·: covered. ?: not proved, or not looked at. x: what is asked "
    "for cannot all hold. -: support has not begun."
)
DECIDE = "What to decide"
NOTHING_TO_DECIDE = "Nothing, as far as the file tells."
NOW = "now"
BY = "by {}"
AWAY = "Away together"
MARKS = {"covered": "·", "impossible": "x", "no_rota": "?", "not_looked_at": "?", "not_begun": "-"}


def look_ahead_as_text(
    found: LookAhead, organisation: Organisation, *, width: int = 80, colour: bool = False
) -> str:
    """The whole of it."""
    return printed(_page(found, organisation), width=width, colour=colour)


def _page(found: LookAhead, organisation: Organisation) -> Iterator["RenderableType"]:
    yield layout.text(found.says, STRONG)
    yield layout.blank()
    yield from _weeks(found, names_of(organisation))
    yield layout.heading(DECIDE)
    if found.decisions:
        rows = [_row(each, found.provenance.as_of) for each in found.decisions]
        yield layout.table([Column(gives_way=False, style=STRONG), Column()], rows)
    else:
        yield layout.paragraph(NOTHING_TO_DECIDE)
    if found.away_together:
        yield layout.blank()
        yield layout.heading(AWAY)
        yield layout.bullets(each.says for each in found.away_together)


def _weeks(found: LookAhead, names: dict[str, str]) -> Iterator["RenderableType"]:
    """A row for each person, a column for each week."""
    yield layout.heading(WEEKS)
    people: dict[str, list[WeekAhead]] = {}
    for week in found.weeks_ahead:
        people.setdefault(week.person, []).append(week)
    for first in range(0, found.weeks, WEEKS_ABREAST):
        shown = {id: weeks[first : first + WEEKS_ABREAST] for id, weeks in people.items()}
        days = [week.first_day for week in next(iter(shown.values()))]
        columns = [Column(style=STRONG), *(Column(align="right", gives_way=False) for _ in days)]
        rows: list[Sequence[Cell]] = [("", *(_header(day) for day in days))]
        rows += [(names[id], *(_cell(week) for week in weeks)) for id, weeks in shown.items()]
        yield layout.table(columns, rows)
        yield layout.blank()
    yield layout.paragraph(KEY, QUIET)
    yield layout.blank()


def _header(day: date) -> Sequence[Line]:
    return [Line(str(day.day), QUIET), Line(f"{day:%b}", QUIET)]


def _cell(week: WeekAhead) -> Sequence[Line]:
    if week.status != "gaps":
        return [Line(MARKS[week.status])]
    missing = sum(gap.supporters_missing for gap in week.gaps)
    return [Line(f"{missing}{'' if week.proved else '?'}", ALARM)]


def _row(decision: Decision, as_of: date) -> tuple[str, Sequence[Line]]:
    by = NOW if decision.decide_by <= as_of else BY.format(day_name(decision.decide_by))
    return by, [Line(decision.says), Line(words.TO_DO.format(decision.do), QUIET)]
