"""What a rota changes of what was promised, and making it again with the least change."""

from dataclasses import replace
from datetime import date, time

from answers import answered, times, week
from screens import between, drawn, shown

from matcher import figures
from matcher.frame import Turn
from matcher.model.answer import Change, ChangeWord
from matcher.plan import Plan
from matcher.rules import Example
from matcher.rules._drawing import plan_of

OFF = {"rules": [{"kind": "least_change", "level": "off"}]}
MONDAY = date(2026, 6, 1)


def told(plan: Plan) -> list[tuple[str, str, str, int, int]]:
    return [
        (each.supporter, each.what, each.need, each.day.day, each.counts) for each in figures.changes(plan)
    ]


def test_every_shift_taken_or_given_is_a_change_with_what_it_counts() -> None:
    plan = plan_of(Example("", "..E....\nE......", published="E.E....\n......."))

    assert told(plan) == [("ann", "taken", "early", 1, 4), ("bob", "given", "early", 1, 4)]


def test_changes_are_told_also_where_the_rule_is_off() -> None:
    plan = plan_of(Example("", "E......", published=".......", organisation=OFF))

    assert told(plan) == [("ann", "given", "early", 1, 4)]


def test_nothing_is_a_change_where_nothing_was_promised() -> None:
    assert told(plan_of(Example("", "E......"))) == []


def test_a_need_that_moved_is_told_to_whoever_keeps_it_and_counts_nothing() -> None:
    plan = plan_of(Example("", "E......", published="E......"))
    (turn,) = plan.turns
    later = turn.need.need.model_copy(update={"start": time(10)})
    moved = replace(turn.need, need=later, start=turn.need.start.replace(hour=10))

    (change,) = figures.changes(Plan.of(plan.frame, [Turn("ann", moved)]))

    assert (change.what, change.counts) == ("moved", 0)
    assert change.says == "Ann still has early, Mon 1 Jun 10:00-14:30; it was promised for 07:00-14:30."


def change(supporter: str, what: ChangeWord, need: str, day: int, counts: int = 4) -> Change:
    start, end = times(need, date(2026, 6, day))
    return Change(
        person="pat",
        supporter=supporter,
        need=need,
        day=date(2026, 6, day),
        what=what,
        start=start,
        end=end,
        counts=counts,
        says="In a sentence.",
    )


def test_changes_are_shown_for_each_supporter_with_their_count() -> None:
    changes = (
        change("ann", "taken", "early", 2),
        change("ann", "taken", "early", 3),
        change("bob", "given", "early", 2),
        change("bob", "moved", "late", 4, 0),
    )
    answer = answered(rotas=(week(early="ann bob . . . . ."),), changes=changes)

    assert between(shown(answer), "Changes to", "matcher") == drawn(
        """
        Changes to what was published
        ─────────────────────────────
          Ann  no longer       Tue 2 Jun early 07:00-14:30
                               Wed 3 Jun early 07:00-14:30
          Bob  now             Tue 2 Jun early 07:00-14:30
               at other times  Thu 4 Jun late 14:30-22:00
          4 changes in all, 1 of them of times alone; weighed by how soon, they count
          12.
        """
    )


def test_in_a_rota_from_the_middle_of_a_week_what_was_worked_before_is_taken_off_the_most() -> None:
    plan = plan_of(Example("", "E|EEEE..\n.|......", organisation={"week_starts": "sun"}))

    ann, bob = figures.hours(plan)

    assert (ann.awake_minutes, ann.most_minutes, bob.most_minutes) == (30 * 60, 30 * 60, 37.5 * 60)
