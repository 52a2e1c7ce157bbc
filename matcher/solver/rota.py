"""The rota: who comes when, for one person. People are independent, because nobody works in two teams."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame, Turn
from matcher.model.organisation import SetShift
from matcher.rulebook import InForce
from matcher.solver.around import around
from matcher.solver.board import Board
from matcher.solver.model import Model
from matcher.solver.run import LevelFound, solve_levels


@dataclass(frozen=True)
class RotaFound:
    """A rota, or None; how each level ended; `impossible` only when that is proved."""

    turns: tuple[Turn, ...] | None
    levels: tuple[LevelFound, ...]
    impossible: bool = False


def find_rota(
    frame: Frame, rules: Sequence[InForce], clock: Clock, start: Sequence[Turn] | None = None
) -> RotaFound:
    """The best rota for a frame, level by level; from `start`, or what was promised, where there is such."""
    board = pinned_board(frame, rules)
    levels = [(level, board.cost(level)) for level in board.levels()]
    parts = around(board, clock.settings.seed)
    begin = _warm_start(board, frame.published if start is None else start)
    found = solve_levels(
        board.model,
        levels,
        clock,
        frame.person.id,
        begin,
        uncovered=board.uncovered(),
        parts=parts,
    )
    if found.values is None:
        return RotaFound(None, (), found.impossible)
    return RotaFound(turns_of(board, found.values), found.levels)


def _warm_start(board: Board, start: Sequence[Turn] | None) -> dict[int, int]:
    """Values to begin from."""
    promised = {(turn.supporter, turn.need.id) for turn in start or ()}
    cells = [(each, need, board.works(each, need)) for each in board.everyone for need in board.shifts]
    return {
        works.index: int((each.id, need.id) in promised)
        for each, need, works in cells
        if promised and not isinstance(works, int)
    }


def pinned_board(frame: Frame, rules: Sequence[InForce]) -> Board:
    """A board with the shifts that are set by hand."""
    board = Board(Model(), frame, rules)
    pin(board)
    return board


def pin(board: Board) -> None:
    """Set the shifts that are set by hand."""
    frame = board.frame
    for shift in frame.pins:
        for need in needs_of(frame, shift):
            works = board.works(frame.by_id[shift.supporter], need) if shift.supporter in frame.by_id else 0
            board.model.add_bool_or([works])


def needs_of(frame: Frame, shift: SetShift) -> list[DatedNeed]:
    """The dated needs that a shift set by hand stands for: more than one where own time cuts it."""
    return [need for need in frame.needs if need.need.id == shift.need and need.day == shift.day]


def turns_of(board: Board, values: Sequence[int]) -> tuple[Turn, ...]:
    """The turns that a solution holds."""
    return tuple(
        Turn(supporter.id, need)
        for need in board.shifts
        for supporter in board.everyone
        if _worked(board.works(supporter, need), values)
    )


def _worked(works: cp_model.IntVar | int, values: Sequence[int]) -> bool:
    return bool(works if isinstance(works, int) else values[works.index])
