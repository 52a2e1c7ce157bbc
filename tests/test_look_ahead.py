"""The look-ahead as a leader reads it: which weeks will not cover, why, and what to decide by when."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import EARLY, LATE, matcher, team, written

from matcher.ahead.look import look_ahead
from matcher.ahead.weeks import weeks_ahead
from matcher.audit import audit
from matcher.clock import Clock, Settings
from matcher.frame import Before, Turn
from matcher.model.ahead import Decision, LookAhead, WeekAhead
from matcher.model.organisation import Organisation
from matcher.plan import Plan
from matcher.rulebook import for_frame
from matcher.solve import Request, request
from matcher.team_frames import team_frame

TODAY, MONDAY = date(2026, 6, 1), date(2026, 6, 8)
MEDS = {"skills": [{"skill": "meds"}]}
Made = dict[str, Any]


def made(*needs: Made, **changed: Made) -> Made:
    """Pat with Ann and Bob, three weeks of earlies from Monday 8 June; `changed` by supporter, or for Pat."""
    file = team(*(needs or (EARLY,)), supporters=("ann", "bob"), skills={"meds": "giving medicine"})
    everybody = {each["id"]: each for each in [*file["people"], *file["supporters"]]}
    for id, words in changed.items():
        contract = words.pop("contract", None)
        everybody[id].update(words)
        if contract is not None:
            everybody[id]["contract"].update(contract)
    return file


def asked(file: Made, weeks: int = 3, before: Sequence[Turn] = ()) -> Request:
    organisation = Organisation.model_validate(file)
    found = request(organisation, weeks=weeks, clock=Clock(Settings(60, workers=2)))
    known = Before(tuple(before), min((turn.need.day for turn in before), default=None))
    return replace(found, before={"pat": known}) if before else found


def seen(file: Made, weeks: int = 3) -> LookAhead:
    return look_ahead(asked(file, weeks))


def told(found: LookAhead, about: str) -> list[Decision]:
    return [each for each in found.decisions if each.about == about]


def statuses(found: LookAhead) -> list[str]:
    return [week.status for week in found.weeks_ahead]


def causes(week: WeekAhead) -> list[tuple[str, tuple[str, ...]]]:
    return [(cause.what, cause.supporters) for cause in week.causes or ()]


def away(first: str, last: str) -> Made:
    return {"leave": [{"first_day": first, "last_day": last}]}


# --- Why a week does not cover ---------------------------------------------------------------------------


def test_a_week_that_leave_empties_is_found_and_said_to_be_covered_otherwise() -> None:
    """Seven earlies a week; nobody works more than six days, so one is not enough."""
    found = seen(made(bob=away("2026-06-15", "2026-06-21")))
    (decision,) = told(found, "week")

    assert statuses(found) == ["covered", "gaps", "covered"]
    assert [causes(week) for week in found.weeks_ahead] == [[], [("leave", ("bob",))], []]
    assert decision.says.startswith("Pat's week from Mon 15 Jun: ")
    assert decision.says.endswith(
        "Bob is away (Mon 15 Jun to Sun 21 Jun). Otherwise the week would be covered. "
        "It is proved that this team cannot cover more."
    )
    assert "Ask whether the leave can move" in decision.do
    assert (decision.on, decision.decide_by) == (date(2026, 6, 15), date(2026, 5, 18))


def test_two_who_are_away_are_both_named_where_either_alone_would_do() -> None:
    found = seen(made(ann=away("2026-06-15", "2026-06-21"), bob=away("2026-06-15", "2026-06-21")))
    (together,) = found.away_together

    assert causes(found.weeks_ahead[1]) == [("leave", ("ann",)), ("leave", ("bob",))]
    assert together.supporters == ("ann", "bob")
    assert together.minutes_lost == 7 * 4 * 60
    assert together.says == (
        "Ann and Bob are away together (Mon 15 Jun to Sun 21 Jun). "
        "Were they here, 28 hours more would be covered."
    )


def test_two_things_of_which_neither_alone_would_do_are_told_together() -> None:
    """Bob's checks and skill run out on the same day: renewing one of them is not enough."""
    both = {"skills": [{"skill": "meds", "valid_until": "2026-06-14"}], "cleared_until": "2026-06-14"}
    found = seen(made(EARLY | MEDS, ann=MEDS, bob=both), weeks=2)
    (decision,) = told(found, "week")

    assert causes(found.weeks_ahead[1]) == [("together", ("bob",))]
    assert "counts until 14 Jun 2026. Bob's checks count until 14 Jun 2026. Otherwise" in decision.says


