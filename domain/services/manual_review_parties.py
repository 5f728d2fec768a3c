"""Who may not decide about an estate's owners: whoever is one, or serves there; compared by person, not by account."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, Text, cast, exists, func, or_

from domain.rules.policy import ScopeKind
from domain.rules.refusals import ReviewerIsParty
from domain.services.owners import Document, document_indexes
from domain.services.persons import KnownAs
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


def is_party(account_id: UUID | None, me: KnownAs) -> ColumnElement[bool]:
    """In a SELECT of a `ManualReview`: whether this account's person owns, is certified or serves in its estate."""
    is_me = or_(Account.id == account_id, Account.phone_index.in_(me.phones), Account.person_index.in_(me.documents))
    return or_(*_by_document(me.documents), *_by_account(is_me))


def expect_no_party(
    tx: Transaction, review: ManualReview, me: KnownAs, *, party: bool, owners: Iterable[Document] = ()
) -> None:
    """Raises `ReviewerIsParty` when the person `me` is the applicant, one of the `owners` who are to be written, or a
    `party` of the estate."""
    documents = [*owners]
    if review.number is not None:
        number = tx.crypto.decrypt("manual_reviews.number", review.id, review.number)
        documents.append((review.document_kind, number))
    indexes = {index for document in documents for index in document_indexes(tx.crypto, document)}
    if party or indexes & me.documents:
        raise ReviewerIsParty()


def _by_document(documents: Collection[bytes]) -> list[Exists]:
    """Owners by a title in force, and members of the estate's bodies."""
    return [
        exists().where(
            Unit.estate_id == ManualReview.estate_id,
            Title.unit_id == Unit.id,
            Title.ends_at.is_(None),
            TitleOwner.title_id == Title.id,
            Owner.id == TitleOwner.owner_id,
            Owner.document_index.in_(documents),
        ),
        exists().where(
            Organizer.estate_id == ManualReview.estate_id,
            Member.organizer_id == Organizer.id,
            Member.left_at.is_(None),
            Member.person_index.in_(documents),
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
