"""An estate with everybody whom a complaint or a repair needs, and the steps of its way."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import select
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Actor, Role, ScopeKind
from domain.rules.terms import MemberPosition, OrganizerKind, PhotoPurpose
from domain.rules.tickets import TicketAct, TicketKind
from domain.services import photos
from domain.services import tickets as services
from domain.store.database import Database
from domain.store.tables import Member, Ticket
from tests.ballots import Resident, actor_of, make_organizer, settle, sign_in_organizer
from tests.people import Person, Place, make_place, sign_in_staff
from tests.photographs import photo


@dataclass(frozen=True)
class Neighbourhood:
    """An estate whose owners are certified, with a property company, one of its people, and a clerk of the street."""

    place: Place
    residents: list[Resident]
    company: Person
    member_id: UUID
    clerk: Person

    @property
    def resident(self) -> Resident:
        """The first of the owners."""
        return self.residents[0]


async def make_neighbourhood(database: Database, *, units: int = 2) -> Neighbourhood:
    place = await make_place(database, units=units)
    residents = await settle(database, place)
    organizer = await make_organizer(database, place, OrganizerKind.PROPERTY_COMPANY)
    company = await sign_in_organizer(database, place, Role.PROPERTY_COMPANY, organizer_id=organizer)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    return Neighbourhood(place, residents, company, await make_member(database, organizer), clerk)


async def make_member(database: Database, organizer: UUID, name: str = "孙师傅") -> UUID:
    member = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Member(
                id=member, organizer_id=organizer, position=MemberPosition.MEMBER.value, sex="not_stated",
                name=tx.crypto.encrypt("members.name", member, name),
                phone=tx.crypto.encrypt("members.phone", member, "19900000001"),
            )
        )  # fmt: skip
    return member


def filing(resident: Resident, **changes: Any) -> services.FileTicket:
    """A repair of the resident's own unit."""
    given: dict[str, Any] = {"kind": TicketKind.REPAIR, "words": "厨房水管漏水，请尽快来修。", "client_key": uuid4()}
    return services.FileTicket(resident.unit_id, **(given | changes))


async def filed(database: Database, resident: Resident, **changes: Any) -> UUID:
    async with database.transaction(await actor_of(database, resident.person)) as tx:
        return (await services.file(tx, filing(resident, **changes))).ticket.id


async def moved(
    database: Database, person: Person, ticket: UUID, act: TicketAct, words: str = "已经联系业主处理。", **others: Any
) -> Ticket:
    async with database.transaction(await actor_of(database, person)) as tx:
        return (await services.move(tx, services.MoveTicket(ticket, act, words, **others))).ticket


async def assigned(database: Database, around: Neighbourhood, ticket: UUID) -> Ticket:
    async with database.transaction(await actor_of(database, around.company)) as tx:
        return (await services.assign(tx, services.AssignTicket(ticket, around.member_id))).ticket


async def finished(database: Database, around: Neighbourhood, resident: Resident | None = None) -> UUID:
    """A ticket that the company has seen to."""
    ticket = await filed(database, resident or around.resident)
    await assigned(database, around, ticket)
    await moved(database, around.company, ticket, TicketAct.FINISH)
    return ticket


async def rated(database: Database, person: Person, ticket: UUID, rating: int = 4) -> Ticket:
    async with database.transaction(await actor_of(database, person)) as tx:
        return (await services.rate_work(tx, services.RateTicketWork(ticket, rating))).ticket


async def linked(database: Database, actor: Actor, ticket: UUID, ballot: UUID, fen: int = 1_200_000) -> Ticket:
    async with database.transaction(actor) as tx:
        return (await services.link_cost(tx, services.LinkTicketCost(ticket, ballot, fen))).ticket


async def read_ticket(database: Database, ticket: UUID) -> Ticket:
    async with database.glance() as session:
        return (await session.scalars(select(Ticket).where(Ticket.id == ticket))).one()


async def a_photo(
    database: Database,
    client: httpx.AsyncClient,
    around: Neighbourhood,
    person: Person,
    purpose: PhotoPurpose | None = None,
) -> UUID:
    async with database.transaction(await actor_of(database, person)) as tx:
        if purpose is None:
            requested = await services.request_photo(tx, around.place.estate_id)
        else:
            requested = await photos.offer_address(tx, purpose)
    response = await client.post(
        f"/photos/{requested.token}", content=photo(), headers={"Cookie": f"gongjue={person.token}"}
    )
    assert response.status_code == 201, response.text
    return requested.photo_id
