"""Everything that may happen to a ballot at the same moment, round after round: only lawful ends, and nothing slips."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import AlreadyVoted, Refusal
from domain.rules.terms import DocumentKind
from domain.services import certifications, late_castings
from domain.services.ballots_running import extend_ballot, suspend_ballot, suspend_matter
from domain.services.castings import Cast, Receipt, cast
from domain.services.closing import close_due
from domain.services.demo_clock import advance
from domain.services.owners import NamedOwner
from domain.services.tallies import tally_all
from domain.services.transfers import TransferTitle, transfer
from domain.store.database import Database
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.invariants import assert_invariants
from tests.people import Place, certify, give_title, make_owner, make_place, new_id_card, sign_in_owner
from tests.services.castings import FOR_AGAINST, OpenBallot, Voter, actor_of, make_voter, open_ballot

ROUNDS = 40


@pytest.fixture
async def processes(fresh_database_url: str, redis_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes' ends of a database of the test's own, whose clock it may move."""
    settings = settings_for(fresh_database_url, redis_url)
    opened = open_database(settings, pool_size=8), open_database(settings, pool_size=8)
    yield opened
    for each in opened:
        await each.close()


@dataclass
class Round:
    """One estate with one ballot. Of the pair, one is certified for the first unit, the other for the second."""

    place: Place
    ballot: OpenBallot
    voters: list[Voter]
    pair_units: list[UUID]
    sold: tuple[UUID, UUID]
    receipts: list[Receipt] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def clerk(self) -> Actor:
        """Somebody at the street."""
        return Actor(uuid7(), (Held(Role.STREET_CLERK, ScopeKind.STREET, self.place.street),), kind="staff")


async def prepare(database: Database, *, knows_own_only: bool) -> Round:
    """A pair who own three units together, one of them another alone; a seller; and an open ballot."""
    place = await make_place(database, units=6)
    first, second, third, own, sold, _ = place.units
    people = [await sign_in_owner(database) for _ in range(2)]
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx) for _ in range(2)]
        key = head_key(owners)
        titles = {unit: await give_title(tx, unit, owners, head_key=key) for unit in (first, second, third)}
        titles[own] = await give_title(tx, own, owners[:1], head_key=head_key(owners[:1]))
        # One of the two may know only their own unit when the ballot opens.
        certified = [(0, own), (1, second), *([] if knows_own_only else [(0, first)])]
        for number, unit in certified:
            account = people[number].account_id
            await certify(tx, account, owners[number], unit, titles[unit], place.estate_id)
    pair = [
        Voter(person, owner, actor_of(person, owner, place), []) for person, owner in zip(people, owners, strict=True)
    ]
    seller = await make_voter(database, place, [sold])
    async with database.glance() as session:
        found = await session.execute(text("SELECT id FROM titles WHERE unit_id = :unit"), {"unit": sold})
        title: UUID = found.scalar_one()
    ballot = await open_ballot(database, place, options=FOR_AGAINST, closes_in=timedelta(days=10))
    return Round(place, ballot, [*pair, seller], [first, third], (sold, title))


async def vote(database: Database, other: Database, one: Round, request: Cast) -> None:
    """Cast; whoever is told that it was cast already is told of a casting that anybody can see by then."""
    try:
        one.receipts.append(await cast(database, request))
    except AlreadyVoted as refused:
        async with other.glance() as session:
            seen = await session.execute(
                text("SELECT count(*) FROM castings WHERE ballot_id = :b AND cast_at = :at"),
                {"b": one.ballot.id, "at": refused.cast_at},
            )
            assert seen.scalar_one() > 0
        raise


async def add_unit_late(database: Database, one: Round, voter: Voter, unit: UUID) -> None:
    async with database.transaction(voter.actor) as tx:
        command = certifications.CertifyMyOtherUnits(one.place.estate_id, (unit,))
        await certifications.certify_my_other_units(tx, command)


async def sell(database: Database, one: Round) -> None:
    unit, title = one.sold
    buyer = NamedOwner("赵新主", DocumentKind.ID_CARD, new_id_card())
    async with database.transaction(one.clerk) as tx:
        await transfer(tx, TransferTitle(unit, title, [buyer], "京2026朝不动产权第0000001号"))


async def extend(database: Database, one: Round) -> None:
    async with database.transaction(one.clerk) as tx:
        await extend_ballot(tx, one.ballot.id, "参与比例不足")


async def suspend(database: Database, one: Round) -> None:
    async with database.transaction(one.clerk) as tx:
        await suspend_ballot(tx, one.ballot.id, "范围设置错误", "试验投票")


async def suspend_first_matter(database: Database, one: Round) -> None:
    async with database.transaction(one.clerk) as tx:
        await suspend_matter(tx, next(iter(one.ballot.options)), "事项有误", "事项1")


async def pass_days(database: Database, days: int) -> None:
    async with database.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(days=days))


async def work(database: Database, one: Round) -> None:
    """What a clock and its worker do, a few times over."""
    for _ in range(4):
        async with database.transaction(SYSTEM) as tx:
            await close_due(tx, [one.ballot.id])
        await tally_all(database, [one.ballot.id])


Act = Callable[[], Awaitable[None]]


