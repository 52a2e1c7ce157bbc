"""Gaps and what would close them: every rota tried, and the team file solved again with just that."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from claims import SETTINGS, Claims, Solved
from claims_why import check_one, gap_cost
from exhaustive import Search, TooManyError
from plain_rules import broken, most_if_asked, price
from proved import turns_of

from matcher.calendar import DatedNeed
from matcher.clock import Clock, Settings
from matcher.explain.gaps import explain_gaps
from matcher.frame import Frame
from matcher.model.agreement import Agreement
from matcher.model.explained import Fix, GapExplained
from matcher.model.organisation import Organisation, SetShift
from matcher.model.person import PersonsAnswer
from matcher.model.supporter import Inducted
from matcher.solve import request, rota
from matcher.team_frames import team_frame
from matcher.wording import when


def check_gaps(claims: Claims, made: Solved, settings: Settings = SETTINGS) -> None:
    """Every gap of a rota, and everything said of it. In little time less may be said, and nothing false."""
    case = made.case
    short = case.plan.missing()
    explained = explain_gaps(case, Clock(settings))
    claims.claim("gaps: all of them", len(explained) == len(short), case.plan.missing())
    for (need, missing), said in zip(short, explained, strict=True):
        most = gap_cost(case.frame, case.plan.turns) - missing * price(need)
        whole = [need, *(each for each, _ in short if _same_entry(each, need))]
        claims.claim("gap: named", (said.need, said.day) == (need.need.id, need.day), said.says, whole)
        could = _could(claims, "gap: nobody could", case.frame, need, most)
        if could is not None:
            claims.claim("gap: nobody could", not (said.proved and could), said.says)
            claims.claim("gap: a better rota closes it", could or not said.closes_already, said.says)
            known = said.proved or said.closes_already or settings != SETTINGS
            claims.claim("gap: one or the other", known, said.says)
        for each in said.why_not:
            check_one(claims, made, each, case.organisation.supporter(each.supporter), need)
        _check_fixes(claims, made, said, need, most)


def _same_entry(a: DatedNeed, b: DatedNeed) -> bool:
    return a != b and (a.need.id, a.day) == (b.need.id, b.day)


def _could(claims: Claims, kind: str, frame: Frame, need: DatedNeed, most: int) -> bool | None:
    """Whether some rota covers a need at such a cost, by trying every one."""
    try:
        return Search(frame).rota(most, need) is not None
    except TooManyError:
        claims.not_checked(kind)
        return None


def _check_fixes(claims: Claims, made: Solved, said: GapExplained, need: DatedNeed, most: int) -> None:
    whom = [frozenset({*(each.supporter for each in fix.agreements), *fix.yeses}) for fix in said.fixes]
    claims.claim("fixes: ask different people", len(set(whom)) == len(whom), whom)
    for fix in said.fixes:
        _check_asked(claims, made, fix)
        _check_granted(claims, made, fix, need, most)
        for fewer in _one_less(fix):
            still = _could(claims, "fix: each part is needed", grant(made, fewer), need, most)
            if still is not None:
                claims.claim("fix: each part is needed", not still, fix.says, fewer)
    _check_waiting(claims, made, said, need, most)
    if said.only_new:
        _check_only_new(claims, made, need, most)


def _check_asked(claims: Claims, made: Solved, fix: Fix) -> None:
    """Only what may be agreed to and a yes not decided yet: no no, no never, nobody else's team."""
    person, frame = made.case.person, made.case.frame
    for id in {*(each.supporter for each in fix.agreements), *fix.yeses}:
        supporter = made.organisation.supporter(id)
        mine = supporter.team_of in (None, person.id)
        claims.claim("fix: asks nobody with a no", person.answer_about(id) != "no" and mine, fix.says)
        never = {item.item for item in person.looking_for.characteristics if item.wish == "never"}
        brings = set(supporter.brings.characteristics or ())
        claims.claim("fix: asks nobody with a never", not never & brings, fix.says)
    team = {each.id for each in frame.supporters}
    undecided = all(person.answer_about(id) in ("not_yet", "not_met") for id in fix.yeses)
    claims.claim("fix: yes only where undecided", undecided, fix.says)
    for each in fix.agreements:
        inside = each.supporter in team or each.supporter in fix.yeses
        claims.claim("fix: asks the team", inside, fix.says)
        if each.rule == "most_hours":
            supporter = made.organisation.supporter(each.supporter)
            room = most_if_asked(supporter) - supporter.contract.most_minutes
            claims.claim("fix: hours that may be asked", 0 < (each.amount or 0) <= room, fix.says)
        if each.rule == "sleep_ins":
            claims.claim("fix: one sleep-in more", each.amount == 1, fix.says)


def _check_granted(claims: Claims, made: Solved, fix: Fix, need: DatedNeed, most: int) -> None:
    """Solved again from a team file with just this in it, and every rota tried."""
    fresh = rota(request(granted(made, fix.agreements, fix.yeses), settings=SETTINGS))
    cost = next(proof.cost for proof in fresh.proof if proof.level == "gaps")
    claims.claim("fix: a fresh solve closes it", cost <= most, cost, most, fix.says)
    covers = _could(claims, "fix: covers this need", grant(made, fix), need, most)
    if covers is not None:
        claims.claim("fix: covers this need", covers, fix.says)
    frame = grant(made, fix)
    turns = turns_of(fresh, granted(made, fix.agreements, fix.yeses), 7)[frame.person.id]
    claims.claim("fix: breaks nothing else", not broken(frame, turns), fix.says)
    agreed = {(each.rule, each.supporter) for each in fix.agreements}
    bent = broken(replace(frame, agreements=made.case.frame.agreements), turns)
    claims.claim("fix: bends only what was agreed", bent <= agreed, sorted(bent), fix.says)


