"""One worker process: `python -m gongjue.work READY`, started by `gongjue up`.

Dramatiq's own command forks its workers from a parent whose death by kill -9 they outlive, and a second SIGTERM makes
them hang. Here a process is one worker, and whoever keeps processes keeps as many as are wanted.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import dramatiq

from gongjue.processes import announce_ready, log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import jobs

STOP_WITHIN = 8_000
POLL = 250


def work(broker: dramatiq.Broker, threads: int, ready: Path) -> None:
    """Works on the broker's queues until the process is told to stop; a second signal ends it at once."""
    stopping = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stopping.is_set():
            os._exit(1)
        stopping.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    broker.emit_after("process_boot")
    worker = dramatiq.Worker(broker, worker_threads=threads, worker_timeout=POLL)
    worker.start()
    announce_ready(ready)
    stopping.wait()
    worker.stop(timeout=STOP_WITHIN)
    broker.close()


def main(ready: Path) -> None:
    """Declares the actors for these settings, and works."""
    settings = Settings.from_environment(os.environ)
    broker, _ = jobs(settings)
    work(broker, settings.worker_threads, ready)


if __name__ == "__main__":
    log_to_parent()
    main(Path(sys.argv[1]))
