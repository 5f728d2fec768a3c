"""Each message takes effect once, whatever happens to the worker or the carrier, and a failure can be seen."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from domain.rules.policy import SYSTEM
from domain.services.carriers.carrier import CarrierReceipt, CarrierRefused, CarrierUnavailable, OutgoingText
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.deliveries import BATCH, LEASE, LONGEST_PAUSE, deliver
from domain.services.messages import enqueue
from domain.services.outbox import DatabaseOutbox, newest_texts
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Message
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.people import new_phone, sign_in_owner
from workers.messages import messages_due

PHONE = "19900001234"


class Carrier:
    """A carrier that counts what it is given, and then does as it is told: keep it in the outbox, or fail."""

    def __init__(self, database: Database, fault: Callable[[], Exception] | None = None) -> None:
        self.outbox = OutboxCarrier(DatabaseOutbox(database))
        self.fault = fault
        self.given: Counter[UUID] = Counter()
        self.phones: list[str] = []

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        self.given[message.reference] += 1
        self.phones.append(message.phone)
        if self.fault is not None:
            raise self.fault()
        return await self.outbox.send(message)


class HangsAfterSending(Carrier):
    """A carrier that takes the text and never answers."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.taken = asyncio.Event()

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        await super().send(message)
        self.taken.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody sets that event")


@pytest.fixture
async def quiet(fresh_database_url: str, redis_url: str) -> AsyncIterator[Database]:
    """A database in which nobody else has messages waiting."""
    opened = open_database(settings_for(fresh_database_url, redis_url), pool_size=8)
    yield opened
    await opened.close()


async def queue(database: Database, *, phone: str = PHONE, expires_at: datetime | None = None) -> UUID:
    async with database.transaction(SYSTEM) as tx:
        queued = await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="zh", parameters={"code": "482915", "minutes": 5},
            key=str(uuid4()), phone=phone, expires_at=expires_at,
        )  # fmt: skip
    assert queued is not None
    return queued


async def stored(database: Database, message: UUID) -> Message:
    async with database.read() as session:
        return await session.get_one(Message, message)


async def real_now(database: Database) -> datetime:
    async with database.glance() as session:
        moment: datetime = (await session.execute(text("SELECT clock_timestamp()"))).scalar_one()
    return moment


async def make_due(database: Database) -> None:
    """Whatever pauses or is leased becomes due now, as if the time had passed."""
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE messages SET next_attempt_at = clock_timestamp() WHERE state = 'waiting'")
        )


async def test_a_message_is_sent_and_then_forgets_its_phone_and_words(quiet: Database) -> None:
    message = await queue(quiet)
    carrier = Carrier(quiet)

    assert await deliver(quiet, carrier) == 1
    assert await deliver(quiet, carrier) == 0

    sent = await stored(quiet, message)
    kept = await newest_texts(quiet)
    assert (sent.state, sent.phone, sent.parameters, sent.attempts) == ("sent", None, None, 1)
    assert sent.carrier_reference == f"outbox:{message}"
    assert [(one.phone, one.id) for one in kept] == [(PHONE, message)]
    assert "482915" in kept[0].body


async def test_two_workers_at_once_send_each_message_once(quiet: Database) -> None:
    messages = {await queue(quiet, phone=new_phone()) for _ in range(3 * BATCH)}
    carrier = Carrier(quiet)

    tried = await asyncio.gather(*(deliver(quiet, carrier) for _ in range(4)))

    assert sum(tried) == len(messages)
    assert carrier.given == Counter(messages)
    assert {one.id for one in await newest_texts(quiet)} == messages


async def test_a_worker_killed_between_carrier_and_commit_leaves_one_text(quiet: Database) -> None:
    message = await queue(quiet)
    hanging = HangsAfterSending(quiet)
    killed = asyncio.create_task(deliver(quiet, hanging))
    await hanging.taken.wait()
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)

    leased = await stored(quiet, message)
    assert (leased.state, leased.attempts) == ("waiting", 1)
    assert leased.next_attempt_at > await real_now(quiet)
    carrier = Carrier(quiet)
    assert await deliver(quiet, carrier) == 0  # the lease still holds

    await make_due(quiet)
    assert await deliver(quiet, carrier) == 1
    assert (await stored(quiet, message)).state == "sent"
    assert [one.id for one in await newest_texts(quiet)] == [message]


async def test_a_failing_carrier_is_tried_again_after_growing_pauses(quiet: Database) -> None:
    message = await queue(quiet)
    failing = Carrier(quiet, lambda: CarrierUnavailable("LimitExceeded.AppDailyLimit"))

    for pause in (2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600):
        await make_due(quiet)
        before = await real_now(quiet)
        await deliver(quiet, failing)
        after = await real_now(quiet)
        paused = await stored(quiet, message)
        assert before <= paused.next_attempt_at - timedelta(seconds=pause) <= after
        assert (paused.state, paused.last_fault) == ("waiting", "LimitExceeded.AppDailyLimit")
        assert paused.phone is not None

    await make_due(quiet)
    await deliver(quiet, Carrier(quiet))
    sent = await stored(quiet, message)
    assert (sent.state, sent.attempts) == ("sent", 12)
    assert timedelta(seconds=600) == LONGEST_PAUSE


