"""kill -9 of anything in the middle of casting or counting: what was acknowledged is there, and it is counted.

The servers are durable here, as in production, and every process is one of its own, as `gongjue up` runs them.
"""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.store.database import Database
from gongjue import migrate
from gongjue.embedded import EmbeddedServers, RunningProgram, embedded_servers
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.invariants import assert_invariants
from tests.people import Place, make_place
from tests.services.castings import OpenBallot, Voter, make_voter, open_ballot

VOTERS = 40
GIVEN_UP_AFTER = 90.0
CAST = """mutation Cast($input: CastBallotInput!) { castBallot(input: $input) {
  __typename ... on Receipt { id } ... on Problem { code } } }"""


@dataclass
class Process:
    """One of the product's processes, which can be killed and started again."""

    start: Callable[[], "subprocess.Popen[bytes]"]
    ready: Path
    running: "subprocess.Popen[bytes] | None" = None

    def run(self) -> None:
        """Starts it and waits until it is ready."""
        self.ready.unlink(missing_ok=True)
        self.running = self.start()
        while not self.ready.exists():
            assert self.running.poll() is None, "a process ended before it was ready"
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.running.wait(0.05)

    def kill(self) -> None:
        """kill -9."""
        assert self.running is not None
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()


@dataclass
class Stack:
    """The servers, and an API, a worker and a clock over them."""

    servers: EmbeddedServers
    settings: Settings
    address: str
    processes: dict[str, Process] = field(default_factory=dict)

    async def kill_and_restart(self, victim: str) -> None:
        """Kills one of them where it stands, and brings it back as a supervisor does."""
        if victim in self.processes:
            process = self.processes[victim]
            process.kill()
            await asyncio.sleep(0.2)
            await asyncio.to_thread(process.run)
            return
        server: RunningProgram = getattr(self.servers, victim)
        server.kill()
        # From the main thread: the kernel reports that thread's end to the servers.
        server.start()


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """A stack of processes of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="gongjue-kill-", ignore_cleanup_errors=True) as directory,
        embedded_servers(Path(directory) / "data", durable=True) as servers,
        socket.create_server(("127.0.0.1", 0), backlog=512) as listener,
    ):
        environment = {
            "GONGJUE_PROFILE": "test",
            "GONGJUE_DATABASE_URL": servers.database_url,
            "GONGJUE_REDIS_URL": servers.redis_url,
        }
        settings = settings_for(servers.database_url, servers.redis_url)
        migrate.run(settings)
        stack = Stack(servers, settings, f"http://127.0.0.1:{listener.getsockname()[1]}")
        inherited = listener.fileno()
        modules = {"api": ("serve", str(inherited)), "worker": ("work",), "clock": ("watch",)}
        log = (Path(directory) / "log").open("wb")
        for name, (module, *arguments) in modules.items():
            ready = Path(directory) / f"{name}.ready"
            argv = [sys.executable, "-m", f"gongjue.{module}", *arguments, str(ready)]

            def start(argv: list[str] = argv) -> "subprocess.Popen[bytes]":
                return subprocess.Popen(
                    argv, env={**os.environ, **environment}, pass_fds=(inherited,), stdout=log, stderr=log
                )

            stack.processes[name] = Process(start, ready)
        try:
            for process in stack.processes.values():
                process.run()
            yield stack
        finally:
            for process in stack.processes.values():
                if process.running is not None and process.running.poll() is None:
                    process.kill()
            log.close()


@contextlib.asynccontextmanager
async def opened(stack: Stack) -> Any:
    """The stack's database for the test itself, with connections that no kill has broken."""
    database = open_database(stack.settings, pool_size=4)
    try:
        yield database
    finally:
        await database.close()


@dataclass
class Acknowledged:
    """What voters were told: the receipts, and how many came after the deadline."""

    receipts: list[UUID] = field(default_factory=list)
    too_late: int = 0
    first: asyncio.Event = field(default_factory=asyncio.Event)


