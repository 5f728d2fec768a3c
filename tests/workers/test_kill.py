"""kill -9 of anything in the middle of casting or counting: what was acknowledged is there, and it is counted.

The servers are durable here, as in production, and every process is one of its own, as `gongjue up` runs them.
"""

import asyncio
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.services.demo_clock import advance
from domain.store.database import Database
from gongjue import migrate
from gongjue.embedded import EmbeddedServers, RunningProgram, embedded_servers
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.invariants import assert_invariants
from tests.people import Place, make_place
from tests.services.castings import OpenBallot, Voter, make_co_owners, make_voter, open_ballot

ALONE, COUPLES = 40, 8
GIVEN_UP_AFTER = 90.0
CAST = """mutation Cast($input: CastBallotInput!) { castBallot(input: $input) {
  __typename ... on Receipt { id ballotId castAt heads area unitIds channel } ... on AlreadyVoted { byYourself }
  ... on Problem { code } } }"""


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
    town: "Town"
    processes: dict[str, Process] = field(default_factory=dict)
    told: dict[UUID, "Acknowledged"] = field(default_factory=dict)

    async def kill_and_restart(self, victim: str) -> None:
        """Kills one of them where it stands, or several, and brings them back as a supervisor does."""
        if victim not in ("valkey", "postgres"):
            together = [self.processes[name] for name in victim.split(" and ")]
            for process in together:
                process.kill()
            await asyncio.sleep(0.1)
            await asyncio.gather(*(asyncio.to_thread(process.run) for process in together))
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
        town = asyncio.run(make_town(settings))
        stack = Stack(servers, settings, f"http://127.0.0.1:{listener.getsockname()[1]}", town)
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
class Told:
    """What one voter sent, and the receipt that came back."""

    voter: Voter
    given: dict[str, Any]
    position: int
    receipt: dict[str, Any]


@dataclass
class Acknowledged:
    """What voters were told: the receipts, and how many came after their co-owner."""

    receipts: list[Told] = field(default_factory=list)
    partner_had_voted: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def answers(self) -> int:
        """How many have been answered."""
        return len(self.receipts) + self.partner_had_voted

    async def until(self, many: int) -> None:
        """Wait for so many answers."""
        while self.answers < many:
            self.changed.clear()
            await self.changed.wait()

    def sides(self) -> dict[str, int]:
        """How the result must come out in heads, by counting the receipts alone."""
        sides = Counter(("for", "against", "abstain")[one.position] for one in self.receipts)
        return {"participating": len(self.receipts), **{side: sides[side] for side in ("for", "against", "abstain")}}


def browsers(stack: Stack) -> httpx.AsyncClient:
    """Sixteen connections to the API."""
    return httpx.AsyncClient(base_url=stack.address, timeout=15, limits=httpx.Limits(max_connections=16))


async def ask(client: httpx.AsyncClient, voter: Voter, given: dict[str, Any]) -> dict[str, Any]:
    """Cast as a browser does: the same key again until there is an answer."""
    headers = {"Cookie": f"gongjue={voter.person.token}", "X-Gongjue": "test"}
    while True:
        try:
            request = {"query": CAST, "variables": {"input": given}}
            response = await client.post("/graphql", json=request, headers=headers)
            answer: dict[str, Any] = response.json()["data"]["castBallot"]
            return {**answer}
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            await asyncio.sleep(0.1)


async def vote(
    client: httpx.AsyncClient, voter: Voter, ballot: OpenBallot, position: int, told: Acknowledged, after: float = 0.0
) -> None:
    """Cast the option at `position` after a while, and write down what was told."""
    await asyncio.sleep(after)
    choices = [
        {"matterId": str(matter), "optionIds": [str(option) for option in options]}
        for matter, options in ballot.picks(position)
    ]
    given = {"ballotId": str(ballot.id), "clientKey": str(uuid4()), "choices": choices}
    answer = await ask(client, voter, given)
    if answer["__typename"] == "Receipt":
        told.receipts.append(Told(voter, given, position, answer))
    elif answer["__typename"] == "AlreadyVoted":
        assert not answer["byYourself"], "the voter's own key must give the first answer"
        told.partner_had_voted += 1
    else:
        raise AssertionError(answer)
    told.changed.set()


async def ask_again(client: httpx.AsyncClient, told: Told) -> None:
    """The same key gives the first answer, even when the ballot is counted by now."""
    assert await ask(client, told.voter, told.given) == told.receipt


