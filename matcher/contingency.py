"""Contingency of a team: spare hours, and two who could work each need; and what it must bring. No solver."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from matcher.frame import Frame
from matcher.matching import things_that_matter
from matcher.model.supporter import Supporter
from matcher.rulebook import can_work, for_frame

ABLE_TO_WORK_EACH_NEED = 2


def minutes_wanted(week: Frame) -> int:
    """Most hours a team should have, in minutes: awake minutes needed / availability, rounded up.

    Availability is the share of contracted hours that reach the rota (leave, sickness, training).
    """
    needed = sum(need.awake_minutes * need.need.supporters_needed for need in week.needs)
    return ceil(needed / Fraction(week.organisation.pay.availability))


def contingency_cost(week: Frame) -> int:
    """Minutes short, where the supporters of the frame are the team."""
    offered = sum(supporter.contract.most_minutes for supporter in week.supporters)
    rules = for_frame(week)
    short = max(0, minutes_wanted(week) - offered)
    able = Counter(
        need.id for supporter in week.supporters for need in can_work(rules, week, supporter, week.needs)
    )
    for need in week.needs:
        short += need.minutes * max(0, ABLE_TO_WORK_EACH_NEED - able[need.id])
    return short


def musts_unmet(week: Frame, members: Sequence[Supporter]) -> int:
    """Sharers fewer than musts ask of the team, as far as there are any among those it is chosen from."""
    unmet = 0
    for heading, item in things_that_matter(week.person):
        if item.wish == "must" and item.at_least is not None:
            there, in_team = (
                sum(each.has(heading, item.item, week.as_of) is True for each in some)
                for some in (week.supporters, members)
            )
            unmet += max(0, min(item.at_least, there) - in_team)
    return unmet
