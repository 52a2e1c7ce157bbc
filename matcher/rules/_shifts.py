"""How the shifts that a rule is about are said."""

from matcher.model.shifts import Shifts
from matcher.model.words import KIND_NAMES, KIND_PLURALS
from matcher.wording import DAY_NAMES, listed, many


def shifts_said(shifts: Shifts, count: int | None = None) -> str:
    """'2 lates', 'earlies or lates on Saturdays', 'shifts marked 'd1''. Without a count, more than one."""
    one, more = _kinds(shifts)
    said = more if count is None else many(count, one, more)
    if shifts.needs is not None:
        said += f" on {_either(shifts.needs)}"
    if shifts.tags is not None:
        said += f" marked {_either(shifts.tags)}"
    if shifts.days is not None:
        said += f" on {listed([f'{DAY_NAMES[day]}s' for day in shifts.days], 'or')}"
    return said


def _kinds(shifts: Shifts) -> tuple[str, str]:
    if shifts.kinds is None:
        return "shift", "shifts"
    one = [KIND_NAMES[kind] for kind in shifts.kinds]
    more = [KIND_PLURALS[kind] for kind in shifts.kinds]
    return listed(one, "or"), listed(more, "or")


def _either(ids: tuple[str, ...]) -> str:
    return listed([f"'{id}'" for id in ids], "or")
