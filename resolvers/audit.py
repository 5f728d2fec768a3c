"""The audit, for who oversees."""

from datetime import datetime
from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_name
from domain.services import audit as services
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.tables import Account, AuditRecord
from resolvers.context import Info


async def audit_records(
    info: Info,
    estate_id: UUID | None = None,
    subject_id: UUID | None = None,
    account_id: UUID | None = None,
    action: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[AuditRecord]:
    """The audit records that the actor may read, newest first: on a thing, by an account, of a time.

    `action` is how the act's name begins (`ballot.`); `since` is included, `until` is not.
    """
    listed = select(AuditRecord).where(services.records_for(info.context.actor, estate_id))
    if action:
        listed = listed.where(AuditRecord.action.startswith(action, autoescape=True))
    if subject_id is not None:
        listed = listed.where(AuditRecord.subject_id == subject_id)
    if account_id is not None:
        listed = listed.where(AuditRecord.account_id == account_id)
    if since is not None:
        listed = listed.where(AuditRecord.at >= since)
    if until is not None:
        listed = listed.where(AuditRecord.at < until)
    database = info.context.database
    return await read_page(database, listed, by=[AuditRecord.id], first=first, after=after, descending=True)


async def actor_name(root: strawberry.Parent[AuditRecord], info: Info) -> str | None:
    """The masked name of whoever did it."""
    database = info.context.database

    def make() -> DataLoader[UUID, str | None]:
        return DataLoader(lambda ids: _masked_names(database, ids), cache=False)

    if root.account_id is None:
        return None
    return await info.context.loader("names_of_accounts", make).load(root.account_id)


async def _masked_names(database: Database, accounts: list[UUID]) -> list[str | None]:
    async with database.read() as session:
        rows = await session.execute(select(Account.id, Account.name).where(Account.id.in_(accounts)))
    names = {
        account: mask_name(database.crypto.decrypt("accounts.name", account, name))
        for account, name in rows
        if name is not None
    }
    return [names.get(account) for account in accounts]


async def audit_chain(info: Info, estate_id: UUID) -> services.Verification | None:
    """Whether an estate's audit hangs together."""
    readable = select(AuditRecord.id).where(services.records_for(info.context.actor, estate_id)).limit(1)
    async with info.context.database.read() as session:
        if (await session.execute(readable)).first() is None:
            return None
        return await services.verify(session, estate_id)
