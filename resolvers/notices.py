"""Notices: what an actor may read of them, and the commands on their way from a draft to the wall."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.dataloader import DataLoader

from domain.rules.notice import ComparedLine, NoticeText, difference
from domain.rules.policy import Actor, Place
from domain.rules.terms import NoticeKind, NoticeState, OrganizerKind
from domain.services import notice_reach
from domain.services import notices as services
from domain.services.templates.render import notice_page
from domain.services.wording import Language
from domain.store.database import Database, Transaction
from domain.store.pages import Page, read_page
from domain.store.selects import notices_for, notices_in_work, own_notices
from domain.store.tables import Building, Estate, Notice, NoticeRead, NoticeRevision, Organizer, Street, Unit
from resolvers.context import Info


async def notice(info: Info, id: UUID) -> Notice | None:
    """One notice, or null."""
    async with info.context.database.glance() as session:
        return (await session.scalars(notices_for(info.context.actor).where(Notice.id == id))).one_or_none()


async def notices(
    info: Info,
    estate_id: UUID | None = None,
    kinds: list[NoticeKind] | None = None,
    read: bool | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[Notice]:
    """Published notices, newest first; `read` narrows them to those that the actor has opened, or has not."""
    listed = _of(notices_for(info.context.actor), estate_id, kinds).where(Notice.state == NoticeState.PUBLISHED)
    if read is not None:
        opened = Notice.id.in_(
            select(NoticeRead.notice_id).where(NoticeRead.account_id == info.context.actor.account_id)
        )
        listed = listed.where(opened if read else ~opened)
    by = [Notice.published_at, Notice.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


async def notices_in_progress(
    info: Info,
    estate_id: UUID | None = None,
    kinds: list[NoticeKind] | None = None,
    states: list[NoticeState] | None = None,
    mine: bool = False,
    first: int = 20,
    after: str | None = None,
) -> Page[Notice]:
    """Notices in any state that the actor works on or oversees, newest draft first.

    `mine` are those of the bodies for which the actor writes, which the actor can mend, submit and publish.
    """
    working = select(Notice).join(Estate).where(notices_in_work(info.context.actor))
    listed = _of(working, estate_id, kinds)
    if states:
        listed = listed.where(Notice.state.in_(states))
    if mine:
        listed = listed.where(own_notices(info.context.actor))
    by = [Notice.created_at, Notice.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


def _of(listed: Any, estate_id: UUID | None, kinds: list[NoticeKind] | None) -> Any:
    if estate_id is not None:
        listed = listed.where(Notice.estate_id == estate_id)
    return listed.where(Notice.kind.in_(kinds)) if kinds else listed


async def publisher(root: strawberry.Parent[Notice], info: Info) -> str:
    """The name of the body that the notice speaks for; never a person's."""
    return (await _surroundings(info, root)).publisher


async def estate_name(root: strawberry.Parent[Notice], info: Info) -> str:
    """The name of the estate."""
    return (await _surroundings(info, root)).estate


async def mine(root: strawberry.Parent[Notice], info: Info) -> bool:
    """Whether the actor acts for the body that the notice belongs to."""
    place = (await _surroundings(info, root)).place
    return services.may_write(info.context.actor, place, root)


async def html(root: strawberry.Parent[Notice], info: Info) -> str:
    """The notice as a safe fragment of HTML in the reader's language."""
    around = await _surroundings(info, root)
    return notice_page(
        kind=root.kind,
        title=root.title,
        body=root.body,
        agenda=[(item.kind, item.title) for item in services.agenda_of(root.agenda)],
        estate=around.estate,
        publisher=around.publisher,
        published_at=root.published_at,
        language=Language(info.context.language),
    )


async def changes_since_rejection(root: strawberry.Parent[Notice], info: Info) -> Sequence[ComparedLine] | None:
    """The last rejected text beside the present one; null if none was rejected or the actor does not work on it."""
    database, actor = info.context.database, info.context.actor

    def make() -> DataLoader[UUID, NoticeRevision | None]:
        return DataLoader(lambda ids: _last_rejected(database, actor, ids), cache=False)

    rejected = await info.context.loader("last_rejected_revision", make).load(root.id)
    if rejected is None:
        return None
    old = NoticeText(root.kind, rejected.title, rejected.body, services.agenda_of(rejected.agenda))
    return difference(old, services.text_of(root))


async def _last_rejected(database: Database, actor: Actor, ids: list[UUID]) -> list[NoticeRevision | None]:
    rejected = (
        select(NoticeRevision)
        .join(Notice, Notice.id == NoticeRevision.notice_id)
        .join(Estate, Estate.id == Notice.estate_id)
        .where(Notice.id.in_(ids), NoticeRevision.approved.is_(False), notices_in_work(actor))
        .order_by(NoticeRevision.revision)
    )
    async with database.glance() as session:
        # Of several revisions of one notice the last one stays.
        found = {revision.notice_id: revision for revision in await session.scalars(rejected)}
    return [found.get(one) for one in ids]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a notice's page says beside its words."""

    estate: str
    publisher: str
    place: Place


