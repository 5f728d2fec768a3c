"""How long from installed to the first answer, and how much memory does the idle stack take?"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.installation import ROOT
from bench.report import Report

COLD_AT_MOST = 5.0
WARM_AT_MOST = 4.0
MEMORY_AT_MOST = 300.0
# It stands beside a reader, on a machine of its own; only the demo has both here.
DEMO_READER = "device_bridge"
SEED_AT_MOST = 60.0
IDLE_SECONDS = 10.0
GIVE_UP_SECONDS = 180.0


@contextlib.contextmanager
def stack(data: Path, bytecode: Path) -> Iterator[tuple["subprocess.Popen[str]", float]]:
    """`gongjue up` on a data directory, with Python's bytecode in another; yields its process and the seconds to the
    first answer.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGJUE_", "PYTHON"))}
    given = {
        "GONGJUE_PROFILE": "demo", "GONGJUE_PORT": str(port), "GONGJUE_DATA_DIR": str(data),
        "PYTHONPYCACHEPREFIX": str(bytecode),
    }  # fmt: skip
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "gongjue", "up"], env={**kept, **given}, cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        while not answers(port):
            if process.poll() is not None or time.monotonic() - began > GIVE_UP_SECONDS:
                raise RuntimeError("gongjue up did not start")
            time.sleep(0.01)
        yield process, time.monotonic() - began
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def answers(port: int) -> bool:
    """Whether a GraphQL request is answered from the database: the districts of Beijing are there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        headers = {"Content-Type": "application/json", "X-Gongjue": "bench"}
        connection.request("POST", "/graphql", '{"query": "{ districts { name } }"}', headers)
        return "东城区" in connection.getresponse().read().decode()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def children_of(pid: int) -> list[int]:
    """The processes below this one."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children_of(child)]
    return found


def memory_of(pid: int) -> dict[str, float]:
    """Megabytes by program of the process and all below it: each shared page is divided among its users (PSS)."""
    found: dict[str, float] = {}
    for one in (pid, *children_of(pid)):
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            words = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
            name = words[2] if words[1:2] == [b"-m"] else words[0].rsplit(b"/", 1)[-1].split(b":")[0]
            key = name.decode()
            found[key] = found.get(key, 0.0) + kilobytes / 1024
    return found


def processor_seconds(pid: int) -> float:
    """What the process and all below it, those that have ended included, have used of a processor."""
    ticks = 0
    for one in (pid, *children_of(pid)):
        with contextlib.suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def ready_after(process: "subprocess.Popen[str]", since: float) -> float:
    """Seconds from `since` until the stack says that it is ready, which is after the demo city is there."""
    assert process.stdout is not None
    for line in process.stdout:
        if "Gongjue is ready" in line:
            return time.monotonic() - since
    raise RuntimeError("gongjue up ended")


def measure(quick: bool) -> Report:
    """From an empty data directory and again on the same one; then idle. A first start, not counted, compiles."""
    report = Report("startup", quick)
    cold, warm, seconds_of_seed, cold_work, warm_work = [], [], [], [], []
    memory: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="gongjue-bench-", ignore_cleanup_errors=True) as directory:
        bytecode = Path(directory) / "bytecode"
        with stack(Path(directory) / "data", bytecode) as (process, _):
            ready_after(process, time.monotonic())
        for remaining in reversed(range(1 if quick else 3)):
            data = Path(directory) / f"data-{remaining}"
            with stack(data, bytecode) as (process, seconds):
                cold.append(seconds)
                cold_work.append(processor_seconds(process.pid))
                seconds_of_seed.append(ready_after(process, time.monotonic()))
            with stack(data, bytecode) as (process, seconds):
                warm.append(seconds)
                warm_work.append(processor_seconds(process.pid))
                ready_after(process, time.monotonic())
                if not remaining:
                    time.sleep(IDLE_SECONDS)
                    memory = memory_of(process.pid)
    report.note("first answer", "a GraphQL query that reads the database; Python's bytecode is compiled already")
    report.add("to the first answer from an empty data directory", cold, "s", at_most=COLD_AT_MOST)
    report.add("to the first answer on an existing one", warm, "s", at_most=WARM_AT_MOST)
    report.add("processor time to the first answer, empty directory", cold_work, "s")
    report.add("processor time to the first answer, existing one", warm_work, "s")
    report.add("workers, clock and demo city after that", seconds_of_seed, "s", at_most=SEED_AT_MOST)
    report.note("memory by program", ", ".join(f"{name} {size:.0f} MB" for name, size in sorted(memory.items())))
    reader = memory.pop(DEMO_READER, 0.0)
    report.add("memory of the idle stack (PSS)", sum(memory.values()), "MB", at_most=MEMORY_AT_MOST)
    report.add("memory of the demo's card reader with its bridge besides", reader, "MB")
    return report
