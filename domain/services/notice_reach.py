"""Whom a notice has reached: opened in the app, or told of by a message about its ballot; by unit, never by phone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import Actor, Permission
from domain.rules.refusals import NotFound, NotSignedIn
from domain.rules.settings import NEVER_COUNTED
from domain.rules.terms import NoticeState
from domain.services.access import require
from domain.store.database import Transaction
from domain.store.selects import notices_followed_by, one_of, units_for
from domain.store.tables import Ballot, Broadcast, Certification, Message, Notice, NoticeRead, Unit


@dataclass(frozen=True, slots=True)
class NoticeOpened:
    """When the account first opened the notice."""

    notice_id: UUID
    read_at: datetime


async def mark_read(tx: Transaction, notice_id: UUID) -> NoticeOpened:
    """Say that the actor, an owner of the estate, has opened a published notice; the first time counts.

    Raises `NotSignedIn` and `NotFound`.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    published = select(Notice.estate_id).where(Notice.id == notice_id, Notice.state == NoticeState.PUBLISHED)
    estate_id = await tx.session.scalar(published)
    held = await require(tx, Permission.CONFIRM_READING, estate_id or notice_id)
    given = {"notice_id": notice_id, "account_id": tx.actor.account_id, "read_at": await tx.now()}
    read_at = await tx.session.scalar(
        insert(NoticeRead).values(given).on_conflict_do_nothing().returning(NoticeRead.read_at)
    )
    if read_at is None:
        earlier = await tx.session.get(NoticeRead, (notice_id, tx.actor.account_id))
        if earlier is None:
            raise NotFound()
        return NoticeOpened(notice_id, earlier.read_at)
    tx.record("notice.read", "notice", notice_id, estate_id=estate_id, role=held.role)
    return NoticeOpened(notice_id, read_at)


@dataclass(frozen=True, slots=True)
class NoticeReach:
    """How far a notice has come, in units that can have an owner and in certified accounts.

    A unit is read when an account certified for it has opened the notice, messaged when a message about the notice's
    ballot was delivered to one, reached when either is so.
    """

    notice_id: UUID
    units: int
    certified_units: int
    read_units: int
    messaged_units: int
    reached_units: int
    accounts: int
    read_accounts: int


_REACH = text("""
WITH theirs AS (
  SELECT c.unit_id, c.account_id FROM certifications c WHERE c.estate_id = :estate AND c.ended_at IS NULL
), told AS (
  SELECT DISTINCT m.account_id FROM ballots b
  JOIN broadcasts o ON o.ballot_id = b.id JOIN messages m ON m.broadcast_id = o.id AND m.state = 'sent'
  WHERE b.estate_id = :estate AND :notice IN (b.publicity_id, b.announcement_id)
), reach AS (
  SELECT t.unit_id, bool_or(r.account_id IS NOT NULL) AS read, bool_or(m.account_id IS NOT NULL) AS messaged
  FROM theirs t LEFT JOIN notice_reads r ON r.notice_id = :notice AND r.account_id = t.account_id
  LEFT JOIN told m ON m.account_id = t.account_id GROUP BY t.unit_id
)
SELECT count(*), count(*) FILTER (WHERE u.certified), count(*) FILTER (WHERE x.read),
       count(*) FILTER (WHERE x.messaged), count(*) FILTER (WHERE x.read OR x.messaged),
       (SELECT count(DISTINCT account_id) FROM theirs),
       (SELECT count(DISTINCT t.account_id) FROM theirs t JOIN notice_reads r ON r.account_id = t.account_id
        WHERE r.notice_id = :notice)
FROM units u LEFT JOIN reach x ON x.unit_id = u.id
WHERE u.estate_id = :estate AND u.removed_at IS NULL AND u.usage <> ALL(:never)
""")


async def reach_of(session: AsyncSession, actor: Actor, notice_id: UUID) -> NoticeReach | None:
    """How far a published notice has come, for who follows it; None for anybody else."""
    estate_id = await session.scalar(_followed(actor, notice_id))
    if estate_id is None:
        return None
    given = {"estate": estate_id, "notice": notice_id, "never": sorted(usage.value for usage in NEVER_COUNTED)}
    return NoticeReach(notice_id, *(await session.execute(_REACH, given)).one())


