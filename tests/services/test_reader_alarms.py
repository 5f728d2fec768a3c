"""What an honest reader does not do raises an alarm with its street, one of each kind until somebody has cleared it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.card_reads import PadKind
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BuildingSource
from domain.services import alarms
from domain.services.reader_alarms import HITS_AT_ONCE, NO_MISSES, SAME_TIMINGS, SEVERAL_BUILDINGS
from domain.store.database import Database
from domain.store.tables import Alarm, Building, Unit
from tests.api.asking import ask
from tests.ballots import actor_of
from tests.people import Place, make_place, sign_in_staff
from tests.readers import Pad, clerk_of, make_pad, read_card
from tests.services.castings import open_ballot
from tests.services.certifying import Someone, someone

ALARMS = """query($first: Int!) { alarms(first: $first) { nodes { id kind subjectId estateId streetCode detail } } }"""


async def raised(database: Database, pad: Pad) -> dict[str, dict[str, Any]]:
    async with database.read() as session:
        rows = await session.scalars(select(Alarm).where(Alarm.subject_id == pad.bridge.device_id))
        return {row.kind: row.detail for row in rows}


async def at_work(database: Database, buildings: int, kind: PadKind = PadKind.DESK) -> tuple[Place, Pad, list[Someone]]:
    """A helper, and an owner in each of so many buildings."""
    place = await make_place(database, units=buildings)
    async with database.transaction(SYSTEM) as tx:
        for position, unit in enumerate(place.units[1:], start=2):
            building = uuid7()
            tx.session.add(
                Building(
                    id=building, estate_id=place.estate_id, name=f"{position}号楼", number=f"B{position}",
                    source=BuildingSource.SYSTEM, position=position,
                )
            )  # fmt: skip
            await tx.session.flush()
            (await tx.session.get_one(Unit, unit)).building_id = building
    owners = [await someone(database, unit) for unit in place.units]
    ballot = await open_ballot(database, place)
    return place, await make_pad(database, place, ballot.id, kind=kind), owners


async def test_cards_found_at_once_again_and_again_are_suspicious(database: Database) -> None:
    _, pad, owners = await at_work(database, 1)
    for _ in range(HITS_AT_ONCE - 1):
        await read_card(database, pad, owners[0].number, owners[0].name, findMisses=0)
    await read_card(database, pad, owners[0].number, owners[0].name, findMisses=1)
    for _ in range(HITS_AT_ONCE - 1):
        await read_card(database, pad, owners[0].number, owners[0].name, findMisses=0)
    assert NO_MISSES not in await raised(database, pad)
    await read_card(database, pad, owners[0].number, owners[0].name, findMisses=0)
    assert NO_MISSES in await raised(database, pad)


async def test_two_reads_that_took_exactly_as_long_are_suspicious(database: Database) -> None:
    _, pad, owners = await at_work(database, 2)
    await read_card(database, pad, owners[0].number, owners[0].name, timings=[912, 41, 38, 1204])
    await read_card(database, pad, owners[1].number, owners[1].name, timings=[912, 41, 38, 1205])
    assert SAME_TIMINGS not in await raised(database, pad)
    await read_card(database, pad, owners[1].number, owners[1].name, timings=[912, 41, 38, 1204])
    assert SAME_TIMINGS in await raised(database, pad)


@pytest.mark.parametrize(("kind", "suspicious"), [(PadKind.DOOR, True), (PadKind.DESK, False)])
async def test_three_buildings_within_minutes_are_suspicious_at_the_door_alone(
    database: Database, kind: PadKind, suspicious: bool
) -> None:
    _, pad, owners = await at_work(database, 3, kind)
    for owner in owners[:2]:
        await read_card(database, pad, owner.number, owner.name)
    assert SEVERAL_BUILDINGS not in await raised(database, pad)
    await read_card(database, pad, owners[2].number, owners[2].name)
    assert (SEVERAL_BUILDINGS in await raised(database, pad)) == suspicious


async def test_three_buildings_in_an_hour_are_a_round(database: Database) -> None:
    _, pad, owners = await at_work(database, 3, PadKind.DOOR)
    for owner in owners:
        await read_card(database, pad, owner.number, owner.name)
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE card_reads SET finished_at = finished_at - CAST(:by AS interval) WHERE device_id = :id"),
                {"by": timedelta(minutes=5), "id": pad.bridge.device_id},
            )
    assert SEVERAL_BUILDINGS not in await raised(database, pad)


async def alarm_of(database: Database, pad: Pad) -> UUID:
    async with database.read() as session:
        return (await session.scalars(select(Alarm.id).where(Alarm.subject_id == pad.bridge.device_id))).one()


async def test_the_street_and_the_auditor_see_it_and_say_what_came_of_it(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, pad, owners = await at_work(database, 1)
    for _ in range(HITS_AT_ONCE + 2):
        await read_card(database, pad, owners[0].number, owners[0].name, findMisses=0)
    people = {
        "street": await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street),
        "auditor": await sign_in_staff(database, Role.AUDITOR, ScopeKind.DISTRICT, place.district),
        "elsewhere": await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, "elsewhere"),
        "company": await sign_in_staff(database, Role.PROPERTY_COMPANY, ScopeKind.ESTATE, str(place.estate_id)),
    }
    for who, person in people.items():
        listed = (await ask(client, ALARMS, person, first=100))["alarms"]["nodes"]
        found = [one for one in listed if one["subjectId"] == str(pad.bridge.device_id)]
        assert [one["kind"] for one in found] == ([NO_MISSES] if who in ("street", "auditor") else [])
    alarm = await alarm_of(database, pad)
    with pytest.raises(NotFound):
        async with database.transaction(await clerk_of(database, await make_place(database))) as tx:
            await alarms.clear(tx, alarm, "已核实")
    reviewer = await actor_of(database, people["street"])
    with pytest.raises(InvalidInput):
        async with database.transaction(reviewer) as tx:
            await alarms.clear(tx, alarm, " ")
    async with database.transaction(reviewer) as tx:
        await alarms.clear(tx, alarm, "工作人员先放卡再点读卡，已提醒")
    with pytest.raises(NotInThisState):
        async with database.transaction(reviewer) as tx:
            await alarms.clear(tx, alarm, "再次处理")
    await read_card(database, pad, owners[0].number, owners[0].name, findMisses=0)
    async with database.read() as session:
        rows = await session.scalars(select(Alarm.cleared_at).where(Alarm.subject_id == pad.bridge.device_id))
        assert sorted(at is None for at in rows) == [False, True]
