"""What people ask about a team's typical week; each answer is a solve of its own.

What one more face buys, who could be lost, which gaps nobody can close, and whose yes would help.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from matcher import sentences as say
from matcher.audit import audit
from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock
from matcher.contingency import musts_unmet
from matcher.model.person import Person, PersonsAnswer
from matcher.model.supporter import Supporter
from matcher.model.team import GapsBySize, Meet, TypicalGap, Without
from matcher.plan import Plan
from matcher.rulebook import closed, for_frame
from matcher.solver.match import MatchFound, TeamFound, TeamModel, find_team
from matcher.solver.membership import TeamAsked
from matcher.wording import DAY_NAMES, clock, hours

SMALLEST_TEAM_SHOWN = 4
MORE_FACES_SHOWN = 3
SECONDS_FOR_A_QUESTION = 10.0


class Questions:
    """Questions about one person's team. `asked` holds all who could join; `elsewhere`, others' by now."""

    def __init__(
        self, asked: TeamAsked, team: TeamFound | None, clock: Clock, elsewhere: frozenset[str]
    ) -> None:
        kept = tuple(each for each in asked.week.supporters if each.id not in elsewhere)
        self.wished = replace(asked, week=replace(asked.week, supporters=kept))
        self.asked = replace(self.wished, least=0, most=None)
        self.with_elsewhere = replace(asked, least=0, most=None)
        self.elsewhere = elsewhere
        self.team = team
        self.clock = clock
        self.week = self.asked.week

    def gaps_by_size(self) -> tuple[GapsBySize, ...]:
        """The fewest gaps a team of each size can leave."""
        if self.team is None:
            return ()
        able, stays, size = len(self.week.supporters), len(self.asked.stays), len(self.team.members)
        first = max(1, stays, min(SMALLEST_TEAM_SHOWN, size))
        last = min(able, max(size, SMALLEST_TEAM_SHOWN) + MORE_FACES_SHOWN)
        found = [self._of_size(faces) for faces in range(first, last + 1)]
        return tuple(row for row in found if row is not None)

    def _of_size(self, faces: int) -> GapsBySize | None:
        """None where no team of this size brings as much of what it must as this team does."""
        if self.clock.over:
            return None
        teams = self._model.with_faces(faces, self._time(), ["gap_count"])
        if teams.teams is None:
            return None
        ids = teams.teams[0].members
        chosen = [each for each in self.week.supporters if each.id in ids]
        if musts_unmet(self.week, chosen) > musts_unmet(self.week, self.members()):
            return None
        level = teams.level("gap_count")
        return GapsBySize(size=faces, gaps=level.cost, proved=level.status == "proved")

    def without(self) -> tuple[Without, ...]:
        """The week without each member, the others asked for as much as the rules allow; worst first."""
        members = self.members()
        if self.clock.over or not members:
            return ()
        model = TeamModel(TeamAsked(replace(self.week, supporters=members, with_agreement=True)))
        found = [row for away in members if (row := self._without(model, away, members)) is not None]
        return tuple(sorted(found, key=lambda row: (-row.cost, row.supporter)))

    def typical_gaps(self) -> tuple[TypicalGap, ...]:
        """The gaps of the team's typical week, and which of them no team avoids."""
        return tuple(self._gap(need, missing) for need, missing in self._missing())

    def meet_next(self) -> tuple[Meet, ...]:
        """Those the person has not said yes or no to and who could come, the most helpful first."""
        if self.team is None:
            return ()
        undecided = [each for each in self.everyone_considered() if self._could_be_met(each)]
        sure = bool(undecided and self._missing() and self._is_best())
        found = [self._meet(each, sure) for each in undecided]
        return tuple(row for _, row in sorted(found, key=_most_helpful_first))

    def members(self) -> tuple[Supporter, ...]:
        """The team."""
        ids = self.team.members if self.team else ()
        return tuple(each for each in self.week.supporters if each.id in ids)

    def everyone_considered(self) -> tuple[Supporter, ...]:
        """Applicants and members, also those who cannot join as things are."""
        everyone = self.week.organisation.supporters
        here = [each for each in everyone if not each.contract.over(self.week.first_day)]
        return tuple(each for each in here if each.team_of in (None, self.week.person.id))

    @cached_property
    def _model(self) -> TeamModel:
        """Teams of any size from all who could join: built once, asked more than once."""
        return TeamModel(self.asked)

    def _covering(self, model: TeamModel, need: DatedNeed) -> MatchFound | None:
        """The fewest gaps where a need is covered; None where there is no time left to ask."""
        return None if self.clock.over else model.covering(need.id, self._time(), ["gaps"])

    def _time(self) -> Clock:
        return self.clock.part(SECONDS_FOR_A_QUESTION)

    def _without(self, model: TeamModel, away: Supporter, members: Sequence[Supporter]) -> Without | None:
        if self.clock.over:
            return None
        others = tuple(each for each in members if each.id != away.id)
        found = model.just([each.id for each in others], self._time(), ["gaps"])
        if found.teams is None:
            return None
        week = replace(self.week, supporters=others, with_agreement=True)
        plan, level = Plan.of(week, found.teams[0].week), found.level("gaps")
        return Without(
            supporter=away.id,
            gaps=sum(missing for _, missing in plan.missing()),
            gap_minutes=plan.missing_minutes(),
            cost=level.cost,
            proved=level.status == "proved",
        )

    def _gap(self, need: DatedNeed, missing: int) -> TypicalGap:
        unavoidable, wording = self._verdict(need)
        named = f"{need.need.id}, {DAY_NAMES[weekday(need.day)]} {clock(need)}"
        return TypicalGap(
            need=need.need.id,
            day=DAY_NAMES[weekday(need.day)],
            supporters_missing=missing,
            unavoidable=unavoidable,
            says=wording.format(need=named[0].upper() + named[1:]),
        )

    def _verdict(self, need: DatedNeed) -> tuple[bool, str]:
        """Whether a gap is unavoidable, and how to say what is known about it."""
        known = self._against_cost(self._covering(self._model, need))
        nobody_elsewhere = self.with_elsewhere.week.supporters == self.week.supporters
        return known if nobody_elsewhere or not known[0] else self._verdict_with_elsewhere(need, known[1])

    def _verdict_with_elsewhere(self, need: DatedNeed, otherwise: str) -> tuple[bool, str]:
        """The same, where nobody left could close the gap but applicants are proposed for other people."""
        found = self._covering(TeamModel(self.with_elsewhere), need)
        unavoidable, wording = self._against_cost(found)
        if unavoidable or found is None or found.teams is None:
            return unavoidable, wording
        if otherwise == say.TYPICAL_CANNOT:
            return False, say.TYPICAL_ELSEWHERE
        return False, wording if wording == say.TYPICAL_OPEN else say.TYPICAL_ELSEWHERE_OR_MORE

    def _against_cost(self, covered: MatchFound | None) -> tuple[bool, str]:
        """What the best team that covers a need says of a team that does not."""
        if covered is None or covered.teams is None:
            impossible = covered is not None and covered.impossible
            return impossible, say.TYPICAL_CANNOT if impossible else say.TYPICAL_OPEN
        level = covered.level("gaps")
        if level.cost < self.cost:
            return False, say.TYPICAL_OTHER_TEAM
        if level.bound is not None and level.bound > self.cost:
            return True, say.TYPICAL_ONLY_BY
        return False, say.TYPICAL_MOVES if level.bound == level.cost == self.cost else say.TYPICAL_OPEN

    def _could_be_met(self, applicant: Supporter) -> bool:
        """Whether a yes is still open, and would let them work some need of the week for this person."""
        if self.week.person.answer_about(applicant.id) not in ("not_yet", "not_met"):
            return False
        week = self._with_yes(applicant).week
        rules = for_frame(week)
        return applicant.id not in self.elsewhere and any(
            not closed(rules, week, applicant, need) for need in week.needs
        )

    def _is_best(self) -> bool:
        """Whether it is proved that no team of the size wished leaves less uncovered than this one."""
        if self.clock.over:
            return False
        model = self._model if self.wished == self.asked else TeamModel(self.wished)
        best = model.find(self._time(), ["gaps"])
        return best is not None and best.teams is not None and best.level("gaps").bound == self.cost

    def _meet(self, applicant: Supporter, sure: bool) -> tuple[int, Meet]:
        """How much a yes takes off the level-1 cost, and what is said. `sure`: this team is the best now."""
        asked = self._with_yes(applicant) if self._missing() and not self.clock.over else None
        with_yes = find_team(asked, self._time(), ["gaps"]) if asked else None
        cheaper, closes = 0, 0
        if with_yes is not None and with_yes.teams is not None:
            cheaper = max(0, self.cost - with_yes.level("gaps").cost)
            closes = self._minutes_closed(with_yes.teams[0]) if cheaper else 0
        says = self._what_a_yes_does(with_yes, cheaper, closes, sure).format(
            name=applicant.name, person=self.week.person.name, hours=hours(closes)
        )
        return cheaper, Meet(supporter=applicant.id, says=says, gap_minutes_closed=closes)

    def _what_a_yes_does(self, with_yes: MatchFound | None, cheaper: int, closes: int, sure: bool) -> str:
        if not self._missing():
            return say.TYPICAL_MORE_HANDS
        if with_yes is None or with_yes.teams is None:
            return say.TYPICAL_NO_TIME_FOR
        if not cheaper:
            proved = (with_yes.level("gaps").bound or 0) >= self.cost
            return say.TYPICAL_CLOSES_NOTHING if proved else say.TYPICAL_MIGHT_HELP
        if not sure:
            return say.TYPICAL_MIGHT_COVER if closes else say.TYPICAL_MIGHT_HELP
        return say.TYPICAL_WOULD_COVER if closes else say.TYPICAL_COVERS_WHAT_MATTERS

    def _minutes_closed(self, team: TeamFound) -> int:
        """Minutes a week that another team covers more than this one."""
        ours = sum(need.minutes * count for need, count in self._missing())
        return max(0, ours - Plan.of(self.week, team.week).missing_minutes())

    @cached_property
    def cost(self) -> int:
        """The level-1 cost of the team's typical week, by the audit."""
        if self.team is None:
            return 0
        week = replace(self.week, supporters=self.members())
        rules = [each for each in for_frame(week) if each.rule.level == "gaps"]
        return audit(Plan.of(week, self.team.week), rules).cost("gaps")

    def _missing(self) -> list[tuple[DatedNeed, int]]:
        """What the team's typical week leaves uncovered."""
        return Plan.of(self.week, self.team.week).missing() if self.team else []

    def _with_yes(self, applicant: Supporter) -> TeamAsked:
        person = _saying_yes(self.week.person, applicant.id)
        others = tuple(each for each in self.week.supporters if each.id != applicant.id)
        return replace(self.wished, week=replace(self.week, person=person, supporters=(*others, applicant)))


def _most_helpful_first(found: tuple[int, Meet]) -> tuple[int, int, str]:
    cheaper, row = found
    return -cheaper, -row.gap_minutes_closed, row.supporter


def _saying_yes(person: Person, supporter: str) -> Person:
    others = tuple(said for said in person.answers if said.supporter != supporter)
    return person.model_copy(update={"answers": (*others, PersonsAnswer(supporter=supporter, answer="yes"))})
