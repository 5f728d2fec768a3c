"""An estate whose owners rate their property company, beside others of the same street."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from domain.rules.policy import SYSTEM
from domain.rules.ratings import Quarter, RatingCriterion
from domain.rules.terms import OrganizerKind
from domain.store.database import Database
from domain.store.tables import Rating
from tests.ballots import Resident, make_organizer, settle
from tests.people import Person, Place, make_place
from tests.services.ticketing import Neighbourhood, finished, make_member
from tests.stage import scene
from tests.stage.people import shown, staff
from tests.stage.towns import rename


@scene
async def rated_estate(
    database: Database, name: str, units: int = 6, tickets: int = 0, before: Sequence[int] = (), street: str = ""
) -> dict[str, Any]:
    """An estate called `name` with `units` certified homes (`residents`), a property company (`company`) and the
    street's `clerk`, in `street` or in one of its own. The first resident has `tickets` repairs that the company has
    done, and in the quarter before as many homes have rated as `before` has scores, each giving its score throughout.
    """
    place = await make_place(database, units=units)
    await rename(database, place, name)
    if street:
        await _move(database, place, street)
    residents = await settle(database, place)
    organizer = await make_organizer(database, place, OrganizerKind.PROPERTY_COMPANY)
    company = await staff(database, "property_company", "estate", str(place.estate_id), str(organizer))
    clerk = await staff(database, "street_clerk", "street", place.street)
    around = Neighbourhood(place, residents, _person(company), await make_member(database, organizer), _person(clerk))
    for _ in range(tickets):
        await finished(database, around)
    await _rated_before(database, place, list(zip(residents, before, strict=False)))
    return {
        "estateId": str(place.estate_id), "name": name, "street": place.street, "company": company, "clerk": clerk,
        "residents": [{**await shown(database, one.person), "unitId": str(one.unit_id)} for one in residents],
    }  # fmt: skip


def _person(made: dict[str, Any]) -> Person:
    return Person(UUID(made["accountId"]), made["cookie"])


async def _move(database: Database, place: Place, street: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        statement = text("UPDATE estates SET street_code = :street WHERE id = :id")
        await tx.session.execute(statement.bindparams(street=street, id=place.estate_id))


async def _rated_before(database: Database, place: Place, given: Sequence[tuple[Resident, int]]) -> None:
    async with database.transaction(SYSTEM) as tx:
        quarter = Quarter.of(await tx.now()).earlier(1)
        for resident, score in given:
            tx.session.add(
                Rating(
                    id=uuid4(), estate_id=place.estate_id, unit_id=resident.unit_id, quarter=str(quarter),
                    account_id=resident.person.account_id, owner_id=resident.owner_id, ticket_ids=[],
                    scores={criterion.value: score for criterion in RatingCriterion},
                )
            )  # fmt: skip
