"""The embedded servers: they start from nothing, keep what was committed through kill -9, and leave nothing behind."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
import redis
from sqlalchemy.ext.asyncio import create_async_engine

from gongjue.embedded import EmbeddedServerFailed, Privilege, embedded_servers
from gongjue.embedded.program import launch_command
from gongjue.embedded.root import LONGEST_SOCKET_NAME, LONGEST_SOCKET_PATH, socket_directory
from gongjue.settings import sqlalchemy_url
from tests.gongjue.processes import ORDINARY_USER, WAYS, processes_of, run, wait_until_none

RUNS_SERVERS = """
import sys, time
from pathlib import Path
from gongjue.embedded import embedded_servers
with embedded_servers(Path(sys.argv[1])) as servers:
    print(servers.postgres.pid, servers.valkey.pid, servers.database_url, flush=True)
    sys.stdin.read()
"""


def test_the_session_s_servers_speak_chinese_and_are_not_root(database_url: str) -> None:
    run(database_url, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    run(database_url, "CREATE EXTENSION IF NOT EXISTS btree_gist")
    assert run(database_url, "SELECT similarity('慧谷金色家园', '慧谷金色')") == 0.5
    assert run(database_url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_what_was_committed_outlives_a_stop_and_a_kill(data_root: Path) -> None:
    with embedded_servers(data_root) as first:
        url = first.database_url
        run(url, "CREATE TABLE kept AS SELECT 1 AS number")
        assert run(url, "SHOW fsync") == "on"
        assert run(url, "SHOW synchronous_commit") == "on"
        assert redis.Redis.from_url(first.redis_url).ping() is True
    assert processes_of(data_root) == []
    with embedded_servers(data_root) as second:
        assert second.database_url == url
        run(url, "INSERT INTO kept VALUES (2)")
        second.postgres.kill()
        second.postgres.start()
        second.valkey.kill()
        second.valkey.start()
        assert run(url, "SELECT sum(number) FROM kept") == 3
        assert redis.Redis.from_url(second.redis_url).ping() is True


def test_sqlalchemy_reaches_the_server_too(database_url: str) -> None:
    async def ask() -> object:
        engine = create_async_engine(sqlalchemy_url(database_url))
        async with engine.connect() as connection:
            answer = (await connection.exec_driver_sql("SELECT 7")).scalar_one()
        await engine.dispose()
        return answer

    assert asyncio.run(ask()) == 7


def test_nothing_outlives_a_killed_parent_and_the_next_start_recovers(data_root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUNS_SERVERS, str(data_root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().split()[2]
        run(url, "CREATE TABLE kept AS SELECT 1 AS number")
        parent.kill()
    wait_until_none(data_root)
    with embedded_servers(data_root) as servers:
        assert run(servers.database_url, "SELECT number FROM kept") == 1


def test_a_start_right_after_a_kill_of_everything_waits_and_recovers(data_root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUNS_SERVERS, str(data_root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        postgres, valkey, url = parent.stdout.readline().split()
        run(url, "CREATE TABLE kept AS SELECT 1 AS number")
        for pid in (int(postgres), int(valkey), parent.pid):
            os.kill(pid, signal.SIGKILL)
    with embedded_servers(data_root) as servers:
        assert run(servers.database_url, "SELECT number FROM kept") == 1


def test_a_stale_pid_file_of_somebody_else_s_process_is_no_obstacle(data_root: Path) -> None:
    with embedded_servers(data_root, durable=False):
        pass
    (data_root / "postgresql" / "postmaster.pid").write_text(f"{os.getpid()}\n{data_root / 'postgresql'}\n1\n5432\n")
    (data_root / "run").mkdir(exist_ok=True)
    (data_root / "run" / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with embedded_servers(data_root, durable=False) as servers:
        assert run(servers.database_url, "SELECT 1") == 1


def test_an_initdb_that_was_cut_short_is_made_anew(data_root: Path) -> None:
    (data_root / "postgresql.new").mkdir(parents=True)
    (data_root / "postgresql.new" / "PG_VERSION").write_text("18\n")
    with embedded_servers(data_root, durable=False) as servers:
        assert run(servers.database_url, "SELECT 1") == 1


def test_a_second_stack_on_the_same_root_is_refused(data_root: Path) -> None:
    with (
        embedded_servers(data_root, durable=False),
        pytest.raises(EmbeddedServerFailed, match=r"Another Gongjue \(process \d+\) is using the data directory"),
        embedded_servers(data_root),
    ):
        pass


def test_a_root_with_a_long_path_has_its_sockets_elsewhere(data_root: Path) -> None:
    long = data_root / ("小区" * 20)
    sockets = socket_directory(long)
    assert len(os.fsencode(sockets / LONGEST_SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    with embedded_servers(long, durable=False) as servers:
        assert run(servers.database_url, "SELECT 1") == 1
        assert redis.Redis.from_url(servers.redis_url).ping() is True
    for left in sockets.iterdir():
        left.unlink()
    sockets.rmdir()


def test_secrets_are_files_for_their_owner_and_on_no_command_line(data_root: Path) -> None:
    with embedded_servers(data_root, durable=False) as servers:
        secrets = {file.read_text() for file in (data_root / "secrets").iterdir()}
        modes = {file.stat().st_mode & 0o777 for file in (data_root / "secrets").iterdir()}
        for pid in (servers.postgres.pid, servers.valkey.pid):
            shown = Path(f"/proc/{pid}/cmdline").read_text() + Path(f"/proc/{pid}/environ").read_text()
            assert not any(secret in shown for secret in secrets)
        with pytest.raises(asyncpg.InvalidPasswordError):
            run(servers.database_url.replace("gongjue:", "gongjue:x"), "SELECT 1")
        with pytest.raises(redis.AuthenticationError):
            redis.Redis.from_url(servers.redis_url.replace(":", ":x", 2).replace("unix:x", "unix:")).ping()
    assert modes == {0o600}
    assert len(secrets) == 3


@pytest.mark.parametrize("privilege", WAYS)
def test_servers_have_no_power_over_the_machine(data_root: Path, privilege: Privilege) -> None:
    with embedded_servers(data_root, privilege=privilege, durable=False) as servers:
        assert run(servers.database_url, "SELECT 1") == 1
        status = Path(f"/proc/{servers.postgres.pid}/status").read_text()
        assert "CapEff:\t0000000000000000" in status
    with embedded_servers(data_root, privilege=privilege, durable=False) as again:
        assert run(again.database_url, "SELECT 1") == 1


def test_an_ordinary_user_needs_nothing(data_root: Path) -> None:
    program = (
        "import asyncio, os, sys, asyncpg\n"
        "from pathlib import Path\n"
        "from gongjue.embedded import embedded_servers\n"
        "async def ask(url):\n"
        "    connection = await asyncpg.connect(url)\n"
        "    print(os.geteuid(), await connection.fetchval('SELECT 1'))\n"
        "with embedded_servers(Path(sys.argv[1]), durable=False) as servers:\n"
        "    asyncio.run(ask(servers.database_url))\n"
    )
    python = (sys.executable, "-B", "-c", program, str(data_root))
    done = subprocess.run(launch_command(python, WAYS[0], signal.SIGKILL), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{ORDINARY_USER} 1\n", "")


def test_a_root_that_nobody_can_reach_is_named(data_root: Path) -> None:
    data_root.parent.chmod(0o700)
    with (
        pytest.raises(EmbeddedServerFailed, match="who cannot enter"),
        embedded_servers(data_root, privilege=Privilege.NOBODY),
    ):
        pass


def test_a_server_that_cannot_start_says_why(data_root: Path) -> None:
    with embedded_servers(data_root, durable=False) as servers:
        servers.postgres.stop()
        version = data_root / "postgresql" / "PG_VERSION"
        version.write_text("9.6\n")
        with pytest.raises(EmbeddedServerFailed, match="incompatible with server"):
            servers.postgres.start()
