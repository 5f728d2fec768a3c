"""What a person must look at: an alarm that stands, a message that failed."""

from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.services.alarms import raise_alarm
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Message
from tests.people import sign_in_owner
from tests.stage import scene


@scene
async def alarm(database: Database, estate_id: str, kind: str) -> None:
    """An alarm of this kind about something of the estate."""
    async with database.transaction(SYSTEM) as tx:
        subject = uuid7()
        await raise_alarm(tx, kind, subject, UUID(estate_id), {"state": "closed", "held_reason": None})
        tx.record("stage.alarm_raised", "alarm", subject)


@scene
async def failed_message(database: Database, estate_id: str, fault: str) -> None:
    """A reminder to an owner that the carrier refused for good, with its code."""
    owner = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        message = Message(
            id=uuid7(), key=str(uuid4()), template=MessageTemplate.BALLOT_REMINDER, language="zh", state="failed",
            account_id=owner.account_id, estate_id=UUID(estate_id), attempts=3, last_fault=fault,
        )  # fmt: skip
        tx.session.add(message)
        tx.record("stage.message_failed", "message", message.id)
