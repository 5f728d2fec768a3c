"""A thousand people who watch: raw WebSockets in one process, each noting when it saw how many units were cast.

It takes a `Watching` as JSON on its input. It prints one line when all have their first state, and works until all have
seen the last casting; then it prints a list per subscriber: the instants and the units cast, as they were seen.
"""

import asyncio
import base64
import json
import os
import re
import struct
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import cast

import uvloop

from bench.population import token_of

WHOLE = """subscription($id: UUID!) { participation(ballotId: $id) {
  state whole { units heads area castUnits castHeads castArea } } }"""
WITH_BUILDINGS = """subscription($id: UUID!) { participation(ballotId: $id) {
  state whole { units heads area castUnits castHeads castArea }
  buildings { buildingId building turnout { units castUnits } } } }"""
LONGEST_SECONDS = 120
CAST_UNITS = re.compile(rb'"castUnits": ?(\d+)')


@dataclass(frozen=True)
class Watching:
    """Who watches what: the owners of the units from `first` on, one socket each."""

    port: int
    origin: str
    first: int
    subscribers: int
    ballot: str
    document: str
    until: int
    """How many units are cast in the end."""


class Progress:
    """How many subscribers have begun, and how many are at the end."""

    def __init__(self, subscribers: int) -> None:
        self.beginning = self.ending = subscribers
        self.begun, self.ended = asyncio.Event(), asyncio.Event()

    def start(self) -> None:
        """One more has its first state."""
        self.beginning -= 1
        if not self.beginning:
            self.begun.set()

    def end(self) -> None:
        """One more has seen the last casting."""
        self.ending -= 1
        if not self.ending:
            self.ended.set()


class Subscriber(asyncio.Protocol):
    """One socket with one subscription."""

    def __init__(self, watching: Watching, serial: int, progress: "Progress") -> None:
        self.watching = watching
        self.serial = serial
        self.progress = progress
        self.received = b""
        self.upgraded = False
        self.seen: list[tuple[float, int]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the upgrade."""
        self.transport = cast(asyncio.Transport, transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self.transport.write(
            (
                f"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:{self.watching.port}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Protocol: graphql-transport-ws\r\nOrigin: {self.watching.origin}\r\n"
                f"Cookie: gongjue={token_of(self.serial)}\r\n\r\n"
            ).encode()
        )

    def send(self, opcode: int, payload: bytes) -> None:
        """Sends one frame, masked with zeros as a client's must be."""
        length = len(payload)
        head = bytes([0x80 | opcode, 0x80 | length]) if length < 126 else (
            bytes([0x80 | opcode, 0x80 | 126]) + struct.pack(">H", length)
        )  # fmt: skip
        self.transport.write(head + b"\0\0\0\0" + payload)

    def data_received(self, data: bytes) -> None:
        """Reads the upgrade's answer, then frames."""
        now = time.time()
        self.received += data
        if not self.upgraded:
            head, found, rest = self.received.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head:
                raise RuntimeError(head.decode())
            self.upgraded, self.received = True, rest
            self.send(1, b'{"type":"connection_init"}')
        while (frame := self._frame()) is not None:
            self._take(*frame, now)

    def _frame(self) -> tuple[int, bytes] | None:
        if len(self.received) < 2:
            return None
        length, start = self.received[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(self.received[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(self.received[2:10], "big"), 10
        if len(self.received) < start + length:
            return None
        opcode, payload = self.received[0] & 0x0F, self.received[start : start + length]
        self.received = self.received[start + length :]
        return opcode, payload

    def _take(self, opcode: int, payload: bytes, now: float) -> None:
        if opcode == 9:
            self.send(10, payload)
        elif opcode == 8:
            raise RuntimeError(f"a socket was closed: {payload[2:].decode()}")
        elif b'"connection_ack"' in payload:
            variables = {"id": self.watching.ballot}
            subscribe = {"query": self.watching.document, "variables": variables}
            self.send(1, json.dumps({"id": "1", "type": "subscribe", "payload": subscribe}).encode())
        elif found := CAST_UNITS.search(payload):
            if not self.seen:
                self.progress.start()
            self.seen.append((now, int(found[1])))
            if self.seen[-1][1] == self.watching.until:
                self.progress.end()
        else:
            raise RuntimeError(payload.decode())


async def watch(watching: Watching) -> None:
    """Connect all, say so, and work until all have seen everything."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_fail)
    progress = Progress(watching.subscribers)
    subscribers = []
    for number in range(watching.subscribers):
        subscriber = Subscriber(watching, watching.first + number, progress)
        await loop.create_connection(partial(_itself, subscriber), "127.0.0.1", watching.port)
        subscribers.append(subscriber)
        if number % 50 == 49:
            await asyncio.sleep(0.05)
    await progress.begun.wait()
    print("started", flush=True)
    await asyncio.wait_for(progress.ended.wait(), LONGEST_SECONDS)
    print(json.dumps([one.seen for one in subscribers]))


def _itself(subscriber: Subscriber) -> Subscriber:
    return subscriber


def _fail(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    print(context, file=sys.stderr, flush=True)
    os._exit(1)


if __name__ == "__main__":
    given = Watching(**json.loads(sys.stdin.readline()))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(watch(given))
