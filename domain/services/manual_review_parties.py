"""Who may not decide about an estate's owners: whoever is one, or serves there; compared by person, not by account."""

from sqlalchemy import ColumnElement, Exists, exists, func, or_, select

from domain.rules.policy import ScopeKind
from domain.rules.refusals import ReviewerIsParty
from domain.services.owners import document_index
from domain.store.database import Transaction
from domain.store.tables import (
    Account,
    Certification,
    Grant,
    ManualReview,
    Member,
    Organizer,
    Owner,
    Title,
    TitleOwner,
    Unit,
)


async def expect_no_party(tx: Transaction, review: ManualReview) -> None:
    """Raises `ReviewerIsParty` when the actor is the applicant, or owns, is certified or serves in the estate."""
    me: Account | None = await tx.session.scalar(select(Account).where(Account.id == tx.actor.account_id))
    if me is None or _is_applicant(tx, me, review):
        raise ReviewerIsParty()
    conditions: list[ColumnElement[bool]] = [Account.id == me.id]
    parties: list[Exists] = []
    # What is not known of a person is the same as nobody's: NULL is never compared.
    if me.phone_index is not None:
        conditions.append(Account.phone_index == me.phone_index)
    if me.person_index is not None:
        conditions.append(Account.person_index == me.person_index)
        parties += _by_document(review, me.person_index)
    parties += _by_account(review, or_(*conditions))
    if await tx.session.scalar(select(or_(*parties))):
        raise ReviewerIsParty()


def _is_applicant(tx: Transaction, me: Account, review: ManualReview) -> bool:
    if me.person_index is None or review.number is None:
        return False
    number = tx.crypto.decrypt("manual_reviews.number", review.id, review.number)
    return me.person_index == document_index(tx.crypto, (review.document_kind, number))


def _by_document(review: ManualReview, person_index: bytes) -> list[Exists]:
    """Owners by a title in force, and members of the estate's bodies."""
    return [
        exists().where(
            Unit.estate_id == review.estate_id,
            Title.unit_id == Unit.id,
            Title.ends_at.is_(None),
            TitleOwner.title_id == Title.id,
            Owner.id == TitleOwner.owner_id,
            Owner.document_index == person_index,
        ),
        exists().where(
            Organizer.estate_id == review.estate_id,
            Member.organizer_id == Organizer.id,
            Member.left_at.is_(None),
            Member.person_index == person_index,
        ),
    ]


def _by_account(review: ManualReview, is_me: ColumnElement[bool]) -> list[Exists]:
    """The applicant's own account, those that are certified in the estate, and those of its bodies."""
    return [
        exists().where(Account.id == review.account_id, is_me),
        exists().where(
            Certification.estate_id == review.estate_id,
            Certification.ended_at.is_(None),
            Account.id == Certification.account_id,
            is_me,
        ),
        exists().where(
            Grant.scope_kind == ScopeKind.ESTATE,
            Grant.scope_key == str(review.estate_id),
            or_(Grant.ends_at.is_(None), Grant.ends_at > func.domain_now()),
            Account.id == Grant.account_id,
            is_me,
        ),
    ]
