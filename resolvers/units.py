"""One unit with its titles and certifications: who owns it is shown masked, and only to who may read people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_document, mask_name
from domain.rules.policy import Actor, Permission
from domain.rules.terms import CertificationMethod, DocumentKind, OwnerKind, UnitColour
from domain.services import owners as services
from domain.services.profiles import masked_phone_of
from domain.store.crypto import FieldCrypto
from domain.store.database import Database
from domain.store.selects import units_for
from domain.store.tables import Account, Building, Certification, Owner, Title, TitleOwner, Unit
from resolvers.context import Info


@dataclass(frozen=True, slots=True)
class MaskedOwner:
    """An owner as everyone who may read people sees them."""

    id: UUID
    kind: OwnerKind
    document_kind: DocumentKind
    masked_name: str
    masked_document: str
    share: str | None


@dataclass(frozen=True, slots=True)
class ShownTitle:
    """A title with its owners, masked."""

    id: UUID
    starts_at: datetime
    ends_at: datetime | None
    source: str
    evidence: str | None
    recorded_at: datetime
    owners: list[MaskedOwner]


@dataclass(frozen=True, slots=True)
class ShownCertification:
    """A certification with its account's phone, masked."""

    id: UUID
    owner_id: UUID
    masked_phone: str
    method: CertificationMethod
    certified_at: datetime
    ended_at: datetime | None
    ended_reason: str | None


async def unit(info: Info, id: UUID) -> Unit | None:
    """One unit, or null."""
    async with info.context.database.glance() as session:
        return (await session.execute(units_for(info.context.actor).where(Unit.id == id))).scalar_one_or_none()


def colour_of_unit(root: strawberry.Parent[Unit]) -> UnitColour:
    """Red: certified; yellow: the owner is known; green: neither."""
    if root.certified:
        return UnitColour.RED
    return UnitColour.YELLOW if root.owned else UnitColour.GREEN


async def building_name_of_unit(root: strawberry.Parent[Unit], info: Info) -> str:
    """The name of its building."""
    database = info.context.database

    def make() -> DataLoader[UUID, str]:
        return DataLoader(lambda ids: _building_names(database, ids), cache=False)

    return await info.context.loader("building_name", make).load(root.building_id)


async def _building_names(database: Database, ids: list[UUID]) -> list[str]:
    async with database.glance() as session:
        rows = await session.execute(select(Building.id, Building.name).where(Building.id.in_(ids)))
        names = {row.id: row.name for row in rows}
    return [names[one] for one in ids]


async def titles_of_unit(root: strawberry.Parent[Unit], info: Info) -> list[ShownTitle] | None:
    """The unit's titles, latest first; null for who may not read people there."""
    context = info.context

    def make() -> DataLoader[UUID, list[ShownTitle] | None]:
        return DataLoader(lambda ids: _titles(context.database, context.actor, ids), cache=False)

    return await context.loader("titles_of_unit", make).load(root.id)


async def _titles(database: Database, actor: Actor, ids: list[UUID]) -> list[list[ShownTitle] | None]:
    async with database.read() as session:
        readable = set(
            await session.scalars(
                units_for(actor, Permission.READ_PEOPLE).where(Unit.id.in_(ids)).with_only_columns(Unit.id)
            )
        )
        titles = (
            await session.scalars(select(Title).where(Title.unit_id.in_(readable)).order_by(Title.starts_at.desc()))
        ).all()
        owners = (
            await session.execute(
                select(TitleOwner.title_id, TitleOwner.share, Owner)
                .join(Owner, Owner.id == TitleOwner.owner_id)
                .where(TitleOwner.title_id.in_([title.id for title in titles]))
                .order_by(Owner.id)
            )
        ).all()
    of_title: dict[UUID, list[MaskedOwner]] = defaultdict(list)
    for title_id, share, owner in owners:
        of_title[title_id].append(_masked(database.crypto, owner, share))
    of_unit: dict[UUID, list[ShownTitle]] = defaultdict(list)
    for title in titles:
        of_unit[title.unit_id].append(_shown(title, of_title[title.id]))
    return [of_unit[one] if one in readable else None for one in ids]


def _masked(crypto: FieldCrypto, owner: Owner, share: str | None) -> MaskedOwner:
    return MaskedOwner(
        owner.id,
        owner.kind,
        owner.document_kind,
        mask_name(crypto.decrypt("owners.name", owner.id, owner.name)),
        mask_document(crypto.decrypt("owners.document_number", owner.id, owner.document_number)),
        share,
    )


def _shown(title: Title, owners: list[MaskedOwner]) -> ShownTitle:
    return ShownTitle(title.id, title.starts_at, title.ends_at, title.source, title.evidence, title.recorded_at, owners)


async def certifications_of_unit(root: strawberry.Parent[Unit], info: Info) -> list[ShownCertification] | None:
    """The unit's certifications, latest first; null for who may not read people there."""
    context = info.context

    def make() -> DataLoader[UUID, list[ShownCertification] | None]:
        return DataLoader(lambda ids: _certifications(context.database, context.actor, ids), cache=False)

    return await context.loader("certifications_of_unit", make).load(root.id)


async def _certifications(database: Database, actor: Actor, ids: list[UUID]) -> list[list[ShownCertification] | None]:
    async with database.read() as session:
        readable = set(
            await session.scalars(
                units_for(actor, Permission.READ_PEOPLE).where(Unit.id.in_(ids)).with_only_columns(Unit.id)
            )
        )
        rows: Sequence[tuple[Certification, Account]] = (
            await session.execute(
                select(Certification, Account)
                .join(Account, Account.id == Certification.account_id)
                .where(Certification.unit_id.in_(readable))
                .order_by(Certification.certified_at.desc(), Certification.id.desc())
            )
        ).all()
    of_unit: dict[UUID, list[ShownCertification]] = defaultdict(list)
    for certification, account in rows:
        of_unit[certification.unit_id].append(
            ShownCertification(
                certification.id,
                certification.owner_id,
                masked_phone_of(database.crypto, account),
                certification.method,
                certification.certified_at,
                certification.ended_at,
                certification.ended_reason,
            )
        )
    return [of_unit[one] if one in readable else None for one in ids]


async def reveal_owner(info: Info, command: services.RevealOwner) -> services.OwnerRevealed:
    """Show an owner in full, against a reason."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.reveal(tx, command)


async def correct_owner_name(info: Info, command: services.CorrectOwnerName) -> services.OwnerNameCorrected:
    """Correct the name under which an owner's document is known."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.correct_name(tx, command)
