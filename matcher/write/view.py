"""What one person's part of the page is drawn from: their share of the answer, and everyone's names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from matcher.model.answer import Answer, Change, Clash, Compromise, Gap, Proof, Rota, Violation
from matcher.model.organisation import Organisation
from matcher.model.rota_cost import RotaCost
from matcher.model.rota_figures import Continuity, Fairness, SupporterHours
from matcher.model.supporter import Supporter
from matcher.model.team import Team
from matcher.wording import listed
from matcher.write.names import names_of


@dataclass(frozen=True)
class Page:
    """The whole answer, with the organisation it was made for, on so many columns."""

    answer: Answer
    organisation: Organisation
    width: int

    @cached_property
    def names(self) -> dict[str, str]:
        """Names by id."""
        return names_of(self.organisation)

    @cached_property
    def supporters(self) -> dict[str, Supporter]:
        """Supporters by id."""
        return {supporter.id: supporter for supporter in self.organisation.supporters}

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone that times are told in."""
        return ZoneInfo(self.organisation.time_zone)

    @cached_property
    def views(self) -> tuple["View", ...]:
        """One view for each person the answer speaks of, in the order of the file."""
        answer = self.answer
        parts = (answer.teams, answer.rotas, answer.clash, answer.proof, answer.gaps)
        spoken_of = {item.person for part in parts for item in part}
        known = [person.id for person in self.organisation.people if person.id in spoken_of]
        return tuple(View(self, id) for id in [*known, *sorted(spoken_of - set(known))])

    @property
    def told(self) -> tuple["View", ...]:
        """Those with a part of their own: where a published rota was made again, whose is different."""
        return tuple(view for view in self.views if view.rota or view.clashes or not self.replanned)

    @property
    def replanned(self) -> bool:
        """Whether it is a published rota that was made again from some moment on."""
        return self.answer.provenance.now is not None

    def name(self, id: str) -> str:
        """A name, or the id where the file no longer knows it."""
        return self.names.get(id, id)

    def all_names(self, ids: Iterable[str]) -> str:
        """'Ade, Bev and Ewan'."""
        return listed([self.name(id) for id in ids])

    def whose(self, violation: Violation) -> str | None:
        """The person a sentence belongs to; None where it is about the organisation."""
        if violation.person is not None or violation.supporter is None:
            return violation.person
        supporter = self.supporters.get(violation.supporter)
        return supporter.team_of if supporter else None


@dataclass(frozen=True)
class View:
    """One person's share of a page."""

    page: Page
    id: str

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.page.name(self.id)

    @property
    def proof(self) -> tuple[Proof, ...]:
        """How good each level is known to be."""
        return tuple(proof for proof in self.page.answer.proof if proof.person == self.id)

    @property
    def team(self) -> Team | None:
        """Their team."""
        return next((team for team in self.page.answer.teams if team.person == self.id), None)

    @property
    def rota(self) -> Rota | None:
        """Their rota."""
        return next((rota for rota in self.page.answer.rotas if rota.person == self.id), None)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is not covered."""
        return tuple(gap for gap in self.page.answer.gaps if gap.person == self.id)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is changed of what was promised."""
        return tuple(change for change in self.page.answer.changes if change.person == self.id)

    @property
    def hours(self) -> tuple[SupporterHours, ...]:
        """Their team's hours."""
        return tuple(worked for worked in self.page.answer.hours if worked.person == self.id)

    @property
    def cost(self) -> RotaCost | None:
        """What their rota costs."""
        return next((each for each in self.page.answer.costs if each.person == self.id), None)

    @property
    def continuity(self) -> Continuity | None:
        """How steady the faces are."""
        return next((each for each in self.page.answer.continuity if each.person == self.id), None)

    @property
    def fairness(self) -> tuple[Fairness, ...]:
        """How turns are shared in their team."""
        return tuple(each for each in self.page.answer.fairness if each.person == self.id)

    @property
    def compromises(self) -> tuple[Compromise, ...]:
        """What they set and do not get."""
        return tuple(each for each in self.page.answer.compromises if each.person == self.id)

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What cannot all hold."""
        return tuple(clash for clash in self.page.answer.clash if clash.person == self.id)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What the audit found on their rota."""
        return tuple(each for each in self.page.answer.violations if self.page.whose(each) == self.id)
