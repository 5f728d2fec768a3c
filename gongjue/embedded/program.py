"""A server program as data, and a running one as something that can be stopped, killed and started again."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from gongjue.sentences import Sentence

LAUNCHER = Path(__file__).with_name("launcher.py")
PLAIN_ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
PYTHON_WORRIES = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b|^Traceback")


class EmbeddedServerFailed(Exception):
    """An embedded server cannot run here; the sentence says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Privilege(StrEnum):
    """How a program started by root gives up being root; an ordinary user keeps what they have."""

    KEEP = "keep"
    NAMESPACE = "namespace"
    NOBODY = "nobody"


def always_ready(_pid: int) -> bool:
    """The readiness of a program that has nothing to wait for."""
    return True


def nothing_to_clear() -> None:
    """What a program needs before its start when a crash leaves nothing in its way."""


@dataclass(frozen=True)
class Program:
    """How to start, ask, stop and lose one program.

    `worrying` finds the lines of its log that a person at the terminal should see. `hurry_signal` ends it at once.
    `is_ready` gets the process id and answers at once. `before_start` removes what a crash left behind. `inherited`
    are open file descriptors that live as long as the program. `death_signal` is what the kernel sends it when the
    thread that started it dies: start programs from the main thread only.
    """

    name: str
    argv: tuple[str, ...]
    log: Path
    directory: Path
    environment: Mapping[str, str] = field(default_factory=lambda: PLAIN_ENVIRONMENT, repr=False)
    privilege: Privilege = Privilege.KEEP
    is_ready: Callable[[int], bool] = always_ready
    before_start: Callable[[], None] = nothing_to_clear
    inherited: tuple[int, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    hurry_signal: signal.Signals = signal.SIGKILL
    death_signal: signal.Signals = signal.SIGKILL
    worrying: re.Pattern[str] = PYTHON_WORRIES
    ready_within: float = 60.0
    stop_within: float = 10.0


def launch_command(argv: tuple[str, ...], privilege: Privilege, death_signal: signal.Signals) -> list[str]:
    """The command line that starts `argv` through the launcher as a child of this process."""
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER)]
    return [*launcher, str(os.getpid()), str(int(death_signal)), privilege.value, *argv]


def rotate(log: Path) -> None:
    """Keeps the log of the run before under `.1` and leaves the name free."""
    with contextlib.suppress(FileNotFoundError):
        log.replace(log.with_name(log.name + ".1"))


class RunningProgram:
    """One program and its present process, for whoever waits for it without an event loop."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id; the program must have been started."""
        if self._process is None:
            raise RuntimeError(f"{self.program.name} has not been started")
        return self._process.pid

    def start(self) -> None:
        """Starts the program and returns once it is ready.

        A start that ends early is tried again a few times: after a kill the parts of a server may take a moment to
        notice that they are orphans. Raises `EmbeddedServerFailed` with the end of its log.
        """
        deadline = time.monotonic() + self.program.ready_within
        for pause in (0.1, 0.3, 1.0, None):
            self._launch()
            while self._is_alive() and time.monotonic() < deadline:
                if self.program.is_ready(self.pid):
                    return
                time.sleep(0.005)
            if pause is None or time.monotonic() >= deadline:
                break
            time.sleep(pause)
        self.kill()
        raise EmbeddedServerFailed(did_not_start(self.program))

    def _launch(self) -> None:
        program = self.program
        program.before_start()
        with program.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the programs are our own
                launch_command(program.argv, program.privilege, program.death_signal),
                cwd=program.directory,
                env=dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=program.inherited,
                start_new_session=True,
            )

    def _is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Asks the program to end, and ends it when it has not by `stop_within`."""
        if self._process is None or not self._is_alive():
            return
        self._process.send_signal(self.program.stop_signal)
        try:
            self._process.wait(self.program.stop_within)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Ends the process as a power cut would."""
        if self._process is not None and self._is_alive():
            self._process.kill()
            self._process.wait()


def did_not_start(program: Program) -> Sentence:
    """Why a program did not start, as far as the end of its log tells."""
    end = "\n".join(program.log.read_text(errors="replace").splitlines()[-8:])
    return Sentence(
        f"{program.name} 没有启动成功。它的日志 {program.log} 末尾是：\n{end}",
        f"{program.name} did not start. Its log {program.log} ends with:\n{end}",
    )
