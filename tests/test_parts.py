"""Large rotas solved in parts: a proof is a proof, a bound is a bound, and nothing is freed beyond a part."""

import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from curtois import organisation_of
from curtois_instance import read_instance
from generate import MONDAY, organisation
from ortools.sat.python import cp_model
from test_curtois_score import SMALL
from ward import DAY_0

from matcher.clock import Clock, Progress, Settings
from matcher.rulebook import for_frame
from matcher.solver import parts, run
from matcher.solver.around import LARGE_TEAM, Around, around
from matcher.solver.best import After, Best
from matcher.solver.blocks import parted
from matcher.solver.board import Board
from matcher.solver.cost import Cost
from matcher.solver.parts import solve_in_parts
from matcher.solver.rota import pinned_board
from matcher.solver.run import solve_levels
from matcher.solver.search import Solved, Watched, run_with, solver_for
from matcher.solver.search import asked as asked_of
from matcher.team_frames import team_frame


def clock_of(workers: int = 1) -> Clock:
    return Clock(Settings(30, workers))


def board() -> Board:
    small = read_instance(SMALL, "small")
    asked = organisation_of(small)
    frame = team_frame(asked, asked.people[0], first_day=DAY_0, days=small.days, as_of=DAY_0)
    return pinned_board(frame, for_frame(frame))


def best_of(asked: Board) -> int:
    """The least cost of all rotas, by the whole."""
    (end,) = solve_levels(asked.model, [("gaps", asked.cost("gaps"))], clock_of()).levels
    assert (end.status, end.bound) == ("proved", end.cost)
    return end.cost


def in_parts(asked: Board, clock: Clock, tell: Callable[[int, int, int | None], None]) -> Solved:
    watched = Watched(tell, asked.uncovered())
    cost = asked.cost("gaps")
    return solve_in_parts(asked.model, cost, clock, {}, 0, watched, Around(asked, Random(0)))


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_end_with_the_same_proof_as_the_whole(workers: int) -> None:
    told: list[tuple[int, int, int | None]] = []
    found = in_parts(board(), clock_of(workers), lambda *step: told.append(step))
    best = best_of(board())

    assert (found.proved, found.bound) == (True, best)
    assert told[-1][:2] == (best, best)
    assert told[-1][2] == board().uncovered().of(found.values or ())
    assert all(bound <= best <= cost for cost, bound, _ in told)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_proof_is_the_same_where_the_model_does_not_part_by_supporter(workers: int) -> None:
    asked = board()
    cells = [lit for need in asked.needs for lit in asked.on(need)]
    asked.model.add_max_equality(asked.model.new_bool_var(""), cells)
    found = in_parts(asked, clock_of(workers), lambda *_: None)

    assert parted(asked.model, asked.cost("gaps"), Around(asked, Random(0)).owners) is None
    assert (found.proved, found.bound) == (True, best_of(board()))


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_not_settled_by_the_whole_in_time_is_settled_in_parts(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "QUICK", 1e-4)
    monkeypatch.setattr(parts, "HEAD_START", 1e-4)
    asked, told = board(), list[Progress]()
    (end,) = solve_levels(
        asked.model,
        [("gaps", asked.cost("gaps"))],
        Clock(Settings(30, workers), told.append),
        parts=around(asked, 0),
    ).levels

    assert (end.status, end.bound) == ("proved", end.cost)
    assert end.cost == best_of(board())
    assert len(told) > 2


@pytest.mark.parametrize("workers", [1, 2])
def test_whoever_asks_to_stop_gets_the_best_rota_so_far_and_a_bound_that_holds(workers: int) -> None:
    asked, clock = board(), clock_of(workers)
    told: list[int] = []

    def stop_at_the_first(cost: int, bound: int, missing: int | None) -> None:
        told.append(cost)
        clock.stop()

    found = in_parts(asked, clock, stop_at_the_first)

    assert told
    assert found.values is not None
    assert found.bound <= best_of(board()) <= asked.cost("gaps").of(found.values) <= told[0]


def test_what_is_not_part_of_it_stays_as_it_is() -> None:
    asked = board()
    cells = {lit.index for need in asked.needs for lit in asked.on(need) if not isinstance(lit, int)}
    nobody = [0] * len(asked.model.proto.variables)
    held = [set(Around(asked, Random(seed)).held(nobody)) for seed in range(20)]

    assert all(each < cells for each in held), "something is freed each time"
    assert len({frozenset(each) for each in held}) > 1, "not always the same"
    assert any(held)


def test_parts_of_a_small_team_find_better_rotas_while_its_whole_has_a_head_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    better: list[bool] = []

    def until_parts_find_something(whole: Any, large: bool) -> None:
        first, until = whole._best.cost, time.monotonic() + 20
        while whole._best.cost == first and time.monotonic() < until:
            time.sleep(0.01)
        better.append(whole._best.cost < first)

    monkeypatch.setattr(parts._Whole, "begin", until_parts_find_something)
    found = in_parts(board(), clock_of(2), lambda *_: None)

    assert better == [True]
    assert found.proved


