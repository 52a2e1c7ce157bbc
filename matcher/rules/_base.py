"""What a rule is: its numbers, its sentence, what it posts, what it finds, and drawn examples.

A rule is one module of this package; dropping the file in is all there is to adding it (see CONTRIBUTING.md).
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import Id, Words

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation
    from matcher.plan import Plan
    from matcher.solver.board import Board

HARD_ONLY: frozenset[Level] = frozenset({"hard"})
HARD_OR_PRICED: frozenset[Level] = frozenset({"hard", "person", "supporters", "warn", "off"})
ANY_LEVEL: frozenset[Level] = HARD_OR_PRICED | {"gaps"}
"""Beside missing supporters too: for one sum of everything, as other rota programs weigh it."""
PRICED_ONLY: frozenset[Level] = frozenset({"person", "supporters", "warn", "off"})
WARNS: frozenset[Level] = frozenset({"warn", "off"})


class AppliesTo(Words):
    """Whom a rule is about; left out, everyone. The closest wins: supporter, then person, then everyone."""

    people: tuple[Id, ...] = ()
    """Only these people's rotas."""
    supporters: tuple[Id, ...] = ()
    """Only these supporters."""
    tags: tuple[Id, ...] = ()
    """Only supporters with one of these tags."""


@dataclass(frozen=True)
class Example:
    """A rota drawn as text, one line a supporter, and the sentences it earns; none where all is well.

    E early, L late, D long day, N waking night, S sleep-in, O other, '.' nothing; '(LS)' two on one day;
    '|' stands before the first day. The first day is Monday 1 June 2026. Supporters are Ann, Bob, Cat, Dan.
    `_drawing` has the marks of extras. People and supporters of `organisation` are added to those drawn.
    """

    name: str
    rota: str = ""
    says: str | tuple[str, ...] = ()
    rule: Mapping[str, Any] = field(default_factory=dict)
    person: Mapping[str, Any] = field(default_factory=dict)
    need: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    supporters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    organisation: Mapping[str, Any] = field(default_factory=dict)
    published: str | None = None
    without: Mapping[str, int] | None = None


class Rule(Words):
    """One rule. Subclasses give `kind`, their numbers, `says` and `check`; most give `enforce`."""

    kind: str
    """Its name, the same everywhere."""
    name: Id | None = None
    """Tells rules of one kind apart that hold together, for example a limit and a softer wish. Left out, it
    replaces the catalogue's own."""
    level: Level
    """hard, a priced level, warn or off."""
    weight: int = Field(default=1, ge=1, le=100_000)
    """What one unit costs inside its level."""
    applies_to: AppliesTo = AppliesTo()
    """Whom it is about."""

    code: ClassVar[str]
    """Its place in the table of defaults."""
    basis: ClassVar[str]
    """Where the rule and its number come from."""
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "supporter"
    """supporter: may differ for each; person: about the whole rota; organisation: about everyone at once."""
    levels: ClassVar[frozenset[Level]] = HARD_OR_PRICED
    """Levels it may be set to."""
    posted_first: ClassVar[bool] = False
    """Whether it says which shifts exclude each other: what is built on them later is tighter for it."""
    in_typical_week: ClassVar[bool] = True
    """Whether a cycle of one week can state it."""
    counts_extras: ClassVar[bool] = False
    """Whether it sees extras, as time at work; else it sees the person's needs alone."""
    examples: ClassVar[tuple[Example, ...]] = ()
    """At least one that passes and one that fails."""
    tiny: ClassVar[Example] = Example("tiny", "..|..\n..|..", need={"early": {}, "night": {}})
    """A board, with numbers small enough to bite, on which every rota is tried (at most 12 shifts)."""

    @classmethod
    def of(cls, frame: Frame) -> Self:
        """The rule as it stands for a person's rota as a whole."""
        from matcher.rulebook import rule_for  # which looks through all rules

        rule = rule_for(frame.organisation, frame.person, cls.model_fields["kind"].default)
        return rule if isinstance(rule, cls) else cls.model_validate({})

    @abstractmethod
    def says(self) -> str:
        """The rule in a sentence, with its numbers."""

    def caps(self, need: DatedNeed) -> bool:
        """Whether by this rule a need never has more supporters than it asks for."""
        return False

    def enforce(self, board: "Board") -> None:
        """Post the rule on the board. Warnings post nothing."""

    def check(self, plan: "Plan") -> Iterator[Violation]:
        """What a finished rota breaks, for the supporters in `plan.frame`."""
        return iter(())

    def check_organisation(self, organisation: "Organisation", as_of: date) -> Iterator[Violation]:
        """What everyone together breaks; only for rules about the organisation."""
        return iter(())

    def broken(
        self,
        says: str,
        *,
        amount: int = 1,
        person: str | None = None,
        supporter: str | None = None,
        needs: Iterable[DatedNeed] = (),
    ) -> Violation:
        """A violation of this rule. `amount` is in the rule's own unit."""
        return Violation(
            rule=self.kind,
            level=self.level,
            person=person,
            supporter=supporter,
            needs=tuple(need.id for need in needs),
            amount=amount,
            cost=amount * self.weight,
            says=says,
        )


class CellRule(Rule):
    """A rule that looks at one supporter on one dated need and nothing else."""

    @abstractmethod
    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        """Why this supporter may not work this need, in a sentence; None where they may."""

    def against(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        """Why not, unless the supporter agreed to this very shift."""
        if frame.agreements and frame.agreed_to(self.kind, supporter.id, need):
            return None
        return self.why_not(frame, supporter, need)

    def enforce(self, board: "Board") -> None:
        """Price every shift the rule speaks against. Where it is hard, the board makes no such shift."""
        if self.level == "hard":
            return
        for supporter in board.supporters:
            for need in board.needs:
                if self.against(board.frame, supporter, need) is not None:
                    board.at_most(self, [board.works(supporter, need)], 0)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        """One violation for each shift the rule speaks against."""
        for supporter in plan.frame.supporters:
            for need in plan.now(supporter.id):
                reason = self.against(plan.frame, supporter, need)
                if reason is not None:
                    yield self.broken(reason, supporter=supporter.id, needs=[need])
