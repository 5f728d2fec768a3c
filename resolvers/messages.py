"""Messages: what became of them, and writing to a ballot's owners."""

from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_phone
from domain.rules.terms import MessageState
from domain.services import broadcasts as services
from domain.services.notice_reach import ChannelReach, reach_of_broadcasts
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import broadcasts_for, deliveries_for
from domain.store.tables import Account, Broadcast, Message
from resolvers.context import Info


async def message_owners(info: Info, command: services.MessageOwners) -> services.OwnersMessaged:
    """Write to the owners in a ballot's scope."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.message_owners(tx, command)


async def broadcast_forecast(info: Info, ballot_id: UUID) -> services.BroadcastForecast | None:
    """What a message to the owners would come to now, or null."""
    async with info.context.database.read() as session:
        return await services.forecast_of(session, info.context.actor, ballot_id)


async def deliveries(
    info: Info,
    estate_id: UUID | None = None,
    broadcast_id: UUID | None = None,
    state: MessageState | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[Message]:
    """What became of messages, newest first."""
    listed = deliveries_for(info.context.actor)
    if estate_id is not None:
        listed = listed.where(Message.estate_id == estate_id)
    if broadcast_id is not None:
        listed = listed.where(Message.broadcast_id == broadcast_id)
    if state is not None:
        listed = listed.where(Message.state == state.value)
    by = [Message.created_at, Message.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


async def broadcasts(info: Info, ballot_id: UUID, first: int = 20, after: str | None = None) -> Page[Broadcast]:
    """The broadcasts about a ballot, newest first."""
    listed = broadcasts_for(info.context.actor).where(Broadcast.ballot_id == ballot_id)
    by = [Broadcast.created_at, Broadcast.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


async def masked_phone(root: strawberry.Parent[Message], info: Info) -> str | None:
    """The phone to which a message goes or went; unknown once a message that named the phone itself is done."""
    database = info.context.database
    if root.phone is not None:
        return mask_phone(database.crypto.decrypt("messages.phone", root.id, root.phone))
    if root.account_id is None:
        return None

    def make() -> DataLoader[UUID, str | None]:
        return DataLoader(lambda accounts: masked_phones(database, accounts), cache=False)

    return await info.context.loader("masked_phone", make).load(root.account_id)


async def masked_phones(database: Database, accounts: list[UUID]) -> list[str | None]:
    """The masked phone of each account, None where there is no such account."""
    async with database.glance() as session:
        rows = (await session.execute(select(Account.id, Account.phone).where(Account.id.in_(accounts)))).all()
    masked = {
        id_: mask_phone(database.crypto.decrypt("accounts.phone", id_, phone))
        for id_, phone in rows
        if phone is not None
    }
    return [masked.get(account) for account in accounts]


async def reach(root: strawberry.Parent[Broadcast], info: Info) -> list[ChannelReach]:
    """What became of a broadcast, by channel."""
    database = info.context.database

    async def load(ids: list[UUID]) -> list[list[ChannelReach]]:
        async with database.glance() as session:
            return await reach_of_broadcasts(session, ids)

    def make() -> DataLoader[UUID, list[ChannelReach]]:
        return DataLoader(load, cache=False)

    return await info.context.loader("broadcast_reach", make).load(root.id)
