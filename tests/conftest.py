"""What every test stands on: a private PostgreSQL and Valkey for the session, and databases made from a template.

Under xdist the controller runs the servers and makes the template; every worker gets a database of its own.
"""

import asyncio
import contextlib
import itertools
import random
import tempfile
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, cast

import asyncpg
import httpx
import pytest

from domain.store.database import Database
from gongjue import migrate
from gongjue.embedded import embedded_servers
from gongjue.settings import Settings
from gongjue.wiring import api, open_database
from tests.api.statements import FewStatements

TEMPLATE = "gongjue_template"
_running = contextlib.ExitStack()


@dataclass(frozen=True)
class Servers:
    """Where the session's servers are. `administrator_url` is for making databases and for breaking things."""

    administrator_url: str
    database_url: str
    redis_url: str

    def database(self, name: str) -> str:
        """The address of another database of the same server, as the product's role."""
        return self.database_url.replace("/gongjue?", f"/{name}?")


def settings_for(database_url: str, redis_url: str, **others: str) -> Settings:
    """The settings of the test profile for these servers; `others` are further variables by name."""
    urls = {"GONGJUE_DATABASE_URL": database_url, "GONGJUE_REDIS_URL": redis_url}
    return Settings.from_environment({"GONGJUE_PROFILE": "test", **urls, **others})


def start_servers() -> Servers:
    """Starts the servers, which stop when the session ends, and makes the migrated template."""
    # Not under pytest's own directory: its path is too long for sockets and its parents are closed.
    directory = _running.enter_context(tempfile.TemporaryDirectory(prefix="gongjue-test-", ignore_cleanup_errors=True))
    running = _running.enter_context(embedded_servers(Path(directory), durable=False))
    servers = Servers(running.administrator_url, running.database_url, running.redis_url)
    asyncio.run(let_deadlines_be_moved(servers.administrator_url))
    asyncio.run(create_database(servers.database_url, TEMPLATE, template="template1"))
    migrate.run(settings_for(servers.database(TEMPLATE), servers.redis_url))
    return servers


async def let_deadlines_be_moved(administrator_url: str) -> None:
    """Lets the product's role step over its own fences, which it never may elsewhere: see `castings.end`."""
    connection = await asyncpg.connect(administrator_url)
    try:
        await connection.execute("GRANT SET ON PARAMETER session_replication_role TO gongjue")
    finally:
        await connection.close()


async def create_database(url: str, name: str, template: str = TEMPLATE) -> None:
    """Makes a database on the server of `url` as a copy of another."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    finally:
        await connection.close()


def pytest_configure_node(node: Any) -> None:  # the hook's type belongs to xdist, which is optional
    """Gives each worker of xdist the controller's servers."""
    config: pytest.Config = node.config
    if not hasattr(config, "_gongjue_servers"):
        cast(Any, config)._gongjue_servers = start_servers()
    servers = cast(Any, config)._gongjue_servers
    node.workerinput["gongjue_servers"] = (servers.administrator_url, servers.database_url, servers.redis_url)


def pytest_unconfigure() -> None:
    """Stops the servers that this process started."""
    _running.close()


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    """The session's servers, started when the first test needs them."""
    given = getattr(request.config, "workerinput", {}).get("gongjue_servers")
    return Servers(*given) if given else start_servers()


@pytest.fixture(scope="session")
def database_url(servers: Servers, worker_id: str) -> str:
    """A migrated database for this worker; tests commit to it and share it."""
    asyncio.run(create_database(servers.database_url, f"gongjue_{worker_id}"))
    return servers.database(f"gongjue_{worker_id}")


@pytest.fixture(scope="session")
def redis_url(servers: Servers, worker_id: str) -> str:
    """The session's Valkey, a database of its own for each worker."""
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0
    return servers.redis_url.replace("?db=0", f"?db={number % 16}")


@pytest.fixture(scope="session")
def settings(database_url: str, redis_url: str) -> Settings:
    """The test profile on this worker's database."""
    return settings_for(database_url, redis_url)


@pytest.fixture
def fresh_database_url(servers: Servers) -> str:
    """A migrated database of this test's own, for what other tests must not see."""
    name = f"gongjue_{uuid.uuid4().hex}"
    asyncio.run(create_database(servers.database_url, name))
    return servers.database(name)


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The worker's database with its bus running; tests commit to it, so each makes what it needs anew."""
    opened = open_database(settings, pool_size=8)
    await opened.bus.start()
    yield opened
    await opened.bus.stop()
    await opened.close()


clients = itertools.count(random.randrange(2**24))


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client on the application in this process, anonymous; sign in by setting its session cookie."""
    app = api(settings)
    async with app.router.lifespan_context(app):
        # An address of its own, because attempts are counted by address and the database is shared.
        address = str(IPv4Address("10.0.0.0") + next(clients) % 2**24)
        transport = FewStatements(app=app, client=(address, 50000))
        async with httpx.AsyncClient(
            transport=transport, base_url=settings.allowed_origins[0], headers={"X-Gongjue": "test"}
        ) as opened:
            yield opened
