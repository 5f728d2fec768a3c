"""An owner answers all open matters at once for all their certified units; what is cast stays."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text

from domain.rules.policy import ANONYMOUS, SYSTEM
from domain.rules.refusals import (
    AlreadyVoted,
    BallotClosed,
    BallotNotOpenYet,
    BallotSuspended,
    ChoicesNotValid,
    FreshCodeNeeded,
    KeyAlreadyUsed,
    NotFound,
    NotSignedIn,
    NoUnitInScope,
)
from domain.rules.terms import BallotState, ChoiceMode, MatterKind, OptionRole, Usage
from domain.services.castings import Cast, Receipt, cast, cast_together, may_cast_at_all
from domain.store import castings as store
from domain.store.database import Database
from tests.people import add_unit, certify, give_title, make_owner, make_place, sign_in_owner
from tests.services.castings import Voter, actor_of, end, make_co_owners, make_voter, open_ballot

pytestmark = pytest.mark.usefixtures("invariants")


async def rows(database: Database, sql: str, **values: object) -> list[tuple[object, ...]]:
    async with database.glance() as session:
        return [tuple(row) for row in await session.execute(text(sql), values)]


async def test_all_certified_units_of_the_owner_are_cast_at_once(database: Database) -> None:
    place = await make_place(database, units=3, area=5000)
    voter = await make_voter(database, place, place.units[:2])
    ballot = await open_ballot(database, place, kinds=(MatterKind.OTHER_MAJOR, MatterKind.REPAIR_FUND_RAISE))

    receipt = await cast(database, voter.cast(ballot, 0, 1))

    assert (receipt.heads, receipt.area, receipt.units) == (1, 10000, tuple(sorted(voter.units)))
    cast_rows = await rows(database, "SELECT unit_id, choices, channel FROM castings WHERE ballot_id = :b", b=ballot.id)
    assert sorted(cast_rows) == sorted((unit, [1, 5], "app") for unit in voter.units)
    audit = await rows(database, "SELECT action, account_id FROM audit_records WHERE subject_id = :b", b=ballot.id)
    assert audit == [("ballot.cast", voter.person.account_id)]


async def test_the_same_key_gives_the_first_answer_and_another_payload_is_refused(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    request = voter.cast(ballot, 0)

    first = await cast(database, request)

    assert await cast(database, request) == first
    with pytest.raises(KeyAlreadyUsed):
        await cast(database, voter.cast(ballot, 1, key=request.client_key))


async def test_the_same_key_twice_in_one_group_is_one_casting(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    request = voter.cast(ballot, 0)
    other = voter.cast(ballot, 1, key=request.client_key)

    first, again, third = await cast_together(database, [request, request, other])

    assert isinstance(first, Receipt)
    assert again == first
    assert isinstance(third, KeyAlreadyUsed)


async def test_a_co_owner_who_comes_second_is_told_who_and_when_and_nothing_changes(database: Database) -> None:
    place = await make_place(database, units=2)
    (one, two), _ = await make_co_owners(database, place, place.units)
    ballot = await open_ballot(database, place)

    receipt = await cast(database, one.cast(ballot, 0))
    with pytest.raises(AlreadyVoted) as refused:
        await cast(database, two.cast(ballot, 1))

    assert refused.value.cast_at == receipt.cast_at
    assert refused.value.masked_name == "王*0"
    assert (refused.value.by_yourself, refused.value.receipt_id) == (False, None)
    assert await rows(database, "SELECT DISTINCT choices FROM castings WHERE ballot_id = :b", b=ballot.id) == [([1],)]


async def test_voting_again_names_ones_own_receipt(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    receipt = await cast(database, voter.cast(ballot, 0))

    with pytest.raises(AlreadyVoted) as refused:
        await cast(database, voter.cast(ballot, 1))

    assert (refused.value.by_yourself, refused.value.receipt_id) == (True, receipt.id)


async def test_units_of_the_same_owners_are_cast_though_only_the_other_is_certified_for_them(
    database: Database,
) -> None:
    place = await make_place(database, units=2)
    (one, partner), head = await make_co_owners(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        title = await give_title(tx, place.units[1], [one.owner_id, partner.owner_id], head_key=head)
        await certify(tx, partner.person.account_id, partner.owner_id, place.units[1], title, place.estate_id)
    ballot = await open_ballot(database, place)

    receipt = await cast(database, one.cast(ballot, 0))

    assert receipt.units == tuple(sorted(place.units))
    assert receipt.heads == 1


async def test_parking_in_the_roll_is_recorded_and_does_not_count(database: Database) -> None:
    place = await make_place(database, units=1, area=6000)
    async with database.transaction(SYSTEM) as tx:
        parking = add_unit(tx, place, "P1", area=1200, usage=Usage.PARKING)
    voter = await make_voter(database, place, [*place.units, parking])
    ballot = await open_ballot(database, place)

    receipt = await cast(database, voter.cast(ballot, 0))

    assert (receipt.heads, receipt.area) == (1, 6000)
    counted = await rows(database, "SELECT unit_id, counted FROM castings WHERE ballot_id = :b", b=ballot.id)
    assert sorted(counted) == sorted([(place.units[0], True), (parking, False)])


async def test_after_a_transfer_the_present_owner_casts_as_another_head(database: Database) -> None:
    place = await make_place(database, units=1)
    seller = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    buyer = await transfer(database, place.units[0], seller, place.estate_id)
    buyer_voter = Voter(buyer.person, buyer.owner_id, actor_of(buyer.person, buyer.owner_id, place), place.units)

    with pytest.raises(NoUnitInScope):
        await cast(database, seller.cast(ballot, 0))
    await cast(database, buyer_voter.cast(ballot, 1))

    recorded = await rows(database, "SELECT head_key, choices FROM castings WHERE ballot_id = :b", b=ballot.id)
    assert recorded == [(buyer.owner_id, [2])]


async def transfer(database: Database, unit: object, seller: Voter, estate: object) -> Voter:
    """End the seller's title and give the unit to a certified buyer, as the register does."""
    buyer = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        now = await tx.now()
        owner = await make_owner(tx, "赵买")
        await tx.session.execute(
            text("SELECT id FROM titles WHERE unit_id = :unit AND ends_at IS NULL FOR UPDATE"), {"unit": unit}
        )
        await tx.session.execute(
            text("UPDATE titles SET ends_at = :now WHERE unit_id = :unit AND ends_at IS NULL"),
            {"unit": unit, "now": now},
        )
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = :now, ended_reason = 'title' WHERE unit_id = :unit"),
            {"unit": unit, "now": now},
        )
        title = await give_title(tx, unit, [owner], head_key=owner, starts_at=now)  # type: ignore[arg-type]
        await certify(tx, buyer.account_id, owner, unit, title, estate)  # type: ignore[arg-type]
    return Voter(buyer, owner, seller.actor, [])


