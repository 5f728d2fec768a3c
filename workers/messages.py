"""Messages: make a broadcast's messages, and take waiting messages to the carrier.

The clock finds ids; an actor that is given one does all that is due, so that an id more or less changes nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.services import broadcasts, deliveries
from domain.services.carriers.carrier import Carrier
from domain.store.database import Database
from domain.store.tables import Broadcast, Message

# The clock hands over a few ids at a time: each sets a worker going, and a worker that goes takes everything.
FOUND_AT_ONCE = 4


async def messages_due(session: AsyncSession) -> Sequence[UUID]:
    """Some messages that are due now, single ones first."""
    due = select(Message.id).where(Message.state == "waiting", Message.next_attempt_at <= func.statement_timestamp())
    single = await session.scalars(
        due.where(Message.broadcast_id.is_(None)).order_by(Message.next_attempt_at).limit(FOUND_AT_ONCE)
    )
    of_broadcasts = await session.scalars(
        due.where(Message.broadcast_id.is_not(None)).order_by(Message.next_attempt_at).limit(FOUND_AT_ONCE)
    )
    return [*single, *of_broadcasts]


async def broadcasts_due(session: AsyncSession) -> Sequence[UUID]:
    """The broadcasts whose messages are not made yet, oldest first."""
    waiting = select(Broadcast.id).where(Broadcast.expanded_at.is_(None)).order_by(Broadcast.created_at)
    return (await session.scalars(waiting.limit(FOUND_AT_ONCE))).all()


async def deliver_due(database: Database, carrier: Carrier) -> int:
    """Take what is due to the carrier; returns how many messages were tried."""
    return await deliveries.deliver(database, carrier)


async def expand_due(database: Database) -> int:
    """Make the messages of every waiting broadcast, each broadcast in its own transaction; returns how many were."""
    expanded = 0
    while True:
        async with database.transaction(SYSTEM) as tx:
            if not await broadcasts.expand_next(tx):
                return expanded
        expanded += 1


async def expand(database: Database, _broadcasts: Sequence[UUID]) -> None:
    """What the actor of a waiting broadcast does."""
    await expand_due(database)


def delivering(open_carrier: Callable[[Database], Carrier]) -> Callable[[Database, Sequence[UUID]], Awaitable[None]]:
    """What the actor of a due message does; a process opens its carrier once and keeps it."""
    carrier_of = cache(open_carrier)

    async def deliver_one(database: Database, _messages: Sequence[UUID]) -> None:
        await deliver_due(database, carrier_of(database))

    return deliver_one
