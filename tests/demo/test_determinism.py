"""Two seeds tell the same city: the same rows but for ids, ciphertexts, hashes and the instants of the real clock."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import asyncpg
import pytest

from domain.store.tables import Table
from gongjue.settings import Settings
from tests.conftest import Servers
from tests.demo.conftest import seeded

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
# Set to the minute by the organizers, so the same in both; every other instant has a moment of the real clock in it.
SET = {"opens_at", "closes_at", "first_closes_at"}
Rows = Mapping[str, list[str]]


async def told(settings: Settings) -> Rows:
    """Every row of every table, in words that do not depend on ids, keys and the moment; sorted."""
    assert settings.database_url is not None
    connection = await asyncpg.connect(settings.database_url)
    try:
        names = await known_as(connection)
        tables = [table.name for table in Table.metadata.sorted_tables if table.name != "demo_clock"]
        return {
            table: sorted(spoken(dict(row), names) for row in await connection.fetch(f'SELECT * FROM "{table}"'))
            for table in tables
        }
    finally:
        await connection.close()


async def known_as(connection: Any) -> dict[str, str]:
    """A name for every id, from the order in which the rows were made."""
    names: dict[str, str] = {}
    for table in ("ballots", "notices", "matters", "options", "organizers", "assemblies", "estates"):
        order = "estate_id, created_at" if table in ("organizers", "assemblies") else "1"
        for place, row in enumerate(await connection.fetch(f"SELECT id FROM {table} ORDER BY {order}, id")):
            names.setdefault(str(row["id"]), f"{table}:{place}")
    return names


def spoken(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One row in words."""
    return " | ".join(f"{key}={word(key, value, names)}" for key, value in row.items())


def word(key: str, value: object, names: Mapping[str, str]) -> str:
    """One value: bytes say only whether they are there, ids go by their names."""
    if isinstance(value, bytes):
        return "bytes"
    if isinstance(value, datetime):
        return value.isoformat() if key in SET else f"{value:%Y-%m-%d}"
    if key in ("id", "chain_position", "password_hash"):
        return "own" if value is not None else "none"
    if key == "unit_ids" and isinstance(value, list):
        return str(len(value))
    text = UUID.sub(lambda found: names.get(found[0], "id"), str(value))
    return INSTANT.sub("instant", HASH.sub("hash", text))


@pytest.fixture(scope="session")
def one_city(servers: Servers) -> Settings:
    """A seed that no other test has touched."""
    return seeded(servers)


@pytest.fixture(scope="session")
def another_city(servers: Servers) -> Settings:
    """A second seed of a second database."""
    return seeded(servers)


async def test_two_seeds_tell_the_same(one_city: Settings, another_city: Settings) -> None:
    first, second = await told(one_city), await told(another_city)
    assert first.keys() == second.keys()
    for table in first:
        differing = [(one, other) for one, other in zip(first[table], second[table], strict=False) if one != other]
        assert len(first[table]) == len(second[table]), table
        assert not differing, (table, differing[:3])
    assert len(first["castings"]) > 10_000
