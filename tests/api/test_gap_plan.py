"""The gap planner: its list closes the gap when those people vote, and it tells nobody what anybody chose."""

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.consents import CONSENTS
from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.settings import CoOwner, CountingSettings
from domain.rules.terms import BuildingSource, ConsentKind, DocumentKind, MatterState, OrganizerKind, Usage
from domain.services.castings import cast
from domain.services.certifications import certify_by_card
from domain.services.gaps import gap_plan
from domain.services.owners import NamedOwner
from domain.services.roll_corrections import CorrectRoll, correct_roll
from domain.store import tallies
from domain.store.database import Database
from domain.store.tables import Broadcast, Building, Message, Owner, Unit
from tests.api.asking import answer_of, ask
from tests.api.statements import MOST, counted_statements
from tests.ballots import actor_of, make_open_ballot, make_organizer, settle, sign_in_organizer
from tests.people import Person, Place, add_unit, give_title, make_owner, make_place, new_id_card, sign_in_staff
from tests.services.castings import OpenBallot, Voter, make_co_owners, make_voter, open_ballot
from tests.services.transferring import clerk_of as transferring_clerk
from tests.services.transferring import run, titles_of

PLAN = """query Plan($ballot: UUID!, $first: Int! = 100, $after: String) { gapPlan(ballotId: $ballot) {
  ballotId at closesAt closes atLeast
  all { heads area } voted { heads area } needed { heads area } missing { heads area } gained { heads area }
  parts { buildingId building entrance floor doors figures { units area votedUnits votedArea silentHeads certifiedSilent
    notCertified ownerUnknown notReached } }
  floors: parts(level: FLOOR) { building entrance floor figures { units } }
  visits(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id units heads area
    soFar { heads area } maskedName ownerKind door { unitId building entrance floor room area
      certified ownerKnown reached } } } } }"""
SILENT = """query Silent($ballot: UUID!, $certified: Boolean, $reached: Boolean, $building: UUID, $first: Int! = 100) {
  silentUnits(ballotId: $ballot, certified: $certified, reached: $reached, buildingId: $building, first: $first) {
    totalCount nodes { unitId room area certified ownerKnown reached } } }"""


async def clerk_of(database: Database, place: Place) -> Person:
    return await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)


async def plan_of(client: httpx.AsyncClient, ballot: OpenBallot, person: Person, **variables: Any) -> Any:
    return (await ask(client, PLAN, person, ballot=str(ballot.id), **variables))["gapPlan"]


async def test_when_everybody_on_the_list_votes_the_quorum_of_civil_code_278_is_reached(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database)
    async with database.transaction(SYSTEM) as tx:
        units = [add_unit(tx, place, f"{number:02d}", area=5000 + 700 * number) for number in range(12)]
    both, _ = await make_co_owners(database, place, units[:1])
    async with database.transaction(SYSTEM) as tx:
        # One of the two also owns a flat alone: their vote brings two heads.
        title = await give_title(tx, units[1], [both[0].owner_id], head_key=head_key([both[0].owner_id]))
        await tx.session.execute(
            text(
                "INSERT INTO certifications (id, account_id, owner_id, unit_id, title_id, estate_id, method)"
                " VALUES (gen_random_uuid(), :account, :owner, :unit, :title, :estate, 'id_card')"
            ),
            {
                "account": both[0].person.account_id, "owner": both[0].owner_id, "unit": units[1], "title": title,
                "estate": place.estate_id,
            },
        )  # fmt: skip
    both[0].units.append(units[1])
    many = await make_voter(database, place, units[2:4])
    singles = [await make_voter(database, place, [one]) for one in units[4:]]
    ballot, clerk = await open_ballot(database, place), await clerk_of(database, place)
    await cast(database, singles[-1].cast(ballot))

    plan = await plan_of(client, ballot, clerk)
    assert plan["all"]["heads"] == 11
    assert plan["voted"] == {"heads": 1, "area": "127.00"}
    assert plan["needed"] == {"heads": 8, "area": "708.00"}
    assert plan["missing"] == {"heads": 7, "area": "581.00"}
    assert plan["closes"] is True
    assert plan["visits"]["totalCount"] == plan["atLeast"] == 6

    who: dict[str, Voter] = {str(unit): voter for voter in (both[0], many, *singles) for unit in voter.units}
    for visit in plan["visits"]["nodes"]:
        await cast(database, who[visit["door"]["unitId"]].cast(ballot))

    after = await plan_of(client, ballot, clerk)
    assert after["missing"] == {"heads": 0, "area": "0.00"}
    assert after["visits"]["totalCount"] == 0
    gained = after["voted"]["heads"] - plan["voted"]["heads"]
    assert gained == plan["gained"]["heads"] == sum(visit["heads"] for visit in plan["visits"]["nodes"])


