"""The board that rules post on, and the run of its levels."""

from datetime import date
from random import Random
from threading import Timer

from ortools.sat.python import cp_model

from matcher.clock import Clock, Progress, Settings
from matcher.frame import Frame
from matcher.framing import typical_week
from matcher.rulebook import for_frame
from matcher.rules import CATALOGUE, Example
from matcher.rules._drawing import MONDAY, frame_of
from matcher.solver.board import Board
from matcher.solver.cost import Cost
from matcher.solver.run import solve_levels

SETTINGS = Settings(time_limit=30, workers=1)


def clock() -> Clock:
    return Clock(SETTINGS)


def asked(example: Example) -> Frame:
    """The question an example asks, without the turns drawn for its own days."""
    frame, _ = frame_of(example)
    return frame


# --- The board -----------------------------------------------------------------------------------------


def test_the_board_knows_the_past_and_what_can_never_be() -> None:
    frame = asked(
        Example(
            "", "N|..\n.|..", need={"early": {}}, supporters={"bob": {"availability": [{"days": ["mon"]}]}}
        )
    )
    board = Board(cp_model.CpModel(), frame, for_frame(frame))
    ann, bob = frame.supporters
    night, early_monday, _, early_tuesday, _ = board.all_needs

    assert (night.day, board.works(ann, night), board.works(bob, night)) == (date(2026, 5, 31), 1, 0)
    assert isinstance(board.works(bob, early_monday), cp_model.IntVar)
    assert board.works(bob, early_tuesday) == 0, "Bob comes on Mondays only"
    assert len(board.on(early_monday)) == 2
    assert len(board.on(early_tuesday)) == 1


def test_what_is_known_is_not_asked_of_the_solver() -> None:
    frame = asked(Example("", "..", need={"early": {}, "late": {}}))
    board = Board(cp_model.CpModel(), frame)
    early, late, *_ = (board.works(frame.supporters[0], need) for need in frame.needs)

    assert (board.any_of([]), board.all_of([]), board.none_of([])) == (0, 1, 1)
    assert (board.any_of([early, 1]), board.all_of([early, 0]), board.none_of([early, 1])) == (1, 0, 0)
    assert board.any_of([early, 0]) is early
    assert board.all_of([early, 1]) is early
    assert board.any_of([early, late]) is board.any_of([late, early, late]), "made once"


def test_a_typical_week_is_its_own_past() -> None:
    drawn = asked(Example("", ".......", need={"early": {}}))
    week = typical_week(
        drawn.organisation, drawn.person, drawn.supporters, first_day=MONDAY, as_of=drawn.as_of
    )
    board = Board(cp_model.CpModel(), week)
    (ann,) = week.supporters

    for need in week.needs:
        assert board.works(ann, need.moved(-7)) is board.works(ann, need)
        assert board.works(ann, need.moved(-14)) is board.works(ann, need)


def test_a_soft_limit_costs_what_is_beyond_it_and_a_hard_one_cannot_be_passed() -> None:
    frame = asked(Example("", "...", need={"early": {}}))
    rule = CATALOGUE["days_in_a_row"]

    def least(level: str) -> int | None:
        model = cp_model.CpModel()
        board = Board(model, frame)
        works = [board.works(frame.supporters[0], need) for need in frame.needs]
        board.at_most(rule.model_validate({"level": level, "weight": 5}), works, 1)
        model.add(sum(works) == 3)
        levels = solve_levels(model, [("supporters", board.cost("supporters"))], clock()).levels
        return levels[0].cost if levels else None

    assert least("supporters") == 2 * 5
    assert least("hard") is None


# --- Levels --------------------------------------------------------------------------------------------


def two_numbers() -> tuple[cp_model.CpModel, Cost, Cost]:
    """Two numbers up to 9 that make at least 9: costs of the first, and of the second."""
    model = cp_model.CpModel()
    first, second = model.new_int_var(0, 9, "first"), model.new_int_var(0, 9, "second")
    model.add(first + second >= 9)
    return model, Cost(((first, 1),)), Cost(((second, 1),))


def test_levels_are_solved_in_order_each_held_at_its_best() -> None:
    model, first, second = two_numbers()
    levels = solve_levels(model, [("first", first), ("second", second)], clock()).levels

    assert [(level.name, level.status, level.cost, level.bound) for level in levels] == [
        ("first", "proved", 0, 0),
        ("second", "proved", 9, 9),
    ]


def test_a_later_level_that_is_stopped_keeps_what_the_one_before_it_found() -> None:
    model, first, second = two_numbers()

    def stop_after_the_first(step: Progress) -> None:
        if step.doing == "first" and step.bound == step.cost:
            stopping.stop()

    stopping = Clock(SETTINGS, stop_after_the_first)
    levels = solve_levels(model, [("first", first), ("second", second)], stopping).levels

    assert [(level.status, level.cost, level.bound) for level in levels] == [
        ("proved", 0, 0),
        ("stopped", 9, None),
    ]


def test_a_contradiction_is_impossible_and_a_search_out_of_time_is_not() -> None:
    model, first, _ = two_numbers()
    model.add(first.expression >= 10)
    no_time = Clock(Settings(time_limit=0, workers=1))

    assert solve_levels(model, [("first", first)], clock()).impossible
    assert solve_levels(two_numbers()[0], [], clock()).values is not None
    assert not solve_levels(market_split(), [], no_time).impossible


def test_a_stop_from_another_thread_ends_a_long_search() -> None:
    asked_to_stop = Clock(Settings(time_limit=120, workers=1))
    Timer(0.3, asked_to_stop.stop).start()
    result = solve_levels(market_split(), [], asked_to_stop)

    assert (result.values, result.impossible) == (None, False)
    assert asked_to_stop.used < 5


def market_split() -> cp_model.CpModel:
    """A well known kind of puzzle that is small to write and takes hours to search."""
    rng, model = Random(0), cp_model.CpModel()
    picked = [model.new_bool_var("") for _ in range(60)]
    for _ in range(7):
        sizes = [rng.randrange(100) for _ in picked]
        model.add(cp_model.LinearExpr.weighted_sum(picked, sizes) == sum(sizes) // 2)
    return model
