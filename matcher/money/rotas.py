"""What one person's rota costs, shift by shift and together, and what of it is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.frame import Turn
from matcher.model.rota_cost import RateMissing, RotaCost, ShiftCost
from matcher.money import sentences as say
from matcher.money.budget import for_support, paying
from matcher.money.shifts import Cost, Missing, cost, missing
from matcher.wording import listed, pounds

if TYPE_CHECKING:
    from matcher.plan import Plan


@dataclass(frozen=True)
class Costed:
    """A rota with what it costs, if the rates hold."""

    plan: "Plan"

    @cached_property
    def shifts(self) -> tuple[tuple[Turn, Cost | None], ...]:
        """Each turn with its cost; None where a rate is not known."""
        return tuple((turn, self._cost(turn)) for turn in self.plan.turns)

    @cached_property
    def total(self) -> Cost:
        """What is known of it."""
        return together(each for _, each in self.shifts)

    @cached_property
    def not_known(self) -> dict[str, tuple[Missing, ...]]:
        """What is not known of whose pay, by supporter, in the order of the team."""
        found: dict[str, set[Missing]] = {}
        for turn in self.plan.turns:
            contract = self.plan.everyone.by_id[turn.supporter].contract
            found.setdefault(turn.supporter, set()).update(missing(contract, turn.need))
        in_order = (each.id for each in self.plan.everyone.supporters if found.get(each.id))
        return {id: tuple(sorted(found[id])) for id in in_order}

    @cached_property
    def money(self) -> Decimal | None:
        """What there is for it; None where no money is recorded."""
        person, frame = self.plan.frame.person, self.plan.frame
        if person.money is None:
            return None
        return for_support(person.money, frame.first_day, frame.last_day, paying(person))

    def _cost(self, turn: Turn) -> Cost | None:
        contract = self.plan.everyone.by_id[turn.supporter].contract
        return cost(self.plan.frame.organisation, contract, turn.need)


def together(costs: Iterable[Cost | None]) -> Cost:
    """The sum of costs, as far as they are known."""
    return sum((each for each in costs if each is not None), Cost())


def rota_cost(plan: "Plan") -> RotaCost:
    """What a rota costs, as it is handed out."""
    found = plan.costed
    return RotaCost(
        person=plan.frame.person.id,
        hours=found.total.hours,
        allowances=found.total.allowances,
        enhancements=found.total.enhancements,
        on_costs=found.total.on_costs,
        total=found.total.total,
        money=found.money,
        not_known=tuple(RateMissing(supporter=id, missing=what) for id, what in found.not_known.items()),
        shifts=tuple(_shift(turn, each) for turn, each in found.shifts if each is not None),
        says=_says(found),
    )


def _shift(turn: Turn, each: Cost) -> ShiftCost:
    return ShiftCost(
        supporter=turn.supporter,
        need=turn.need.need.id,
        day=turn.need.day,
        part=turn.need.part,
        hours=each.hours,
        allowance=each.allowances,
        enhancements=each.enhancements,
        on_costs=each.on_costs,
        total=each.total,
    )


def _says(found: Costed) -> str:
    return " ".join(filter(None, (_costs(found), _not_known(found), _against_money(found))))


def _costs(found: Costed) -> str:
    total = found.total.total
    if not found.plan.turns:
        return say.COST_NOTHING
    if all(each is None for _, each in found.shifts):
        return say.COST_NOT_KNOWN_AT_ALL
    amounts = {name: getattr(found.total, name) for name in say.COST_PARTS}
    parts = [say.COST_PARTS[name].format(pounds(amount)) for name, amount in amounts.items() if amount]
    template = say.COST_AT_LEAST if found.not_known else say.COST_KNOWN
    return template.format(total=pounds(total), parts=listed(parts))


def _not_known(found: Costed) -> str:
    names = found.plan.everyone.by_id
    whose: dict[Missing, list[str]] = {}
    for id, what in found.not_known.items():
        for each in what:
            whose.setdefault(each, []).append(names[id].name)
    if not whose:
        return ""
    what_of_whom = [say.COST_MISSING[each].format(listed(who)) for each, who in sorted(whose.items())]
    return say.COST_NOT_KNOWN.format(what=listed(what_of_whom))


def _against_money(found: Costed) -> str:
    if found.money is None or not found.plan.turns:
        return ""
    left = found.money - found.total.total
    if left < 0:
        template = say.COST_MONEY_SHORT
    elif found.not_known:
        template = say.COST_MONEY_AT_MOST
    else:
        template = say.COST_MONEY_LEFT if left else say.COST_MONEY_SPENT
    name = found.plan.frame.person.name
    return template.format(person=name, money=pounds(found.money), left=pounds(left), short=pounds(-left))
