"""Change sets: drafts of changes to a register, their counts per building, and the commands on them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select, text
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_document, mask_name
from domain.rules.policy import Actor, Permission
from domain.rules.refusals import Fault
from domain.rules.register import UnitFields
from domain.rules.terms import BuildingSource, ChangeSetState, DocumentKind, OwnerKind
from domain.services import change_apply, change_sets
from domain.services.change_check import set_faults, standing
from domain.services.change_items import item_of, items_of
from domain.store.crypto import FieldCrypto
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import within
from domain.store.tables import Change, ChangeSet, Estate
from resolvers.context import Info


@dataclass(frozen=True, slots=True)
class ChangedBuilding:
    """A building in the eyes of a set; `id` is None for one that the set adds and that is not in the register yet."""

    id: UUID | None
    name: str
    source: BuildingSource
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class DraftedOwner:
    """An owner as drafted, masked."""

    kind: OwnerKind
    document_kind: DocumentKind
    masked_name: str
    masked_document: str
    share: str | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change: the unit before (None for an addition) and after, and its new owners if they are to change."""

    id: UUID
    kind: str
    building_id: UUID | None
    new_building: str | None
    unit_id: UUID | None
    before: UnitFields | None
    after: UnitFields | None
    owners: list[DraftedOwner] | None
    title_from: datetime | None
    row: int | None


def sets_for(actor: Actor) -> Select[ChangeSet]:
    """The change sets of the estates whose register the actor maintains."""
    return (
        select(ChangeSet)
        .join(Estate, Estate.id == ChangeSet.estate_id)
        .where(within(actor, Permission.MAINTAIN_REGISTER))
    )


async def change_set(info: Info, id: UUID) -> ChangeSet | None:
    """One change set, or null."""
    async with info.context.database.glance() as session:
        found = await session.execute(sets_for(info.context.actor).where(ChangeSet.id == id))
        return found.scalar_one_or_none()


