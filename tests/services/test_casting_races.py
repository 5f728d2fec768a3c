"""Castings against everything that may happen at the same instant: whatever wins, nothing is lost and nothing slips."""

import asyncio
import contextlib
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import AlreadyVoted, BallotClosed, BallotSuspended, NotInThisState, NoUnitInScope
from domain.services import late_castings
from domain.services.ballots_running import extend_ballot
from domain.services.castings import Cast, Receipt, cast, cast_together
from domain.services.closing import close_due
from domain.services.tallies import tally_all
from domain.store import castings as store
from domain.store.database import Database
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.people import Place, certify, give_title, make_owner, make_place
from tests.services.castings import OpenBallot, Voter, close, end, make_co_owners, make_voter, open_ballot

pytestmark = pytest.mark.usefixtures("invariants")


async def outcome(database: Database, request: Cast) -> Receipt | Exception:
    try:
        return await cast(database, request)
    except Exception as refused:
        return refused


async def counted(database: Database, ballot: OpenBallot) -> int:
    async with database.glance() as session:
        found = await session.execute(text("SELECT count(*) FROM castings WHERE ballot_id = :b"), {"b": ballot.id})
        return int(found.scalar_one())


async def test_of_co_owners_at_once_exactly_one_casts(database: Database, settings: Settings) -> None:
    elsewhere = open_database(settings, pool_size=4)
    place = await make_place(database, units=3)
    owners, _ = await make_co_owners(database, place, place.units, 4)
    try:
        for _ in range(6):
            ballot = await open_ballot(database, place)
            outcomes = await asyncio.gather(
                *(outcome((database, elsewhere)[n % 2], owner.cast(ballot, n % 3)) for n, owner in enumerate(owners))
            )
            receipts = [one for one in outcomes if isinstance(one, Receipt)]
            refusals = [one for one in outcomes if isinstance(one, AlreadyVoted)]
            assert (len(receipts), len(refusals)) == (1, 3)
            assert len(receipts[0].units) == 3
            assert {refusal.cast_at for refusal in refusals} == {receipts[0].cast_at}
    finally:
        await elsewhere.close()


async def test_a_key_that_is_sent_many_times_at_once_is_one_casting(database: Database, settings: Settings) -> None:
    elsewhere = open_database(settings, pool_size=4)
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    request = voter.cast(ballot)
    try:
        outcomes = await asyncio.gather(*(outcome((database, elsewhere)[n % 2], request) for n in range(10)))
    finally:
        await elsewhere.close()

    assert [type(one) for one in outcomes] == [Receipt] * 10
    assert len({one.id for one in outcomes if isinstance(one, Receipt)}) == 1


async def test_a_key_whose_twin_is_recorded_between_two_reads_gets_the_receipt(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = open_database(settings, pool_size=1)
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    request = voter.cast(ballot)
    reads: list[str] = []
    receipts: list[Receipt] = []

    def slipped_in_before(name: str) -> None:
        read = getattr(store, name)

        async def reading(*asked: object) -> object:
            reads.append(name)
            if len(reads) == 2:
                receipts.append(await cast(elsewhere, request))
            return await read(*asked)

        monkeypatch.setattr(store, name, reading)

    slipped_in_before("recorded")
    slipped_in_before("held_units")
    try:
        receipts.append(await cast(database, request))
    finally:
        await elsewhere.close()

    assert len(reads) >= 4
    assert receipts[0] == receipts[1]


async def test_every_receipt_given_around_the_deadline_is_in_the_count(database: Database) -> None:
    place = await make_place(database, units=40)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place, closes_in=timedelta(seconds=0.8))

    async def late(position: int, voter: Voter) -> Receipt | Exception:
        await asyncio.sleep(0.5 + position * 0.015)
        return await outcome(database, voter.cast(ballot))

    async def closing() -> None:
        for _ in range(100):
            async with database.transaction(SYSTEM) as tx:
                if await close_due(tx, [ballot.id]):
                    return
            await asyncio.sleep(0.01)

    *outcomes, _ = await asyncio.gather(*(late(*one) for one in enumerate(voters)), closing(), return_exceptions=True)
    await tally_all(database, [ballot.id])

    receipts = [one for one in outcomes if isinstance(one, Receipt)]
    assert {type(one) for one in outcomes} <= {Receipt, BallotClosed}
    assert await counted(database, ballot) == len(receipts)
    async with database.glance() as session:
        found = await session.execute(
            text("SELECT (document -> 'participating' ->> 'heads')::int FROM results WHERE ballot_id = :b"),
            {"b": ballot.id},
        )
        assert found.scalar_one() == len(receipts)


