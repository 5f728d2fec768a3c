"""How do PostgreSQL and Valkey run here without being installed? From wheels, private to one data root."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongjue.embedded.postgres import ADMINISTRATOR, database_url, postgres_program
from gongjue.embedded.program import EmbeddedServerFailed, Privilege, Program, RunningProgram
from gongjue.embedded.root import DataRoot, held_data_root
from gongjue.embedded.valkey import redis_url, valkey_program

__all__ = [
    "DataRoot",
    "EmbeddedServerFailed",
    "EmbeddedServers",
    "Privilege",
    "Program",
    "RunningProgram",
    "embedded_servers",
    "held_data_root",
]


@dataclass(frozen=True)
class EmbeddedServers:
    """A PostgreSQL and a Valkey that run as children of this process; each can be killed and started again."""

    root: Path
    postgres: RunningProgram
    valkey: RunningProgram

    @property
    def database_url(self) -> str:
        """The address of the product's database, as a role that owns it and may create others."""
        return database_url(self.root)

    @property
    def administrator_url(self) -> str:
        """The same database as PostgreSQL's superuser, whom the product never needs."""
        return database_url(self.root, role=ADMINISTRATOR)

    @property
    def redis_url(self) -> str:
        """The address of Valkey's database 0."""
        return redis_url(self.root)


@contextlib.contextmanager
def embedded_servers(
    data_directory: Path, *, durable: bool = True, statistics: bool = False, privilege: Privilege | None = None
) -> Iterator[EmbeddedServers]:
    """Runs a private PostgreSQL and Valkey on a data root, and stops both at the end. Use it in the main thread.

    `durable=False` is for tests that survive no crash: nothing is forced to disk. `statistics` loads
    pg_stat_statements. Raises `EmbeddedServerFailed` with a sentence when they cannot run here.
    """
    with held_data_root(data_directory, privilege) as root, contextlib.ExitStack() as running:
        postgres = RunningProgram(postgres_program(root, durable=durable, statistics=statistics))
        running.callback(postgres.stop)
        postgres.start()
        valkey = RunningProgram(valkey_program(root))
        running.callback(valkey.stop)
        valkey.start()
        yield EmbeddedServers(root.path, postgres, valkey)
