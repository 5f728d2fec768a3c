"""`gongjue up` as a person runs it: it starts from nothing, mends itself, stops cleanly and leaves nothing behind."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from gongjue.embedded.postgres import database_url
from gongjue.embedded.program import launch_command
from tests.conftest import Servers, create_database
from tests.gongjue.processes import WAYS, processes_of, run, wait_until_none
from tests.gongjue.test_settings import PRODUCTION

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "en_GB.UTF-8"}

UP = (sys.executable, "-B", "-m", "gongjue", "up")
PROGRAMS = {
    "postgres": "PostgreSQL",
    "valkey-server": "Valkey",
    "gongjue.serve": "api-1",
    "gongjue.work": "worker-1",
    "gongjue.watch": "clock",
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Up:
    """A `gongjue up` under way."""

    def __init__(
        self, root: Path, settings: Mapping[str, str] = MappingProxyType({}), *, argv: Sequence[str] = UP
    ) -> None:
        self.root = root
        self.port = int(settings.get("GONGJUE_PORT", free_port()))
        # Not the demo, which would tell its whole city first.
        names = {"GONGJUE_PROFILE": "test", "GONGJUE_DATA_DIR": str(root), "GONGJUE_PORT": str(self.port), **settings}
        self.process = subprocess.Popen(
            argv,
            env={**ENVIRONMENT, **names},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until_ready(self) -> None:
        """Waits for the line that says where Gongjue is."""
        self.until_said("Gongjue is ready")

    def until_said(self, words: str) -> None:
        """Waits for a line with these words."""
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if words in line:
                return
        raise AssertionError("".join(lines))

    def health(self) -> str | None:
        """What the API's health page says, or None while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                text: str = answer.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    def end(self) -> tuple[int, str]:
        """Waits for the end; the exit status and the rest of what was said."""
        said, _ = self.process.communicate(timeout=60)
        return self.process.returncode, said


@contextlib.contextmanager
def up(root: Path, settings: Mapping[str, str] = MappingProxyType({}), *, argv: Sequence[str] = UP) -> Iterator[Up]:
    """Runs `gongjue up`; whatever the test does, nothing of it is left."""
    running = Up(root, settings, argv=argv)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.communicate()
        wait_until_none(root)


def children(root: Path) -> dict[str, int]:
    """The programs of a stack by the name of their executable or module."""
    found: dict[str, int] = {}
    for pid in processes_of(root):
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        name = words[words.index("-m") + 1] if "-m" in words else Path(f"/proc/{pid}/exe").readlink().name
        found.setdefault(name, pid)
    return found


def test_it_starts_from_nothing_and_stops_cleanly(data_root: Path) -> None:
    with up(data_root) as running:
        running.until_ready()
        assert running.health() == "ok"
        assert run(database_url(data_root), "SELECT profile FROM installation") == "test"
        running.process.send_signal(signal.SIGTERM)
        status, said = running.end()
        assert status == 0
        assert said.splitlines()[-1] == "Stopped."
        assert processes_of(data_root) == []
        assert "database system is shut down" in (data_root / "log" / "postgresql.log").read_text()
        assert not (data_root / "postgresql" / "postmaster.pid").exists()


def test_one_in_the_background_can_be_interrupted_but_outlives_its_terminal(data_root: Path) -> None:
    script = f"trap '' HUP INT; exec {sys.executable} -B -m gongjue up"
    with up(data_root, argv=("/bin/sh", "-c", script)) as running:
        running.until_ready()
        running.process.send_signal(signal.SIGHUP)
        assert running.health() == "ok"
        running.process.send_signal(signal.SIGINT)
        assert running.end()[0] == 0


def test_nothing_outlives_a_killed_parent_and_the_next_start_recovers(data_root: Path) -> None:
    with up(data_root) as running:
        running.until_ready()
        run(database_url(data_root), "CREATE TABLE kept AS SELECT 1 AS number")
        assert PROGRAMS.keys() <= children(data_root).keys()
        running.process.kill()
        wait_until_none(data_root)
    with up(data_root) as again:
        again.until_ready()
        assert again.health() == "ok"
        assert run(database_url(data_root), "SELECT number FROM kept") == 1


