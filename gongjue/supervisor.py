"""Keeps programs running: started in order, each ready before the next, brought back when they die, stopped in reverse.

Which programs there are is data; this module knows none of them. All programs are started from the main thread, whose
end the kernel reports to them (see `gongjue.embedded.launcher`).
"""

import asyncio
import contextlib
import os
import re
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from gongjue.embedded.program import EmbeddedServerFailed, Program, did_not_start, launch_command
from gongjue.sentences import Sentence

Say = Callable[[Sentence], None]
Echo = Callable[[str], None]

RECORD_START = re.compile(r"\d{4}-\d\d-\d\d|\w+:? |\d+:")
FIRST_STARTS = 3


@dataclass(frozen=True)
class Backoff:
    """How long a program that died waits for its next start: doubling, and anew after a time in good health."""

    first: float = 0.5
    most: float = 15.0
    healthy_after: float = 30.0

    def pause(self, before: float | None, lived: float) -> float:
        """The pause after a life of `lived` seconds, when the last pause was `before`."""
        if before is None or lived >= self.healthy_after:
            return self.first
        return min(before * 2, self.most)


class Kept:
    """One program that is kept running from its first start until it is stopped."""

    def __init__(self, program: Program, backoff: Backoff, say: Say, echo: Echo) -> None:
        self.program = program
        self._backoff = backoff
        self._say = say
        self._echo = echo
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False
        self._keeper: asyncio.Task[None] | None = None
        self._readers: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int | None:
        """The present process, if there is one."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    async def start(self) -> None:
        """Starts the program for the first time and waits until it is ready; then keeps it.

        Raises `EmbeddedServerFailed` with the end of its log when it is not ready after a few tries.
        """
        for attempt in range(FIRST_STARTS):
            if attempt:
                await asyncio.sleep(self._backoff.first)
            if await self._start_once():
                self._keeper = asyncio.create_task(self._keep())
                return
        raise EmbeddedServerFailed(did_not_start(self.program))

    async def run_once(self) -> int:
        """Runs the program to its end and returns how it ended, for what is done once and not kept."""
        process = await self._launch()
        status = await process.wait()
        await asyncio.gather(*self._readers)
        return status

    async def _start_once(self) -> bool:
        process = await self._launch()
        deadline = time.monotonic() + self.program.ready_within
        while process.returncode is None and time.monotonic() < deadline:
            if await asyncio.to_thread(self.program.is_ready, process.pid):
                return True
            await asyncio.sleep(0.02)
        if process.returncode is None:
            process.kill()
            await process.wait()
        return False

    async def _launch(self) -> asyncio.subprocess.Process:
        program = self.program
        program.before_start()
        self._process = await asyncio.create_subprocess_exec(
            *launch_command(program.argv, program.privilege, program.death_signal),
            cwd=program.directory,
            env=dict(program.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            pass_fds=program.inherited,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        reader = asyncio.create_task(self._read(self._process.stdout))
        self._readers.add(reader)
        reader.add_done_callback(self._readers.discard)
        return self._process

    async def _keep(self) -> None:
        pause: float | None = None
        started = time.monotonic()
        while self._process is not None:
            status = await self._process.wait()
            if self._stopping:
                return
            pause = self._backoff.pause(pause, time.monotonic() - started)
            self._say(came_to_an_end(self.program.name, status, pause))
            await asyncio.sleep(pause)
            started = time.monotonic()
            while not await self._start_again():
                pause = self._backoff.pause(pause, 0.0)
                await asyncio.sleep(pause)
                started = time.monotonic()

    async def _start_again(self) -> bool:
        """Starts the program another time; false when there was not even a process, for want of memory or disk."""
        try:
            if await self._start_once():
                self._say(Sentence(f"{self.program.name} 已恢复。", f"{self.program.name} is back."))
        except OSError as error:
            why = error.strerror
            self._say(Sentence(f"{self.program.name} 无法启动：{why}。", f"{self.program.name} cannot start: {why}."))
            return False
        return True

    async def _read(self, stream: asyncio.StreamReader) -> None:
        """Writes what the program prints to its log, and shows on the terminal what a person should see."""
        shown = False
        rest = b""
        with open_log(self.program.log) as log:
            while part := await stream.read(65536):
                *lines, rest = (rest + part).split(b"\n")
                shown = self._write_down(log, lines, shown)
                if len(rest) > 65536:
                    shown = self._write_down(log, [rest], shown)
                    rest = b""
            if rest:
                self._write_down(log, [rest], shown)

    def _write_down(self, log: BinaryIO, lines: Sequence[bytes], shown: bool) -> bool:
        """Logs lines and shows the worrying ones with what belongs to them; says whether the last was shown."""
        with contextlib.suppress(OSError):
            # A full disk must not stop the reading: the program would wait for ever to print its next line.
            log.write(b"".join(line + b"\n" for line in lines))
        for line in lines:
            text = line.decode(errors="replace")
            if self.program.worrying.search(text[:120]):
                shown = True
            elif RECORD_START.match(text):
                # A traceback's lines begin no record of their own: they follow the one that they explain.
                shown = False
            if shown and not self._stopping:
                self._echo(f"[{self.program.name}] {text}")
        return shown

    async def stop(self) -> None:
        """Asks the program to end, ends it when it has not by `stop_within`, and keeps it no longer."""
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(self.program.stop_signal)
            try:
                await asyncio.wait_for(process.wait(), self.program.stop_within)
            except TimeoutError:
                self.hurry(signal.SIGKILL)
                await process.wait()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        # What still prints now are orphans of a program that is gone; nobody waits for them.
        if self._readers:
            await asyncio.wait(self._readers, timeout=1.0)
        for reader in self._readers:
            reader.cancel()

    def hurry(self, number: signal.Signals | None = None) -> None:
        """Ends the program now, at the price that its next start has something to recover from."""
        self._stopping = True
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number or self.program.hurry_signal)


def open_log(file: Path) -> BinaryIO:
    """The log to append to, unbuffered; nowhere, where it cannot be written."""
    try:
        return file.open("ab", buffering=0)
    except OSError:
        return Path(os.devnull).open("ab", buffering=0)


def came_to_an_end(name: str, status: int, pause: float) -> Sentence:
    """That a program died, of what, and when it comes back."""
    if status < 0:
        of = signal.Signals(-status).name
        return Sentence(
            f"{name} 被信号 {of} 终止，{pause:g} 秒后重新启动。",
            f"{name} was ended by {of}; it starts again in {pause:g} s.",
        )
    return Sentence(
        f"{name} 意外退出（返回码 {status}），{pause:g} 秒后重新启动。",
        f"{name} ended by itself (status {status}); it starts again in {pause:g} s.",
    )


@dataclass(frozen=True)
class Once:
    """A program that runs to its end before the next is started. A status other than 0 ends the whole start.

    `saying` is what a person is told who has to wait for it.
    """

    program: Program
    saying: Sentence | None = None


@dataclass(frozen=True)
class Keep:
    """A program that is kept running; the next is started when it is ready."""

    program: Program


@dataclass(frozen=True)
class Do:
    """Something done in this process between the programs."""

    act: Callable[[], Awaitable[None]]


Step = Once | Keep | Do


@dataclass
class Supervisor:
    """Takes steps in order and keeps what they start. Errors in a step leave the earlier programs to `stop`."""

    say: Say
    echo: Echo
    backoff: Backoff = field(default_factory=Backoff)
    kept: list[Kept] = field(default_factory=list)

    async def take(self, steps: Sequence[Step]) -> None:
        """Takes each step when the one before is done. Raises `EmbeddedServerFailed` for a step that failed."""
        for step in steps:
            match step:
                case Do(act):
                    await act()
                case Keep(program):
                    await self._adopt(program).start()
                    self.say(Sentence(f"{program.name} 已启动。", f"{program.name} is up."))
                case Once(program, saying):
                    if saying is not None:
                        self.say(saying)
                    kept = self._adopt(program)
                    if await kept.run_once() != 0:
                        raise EmbeddedServerFailed(did_not_end_well(program))
                    self.kept.remove(kept)

    def _adopt(self, program: Program) -> Kept:
        kept = Kept(program, self.backoff, self.say, self.echo)
        self.kept.append(kept)
        return kept

    async def stop(self) -> None:
        """Stops every program, the last started first."""
        for kept in reversed(self.kept):
            await kept.stop()

    def hurry(self) -> None:
        """Ends every program at once, while `stop` waits for them."""
        for kept in self.kept:
            kept.hurry()


def did_not_end_well(program: Program) -> Sentence:
    """Why a program that runs once failed, as far as the end of its log tells."""
    end = "\n".join(program.log.read_text(errors="replace").splitlines()[-12:])
    return Sentence(f"{program.name}失败：\n{end}", f"{program.name} failed:\n{end}")


async def run_until_signalled(supervisor: Supervisor, steps: Sequence[Step], stopping: Callable[[], None]) -> None:
    """Takes the steps, keeps everything until SIGINT, SIGTERM or SIGHUP, and stops it; a second signal hurries.

    Raises what a failed step raised, after everything that had been started is stopped.
    """
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def on_signal() -> None:
        if asked.is_set():
            supervisor.hurry()
        else:
            stopping()
            asked.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
            # Whoever started us so (nohup) wants us to outlive the terminal.
            continue
        loop.add_signal_handler(number, on_signal)
    starting = asyncio.create_task(supervisor.take(steps))
    waiting = asyncio.create_task(asked.wait())
    try:
        await asyncio.wait({starting, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
        await waiting
    finally:
        starting.cancel()
        waiting.cancel()
        await asyncio.gather(starting, waiting, return_exceptions=True)
        await supervisor.stop()
