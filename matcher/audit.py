"""The audit: every rule's own checker, no solver. Nothing is handed out that it does not agree with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.errors import AuditDisagrees
from matcher.model.answer import PRICED, Level, Violation
from matcher.plan import Plan
from matcher.rulebook import InForce


@dataclass(frozen=True)
class Claim:
    """What the solver says of a level: what it costs, no less than `bound` where that is known."""

    cost: int
    bound: int | None

    def agrees_with(self, audited: int) -> bool:
        """Whether the audit's cost can be so: a level not searched to the end may cost less than claimed."""
        return (self.bound or 0) <= audited <= self.cost

    def __str__(self) -> str:
        return str(self.cost) if self.bound == self.cost else f"{self.bound or 0} to {self.cost}"


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

    def of(self, rule: str, level: Level) -> int:
        """What one rule costs at a level: it may stand at several, for different supporters."""
        return sum(found.cost for found in self.violations if (found.rule, found.level) == (rule, level))

    def costs(self) -> dict[Level, int]:
        """What each priced level costs."""
        return {level: self.cost(level) for level in PRICED}


def audit(plan: Plan, rules: Sequence[InForce]) -> Audit:
    """Check a plan against rules."""
    found = (
        violation.model_copy(update={"person": plan.frame.person.id})
        for each in rules
        for violation in each.rule.check(_seen_by(each, plan))
    )
    return Audit(tuple(found))


def _seen_by(rule: InForce, plan: Plan) -> Plan:
    """A plan as a rule looks at it: its supporters, and extras only where it counts them."""
    return (plan if rule.rule.counts_extras else plan.needs_only).only(rule.supporters)


def certify(plan: Plan, rules: Sequence[InForce], claims: Mapping[str, int | Claim]) -> Audit:
    """Audit an answer of ours. AuditDisagrees where a hard rule is broken or a claimed cost cannot be.

    A claim that is a number is a proved cost: the audit's must be equal.
    """
    result = audit(plan, rules)
    differences = [f"{found.rule} is broken, though the solver kept it" for found in result.broken]
    for level, cost in result.costs().items():
        claim = claims.get(level, cost)
        claim = Claim(claim, claim) if isinstance(claim, int) else claim
        if not claim.agrees_with(cost):
            differences.append(f"{level}: {claim} by the solver, {cost} by the audit")
    if differences:
        raise AuditDisagrees(differences)
    return result
