"""`gongjue migrate`: brings the database to the newest migration."""

import asyncio

from domain.store import migrate
from gongjue.settings import Settings, sqlalchemy_url


def run(settings: Settings) -> list[str]:
    """Applies every migration that the database has not had yet; returns their revisions, oldest first.

    Settings must name the database. Raises `domain.store.migrate.WrongProfile` if it belongs to another profile.
    """
    if settings.database_url is None:
        raise ValueError("the settings name no database")
    return asyncio.run(migrate.upgrade(sqlalchemy_url(settings.database_url), settings.profile.value))
