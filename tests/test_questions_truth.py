"""What is said when time runs out, nothing helps, or the question is about somebody by name."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from commands import EARLY, LATE, team
from proved import turns_of

from matcher.asking import team_week, what_if
from matcher.clock import Clock, Settings
from matcher.explain import recruit as recruiting
from matcher.explain import whatif
from matcher.explain.case import Case, open_cases
from matcher.explain.gaps import explain_gaps
from matcher.explain.recruit import brief
from matcher.frame import Frame
from matcher.model.explained import Away, Brief, GapExplained, WhatIf
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS
from matcher.plan import Plan
from matcher.read import read
from matcher.rulebook import for_frame
from matcher.rules.most_hours import MostHours
from matcher.solve import request, rota
from matcher.solver import conflict, recruits
from matcher.solver.agreements import asked_for_more_hours
from matcher.solver.run import Found, solve_levels
from matcher.team_frames import team_frame
from matcher.write.explained import brief_as_text, gaps_as_text, what_if_as_text

SETTINGS = Settings(time_limit=20, workers=1)
NO_TIME = Settings(time_limit=0, workers=1)
ON_MONDAY = {**EARLY, "days": ["mon"]}


def organisation(file: dict[str, Any]) -> Organisation:
    return read(json.dumps(file).encode(), "team.json")


def week(file: dict[str, Any]) -> Frame:
    return team_week(request(organisation(file), settings=SETTINGS), None)


def supporter(file: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in file["supporters"] if each["id"] == id)
    return found


# What if


def without(file: dict[str, Any], *named: str, pairs: bool = False, settings: Settings = SETTINGS) -> WhatIf:
    return what_if(week(file), named, pairs, Clock(settings))


def as_text(found: WhatIf, file: dict[str, Any]) -> str:
    return " ".join(what_if_as_text(found, organisation(file)).split())


def test_without_time_nothing_is_said_to_be_covered() -> None:
    found = without(team(EARLY, supporters=("ann", "bob")), settings=NO_TIME)

    assert (found.before, found.rows, found.mends) == (None, (), ())
    assert found.headline == "It was not worked out in the time given what Pat's week would be."


def known_to(end: int, unproved: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Time that is over after so many weeks, and weeks whose best was not proved in it."""
    real, asked = whatif.week_without, list[tuple[str, ...]]()

    def in_time(week: Frame, away: tuple[str, ...], clock: Clock) -> Away | None:
        asked.append(away)
        found = real(week, away, clock)
        if found is None or len(asked) > end:
            return None
        return found.model_copy(update={"proved": found.proved and not set(away) & set(unproved)})

    monkeypatch.setattr(whatif, "week_without", in_time)


def test_those_not_worked_out_in_time_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    file = team(ON_MONDAY, supporters=("ann", "bob", "cat"))
    known_to(2, (), monkeypatch)

    found = without(file)

    assert len(found.rows) == 1
    assert found.headline == (
        "Not worked out in the time given: 2 of 3 absences. "
        "None of the others leaves more of Pat's week uncovered than with everybody."
    )


def test_only_what_is_proved_would_be_uncovered_and_the_rest_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    file = team(ON_MONDAY, {**LATE, "days": ["tue"]}, supporters=("ann", "bob"))
    supporter(file, "ann")["availability"] = [{"days": ["mon"]}]
    supporter(file, "bob")["availability"] = [{"days": ["tue"]}]
    known_to(9, ("bob",), monkeypatch)

    found = without(file)

    assert "1 absence would leave Pat's week uncovered: Ann." in found.headline
    assert "1 absence may leave Pat's week uncovered, which more time would tell: Bob." in found.headline
    assert "Bob 1 gap, not proved" in as_text(found, file)


def test_somebody_named_is_spoken_of_by_name() -> None:
    file = team(ON_MONDAY, supporters=("ann", "bob", "cat"))

    assert without(file, "bob").headline == "If Bob were away, the others could cover Pat's week."
    assert without(file, "bob", "cat").headline == (
        "If Bob and Cat were away, the others could cover Pat's week."
    )


