"""Runs: days in a row on which such a shift starts or, where free ones are meant, none does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.calendar import ONE_DAY
from matcher.frame import Frame
from matcher.model.shifts import Shifts


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How long runs of a supporter are to be, and which days they are made of."""

    shifts: Shifts
    free: bool = False
    """Whether days without such a shift are meant, instead of days with one."""
    least: int = 1
    most: int | None = None
    short_at_ends: bool = False
    """Whether a run may be too short that touches the first day known, or the last."""

    def too_short(self, frame: Frame, supporter: str, run: Sequence[date]) -> int:
        """How many days a run falls short, where that can be told and this rota has a part in it."""
        ends = self.short_at_ends and not frame.cycle
        first, last = (frame.seen_from, frame.last_day) if ends else inner(frame)
        if run[0] < first or not frame.first_day - ONE_DAY <= run[-1] <= last:
            return 0
        after = [run[-1] + ONE_DAY] if run[-1] < frame.last_day else []
        settled = all(frame.settled(supporter, day, self.shifts) for day in (*run, *after))
        return 0 if settled else max(0, self.least - len(run))

    def beyond(self, frame: Frame, supporter: str, run: Sequence[date]) -> int:
        """How many days of a run are too many: those planned now, or that end a part that is."""
        if self.most is None:
            return 0
        parts = (run[place - self.most : place + 1] for place in range(self.most, len(run)))
        return sum(
            part[-1] >= frame.first_day
            and not all(frame.settled(supporter, day, self.shifts) for day in part)
            for part in parts
        )


def inner(frame: Frame) -> tuple[date, date]:
    """The first day and the last that have a day on their other side of which something is known."""
    return frame.seen_from + ONE_DAY, frame.last_day - ONE_DAY


def in_a_row(days: Iterable[date]) -> list[list[date]]:
    """Days, in order, as runs."""
    found: list[list[date]] = []
    for day in days:
        if found and found[-1][-1] + ONE_DAY == day:
            found[-1].append(day)
        else:
            found.append([day])
    return found
