"""A manual review as far as a test needs it: a match that failed, photos that were sent, a street that decides."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.consents import CONSENTS
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import OwnerNotMatched
from domain.rules.terms import ConsentKind, DocumentKind, ManualReviewReason, PhotoPurpose
from domain.services import certifications, manual_reviews, photos
from domain.services import manual_review_decisions as decisions
from domain.services.certifications import Certify
from domain.services.manual_review_decisions import AnswerReview, ApproveReview
from domain.services.manual_reviews import AddReviewPhotos, RequestReviewPhoto, SubmitManualReview
from domain.store.database import Database
from domain.store.tables import ManualReview, Photo, Title
from tests.people import Person, Place, make_place, new_id_card, sign_in_owner, sign_in_staff
from tests.photographs import drawn, saved
from tests.services.certifying import CONSENT, acting

PHOTOS = CONSENTS[ConsentKind.PHOTOS].version
EVIDENCE = "京（2026）朝阳不动产权第0012345号"
BOTH = (PhotoPurpose.IDENTITY_DOCUMENT, PhotoPurpose.PROPERTY_DOCUMENT)


@cache
def picture() -> bytes:
    """A photo as the decoder leaves it; the decoder has its own tests."""
    return saved(drawn(640, 480), "JPEG")


@dataclass
class Applicant:
    """Somebody whom the register does not know for the unit, with what they entered."""

    place: Place
    person: Person
    unit: UUID
    name: str = "赵待审"
    number: str = field(default_factory=new_id_card)

    @property
    def claim(self) -> Certify:
        return Certify(self.unit, DocumentKind.ID_CARD, self.name, self.number, CONSENT)


async def fail_match(database: Database, applicant: Applicant) -> None:
    """Certify in vain, as the API does it."""
    who = await acting(database, applicant.person)
    async with database.transaction(who) as tx:
        claimed = await certifications.claim(tx, applicant.claim)
    try:
        async with database.transaction(who) as tx:
            await certifications.certify(tx, claimed)
        raise AssertionError("this was to fail")
    except OwnerNotMatched:
        async with database.transaction(who) as tx:
            await manual_reviews.keep_failed_match(tx, claimed)


async def an_applicant(database: Database, place: Place | None = None, unit: int = 0) -> Applicant:
    """An owner whose match of a unit has failed."""
    where = place or await make_place(database, units=2)
    applicant = Applicant(where, await sign_in_owner(database), where.units[unit])
    await fail_match(database, applicant)
    return applicant


async def sent_photo(database: Database, applicant: Applicant, purpose: PhotoPurpose) -> UUID:
    """A photo that was sent to its address."""
    who = await acting(database, applicant.person)
    async with database.transaction(who) as tx:
        asked = await manual_reviews.request_photo(tx, RequestReviewPhoto(applicant.unit, purpose, PHOTOS))
    async with database.transaction(who) as tx:
        return await photos.receive(tx, asked.token, picture())


async def submission(database: Database, applicant: Applicant) -> SubmitManualReview:
    """Everything that a submission needs."""
    taken = [await sent_photo(database, applicant, purpose) for purpose in BOTH]
    return SubmitManualReview(applicant.unit, tuple(taken), uuid7())


async def submit(database: Database, applicant: Applicant, command: SubmitManualReview | None = None) -> ManualReview:
    given = command or await submission(database, applicant)
    async with database.transaction(await acting(database, applicant.person)) as tx:
        return await manual_reviews.submit(tx, given)


async def add_photos(database: Database, applicant: Applicant, review: UUID, *taken: UUID) -> ManualReview:
    async with database.transaction(await acting(database, applicant.person)) as tx:
        return await manual_reviews.resubmit(tx, AddReviewPhotos(review, taken))


async def withdraw(database: Database, applicant: Applicant, review: UUID) -> ManualReview:
    async with database.transaction(await acting(database, applicant.person)) as tx:
        return await manual_reviews.withdraw(tx, review)


async def reviewer_of(database: Database, place: Place, role: Role = Role.STREET_REVIEWER) -> Person:
    return await sign_in_staff(database, role, ScopeKind.STREET, place.street)


async def ask(database: Database, who: Person, review: UUID, words: str = "") -> ManualReview:
    reasons = (ManualReviewReason.PHOTO_UNREADABLE,)
    async with database.transaction(await acting(database, who)) as tx:
        return await decisions.ask_for_more(tx, AnswerReview(review, reasons, words))


async def reject(database: Database, who: Person, review: UUID, words: str = "") -> ManualReview:
    reasons = (ManualReviewReason.NOT_AN_OWNER,)
    async with database.transaction(await acting(database, who)) as tx:
        return await decisions.reject(tx, AnswerReview(review, reasons, words))


async def approve(database: Database, who: Person, command: ApproveReview) -> ManualReview:
    async with database.transaction(await acting(database, who)) as tx:
        return await decisions.approve(tx, command)


async def approval(database: Database, review: ManualReview) -> ApproveReview:
    """An approval of what stands there now: the applicant owns the unit alone."""
    async with database.glance() as session:
        present = await session.scalar(select(Title.id).where(Title.unit_id == review.unit_id, Title.ends_at.is_(None)))
    return ApproveReview(review.id, present, EVIDENCE)


async def read(database: Database, review: UUID) -> ManualReview:
    async with database.glance() as session:
        return (await session.scalars(select(ManualReview).where(ManualReview.id == review))).one()


async def photos_left(database: Database, review: UUID) -> int:
    async with database.glance() as session:
        rows = await session.scalars(select(Photo.id).where(Photo.subject_id == review, Photo.content.is_not(None)))
        return len(rows.all())


async def aged_match(database: Database, applicant: Applicant, by: timedelta) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE failed_matches SET failed_at = failed_at - CAST(:by AS interval) WHERE account_id = :account"),
            {"by": by, "account": applicant.person.account_id},
        )
