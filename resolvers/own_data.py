"""What owners do with their own data: what they agreed to, withdrawing, exporting, and deleting the account."""

from domain.rules.terms import ConsentKind
from domain.services import account_deletion, account_exports
from domain.services import consents as services
from resolvers.accounts import transaction
from resolvers.context import Info


async def my_consents(info: Info) -> list[services.OwnConsent]:
    """Every use of personal data there is, with one's latest word on it; none for who is not an owner."""
    actor = info.context.actor
    if actor.kind != "owner":
        return []
    async with info.context.database.glance() as session:
        return await services.own_consents(session, actor.account_id)


async def withdraw_consent(info: Info, kind: ConsentKind) -> services.ConsentWithdrawn:
    """Withdraw a consent."""
    async with transaction(info) as tx:
        return await services.withdraw(tx, kind)


async def request_my_data(info: Info) -> account_exports.MyExportRequested:
    """A one-time address of everything about oneself."""
    async with transaction(info) as tx:
        return await account_exports.request_export(tx)


async def delete_my_account(info: Info) -> account_deletion.AccountDeleted:
    """Delete one's account, and sign out."""
    async with transaction(info) as tx:
        deleted = await account_deletion.delete_account(tx)
    info.context.cookies["session"] = None
    return deleted