def test_everybody_away_is_one_absence_of_them_all() -> None:
    found = without(team(ON_MONDAY, supporters=("ann", "bob", "cat")), "ann", "bob", "cat")

    assert found.headline.startswith(
        "If Ann, Bob and Cat were away, part of Pat's week would go uncovered. Earlies rest on 3 people"
    )


def test_where_somebody_named_makes_no_gap_worse_the_gap_is_not_theirs() -> None:
    file = team(ON_MONDAY, LATE, supporters=("ann", "bob"))
    for id in ("ann", "bob"):
        supporter(file, id)["availability"] = [{"days": ["mon"], "kinds": ["early"]}]

    assert without(file, "bob").headline == (
        "If Bob were away, no more of Pat's week would go uncovered than with everybody."
    )


def test_pairs_are_spoken_of_as_pairs() -> None:
    three = without(team(ON_MONDAY, supporters=("ann", "bob", "cat")), pairs=True)
    two = without(team(ON_MONDAY, supporters=("ann", "bob")), pairs=True)

    assert three.headline == "Whichever 2 are away, the others can cover Pat's week."
    assert two.headline.startswith("If Ann and Bob were away, part of Pat's week would go uncovered.")


def test_a_team_too_small_to_ask_about_is_told() -> None:
    found = without(team(ON_MONDAY, supporters=("ann",)), pairs=True)

    assert found.headline == "Pat's team is too small for this question."


def test_a_kind_that_nobody_can_work_rests_on_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    file = team(EARLY, supporters=("ann",))
    monkeypatch.setattr(whatif, "_can_work", lambda *_: False)

    assert "Nobody in the team can work earlies." in without(file, "ann").headline


def test_rows_that_are_not_shown_are_not_said_to_be_covered() -> None:
    shifts = [(need, day) for need in (EARLY, LATE) for day in DAYS]
    names = tuple(f"{need['id']}-{day}" for need, day in shifts)
    file = team(EARLY, LATE, supporters=names)
    for name, (need, day) in zip(names, shifts, strict=True):
        supporter(file, name)["availability"] = [{"days": [day], "kinds": [need["kind"]]}]

    assert "And 2 more, which --json shows." in as_text(without(file), file)


def test_somebody_who_comes_at_any_time_still_does_once_they_work_one_more_kind() -> None:
    frame = week(team(EARLY, LATE, supporters=("ann",)))

    changed = whatif._also_works(frame, frame.supporters[0], "late")

    assert changed.supporters[0].availability is None


# What would close a gap


def case_of(file: dict[str, Any]) -> Case:
    made = organisation(file)
    answer = rota(request(made, settings=SETTINGS))
    return open_cases(made, answer, turns_of(answer, made, 7), "answer")[0]


def the_gap(case: Case, settings: Settings = SETTINGS) -> GapExplained:
    (gap,) = explain_gaps(case, Clock(settings))
    return gap


def gap_as_text(case: Case, gap: GapExplained) -> str:
    return " ".join(gaps_as_text([gap], case.organisation).split())


@pytest.mark.parametrize(
    "not_ready",
    [
        {"cleared": "adult_first"},
        {"induction": [{"person": "pat", "stage": "shadowing", "shadow_shifts": 2}]},
    ],
)
def test_nobody_new_is_called_for_while_somebody_has_only_to_be_ready(not_ready: dict[str, Any]) -> None:
    file = team(ON_MONDAY, supporters=("ann", "bev"))
    supporter(file, "ann")["leave"] = [{"first_day": "2026-06-08", "last_day": "2026-06-08"}]
    supporter(file, "bev").update(not_ready)
    case = case_of(file)

    gap = the_gap(case)

    assert (gap.proved, gap.fixes, gap.only_new) == (True, (), False)
    assert gap.waiting == ("This gap would close once checks and induction are done for Bev.",)
    assert "Nothing that can be asked" not in gap_as_text(case, gap)
    assert gap.waiting[0] in gap_as_text(case, gap)


