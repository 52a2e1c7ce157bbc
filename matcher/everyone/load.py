"""How one person's team is used in a week, and who is near a limit. Each team by itself."""

from collections.abc import Iterator

from matcher import figures
from matcher.everyone import sentences as say
from matcher.model.overview import Load
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import in_force
from matcher.rules.average_working_time import AverageWorkingTime
from matcher.wording import hours

NEAR_PERCENT = 90
"""From so much of a limit on, somebody is near it. Our own number."""


def load(plan: Plan) -> Load:
    """The team's hours in a week against their contracts, and who is near a limit."""
    rows = figures.hours(plan)
    return Load(
        awake_minutes=sum(row.awake_minutes for row in rows),
        contract_minutes=sum(row.contract_minutes for row in rows),
        near=tuple(says for each in plan.frame.supporters for says in _near(plan, each)),
    )


def _near(plan: Plan, supporter: Supporter) -> Iterator[str]:
    """Near the average that the law allows, or on for all that was agreed beyond the contract."""
    for each in in_force(plan.frame.organisation, plan.frame.person, [supporter]):
        used = each.rule.used(plan, supporter) if isinstance(each.rule, AverageWorkingTime) else None
        if used is not None and used[0] * 100 >= used[1] * NEAR_PERCENT:
            worked, most = map(hours, used)
            yield say.NEAR_AVERAGE.format(who=supporter.name, hours=worked, most=most)
    contract = supporter.contract
    awake = sum(need.awake_minutes for need in plan.now(supporter.id))
    if contract.minutes < contract.most_minutes <= awake * 100 // NEAR_PERCENT and awake > contract.minutes:
        yield say.NEAR_MOST.format(who=supporter.name, hours=hours(awake), most=hours(contract.most_minutes))
