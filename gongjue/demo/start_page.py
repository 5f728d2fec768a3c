"""The demo's start page: who one may be, what there is to see, and how to move the clock. Never in production."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from domain.rules.terms import BallotState, EstateStatus
from domain.services.outbox import newest_texts
from domain.services.wording import Language, deadline_text, instant_text, label
from domain.store.database import Database
from gongjue.demo.accounts import PASSWORD, TOTP_SECRET
from gongjue.demo.contents import Contents, as_json, read
from gongjue.demo.plans import ESTATES

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
STATES: dict[BallotState, tuple[str, str]] = {
    BallotState.OPEN: ("投票中", "Open"),
    BallotState.APPROVED: ("已批准，未开始", "Approved"),
    BallotState.CLOSED: ("已截止，计票中", "Closed"),
    BallotState.PUBLISHED: ("已公布结果", "Result published"),
    BallotState.SUBMITTED: ("待街道审核", "With the street"),
    BallotState.REJECTED: ("已驳回", "Rejected"),
    BallotState.DRAFT: ("草稿", "Draft"),
    BallotState.SUSPENDED: ("已挂起", "Suspended"),
}
STATUSES: dict[EstateStatus, tuple[str, str]] = {
    EstateStatus.COMPLETED: ("已完成", "Completed"),
    EstateStatus.PREPARING: ("整理中", "In preparation"),
    EstateStatus.PROPOSED: ("待受理", "Proposed"),
    EstateStatus.REJECTED: ("不予受理", "Turned down"),
}


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, autoescape=True, auto_reload=False)


def page(contents: Contents, language: Language) -> str:
    """The page in one language; everything that comes from the database is escaped."""
    place = 0 if language is Language.ZH else 1
    return _environment().get_template("start_page.html.j2").render(
        city=contents, english=language is Language.EN, password=PASSWORD, secret=TOTP_SECRET,
        state=lambda one: STATES[one][place], status=lambda one: STATUSES[one][place],
        instant=lambda at: instant_text(at, language), deadline=lambda at: deadline_text(at, language),
        outcome=lambda one: label(one, language), document=lambda one: label(one, language),
        ahead=_ahead(contents.ahead, language), estate_names={plan.key: plan.name for plan in ESTATES},
    )  # fmt: skip


def _ahead(shift: timedelta, language: Language) -> str:
    """How far the demo clock runs ahead, in whole days and hours; empty for not at all."""
    days, hours = shift.days, shift.seconds // 3600
    if not days and not hours:
        return ""
    return f"{days} 天 {hours} 小时" if language is Language.ZH else f"{days} days {hours} hours"


def start_page_routes(database: Database) -> Sequence[Route]:
    """The page, the same as JSON, the outbox as JSON, and the two files that the page needs."""

    async def show(request: Request) -> Response:
        language = Language.EN if request.query_params.get("lang") == "en" else Language.ZH
        return HTMLResponse(page(await read(database), language), headers=HEADERS)

    async def data(_request: Request) -> Response:
        return JSONResponse(as_json(await read(database)), headers={"Cache-Control": "no-store"})

    async def outbox(_request: Request) -> Response:
        texts = [
            {"phone": one.phone, "body": one.body, "template": one.template, "at": one.delivered_at.isoformat()}
            for one in await newest_texts(database)
        ]
        return JSONResponse(texts, headers={"Cache-Control": "no-store"})

    style, script = (HERE / "start_page.css").read_bytes(), (HERE / "start_page.js").read_bytes()

    async def sheet(_request: Request) -> Response:
        return Response(style, media_type="text/css")

    async def code(_request: Request) -> Response:
        return Response(script, media_type="text/javascript")

    return [
        Route("/demo", show), Route("/demo.json", data), Route("/demo/outbox.json", outbox),
        Route("/demo/start.css", sheet), Route("/demo/start.js", code),
    ]  # fmt: skip
