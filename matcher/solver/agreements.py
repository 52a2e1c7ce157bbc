"""The smallest thing that would close a gap: a solve in which each agreement a human could give has a price.

Only what a supporter may say yes to is loosened: times besides those offered, more hours up to the limit for
what-if questions, one more sleep-in; and a yes the person has not given yet. The law, a no, a never, and
other people's teams stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame, Turn
from matcher.model.agreement import Agreement
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import InForce
from matcher.rules import Rule
from matcher.rules.availability import Availability
from matcher.rules.most_hours import MostHours
from matcher.rules.sleep_ins import SleepIns
from matcher.solver.board import Board
from matcher.solver.cost import Cost
from matcher.solver.model import Model
from matcher.solver.rota import pin, turns_of
from matcher.solver.run import solve_levels

PRICE_OF_A_MINUTE = 1
PRICE_OF_ANOTHER_TIME = 240
PRICE_OF_A_SLEEP_IN = 180
PRICE_OF_A_YES = 600
"""Prices by how much is asked: a minute more; four hours' worth for a time not offered; most for a yes."""


class UpToWhatMayBeAsked(MostHours):
    """The limit on hours that even an agreement keeps."""

    def most(self, frame: Frame, supporter: Supporter, week: date) -> int:
        """What a what-if question may name."""
        return max(super().most(frame, supporter, week), self.most_if_asked(supporter))


@dataclass(frozen=True)
class Way:
    """One way to close a gap: what supporters agree to, and whom the person says yes to."""

    agreements: tuple[Agreement, ...]
    yeses: tuple[str, ...]

    def asked(self) -> frozenset[str]:
        """Whose agreement or yes it takes."""
        return frozenset({*(each.supporter for each in self.agreements), *self.yeses})


@dataclass(frozen=True)
class WayFound:
    """The cheapest way to close a gap, or None; `impossible`: proved that there is none."""

    way: Way | None
    impossible: bool = False


@dataclass(frozen=True)
class Gap:
    """A gap to close: a dated need, and the level-1 cost that may be left once it is closed."""

    need: DatedNeed
    most_left: int


def cheapest_way(
    frame: Frame,
    rules: Sequence[InForce],
    gap: Gap,
    undecided: Sequence[Supporter],
    not_asked: frozenset[str],
    clock: Clock,
) -> WayFound:
    """The cheapest way to close a gap without asking some. The frame holds the team and the undecided, to
    whom the person's yes is taken as given."""
    board = Board(Model(), frame, [*_loosened(rules, not_asked)])
    _set(board, gap)
    cost = board.cost("supporters") + _price_of_yeses(board, undecided, not_asked)
    found = solve_levels(board.model, [("agreements", cost)], clock, frame.person.id)
    if found.values is None:
        return WayFound(None, found.impossible)
    return WayFound(_way(frame, rules, turns_of(board, found.values), undecided))


def closes(frame: Frame, rules: Sequence[InForce], gap: Gap, clock: Clock) -> bool | None:
    """Whether a frame, just as it is, can close a gap; None where that is not proved."""
    hard = [each for each in rules if each.rule.level in ("hard", "gaps")]
    board = Board(Model(), frame, hard)
    _set(board, gap)
    found = solve_levels(board.model, [], clock, frame.person.id)
    return True if found.values is not None else (False if found.impossible else None)


def _set(board: Board, gap: Gap) -> None:
    """The need is covered, shifts set by hand stay, and no other gap gets larger."""
    pin(board)
    board.model.add(sum(board.on(gap.need)) >= gap.need.need.supporters_needed)
    board.model.add(board.cost("gaps").expression <= gap.most_left)


def asked_for_more_hours(rules: Sequence[InForce]) -> list[InForce]:
    """Hard rules and gaps, with every minute beyond the hours agreed at a price, up to what may be asked."""
    loosened: list[InForce] = []
    for each in rules:
        if each.rule.level in ("hard", "gaps"):
            priced = _priced(each.rule) if isinstance(each.rule, MostHours) else [each.rule]
            loosened += [InForce(rule, each.supporters) for rule in priced]
    return loosened


def _loosened(rules: Sequence[InForce], not_asked: frozenset[str]) -> list[InForce]:
    """Hard rules as they are, except for what may be agreed to by those who may be asked."""
    loosened: list[InForce] = []
    for each in rules:
        if each.rule.level not in ("hard", "gaps"):
            continue
        asked = each.supporters - not_asked
        priced = _priced(each.rule)
        if not priced or not asked:
            loosened.append(each)
            continue
        loosened += [InForce(each.rule, each.supporters & not_asked)]
        loosened += [InForce(rule, asked) for rule in priced]
    return loosened


def _priced(rule: Rule) -> list[Rule]:
    """A rule that may be agreed away at a price, with the limit that stays; nothing for other rules."""
    match rule:
        case Availability():
            return [_at_a_price(rule, PRICE_OF_ANOTHER_TIME)]
        case MostHours():
            limit = UpToWhatMayBeAsked.model_construct(**dict(rule))
            return [limit, _at_a_price(rule, PRICE_OF_A_MINUTE)]
        case SleepIns(most_a_week=int(most)):
            limit_of_one_more = rule.model_copy(update={"most_a_week": most + 1})
            week_only = rule.model_copy(update={"most_in_a_row": None})
            return [limit_of_one_more, _at_a_price(week_only, PRICE_OF_A_SLEEP_IN)]
    return []


def _at_a_price(rule: Rule, price: int) -> Rule:
    return rule.model_copy(update={"level": "supporters", "weight": price})


def _price_of_yeses(board: Board, undecided: Sequence[Supporter], not_asked: frozenset[str]) -> Cost:
    """A yes costs where an undecided supporter works at all; those not asked do not work."""
    terms: list[tuple[cp_model.IntVar, int]] = []
    for each in undecided:
        works = board.any_of([board.works(each, need) for need in board.shifts])
        if isinstance(works, int):
            continue
        terms.append((works, PRICE_OF_A_YES))
        if each.id in not_asked:
            board.model.add(works == 0)
    return Cost(tuple(terms))


def _way(
    frame: Frame, rules: Sequence[InForce], turns: Sequence[Turn], undecided: Sequence[Supporter]
) -> Way:
    """What a solution takes: the rules that may be agreed away and are broken in it, and who is new."""
    plan = Plan.of(frame, turns)
    agreements: list[Agreement] = []
    for each in rules:
        if _priced(each.rule) and each.rule.level == "hard":
            agreements += _agreements(each.rule, plan.only(each.supporters))
    agreements = list(dict.fromkeys(agreements))
    comes = {turn.supporter for turn in turns}
    return Way(tuple(agreements), tuple(each.id for each in undecided if each.id in comes))


def _agreements(rule: Rule, plan: Plan) -> list[Agreement]:
    made: list[Agreement] = []
    for found in rule.check(plan):
        needs = [need for need in plan.now(found.supporter or "") if need.id in found.needs]
        shift = {"need": needs[0].need.id} if isinstance(rule, Availability) else {"amount": found.amount}
        made.append(
            Agreement.model_validate(
                {"supporter": found.supporter, "rule": rule.kind, "day": needs[0].day, **shift}
            )
        )
    return made


def granted(
    frame: Frame, agreements: Sequence[Agreement], yeses: frozenset[str], maybe: frozenset[str]
) -> Frame:
    """A frame with exactly these agreements, and of those undecided only the ones with a yes."""
    kept = tuple(each for each in frame.supporters if each.id not in maybe or each.id in yeses)
    return replace(frame, supporters=kept, agreements=(*frame.agreements, *agreements))
