"""How many SQL statements an operation runs (security requirement G9)."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, OperationType, parse
from sqlalchemy import event
from sqlalchemy.engine import Engine

from schema.operations import persisted_operations

MOST = 10
OPERATIONS = persisted_operations()

# Commands whose requests run more in these tests, how many at the most, and why.
EXCEPTED: Mapping[str, tuple[int, str]] = {
    "approveManualReview": (19, "register, ballots, accounts, titles, unit: each lock, and what is read behind it"),
    "createCommittee": (13, "here the whole body is asked for; the face asks for its id, which takes eight"),
    "fileTicket": (14, "here the whole ticket is asked for; the phone asks for its id and state, which takes ten"),
    "dissolveOrganizer": (11, "here the whole body is asked for; the face asks for its id, which takes seven"),
    "previewSheet": (20, "a sheet is compared with the register table by table, and kept as a set of changes"),
    "reviewBallot": (
        17,
        "all that the ballot says and stands on is read anew for its hash and frozen; the page shows it",
    ),
    "submitBallot": (15, "all that the ballot says and stands on is read for its hash, and the page shows it"),
    "updateBallot": (12, "the draft as it was is read for its hash, the new one checked and written, and shown"),
    "submitChangeSet": (
        30,
        "the register changes table by table, each behind its lock: buildings, units, owners, titles",
    ),
    "transferTitle": (18, "register, ballots, titles, unit: each lock, what is read behind it, and the unit anew"),
}

_ran: ContextVar[list[str] | None] = ContextVar("ran", default=None)


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements that any engine of this process runs while the block does."""
    ran: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        ran.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class FewStatements(httpx.ASGITransport):
    """Asks the application in this process, and fails the test whose request is a command that runs too many.

    Counted are the statements of the request's own context. A vote's own go to the driver, for a group of votes
    together: seven, and what asks who is calling.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises `AssertionError` with the statements of a command that ran more than `MOST`."""
        ran: list[str] = []
        token = _ran.set(ran)
        try:
            response = await super().handle_async_request(request)
        finally:
            _ran.reset(token)
        command = command_of(request)
        most, _ = EXCEPTED.get(command or "", (MOST, ""))
        assert command is None or len(ran) <= most, f"{command} ran {len(ran)} statements:\n" + "\n".join(ran)
        return response


def command_of(request: httpx.Request) -> str | None:
    """The root field of the mutation that is sent; None for anything else."""
    if request.url.path != "/graphql":
        return None
    try:
        definitions = parse(request_text(request)).definitions
    except (GraphQLError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    mutations = [
        one
        for one in definitions
        if isinstance(one, OperationDefinitionNode) and one.operation is OperationType.MUTATION
    ]
    fields = [one for mutation in mutations for one in mutation.selection_set.selections if isinstance(one, FieldNode)]
    return fields[0].name.value if fields else None


def request_text(request: httpx.Request) -> str:
    """The document of a request; raises where there is none."""
    given = json.loads(request.content)
    text: str = given["query"] if "query" in given else OPERATIONS[given["documentId"]]
    return text


def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if (ran := _ran.get()) is not None:
        ran.append(statement)


event.listen(Engine, "before_cursor_execute", _note)
