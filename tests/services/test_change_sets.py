"""A register is changed by sets: drafted in secret, checked whole, applied whole, and never over somebody's head."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Actor
from domain.rules.refusals import InvalidInput, NotFound, NotInThisState
from domain.rules.register import UnitFields
from domain.rules.terms import AreaSource, BuildingSource, DocumentKind, EstateStatus, Usage
from domain.services import change_sets
from domain.services.buildings import RemoveBuilding, remove
from domain.services.change_apply import submit
from domain.services.change_items import fields_of
from domain.services.change_sets import PutBuilding, PutUnit
from domain.services.owners import NamedOwner
from domain.store.database import Database
from domain.store.tables import AuditRecord, Building, Change, ChangeSet, Owner, Title, TitleOwner, Unit
from tests.people import LONG_AGO, Place, certify, give_title, make_owner, make_place, sign_in_owner
from tests.services.transferring import clerk_of, corrections_of, open_ballot, owned, somebody, titles_of

HOME = UnitFields("2", 3, 3, 3, "302", Usage.HOME, "三居室", 20710, AreaSource.REGISTER)


async def opened(database: Database, clerk: Actor, place: Place) -> UUID:
    async with database.transaction(clerk) as tx:
        return (await change_sets.open_set(tx, place.estate_id)).change_set.id


async def put(database: Database, clerk: Actor, change_set: UUID, unit: UnitFields = HOME, **given: Any) -> UUID:
    async with database.transaction(clerk) as tx:
        return (await change_sets.put_unit(tx, PutUnit(change_set, unit, **given))).change_id


async def put_building(database: Database, clerk: Actor, change_set: UUID, name: str) -> UUID:
    async with database.transaction(clerk) as tx:
        return (await change_sets.put_building(tx, PutBuilding(change_set, name))).change_id


async def apply(database: Database, clerk: Actor, change_set: UUID) -> dict[str, Any]:
    async with database.transaction(clerk) as tx:
        counts = (await submit(tx, change_set)).change_set.counts
    assert counts is not None
    return counts


async def faults_of(database: Database, clerk: Actor, change_set: UUID) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        await apply(database, clerk, change_set)
    return [f"{fault.path.rpartition('.')[2]}: {fault.zh}" for fault in refused.value.faults]


async def unit_of(database: Database, unit: UUID) -> UnitFields:
    async with database.read() as session:
        return fields_of(await session.get_one(Unit, unit))


async def count(database: Database, statement: Any) -> int:
    async with database.read() as session:
        return int(await session.scalar(select(func.count()).select_from(statement.subquery())) or 0)


@pytest.mark.parametrize(
    ("status", "opens"),
    [(status, status in {EstateStatus.PREPARING, EstateStatus.COMPLETED}) for status in EstateStatus],
)
async def test_a_register_is_maintained_once_the_district_has_accepted_the_estate(
    database: Database, status: EstateStatus, opens: bool
) -> None:
    place = await make_place(database, status=status)
    clerk = await clerk_of(database, place)
    if opens:
        assert (await opened(database, clerk, place)).version == 7
        return
    with pytest.raises(InvalidInput) as refused:
        await opened(database, clerk, place)
    assert [fault.path for fault in refused.value.faults] == ["estateId"]


async def test_a_set_adds_a_building_with_units_and_owners_at_once(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, pair = await clerk_of(database, place), [somebody(), somebody("钱新主")]
    change_set = await opened(database, clerk, place)

    await put_building(database, clerk, change_set, "2号楼")
    await put(database, clerk, change_set, new_building="2号楼", owners=pair)
    await put(database, clerk, change_set, replace(HOME, room="303"), new_building="2号楼", owners=pair[::-1])
    await put(database, clerk, change_set, replace(HOME, room="304"), building_id=place.building_id)
    assert await count(database, select(Unit).where(Unit.estate_id == place.estate_id)) == 1

    counts = await apply(database, clerk, change_set)

    assert (counts["buildings"], counts["added"], counts["changed"], counts["titles"]) == (1, 3, 0, 2)
    async with database.read() as session:
        building = (
            await session.scalars(
                select(Building).where(Building.estate_id == place.estate_id, Building.name == "2号楼")
            )
        ).one()
        units = (await session.scalars(select(Unit).where(Unit.building_id == building.id).order_by(Unit.room))).all()
        titles = (await session.scalars(select(Title).where(Title.unit_id.in_([u.id for u in units])))).all()
    assert (building.source, building.position) == (BuildingSource.ADDED, 2)
    assert [fields_of(unit) for unit in units] == [HOME, replace(HOME, room="303")]
    assert [unit.owned for unit in units] == [True, True]
    assert len({title.head_key for title in titles}) == 1


async def test_fields_and_owners_of_a_unit_change_together(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, owner) = await clerk_of(database, place), await owned(database, place.units[0])
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        await certify(tx, person.account_id, owner, place.units[0], old, place.estate_id)
    ballot = await open_ballot(database, place)
    change_set = await opened(database, clerk, place)
    since = datetime(2025, 5, 1, tzinfo=UTC)
    await put(database, clerk, change_set, unit_id=place.units[0], owners=[somebody()], title_from=since)

    counts = await apply(database, clerk, change_set)

    before, after = await titles_of(database, place.units[0])
    assert await unit_of(database, place.units[0]) == HOME
    assert (before.ends_at, after.starts_at) == (since, since)
    assert (counts["changed"], counts["titles"], counts["ended_certifications"]) == (1, 1, 1)
    assert [c.effective_at for c in await corrections_of(database, ballot)] == [since]


async def test_the_same_owners_in_another_order_change_nothing(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, pair = await clerk_of(database, place), [somebody(), somebody("钱新主")]
    first = await opened(database, clerk, place)
    present = await unit_of(database, place.units[0])
    await put(database, clerk, first, present, unit_id=place.units[0], owners=pair, title_from=LONG_AGO)
    await apply(database, clerk, first)

    again = await opened(database, clerk, place)
    await put(database, clerk, again, present, unit_id=place.units[0], owners=pair[::-1])
    counts = await apply(database, clerk, again)

    assert (counts["changed"], counts["titles"], counts["unchanged"]) == (0, 0, 1)
    assert len(await titles_of(database, place.units[0])) == 1


async def test_every_fault_of_a_set_is_named_and_nothing_is_written(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, known = await clerk_of(database, place), somebody("赵新主")
    await owned(database, place.units[0])
    async with database.transaction(SYSTEM) as tx:
        await make_owner(tx, "赵新主", known.document_number)
    change_set = await opened(database, clerk, place)
    await put(database, clerk, change_set, building_id=place.building_id)
    await put(database, clerk, change_set, building_id=place.building_id)
    imposter = NamedOwner("孙某", DocumentKind.ID_CARD, known.document_number)
    await put(
        database, clerk, change_set, unit_id=place.units[0], owners=[imposter], title_from=LONG_AGO - timedelta(days=1)
    )

    said = await faults_of(database, clerk, change_set)

    assert said == [
        "name: 1号楼 2 302：该证件号码已登记在“赵*主”名下，与所填姓名不一致，请核对；登记的姓名有误的，先更正姓名。",
        "titleFrom: 1号楼 2 302：登记时间应晚于该房屋上一产权的起始时间，且不能与其期间重叠。",
        "room: 1号楼 2 302：该楼栋同一单元已有房间号“302”。",
        "room: 1号楼 2 302：该楼栋同一单元已有房间号“302”。",
    ]
    assert await count(database, select(Unit).where(Unit.estate_id == place.estate_id)) == 2
    assert len(await titles_of(database, place.units[0])) == 1


async def test_faults_of_one_unit_are_named_when_it_is_put_in(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    change_set = await opened(database, clerk, place)
    wrong = UnitFields("1" * 21, 400, 3, 2, " ", Usage.HOME, "", 0, AreaSource.REGISTER, developer_stock=True)

    with pytest.raises(InvalidInput) as refused:
        await put(
            database, clerk, change_set, wrong, unit_id=place.units[0], building_id=place.building_id,
            owners=[somebody()], title_from=datetime.now(UTC) + timedelta(days=1),
        )  # fmt: skip

    assert [fault.path for fault in refused.value.faults] == [
        "unit.entrance", "unit.room", "unit.floor", "unit.floorTo", "unit.area", "unit.developerStock", "titleFrom",
        "unitId",
    ]  # fmt: skip


async def test_two_units_may_change_rooms_with_each_other(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    one, other = [await unit_of(database, unit) for unit in place.units]
    change_set = await opened(database, clerk, place)
    await put(database, clerk, change_set, replace(one, room=other.room), unit_id=place.units[0])
    await put(database, clerk, change_set, replace(other, room=one.room), unit_id=place.units[1])

    await apply(database, clerk, change_set)

    assert [(await unit_of(database, unit)).room for unit in place.units] == [other.room, one.room]


async def test_of_two_overlapping_sets_at_once_one_is_told_what_changed(database: Database) -> None:
    place = await make_place(database, units=2)
    clerks = [await clerk_of(database, place) for _ in range(2)]
    present = await unit_of(database, place.units[0])
    sets = [await opened(database, clerk, place) for clerk in clerks]
    for area, (clerk, change_set) in enumerate(zip(clerks, sets, strict=True), start=9000):
        await put(database, clerk, change_set, replace(present, area=area), unit_id=place.units[0])
        await put(database, clerk, change_set, replace(HOME, room=str(area)), building_id=place.building_id)

    outcomes = await asyncio.gather(
        *(apply(database, clerk, change_set) for clerk, change_set in zip(clerks, sets, strict=True)),
        return_exceptions=True,
    )

    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, InvalidInput)]
    assert [fault.zh for fault in refused.faults] == [
        f"1号楼 1 {present.room}：加入变更单之后，该房屋的房屋信息已被他人修改。请删除这一条，核对后重新填写。"
    ]
    assert await count(database, select(Unit).where(Unit.estate_id == place.estate_id)) == 3


async def test_a_title_that_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    present = await unit_of(database, place.units[0])
    change_set = await opened(database, clerk, place)
    await put(database, clerk, change_set, present, unit_id=place.units[0], owners=[somebody()])
    await owned(database, place.units[0])

    said = await faults_of(database, clerk, change_set)

    assert len(said) == 1
    assert "产权人已被他人修改" in said[0]


async def test_the_same_room_added_by_two_sets_at_once_is_added_once(database: Database) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    sets = [await opened(database, clerk, place) for _ in range(3)]
    for change_set in sets:
        await put(database, clerk, change_set, building_id=place.building_id, owners=[somebody()])

    outcomes = await asyncio.gather(*(apply(database, clerk, one) for one in sets), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InvalidInput", "InvalidInput", "dict"]
    assert await count(database, select(Unit).where(Unit.estate_id == place.estate_id)) == 1


async def test_a_building_that_is_removed_meanwhile_takes_no_unit(database: Database) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    change_set = await opened(database, clerk, place)
    await put(database, clerk, change_set, building_id=place.building_id)

    async def removed() -> None:
        async with database.transaction(clerk) as tx:
            await remove(tx, RemoveBuilding(place.building_id, "不属于本小区"))

    outcomes = await asyncio.gather(apply(database, clerk, change_set), removed(), return_exceptions=True)

    left = await count(database, select(Unit).where(Unit.estate_id == place.estate_id, Unit.removed_at.is_(None)))
    assert outcomes[1] is None
    assert left == 0


async def test_owners_are_encrypted_while_drafted_and_forgotten_after(database: Database) -> None:
    place = await make_place(database)
    clerk, owner = await clerk_of(database, place), somebody("赵新主")
    change_set = await opened(database, clerk, place)
    change = await put(database, clerk, change_set, building_id=place.building_id, owners=[owner])

    async def row() -> Change:
        async with database.read() as session:
            return await session.get_one(Change, change)

    drafted = await row()
    assert drafted.owners is not None
    assert owner.document_number.encode() not in drafted.owners
    assert "赵" not in str(drafted.fields)
    await apply(database, clerk, change_set)
    assert (await row()).owners is None
    async with database.read() as session:
        audit = await session.scalars(select(AuditRecord.after).where(AuditRecord.subject_id == change_set))
        assert owner.document_number not in str(audit.all())


async def test_a_unit_has_one_change_in_a_set_and_keeps_the_drafted_owners(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    present = await unit_of(database, place.units[0])
    change_set = await opened(database, clerk, place)

    first = await put(database, clerk, change_set, present, unit_id=place.units[0], owners=[somebody()])
    second = await put(database, clerk, change_set, replace(present, area=9000), unit_id=place.units[0])
    added = await put(database, clerk, change_set, building_id=place.building_id)
    edited = await put(
        database, clerk, change_set, replace(HOME, room="999"), building_id=place.building_id, change_id=added
    )
    counts = await apply(database, clerk, change_set)

    assert (first, added) == (second, edited)
    assert (counts["added"], counts["changed"], counts["titles"]) == (1, 1, 1)
    assert (await unit_of(database, place.units[0])).area == 9000


async def test_a_dropped_building_takes_its_drafted_units_along(database: Database) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    change_set = await opened(database, clerk, place)
    building = await put_building(database, clerk, change_set, "2号楼")
    await put(database, clerk, change_set, new_building="2号楼")

    async with database.transaction(clerk) as tx:
        await change_sets.drop_change(tx, building)

    assert await faults_of(database, clerk, change_set) == ["changes: 变更单是空的，请先添加内容。"]


async def test_what_has_ended_takes_no_change(database: Database) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    change_set = await opened(database, clerk, place)
    change = await put(database, clerk, change_set, building_id=place.building_id)
    async with database.transaction(clerk) as tx:
        await change_sets.drop_set(tx, change_set)

    with pytest.raises(NotInThisState):
        await put(database, clerk, change_set, building_id=place.building_id)
    with pytest.raises(NotInThisState):
        await apply(database, clerk, change_set)
    with pytest.raises(NotInThisState):
        async with database.transaction(clerk) as tx:
            await change_sets.drop_change(tx, change)
    assert await count(database, select(Unit).where(Unit.estate_id == place.estate_id)) == 0


async def test_a_set_of_another_street_is_not_there(database: Database) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    clerk, stranger = await clerk_of(database, place), await clerk_of(database, elsewhere)
    change_set = await opened(database, clerk, place)
    change = await put(database, clerk, change_set, building_id=place.building_id)
    own = await opened(database, stranger, elsewhere)

    with pytest.raises(NotFound):
        await opened(database, stranger, place)
    with pytest.raises(NotFound):
        await put(database, stranger, change_set, building_id=place.building_id)
    with pytest.raises(NotFound):
        await apply(database, stranger, change_set)
    with pytest.raises(NotFound):
        async with database.transaction(stranger) as tx:
            await change_sets.drop_change(tx, change)
    with pytest.raises(InvalidInput) as refused:
        await put(database, stranger, own, unit_id=place.units[0])
    assert [fault.path for fault in refused.value.faults] == ["unitId"]
    async with database.read() as session:
        assert (await session.get_one(ChangeSet, change_set)).state == "draft"


async def test_titles_of_one_unit_never_overlap(database: Database) -> None:
    place = await make_place(database, units=1)
    first, _ = await owned(database, place.units[0])
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx)
        await tx.session.execute(
            text("UPDATE titles SET ends_at = :e WHERE id = :t"), {"e": LONG_AGO + timedelta(days=9), "t": first}
        )
        await give_title(
            tx, place.units[0], [owner], head_key=head_key([owner]), starts_at=LONG_AGO + timedelta(days=9)
        )

    clerk = await clerk_of(database, place)
    change_set = await opened(database, clerk, place)
    await put(
        database, clerk, change_set, unit_id=place.units[0], owners=[somebody()],
        title_from=LONG_AGO + timedelta(days=9),
    )  # fmt: skip

    assert [said.partition(":")[0] for said in await faults_of(database, clerk, change_set)] == ["titleFrom"]
    async with database.read() as session:
        owners = select(Owner).join(TitleOwner).join(Title).where(Title.unit_id == place.units[0])
        assert len((await session.scalars(owners)).all()) == 2