async def _surroundings(info: Info, root: Notice) -> Surroundings:
    database = info.context.database

    def make() -> DataLoader[UUID, Surroundings]:
        return DataLoader(lambda ids: surroundings_of(database, ids), cache=False)

    return await info.context.loader("notice_surroundings", make).load(root.id)


async def surroundings_of(database: Database, ids: list[UUID]) -> list[Surroundings]:
    """The estate and the publishing body of each notice, by name."""
    named = (
        select(
            Notice.id,
            Notice.organizer_kind,
            Estate.name,
            Organizer.name,
            Street.name,
            Street.code,
            Street.district_code,
            Estate.id,
        )
        .join(Estate, Estate.id == Notice.estate_id)
        .join(Street, Street.code == Estate.street_code)
        .outerjoin(Organizer, Organizer.id == Notice.organizer_id)
        .where(Notice.id.in_(ids))
    )
    async with database.glance() as session:
        rows = (await session.execute(named)).all()
    found = {
        id_: Surroundings(
            estate, street if kind is OrganizerKind.STREET or body is None else body, Place(district, code, estate_id)
        )
        for id_, kind, estate, body, street, code, district, estate_id in rows
    }
    return [found[one] for one in ids]


async def read_at(root: strawberry.Parent[Notice], info: Info) -> datetime | None:
    """When the actor's own account first opened it; null if it has not, and for staff."""
    database, account = info.context.database, info.context.actor.account_id

    def make() -> DataLoader[UUID, datetime | None]:
        return DataLoader(lambda ids: _read_at(database, account, ids), cache=False)

    return await info.context.loader("notice_read_at", make).load(root.id)


async def _read_at(database: Database, account: UUID | None, ids: list[UUID]) -> list[datetime | None]:
    opened = select(NoticeRead.notice_id, NoticeRead.read_at).where(
        NoticeRead.notice_id.in_(ids), NoticeRead.account_id == account
    )
    async with database.glance() as session:
        found = {row.notice_id: row.read_at for row in await session.execute(opened)}
    return [found.get(one) for one in ids]


async def notice_reach_of(info: Info, notice_id: UUID) -> notice_reach.NoticeReach | None:
    """How far a published notice has come, or null."""
    async with info.context.database.read() as session:
        return await notice_reach.reach_of(session, info.context.actor, notice_id)


@dataclass(frozen=True, slots=True)
class NoticeUnit:
    """A unit that a notice is for, and whether the notice has reached it."""

    unit_id: UUID
    building: str
    entrance: str
    floor: int
    room: str
    certified: bool
    read: bool
    messaged: bool


async def notice_units(
    info: Info,
    notice_id: UUID,
    certified: bool | None = None,
    read: bool | None = None,
    reached: bool | None = None,
    building_id: UUID | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[NoticeUnit]:
    """The units that a notice is for, building by building."""
    database, actor = info.context.database, info.context.actor
    listed = notice_reach.units_of_notice(actor, notice_id, certified=certified, read=read, reached=reached)
    if building_id is not None:
        listed = listed.where(Unit.building_id == building_id)
    by = [Unit.building_id, Unit.entrance, Unit.floor, Unit.room, Unit.id]
    page = await read_page(database, listed, by=by, first=first, after=after)
    async with database.read() as session:
        states = await notice_reach.states_of(session, notice_id, [unit.id for unit in page.rows])
        named = select(Building.id, Building.name).where(Building.id.in_({unit.building_id for unit in page.rows}))
        names = {row.id: row.name for row in await session.execute(named)}
    rows = [
        NoticeUnit(unit.id, names[unit.building_id], unit.entrance, unit.floor, unit.room, unit.certified, *state)
        for unit, state in zip(page.rows, states, strict=True)
    ]
    return Page(rows, page.cursors, page.has_next_page, page.count)


async def mark_notice_read(info: Info, command: UUID) -> notice_reach.NoticeOpened:
    """Say that one has opened a notice."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await notice_reach.mark_read(tx, command)


_Service = Callable[[Transaction, Any], Coroutine[Any, Any, services.NoticeChanged]]


async def _run(info: Info, service: _Service, command: object) -> services.NoticeChanged:
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await service(tx, command)


async def create_notice(info: Info, command: services.CreateNotice) -> services.NoticeChanged:
    """Begin a draft."""
    return await _run(info, services.create, command)


async def revise_notice(info: Info, command: services.ReviseNotice) -> services.NoticeChanged:
    """Replace the text of a draft or a rejected notice."""
    return await _run(info, services.revise, command)


async def submit_notice(info: Info, command: UUID) -> services.NoticeChanged:
    """Hand a ballot notice to the street."""
    return await _run(info, services.submit, command)


async def withdraw_notice(info: Info, command: UUID) -> services.NoticeChanged:
    """Take a submitted notice back."""
    return await _run(info, services.withdraw, command)


async def review_notice(info: Info, command: services.ReviewNotice) -> services.NoticeChanged:
    """Approve or reject a submitted notice."""
    return await _run(info, services.review, command)


async def publish_notice(info: Info, command: UUID) -> services.NoticeChanged:
    """Publish a notice."""
    return await _run(info, services.publish, command)
