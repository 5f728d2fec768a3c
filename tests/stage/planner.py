"""A ballot that misses its quorum by heads and by area, in an estate whose doors can be walked."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.rules.terms import BuildingSource
from domain.services.castings import Cast, cast
from domain.store.database import Database
from domain.store.tables import Building
from gongjue.demo.big_estate import EstatePlan, copy_estate
from tests.ballots import make_open_ballot, make_organizer, yes_or_no
from tests.people import Place, add_unit, make_owner, make_place, new_id_card
from tests.readers import make_device
from tests.services.castings import make_voter
from tests.stage import scene
from tests.stage.people import staff
from tests.stage.towns import as_json, rename


@scene
async def gap(database: Database, days: float = 5) -> dict[str, Any]:
    """Twelve homes, eleven owners, 1,100.00 m²: five owners have voted on their phones (450.00 m²), so that the quorum
    of two thirds misses 3 heads and 283.34 m². The shortest list has three doors: 钱东 (110.00 m², not certified) in
    entrance 1 and 赵双 (two homes, 180.00 m², not certified) in entrance 2 of 1号楼, and 孙西 (120.00 m², certified) in
    2号楼, which has no entrances. Two more who are certified (80.00 m² each) and one home without a known owner are
    silent too. The window ends `days` from now, by the domain's clock.

    `member` chairs the committee that runs the ballot, `device` has the code for a bridge, `cards` are those three.
    """
    place = await make_place(database)
    name = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    homes = await _homes(database, place)
    cards = {who: new_id_card() for who in ("钱东", "赵双", "孙西")}
    async with database.transaction(SYSTEM) as tx:
        owners = {who: await make_owner(tx, who, number) for who, number in cards.items()}
        now = await tx.now()
    await make_voter(database, place, homes["dong"], owner=owners["钱东"], certified=False)
    await make_voter(database, place, homes["shuang"], owner=owners["赵双"], certified=False)
    await make_voter(database, place, homes["xi"], owner=owners["孙西"])
    for unit in homes["quiet"]:
        await make_voter(database, place, [unit])
    voters = [await make_voter(database, place, [unit]) for unit in homes["voted"]]
    organizer = await make_organizer(database, place)
    ballot = await make_open_ballot(
        database, place, matters=[yes_or_no("是否更换物业公司"), yes_or_no("是否修改管理规约")],
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=days), organizer_id=organizer,
    )  # fmt: skip
    choices = tuple((matter.id, (matter.options[0].id,)) for matter in ballot.matters)
    for voter in voters:
        await cast(database, Cast(voter.actor, ballot.id, uuid4(), choices, uuid4()))
    issued = await make_device(database, place)
    return {
        "estateId": str(place.estate_id),
        "name": name,
        "street": place.street,
        "member": await staff(database, "committee", "estate", str(place.estate_id), str(organizer)),
        "clerk": await staff(database, "street_clerk", "street", place.street),
        "ballot": as_json(ballot),
        "device": {"id": str(issued.device_id), "code": issued.code},
        "cards": {who: {"name": who, "number": number} for who, number in cards.items()},
    }


@scene
async def big_gap(database: Database) -> dict[str, Any]:
    """A ballot over an estate of 10,000 units in 25 buildings, of which four in a hundred have a known owner: nobody
    has voted, and those owners alone would not be enough. `clerk` is the street's."""
    place = await make_place(database)
    # Beside those of `big_estate`, which has four hundred of each thousand people.
    serial = 1000 * (1 + secrets.randbelow(300)) + 500
    plan = EstatePlan(place.street, f"试验万家园{secrets.token_hex(3)}", f"{place.street}-0-002", owned=4)
    async with database.driver() as connection, connection.transaction():
        made = await copy_estate(connection, database.crypto, plan, first_serial=serial)
    there = Place(made.estate_id, made.building_ids[0], place.street, place.district)
    return {
        "estateId": str(made.estate_id),
        "ballot": as_json(await make_open_ballot(database, there)),
        "clerk": await staff(database, "street_clerk", "street", place.street),
    }


async def _homes(database: Database, place: Place) -> dict[str, list[UUID]]:
    """The twelve homes, by what will become of them."""
    async with database.transaction(SYSTEM) as tx:
        second = uuid7()
        tx.session.add(
            Building(
                id=second,
                estate_id=place.estate_id,
                name="2号楼",
                number="B2",
                source=BuildingSource.SYSTEM,
                position=2,
            )
        )
        await tx.session.flush()
        there = Place(place.estate_id, second, place.street, place.district)
        homes = {
            "dong": [add_unit(tx, place, "101", area=11_000)],
            "voted": [add_unit(tx, place, room, area=9_000) for room in ("102", "201", "202", "301", "302")],
            "shuang": [add_unit(tx, place, room, area=9_000) for room in ("103", "104")],
            "xi": [add_unit(tx, there, "201", area=12_000)],
            "quiet": [add_unit(tx, there, room, area=8_000) for room in ("202", "301")],
            "unknown": [add_unit(tx, place, "303", area=8_000)],
        }
        await tx.session.flush()
        for unit, entrance, floor in (
            *((unit, "1", 1 + at // 2) for at, unit in enumerate([*homes["dong"], *homes["voted"]])),
            *((unit, "2", 1) for unit in homes["shuang"]),
            *((unit, "2", 3) for unit in homes["unknown"]),
            *((unit, "", 2) for unit in [*homes["xi"], *homes["quiet"][:1]]),
            *((unit, "", 3) for unit in homes["quiet"][1:]),
        ):
            placed = text("UPDATE units SET entrance = :e, floor = :f, floor_from = :f, floor_to = :f WHERE id = :u")
            await tx.session.execute(placed.bindparams(e=entrance, f=floor, u=unit))
    return homes
