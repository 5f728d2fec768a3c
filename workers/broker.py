"""The queue between the clock and the actors: Dramatiq on Redis, set so that a lost worker costs seconds.

Delivery is at least once and the queue may be lost as a whole, so actors are idempotent and get ids only; what is due
is found again in the database.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import dramatiq
from dramatiq import Broker, Worker
from dramatiq.asyncio import EventLoopThread, get_event_loop_thread, set_event_loop_thread
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import AsyncIO, Middleware, Retries, ShutdownNotifications, TimeLimit

from domain.store.database import Database
from workers.clock import Duty, Find

# Dramatiq's own would leave the messages of a killed worker for minutes: it looks once in a thousand commands for
# workers that have been silent for a minute.
HEARTBEAT_TIMEOUT = 5_000
MAINTENANCE_CHANCE = 50_000
RETRIES = 5
LONGEST_BACKOFF = 60_000
LONGEST_JOB = 600_000


class DaemonLoop(AsyncIO):
    """The event loop on which async actors run, in a thread that never keeps a process from ending."""

    def before_worker_boot(self, broker: Broker, worker: Worker) -> None:
        """Starts the loop before anything needs it."""
        loop = EventLoopThread(self.logger)
        loop.daemon = True
        loop.start(timeout=5.0)
        set_event_loop_thread(loop)


class OpenDatabase(Middleware):
    """The database that the actors of this process share, open on their loop while the worker runs."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open = open_database
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The open database; only while a worker runs."""
        if self._database is None:
            raise RuntimeError("no worker runs in this process")
        return self._database

    def before_worker_boot(self, broker: Broker, worker: Worker) -> None:
        """Opens the database; the loop runs already because its middleware comes first."""
        self._database = database = self._open()
        loop = get_event_loop_thread()
        assert loop is not None
        loop.run_coroutine(database.bus.start())

    def after_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        """Closes the database while the loop still runs."""
        database, self._database = self.database, None
        loop = get_event_loop_thread()
        assert loop is not None
        loop.run_coroutine(database.bus.stop())
        loop.run_coroutine(database.close())


def make_broker(redis_url: str, open_database: Callable[[], Database]) -> RedisBroker:
    """The broker for a process that sends messages or works on them; only a worker opens the database.

    The order matters: middleware is told of a start from first to last and of an end from last to first.
    """
    return RedisBroker(  # type: ignore[no-untyped-call]  # Dramatiq leaves this constructor untyped
        url=redis_url,
        namespace="gongjue:jobs",
        heartbeat_timeout=HEARTBEAT_TIMEOUT,
        maintenance_chance=MAINTENANCE_CHANCE,
        middleware=[
            DaemonLoop(),
            OpenDatabase(open_database),
            TimeLimit(time_limit=LONGEST_JOB),
            ShutdownNotifications(),
            Retries(max_retries=RETRIES, max_backoff=LONGEST_BACKOFF),
        ],
    )


def database_of(broker: Broker) -> Database:
    """The database of the worker that runs on this broker."""
    return next(each for each in broker.middleware if isinstance(each, OpenDatabase)).database


def declare_duty(
    broker: Broker,
    name: str,
    find: Find,
    act: Callable[[Database, Sequence[UUID]], Awaitable[object]],
    at_once: int = 1,
) -> Duty:
    """Declares the actor of this name, which does `act` with the worker's database and some ids, and its duty.

    A job carries at most `at_once` ids: what is due by the thousand at one instant shares commits. `act` is done at
    least once for each id and commits for itself; raising has the job tried again later.
    """

    async def job(ids: list[str]) -> None:
        await act(database_of(broker), [UUID(one) for one in ids])

    actor = dramatiq.actor(broker=broker, actor_name=name, queue_name=name)(job)
    return Duty(name, find, lambda ids: actor.send([str(one) for one in ids]), at_once)
