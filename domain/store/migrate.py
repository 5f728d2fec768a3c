"""Bring a database up to date, one process at a time, and say whether tables and migrations agree."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from domain.store.tables import Table

_LOCK = 0x676F6E676A7565  # "gongjue": two processes that start together migrate one after the other
_FOLDER = Path(__file__).parent / "migrations"


class WrongProfile(Exception):
    """The database belongs to another profile than the one that is being started."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without an ini file; `connection` is what the migrations run on."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.attributes["connection"] = connection
    return config


async def upgrade(url: str, profile: str) -> list[str]:
    """Run what is pending and mark the database as belonging to `profile`; returns the revisions that ran.

    Raises `WrongProfile` if the database already belongs to another profile: a demo must not become production.
    """
    engine = create_async_engine(url, connect_args={"server_settings": {"timezone": "UTC"}})
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            await connection.execute(text("SET lock_timeout = '5s'"))
            await connection.execute(text("SET statement_timeout = '120s'"))
            await connection.commit()
            ran = await connection.run_sync(_upgrade)
            await _mark(connection, profile)
            await connection.commit()
            await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
            await connection.commit()
            return ran
    finally:
        await engine.dispose()


async def _mark(connection: Any, profile: str) -> None:
    await connection.execute(
        text("INSERT INTO installation (id, profile) VALUES (1, :profile) ON CONFLICT DO NOTHING"),
        {"profile": profile},
    )
    marked = (await connection.execute(text("SELECT profile FROM installation"))).scalar_one()
    if marked != profile:
        raise WrongProfile(f"the database belongs to the profile {marked!r}, not {profile!r}")


def _upgrade(connection: Connection) -> list[str]:
    before = set(MigrationContext.configure(connection).get_current_heads())
    connection.rollback()
    config = alembic_config(connection)
    command.upgrade(config, "head")
    return _after(before)


async def drift(url: str) -> list[str]:
    """What differs between the tables as declared and the database as migrated; empty when nothing does."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_drift)
    finally:
        await engine.dispose()


def _drift(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection)
    return [str(difference) for difference in compare_metadata(context, Table.metadata)]


async def pending(url: str) -> list[str]:
    """The revisions that have not run yet, oldest first."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            current = await connection.run_sync(lambda sync: set(MigrationContext.configure(sync).get_current_heads()))
    finally:
        await engine.dispose()
    return _after(current)


def _after(heads: set[str]) -> list[str]:
    """The revisions that follow these, oldest first; all of them after none."""
    script = ScriptDirectory.from_config(alembic_config())
    return [revision.revision for revision in script.iterate_revisions("heads", tuple(heads) or "base")][::-1]
