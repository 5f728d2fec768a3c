"""What stands between a document and its execution: parsing and checking once, limits, persisted operations, masks."""

import logging
import re
import traceback
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.schema.schema import StreamResult
from strawberry.types.execution import ExecutionContext
from strawberry.types.graphql import OperationType

from domain.store.pages import PageNotPossible
from schema import limits
from schema.plain_text import variables_fault

MOST_ERRORS = 5
_log = logging.getLogger("gongjue.api")


def document_id(text: str) -> str:
    """The name of a persisted operation: `sha256:` and the hash of its text; also of what is no text, which is none."""
    return "sha256:" + sha256(text.encode(errors="surrogatepass")).hexdigest()


def guard(persisted: Collection[str] | None) -> type[SchemaExtension]:
    """The schema extension. `persisted` are the ids of the only operations that may run; None allows any (not in
    production)."""

    class Guard(SchemaExtension):
        """Parses and validates each document once, whoever sends it."""

        def on_parse(self) -> Iterator[None]:
            """Replace the parsing by a remembered one."""
            text = self.execution_context.query or ""
            if persisted is not None and document_id(text) not in persisted:
                raise GraphQLError("only persisted operations run here", extensions={"code": "PERSISTED_ONLY"})
            self.execution_context.graphql_document = limits.parse_once(text)
            yield

        def on_validate(self) -> Iterator[None]:
            """Replace the validation by a remembered one, then weigh the operation with its variables."""
            context = self.execution_context
            text = context.query or ""
            core = context.schema._schema
            faults = list(limits.faults_once(core, text))
            if not faults and (unstorable := variables_fault(context.variables or {})):
                faults = [unstorable]
            if not faults:
                # Strawberry would run the first operation of several; the specification asks for a name.
                name = context._provided_operation_name
                weighed = limits.weigh(core, text, name, context.variables or {})
                faults = [weighed] if weighed else []
            context.pre_execution_errors = faults
            yield

    return Guard


class GuardedSchema(strawberry.Schema):
    """A schema whose errors are masked: what is not a client's mistake is a bug, told by its request's number only."""

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[OperationType] | None = (OperationType.SUBSCRIPTION,),
    ) -> StreamResult:
        """What a socket runs: subscriptions alone, which ask at each state who is watching.

        A query or a command would run as whoever opened the socket was then, without a request's limit of time, its
        header, and the fresh look at the session (security requirements A4, G2, G4).
        """
        return await super().stream(
            query, variable_values, context_value, root_value, operation_name, operation_extensions,
            allowed_operation_types,
        )  # fmt: skip

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Mask in place, keep the first few, and log bugs without the values they happened with."""
        request_id = str(getattr(getattr(execution_context, "context", None), "request_id", ""))
        errors[:] = [_masked(error, request_id) for error in errors[:MOST_ERRORS]]


def _masked(error: GraphQLError, request_id: str) -> GraphQLError:
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    if original is None:
        extensions = {"code": "BAD_REQUEST", **(error.extensions or {})}
        return _like(error, without_values(error.message), extensions)
    if isinstance(original, InvalidOperationTypeError):
        return _like(error, "only subscriptions run here; send queries and commands over HTTP", {"code": "BAD_REQUEST"})
    if isinstance(original, PageNotPossible):
        return _like(error, str(original), {"code": "BAD_REQUEST"})
    _log.error(
        "request %s failed at %s: %s\n%s", request_id, error.path, type(original).__qualname__, _frames(original)
    )
    return _like(error, "internal error", {"code": "INTERNAL", "requestId": request_id})


# What graphql-core says of a value that does not fit quotes the value, and what a person typed may be personal. The
# place in the document and the name of the variable are told, and suffice.
_QUOTED_VALUES = (
    (re.compile(r" got invalid value .*?; ", re.DOTALL), " got an invalid value; "),
    (re.compile(r"(cannot represent [^:]*): .*", re.DOTALL), r"\1."),
    (re.compile(r"(Expected (?:value of )?type '[^']*')[.,].*", re.DOTALL), r"\1."),
    (re.compile(r"(?<=found )(String|Int|Float|Name|BlockString) .*", re.DOTALL), r"\1."),
    (re.compile(r"(?<=Unexpected )(String|Int|Float|Name|BlockString) .*", re.DOTALL), r"\1."),
    (re.compile(r"Value .* does not exist in ", re.DOTALL), "The value does not exist in "),
    (re.compile(r"Invalid number, .*", re.DOTALL), "Invalid number."),
)


def without_values(message: str) -> str:
    """The message of a client's mistake without what was typed."""
    for pattern, replacement in _QUOTED_VALUES:
        message = pattern.sub(replacement, message)
    return message


def _frames(error: BaseException) -> str:
    """Where it happened, without the message: a message may carry the values of a row."""
    return "".join(traceback.format_tb(error.__traceback__))


def _like(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message, nodes=error.nodes, source=error.source, positions=error.positions, path=error.path,
        extensions=extensions,
    )  # fmt: skip