async def test_what_the_register_enters_while_a_ballot_runs_is_in_the_gap_as_both_counts_have_it(
    database: Database,
) -> None:
    place = await make_place(database, units=4, area=10_000)
    number = new_id_card()
    buyer = NamedOwner("钱买主", DocumentKind.ID_CARD, number)
    voter = await make_voter(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        stock = add_unit(tx, place, "401", area=10_000, stock=True)
        sold = add_unit(tx, place, "402", area=10_000, stock=True)
        add_unit(tx, place, "B1", area=10_000, usage=Usage.PARKING)
        other, known = await make_owner(tx), await make_owner(tx, "钱买主", number)
        await give_title(tx, place.units[1], [other], head_key=head_key([other]))
        await give_title(tx, place.units[2], [known], head_key=head_key([known]))
    clerk = await transferring_clerk(database, place)
    ballot = await open_ballot(database, place)
    receipt = await cast(database, voter.cast(ballot))
    seen = {unit: titles[0].id for unit in place.units if (titles := await titles_of(database, unit))}
    # Entered late: the register's instant is before the casting, which stays.
    await run(database, clerk, place.units[0], seen[place.units[0]], owners=[buyer], effective_at=receipt.cast_at)
    await run(database, clerk, place.units[1], seen[place.units[1]], owners=[buyer])
    await run(database, clerk, stock, None, owners=[buyer], handed_over=False)
    await run(database, clerk, sold, None, owners=[buyer])

    plan = await gap_plan(database, clerk, ballot.id)

    async with database.read() as session:
        measured = (await tallies.measured(await tallies.driver_of(session), [ballot.id]))[ballot.id]
    cast_so_far = [figures for (_, measure), figures in measured.items() if measure in ("for", "against", "abstain")]
    assert plan is not None
    assert (plan.all.heads, plan.all.area) == measured["", "all"] == (4, 60_000)
    assert [(plan.voted.heads, plan.voted.area)] == cast_so_far == [(1, 10_000)]
    # The buyer brings what they own; what is not handed over is the developer's to vote for, and no card casts it.
    assert [(visit.owner_id, visit.units, visit.heads, visit.area) for visit in plan.doors] == [(known, 3, 1, 30_000)]
    async with database.transaction(SYSTEM) as tx:
        owner = await tx.session.get_one(Owner, known)
        certified = await certify_by_card(tx, owner, place.estate_id, CONSENTS[ConsentKind.CARD_READ].version)
    assert stock not in certified.unit_ids
    assert sold in certified.unit_ids


async def test_a_correction_of_the_roll_moves_what_is_needed(database: Database) -> None:
    place = await make_place(database, units=3, area=10_000)
    await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    reviewer = await actor_of(
        database, await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    )
    async with database.transaction(reviewer) as tx:
        await correct_roll(tx, CorrectRoll(ballot.id, place.units[0], "测绘报告更正", area=40_000))
    async with database.transaction(reviewer) as tx:
        await correct_roll(tx, CorrectRoll(ballot.id, place.units[1], "现场核实为车位", usage=Usage.PARKING))

    plan = await gap_plan(database, reviewer, ballot.id)

    assert plan is not None
    assert (plan.all.area, plan.needed.area) == (50_000, 33_334)


async def test_sets_of_owners_that_overlap_are_one_head_where_the_estate_says_so(database: Database) -> None:
    place = await make_place(database, units=3)
    await make_co_owners(database, place, place.units[:1])
    voters, _ = await make_co_owners(database, place, place.units[1:2])
    async with database.transaction(SYSTEM) as tx:
        await give_title(tx, place.units[2], [voters[0].owner_id], head_key=uuid7())
    ballot = await open_ballot(database, place, settings=CountingSettings(co_owner=CoOwner.ANY_OVERLAP))
    clerk = await actor_of(database, await clerk_of(database, place))

    plan = await gap_plan(database, clerk, ballot.id)

    assert plan is not None
    assert plan.all.heads == 2


async def test_it_is_for_the_body_that_runs_the_ballot_and_for_the_street_while_it_runs(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2)
    (resident, _) = await settle(database, place)
    committee = await make_organizer(database, place)
    company = await make_organizer(database, place, OrganizerKind.PROPERTY_COMPANY)
    made = await make_open_ballot(database, place, organizer_id=committee)
    ballot = OpenBallot(made.id, place.estate_id)
    member = await sign_in_organizer(database, place, organizer_id=committee)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    others = [
        await sign_in_organizer(database, place, Role.PROPERTY_COMPANY, organizer_id=company),
        await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district),
        await sign_in_staff(database, Role.AUDITOR, ScopeKind.DISTRICT, place.district),
        resident.person,
    ]

    for person in (member, reviewer, await clerk_of(database, place)):
        assert (await plan_of(client, ballot, person))["all"]["heads"] == 2
        assert (await ask(client, SILENT, person, ballot=str(ballot.id)))["silentUnits"]["totalCount"] == 2
    for person in others:
        assert await plan_of(client, ballot, person) is None
        assert (await ask(client, SILENT, person, ballot=str(ballot.id)))["silentUnits"]["totalCount"] == 0
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE ballots SET state = 'suspended', suspended_at = domain_now() WHERE id = :id"), {"id": made.id}
        )
    assert await plan_of(client, ballot, member) is None


