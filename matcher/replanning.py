"""Replanning: what is published, made again around what changed with the least change. Works on any store."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from matcher import weekly_sentences as say
from matcher.calendar import ONE_DAY, DatedNeed, days_from
from matcher.clock import Clock
from matcher.errors import BadQuestion
from matcher.explain.result import replan_sentence
from matcher.frame import Frame, Turn
from matcher.model.answer import Answer, Compromise
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.told import NOTHING_TOLD, Told
from matcher.model.words import DAYS_IN_WEEK
from matcher.read.history import Earlier, earlier
from matcher.read.settled import goes_on, is_away, over_today
from matcher.solve import Request, rotas
from matcher.store.base import History
from matcher.store.kept import KeptHistory
from matcher.team_frames import team_frame
from matcher.wording import clock, day_name, listed

WITH_A_ROTA = ("rotas", "changes", "compromises", "score", "violations", "hours", "continuity", "fairness")
"""The parts of an answer that go with somebody's rota."""

Span = tuple[date, int]
"""A first day, and how many days."""


@dataclass(frozen=True)
class Situation:
    """What is published and what is told, at a moment. The team file says the rest."""

    team: Organisation
    """As the team file says."""
    store: History
    now: datetime
    """Zone-aware."""
    told: Told = NOTHING_TOLD
    beside: Sequence[Answer] = ()
    """Answers that lie in the history's folder and were not published."""
    first_day: date | None = None
    """Look at the days from this one on; left out, from today."""
    weeks: int | None = None
    """Look at so many weeks; left out, at all that is published."""
    team_file: str | None = None
    """The name of the team file."""

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation with what was told."""
        return self.team.with_told(self.told)

    @cached_property
    def local(self) -> datetime:
        """The moment by the organisation's clocks."""
        return self.now.astimezone(ZoneInfo(self.team.time_zone))

    @cached_property
    def today(self) -> date:
        """The day it is."""
        return self.local.date()

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The question of each person's rota, for as far as theirs is published without a day left out.

        BadQuestion where nothing is published for these days, or somebody on a published rota is in no team.
        """
        found = tuple(self._frame(person, span) for person, span in self._spans.items())
        if not found:
            day = day_name(self.first_day or self.today)
            raise BadQuestion(say.REPLAN_NOTHING_PUBLISHED.format(day=day), say.REPLAN_PUBLISH_FIRST)
        for frame in found:
            _must_be_members(frame)
        return found

    def shifts(self, frame: Frame) -> list[DatedNeed]:
        """A person's needs that can be spoken of: those to plan, and those that somebody is on right now."""
        here = (turn.need for turn in frame.past if turn.need.elsewhere is None)
        on_now = {need.key: need for need in here if goes_on(need, self.local)}
        return [*on_now.values(), *frame.needs]

    def request(self, clock: Clock) -> Request:
        """The request for all these days together."""
        first = min(frame.first_day for frame in self.frames)
        last = max(frame.last_day for frame in self.frames)
        return Request(
            self.organisation,
            first,
            (last - first).days + 1,
            self.today,
            clock,
            {person: self._earlier(span).about(person) for person, span in self._spans.items()},
            team_file=self.team_file,
            earlier=tuple(self._compromises()),
            history=self._kept.last(),
            now=self.local,
            told=self.told,
        )

    def is_published(self, answer: Answer, person: str) -> bool:
        """Whether an answer has for a person just what is published: shifts, and what is not covered."""
        changed = any(each.person == person for each in answer.changes)
        gaps = {(gap.need, gap.day): gap.supporters_missing for gap in answer.gaps if gap.person == person}
        return not changed and gaps == {
            (gap.need, gap.day): gap.supporters_missing
            for rota in answer.rotas
            if rota.person == person
            for day in days_from(rota.first_day, rota.days)
            for gap in self._in_effect(person)[day].gaps
            if (gap.person, gap.day) == (person, day) and gap.start >= self.now
        }

    def _in_effect(self, person: str) -> dict[date, Answer]:
        """The answer that was published last for each of a person's days."""
        return {
            day: entry.answer
            for entry in self._kept.publications()
            for rota in entry.answer.rotas
            if rota.person == person
            for day in days_from(rota.first_day, rota.days)
        }

    @cached_property
    def _kept(self) -> KeptHistory:
        return KeptHistory(self.store)

    @cached_property
    def _read(self) -> dict[Span, Earlier]:
        return {}

    def _earlier(self, span: Span) -> Earlier:
        if span not in self._read:
            self._read[span] = earlier(
                self.beside,
                self.organisation,
                *span,
                now=self.local,
                store=self._kept,
                upto=self._kept.last(),
            )
        return self._read[span]

    def _frame(self, person: str, span: Span) -> Frame:
        return team_frame(
            self.organisation,
            self.organisation.person(person),
            first_day=span[0],
            days=span[1],
            as_of=self.today,
            before=self._earlier(span).about(person),
        )

    @cached_property
    def _spans(self) -> dict[str, Span]:
        """Each person's days, by id."""
        if self.first_day is not None and self.first_day < self.today:
            raise BadQuestion(say.REPLAN_PAST.format(day=day_name(self.first_day)), say.REPLAN_FROM_TODAY)
        found = {person.id: self._span(person) for person in self.organisation.people}
        return {id: span for id, span in found.items() if span is not None}

    @cached_property
    def later(self) -> dict[str, date]:
        """Where a day is not published and others after it are: the first of these, by person."""
        runs = {id: self._runs(self.team.person(id)) for id in self._spans}
        return {id: run[1][0] for id, run in runs.items() if len(run) > 1}

    @property
    def parts(self) -> Iterator["Situation"]:
        """The situation, and again from each day on which somebody's published days begin anew."""
        yield self
        people = map(self.team.person, self._spans)
        for day in sorted({first for person in people for first, _ in self._runs(person)[1:]}):
            yield replace(self, first_day=day)

    def _span(self, person: Person) -> Span | None:
        return next(iter(self._runs(person)), None)

    def _runs(self, person: Person) -> list[Span]:
        """A person's published days from the first one asked for, those in a row together."""
        start = self.first_day or self.today
        days = sorted(day for day in self._in_effect(person.id) if day >= start)
        if self.weeks is not None:
            days = [day for day in days if day < start + timedelta(days=self.weeks * DAYS_IN_WEEK)]
        if start == self.today and person.id in self._nights_open_again:
            days = [self.today - ONE_DAY, *days]
        runs: list[Span] = []
        for day in days:
            if runs and day == runs[-1][0] + timedelta(days=runs[-1][1]):
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            else:
                runs.append((day, 1))
        return runs

    @cached_property
    def _nights_open_again(self) -> frozenset[str]:
        """People with a shift since yesterday that goes on, and that somebody who is away would be on."""
        return frozenset(self._earlier((self.today - ONE_DAY, 1)).reopened)

    def _compromises(self) -> Iterator[Compromise]:
        for person, span in self._spans.items():
            yield from (each for each in self._earlier(span).compromises if each.person == person)


