"""`gongjue migrate`: brings the database to the newest migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config

import domain.store
from gongjue.settings import Settings, sqlalchemy_url

MIGRATIONS = Path(domain.store.__file__).with_name("migrations")


def configuration(database_url: str) -> Config:
    """Alembic's configuration for this database; the environment script reads `sqlalchemy.url` from it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # Alembic reads its options with interpolation, in which a lone % would begin a name.
    config.set_main_option("sqlalchemy.url", sqlalchemy_url(database_url).replace("%", "%%"))
    return config


def run(settings: Settings) -> None:
    """Applies every migration that the database has not had yet. Settings must name the database."""
    if settings.database_url is None:
        raise ValueError("the settings name no database")
    if (MIGRATIONS / "env.py").exists():
        command.upgrade(configuration(settings.database_url), "head")
