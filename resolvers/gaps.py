"""The gap planner: what a running ballot still lacks, and at which doors it can be found."""

from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_name
from domain.rules.terms import OwnerKind
from domain.services import gaps as services
from domain.store.database import Database
from domain.store.pages import Page, page_of
from domain.store.tables import Owner
from resolvers.context import Info


async def gap_plan(info: Info, ballot_id: UUID) -> services.GapPlan | None:
    """The plan of an open ballot, or null."""
    return await services.gap_plan(info.context.database, info.context.actor, ballot_id)


async def silent_units(
    info: Info,
    ballot_id: UUID,
    certified: bool | None = None,
    reached: bool | None = None,
    building_id: UUID | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[services.Door]:
    """The counted units that were not cast, building by building."""
    doors = await services.silent_doors(info.context.database, info.context.actor, ballot_id)
    wanted = None if building_id is None else str(building_id)
    listed = [
        door
        for door in doors
        if (certified is None or door.certified is certified)
        and (reached is None or door.reached is reached)
        and (wanted is None or door.building_id == wanted)
    ]
    return page_of(listed, lambda door: door.place, first=first, after=after)


def parts(
    root: strawberry.Parent[services.GapPlan],
    level: services.PartLevel = services.PartLevel.BUILDING,
    building_id: UUID | None = None,
) -> list[services.GapPart]:
    """The scope in parts."""
    return services.parts_of(root, level, building_id)


def visits(
    root: strawberry.Parent[services.GapPlan],
    building_id: UUID | None = None,
    entrance: str | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[services.DoorVisit]:
    """The list of doors, in the order in which somebody walks."""
    return page_of(services.doors_of(root, building_id, entrance), services.visit_place, first=first, after=after)


async def masked_name(root: strawberry.Parent[services.DoorVisit], info: Info) -> str:
    """Whom to ask for, masked."""
    return (await _owner(info, root.owner_id))[0]


async def owner_kind(root: strawberry.Parent[services.DoorVisit], info: Info) -> OwnerKind:
    """Whether a person or an organisation votes there."""
    return (await _owner(info, root.owner_id))[1]


async def _owner(info: Info, owner_id: UUID) -> tuple[str, OwnerKind]:
    database = info.context.database

    def make() -> DataLoader[UUID, tuple[str, OwnerKind]]:
        return DataLoader(lambda owners: _owners(database, owners), cache=False)

    return await info.context.loader("visited_owner", make).load(owner_id)


async def _owners(database: Database, ids: list[UUID]) -> list[tuple[str, OwnerKind]]:
    async with database.glance() as session:
        rows = (await session.execute(select(Owner.id, Owner.name, Owner.kind).where(Owner.id.in_(ids)))).all()
    found = {id_: (mask_name(database.crypto.decrypt("owners.name", id_, name)), kind) for id_, name, kind in rows}
    return [found[one] for one in ids]
