"""A big estate in one go: thousands of units with owners and titles, written by COPY."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.identity import id_check_digit
from domain.store.crypto import FieldCrypto

TITLES_BEGIN = datetime(2015, 6, 1, tzinfo=UTC)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_LAYOUTS = ("一居室", "两居室", "三居室", "其它")


@dataclass(frozen=True, slots=True)
class EstatePlan:
    """How big and how complete the estate is.

    Every unit is a home of 60.00 to 139.99 m². Of the units of each building the first `owned` in a hundred have an
    owner; every tenth owner owns two units, the next one as well.
    """

    street_code: str
    name: str
    number: str
    buildings: int = 25
    entrances: int = 4
    floors: int = 25
    rooms: int = 4
    owned: int = 100


@dataclass(frozen=True, slots=True)
class BigEstate:
    """What was written: ids in the order of the building table. `owners` and `titles` are those of `owned_units`."""

    estate_id: UUID
    building_ids: list[UUID] = field(default_factory=list)
    unit_ids: list[UUID] = field(default_factory=list)
    owned_units: list[UUID] = field(default_factory=list)
    owner_ids: list[UUID] = field(default_factory=list)
    title_ids: list[UUID] = field(default_factory=list)


def identity_number(serial: int) -> str:
    """The ID card number of an invented person: born in 1900 in a place that has no code, told apart by `serial`."""
    if not 0 <= serial < 330_000:
        raise ValueError("there are 330,000 invented people")
    day, order = divmod(serial, 1000)
    first = f"110999{1900:04d}{day // 28 + 1:02d}{day % 28 + 1:02d}{order:03d}"
    return first + id_check_digit(first)


def invented_name(serial: int) -> str:
    """A name for it: a surname and a number in Chinese digits."""
    digits = "".join("零一二三四五六七八九"[int(digit)] for digit in str(serial))
    return f"{_SURNAMES[serial % len(_SURNAMES)]}{digits}"


async def copy_estate(
    connection: "asyncpg.Connection[Any]", crypto: FieldCrypto, plan: EstatePlan, *, first_serial: int = 0
) -> BigEstate:
    """Write a completed estate as planned, inside the caller's transaction; its street must exist.

    Owners are the invented people from `first_serial` on, which must not be in the database yet.
    """
    made = BigEstate(uuid7())
    await connection.execute(
        "INSERT INTO estates (id, number, name, address, street_code, status) VALUES ($1, $2, $3, $4, $5, 'completed')",
        made.estate_id, plan.number, plan.name, f"{plan.name}一号", plan.street_code,
    )  # fmt: skip
    await _copy_buildings(connection, plan, made)
    await _copy_units(connection, plan, made)
    await _copy_owners(connection, crypto, made, first_serial)
    return made


async def _copy_buildings(connection: "asyncpg.Connection[Any]", plan: EstatePlan, made: BigEstate) -> None:
    made.building_ids.extend(uuid7() for _ in range(plan.buildings))
    rows = [
        (building, made.estate_id, f"{place}号楼", f"{plan.number}-{place:03d}", "system", place)
        for place, building in enumerate(made.building_ids, start=1)
    ]
    await _copy(connection, "buildings", ("id", "estate_id", "name", "number", "source", "position"), rows)


async def _copy_units(connection: "asyncpg.Connection[Any]", plan: EstatePlan, made: BigEstate) -> None:
    # The colour is written at once: the trigger on titles then finds nothing to correct in thousands of rows.
    rows: list[Sequence[object]] = []
    for building in made.building_ids:
        rooms = list(_rooms(plan))
        for place, (entrance, floor, room) in enumerate(rooms):
            unit = uuid7()
            made.unit_ids.append(unit)
            owned = place * 100 < plan.owned * len(rooms)
            if owned:
                made.owned_units.append(unit)
            area = 6000 + (len(rows) * 37) % 8000
            layout = _LAYOUTS[len(rows) % len(_LAYOUTS)]
            place_and_size = (entrance, floor, floor, floor, room, "home", layout, area, "register")
            rows.append((unit, made.estate_id, building, *place_and_size, owned))
    columns = (
        "id", "estate_id", "building_id", "entrance", "floor", "floor_from", "floor_to", "room", "usage", "layout",
        "area", "area_source", "owned",
    )  # fmt: skip
    await _copy(connection, "units", columns, rows)


def _rooms(plan: EstatePlan) -> Iterator[tuple[str, int, str]]:
    for entrance in range(1, plan.entrances + 1):
        for floor in range(1, plan.floors + 1):
            for room in range(1, plan.rooms + 1):
                yield str(entrance), floor, f"{floor}{room:02d}"


async def _copy_owners(
    connection: "asyncpg.Connection[Any]", crypto: FieldCrypto, made: BigEstate, first_serial: int
) -> None:
    owners: list[Sequence[object]] = []
    titles: list[Sequence[object]] = []
    joined: list[Sequence[object]] = []
    for place, unit in enumerate(made.owned_units):
        if place % 10 != 1:  # the second unit of every ten belongs to the first one's owner
            owner, serial = uuid7(), first_serial + place
            owners.append(_owner_row(crypto, owner, serial))
        title = uuid7()
        titles.append((title, unit, TITLES_BEGIN, head_key([owner]), "register"))
        joined.append((title, owner))
        made.owner_ids.append(owner)
        made.title_ids.append(title)
    columns = ("id", "kind", "document_kind", "document_number", "document_index", "index_version", "name")
    await _copy(connection, "owners", columns, owners)
    await _copy(connection, "titles", ("id", "unit_id", "starts_at", "head_key", "source"), titles)
    await _copy(connection, "title_owners", ("title_id", "owner_id"), joined)


def _owner_row(crypto: FieldCrypto, owner: UUID, serial: int) -> Sequence[object]:
    number = identity_number(serial)
    return (
        owner,
        "person",
        "id_card",
        crypto.encrypt("owners.document_number", owner, number),
        crypto.index("document:id_card", number),
        crypto.index_version,
        crypto.encrypt("owners.name", owner, invented_name(serial)),
    )


async def _copy(
    connection: "asyncpg.Connection[Any]", table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    await connection.copy_records_to_table(table, columns=columns, records=rows)
