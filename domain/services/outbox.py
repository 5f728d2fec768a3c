"""The demo's outbox: texts that were 'sent' are kept in the database, once each, and shown on a page."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.rules.policy import SYSTEM
from domain.services.carriers.carrier import OutgoingText
from domain.services.templates.render import environment
from domain.services.wording import SHANGHAI
from domain.store.database import Database
from domain.store.tables import OutboxText

SHOWN = 100


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as a person would have read it on the phone."""

    id: UUID
    phone: str = field(repr=False)
    body: str = field(repr=False)
    template: str
    delivered_at: datetime


class DatabaseOutbox:
    """An `OutboxStore` in the database; a message's reference is its key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, message: OutgoingText) -> str:
        """Keeps `message`, encrypted like everything that names a phone; a second time changes nothing."""
        crypto = self._database.crypto
        row = {
            "id": message.reference,
            "phone": crypto.encrypt("outbox_texts.phone", message.reference, message.phone),
            "body": crypto.encrypt("outbox_texts.body", message.reference, message.text),
            "template": message.template.value,
        }
        async with self._database.transaction(SYSTEM) as tx:
            await tx.session.execute(insert(OutboxText).values(row).on_conflict_do_nothing(index_elements=["id"]))
        return str(message.reference)


async def newest_texts(database: Database) -> list[KeptText]:
    """The newest texts, newest first."""
    async with database.glance() as session:
        newest = select(OutboxText).order_by(OutboxText.delivered_at.desc(), OutboxText.id.desc()).limit(SHOWN)
        rows = (await session.scalars(newest)).all()
    crypto = database.crypto
    return [
        KeptText(
            id=row.id,
            phone=crypto.decrypt("outbox_texts.phone", row.id, row.phone),
            body=crypto.decrypt("outbox_texts.body", row.id, row.body),
            template=row.template,
            delivered_at=row.delivered_at,
        )
        for row in rows
    ]


def outbox_page(texts: list[KeptText]) -> str:
    """The page: every text escaped, no script; it asks to be loaded again by itself."""
    shown = [
        {
            "phone": kept.phone,
            "body": kept.body,
            "template": kept.template,
            "at": kept.delivered_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M:%S"),
            "iso": kept.delivered_at.isoformat(),
        }
        for kept in texts
    ]
    return environment().get_template("outbox.html.j2").render(texts=shown, most=SHOWN)