@pytest.mark.parametrize(
    ("changed", "what", "because"),
    [
        ({"contract": {"ends_on": "2026-06-14"}}, "contract", "Bob's contract ends on 14 Jun 2026."),
        ({"cleared_until": "2026-06-14"}, "checks", "Bob's checks count until 14 Jun 2026."),
        (
            {"skills": [{"skill": "meds", "valid_until": "2026-06-14"}]},
            "skill",
            "Bob's skill 'giving medicine' counts until 14 Jun 2026.",
        ),
    ],
)
def test_what_ends_is_named_as_the_reason_for_the_weeks_after_it(
    changed: Made, what: str, because: str
) -> None:
    file = made(EARLY | MEDS, ann=MEDS, bob={**MEDS, **changed})
    found = seen(file)
    (week,) = told(found, "week")

    assert statuses(found) == ["covered", "gaps", "gaps"]
    assert [causes(each) for each in found.weeks_ahead[1:]] == [[(what, ("bob",))]] * 2
    assert week.says.startswith("Pat's 2 weeks from Mon 15 Jun: ")
    assert f"{because} Otherwise these weeks would be covered." in week.says


def test_a_phase_that_asks_for_more_is_named_and_nobody_is_borrowed_for_it() -> None:
    phase = {"id": "step-up", "first_day": "2026-06-15", "last_day": "2026-06-21", "review_on": "2026-06-20"}
    more = EARLY | {"id": "second", "supporters_needed": 2, "phase": "step-up"}
    found = seen(made(EARLY, more, pat={"phases": [phase]}))
    (week,) = told(found, "week")

    assert causes(found.weeks_ahead[1]) == [("phase", ())]
    assert "Pat's needs change with the phase 'step-up' from 15 Jun 2026." in week.says
    assert week.do.startswith("Agree who of the team could come for more hours, or look for somebody new.")


