"""The turnout that is shown while a ballot runs is what the tally finds at the close, whatever the roll looks like."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.refusals import Refusal
from domain.rules.settings import CoOwner, CountingSettings
from domain.rules.terms import DocumentKind, Usage
from domain.services.castings import cast
from domain.services.demo_clock import advance
from domain.services.owners import NamedOwner
from domain.services.participation import read_participation
from domain.services.tallies import tally_all
from domain.store.database import Database
from domain.store.turnouts import Turnout
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.invariants import assert_invariants
from tests.people import Place, add_unit, certify, give_title, make_owner, make_place, new_id_card, sign_in_owner
from tests.services.castings import OpenBallot, Voter, actor_of, close, open_ballot
from tests.services.test_roll_corrections import correct, reviewer_of
from tests.services.test_tallies import document
from tests.services.transferring import clerk_of, run, titles_of

ROUNDS = 5
RULES = {co_owner: CountingSettings(co_owner=co_owner) for co_owner in CoOwner}


@pytest.fixture
async def own_clock(fresh_database_url: str, redis_url: str) -> AsyncIterator[Database]:
    """A database with a clock of its own."""
    opened = open_database(settings_for(fresh_database_url, redis_url), pool_size=8)
    yield opened
    await opened.close()


async def some_estate(database: Database, chance: random.Random) -> tuple[Place, list[Voter]]:
    """Units of every kind whose owners overlap at random; most owners are certified for what they own."""
    place = await make_place(database, units=chance.randint(6, 12), area=chance.randint(3_000, 12_000))
    async with database.transaction(SYSTEM) as tx:
        for number in range(chance.randint(0, 3)):
            place.units.append(add_unit(tx, place, f"9{number}", stock=True))
            place.units.append(add_unit(tx, place, f"8{number}", usage=chance.choice([Usage.PARKING, Usage.SHOP])))
    people = [await sign_in_owner(database) for _ in range(chance.randint(3, 7))]
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx, f"钱共{number}") for number in range(len(people))]
        for unit in place.units:
            theirs = chance.sample(range(len(owners)), chance.choice([0, 1, 1, 1, 2, 2, 3]))
            if not theirs:
                continue
            held = [owners[number] for number in theirs]
            title = await give_title(tx, unit, held, head_key=head_key(held))
            for number in theirs:
                if chance.random() < 0.8:
                    await certify(tx, people[number].account_id, owners[number], unit, title, place.estate_id)
    return place, [
        Voter(person, owner, actor_of(person, owner, place), []) for person, owner in zip(people, owners, strict=True)
    ]


async def something_happens(
    database: Database, chance: random.Random, place: Place, voters: list[Voter], ballot: OpenBallot
) -> None:
    """A vote, a sale or a correction of the roll; what the law refuses has not happened."""
    unit = chance.choice(place.units)
    try:
        match chance.choice(["vote", "vote", "vote", "sale", "correction"]):
            case "vote":
                await cast(database, chance.choice(voters).cast(ballot, chance.randrange(3)))
            case "sale":
                held = [one for one in await titles_of(database, unit) if one.ends_at is None]
                buyers = [
                    NamedOwner(f"孙买{n}", DocumentKind.ID_CARD, new_id_card()) for n in range(chance.randint(1, 2))
                ]
                await run(database, await clerk_of(database, place), unit, held[0].id if held else None, owners=buyers)
            case _:
                changed: dict[str, object] = chance.choice(
                    [{"area": chance.randint(2_000, 20_000)}, {"usage": Usage.EQUIPMENT}]
                )
                await correct(database, await reviewer_of(database, place), ballot, unit, **changed)
    except Refusal:
        pass


async def live(database: Database, ballot: UUID) -> Turnout:
    async with database.read() as session:
        seen = await read_participation(session, ballot)
    assert seen is not None
    return seen.whole


@pytest.mark.parametrize("co_owner", CoOwner)
async def test_the_live_turnout_is_what_the_tally_finds(own_clock: Database, co_owner: CoOwner) -> None:
    since = uuid7()
    for seed in range(ROUNDS):
        chance = random.Random(f"{co_owner}{seed}")
        place, voters = await some_estate(own_clock, chance)
        ballot = await open_ballot(own_clock, place, settings=RULES[co_owner], closes_in=timedelta(days=10))
        for _ in range(chance.randint(4, 12)):
            await something_happens(own_clock, chance, place, voters, ballot)

        before = await live(own_clock, ballot.id)
        async with own_clock.transaction(SYSTEM) as tx:
            await advance(tx, timedelta(days=11))
        await close(own_clock, ballot)
        after = await live(own_clock, ballot.id)
        await tally_all(own_clock, [ballot.id])
        result = await document(own_clock, ballot.id)

        counted = result["all"], {name: result["participating"][name] for name in ("heads", "area")}
        assert (seed, *shown(before)) == (seed, *counted)
        assert (seed, *shown(after)) == (seed, *counted)
    await assert_invariants(own_clock, since)


def shown(turnout: Turnout) -> tuple[dict[str, object], dict[str, object]]:
    """A turnout as a result has it: all, and who takes part."""
    return (
        {"heads": turnout.heads, "area": f"{turnout.area / 100:.2f}"},
        {"heads": turnout.cast_heads, "area": f"{turnout.cast_area / 100:.2f}"},
    )


async def test_one_of_a_chain_of_co_owners_takes_part_for_all_of_it(database: Database) -> None:
    """With any_overlap, A+B, B+C and C are one head: one casting is that head's, and the building says the same."""
    place = await make_place(database, units=6, area=1000)
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        one, two, three = [await make_owner(tx, f"钱共{number}") for number in range(3)]
        title = await give_title(tx, place.units[0], [one, two], head_key=head_key([one, two]))
        await give_title(tx, place.units[1], [two, three], head_key=head_key([two, three]))
        alone = await give_title(tx, place.units[2], [three], head_key=head_key([three]))
        await certify(tx, person.account_id, one, place.units[0], title, place.estate_id)
        other = await sign_in_owner(database)
        await certify(tx, other.account_id, three, place.units[2], alone, place.estate_id)
    settings = CountingSettings(co_owner=CoOwner.ANY_OVERLAP)
    ballot = await open_ballot(database, place, settings=settings)
    for who, owner in ((person, one), (other, three)):
        await cast(database, Voter(who, owner, actor_of(who, owner, place), []).cast(ballot))

    async with database.read() as session:
        seen = await read_participation(session, ballot.id)

    assert seen is not None
    (building,) = seen.buildings
    for turnout in (seen.whole, building.turnout):
        assert turnout is not None
        assert (turnout.units, turnout.heads, turnout.area) == (6, 4, 6000)
        assert (turnout.cast_units, turnout.cast_heads, turnout.cast_area) == (2, 1, 2000)
