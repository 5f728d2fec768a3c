"""A bridge against the API: by its token, never by a cookie, and cut off within five seconds of its revocation."""

import asyncio
import base64
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from websockets import exceptions
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

import schema.operations
from domain.rules.policy import SYSTEM
from domain.services import devices
from domain.services.devices import ChangeDevice
from domain.store.database import Database
from tests.ballots import make_open_ballot, settle
from tests.people import make_place, sign_in_owner
from tests.readers import Bridge, clerk_of, make_bridge, make_device, make_pad, new_sam_id, nonce_of, request, sign_in

OPERATIONS = (Path(schema.operations.__file__).parent / "bridge.graphql").read_text(encoding="utf-8")
CUT_OFF_WITHIN = 5.0


async def run(client: httpx.AsyncClient, name: str, token: str | None = None, **given: Any) -> dict[str, Any]:
    """One of the bridge's own operations."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = {"query": OPERATIONS, "operationName": name, "variables": {"input": given}}
    whole = (await client.post("/graphql", json=body, headers=headers)).json()
    assert "errors" not in whole, whole
    answer: dict[str, Any] = next(iter(whole["data"].values()))
    return answer


async def test_a_bridge_enrols_signs_in_and_serves_a_read(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    await settle(database, place)
    ballot = await make_open_ballot(database, place)
    issued = await make_device(database, place)
    bridge = Bridge(issued.device_id, Ed25519PrivateKey.generate(), new_sam_id())
    enrolled = await run(
        client, "EnrolDevice", code=issued.code, publicKey=bridge.public(), samId=bridge.sam_id, version="1.0"
    )
    assert (enrolled["deviceId"], enrolled["sealingKeyId"]) == (str(bridge.device_id), "x25519-2")

    challenge = await run(client, "ChallengeDevice", deviceId=str(bridge.device_id))
    signature = bridge.signature_of_challenge(challenge["nonce"])
    opened = await run(
        client, "OpenDeviceSession", deviceId=str(bridge.device_id), nonce=challenge["nonce"], signature=signature
    )
    assert (opened["lastSequence"], opened["sealingKey"]) == (0, enrolled["sealingKey"])
    token = opened["token"]
    counters = {"junk": 0, "bad": 0, "timeout": 0, "reopened": 0}
    health = await run(
        client, "ReportDeviceHealth", token, state="IDLE", samId=bridge.sam_id, counters=counters, version="1.0"
    )
    assert (health["state"], health["readerAccepted"]) == ("IDLE", True)

    pad = await make_pad(database, place, ballot.id, bridge=bridge)
    asked = await request(database, pad)
    progress = {"requestId": str(asked.request_id), "state": "WAITING_FOR_CARD"}
    assert (await run(client, "ReportCardProgress", token, **progress))["state"] == "WAITING_FOR_CARD"
    garbled = await run(
        client, "SubmitCardRead", token, requestId=str(asked.request_id), sequence=1, sealed="AAAA",
        signature="A" * 86 + "==",
    )  # fmt: skip
    assert garbled["__typename"] == "EnvelopeRefused"


async def test_without_a_token_or_with_a_persons_cookie_nothing_of_a_bridge_is_answered(
    database: Database, client: httpx.AsyncClient
) -> None:
    counters = {"junk": 0, "bad": 0, "timeout": 0, "reopened": 0}
    given = {"state": "IDLE", "counters": counters, "version": "1.0"}
    assert (await run(client, "ReportDeviceHealth", None, **given))["__typename"] == "NotSignedIn"
    assert (await run(client, "ReportDeviceHealth", "nobodys", **given))["__typename"] == "NotSignedIn"
    owner = await sign_in_owner(database)
    client.cookies.set("gongjue", owner.token)
    assert (await run(client, "ReportDeviceHealth", None, **given))["__typename"] == "NotFound"
    # Whoever shows a token is that device or nobody: the cookie beside it does not count.
    assert (await run(client, "ReportDeviceHealth", "nobodys", **given))["__typename"] == "NotSignedIn"


async def test_a_token_opens_no_way_round_the_rules_for_browsers(database: Database, client: httpx.AsyncClient) -> None:
    bridge = await make_bridge(database, await make_place(database))
    body = {"query": "{ me { id } }"}
    token = {"Authorization": f"Bearer {bridge.token}"}
    for headers, status in (
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, 200),
    ):
        assert (await client.post("/graphql", json=body, headers=headers | token)).status_code == status
    del client.headers["X-Gongjue"]
    assert (await client.post("/graphql", json=body, headers=token)).status_code == 403


@asynccontextmanager
async def device_socket(address: str, token: str | None) -> AsyncIterator[ClientConnection]:
    """A socket as the bridge opens it."""
    async with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")], ping_interval=None) as opened:
        payload = {"authorization": f"Bearer {token}"} if token else {}
        await opened.send(json.dumps({"type": "connection_init", "payload": payload}))
        yield opened


async def subscribe(opened: ClientConnection) -> None:
    assert json.loads(await opened.recv())["type"] == "connection_ack"
    payload = {"query": OPERATIONS, "operationName": "DeviceCommands"}
    await opened.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))


async def next_command(opened: ClientConnection) -> dict[str, Any]:
    message = json.loads(await asyncio.wait_for(opened.recv(), CUT_OFF_WITHIN))
    assert message["type"] == "next", message
    command: dict[str, Any] = message["payload"]["data"]["deviceCommands"]
    return command


async def closed_with(opened: ClientConnection) -> int:
    """The code of the close, whatever is still sent before."""
    async with asyncio.timeout(CUT_OFF_WITHIN):
        await opened.wait_closed()
    with pytest.raises(exceptions.ConnectionClosed) as closed:
        await _drained(opened)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def _drained(opened: ClientConnection) -> None:
    while True:
        await opened.recv()


async def test_commands_begin_with_the_present_state_and_follow_every_change(database: Database, address: str) -> None:
    place = await make_place(database, units=1)
    await settle(database, place)
    ballot = await make_open_ballot(database, place)
    bridge = await make_bridge(database, place)
    async with device_socket(address, bridge.token) as opened:
        await subscribe(opened)
        idle = await next_command(opened)
        assert idle["read"] is None
        pad = await make_pad(database, place, ballot.id, bridge=bridge)
        asked = await request(database, pad)
        told = await next_command(opened)
        assert told["seq"] > idle["seq"]
        assert told["read"]["requestId"] == str(asked.request_id)
        again = await request(database, pad)
        told = await next_command(opened)
        assert told["read"]["requestId"] == str(again.request_id)
        assert await nonce_of(database, again.request_id) == base64.b64decode(told["read"]["nonce"])


async def test_a_revoked_device_is_cut_off_within_five_seconds(
    database: Database, address: str, client: httpx.AsyncClient
) -> None:
    place = await make_place(database)
    bridge = await make_bridge(database, place)
    async with device_socket(address, bridge.token) as opened:
        await subscribe(opened)
        await next_command(opened)
        async with database.transaction(await clerk_of(database, place)) as tx:
            await devices.revoke_device(tx, ChangeDevice(bridge.device_id, "读卡器遗失"))
        assert await closed_with(opened) == 4401
    progress = {"requestId": str(bridge.device_id), "state": "READING"}
    assert (await run(client, "ReportCardProgress", bridge.token, **progress))["__typename"] == "NotSignedIn"


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE devices SET state = 'revoked' WHERE id = :device",
        "UPDATE device_sessions SET expires_at = clock_timestamp() WHERE device_id = :device",
    ],
)
async def test_what_ends_without_a_wake_closes_the_socket_too(database: Database, address: str, ending: str) -> None:
    bridge = await make_bridge(database, await make_place(database))
    async with device_socket(address, bridge.token) as opened:
        await subscribe(opened)
        await next_command(opened)
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text(ending), {"device": bridge.device_id})
        assert await closed_with(opened) in (1000, 4401)


async def test_a_new_session_closes_the_sockets_of_the_old(database: Database, address: str) -> None:
    bridge = await make_bridge(database, await make_place(database))
    async with device_socket(address, bridge.token) as opened:
        await subscribe(opened)
        await next_command(opened)
        await sign_in(database, bridge)
        assert await closed_with(opened) == 4401


async def test_a_socket_with_a_token_that_is_none_is_turned_away(database: Database, address: str) -> None:
    async with device_socket(address, secrets.token_urlsafe(32)) as opened:
        assert await closed_with(opened) == 4403


async def test_a_socket_without_a_token_watches_no_commands(database: Database, address: str) -> None:
    async with device_socket(address, None) as opened:
        await subscribe(opened)
        assert json.loads(await asyncio.wait_for(opened.recv(), CUT_OFF_WITHIN))["type"] == "complete"
