"""Casting, and what an owner sees of their own votes."""

from collections.abc import Sequence
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from domain.rules.policy import Actor
from domain.services import castings as services
from domain.services import receipts
from domain.store.database import Database
from domain.store.tables import Ballot
from resolvers.certifications import NamedUnit, units_named
from resolvers.context import Info


async def cast_ballot(info: Info, command: services.Cast) -> services.Receipt:
    """Answer all open matters of a ballot."""
    return await services.cast(info.context.database, command)


async def my_weight(info: Info, ballot_id: UUID) -> receipts.Weight | None:
    """How the actor counts in a ballot."""
    return await _weights(info).load(ballot_id)


async def weight_in_ballot(root: strawberry.Parent[Ballot], info: Info) -> receipts.Weight | None:
    """How the actor counts in a ballot of a list."""
    return await _weights(info).load(root.id)


def _weights(info: Info) -> DataLoader[UUID, receipts.Weight | None]:
    database, actor = info.context.database, info.context.actor

    def make() -> DataLoader[UUID, receipts.Weight | None]:
        return DataLoader(lambda ids: receipts.weights_of(database, actor, ids), cache=False)

    return info.context.loader("weight", make)


async def receipts_in_ballot(root: strawberry.Parent[Ballot], info: Info) -> list[services.Receipt]:
    """The actor's own receipts in a ballot, first the earliest."""
    database, actor = info.context.database, info.context.actor

    def make() -> DataLoader[UUID, list[services.Receipt]]:
        return DataLoader(lambda ids: _own_receipts(database, actor, ids), cache=False)

    return await info.context.loader("own_receipts", make).load(root.id)


async def _own_receipts(database: Database, actor: Actor, ids: Sequence[UUID]) -> list[list[services.Receipt]]:
    async with database.glance() as session:
        return await receipts.own_receipts(session, actor, ids)


async def units_of_receipt(root: strawberry.Parent[services.Receipt], info: Info) -> list[NamedUnit]:
    """The units that a receipt covers, by their names."""
    return await units_named(info, root.units)


async def units_of_weight(root: strawberry.Parent[receipts.Weight], info: Info) -> list[NamedUnit]:
    """The units that may still be cast, by their names."""
    return await units_named(info, root.units)


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
