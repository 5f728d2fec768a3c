"""What tests of services share."""

from collections.abc import AsyncIterator

import pytest

from domain.rules.policy import SYSTEM
from domain.store.database import Database
from tests.invariants import assert_invariants


@pytest.fixture
async def invariants(database: Database) -> AsyncIterator[None]:
    """Every invariant holds afterwards for the ballots that the test made."""
    async with database.transaction(SYSTEM) as tx:
        since = await tx.now()
    yield
    await assert_invariants(database, since)
