"""A big estate is written at once, and stands like one that was entered by hand."""

from sqlalchemy import func, select, text

from domain.rules.identity import document_faults
from domain.rules.policy import SYSTEM
from domain.rules.terms import DocumentKind, EstateStatus
from domain.services.estates import CompleteEstate, complete
from domain.store.building_table import buildings_with_counts
from domain.store.database import Database
from domain.store.tables import Owner, Title, TitleOwner, Unit
from gongjue.demo.big_estate import EstatePlan, copy_estate, identity_number, invented_name
from tests.people import Place, make_place


def small(place: Place, *, owned: int) -> EstatePlan:
    """Two buildings of twenty units."""
    number = f"{place.street}-1-001"
    return EstatePlan(place.street, "大家园", number, buildings=2, entrances=2, floors=5, rooms=2, owned=owned)


async def test_units_owners_and_colours_agree(database: Database) -> None:
    place = await make_place(database)
    plan = EstatePlan(
        place.street, "大家园", f"{place.street}-1-001", buildings=2, entrances=2, floors=5, rooms=2, owned=50
    )

    async with database.driver() as connection, connection.transaction():
        made = await copy_estate(connection, database.crypto, plan, first_serial=300_000)

    async with database.read() as session:
        rows = await buildings_with_counts(session, made.estate_id)
        counts = [(row.units, row.green, row.yellow, row.red) for row in rows]
        wrong = await session.scalar(
            select(func.count(Unit.id)).where(
                Unit.estate_id == made.estate_id,
                Unit.owned != select(Title.id).where(Title.unit_id == Unit.id).exists(),
            )
        )
        heads = await session.scalar(select(func.count(Title.head_key.distinct())).where(Title.id.in_(made.title_ids)))
        owner = await session.get_one(Owner, made.owner_ids[0])
        joined = await session.scalar(
            select(func.count()).select_from(TitleOwner).where(TitleOwner.title_id.in_(made.title_ids))
        )
    assert counts == [(20, 10, 10, 0), (20, 10, 10, 0)]
    assert (wrong, joined, len(made.owned_units)) == (0, 20, 20)
    # The second of every ten units belongs to the owner of the first.
    assert heads == 18
    assert database.crypto.decrypt("owners.name", owner.id, owner.name) == invented_name(300_000)


async def test_the_estate_could_have_been_completed(database: Database) -> None:
    place = await make_place(database)
    plan = EstatePlan(
        place.street, "大家园", f"{place.street}-1-002", buildings=2, entrances=2, floors=5, rooms=2, owned=0
    )
    async with database.driver() as connection, connection.transaction():
        made = await copy_estate(connection, database.crypto, plan)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE estates SET status = 'preparing' WHERE id = :e"), {"e": made.estate_id})

    async with database.transaction(SYSTEM) as tx:
        done = await complete(tx, CompleteEstate(made.estate_id))

    assert done.estate.status is EstateStatus.COMPLETED


def test_invented_people_have_numbers_of_their_own() -> None:
    numbers = {identity_number(serial) for serial in range(0, 330_000, 997)}

    assert len(numbers) == len(range(0, 330_000, 997))
    assert all(document_faults(DocumentKind.ID_CARD, number) == () for number in numbers)
    assert all(number[6:10] == "1900" for number in numbers)
