"""The audit: every rule's own checker, no solver. Nothing is handed out that it does not agree with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.errors import AuditDisagrees
from matcher.model.answer import PRICED, Level, Violation
from matcher.plan import Plan
from matcher.rulebook import InForce


@dataclass(frozen=True)
class Audit:
    """What the checkers found in a plan."""

    violations: tuple[Violation, ...]

    @property
    def broken(self) -> tuple[Violation, ...]:
        """Hard rules that are broken."""
        return tuple(found for found in self.violations if found.level == "hard")

    def cost(self, level: Level) -> int:
        """What a priced level costs."""
        return sum(found.cost for found in self.violations if found.level == level)

    def of(self, rule: str) -> int:
        """What one rule costs."""
        return sum(found.cost for found in self.violations if found.rule == rule)

    def costs(self) -> dict[Level, int]:
        """What each priced level costs."""
        return {level: self.cost(level) for level in PRICED}


def audit(plan: Plan, rules: Sequence[InForce]) -> Audit:
    """Check a plan against rules."""
    found = (
        violation.model_copy(update={"person": plan.frame.person.id})
        for each in rules
        for violation in each.rule.check(plan.only(each.supporters))
    )
    return Audit(tuple(found))


def certify(plan: Plan, rules: Sequence[InForce], proved: Mapping[str, int]) -> Audit:
    """Audit an answer of ours. AuditDisagrees where a hard rule is broken or a proved cost is another."""
    result = audit(plan, rules)
    differences = [f"{found.rule} is broken, though the solver kept it" for found in result.broken]
    for level, cost in result.costs().items():
        if proved.get(level, cost) != cost:
            differences.append(f"{level}: {proved[level]} by the solver, {cost} by the audit")
    if differences:
        raise AuditDisagrees(f"{plan.frame.person.id}: {each}" for each in differences)
    return result
