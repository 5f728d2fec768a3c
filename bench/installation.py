"""A private installation to measure: durable servers, the migrated database, and the product's own processes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg

from domain.store.database import Database
from gongjue import migrate
from gongjue.embedded import EmbeddedServers, embedded_servers
from gongjue.settings import Settings
from gongjue.wiring import open_database

ROOT = Path(__file__).parent.parent
READY_WITHIN = 30.0


@dataclass(frozen=True)
class Installation:
    """Servers of this benchmark's own, and the settings of the test profile for them."""

    directory: Path
    servers: EmbeddedServers
    settings: Settings
    environment: dict[str, str]
    name: str = "gongjue"

    @property
    def administrator_url(self) -> str:
        """The database as PostgreSQL's superuser, who fills it without its triggers."""
        return self._named(self.servers.administrator_url)

    @property
    def database_url(self) -> str:
        """The database as the product reaches it."""
        return self._named(self.servers.database_url)

    def _named(self, url: str) -> str:
        return url.replace("/gongjue?", f"/{self.name}?")

    async def copy(self, name: str) -> "Installation":
        """The same installation on a copy of its database, which nobody may use meanwhile."""
        connection = await asyncpg.connect(self.servers.administrator_url.replace("/gongjue?", "/postgres?"))
        try:
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {self.name} OWNER gongjue")
        finally:
            await connection.close()
        given = {**self.environment, "GONGJUE_DATABASE_URL": self.database_url.replace("/gongjue?", f"/{name}?")}
        settings = Settings.from_environment({k: v for k, v in given.items() if k.startswith("GONGJUE_")})
        return replace(self, settings=settings, environment=given, name=name)

    @contextlib.asynccontextmanager
    async def administrator(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """A superuser's connection that writes without triggers and foreign keys: for filling only."""
        connection = await asyncpg.connect(self.administrator_url)
        try:
            await connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")
            await connection.execute("SET work_mem = '64MB'; SET maintenance_work_mem = '512MB'")
            yield connection
        finally:
            await connection.close()

    @contextlib.asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The product's own database object in this process, its bus running."""
        opened = open_database(self.settings)
        await opened.bus.start()
        try:
            yield opened
        finally:
            await opened.bus.stop()
            await opened.close()

    @contextlib.contextmanager
    def api(self, processes: int = 1) -> Iterator[int]:
        """The API as `gongjue up` runs it, in `processes` processes on one listening socket; yields the port."""
        with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener, contextlib.ExitStack() as running:
            for _ in range(processes):
                running.enter_context(
                    self.process("gongjue.serve", str(listener.fileno()), inherited=(listener.fileno(),))
                )
            yield listener.getsockname()[1]

    @contextlib.contextmanager
    def process(self, module: str, *arguments: str, inherited: tuple[int, ...] = ()) -> Iterator[int]:
        """One of the product's processes, from when it says that it is ready; yields its id."""
        ready = Path(tempfile.mktemp(prefix="ready-", dir=self.directory))  # noqa: S306 - the directory is ours alone
        with (self.directory / f"{module}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments, str(ready)],
                env=self.environment, pass_fds=inherited, stdout=log, stderr=log, cwd=ROOT,
            )  # fmt: skip
        try:
            wait_until(ready.exists, f"{module} did not start; see {log.name}", process)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until(holds: "object", complaint: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until `holds()`; raises RuntimeError with the complaint when the process ends or time is up."""
    assert callable(holds)
    give_up = time.monotonic() + READY_WITHIN
    while not holds():
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(complaint)
        time.sleep(0.01)


@contextlib.contextmanager
def installation(*, statistics: bool = False) -> Iterator[Installation]:
    """Start private servers that force every commit to the disk, and migrate their database. Main thread only."""
    with (
        tempfile.TemporaryDirectory(prefix="gongjue-bench-", ignore_cleanup_errors=True) as directory,
        embedded_servers(Path(directory) / "data", durable=True, statistics=statistics) as servers,
    ):
        given = {
            "GONGJUE_PROFILE": "test",
            "GONGJUE_DATABASE_URL": servers.database_url,
            "GONGJUE_REDIS_URL": servers.redis_url,
            "GONGJUE_DATA_DIR": str(Path(directory) / "data"),
        }
        settings = Settings.from_environment(given)
        migrate.run(settings)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGJUE_")}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        yield Installation(Path(directory), servers, settings, {**inherited, **given, "PYTHONPATH": path})
