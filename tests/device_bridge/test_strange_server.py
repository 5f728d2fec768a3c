"""A server that says what no server should: the bridge goes on, and serves when the server is well again."""

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from device_bridge.health import Health
from device_bridge.identity import Identity
from device_bridge.posting import Server
from device_bridge.requests import Demand
from device_bridge.uplink import LARGEST_MESSAGE, Uplink
from tests.api.test_session_sockets import AnnouncingServer
from tests.device_bridge.desks import QUICK, until

KEY = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
DEVICE = "01970000-0000-7000-8000-000000000001"
NONCE = base64.b64encode(bytes(32)).decode()
READ = {"requestId": "01970000-0000-7000-8000-000000000002", "nonce": NONCE, "expiresAt": "2026-01-01T00:00:00Z"}
WELL: dict[str, Any] = {
    "ChallengeDevice": {"__typename": "DeviceChallenge", "nonce": NONCE, "expiresAt": ""},
    "OpenDeviceSession": {
        "__typename": "DeviceSessionOpened", "token": "t", "expiresAt": "", "lastSequence": 7, "sealingKey": KEY,
        "sealingKeyId": "x",
    },
    "ReportDeviceHealth": {"__typename": "DeviceHealth", "state": "IDLE", "readerAccepted": True},
}  # fmt: skip


def asked(read: dict[str, str] | None) -> str:
    """What the server asks for, as it travels."""
    return json.dumps({"type": "next", "id": "commands", "payload": {"data": {"deviceCommands": {"read": read}}}})


@dataclass
class Strange:
    """What the server says, first of all things that are wrong."""

    answers: list[tuple[str, Any]] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    async def post(self, request: Request) -> Response:
        name = (await request.json())["operationName"]
        if self.answers and self.answers[0][0] == name:
            return JSONResponse(self.answers.pop(0)[1])
        return JSONResponse({"data": {"answer": WELL[name]}})

    async def socket(self, socket: WebSocket) -> None:
        await socket.accept("graphql-transport-ws")
        with contextlib.suppress(WebSocketDisconnect):
            await socket.receive_text()
            await socket.send_text('{"type": "connection_ack"}')
            await socket.receive_text()
            await socket.send_text(self.messages.pop(0) if self.messages else asked(READ))
            await socket.receive_text()


@contextlib.asynccontextmanager
async def bridge_at(strange: Strange) -> AsyncIterator[tuple[Demand, "asyncio.Task[None]"]]:
    """A bridge without a reader at this server."""
    routes = [Route("/graphql", strange.post, methods=["POST"]), WebSocketRoute("/graphql", strange.socket)]
    server = AnnouncingServer(uvicorn.Config(Starlette(routes=routes), port=0, ws="websockets-sansio", log_config=None))
    serving = asyncio.create_task(server.serve())
    await server.answering.wait()
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    identity = Identity(Server.at(address), address, DEVICE, Ed25519PrivateKey.generate())
    demand = Demand()
    running = asyncio.create_task(Uplink(identity, demand, Health(), QUICK, Random(1)).run())
    try:
        yield demand, running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        server.should_exit = True
        await serving


@pytest.mark.parametrize(
    "message",
    [
        "no JSON", "[]", "{}", '{"type": "error", "id": "commands"}', '{"type": "complete", "id": "commands"}',
        '{"type": "next", "payload": {"data": null}}',
        '{"type": "next", "payload": {"data": {"deviceCommands": null}}}',
        asked({**READ, "nonce": "?"}), asked({"requestId": "1"}), "x" * (LARGEST_MESSAGE + 1),
    ],
    ids=["no JSON", "list", "empty", "error", "complete", "no data", "no command", "nonce", "no nonce", "too long"],
)  # fmt: skip
async def test_a_message_that_is_none_costs_a_connection_and_no_more(message: str) -> None:
    async with bridge_at(Strange(messages=[message])) as (demand, running):
        await until(lambda: demand.current is not None)
        assert not running.done()


@pytest.mark.parametrize(
    "answer",
    [
        ("ChallengeDevice", {"data": {"answer": {"__typename": "DeviceChallenge"}}}),
        ("ChallengeDevice", {"data": {"answer": {"__typename": "TooManyAttempts", "code": "TOO_MANY_ATTEMPTS"}}}),
        ("ChallengeDevice", {"data": {}}),
        ("ChallengeDevice", {"data": {"answer": None}}),
        ("OpenDeviceSession", {"data": {"answer": {**WELL["OpenDeviceSession"], "sealingKey": "AAAA"}}}),
        ("OpenDeviceSession", {"data": {"answer": {**WELL["OpenDeviceSession"], "lastSequence": None}}}),
        ("OpenDeviceSession", {"errors": [{"message": "internal error"}]}),
        ("ReportDeviceHealth", {"data": {"answer": {"__typename": "NotSignedIn", "code": "NOT_SIGNED_IN"}}}),
        ("ReportDeviceHealth", {"data": {}}),
    ],
)
async def test_an_answer_that_is_none_costs_a_try_and_no_more(answer: tuple[str, Any]) -> None:
    async with bridge_at(Strange(answers=[answer])) as (demand, running):
        await until(lambda: demand.current is not None)
        assert not running.done()


async def test_a_server_that_is_away_is_tried_ever_more_rarely() -> None:
    tries = 0

    async def turn_away(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal tries
        tries += 1
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    away = await asyncio.start_server(turn_away, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{away.sockets[0].getsockname()[1]}"
    identity = Identity(Server.at(address), address, DEVICE, Ed25519PrivateKey.generate())
    running = asyncio.create_task(Uplink(identity, Demand(), Health(), QUICK, Random(1)).run())
    await asyncio.sleep(3)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    away.close()
    # 0.125 s, 0.25 s, 0.5 s …: without growing it would be a dozen and more.
    assert 2 <= tries <= 8
