"""The data root: the one directory in which the embedded servers keep everything, held by one stack at a time."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongjue.embedded.program import EmbeddedServerFailed, Privilege, launch_command
from gongjue.sentences import Sentence

# The address of a unix socket is at most 108 bytes with its closing zero.
LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"
DYING_STACK_GRACE = 20.0


class DataRootHeld(EmbeddedServerFailed):
    """Another stack runs on this data root."""


@dataclass(frozen=True)
class DataRoot:
    """A data root that this process holds. `lock` is the open lock file: whoever inherits it holds the root too."""

    path: Path
    lock: int
    privilege: Privilege

    @property
    def sockets(self) -> Path:
        """Where the servers' sockets are."""
        return socket_directory(self.path)

    @property
    def logs(self) -> Path:
        """Where the programs of the stack write their logs."""
        return self.path / "log"

    def secret(self, name: str) -> str:
        """The generated password of this name, made on first use and readable by its owner only."""
        file = self.path / "secrets" / name
        if not file.exists():
            new = file.with_suffix(".new")
            new.touch(mode=0o600)
            new.write_text(secrets.token_urlsafe(24))
            new.replace(file)
        return file.read_text()

    def give(self, path: Path) -> None:
        """Makes `path` and what is in it belong to the user under whom the servers run."""
        if self.privilege is Privilege.NOBODY:
            nobody = pwd.getpwnam("nobody")
            for each in (path, *path.rglob("*")):
                os.chown(each, nobody.pw_uid, nobody.pw_gid)


def socket_directory(root: Path) -> Path:
    """Where the sockets of a data root are: in it, or in a directory with a short name where its own is too long."""
    inside = root.absolute() / "run"
    if len(os.fsencode(inside / LONGEST_SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(root.absolute())).hexdigest()[:12]
    return Path(f"/tmp/gongjue-{os.geteuid()}-{digest}")  # noqa: S108 - its owner and mode are checked before use


@contextlib.contextmanager
def held_data_root(path: Path, privilege: Privilege | None = None) -> Iterator[DataRoot]:
    """Makes the data root where it is missing and holds it. Raises `EmbeddedServerFailed` when another stack does.

    `privilege` is how servers give up root; left out, the best way that works here is found.
    """
    path = path.absolute()
    privilege = privilege or best_privilege()
    try:
        path.mkdir(mode=0o711 if privilege is Privilege.NOBODY else 0o700, parents=True, exist_ok=True)
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EmbeddedServerFailed(not_writable(path, error)) from error
    try:
        take_lock(path, lock)
        root = DataRoot(path, lock, privilege)
        make_directories(root)
        yield root
    finally:
        os.close(lock)


def take_lock(path: Path, lock: int) -> None:
    """Locks the root for this process, waiting only for servers that are on their way out.

    The servers inherit the lock, so it is free only when the last process of a stack that was killed has ended.
    """
    deadline = time.monotonic() + DYING_STACK_GRACE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            holder = holder_of(path)
            if holder is not None or time.monotonic() > deadline:
                raise DataRootHeld(held_by_another(path, holder)) from None
            time.sleep(0.02)
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)


def is_held(path: Path) -> bool:
    """Whether a stack runs on this data root now."""
    try:
        with (path / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def holder_of(path: Path) -> int | None:
    """The process that took the lock of this data root last, if it still runs."""
    try:
        pid = int((path / "lock").read_text())
    except (OSError, ValueError):
        return None
    return pid if command_line(pid) else None


def command_line(pid: int) -> bytes:
    """The command line of a process; empty when there is none, or when it has ended and nobody has looked yet."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def make_directories(root: DataRoot) -> None:
    """Makes the places in the root; the sockets' directory is emptied of what a crash left."""
    if root.privilege is Privilege.NOBODY:
        closed = next(
            (each for each in (root.path, *root.path.parents) if not each.stat().st_mode & stat.S_IXOTH), None
        )
        if closed is not None:
            raise EmbeddedServerFailed(closed_to_nobody(root.path, closed))
    for name in ("secrets", "log"):
        (root.path / name).mkdir(mode=0o700, exist_ok=True)
    sockets = root.sockets
    sockets.mkdir(mode=0o700, exist_ok=True)
    found = sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or (found.st_uid != os.geteuid() and root.privilege is not Privilege.NOBODY):
        raise EmbeddedServerFailed(not_ours(sockets))
    sockets.chmod(0o700)
    for left in sockets.iterdir():
        left.unlink()
    root.give(sockets)


def best_privilege() -> Privilege:
    """How servers give up root here: not at all for an ordinary user, else by a namespace, else as `nobody`."""
    if os.geteuid() != 0:
        return Privilege.KEEP
    for way in (Privilege.NAMESPACE, Privilege.NOBODY):
        attempt = subprocess.run(launch_command((), way, signal.SIGKILL), capture_output=True, check=False)  # noqa: S603
        if attempt.returncode == 0:
            return way
    raise EmbeddedServerFailed(
        Sentence(
            "PostgreSQL 不能以 root 身份运行，而本机既不允许用户命名空间，也没有 nobody 用户。请换一个普通用户运行。",
            "PostgreSQL refuses to run as root, and this machine allows neither user namespaces nor the user nobody. "
            "Run as an ordinary user.",
        )
    )


def not_writable(path: Path, error: OSError) -> Sentence:
    """That the data root cannot be made or written."""
    return Sentence(
        f"数据目录 {path} 不能写入（{error.strerror}）。请用 GONGJUE_DATA_DIR 指定一个可写的目录。",
        f"The data directory {path} cannot be written ({error.strerror}). Set GONGJUE_DATA_DIR to one that can.",
    )


def held_by_another(path: Path, holder: int | None) -> Sentence:
    """That another stack runs on this data root."""
    who_zh, who_en = (f"(进程 {holder})", f" (process {holder})") if holder else ("", "")
    return Sentence(
        f"数据目录 {path} 正被另一个共决使用{who_zh}。请先停止它，或用 GONGJUE_DATA_DIR 指定别的目录。",
        f"Another Gongjue{who_en} is using the data directory {path}. Stop it first, or set GONGJUE_DATA_DIR to "
        "another directory.",
    )


def closed_to_nobody(path: Path, closed: Path) -> Sentence:
    """That the user `nobody`, as whom the servers must run here, cannot reach the data root."""
    return Sentence(
        f"内嵌的服务器在本机要以 nobody 用户运行，但它进不了 {closed}。请用 GONGJUE_DATA_DIR 指定一个它能到达的目录，"
        f"例如 /var/lib/gongjue，而不是 {path}。",
        f"The embedded servers run as the user nobody here, who cannot enter {closed}. Set GONGJUE_DATA_DIR to a "
        f"directory within reach, such as /var/lib/gongjue, instead of {path}.",
    )


def not_ours(sockets: Path) -> Sentence:
    """That somebody else owns the short directory for sockets."""
    return Sentence(
        f"目录 {sockets} 属于别的用户。请用 GONGJUE_DATA_DIR 指定一个路径更短的数据目录。",
        f"The directory {sockets} belongs to somebody else. Set GONGJUE_DATA_DIR to a directory with a shorter path.",
    )
