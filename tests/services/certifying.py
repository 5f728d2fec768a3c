"""Owners as the register knows them, and certifying as the API does it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.rules.consents import CONSENTS
from domain.rules.policy import SYSTEM, Actor
from domain.rules.terms import ConsentKind, DocumentKind
from domain.services import accounts, certifications
from domain.services.certifications import Certified, Certify
from domain.services.sessions import actor_behind
from domain.store.database import Database
from domain.store.tables import Certification
from tests.people import Person, Place, give_title, make_owner, new_id_card

CONSENT = CONSENTS[ConsentKind.DOCUMENT_NUMBER].version


@dataclass(slots=True)
class Someone:
    """An owner as the register knows them."""

    name: str
    number: str
    owner_id: UUID
    titles: list[UUID]

    def of(self, unit: UUID) -> Certify:
        return Certify(unit, DocumentKind.ID_CARD, self.name, self.number, CONSENT)


async def someone(database: Database, *units: UUID, name: str = "张试验", also: UUID | None = None) -> Someone:
    number = new_id_card()
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, name, number)
        owners = [owner] if also is None else [owner, also]
        titles = [await give_title(tx, unit, owners, head_key=owner) for unit in units]
    return Someone(name, number, owner, titles)


async def acting(database: Database, person: Person) -> Actor:
    async with database.glance() as session:
        return await actor_behind(session, person.token)


async def certify(database: Database, person: Person, command: Certify) -> Certified:
    who = await acting(database, person)
    async with database.transaction(who) as tx:
        claimed = await certifications.claim(tx, command)
    async with database.transaction(who) as tx:
        return await certifications.certify(tx, claimed)


def others(place: Place, units: list[UUID]) -> certifications.CertifyMyOtherUnits:
    return certifications.CertifyMyOtherUnits(place.estate_id, tuple(units))


async def released(
    database: Database, who: Person, owner: Person, reason: str = "手机丢失，本人到场核实"
) -> accounts.AccountReleased:
    async with database.glance() as session:
        mine = select(Certification.id).where(Certification.account_id == owner.account_id)
        certification = (await session.scalars(mine.limit(1))).one()
    async with database.transaction(await acting(database, who)) as tx:
        return await accounts.release_account(tx, accounts.ReleaseAccount(certification, reason))
