"""Publishing: an answer becomes what was promised, once it has been checked again. Works on any store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matcher import figures
from matcher import weekly_sentences as say
from matcher.audit import audit
from matcher.errors import BadInput, BadQuestion, Problem, PublishedMeanwhile
from matcher.explain.case import Case, must_be_of, open_cases
from matcher.frame import Before
from matcher.model.answer import Answer, Change
from matcher.model.organisation import Organisation
from matcher.model.published import Publication
from matcher.read import read_rota
from matcher.read.history import before_rotas
from matcher.store.base import History
from matcher.store.kept import KeptHistory
from matcher.wording import many


@dataclass(frozen=True)
class Promise:
    """Who publishes, when, and why."""

    by: str
    at: datetime
    """Zone-aware."""
    why: str | None = None


def publish(
    store: History,
    organisation: Organisation,
    answer: Answer,
    promise: Promise,
    *,
    name: str = "answer",
    beside: Sequence[Answer] = (),
) -> Publication:
    """Publish an answer that was made from a team file, after auditing it again.

    `name` is what problems call the answer; `beside` are answers that lay in the history's folder and were
    read with it. BadInput where the answer has no rota, is of another file, was changed, or breaks a limit
    by now; PublishedMeanwhile where it does not know the last publication; BadQuestion where it changes what
    was promised and nobody says why. Nothing is written then.
    """
    _must_have_rotas(answer, name)
    must_be_of(organisation, answer, name)
    known = KeptHistory(store)
    last = known.last()
    _must_know_the_last(known, answer)
    cases = _opened(organisation, answer, name, known, beside, last)
    changes = _changes(organisation, answer, cases, known, last)
    if changes and promise.why is None:
        raise BadQuestion(
            say.PUBLISH_WHY.format(changes=many(len(changes), "shift")), say.PUBLISH_HOW_TO_SAY_WHY
        )
    new = Publication(
        number=last + 1, at=promise.at, by=promise.by, why=promise.why, changes=changes, answer=answer
    )
    store.publish(new)
    return new


def not_yet_members(organisation: Organisation, answer: Answer) -> dict[str, list[str]]:
    """Who has a shift in an answer and no team in the file yet, by person: ids in the file's order."""
    coming = {(shift.person, shift.supporter) for rota in answer.rotas for shift in rota.shifts}
    applicants = [each.id for each in organisation.supporters if each.team_of is None]
    found = {rota.person: [id for id in applicants if (rota.person, id) in coming] for rota in answer.rotas}
    return {person: ids for person, ids in found.items() if ids}


def numbered(entries: Sequence[Publication], number: int) -> Publication:
    """The publication with a number. BadQuestion where there is none."""
    found = [entry for entry in entries if entry.number == number]
    if not found:
        raise BadQuestion(say.PUBLISHED_NO_NUMBER.format(number), say.PUBLISHED_LIST)
    return found[0]


def _must_have_rotas(answer: Answer, name: str) -> None:
    if answer.status in ("impossible", "no_rota") or not answer.rotas:
        raise BadInput(name, [Problem("", say.PUBLISH_NO_ROTA, say.PUBLISH_SOLVE_FIRST)])
    broken = sum(found.level == "hard" for found in answer.violations)
    if broken:
        raise BadInput(name, [_broken(broken)])


def _broken(count: int) -> Problem:
    return Problem("", say.PUBLISH_BROKEN.format(limits=many(count, "limit")), say.PUBLISH_CHECK_FIRST)


def _must_know_the_last(store: History, answer: Answer) -> None:
    """What was recorded of past shifts since is no reason to refuse: the audit below knows of it."""
    known = answer.provenance.history
    published = [each.number for each in store.publications()]
    if known is None and published:
        raise PublishedMeanwhile(say.PUBLISH_WITHOUT_HISTORY)
    if any(number > (known or 0) for number in published):
        raise PublishedMeanwhile


def _opened(
    organisation: Organisation,
    answer: Answer,
    name: str,
    store: History,
    beside: Sequence[Answer],
    last: int,
) -> list[Case]:
    """Everyone's rota, audited as it was made and, where the history has gone on, as things are now."""
    turns, known = read_rota(answer.model_dump_json().encode(), name, organisation), answer.provenance.history
    before = before_rotas(answer, organisation, beside, store=store, upto=known or 0)
    cases = open_cases(organisation, answer, turns, name, before)
    if (known or 0) != last:
        now = before_rotas(answer, organisation, beside, store=store, upto=last)
        cases = [case.with_before(now[case.person.id]) for case in cases]
    broken = sum(len(audit(case.plan, case.rules).broken) for case in cases)
    if broken:
        raise BadInput(name, [_broken(broken)])
    return cases


def _changes(
    organisation: Organisation, answer: Answer, cases: Sequence[Case], store: History, last: int
) -> tuple[Change, ...]:
    """What the rotas change of what was published; an answer that was only written down promised nothing."""
    published: dict[str, Before] = before_rotas(answer, organisation, (), store=store, upto=last)
    plans = [case.with_before(published[case.person.id]).plan for case in cases]
    return tuple(change for plan in plans for change in figures.changes(plan))
