"""Covering a shift: the person's own team in order, what each choice does, and nobody from elsewhere."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from published_weeks import LONDON, Made, Notebook, at, organisation, publish, team

from matcher.audit import audit
from matcher.clock import Clock, Settings
from matcher.covering import ask, try_on
from matcher.errors import BadQuestion
from matcher.explain.cover import cover
from matcher.frame import Turn
from matcher.model.cover import Choice, Cover
from matcher.plan import Plan
from matcher.replanning import Situation
from matcher.telling import Away
from matcher.write.cover import cover_as_text

FOUR = ("ann", "bob", "cat", "dan")
WEEK = {"ann": "E.E.E..", "bob": ".E.E.EE", "cat": ".......", "dan": "......."}
MORNING = at(1, "06:00")


def situation(content: Made, week: dict[str, str] | None = None, now: Any = MORNING) -> Situation:
    store, about = Notebook(), organisation(content)
    publish(store, about, week or WEEK)
    return Situation(about, store, now)


def covered(
    content: Made,
    shift: str = "wed-early",
    absent: str | Away | None = "ann",
    week: dict[str, str] | None = None,
    **how: Any,
) -> Cover:
    clock = Clock(Settings(time_limit=60, workers=1))
    return cover(ask(situation(content, week, **how), shift, absent), clock)


def order(found: Cover) -> list[tuple[str, str]]:
    return [(each.supporter, each.can) for each in found.choices]


def of(found: Cover, supporter: str) -> Choice:
    return next(each for each in found.choices if each.supporter == supporter)


# --- Who is named, and in which order ------------------------------------------------------------------


def test_everybody_else_in_the_team_is_named_and_whoever_moves_nobody_comes_first() -> None:
    found = covered(team("E", FOUR))

    assert {each.supporter for each in found.choices} == {"bob", "cat", "dan"}
    assert order(found)[-1] == ("bob", "can"), "Bob would have a sixth day, or a shift less"
    assert [of(found, id).changes for id in ("cat", "dan")] == [(), ()]
    assert found.instead_of == "ann"


def test_the_agreed_order_comes_first_among_those_who_can() -> None:
    content = team("E", FOUR)
    content["people"][0]["contingency_order"] = ["ann", "dan", "bob"]
    found = covered(content)

    assert [each.supporter for each in found.choices] == ["dan", "bob", "cat"]
    assert [each.in_order for each in found.choices] == [2, 3, None]
    assert found.choices[0].says[0] == "Number 2 in Pat's agreed order."


def test_who_cannot_come_stands_behind_those_who_can_whatever_the_order_says() -> None:
    content = team("E", FOUR, dan={"availability": [{"days": ["mon"]}]})
    content["people"][0]["contingency_order"] = ["dan"]
    found = covered(content)

    assert found.choices[-1].supporter == "dan"
    assert (found.choices[-1].can, found.choices[-1].proved) == ("cannot", True)
    assert "Dan is not available for early, Wed 3 Jun 07:00-14:30." in found.choices[-1].says


def test_nobody_from_another_team_and_no_applicant_is_ever_named() -> None:
    content = team("E", (*FOUR, "eve", "fay"))
    content["people"].append({"id": "quin", "name": "Quin"})
    eve, fay = content["supporters"][4:]
    eve["team_of"] = "quin"
    del fay["team_of"]
    content["people"][0]["contingency_order"] = ["eve", "fay"]
    found = covered(content)

    assert {each.supporter for each in found.choices} == {"bob", "cat", "dan"}


def test_who_is_learning_is_named_with_the_reason_they_cannot_come() -> None:
    learning = {"induction": [{"person": "pat", "stage": "shadowing", "shadow_shifts": 1}]}
    found = covered(team("E", FOUR, dan=learning))

    assert of(found, "dan").can == "cannot"
    assert "Dan has done 1 of 3 shadow shifts with Pat" in " ".join(of(found, "dan").says)


# --- What each choice does -----------------------------------------------------------------------------


def test_hours_of_the_week_and_rest_on_both_sides_are_counted_with_the_shift() -> None:
    days = {"early": {"days": ["wed", "fri"]}, "late": {"days": ["mon"]}}
    week = {"ann": "..E....", "bob": ".......", "cat": "L...E..", "dan": "......."}
    found = covered(team("EL", FOUR, need=days), week=week)
    cat = of(found, "cat")

    assert (cat.awake_minutes, cat.contract_minutes, cat.most_minutes) == (3 * 450, 2250, 2250)
    assert (cat.rest_before, cat.rest_after) == (33 * 60, 40 * 60 + 30)
    assert "22.5 hours that week; the contract is 37.5 hours, the most agreed 37.5 hours." in cat.says
    assert "Rest before it: 33 hours; after it: 40.5 hours." in cat.says
    assert (of(found, "dan").rest_before, of(found, "dan").rest_after) == (None, None)


@pytest.mark.parametrize(
    ("saturday", "rest", "can"),
    [(date(2026, 10, 24), 690, "can"), (date(2026, 6, 6), 630, "cannot"), (date(2026, 3, 28), 570, "cannot")],
    ids=["the clocks go back", "any other night", "the clocks go forward"],
)
def test_rest_over_the_night_is_what_the_clocks_make_it(saturday: date, rest: int, can: str) -> None:
    """Bob's late ends at 20:30 on Saturday; Sunday's early begins at 07:00."""
    need = {"early": {"days": ["sun"]}, "late": {"days": ["sat"], "end": "20:30"}}
    store, about = Notebook(), organisation(team("EL", ("ann", "bob"), need=need))
    publish(store, about, {"ann": "......E", "bob": ".....L."}, saturday - timedelta(days=5))
    now = datetime.combine(saturday, time(21), LONDON)
    found = cover(ask(Situation(about, store, now), "sun-early", "ann"), Clock(Settings(20, 1)))
    bob = of(found, "bob")

    assert (bob.rest_before, bob.can) == (rest, can)
    assert [each.rule for each in bob.breaks] == ([] if can == "can" else ["daily_rest"])


def test_a_limit_that_breaks_is_told_with_who_would_be_moved_so_that_it_does_not() -> None:
    """Bob's late ends at 22:00, so he can come at 07:00 only where somebody else takes the late."""
    week = {"ann": "..E....", "bob": ".L.....", "cat": ".......", "dan": "......."}
    found = covered(team("EL", FOUR), week=week)
    bob = of(found, "bob")

    assert [each.rule for each in bob.breaks] == ["daily_rest"]
    assert bob.can == "can"
    assert {(each.supporter, each.what) for each in bob.changes} >= {("bob", "taken")}
    assert any("no longer has late, Tue 2 Jun" in says for says in bob.says)