def replan(situation: Situation, clock: Clock) -> Answer:
    """The best rota from now on with the least change of what is published, as an answer to publish.

    What it says, its gaps and its proof are about everybody whose days were looked at. It holds the rotas of
    those for whom something is different from what is published; where nothing is for anybody, everybody's.
    """
    answer = rotas(situation.request(clock), situation.frames)
    people = [frame.person.id for frame in situation.frames]
    says = [replan_sentence(situation.organisation, answer, people), *_not_looked_at(situation)]
    answer = answer.model_copy(update={"says": " ".join(says)})
    different = {id for id in people if not situation.is_published(answer, id)}
    return _with_rotas_of(answer, different) if different and answer.rotas else answer


def _not_looked_at(situation: Situation) -> Iterator[str]:
    """What is published after days that are not, which is a question of its own."""
    later: dict[date, list[str]] = {}
    for id, day in situation.later.items():
        later.setdefault(day, []).append(situation.organisation.person(id).name)
    for day in sorted(later):
        yield say.REPLAN_LATER.format(names=listed(later[day]), day=day_name(day), date=day)


def _with_rotas_of(answer: Answer, people: Set[str]) -> Answer:
    """An answer with only some people's rotas, and what goes with them."""
    return answer.model_copy(
        update={
            part: tuple(
                each for each in getattr(answer, part) if each.person is None or each.person in people
            )
            for part in WITH_A_ROTA
        }
    )


def taken_as_worked(situation: Situation) -> list[str]:
    """What is taken of shifts with somebody who is away from today: over by now they were worked, and whoever
    is on one since yesterday stays to its end."""
    said = []
    for frame in situation.frames:
        for turn in frame.past:
            words = _taken(situation, turn) if turn.supporter in frame.by_id else None
            if words is not None:
                who = frame.by_id[turn.supporter]
                said.append(
                    words.format(
                        who=who.name,
                        id=who.id,
                        need=turn.need.need.id,
                        times=clock(turn.need),
                        day=turn.need.day,
                    )
                )
    return said


def _taken(situation: Situation, turn: Turn) -> str | None:
    now = situation.local
    if over_today(turn.need, now) and is_away(situation.organisation, turn):
        return say.REPLAN_TAKEN_AS_WORKED
    leave = situation.organisation.supporter(turn.supporter).leave
    away_today = any(away.first_day <= now.date() <= away.last_day for away in leave)
    return say.REPLAN_TAKEN_TO_STAY if goes_on(turn.need, now) and away_today else None


def _must_be_members(frame: Frame) -> None:
    """Somebody published is in the team, or has left it: a proposal that nobody wrote down is neither."""
    coming: list[Turn] = [turn for turn in frame.published or () if frame.inside(turn.need)]
    ids = {turn.supporter for turn in coming}
    open_ones = [
        each
        for each in frame.organisation.supporters
        if (each.id in ids and each.team_of is None and each.contract.ends_on is None)
        and frame.person.answer_about(each.id) == "yes"
    ]
    if open_ones:
        names = listed([each.name for each in open_ones])
        raise BadQuestion(
            say.REPLAN_NOT_MEMBERS.format(names=names, person=frame.person.name),
            say.REPLAN_WRITE_TEAM_OF.format(id=frame.person.id),
        )
