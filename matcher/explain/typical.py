"""What people ask about a team's typical week; each answer is a solve of its own.

What one more face buys, who could be lost, which gaps nobody can close, and whose yes would help.
"""

from collections.abc import Sequence
from dataclasses import replace

from matcher import sentences as say
from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock
from matcher.model.answer import GapsBySize, Meet, TypicalGap, Without
from matcher.model.person import Person, PersonsAnswer
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.solver.match import MatchFound, Question, TeamAsked, TeamFound, find_teams
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
        self.asked = replace(asked, week=replace(asked.week, supporters=kept), least=0, most=None)
        self.team = team
        self.clock = clock
        self.week = self.asked.week

    def gaps_by_size(self) -> tuple[GapsBySize, ...]:
        """The fewest gaps a team of each size can leave."""
        if self.team is None:
            return ()
        able, stays, size = len(self.week.supporters), len(self.asked.stays), len(self.team.members)
        first = max(1, stays, min(SMALLEST_TEAM_SHOWN, size))
        found = []
        for faces in range(first, min(able, max(size, SMALLEST_TEAM_SHOWN) + MORE_FACES_SHOWN) + 1):
            teams = self._find(replace(self.asked, least=faces, most=faces), count=True)
            if teams is not None and teams.teams is not None:
                level = teams.level("gap_count")
                found.append(GapsBySize(size=faces, gaps=level.cost, proved=level.status == "proved"))
        return tuple(found)

    def without(self) -> tuple[Without, ...]:
        """The week without each member, the others asked for as much as the rules allow; worst first."""
        members = self.members()
        found = [row for away in members if (row := self._without(away, members)) is not None]
        return tuple(sorted(found, key=lambda row: (-row.cost, row.supporter)))

    def typical_gaps(self) -> tuple[TypicalGap, ...]:
        """The gaps of the team's typical week, and which of them no team avoids."""
        if self.team is None:
            return ()
        plan = Plan.of(self.week, self.team.week)
        best = self._find(self.asked) if plan.missing() else None
        return tuple(self._gap(need, missing, best) for need, missing in plan.missing())

    def meet_next(self) -> tuple[Meet, ...]:
        """Those the person has not said yes or no to, the most helpful first."""
        if self.team is None:
            return ()
        undecided = [
            each
            for each in self.everyone_considered()
            if self.week.person.answer_about(each.id) in ("not_yet", "not_met")
        ]
        now = self._find(self.asked) if undecided else None
        found = [row for each in undecided if (row := self._meet(each, now)) is not None]
        return tuple(sorted(found, key=lambda row: (-row.gap_minutes_closed, row.supporter)))

    def members(self) -> tuple[Supporter, ...]:
        """The team."""
        ids = self.team.members if self.team else ()
        return tuple(each for each in self.week.supporters if each.id in ids)

    def everyone_considered(self) -> tuple[Supporter, ...]:
        """Applicants and members, also those who cannot join as things are."""
        everyone = self.week.organisation.supporters
        return tuple(each for each in everyone if each.team_of in (None, self.week.person.id))

    def _find(self, asked: TeamAsked, count: bool = False) -> MatchFound | None:
        """The fewest gaps; None where there is no time left to ask."""
        if self.clock.over:
            return None
        level: Question = "gap_count" if count else "gaps"
        return find_teams([asked], self.clock.part(SECONDS_FOR_A_QUESTION), [level])

    def _without(self, away: Supporter, members: Sequence[Supporter]) -> Without | None:
        others = tuple(each for each in members if each.id != away.id)
        week = replace(self.week, supporters=others, with_agreement=True)
        found = self._find(TeamAsked(week, frozenset(each.id for each in others)))
        if found is None or found.teams is None:
            return None
        plan, level = Plan.of(week, found.teams[0].week), found.level("gaps")
        return Without(
            supporter=away.id,
            gaps=sum(missing for _, missing in plan.missing()),
            gap_minutes=plan.missing_minutes(),
            cost=level.cost,
            proved=level.status == "proved",
        )

    def _gap(self, need: DatedNeed, missing: int, best: MatchFound | None) -> TypicalGap:
        forced = self._find(replace(self.asked, must_fill=need.id)) if best and best.teams else None
        unavoidable, wording = _verdict(best, forced)
        named = f"{need.need.id}, {DAY_NAMES[weekday(need.day)]} {clock(need)}"
        return TypicalGap(
            need=need.need.id,
            day=DAY_NAMES[weekday(need.day)],
            supporters_missing=missing,
            unavoidable=unavoidable,
            says=wording.format(need=named[0].upper() + named[1:]),
        )

    def _meet(self, applicant: Supporter, now: MatchFound | None) -> Meet | None:
        with_yes = self._find(self._with_yes(applicant)) if self._leaves_gaps(now) else now
        if not (now and now.teams and with_yes and with_yes.teams):
            return None
        closes = self._missing(now) - self._missing(with_yes) if with_yes is not now else 0
        wording = (
            say.TYPICAL_MORE_HANDS
            if with_yes is now
            else say.TYPICAL_WOULD_COVER
            if closes > 0
            else say.TYPICAL_CLOSES_NOTHING
        )
        says = wording.format(name=applicant.name, person=self.week.person.name, hours=hours(closes))
        return Meet(supporter=applicant.id, says=says, gap_minutes_closed=max(0, closes))

    def _leaves_gaps(self, found: MatchFound | None) -> bool:
        return found is not None and found.teams is not None and self._missing(found) > 0

    def _missing(self, found: MatchFound) -> int:
        """Minutes a week that the team found does not cover."""
        return sum(Plan.of(self.week, team.week).missing_minutes() for team in found.teams or ())

    def _with_yes(self, applicant: Supporter) -> TeamAsked:
        person = _saying_yes(self.week.person, applicant.id)
        others = tuple(each for each in self.week.supporters if each.id != applicant.id)
        return replace(self.asked, week=replace(self.week, person=person, supporters=(*others, applicant)))


def _saying_yes(person: Person, supporter: str) -> Person:
    others = tuple(said for said in person.answers if said.supporter != supporter)
    return person.model_copy(update={"answers": (*others, PersonsAnswer(supporter=supporter, answer="yes"))})


def _verdict(best: MatchFound | None, forced: MatchFound | None) -> tuple[bool, str]:
    """Whether a gap is unavoidable, and how to say what is known about it."""
    if best is None or forced is None or best.teams is None or best.level("gaps").status != "proved":
        return False, say.TYPICAL_OPEN
    if forced.teams is None:
        return (True, say.TYPICAL_CANNOT) if forced.impossible else (False, say.TYPICAL_OPEN)
    if forced.level("gaps").status != "proved":
        return False, say.TYPICAL_OPEN
    return (
        (True, say.TYPICAL_ONLY_BY)
        if forced.level("gaps").cost > best.level("gaps").cost
        else (False, say.TYPICAL_MOVES)
    )