def _followed(actor: Actor, notice_id: UUID) -> Select[UUID]:
    """The estate of the notice, if the actor follows it."""
    return notices_followed_by(actor).where(Notice.id == notice_id).with_only_columns(Notice.estate_id)


def units_of_notice(
    actor: Actor, notice_id: UUID, *, certified: bool | None = None, read: bool | None = None,
    reached: bool | None = None,
) -> Select[Unit]:  # fmt: skip
    """The units that a published notice is for, as `reach_of` counts them, narrowed to what is asked."""
    estate = _followed(actor, notice_id)
    listed = units_for(actor, Permission.READ_DELIVERIES).where(
        Unit.estate_id.in_(estate), Unit.usage.not_in(NEVER_COUNTED)
    )
    is_read, is_messaged = _read(notice_id), _messaged(notice_id)
    for wanted, condition in ((certified, Unit.certified), (read, is_read), (reached, or_(is_read, is_messaged))):
        if wanted is not None:
            listed = listed.where(condition if wanted else ~condition)
    return listed


def _read(notice_id: UUID) -> ColumnElement[bool]:
    return Unit.id.in_(
        select(Certification.unit_id)
        .join(NoticeRead, NoticeRead.account_id == Certification.account_id)
        .where(Certification.ended_at.is_(None), NoticeRead.notice_id == notice_id)
    )


def _messaged(notice_id: UUID) -> ColumnElement[bool]:
    return Unit.id.in_(
        select(Certification.unit_id)
        .join(Message, and_(Message.account_id == Certification.account_id, Message.state == "sent"))
        .join(Broadcast, Broadcast.id == Message.broadcast_id)
        .join(Ballot, Ballot.id == Broadcast.ballot_id)
        .where(
            Certification.ended_at.is_(None),
            or_(Ballot.publicity_id == notice_id, Ballot.announcement_id == notice_id),
        )
    )


async def states_of(session: AsyncSession, notice_id: UUID, unit_ids: Collection[UUID]) -> list[tuple[bool, bool]]:
    """Of each unit whether it is read and whether it is messaged, in the order of `unit_ids`; one statement."""
    rows = await session.execute(
        select(Unit.id, _read(notice_id), _messaged(notice_id)).where(one_of(Unit.id, unit_ids))
    )
    found = {unit: (read, messaged) for unit, read, messaged in rows}
    return [found[unit] for unit in unit_ids]


class DeliveryChannel(StrEnum):
    """How something comes to an owner."""

    SMS = "sms"
    APP = "app"


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """What became of a broadcast on one channel, in the accounts that it was made for.

    In the app, whoever has opened a notice of the broadcast's ballot has it; nothing fails or expires there.
    """

    channel: DeliveryChannel
    waiting: int
    delivered: int
    failed: int = 0
    expired: int = 0


_STATES = text("""
SELECT m.broadcast_id, count(*), count(*) FILTER (WHERE m.state = 'waiting'), count(*) FILTER (WHERE m.state = 'sent'),
       count(*) FILTER (WHERE m.state = 'failed'), count(*) FILTER (WHERE m.state = 'expired'),
       count(*) FILTER (WHERE EXISTS (
         SELECT FROM notice_reads r
         WHERE r.notice_id IN (b.publicity_id, b.announcement_id) AND r.account_id = m.account_id))
FROM messages m JOIN broadcasts o ON o.id = m.broadcast_id JOIN ballots b ON b.id = o.ballot_id
WHERE m.broadcast_id = ANY(:broadcasts) GROUP BY m.broadcast_id
""")


async def reach_of_broadcasts(session: AsyncSession, ids: Sequence[UUID]) -> list[list[ChannelReach]]:
    """What became of each broadcast, in one statement; zeros for one whose messages are not made yet."""
    rows = await session.execute(_STATES, {"broadcasts": list(ids)})
    found = {row[0]: row[1:] for row in rows}
    return [_by_channel(*found.get(one, (0,) * 6)) for one in ids]


def _by_channel(made: int, waiting: int, sent: int, failed: int, expired: int, opened: int) -> list[ChannelReach]:
    return [
        ChannelReach(DeliveryChannel.SMS, waiting, sent, failed, expired),
        ChannelReach(DeliveryChannel.APP, made - opened, opened),
    ]
