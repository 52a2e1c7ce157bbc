"""Questions, answered while the caller waits. Nothing of them is kept."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response

from matcher.api.asked import CheckAsked, ExplainAsked, RecruitAsked, SolveOptions, TeamFile, WhatIfAsked
from matcher.api.asking import order_to_answer, order_to_solve, response_to
from matcher.api.deps import PartsDep, Solver
from matcher.api.examples import (
    CHECK_EXAMPLES,
    EXPLAIN_EXAMPLES,
    RECRUIT_EXAMPLES,
    TEAM_EXAMPLES,
    WHAT_IF_EXAMPLES,
)
from matcher.api.strict import StrictRoute
from matcher.model.answer import Answer
from matcher.model.explained import Brief, GapsExplained, LinkedDutyWeighed, WhatIf, WhyNot

router = APIRouter(prefix="/v1", tags=["questions"], route_class=StrictRoute)


@router.post("/match", response_model=Answer)
async def match(
    request: Request,
    caller: Solver,
    parts: PartsDep,
    options: Annotated[SolveOptions, Query()],
    team: Annotated[TeamFile, Body(openapi_examples=TEAM_EXAMPLES)] = None,
) -> Response:
    """Choose each person's team, without a rota."""
    order = await order_to_solve("match", team, options, parts.store, caller)
    return await response_to(request, caller, order, parts)


@router.post("/check", response_model=Answer)
async def check(
    request: Request,
    caller: Solver,
    parts: PartsDep,
    asked: Annotated[CheckAsked, Body(openapi_examples=CHECK_EXAMPLES)],
) -> Response:
    """Check a rota, also one written by hand, against every rule: its violations, gaps and figures."""
    order = await order_to_answer("check", asked, parts.store, caller)
    return await response_to(request, caller, order, parts)


@router.post("/explain", response_model=GapsExplained | WhyNot)
async def explain(
    request: Request,
    caller: Solver,
    parts: PartsDep,
    asked: Annotated[ExplainAsked, Body(openapi_examples=EXPLAIN_EXAMPLES)],
) -> Response:
    """Why each gap is there and what would close it; or why somebody is not on a shift."""
    order = await order_to_answer("explain", asked, parts.store, caller)
    return await response_to(request, caller, order, parts)


@router.post("/recruit", response_model=Brief)
async def recruit(
    request: Request,
    caller: Solver,
    parts: PartsDep,
    asked: Annotated[RecruitAsked, Body(openapi_examples=RECRUIT_EXAMPLES)],
) -> Response:
    """The fewest new supporters around a person, and a recruitment brief."""
    order = await order_to_answer("recruit", asked, parts.store, caller)
    return await response_to(request, caller, order, parts)


@router.post("/what-if", response_model=WhatIf | LinkedDutyWeighed)
async def what_if(
    request: Request,
    caller: Solver,
    parts: PartsDep,
    asked: Annotated[WhatIfAsked, Body(openapi_examples=WHAT_IF_EXAMPLES)],
) -> Response:
    """What a week would be without somebody, or with a change; or a rota with and without linked duty."""
    order = await order_to_answer("what_if", asked, parts.store, caller)
    return await response_to(request, caller, order, parts)
