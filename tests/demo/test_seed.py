"""`gongjue seed` fills an empty database once, and says why where it does not."""

import argparse
import asyncio

import asyncpg
import pytest

from gongjue import seed
from gongjue.command import CommandRefused, Invocation
from gongjue.seed import Holds
from gongjue.settings import Settings
from tests.conftest import Servers, settings_for
from tests.gongjue.test_settings import PRODUCTION


def invocation(url: str, servers: Servers, *, if_empty: bool = False) -> Invocation:
    """`gongjue seed` on this database in the test profile."""
    environ = {
        "GONGJUE_PROFILE": "test", "GONGJUE_DATABASE_URL": url, "GONGJUE_REDIS_URL": servers.redis_url, "LANG": "en",
    }  # fmt: skip
    return Invocation(argparse.Namespace(if_empty=if_empty), environ)


async def execute(url: str, statement: str) -> None:
    """Run one statement."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def test_production_takes_no_demo_city() -> None:
    asked = Invocation(argparse.Namespace(if_empty=False), {**PRODUCTION, "LANG": "en"})
    with pytest.raises(CommandRefused, match="A production database takes no demo city"):
        seed.command(asked)


def test_a_city_that_is_there_is_said_and_left_alone(
    city: Settings, servers: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert city.database_url is not None
    assert seed.command(invocation(city.database_url, servers)) == 0
    assert capsys.readouterr().out == "This database holds the demo city already.\n"
    assert seed.command(invocation(city.database_url, servers, if_empty=True)) == 0
    assert capsys.readouterr().out == ""


def test_a_database_with_other_data_is_refused(fresh_database_url: str, servers: Servers) -> None:
    statement = (
        "INSERT INTO estates (id, number, name, address, street_code, status)"
        " VALUES (gen_random_uuid(), 'X-1', '别的小区', '别处1号', '110105026', 'preparing')"
    )
    asyncio.run(execute(fresh_database_url, statement))
    with pytest.raises(CommandRefused, match="This database holds other data"):
        seed.command(invocation(fresh_database_url, servers))
    assert seed.command(invocation(fresh_database_url, servers, if_empty=True)) == 0
    assert asyncio.run(seed.seed(settings_for(fresh_database_url, servers.redis_url))) is Holds.SOMETHING_ELSE


def test_a_seed_that_was_interrupted_is_told(fresh_database_url: str, servers: Servers) -> None:
    statement = (
        "INSERT INTO audit_records (action, subject_kind, request_id)"
        " VALUES ('demo_city.begun', 'demo_city', gen_random_uuid())"
    )
    asyncio.run(execute(fresh_database_url, statement))
    with pytest.raises(CommandRefused, match="An earlier seed was interrupted"):
        seed.command(invocation(fresh_database_url, servers))


async def test_one_manual_review_waits_for_the_street_and_one_for_its_owner(city: Settings) -> None:
    assert city.database_url is not None
    connection = await asyncpg.connect(city.database_url)
    try:
        found = await connection.fetch(
            "SELECT r.state, count(p.id) AS photos FROM manual_reviews r JOIN photos p ON p.subject_id = r.id"
            " AND p.content IS NOT NULL GROUP BY r.id ORDER BY r.state"
        )
    finally:
        await connection.close()
    assert [(row["state"], row["photos"]) for row in found] == [("more_asked", 2), ("waiting", 2)]
