"""The description of the API, for programs and for people. Nothing in it comes from anywhere else."""

from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from matcher.api.page import page_of

router = APIRouter(tags=["pages"])


class Css(Response):
    """A style sheet."""

    media_type = "text/css"


@router.get("/openapi.json", response_model=dict[str, Any])
def openapi(request: Request) -> JSONResponse:
    """The description of the API, as OpenAPI."""
    return JSONResponse(request.app.openapi())


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """The description of the API, as a page."""
    return HTMLResponse(page_of(request.app.openapi()))


@router.get("/docs.css", response_class=Css)
def style() -> Css:
    """How that page looks."""
    return Css(files("matcher.api").joinpath("page.css").read_text("utf-8"))
