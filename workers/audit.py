"""Audit records are sealed into their chains shortly after they were written; who is to learn of a vote learns then."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.services import audit, co_owner_messages
from domain.store.database import Database

CHAINS_AT_ONCE = 100


async def chains_to_seal(session: AsyncSession) -> Sequence[UUID]:
    """The chains that have records to seal."""
    return await audit.chains_to_seal(session)


async def seal_chains(database: Database, chains: Sequence[UUID]) -> None:
    """Seal everything that waits for these chains, and tell the co-owners of what was cast: a record is sealed once."""
    while True:
        async with database.transaction(SYSTEM) as tx:
            sealed = await audit.seal(tx, chains)
            await co_owner_messages.tell_of_records(tx, sealed)
        if len(sealed) < audit.SEALED_AT_ONCE:
            return
