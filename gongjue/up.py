"""`gongjue up`: everything that Gongjue needs, in one process tree that starts in order and ends together."""

import argparse
import asyncio
import contextlib
import errno
import importlib.util
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import gongjue
from gongjue.command import CommandRefused, Invocation
from gongjue.demo.accounts import DEMO_ACCOUNTS
from gongjue.embedded import DataRoot, Privilege, Program, held_data_root
from gongjue.embedded.postgres import database_url, postgres_program
from gongjue.embedded.program import nothing_to_clear, rotate
from gongjue.embedded.valkey import redis_url, valkey_program
from gongjue.sentences import Sentence
from gongjue.settings import Profile, Settings
from gongjue.supervisor import Do, Keep, Once, Step, Supervisor, run_until_signalled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`up` has no options: everything is a setting."""


def command(invocation: Invocation) -> int:
    """Runs the stack until it is told to stop."""
    settings = invocation.settings()
    embedded = settings.database_url is None or settings.redis_url is None
    with (
        listening(settings.host, settings.port) as listener,
        held_data_root(settings.data_directory, None if embedded else Privilege.KEEP) as root,
    ):
        stack = Stack(settings, root, listener, invocation.environ)
        supervisor = Supervisor(
            say=partial(invocation.say, between=" "),
            echo=invocation.report,
        )
        steps = [*stack.steps(), Do(partial(announce, invocation, settings))]
        stopping = Sentence("正在停止…再按一次立即停止。", "Stopping… once more stops at once.")
        asyncio.run(run_until_signalled(supervisor, steps, lambda: supervisor.say(stopping)))
    invocation.say(Sentence("已停止。", "Stopped."))
    return 0


async def announce(invocation: Invocation, settings: Settings) -> None:
    """Says where Gongjue is, and in the demo who can sign in."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.public_origin or f"http://{host}:{settings.port}"
    invocation.say(
        Sentence(f"共决已就绪：{address}（按 Ctrl-C 停止）", f"Gongjue is ready: {address} (Ctrl-C stops it)")
    )
    invocation.say(
        Sentence(
            f"业主 {address}/  工作人员 {address}/admin/  投票机 {address}/pad/",
            f"Owners {address}/, staff {address}/admin/, PAD {address}/pad/",
        )
    )
    accounts = settings.data_directory / DEMO_ACCOUNTS
    if settings.profile is Profile.DEMO and accounts.exists():
        print(accounts.read_text(encoding="utf-8").rstrip(), flush=True)
    elif settings.profile is Profile.DEMO:
        invocation.complain(
            Sentence(
                "没有完整的演示城市：数据库里已有别的数据，或上次写入时中断。要重新开始，请停止后删除目录 "
                f"{settings.data_directory}。",
                "There is no whole demo city: the database held other data, or an earlier seed was interrupted. To "
                f"begin anew, stop and remove the directory {settings.data_directory}.",
            )
        )


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The socket of the API, opened before anything is started and shared by all of its processes.

    It stays open while a process of the API is replaced: those who connect meanwhile wait and are not refused.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        raise CommandRefused(cannot_listen(host, port, error)) from error
    with listener:
        yield listener


