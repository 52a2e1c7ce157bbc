"""Large rotas solved in parts: a proof is a proof, a bound is a bound, and nothing is freed beyond a part."""

from random import Random

import pytest
from curtois import organisation_of
from curtois_instance import read_instance
from test_curtois_score import SMALL
from ward import DAY_0

from matcher.clock import Clock, Progress, Settings
from matcher.rulebook import for_frame
from matcher.solver.around import LARGE_TEAM, Around, around
from matcher.solver.blocks import parted
from matcher.solver.board import Board
from matcher.solver.rota import pinned_board
from matcher.solver.run import solve_levels
from matcher.team_frames import team_frame


def board() -> Board:
    small = read_instance(SMALL, "small")
    asked = organisation_of(small)
    frame = team_frame(asked, asked.people[0], first_day=DAY_0, days=small.days, as_of=DAY_0)
    return pinned_board(frame, for_frame(frame))


def solved(
    asked: Board, workers: int, parts: Around | None, seconds: float = 30
) -> tuple[str, int, int | None]:
    clock = Clock(Settings(time_limit=seconds, workers=workers))
    levels = [("gaps", asked.cost("gaps"))]
    (end,) = solve_levels(asked.model, levels, clock, parts=parts).levels
    return end.status, end.cost, end.bound


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_end_with_the_same_proof_as_the_whole(workers: int) -> None:
    asked = board()
    status, cost, bound = solved(board(), 1, None)

    assert (status, bound) == ("proved", cost)
    assert solved(asked, workers, Around(asked, Random(0))) == (status, cost, bound)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_proof_is_the_same_where_the_model_does_not_part_by_supporter(workers: int) -> None:
    asked = board()
    status, cost, bound = solved(board(), 1, None)
    cells = [lit for need in asked.needs for lit in asked.on(need)]
    asked.model.add_max_equality(asked.model.new_bool_var(""), cells)
    parts = Around(asked, Random(0))

    assert parted(asked.model, asked.cost("gaps"), parts.owners) is None
    assert solved(asked, workers, parts) == (status, cost, bound)


@pytest.mark.parametrize("workers", [1, 2])
def test_whoever_asks_to_stop_gets_the_best_rota_so_far_and_a_bound_that_holds(workers: int) -> None:
    asked = board()
    _, best, _ = solved(board(), 1, None)
    told: list[int] = []

    def stop_at_the_first(step: Progress) -> None:
        if step.cost is not None:
            told.append(step.cost)
            clock.stop()

    clock = Clock(Settings(time_limit=30, workers=workers), stop_at_the_first)
    (end,) = solve_levels(
        asked.model, [("gaps", asked.cost("gaps"))], clock, parts=Around(asked, Random(0))
    ).levels

    assert told
    assert (end.bound or 0) <= best <= end.cost <= told[0]


def test_what_is_not_part_of_it_stays_as_it_is() -> None:
    asked = board()
    cells = {lit.index for need in asked.needs for lit in asked.on(need) if not isinstance(lit, int)}
    nobody = [0] * len(asked.model.proto.variables)
    held = [set(Around(asked, Random(seed)).held(nobody)) for seed in range(20)]

    assert all(each < cells for each in held), "something is freed each time"
    assert len({frozenset(each) for each in held}) > 1, "not always the same"
    assert any(held)


def test_parts_grow_while_they_are_solved_to_their_end_and_shrink_where_they_are_not() -> None:
    asked = Around(board(), Random(0))
    at_first = asked.size
    asked.learn(True)
    larger = asked.size
    asked.learn(False)

    assert asked.size < larger > at_first


def test_a_team_of_a_person_is_solved_as_a_whole() -> None:
    asked = board()

    assert len(asked.everyone) < LARGE_TEAM
    assert around(asked, 0) is None
