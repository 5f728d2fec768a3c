"""GraphQL over HTTP: one POST endpoint, JSON in, JSON out, as the GraphQL-over-HTTP specification (draft) asks.

What a browser could be made to send from another site is refused before it is read: the body must be
`application/json`, a header that no form can send must be there, and an Origin must be ours.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from strawberry import Schema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from resolvers.context import Context

MODERN = "application/graphql-response+json"
LEGACY = "application/json"
REQUIRED_HEADER = "x-gongjue"
MAX_BODY_BYTES = 100_000
LONGEST_SECONDS = 10
_PARAMETERS = {"query": str, "documentId": str, "operationName": str, "variables": dict, "extensions": dict}
_OVER_HTTP = {OperationType.QUERY, OperationType.MUTATION}


class Refused(Exception):
    """The request is not one that this endpoint answers; `status` is HTTP's, `reason` is for the developer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read_request(
    request: Request, allowed_origins: Sequence[str], persisted: Mapping[str, str]
) -> dict[str, Any]:
    """The GraphQL request of an HTTP request, with the text of a persisted operation filled in. Raises `Refused`."""
    if request.method != "POST":
        raise Refused(405, "send GraphQL requests with POST")
    refuse_foreign(request, allowed_origins)
    answered_in(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != LEGACY:
        raise Refused(415, "send the request as application/json")
    return _parameters(await _body(request), persisted)


def refuse_foreign(request: Request, allowed_origins: Sequence[str]) -> None:
    """Raise `Refused` for what another site could make a browser send."""
    origin = request.headers.get("origin")
    if origin is not None and origin not in allowed_origins:
        raise Refused(403, "this origin may not use the API")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "requests from other sites are refused")
    if REQUIRED_HEADER not in request.headers:
        raise Refused(403, f"send the header {REQUIRED_HEADER} with any value")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise Refused(413, f"a request has at most {MAX_BODY_BYTES} bytes")
    return body


def _parameters(body: bytes, persisted: Mapping[str, str]) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise Refused(400, "the body is not JSON") from fault
    if not isinstance(given, dict):
        raise Refused(400, "the body is not a JSON object; batches are not supported")
    for name, kind in _PARAMETERS.items():
        if given.get(name) is not None and not isinstance(given[name], kind):
            raise Refused(400, f"`{name}` is not a {'string' if kind is str else 'JSON object'}")
    if given.get("query") is None:
        given["query"] = persisted.get(given.get("documentId") or "")
    if given["query"] is None:
        raise Refused(400, "send `query`, or the `documentId` of a persisted operation")
    return given


async def execute(schema: Schema, parameters: dict[str, Any], context: Context) -> ExecutionResult:
    """Run one operation, `LONGEST_SECONDS` at the most. Raises `Refused` when nothing can run, or not in time."""
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            return await schema.execute(
                parameters["query"],
                variable_values=parameters.get("variables"),
                context_value=context,
                operation_name=parameters.get("operationName"),
                allowed_operation_types=_OVER_HTTP,
            )
    except TimeoutError as fault:
        raise Refused(503, f"the operation took longer than {LONGEST_SECONDS} seconds and was stopped") from fault
    except (CannotGetOperationTypeError, InvalidOperationTypeError) as fault:
        raise Refused(400, "name one query or mutation of the document in `operationName`") from fault


def answered_in(request: Request) -> str:
    """The media type that the client prefers of the two; `application/json` where it does not say.

    Raises `Refused` (406) when it accepts neither.
    """
    accept = request.headers.get("accept") or "*/*"
    weights = {kind: max((_weight(part, kind) for part in accept.split(",")), default=0.0) for kind in (LEGACY, MODERN)}
    if not any(weights.values()):
        raise Refused(406, f"the answer is {MODERN} or {LEGACY}")
    named = MODERN in accept
    return MODERN if named and weights[MODERN] >= weights[LEGACY] else LEGACY


def _weight(part: str, kind: str) -> float:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if media not in (kind, "*/*", "application/*"):
        return 0.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def answer(result: ExecutionResult, media_type: str) -> Response:
    """The HTTP answer. Where nothing was executed there is no `data`, and the modern media type says so with 400."""
    executed = result.data is not None or any(error.path for error in result.errors or ())
    document: dict[str, Any] = {}
    if result.errors:
        document["errors"] = [error.formatted for error in result.errors]
    if executed:
        document["data"] = result.data
    return _response(document, 200 if executed or media_type == LEGACY else 400, media_type)


def refusal(refused: Refused, media_type: str) -> Response:
    """The HTTP answer to a request that was not executed."""
    response = _response({"errors": [{"message": refused.reason}]}, refused.status, media_type)
    if refused.status == 405:
        response.headers["Allow"] = "POST"
    return response


def _response(document: dict[str, Any], status: int, media_type: str) -> Response:
    return Response(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(),
        status_code=status,
        headers={"Content-Type": f"{media_type}; charset=utf-8", "Cache-Control": "no-store"},
    )
