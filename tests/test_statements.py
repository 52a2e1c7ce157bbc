"""A person's statement: read aloud, about their money alone, in the words of how it is held."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import matcher, written
from money import (
    EARLY,
    NIGHT,
    SLEEP_IN,
    Made,
    happened,
    on,
    organisation,
    published,
    recorded,
    shift,
    week_of,
)
from screens import drawn
from test_budgets import CONTINGENCY, MANAGEMENT, line

from matcher.errors import BadQuestion
from matcher.model.organisation import Organisation
from matcher.model.statement import Statement
from matcher.money.periods import last_month, last_weeks
from matcher.money.statement import statement
from matcher.read.history import read_known
from matcher.store.folder import FolderHistory
from matcher.write.statement import statement_as_text

MONDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 7)
LINES = [
    line("awake_hours", 30, 16.20),
    line("sleep_in", 2, 57.50, label="Sleep-ins"),
    {**MANAGEMENT, "label": "Running the support"},
    CONTINGENCY,
]
MONEY: Made = {
    "weekly_budget": "750",
    "funders": [{"funder": "council", "percent": 80}, {"funder": "own_contribution", "percent": 20}],
    "lines": LINES,
    "contingency": 1500,
    "counted_from": "2026-06-01",
    "carried_over": "100",
}
FAMILY = [{"name": "Grace", "may_see": ["money"]}, {"name": "Uncle Jo"}]


def team(money: Made | None = None, **more: Any) -> Organisation:
    needs = (EARLY, NIGHT, SLEEP_IN)
    people: dict[str, Made] = {"ann": {}, "bob": {}}
    return organisation(*needs, money={**MONEY, **(money or {})}, contracts=people, families=FAMILY, **more)


@pytest.fixture
def store(tmp_path: Path) -> FolderHistory:
    """Four earlies, a night and a sleep-in; one early was cancelled, and the sleep-in was disturbed."""
    earlies = [on(EARLY, f"2026-06-0{day}") for day in range(1, 5)]
    night, asleep = on(NIGHT, "2026-06-05"), on(SLEEP_IN, "2026-06-06")
    shifts = [*(shift(need, "ann") for need in earlies), shift(night, "bob"), shift(asleep, "bob")]
    made = published(tmp_path, week_of("2026-06-01", *shifts))
    recorded(
        made,
        happened(earlies[0], "worked"),
        happened(earlies[1], "cancelled"),
        happened(night, "worked", planned="bob"),
        happened(asleep, "disturbed", planned="bob", awake_minutes=90),
    )
    return made


def of(store: FolderHistory, about: Organisation, first: date = MONDAY, last: date = SUNDAY) -> Statement:
    return statement(read_known(store.path, about), about.people[0], first, last)


def test_a_statement_reads_like_this(store: FolderHistory) -> None:
    about = team()

    assert "\n" + statement_as_text(of(store, about), about) == "\n" + drawn(
        """
        Pat's money: 1 Jun 2026 to 7 Jun 2026
        ════════════════════════════════════════════════════════════════════════════════
        This is your money. It is called an individual service fund. Hazel Lane looks
        after it for you. It is spent on you, and on nobody else.

        What came in
        ────────────
          From the council                                         £600.00
          From you                                                 £150.00
          Together                                                 £750.00

        What it bought
        ──────────────
          22.5 hours of support                                    £364.50
          10 hours of support awake at night                       £162.00
          1 sleep-in, with 1.5 hours awake                          £81.80
          1 shift cancelled, and paid for                          £121.50
          Running the support                                       £90.15
          Together                                                 £819.95

        What is left
        ────────────
          What came in                                             £750.00
          Less what it bought                                    - £819.95
          Less what is put by for hard times                      - £34.56
          Left of these days                                     - £104.51
          Left from before, until 31 May 2026                      £100.00
          Left on 7 Jun 2026                                       - £4.51

        Money for hard times
        ────────────────────
          - For hard times £1,534.56 is kept. It is for times when you need more
            support.
          - Your usual support again: it would pay for 2 whole weeks, if the prices stay
            as they are.

        Good to know
        ────────────
          - 2 shifts are counted as planned. Nobody has written down yet how they went.
          - You said that Grace may see this.
          - All this holds if the rates of pay in the file hold.

        """
    )


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (
            "individual_service_fund",
            "It is called an individual service fund. Hazel Lane looks after it for you.",
        ),
        (
            "personal_health_budget",
            "It is called a personal health budget. Hazel Lane looks after it for you.",
        ),
        ("direct_payment", "It is called a direct payment. It is paid to you."),
        ("commissioned", "This money is for your support. It is paid to Hazel Lane for you."),
    ],
)
def test_the_wording_follows_how_the_money_is_held(store: FolderHistory, kind: str, says: str) -> None:
    found = of(store, team({"kind": kind}))

    assert says in found.whose
    assert "nobody else" in found.whose


def test_whoever_employs_is_named_where_it_is_not_the_organisation(store: FolderHistory) -> None:
    employs = "You, or your family, employ your supporters."

    assert employs in of(store, team({"kind": "direct_payment", "employer": "person"})).whose
    assert employs not in of(store, team()).whose


def test_it_holds_nothing_of_anybody_elses_money_or_pay(tmp_path: Path, store: FolderHistory) -> None:
    alone = of(store, team())
    quin = {
        "id": "quin",
        "name": "Quin",
        "needs": [EARLY],
        "money": {"weekly_budget": 9999, "contingency": 9},
    }
    published(tmp_path, week_of("2026-06-01", shift(on(EARLY, "2026-06-02"), "bob", "quin"), person="quin"))
    beside = of(store, team(others=(quin,)))

    assert beside == alone
    assert not any(word in beside.model_dump_json() for word in ("Quin", "quin", "9999", "Ann", "Bob"))


def test_what_is_not_recorded_is_counted_as_planned_and_said(store: FolderHistory) -> None:
    with_all = of(store, team())
    recorded(store, happened(on(EARLY, "2026-06-03"), "not_covered"))
    then = of(store, team())

    assert with_all.bought[0].minutes == 3 * 450
    assert then.bought[0].minutes == 2 * 450
    assert then.notes[0].startswith("1 shift is counted as planned.")


@pytest.mark.parametrize(("percent", "costs"), [(100, "121.50"), (50, "60.75"), (0, None)])
def test_what_a_cancelled_shift_costs_is_as_the_organisation_pays(
    store: FolderHistory, percent: int, costs: str | None
) -> None:
    found = of(store, team(pay={"cancelled_percent": percent}))
    cancelled = [str(each.amount) for each in found.bought if "cancelled" in each.says]

    assert cancelled == ([] if costs is None else [costs])


def test_days_without_a_rota_are_said_and_their_money_came_in_all_the_same(store: FolderHistory) -> None:
    found = of(store, team(), last=date(2026, 6, 14))

    assert "Nothing is known of 7 days. What they cost is not counted." in found.notes
    assert found.came_in_total == 1500


def test_what_is_left_from_days_without_a_rota_is_said_to_be_no_more_than_that(store: FolderHistory) -> None:
    known = of(store, team(), first=date(2026, 6, 8), last=date(2026, 6, 8))
    later = of(store, team(), first=date(2026, 6, 22), last=date(2026, 6, 28))
    before = [note for note in later.notes if "before that" in note]

    assert not any("before that" in note for note in known.notes)
    assert before == [
        "Nothing is known of 14 days before that, since 1 Jun 2026. What is left from before may be less."
    ]


def test_whose_pay_is_not_known_is_said_and_not_guessed(store: FolderHistory) -> None:
    about = organisation(EARLY, NIGHT, SLEEP_IN, money=MONEY, contracts={"ann": {"rate": None}, "bob": {}})
    found = of(store, about)

    assert "The pay of Ann is not known. What their shifts cost is not counted." in found.notes


def test_without_a_day_to_count_from_nothing_is_carried(store: FolderHistory) -> None:
    found = of(store, team({"counted_from": None, "carried_over": 0}))

    assert (found.left_before, found.left_now) == (None, None)
    assert found.hard_times == 1500


def test_days_before_money_is_counted_stand_by_themselves(store: FolderHistory) -> None:
    found = of(store, team(), date(2026, 5, 25))

    assert (found.left_before, found.left_now) == (None, None)


def test_more_left_over_than_the_fund_allows_is_said(store: FolderHistory) -> None:
    """Four weeks of £750 are £3,000; £3,000 more came over, less the £104.51 of this week."""
    capped = of(store, team({"carried_over": "6000"}))
    told = [note for note in capped.notes if "more than may be left over" in note]

    assert told == [
        "£2,895.49 is more than may be left over: 4 weeks of your money. Decide together what it is for, or "
        "some may have to go back."
    ]
    assert [note for note in of(store, team({"carried_over": "3104.51"})).notes if "left over" in note] == []
    assert [note for note in of(store, team({"carried_over": "3104.52"})).notes if "left over" in note] != []


def test_money_left_from_more_weeks_ago_than_the_fund_allows_is_said(store: FolderHistory) -> None:
    """£1,000 on 1 June; with a week of keeping, what is left of it after the week's spending is too old."""
    keep = {"carried_over": "1000", "surplus_keep_weeks": 1, "surplus_cap_weeks": 50}
    first_week = of(store, team(keep))
    next_week = of(store, team(keep), MONDAY, date(2026, 6, 14))

    assert not any("more than 1 week ago" in note for note in first_week.notes)
    (told,) = [note for note in next_week.notes if "more than 1 week ago" in note]
    assert told.startswith("£895.49 is left over")


