"""Certification: choosing a unit by name, claiming it, and what one is certified for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import strawberry
from sqlalchemy import and_, false, or_, select
from strawberry.dataloader import DataLoader

from domain.rules.policy import Actor
from domain.rules.refusals import OwnerNotMatched
from domain.rules.terms import EstateStatus, OwnerKind
from domain.services import certifications as services
from domain.services import manual_reviews
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.tables import Building, Certification, Estate, Owner, Title, TitleOwner, Unit
from resolvers.accounts import transaction
from resolvers.context import Info


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit by the names on its doors, with its floor area in 0.01 m²; nothing about who owns it."""

    id: UUID
    estate_id: UUID
    estate_name: str
    building_name: str
    entrance: str
    floor: int
    room: str
    area: int


def _is_owner(actor: Actor) -> bool:
    return actor.kind == "owner"


async def certifiable_estates(info: Info, search: str = "", first: int = 20, after: str | None = None) -> Page[Estate]:
    """Completed estates whose name or address has `search` in it, by name; none for who is not an owner."""
    found = or_(
        Estate.name.contains(search.strip(), autoescape=True), Estate.address.contains(search.strip(), autoescape=True)
    )
    listed = select(Estate).where(Estate.status == EstateStatus.COMPLETED, found)
    if not _is_owner(info.context.actor):
        listed = listed.where(false())
    return await read_page(info.context.database, listed, by=[Estate.name, Estate.id], first=first, after=after)


async def certifiable_buildings(
    info: Info, estate_id: UUID, first: int = 100, after: str | None = None
) -> Page[Building]:
    """The buildings of a completed estate, as on its plan."""
    listed = (
        select(Building)
        .join(Estate, Estate.id == Building.estate_id)
        .where(Estate.id == estate_id, Estate.status == EstateStatus.COMPLETED, Building.removed_at.is_(None))
    )
    if not _is_owner(info.context.actor):
        listed = listed.where(false())
    return await read_page(info.context.database, listed, by=[Building.position, Building.id], first=first, after=after)


async def certifiable_units(
    info: Info, building_id: UUID, search: str = "", first: int = 100, after: str | None = None
) -> Page[Unit]:
    """The units of a building of a completed estate whose room has `search` in it, from the ground up."""
    listed = (
        select(Unit)
        .join(Estate, Estate.id == Unit.estate_id)
        .where(
            Unit.building_id == building_id,
            Unit.removed_at.is_(None),
            Estate.status == EstateStatus.COMPLETED,
            Unit.room.contains(search.strip(), autoescape=True),
        )
    )
    if not _is_owner(info.context.actor):
        listed = listed.where(false())
    by = [Unit.entrance, Unit.floor, Unit.room, Unit.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after)


async def my_certifications(info: Info, first: int = 20, after: str | None = None) -> Page[Certification]:
    """What the actor's account is and was certified for, the latest first."""
    listed = select(Certification).where(Certification.account_id == info.context.actor.account_id)
    by = [Certification.certified_at, Certification.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


async def my_other_units(info: Info, first: int = 20, after: str | None = None) -> Page[Unit]:
    """The owner's units in completed estates that the actor's account is not certified for yet and may add at a tap."""
    actor = info.context.actor
    mine = select(Certification).where(Certification.account_id == actor.account_id, Certification.ended_at.is_(None))
    in_force = (
        select(Title.unit_id)
        .join(TitleOwner, TitleOwner.title_id == Title.id)
        .join(Owner, Owner.id == TitleOwner.owner_id)
        .join(Unit, Unit.id == Title.unit_id)
        .where(
            TitleOwner.owner_id.in_(mine.with_only_columns(Certification.owner_id)),
            Title.id.not_in(mine.with_only_columns(Certification.title_id)),
            services.IN_FORCE,
            or_(and_(Unit.developer_stock.is_(False), Unit.delivered), Owner.kind == OwnerKind.ORGANISATION),
        )
    )
    listed = (
        select(Unit)
        .join(Estate, Estate.id == Unit.estate_id)
        .where(Unit.id.in_(in_force), Unit.removed_at.is_(None), Estate.status == EstateStatus.COMPLETED)
    )
    return await read_page(info.context.database, listed, by=[Unit.id], first=first, after=after)


async def unit_of_certification(root: strawberry.Parent[Certification], info: Info) -> NamedUnit:
    """The unit that a certification is for, by its names."""
    return await _named_units(info).load(root.unit_id)


async def named_unit(root: strawberry.Parent[Unit], info: Info) -> NamedUnit:
    """A unit by its names."""
    return await _named_units(info).load(root.id)


async def units_named(info: Info, unit_ids: Sequence[UUID]) -> list[NamedUnit]:
    """These units by their names, in this order."""
    return list(await _named_units(info).load_many(unit_ids))


def _named_units(info: Info) -> DataLoader[UUID, NamedUnit]:
    database = info.context.database

    def make() -> DataLoader[UUID, NamedUnit]:
        return DataLoader(lambda ids: _read_named_units(database, ids), cache=False)

    return info.context.loader("named_unit", make)


async def _read_named_units(database: Database, ids: list[UUID]) -> list[NamedUnit]:
    async with database.glance() as session:
        rows = await session.execute(
            select(Unit.id, Estate.id, Estate.name, Building.name, Unit.entrance, Unit.floor, Unit.room, Unit.area)
            .join(Estate, Estate.id == Unit.estate_id)
            .join(Building, Building.id == Unit.building_id)
            .where(Unit.id.in_(ids))
        )
        named = {row[0]: NamedUnit(*row) for row in rows}
    return [named[one] for one in ids]


async def certify(info: Info, command: services.Certify) -> services.Certified:
    """Claim a unit and certify it. The claim is counted before it is compared; what failed is kept for a review."""
    async with transaction(info) as tx:
        claimed = await services.claim(tx, command)
    try:
        async with transaction(info) as tx:
            return await services.certify(tx, claimed)
    except OwnerNotMatched:
        async with transaction(info) as tx:
            await manual_reviews.keep_failed_match(tx, claimed)
        raise


async def certify_by_id_card(info: Info, command: services.Certify) -> services.Certified:
    """Certify by name and identity card number."""
    return await certify(info, command)


async def certify_by_document(info: Info, command: services.Certify) -> services.Certified:
    """Certify by name and the number of another document, an organisation's code among them."""
    return await certify(info, command)


async def certify_my_other_units(info: Info, command: services.CertifyMyOtherUnits) -> services.Certified:
    """Certify further units of the owner, without typing anything again."""
    async with transaction(info) as tx:
        return await services.certify_my_other_units(tx, command)
