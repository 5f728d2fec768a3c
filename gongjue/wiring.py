"""Put the parts together as the settings say: the database with its bus and keys, and the API over them."""

import os
from collections.abc import Mapping

from starlette.applications import Starlette

from domain.store.bus import Bus
from domain.store.crypto import FieldCrypto
from domain.store.database import Database
from gongjue.settings import Settings, sqlalchemy_url
from schema.asgi import Surface, create_app
from schema.operations import persisted_operations


def open_database(settings: Settings, *, pool_size: int = 10) -> Database:
    """The database that the settings name. The bus starts with the application or the worker, not here."""
    if settings.database_url is None or settings.redis_url is None:
        raise ValueError("the settings name no database or no Redis")
    crypto = FieldCrypto(settings.field_keys, settings.index_keys)
    return Database(sqlalchemy_url(settings.database_url), Bus(settings.redis_url), crypto, pool_size=pool_size)


def api(settings: Settings, *, persisted: Mapping[str, str] | None = None) -> Starlette:
    """The ASGI application for these settings. In production only the committed operations run."""
    if persisted is None and settings.is_production:
        persisted = persisted_operations()
    return create_app(open_database(settings), Surface(settings.allowed_origins, settings.is_production), persisted)


def api_from_environment() -> Starlette:
    """What uvicorn calls (`gongjue.wiring:api_from_environment`, with `--factory`)."""
    return api(Settings.from_environment(os.environ))
