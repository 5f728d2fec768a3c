"""A building is removed or an owner certified in it, never both."""

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.refusals import NotFound, StillInUse
from domain.services.buildings import BuildingRemoved, RemoveBuilding, remove
from domain.store.database import Database
from domain.store.tables import Certification, Unit
from tests.people import certify, give_title, make_owner, make_place, sign_in_owner
from tests.services.test_transfers import clerk_of


@pytest.mark.parametrize("certifying_first", [True, False])
async def test_removing_and_certifying_at_once(database: Database, certifying_first: bool) -> None:
    place = await make_place(database, units=1)
    clerk, person = await clerk_of(database, place), await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx)
        title = await give_title(tx, place.units[0], [owner], head_key=head_key([owner]))
    first_is_under_way = asyncio.Event()

    async def certified() -> None:
        if not certifying_first:
            await first_is_under_way.wait()
        async with database.transaction(SYSTEM) as tx:
            await certify(tx, person.account_id, owner, place.units[0], title, place.estate_id)
            await tx.session.flush()
            if certifying_first:
                first_is_under_way.set()
                await asyncio.sleep(0.2)

    async def removed() -> BuildingRemoved:
        if certifying_first:
            await first_is_under_way.wait()
        async with database.transaction(clerk) as tx:
            done = await remove(tx, RemoveBuilding(place.building_id, "不属于本小区"))
            if not certifying_first:
                first_is_under_way.set()
                await asyncio.sleep(0.2)
        return done

    certification, removal = await asyncio.gather(certified(), removed(), return_exceptions=True)

    if certifying_first:
        assert certification is None
        assert isinstance(removal, StillInUse)
    else:
        assert isinstance(certification, DBAPIError)
        assert isinstance(removal, BuildingRemoved)
    async with database.read() as session:
        unit = await session.get_one(Unit, place.units[0])
        live = await session.scalars(select(Certification).where(Certification.unit_id == unit.id))
        assert (len(live.all()) == 1, unit.removed_at is None) == (certifying_first, certifying_first)


async def test_a_building_is_removed_once(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)

    async def removed() -> BuildingRemoved:
        async with database.transaction(clerk) as tx:
            return await remove(tx, RemoveBuilding(place.building_id, "不属于本小区"))

    outcomes = await asyncio.gather(removed(), removed(), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BuildingRemoved", NotFound.__name__]