def storm(processes: tuple[Database, Database], one: Round) -> list[Act]:
    """The acts of a round: the votes always, of everything else a different choice each time."""
    here, there = processes
    first, second, seller = one.voters
    again = first.cast(one.ballot, 0)
    votes: list[Act] = [
        lambda: vote(here, there, one, again),
        lambda: vote(there, here, one, again),
        lambda: vote(there, here, one, second.cast(one.ballot, 1)),
        lambda: vote(here, there, one, seller.cast(one.ballot, 2)),
    ]
    others: list[Act] = [
        lambda: add_unit_late(here, one, first, one.pair_units[0]),
        lambda: add_unit_late(there, one, second, one.pair_units[1]),
        lambda: sell(there, one),
        lambda: extend(here, one),
        lambda: extend(there, one),
        lambda: suspend(here, one),
        lambda: suspend_first_matter(there, one),
        lambda: pass_days(here, 11),
        lambda: work(here, one),
        lambda: work(there, one),
    ]
    chosen = [*votes, *random.sample(others, random.randint(1, 6))]
    random.shuffle(chosen)
    return chosen


async def run_together(one: Round, acts: list[Act]) -> None:
    """All of them from one line; refusals are written down, anything else fails the test."""
    line = asyncio.Barrier(len(acts))

    async def run(act: Act) -> None:
        await line.wait()
        await asyncio.sleep(random.random() * 0.02)
        try:
            await act()
        except Refusal as refusal:
            one.refusals.append(type(refusal).__name__)

    await asyncio.gather(*(run(act) for act in acts))


async def test_a_storm_over_a_ballot_ends_lawfully_every_time(processes: tuple[Database, Database]) -> None:
    """Co-owners, one key twice, transfer, late certification, extension, suspension, deadline, two workers."""
    here, there = processes
    seen: set[str] = set()
    for _ in range(ROUNDS):
        since = uuid7()
        one = await prepare(here, knows_own_only=random.random() < 0.5)
        await run_together(one, storm(processes, one))
        await pass_days(here, 30)
        await asyncio.gather(work(here, one), work(there, one))

        await assert_invariants(here, since)
        await receipts_are_the_submissions(here, one)
        seen.update(one.refusals)
        async with here.glance() as session:
            found = await session.execute(text("SELECT state FROM ballots WHERE id = :b"), {"b": one.ballot.id})
            assert found.scalar_one() in ("published", "suspended")
    assert {"AlreadyVoted"} <= seen


async def receipts_are_the_submissions(database: Database, one: Round) -> None:
    """Whoever got a receipt is recorded, and nobody else; the key that was sent twice got one receipt."""
    async with database.glance() as session:
        found = await session.execute(text("SELECT id FROM submissions WHERE ballot_id = :b"), {"b": one.ballot.id})
        assert set(found.scalars()) == {receipt.id for receipt in one.receipts}


async def test_whoever_joins_late_answers_for_the_whole_head(processes: tuple[Database, Database]) -> None:
    """民法典 278: one head is one voice. One of a pair has voted for a unit of their own and is then certified for one
    that both own: that answer is the pair's, for the unit that only the other was certified for as well."""
    here, there = processes
    since = uuid7()
    one = await prepare(here, knows_own_only=True)
    first, second, _ = one.voters
    await cast(here, first.cast(one.ballot, 0))
    await add_unit_late(here, one, first, one.pair_units[0])

    with pytest.raises(AlreadyVoted):
        await cast(there, second.cast(one.ballot, 1))

    await assert_invariants(here, since)
    async with here.glance() as session:
        found = await session.execute(
            text("SELECT DISTINCT choices FROM castings WHERE ballot_id = :b"), {"b": one.ballot.id}
        )
        assert found.scalars().all() == [[1]]


async def test_a_unit_certified_before_the_deadline_joins_though_the_deadline_comes_meanwhile(
    processes: tuple[Database, Database],
) -> None:
    here, there = processes
    since = uuid7()
    one = await prepare(here, knows_own_only=False)
    first, _, _ = one.voters
    unit = one.pair_units[1]
    await cast(here, first.cast(one.ballot, 0))
    async with here.transaction(SYSTEM) as tx:
        await late_castings.pass_gates(tx, [unit])
        found = await tx.session.execute(text("SELECT id FROM titles WHERE unit_id = :u FOR UPDATE"), {"u": unit})
        await certify(tx, first.person.account_id, first.owner_id, unit, found.scalar_one(), one.place.estate_id)
        await tx.session.flush()
        await pass_days(there, 11)
        await late_castings.join_late(tx, first.person.account_id, [unit])
    await work(here, one)

    await assert_invariants(here, since)
    async with here.glance() as session:
        cast_units = await session.execute(
            text("SELECT count(*) FROM castings WHERE ballot_id = :b AND unit_id = :u"),
            {"b": one.ballot.id, "u": unit},
        )
        assert cast_units.scalar_one() == 1


@pytest.mark.parametrize("certified_again", ["before the window opened", "in the window"])
async def test_a_unit_certified_after_the_deadline_joins_by_nobodys_certification(
    processes: tuple[Database, Database], certified_again: str
) -> None:
    """After the close a later certification is ignored, also while the ballot waits to be closed and the owner's other
    unit, certified in time, is certified once more."""
    here, _ = processes
    since = uuid7()
    one = await prepare(here, knows_own_only=certified_again == "in the window")
    first, second, _ = one.voters
    in_time, too_late = one.pair_units
    if certified_again == "in the window":
        await add_unit_late(here, one, first, in_time)
    await cast(here, first.cast(one.ballot, 0))
    await pass_days(here, 11)

    await add_unit_late(here, one, second, too_late)
    await add_unit_late(here, one, first, in_time)

    async with here.glance() as session:
        cast_units = await session.execute(
            text("SELECT count(*) FROM castings WHERE ballot_id = :b AND unit_id = :u"),
            {"b": one.ballot.id, "u": too_late},
        )
        assert cast_units.scalar_one() == 0
    await work(here, one)
    await assert_invariants(here, since)