async def vote(client: httpx.AsyncClient, voter: Voter, ballot: OpenBallot, told: Acknowledged) -> None:
    """Cast as a browser does: the same key again until there is an answer."""
    choices = [
        {"matterId": str(matter), "optionIds": [str(option) for option in options]}
        for matter, options in ballot.picks()
    ]
    given = {"ballotId": str(ballot.id), "clientKey": str(uuid4()), "choices": choices}
    headers = {"Cookie": f"gongjue={voter.person.token}", "X-Gongjue": "test"}
    while True:
        try:
            request = {"query": CAST, "variables": {"input": given}}
            response = await client.post("/graphql", json=request, headers=headers)
            answer = response.json()["data"]["castBallot"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            await asyncio.sleep(0.1)
            continue
        if answer["__typename"] == "Receipt":
            told.receipts.append(UUID(answer["id"]))
            told.first.set()
        elif answer["__typename"] == "BallotClosed":
            told.too_late += 1
        elif answer["__typename"] == "NotSignedIn":
            raise AssertionError("a session was lost")
        else:
            raise AssertionError(answer)
        return


async def make_town(database: Database) -> tuple[Place, list[Voter]]:
    place = await make_place(database, units=VOTERS)
    return place, [await make_voter(database, place, [unit]) for unit in place.units]


async def published(stack: Stack, ballots: list[OpenBallot]) -> dict[UUID, int]:
    """Wait until all have a result; the heads that took part in each."""
    ids = [ballot.id for ballot in ballots]
    found: dict[UUID, int] = {}
    waited = 0.0
    while len(found) < len(ids):
        assert waited < GIVEN_UP_AFTER, "no result"
        await asyncio.sleep(0.25)
        waited += 0.25
        with contextlib.suppress(Exception):  # the database may be starting
            async with opened(stack) as database, database.glance() as session:
                rows = await session.execute(
                    text(
                        "SELECT ballot_id, (document -> 'participating' ->> 'heads')::int FROM results"
                        " WHERE ballot_id = ANY(:ids)"
                    ),
                    {"ids": ids},
                )
                found = {row[0]: row[1] for row in rows}
    return found


@pytest.mark.parametrize("victim", ["api", "worker", "clock", "valkey", "postgres"])
async def test_killed_while_castings_arrive_nothing_acknowledged_is_lost_or_uncounted(
    stack: Stack, victim: str
) -> None:
    async with opened(stack) as database:
        since = uuid7()
        place, voters = await make_town(database)
        ballot = await open_ballot(database, place, closes_in=timedelta(seconds=6))
    told = Acknowledged()
    limits = httpx.Limits(max_connections=16)
    async with httpx.AsyncClient(base_url=stack.address, timeout=15, limits=limits) as client:
        voting = [asyncio.create_task(vote(client, voter, ballot, told)) for voter in voters]
        await told.first.wait()
        await stack.kill_and_restart(victim)
        await asyncio.gather(*voting)

    heads = await published(stack, [ballot])

    async with opened(stack) as database:
        async with database.glance() as session:
            kept = await session.execute(text("SELECT id FROM submissions WHERE ballot_id = :b"), {"b": ballot.id})
            recorded = set(kept.scalars())
        await assert_invariants(database, since)
    assert told.receipts
    assert len(told.receipts) + told.too_late == VOTERS
    assert set(told.receipts) <= recorded
    assert heads == {ballot.id: len(recorded)}


@pytest.mark.parametrize("victim", ["worker", "clock", "valkey", "postgres"])
async def test_killed_while_ballots_close_and_are_counted_each_has_its_one_result(stack: Stack, victim: str) -> None:
    async with opened(stack) as database:
        since = uuid7()
        place = await make_place(database, units=2)
        voter = await make_voter(database, place, place.units)
        async with database.transaction(SYSTEM) as tx:
            closes_at = await tx.now() + timedelta(seconds=4)
        ballots = []
        for _ in range(12):
            async with database.transaction(SYSTEM) as tx:
                left = closes_at - await tx.now()
            ballots.append(await open_ballot(database, place, closes_in=left))
    told = Acknowledged()
    async with httpx.AsyncClient(base_url=stack.address, timeout=15) as client:
        await asyncio.gather(*(vote(client, voter, ballot, told) for ballot in ballots))
    async with opened(stack) as database, database.glance() as session:
        left = closes_at - (await session.execute(text("SELECT domain_now()"))).scalar_one()
    await asyncio.sleep(max(0.0, left.total_seconds()) + 0.3)
    for _ in range(2):
        await stack.kill_and_restart(victim)
        await asyncio.sleep(0.1)

    heads = await published(stack, ballots)

    async with opened(stack) as database:
        await assert_invariants(database, since)
    assert heads == {ballot.id: 1 for ballot in ballots}
    assert len(told.receipts) == len(ballots)