def test_a_step_up_is_taken_out_of_what_is_kept_and_shown_as_such(store: FolderHistory) -> None:
    step_up = line(
        "step_up",
        10,
        20,
        label="A second supporter",
        from_contingency=True,
        first_day="2026-06-01",
        last_day="2026-06-14",
    )
    found = of(store, team({"lines": [*LINES, step_up]}))

    taken = found.came_in[-1]
    assert taken.says == "From the money for hard times"
    assert taken.amount == 200
    assert found.hard_times == 1500 + found.put_by - 200
    assert found.about_hard_times[1:] == (
        "A second supporter: it would pay for 6 whole weeks, if the prices stay as they are.",
    )


def test_a_step_up_that_costs_more_than_is_kept_says_how_much_more(store: FolderHistory) -> None:
    step_up = line(
        "step_up",
        100,
        20,
        label="A second supporter",
        from_contingency=True,
        first_day="2026-06-08",
        last_day="2026-06-28",
    )
    found = of(store, team({"lines": [*LINES, step_up]}))

    assert found.about_hard_times[1:] == (
        "A second supporter: it would not pay for one whole week.",
        "A second supporter: for all of it £4,465.44 more would be needed.",
    )


def test_no_money_for_hard_times_is_something_to_talk_about(store: FolderHistory) -> None:
    found = of(store, team({"contingency": 0, "lines": [], "counted_from": None, "carried_over": 0}))

    assert found.about_hard_times == ("No money is kept for hard times. Talk about this with Hazel Lane.",)


