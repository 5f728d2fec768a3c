"""Consents: what an account agreed to, in which version, and what ends when it does not agree any more (个保法 15, 47).

A withdrawal ends what rests on the consent, from now on: certifications, reviews, photos. What was done on it before
stays lawful, castings and decisions among it; and the register of titles does not rest on anybody's consent.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Update, delete, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.consents import CONSENTS, ConsentText
from domain.rules.manual_review import DOCUMENTS, OPEN_STATES
from domain.rules.policy import Role
from domain.rules.refusals import NotFound
from domain.rules.terms import CertificationMethod, ConsentKind, PhotoPurpose
from domain.services import certifications, manual_reviews, photos
from domain.store.database import Transaction
from domain.store.tables import Account, Consent, FailedMatch, ManualReview

# The certifications that rest on a consent: by what was compared when they were made.
RESTING: Mapping[ConsentKind, Sequence[CertificationMethod]] = {
    ConsentKind.DOCUMENT_NUMBER: (
        CertificationMethod.ID_CARD,
        CertificationMethod.OTHER_DOCUMENT,
        CertificationMethod.MANUAL,
    ),
    ConsentKind.CARD_READ: (CertificationMethod.CARD_READER,),
    ConsentKind.PHOTOS: (),
}


@dataclass(frozen=True, slots=True)
class OwnConsent:
    """One use of personal data: the text in force, and what the account last said to it."""

    kind: ConsentKind
    text: ConsentText
    version: str | None
    given_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether the account agrees now, to whichever version."""
        return self.given_at is not None and self.withdrawn_at is None


async def own_consents(session: AsyncSession, account_id: UUID | None) -> list[OwnConsent]:
    """Every use of personal data there is, with the account's latest word on it."""
    latest = (
        select(Consent)
        .where(Consent.account_id == account_id)
        .ext(distinct_on(Consent.kind))
        .order_by(Consent.kind, Consent.given_at.desc(), Consent.id.desc())
    )
    given = {one.kind: one for one in await session.scalars(latest)}
    return [
        OwnConsent(kind, text, one.version, one.given_at, one.withdrawn_at)
        if (one := given.get(kind)) is not None
        else OwnConsent(kind, text, None, None, None)
        for kind, text in CONSENTS.items()
    ]


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """What ended with a consent."""

    kind: ConsentKind
    certifications_ended: int
    reviews_ended: int
    photos_deleted: int


async def withdraw(tx: Transaction, kind: ConsentKind) -> ConsentWithdrawn:
    """Withdraw a consent, as easily as it was given. Raises `NotFound` where it does not stand."""
    account_id = certifications.require_owner(tx)
    await tx.session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))
    withdrawn = await tx.session.scalars(
        update(Consent)
        .where(Consent.account_id == account_id, Consent.kind == kind, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=func.clock_timestamp())
        .returning(Consent.id)
    )
    if not withdrawn.all():
        raise NotFound()
    methods = RESTING[kind]
    ended = await certifications.end_for_account(tx, account_id, "consent_withdrawn", methods) if methods else 0
    reviews, gone = (0, 0) if kind is ConsentKind.CARD_READ else await end_reviews(tx, account_id)
    outcome = ConsentWithdrawn(kind, ended, reviews, gone)
    after = {"kind": kind, "certifications_ended": ended, "reviews_ended": reviews, "photos_deleted": gone}
    tx.record("consent.withdrawn", "account", account_id, role=Role.OWNER, after=after)
    if kind is ConsentKind.DOCUMENT_NUMBER:
        await tx.write(*forgetting_entered(account_id))
    return outcome


async def end_reviews(
    tx: Transaction, account_id: UUID, purposes: Collection[PhotoPurpose] = DOCUMENTS
) -> tuple[int, int]:
    """End the account's open reviews and delete all its photos of documents, or for whichever purposes, those on their
    way too; returns how many of each. The account is locked.

    For the commands that withdraw a consent or delete an account; they write the audit record.
    """
    mine = select(ManualReview).where(ManualReview.account_id == account_id, ManualReview.state.in_(OPEN_STATES))
    running = (await tx.session.scalars(mine.order_by(ManualReview.id).with_for_update())).all()
    gone = await manual_reviews.end_by_owner(tx, running) if running else 0
    gone += await photos.delete_of_account(tx, account_id, purposes)
    return len(running), gone


def forgetting_entered(account_id: UUID) -> list[Delete | Update]:
    """What forgets every name and number that the account has entered and that did not match."""
    return [
        delete(FailedMatch).where(FailedMatch.account_id == account_id),
        update(ManualReview).where(ManualReview.account_id == account_id).values(name=None, number=None),
    ]