async def everything_is_there_as_it_was_told(database: Database, ballot: OpenBallot, told: Acknowledged) -> None:
    """Each receipt names a submission of its content; there is no submission that nobody was told of."""
    async with database.glance() as session:
        rows = await session.execute(
            text(
                "SELECT s.id, s.client_key, s.cast_at, s.heads, s.choices, s.account_id,"
                " ARRAY(SELECT unit_id FROM castings c WHERE c.submission_id = s.id ORDER BY 1)"
                " FROM submissions s WHERE s.ballot_id = :b"
            ),
            {"b": ballot.id},
        )
        recorded = {str(row[0]): tuple(row[1:]) for row in rows}
    assert recorded == {
        one.receipt["id"]: (
            UUID(one.given["clientKey"]),
            datetime.fromisoformat(one.receipt["castAt"]),
            one.receipt["heads"],
            [one.position + 1],
            one.voter.person.account_id,
            sorted(map(UUID, one.receipt["unitIds"])),
        )
        for one in told.receipts
    }


@dataclass
class Town:
    """An estate and its voters, the last of them couples who own together."""

    place: Place
    voters: list[Voter]


async def make_town(settings: Settings) -> Town:
    database = open_database(settings, pool_size=4)
    place = await make_place(database, units=ALONE + COUPLES)
    voters = [await make_voter(database, place, [unit]) for unit in place.units[:ALONE]]
    for unit in place.units[ALONE:]:
        couple, _ = await make_co_owners(database, place, [unit])
        voters += couple
    await database.close()
    return Town(place, voters)


async def some_are_closed(stack: Stack) -> None:
    """Wait for the middle of the work: some ballot is closed, and perhaps not yet counted."""
    async with opened(stack) as database:
        latest = max(stack.told)
        state = "open"
        while state == "open":
            await asyncio.sleep(0.01)
            async with database.glance() as session:
                found = await session.execute(text("SELECT state FROM ballots WHERE id = :id"), {"id": latest})
                state = found.scalar_one()


async def published(stack: Stack) -> dict[UUID, dict[str, int]]:
    """Wait until all have a result; the heads on each side of the only matter."""
    ids = list(stack.told)
    found: dict[UUID, dict[str, int]] = {}
    waited = 0.0
    while len(found) < len(ids):
        assert waited < GIVEN_UP_AFTER, "no result"
        await asyncio.sleep(0.25)
        waited += 0.25
        with contextlib.suppress(Exception):  # the database may be starting
            async with opened(stack) as database, database.glance() as session:
                rows = await session.execute(
                    text("SELECT ballot_id, document #> '{matters,0,heads}' FROM results WHERE ballot_id = ANY(:ids)"),
                    {"ids": ids},
                )
                names = ("participating", "for", "against", "abstain")
                found = {row[0]: {name: row[1][name] for name in names} for row in rows}
    return found


@pytest.mark.parametrize("victim", ["api", "worker and clock", "valkey", "postgres"])
async def test_killed_while_castings_arrive_nothing_acknowledged_is_lost(stack: Stack, victim: str) -> None:
    since, voters = uuid7(), stack.town.voters
    async with opened(stack) as database:
        ballot = await open_ballot(database, stack.town.place)
    told = stack.told[ballot.id] = Acknowledged()
    async with browsers(stack) as client:
        voting = [
            asyncio.create_task(vote(client, voter, ballot, number % 3, told, after=random.random()))
            for number, voter in enumerate(voters)
        ]
        for many in (1, len(voters) // 2):
            await told.until(many)
            await stack.kill_and_restart(victim)
        await asyncio.gather(*voting)
        await asyncio.gather(*(ask_again(client, one) for one in told.receipts))

    async with opened(stack) as database:
        await everything_is_there_as_it_was_told(database, ballot, told)
        await assert_invariants(database, since)
    assert (len(told.receipts), told.partner_had_voted) == (ALONE + COUPLES, COUPLES)


@pytest.mark.parametrize("victims", [["worker and clock", "worker and clock"], ["valkey", "api", "postgres"]])
async def test_killed_while_ballots_close_and_are_counted_each_has_its_one_result(
    stack: Stack, victims: list[str]
) -> None:
    """Among them the ballots of the castings above, whose deadline comes at the same moment."""
    since, voters = uuid7(), stack.town.voters[:5]
    async with opened(stack) as database, browsers(stack) as client:
        for _ in range(20):
            ballot = await open_ballot(database, stack.town.place)
            told = stack.told[ballot.id] = Acknowledged()
            await asyncio.gather(*(vote(client, voter, ballot, at % 3, told) for at, voter in enumerate(voters)))
        async with database.transaction(SYSTEM) as tx:
            await advance(tx, timedelta(days=31))
    await some_are_closed(stack)
    for victim in victims:
        await stack.kill_and_restart(victim)
        await asyncio.sleep(0.1)

    results = await published(stack)

    async with opened(stack) as database:
        await assert_invariants(database, since)
    assert results == {ballot: each.sides() for ballot, each in stack.told.items()}
