"""Documents to download, each by an address of its own and only for whoever may read what it is made of."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from domain.rules.refusals import Refusal
from domain.rules.terms import BallotState, NoticeState
from domain.services import recounting
from domain.services.documents.notice_sheet import NoticeSheet, render_notice_sheet
from domain.services.documents.result_sheet import render_result_sheet
from domain.services.notices import agenda_of
from domain.services.wording import Language
from domain.store.selects import ballots_for, notices_for
from domain.store.tables import Ballot, Notice
from resolvers.context import Context
from resolvers.notices import surroundings_of

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
Contexts = Callable[[HTTPConnection], Awaitable[Context]]


def download_routes(contexts: Contexts, origin: str) -> list[Route]:
    """The routes; `contexts` says who asks, `origin` is where people read things online."""

    async def notice_sheet(request: Request) -> Response:
        context = await contexts(request)
        async with context.database.glance() as session:
            readable = notices_for(context.actor).where(
                Notice.id == request.path_params["notice"], Notice.state == NoticeState.PUBLISHED
            )
            notice = (await session.scalars(readable)).one_or_none()
        if notice is None or notice.published_at is None:
            return _missing()
        (around,) = await surroundings_of(context.database, [notice.id])
        sheet = NoticeSheet(
            kind=notice.kind,
            title=notice.title,
            body=notice.body,
            agenda=tuple((item.kind, item.title) for item in agenda_of(notice.agenda)),
            estate=around.estate,
            publisher=around.publisher,
            published_at=notice.published_at,
            address=f"{origin}/notices/{notice.id}",
        )
        language = Language.EN if request.query_params.get("language") == "en" else Language.ZH
        document = await asyncio.to_thread(render_notice_sheet, sheet, language)
        return _pdf(document.pdf, f"notice-{notice.id}")

    async def result_sheet(request: Request) -> Response:
        context = await contexts(request)
        ballot_id = request.path_params["ballot"]
        readable = ballots_for(context.actor).where(Ballot.id == ballot_id, Ballot.state == BallotState.PUBLISHED)
        async with context.database.read() as session:
            found = None
            if (await session.scalars(readable)).one_or_none() is not None:
                found = await recounting.counted_again(session, ballot_id)
            if found is None:
                return _missing()
            sheet = await recounting.result_sheet(session, *found, f"{origin}/ballots/{ballot_id}")
        language = Language.EN if request.query_params.get("language") == "en" else Language.ZH
        document = await asyncio.to_thread(render_result_sheet, sheet, language)
        return _pdf(document.pdf, f"result-{ballot_id}")

    async def recount_file(request: Request) -> Response:
        context = await contexts(request)
        ballot_id = request.path_params["ballot"]
        try:
            async with context.database.transaction(context.actor, request_id=context.request_id) as tx:
                content = await recounting.recount_file(tx, ballot_id)
        except Refusal:
            return _missing()
        disposition = f'attachment; filename="recount-{ballot_id}.json"'
        return Response(content, media_type="application/json", headers={**HEADERS, "Content-Disposition": disposition})

    return [
        Route("/ballots/{ballot:uuid}/result.pdf", result_sheet, methods=["GET"]),
        Route("/ballots/{ballot:uuid}/recount.json", recount_file, methods=["GET"]),
        Route("/notices/{notice:uuid}/sheet.pdf", notice_sheet, methods=["GET"]),
    ]


def _pdf(content: bytes, name: str) -> Response:
    disposition = f'attachment; filename="{name}.pdf"'
    return Response(content, media_type="application/pdf", headers={**HEADERS, "Content-Disposition": disposition})


def _missing() -> Response:
    return PlainTextResponse("没有找到。Not found.", status_code=404, headers=HEADERS)
