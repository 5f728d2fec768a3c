"""An owner is told as how many heads they count by the estate's own rule, before and after: as they will be counted."""

import pytest

from domain.rules.policy import SYSTEM
from domain.rules.settings import CoOwner, CountingSettings
from domain.services.castings import cast
from domain.services.late_castings import join_late
from domain.services.receipts import own_receipts, own_votes, weights_of
from domain.services.tallies import tally_all
from domain.store.database import Database
from tests.people import add_unit, certify, give_title, make_place
from tests.services.castings import close, make_co_owners, make_voter, open_ballot
from tests.services.test_tallies import document

pytestmark = pytest.mark.usefixtures("invariants")


@pytest.mark.parametrize(("rule", "heads"), [(CoOwner.EXACT_SET, 2), (CoOwner.ANY_OVERLAP, 1)])
async def test_one_flat_alone_and_one_with_a_spouse(database: Database, rule: CoOwner, heads: int) -> None:
    place = await make_place(database, units=2, area=5000)
    (husband, _wife), _ = await make_co_owners(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        alone = await give_title(tx, place.units[1], [husband.owner_id], head_key=husband.owner_id)
        await certify(tx, husband.person.account_id, husband.owner_id, place.units[1], alone, place.estate_id)
    ballot = await open_ballot(database, place, settings=CountingSettings(co_owner=rule))

    [before] = await weights_of(database, husband.actor, [ballot.id])
    receipt = await cast(database, husband.cast(ballot, 0))
    await close(database, ballot)
    await tally_all(database, [ballot.id])
    result = await document(database, ballot.id)

    assert before is not None
    assert (before.heads, before.area) == (heads, 10000)
    assert (receipt.heads, receipt.area) == (heads, 10000)
    assert result["participating"]["heads"] == heads


async def test_the_developers_stock_is_a_head_beside_what_it_lives_in(database: Database) -> None:
    """解释 9: what is not sold is one head, whatever the estate's rule for owners that overlap."""
    place = await make_place(database, units=1, area=5000)
    async with database.transaction(SYSTEM) as tx:
        stock = [add_unit(tx, place, f"S{number}", area=1000, stock=True) for number in range(2)]
    developer = await make_voter(database, place, [*place.units, *stock])
    ballot = await open_ballot(database, place, settings=CountingSettings(co_owner=CoOwner.ANY_OVERLAP))

    [before] = await weights_of(database, developer.actor, [ballot.id])
    receipt = await cast(database, developer.cast(ballot, 0))

    assert before is not None
    assert (before.heads, receipt.heads, receipt.area) == (2, 2, 7000)


async def test_what_joined_later_is_in_the_receipt_with_its_area_and_a_repeated_request_gets_the_first_answer(
    database: Database,
) -> None:
    place = await make_place(database, units=2, area=5000)
    (husband, _wife), _ = await make_co_owners(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        alone = await give_title(tx, place.units[1], [husband.owner_id], head_key=husband.owner_id)
    ballot = await open_ballot(database, place)
    request = husband.cast(ballot, 0)
    first = await cast(database, request)
    async with database.transaction(SYSTEM) as tx:
        await certify(tx, husband.person.account_id, husband.owner_id, place.units[1], alone, place.estate_id)
        await tx.session.flush()
        await join_late(tx, husband.person.account_id, [place.units[1]])

    async with database.read() as session:
        [[shown]] = await own_receipts(session, husband.actor, [ballot.id])
        [vote] = await own_votes(session, husband.actor, ballot.id)

    assert (first.heads, first.area, first.units) == (1, 5000, (place.units[0],))
    assert (shown.heads, shown.area, set(shown.units)) == (2, 10000, set(place.units))
    assert vote.receipt == shown
    assert await cast(database, request) == first
