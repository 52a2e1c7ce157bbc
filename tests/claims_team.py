"""Claims about a team and its typical week, checked by fresh means: what if, recruiting, the answer."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from claims import SETTINGS, Claims
from exhaustive import Search, TooManyError
from plain_rules import alone, most_if_asked, of_one_shift, price

from matcher.calendar import DatedNeed, weekday
from matcher.clock import Clock, Settings
from matcher.explain.recruit import MOST_NEW, brief
from matcher.explain.typical import Questions
from matcher.explain.whatif import Asked, pairs, singles, what_if_away
from matcher.frame import Frame
from matcher.framing import typical_week
from matcher.model.explained import Away, Brief, Wanted, WhatIf
from matcher.model.organisation import Organisation
from matcher.model.person import PersonsAnswer
from matcher.model.profile import Brings
from matcher.model.supporter import Availability, Contract, Skill, Supporter
from matcher.model.team import Team
from matcher.model.words import DAYS, KIND_NAMES, KIND_PLURALS
from matcher.solve import match, request
from matcher.solver.match import TeamFound, find_team
from matcher.solver.membership import TeamAsked
from matcher.wording import DAY_NAMES

FULL_TIME_HOURS = 37.5


def members_week(organisation: Organisation) -> Frame:
    """The typical week of the first person with the team they have."""
    person = organisation.people[0]
    team = tuple(each for each in organisation.supporters if each.team_of == person.id)
    assert organisation.rota.first_day is not None
    assert organisation.as_of is not None
    return typical_week(
        organisation, person, team, first_day=organisation.rota.first_day, as_of=organisation.as_of
    )


def check_what_if(claims: Claims, organisation: Organisation, *, two: bool) -> None:
    """Every member away or, with `two`, every pair."""
    week = members_week(organisation)
    least = fewest(absent(week, ()))
    away = pairs(week) if two else singles(week)
    said = what_if_away(Asked(week, away), Clock(SETTINGS))
    claims.claim("what if: everybody asked about", {row.away for row in said.rows} == set(away), away)
    known = said.before is not None and least in could_cost(week, said.before)
    claims.claim("what if: with everybody", known, said.before, least)
    for row in said.rows:
        _check_row(claims, week, row)
    _check_headline(claims, week, said, least)
    for mend in said.mends:
        _check_mend(claims, week, said, mend)
    if not two:
        _check_singles(claims, week)


def check_what_if_in(claims: Claims, organisation: Organisation, settings: Settings) -> None:
    """In little time fewer rows are worked out; nothing that is said of them is false."""
    week = members_week(organisation)
    said = what_if_away(Asked(week, singles(week)), Clock(settings))
    for row in said.rows:
        least = fewest(absent(week, row.away))
        holds = row.cost == least if row.proved else row.cost >= least
        claims.claim("what if in little time: no better than can be", holds, row, least)
    _check_headline(claims, week, said, fewest(absent(week, ())))
    for mend in said.mends:
        _check_mend(claims, week, said, mend)


def fewest(week: Frame) -> int:
    """Level 1 of a week with all of its supporters in the team, by a fresh solve of the match."""
    found = find_team(TeamAsked(week, frozenset(week.by_id)), Clock(SETTINGS), ["gaps"])
    assert found.level("gaps").status == "proved"
    return found.level("gaps").cost


def absent(week: Frame, away: Iterable[str]) -> Frame:
    """The week without some, the others asked for more."""
    gone = set(away)
    here = tuple(each for each in week.supporters if each.id not in gone)
    return replace(week, supporters=here, with_agreement=True)


def could_cost(week: Frame, row: Away) -> set[int]:
    """What a row may cost, read off its words: which needs, and how many are missing on each of two."""
    parts = [
        list(combinations([need for need in week.needs if _named(need) == name], times))
        for name, times in Counter(row.uncovered).items()
    ]
    found: set[int] = set()
    for chosen in product(*parts):
        needs = [need for part in chosen for need in part]
        for missing in product(*(range(1, need.need.supporters_needed + 1) for need in needs)):
            short = list(zip(needs, missing, strict=True))
            if (row.gaps, row.gap_minutes) == (sum(missing), sum(n.minutes * count for n, count in short)):
                found.add(sum(price(need) * count for need, count in short))
    return found


def _named(need: DatedNeed) -> str:
    return f"{DAY_NAMES[weekday(need.day)]} {need.need.id}"


def _check_row(claims: Claims, week: Frame, row: Away) -> None:
    others = absent(week, row.away)
    least = fewest(others)
    holds = row.proved and row.cost == least and least in could_cost(week, row)
    claims.claim("what if: equals a fresh solve", holds, row, least)
    granted = tuple(_asked_for(each, row.carries.get(each.id, 0)) for each in others.supporters)
    exactly = fewest(replace(others, supporters=granted, with_agreement=False))
    claims.claim("what if: carries just this", exactly == least, row, exactly, least)
    for id, more in row.carries.items():
        supporter = week.by_id[id]
        room = most_if_asked(supporter) - supporter.contract.most_minutes
        claims.claim("what if: carries no more than may be asked", 0 < more <= room, row)
        less = tuple(
            _asked_for(each, row.carries.get(each.id, 0) - (each.id == id)) for each in others.supporters
        )
        short = fewest(replace(others, supporters=less, with_agreement=False))
        claims.claim("what if: carries not a minute too many", short > least, row, id, short, least)
    if row.carries:
        plain = fewest(replace(others, with_agreement=False))
        claims.claim("what if: covered only by more hours", plain > least, row, plain, least)


def _asked_for(supporter: Supporter, more: int) -> Supporter:
    """They agreed to so many minutes more."""
    most = (supporter.contract.most_minutes + more) / 60
    contract = supporter.contract.model_copy(update={"most_hours": most})
    return supporter.model_copy(update={"contract": contract})


def _check_headline(claims: Claims, week: Frame, said: WhatIf, least: int) -> None:
    """What it says of the rows is what fresh solves say of them."""
    costs = {row.away: fewest(absent(week, row.away)) for row in said.rows}
    for what, away, true_of in _told_of_rows(said.headline, said.rows, week):
        claims.claim(f"what if: {what}", true_of(costs[away], least), away, said.headline, costs, least)
    every = len(pairs(week) if any(len(row.away) == 2 for row in said.rows) else singles(week))
    missing = said.before is None or len(said.rows) < every
    owned_to = "worked out in the time given" in said.headline or "too small" in said.headline
    claims.claim("what if: says what was not worked out", owned_to or not missing, said.headline)
    _check_rests_on(claims, week, said)


def _check_rests_on(claims: Claims, week: Frame, said: WhatIf) -> None:
    """Those named can work some need of the kind, and nobody else can."""
    for kind, name in KIND_NAMES.items():
        sentence = f"{name[0].upper()}{name[1:]}s rest on "
        if sentence in said.headline:
            told = said.headline.partition(sentence)[2].partition(".")[0]
            needs = [need for need in week.needs if need.kind == kind]
            asked = absent(week, ())
            able = {each.name for each in week.supporters if any(not alone(asked, each, [n]) for n in needs)}
            named = told.partition(": ")[2].replace(" and ", ", ").split(", ")
            claims.claim(
                "what if: whom a kind rests on", able == {each for each in named if each}, told, able
            )


Holds = Callable[[int, int], bool]
"""Whether a row's least cost, beside that of everybody's week, is as it is told."""


def _told_of_rows(
    headline: str, rows: Sequence[Away], week: Frame
) -> Iterator[tuple[str, tuple[str, ...], Holds]]:
    """What a headline says of each row."""
    names = {each.id: each.name for each in week.supporters}
    sure, unsure = _listed_in(headline, "would leave"), _listed_in(headline, "may leave")
    first = headline.partition(". ")[0]
    for row in () if first.startswith("It was not worked out") else rows:
        who = " with ".join(names[id] for id in row.away)
        if who in sure or re.search("^If .* (part|more) of .* would go", first):
            yield "who breaks it", row.away, lambda cost, least: cost > least
        elif re.search("^(If|Who|Which).*(could|can) cover", first):
            yield "nobody breaks it", row.away, lambda cost, least: cost == 0
        elif "may go uncovered" not in first and who not in unsure:
            yield "who does not break it", row.away, lambda cost, least: cost <= least


def _listed_in(headline: str, words: str) -> list[str]:
    found = re.search(rf"{words} [^:.]*: ([^.]*)\.", headline)
    return re.split(", | and ", found.group(1)) if found else []


def _check_mend(claims: Claims, week: Frame, said: WhatIf, mend: str) -> None:
    """The change made by hand, and each broken week solved again."""
    who, _, rest = mend.removeprefix("If ").partition(" also worked ")
    kind = next(kind for kind, name in KIND_PLURALS.items() if rest.startswith(f"{name},"))
    more = Availability(days=DAYS, kinds=(kind,))
    changed = tuple(
        each.model_copy(update={"availability": (*each.availability, more)})
        if each.name == who and each.availability is not None
        else each
        for each in week.supporters
    )
    left = {row.away: fewest(absent(replace(week, supporters=changed), row.away)) for row in said.rows}
    before = said.before.cost if said.before is not None else 0
    broken = {row.away for row in said.rows if row.cost > before}
    most = fewest(absent(week, ())) if "than with everybody" in mend else 0
    claims.claim("what if: a change mends all", all(left[away] <= most for away in broken), mend, left)


def _check_singles(claims: Claims, week: Frame) -> None:
    """The answer's own rows about each member say the same."""
    team = TeamFound(tuple(week.by_id), ())
    questions = Questions(TeamAsked(week, frozenset(week.by_id)), team, Clock(SETTINGS), frozenset())
    for row in questions.without():
        least = fewest(absent(week, (row.supporter,)))
        claims.claim("answer: without each member", row.proved and row.cost == least, row, least)