def test_a_gap_of_every_week_is_told_once_with_a_way_that_was_confirmed() -> None:
    weekdays = {"availability": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat"]}]}
    found = seen(made(ann=weekdays, bob=weekdays))
    (week,) = told(found, "week")

    assert [causes(each) for each in found.weeks_ahead] == [[], [], []]
    assert week.says == (
        "Pat's 3 weeks from Mon 8 Jun: Sunday early is not covered, week after week. "
        "It is proved that this team cannot cover more."
    )
    assert week.do.startswith("Look for somebody new: `matcher recruit` says whom. One way, confirmed: ")
    assert "agrees to come for early, Sun 14 Jun 08:00-12:00, a time not offered so far." in week.do


def test_weeks_before_support_begins_are_no_gaps() -> None:
    found = seen(made(pat={"supported_since": "2026-06-18"}))

    assert statuses(found) == ["not_begun", "covered", "covered"]


# --- One week after another ------------------------------------------------------------------------------


def test_weeks_one_after_another_keep_every_limit_over_their_edges() -> None:
    night = {"id": "night", "kind": "waking_night", "start": "22:00", "end": "07:00"}
    question = asked(team(EARLY, night, supporters=("ann", "bob", "cat", "dan")), weeks=4)
    weeks = weeks_ahead(question)["pat"]
    turns = [turn for week in weeks if week.plan is not None for turn in week.plan.turns]
    organisation = question.organisation
    frame = team_frame(organisation, organisation.people[0], first_day=MONDAY, days=28, as_of=TODAY)
    whole = Plan.of(frame, turns)

    assert len(weeks) == 4
    assert audit(whole, for_frame(frame)).broken == ()
    assert whole.missing() == []


def test_a_published_week_that_leave_breaks_into_is_to_be_made_again() -> None:
    question = asked(made(bob=away("2026-06-10", "2026-06-10")), weeks=1)
    person = question.organisation.people[0]
    frame = question.frame(person)
    promised = tuple(Turn("bob" if need.day.day % 2 == 0 else "ann", need) for need in frame.needs)
    found = look_ahead(replace(question, before={"pat": Before(promised=promised)}))
    (decision,) = told(found, "published")

    assert (found.weeks_ahead[0].published, found.weeks_ahead[0].changes) == (True, 2)
    assert decision.says == (
        "Pat's week from Mon 8 Jun: what is published does not hold as it is; 2 shifts would change."
    )


def test_somebody_who_never_came_is_a_first_visit_only_where_a_history_tells() -> None:
    file = made(EARLY)
    frame = asked(file, weeks=1).frame(Organisation.model_validate(file).people[0])
    past = [Turn("ann", need.moved(-7)) for need in frame.needs[:6]]

    assert told(seen(file), "first_visit") == []
    (visit,) = told(look_ahead(asked(file, before=past)), "first_visit")
    assert visit.says.startswith("Bob would come to Pat for the first time: early, ")


def test_turns_that_drift_apart_are_told_where_a_history_tells() -> None:
    """From now on Pat goes to see trains on Saturdays, and only Ann likes them; until now they took turns."""
    saturday = EARLY | {"days": ["sat"], "activity": "trains", "interests": ["trains"]}
    relief = {"contract": {"hours": 0, "most_hours": 30}}
    file = made(
        saturday,
        ann={"brings": {"interests": ["trains"]}, **relief},
        bob={"brings": {"interests": []}, **relief},
    )
    (need,) = asked(file, weeks=1).frame(Organisation.model_validate(file).people[0]).needs
    past = [Turn("ann" if weeks % 2 else "bob", need.moved(-7 * weeks)) for weeks in range(1, 5)]
    found = look_ahead(asked(file, weeks=8, before=past))
    (drift,) = told(found, "fairness")

    assert drift.says.startswith("Pat's weekends drift apart: from 0.0 turns ")
    assert drift.supporters == ("ann", "bob")
    assert told(seen(file, weeks=8), "fairness") == []


# --- What is due -----------------------------------------------------------------------------------------


def test_what_is_late_is_told_by_itself_and_what_is_to_come_by_the_week() -> None:
    file = made(
        ann={"supervised_on": "2026-04-01"},
        bob={"supervised_on": "2026-04-20", "incident_on": "2026-05-31"},
    )
    file["leaders"] = [{"id": "ruth", "name": "Ruth", "contacts": [{"person": "pat", "on": "2026-05-30"}]}]
    found = seen(file)

    assert [(each.decide_by, each.says) for each in told(found, "supervision")] == [
        (date(2026, 5, 27), "Ann's last supervision was on 1 Apr 2026, 61 days ago; the most is 8 weeks."),
        (date(2026, 6, 15), "Supervision is due: Bob by Mon 15 Jun."),
    ]
    assert [each.says for each in told(found, "debrief")] == ["A debrief is due: Bob by Wed 3 Jun."]
    assert [each.says for each in told(found, "contact")] == ["A leader's time is due: Pat by Sat 13 Jun."]
    assert [each.says for each in told(found, "review")] == [
        "Pat has no agreed order of who comes when someone cannot."
    ]


def test_nothing_is_due_of_somebody_who_will_have_left() -> None:
    file = made(bob={"supervised_on": "2026-04-20", "contract": {"ends_on": "2026-06-12"}})

    assert [each.supporters for each in told(seen(file), "supervision")] == [("ann",)]


def test_a_skill_that_runs_out_says_who_holds_it_after_that() -> None:
    until = {"skills": [{"skill": "meds", "valid_until": "2026-06-14"}]}
    alone = told(seen(made(EARLY | MEDS, ann=MEDS, bob=until)), "skill")
    nobody = told(seen(made(EARLY | MEDS, ann=until, bob=until)), "skill")

    assert [each.says for each in alone] == [
        "Bob's skill 'giving medicine' counts until 14 Jun 2026. After that only Ann in Pat's team holds it."
    ]
    assert [each.says for each in nobody] == [
        "Ann and Bob's skill 'giving medicine' counts until 14 Jun 2026. "
        "After that nobody in Pat's team holds it."
    ]
    assert told(seen(made(EARLY, ann=MEDS, bob=until)), "skill") == [], "nothing asks for it"


def test_what_has_to_be_decided_first_comes_first() -> None:
    file = made(ann={"supervised_on": "2026-04-01"}, bob=away("2026-06-22", "2026-06-28"))
    found = seen(file)
    days = [each.decide_by for each in found.decisions]

    assert days == sorted(days)
    assert len(days) > 3


# --- Stopping, and the command ---------------------------------------------------------------------------


def test_stopped_at_once_it_still_tells_what_is_due_and_that_no_week_was_looked_at() -> None:
    question = asked(made(ann={"supervised_on": "2026-04-01"}))
    question.clock.stop()
    found = look_ahead(question)

    assert statuses(found) == ["not_looked_at"] * 3
    assert not found.complete
    assert found.says.endswith("There was no time for all of it: 3 weeks were not looked at.")
    assert told(found, "supervision")[0].supporters == ("ann",)


def test_the_nearest_week_of_everyone_comes_first() -> None:
    """Stopped after the first solve, nobody's second week has been looked at before everybody's first."""
    file = made()
    file["people"].append({"id": "quin", "name": "Quin", "needs": [LATE]})
    question = asked(file, weeks=4)
    steps: list[str] = []
    question.clock.watch = lambda step: steps.append(step.about)
    look_ahead(question)
    first_of = {about: steps.index(about) for about in steps if about.startswith("week from")}

    assert list(first_of) == [f"week from {MONDAY + timedelta(days=7 * week):%a %-d %b}" for week in range(4)]


def test_the_command_prints_the_same_as_json_and_ends_with_the_worst_week(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", made(bob=away("2026-06-15", "2026-06-21")))
    ended = matcher("look-ahead", path, "--weeks", "3", "--json")
    covered = matcher("look-ahead", path, "--weeks", "1", "--json")

    assert (ended.returncode, ended.stderr) == (3, "")
    assert covered.returncode == 0
    assert statuses(LookAhead.model_validate_json(ended.stdout)) == ["covered", "gaps", "covered"]


def test_the_view_fits_80_columns_and_shows_every_week(tmp_path: Path) -> None:
    path = written(tmp_path / "team.json", made(bob=away("2026-06-15", "2026-06-21")))
    ended = matcher("look-ahead", path, "--weeks", "14")
    lines = ended.stdout.splitlines()

    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("14 weeks from Mon 8 Jun: Pat's weeks are not all covered.")
    assert [line.split() for line in lines if line.startswith("  Pat ")] == [
        ["Pat", "·", "1", *"·" * 10],
        ["Pat", *"·" * 2],
    ]
    assert json.dumps(ended.stdout).isascii()
