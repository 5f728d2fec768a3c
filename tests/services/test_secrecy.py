"""What somebody chose is theirs to see and an auditor's, whoever has their telephone later."""

import pytest

from domain.services import own_data, receipts
from domain.services.castings import Cast, cast
from domain.store.database import Database
from tests.people import make_place, sign_in_owner
from tests.services.castings import open_ballot
from tests.services.certifying import acting, certify, someone
from tests.services.transferring import clerk_of, run

pytestmark = pytest.mark.usefixtures("invariants")


async def test_a_phone_that_was_handed_on_does_not_tell_how_its_last_owner_voted(database: Database) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    phone = await sign_in_owner(database)
    seller, heir = await someone(database, *place.units), await someone(database, *elsewhere.units, name="李后来")
    ballot = await open_ballot(database, place)
    await certify(database, phone, seller.of(place.units[0]))
    voter = await acting(database, phone)
    request = Cast(voter, ballot.id, ballot.id, ballot.picks(1), ballot.id)
    receipt = await cast(database, request)
    await run(database, await clerk_of(database, place), place.units[0], seller.titles[0])

    async with database.read() as session:
        before = await receipts.own_votes(session, voter, ballot.id)
    await certify(database, phone, heir.of(elsewhere.units[0]))
    now = await acting(database, phone)
    async with database.read() as session:
        after = await receipts.own_votes(session, now, ballot.id)
        by_number = await receipts.own_receipt(session, now, id=receipt.id)
        by_key = await receipts.own_receipt(session, now, client_key=request.client_key)
        listed = await receipts.own_receipts(session, now, [ballot.id])
        exported = await own_data.collect(session, database.crypto, phone.account_id)

    assert [vote.receipt for vote in before] == [receipt]
    assert now.account_id == voter.account_id
    assert now.owner_id == heir.owner_id
    assert (after, by_number, by_key, listed, exported["votes"]) == ([], None, None, [[]], [])