def test_nobody_may_see_it_whom_the_person_did_not_name(store: FolderHistory) -> None:
    assert of(store, team()).may_see == ("You said that Grace may see this.",)
    about = organisation(EARLY, money=MONEY, contracts={"ann": {}, "bob": {}})
    assert of(store, about).may_see == ("Only you decide who may see this.",)


def test_where_no_money_is_recorded_there_is_no_statement(store: FolderHistory) -> None:
    with pytest.raises(BadQuestion, match="Nothing about money is written down for Pat"):
        of(store, organisation(EARLY))


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-03-15", "2026-02-01", "2026-02-28"),
        ("2028-03-01", "2028-02-01", "2028-02-29"),
        ("2026-01-31", "2025-12-01", "2025-12-31"),
    ],
)
def test_left_out_it_is_about_the_last_whole_month(today: str, first: str, last: str) -> None:
    assert [str(day) for day in last_month(date.fromisoformat(today))] == [first, last]


def test_the_last_weeks_end_before_the_week_of_today() -> None:
    assert last_weeks(date(2026, 11, 20), 4, "mon") == (date(2026, 10, 19), date(2026, 11, 15))
    assert last_weeks(date(2026, 11, 20), 1, "fri") == (date(2026, 11, 13), date(2026, 11, 19))


# --- The command ---------------------------------------------------------------------------------------


def run(tmp_path: Path, store: FolderHistory, *more: str) -> tuple[int, str, str]:
    file = written(tmp_path / "team.json", team().model_dump_json(by_alias=True, exclude_unset=True))
    done = matcher("statement", file, "--history", store.path, *more)
    return done.returncode, done.stdout, done.stderr


def test_the_command_prints_the_statement_or_its_json(tmp_path: Path, store: FolderHistory) -> None:
    days = ("--from", "2026-06-01", "--to", "2026-06-07")
    code, text, _ = run(tmp_path, store, "--person", "Pat", *days)
    _, as_json, _ = run(tmp_path, store, *days, "--json")

    assert (code, text) == (0, statement_as_text(of(store, team()), team()))
    assert json.loads(as_json) == json.loads(of(store, team()).model_dump_json())


@pytest.mark.parametrize(
    "days", [("--from", "2026-06-01"), ("--to", "2026-06-01"), ("--from", "2026-06-02", "--to", "2026-06-01")]
)
def test_days_that_cannot_be_are_wrong_usage(
    tmp_path: Path, store: FolderHistory, days: tuple[str, ...]
) -> None:
    assert run(tmp_path, store, *days)[0] == 2
