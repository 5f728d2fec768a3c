"""Photos travel outside GraphQL: sent to a one-time address, shown at another, each for the session that asked for it.

What is wrong with a photo is said in the reader's language, with a `code` for the page; nothing of it is kept.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.rules.photos import MOST_BYTES, NotTaken, PhotoFault, inspect, sentence
from domain.rules.refusals import NotFound, Refusal, TooManyAttempts
from domain.services import photos
from domain.services.images import decoding
from domain.store.database import Database
from resolvers.context import Context
from schema.http import Refused, refuse_foreign

PHOTOS = "/photos"
ContextOf: TypeAlias = Callable[[HTTPConnection], Awaitable[Context]]
NEVER_KEPT = {"Cache-Control": "no-store"}
_STATUS = {PhotoFault.TOO_LARGE: 413, PhotoFault.NOT_A_PHOTO: 415, PhotoFault.HEIC: 415, PhotoFault.DISGUISED: 415}


def photo_routes(database: Database, allowed_origins: Sequence[str], context_of: ContextOf) -> list[Route]:
    """The routes. A stranger's address, one that is over and one that never was answer the same: 404."""

    async def send(request: Request) -> Response:
        context = await context_of(request)
        try:
            refuse_foreign(request, allowed_origins)
            photo_id = await _receive(database, request, context)
        except Refused as refused:
            return _said(refused.status, {"message": refused.reason})
        except NotTaken as refused:
            said = {"code": refused.fault.value, "message": sentence(refused.fault, context.language)}
            return _said(_STATUS.get(refused.fault, 422), said)
        except Refusal as refusal:
            return _refusal(refusal, context)
        return _said(201, {"photoId": str(photo_id)})

    async def show(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _said(403, {"message": "requests from other sites are refused"})
        context = await context_of(request)
        try:
            async with database.read() as session:
                photo, token = request.path_params["photo"], request.path_params["token"]
                shown = await photos.show(session, database.crypto, context.actor, photo, token)
        except NotFound as absent:
            return _refusal(absent, context)
        marked = await decoding.marked(shown.content, shown.mark)
        headers = {**NEVER_KEPT, "Content-Security-Policy": "default-src 'none'; sandbox"}
        return Response(marked, media_type="image/jpeg", headers=headers)

    return [
        Route(PHOTOS + "/{token}", send, methods=["POST"]),
        Route(PHOTOS + "/{photo:uuid}/{token}", show, methods=["GET"]),
    ]


async def _receive(database: Database, request: Request, context: Context) -> object:
    """Counted first, read second, decoded third, kept last: no transaction is open while a stranger's bytes arrive."""
    token = request.path_params["token"]
    async with database.transaction(context.actor, request_id=context.request_id) as tx:
        await photos.claim(tx, token)
    content = await _body(request)
    name, declared = unquote(request.headers.get("x-file-name", "")), request.headers.get("content-type", "")
    inspected = inspect(content, name=name, declared=declared)
    picture = await decoding.made_anew(content, inspected)
    async with database.transaction(context.actor, request_id=context.request_id) as tx:
        return await photos.receive(tx, token, picture)


async def _body(request: Request) -> bytes:
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > MOST_BYTES:
        raise NotTaken(PhotoFault.TOO_LARGE)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise NotTaken(PhotoFault.TOO_LARGE)
    return bytes(content)


def _refusal(refusal: Refusal, context: Context) -> Response:
    status = 429 if isinstance(refusal, TooManyAttempts) else 404
    return _said(status, {"code": refusal.code, "message": refusal.message(context.language)})


def _said(status: int, said: dict[str, str]) -> Response:
    return JSONResponse(said, status_code=status, headers=NEVER_KEPT)
