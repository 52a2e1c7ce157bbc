"""The rota as one grid a week: the person's needs down the side, the days across."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matcher.calendar import days_from, week_start
from matcher.extras import is_of_its_own
from matcher.model.answer import Gap, Rota, Shift
from matcher.model.words import DAYS_IN_WEEK, KIND_NAMES, ShiftKind
from matcher.wording import listed
from matcher.write import layout, words
from matcher.write.clean import clean
from matcher.write.layout import ALARM, QUIET, STRONG, Cell, Column, Line
from matcher.write.names import is_clear, short_names
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

LABEL = 17
"""Columns for the need and its time; with seven days of eight columns and a space the grid is 80 wide."""


@dataclass(frozen=True)
class Entry:
    """What stands in a cell: those who come, and how many are missing, at one time of one day."""

    need: str
    kind: ShiftKind
    day: date
    clock: tuple[str, str]
    supporters: tuple[str, ...]
    missing: int


def grids(view: View, rota: Rota) -> Iterator["RenderableType"]:
    """One grid for each week the rota touches, and what its short names stand for."""
    names = short_names(_names(view, rota), _day_width(view))
    entries = _entries(view, rota)
    for number, week in enumerate(_weeks(view, rota)):
        if number:
            yield layout.blank()
        yield _grid(view, rota, week, entries, names)
    if legend := _legend(view, names):
        yield layout.blank()
        yield layout.paragraph(legend, indent=0)


def _grid(
    view: View, rota: Rota, week: date, entries: list[Entry], names: dict[str, str]
) -> "RenderableType":
    days = days_from(week, DAYS_IN_WEEK)
    asked = range(rota.first_day.toordinal(), rota.first_day.toordinal() + rota.days)
    here = [entry for entry in entries if entry.day in days]
    usual = {need: _usual(here, need) for need in dict.fromkeys(entry.need for entry in here)}
    ordered = sorted(usual, key=lambda need: (usual[need], need))
    width = _day_width(view)
    columns = [
        Column(week.strftime("%B %Y"), width=LABEL),
        *(Column(f"{day:%a} {day.day}", width=width) for day in days),
    ]
    rows = [
        [_label(here, need, usual[need])]
        + [
            _cell(
                [entry for entry in here if (entry.need, entry.day) == (need, day)], usual[need], names, width
            )
            if day.toordinal() in asked
            else ""
            for day in days
        ]
        for need in ordered
    ]
    return layout.table(columns, rows, indent=0, as_grid=True)


def _entries(view: View, rota: Rota) -> list[Entry]:
    """Shifts and gaps of one time of one dated need, brought together."""
    found: dict[tuple[str, date, tuple[str, str]], list[Shift | Gap]] = {}
    everything: list[Shift | Gap] = [
        *(shift for shift in rota.shifts if is_of_its_own(shift.extra)),
        *view.gaps,
    ]
    for each in everything:
        found.setdefault((each.need, each.day, _clock(view, each)), []).append(each)
    return [
        Entry(
            need,
            together[0].kind,
            day,
            clock,
            tuple(sorted(each.supporter for each in together if isinstance(each, Shift))),
            sum(each.supporters_missing for each in together if isinstance(each, Gap)),
        )
        for (need, day, clock), together in found.items()
    ]


def _clock(view: View, each: Shift | Gap) -> tuple[str, str]:
    start, end = (moment.astimezone(view.page.zone) for moment in (each.start, each.end))
    return f"{start:%H:%M}", f"{end:%H:%M}"


def _usual(entries: list[Entry], need: str) -> tuple[str, str]:
    """The time a need has on most days of the week; the earliest of several."""
    often = Counter(entry.clock for entry in entries if entry.need == need)
    return min(often, key=lambda clock: (-often[clock], clock))


def _label(entries: list[Entry], need: str, clock: tuple[str, str]) -> Cell:
    kinds = dict.fromkeys(KIND_NAMES[entry.kind] for entry in entries if entry.need == need)
    spoken = need.replace("-", " ").replace("_", " ")
    said = [kind for kind in kinds if kind != "other" and kind.replace("-", " ") not in spoken]
    return [
        Line(need, STRONG),
        Line("-".join(clock), QUIET),
        *(Line(kind, QUIET) for kind in said),
    ]


def _cell(entries: Sequence[Entry], usual: tuple[str, str], names: dict[str, str], width: int) -> Cell:
    lines: list[Line] = []
    for entry in sorted(entries, key=lambda entry: entry.clock):
        lines += [Line(name) for name in sorted(names[id] for id in entry.supporters)]
        lines += [Line(words.GAP_MARK, ALARM)] * entry.missing
        if entry.clock != usual:
            lines += [Line(part, QUIET) for part in _own_clock(entry.clock, width)]
    return lines or [Line(words.NOTHING, QUIET)]


def _own_clock(clock: tuple[str, str], width: int) -> list[str]:
    whole = "-".join(clock)
    return [whole] if len(whole) <= width else [f"{clock[0]}-", clock[1]]


def _names(view: View, rota: Rota) -> dict[str, str]:
    coming = dict.fromkeys(shift.supporter for shift in rota.shifts)
    return {id: clean(view.page.name(id)) for id in sorted(coming)}


def _legend(view: View, names: dict[str, str]) -> str:
    unclear = [
        f"{short} is {view.page.name(id)}"
        for id, short in sorted(names.items(), key=lambda item: item[1])
        if not is_clear(short, view.page.name(id))
    ]
    return f"{listed(unclear)}." if unclear else ""


def _weeks(view: View, rota: Rota) -> list[date]:
    first = week_start(rota.first_day, view.page.organisation.week_starts)
    last = rota.first_day + timedelta(days=rota.days - 1)
    return days_from(first, (last - first).days + 1)[::DAYS_IN_WEEK]


def _day_width(view: View) -> int:
    return (view.page.width - LABEL - DAYS_IN_WEEK) // DAYS_IN_WEEK
