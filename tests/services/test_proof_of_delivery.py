"""Silence agrees only where it is proven that the notice came in time, to who owns the unit at the close."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.rules.settings import CountingSettings, Silent
from domain.services.castings import cast
from domain.services.tallies import tally_all
from domain.store.database import Database
from tests.people import make_place
from tests.services.castings import OpenBallot, Voter, close, end, make_voter, open_ballot
from tests.services.test_tallies import document
from tests.services.transferring import clerk_of, run, titles_of

pytestmark = pytest.mark.usefixtures("invariants")

BY_THE_RULES = CountingSettings(silent=Silent.MAJORITY)


async def told(database: Database, ballot: OpenBallot, voter: Voter, at: datetime) -> None:
    """A message about the ballot that the carrier took for this owner at that instant."""
    async with database.transaction(SYSTEM) as tx:
        broadcast = uuid7()
        await tx.session.execute(
            text(
                "INSERT INTO broadcasts (id, ballot_id, template, audience, parameters, requested_by, expanded_at)"
                " VALUES (:id, :ballot, 'ballot_reminder', 'not_voted', '{}', :by, domain_now())"
            ),
            {"id": broadcast, "ballot": ballot.id, "by": uuid7()},
        )
        await tx.session.execute(
            text(
                "INSERT INTO messages (id, key, template, language, account_id, broadcast_id, state, sent_at)"
                " VALUES (:id, :key, 'ballot_reminder', 'zh', :account, :broadcast, 'sent', :at)"
            ),
            {"id": uuid7(), "key": str(uuid7()), "account": voter.person.account_id, "broadcast": broadcast, "at": at},
        )


async def closing_of(database: Database, ballot: UUID) -> datetime:
    async with database.glance() as session:
        found = await session.execute(text("SELECT closes_at FROM ballots WHERE id = :id"), {"id": ballot})
        at: datetime = found.scalar_one()
        return at


async def test_a_message_that_arrives_at_the_deadline_proves_nothing(database: Database) -> None:
    place = await make_place(database, units=3, area=1000)
    voted, in_time, too_late = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place, settings=BY_THE_RULES)
    await cast(database, voted.cast(ballot, 0))
    await end(database, ballot)
    closes_at = await closing_of(database, ballot.id)
    await told(database, ballot, in_time, closes_at - timedelta(microseconds=1))
    await told(database, ballot, too_late, closes_at)

    await close(database, ballot)
    await tally_all(database, [ballot.id])
    result = await document(database, ballot.id)

    assert result["reached_units"] == [str(in_time.units[0])]
    assert result["matters"][0]["heads"]["participating"] == 2


async def test_what_the_seller_was_told_proves_nothing_of_who_owns_the_unit_at_the_close(database: Database) -> None:
    place = await make_place(database, units=3, area=1000)
    voted, seller, silent = [await make_voter(database, place, [unit]) for unit in place.units]
    clerk = await clerk_of(database, place)
    ballot = await open_ballot(database, place, settings=BY_THE_RULES)
    receipt = await cast(database, voted.cast(ballot, 0))
    await told(database, ballot, seller, receipt.cast_at)
    await told(database, ballot, silent, receipt.cast_at)
    [title] = await titles_of(database, seller.units[0])

    # The register's instant is before the close, the record comes after it.
    await close(database, ballot)
    await run(database, clerk, seller.units[0], title.id, effective_at=receipt.cast_at)
    await tally_all(database, [ballot.id])
    result = await document(database, ballot.id)

    assert result["corrections"] == {"transfers": 1, "recorded_after_close": 1, "others": 0}
    assert result["reached_units"] == [str(silent.units[0])]
    assert result["matters"][0]["heads"]["participating"] == 2