def check_recruit(
    claims: Claims, organisation: Organisation, *, survive: bool, settings: Settings = SETTINGS
) -> None:
    """A brief, and people made of nothing but what it asks for."""
    week = members_week(organisation)
    said = brief(week, "survives_any_absence" if survive else "covered", Clock(settings))
    if not said.confirmed:
        nobody = not said.wanted and said.fewest is None and said.text == said.says
        claims.claim("recruit: not confirmed, so nobody is named", nobody, said.says)
        if said.proved:
            many = [_anybody(week, place) for place in range(MOST_NEW)]
            claims.claim("recruit: so many do not", not _achieves(team_with(organisation, many), survive))
        return
    new = [_just_such(week, wanted, place) for place, wanted in enumerate(said.wanted)]
    claims.claim("recruit: as many as it says", len(new) == said.fewest, said.says)
    covers = _achieves(team_with(organisation, new), survive)
    claims.claim("recruit: such people cover the week", covers, said.says, said.wanted)
    if said.proved and said.fewest:
        everything = [_anybody(week, place) for place in range(said.fewest - 1)]
        fewer = _achieves(team_with(organisation, everything), survive)
        claims.claim("recruit: fewer do not", not fewer, said.says)
    _check_private(claims, organisation, said)


def _check_private(claims: Claims, organisation: Organisation, said: Brief) -> None:
    person = organisation.people[0]
    never = [item.item for item in person.looking_for.characteristics if item.wish == "never"]
    claims.claim(
        "recruit: nothing that is never wanted", not any(each in said.text for each in never), said.text
    )
    names = [each.name for each in organisation.supporters]
    claims.claim(
        "recruit: no supporter is named", not any(f" {name} " in said.text for name in names), said.text
    )