def _one_less(fix: Fix) -> Iterator[Fix]:
    for place in range(len(fix.agreements)):
        kept = fix.agreements[:place] + fix.agreements[place + 1 :]
        yield fix.model_copy(update={"agreements": kept})
    for id in fix.yeses:
        yield fix.model_copy(update={"yeses": tuple(each for each in fix.yeses if each != id)})


def grant(made: Solved, fix: Fix) -> Frame:
    """The frame of a fix, from the team file with it."""
    organisation = granted(made, fix.agreements, fix.yeses)
    frame = made.case.frame
    person = organisation.person(frame.person.id)
    return team_frame(organisation, person, first_day=frame.first_day, days=frame.days, as_of=frame.as_of)


def granted(made: Solved, agreements: Iterable[Agreement], yeses: Sequence[str]) -> Organisation:
    """The team file with agreements, and with those who got a yes in the team, checked and inducted."""
    organisation, id = made.organisation, made.case.person.id
    joins = {"team_of": id, "cleared": "yes", "induction": (Inducted(person=id, stage="ready"),)}
    supporters = tuple(
        each.model_copy(update=joins) if each.id in yeses else each for each in organisation.supporters
    )
    others = tuple(said for said in organisation.person(id).answers if said.supporter not in yeses)
    new = tuple(PersonsAnswer(supporter=each, answer="yes") for each in yeses)
    people = tuple(
        person.model_copy(update={"answers": (*others, *new)}) if person.id == id else person
        for person in organisation.people
    )
    asked = organisation.rota.model_copy(update={"agreements": (*organisation.rota.agreements, *agreements)})
    return organisation.model_copy(update={"supporters": supporters, "people": people, "rota": asked})


def still_to_come(made: Solved) -> list[str]:
    """Members who are not ready and applicants, all with a yes, by id."""
    person = made.case.person
    team = [each for each in made.case.frame.supporters if person.answer_about(each.id) == "yes"]
    day = made.case.frame.last_day
    members = [
        each.id for each in team if each.cleared != "yes" or each.stage_with(person.id, day) != "ready"
    ]
    outside = [each.id for each in made.organisation.supporters if each.team_of is None]
    known = {each.id for each in made.case.frame.supporters}
    yeses = [id for id in outside if id not in known and person.answer_about(id) == "yes"]
    return [*members, *yeses]


def _check_waiting(claims: Claims, made: Solved, said: GapExplained, need: DatedNeed, most: int) -> None:
    """With just those ready who are named it can be closed, with more agreed where that is said."""
    names = {made.organisation.supporter(id).name: id for id in still_to_come(made)}
    for sentence in said.waiting:
        named = [id for name, id in names.items() if re.search(rf"\b{name}\b", sentence)]
        claims.claim("waiting: somebody is named", bool(named), sentence)
        yeses = [*named, *(_undecided(made) if "agreed as well" in sentence else [])]
        agreements = tuple(_all_agreements(made, yeses)) if "agreed as well" in sentence else ()
        fix = Fix(agreements=agreements, yeses=tuple(yeses), asks=(), says=sentence)
        could = _could(claims, "waiting: closes it", grant(made, fix), need, most)
        if could is not None:
            claims.claim("waiting: closes it", could, sentence, most)


def _undecided(made: Solved) -> list[str]:
    person = made.case.person
    return [
        each.id
        for each in made.organisation.supporters
        if each.team_of is None and person.answer_about(each.id) in ("not_yet", "not_met")
    ]


def _check_only_new(claims: Claims, made: Solved, need: DatedNeed, most: int) -> None:
    """Everybody who may be asked says yes to everything at once, all are ready, and it cannot be covered."""
    person = made.case.person
    yeses = [*_undecided(made), *still_to_come(made)]
    fix = Fix(agreements=tuple(_all_agreements(made, yeses)), yeses=tuple(yeses), asks=(), says="everything")
    could = _could(claims, "gap: only somebody new", grant(made, fix), need, most)
    if could is not None:
        claims.claim("gap: only somebody new", not could, when(need), most)
        return
    pins = [
        tuple(SetShift(person=person.id, supporter=id, need=need.need.id, day=need.day) for id in crew)
        for crew in combinations(
            [each.id for each in grant(made, fix).supporters], need.need.supporters_needed
        )
    ]
    everything = granted(made, fix.agreements, fix.yeses)
    for crew in pins:
        asked = everything.rota.model_copy(update={"pins": crew})
        fresh = rota(request(everything.model_copy(update={"rota": asked}), settings=SETTINGS))
        costs = [proof.cost for proof in fresh.proof if proof.level == "gaps"]
        holds = fresh.status == "impossible" or costs[0] > most
        claims.claim("gap: only somebody new, by fresh solves", holds, when(need), crew, most)


def _all_agreements(made: Solved, yeses: Sequence[str]) -> Iterator[Agreement]:
    """Every time, the most hours that may be asked, and one sleep-in more, from everybody."""
    frame = made.case.frame
    for supporter in made.organisation.supporters:
        if supporter.team_of != frame.person.id and supporter.id not in yeses:
            continue
        for entry in dict.fromkeys((need.need.id, need.day) for need in frame.needs):
            yield Agreement(supporter=supporter.id, rule="availability", need=entry[0], day=entry[1])
        more = most_if_asked(supporter) - supporter.contract.most_minutes
        if more:
            yield Agreement(supporter=supporter.id, rule="most_hours", day=frame.first_day, amount=more)
        yield Agreement(supporter=supporter.id, rule="sleep_ins", day=frame.first_day, amount=1)
