"""A message is queued with the act that it tells of, once, and says nothing personal to who reads the database."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from domain.rules.policy import SYSTEM
from domain.services.messages import enqueue
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Message

PHONE = "19900001234"
CODE = {"code": "482915", "minutes": 5}


async def test_a_message_waits_encrypted_until_it_is_sent(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        queued = await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="zh", parameters=CODE, key=str(uuid4()), phone=PHONE
        )
    assert queued is not None
    async with database.read() as session:
        row = (
            await session.execute(text("SELECT messages::text FROM messages WHERE id = :id"), {"id": queued})
        ).scalar_one()
        message = await session.get_one(Message, queued)

    assert PHONE not in row
    assert CODE["code"] not in row
    assert PHONE.encode().hex() not in row
    assert message.phone is not None
    assert message.parameters is not None
    assert database.crypto.decrypt("messages.phone", queued, message.phone) == PHONE
    assert json.loads(database.crypto.decrypt("messages.parameters", queued, message.parameters)) == CODE


async def test_the_same_key_makes_one_message(database: Database) -> None:
    key = str(uuid4())
    async with database.transaction(SYSTEM) as tx:
        first = await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="zh", parameters=CODE, key=key, phone=PHONE
        )
    async with database.transaction(SYSTEM) as tx:
        again = await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="zh", parameters=CODE, key=key, phone=PHONE
        )
    async with database.read() as session:
        stored = (await session.execute(select(Message.id).where(Message.key == key))).scalars().all()

    assert again is None
    assert stored == [first]


async def test_a_message_waits_a_day_at_the_longest(database: Database) -> None:
    key = str(uuid4())
    async with database.transaction(SYSTEM) as tx:
        await enqueue(
            tx, template=MessageTemplate.SMS_CODE, language="zh", parameters=CODE, key=key, phone=PHONE,
            expires_at=datetime.now(UTC) + timedelta(days=9),
        )  # fmt: skip
    async with database.read() as session:
        lasts = text("SELECT expires_at - clock_timestamp() FROM messages WHERE key = :key")
        assert timedelta(hours=23) < (await session.execute(lasts, {"key": key})).scalar_one() <= timedelta(hours=24)


async def test_what_cannot_be_said_fails_the_act_that_wanted_it(database: Database) -> None:
    with pytest.raises(TypeError):
        async with database.transaction(SYSTEM) as tx:
            await enqueue(
                tx, template=MessageTemplate.SMS_CODE, language="zh", parameters={"code": "1"}, key="x", phone=PHONE
            )
    with pytest.raises(ValueError, match="either"):
        async with database.transaction(SYSTEM) as tx:
            await enqueue(tx, template=MessageTemplate.SMS_CODE, language="zh", parameters=CODE, key="x")
