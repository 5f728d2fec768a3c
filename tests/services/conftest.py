"""What tests of services share."""

from collections.abc import AsyncIterator

import pytest
from uuid_utils.compat import uuid7

from domain.store.database import Database
from tests.invariants import assert_invariants


@pytest.fixture
async def invariants(database: Database) -> AsyncIterator[None]:
    """Every invariant holds afterwards for the ballots that the test made, whose ids are later than its start."""
    since = uuid7()
    yield
    await assert_invariants(database, since)