async def test_a_suspension_is_not_kept_waiting_by_votes_that_keep_arriving(database: Database) -> None:
    place = await make_place(database, units=60)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)

    async def suspend() -> None:
        await asyncio.sleep(0.02)
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text("SELECT shut_ballot_gates(ARRAY[CAST(:b AS uuid)])"), {"b": ballot.id})
            await tx.session.execute(
                text(
                    "UPDATE ballots SET state = 'suspended', suspended_at = domain_now(), suspension_reason = '试验'"
                    " WHERE id = :b"
                ),
                {"b": ballot.id},
            )

    async def arriving() -> list[Receipt | Exception]:
        outcomes: list[Receipt | Exception] = []
        for start in range(0, len(voters), 6):
            group = [voter.cast(ballot) for voter in voters[start : start + 6]]
            outcomes += await cast_together(database, group)
        return outcomes

    outcomes, _ = await asyncio.gather(arriving(), suspend())

    receipts = [one for one in outcomes if isinstance(one, Receipt)]
    assert {type(one) for one in outcomes} <= {Receipt, BallotSuspended}
    assert await counted(database, ballot) == len(receipts)


async def test_a_casting_at_the_old_deadline_meets_the_extension(database: Database) -> None:
    for delay in (0.25, 0.3, 0.35):
        place = await make_place(database, units=1)
        voter = await make_voter(database, place, place.units)
        ballot = await open_ballot(database, place, closes_in=timedelta(seconds=0.35))

        async def extend(place: Place = place, ballot: OpenBallot = ballot, delay: float = delay) -> None:
            await asyncio.sleep(delay)
            with contextlib.suppress(NotInThisState):
                async with database.transaction(clerk_of(place)) as tx:
                    await extend_ballot(tx, ballot.id, "参与比例不足")

        async def voting(voter: Voter = voter, ballot: OpenBallot = ballot) -> Receipt | Exception:
            await asyncio.sleep(0.33)
            return await outcome(database, voter.cast(ballot))

        answer, _ = await asyncio.gather(voting(), extend())
        assert isinstance(answer, Receipt | BallotClosed)
        assert await counted(database, ballot) == isinstance(answer, Receipt)


def clerk_of(place: Place) -> Actor:
    return Actor(uuid7(), (Held(Role.STREET_CLERK, ScopeKind.STREET, place.street),), kind="staff")


async def test_a_transfer_and_a_casting_at_once_leave_one_answer(database: Database) -> None:
    for _ in range(5):
        place = await make_place(database, units=2)
        seller = await make_voter(database, place, place.units)
        buyer = await make_voter(database, place, [])
        ballot = await open_ballot(database, place)

        first, _, second = await asyncio.gather(
            outcome(database, seller.cast(ballot, 0)),
            transfer(database, place, place.units[0], buyer),
            outcome(database, buyer.cast(ballot, 1)),
        )

        assert isinstance(first, Receipt)
        assert isinstance(second, Receipt | NoUnitInScope | AlreadyVoted)
        # Whoever cast it, the unit has one casting; the seller's other unit is cast in any case.
        assert place.units[1] in first.units
        assert (place.units[0] in first.units) + (isinstance(second, Receipt) and place.units[0] in second.units) <= 1


async def transfer(database: Database, place: Place, unit: UUID, buyer: Voter) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("SELECT id FROM titles WHERE unit_id = :unit FOR UPDATE"), {"unit": unit})
        now = await tx.now()
        await tx.session.execute(
            text("UPDATE titles SET ends_at = :now WHERE unit_id = :unit AND ends_at IS NULL"),
            {"unit": unit, "now": now},
        )
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = :now WHERE unit_id = :unit AND ended_at IS NULL"),
            {"unit": unit, "now": now},
        )
        title = await give_title(tx, unit, [buyer.owner_id], head_key=buyer.owner_id, starts_at=now)
        account = buyer.person.account_id
        await certify(tx, account, buyer.owner_id, unit, title, place.estate_id)
        await tx.session.flush()
        await late_castings.join_late(tx, account, [unit])