async def test_a_suspended_matter_asks_for_nothing(database: Database) -> None:
    place = await make_place(database, units=3)
    await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE matters SET state = :state, suspended_at = domain_now() WHERE ballot_id = :ballot"),
            {"state": MatterState.SUSPENDED.value, "ballot": ballot.id},
        )
    plan = await gap_plan(database, await actor_of(database, await clerk_of(database, place)), ballot.id)

    assert plan is not None
    assert (plan.needed.heads, plan.needed.area, plan.doors) == (0, 0, ())


async def test_the_silent_are_listed_by_what_is_known_of_them_and_named_masked(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=5)
    reached, silent, cast_already = [await make_voter(database, place, [unit]) for unit in place.units[:3]]
    await make_voter(database, place, place.units[3:4], certified=False)
    ballot, clerk = await open_ballot(database, place), await clerk_of(database, place)
    await cast(database, cast_already.cast(ballot))
    await deliver(database, ballot, reached, "sent")
    await deliver(database, ballot, silent, "failed")

    plan = await plan_of(client, ballot, clerk)
    assert plan["parts"][0]["figures"] == {
        "units": 5, "area": "441.75", "votedUnits": 1, "votedArea": "88.35", "silentHeads": 4, "certifiedSilent": 2,
        "notCertified": 1, "ownerUnknown": 1, "notReached": 3,
    }  # fmt: skip
    assert plan["floors"] == [{"building": "1号楼", "entrance": "1", "floor": 1, "figures": {"units": 5}}]
    assert {visit["maskedName"] for visit in plan["visits"]["nodes"]} == {"张*验"}

    async def rooms(**wanted: Any) -> list[str]:
        found = await ask(client, SILENT, clerk, ballot=str(ballot.id), **wanted)
        return [node["room"] for node in found["silentUnits"]["nodes"]]

    assert await rooms() == ["101", "102", "104", "105"]
    assert await rooms(certified=True) == ["101", "102"]
    assert await rooms(certified=False) == ["104", "105"]
    assert await rooms(certified=True, reached=False) == ["102"]
    assert await rooms(building=str(place.building_id), reached=True) == ["101"]
    assert await rooms(building=str(uuid7())) == []


WALK = """query Walk($ballot: UUID!, $building: UUID, $entrance: String, $first: Int! = 100, $after: String) {
  gapPlan(ballotId: $ballot) {
  buildings: parts { building doors figures { units } } entrances: parts(level: ENTRANCE) { building entrance doors }
  visits(buildingId: $building, entrance: $entrance, first: $first, after: $after) {
    totalCount pageInfo { endCursor } nodes { heads area soFar { heads area } door { building entrance room } } } } }"""


