"""GraphQL over HTTP (the GraphQL-over-HTTP specification, draft of 2025): one POST endpoint, JSON in, JSON out.

It does what a browser must not be able to do across origins: only `application/json`, a header that no form can send,
and an Origin that is ours.
"""

import json
import logging
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from strawberry import Schema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from resolvers.context import Context

GRAPHQL_RESPONSE = "application/graphql-response+json"
REQUIRED_HEADER = "x-gongjue"
MAX_BODY_BYTES = 100_000
_OVER_HTTP = {OperationType.QUERY, OperationType.MUTATION}
_log = logging.getLogger(__name__)


class Refused(Exception):
    """The request is not one that this endpoint answers; `status` is HTTP's, `reason` is for the developer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read_request(request: Request, allowed_origins: Sequence[str]) -> dict[str, Any]:
    """The GraphQL request of an HTTP request. Raises `Refused`."""
    if request.method != "POST":
        raise Refused(405, "send GraphQL requests with POST")
    _refuse_foreign(request, allowed_origins)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "send the request as application/json")
    if int(request.headers.get("content-length") or 0) > MAX_BODY_BYTES:
        raise Refused(413, f"a request has at most {MAX_BODY_BYTES} bytes")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise Refused(413, f"a request has at most {MAX_BODY_BYTES} bytes")
    return _parameters(body)


def _refuse_foreign(request: Request, allowed_origins: Sequence[str]) -> None:
    origin = request.headers.get("origin")
    if origin is not None and origin not in allowed_origins:
        raise Refused(403, "this origin may not use the API")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "requests from other sites are refused")
    if REQUIRED_HEADER not in request.headers:
        raise Refused(403, f"send the header {REQUIRED_HEADER} with any value")


def _parameters(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise Refused(400, "the body is not JSON") from fault
    if not isinstance(given, dict):
        raise Refused(400, "the body is not a JSON object; batches are not supported")
    if not isinstance(given.get("query"), str):
        raise Refused(400, "`query` must be a string")
    for name, kind in (("variables", dict), ("extensions", dict), ("operationName", str)):
        if given.get(name) is not None and not isinstance(given[name], kind):
            raise Refused(400, f"`{name}` is not a {'string' if kind is str else 'JSON object'}")
    return given


async def execute(schema: Schema, parameters: dict[str, Any], context: Context) -> ExecutionResult:
    """Run one operation. Raises `Refused` when the document names no operation that can run here."""
    try:
        return await schema.execute(
            parameters["query"],
            variable_values=parameters.get("variables"),
            context_value=context,
            operation_name=parameters.get("operationName"),
            allowed_operation_types=_OVER_HTTP,
        )
    except (CannotGetOperationTypeError, InvalidOperationTypeError) as fault:
        raise Refused(400, "name one query or mutation of the document in `operationName`") from fault


def answer(result: ExecutionResult, accept: str) -> Response:
    """The HTTP answer: 400 where nothing was executed, in the media type that the client accepts."""
    modern = GRAPHQL_RESPONSE in accept or "*/*" in accept or not accept
    executed = result.data is not None or not result.errors or any(error.path for error in result.errors)
    document: dict[str, Any] = {}
    if result.errors:
        document["errors"] = [error.formatted for error in result.errors]
    if executed:
        document["data"] = result.data
    return Response(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(),
        status_code=200 if executed or not modern else 400,
        media_type=GRAPHQL_RESPONSE if modern and "application/json" not in accept else "application/json",
        headers={"Cache-Control": "no-store"},
    )


def refusal(refused: Refused) -> Response:
    """The HTTP answer to a request that was not executed."""
    body = {"errors": [GraphQLError(refused.reason).formatted]}
    return Response(
        json.dumps(body).encode(),
        status_code=refused.status,
        media_type=GRAPHQL_RESPONSE,
        headers={"Allow": "POST"} if refused.status == 405 else None,
    )
