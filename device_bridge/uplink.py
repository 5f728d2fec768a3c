"""The bridge's side of the server: signs in by its key, hears what is asked, tells how it goes, hands reads in.

The subscription carries the present state and not steps towards it: whatever was missed while the link was down is in
the first answer after it. Without a link nothing is read. A read that has happened is kept, sealed, in memory until its
request is over, and is handed in again as the same bytes until the server has answered.
"""

import asyncio
import base64
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random, SystemRandom
from time import monotonic
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from device_bridge import __version__
from device_bridge.conversation import ReadFault
from device_bridge.envelope import Binding, seal, sign_read, sign_session
from device_bridge.health import Health
from device_bridge.identity import Identity
from device_bridge.operations import request as operation_request
from device_bridge.posting import LinkLost, post
from device_bridge.reader import Progress, Read
from device_bridge.requests import Demand, ReadRequest
from device_bridge.timing import Pause, Timing

PROTOCOL = Subprotocol("graphql-transport-ws")
LARGEST_MESSAGE = 65536
_log = logging.getLogger("device_bridge")


class Denied(Exception):
    """The server does not accept this device."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the server gave when the device signed in."""

    token: str = field(repr=False)
    sealing_key: X25519PublicKey


class Uplink:
    """Everything that goes to and comes from the server. `run` keeps it going until it is cancelled."""

    def __init__(
        self, identity: Identity, demand: Demand, health: Health, timing: Timing, chance: Random | None = None
    ) -> None:
        self._identity = identity
        self._demand = demand
        self._health = health
        self._timing = timing
        self._pause = Pause(timing, chance or SystemRandom())
        self._session: Session | None = None
        self._signed_in = asyncio.Event()
        self._sequence = 0
        self._progress: dict[str, object] | None = None
        self._progress_news = asyncio.Event()
        self._submission: asyncio.Task[None] | None = None
        self.listening = False
        """Whether the server's wishes are heard now."""

    async def run(self) -> None:
        """Signs in, serves, and does so again whenever that ends."""
        try:
            async with asyncio.TaskGroup() as working:
                working.create_task(self._tell_progress())
                working.create_task(self._tell_health())
                working.create_task(self._keep_serving())
        finally:
            if self._submission is not None:
                self._submission.cancel()
                await asyncio.wait([self._submission])

    async def _keep_serving(self) -> None:
        while True:
            began = monotonic()
            try:
                await self._serve()
                continue
            except Denied as denied:
                if not self._health.denied:
                    _log.warning("the server does not accept this device (%s)", denied)
                self._health.denied = True
            except LinkLost as lost:
                _log.info("server not reached: %s", lost)
            self._signed_in.clear()
            self._demand.ask(None)
            if monotonic() - began >= self._timing.healthy_after:
                self._pause.begin_anew()
            await asyncio.sleep(self._timing.pause_most if self._health.denied else self._pause.next())

    async def _serve(self) -> None:
        """One session, renewed before it ends. Raises `LinkLost` and `Denied`."""
        try:
            await self._sign_in()
        except (KeyError, TypeError, ValueError) as error:
            raise LinkLost(f"no session in the answer ({type(error).__name__})") from None
        try:
            async with asyncio.timeout(self._timing.session):
                await self._listen()
        except TimeoutError:
            _log.debug("session renewed")
        finally:
            self.listening = False

    async def _sign_in(self) -> None:
        device_id = self._identity.device_id
        challenge = await self._ask("ChallengeDevice", {"deviceId": device_id}, None)
        if challenge["__typename"] != "DeviceChallenge":
            raise LinkLost(str(challenge["code"]))
        nonce = base64.b64decode(challenge["nonce"])
        signature = base64.b64encode(sign_session(self._identity.private_key, device_id, nonce)).decode()
        answer = {"deviceId": device_id, "nonce": challenge["nonce"], "signature": signature}
        opened = await self._ask("OpenDeviceSession", answer, None)
        if opened["__typename"] != "DeviceSessionOpened":
            raise Denied(str(opened["code"]))
        sealing_key = X25519PublicKey.from_public_bytes(base64.b64decode(opened["sealingKey"]))
        self._session = Session(str(opened["token"]), sealing_key)
        self._sequence = max(self._sequence, int(opened["lastSequence"]))
        self._health.denied = False
        self._signed_in.set()
        self._health.changed.set()

    async def _ask(self, operation: str, given: Mapping[str, object], token: str | None) -> dict[str, Any]:
        body = operation_request(operation, {"input": given})
        data = await post(self._identity.server, body, token, self._timing.answered_within)
        answer = next(iter(data.values()), None)
        if not isinstance(answer, dict) or "__typename" not in answer:
            raise LinkLost("no outcome in the answer")
        return answer

    async def _ask_as_device(self, operation: str, given: Mapping[str, object]) -> dict[str, Any]:
        """The answer to a request with the session's token. Raises `LinkLost`, also where the session has ended."""
        await self._signed_in.wait()
        assert self._session is not None
        answer = await self._ask(operation, given, self._session.token)
        if answer["__typename"] == "NotSignedIn":
            raise LinkLost("not signed in")
        return answer

    async def _listen(self) -> None:
        """Takes what the server asks for, as long as the socket stands. Raises `LinkLost`."""
        assert self._session is not None
        try:
            async with connect(
                self._identity.server.socket_address, subprotocols=[PROTOCOL], proxy=None,
                open_timeout=self._timing.answered_within, close_timeout=1, ping_interval=self._timing.link_check,
                ping_timeout=self._timing.link_check, max_size=LARGEST_MESSAGE,
            ) as socket:  # fmt: skip
                await self._hear(socket, self._session.token)
        except ConnectionClosed as closed:
            raise LinkLost(f"socket closed, {closed.rcvd.code if closed.rcvd else 'without a word'}") from None
        except (WebSocketException, OSError, ValueError, KeyError, TypeError) as error:
            raise LinkLost(type(error).__name__) from None
        raise LinkLost("socket closed")

    async def _hear(self, socket: ClientConnection, token: str) -> None:
        try:
            await self._subscribe(socket, token)
            async for message in socket:
                await self._take(socket, json.loads(message))
        except asyncio.CancelledError:
            # Going on purpose is no error, and the server should not read of one.
            await socket.close()
            raise

    async def _subscribe(self, socket: ClientConnection, token: str) -> None:
        await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}))
        async with asyncio.timeout(self._timing.answered_within):
            while json.loads(await socket.recv())["type"] != "connection_ack":
                pass
        payload = operation_request("DeviceCommands")
        await socket.send(json.dumps({"id": "commands", "type": "subscribe", "payload": payload}))

    async def _take(self, socket: ClientConnection, message: Mapping[str, Any]) -> None:
        match message["type"]:
            case "ping":
                await socket.send(json.dumps({"type": "pong"}))
            case "next":
                self.listening = True
                self._demand.ask(self._request(message["payload"]["data"]["deviceCommands"]["read"]))
            case "error" | "complete":
                raise LinkLost("the server ended the subscription")

    def _request(self, read: Mapping[str, Any] | None) -> ReadRequest | None:
        """The server's request. How long it lasts is counted here, for the two clocks may differ."""
        if read is None:
            return None
        return ReadRequest(read["requestId"], base64.b64decode(read["nonce"]), monotonic() + self._timing.request_lasts)

    def progressed(self, request: ReadRequest, progress: Progress, fault: ReadFault | None = None) -> None:
        """Tells how a request stands; of several that wait to be told the last is enough."""
        self._progress = {"requestId": request.id, "state": progress.name, "reason": fault.name if fault else None}
        self._progress_news.set()

    async def _tell_progress(self) -> None:
        while True:
            await self._progress_news.wait()
            self._progress_news.clear()
            told = self._progress
            if told is None:
                continue
            try:
                await self._ask_as_device("ReportCardProgress", told)
            except LinkLost:
                # The link's own loop waits before the next try; what was told meanwhile goes first.
                await asyncio.sleep(self._timing.pause_first)
                if self._progress is told and self._demand.current is not None:
                    self._progress_news.set()

    async def _tell_health(self) -> None:
        accepted = True
        while True:
            self._health.changed.clear()
            sam_id = self._health.sam_id
            report = {
                "state": self._health.state.name,
                "samId": sam_id,
                "counters": self._health.counters.told(),
                "version": __version__,
            }
            try:
                answer = await self._ask_as_device("ReportDeviceHealth", report)
                if answer.get("readerAccepted", True) is not accepted:
                    accepted = not accepted
                    _log.warning("the server %s this reader", "accepts" if accepted else "does not accept")
                if sam_id is not None:
                    self._health.judge(sam_id, accepted)
            except LinkLost:
                await asyncio.sleep(self._timing.pause_first)
                self._health.changed.set()
            await self._next_report()

    async def _next_report(self) -> None:
        try:
            async with asyncio.timeout(self._timing.health):
                await self._health.changed.wait()
        except TimeoutError:
            return

    async def deliver(self, read: Read) -> None:
        """Hands a read in; returns when the server has answered or its request is over.

        What is handed in goes on when whoever waits for it is cancelled; a newer read ends it, for then its request
        is over.
        """
        if self._session is None:
            return
        if self._submission is not None:
            self._submission.cancel()
        binding = Binding(self._identity.device_id, read.request.id, read.request.nonce)
        self._sequence += 1
        sealed = seal(content_of(read), self._session.sealing_key, binding)
        signature = sign_read(self._identity.private_key, binding, self._sequence, sealed)
        given = {
            "requestId": read.request.id,
            "sequence": self._sequence,
            "sealed": base64.b64encode(sealed).decode(),
            "signature": base64.b64encode(signature).decode(),
        }
        self._submission = asyncio.create_task(self._submit(read.request, given))
        await asyncio.wait([self._submission])

    async def _submit(self, request: ReadRequest, given: Mapping[str, object]) -> None:
        try:
            async with asyncio.timeout(max(request.ends - monotonic(), 0)):
                while True:
                    try:
                        answer = await self._ask_as_device("SubmitCardRead", given)
                    except LinkLost as lost:
                        _log.info("read not handed in yet: %s", lost)
                        await asyncio.sleep(self._timing.pause_first)
                        continue
                    _log.info("read handed in: %s", answer.get("state") or answer.get("code"))
                    return
        except TimeoutError:
            _log.info("read not handed in: its request is over")


def content_of(read: Read) -> dict[str, object]:
    """What leaves the bridge of a card; photo, address, nation and issuer are not even known here."""
    card = read.card
    return {
        "kind": card.kind.value,
        "number": card.number,
        "name": card.name or card.name_en,
        "validTo": card.valid_to.isoformat() if card.valid_to else None,
        "samId": read.sam_id,
        "attempts": read.attempts,
        "findMisses": read.find_misses,
        "timings": list(read.timings),
    }
