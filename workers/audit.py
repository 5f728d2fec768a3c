"""Audit records are sealed into their chains shortly after they were written."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.services import audit
from domain.store.database import Database

CHAINS_AT_ONCE = 100


async def chains_to_seal(session: AsyncSession) -> Sequence[UUID]:
    """The chains that have records to seal."""
    return await audit.chains_to_seal(session)


async def seal_chains(database: Database, chains: Sequence[UUID]) -> None:
    """Seal everything that waits for these chains."""
    while True:
        async with database.transaction(SYSTEM) as tx:
            if await audit.seal(tx, chains) < audit.SEALED_AT_ONCE:
                return
