"""The colours of an estate's units as they stand, for who watches its building table (subscription `unitColours`)."""

from dataclasses import dataclass
from uuid import UUID

from domain.rules.policy import Actor, Permission, Place
from domain.services.feeds import Feed
from domain.store.building_table import estate_colours
from domain.store.database import Database, Transaction
from domain.store.selects import estates_for, place_of_estate
from domain.store.tables import Estate


@dataclass(frozen=True, slots=True)
class UnitColours:
    """A letter for each unit, by building: g green, y yellow, r red, in the order of the estate's grid."""

    estate_id: UUID
    colours: dict[str, str]


def wake(tx: Transaction, *estate_ids: UUID) -> None:
    """Have those look again who watch the units of these estates."""
    tx.wake(*(_topic(estate_id) for estate_id in estate_ids))


def _topic(estate_id: UUID) -> str:
    return f"units:{estate_id}"


def colours_feed(database: Database) -> Feed[UnitColours]:
    """This process's shared reads of colours: ten thousand units are read once for everybody who watches them."""

    async def read(estate_id: UUID) -> UnitColours | None:
        async with database.glance() as session:
            return UnitColours(estate_id, await estate_colours(session, estate_id))

    return database.keep("unit_colours", lambda: Feed(database.bus, _topic, read))


async def place_of_units(database: Database, actor: Actor, estate_id: UUID) -> Place | None:
    """Where the estate lies, or None where `actor` may not see its units."""
    seen = estates_for(actor, Permission.READ_UNITS).where(Estate.id == estate_id).with_only_columns(Estate.id)
    async with database.read() as session:
        if (await session.execute(seen)).first() is None:
            return None
        district, street = (await session.execute(place_of_estate(estate_id))).one()
    return Place(district=district, street=street, estate=estate_id)