async def estate_change_sets(
    info: Info,
    estate_id: UUID | None = None,
    state: ChangeSetState | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[ChangeSet]:
    """The change sets of one estate, or of all whose register the actor maintains, latest first."""
    listed = sets_for(info.context.actor)
    if estate_id is not None:
        listed = listed.where(ChangeSet.estate_id == estate_id)
    if state is not None:
        listed = listed.where(ChangeSet.state == state)
    return await read_page(info.context.database, listed, by=[ChangeSet.id], first=first, after=after, descending=True)


async def changes(
    info: Info,
    change_set_id: UUID,
    building_id: UUID | None = None,
    new_building: str | None = None,
    unit_id: UUID | None = None,
    change_id: UUID | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[Change]:
    """The set's changes in the order in which they were put in; of one building or unit, or one alone, if it is named.

    `new_building` is one that the set itself adds.
    """
    visible = sets_for(info.context.actor).where(ChangeSet.id == change_set_id).with_only_columns(ChangeSet.id)
    listed = select(Change).where(Change.change_set_id.in_(visible))
    if building_id is not None:
        listed = listed.where(Change.building_id == building_id)
    if new_building is not None:
        listed = listed.where(Change.building_id.is_(None), Change.fields["new_building"].astext == new_building)
    if unit_id is not None:
        listed = listed.where(Change.unit_id == unit_id)
    if change_id is not None:
        listed = listed.where(Change.id == change_id)
    return await read_page(info.context.database, listed, by=[Change.id], first=first, after=after)


def shown_change(root: strawberry.Parent[Change], info: Info) -> ShownChange:
    """A change as a clerk sees it: owners masked, also the ones they typed."""
    return _shown(info.context.database.crypto, root)


def _shown(crypto: FieldCrypto, change: Change) -> ShownChange:
    item = item_of(crypto, change)
    owners = None
    if item.owners is not None:
        owners = [
            DraftedOwner(
                owner.kind, owner.document_kind, mask_name(owner.name), mask_document(owner.document[1]), owner.share
            )
            for owner in item.owners
        ]
    before = item.seen.unit if item.seen else None
    return ShownChange(
        item.id, item.kind, item.building_id, item.new_building, item.unit_id, before, item.unit, owners,
        item.title_from, item.row,
    )  # fmt: skip


async def change_set_faults(info: Info, change_set_id: UUID) -> list[Fault] | None:
    """What would keep the set from being applied now; null where there is no such set."""
    database = info.context.database
    async with database.read() as session:
        found = (
            await session.execute(sets_for(info.context.actor).where(ChangeSet.id == change_set_id))
        ).scalar_one_or_none()
        if found is None:
            return None
        items = await items_of(session, database.crypto, found.id)
        now = await standing(session, database.crypto, found.estate_id, items)
        at: datetime = (await session.execute(select(func.domain_now()))).scalar_one()
    return set_faults(database.crypto, now, items, at)


_PER_BUILDING = text("""
WITH sets AS (SELECT id, estate_id FROM change_sets WHERE id = ANY(:ids)),
places AS (
  SELECT s.id AS set_id, b.id, b.name, b.source, b.position FROM sets s
  JOIN buildings b ON b.estate_id = s.estate_id AND b.removed_at IS NULL
  UNION ALL
  SELECT s.id, NULL, c.fields ->> 'new_building', 'added', 1000000 FROM sets s
  JOIN changes c ON c.change_set_id = s.id AND c.kind = 'add_building'
  WHERE NOT EXISTS (SELECT FROM buildings b WHERE b.estate_id = s.estate_id AND b.removed_at IS NULL
                    AND b.name = c.fields ->> 'new_building')
)
SELECT p.set_id, p.id, p.name, p.source, count(*) FILTER (WHERE c.kind = 'add_unit') AS added,
       count(*) FILTER (WHERE c.kind = 'change_unit') AS changed
FROM places p LEFT JOIN changes c ON c.change_set_id = p.set_id AND c.kind <> 'add_building'
  AND (c.building_id = p.id OR (c.building_id IS NULL AND c.fields ->> 'new_building' = p.name))
GROUP BY p.set_id, p.id, p.name, p.source, p.position ORDER BY p.position, p.id, p.name
""")


async def estate_of_set(root: strawberry.Parent[ChangeSet], info: Info) -> Estate:
    """The estate whose register the set changes."""
    database = info.context.database

    def make() -> DataLoader[UUID, Estate]:
        return DataLoader(lambda ids: _estates(database, ids), cache=False)

    return await info.context.loader("estate_of_set", make).load(root.estate_id)


async def _estates(database: Database, ids: list[UUID]) -> list[Estate]:
    async with database.glance() as session:
        found = {one.id: one for one in await session.scalars(select(Estate).where(Estate.id.in_(ids)))}
    return [found[one] for one in ids]


async def buildings_of_set(root: strawberry.Parent[ChangeSet], info: Info) -> list[ChangedBuilding]:
    """The estate's buildings, and those that the set adds, with what it adds and changes in each."""
    database = info.context.database

    def make() -> DataLoader[UUID, list[ChangedBuilding]]:
        return DataLoader(lambda ids: _per_building(database, ids), cache=False)

    return await info.context.loader("buildings_of_set", make).load(root.id)


async def _per_building(database: Database, ids: list[UUID]) -> list[list[ChangedBuilding]]:
    async with database.glance() as session:
        rows = (await session.execute(_PER_BUILDING, {"ids": ids})).all()
    of_set: dict[UUID, list[ChangedBuilding]] = defaultdict(list)
    for row in rows:
        source = BuildingSource(row.source)
        of_set[row.set_id].append(ChangedBuilding(row.id, row.name, source, row.added, row.changed))
    return [of_set[one] for one in ids]


async def open_change_set(info: Info, estate_id: UUID) -> change_sets.ChangeSetOpened:
    """Open a change set for an estate."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await change_sets.open_set(tx, estate_id)


async def put_building(info: Info, command: change_sets.PutBuilding) -> change_sets.ChangePut:
    """Add a building to a set."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await change_sets.put_building(tx, command)


async def put_unit(info: Info, command: change_sets.PutUnit) -> change_sets.ChangePut:
    """Add a unit to a set, or change one."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await change_sets.put_unit(tx, command)


async def drop_change(info: Info, change_id: UUID) -> change_sets.ChangeDropped:
    """Take a change out of its set."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await change_sets.drop_change(tx, change_id)


async def drop_change_set(info: Info, change_set_id: UUID) -> change_sets.ChangeSetDropped:
    """Drop a set."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await change_sets.drop_set(tx, change_set_id)


async def submit_change_set(info: Info, change_set_id: UUID) -> change_apply.ChangeSetApplied:
    """Apply a set as a whole."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await change_apply.submit(tx, change_set_id)