def test_somebody_who_has_to_be_ready_and_to_agree_is_told_with_both() -> None:
    file = team(ON_MONDAY, supporters=("bev",))
    supporter(file, "bev").update({"cleared": "no", "availability": [{"days": ["tue"]}]})

    gap = the_gap(case_of(file))

    assert gap.waiting == (
        "This gap could close once checks and induction are done for Bev, if more is agreed as well.",
    )


def test_where_asking_alone_closes_it_nobody_is_waited_for_who_would_have_to_be_asked_as_well() -> None:
    file = team(ON_MONDAY, supporters=("ann", "bev"))
    for id in ("ann", "bev"):
        supporter(file, id)["availability"] = [{"days": ["tue"]}]
    supporter(file, "bev")["cleared"] = "no"

    gap = the_gap(case_of(file))

    assert [[each.supporter for each in fix.agreements] for fix in gap.fixes] == [["ann"]]
    assert (gap.waiting, gap.only_new) == ((), False)


def test_two_who_are_both_needed_are_told_together() -> None:
    file = team({**ON_MONDAY, "supporters_needed": 2}, supporters=("ann", "bev"))
    for id in ("ann", "bev"):
        supporter(file, id)["cleared"] = "no"

    gap = the_gap(case_of(file))

    assert gap.waiting == ("This gap would close once checks and induction are done for Ann and Bev.",)


def test_an_applicant_with_a_yes_might_join_so_nobody_new_is_called_for() -> None:
    file = team(ON_MONDAY, supporters=("ann", "bev"))
    supporter(file, "ann")["leave"] = [{"first_day": "2026-06-08", "last_day": "2026-06-08"}]
    supporter(file, "bev").pop("team_of")

    gap = the_gap(case_of(file))

    assert not gap.only_new
    assert gap.waiting == ("This gap would close with Bev in the team, once checks and induction are done.",)


def test_where_being_ready_would_not_help_somebody_new_is_called_for() -> None:
    file = team({**ON_MONDAY, "supporters_needed": 3}, supporters=("ann", "bev"))
    supporter(file, "bev")["cleared"] = "no"

    gap = the_gap(case_of(file))

    assert (gap.waiting, gap.only_new) == ((), True)


def with_everything_open(file: dict[str, Any]) -> Case:
    """A rota found in too little time: nobody is on it."""
    case = case_of(file)
    return replace(case, plan=Plan.of(case.frame, []))


def test_a_gap_that_a_better_rota_closes_asks_nobody() -> None:
    case = with_everything_open(team(ON_MONDAY))

    gap = the_gap(case)

    assert (gap.proved, gap.closes_already, gap.fixes, gap.only_new) == (False, True, (), False)
    assert "Solve again with more time: this gap closes without asking anybody." in gap_as_text(case, gap)
    assert "No way was found" not in gap_as_text(case, gap)


def test_where_every_solve_runs_out_of_time_nothing_is_said_to_be_proved_of_a_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = team(ON_MONDAY, supporters=("ann", "bev"))
    supporter(file, "bev")["cleared"] = "no"
    case = with_everything_open(file)
    monkeypatch.setattr("matcher.solver.agreements.solve_levels", lambda *_: Found(None))

    gap = the_gap(case)

    assert (gap.proved, gap.closes_already, gap.only_new) == (False, False, False)
    assert (gap.fixes, gap.waiting) == ((), ())


def test_a_limit_that_may_be_asked_about_keeps_whom_it_is_for() -> None:
    rule = MostHours.model_validate({"applies_to": {"supporters": ["ann"]}})
    file = {**team(EARLY), "rules": [rule.model_dump(mode="json")]}
    rules = asked_for_more_hours(for_frame(week(file)))

    found = [each.rule for each in rules if isinstance(each.rule, MostHours)]

    assert [each.applies_to for each in found] == [rule.applies_to, rule.applies_to]


# What cannot all hold


def a_clash() -> Frame:
    """Two shifts set by hand, of which only Ann's breaks something."""
    file = team(EARLY, supporters=("ann", "bob"))
    supporter(file, "ann")["availability"] = []
    file["rota"]["pins"] = [
        {"person": "pat", "supporter": id, "need": "early", "day": "2026-06-08"} for id in ("ann", "bob")
    ]
    made = organisation(file)
    first_day = date(2026, 6, 8)
    return team_frame(made, made.people[0], first_day=first_day, days=7, as_of=date(2026, 6, 1))


