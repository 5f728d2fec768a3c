"""What people were sent: the parameters of messages, as their carrier would have them."""

import json
from typing import Any

from sqlalchemy import select

from domain.rules.policy import SYSTEM
from domain.store.database import Database
from domain.store.tables import Message


async def messages_to(database: Database, phone: str, template: str) -> list[dict[str, Any]]:
    """The parameters of every message of `template` to `phone`, oldest first."""
    async with database.transaction(SYSTEM) as tx:
        rows = (
            await tx.session.scalars(select(Message).where(Message.template == template).order_by(Message.id))
        ).all()
        return [
            json.loads(tx.crypto.decrypt("messages.parameters", row.id, row.parameters))
            for row in rows
            if row.phone is not None
            and row.parameters is not None
            and tx.crypto.decrypt("messages.phone", row.id, row.phone) == phone
        ]


async def last_code(database: Database, phone: str) -> str:
    """The newest code sent to `phone`."""
    code: str = (await messages_to(database, phone, "sms_code"))[-1]["code"]
    return code


async def last_activation(database: Database, phone: str) -> str:
    """The newest activation code sent to `phone`."""
    code: str = (await messages_to(database, phone, "staff_activation"))[-1]["code"]
    return code