async def test_every_fault_of_the_choices_is_named_at_once(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    kinds = (MatterKind.OTHER_MAJOR, MatterKind.SERVICE_TERMS, MatterKind.REBUILD)
    ballot = await open_ballot(database, place, kinds=kinds)
    first, second, _third = ballot.options
    choices = ((first, (ballot.options[first][0], ballot.options[first][1])), (second, (uuid4(),)), (uuid4(), ()))

    with pytest.raises(ChoicesNotValid) as refused:
        await cast(database, voter.cast(ballot, choices=choices))

    assert sorted(fault.path for fault in refused.value.faults) == ["choices", "choices.0", "choices.1", "choices.2"]
    assert await rows(database, "SELECT 1 FROM castings WHERE ballot_id = :b", b=ballot.id) == []


async def test_a_suspended_matter_takes_no_answer_and_the_others_do(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place, kinds=(MatterKind.OTHER_MAJOR, MatterKind.REBUILD))
    suspended, _ = ballot.options
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE matters SET state = 'suspended', suspended_at = domain_now() WHERE id = :id"),
            {"id": suspended},
        )

    with pytest.raises(ChoicesNotValid):
        await cast(database, voter.cast(ballot, 0, 0))
    receipt = await cast(database, voter.cast(ballot, choices=ballot.picks(0, 1)[1:]))

    assert receipt.heads == 1


async def test_an_election_takes_up_to_its_seats_and_none_is_abstaining(database: Database) -> None:
    place = await make_place(database, units=2)
    candidates = [(f"候选人{n}", OptionRole.CANDIDATE) for n in range(4)]
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(
        database, place, kinds=(MatterKind.COMMITTEE_ELECTION,), options=candidates,
        choice_mode=ChoiceMode.CONTESTED, seats=3,
    )  # fmt: skip
    matter, options = next(iter(ballot.options.items()))

    with pytest.raises(ChoicesNotValid):
        await cast(database, voters[0].cast(ballot, choices=((matter, tuple(options)),)))
    await cast(database, voters[0].cast(ballot, choices=((matter, tuple(options[:3])),)))
    await cast(database, voters[1].cast(ballot, choices=((matter, ()),)))

    recorded = await rows(database, "SELECT choices FROM castings WHERE ballot_id = :b ORDER BY 1", b=ballot.id)
    assert recorded == [([],), ([1, 2, 3],)]


