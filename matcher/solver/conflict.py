"""Why no rota is possible: one smallest set of things that cannot all hold, found by leaving out.

Cores from the solver are not trusted (or-tools 4109, 5141): each step is a solve of its own, and 'impossible'
is confirmed without presolve.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from matcher import sentences as say
from matcher.clock import Clock
from matcher.frame import Frame, Turn
from matcher.model.answer import Clash
from matcher.model.organisation import SetShift
from matcher.plan import Plan
from matcher.rulebook import InForce
from matcher.solver.rota import needs_of, pinned_board
from matcher.solver.run import solve_levels
from matcher.wording import day_name, when


@dataclass(frozen=True)
class Asked:
    """Things asked for that may clash: shifts set by hand, rules, and what was worked before."""

    pins: tuple[SetShift, ...]
    rules: tuple[InForce, ...]
    past: tuple[Turn, ...]


def smallest_clash(frame: Frame, rules: Sequence[InForce], clock: Clock) -> Clash | None:
    """One smallest clash, each part of it needed; None where time ran out before that was sure."""
    kept = Asked(frame.pins, tuple(each for each in rules if each.rule.level == "hard"), frame.past)
    if _clashes(frame, kept, clock) is not True:
        return None
    for smaller in _each_left_out(kept):
        without = smaller(kept)
        still = None if clock.over else _clashes(frame, without, clock)
        if still is None:
            return None
        if still:
            kept = without
    return Clash(person=frame.person.id, items=tuple(_sentences(frame, kept)), says=say.CLASH_WHAT_TO_DO)


def _each_left_out(asked: Asked) -> list[Callable[[Asked], Asked]]:
    """Ways to leave out one thing each; the person's own word is the last rule to be left out."""

    def without_rule(rule: InForce) -> Callable[[Asked], Asked]:
        return lambda kept: replace(kept, rules=tuple(each for each in kept.rules if each != rule))

    def without_pin(pin: SetShift) -> Callable[[Asked], Asked]:
        return lambda kept: replace(kept, pins=tuple(each for each in kept.pins if each != pin))

    past: list[Callable[[Asked], Asked]] = [lambda kept: replace(kept, past=())] if asked.past else []
    return [*map(without_rule, reversed(asked.rules)), *past, *map(without_pin, asked.pins)]


def _clashes(frame: Frame, asked: Asked, clock: Clock) -> bool | None:
    """Whether things cannot all hold; None where time ran out before a rota was found or ruled out."""
    board = pinned_board(replace(frame, pins=asked.pins, past=asked.past), asked.rules)
    found = solve_levels(board.model, [], clock, frame.person.id)
    return True if found.impossible else (False if found.values is not None else None)


def _sentences(frame: Frame, asked: Asked) -> list[str]:
    """What clashes, shifts first; a rule says what the shifts that are set would break."""
    turns = [Turn(pin.supporter, need) for pin in asked.pins for need in needs_of(frame, pin)]
    plan = Plan.of(replace(frame, past=asked.past), turns)
    shifts = [
        say.CLASH_PINNED.format(supporter=frame.by_id[turn.supporter].name, need=when(turn.need))
        for turn in turns
    ]
    worked = [say.CLASH_WORKED.format(day=day_name(frame.first_day))] if asked.past else []
    return [*shifts, *worked, *(_rule(each, plan) for each in asked.rules)]


def _rule(each: InForce, plan: Plan) -> str:
    broken = [found.says for found in each.rule.check(plan.only(each.supporters))]
    return " ".join([each.rule.says(), *broken[:1]])
