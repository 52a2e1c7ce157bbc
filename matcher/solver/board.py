"""The board: the only maker of variables. Rules ask it questions and post on it.

Impossible shifts and the past come back as the constants 0 and 1, so no rule knows about edges.
Families (days, pairs) are made when first asked for, so the order of rules cannot matter.
"""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ortools.sat.python import cp_model

from matcher.calendar import DatedNeed, Key
from matcher.frame import WEEKS_BEFORE_A_CYCLE, Frame
from matcher.model.answer import PRICED, Level
from matcher.model.shifts import Shifts
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, ShiftKind
from matcher.rulebook import InForce, can_work
from matcher.rules import Rule
from matcher.rules._runs import RunLimits
from matcher.solver.cost import Charge, Cost, Lit, is_zero, split
from matcher.solver.listed import Listed
from matcher.solver.runs import Runs


class Board:
    """Shifts of one person's frame as variables, with every rule's posts and charges.

    `member` closes a supporter's shifts unless they are in the team; without it everyone is.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        frame: Frame,
        rules: Sequence[InForce] = (),
        member: Mapping[str, Lit] | None = None,
    ) -> None:
        self.model = model
        self.frame = frame
        self.everyone = frame.supporters
        self.charges: list[Charge] = []
        self._rules = [each.rule for each in rules]
        self._family: dict[object, Lit] = {}
        self._days: dict[object, Lit] = {}
        self._shifts: dict[object, list[DatedNeed]] = {}
        self._cliques: dict[int, set[int]] = {}
        self._whole = frame
        self._with_extras = Listed.of(frame, (*frame.needs, *frame.extra_times))
        self._needs_only = Listed.of(frame.needs_only, frame.needs) if self.has_extras else self._with_extras
        self.listed = self._needs_only
        self._cells = self._make_cells(rules, member or {})
        self._runs = Runs()
        for in_force in sorted(rules, key=lambda each: not each.rule.posted_first):
            if in_force.rule.level not in ("off", "warn"):
                in_force.rule.enforce(self.only(in_force.supporters, extras=in_force.rule.counts_extras))
        self._runs.post()

    def _make_cells(self, rules: Sequence[InForce], member: Mapping[str, Lit]) -> dict[tuple[str, Key], Lit]:
        cells: dict[tuple[str, Key], Lit] = {(turn.supporter, turn.need.key): 1 for turn in self.frame.past}
        before = {need.key: self._before(need) for need in self._with_extras.needs}
        for supporter in self.everyone:
            team = member.get(supporter.id, 1)
            for need in can_work(rules, self.frame, supporter, self._with_extras.needs):
                cell = self.model.new_bool_var(f"{supporter.id} {need.id}")
                cells[supporter.id, need.key] = cell
                if not isinstance(team, int):
                    self.model.add_implication(cell, team)
                cells.update(((supporter.id, key), cell) for key in before[need.key])
        return cells

    def _before(self, need: DatedNeed) -> list[Key]:
        """The same need in the weeks before a cycle."""
        weeks = range(1, WEEKS_BEFORE_A_CYCLE + 1) if self.frame.cycle else ()
        return [need.moved(-DAYS_IN_WEEK * week).key for week in weeks]

    @property
    def supporters(self) -> tuple[Supporter, ...]:
        """The supporters a rule is to look at."""
        return self.frame.supporters

    @property
    def has_extras(self) -> bool:
        """Whether there are extras on it, to be planned or worked before."""
        return bool(self._whole.extra_times) or self._whole.needs_only is not self._whole

    @property
    def needs(self) -> tuple[DatedNeed, ...]:
        """Dated needs to be planned; extras only where they count."""
        return self.listed.needs

    @property
    def all_needs(self) -> tuple[DatedNeed, ...]:
        """The same with those before the horizon."""
        return self.listed.all_needs

    @property
    def shifts(self) -> tuple[DatedNeed, ...]:
        """All that supporters may be given: dated needs to be planned, then extras."""
        return self._with_extras.needs

    def only(self, supporters: frozenset[str], *, extras: bool = False) -> "Board":
        """The same board, seen for some supporters, with extras or without."""
        view = copy.copy(self)
        view.frame = (self._whole if extras else self._whole.needs_only).only(supporters)
        view.listed = self._with_extras if extras else self._needs_only
        return view

    def works(self, supporter: Supporter, need: DatedNeed) -> Lit:
        """Whether a supporter works a dated need."""
        return self._cells.get((supporter.id, need.key), 0)

    def on(self, need: DatedNeed) -> list[Lit]:
        """Whether each supporter, of everyone, works a dated need; impossible ones left out."""
        return [lit for supporter in self.everyone if not is_zero(lit := self.works(supporter, need))]

    def in_week(self, week: date) -> list[DatedNeed]:
        """Dated needs of the week that begins on a day, before the horizon too."""
        return self.listed.by_week.get(week, [])

    def starting(self, day: date, kinds: Iterable[ShiftKind] | None = None) -> list[DatedNeed]:
        """Dated needs (of these kinds) that start on a day, before the horizon too."""
        wanted = None if kinds is None else frozenset(kinds)
        return [need for need in self.listed.by_day.get(day, []) if wanted is None or need.kind in wanted]

    def day(self, supporter: Supporter, day: date, kinds: Iterable[ShiftKind] | None = None) -> Lit:
        """Whether a shift (of these kinds) of a supporter starts on a day."""
        key = (supporter.id, day, kinds if kinds is None else frozenset(kinds), id(self.listed))
        if key not in self._days:
            self._days[key] = self.any_of([self.works(supporter, need) for need in self.starting(day, kinds)])
        return self._days[key]

    def day_with(self, supporter: Supporter, day: date, shifts: Shifts) -> Lit:
        """Whether a supporter has such a shift on a day."""
        key = (supporter.id, day, shifts, id(self.listed))
        if key not in self._days:
            fitting = self._fitting(day, shifts)
            self._days[key] = self.any_of([self.works(supporter, need) for need in fitting])
        return self._days[key]

    def _fitting(self, day: date, shifts: Shifts) -> list[DatedNeed]:
        """Dated needs that start on a day and are such shifts."""
        key = (day, shifts, id(self.listed))
        if key not in self._shifts:
            self._shifts[key] = [need for need in self.starting(day) if shifts.fit(need.need, day)]
        return self._shifts[key]

    def missing(self, need: DatedNeed) -> tuple[int, list[tuple[Lit, int]]]:
        """How many supporters a dated need is short of: a fixed part, and so much for each variable."""
        terms = [(works, -1) for works in self.on(need)]
        return need.need.supporters_needed, [*terms, (self.beyond(need), 1)]

    def beyond(self, need: DatedNeed) -> Lit:
        """How many supporters are on a dated need beyond what it asks for, or more."""
        there, needed = self.on(need), need.need.supporters_needed
        if len(there) <= needed or any(rule.caps(need) for rule in self._rules):
            return 0
        key = ("beyond", need.key)
        if key not in self._family:
            made = self.model.new_int_var(0, len(there) - needed, "")
            self.model.add(cp_model.LinearExpr.sum(there) - made <= needed)
            self._family[key] = made
        return self._family[key]

    def any_of(self, lits: Sequence[Lit]) -> Lit:
        """Whether at least one holds."""
        return self._combine(lits, absorbing=1, post=self._post_any)

    def made_any(self, lits: Iterable[Lit]) -> cp_model.IntVar | None:
        """What stands for at least one of some variables, where a rule asked for it."""
        if any(isinstance(lit, int) for lit in lits):
            return None
        found = self._family.get((1, tuple(sorted(lit.index for lit in lits if not isinstance(lit, int)))))
        return None if isinstance(found, int) else found

    def all_of(self, lits: Sequence[Lit]) -> Lit:
        """Whether all hold."""
        return self._combine(lits, absorbing=0, post=_post_all)

    def none_of(self, lits: Sequence[Lit]) -> Lit:
        """Whether none holds."""
        some = self.any_of(lits)
        return 1 - some if isinstance(some, int) else self._not(some)

    def _not(self, lit: cp_model.IntVar) -> Lit:
        key = ("not", lit.index)
        if key not in self._family:
            made = self.model.new_bool_var("")
            self.model.add_exactly_one(lit, made)
            self._family[key] = made
        return self._family[key]

    def _combine(
        self,
        lits: Sequence[Lit],
        absorbing: int,
        post: Callable[[cp_model.CpModel, cp_model.IntVar, list[cp_model.IntVar]], None],
    ) -> Lit:
        open_ones: dict[int, cp_model.IntVar] = {}
        for lit in lits:
            if not isinstance(lit, int):
                open_ones[lit.index] = lit
            elif lit == absorbing:
                return absorbing
        if not open_ones:
            return 1 - absorbing
        if len(open_ones) == 1:
            return next(iter(open_ones.values()))
        key = (absorbing, tuple(sorted(open_ones)))
        if key not in self._family:
            made = self.model.new_bool_var("")
            post(self.model, made, list(open_ones.values()))
            self._family[key] = made
        return self._family[key]

    def runs(self, rule: Rule, supporter: Supporter, limits: RunLimits) -> None:
        """Runs of a supporter are as long as the limits say; each day too few or too many costs one."""
        self._runs.ask(self, rule, supporter, limits)

    def at_most(
        self,
        rule: Rule,
        lits: Sequence[Lit],
        limit: int,
        amounts: Sequence[int] | None = None,
        price: int = 1,
    ) -> None:
        """The sum (of amounts) of what holds is at most the limit; a soft rule pays a price for each unit
        above.
        """
        known, open_ones = split(lits, [1] * len(lits) if amounts is None else amounts)
        self._at_most(rule, open_ones, limit - known, price)

    def _at_most(
        self, rule: Rule, open_ones: Sequence[tuple[cp_model.IntVar, int]], room: int, price: int = 1
    ) -> None:
        largest = sum(size for _, size in open_ones if size > 0)
        if largest <= room:
            return
        total = cp_model.LinearExpr.weighted_sum(
            [lit for lit, _ in open_ones], [size for _, size in open_ones]
        )
        if rule.level != "hard":
            self._excess(rule, total, room, largest, price)
        elif not open_ones:
            self.model.add_bool_or([])
        elif room == 1 and all(size == 1 for _, size in open_ones):
            self._at_most_one([lit for lit, _ in open_ones])
        else:
            self.model.add(total <= room)

    def _at_most_one(self, lits: Sequence[cp_model.IntVar]) -> None:
        """Post it, and keep in mind that no two of them hold, by a number of its own for each such post."""
        if self._exclude(lits):
            return
        self.model.add_at_most_one(lits)
        number = len(self.model.proto.constraints)
        for lit in lits:
            self._cliques.setdefault(lit.index, set()).add(number)

    def _exclude(self, lits: Iterable[cp_model.IntVar]) -> bool:
        """Whether it is posted already that at most one of them holds."""
        return bool(set.intersection(*(self._cliques.get(lit.index, set()) for lit in lits)))

    def at_most_from_now(
        self, rule: Rule, lits: Sequence[Lit], limit: int, amounts: Sequence[int] | None = None
    ) -> None:
        """As `at_most`, but what is already worked is no breach by itself: only what is added can be."""
        known, open_ones = split(lits, [1] * len(lits) if amounts is None else amounts)
        self._at_most(rule, open_ones, max(limit - known, 0))

    def at_least(
        self,
        rule: Rule,
        lits: Sequence[Lit],
        limit: int,
        amounts: Sequence[int] | None = None,
        price: int = 1,
    ) -> None:
        """The sum (of amounts) of what holds is at least the limit; a soft rule pays a price for each unit
        below.
        """
        sizes = [1] * len(lits) if amounts is None else list(amounts)
        self.at_most(rule, lits, -limit, [-size for size in sizes], price)

    def implies(self, rule: Rule, cause: Lit, effects: Sequence[Lit]) -> None:
        """Where the cause holds, so does at least one of the effects."""
        self.at_least(rule, [*effects, cause], 0, [*[1] * len(effects), -1])

    def charge(self, rule: Rule, amount: int, of: Lit = 1) -> None:
        """A soft rule pays `amount` where `of` holds. Amounts of one rule never add up below zero."""
        self.charges.append(Charge(rule.kind, rule.level, amount * rule.weight, of))

    def charge_rising(self, rule: Rule, lits: Sequence[Lit], first: int, amounts: Sequence[int]) -> None:
        """A soft rule pays `first` for the first unit of what holds, one more for each after it, never less
        than nothing. Amounts are positive.
        """
        known, open_ones = split(lits, amounts)
        for step in range(known):
            self.charge(rule, max(0, first + step))
        if not open_ones:
            return
        steps = [self.model.new_bool_var("") for _ in range(sum(size for _, size in open_ones))]
        for sooner, later in pairwise(steps):
            self.model.add_implication(later, sooner)
        cells, sizes = [lit for lit, _ in open_ones], [size for _, size in open_ones]
        self.model.add(cp_model.LinearExpr.weighted_sum(cells, sizes) == cp_model.LinearExpr.sum(steps))
        for step, made in enumerate(steps, start=known):
            self.charge(rule, max(0, first + step), made)

    def cost(self, level: Level) -> Cost:
        """What all rules charge at a level."""
        mine = [charge for charge in self.charges if charge.level == level]
        fixed, open_ones = split([charge.of for charge in mine], [charge.price for charge in mine])
        return Cost(tuple(open_ones), fixed)

    def uncovered(self) -> Cost:
        """Supporters missing on all dated needs together."""
        short = [self.missing(need) for need in self.needs]
        terms = [term for _, terms in short for term in terms]
        fixed, open_ones = split([lit for lit, _ in terms], [size for _, size in terms])
        return Cost(tuple(open_ones), fixed + sum(needed for needed, _ in short))

    def levels(self) -> list[Level]:
        """Levels at which something is charged, in the order they are solved."""
        charged = {charge.level for charge in self.charges}
        return [level for level in PRICED if level in charged]

    def _post_any(self, model: cp_model.CpModel, made: cp_model.IntVar, lits: list[cp_model.IntVar]) -> None:
        if self._exclude(lits):
            model.add_exactly_one([*lits, made.negated()])
            return
        model.add_bool_or([*lits, made.negated()])
        for lit in lits:
            model.add_implication(lit, made)

    def _excess(self, rule: Rule, total: cp_model.LinearExpr, room: int, largest: int, price: int) -> None:
        over = self.model.new_int_var(0, largest - room, "")
        self.model.add(total - over <= room)
        self.charge(rule, price, over)


def _post_all(model: cp_model.CpModel, made: cp_model.IntVar, lits: list[cp_model.IntVar]) -> None:
    model.add_bool_or([*(lit.negated() for lit in lits), made])
    for lit in lits:
        model.add_implication(made, lit)
