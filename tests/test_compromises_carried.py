"""What somebody goes without keeps its first day from rota to rota, whatever changes in between."""

from datetime import date, timedelta

from answers import answered, gap, rota_of

from matcher.compromises import carried
from matcher.model.answer import Answer, Compromise

MONDAY = date(2026, 6, 1)
WEEK = timedelta(days=7)
SUNDAY, WEDNESDAY = 6, 2


def went_without(offset: int, since: date, person: str = "pat", need: str = "early") -> Compromise:
    """Nobody came for a need on a weekday, since a day."""
    day = MONDAY + timedelta(days=offset)
    about = f"{need} on {day:%A}"
    return Compromise(person=person, about=about, says="Nobody came.", why="Nobody could.", since=since)


def week(
    first: int, *open_days: int, since: date = MONDAY, days: int = 7, more: tuple[Compromise, ...] = ()
) -> Answer:
    """Pat's rota of some days, with the early open on these, counted from 1 June."""
    return answered(
        rotas=(rota_of((), first=first, days=days),),
        gaps=tuple(gap("early", day) for day in open_days),
        compromises=(*(went_without(day, since) for day in open_days), *more),
    )


def in_effect(*answers: Answer) -> dict[date, Answer]:
    found: dict[date, Answer] = {}
    for answer in answers:
        for made in answer.rotas:
            found |= {made.first_day + timedelta(days=ahead): answer for ahead in range(made.days)}
    return found


def since(first_day: date, *answers: Answer, days: int = 7) -> dict[str, date]:
    known = carried(in_effect(*answers), "pat", first_day, first_day + timedelta(days=days - 1))
    return {each.about: each.since for each in known}


def test_a_gap_of_the_week_before_keeps_its_first_day() -> None:
    assert since(MONDAY + WEEK, week(0, SUNDAY)) == {"early on Sunday": MONDAY}


def test_a_gap_that_was_closed_for_a_week_begins_anew() -> None:
    assert since(MONDAY + 2 * WEEK, week(0, SUNDAY), week(7)) == {}


def test_a_change_on_wednesday_says_nothing_of_mondays_gap() -> None:
    first, changed = week(0, 0, SUNDAY), week(WEDNESDAY, days=5)

    assert since(MONDAY + WEEK, first, changed) == {"early on Monday": MONDAY}


def test_a_gap_that_a_change_opened_goes_on_from_there() -> None:
    wednesday = MONDAY + timedelta(days=2)
    changed = week(WEDNESDAY, 3, days=5, since=wednesday)

    assert since(MONDAY + WEEK, week(0, 0), changed) == {
        "early on Monday": MONDAY,
        "early on Thursday": wednesday,
    }


def test_what_was_announced_for_the_days_of_the_new_rota_keeps_its_first_day() -> None:
    announced = week(7, 13, since=MONDAY + WEEK)

    assert since(MONDAY + timedelta(days=3), week(0), announced, days=11) == {
        "early on Sunday": MONDAY + WEEK
    }


def test_of_two_first_days_the_earlier_is_kept() -> None:
    before = MONDAY - 3 * WEEK

    assert since(MONDAY + WEEK, week(0, SUNDAY, since=before), week(7, 13)) == {"early on Sunday": before}


def test_a_wish_for_the_team_is_taken_from_the_answer_just_before() -> None:
    wish = Compromise(
        person="pat", about="skills: meds", says="Two were asked for.", why="One.", since=MONDAY
    )

    assert since(MONDAY + WEEK, week(0, more=(wish,))) == {"skills: meds": MONDAY}
    assert since(MONDAY + 2 * WEEK, week(0, more=(wish,)), week(7)) == {}


def test_what_somebody_else_goes_without_is_not_mine() -> None:
    quins = went_without(SUNDAY, MONDAY, person="quin")

    assert since(MONDAY + WEEK, week(0, more=(quins,))) == {}
