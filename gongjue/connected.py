"""Settings with addresses: whatever is not given is the embedded server, running already or started for the while."""

import contextlib
import dataclasses
from collections.abc import Iterator

from gongjue.embedded import embedded_servers
from gongjue.embedded.postgres import database_url
from gongjue.embedded.root import DataRootHeld
from gongjue.embedded.valkey import redis_url
from gongjue.settings import Settings


@contextlib.contextmanager
def connected(settings: Settings) -> Iterator[Settings]:
    """Yields the settings with both addresses filled in.

    Where one is missing and `gongjue up` runs on the same data directory, its servers are used; otherwise they run
    until the block ends. Raises `EmbeddedServerFailed`. Use it in the main thread.
    """
    root = settings.data_directory
    with contextlib.ExitStack() as running:
        if settings.database_url is None or settings.redis_url is None:
            with contextlib.suppress(DataRootHeld):
                running.enter_context(embedded_servers(root))
        yield dataclasses.replace(
            settings,
            database_url=settings.database_url or database_url(root),
            redis_url=settings.redis_url or redis_url(root),
        )
