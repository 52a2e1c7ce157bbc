"""What a roster of a Curtois & Qu instance costs, and which limits it breaks. No solver, none of our rules.

`python benchmarks/curtois_score.py Instance1.txt roster.csv`: one row for each member of staff, their id and
then a shift or nothing for each day.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from curtois_instance import Instance, Staff, read_instance

Row = Sequence[str | None]
Roster = Mapping[str, Row]
"""For each member of staff, by id, the shift of each day; None: nothing."""


@dataclass(frozen=True)
class Score:
    """What a roster costs, by what it costs for, and each hard limit it breaks, in words."""

    under: int
    over: int
    on: int
    off: int
    broken: tuple[str, ...]

    @property
    def penalty(self) -> int:
        """The whole cost."""
        return self.under + self.over + self.on + self.off


def score(instance: Instance, roster: Roster) -> Score:
    """Score a roster. ValueError where it is not one of this instance."""
    _must_fit(instance, roster)
    there = Counter((day, shift) for row in roster.values() for day, shift in enumerate(row))
    cover = [(each, there[each.day, each.shift]) for each in instance.cover]
    return Score(
        under=sum(max(0, each.wanted - count) * each.under for each, count in cover),
        over=sum(max(0, count - each.wanted) * each.over for each, count in cover),
        on=sum(each.weight for each in instance.on if roster[each.staff][each.day] != each.shift),
        off=sum(each.weight for each in instance.off if roster[each.staff][each.day] == each.shift),
        broken=tuple(
            f"{staff.id}: {says}"
            for staff in instance.staff
            for says in _broken(instance, staff, roster[staff.id])
        ),
    )


def read_roster(text: str) -> Roster:
    """A roster from CSV."""
    return {row[0]: [cell or None for cell in row[1:]] for row in csv.reader(text.splitlines()) if row}


def write_roster(roster: Roster) -> str:
    """A roster as CSV."""
    return "".join(f"{id},{','.join(shift or '' for shift in row)}\n" for id, row in roster.items())


def _must_fit(instance: Instance, roster: Roster) -> None:
    known = {None, *instance.shifts}
    if set(roster) != {staff.id for staff in instance.staff}:
        raise ValueError("the roster is of other staff")
    if any(len(row) != instance.days or not known.issuperset(row) for row in roster.values()):
        raise ValueError("the roster has other days or shifts")


def _broken(instance: Instance, staff: Staff, row: Row) -> Iterator[str]:
    yield from _amounts(instance, staff, row)
    yield from _runs(staff, row)
    for day, (shift, after) in enumerate(pairwise(row)):
        if shift is not None and after in instance.shifts[shift].not_next:
            yield f"{after} after {shift} on day {day + 1}"
    for day in sorted(staff.off):
        if row[day] is not None:
            yield f"works on day {day}, a day off"


def _amounts(instance: Instance, staff: Staff, row: Row) -> Iterator[str]:
    worked = [shift for shift in row if shift is not None]
    minutes = sum(instance.shifts[shift].minutes for shift in worked)
    if not staff.least_minutes <= minutes <= staff.most_minutes:
        yield f"{minutes} minutes, {staff.least_minutes} to {staff.most_minutes} are allowed"
    for shift, count in Counter(worked).items():
        if count > staff.most_of[shift]:
            yield f"{count} shifts {shift}, the most is {staff.most_of[shift]}"
    weekends = sum(any(row[saturday : saturday + 2]) for saturday in range(5, instance.days, 7))
    if weekends > staff.most_weekends:
        yield f"{weekends} weekends, the most is {staff.most_weekends}"


def _runs(staff: Staff, row: Row) -> Iterator[str]:
    """Too long and too short runs. What touches the first or the last day may go on outside."""
    day = 0
    for works, days in groupby(shift is not None for shift in row):
        length = len(list(days))
        inside = day > 0 and day + length < len(row)
        least = staff.least_in_a_row if works else staff.least_off_in_a_row
        if works and length > staff.most_in_a_row:
            yield f"works {length} days in a row from day {day}, the most is {staff.most_in_a_row}"
        if inside and length < least:
            what = "works" if works else "is free for"
            yield f"{what} {length} days in a row from day {day}, the least is {least}"
        day += length


def main() -> None:
    """Score a file; it ends with 1 where a hard limit is broken."""
    instance, roster = (Path(name) for name in sys.argv[1:])
    found = score(
        read_instance(instance.read_text(encoding="utf-8-sig"), instance.stem),
        read_roster(roster.read_text(encoding="utf-8")),
    )
    print(
        f"{found.penalty}: under {found.under}, over {found.over}, requests on {found.on}, off {found.off}."
    )
    for says in found.broken:
        print(says)
    raise SystemExit(1 if found.broken else 0)


if __name__ == "__main__":
    main()
