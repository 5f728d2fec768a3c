"""Put the parts together as the settings say: the database with its bus and keys, the API over it, the jobs behind."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from domain.services.carriers.carrier import Carrier
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.outbox import DatabaseOutbox
from domain.services.templates.render import MessageTemplate
from domain.services.wording import Language
from domain.store.bus import Bus
from domain.store.crypto import FieldCrypto
from domain.store.database import Database
from gongjue.settings import Settings, SmsProvider, sqlalchemy_url

# What `npm run build` made, beside the packages.
FACES = Path(__file__).parent.parent / "admin-ui" / "dist"

if TYPE_CHECKING:
    from dramatiq import Broker
    from starlette.applications import Starlette

    from workers.clock import Duty


def open_database(settings: Settings, *, pool_size: int = 10) -> Database:
    """The database that the settings name. The bus starts with the application or the worker, not here."""
    if settings.database_url is None or settings.redis_url is None:
        raise ValueError("the settings name no database or no Redis")
    crypto = FieldCrypto(settings.field_keys, settings.index_keys, settings.sealing_keys)
    return Database(sqlalchemy_url(settings.database_url), Bus(settings.redis_url), crypto, pool_size=pool_size)


def open_carrier(settings: Settings, database: Database) -> Carrier:
    """Who takes messages to phones: the carrier that the settings name, or the demo's outbox in `database`."""
    given = settings.tencent
    if given is None:
        return OutboxCarrier(DatabaseOutbox(database))
    # Here and not above: the SDK is heavy, and only who sends through it needs it in memory.
    from domain.services.carriers.tencent import TencentCarrier, TencentSettings

    # An English text without a template of its own arrives in Chinese rather than not at all.
    templates: dict[tuple[str, str], str] = {
        (template, language): given.templates.get((template, language)) or given.templates[template, Language.ZH]
        for template in MessageTemplate
        for language in Language
    }
    return TencentCarrier(
        TencentSettings(
            secret_id=given.secret_id,
            secret_key=given.secret_key,
            app_id=given.app_id,
            sign_name=given.sign_name,
            templates=templates,
            region=given.region,
            endpoint=given.endpoint,
        )
    )


def api(settings: Settings, *, persisted: Mapping[str, str] | None = None) -> "Starlette":
    """The ASGI application for these settings. In production only the committed operations run."""
    # Here and not above: workers and the clock build their parts from this module too, and need no GraphQL in memory.
    from schema.asgi import Surface, create_app
    from schema.operations import persisted_operations

    if persisted is None and settings.is_production:
        persisted = persisted_operations()
    outbox = not settings.is_production and settings.sms_provider is SmsProvider.OUTBOX
    surface = Surface(settings.allowed_origins, settings.is_production, outbox)
    database = open_database(settings)
    if not outbox:
        return create_app(database, surface, persisted, faces=FACES)
    from gongjue.demo.start_page import start_page_routes

    return create_app(database, surface, persisted, start_page_routes(database), FACES)


def api_from_environment() -> "Starlette":
    """What uvicorn calls (`gongjue.wiring:api_from_environment`, with `--factory`)."""
    return api(Settings.from_environment(os.environ))


def jobs(settings: Settings) -> "tuple[Broker, Sequence[Duty]]":
    """The queue with every actor, and what the clock looks for; only a worker opens the database behind them."""
    if settings.redis_url is None:
        raise ValueError("the settings name no Redis")
    # Here and not above: the API builds its parts from this module too, and needs no queue in memory.
    from workers.broker import make_broker
    from workers.main import declare

    broker = make_broker(settings.redis_url, partial(open_database, settings, pool_size=settings.worker_threads))
    return broker, declare(broker, partial(open_carrier, settings))