def _just_such(week: Frame, wanted: Wanted, place: int) -> Supporter:
    """Somebody who can come at these times for these hours, with these skills, and nothing else."""
    windows = tuple(
        Availability(days=(day,), start=start, end=end) for day, _, start, end in dict.fromkeys(wanted.times)
    )
    return _anybody(week, place).model_copy(
        update={
            "availability": windows,
            "skills": tuple(Skill(skill=skill) for skill in wanted.skills),
            "meets": tuple(each.partition(": ")[0] for each in wanted.requirements),
            "contract": Contract(most_hours=wanted.hours),
        }
    )


def _anybody(week: Frame, place: int) -> Supporter:
    """Full time, at any time, with every skill."""
    asked = week.person.looking_for
    musts = {
        heading: tuple(item.item for item in asked.under(heading) if item.wish == "must")
        for heading in ("supports", "characteristics", "interests")
    }
    requirements = {need.need.requirement.requirement for need in week.needs if need.need.requirement}
    return Supporter(
        id=f"added-{place}",
        name=f"Added {place}",
        adult=True,
        cleared="yes",
        brings=Brings(**musts),
        skills=tuple(Skill(skill=skill) for skill in week.organisation.skills),
        meets=tuple(sorted(requirements)),
        contract=Contract(most_hours=FULL_TIME_HOURS),
    )


