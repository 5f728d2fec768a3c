"""Estates: what an actor may see of them, and the commands that propose, accept and complete them."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload
from strawberry.dataloader import DataLoader

from domain.rules.policy import Permission
from domain.rules.refusals import Fault
from domain.rules.register import ACCEPTED
from domain.rules.terms import EstateStatus
from domain.services import estate_settings
from domain.services import estates as services
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import estates_for
from domain.store.tables import Assembly, Estate, Street
from resolvers.context import Info


async def estate(info: Info, id: UUID) -> Estate | None:
    """One estate, or null."""
    async with info.context.database.glance() as session:
        return (await session.execute(estates_for(info.context.actor).where(Estate.id == id))).scalar_one_or_none()


async def estate_blockers(info: Info, id: UUID) -> list[Fault] | None:
    """What keeps an estate that is being prepared from being completed, or null for who may not see its units."""
    visible = estates_for(info.context.actor, Permission.READ_UNITS).where(Estate.id == id)
    async with info.context.database.read() as session:
        found = (await session.execute(visible)).scalar_one_or_none()
        return await services.completion_blockers(session, found) if found is not None else None


async def estates(
    info: Info,
    search: str | None = None,
    status: EstateStatus | None = None,
    district: str | None = None,
    street: str | None = None,
    awaiting_assembly: bool = False,
    accepted: bool = False,
    first: int = 20,
    after: str | None = None,
) -> Page[Estate]:
    """The estates that the actor may see, by name; `search` is part of a name, an address or a project number.

    `accepted` are those that the district has accepted, and that may be worked on.
    """
    listed = _matching(estates_for(info.context.actor), search)
    if status is not None:
        listed = listed.where(Estate.status == status)
    if accepted or awaiting_assembly:
        listed = listed.where(Estate.status.in_(ACCEPTED))
    if awaiting_assembly:
        listed = listed.where(~exists().where(Assembly.estate_id == Estate.id))
    if street is not None:
        listed = listed.where(Estate.street_code == street)
    if district is not None:
        listed = listed.join(Street, Street.code == Estate.street_code).where(Street.district_code == district)
    return await read_page(info.context.database, listed, by=[Estate.name, Estate.id], first=first, after=after)


class OfEstate(Protocol):
    """Whatever belongs to an estate."""

    estate_id: UUID


class PerhapsOfEstate(Protocol):
    """Whatever may belong to an estate."""

    estate_id: UUID | None


async def estate_of(root: OfEstate, info: Info) -> Estate:
    """The estate of something: whoever sees the thing sees its estate."""
    return await _loader(info).load(root.estate_id)


async def estate_if_any(root: PerhapsOfEstate, info: Info) -> Estate | None:
    """The estate of something that may belong to none."""
    return await _loader(info).load(root.estate_id) if root.estate_id is not None else None


def _loader(info: Info) -> DataLoader[UUID, Estate]:
    database = info.context.database

    def make() -> DataLoader[UUID, Estate]:
        return DataLoader(lambda ids: _estates(database, ids), cache=False)

    return info.context.loader("estate_of", make)


async def _estates(database: Database, ids: Sequence[UUID]) -> list[Estate]:
    async with database.glance() as session:
        placed = joinedload(Estate.street).joinedload(Street.district)
        rows = await session.scalars(select(Estate).where(Estate.id.in_(ids)).options(placed))
        found = {estate.id: estate for estate in rows}
    return [found[one] for one in ids]


def _matching(listed: Select[Estate], search: str | None) -> Select[Estate]:
    wanted = (search or "").strip()
    if not wanted:
        return listed
    return listed.where(
        or_(
            Estate.name.icontains(wanted, autoescape=True),
            Estate.address.icontains(wanted, autoescape=True),
            func.starts_with(Estate.number, wanted),
        )
    )


async def propose_estate(info: Info, command: services.ProposeEstate) -> services.EstateProposed:
    """Propose an estate that is missing."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.propose(tx, command)


async def decide_estate(info: Info, command: services.DecideEstate) -> services.EstateDecided:
    """Accept or reject a proposed estate."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.decide(tx, command)


async def complete_estate(info: Info, command: services.CompleteEstate) -> services.EstateCompleted:
    """Mark an estate's data as verified."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.complete(tx, command)


async def change_estate_settings(
    info: Info, command: estate_settings.ChangeEstateSettings
) -> estate_settings.EstateSettingsChanged:
    """Change the settings that an estate's ballots are counted by."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await estate_settings.change_settings(tx, command)
