"""`gongjue doctor`: says in sentences what is wrong with the settings or with the machine.

Each check is a function that gives the findings it has, none where all is well. Checks are independent: one that
cannot be made because another failed says nothing.
"""

import argparse
import asyncio
import errno
import importlib.util
import os
import shutil
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping

from gongjue.command import Invocation
from gongjue.embedded.postgres import database_url, installed_binaries
from gongjue.embedded.program import EmbeddedServerFailed
from gongjue.embedded.root import best_privilege, is_held, socket_directory
from gongjue.embedded.valkey import installed_binary, redis_url
from gongjue.sentences import Sentence
from gongjue.settings import Settings, SettingsError, sqlalchemy_url

LEAST_PYTHON = (3, 11)
LEAST_POSTGRESQL = 160000
LEAST_REDIS = 7
ENOUGH_SPACE = 1 << 30
CLOCK_TOLERANCE = 2.0
PATIENCE = 5.0
PACKAGES: Mapping[str, str] = {
    "strawberry": "strawberry-graphql",
    "starlette": "starlette",
    "uvicorn": "uvicorn",
    "uvloop": "uvloop",
    "httptools": "httptools",
    "websockets": "websockets",
    "sqlalchemy": "sqlalchemy",
    "asyncpg": "asyncpg",
    "alembic": "alembic",
    "dramatiq": "dramatiq",
    "redis": "redis",
    "cryptography": "cryptography",
    "argon2": "argon2-cffi",
    "typst": "typst",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`doctor` has no options."""


def command(invocation: Invocation) -> int:
    """Says every finding; 0 when there is none, else 1. Changes nothing, and works with settings that do not."""
    findings = list(examine(invocation.environ))
    for finding in findings:
        invocation.say(finding)
    if not findings:
        invocation.say(Sentence("一切正常。", "All is well."))
    return 1 if findings else 0


def examine(environ: Mapping[str, str]) -> Iterator[Sentence]:
    """Every finding about the machine and about what the settings name."""
    for check_machine in (old_python, missing_packages, missing_fonts):
        yield from check_machine()
    try:
        settings = Settings.from_environment(environ, make_keys=False)
    except SettingsError as error:
        yield from error.faults
        return
    for check in (unwritable_data, open_secrets, full_disk, long_sockets, embedded_cannot_run, taken_port):
        yield from check(settings)
    yield from asyncio.run(servers(settings))


def old_python() -> Iterator[Sentence]:
    """A Python that is too old."""
    if sys.version_info < LEAST_PYTHON:
        least, present = ".".join(map(str, LEAST_PYTHON)), ".".join(map(str, sys.version_info[:3]))
        yield Sentence(
            f"Python 是 {present}，需要 {least} 或更新的版本。", f"Python is {present}; {least} or newer is needed."
        )


def missing_packages() -> Iterator[Sentence]:
    """Packages that are not installed."""
    missing = [name for module, name in PACKAGES.items() if importlib.util.find_spec(module) is None]
    if missing:
        names = " ".join(missing)
        yield Sentence(
            f"缺少这些软件包：{names}。请运行 pip install -r requirements.lock。",
            f"These packages are missing: {names}. Run pip install -r requirements.lock.",
        )


def missing_fonts() -> Iterator[Sentence]:
    """No Chinese font for the documents."""
    if importlib.util.find_spec("manimgx_fonts_cjk") is None:
        yield Sentence(
            "缺少中文字体包，结果单无法排版。请运行 pip install manimgx-fonts-cjk。",
            "The package of Chinese fonts is missing; result sheets cannot be set. Run pip install manimgx-fonts-cjk.",
        )


def unwritable_data(settings: Settings) -> Iterator[Sentence]:
    """A data directory that cannot be made or written."""
    existing = next(each for each in (settings.data_directory, *settings.data_directory.parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        yield Sentence(
            f"数据目录 {settings.data_directory} 不能写入（{error.strerror}）。请用 GONGJUE_DATA_DIR 指定可写的目录。",
            f"The data directory {settings.data_directory} cannot be written ({error.strerror}). Set GONGJUE_DATA_DIR "
            "to one that can.",
        )


def open_secrets(settings: Settings) -> Iterator[Sentence]:
    """Keys and passwords that other users can read."""
    for directory in ("keys", "secrets"):
        for file in sorted((settings.data_directory / directory).glob("*")):
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                yield Sentence(
                    f"别的用户能读到 {file}。请运行 chmod 600 '{file}'；若可能已被读过，请更换。",
                    f"Other users can read {file}. Run chmod 600 '{file}', and replace it if it may have been read.",
                )


def full_disk(settings: Settings) -> Iterator[Sentence]:
    """A disk with little space left for the data directory."""
    existing = next(each for each in (settings.data_directory, *settings.data_directory.parents) if each.exists())
    free = shutil.disk_usage(existing).free
    if free < ENOUGH_SPACE:
        yield Sentence(
            f"{existing} 所在的磁盘只剩 {free >> 20} MiB。请至少腾出 1 GiB，否则数据库可能停止写入。",
            f"The disk of {existing} has only {free >> 20} MiB left. Free at least 1 GiB, or the database may stop "
            "writing.",
        )


def long_sockets(settings: Settings) -> Iterator[Sentence]:
    """A data directory whose path is too long for sockets, and whose short substitute somebody else owns."""
    sockets = socket_directory(settings.data_directory)
    if sockets.is_relative_to(settings.data_directory) or not sockets.exists():
        return
    if sockets.lstat().st_uid != os.geteuid() and not is_held(settings.data_directory):
        yield Sentence(
            f"数据目录的路径太长，套接字要放在 {sockets}，但它属于别的用户。请用 GONGJUE_DATA_DIR 指定更短的路径。",
            f"The data directory's path is too long for sockets, which would go to {sockets}; that belongs to somebody "
            "else. Set GONGJUE_DATA_DIR to a shorter path.",
        )


def embedded_cannot_run(settings: Settings) -> Iterator[Sentence]:
    """Embedded servers that are needed and are not installed, or that cannot give up root here."""
    needed: list[Callable[[], object]] = []
    if settings.database_url is None:
        needed.append(installed_binaries)
    if settings.redis_url is None:
        needed.append(installed_binary)
    for need in [*needed, best_privilege] if needed else []:
        try:
            need()
        except EmbeddedServerFailed as error:
            yield error.sentence


def taken_port(settings: Settings) -> Iterator[Sentence]:
    """A port that another program has."""
    if is_held(settings.data_directory):
        return
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            yield Sentence(
                f"端口 {settings.port} 已被别的程序占用。请停止那个程序，或用 GONGJUE_PORT 换一个端口。",
                f"Port {settings.port} is taken by another program. Stop that program, or choose another with "
                "GONGJUE_PORT.",
            )
        else:
            yield Sentence(
                f"不能在 {settings.host}:{settings.port} 上接受连接（{error.strerror}）。请检查 GONGJUE_HOST。",
                f"Cannot accept connections at {settings.host}:{settings.port} ({error.strerror}). Check GONGJUE_HOST.",
            )


async def servers(settings: Settings) -> list[Sentence]:
    """What is wrong with the servers that the settings name, or with the embedded ones while they run.

    Embedded servers that do not run are nobody to ask: `gongjue up` starts them.
    """
    running = is_held(settings.data_directory)
    findings: list[Sentence] = []
    database = settings.database_url or (database_url(settings.data_directory) if running else None)
    if database is not None:
        findings += await database_findings(database)
    redis = settings.redis_url or (redis_url(settings.data_directory) if running else None)
    if redis is not None:
        findings += await redis_findings(redis)
    return findings


async def database_findings(url: str) -> list[Sentence]:
    """What is wrong with a PostgreSQL: unreachable, too old, behind in migrations, or with another time."""
    import asyncpg

    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        why = type(error).__name__ if isinstance(error, TimeoutError) else str(error)
        return [
            Sentence(
                f"连不上 PostgreSQL：{why}。请检查 GONGJUE_DATABASE_URL，并确认服务器正在运行。",
                f"PostgreSQL cannot be reached: {why}. Check GONGJUE_DATABASE_URL, and that the server runs.",
            )
        ]
    findings: list[Sentence] = []
    try:
        asked = time.time()
        theirs = await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())::float8")
        answered = time.time()
        version = await connection.fetchval("SELECT current_setting('server_version_num')::int")
    finally:
        await connection.close()
    if version < LEAST_POSTGRESQL:
        findings.append(
            Sentence(
                f"PostgreSQL 是 {version // 10000} 版，需要 {LEAST_POSTGRESQL // 10000} 或更新的版本。",
                f"PostgreSQL is version {version // 10000}; {LEAST_POSTGRESQL // 10000} or newer is needed.",
            )
        )
    findings += clock_findings(theirs, asked, answered)
    return findings + await migration_findings(url)


def clock_findings(theirs: float, asked: float, answered: float) -> list[Sentence]:
    """Whether the database's clock, read between two instants of ours, is off by more than is tolerated."""
    off = max(asked - theirs, theirs - answered, 0.0)
    if off <= CLOCK_TOLERANCE:
        return []
    return [
        Sentence(
            f"数据库的时钟与本机相差 {off:.0f} 秒。投票的截止以数据库的时钟为准，请为两台机器设置 NTP 对时。",
            f"The database's clock and this machine's are {off:.0f} s apart. Deadlines go by the database's clock; set "
            "up NTP on both machines.",
        )
    ]


async def migration_findings(url: str) -> list[Sentence]:
    """Whether the database waits for migrations."""
    from domain.store import migrate

    waiting = await migrate.pending(sqlalchemy_url(url))
    if not waiting:
        return []
    return [
        Sentence(
            f"数据库还有 {len(waiting)} 个迁移没有执行。请运行 gongjue migrate。",
            f"The database waits for {len(waiting)} migrations. Run gongjue migrate.",
        )
    ]


async def redis_findings(url: str) -> list[Sentence]:
    """What is wrong with a Redis or Valkey: unreachable, or too old."""
    from redis.asyncio import Redis
    from redis.exceptions import RedisError

    client = Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    try:
        about = await client.info("server")
    except (RedisError, OSError) as error:
        why = str(error).rstrip(".")
        return [
            Sentence(
                f"连不上 Redis：{why}。请检查 GONGJUE_REDIS_URL，并确认服务器正在运行。",
                f"Redis cannot be reached: {why}. Check GONGJUE_REDIS_URL, and that the server runs.",
            )
        ]
    finally:
        await client.aclose()
    version = str(about.get("valkey_version") or about["redis_version"])
    if int(version.split(".")[0]) < LEAST_REDIS:
        return [
            Sentence(
                f"Redis 是 {version}，需要 {LEAST_REDIS} 或更新的版本。",
                f"Redis is version {version}; {LEAST_REDIS} or newer is needed.",
            )
        ]
    return []
