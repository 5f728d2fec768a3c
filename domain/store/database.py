"""Transactions: the only place that commits.

A command runs in `transaction(actor)`: it commits when the block ends well and only then wakes whoever waits; any
exception, a refusal among them, rolls back and wakes nobody. Reads open a short `read()` each; nothing shares a
session, because root fields of one request run concurrently.
"""

from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
from sqlalchemy import Delete, Insert, Update, func, insert, inspect, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm.attributes import set_committed_value
from uuid_utils.compat import uuid7

from domain.rules.policy import Actor
from domain.store.bus import Bus
from domain.store.crypto import FieldCrypto
from domain.store.tables import AuditRecord

K = TypeVar("K")


@dataclass(slots=True)
class Transaction:
    """One command's open transaction: its session, who asks, and what to wake when it has committed."""

    session: AsyncSession
    actor: Actor
    crypto: FieldCrypto
    request_id: UUID
    topics: set[str] = field(default_factory=set)
    _records: list[Insert] = field(default_factory=list)

    async def now(self) -> datetime:
        """The database's domain clock at this moment (not at the transaction's start), in UTC."""
        moment: datetime = (await self.session.execute(select(func.domain_now()))).scalar_one()
        return moment

    def wake(self, *topics: str) -> None:
        """Wake `topics` after the commit."""
        self.topics.update(topics)

    def record(
        self,
        action: str,
        subject_kind: str,
        subject_id: UUID | None,
        *,
        estate_id: UUID | None = None,
        street_code: str | None = None,
        district_code: str | None = None,
        by: UUID | None = None,
        role: str | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        reason: str | None = None,
    ) -> None:
        """Write the command's one audit record; `before` and `after` carry nothing personal that is not masked.

        What the act belongs to, an estate, else a street or a district, says who may read of it. `by` is the account
        that acts where the transaction began before it was known who that is: at a sign-in.
        """
        self._records.append(
            insert(AuditRecord).values(
                action=action,
                subject_kind=subject_kind,
                subject_id=subject_id,
                estate_id=estate_id,
                street_code=street_code,
                district_code=district_code,
                account_id=by or self.actor.account_id,
                role=role,
                before=before,
                after=after,
                reason=reason,
                request_id=self.request_id,
            )
        )

    async def write(self, *writes: Insert | Update | Delete) -> None:
        """Run writes as one statement, in it the audit record that is ready and the rows that are yet to change.

        They come in no order, none sees what another does, and no two may touch the same row. If more is pending in the
        session than a changed row of a table, all of it is written before.
        """
        changed = [one for one in self.session.dirty if self.session.is_modified(one)]
        few = len({type(one) for one in changed}) == len(changed) and not self.session.new and not self.session.deleted
        every = [*writes, *self._records, *(_taken_over(one) for one in changed if few)]
        self._records = []
        await self.session.flush()
        if every:
            together = every[0].add_cte(*(one.cte(f"write_{number}") for number, one in enumerate(every[1:])))
            await self.session.execute(together, execution_options={"synchronize_session": False})


def _taken_over(entity: Any) -> Update:
    """What the session would write of a changed row, which it holds for written from now on."""
    state = inspect(entity)
    changed = {one.key: one.value for one in state.attrs if one.history.has_changes()}
    for name, value in changed.items():
        set_committed_value(entity, name, value)
    key = zip(state.mapper.primary_key, state.identity, strict=True)
    return update(type(entity)).where(*(column == value for column, value in key)).values(changed)


class Database:
    """The pool, the keys and the bus. `url` is `postgresql+asyncpg://…`; SQL needs PostgreSQL 16 or newer."""

    def __init__(self, url: str, bus: Bus, crypto: FieldCrypto, *, pool_size: int = 10) -> None:
        self._engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=30,
            hide_parameters=True,  # an error message must not carry the values of a row
            connect_args={"server_settings": {"application_name": "gongjue", "timezone": "UTC"}},
        )
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self.bus = bus
        self.crypto = crypto
        self._kept: dict[Hashable, Any] = {}

    def keep(self, key: Hashable, make: Callable[[], K]) -> K:
        """What this process keeps for `key` while the database is open, made at its first use.

        For what requests of one process share: who gathers castings, a read that many subscribers wait for.
        """
        if key not in self._kept:
            self._kept[key] = make()
        kept: K = self._kept[key]
        return kept

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session in a read-only transaction; one snapshot for all its statements."""
        async with self._sessions() as session, session.begin():
            await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield session

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncSession]:
        """A session for a read of one statement; saves the round trip that fixes a snapshot."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def transaction(
        self, actor: Actor, *, request_id: UUID | None = None, isolation: str = "READ COMMITTED"
    ) -> AsyncIterator[Transaction]:
        """Run one command. Commits at the end of the block, then wakes; rolls back on any exception."""
        async with self._sessions() as session:
            async with session.begin():
                if isolation != "READ COMMITTED":
                    await session.connection(execution_options={"isolation_level": isolation})
                tx = Transaction(session, actor, self.crypto, request_id or uuid7())
                yield tx
                await tx.write()
            self.bus.wake(*tx.topics)

    @asynccontextmanager
    async def driver(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """A bare asyncpg connection from the same pool, for the few hot paths that need one.

        The caller opens `async with connection.transaction()` itself and wakes the bus after it.
        """
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver = raw.driver_connection
            assert isinstance(driver, asyncpg.Connection)  # the URL names asyncpg
            yield driver

    async def close(self) -> None:
        """Close every pooled connection."""
        await self._engine.dispose()
