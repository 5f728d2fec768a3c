"""The building table shows every unit and its colour, and people only to who may read them."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import BallotState, OrganizerKind
from domain.store.database import Database
from domain.store.tables import AuditRecord, Ballot, Scope
from tests.api.asking import ask
from tests.people import Person, Place, certify, give_title, make_owner, make_place, sign_in_owner, sign_in_staff

BUILDINGS = """query($id: UUID!) { buildings(estateId: $id) { id name units green yellow red area source }
  estateGrid(estateId: $id) }"""
GRID = "query($id: UUID!) { buildingGrid(buildingId: $id) }"
UNIT = """query($id: UUID!) { unit(id: $id) { id buildingName room area colour
  titles { startsAt endsAt owners { id kind documentKind maskedName maskedDocument } }
  certifications { maskedPhone endedAt } } }"""
REVEAL = """mutation($input: RevealOwnerInput!) { revealOwner(input: $input) { __typename
  ... on OwnerRevealed { name documentNumber } ... on InvalidInput { faults { path } } } }"""
REMOVE = """mutation($input: RemoveBuildingInput!) { removeBuilding(input: $input) { __typename
  ... on BuildingRemoved { units } ... on StillInUse { uses { path message } }
  ... on InvalidInput { faults { path } } } }"""


async def own(database: Database, unit: UUID, *names: str) -> tuple[UUID, list[UUID]]:
    """A title of invented people on `unit`: (title, owners)."""
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx, name) for name in names]
        return await give_title(tx, unit, owners, head_key=head_key(owners)), owners


async def certified(database: Database, place: Place, unit: UUID) -> Person:
    """A signed-in owner who is certified for `unit`."""
    title, owners = await own(database, unit, "王试验")
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        await certify(tx, person.account_id, owners[0], unit, title, place.estate_id)
    return person


async def clerk_of(database: Database, place: Place) -> Person:
    return await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)


async def test_colours_follow_titles_and_certifications(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=3, area=8835)
    clerk = await clerk_of(database, place)

    async def colours() -> tuple[str, tuple[int, int, int]]:
        answer = await ask(client, BUILDINGS, clerk, id=str(place.estate_id))
        one = answer["buildings"][0]
        assert (one["units"], one["area"]) == (3, "265.05")
        return answer["estateGrid"][one["id"]]["colours"], (one["green"], one["yellow"], one["red"])

    assert await colours() == ("ggg", (3, 0, 0))
    title, _ = await own(database, place.units[0], "张试验")
    assert await colours() == ("ygg", (2, 1, 0))
    await certified(database, place, place.units[1])
    assert await colours() == ("yrg", (1, 1, 1))
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = domain_now() WHERE unit_id = :u"), {"u": place.units[1]}
        )
        await tx.session.execute(text("UPDATE titles SET ends_at = domain_now() WHERE id = :t"), {"t": title})
    assert await colours() == ("gyg", (2, 1, 0))


async def test_a_building_shows_every_field_by_column(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=11)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE units SET floor = 2, room = '2001' WHERE id = :u"), {"u": place.units[0]})

    grid = (await ask(client, GRID, await clerk_of(database, place), id=str(place.building_id)))["buildingGrid"]

    assert grid["ids"] == [str(unit) for unit in [*place.units[1:], place.units[0]]]
    assert {name: len(column) for name, column in grid.items()} == dict.fromkeys(grid, 11)
    assert [grid[name][-1] for name in ("entrances", "floors", "floorsFrom", "floorsTo", "rooms", "usages")] == [
        "1", 2, 1, 1, "2001", "HOME",
    ]  # fmt: skip
    assert [grid[name][-1] for name in ("layouts", "areas", "areaSources", "developerStock", "delivered")] == [
        "两居室", 8835, "REGISTER", False, True,
    ]  # fmt: skip


async def test_people_are_masked_and_organizers_see_none(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    _, owners = await own(database, place.units[0], "张试验", "李四")
    clerk = await clerk_of(database, place)
    organizer = await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id))

    to_clerk = (await ask(client, UNIT, clerk, id=str(place.units[0])))["unit"]
    to_organizer = (await ask(client, UNIT, organizer, id=str(place.units[0])))["unit"]

    shown = to_clerk["titles"][0]["owners"]
    assert [(one["id"], one["maskedName"]) for one in shown] == [(str(owners[0]), "张*验"), (str(owners[1]), "李*")]
    assert all(re.fullmatch(r"\d{3}\*{11}\d{3}[\dX]", one["maskedDocument"]) for one in shown)
    assert to_organizer == {**to_clerk, "titles": None, "certifications": None}
    assert to_organizer["colour"] == "YELLOW"


async def test_strangers_and_owners_see_no_units(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    owner = await certified(database, place, place.units[0])
    other_clerk = await clerk_of(database, elsewhere)

    for person in (owner, other_clerk, None):
        table = await ask(client, BUILDINGS, person, id=str(place.estate_id))
        assert table == {"buildings": [], "estateGrid": None}
        assert (await ask(client, GRID, person, id=str(place.building_id)))["buildingGrid"] is None
        assert (await ask(client, UNIT, person, id=str(place.units[0])))["unit"] is None


async def test_a_full_name_needs_a_reason_and_leaves_a_record(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=2)
    _, (owner,) = await own(database, place.units[0], "张试验")
    clerk = await clerk_of(database, place)
    city = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)

    async def reveal(person: Person, unit: UUID, reason: str) -> Any:
        given = {"unitId": str(unit), "ownerId": str(owner), "reason": reason}
        return (await ask(client, REVEAL, person, input=given))["revealOwner"]

    async def records() -> list[str | None]:
        async with database.read() as session:
            rows = select(AuditRecord.reason).where(
                AuditRecord.subject_id == owner, AuditRecord.action == "owner.revealed"
            )
            return list(await session.scalars(rows))

    assert (await reveal(clerk, place.units[0], "核对身份"))["faults"] == [{"path": "reason"}]
    assert (await reveal(city, place.units[0], "核对业主身份"))["__typename"] == "NotFound"
    assert (await reveal(clerk, place.units[1], "核对业主身份"))["__typename"] == "NotFound"
    assert await records() == []
    assert (await reveal(clerk, place.units[0], "核对业主身份"))["name"] == "张试验"
    assert await records() == ["核对业主身份"]


@pytest.mark.parametrize("state", [BallotState.APPROVED, BallotState.OPEN])
async def test_a_building_that_a_ballot_counts_stays(
    database: Database, client: httpx.AsyncClient, state: BallotState
) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    ballot = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Ballot(
                id=ballot, estate_id=place.estate_id, title="选聘物业", state=state,
                organizer_kind=OrganizerKind.STREET, author_id=clerk.account_id,
                opens_at=datetime(2020, 1, 1, tzinfo=UTC), closes_at=datetime(2099, 1, 1, tzinfo=UTC),
                first_closes_at=datetime(2099, 1, 1, tzinfo=UTC),
            )
        )  # fmt: skip
        await tx.session.flush()
        tx.session.add(Scope(ballot_id=ballot, unit_ids=place.units[:1]))

    refused = await ask(client, REMOVE, clerk, input={"buildingId": str(place.building_id), "reason": "不属于本小区"})

    (use,) = refused["removeBuilding"]["uses"]
    assert use["path"] == f"ballots.{ballot}"
    assert "“选聘物业”的表决范围包含该楼栋的 1 套房屋" in use["message"]


async def test_a_certified_unit_keeps_its_building(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=2)
    await certified(database, place, place.units[1])
    clerk = await clerk_of(database, place)

    refused = await ask(client, REMOVE, clerk, input={"buildingId": str(place.building_id), "reason": "不属于本小区"})

    assert [use["path"] for use in refused["removeBuilding"]["uses"]] == [f"units.{place.units[1]}"]


async def test_a_removed_building_is_gone_for_everyone(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database, units=2), await make_place(database)
    clerk, stranger = await clerk_of(database, place), await clerk_of(database, elsewhere)
    given = {"buildingId": str(place.building_id), "reason": "不属于本小区"}

    no_reason = (await ask(client, REMOVE, clerk, input={**given, "reason": "错"}))["removeBuilding"]
    not_theirs = (await ask(client, REMOVE, stranger, input=given))["removeBuilding"]
    removed = (await ask(client, REMOVE, clerk, input=given))["removeBuilding"]
    again = (await ask(client, REMOVE, clerk, input=given))["removeBuilding"]

    assert no_reason["faults"] == [{"path": "reason"}]
    assert not_theirs["__typename"] == "NotFound"
    assert removed == {"__typename": "BuildingRemoved", "units": 2}
    assert again["__typename"] == "NotFound"
    assert await ask(client, BUILDINGS, clerk, id=str(place.estate_id)) == {"buildings": [], "estateGrid": {}}
    assert (await ask(client, UNIT, clerk, id=str(place.units[0])))["unit"] is None
