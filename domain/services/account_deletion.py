"""Deleting one's account (个人信息保护法 47): what the person gave goes, what others' rights rest on stays.

A vote is no longer the voter's alone once it is cast: the result rests on it, and the law wants it traceable. So the
castings stay as they are and refer to an account that has no name, phone or owner any more; what they are traced by is
the unit's title in the register, which the street keeps by law and not by consent. Certifications end and stay as
history, for without them nobody could say that a vote was an owner's.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Delete, Update, case, delete, func, select, update

from domain.rules.policy import Role
from domain.rules.refusals import FreshCodeNeeded, NotInThisState
from domain.rules.terms import PhotoPurpose
from domain.services import certifications, ratings, tickets
from domain.services.consents import end_reviews, forgetting_entered
from domain.services.locks import lock_account
from domain.services.sessions import revoke_all
from domain.store.database import Transaction
from domain.store.tables import (
    Account,
    Consent,
    ManualReview,
    ManualReviewEvent,
    Message,
    OutboxText,
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
    account = await lock_account(tx, account_id)
    if account.state != "active":
        raise NotInThisState(account.state)
    ended = await certifications.end_for_account(tx, account_id, "account_deleted")
    _, gone = await end_reviews(tx, account_id, tuple(PhotoPurpose))
    await revoke_all(tx, account_id)
    votes = await tx.session.scalar(select(func.count()).where(Submission.account_id == account_id)) or 0
    after = {"state": "deleted", "certifications_ended": ended, "photos_deleted": gone, "votes_kept": votes}
    tx.record("account.deleted", "account", account_id, role=Role.OWNER, after=after)
    await tx.write(*_forgetting(account_id, account.phone_index))
    return AccountDeleted(account_id, ended, gone, votes)


def _forgetting(account_id: UUID, phone_index: bytes | None) -> list[Update | Delete]:
    """What goes: who the account was and what it agreed to, what it wrote and what reviewers wrote about the person.

    What waits to be sent is not sent; codes go, and what the demo's outbox has of messages to the account.
    """
    sent = select(Message.id).where(Message.account_id == account_id)
    reviews = select(ManualReview.id).where(ManualReview.account_id == account_id)
    nobody = dict.fromkeys(("owner_id", "phone", "phone_index", "name", "person_index"))
    return [
        update(Account)
        .where(Account.id == account_id)
        .values(state="disabled", deleted_at=func.clock_timestamp(), **nobody),
        update(Consent)
        .where(Consent.account_id == account_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=func.clock_timestamp()),
        *forgetting_entered(account_id),
        update(ManualReviewEvent).where(ManualReviewEvent.review_id.in_(reviews)).values(words=None),
        *tickets.forgetting(account_id),
        ratings.forgetting(account_id),
        delete(OutboxText).where(OutboxText.id.in_(sent)),
        update(Message)
        .where(Message.account_id == account_id)
        .values(state=case((Message.state == "waiting", "expired"), else_=Message.state), phone=None, parameters=None),
        delete(SmsCode).where(SmsCode.phone_index == phone_index),
    ]
