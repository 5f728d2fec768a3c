"""A desk at which cards are read, and what the PAD and the database have of a read."""

from uuid import UUID

from sqlalchemy import select

from domain.services.pad_views import CardReadView, card_read_of
from domain.store.database import Database
from domain.store.tables import Alarm, CardRead, Owner
from tests.ballots import MadeBallot, make_open_ballot
from tests.people import Place, make_place
from tests.readers import (
    Pad,
    make_pad,
)
from tests.services.certifying import Someone, someone


async def desk(database: Database, units: int = 2) -> tuple[Place, MadeBallot, Pad, Someone]:
    """An open ballot, a helper with a reader, and an owner of all units who has no account."""
    place = await make_place(database, units=units)
    owner = await someone(database, *place.units)
    ballot = await make_open_ballot(database, place)
    return place, ballot, await make_pad(database, place, ballot.id), owner


async def seen(database: Database, pad: Pad, request_id: UUID) -> CardReadView:
    view = await card_read_of(database, pad.actor, request_id)
    assert view is not None
    return view


async def alarms_of(database: Database, pad: Pad) -> list[str]:
    async with database.read() as session:
        found = select(Alarm.kind).where(Alarm.subject_id == pad.bridge.device_id).order_by(Alarm.id)
        return list(await session.scalars(found))


async def row_of(database: Database, request_id: UUID) -> CardRead:
    async with database.read() as session:
        return await session.get_one(CardRead, request_id)


async def number_of(database: Database, owner_id: UUID) -> str:
    async with database.read() as session:
        owner = await session.get_one(Owner, owner_id)
        return database.crypto.decrypt("owners.document_number", owner.id, owner.document_number)
