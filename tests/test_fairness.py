"""Turns shared evenly over time: bank holidays, new starters, leave, and many weeks one after another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ortools.sat.python import cp_model

from matcher.clock import Clock, Settings
from matcher.fairness import so_far
from matcher.frame import Frame, Turn
from matcher.framing import rota_frame
from matcher.model.organisation import Organisation
from matcher.model.rota_figures import Fairness
from matcher.model.words import DAYS, TurnKind
from matcher.plan import Plan
from matcher.rotas import make_rota
from matcher.rules.fair_turns import FairTurns
from matcher.shares import fairness
from matcher.solver.board import Board

NIGHT = {"id": "night", "kind": "waking_night", "start": "23:00", "end": "07:00"}
EARLY = {"id": "early", "kind": "early", "start": "08:00", "end": "14:00"}
MONDAY = date(2026, 6, 1)


def supporter(id: str, **words: Any) -> dict[str, Any]:
    made = {"contract": {"hours": 20, "most_hours": 40, "started_on": "2025-01-06"}, **words}
    return {"id": id, "name": id.capitalize(), "adult": True, "team_of": "pat", "cleared": "yes", **made}


def team(
    *supporters: dict[str, Any], needs: Iterable[dict[str, Any]] = (EARLY,), **words: Any
) -> Organisation:
    answers = [{"supporter": each["id"], "answer": "yes", "met_on": "2025-01-06"} for each in supporters]
    ready = [{"person": "pat", "stage": "ready", "shadow_shifts": 2}]
    person = {"id": "pat", "name": "Pat", "needs": list(needs), "answers": answers}
    return Organisation.model_validate(
        {
            "format": "matcher/team/1",
            "name": "Small",
            "people": [person],
            "supporters": [{"induction": ready, **each} for each in supporters],
            **words,
        }
    )


def week(organisation: Organisation, first_day: date, past: Iterable[Turn] = (), days: int = 7) -> Frame:
    person, turns = organisation.people[0], tuple(past)
    asked = rota_frame(
        organisation, person, organisation.supporters, first_day=first_day, days=days, as_of=first_day
    )
    known = min((turn.need.day for turn in turns), default=None)
    return replace(asked, past=turns, known_from=known)


def worked(organisation: Organisation, who: str, days: Iterable[date]) -> list[Turn]:
    """The first need of each day, worked by one supporter."""
    frames = [week(organisation, day, days=1) for day in days]
    return [Turn(who, frame.needs[0]) for frame in frames]


def cost(frame: Frame, turns: Iterable[Turn]) -> int:
    """What the rule asks for a finished rota, which model and checker agree on."""
    rule, fixed = FairTurns(weight=1), tuple(turns)
    checked = sum(found.amount for found in rule.check(Plan.of(frame, fixed)))
    board = Board(cp_model.CpModel(), frame)
    rule.enforce(board)
    on = {(turn.supporter, turn.need.id) for turn in fixed}
    for each in frame.supporters:
        for need in frame.needs:
            board.model.add(board.works(each, need) == ((each.id, need.id) in on))
    board.model.minimize(board.cost("supporters").expression)
    solver = cp_model.CpSolver()
    assert solver.solve(board.model) == cp_model.OPTIMAL
    assert round(solver.objective_value) == checked
    return checked


def turns_in(frame: Frame, who: str, *days: date) -> list[Turn]:
    return [Turn(who, need) for need in frame.needs if need.day in days]


# --- Bank holidays --------------------------------------------------------------------------------------


def test_whoever_worked_christmas_day_does_not_work_new_years_day() -> None:
    organisation = team(supporter("ann"), supporter("bob"))
    christmas = worked(organisation, "ann", [date(2026, 12, 25)])
    frame = week(organisation, date(2026, 12, 28), christmas)
    new_year = date(2027, 1, 1)

    assert cost(frame, turns_in(frame, "bob", new_year)) == 0 + 1
    assert cost(frame, turns_in(frame, "ann", new_year)) == 2 + 3


def test_christmas_day_on_a_saturday_counts_and_its_substitute_counts_once() -> None:
    organisation = team(supporter("ann"), supporter("bob"))
    day, substitute = date(2027, 12, 25), date(2027, 12, 27)
    frame = week(organisation, date(2027, 12, 20), days=14)
    both = so_far(
        week(organisation, date(2028, 1, 3), worked(organisation, "ann", [day, substitute])),
        "bank_holiday",
        52,
    )

    assert cost(frame, turns_in(frame, "ann", day)) == 1, "two turns of bank holidays, and one weekend"
    assert cost(frame, turns_in(frame, "ann", substitute)) == 0
    assert both["ann"].worked == 3


def test_a_bank_holiday_is_one_only_where_the_organisation_works() -> None:
    """St Andrew's Day, Monday 30 November 2026."""
    days = [date(2026, 11, 30), date(2026, 12, 25)]
    for nation, turns in (("scotland", 3), ("england_and_wales", 2)):
        organisation = team(supporter("ann"), supporter("bob"), bank_holidays=nation)
        frame = week(organisation, date(2026, 12, 28), worked(organisation, "ann", days))
        assert so_far(frame, "bank_holiday", 52)["ann"].worked == turns


