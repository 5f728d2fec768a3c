"""A ballot opens once, by itself, with its roll frozen; what cannot open lawfully is suspended with an alarm."""

import asyncio
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from domain.rules.heads import head_key
from domain.rules.policy import ANONYMOUS, SYSTEM
from domain.rules.refusals import NotFound
from domain.rules.terms import BallotState, Usage
from domain.services.ballots_opening import open_due
from domain.store.database import Database
from domain.store.tables import Alarm, AuditRecord, Ballot, Broadcast, RollEntry
from tests.ballots import make_approved_ballot, make_open_ballot, settle
from tests.people import add_unit, give_title, make_owner, make_place

pytestmark = pytest.mark.usefixtures("invariants")


async def read_ballot(database: Database, ballot_id: UUID) -> Ballot:
    async with database.read() as session:
        return (await session.execute(select(Ballot).where(Ballot.id == ballot_id))).scalar_one()


async def open_now(database: Database, *ids: UUID) -> list[UUID]:
    async with database.transaction(SYSTEM) as tx:
        return await open_due(tx, ids)


async def test_a_due_ballot_opens_with_its_roll_and_is_announced(database: Database) -> None:
    place = await make_place(database, units=3)
    await settle(database, place)

    ballot = await read_ballot(database, (await make_open_ballot(database, place)).id)

    assert ballot.state is BallotState.OPEN
    assert ballot.opened_at is not None
    assert (ballot.roll_units, ballot.roll_heads, ballot.roll_area) == (3, 3, 3 * 8835)
    async with database.read() as session:
        broadcasts = await session.scalar(
            select(func.count()).where(Broadcast.ballot_id == ballot.id, Broadcast.template == "ballot_opened")
        )
        acts = list(await session.scalars(select(AuditRecord.action).where(AuditRecord.subject_id == ballot.id)))
    assert broadcasts == 1
    assert acts == ["ballot.opened"]


async def test_a_ballot_does_not_open_before_its_instant(database: Database) -> None:
    place = await make_place(database, units=1)
    soon = datetime.now(UTC) + timedelta(minutes=5)
    made = await make_approved_ballot(database, place, opens_at=soon)

    assert await open_now(database, made.id) == []
    with pytest.raises(DBAPIError, match="does not open early"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text("UPDATE ballots SET state = 'open' WHERE id = :id"), {"id": made.id})


async def test_heads_on_the_roll_follow_the_interpretation_article_9(database: Database) -> None:
    """建筑物区分所有权解释 9: one owner's units, one set of co-owners and all developer stock are one head each."""
    place = await make_place(database)
    async with database.transaction(SYSTEM) as tx:
        one, other = await make_owner(tx), await make_owner(tx)
        units = {
            room: add_unit(tx, place, room, area=area, usage=usage, stock=stock)
            for room, area, usage, stock in [
                ("101", 10000, Usage.HOME, False), ("102", 5001, Usage.HOME, False),
                ("103", 7000, Usage.SHOP, False), ("201", 4000, Usage.HOME, True), ("202", 4100, Usage.HOME, True),
                ("301", 3000, Usage.OFFICE, False), ("B01", 1200, Usage.PARKING, False),
                ("E01", 900, Usage.EQUIPMENT, False),
            ]
        }  # fmt: skip
        await tx.session.flush()
        await give_title(tx, units["101"], [one], head_key=head_key([one]))
        await give_title(tx, units["102"], [one], head_key=head_key([one]))
        await give_title(tx, units["103"], [other, one], head_key=head_key([one, other]))
        await give_title(tx, units["B01"], [other], head_key=head_key([other]))

    made = await make_open_ballot(database, place)

    ballot = await read_ballot(database, made.id)
    async with database.read() as session:
        found = await session.scalars(select(RollEntry).where(RollEntry.ballot_id == made.id))
        rows = {row.unit_id: row for row in found}
    roll = {room: rows[unit] for room, unit in units.items()}
    assert roll["101"].head_key == roll["102"].head_key == head_key([one])
    assert roll["103"].head_key == head_key([one, other])
    assert sorted(roll["103"].owners) == sorted([one, other])
    assert roll["201"].head_key == roll["202"].head_key
    assert roll["201"].developer_stock
    assert roll["301"].head_key == units["301"]
    assert [room for room, row in roll.items() if not row.counted] == ["B01", "E01"]
    # The one owner, the pair, the developer, and the unit whose owner nobody knows.
    assert ballot.roll_heads == 4
    assert (ballot.roll_units, ballot.roll_area) == (6, 10000 + 5001 + 7000 + 4000 + 4100 + 3000)


async def test_overlapping_owners_are_one_head_where_the_estate_says_so(database: Database) -> None:
    place = await make_place(database, units=3)
    async with database.transaction(SYSTEM) as tx:
        first, second, third = [await make_owner(tx) for _ in range(3)]
        for unit, owners in zip(place.units, ([first, second], [second], [third]), strict=True):
            await give_title(tx, unit, owners, head_key=head_key(owners))
        await tx.session.execute(
            text("UPDATE estates SET co_owner = 'any_overlap' WHERE id = :id"), {"id": place.estate_id}
        )

    ballot = await read_ballot(database, (await make_open_ballot(database, place)).id)

    assert ballot.roll_heads == 2


