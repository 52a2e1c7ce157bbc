"""Runs of days: as windows and as variables, model and checker agree on every rota."""

from typing import Any

import pytest
from test_rules import allowed_by_checker, allowed_by_model, must_agree_on_every_rota

from matcher.frame import Frame
from matcher.rules import CATALOGUE, Example
from matcher.rules._drawing import frame_of
from matcher.solver import runs

RULE = CATALOGUE["days_in_a_row"]
BOARDS = {
    "nothing known before": "......",
    "worked until the first day": "EE|......",
    "free before": "E.|......",
    "both days of June worked and one before": "E.E|.....",
}
LIMITS: dict[str, dict[str, Any]] = {
    "least": {"least": 2, "most": 3},
    "least and long": {"least": 3, "most": 4},
    "least at ends too": {"least": 2, "most": 3, "short_at_ends": True},
    "any number, not one": {"least": 2, "most": None},
    "free, least": {"free": True, "least": 2, "most": None},
    "free, most": {"free": True, "most": 2},
    "free, least at ends too": {"free": True, "least": 3, "most": 3, "short_at_ends": True},
}


@pytest.fixture(params=["windows", "variables"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which runs may be posted."""
    if request.param == "windows":
        monkeypatch.setattr(runs, "LONGEST", 0)
    return str(request.param)


def board(drawing: str) -> Frame:
    return frame_of(Example("", drawing, need={"early": {}}))[0]


@pytest.mark.parametrize("drawing", BOARDS.values(), ids=BOARDS)
@pytest.mark.parametrize("numbers", LIMITS.values(), ids=LIMITS)
def test_model_and_checker_agree_on_every_run(form: str, drawing: str, numbers: dict[str, Any]) -> None:
    rule = type("Limited", (RULE,), {"tiny": Example("", rule=numbers)})

    must_agree_on_every_rota(rule, [board(drawing)])


@pytest.mark.parametrize("drawing", ["........", "E|.......", ".E.|......", "EE|......"])
@pytest.mark.parametrize("short_at_ends", [False, True])
def test_runs_of_work_keep_free_days_between_them(form: str, drawing: str, short_at_ends: bool) -> None:
    work = RULE.model_validate({"name": "work", "least": 2, "most": 3, "short_at_ends": short_at_ends})
    free = work.model_copy(update={"name": "free", "free": True, "most": None})

    allowed = allowed_by_model(work, free, frame=board(drawing))
    assert allowed == allowed_by_checker(work, free, frame=board(drawing))
    assert len(allowed) > 1