async def test_what_the_carrier_will_never_take_is_not_tried_again(quiet: Database) -> None:
    message = await queue(quiet)
    refusing = Carrier(quiet, lambda: CarrierRefused("InvalidParameterValue.IncorrectPhoneNumber"))

    await deliver(quiet, refusing)
    await make_due(quiet)
    await deliver(quiet, refusing)

    failed = await stored(quiet, message)
    assert (failed.state, failed.last_fault) == ("failed", "InvalidParameterValue.IncorrectPhoneNumber")
    assert (failed.phone, failed.parameters) == (None, None)
    assert refusing.given[message] == 1


async def test_a_bug_in_a_carrier_costs_the_others_nothing_and_names_no_phone(
    quiet: Database, caplog: pytest.LogCaptureFixture
) -> None:
    message = await queue(quiet)
    broken = Carrier(quiet, lambda: RuntimeError(f"cannot text {PHONE}"))

    await deliver(quiet, broken)

    waiting = await stored(quiet, message)
    assert (waiting.state, waiting.last_fault) == ("waiting", "RuntimeError")
    assert PHONE not in caplog.text


async def test_a_message_past_its_end_is_given_up(quiet: Database) -> None:
    over = await queue(quiet, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    still = await queue(quiet)
    carrier = Carrier(quiet)

    await deliver(quiet, carrier)

    expired = await stored(quiet, over)
    assert (expired.state, expired.phone, expired.parameters, expired.attempts) == ("expired", None, None, 0)
    assert list(carrier.given) == [still]


async def test_a_pause_never_reaches_beyond_the_end(quiet: Database) -> None:
    end = await real_now(quiet) + timedelta(seconds=1)
    message = await queue(quiet, expires_at=end)

    await deliver(quiet, Carrier(quiet, lambda: CarrierUnavailable("Timeout")))

    assert (await stored(quiet, message)).next_attempt_at == end


async def test_a_late_failure_does_not_undo_a_success(quiet: Database) -> None:
    message = await queue(quiet)
    started, proceed = asyncio.Event(), asyncio.Event()

    class Slow(Carrier):
        async def send(self, message: OutgoingText) -> CarrierReceipt:
            started.set()
            await proceed.wait()
            raise CarrierRefused("Late")

    slow = asyncio.create_task(deliver(quiet, Slow(quiet)))
    await started.wait()
    await make_due(quiet)  # the first worker outlived its lease
    await deliver(quiet, Carrier(quiet))
    proceed.set()
    await slow

    sent = await stored(quiet, message)
    assert (sent.state, sent.attempts, sent.last_fault) == ("sent", 2, None)


async def test_a_message_to_an_account_goes_to_the_phone_it_has_now(quiet: Database) -> None:
    person = await sign_in_owner(quiet)
    phone = new_phone()
    async with quiet.transaction(SYSTEM) as tx:
        await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="en", parameters={"code": "1", "minutes": 5},
            key=str(uuid4()), account_id=person.account_id,
        )  # fmt: skip
    async with quiet.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE accounts SET phone = :phone WHERE id = :id"),
            {"phone": tx.crypto.encrypt("accounts.phone", person.account_id, phone), "id": person.account_id},
        )
    carrier = Carrier(quiet)

    await deliver(quiet, carrier)

    assert carrier.phones == [phone]


async def test_nothing_goes_to_an_account_that_was_disabled(quiet: Database) -> None:
    person = await sign_in_owner(quiet)
    async with quiet.transaction(SYSTEM) as tx:
        message = await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="zh", parameters={"code": "1", "minutes": 5},
            key=str(uuid4()), account_id=person.account_id,
        )  # fmt: skip
        await tx.session.execute(text("UPDATE accounts SET state = 'disabled'"))
    assert message is not None
    carrier = Carrier(quiet)

    await deliver(quiet, carrier)

    failed = await stored(quiet, message)
    assert (failed.state, failed.last_fault, dict(carrier.given)) == ("failed", "NoPhone", {})


async def test_the_clock_finds_what_is_due_and_nothing_that_pauses(quiet: Database) -> None:
    due, pausing = await queue(quiet), await queue(quiet)
    async with quiet.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE messages SET next_attempt_at = clock_timestamp() + CAST(:lease AS interval) WHERE id = :id"),
            {"lease": LEASE, "id": pausing},
        )
    async with quiet.read() as session:
        assert await messages_due(session) == [due]