async def test_the_list_of_one_entrance_is_added_up_from_its_own_first_door(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=3)
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Building(
                id=(other := uuid7()), estate_id=place.estate_id, name="2号楼", number="B2",
                source=BuildingSource.SYSTEM, position=2,
            )
        )  # fmt: skip
        await tx.session.flush()
        theirs = Place(place.estate_id, other, place.street, place.district)
        units = [add_unit(tx, theirs, f"20{number}", area=10_000 + number) for number in range(3)]
        (await tx.session.get_one(Unit, units[2])).entrance = "2"
    for unit in (*place.units, *units):
        await make_voter(database, place, [unit])
    ballot, clerk = await open_ballot(database, place), await clerk_of(database, place)

    async def walk(**wanted: Any) -> Any:
        return (await ask(client, WALK, clerk, ballot=str(ballot.id), **wanted))["gapPlan"]

    plan = await walk()
    doors = plan["visits"]["nodes"]
    assert [(one["door"]["building"], one["door"]["entrance"]) for one in doors] == [
        ("1号楼", "1"), ("2号楼", "1"), ("2号楼", "1"), ("2号楼", "2")
    ]  # fmt: skip
    assert [one["soFar"] for one in doors] == [
        {"heads": 1, "area": "88.35"}, {"heads": 2, "area": "188.35"}, {"heads": 3, "area": "288.36"},
        {"heads": 4, "area": "388.38"},
    ]  # fmt: skip
    assert plan["buildings"] == [
        {"building": "1号楼", "doors": 1, "figures": None},
        {"building": "2号楼", "doors": 3, "figures": None},
    ]
    assert [one["doors"] for one in plan["entrances"]] == [1, 2, 1]

    there = (await walk(building=str(other)))["visits"]
    assert [one["soFar"]["area"] for one in there["nodes"]] == ["100.00", "200.01", "300.03"]
    last = (
        await walk(
            building=str(other),
            first=1,
            after=(await walk(building=str(other), first=2))["visits"]["pageInfo"]["endCursor"],
        )
    )["visits"]
    assert (last["totalCount"], last["nodes"][0]["soFar"]["heads"]) == (3, 3)
    assert [one["door"]["room"] for one in (await walk(building=str(other), entrance="2"))["visits"]["nodes"]] == [
        "202"
    ]
    assert (await walk(building=str(uuid7())))["visits"]["totalCount"] == 0


async def deliver(database: Database, ballot: OpenBallot, voter: Voter, state: str) -> None:
    """A message about the ballot to the voter's account, as the carrier left it."""
    broadcast, message = uuid7(), uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Broadcast(
                id=broadcast, ballot_id=ballot.id, template="ballot_opened", audience="everyone", parameters={},
                expanded_at=await tx.now(),
            )
        )  # fmt: skip
        await tx.session.flush()
        tx.session.add(
            Message(
                id=message, key=str(message), template="ballot_opened", language="zh", broadcast_id=broadcast,
                account_id=voter.person.account_id, estate_id=ballot.estate_id, state=state,
            )
        )  # fmt: skip


async def test_nothing_tells_what_was_chosen(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=6)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot, clerk = await open_ballot(database, place), await clerk_of(database, place)
    for position, voter in enumerate(voters[:3]):
        await cast(database, voter.cast(ballot, position))

    said = json.dumps(await plan_of(client, ballot, clerk)) + json.dumps(
        await ask(client, SILENT, clerk, ballot=str(ballot.id))
    )

    options = [str(option) for options in ballot.options.values() for option in options]
    assert not [option for option in options if option in said]
    assert not [unit for unit in place.units[:3] if str(unit) in said]


async def test_the_list_is_read_page_by_page_in_the_order_of_a_walk(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=9)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot, clerk = await open_ballot(database, place), await clerk_of(database, place)

    whole = await plan_of(client, ballot, clerk)
    one = (await plan_of(client, ballot, clerk, first=4))["visits"]
    # Whoever stood at the end of the page votes before the next is read: it begins after where they stood.
    last = one["nodes"][-1]["door"]["room"]
    await cast(
        database, next(v for v, room in zip(voters, range(101, 110), strict=True) if str(room) == last).cast(ballot)
    )
    two = (await plan_of(client, ballot, clerk, first=4, after=one["pageInfo"]["endCursor"]))["visits"]

    rooms = [visit["door"]["room"] for visit in whole["visits"]["nodes"]]
    assert rooms == sorted(rooms)
    assert len(rooms) == len({visit["id"] for visit in whole["visits"]["nodes"]}) == 6
    assert one["nodes"][0]["id"] == whole["visits"]["nodes"][0]["id"]
    assert [visit["door"]["room"] for visit in one["nodes"]] == rooms[:4]
    assert all(visit["door"]["room"] > last for visit in two["nodes"])
    said = await answer_of(client, PLAN, clerk, ballot=str(ballot.id), after="nonsense")
    assert said["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("first", [1, 100])
async def test_a_plan_takes_as_few_statements_at_any_page_size(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    place = await make_place(database, units=8)
    for unit in place.units:
        await make_voter(database, place, [unit])
    ballot, clerk = await open_ballot(database, place), await clerk_of(database, place)

    with counted_statements() as ran:
        await plan_of(client, ballot, clerk, first=first)
    assert len(ran) <= MOST
