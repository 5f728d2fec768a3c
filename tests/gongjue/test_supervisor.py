"""The supervisor, with small programs of the tests' own: order, back-off, what is shown, and every kind of end."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from gongjue.embedded.program import EmbeddedServerFailed, Program
from gongjue.sentences import Sentence
from gongjue.supervisor import Backoff, Do, Keep, Once, Supervisor, run_until_signalled

FAST = Backoff(first=0.05, most=0.2, healthy_after=30.0)
# Writes "start" with its name, announces itself after a moment, and writes how it ends.
CHILD = """
import pathlib, signal, sys, time
directory, name = pathlib.Path(sys.argv[1]), sys.argv[2]
def note(what):
    with (directory / "notes").open("a") as notes:
        notes.write(f"{what} {name}\\n")
def end(number, frame):
    note("stop")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
note("start")
time.sleep(0.1)
(directory / f"{name}.ready").touch()
while True:
    time.sleep(0.01)
"""


def child(directory: Path, name: str, source: str = CHILD, **others: object) -> Program:
    """A program that is ready when its file is there."""
    (directory / f"{name}.ready").unlink(missing_ok=True)
    program = Program(
        name=name,
        argv=(sys.executable, "-I", "-c", source, str(directory), name),
        log=directory / f"{name}.log",
        directory=directory,
        is_ready=lambda _pid: (directory / f"{name}.ready").exists(),
        ready_within=10.0,
        stop_within=2.0,
    )
    for field, value in others.items():
        object.__setattr__(program, field, value)
    return program


def notes(directory: Path) -> list[str]:
    """What the children wrote, in order."""
    file = directory / "notes"
    return file.read_text().splitlines() if file.exists() else []


async def until(true: Callable[[], bool]) -> None:
    """Waits for something to become true."""
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.01)


def has_been_said(said: list[str], what: str, times: int) -> bool:
    """Whether the supervisor said something so often."""
    return said.count(what) == times


@pytest.fixture
def said() -> list[str]:
    """What the supervisor said in English, in order."""
    return []


@pytest.fixture
def shown() -> list[str]:
    """The lines of logs that were shown on the terminal."""
    return []


@pytest.fixture
def supervisor(said: list[str], shown: list[str]) -> Supervisor:
    """A supervisor that waits little."""
    return Supervisor(say=lambda sentence: said.append(sentence.en), echo=shown.append, backoff=FAST)


def test_the_pause_doubles_up_to_its_most_and_starts_anew_after_good_health() -> None:
    backoff = Backoff(first=0.5, most=15.0, healthy_after=30.0)
    pauses: list[float] = []
    pause: float | None = None
    for _ in range(7):
        pause = backoff.pause(pause, lived=1.0)
        pauses.append(pause)
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0]
    assert backoff.pause(15.0, lived=30.0) == 0.5
    assert backoff.pause(15.0, lived=29.9) == 15.0


async def test_each_is_ready_before_the_next_starts_and_the_last_stops_first(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    ready_before: list[bool] = []

    async def look() -> None:
        ready_before.append((tmp_path / "first.ready").exists())

    await supervisor.take([Keep(child(tmp_path, "first")), Do(look), Keep(child(tmp_path, "second"))])
    await supervisor.stop()
    assert ready_before == [True]
    assert notes(tmp_path) == ["start first", "start second", "stop second", "stop first"]


async def test_one_that_is_killed_comes_back(supervisor: Supervisor, said: list[str], tmp_path: Path) -> None:
    await supervisor.take([Keep(child(tmp_path, "one"))])
    kept = supervisor.kept[0]
    for times in (1, 2):
        (tmp_path / "one.ready").unlink()
        assert kept.pid is not None
        os.kill(kept.pid, signal.SIGKILL)
        await until(partial(has_been_said, said, "one is back.", times))
    await supervisor.stop()
    assert [line for line in said if "SIGKILL" in line] == [
        "one was ended by SIGKILL; it starts again in 0.05 s.",
        "one was ended by SIGKILL; it starts again in 0.1 s.",
    ]
    assert notes(tmp_path) == ["start one"] * 3 + ["stop one"]


async def test_one_that_ends_again_and_again_waits_longer_each_time(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    ends = "import sys; sys.exit(3)"
    await supervisor.take([Keep(child(tmp_path, "ends", ends, is_ready=lambda _pid: True))])
    await until(lambda: len([line for line in said if "status 3" in line]) >= 4)
    await supervisor.stop()
    waits = [line.rsplit(" ", 2)[1] for line in said if "status 3" in line]
    assert waits[:4] == ["0.05", "0.1", "0.2", "0.2"]


async def test_one_that_cannot_even_be_launched_is_tried_until_it_can(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    refusals = iter([False, True, True])

    def before_start() -> None:
        if next(refusals, False):
            raise OSError(28, "No space left on device")

    await supervisor.take([Keep(child(tmp_path, "one", before_start=before_start))])
    pid = supervisor.kept[0].pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    await until(partial(has_been_said, said, "one is back.", 1))
    assert said.count("one cannot start: No space left on device.") == 2
    await supervisor.stop()


async def test_a_log_that_cannot_be_written_holds_nobody_up(supervisor: Supervisor, tmp_path: Path) -> None:
    (tmp_path / "talks.log").mkdir()
    talks = CHILD.replace('note("start")', 'note("start")\nprint("x" * 1_000_000)')
    await supervisor.take([Keep(child(tmp_path, "talks", talks))])
    await supervisor.stop()
    assert notes(tmp_path) == ["start talks", "stop talks"]


async def test_one_that_never_gets_ready_ends_the_start_with_its_log(supervisor: Supervisor, tmp_path: Path) -> None:
    complains = "import sys; print('no room at the inn'); sys.exit(1)"
    with pytest.raises(EmbeddedServerFailed, match="no room at the inn"):
        await supervisor.take([Keep(child(tmp_path, "first")), Keep(child(tmp_path, "broken", complains))])
    await supervisor.stop()
    assert notes(tmp_path) == ["start first", "stop first"]


async def test_what_is_done_once_is_done_before_the_next_and_must_succeed(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    writes = "import pathlib, sys, time; time.sleep(0.2); pathlib.Path(sys.argv[1], 'notes').write_text('migrated\\n')"
    once = Once(child(tmp_path, "migrate", writes), Sentence("请稍候", "One moment"))
    await supervisor.take([once, Keep(child(tmp_path, "api"))])
    await supervisor.stop()
    assert said == ["One moment", "api is up."]
    assert notes(tmp_path) == ["migrated", "start api", "stop api"]
    fails = "import sys; print('wrong profile'); sys.exit(2)"
    with pytest.raises(EmbeddedServerFailed, match="wrong profile"):
        await supervisor.take([Once(child(tmp_path, "migrate", fails)), Keep(child(tmp_path, "never"))])
    assert "start never" not in notes(tmp_path)
    await supervisor.stop()


async def test_one_that_will_not_stop_is_ended_and_holds_nobody_up(supervisor: Supervisor, tmp_path: Path) -> None:
    deaf = CHILD.replace('note("stop")', "return")
    await supervisor.take([Keep(child(tmp_path, "deaf", deaf, stop_within=0.3)), Keep(child(tmp_path, "good"))])
    await supervisor.stop()
    assert notes(tmp_path) == ["start deaf", "start good", "stop good"]
    assert [kept.pid for kept in supervisor.kept] == [None, None]


async def test_worrying_lines_and_what_belongs_to_them_reach_the_terminal(
    supervisor: Supervisor, shown: list[str], tmp_path: Path
) -> None:
    prints = (
        "import sys\n"
        "print('2026-01-01 00:00:00,000 INFO api: calm')\n"
        "print('2026-01-01 00:00:00,000 ERROR api: broken')\n"
        "print('Traceback (most recent call last):')\n"
        "print('  File \"x\", line 1')\n"
        "print('2026-01-01 00:00:00,000 INFO api: calm again')\n"
        "print('no end of line, 中文', end='')\n"
    )
    await supervisor.take([Once(child(tmp_path, "api", prints))])
    assert shown == [
        "[api] 2026-01-01 00:00:00,000 ERROR api: broken",
        "[api] Traceback (most recent call last):",
        '[api]   File "x", line 1',
    ]
    log = (tmp_path / "api.log").read_text().splitlines()
    assert len(log) == 6
    assert log[-1] == "no end of line, 中文"


async def signal_when(true: Callable[[], bool], *numbers: signal.Signals) -> None:
    """Sends signals to this very process when something has become true."""
    await until(true)
    for number in numbers:
        signal.raise_signal(number)
        await asyncio.sleep(0.2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_stops_everything_in_order(
    supervisor: Supervisor, tmp_path: Path, number: signal.Signals
) -> None:
    # Whoever started the tests may have told them to outlive the terminal; here the signal shall count.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    stopping: list[Sentence] = []
    steps = [Keep(child(tmp_path, "first")), Keep(child(tmp_path, "second"))]
    sender = asyncio.create_task(signal_when((tmp_path / "second.ready").exists, number))
    await run_until_signalled(supervisor, steps, partial(stopping.append, Sentence("停", "stop")))
    await sender
    assert notes(tmp_path) == ["start first", "start second", "stop second", "stop first"]
    assert len(stopping) == 1


async def test_a_second_signal_does_not_wait(supervisor: Supervisor, tmp_path: Path) -> None:
    deaf = CHILD.replace('note("stop")', "return")
    steps = [Keep(child(tmp_path, "first")), Keep(child(tmp_path, "deaf", deaf, stop_within=600.0))]
    sender = asyncio.create_task(signal_when((tmp_path / "deaf.ready").exists, signal.SIGINT, signal.SIGINT))
    async with asyncio.timeout(60):
        await run_until_signalled(supervisor, steps, lambda: None)
    await sender
    assert "stop deaf" not in notes(tmp_path)


async def test_a_signal_during_the_start_stops_what_had_been_started(supervisor: Supervisor, tmp_path: Path) -> None:
    never_ready = CHILD.replace(".touch()", ".exists()")
    steps = [Keep(child(tmp_path, "first")), Keep(child(tmp_path, "slow", never_ready)), Keep(child(tmp_path, "no"))]
    sender = asyncio.create_task(signal_when(lambda: "start slow" in notes(tmp_path), signal.SIGTERM))
    await run_until_signalled(supervisor, steps, lambda: None)
    await sender
    assert "start no" not in notes(tmp_path)
    assert notes(tmp_path)[-1] == "stop first"
    assert [kept.pid for kept in supervisor.kept] == [None, None]
