"""One demo city for all tests that only look at it: seeding takes a while."""

import asyncio
import uuid

import pytest

from gongjue import seed
from gongjue.seed import Holds
from gongjue.settings import Settings
from tests.conftest import Servers, create_database, settings_for


def seeded(servers: Servers) -> Settings:
    """The settings of a new database with the demo city in it."""
    name = f"gongjue_city_{uuid.uuid4().hex}"
    asyncio.run(create_database(servers.database_url, name))
    settings = settings_for(servers.database(name), servers.redis_url)
    assert asyncio.run(seed.seed(settings)) is Holds.NOTHING
    return settings


@pytest.fixture(scope="session")
def city(servers: Servers) -> Settings:
    """A database that holds the demo city; nobody changes it."""
    return seeded(servers)
