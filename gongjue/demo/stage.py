"""The stage on which the demo city's past is played: its clock, and acting as whoever acted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select, text

from domain.rules.periods import SHANGHAI, day_of
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.terms import BallotState
from domain.services.broadcasts import expand_next
from domain.store.database import Database, Transaction
from domain.store.tables import Ballot, Grant
from gongjue.demo.invented import Inventor
from gongjue.demo.register import MadeEstate, MadeOwner

# How long before today the city's past begins.
BEGINS = 60
# Whoever else works on the queue meanwhile may hold a ballot for a moment.
PATIENCE = timedelta(seconds=60)

_SHIFT = text("""
INSERT INTO demo_clock (id, shift) VALUES (1, CAST(:shift AS interval))
ON CONFLICT (id) DO UPDATE SET shift = greatest(demo_clock.shift, excluded.shift)
""")
# What was written to people then has reached them long ago; nobody waits for it at a carrier today.
_DELIVERED = text("""
UPDATE messages SET state = 'sent', attempts = 1, sent_at = domain_now(), carrier_reference = 'demo-city',
                    phone = NULL, parameters = NULL
WHERE state = 'waiting'
""")


class NotAsTold(RuntimeError):
    """A step of the city's past did not end as it should have; the city would teach something false."""


class Stage:
    """The city's clock and people. Days are counted from `today` in Beijing: -1 was yesterday."""

    def __init__(self, database: Database, today: date) -> None:
        self.database = database
        self.today = today
        self.inventor = Inventor()

    @classmethod
    async def on(cls, database: Database) -> "Stage":
        """A stage on which today is today, by the database's real clock."""
        async with database.glance() as session:
            now: datetime = (await session.execute(text("SELECT clock_timestamp()"))).scalar_one()
        return cls(database, day_of(now))

    def at(self, day: int, hours: str = "09:00") -> datetime:
        """The instant of a day and a time of day in Beijing, in UTC."""
        moment = datetime.combine(self.today + timedelta(days=day), time.fromisoformat(hours), SHANGHAI)
        return moment.astimezone(UTC)

    def day(self, day: int) -> date:
        """The date of a day."""
        return self.today + timedelta(days=day)

    async def begin(self) -> None:
        """Let it be the first day of what is told."""
        await self.travel(-BEGINS, "08:00")
        async with self.acting(SYSTEM) as tx:
            tx.record("demo_city.begun", "demo_city", None)

    async def travel(self, day: int, hours: str = "09:00") -> datetime:
        """Let it be that day and time; the clock only runs forward."""
        there = self.at(day, hours)
        async with self.database.transaction(SYSTEM) as tx:
            real: datetime = (await tx.session.execute(text("SELECT clock_timestamp()"))).scalar_one()
            await tx.session.execute(_SHIFT, {"shift": there - real})
            tx.wake("clock")
        return there

    async def deliver(self) -> None:
        """What is waiting to be written to people has been written."""
        async with self.database.transaction(SYSTEM) as tx:
            while await expand_next(tx):
                pass
            await tx.session.execute(_DELIVERED)

    async def arrive(self) -> None:
        """Come back to the present: the domain's clock is the real one again."""
        async with self.database.transaction(SYSTEM) as tx:
            await tx.session.execute(_SHIFT, {"shift": timedelta(0)})
            tx.wake("clock")

    @asynccontextmanager
    async def acting(self, actor: Actor) -> AsyncIterator[Transaction]:
        """One command of `actor`, with a request id of the inventor's."""
        async with self.database.transaction(actor, request_id=self.inventor.id()) as tx:
            yield tx

    async def staff(self, account_id: UUID) -> Actor:
        """A member of staff as their session would give them."""
        async with self.database.glance() as session:
            grants = await session.scalars(select(Grant).where(Grant.account_id == account_id).order_by(Grant.id))
            held = tuple(Held(one.role, one.scope_kind, one.scope_key, one.organizer_id) for one in grants)
        return Actor(account_id, held, kind="staff", confirmed_recently=True)

    @staticmethod
    def owner(owner: MadeOwner, estate: MadeEstate) -> Actor:
        """A certified owner as a session that was just confirmed would give them."""
        held = (Held(Role.OWNER, ScopeKind.ESTATE, str(estate.id)),)
        return Actor(owner.account_id, held, owner.id, kind="owner", confirmed_recently=True)

    async def until(self, ballot_id: UUID, wanted: BallotState, act: Callable[[], Awaitable[object]]) -> None:
        """Do `act` until the ballot is in the state that is `wanted`, however others work on it too."""
        deadline = asyncio.get_running_loop().time() + PATIENCE.total_seconds()
        while True:
            await act()
            async with self.database.glance() as session:
                state = await session.scalar(select(Ballot.state).where(Ballot.id == ballot_id))
            if state is wanted:
                return
            if asyncio.get_running_loop().time() > deadline:
                raise NotAsTold(f"the ballot {ballot_id} is {state}, not {wanted}")
            await asyncio.sleep(0.2)