def test_a_choice_that_opens_another_gap_says_which_and_stands_behind_those_that_do_not() -> None:
    """Cat has agreed to one early a week, and has Friday's, which nobody else can come to."""
    friday = {"availability": [{"days": ["mon", "tue", "wed", "thu"]}]}
    content = team("E", ("ann", "bob", "cat"), ann=friday, bob=friday, cat={"contract": {"hours": 8}})
    week = {"ann": "..E....", "bob": "E......", "cat": "....E.."}
    found = covered(content, week=week)
    cat = of(found, "cat")

    assert order(found) == [("bob", "can"), ("cat", "leaves_a_gap")]
    assert [(gap.need, gap.day.day) for gap in cat.gaps] == [("early", 5)]
    assert "It would leave uncovered: early, Fri 5 Jun 07:00-14:30." in cat.says


def test_where_moving_others_mends_nothing_it_is_proved_and_said() -> None:
    """Bob has worked as many hours as he agreed to, on days that are past."""
    content = team("E", ("ann", "bob"), bob={"contract": {"hours": 15}})
    found = covered(content, "fri-early", week={"ann": "..E.E..", "bob": "EE....."}, now=at(3))
    bob = of(found, "bob")

    assert (bob.can, bob.proved) == ("cannot", True)
    assert [each.rule for each in bob.breaks] == ["most_hours"]
    assert bob.says[-1] == "Moving others does not mend it."
    assert found.says == (
        "Nobody in Pat's team can cover early, Fri 5 Jun 07:00-14:30 within the limits that always hold."
    )


def test_a_wish_that_is_not_met_is_told_in_the_rules_words() -> None:
    found = covered(team("E", FOUR, dan={"would_rather_not": [{"days": ["wed"]}]}))

    assert "Dan would rather not work early, Wed 3 Jun 07:00-14:30." in of(found, "dan").says
    assert any(each.rule == "wishes" and each.after > each.before for each in of(found, "dan").costs)


def test_every_choice_that_can_is_a_rota_that_the_audit_passes() -> None:
    found = ask(situation(team("E", FOUR)), "wed-early", "ann")
    for each in found.frame.supporters:
        if each.id != "ann":
            tried = try_on(found, each, Clock(Settings(time_limit=20, workers=1)))
            assert audit(tried.plan, found.rules).broken == ()
            assert tried.plan.on(found.need) == [each.id]


# --- Which shift, and who cannot come ------------------------------------------------------------------


def test_the_only_one_on_a_shift_is_who_cannot_come() -> None:
    assert covered(team("E", FOUR), absent=None).instead_of == "ann"


def test_a_gap_is_covered_in_nobodys_place() -> None:
    found = covered(team("E", FOUR), absent=None, week={**WEEK, "ann": "E...E.."})

    assert found.instead_of is None
    assert {each.supporter for each in found.choices} == set(FOUR)


def test_a_weekday_means_the_next_one_and_a_date_any() -> None:
    content = team("E", FOUR)
    store, about = Notebook(), organisation(content)
    for weeks in (0, 1):
        publish(store, about, WEEK, date(2026, 6, 1 + 7 * weeks))
    later = Situation(about, store, at(4))

    assert ask(later, "wed-early", "ann").need.day == date(2026, 6, 10)
    assert ask(later, "early-2026-06-05", "ann").need.day == date(2026, 6, 5)


