"""Turnout is watched live and never says what was chosen; what may not be seen is not there."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import text
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.services.castings import cast
from domain.services.participation import participation_feed
from domain.store.database import Database
from gongjue.settings import Settings
from gongjue.wiring import api
from tests.api.asking import ask
from tests.api.test_session_sockets import AnnouncingServer, open_socket
from tests.people import make_place, sign_in_staff
from tests.services.castings import close, make_voter, open_ballot

PARTICIPATION = """query Turnout($ballot: UUID!) { participation(ballotId: $ballot) {
  state whole { units heads area castUnits castHeads castArea padUnits } buildings { building turnout { units } } } }"""
UNITS = """query Units($ballot: UUID!) { unitParticipation(ballotId: $ballot, first: 50) {
  totalCount nodes { room area voted } } }"""
DOORS = """query Doors($ballot: UUID!, $search: String, $first: Int!, $after: String) {
  unitParticipation(ballotId: $ballot, search: $search, first: $first, after: $after) {
    totalCount nodes { entrance room } pageInfo { hasNextPage endCursor } } }"""
WATCH = """subscription Watch($ballot: UUID!) { participation(ballotId: $ballot) { whole { castHeads castArea } } }"""
WATCH_SOME = """subscription Some($ballot: UUID!, $heads: Boolean!) { participation(ballotId: $ballot) {
  whole { castHeads @include(if: $heads) units } } }"""
STATE = """subscription State($ballot: UUID!) { ballotState(ballotId: $ballot) { state } }"""


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """A server on a free port of this machine; yields the socket's address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = AnnouncingServer(uvicorn.Config(api(settings), ws="websockets-sansio", log_config=None, lifespan="on"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    await server.answering.wait()
    yield f"ws://127.0.0.1:{listener.getsockname()[1]}/graphql"
    server.should_exit = True
    await running


async def subscribe(opened: ClientConnection, document: str, ballot: object, **variables: bool) -> None:
    payload = {"query": document, "variables": {"ballot": str(ballot), **variables}}
    await opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))


async def following(opened: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(opened.recv(), 5))
    return message


async def test_turnout_counts_heads_and_area_and_hides_small_buildings(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=3, area=5000)
    voter = await make_voter(database, place, place.units[:2])
    stranger = await make_voter(database, await make_place(database, units=1), [])
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot))

    seen = (await ask(client, PARTICIPATION, voter.person, ballot=str(ballot.id)))["participation"]
    hidden = await ask(client, PARTICIPATION, stranger.person, ballot=str(ballot.id))

    assert seen["whole"] == {
        "units": 3, "heads": 2, "area": "150.00", "castUnits": 2, "castHeads": 1, "castArea": "100.00", "padUnits": 0,
    }  # fmt: skip
    assert seen["buildings"] == [{"building": "1号楼", "turnout": None}]
    assert hidden["participation"] is None


async def test_which_units_voted_is_for_staff_at_any_time_and_for_owners_after_the_close(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units[:1])
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot))

    before = await ask(client, UNITS, voter.person, ballot=str(ballot.id))
    staff = await ask(client, UNITS, clerk, ballot=str(ballot.id))
    await close(database, ballot)
    after = await ask(client, UNITS, voter.person, ballot=str(ballot.id))

    assert before["unitParticipation"] == {"totalCount": 0, "nodes": []}
    listed = [{"room": "101", "area": "88.35", "voted": True}, {"room": "102", "area": "88.35", "voted": False}]
    assert sorted(staff["unitParticipation"]["nodes"], key=lambda unit: unit["room"]) == listed
    assert after["unitParticipation"]["totalCount"] == 2


