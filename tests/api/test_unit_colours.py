"""A building table is watched live: the present colours first, then each change, for who may see the units only."""

import asyncio
import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from websockets.asyncio.client import ClientConnection

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.services import buildings
from domain.services.certifications import end_for_account
from domain.services.unit_colours import colours_feed, wake
from domain.store.database import Database
from gongjue.settings import Settings
from tests.api.test_building_table import certified, clerk_of, own
from tests.api.test_participation import following, serving
from tests.api.test_session_sockets import open_socket
from tests.people import make_place, sign_in_owner, sign_in_staff

WATCH = "subscription Watch($estate: UUID!) { unitColours(estateId: $estate) { estateId colours } }"


async def watch(opened: ClientConnection, estate: UUID) -> None:
    payload = {"query": WATCH, "variables": {"estate": str(estate)}}
    await opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))


async def colours(opened: ClientConnection) -> dict[str, str]:
    message: dict[str, Any] = await following(opened)
    found: dict[str, str] = message["payload"]["data"]["unitColours"]["colours"]
    return found


async def test_a_watcher_sees_certifications_begin_and_end_and_the_building_go(
    database: Database, settings: Settings
) -> None:
    place = await make_place(database, units=3)
    clerk = await clerk_of(database, place)
    await own(database, place.units[1], "张试验")
    building = str(place.building_id)
    async with serving(settings) as address, open_socket(address, clerk) as opened:
        await watch(opened, place.estate_id)
        assert await colours(opened) == {building: "gyg"}
        owner = await certified(database, place, place.units[2])
        async with database.transaction(SYSTEM) as tx:
            wake(tx, place.estate_id)
        assert await colours(opened) == {building: "gyr"}
        async with database.transaction(SYSTEM) as tx:
            assert await end_for_account(tx, owner.account_id, "released") == 1
        assert await colours(opened) == {building: "gyy"}
        async with database.transaction(SYSTEM) as tx:
            await buildings.remove(tx, buildings.RemoveBuilding(place.building_id, "不属于本小区"))
        assert await colours(opened) == {}


async def test_strangers_and_owners_watch_nothing(database: Database, settings: Settings) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    people = [await certified(database, place, place.units[0]), await clerk_of(database, elsewhere)]
    async with serving(settings) as address:
        for person in [*people, await sign_in_owner(database)]:
            async with open_socket(address, person) as opened:
                await watch(opened, place.estate_id)
                assert await following(opened) == {"id": "1", "type": "complete"}


async def test_who_may_not_see_the_units_any_more_is_sent_nothing_more(database: Database, settings: Settings) -> None:
    place = await make_place(database, units=1)
    committee = await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id))
    async with serving(settings) as address, open_socket(address, committee) as opened:
        await watch(opened, place.estate_id)
        assert await colours(opened) == {str(place.building_id): "g"}
        async with database.transaction(SYSTEM) as tx:
            ended = "UPDATE grants SET ends_at = clock_timestamp() WHERE account_id = :account"
            await tx.session.execute(text(ended), {"account": committee.account_id})
        await own(database, place.units[0], "张试验")
        async with database.transaction(SYSTEM) as tx:
            wake(tx, place.estate_id)
        assert await following(opened) == {"id": "1", "type": "complete"}


async def test_many_watchers_share_one_read(database: Database) -> None:
    place = await make_place(database, units=2)
    feed = colours_feed(database)
    reads = 0
    read = feed._read

    async def counting(id: Any) -> Any:
        nonlocal reads
        reads += 1
        return await read(id)

    feed._read = counting
    watchers = [feed.states(place.estate_id) for _ in range(20)]
    firsts = [await anext(watcher) for watcher in watchers]
    await own(database, place.units[0], "张试验")
    async with database.transaction(SYSTEM) as tx:
        wake(tx, place.estate_id)
    seconds = [await asyncio.wait_for(anext(watcher), 5) for watcher in watchers]
    for watcher in watchers:
        await watcher.aclose()

    assert [state.colours[str(place.building_id)] for state in (firsts[0], seconds[-1])] == ["gg", "yg"]
    assert len({id(state) for state in seconds}) == 1
    assert reads <= 3
