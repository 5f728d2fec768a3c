"""A building is removed or an owner certified in it, never both."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.refusals import NotFound, StillInUse
from domain.rules.terms import BuildingSource
from domain.services import certifications
from domain.services.buildings import BuildingRemoved, RemoveBuilding, remove
from domain.store.database import Database
from domain.store.tables import Building, Certification, Unit
from tests.people import add_unit, certify, give_title, make_owner, make_place, sign_in_owner
from tests.services.certifying import acting, others, someone
from tests.services.certifying import certify as certify_as_owner
from tests.services.transferring import clerk_of


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


@pytest.mark.parametrize("when", ["under way", "before it is compared"])
async def test_who_certifies_in_a_building_that_is_being_removed_is_told_that_the_unit_is_gone(
    database: Database, when: str
) -> None:
    place = await make_place(database, units=2)
    clerk, person = await clerk_of(database, place), await sign_in_owner(database)
    owner = await someone(database, *place.units)
    who = await acting(database, person)
    async with database.transaction(who) as tx:
        claimed = await certifications.claim(tx, owner.of(place.units[0]))
    removing = asyncio.Event()

    async def removed() -> None:
        async with database.transaction(clerk) as tx:
            await remove(tx, RemoveBuilding(place.building_id, "不属于本小区"))
            removing.set()
            if when == "under way":
                await until_somebody_waits(database)
        removing.set()

    async def certified() -> None:
        await removing.wait()
        async with database.transaction(who) as tx:
            await certifications.certify(tx, claimed)

    if when != "under way":
        await removed()
    first = [removed()] if when == "under way" else []
    outcomes = await asyncio.gather(*first, certified(), return_exceptions=True)

    assert isinstance(outcomes[-1], NotFound)
    async with database.read() as session:
        live = await session.scalars(select(Certification).where(Certification.account_id == person.account_id))
        assert live.all() == []


async def test_a_further_unit_in_a_building_that_is_being_removed_is_not_found(database: Database) -> None:
    place = await make_place(database, units=1)
    other_building = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Building(
                id=other_building, estate_id=place.estate_id, name="2号楼", number="B2", source=BuildingSource.ADDED,
                position=2,
            )
        )  # fmt: skip
        await tx.session.flush()
        there = add_unit(tx, replace(place, building_id=other_building), "201")
    clerk, person = await clerk_of(database, place), await sign_in_owner(database)
    owner = await someone(database, place.units[0], there)
    await certify_as_owner(database, person, owner.of(place.units[0]))
    who, removing = await acting(database, person), asyncio.Event()

    async def removed() -> None:
        async with database.transaction(clerk) as tx:
            await remove(tx, RemoveBuilding(other_building, "不属于本小区"))
            removing.set()
            await until_somebody_waits(database)

    async def certified() -> None:
        await removing.wait()
        async with database.transaction(who) as tx:
            await certifications.certify_my_other_units(tx, others(place, [there]))

    outcomes = await asyncio.gather(removed(), certified(), return_exceptions=True)
    assert (outcomes[0], type(outcomes[1])) == (None, NotFound)


async def until_somebody_waits(database: Database) -> None:
    """Returns when a transaction of this database waits for another's lock."""
    waiting = text(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
    )
    for _ in range(500):
        async with database.glance() as session:
            if await session.scalar(waiting):
                return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody waits")


async def test_a_building_is_removed_once(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)

    async def removed() -> BuildingRemoved:
        async with database.transaction(clerk) as tx:
            return await remove(tx, RemoveBuilding(place.building_id, "不属于本小区"))

    outcomes = await asyncio.gather(removed(), removed(), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BuildingRemoved", NotFound.__name__]
