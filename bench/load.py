"""The load generator: a process of its own on raw sockets, its requests made before the clock starts.

It takes a `CastingLoad` as JSON on its input and prints a `LoadAnswer` as JSON: each caller casts once.
"""

import asyncio
import gc
import json
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import cast
from uuid import uuid4

import uvloop

from bench.installation import ROOT, Installation
from bench.population import Poll, token_of

DOCUMENT = """mutation CastBallot($input: CastBallotInput!) {
  castBallot(input: $input) {
    __typename
    ... on Receipt { id castAt heads area unitIds }
    ... on Problem { code message }
    ... on ChoicesNotValid { faults { path message } }
  }
}"""
# Callers are taken in an order that jumps about the whole roll, as owners do.
STRIDE = 7919
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class CastingLoad:
    """`count` castings by the callers number `begin` and following of `callers` (unit serials from `first` on)."""

    port: int
    connections: int
    first: int
    callers: int
    begin: int
    count: int
    estate_units: int
    matters: int
    per_second: float | None = None
    """How many to send each second; None sends as fast as the answers come."""


@dataclass(frozen=True)
class LoadAnswer:
    """What came of it: milliseconds by request, how long all took, and the answers by type."""

    seconds: float
    milliseconds: list[float]
    answers: dict[str, int]
    processor_seconds: float

    @property
    def receipts(self) -> int:
        """How many castings were acknowledged."""
        return self.answers.get("Receipt", 0)

    @property
    def per_second(self) -> float:
        """Castings acknowledged in a second."""
        return self.receipts / self.seconds


def serial_of(load: CastingLoad, number: int) -> int:
    """The unit of the caller of this number."""
    return load.first + number * STRIDE % load.callers


def requests_of(load: CastingLoad) -> Iterator[bytes]:
    """The whole HTTP requests, head and body."""
    poll = Poll(range(0), load.matters)
    for number in range(load.begin, load.begin + load.count):
        serial = serial_of(load, number)
        estate = serial // load.estate_units
        choices = [
            {
                "matterId": str(poll.matter(estate, position)),
                "optionIds": [str(poll.option(estate, position, (serial >> position) % 3))],
            }
            for position in range(load.matters)
        ]
        given = {"ballotId": str(poll.ballot(estate)), "clientKey": str(uuid4()), "choices": choices}
        body = json.dumps({"query": DOCUMENT, "variables": {"input": given}}).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{load.port}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nAccept-Language: zh-CN\r\nX-Gongjue: bench\r\n"
            f"Cookie: gongjue={token_of(serial)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


class Connection(asyncio.Protocol):
    """One keep-alive connection: sends the next request when the last one is answered."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.sent = 0.0
        self.answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Waits until all are connected."""
        self.transport = cast(asyncio.Transport, transport)
        self.run.idle.append(self)
        if len(self.run.idle) == self.run.connections:
            self.run.connected.set()

    def send(self, request: bytes) -> None:
        """Sends one request."""
        self.sent = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Reads one whole answer."""
        self.answer += data
        head = self.answer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self.answer.lower().find(b"content-length:", 0, head)
        length = int(self.answer[at + 15 : self.answer.find(b"\r\n", at)])
        if len(self.answer) < head + 4 + length:
            return
        answer, self.answer = self.answer[head + 4 :], b""
        self.run.answered(self, answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection that is lost under way is an answer too."""
        self.run.lost()


class Run:
    """One run of a load."""

    def __init__(self, load: CastingLoad) -> None:
        self.load = load
        self.connections = load.connections
        self.waiting = deque(requests_of(load))
        self.milliseconds: list[float] = []
        self.answers: Counter[str] = Counter()
        self.idle: deque[Connection] = deque()
        self.connected = asyncio.Event()
        self.done = asyncio.Event()
        self.over = False

    async def __call__(self) -> LoadAnswer:
        loop = asyncio.get_running_loop()
        for _ in range(self.connections):
            await loop.create_connection(lambda: Connection(self), "127.0.0.1", self.load.port)
        await self.connected.wait()
        gc.collect()
        gc.disable()
        began, processor = time.perf_counter(), time.process_time()
        if self.load.per_second is None:
            while self.idle and self.waiting:
                self.idle.popleft().send(self.waiting.popleft())
        else:
            await self._pace(self.load.per_second)
        await self.done.wait()
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
        self.over = True
        return LoadAnswer(seconds, self.milliseconds, dict(self.answers), processor)

    async def _pace(self, per_second: float) -> None:
        """Open loop: a request that finds no free connection waits, and its wait is not hidden by a slower pace."""
        began, sent = time.perf_counter(), 0
        while self.waiting:
            due = min(int((time.perf_counter() - began) * per_second) + 1, self.load.count)
            while sent < due and self.idle:
                self.idle.popleft().send(self.waiting.popleft())
                sent += 1
            await asyncio.sleep(0.001)

    def answered(self, connection: Connection, answer: bytes) -> None:
        """Counts an answer by its type, and sends the connection's next request."""
        self.milliseconds.append((time.perf_counter() - connection.sent) * 1000)
        if b'"__typename":"Receipt"' in answer:
            self.answers["Receipt"] += 1
        else:
            self.answers[answer[:200].decode(errors="replace")] += 1
        if self.load.per_second is None and self.waiting:
            connection.send(self.waiting.popleft())
        else:
            self.idle.append(connection)
        if len(self.milliseconds) == self.load.count:
            self.done.set()

    def lost(self) -> None:
        """Ends the run when a connection is lost before its end."""
        if not self.over:
            self.answers["connection lost"] += 1
            self.done.set()


def cast_by_load(installation: Installation, load: CastingLoad) -> LoadAnswer:
    """Run the load in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(asdict(load)).encode(), stdout=subprocess.PIPE,
        env=installation.environment, cwd=ROOT, check=True, timeout=LONGEST_SECONDS,
    )  # fmt: skip
    return LoadAnswer(**json.loads(done.stdout))


if __name__ == "__main__":
    given = CastingLoad(**json.load(sys.stdin))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(asdict(runner.run(Run(given)()))))
