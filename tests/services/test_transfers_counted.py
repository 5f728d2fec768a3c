"""What the register enters while a ballot runs is counted as the law has it: both counts agree on it (law.md 3.7)."""

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.terms import DocumentKind
from domain.services.castings import cast
from domain.services.owners import NamedOwner
from domain.services.tallies import tally_all
from domain.store.database import Database
from tests.people import add_unit, give_title, make_owner, make_place, new_id_card
from tests.services.castings import close, make_voter, open_ballot
from tests.services.test_tallies import document
from tests.services.transferring import clerk_of, run, titles_of


async def test_transfers_of_every_kind_leave_one_result(database: Database) -> None:
    place = await make_place(database, units=4, area=10_000)
    number = new_id_card()
    buyer = NamedOwner("钱买主", DocumentKind.ID_CARD, number)
    voter = await make_voter(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        stock = add_unit(tx, place, "401", area=10_000, stock=True)
        sold = add_unit(tx, place, "402", area=10_000, stock=True)
        other = await make_owner(tx)
        known = await make_owner(tx, "钱买主", number)
        await give_title(tx, place.units[1], [other], head_key=head_key([other]))
        await give_title(tx, place.units[2], [known], head_key=head_key([known]))
    place.units += [stock, sold]
    clerk = await clerk_of(database, place)
    ballot = await open_ballot(database, place)

    receipt = await cast(database, voter.cast(ballot))
    seen = {unit: titles[0].id for unit in place.units if (titles := await titles_of(database, unit))}
    # Entered late: the register's instant is before the casting, which stays.
    await run(database, clerk, place.units[0], seen[place.units[0]], owners=[buyer], effective_at=receipt.cast_at)
    await run(database, clerk, place.units[1], seen[place.units[1]], owners=[buyer])
    await run(database, clerk, stock, None, owners=[buyer], handed_over=False)
    await run(database, clerk, sold, None, owners=[buyer])

    await close(database, ballot)
    await tally_all(database, [ballot.id])
    result = await document(database, ballot.id)

    (matter,) = result["matters"]
    # The seller who cast; the buyer with three units; the owner who is unknown; the developer with what it still has.
    assert matter["heads"] == {"all": 4, "participating": 1, "for": 1, "against": 0, "abstain": 0}
    assert (matter["area"]["all"], matter["area"]["participating"]) == ("600.00", "100.00")
    assert result["corrections"]["transfers"] == 4