def test_a_shift_published_after_days_that_are_not_is_found_by_its_date() -> None:
    store, about = Notebook(), organisation(team("E", FOUR))
    for first_day in (date(2026, 6, 1), date(2026, 6, 15)):
        publish(store, about, WEEK, first_day)
    found = cover(ask(Situation(about, store, MORNING), "early-2026-06-15", None), Clock(Settings(20, 1)))

    assert (found.day, found.instead_of) == (date(2026, 6, 15), "ann")
    assert "--from 2026-06-15 --forbid ann=early-2026-06-15" in " ".join(cover_as_text(found, about).split())


def test_an_absence_of_days_frees_the_other_shifts_of_those_days_too() -> None:
    away = ("ann", date(2026, 6, 3), date(2026, 6, 5), "sick")
    found = covered(team("E", FOUR), absent=away)
    taken = {(each.supporter, each.day.day) for each in of(found, "cat").changes if each.what == "given"}

    assert {day for _, day in taken} == {5}
    assert [each.kind for each in found.told.absences] == ["sick"]


def test_a_shift_that_somebody_has_to_leave_can_be_covered_while_it_goes_on() -> None:
    found = covered(team("E", FOUR), "mon-early", "ann", now=at(1, "09:00"))

    assert [each for each in order(found) if each[0] != "bob"] == [("cat", "can"), ("dan", "can")]
    assert found.instead_of == "ann"


@pytest.mark.parametrize(
    ("shift", "absent", "says"),
    [
        ("wed-early", "bob", r"Bob is not on early, Wed 3 Jun 07:00-14:30\. On it: Ann\."),
        ("wed-erly", None, "There is no shift 'wed-erly'"),
        ("early-2026-06-20", None, "There is no shift"),
        ("wed-early", "zoe", "There is no supporter 'zoe'"),
        ("wed-early", ("ann", date(2026, 6, 4), date(2026, 6, 5), "sick"), "Ann is not away on Wed 3 Jun"),
    ],
)
def test_what_cannot_be_answered_is_said_with_how_to_ask(
    shift: str, absent: str | Away | None, says: str
) -> None:
    with pytest.raises(BadQuestion, match=says):
        ask(situation(team("E", FOUR)), shift, absent)


def test_another_person_than_is_known_or_published_is_not_answered_about_somebody_else() -> None:
    content = team("E", FOUR)
    content["people"].append({"id": "quin", "name": "Quin"})

    with pytest.raises(BadQuestion, match="There is no person 'pet'"):
        ask(situation(content), "wed-early", None, "pet")
    assert ask(situation(content), "wed-early", None, "Pat").frame.person.id == "pat"


def test_whoever_the_file_calls_away_by_now_is_not_on_the_shift_any_more() -> None:
    content = team("E", FOUR)
    store = Notebook()
    publish(store, organisation(content), WEEK)
    content["supporters"][0]["leave"] = [{"first_day": "2026-06-03", "last_day": "2026-06-03"}]
    known = Situation(organisation(content), store, MORNING)

    assert ask(known, "wed-early", None).absent is None
    assert ask(known, "wed-early", "ann").left.missing() == ask(known, "wed-early", None).left.missing()


def test_of_two_on_a_shift_the_absent_one_has_to_be_named() -> None:
    both = team("E", FOUR, need={"early": {"supporters_needed": 2}})
    week = {"ann": "..E....", "bob": "..E....", "cat": ".......", "dan": "......."}

    with pytest.raises(BadQuestion, match="--absent ann"):
        ask(situation(both, week), "wed-early", None)
    assert {each.supporter for each in covered(both, week=week).choices} == {"cat", "dan"}


def test_it_is_said_whether_one_shift_or_days_are_meant() -> None:
    content = team("E", FOUR)
    shift, days = (
        cover_as_text(covered(content, absent=away), organisation(content))
        for away in ("ann", ("ann", date(2026, 6, 3), date(2026, 6, 5), "sick"))
    )

    assert "Ann cannot come to this shift, and may be given another." in shift
    assert "--absent ann=FIRST..LAST" in shift
    assert "Ann cannot come.\n" in days


def test_the_view_is_plain_and_on_80_columns() -> None:
    content = team("E", FOUR, dan={"availability": [{"days": ["mon"]}]})
    content["people"][0]["contingency_order"] = ["cat", "bob"]
    found = covered(content)
    text = cover_as_text(found, organisation(content))

    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("Cat and Bob could cover early, Wed 3 Jun 07:00-14:30.\n  Ann cannot come to")
    assert "Agreed order of who comes when someone cannot: Cat and Bob." in text
    assert text.index("Could come") < text.index("Cannot come")
    assert text.endswith("--forbid ann=early-2026-06-03\n--pin NAME=early-2026-06-03\n")


def test_a_plan_of_a_choice_holds_the_published_shifts_that_nobody_has_to_leave() -> None:
    found = ask(situation(team("E", FOUR)), "wed-early", "ann")
    kept = {(turn.supporter, turn.need.day.day) for turn in found.left.turns}

    assert kept == {("ann", 1), ("ann", 5), ("bob", 2), ("bob", 4), ("bob", 6), ("bob", 7)}
    assert isinstance(found.left, Plan)
    assert Turn("ann", found.need) not in found.left.turns
