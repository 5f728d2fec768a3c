"""Who may not decide about an estate's owners: whoever is one, or serves there; compared by person, not by account."""

from sqlalchemy import ColumnElement, Exists, Text, cast, exists, func, or_
from sqlalchemy.orm import InstrumentedAttribute

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


def is_party(me: type[Account]) -> ColumnElement[bool]:
    """In a SELECT of a `ManualReview`: whether this account's person owns, is certified or serves in its estate.

    What is not known of a person is the same as nobody's: NULL equals nothing.
    """
    is_me = or_(Account.id == me.id, Account.phone_index == me.phone_index, Account.person_index == me.person_index)
    return or_(*_by_document(me.person_index), *_by_account(is_me))


def expect_no_party(tx: Transaction, review: ManualReview, me: Account | None, *, party: bool) -> None:
    """Raises `ReviewerIsParty` when the actor, whose account is `me`, is the applicant or a `party` of the estate."""
    if me is None or party or _is_applicant(tx, me, review):
        raise ReviewerIsParty()


def _is_applicant(tx: Transaction, me: Account, review: ManualReview) -> bool:
    if me.person_index is None or review.number is None:
        return False
    number = tx.crypto.decrypt("manual_reviews.number", review.id, review.number)
    return me.person_index == document_index(tx.crypto, (review.document_kind, number))


def _by_document(person_index: InstrumentedAttribute[bytes | None]) -> list[Exists]:
    """Owners by a title in force, and members of the estate's bodies."""
    return [
        exists().where(
            Unit.estate_id == ManualReview.estate_id,
            Title.unit_id == Unit.id,
            Title.ends_at.is_(None),
            TitleOwner.title_id == Title.id,
            Owner.id == TitleOwner.owner_id,
            Owner.document_index == person_index,
        ),
        exists().where(
            Organizer.estate_id == ManualReview.estate_id,
            Member.organizer_id == Organizer.id,
            Member.left_at.is_(None),
            Member.person_index == person_index,
        ),
    ]


def _by_account(is_me: ColumnElement[bool]) -> list[Exists]:
    """The applicant's own account, those that are certified in the estate, and those of its bodies."""
    return [
        exists().where(Account.id == ManualReview.account_id, is_me),
        exists().where(
            Certification.estate_id == ManualReview.estate_id,
            Certification.ended_at.is_(None),
            Account.id == Certification.account_id,
            is_me,
        ),
        exists().where(
            Grant.scope_kind == ScopeKind.ESTATE,
            Grant.scope_key == cast(ManualReview.estate_id, Text),
            or_(Grant.ends_at.is_(None), Grant.ends_at > func.domain_now()),
            Account.id == Grant.account_id,
            is_me,
        ),
    ]
