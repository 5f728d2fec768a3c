"""Files travel outside GraphQL: a sheet is sent to a one-time address and fetched from one, by its own session."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias
from urllib.parse import quote, unquote

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.rules.policy import Permission
from domain.rules.refusals import NotFound
from domain.services.sheet_export import fetch_export
from domain.services.sheets.template import template_workbook
from domain.services.uploads import MOST_BYTES, receive_upload, takes_upload
from domain.store.database import Database
from resolvers.context import Context
from schema.http import Refused, refuse_foreign

UPLOADS, DOWNLOADS, TEMPLATE = "/uploads", "/downloads", "/register-template.xlsx"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 200
ContextOf: TypeAlias = Callable[[HTTPConnection], Awaitable[Context]]


def file_routes(database: Database, allowed_origins: Sequence[str], context_of: ContextOf) -> list[Route]:
    """The routes for files.

    A stranger's address and one that never was answer the same: 404. `X-File-Name` is the file's name, percent-encoded.
    """

    async def upload(request: Request) -> Response:
        try:
            refuse_foreign(request, allowed_origins)
            return await _upload(database, request, await context_of(request))
        except Refused as refused:
            return _refusal(refused.status, refused.reason)

    async def download(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _refusal(403, "requests from other sites are refused")
        context = await context_of(request)
        try:
            async with database.transaction(context.actor, request_id=context.request_id) as tx:
                sheet = await fetch_export(tx, request.path_params["token"])
        except NotFound as absent:
            return _refusal(404, absent.message(context.language))
        return _attachment(sheet.file_name, sheet.content)

    async def template(request: Request) -> Response:
        context = await context_of(request)
        if not context.actor.scopes(Permission.MAINTAIN_REGISTER):
            return _refusal(404, NotFound().message(context.language))
        return _attachment("房屋导入模板.xlsx", template_workbook())

    return [
        Route(UPLOADS + "/{token}", upload, methods=["POST"]),
        Route(DOWNLOADS + "/{token}", download, methods=["GET"]),
        Route(TEMPLATE, template, methods=["GET"]),
    ]


async def _upload(database: Database, request: Request, context: Context) -> Response:
    token = request.path_params["token"]
    name = unquote(request.headers.get("x-file-name", ""))[:LONGEST_NAME] or None
    async with database.glance() as session:
        if not await takes_upload(session, token, context.actor.account_id):
            raise Refused(404, NotFound().message(context.language))
    content = await _body(request)
    try:
        async with database.transaction(context.actor, request_id=context.request_id) as tx:
            upload_id = await receive_upload(tx, token, name, content)
    except NotFound as absent:
        raise Refused(404, absent.message(context.language)) from absent
    return JSONResponse({"uploadId": str(upload_id)}, status_code=201, headers={"Cache-Control": "no-store"})


async def _body(request: Request) -> bytes:
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise Refused(413, f"a file has at most {MOST_BYTES} bytes")
    if not content:
        raise Refused(400, "send the file's bytes as the body")
    return bytes(content)


def _attachment(name: str, content: bytes) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(content, media_type=WORKBOOK, headers=headers)


def _refusal(status: int, reason: str) -> Response:
    return JSONResponse({"message": reason}, status_code=status, headers={"Cache-Control": "no-store"})