async def test_a_unit_certified_while_its_owner_casts_never_slips_between(database: Database) -> None:
    for _ in range(8):
        place = await make_place(database, units=2)
        voter = await make_voter(database, place, place.units[:1])
        async with database.transaction(SYSTEM) as tx:
            title = await give_title(tx, place.units[1], [voter.owner_id], head_key=voter.owner_id)
        ballot = await open_ballot(database, place)

        async def certify_second(place: Place = place, voter: Voter = voter, title: UUID = title) -> None:
            async with database.transaction(SYSTEM) as tx:
                await late_castings.pass_gates(tx, place.units)
                await tx.session.execute(text("SELECT id FROM titles WHERE id = :id FOR UPDATE"), {"id": title})
                account = voter.person.account_id
                await certify(tx, account, voter.owner_id, place.units[1], title, place.estate_id)
                await tx.session.flush()
                await late_castings.join_late(tx, account, [place.units[1]])

        answer, _ = await asyncio.gather(outcome(database, voter.cast(ballot)), certify_second())

        assert isinstance(answer, Receipt)
        assert await counted(database, ballot) == 2


async def test_a_unit_with_a_co_owner_joins_what_its_head_has_cast(database: Database) -> None:
    place = await make_place(database, units=3)
    (one, two), head = await make_co_owners(database, place, place.units[:1])
    own = await make_voter(database, place, place.units[1:2], owner=await an_owner(database))
    ballot = await open_ballot(database, place)
    await cast(database, one.cast(ballot, 1))
    await cast(database, own.cast(ballot, 0))

    async with database.transaction(SYSTEM) as tx:
        title = await give_title(tx, place.units[2], [one.owner_id, two.owner_id], head_key=head)
        await certify(tx, two.person.account_id, two.owner_id, place.units[2], title, place.estate_id)
        await tx.session.flush()
        joined = await late_castings.join_late(tx, two.person.account_id, [place.units[2]])
        again = await late_castings.join_late(tx, two.person.account_id, [place.units[2]])

    with pytest.raises(AlreadyVoted) as refused:
        await cast(database, two.cast(ballot, 0))
    assert (refused.value.masked_name, refused.value.by_yourself, refused.value.receipt_id) == ("王*0", False, None)
    assert ([unit.unit_id for unit in joined], again) == ([place.units[2]], [])
    async with database.glance() as session:
        rows = await session.execute(
            text("SELECT choices, channel FROM castings WHERE ballot_id = :b AND unit_id = :u"),
            {"b": ballot.id, "u": place.units[2]},
        )
        assert [tuple(row) for row in rows] == [([2], "late_certification")]


async def an_owner(database: Database) -> UUID:
    async with database.transaction(SYSTEM) as tx:
        return await make_owner(tx)


async def test_a_certification_after_the_close_joins_nothing(database: Database) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units[:1])
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot))
    await end(database, ballot)
    async with database.transaction(SYSTEM) as tx:
        title = await give_title(tx, place.units[1], [voter.owner_id], head_key=voter.owner_id)
        await certify(tx, voter.person.account_id, voter.owner_id, place.units[1], title, place.estate_id)
        await tx.session.flush()
        joined = await late_castings.join_late(tx, voter.person.account_id, [place.units[1]])
    await close(database, ballot)

    assert joined == []
    assert await counted(database, ballot) == 1


async def test_many_closers_close_each_ballot_once(database: Database, settings: Settings) -> None:
    place = await make_place(database, units=1)
    ballots = [await open_ballot(database, place) for _ in range(4)]
    ids = [ballot.id for ballot in ballots]
    for ballot in ballots:
        await end(database, ballot)

    async def closing() -> list[UUID]:
        async with database.transaction(SYSTEM) as tx:
            return await close_due(tx, ids)

    closed = await asyncio.gather(*(closing() for _ in range(5)))

    assert sorted(ballot for each in closed for ballot in each) == sorted(ids)
    await asyncio.gather(*(tally_all(database, ids) for _ in range(3)))
    await tally_all(database, ids)


async def test_a_unit_certified_before_the_deadline_joins_though_the_deadline_passes_meanwhile(
    database: Database,
) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        title = await give_title(tx, place.units[1], [voter.owner_id], head_key=voter.owner_id)
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot))

    async with database.transaction(SYSTEM) as tx:
        await late_castings.pass_gates(tx, place.units[1:])
        account = voter.person.account_id
        await certify(tx, account, voter.owner_id, place.units[1], title, place.estate_id)
        await tx.session.flush()
        await end(database, ballot)
        joined = await late_castings.join_late(tx, account, place.units[1:])
        late = await late_castings.join_late(tx, account, place.units[1:])

    assert ([one.unit_id for one in joined], late) == ([place.units[1]], [])