def test_a_bank_holiday_a_year_ago_counts_no_more() -> None:
    organisation = team(supporter("ann"), supporter("bob"))
    before = worked(organisation, "ann", [date(2025, 12, 25), date(2026, 12, 25)])
    assert so_far(week(organisation, date(2026, 12, 28), before), "bank_holiday", 52)["ann"].worked == 2


# --- New, away, and never --------------------------------------------------------------------------------


def sundays(count: int, before: date = MONDAY) -> list[date]:
    return [before - timedelta(days=1 + 7 * weeks) for weeks in range(count)]


def test_a_new_starter_begins_where_the_others_are() -> None:
    """Ann and Bob had 6 weekends each in 12 weeks; Cat starts today and had none."""
    new = {"hours": 20, "most_hours": 40, "started_on": MONDAY.isoformat()}
    organisation = team(supporter("ann"), supporter("bob"), supporter("cat", contract=new))
    days = sundays(12)
    past = worked(organisation, "ann", days[::2]) + worked(organisation, "bob", days[1::2])
    shared = so_far(week(organisation, MONDAY, past), "weekend", 13)

    assert [shared[id].worked for id in ("ann", "bob", "cat")] == [6, 6, 0]
    assert [shared[id].ahead for id in ("ann", "bob", "cat")] == [0, 0, 0]


def test_somebody_the_person_met_last_week_is_new_too() -> None:
    organisation = team(supporter("ann"), supporter("bob", contract={"hours": 20}))
    said = [
        each.model_copy(update={"met_on": MONDAY - timedelta(days=3)}) if each.supporter == "bob" else each
        for each in organisation.people[0].answers
    ]
    person = organisation.people[0].model_copy(update={"answers": tuple(said)})
    past = worked(organisation, "ann", sundays(4))
    frame = week(organisation.model_copy(update={"people": (person,)}), MONDAY, past)

    assert so_far(frame, "weekend", 13)["bob"].counted > 0


def test_somebody_back_from_leave_does_not_pay_for_it() -> None:
    """In four weeks Ann and Bob took turns; then Ann was away for four, and Bob had every weekend."""
    away = {"first_day": "2026-05-04", "last_day": "2026-05-31"}
    organisation = team(supporter("ann", leave=[away]), supporter("bob"))
    days = sundays(8)
    past = worked(organisation, "bob", [*days[:4], days[5], days[7]])
    past += worked(organisation, "ann", [days[4], days[6]])
    shared = so_far(week(organisation, MONDAY, past), "weekend", 13)

    assert shared["ann"].worked == 2
    assert shared["ann"].counted == 3, "8 weekends in 84 days of the two, for 27 or 28 days away"


