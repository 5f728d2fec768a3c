"""Titles change at the register's instant (民法典 209, 214); castings, certifications and rolls follow (law.md 3.7)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.refusals import ContentChanged, InvalidInput, NotFound
from domain.rules.terms import DocumentKind
from domain.services.owners import NamedOwner
from domain.store.database import Database
from domain.store.tables import Casting, Certification, Unit
from tests.people import (
    LONG_AGO,
    add_unit,
    certify,
    give_title,
    make_place,
    sign_in_owner,
)
from tests.services.transferring import (
    FAR,
    clerk_of,
    corrections_of,
    faults_of,
    insert_casting,
    open_ballot,
    owned,
    run,
    somebody,
    titles_of,
)


async def test_a_transfer_ends_one_title_where_the_next_begins(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])

    done = await run(database, clerk, place.units[0], old, owners=[somebody(), somebody("钱新主")])

    before, after = await titles_of(database, place.units[0])
    assert (before.id, before.ends_at, after.id, after.ends_at) == (old, after.starts_at, done.title_id, None)
    assert before.end_recorded_at is not None
    assert done.unit.owned


async def test_civil_code_214_no_title_begins_in_the_future(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    tomorrow = datetime.now(UTC) + timedelta(days=1)

    assert await faults_of(database, clerk, place.units[0], old, effective_at=tomorrow) == ["effectiveAt"]


async def test_civil_code_209_a_title_lasts_until_the_registers_instant(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    old, _ = await owned(database, place.units[0])
    late, _ = await owned(database, place.units[1])

    assert await faults_of(database, clerk, place.units[0], old, effective_at=LONG_AGO) == ["effectiveAt"]
    instant = LONG_AGO + timedelta(microseconds=1)
    assert (await run(database, clerk, place.units[1], late, effective_at=instant)).effective_at == instant


async def test_a_title_may_begin_at_the_instant_at_which_the_last_one_ended(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ended = datetime(2025, 6, 1, tzinfo=UTC)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE titles SET ends_at = :e WHERE id = :t"), {"e": ended, "t": old})

    too_early = ended - timedelta(microseconds=1)
    assert await faults_of(database, clerk, place.units[0], None, effective_at=too_early) == ["effectiveAt"]
    await run(database, clerk, place.units[0], None, effective_at=ended)


async def test_every_fault_is_named_at_once(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    twice = somebody()
    wrong = NamedOwner(" ", DocumentKind.ID_CARD, "110999190001010000")

    paths = await faults_of(
        database, clerk, place.units[0], old, owners=[twice, twice, wrong], evidence="", effective_at=FAR
    )

    assert paths == [
        "owners.1.documentNumber", "owners.2.name", "owners.2.documentNumber", "evidence", "effectiveAt",
    ]  # fmt: skip
    assert await faults_of(database, clerk, place.units[0], old, owners=[]) == ["owners"]


async def test_a_document_known_under_another_name_is_refused_with_the_mask_only(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, owner = await clerk_of(database, place), somebody("赵新主")
    await run(database, clerk, place.units[0], None, owners=[owner])

    with pytest.raises(InvalidInput) as refused:
        await run(
            database, clerk, place.units[1], None,
            owners=[NamedOwner("钱某某", DocumentKind.ID_CARD, owner.document_number)],
        )  # fmt: skip

    (fault,) = refused.value.faults
    assert fault.path == "owners.0.name"
    assert "赵*主" in fault.zh
    assert "赵新主" not in fault.zh + fault.en


async def test_a_transfer_to_the_present_owners_is_none(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, owners = await clerk_of(database, place), [somebody(), somebody("钱新主")]
    first = await run(database, clerk, place.units[0], None, owners=owners)

    again = await faults_of(database, clerk, place.units[0], first.title_id, owners=owners[::-1])

    assert again == ["owners"]


async def test_the_same_person_is_one_head_in_every_unit(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, owner = await clerk_of(database, place), somebody()
    spelled = NamedOwner("赵 新主", DocumentKind.ID_CARD, " ".join(owner.document_number).lower())

    await run(database, clerk, place.units[0], None, owners=[owner])
    await run(database, clerk, place.units[1], None, owners=[spelled])

    (one,), (other,) = await titles_of(database, place.units[0]), await titles_of(database, place.units[1])
    assert one.head_key == other.head_key


async def test_certifications_end_with_the_title(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    old, owner = await owned(database, place.units[0])
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        other = await give_title(tx, place.units[1], [owner], head_key=head_key([owner]))
        await certify(tx, person.account_id, owner, place.units[0], old, place.estate_id)
        await certify(tx, person.account_id, owner, place.units[1], other, place.estate_id)

    done = await run(database, clerk, place.units[0], old)

    async with database.read() as session:
        rows = {
            c.unit_id: c for c in await session.scalars(select(Certification).where(Certification.owner_id == owner))
        }
        units = {unit.id: unit for unit in await session.scalars(select(Unit).where(Unit.id.in_(place.units)))}
    assert done.ended_certifications == 1
    assert (rows[place.units[0]].ended_reason, rows[place.units[1]].ended_reason) == ("title_ended", None)
    assert (units[place.units[0]].certified, units[place.units[1]].certified) == (False, True)


@pytest.mark.parametrize("handed_over", [True, False])
async def test_selling_developer_stock_clears_its_flag(database: Database, handed_over: bool) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    async with database.transaction(SYSTEM) as tx:
        unit = add_unit(tx, place, "101", stock=True)
    place.units.append(unit)
    ballot = await open_ballot(database, place)

    done = await run(database, clerk, unit, None, handed_over=handed_over)

    (correction,) = await corrections_of(database, ballot)
    (title,) = await titles_of(database, unit)
    assert (done.unit.developer_stock, done.unit.delivered) == (False, handed_over)
    assert correction.old_value["head_key"] == str(place.estate_id)
    # 解释 9: what is sold and not handed over still counts with the developer's.
    assert correction.new_value["head_key"] == (str(title.head_key) if handed_over else str(place.estate_id))


async def test_only_what_the_developer_sells_can_wait_to_be_handed_over(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])

    assert await faults_of(database, clerk, place.units[0], old, handed_over=False) == ["handedOver"]


async def test_an_open_roll_is_corrected_and_an_approved_one_is_not_there_yet(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, (old, owner) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)

    done = await run(database, clerk, place.units[0], old)

    (correction,) = await corrections_of(database, ballot)
    assert (correction.kind, correction.unit_id, correction.effective_at) == (
        "transfer",
        place.units[0],
        done.effective_at,
    )
    assert correction.old_value["owners"] == [str(owner)]
    assert correction.new_value["title_id"] == str(done.title_id)
    assert "casting" not in correction.new_value
    assert correction.approved_by == clerk.account_id


async def test_a_title_that_begins_after_the_close_leaves_the_roll_alone(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    closes = datetime(2026, 3, 1, tzinfo=UTC)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("ALTER TABLE ballots DISABLE TRIGGER USER"))
        await tx.session.execute(
            text("UPDATE ballots SET closes_at = :c, first_closes_at = :c WHERE id = :b"), {"c": closes, "b": ballot}
        )
        await tx.session.execute(text("ALTER TABLE ballots ENABLE TRIGGER USER"))

    at_the_close = await run(database, clerk, place.units[0], old, effective_at=closes)
    assert await corrections_of(database, ballot) == []
    before = closes - timedelta(microseconds=1)
    assert await faults_of(database, clerk, place.units[0], at_the_close.title_id, effective_at=before) == [
        "effectiveAt"
    ]


@pytest.mark.parametrize("backdated", [True, False])
async def test_a_casting_stays_whenever_the_transfer_took_effect(database: Database, backdated: bool) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    async with database.transaction(SYSTEM) as tx:
        cast_at = await insert_casting(tx, ballot, place.units[0], old)

    done = await run(database, clerk, place.units[0], old, effective_at=cast_at if backdated else None)

    (correction,) = await corrections_of(database, ballot)
    assert correction.new_value["casting"] == {
        "cast_at": cast_at.isoformat(), "stays": True, "effective_before_casting": backdated,
    }  # fmt: skip
    assert ("登记时间早于该房屋已完成的表决" in correction.reason) == backdated
    assert correction.effective_at == done.effective_at
    assert correction.recorded_at >= cast_at
    async with database.read() as session:
        assert (await session.scalars(select(Casting).where(Casting.ballot_id == ballot))).one().title_id == old


async def test_only_the_units_own_street_transfers(database: Database) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    stranger = await clerk_of(database, elsewhere)

    with pytest.raises(NotFound):
        await run(database, stranger, place.units[0], None)
    assert await titles_of(database, place.units[0]) == []


async def test_a_title_that_the_clerk_did_not_see_is_not_ended(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, _ = await clerk_of(database, place), await owned(database, place.units[0])

    with pytest.raises(ContentChanged):
        await run(database, clerk, place.units[0], None)