async def test_the_roll_hash_is_that_of_its_lines(database: Database) -> None:
    place = await make_place(database, units=2)
    await settle(database, place)
    made = await make_open_ballot(database, place)

    async with database.read() as session:
        rows = await session.scalars(
            select(RollEntry).where(RollEntry.ballot_id == made.id).order_by(RollEntry.unit_id)
        )
        lines = [
            "|".join(
                [
                    str(row.unit_id), str(row.building_id), str(row.area), row.usage.value, "ft"[row.counted],
                    str(row.head_key), ",".join(map(str, row.owners)), str(row.title_id or ""),
                    "ft"[row.developer_stock], "ft"[row.delivered],
                ]
            )
            for row in rows
        ]  # fmt: skip

    assert (await read_ballot(database, made.id)).roll_hash == sha256("\n".join(lines).encode()).digest()


async def test_only_titles_in_force_at_the_opening_are_on_the_roll(database: Database) -> None:
    """民法典 209: ownership changes at the register's instant, not when it is recorded."""
    place = await make_place(database, units=2)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    async with database.transaction(SYSTEM) as tx:
        seller, buyer = await make_owner(tx), await make_owner(tx)
        old = await give_title(tx, place.units[0], [seller], head_key=head_key([seller]))
        await tx.session.execute(text("UPDATE titles SET ends_at = :at WHERE id = :id"), {"at": tomorrow, "id": old})
        await give_title(tx, place.units[0], [buyer], head_key=head_key([buyer]), starts_at=tomorrow)
        await give_title(tx, place.units[1], [buyer], head_key=head_key([buyer]), starts_at=tomorrow)

    made = await make_open_ballot(database, place)

    async with database.read() as session:
        found = await session.scalars(select(RollEntry).where(RollEntry.ballot_id == made.id))
        entries = {row.unit_id: row for row in found}
    assert entries[place.units[0]].owners == [seller]
    assert entries[place.units[1]].owners == []


async def test_two_workers_open_a_ballot_once(database: Database) -> None:
    place = await make_place(database, units=2)
    made = await make_approved_ballot(database, place)

    opened = await asyncio.gather(*(open_now(database, made.id) for _ in range(4)))

    assert sorted(map(len, opened)) == [0, 0, 0, 1]
    assert await open_now(database, made.id) == []
    async with database.read() as session:
        assert await session.scalar(select(func.count()).where(RollEntry.ballot_id == made.id)) == 2


async def test_many_ballots_open_together(database: Database) -> None:
    places = [await make_place(database, units=n) for n in (1, 2, 3)]
    made = [await make_approved_ballot(database, place) for place in places]

    opened = await open_now(database, *(one.id for one in made))

    assert sorted(map(str, opened)) == sorted(str(one.id) for one in made)
    assert [(await read_ballot(database, one.id)).roll_units for one in made] == [1, 2, 3]


@pytest.mark.parametrize(
    ("cause", "closes_in"), [("estate_not_completed", timedelta(days=9)), ("window_missed", -timedelta(minutes=1))]
)
async def test_what_cannot_open_lawfully_is_suspended_with_an_alarm(
    database: Database, cause: str, closes_in: timedelta
) -> None:
    place = await make_place(database, units=1)
    now = datetime.now(UTC)
    made = await make_approved_ballot(database, place, opens_at=now - timedelta(days=3), closes_at=now + closes_in)
    if cause == "estate_not_completed":
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE estates SET status = 'preparing' WHERE id = :id"), {"id": place.estate_id}
            )

    assert await open_now(database, made.id) == []

    ballot = await read_ballot(database, made.id)
    assert ballot.state is BallotState.SUSPENDED
    assert ballot.suspended_by is None
    async with database.read() as session:
        alarm = await session.scalar(select(Alarm).where(Alarm.subject_id == made.id))
        roll = await session.scalar(select(func.count()).where(RollEntry.ballot_id == made.id))
    assert alarm is not None
    assert alarm.detail == {"cause": cause}
    assert roll == 0


async def test_nobody_but_the_system_opens(database: Database) -> None:
    place = await make_place(database, units=1)
    made = await make_approved_ballot(database, place)

    with pytest.raises(NotFound):
        async with database.transaction(ANONYMOUS) as tx:
            await open_due(tx, [made.id])
    assert (await read_ballot(database, made.id)).state is BallotState.APPROVED


async def test_the_frozen_roll_is_never_changed(database: Database) -> None:
    place = await make_place(database, units=1)
    made = await make_open_ballot(database, place)

    for change in (
        "UPDATE roll_entries SET area = area + 1 WHERE ballot_id = :id",
        "DELETE FROM roll_entries WHERE ballot_id = :id",
        "UPDATE scopes SET unit_ids = '{}' WHERE ballot_id = :id",
    ):
        with pytest.raises(DBAPIError, match="never changed"):
            async with database.transaction(SYSTEM) as tx:
                await tx.session.execute(text(change), {"id": made.id})


@pytest.mark.parametrize("units", [0, 1])
async def test_a_ballot_in_which_nobody_counts_is_suspended_and_the_others_open(database: Database, units: int) -> None:
    """民法典 278: what nobody may decide is not put to the vote, and must not keep others from theirs."""
    empty, other = await make_place(database, units=units), await make_place(database, units=1)
    made = [await make_approved_ballot(database, place) for place in (empty, other)]
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE units SET usage = 'public' WHERE estate_id = :id"), {"id": empty.estate_id}
        )

    assert await open_now(database, *(one.id for one in made)) == [made[1].id]

    assert (await read_ballot(database, made[0].id)).state is BallotState.SUSPENDED
    async with database.read() as session:
        alarm = await session.scalar(select(Alarm).where(Alarm.subject_id == made[0].id))
    assert alarm is not None
    assert alarm.detail == {"cause": "nobody_counts"}
