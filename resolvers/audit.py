"""The audit, for who oversees."""

from uuid import UUID

from sqlalchemy import select

from domain.services import audit as services
from domain.store.pages import Page, read_page
from domain.store.tables import AuditRecord
from resolvers.context import Info


async def audit_records(
    info: Info, estate_id: UUID | None = None, subject_id: UUID | None = None, first: int = 20, after: str | None = None
) -> Page[AuditRecord]:
    """The audit records that the actor may read, newest first."""
    listed = select(AuditRecord).where(services.records_for(info.context.actor, estate_id))
    if subject_id is not None:
        listed = listed.where(AuditRecord.subject_id == subject_id)
    database = info.context.database
    return await read_page(database, listed, by=[AuditRecord.id], first=first, after=after, descending=True)


async def audit_chain(info: Info, estate_id: UUID) -> services.Verification | None:
    """Whether an estate's audit hangs together."""
    readable = select(AuditRecord.id).where(services.records_for(info.context.actor, estate_id)).limit(1)
    async with info.context.database.read() as session:
        if (await session.execute(readable)).first() is None:
            return None
        return await services.verify(session, estate_id)
