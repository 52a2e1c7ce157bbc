"""Every rule: its drawn examples, its model and its checker agree; also on every rota of a tiny board."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, product
from typing import Any

import pytest
from ortools.sat.python import cp_model

from matcher.frame import Frame, Turn
from matcher.model.answer import Level, Violation
from matcher.plan import Plan
from matcher.read.rules import rule_problems
from matcher.rulebook import InForce
from matcher.rules import CATALOGUE, Example, Rule
from matcher.rules._drawing import frame_of, plan_of
from matcher.solver.board import Board

RULES = list(CATALOGUE.values())
EXAMPLES = [
    pytest.param(rule, example, id=f"{kind}: {example.name}")
    for kind, rule in CATALOGUE.items()
    for example in rule.examples
]
POSTED: list[Level] = ["hard", "gaps", "change", "person", "supporters"]


@pytest.mark.parametrize("rule_class", RULES, ids=lambda rule: rule.model_fields["kind"].default)
def test_a_rule_shows_what_passes_and_what_fails(rule_class: type[Rule]) -> None:
    assert [example for example in rule_class.examples if not example.says], "no example that passes"
    assert [example for example in rule_class.examples if example.says], "no example that fails"


@pytest.mark.parametrize("rule_class", RULES, ids=lambda rule: rule.model_fields["kind"].default)
def test_a_rule_says_itself_in_whole_sentences(rule_class: type[Rule]) -> None:
    says = rule_class.model_validate({}).says()

    assert says[0].isupper()
    assert says.endswith(".")
    assert rule_class.basis.endswith(".")


@pytest.mark.parametrize(("rule_class", "example"), EXAMPLES)
def test_the_checker_says_what_the_example_says(rule_class: type[Rule], example: Example) -> None:
    rule = rule_class(**example.rule)
    expected = (example.says,) if isinstance(example.says, str) else example.says

    assert tuple(violation.says for violation in found(rule, plan_of(example))) == expected


@pytest.mark.parametrize(("rule_class", "example"), EXAMPLES)
def test_the_model_agrees_with_the_checker(rule_class: type[Rule], example: Example) -> None:
    for rule in at_each_level(rule_class, example):
        plan = plan_of(example)
        assert cost_in_model(rule, plan.frame, plan.turns) == cost_in_checker(rule, plan)


@pytest.mark.parametrize("rule_class", RULES, ids=lambda rule: rule.model_fields["kind"].default)
def test_model_and_checker_agree_on_every_rota_of_a_tiny_board(rule_class: type[Rule]) -> None:
    must_agree_on_every_rota(rule_class, [frame_of(rule_class.tiny)[0]])


@pytest.mark.parametrize("rule_class", RULES, ids=lambda rule: rule.model_fields["kind"].default)
def test_model_and_checker_agree_when_the_first_day_has_begun(rule_class: type[Rule]) -> None:
    """What has begun by then is a fact, whatever it was; the rest is planned around it."""
    must_agree_on_every_rota(rule_class, list(begun(frame_of(rule_class.tiny)[0])))


def must_agree_on_every_rota(rule_class: type[Rule], frames: list[Frame]) -> None:
    """Which rotas are allowed, or what each of them costs."""
    for rule, frame in product(at_each_level(rule_class, rule_class.tiny), frames):
        if rule.level == "hard":
            assert allowed_by_model(rule, frame=frame) == allowed_by_checker(rule, frame=frame)
        else:
            for turns in every_rota(frame):
                assert cost_in_model(rule, frame, turns) == cost_in_checker(rule, Plan.of(frame, turns))


def begun(frame: Frame) -> Iterator[Frame]:
    """The frame once the first needs of its first day have begun, with nobody or one person on them; and
    with the first one planned again although it has begun.
    """
    today = [need for need in frame.needs if need.day == frame.first_day]
    for count in range(1, len(today) + 1):
        opens, later = today[count - 1].begin + 1, [need for need in frame.needs if need not in today[:count]]
        for there in chain.from_iterable(combinations(frame.supporters, size) for size in (0, 1)):
            facts = tuple(Turn(each.id, need) for each in there for need in today[:count])
            yield replace(frame, opens=opens, past=(*frame.past, *facts), needs=tuple(later))
    if len(today) > 1:
        yield replace(frame, opens=today[0].begin + 1, reopened=frozenset({today[0].key}))


@pytest.mark.parametrize("whom", [{"people": ["pat"]}, {"supporters": ["ann"]}, {"tags": ["nights"]}])
def test_a_rule_about_the_whole_organisation_is_refused_for_some_of_it(whom: dict[str, list[str]]) -> None:
    drawn = Example("", ".......", organisation={"rules": [{"kind": "contact_due", "applies_to": whom}]})
    (problem,) = rule_problems(frame_of(drawn)[0].organisation)

    assert problem.says == "The rule 'contact_due' is about the whole organisation, not about some of it."


@pytest.mark.parametrize(("days", "kept"), [(1, 1), (2, 2), (None, 3)])
def test_only_the_days_that_were_promised_are_held_to_the_promise(days: int | None, kept: int) -> None:
    """Ann was promised nothing and is given three earlies, of which so many days were promised."""
    drawn = plan_of(Example("", "EEE....", published=".......", organisation={"as_of": "2026-01-05"}))
    promised = None if days is None else frozenset(drawn.frame.dates[:days])
    plan = Plan.of(replace(drawn.frame, published_days=promised), drawn.turns)
    rule = CATALOGUE["least_change"].model_validate({})

    assert cost_in_checker(rule, plan) == cost_in_model(rule, plan.frame, plan.turns) == kept


def at_each_level(rule_class: type[Rule], example: Example) -> Iterator[Rule]:
    """The rule at each level that posts something. Two priced levels post the same, so one is tried."""
    default = rule_class(**example.rule)
    priced = [level for level in POSTED[1:] if level in rule_class.levels]
    for level in [level for level in ("hard",) if level in rule_class.levels] + priced[:1]:
        yield default.model_copy(update={"level": level, "weight": 3})


def found(rule: Rule, plan: Plan) -> list[Violation]:
    organisation = plan.frame.organisation
    return [*rule.check(plan), *rule.check_organisation(organisation, plan.frame.as_of)]


def cost_in_checker(rule: Rule, plan: Plan) -> int | None:
    """What the checker says a rota costs; None where it breaks a hard rule."""
    violations = found(rule, plan)
    if rule.level == "hard":
        return None if violations else 0
    return sum(violation.cost for violation in violations)


def cost_in_model(rule: Rule, frame: Frame, turns: tuple[Turn, ...]) -> int | None:
    """What the model says a rota costs at least; None where it is infeasible."""
    model = cp_model.CpModel()
    board = board_with(model, rule, frame)
    chosen = {(turn.supporter, turn.need.id) for turn in turns}
    for supporter, need in cells(frame):
        works = board.works(frame.by_id[supporter], need)
        model.add_bool_or([] if _differs(works, (supporter, need.id) in chosen) else [True])
        if not isinstance(works, int):
            model.add(works == ((supporter, need.id) in chosen))
    cost: Any = sum(board.cost(level).expression for level in board.levels())
    model.minimize(cost)
    solver = solver_with_one_worker()
    if solver.solve(model) == cp_model.INFEASIBLE:
        return None
    return round(solver.value(cost))


def _differs(works: Any, chosen: bool) -> bool:
    return isinstance(works, int) and works != chosen


def allowed_by_model(*rules: Rule, frame: Frame) -> set[frozenset[tuple[str, str]]]:
    model = cp_model.CpModel()
    board = Board(model, frame, [InForce(rule, frozenset(frame.by_id)) for rule in rules])
    lits = {
        (supporter, need.id): board.works(frame.by_id[supporter], need) for supporter, need in cells(frame)
    }
    seen: set[frozenset[tuple[str, str]]] = set()

    class Collect(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            seen.add(
                frozenset(
                    cell for cell, lit in lits.items() if (lit if isinstance(lit, int) else self.value(lit))
                )
            )

    solver = solver_with_one_worker()
    solver.parameters.enumerate_all_solutions = True
    solver.solve(model, Collect())
    return seen


def allowed_by_checker(*rules: Rule, frame: Frame) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((turn.supporter, turn.need.id) for turn in turns)
        for turns in every_rota(frame)
        if not any(found(rule, Plan.of(frame, turns)) for rule in rules)
    }


def every_rota(frame: Frame) -> Iterator[tuple[Turn, ...]]:
    places = cells(frame)
    assert len(places) <= 12, "the tiny board is too large to try every rota"
    for chosen in product([False, True], repeat=len(places)):
        yield tuple(Turn(*place) for place, worked in zip(places, chosen, strict=True) if worked)


def cells(frame: Frame) -> list[tuple[str, Any]]:
    everything = (*frame.needs, *frame.extra_times)
    return [(supporter.id, need) for supporter in frame.supporters for need in everything]


def board_with(model: cp_model.CpModel, rule: Rule, frame: Frame) -> Board:
    return Board(model, frame, [InForce(rule, frozenset(frame.by_id))])


def solver_with_one_worker() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    return solver
