"""Why not this supporter on this shift: put there by hand, and judged by the limits a second time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from random import Random

from claims import Claims, Solved
from plain_rules import broken, price

from matcher.audit import Audit, audit
from matcher.calendar import DatedNeed
from matcher.explain.why import why_not
from matcher.frame import Frame, Turn
from matcher.model.answer import PRICED, Level
from matcher.model.explained import WhyNot
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import for_frame


def check_why_not(claims: Claims, made: Solved, rng: Random, most: int | None = None) -> None:
    """Every supporter and applicant on every need, or some of them at random."""
    asked = list(product(made.organisation.supporters, made.case.frame.needs))
    for supporter, need in asked if most is None else rng.sample(asked, min(most, len(asked))):
        check_one(claims, made, why_not(made.case, supporter, need), supporter, need)


def check_one(claims: Claims, made: Solved, said: WhyNot, supporter: Supporter, need: DatedNeed) -> None:
    case, there = made.case, made.case.plan.on(need)
    claims.claim("why not: is there", said.here == (supporter.id in there), *said.says)
    if said.here:
        return
    frame = with_stranger(case.frame, supporter)
    free = len(there) < need.need.supporters_needed
    claims.claim("why not: whose place", (said.instead_of is None) == free, *said.says)
    places = [None] if free else there
    turns = {place: _instead(case.plan.turns, Turn(supporter.id, need), place) for place in places}
    found = broken(frame, turns[said.instead_of])
    named = {(each.rule, each.supporter or "") for each in said.breaks}
    if said.breaks:
        claims.claim("why not: breaks just this", found == named, sorted(found), sorted(named), *said.says)
        for place in places:
            others = broken(frame, turns[place])
            claims.claim("why not: no other exchange", bool(others), place, *said.says)
        return
    claims.claim("why not: could", not found, sorted(found), *said.says)
    before = audit(case.plan, case.rules)
    after = audit(Plan.of(frame, turns[said.instead_of]), for_frame(frame))
    costs = [
        tuple(audit(Plan.of(frame, each), for_frame(frame)).costs().values())
        for each in turns.values()
        if not broken(frame, each)
    ]
    claims.claim("why not: the best exchange", tuple(after.costs().values()) == min(costs), costs, *said.says)
    was, would = _prices(before), _prices(after)
    changed = {
        (level, rule, was[level, rule], would[level, rule])
        for level, rule in {*was, *would}
        if was[level, rule] != would[level, rule]
    }
    told = {(row.level, row.rule, row.before, row.after) for row in said.changes}
    claims.claim("why not: costs this", changed == told, sorted(changed), sorted(told))
    missing = gap_cost(case.frame, turns[said.instead_of]) - gap_cost(case.frame, case.plan.turns)
    told_gaps = sum(row.after - row.before for row in said.changes if row.level == "gaps")
    claims.claim("why not: gaps cost this", missing == told_gaps, missing, told_gaps)
    difference = [after.cost(level) - before.cost(level) for level in PRICED]
    first = next((each for each in difference if each), 0)
    word = "worse" if first > 0 else "better" if first < 0 else "cost nothing"
    claims.claim("why not: worse, better or alike", word in said.says[-1], difference, *said.says)
    if made.best:
        claims.claim("why not: never better than the best", first >= 0, difference, *said.says)


def _prices(found: Audit) -> Counter[tuple[Level, str]]:
    """What each rule costs at each level, added up violation by violation."""
    prices: Counter[tuple[Level, str]] = Counter()
    for each in found.violations:
        if each.level in PRICED:
            prices[each.level, each.rule] += each.cost
    return prices


def with_stranger(frame: Frame, supporter: Supporter) -> Frame:
    """A frame with somebody who is not in the team."""
    known = {each.id for each in frame.supporters}
    return frame if supporter.id in known else replace(frame, supporters=(*frame.supporters, supporter))


def _instead(turns: Iterable[Turn], new: Turn, other: str | None) -> list[Turn]:
    return [*(each for each in turns if each != Turn(other or "", new.need)), new]


def gap_cost(frame: Frame, turns: Iterable[Turn]) -> int:
    """Level 1 of a rota, counted afresh."""
    there = Counter(turn.need.id for turn in turns)
    return sum(price(need) * max(0, need.need.supporters_needed - there[need.id]) for need in frame.needs)