def test_no_clash_is_named_if_time_runs_out_in_any_of_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    frame, real, solves = a_clash(), solve_levels, list[int]()

    def until(last: int) -> Callable[..., Found]:
        def solve(*given: Any) -> Found:
            solves.append(last)
            return Found(None) if solves.count(last) == last else real(*given)

        return solve

    def named(last: int) -> bool:
        monkeypatch.setattr("matcher.solver.conflict.solve_levels", until(last))
        return conflict.smallest_clash(frame, for_frame(frame), Clock(SETTINGS)) is not None

    assert named(0)
    assert [last for last in range(1, solves.count(0) + 1) if named(last)] == []


# Whom to recruit


def recruited(file: dict[str, Any], settings: Settings = SETTINGS) -> Brief:
    return brief(week(file), "covered", Clock(settings))


def says_no_number(found: Brief) -> bool:
    return (found.fewest, found.wanted, found.confirmed) == (None, (), False) and found.text == found.says


def test_without_time_no_number_of_new_supporters_is_named() -> None:
    found = recruited(team(EARLY), NO_TIME)

    assert says_no_number(found)
    assert not found.proved
    assert "not found in the time given" in found.says


def test_too_many_is_said_only_where_it_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = {**ON_MONDAY, "supporters_needed": 6}
    file = team(crowd, {**crowd, "id": "too"}, supporters=("ann", "bob"))

    found = recruited(file)

    assert says_no_number(found)
    assert found.proved
    assert found.says.startswith("5 new supporters would not be enough")

    monkeypatch.setattr(recruiting, "find_recruits", lambda *_: recruits.RecruitsFound(None))
    unproved = recruited(file)

    assert says_no_number(unproved)
    assert not unproved.proved
    assert "not found in the time given" in unproved.says


def test_where_no_number_would_do_that_is_said() -> None:
    file = team(EARLY, supporters=())
    wished = [{"item": "dogs", "wish": "must"}, {"item": "Dogs", "wish": "never"}]
    file["people"][0]["looking_for"] = {"characteristics": wished}

    found = recruited(file)

    assert says_no_number(found)
    assert found.proved
    assert found.says.startswith("No number of new supporters would do it")


def test_a_brief_that_is_not_confirmed_is_not_there_to_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recruiting, "_confirmed", lambda *_: False)

    found = recruited(team(EARLY, supporters=()))

    assert says_no_number(found)
    assert not found.proved
    assert "was not confirmed" in found.says
    assert brief_as_text(found).split() == found.says.split()


TOLD = {
    "supports": [
        {"item": "rescue medication", "words": "When I have a seizure."},
        {"item": "going to matches", "may_be_told": True},
    ],
    "characteristics": [{"item": "knows of my time in prison"}, {"item": "patient", "may_be_told": True}],
    "interests": [{"item": "trains"}, {"item": "my court case", "may_be_told": False}],
    "skills": [
        {"item": "drives", "wish": "must", "may_be_told": True},
        {"item": "meds", "wish": "must"},
        {"item": "pbs", "wish": "must", "may_be_told": False},
        {"item": "cooks", "wish": "must"},
    ],
}


def test_a_brief_names_interests_and_of_the_rest_only_what_may_be_told() -> None:
    skills = {"drives": "driving", "meds": "medicine", "pbs": "a plan", "cooks": "cooking"}
    file = team(EARLY, supporters=(), skills=skills, skills_to_advertise=["pbs", "cooks"])
    file["people"][0]["looking_for"] = TOLD

    text = recruited(file).text

    assert [each for each in ("going to matches", "patient", "trains") if each not in text] == []
    private = ("rescue", "seizure", "prison", "court", "medicine", "a plan")
    assert [each for each in private if each in text] == []
    assert "Must have: cooking and driving." in text
    assert "We give the training that is needed." in text
