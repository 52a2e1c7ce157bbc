"""Orders carried out by the library. No server in sight: any process, on any machine, can do this."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from matcher import asking
from matcher.api.asked import (
    ANSWER,
    ASKED,
    MOST_WEEKS,
    ROTA,
    TEAM,
    AwayAsked,
    CheckAsked,
    CoverAsked,
    ExplainAsked,
    Kind,
    Options,
    Order,
    PublishAsked,
    Published,
    Question,
    RecruitAsked,
    ReplanAsked,
    WhatIfAsked,
)
from matcher.clock import Clock
from matcher.covering import ask
from matcher.errors import BadQuestion
from matcher.explain.case import Case, must_be_of, open_cases, with_teams
from matcher.explain.cover import cover
from matcher.explain.gaps import explain_gaps
from matcher.frame import Frame
from matcher.model.explained import GapsExplained
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS_IN_WEEK, Words
from matcher.publishing import Promise, publish
from matcher.read import read, read_rota
from matcher.read.answer import answer_in, read_answer
from matcher.read.history import before_rotas, earlier
from matcher.replanning import Situation, replan
from matcher.solve import Request, check, match, request, request_for, solve
from matcher.store.base import History
from matcher.store.memory import MemoryHistory
from matcher.telling import Away, tell

TOO_LONG = (
    f"From the first day to the last shift there are more than {MOST_WEEKS} weeks.",
    "Give the first day and how many weeks to look at.",
)

Asked = TypeVar("Asked", bound=Words)


@dataclass(frozen=True)
class Work:
    """An order with what it needs to be carried out."""

    order: Order
    clock: Clock
    history: History | None = None
    """What its organisation published and what happened, where it is one that is kept."""

    @cached_property
    def organisation(self) -> Organisation:
        """The team file as an organisation. BadInput with every problem."""
        return read(_bytes(self.order.team), TEAM)

    @cached_property
    def asked(self) -> Words:
        """The question. It was checked when it was accepted."""
        kind = ASKED[self.order.kind]
        team = {"team": self.order.team} if issubclass(kind, Question) else {}
        return kind.model_validate_json(json.dumps({**self.order.asked, **team}))

    def request(self) -> Request:
        """The request for a rota, with what came before it."""
        asked = _as(Options, self.asked)
        return self.since(
            request(self.organisation, first_day=asked.first_day, weeks=asked.weeks, clock=self.clock)
        )

    @cached_property
    def store(self) -> History:
        """The history, which is empty where there is none."""
        return self.history or MemoryHistory()

    @cached_property
    def situation(self) -> Situation:
        """What is published, at the moment that is asked about, with what was told besides."""
        asked = _as(Published, self.asked)
        found = Situation(
            self.organisation,
            self.store,
            asked.now or self.order.at,
            first_day=asked.first_day,
            weeks=asked.weeks,
        )
        if not isinstance(asked, ReplanAsked):
            return found
        pins, forbids = (
            [(each.supporter, each.shift) for each in part] for part in (asked.pins, asked.forbids)
        )
        return tell(found, [_away(each) for each in asked.absent], pins, forbids)

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The questions of each person's rota, where rotas are made."""
        if self.order.kind == "solve":
            asked = self.request()
            return tuple(asked.frame(person) for person in asked.organisation.people)
        return self.situation.frames if self.order.kind == "replan" else ()

    def since(self, asked: Request) -> Request:
        """A request with what was published and worked before."""
        if self.history is None:
            return asked
        span, upto = (asked.first_day, asked.days), self.order.history or 0
        found = earlier([], asked.organisation, *span, store=self.history, upto=upto)
        before = {person.id: found.about(person.id) for person in asked.organisation.people}
        return replace(asked, before=before, earlier=found.compromises, history=found.upto)


def carry_out(work: Work) -> Words:
    """Do what an order says. BadInput or BadQuestion where it cannot be done."""
    return WORK[work.order.kind](work)


def _check(work: Work) -> Words:
    asked = _as(CheckAsked, work.asked)
    given = _bytes(asked.rota)
    answer = answer_in(given)
    organisation = work.organisation if answer is None else with_teams(work.organisation, answer)
    turns = read_rota(given, ROTA, organisation)
    wanted = request_for(organisation, turns, asked.first_day, asked.weeks)
    if wanted.days > MOST_WEEKS * DAYS_IN_WEEK:
        raise BadQuestion(*TOO_LONG)
    return check(work.since(wanted), turns)


def _explain(work: Work) -> Words:
    asked = _as(ExplainAsked, work.asked)
    cases = _opened(work, _bytes(asked.answer))
    if asked.why is not None:
        return asking.why(cases, asked.why.supporter, asked.why.shift)
    return GapsExplained(gaps=tuple(gap for case in cases for gap in explain_gaps(case, work.clock)))


def _opened(work: Work, given: bytes) -> list[Case]:
    """Everyone's rota of an answer, opened again beside its team file and what came before it."""
    answer, organisation = read_answer(given, ANSWER), work.organisation
    must_be_of(organisation, answer, ANSWER)
    turns = read_rota(given, ANSWER, organisation)
    upto = answer.provenance.history or 0
    before = before_rotas(answer, organisation, store=work.history, upto=upto)
    return open_cases(organisation, answer, turns, ANSWER, before)


def _recruit(work: Work) -> Words:
    asked = _as(RecruitAsked, work.asked)
    aim: Any = "survives_any_absence" if asked.survive_absence else "covered"
    return asking.recruit(work.request(), asked.person, aim, work.clock)


def _what_if(work: Work) -> Words:
    asked = _as(WhatIfAsked, work.asked)
    changed = asking.changed(work.request(), asked.change)
    if asked.linked_duty:
        return asking.linked_duty(changed, asked.person, asked.without, asked.pairs)
    week = asking.team_week(changed, asked.person)
    return asking.what_if(week, asked.without, asked.pairs, work.clock)


def _publish(work: Work) -> Words:
    """What would be published, checked; whoever asked for it writes it down."""
    asked, order = _as(PublishAsked, work.asked), work.order
    answer = read_answer(_bytes(asked.answer), ANSWER)
    promise = Promise(asked.by or order.by, order.at, asked.why)
    return publish(work.store, work.organisation, answer, promise, name=ANSWER)


def _replan(work: Work) -> Words:
    return replan(work.situation, work.clock)


def _cover(work: Work) -> Words:
    asked = _as(CoverAsked, work.asked)
    away = asked.absent
    absent = away if isinstance(away, str | None) else _away(away)
    return cover(ask(work.situation, asked.shift, absent, asked.person), work.clock)


def _away(asked: AwayAsked) -> Away:
    return asked.supporter, asked.first_day, asked.last_day, asked.kind


WORK: Mapping[Kind, Callable[[Work], Words]] = {
    "solve": lambda work: solve(work.request()),
    "match": lambda work: match(work.request()),
    "check": _check,
    "explain": _explain,
    "recruit": _recruit,
    "what_if": _what_if,
    "publish": _publish,
    "replan": _replan,
    "cover": _cover,
}
"""How each kind of work is done."""


def _bytes(values: Any) -> bytes:
    return json.dumps(values).encode()


def _as(kind: type[Asked], asked: Words) -> Asked:
    if not isinstance(asked, kind):
        raise TypeError(kind.__name__)
    return asked
