"""An answer opened again beside its team file, checked, so that questions about it can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher import sentences as say
from matcher.audit import audit
from matcher.errors import BadInput, BadQuestion, Problem
from matcher.figures import shifts
from matcher.frame import NOTHING_BEFORE, Before, Frame
from matcher.model.answer import PRICED, Answer
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import InForce, for_frame
from matcher.solve import History, hash_of
from matcher.team_frames import team_frame

OTHER_FILE = Problem(
    "",
    "This answer was made from another team file, or the file has changed since.",
    "Give the file it was made from, or solve again.",
)
CHANGED = Problem(
    "",
    "This answer does not say what its own rota gives: it was made with a history, or changed by hand.",
    "Give --history if it was made with one, and the answer as it was written.",
)


@dataclass(frozen=True)
class Case:
    """One person's rota with what it was asked for."""

    organisation: Organisation
    frame: Frame
    rules: tuple[InForce, ...]
    plan: Plan

    @property
    def person(self) -> Person:
        """Whose rota."""
        return self.frame.person

    def with_before(self, before: Before) -> "Case":
        """The same rota, with what came before it as it is known by now."""
        frame = team_frame(
            self.organisation,
            self.person,
            first_day=self.frame.first_day,
            days=self.frame.days,
            as_of=self.frame.as_of,
            before=before,
        )
        return Case(self.organisation, frame, tuple(for_frame(frame)), Plan.of(frame, self.plan.turns))

    @property
    def undecided(self) -> tuple[Supporter, ...]:
        """Applicants the person has said neither yes nor no to."""
        return tuple(
            each
            for each in self.organisation.supporters
            if each.team_of is None and self.person.answer_about(each.id) in ("not_yet", "not_met")
        )


def must_be_of(organisation: Organisation, answer: Answer, name: str) -> None:
    """BadInput where an answer was made from another file; what was told besides is part of it."""
    if answer.provenance.input_hash != hash_of(organisation.with_told(answer.provenance.told)):
        raise BadInput(name, [OTHER_FILE])


def open_cases(
    organisation: Organisation,
    answer: Answer,
    turns: History,
    name: str,
    before: Mapping[str, Before] | None = None,
) -> list[Case]:
    """Everyone's rota of an answer. BadInput where the answer is of another file or was changed by hand."""
    must_be_of(organisation, answer, name)
    if not answer.rotas:
        raise BadQuestion(say.ASKED_NO_ROTA, say.ASKED_SOLVE_FIRST)
    known = {person.id for person in organisation.people}
    if not {rota.person for rota in answer.rotas} <= known:
        raise BadInput(name, [CHANGED])
    joined = with_teams(organisation, answer)
    cases = [_case(joined, answer, rota.person, turns, before or {}) for rota in answer.rotas]
    if any(_differs(answer, case) for case in cases):
        raise BadInput(name, [CHANGED])
    return cases


def with_teams(organisation: Organisation, answer: Answer) -> Organisation:
    """The organisation as an answer takes it: once those proposed have joined, with what was told besides."""
    return organisation.with_told(answer.provenance.told).with_members(
        {id: team.person for team in answer.teams for id in team.members}
    )


def _case(
    organisation: Organisation, answer: Answer, id: str, turns: History, before: Mapping[str, Before]
) -> Case:
    rota = next(rota for rota in answer.rotas if rota.person == id)
    person = organisation.person(id)
    frame = team_frame(
        organisation,
        person,
        first_day=rota.first_day,
        days=rota.days,
        as_of=answer.provenance.as_of,
        before=before.get(id, NOTHING_BEFORE),
    )
    return Case(
        organisation,
        frame,
        tuple(for_frame(frame)),
        Plan.written(frame, turns.get(id, ())),
    )


def _differs(answer: Answer, case: Case) -> bool:
    """Whether a limit is broken, a level costs other than the answer says, or gaps or shifts are others."""
    result = audit(case.plan, case.rules)
    said = [score for score in answer.score if score.person == case.person.id]
    costs = {level: sum(score.cost for score in said if score.level == level) for level in PRICED}
    gaps = {
        (gap.need, gap.day, gap.supporters_missing) for gap in answer.gaps if gap.person == case.person.id
    }
    found = {(need.need.id, need.day, count) for need, count in case.plan.missing()}
    (rota,) = (rota for rota in answer.rotas if rota.person == case.person.id)
    others = set(rota.shifts) != set(shifts(case.plan))
    return bool(result.broken) or costs != result.costs() or gaps != found or others