def cannot_listen(host: str, port: int, error: OSError) -> Sentence:
    """Why the API cannot have its address, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return Sentence(
            f"端口 {port} 已被别的程序占用。请停止那个程序，或用 GONGJUE_PORT 换一个端口。",
            f"Port {port} is taken by another program. Stop that program, or choose another with GONGJUE_PORT.",
        )
    if error.errno == errno.EACCES:
        return Sentence(
            f"当前用户不能使用端口 {port}。请用 GONGJUE_PORT 换一个 1024 以上的端口。",
            f"This user may not use port {port}. Choose one above 1024 with GONGJUE_PORT.",
        )
    return Sentence(
        f"不能在 {host} 上接受连接（{error.strerror}）。请检查 GONGJUE_HOST。",
        f"Cannot accept connections at {host} ({error.strerror}). Check GONGJUE_HOST.",
    )


@dataclass(frozen=True)
class Stack:
    """The programs of one installation, as data."""

    settings: Settings
    root: DataRoot
    listener: socket.socket
    environ: Mapping[str, str]

    def steps(self) -> list[Step]:
        """What to start, in order: servers, migrations, API, on first use the demo city, workers, clock."""
        settings = self.settings
        embedded: list[Step] = []
        if settings.database_url is None:
            embedded.append(Keep(postgres_program(self.root)))
        if settings.redis_url is None:
            embedded.append(Keep(valkey_program(self.root)))
        environment = self.environment_of_children()
        listener = self.listener.fileno()
        api = [
            self.python(f"api-{number}", "gongjue.serve", environment, str(listener), inherited=(listener,))
            for number in range(1, settings.api_processes + 1)
        ]
        workers = [
            self.python(f"worker-{number}", "gongjue.work", environment)
            for number in range(1, settings.worker_processes + 1)
        ]
        clock = self.python("clock", "gongjue.watch", environment)
        migrate = self.python("migrate", "gongjue", environment, "migrate", announces=False)
        seed = self.python("seed", "gongjue", environment, "seed", "--if-empty", announces=False)
        bridge = self.python("bridge", "gongjue.demo.bridge", environment)
        has_city = settings.profile is Profile.DEMO and importlib.util.find_spec("gongjue.seed") is not None
        return [
            *embedded,
            Once(migrate),
            *(Keep(program) for program in api),
            # Before anybody looks for what is due: the city is told from its past on, and is whole only at the end.
            *([Once(seed, self.first_time())] if has_city else []),
            *(Keep(program) for program in (*workers, clock)),
            # Last: a simulated card reader with its bridge, so that voting at the door can be tried without one.
            *([Keep(bridge)] if has_city and is_own_host(settings.host) else []),
        ]

    def first_time(self) -> Sentence | None:
        """What is said before the demo city is told for the first time."""
        if (self.settings.data_directory / DEMO_ACCOUNTS).exists():
            return None
        return Sentence("正在写入演示城市，最多一分钟…", "Telling the demo city; this takes a minute at most…")

    def environment_of_children(self) -> dict[str, str]:
        """This process's environment with the addresses of the servers that it runs."""
        root = self.root.path
        # A secret is made when its server is prepared; by now it is.
        return {
            **self.environ,
            "GONGJUE_DATA_DIR": str(self.settings.data_directory),
            "GONGJUE_DATABASE_URL": self.settings.database_url or database_url(root),
            "GONGJUE_REDIS_URL": self.settings.redis_url or redis_url(root),
            "PYTHONPATH": os.pathsep.join(
                [str(Path(gongjue.__file__).parent.parent), *filter(None, [self.environ.get("PYTHONPATH")])]
            ),
        }

    def python(
        self,
        name: str,
        module: str,
        environment: Mapping[str, str],
        *arguments: str,
        inherited: tuple[int, ...] = (),
        announces: bool = True,
    ) -> Program:
        """A program of our own. One that `announces` is told a file into which it writes its process id when ready."""
        log = self.root.logs / f"{name}.log"
        rotate(log)
        ready = self.root.path / "ready" / name
        return Program(
            name=name,
            argv=(sys.executable, "-m", module, *arguments, *([str(ready)] if announces else [])),
            log=log,
            directory=Path.cwd(),
            environment=environment,
            is_ready=partial(has_announced, ready),
            before_start=partial(forget_announcement, ready) if announces else nothing_to_clear,
            # With the lock, so that a next start waits until the last of us has ended.
            inherited=(self.root.lock, *inherited),
        )


def is_own_host(host: str) -> bool:
    """Whether the API is reached on this machine alone or everywhere; a bridge speaks without TLS to no other."""
    return host in ("localhost", "0.0.0.0", "::", "::1") or host.startswith("127.")  # noqa: S104 — compared, not bound


def has_announced(file: Path, pid: int) -> bool:
    """Whether this process has written that it is ready."""
    try:
        return file.read_text() == str(pid)
    except OSError:
        return False


def forget_announcement(file: Path) -> None:
    """Removes the announcement of a process that was before."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.unlink(missing_ok=True)