def test_the_whole_is_begun_again_once_the_best_is_half_as_far_from_the_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, clock = board(), clock_of()
    cost, owners = asked.cost("gaps"), Around(asked, Random(0)).owners
    watched = Watched(lambda *_: None, None)
    best_values = in_parts(asked, clock, lambda *_: None).values
    idle = run_with(solver_for(clock, 1), asked_of(asked.model, Cost(), {}), clock, None).values
    assert best_values is not None
    assert idle is not None
    best = Best(asked.model, cost, clock, watched, owners, idle)
    whole, begun = parts._Whole(best, workers=1), list[int]()

    def meanwhile_parts_find_the_best(*given: Any) -> Solved:
        begun.append(best.cost)
        if len(begun) > 1:
            return run_with(*given)
        best.take(best_values)
        whole.look()
        return Solved(cp_model.FEASIBLE, best_values, 0)

    monkeypatch.setattr(parts, "run_with", meanwhile_parts_find_the_best)
    whole.solve()

    assert begun == [cost.of(idle), cost.of(best_values)]
    assert best.solved.proved


@pytest.mark.parametrize(
    ("near", "parts_took", "ended"),
    [
        pytest.param(1.01, 2 * parts.MEANWHILE, True, id="far from its bound after a while"),
        pytest.param(1.01, 0.5 * parts.MEANWHILE, False, id="far from its bound so soon"),
        pytest.param(1.1, 2 * parts.MEANWHILE, False, id="nearly there"),
    ],
)
def test_a_head_start_goes_on_for_a_while_and_for_longer_where_it_is_nearly_there(
    near: float, parts_took: float, ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, clock = board(), clock_of()
    idle = run_with(solver_for(clock, 1), asked_of(asked.model, Cost(), {}), clock, None).values
    assert idle is not None
    cost, owners = asked.cost("gaps"), Around(asked, Random(0)).owners
    best = Best(asked.model, cost, clock, Watched(lambda *_: None, None), owners, idle)
    best.heard(best.cost - 1)
    assert not best.within(1.01)
    monkeypatch.setattr(parts, "NEARLY_THERE", near)
    whole, ends = parts._Whole(best, 1, parts.LONGER), list[bool]()
    monkeypatch.setattr(cp_model.CpSolver, "stop_search", lambda _: ends.append(True))

    def meanwhile(*_: Any) -> Solved:
        best.work = parts_took
        whole.look()
        return Solved(cp_model.UNKNOWN, None, 0)

    monkeypatch.setattr(parts, "run_with", meanwhile)
    whole.begin(large=False)
    assert ends == ([True] if ended else [])

    whole.look()
    assert len(ends) == ended, "only a head start is ended"


def test_whoever_has_a_dear_schedule_is_freed_more_often() -> None:
    team = organisation(0, team=(8, 8))
    frame = team_frame(team, team.people[0], first_day=MONDAY, days=14, as_of=MONDAY)
    asked = pinned_board(frame, for_frame(frame))
    around = Around(asked, Random(0))
    nobody = [0] * len(asked.model.proto.variables)
    dear = asked.everyone[0].id
    above = {each.id: 900 if each.id == dear else 0 for each in asked.everyone}
    freed = Counter[str]()
    for _ in range(100):
        held = set(around.held(nobody, above))
        freed.update({supporter for index, supporter in around.owners.items() if index not in held})

    others = {supporter: times for supporter, times in freed.items() if supporter != dear}
    assert all(freed[dear] > times > 0 for times in others.values()), (freed[dear], others)
    assert freed[dear] > 1.3 * sum(others.values()) / len(others)


@pytest.mark.parametrize(
    ("bound", "left", "enough"),
    [(1999, 8, True), (1999, 12, False), (1990, 8, False), (2000, 12, True), (1990, 0, True)],
)
def test_a_level_that_is_nearly_proved_leaves_time_to_those_after_it(
    bound: int, left: float, enough: bool
) -> None:
    model = cp_model.CpModel()
    cost = Cost(((model.new_int_var(0, 3000, ""), 1),))
    best = Best(
        model, cost, Clock(Settings(left)), Watched(lambda *_: None, None), {}, (2000,), After(keep=10)
    )
    best.heard(bound)

    assert best.enough == enough


def test_a_rota_is_made_better_for_the_next_level_and_no_worse_for_this_one() -> None:
    model = cp_model.CpModel()
    ann, bob = model.new_bool_var("ann"), model.new_bool_var("bob")
    model.add_bool_or(ann, bob)
    cost, then = Cost(((ann, 1), (bob, 1))), Cost(((ann, 5),))
    ann_works, bob_works, both_work = (1, 0), (0, 1), (1, 1)
    best = Best(model, cost, clock_of(), Watched(lambda *_: None, None), {}, ann_works, After(then))
    assert best.has_next

    assert best.prepare(held=[], seed=0), "solved to its end"
    assert best.values == bob_works
    assert (best.cost, best.has_next) == (1, False)
    assert not any(best.take(worse) for worse in (ann_works, both_work))
    assert best.values == bob_works


def test_what_is_prepared_for_the_next_level_gives_way_to_a_better_rota_of_this_one() -> None:
    model = cp_model.CpModel()
    works = [model.new_bool_var(name) for name in ("ann", "bob")]
    cost, then = Cost(tuple((each, 1) for each in works)), Cost(((works[0], 5),))
    best = Best(model, cost, clock_of(), Watched(lambda *_: None, None), {}, (1, 1), After(then))
    best.prepare(held=[1], seed=0)

    assert best.values == (0, 1)
    assert best.take((0, 0))
    assert best.cost == 0


def test_parts_grow_while_they_are_solved_to_their_end_and_shrink_where_they_are_not() -> None:
    asked = Around(board(), Random(0))
    at_first = asked.size
    asked.learn(True)
    larger = asked.size
    asked.learn(False)

    assert asked.size < larger > at_first


def test_a_team_of_a_person_is_tried_as_a_whole_first() -> None:
    found = around(board(), 0)

    assert found is not None
    assert not found.large
    assert len(found.board.everyone) < LARGE_TEAM