def test_each_program_that_is_killed_comes_back(data_root: Path) -> None:
    with up(data_root) as running:
        running.until_ready()
        for name, spoken in PROGRAMS.items():
            os.kill(children(data_root)[name], signal.SIGKILL)
            running.until_said(f"{spoken} was ended by SIGKILL")
            running.until_said(f"{spoken} is back.")
        assert running.health() == "ok"
        assert run(database_url(data_root), "SELECT 1") == 1


def test_a_second_one_on_the_same_data_is_refused(data_root: Path) -> None:
    with up(data_root) as running:
        running.until_ready()
        status, said = Up(data_root).end()
        assert status == 1
        assert said == (
            f"Another Gongjue (process {running.process.pid}) is using the data directory {data_root}. "
            "Stop it first, or set GONGJUE_DATA_DIR to another directory.\n"
        )
        assert running.health() == "ok"


def test_a_taken_port_is_named_before_anything_starts(data_root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = Up(data_root, {"GONGJUE_PORT": str(port)}).end()
    assert status == 1
    assert said.startswith(f"Port {port} is taken by another program.")
    assert not (data_root / "postgresql").exists()


def test_wrong_settings_are_all_named(data_root: Path) -> None:
    status, said = Up(data_root, {"GONGJUE_WORKERS": "none", "GONGJUE_PROTR": "1"}).end()
    assert status == 2
    assert said.splitlines() == [
        "There is no setting called GONGJUE_PROTR; did you mean GONGJUE_PORT?",
        "GONGJUE_WORKERS cannot be “none”; write a whole number from 1 to 64.",
    ]
    assert not data_root.exists()


def test_external_servers_are_used_and_none_is_started(
    data_root: Path, servers: Servers, fresh_database_url: str
) -> None:
    external = {"GONGJUE_DATABASE_URL": fresh_database_url, "GONGJUE_REDIS_URL": servers.redis_url}
    with up(data_root, external) as running:
        running.until_ready()
        assert running.health() == "ok"
        assert not {"postgres", "valkey-server"} & children(data_root).keys()
        assert not (data_root / "postgresql").exists()


def test_production_runs_on_external_servers(data_root: Path, servers: Servers) -> None:
    asyncio.run(create_database(servers.database_url, "gongjue_of_production", template="template1"))
    url = servers.database("gongjue_of_production")
    external = {"GONGJUE_DATABASE_URL": url, "GONGJUE_REDIS_URL": servers.redis_url}
    with up(data_root, {**PRODUCTION, **external}) as running:
        running.until_said("Gongjue is ready: https://vote.example ")
        assert running.health() == "ok"
        assert run(url, "SELECT profile FROM installation") == "production"
        assert not (data_root / "keys").exists()


def test_a_database_of_another_profile_is_refused(data_root: Path, servers: Servers, fresh_database_url: str) -> None:
    external = {"GONGJUE_DATABASE_URL": fresh_database_url, "GONGJUE_REDIS_URL": servers.redis_url}
    status, said = Up(data_root, {**external, "GONGJUE_PROFILE": "demo"}).end()
    assert status == 1
    assert "This database serves another purpose and cannot be used as demo" in said


def test_an_ordinary_user_needs_nothing_more(data_root: Path) -> None:
    with up(data_root, argv=launch_command(UP, WAYS[0], signal.SIGKILL)) as running:
        running.until_ready()
        assert running.health() == "ok"


def test_two_processes_of_the_api_share_one_port(data_root: Path) -> None:
    with up(data_root, {"GONGJUE_API_PROCESSES": "2"}) as running:
        running.until_ready()
        assert running.health() == "ok"
        assert (data_root / "ready" / "api-2").exists()
