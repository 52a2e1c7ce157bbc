"""What an answer says a rota costs: each shift, the sum, what is not known, and the person's own money."""

import json
import textwrap
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from answers import answered, week
from commands import SAMPLES
from money import EARLY, NIGHT, SLEEP_IN, Made, organisation
from screens import between, shown

from matcher.clock import Settings
from matcher.frame import Turn
from matcher.framing import rota_frame
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.rota_cost import RotaCost
from matcher.money.rotas import rota_cost
from matcher.plan import Plan
from matcher.read import read
from matcher.solve import request, rota

MONDAY = date(2026, 6, 1)


def cost_of(worked: dict[str, str], **more: Any) -> RotaCost:
    """What a week of Pat's costs in which supporters work dated needs, by name."""
    contracts: dict[str, Made] = more.pop("contracts", {"ann": {}, "bob": {}})
    about = organisation(EARLY, NIGHT, SLEEP_IN, contracts=contracts, **more)
    frame = rota_frame(about, about.people[0], about.supporters, first_day=MONDAY, days=7, as_of=MONDAY)
    return rota_cost(Plan.of(frame, [Turn(worked[n.id], n) for n in frame.needs if n.id in worked]))


TWO = {"early 2026-06-01": "ann", "sleep-in 2026-06-02": "bob"}


def test_each_shift_has_its_cost_and_they_add_up() -> None:
    found = cost_of(TWO)
    early, asleep = found.shifts

    assert (early.supporter, early.need, early.day) == ("ann", "early", MONDAY)
    assert [early.hours, early.on_costs, early.total] == [90, Decimal("31.50"), Decimal("121.50")]
    assert [asleep.allowance, asleep.on_costs, asleep.total] == [50, Decimal("7.50"), Decimal("57.50")]
    assert found.total == early.total + asleep.total
    assert found.hours + found.allowances + found.enhancements + found.on_costs == found.total


def test_what_is_not_known_is_named_left_out_and_said() -> None:
    found = cost_of(TWO, contracts={"ann": {"rate": None}, "bob": {}})

    assert [(each.supporter, each.missing) for each in found.not_known] == [("ann", ("rate",))]
    assert [shift.supporter for shift in found.shifts] == ["bob"]
    assert found.says == (
        "If these rates hold, this rota costs at least £57.50: £50.00 for sleep-ins and £7.50 on top of pay. "
        "Not known: the hourly rate of Ann."
    )


def test_where_nothing_is_known_nothing_is_guessed() -> None:
    nothing: Made = {"rate": None, "sleep_in_allowance": None}
    found = cost_of(TWO, contracts={"ann": nothing, "bob": nothing})

    assert found.total == 0
    assert found.says == (
        "What this rota costs is not known. "
        "Not known: the hourly rate of Ann and the sleep-in allowance of Bob."
    )


@pytest.mark.parametrize(
    ("weekly", "says"),
    [
        ("200.00", "Pat's money for it is £200.00, so £21.00 is left."),
        ("179.00", "Pat's money for it is £179.00, and all of it is spent."),
        ("178.99", "Pat's money for it is £178.99, so £0.01 is missing."),
    ],
)
def test_it_is_held_against_the_persons_money_to_the_penny(weekly: str, says: str) -> None:
    assert cost_of(TWO, money={"weekly_budget": weekly}).says.endswith(says)


def test_an_empty_rota_costs_nothing() -> None:
    assert cost_of({}, money={"weekly_budget": 10}).says == "Nobody comes in this rota, so it costs nothing."


def solved(about: Organisation) -> Answer:
    return rota(request(about, first_day=MONDAY, settings=Settings(time_limit=20, workers=1)))


def test_an_answer_carries_the_costs_of_each_person_and_the_page_says_them() -> None:
    about = organisation(EARLY, money={"weekly_budget": 1000, "contingency": 1})
    answer = solved(about)
    (found,) = answer.costs
    page = shown(answer, about)

    assert sum(each.total for each in found.shifts) == found.total
    assert len(found.shifts) == len(answer.rotas[0].shifts)
    assert between(page, "Money", "Steady") == f"Money\n─────\n  {_wrapped(found.says)}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 78, subsequent_indent="  ")


def test_in_json_every_amount_is_exact() -> None:
    about = organisation(EARLY, money={"weekly_budget": "1000.10", "contingency": 1})
    (found,) = json.loads(solved(about).model_dump_json())["costs"]

    assert found["money"] == "1000.10"
    assert found["total"] == str(solved(about).costs[0].total)


def test_where_neither_money_nor_a_rate_is_recorded_the_page_does_not_speak_of_money() -> None:
    about = organisation(EARLY, contracts={"ann": {"rate": None}})

    assert "Money" not in shown(solved(about), about).splitlines()
    assert "Money" not in shown(answered(rotas=(week(early="ann . . . . . ."),))).splitlines()


def test_an_answer_written_before_there_were_costs_is_still_read() -> None:
    old = json.loads(answered().model_dump_json())
    del old["costs"]

    assert Answer.model_validate_json(json.dumps(old)).costs == ()


@pytest.mark.parametrize("name", ["joy", "marcus", "tiny"])
def test_the_samples_rotas_cost_no_more_than_their_money(name: str) -> None:
    about = read(SAMPLES / f"{name}.json", name)
    (found,) = rota(request(about, settings=Settings(time_limit=20, workers=1))).costs

    assert found.not_known == ()
    assert found.money is not None
    assert 0 < found.total <= found.money