async def test_the_units_of_a_ballot_are_listed_as_one_walks_and_found_by_what_stands_on_the_door(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=6)
    voter = await make_voter(database, place, place.units[:1])
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    doors = [("2", 10, "1001"), ("10", 1, "101"), ("", 1, "S01"), ("2", 9, "902"), ("2", 10, "1002"), ("2", 9, "901")]
    async with database.transaction(SYSTEM) as tx:
        for unit, (entrance, floor, room) in zip(place.units, doors, strict=True):
            await tx.session.execute(
                text(
                    "UPDATE units SET entrance = :entrance, floor = :floor, floor_from = :floor, floor_to = :floor,"
                    " room = :room WHERE id = :unit"
                ),
                {"entrance": entrance, "floor": floor, "room": room, "unit": unit},
            )
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot))

    async def asked(**variables: object) -> dict[str, Any]:
        answered: dict[str, Any] = (await ask(client, DOORS, clerk, ballot=str(ballot.id), **variables))[
            "unitParticipation"
        ]
        return answered

    def rooms(page: dict[str, Any]) -> list[str]:
        return [f"{one['entrance']}-{one['room']}" for one in page["nodes"]]

    walked: list[str] = []
    after: str | None = None
    while True:
        page = await asked(first=2, after=after)
        walked += rooms(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    found = await asked(first=50, search=" 2单元 100")

    assert walked == ["-S01", "2-901", "2-902", "2-1001", "2-1002", "10-101"]
    assert rooms(found) == ["2-1001", "2-1002"]
    assert found["totalCount"] == 2
    assert rooms(await asked(first=50, search="%")) == []


async def test_a_watcher_gets_the_present_turnout_first_and_then_each_change(
    database: Database, settings: Settings
) -> None:
    place = await make_place(database, units=2, area=5000)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    async with serving(settings) as address, open_socket(address, voters[0].person) as opened:
        await subscribe(opened, WATCH, ballot.id)
        first = await following(opened)
        await cast(database, voters[1].cast(ballot))
        second = await following(opened)

    turnouts = [message["payload"]["data"]["participation"]["whole"] for message in (first, second)]
    assert turnouts == [{"castHeads": 0, "castArea": "0.00"}, {"castHeads": 1, "castArea": "50.00"}]


async def test_watchers_of_one_state_are_each_answered_what_they_asked_for(
    database: Database, settings: Settings
) -> None:
    place = await make_place(database, units=2)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    asked = [(WATCH, {}), (WATCH, {}), (WATCH_SOME, {"heads": True}), (WATCH_SOME, {"heads": False})]
    async with AsyncExitStack() as sockets:
        address = await sockets.enter_async_context(serving(settings))
        opened = [await sockets.enter_async_context(open_socket(address, voters[0].person)) for _ in asked]
        for one, (document, variables) in zip(opened, asked, strict=True):
            await subscribe(one, document, ballot.id, **variables)
        first = [(await following(one))["payload"] for one in opened]
        await cast(database, voters[1].cast(ballot))
        second = [(await following(one))["payload"] for one in opened]

    whole = [{"castHeads": 1, "castArea": "88.35"}] * 2 + [{"castHeads": 1, "units": 2}, {"units": 2}]
    assert second == [{"data": {"participation": {"whole": one}}} for one in whole]
    assert [answer["data"]["participation"]["whole"].get("castHeads") for answer in first] == [0, 0, 0, None]


async def test_a_watcher_who_may_not_see_the_ballot_any_more_is_sent_nothing_more(
    database: Database, settings: Settings
) -> None:
    place = await make_place(database, units=2)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    async with serving(settings) as address, open_socket(address, voters[0].person) as opened:
        await subscribe(opened, WATCH, ballot.id)
        await following(opened)
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE certifications SET ended_at = domain_now() WHERE account_id = :account"),
                {"account": voters[0].person.account_id},
            )
        await cast(database, voters[1].cast(ballot))
        last = await following(opened)

    assert last == {"id": "1", "type": "complete"}


async def test_a_stranger_is_told_nothing(database: Database, settings: Settings) -> None:
    place = await make_place(database, units=1)
    stranger = await make_voter(database, await make_place(database, units=1), [])
    ballot = await open_ballot(database, place)
    async with serving(settings) as address, open_socket(address, stranger.person) as opened:
        await subscribe(opened, WATCH, ballot.id)

        assert await following(opened) == {"id": "1", "type": "complete"}


async def test_the_state_is_watched_through_the_close(database: Database, settings: Settings) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    async with serving(settings) as address, open_socket(address, voter.person) as opened:
        await subscribe(opened, STATE, ballot.id)
        first = await following(opened)
        await close(database, ballot)
        second = await following(opened)

    states = [message["payload"]["data"]["ballotState"]["state"] for message in (first, second)]
    assert states == ["OPEN", "CLOSED"]


async def test_many_watchers_share_one_read_and_the_last_who_leaves_ends_it(database: Database) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units[:1])
    ballot = await open_ballot(database, place)
    feed = participation_feed(database)
    reads = 0
    read = feed._read

    async def counting(id: Any) -> Any:
        nonlocal reads
        reads += 1
        return await read(id)

    feed._read = counting
    watchers = [feed.states(ballot.id) for _ in range(20)]
    firsts = [await anext(watcher) for watcher in watchers]
    await cast(database, voter.cast(ballot))
    seconds = [await asyncio.wait_for(anext(watcher), 5) for watcher in watchers]
    for watcher in watchers:
        await watcher.aclose()

    assert {state.whole.cast_heads for state in firsts} == {0}
    assert {state.whole.cast_heads for state in seconds} == {1}
    assert reads <= 3
    assert feed._watched == {}


async def code_at_the_end(opened: ClientConnection) -> int | None:
    """The code with which the server closes the socket, after whatever it still says."""
    try:
        while (await following(opened))["type"] == "complete":
            pass
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
    return None


async def test_a_screen_left_open_keeps_no_session_alive_and_ends_with_it(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    place = await make_place(database, units=2)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    async with serving(settings) as address, open_socket(address, clerk) as opened:
        await subscribe(opened, WATCH, ballot.id)
        await following(opened)
        async with database.transaction(SYSTEM) as tx:
            left = "UPDATE sessions SET last_seen_at = clock_timestamp() - interval '29 minutes' WHERE account_id = :id"
            await tx.session.execute(text(left), {"id": clerk.account_id})
        await cast(database, voters[0].cast(ballot))
        assert (await following(opened))["type"] == "next"
        async with database.transaction(SYSTEM) as tx:
            seen = (
                "SELECT clock_timestamp() - last_seen_at >= interval '29 minutes' FROM sessions WHERE account_id = :id"
            )
            assert (await tx.session.execute(text(seen), {"id": clerk.account_id})).scalar_one()
            await tx.session.execute(
                text("UPDATE sessions SET last_seen_at = last_seen_at - interval '1 minute' WHERE account_id = :id"),
                {"id": clerk.account_id},
            )
        await cast(database, voters[1].cast(ballot))
        assert await code_at_the_end(opened) == 4401
    assert not [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")]
