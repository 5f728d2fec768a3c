"""A helper's session ends with its hours, by the clock of the casting itself."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from domain.rules.policy import SYSTEM
from domain.rules.refusals import PadSessionOver
from domain.services.pad_castings import cast_by_match_token
from domain.store import castings as store
from domain.store.database import Database
from domain.store.tables import PadSession
from tests.services.test_pad_castings import by_token, door, rows, token_of

pytestmark = pytest.mark.usefixtures("invariants")


async def test_a_casting_that_waits_until_the_session_is_over_is_not_recorded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had begun in time; then something else held the ballot."""
    _, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    this = PadSession.id == pad.session.id
    async with database.transaction(SYSTEM) as tx:
        ends_at = func.domain_now() + timedelta(seconds=2)
        await tx.session.execute(update(PadSession).where(this).values(ends_at=ends_at))
    lock = store.lock

    async def locking(*asked: object) -> None:
        await lock(*asked)  # type: ignore[arg-type]  # what the service asked is passed on as it is
        over = select(PadSession.ends_at <= func.domain_now()).where(this)
        while True:
            async with database.glance() as session:
                if await session.scalar(over):
                    return
            await asyncio.sleep(0.05)

    monkeypatch.setattr(store, "lock", locking)
    with pytest.raises(PadSessionOver):
        await cast_by_match_token(database, by_token(pad, ballot, token))

    assert await rows(database, ballot) == []
