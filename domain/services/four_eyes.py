"""Nobody reviews what they wrote or submitted themselves: compared by person, not by account."""

from uuid import UUID

from sqlalchemy import select

from domain.rules.refusals import ReviewedByItsSubmitter
from domain.services.persons import known_as
from domain.store.database import Transaction
from domain.store.tables import Account


async def require_another_person(tx: Transaction, *others: UUID | None) -> None:
    """Raises `ReviewedByItsSubmitter` when the actor is one of `others`: the same account, phone or document."""
    accounts = {
        account.id: account
        for account in await tx.session.scalars(select(Account).where(Account.id.in_({tx.actor.account_id, *others})))
    }
    reviewer = accounts.get(tx.actor.account_id) if tx.actor.account_id is not None else None
    if reviewer is None:
        raise ReviewedByItsSubmitter()
    person = known_as(tx.crypto, reviewer)
    for other in (accounts[one] for one in others if one in accounts):
        if reviewer.id == other.id or person.is_same_as(known_as(tx.crypto, other)):
            raise ReviewedByItsSubmitter()