def team_with(organisation: Organisation, new: Sequence[Supporter]) -> Organisation:
    """The team as it is with new members, and no applicants."""
    person = organisation.people[0]
    team = [each for each in organisation.supporters if each.team_of == person.id]
    joined = [each.model_copy(update={"team_of": person.id}) for each in new]
    yeses = [PersonsAnswer(supporter=each.id, answer="yes") for each in new]
    known = {each.id for each in team}
    kept = [said for said in person.answers if said.supporter in known]
    changed = person.model_copy(update={"answers": (*kept, *yeses)})
    return organisation.model_copy(update={"people": (changed,), "supporters": (*team, *joined)})


def _achieves(organisation: Organisation, survive: bool) -> bool:
    """By the answer of a fresh match: no gap, and where asked none without any one member."""
    made = match(request(organisation, settings=SETTINGS)).teams[0]
    proved = all(row.proved for row in made.without)
    return not made.typical_gaps and proved and not (survive and any(row.cost for row in made.without))


def check_answer(claims: Claims, organisation: Organisation) -> None:
    """What an answer says of a team's gaps, with every team and every rota tried."""
    person = organisation.people[0]
    alone_asked = organisation.model_copy(update={"people": (person,), "supporters": _choices(organisation)})
    made = match(request(alone_asked, settings=SETTINGS)).teams[0]
    assert organisation.rota.first_day is not None
    assert organisation.as_of is not None
    week = typical_week(
        alone_asked,
        person,
        alone_asked.supporters,
        first_day=organisation.rota.first_day,
        as_of=organisation.as_of,
    )
    try:
        _check_gaps_by_size(claims, week, made)
        _check_typical_gaps(claims, week, made)
    except TooManyError:
        claims.not_checked("answer: by trying every team")


def _choices(organisation: Organisation) -> tuple[Supporter, ...]:
    return tuple(
        each for each in organisation.supporters if each.team_of in (None, organisation.people[0].id)
    )


def _check_gaps_by_size(claims: Claims, week: Frame, made: Team) -> None:
    """The fewest gaps of every team of a size that keeps those who stay; rota by rota."""
    stays = {each.id for each in week.supporters if each.team_of is not None}
    able = [
        each
        for each in week.supporters
        if each.id in stays or any(not of_one_shift(week, each, need) for need in week.needs)
    ]
    for row in made.gaps_by_size:
        teams = [
            team
            for team in combinations(able, row.size)
            if stays <= {each.id for each in team} and _musts(week, able, team)
        ]
        found = [Search(replace(week, supporters=team), cost=lambda need: 1).fewest() for team in teams]
        least = min((each for each in found if each is not None), default=None)
        claims.claim("answer: gaps by size", row.proved and row.gaps == least, row, least)


def _musts(week: Frame, able: Sequence[Supporter], team: Sequence[Supporter]) -> bool:
    """Whether as many of a team bring a must as are asked for, or as there are."""
    for item in week.person.looking_for.skills:
        if item.wish == "must" and item.at_least is not None:
            ids = {each.id for each in able if any(held.skill == item.item for held in each.skills or ())}
            if len(ids & {each.id for each in team}) < min(item.at_least, len(ids)):
                return False
    return True


def _check_typical_gaps(claims: Claims, week: Frame, made: Team) -> None:
    """Whether any rota of everybody together covers the need, and what it would cost."""
    best = Search(week).fewest()
    assert best is not None
    for gap in made.typical_gaps:
        needs = [n for n in week.needs if (n.need.id, DAY_NAMES[weekday(n.day)]) == (gap.need, gap.day)]
        for need in (each for each in needs if len(needs) == 1):
            forced = Search(week).fewest(need)
            holds = gap.unavoidable == (forced is None or forced > best)
            claims.claim("answer: gap that no team avoids", holds, gap, forced, best)
            says = gap.says.partition(" c")[2]
            if says.startswith("annot"):
                claims.claim("answer: cannot be covered", forced is None, gap.says)
            elif says.startswith("ould be covered only"):
                holds = forced is not None and forced > best
                claims.claim("answer: only where more goes uncovered", holds, gap.says, forced, best)
            else:
                claims.claim("answer: could be covered instead", forced == best, gap.says, forced, best)
