"""Casting, and what an owner sees of their own votes."""

from uuid import UUID

from domain.services import castings as services
from domain.services import receipts
from resolvers.context import Info


async def cast_ballot(info: Info, command: services.Cast) -> services.Receipt:
    """Answer all open matters of a ballot."""
    return await services.cast(info.context.database, command)


async def my_weight(info: Info, ballot_id: UUID) -> receipts.Weight | None:
    """How the actor counts in a ballot."""
    return await receipts.weight_of(info.context.database, info.context.actor, ballot_id)


async def receipt(info: Info, id: UUID) -> services.Receipt | None:
    """One's own receipt by its number."""
    async with info.context.database.read() as session:
        return await receipts.own_receipt(session, info.context.actor, id=id)


async def receipt_of_key(info: Info, client_key: UUID) -> services.Receipt | None:
    """One's own receipt by the key under which it was submitted."""
    async with info.context.database.read() as session:
        return await receipts.own_receipt(session, info.context.actor, client_key=client_key)


async def my_votes(info: Info, ballot_id: UUID) -> list[receipts.OwnVote]:
    """One's own votes in a ballot."""
    async with info.context.database.read() as session:
        return await receipts.own_votes(session, info.context.actor, ballot_id)
