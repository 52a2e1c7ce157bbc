"""Each person's rota: found, audited, and kept with its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.audit import Audit, Claim, audit, certify
from matcher.clock import ROTA_MADE, Clock
from matcher.frame import Frame, Turn
from matcher.model.answer import PRICED, Clash, Level, Proof, Rota, Shift
from matcher.model.need import Phase
from matcher.model.person import Person
from matcher.plan import Plan
from matcher.rulebook import InForce, for_frame, rule_for
from matcher.solver.conflict import smallest_clash
from matcher.solver.rota import find_rota
from matcher.solver.run import LevelFound
from matcher.spread import Job, Spread

NO_LIMIT = "A limit on rest is not in force in this file."


@dataclass(frozen=True)
class RotaMade:
    """A person's rota as a plan, or None; with its proof, or the clash that makes any rota impossible."""

    frame: Frame
    rules: tuple[InForce, ...]
    plan: Plan | None
    proof: tuple[Proof, ...] = ()
    impossible: bool = False
    clash: Clash | None = None
    certified: Audit | None = None
    """What the audit found before it was handed out; None where it was made elsewhere."""

    @property
    def person(self) -> Person:
        """Whose rota."""
        return self.frame.person

    @property
    def settled(self) -> bool:
        """Whether more time can change nothing: proved best at every level, or proved impossible."""
        return self.impossible or (
            self.plan is not None and all(proof.status == "proved" for proof in self.proof)
        )

    def gaps(self) -> int:
        """How many supporters are missing in it."""
        return sum(count for _, count in self.plan.missing()) if self.plan else 0

    def audited(self, gap_minutes_without: Mapping[str, int] | None) -> Audit:
        """Everything the checkers find, warnings too."""
        if self.plan is None:
            return Audit(())
        if self.certified is not None and gap_minutes_without is None:
            return self.certified
        return audit(replace(self.plan, gap_minutes_without=gap_minutes_without), self.rules)


@dataclass(frozen=True)
class RotaAsked:
    """One person's rota to be found: all that has to be known of it, and what a search begins from."""

    frame: Frame
    start: tuple[Turn, ...] | None = None
    """The best rota so far; None where there is none but what was promised."""


def make_rota(frame: Frame, clock: Clock, *, with_clash: bool = True) -> RotaMade:
    """The best rota of a person's own team; what was promised is kept as far as it can be.

    Where there is none, the clash is looked for `with_clash`.
    """
    return solve_rota(RotaAsked(frame), clock, with_clash=with_clash)


def solve_rota(asked: RotaAsked, clock: Clock, *, with_clash: bool = True) -> RotaMade:
    """The same, from the best rota so far: the unit of work of a whole organisation."""
    frame, rules = asked.frame, tuple(for_frame(asked.frame))
    if clock.stopped and (asked.start is not None or not frame.published):
        return RotaMade(frame, rules, None)  # There is a rota already, or nothing to make one of at once.
    found = find_rota(frame, rules, clock, asked.start)
    if found.turns is None:
        clash = smallest_clash(frame, rules, clock) if found.impossible and with_clash else None
        return RotaMade(frame, rules, None, impossible=found.impossible, clash=clash)
    plan = Plan.of(frame, found.turns)
    result = certify(plan, rules, {level.name: Claim(level.cost, level.bound) for level in found.levels})
    proof = tuple(_proof(frame.person, level, result) for level in found.levels)
    clock.tell(frame.person.id, ROTA_MADE, missing=sum(count for _, count in plan.missing()))
    return RotaMade(frame, rules, plan, proof, certified=result)


def _weight(asked: RotaAsked) -> int:
    """How large a rota is: its shifts, each for everybody who could come."""
    return len(asked.frame.needs) * len(asked.frame.supporters)


ROTAS = Job(
    "rotas",
    solve_rota,
    who=lambda asked: asked.frame.person.name,
    size=_weight,
    gaps=RotaMade.gaps,
)
BETTER_ROTAS = replace(ROTAS, name="better", gaps=None)


def make_rotas(frames: Sequence[Frame], spread: Spread, clock: Clock) -> list[RotaMade]:
    """The best rota for each frame. Whoever is not proved best goes on with the time others left."""
    made = spread.work(ROTAS, [RotaAsked(frame.narrowed()) for frame in frames], clock)
    while not clock.over and (open_ones := [place for place, each in enumerate(made) if not each.settled]):
        again = [RotaAsked(made[place].frame, _turns(made[place])) for place in open_ones]
        for place, later in zip(open_ones, spread.work(BETTER_ROTAS, again, clock), strict=True):
            made[place] = min(later, made[place], key=_costs)
    return made


def _costs(made: RotaMade) -> tuple[bool, list[int]]:
    """What a rota costs, level by level; none at all costs more than any."""
    return not made.impossible and made.plan is None, [proof.cost for proof in made.proof]


def _turns(made: RotaMade) -> tuple[Turn, ...] | None:
    return made.plan.turns if made.plan else None


def _proof(person: Person, level: LevelFound, result: Audit) -> Proof:
    """How a level ended; the cost is the audit's, which a level that was not searched to the end may beat."""
    name: Level = next(each for each in PRICED if each == level.name)
    return Proof(
        person=person.id,
        part="rota",
        level=name,
        status=level.status,
        cost=result.cost(name),
        bound=level.bound,
    )


def write_rota(made: RotaMade, shifts: tuple[Shift, ...]) -> Rota:
    """The rota as it is handed out."""
    return Rota(
        person=made.person.id,
        first_day=made.frame.first_day,
        days=made.frame.days,
        rest=_rest(made),
        published_on=made.frame.published_on.get(made.frame.first_day),
        phases=_phases(made),
        shifts=shifts,
    )


def _phases(made: RotaMade) -> tuple[Phase, ...]:
    """The phases of the rota's days, by when they begin."""
    days, phases = made.frame.dates, made.person.phases
    there = (phase for phase in phases if any(phase.covers(day) for day in days))
    return tuple(sorted(there, key=lambda phase: phase.first_day))


def _rest(made: RotaMade) -> str:
    """The rest policy in force; what it says of sleep-ins only where there are any."""
    sleep_ins = any(need.kind == "sleep_in" for need in made.frame.needs)
    kinds = ("daily_rest", "linked_duty") if sleep_ins else ("daily_rest",)
    rules = (rule_for(made.frame.organisation, made.person, kind) for kind in kinds)
    return " ".join(NO_LIMIT if rule.level == "off" else rule.says() for rule in rules)
