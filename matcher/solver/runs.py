"""Runs of days on the board: what all rules ask of them is collected, and posted once.

Where runs of work have a hard most, and they or free days a least, they become variables; else windows of
days are posted.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from matcher.calendar import ONE_DAY, days_from
from matcher.model.shifts import Shifts
from matcher.model.supporter import Supporter
from matcher.rules import Rule
from matcher.rules._runs import RunLimits
from matcher.solver.cost import is_zero
from matcher.solver.run_variables import Asked, RunVariables

if TYPE_CHECKING:
    from matcher.solver.board import Board
    from matcher.solver.cost import Lit

LONGEST = 14
"""Longer runs of work stay windows of days, because each length is a variable for each first day."""


class Runs:
    """What all rules ask of runs, by supporter and by which shifts they are of."""

    def __init__(self) -> None:
        self._families: dict[tuple[str, Shifts, int], tuple[Board, Supporter, list[Asked]]] = {}

    def ask(self, board: "Board", rule: Rule, supporter: Supporter, limits: RunLimits) -> None:
        """Note what a rule asks of a supporter's runs. Windows of a most alone are posted at once."""
        alone = limits.least == 1 and not limits.free
        key = (supporter.id, limits.shifts, id(board.listed))
        self._families.setdefault(key, (board, supporter, []))[2].append(Asked(rule, limits, alone))
        if alone:
            post_most(board, supporter, rule, limits)

    def post(self) -> None:
        """Post all that is not posted yet."""
        for (_, shifts, _), (board, supporter, asked) in self._families.items():
            variables = _fit(board, asked)
            if variables:
                RunVariables(board, supporter, shifts, asked)
            for each in asked:
                if not each.posted and not (variables and RunVariables.holds(each)):
                    post_most(board, supporter, each.rule, each.limits)
                    post_least(board, supporter, each.rule, each.limits)


def _fit(board: "Board", asked: list[Asked]) -> bool:
    """Whether runs of work become variables: they, or free days, have a least, and a hard most holds."""
    longest = [each.limits.most or LONGEST + 1 for each in asked if each.hard and not each.limits.free]
    return (
        not board.frame.cycle
        and any(each.limits.least > 1 for each in asked)
        and min(longest, default=LONGEST + 1) <= LONGEST
    )


def post_most(board: "Board", supporter: Supporter, rule: Rule, limits: RunLimits) -> None:
    """Of each `most` + 1 days in a row one at least is not of the run."""
    frame = board.frame
    if limits.most is None:
        return
    windows = [*frame.windows(limits.most + 1)]
    lits = {
        day: board.day_with(supporter, day, limits.shifts)
        for day in dict.fromkeys(chain.from_iterable(windows))
    }
    for window in windows:
        days = [lits[day] for day in window]
        if not limits.free:
            if not any(map(is_zero, days)):
                board.at_most_from_now(rule, days, limits.most)
        elif window[0] >= frame.seen_from and limits.beyond(frame, supporter.id, window):
            board.at_least(rule, days, 1)


def post_least(board: "Board", supporter: Supporter, rule: Rule, limits: RunLimits) -> None:
    """Days that would be too short a run are not just it: one of them is not, or one beside them is."""
    for run in _short_runs(board, limits):
        short = limits.too_short(board.frame, supporter.id, run)
        if not short:
            continue
        inside = [board.day_with(supporter, day, limits.shifts) for day in run]
        beside = [_beside(board, supporter, limits, day) for day in (run[0] - ONE_DAY, run[-1] + ONE_DAY)]
        if limits.free:
            board.at_most(rule, [*beside, *inside], 1, [1, 1, *[-1] * len(run)], price=short)
        else:
            board.at_most(rule, [*inside, *beside], len(run) - 1, [*[1] * len(run), -1, -1], price=short)


def _short_runs(board: "Board", limits: RunLimits) -> Iterator[list[date]]:
    """Days in a row, fewer than the least, that end where this rota has a part in it."""
    frame = board.frame
    for length in range(1, limits.least):
        for last in days_from(frame.first_day - ONE_DAY, frame.days + 1):
            run = days_from(last - timedelta(days=length - 1), length)
            if run[0] >= frame.seen_from:
                yield run


def _beside(board: "Board", supporter: Supporter, limits: RunLimits, day: date) -> "Lit":
    """Whether such a shift starts on a day beside a run; what is not known ends it."""
    if limits.free and not board.frame.seen_from <= day <= board.frame.last_day:
        return 1
    return board.day_with(supporter, day, limits.shifts)