def test_somebody_who_was_here_and_had_none_comes_first() -> None:
    organisation = team(supporter("ann"), supporter("bob"), supporter("cat"))
    past = worked(organisation, "ann", sundays(1)) + worked(organisation, "bob", sundays(2)[1:])
    shared = so_far(week(organisation, MONDAY, past), "weekend", 13)

    assert [shared[id].ahead for id in ("ann", "bob", "cat")] == [1, 1, 0]


def test_numbers_stay_small_however_long_the_history_is() -> None:
    """Nights every day for 30 weeks, in turns of two; somebody who never comes at night changes nothing."""
    by_day = {"availability": [{"days": ["mon", "tue"], "kinds": ["early"]}]}
    organisation = team(supporter("ann"), supporter("bob"), supporter("cat", **by_day), needs=[NIGHT])
    days = [MONDAY - timedelta(days=count) for count in range(1, 211)]
    past = worked(organisation, "ann", days[::2]) + worked(organisation, "bob", days[1::2])
    shared = so_far(
        week(organisation, MONDAY, sorted(past, key=lambda turn: turn.need.begin)), "waking_night", 13
    )

    assert sorted(shared[id].worked for id in ("ann", "bob")) == [45, 46]
    assert sorted(shared[id].ahead for id in ("ann", "bob")) == [0, 1]


def test_who_comes_for_nights_alone_is_not_compared_with_those_who_take_nights_in_turns() -> None:
    """Ann agreed to nights and nothing else. Bob and Cat come by day as well and share the other nights."""
    nights = {"availability": [{"days": DAYS, "kinds": ["waking_night"]}]}
    organisation = team(supporter("ann", **nights), supporter("bob"), supporter("cat"), needs=[EARLY, NIGHT])
    days = [MONDAY - timedelta(days=count) for count in range(1, 22)]
    past = [
        Turn(who, need)
        for day, who in zip(days, ("ann", "bob", "ann", "cat") * 6, strict=False)
        for need in week(organisation, day, days=1).needs
        if need.kind == "waking_night"
    ]
    frame = week(organisation, MONDAY, past)
    nights_of_ann = [Turn("ann", need) for need in frame.needs if need.kind == "waking_night"][:3]

    assert "ann" not in so_far(frame, "waking_night", 13)
    assert cost(frame, nights_of_ann) == 0
    assert [each.supporter for each in shared(Plan.of(frame, nights_of_ann), "waking_night").taken] == [
        "bob",
        "cat",
    ]


# --- Week after week -------------------------------------------------------------------------------------


def weeks_in_turn(organisation: Organisation, weeks: int, first: date = MONDAY) -> Plan:
    """Each week solved with those before it as its history; the plan of the last."""
    past: list[Turn] = []
    plan = None
    for number in range(weeks):
        frame = week(organisation, first + timedelta(days=7 * number), past)
        plan = make_rota(frame, Clock(Settings(time_limit=60, workers=1))).plan
        assert plan is not None
        past += plan.turns
    assert plan is not None
    return plan


def shared(plan: Plan, kind: TurnKind) -> Fairness:
    (found,) = (each for each in fairness(plan) if each.kind == kind)
    return found


def test_weekends_are_even_after_some_weeks_with_a_new_starter_in_the_middle() -> None:
    """Three share one Sunday a week for nine weeks; a fourth joins after five and is asked for no more."""
    late = {"hours": 20, "most_hours": 40, "started_on": "2026-07-06"}
    sunday = {**EARLY, "days": ["sun"]}
    organisation = team(
        supporter("ann"), supporter("bob"), supporter("cat"), supporter("dan", contract=late), needs=[sunday]
    )
    found = shared(weeks_in_turn(organisation, 9), "weekend")
    turns = {each.supporter: each.turns for each in found.taken}

    assert sum(turns.values()) == 9
    assert turns["dan"] <= 2, "four Sundays after he came, among four"
    assert max(turns.values()) - min(turns[id] for id in ("ann", "bob", "cat")) <= 1
    assert found.spread <= 2


