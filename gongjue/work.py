"""One worker process: `python -m gongjue.work READY`, started by `gongjue up`.

Dramatiq's own command forks its workers from a parent whose death by kill -9 they outlive, and a second SIGTERM makes
them hang. Here a process is one worker, and whoever keeps processes keeps as many as are wanted.
"""

import importlib
import os
import signal
import sys
import threading
from functools import partial
from pathlib import Path
from types import FrameType

import dramatiq

from gongjue.processes import ACTORS, announce_ready, log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import open_database
from workers.broker import make_broker

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
    """Declares the actors on a broker of these settings, and works."""
    settings = Settings.from_environment(os.environ)
    if settings.redis_url is None:
        raise ValueError("the settings name no Redis")
    broker = make_broker(settings.redis_url, partial(open_database, settings, pool_size=settings.worker_threads))
    dramatiq.set_broker(broker)
    importlib.import_module(ACTORS)
    work(broker, settings.worker_threads, ready)


if __name__ == "__main__":
    log_to_parent()
    main(Path(sys.argv[1]))
