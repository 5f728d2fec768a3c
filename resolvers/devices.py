"""Card readers, for the street that keeps them, who watches over them, and the helpers who choose one."""

from dataclasses import dataclass
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, func, select
from strawberry.dataloader import DataLoader

from domain.rules.policy import Actor, Permission
from domain.services import devices as services
from domain.services.pad_views import ReaderNow, reader_now
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import in_streets
from domain.store.tables import Device, PadSession, Street
from resolvers.accounts import transaction
from resolvers.context import Info


def devices_seen(actor: Actor) -> ColumnElement[bool]:
    """A condition on `devices`: those of the streets where the actor watches over readers or works with one."""
    return in_streets(
        Device.street_code, [*actor.scopes(Permission.READ_DEVICES), *actor.scopes(Permission.OPERATE_PAD)]
    )


async def devices(
    info: Info,
    street_code: str | None = None,
    revoked: bool = False,
    first: int = 20,
    after: str | None = None,
) -> Page[Device]:
    """The readers that the actor may see, newest first; of one street where it is named."""
    listed = select(Device).where(devices_seen(info.context.actor))
    listed = listed.where(Device.revoked_at.is_not(None) if revoked else Device.revoked_at.is_(None))
    if street_code is not None:
        listed = listed.where(Device.street_code == street_code)
    return await read_page(info.context.database, listed, by=[Device.id], first=first, after=after, descending=True)


async def device(info: Info, id: UUID) -> Device | None:
    """A reader by its id."""
    async with info.context.database.glance() as session:
        seen = select(Device).where(Device.id == id, devices_seen(info.context.actor))
        return (await session.scalars(seen)).one_or_none()


async def create_device(info: Info, command: services.CreateDevice) -> services.CodeIssued:
    """Name a reader and issue its code."""
    async with transaction(info) as tx:
        return await services.create_device(tx, command)


async def renew_enrolment_code(info: Info, device_id: UUID) -> services.CodeIssued:
    """Issue a new code."""
    async with transaction(info) as tx:
        return await services.renew_enrolment_code(tx, device_id)


async def revoke_device(info: Info, command: services.ChangeDevice) -> Device:
    """Shut a reader out."""
    async with transaction(info) as tx:
        return await services.revoke_device(tx, command)


async def release_reader(info: Info, command: services.ChangeDevice) -> Device:
    """Let a device have another reader."""
    async with transaction(info) as tx:
        return await services.release_reader(tx, command)


@dataclass(frozen=True, slots=True)
class DeviceSurroundings:
    """What stands around a device: its street's name, how it is now, and the session that works with it."""

    street_name: str
    reader: ReaderNow
    pad_session_id: UUID | None


async def surroundings(root: strawberry.Parent[Device], info: Info) -> DeviceSurroundings:
    """What stands around a device."""
    database = info.context.database

    def make() -> DataLoader[UUID, DeviceSurroundings]:
        return DataLoader(lambda ids: _surroundings(database, ids), cache=False)

    return await info.context.loader("device_surroundings", make).load(root.id)


async def _surroundings(database: Database, ids: list[UUID]) -> list[DeviceSurroundings]:
    working = (PadSession.device_id == Device.id) & PadSession.ended_at.is_(None)
    statement = (
        select(Device, Street.name, PadSession.id, PadSession.ends_at, func.clock_timestamp(), func.domain_now())
        .join(Street, Street.code == Device.street_code)
        .outerjoin(PadSession, working)
        .where(Device.id.in_(ids))
    )
    async with database.glance() as session:
        rows = (await session.execute(statement)).all()
    found = {
        row[0].id: DeviceSurroundings(
            row[1], reader_now(row[0], row[4]), row[2] if row[3] is not None and row[5] < row[3] else None
        )
        for row in rows
    }
    return [found[one] for one in ids]