def test_who_comes_for_nights_alone_has_the_hours_of_the_contract_week_after_week() -> None:
    """Ann's contract is three nights a week, and there are three. The others could come at night as well."""
    nights = {"availability": [{"days": DAYS, "kinds": ["waking_night"]}], "contract": {"hours": 24}}
    organisation = team(
        supporter("ann", **nights),
        supporter("bob", contract={"hours": 21, "most_hours": 40}),
        supporter("cat", contract={"hours": 21, "most_hours": 40}),
        needs=[EARLY, NIGHT | {"days": ["mon", "tue", "wed"]}],
    )
    plan = weeks_in_turn(organisation, 8)

    assert len([need for need in plan.needs_of("ann") if need.kind == "waking_night"]) == 8 * 3


def test_who_does_not_share_the_interest_of_every_day_has_the_hours_of_the_contract() -> None:
    """Pat's earlies are at the allotment, every day. Ann loves it, Bob does not; each is to have half."""
    half = {"hours": 21, "most_hours": 40}
    organisation = team(
        supporter("ann", contract=half, brings={"interests": ["allotments"]}),
        supporter("bob", contract=half, brings={"interests": ["baking"]}),
        needs=[EARLY | {"activity": "the allotment", "interests": ["allotments"]}],
    )
    plan = weeks_in_turn(organisation, 6)
    weekends = shared(plan, "weekend")

    assert len(plan.needs_of("bob")) >= 6 * 3
    assert weekends.spread <= 1.0


def test_one_face_fewer_in_a_day_does_not_buy_every_sleep_in_of_one_supporter() -> None:
    """Ann comes every evening. Were she to stay for the night each time, Pat would see one face a day."""
    late = {"id": "late", "kind": "late", "start": "18:00", "end": "21:00"}
    asleep = {"id": "sleep-in", "kind": "sleep_in", "start": "22:00", "end": "06:00"}
    organisation = team(
        supporter("ann", availability=[{"days": DAYS, "kinds": ["late", "sleep_in"]}]),
        supporter("bob", availability=[{"days": DAYS, "kinds": ["sleep_in", "early"]}]),
        needs=[late | {"days": ["mon", "tue", "wed", "thu", "fri"]}, asleep, EARLY | {"days": ["sat"]}],
        rules=[{"kind": "sleep_ins", "most_a_week": None, "most_in_a_row": None}],
    )
    sleep_ins = shared(weeks_in_turn(organisation, 8), "sleep_in")

    assert sum(each.turns for each in sleep_ins.taken) == 8 * 7
    assert sleep_ins.spread <= 2 * (3 + 1)


def test_an_even_share_counts_only_the_turns_that_somebody_offered_to_come_for() -> None:
    """Ann comes at night on any day, Bob on Sundays only: in two weeks 14 nights to 2."""
    sunday = {
        "availability": [{"days": ["sun"], "kinds": ["waking_night"]}, {"days": DAYS, "kinds": ["early"]}]
    }
    organisation = team(supporter("ann"), supporter("bob", **sunday), needs=[EARLY, NIGHT])
    frame = week(organisation, MONDAY, days=14)
    nights = [need for need in frame.needs if need.kind == "waking_night"]
    turns = [Turn("bob" if need.day.weekday() == 6 else "ann", need) for need in nights]
    found = shared(Plan.of(frame, turns), "waking_night")

    assert [(each.supporter, each.turns, each.share) for each in found.taken] == [
        ("ann", 12, 12.25),
        ("bob", 2, 1.75),
    ]


def test_the_figure_counts_what_was_before_and_what_is_now() -> None:
    organisation = team(supporter("ann"), supporter("bob"))
    frame = week(organisation, MONDAY, worked(organisation, "ann", sundays(2)))
    plan = Plan.of(frame, turns_in(frame, "bob", MONDAY + timedelta(days=6)))
    found = shared(plan, "weekend")

    assert [(each.supporter, each.turns, each.share) for each in found.taken] == [
        ("ann", 2, 1.5),
        ("bob", 1, 1.5),
    ]
    assert found.spread == 1.0
    assert found.first_day == sundays(2)[1]
