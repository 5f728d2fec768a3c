"""Migrations: what is pending is exactly what has not run, and a second run finds nothing to do."""

from alembic.script import ScriptDirectory

from domain.store.migrate import alembic_config, drift, pending, upgrade
from gongjue.settings import sqlalchemy_url
from tests.conftest import Servers, create_database


async def test_what_is_pending_runs_once_and_in_order(servers: Servers) -> None:
    await create_database(servers.database_url, "gongjue_migrated_here", template="template1")
    url = sqlalchemy_url(servers.database("gongjue_migrated_here"))
    every = [one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]
    assert await pending(url) == every
    assert await upgrade(url, "test") == every
    assert await pending(url) == []
    assert await upgrade(url, "test") == []


async def test_the_migrations_make_the_declared_tables(fresh_database_url: str) -> None:
    assert await drift(sqlalchemy_url(fresh_database_url)) == []


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1
