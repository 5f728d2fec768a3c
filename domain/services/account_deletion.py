"""Deleting one's account (个人信息保护法 47): what the person gave goes, what others' rights rest on stays.

A vote is no longer the voter's alone once it is cast: the result rests on it, and the law wants it traceable. So the
castings stay as they are and refer to an account that has no name, phone or owner any more; what they are traced by is
the unit's title in the register, which the street keeps by law and not by consent. Certifications end and stay as
history, for without them nobody could say that a vote was an owner's.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, text, update

from domain.rules.policy import Role
from domain.rules.refusals import FreshCodeNeeded, NotInThisState
from domain.services import certifications, photos, ratings, tickets
from domain.services.consents import end_reviews, forget_entered
from domain.services.sessions import revoke_all
from domain.store.database import Transaction
from domain.store.tables import (
    Account,
    Consent,
    ManualReview,
    ManualReviewEvent,
    Message,
    OutboxText,
    Owner,
    SmsCode,
    Submission,
)


@dataclass(frozen=True, slots=True)
class AccountDeleted:
    """What went, and how many votes stay counted."""

    account_id: UUID
    certifications_ended: int
    photos_deleted: int
    votes_kept: int


async def delete_account(tx: Transaction) -> AccountDeleted:
    """Delete the actor's account; the phone may begin anew, and the owner may certify with any phone.

    Raises `NotSignedIn`, `NotFound` for staff, and `FreshCodeNeeded`.
    """
    account_id = certifications.require_owner(tx)
    if not tx.actor.confirmed_recently:
        raise FreshCodeNeeded()
    # Locks in the order of certifying: owner, account, titles, reviews.
    await tx.session.execute(select(Owner.id).where(Owner.id == tx.actor.owner_id).with_for_update(key_share=True))
    mine = select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    account = (await tx.session.scalars(mine.execution_options(populate_existing=True))).one()
    if account.state != "active":
        raise NotInThisState(account.state)
    ended = await certifications.end_for_account(tx, account_id, "account_deleted")
    _, gone = await end_reviews(tx, account_id)
    gone += await photos.delete_of_account(tx, account_id)
    await forget_entered(tx, account_id)
    await _forget_words(tx, account_id)
    await tickets.forget(tx, account_id)
    await ratings.forget(tx, account_id)
    await _forget_messages(tx, account_id, account.phone_index)
    await tx.session.execute(
        update(Consent)
        .where(Consent.account_id == account_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=func.clock_timestamp())
    )
    account.deleted_at = (await tx.session.execute(select(func.clock_timestamp()))).scalar_one()
    account.state, account.owner_id = "disabled", None
    account.phone = account.phone_index = account.name = account.person_index = None
    await tx.session.flush()
    await revoke_all(tx, account_id)
    votes = await tx.session.scalar(select(func.count()).where(Submission.account_id == account_id)) or 0
    after = {"state": "deleted", "certifications_ended": ended, "photos_deleted": gone, "votes_kept": votes}
    tx.record("account.deleted", "account", account_id, role=Role.OWNER, after=after)
    return AccountDeleted(account_id, ended, gone, votes)


async def _forget_words(tx: Transaction, account_id: UUID) -> None:
    """What reviewers wrote about the person."""
    theirs = select(ManualReview.id).where(ManualReview.account_id == account_id)
    await tx.session.execute(
        update(ManualReviewEvent).where(ManualReviewEvent.review_id.in_(theirs)).values(words=None)
    )


async def _forget_messages(tx: Transaction, account_id: UUID, phone_index: bytes | None) -> None:
    """What waits to be sent is not sent; codes go, and what the demo's outbox has of messages to the account."""
    sent = select(Message.id).where(Message.account_id == account_id)
    await tx.session.execute(delete(OutboxText).where(OutboxText.id.in_(sent)))
    await tx.session.execute(
        text(
            "UPDATE messages SET state = CASE state WHEN 'waiting' THEN 'expired' ELSE state END, phone = NULL,"
            " parameters = NULL WHERE account_id = :account"
        ),
        {"account": account_id},
    )
    if phone_index is not None:
        await tx.session.execute(delete(SmsCode).where(SmsCode.phone_index == phone_index))