async def test_each_reason_not_to_cast_is_a_refusal_of_its_own(database: Database) -> None:
    place, elsewhere = await make_place(database, units=2), await make_place(database, units=1)
    voter = await make_voter(database, place, place.units[:1])
    stranger = await make_voter(database, elsewhere, elsewhere.units)
    waiting = await open_ballot(database, place, opens_in=timedelta(hours=1), state=BallotState.APPROVED)
    draft = await open_ballot(database, place, state=BallotState.SUBMITTED)
    suspended = await open_ballot(database, place)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE ballots SET state = 'suspended', suspension_reason = '选项有误' WHERE id = :id"),
            {"id": suspended.id},
        )
    ballot = await open_ballot(database, place)
    unscoped = await open_ballot(database, elsewhere)
    in_both = Voter(voter.person, voter.owner_id, actor_of(voter.person, voter.owner_id, elsewhere), [])
    stale = actor_of(voter.person, voter.owner_id, place)
    stale = type(stale)(stale.account_id, stale.held, stale.owner_id, kind="owner", confirmed_recently=False)

    outcomes = await cast_together(
        database,
        [
            Cast(ANONYMOUS, ballot.id, uuid4(), ballot.picks(), uuid4()),
            stranger.cast(ballot),
            Cast(voter.actor, uuid4(), uuid4(), (), uuid4()),
            Cast(stale, ballot.id, uuid4(), ballot.picks(), uuid4()),
            voter.cast(waiting),
            voter.cast(draft),
            voter.cast(suspended),
            in_both.cast(unscoped),
            voter.cast(ballot),
        ],
    )

    assert [type(outcome) for outcome in outcomes] == [
        NotSignedIn, NotFound, NotFound, FreshCodeNeeded, BallotNotOpenYet, NotFound, BallotSuspended, NoUnitInScope,
        Receipt,
    ]  # fmt: skip


async def test_the_deadline_itself_is_too_late_by_the_database_clock(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    await end(database, ballot)

    with pytest.raises(BallotClosed) as refused:
        await cast(database, voter.cast(ballot))

    assert refused.value.closed_at < datetime.now(UTC) + timedelta(days=400)


async def test_a_casting_that_waited_for_a_lock_past_the_deadline_is_refused(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)

    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("SELECT id FROM titles WHERE unit_id = :unit FOR UPDATE"), {"unit": place.units[0]}
        )
        waiting = asyncio.create_task(cast(database, voter.cast(ballot)))
        await asyncio.sleep(0.2)
        await end(database, ballot)
        assert not waiting.done()

    with pytest.raises(BallotClosed):
        await waiting
    assert await rows(database, "SELECT 1 FROM castings WHERE ballot_id = :b", b=ballot.id) == []


async def test_a_casting_that_waited_for_the_ballot_past_the_deadline_is_refused(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)

    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("SELECT shut_ballot_gates(ARRAY[CAST(:b AS uuid)])"), {"b": ballot.id})
        waiting = asyncio.create_task(cast(database, voter.cast(ballot)))
        await asyncio.sleep(0.2)
        await end(database, ballot)
        assert not waiting.done()

    with pytest.raises(BallotClosed):
        await waiting
    assert await rows(database, "SELECT 1 FROM castings WHERE ballot_id = :b", b=ballot.id) == []


@pytest.mark.parametrize(("microseconds", "is_in_time"), [(-1, True), (0, False), (1, False)])
async def test_the_deadline_is_the_first_instant_that_is_too_late(
    database: Database, microseconds: int, is_in_time: bool
) -> None:
    """民法典 203: `cast_at < closes_at`, to the microsecond, in the service and behind it in the database."""
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    async with database.driver() as driver:
        found, _ = await store.ballots_now(driver, [ballot.id])
    closes_at = found[ballot.id].closes_at
    assert closes_at is not None
    at = closes_at + timedelta(microseconds=microseconds)

    with contextlib.nullcontext() if is_in_time else pytest.raises(BallotClosed):
        may_cast_at_all(voter.cast(ballot), found[ballot.id], at)
    with contextlib.nullcontext() if is_in_time else pytest.raises(asyncpg.RestrictViolationError):
        async with database.driver() as driver:
            undone = driver.transaction()
            await undone.start()
            try:
                await driver.execute(
                    "INSERT INTO castings (ballot_id, unit_id, submission_id, account_id, title_id, head_key, counted,"
                    " area, choices, channel, cast_at)"
                    " SELECT $1, unit_id, $1, $1, $1, $1, true, 1, '{1}', 'app', $2 FROM roll_entries"
                    " WHERE ballot_id = $1",
                    ballot.id,
                    at,
                )
            finally:
                await undone.rollback()
