"""Nobody reviews what they wrote or submitted themselves: compared by person, not by account."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select

from domain.rules.refusals import ReviewedByItsSubmitter
from domain.services.persons import known_as
from domain.store.database import Transaction
from domain.store.tables import Account, AuditRecord


async def require_another_person(
    tx: Transaction, *others: UUID | None, subject_id: UUID | None = None, acts: Collection[str] = ()
) -> None:
    """Raises `ReviewedByItsSubmitter` when the actor is one of `others`: the same account, phone or document.

    So is whoever did one of `acts` to the subject, by its audit records: what is reviewed may have several authors.
    """
    acted = select(AuditRecord.account_id).where(AuditRecord.subject_id == subject_id, AuditRecord.action.in_(acts))
    concerned = or_(Account.id.in_({one for one in others if one is not None}), Account.id.in_(acted))
    me = Account.id == tx.actor.account_id
    accounts = (await tx.session.execute(select(Account, me, concerned).where(or_(me, concerned)))).all()
    reviewer = next((account for account, is_me, _ in accounts if is_me), None)
    if reviewer is None:
        raise ReviewedByItsSubmitter()
    person = known_as(tx.crypto, reviewer)
    for other, is_me, is_concerned in accounts:
        if is_concerned and (is_me or person.is_same_as(known_as(tx.crypto, other))):
            raise ReviewedByItsSubmitter()
