"""The application: GraphQL over HTTP and graphql-transport-ws on one path, health, and the demo's pages."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketState
from strawberry import Schema
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UnsetType

from domain.rules.policy import ANONYMOUS
from domain.services.callers import caller
from domain.services.device_sessions import device_behind
from domain.store.database import Database
from resolvers.context import Context
from schema import http
from schema.demo import outbox_routes
from schema.downloads import download_routes
from schema.faces import Faces
from schema.files import file_routes
from schema.headers import SafeHeaders
from schema.operations import persisted_operations
from schema.own_data import own_data_routes
from schema.photo_addresses import photo_routes
from schema.root import build_schema
from schema.session_watch import SessionWatch

INIT_TIMEOUT = timedelta(seconds=5)
SUBSCRIPTIONS_PER_SOCKET = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surface:
    """What of the API depends on the installation: who may call it from a browser, and whether cookies need TLS."""

    allowed_origins: tuple[str, ...]
    production: bool
    outbox: bool = False
    """Whether the demo's outbox is shown; never in production."""

    @property
    def session_cookie(self) -> str:
        """The cookie's name; the prefix makes browsers refuse it without TLS or from a sibling host."""
        return "__Host-gongjue" if self.production else "gongjue"


def create_app(
    database: Database,
    surface: Surface,
    persisted: Mapping[str, str] | None = None,
    pages: Sequence[Route] = (),
    faces: Path | None = None,
) -> Starlette:
    """The ASGI application over an open database. It starts and stops the database's bus.

    `persisted` are the only operations that may run, text by id; None allows any, and the committed ones by their id.
    `pages` are further pages, which production does not have; `faces` is the folder of the built faces.
    """
    schema = build_schema(persisted)
    by_id = persisted_operations() if persisted is None else persisted
    watch = SessionWatch(database)

    async def graphql_over_http(request: Request) -> Response:
        try:
            parameters = await http.read_request(request, surface.allowed_origins, by_id)
            context = await context_of(database, surface, request)
            result = await http.execute(schema, parameters, context)
        except http.Refused as refused:
            return http.refusal(refused, _media_type(request))
        response = http.answer(result, http.answered_in(request))
        # A face must know that a session has ended: to nobody, what they saw a moment ago does not exist.
        response.headers["X-Gongjue-Caller"] = "somebody" if context.actor.account_id else "nobody"
        _set_cookies(response, context, surface)
        return response

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await database.bus.start()
        watching = asyncio.create_task(watch.run())
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await database.bus.stop()
            await database.close()

    return Starlette(
        routes=[
            Route("/graphql", graphql_over_http, methods=["POST", "GET", "PUT", "DELETE", "PATCH"]),
            WebSocketRoute("/graphql", _Socket(schema, database, surface, watch)),
            Route("/health", health),
            *download_routes(partial(context_of, database, surface), surface.allowed_origins[0]),
            *file_routes(database, surface.allowed_origins, partial(context_of, database, surface)),
            *own_data_routes(database, partial(context_of, database, surface)),
            *photo_routes(database, surface.allowed_origins, partial(context_of, database, surface)),
            *(outbox_routes(database) if surface.outbox and not surface.production else ()),
            *(pages if not surface.production else ()),
            *(Faces(faces, surface.allowed_origins, surface.outbox).routes() if faces is not None else ()),
        ],
        middleware=[Middleware(SafeHeaders, production=surface.production)],
        lifespan=lifespan,
    )


async def context_of(database: Database, surface: Surface, connection: HTTPConnection) -> Context:
    """The context of a request or a socket: who its cookie or its device's token says it is, and its language.

    Who shows a token is that device or nobody: a cookie that came with it is not looked at.
    """
    context = Context(database, address=connection.client.host if connection.client else "")
    authorization = connection.headers.get("authorization")
    if authorization is not None:
        await sign_in_as_device(context, authorization)
    else:
        context.session_token = connection.cookies.get(surface.session_cookie)
        context.actor = await caller(database, context.session_token)
    context.language = _language(connection.headers.get("accept-language"), context.actor.language)
    return context


async def sign_in_as_device(context: Context, authorization: str) -> None:
    """The device whose token this is, in place of whoever else the context was of; nobody where it is none's."""
    scheme, _, token = authorization.partition(" ")
    context.session_token, context.device_token = None, token.strip()
    known = scheme.lower() == "bearer" and context.device_token
    context.actor = await device_behind(context.database, context.device_token) if known else ANONYMOUS


def _media_type(request: Request) -> str:
    try:
        return http.answered_in(request)
    except http.Refused:
        return http.LEGACY


def _language(header: str | None, preferred: str) -> str:
    if not header:
        return preferred
    return "en" if header.strip().lower().startswith("en") else "zh"


def _set_cookies(response: Response, context: Context, surface: Surface) -> None:
    for name, value in context.cookies.items():
        cookie = surface.session_cookie if name == "session" else name
        if value is None:
            response.delete_cookie(cookie, path="/", secure=surface.production, httponly=True, samesite="strict")
        else:
            # The server decides when a session ends; the browser only has to keep the cookie for longer than that.
            response.set_cookie(
                cookie,
                value,
                max_age=365 * 86400,
                path="/",
                secure=surface.production,
                httponly=True,
                samesite="strict",
            )


@dataclass(slots=True)
class _SocketContext(Context):
    """A socket's context: what came with `connection_init`, and how the socket is watched from then on."""

    connection_params: dict[str, Any] = field(default_factory=dict)
    watch_session: Callable[[UUID], Awaitable[None]] | None = None


class _ClosingAdapter(ASGIWebSocketAdapter):
    """After the close of a socket whose session ended, a subscription that still sends is told that it is gone."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        if self.ws.application_state is WebSocketState.DISCONNECTED:
            raise WebSocketDisconnected
        await super().send_json(message)


class _Socket(GraphQL[Context, None]):
    """Subscriptions only: graphql-transport-ws, our origins, few per socket."""

    websocket_adapter_class = _ClosingAdapter

    def __init__(self, schema: Schema, database: Database, surface: Surface, watch: SessionWatch) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=INIT_TIMEOUT,
            max_subscriptions_per_connection=SUBSCRIPTIONS_PER_SOCKET,
            allowed_origins=surface.allowed_origins,
        )
        self._database = database
        self._surface = surface
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket for as long as the session behind it stands."""
        socket = WebSocket(scope, receive=receive, send=send)
        plain = await context_of(self._database, self._surface, socket)
        context = _SocketContext(
            self._database, plain.actor, plain.request_id, plain.language, plain.address, plain.session_token,
            plain.device_token,
        )  # fmt: skip
        async with AsyncExitStack() as watched:

            async def watch_session(session_id: UUID) -> None:
                await watched.enter_async_context(self._watch.over(socket, session_id))

            context.watch_session = watch_session
            if plain.actor.any_session_id is not None:
                await watch_session(plain.actor.any_session_id)
            await self.run(socket, context=context)

    async def on_ws_connect(self, context: Context) -> UnsetType | dict[str, object] | None:
        """Let a device in by the token of its `connection_init`. Raises `ConnectionRejectionError` for no device's."""
        assert isinstance(context, _SocketContext)
        authorization = context.connection_params.get("authorization")
        if authorization is not None:
            await sign_in_as_device(context, str(authorization))
            if context.actor.any_session_id is None or context.watch_session is None:
                raise ConnectionRejectionError
            await context.watch_session(context.actor.any_session_id)
        return await super().on_ws_connect(context)
