"""A helper's mark that nobody was at home: for every helper of the ballot, while they work, and never about a vote."""

import asyncio
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text

from domain.rules.policy import SYSTEM, Actor
from domain.rules.refusals import BallotSuspended, NotFound, NotSignedIn, PadSessionOver
from domain.services import pad_sessions
from domain.services.door_marks import DoorMarked, MarkDoor, mark_door
from domain.services.gaps import gap_plan, silent_doors
from domain.store.database import Database
from domain.store.tables import AuditRecord
from tests.people import Place, make_place
from tests.readers import Pad, make_pad
from tests.services.castings import OpenBallot, make_voter, open_ballot


async def walk(database: Database, homes: int = 3) -> tuple[Place, OpenBallot, Pad]:
    """An open ballot over as many homes, and a helper at work for it."""
    place = await make_place(database, units=homes)
    for unit in place.units:
        await make_voter(database, place, [unit])
    ballot = await open_ballot(database, place)
    return place, ballot, await make_pad(database, place, ballot.id)


async def mark(
    database: Database, pad: Pad, unit: UUID, nobody_home: bool = True, actor: Actor | None = None
) -> DoorMarked:
    async with database.transaction(actor or pad.actor) as tx:
        return await mark_door(tx, MarkDoor(pad.session.id, unit, nobody_home))


async def marks(database: Database, ballot: OpenBallot, actor: Actor) -> dict[str, datetime | None]:
    return {door.unit_id: door.nobody_home_at for door in await silent_doors(database, actor, ballot.id)}


async def test_a_mark_is_on_the_list_of_every_helper_until_it_is_taken_back(database: Database) -> None:
    place, ballot, pad = await walk(database)
    other = await make_pad(database, place, ballot.id)
    door = place.units[1]

    marked = await mark(database, pad, door)
    assert await marks(database, ballot, other.actor) == {
        str(unit): marked.nobody_home_at if unit == door else None for unit in place.units
    }
    plan = await gap_plan(database, other.actor, ballot.id)
    assert plan is not None
    assert {visit.door.nobody_home_at for visit in plan.doors if visit.door.unit_id == str(door)} <= {
        marked.nobody_home_at
    }
    # Another helper comes by later: the mark has their time; they may take it back as well.
    later = await mark(database, other, door)
    assert later.nobody_home_at is not None
    assert marked.nobody_home_at is not None
    assert later.nobody_home_at > marked.nobody_home_at
    assert (await mark(database, other, door, nobody_home=False)).nobody_home_at is None
    assert set((await marks(database, ballot, pad.actor)).values()) == {None}


async def test_every_mark_is_in_the_audit_by_its_session(database: Database) -> None:
    place, _, pad = await walk(database)
    await mark(database, pad, place.units[0])
    await mark(database, pad, place.units[0], nobody_home=False)

    async with database.read() as session:
        recorded = await session.scalars(
            select(AuditRecord)
            .where(AuditRecord.action == "pad_session.door_marked", AuditRecord.subject_id == pad.session.id)
            .order_by(AuditRecord.id)
        )
        said = [record.after for record in recorded]
    unit = str(place.units[0])
    assert said == [{"unit": unit, "nobody_home": True}, {"unit": unit, "nobody_home": False}]


async def test_two_helpers_who_mark_a_door_at_once_leave_one_mark(database: Database) -> None:
    place, ballot, pad = await walk(database, homes=1)
    other = await make_pad(database, place, ballot.id)
    first, second = await asyncio.gather(mark(database, pad, place.units[0]), mark(database, other, place.units[0]))
    assert set((await marks(database, ballot, pad.actor)).values()) <= {first.nobody_home_at, second.nobody_home_at}
    async with database.read() as session:
        kept = text("SELECT count(*) FROM door_marks WHERE ballot_id = :ballot").bindparams(ballot=ballot.id)
        assert (await session.execute(kept)).scalar_one() == 1


async def test_only_the_sessions_own_helper_marks_and_only_doors_of_its_ballot(database: Database) -> None:
    place, ballot, pad = await walk(database)
    other = await make_pad(database, place, ballot.id)
    elsewhere = await make_place(database, units=1)

    with pytest.raises(NotFound):
        await mark(database, pad, elsewhere.units[0])
    with pytest.raises(NotFound):
        await mark(database, pad, place.units[0], actor=other.actor)
    with pytest.raises(NotSignedIn):
        await mark(database, pad, place.units[0], actor=Actor())
    assert set((await marks(database, ballot, pad.actor)).values()) == {None}


async def test_no_door_is_marked_when_the_session_is_over_or_the_ballot_suspended(database: Database) -> None:
    place, _, pad = await walk(database)
    async with database.transaction(pad.actor) as tx:
        await pad_sessions.end_pad_session(tx, pad.session.id)
    with pytest.raises(PadSessionOver):
        await mark(database, pad, place.units[0])

    place, ballot, pad = await walk(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE ballots SET state = 'suspended', suspended_at = domain_now() WHERE id = :id"),
            {"id": ballot.id},
        )
    with pytest.raises(BallotSuspended):
        await mark(database, pad, place.units[0])
