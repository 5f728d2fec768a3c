"""Manual reviews, the owner's part: from what failed to match, over photos, to following, adding and withdrawing.

What was entered is kept, encrypted, because the owner must not type it again and the street must see exactly that. It
goes three days after a match that nobody followed up, and with the photos thirty days after a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, delete, exists, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from domain.rules.consents import consent_faults
from domain.rules.identity import mask_name
from domain.rules.manual_review import (
    ANSWER_WITHIN,
    DOCUMENTS,
    MATCH_COUNTS_FOR,
    OPEN_STATES,
    photo_faults,
    purpose_faults,
)
from domain.rules.policy import Role
from domain.rules.refusals import (
    AlreadyUnderReview,
    EstateNotCompleted,
    InvalidInput,
    KeyAlreadyUsed,
    ManualReviewDecided,
    MatchNotTried,
    NotFound,
    NotInThisState,
)
from domain.rules.terms import ConsentKind, EstateStatus, ManualReviewState, ManualReviewStep, PhotoPurpose
from domain.services import agreements, photos
from domain.services.certifications import Claim, require_owner
from domain.services.photos import PhotoAddress, PhotoRequested
from domain.store.database import Transaction
from domain.store.tables import (
    Account,
    Certification,
    Estate,
    FailedMatch,
    ManualReview,
    ManualReviewEvent,
    Photo,
    Unit,
)

MOST_AT_ONCE = 1_000

_KEEP = text("""
WITH agreed AS (
  INSERT INTO consents (id, account_id, kind, version) VALUES (:agreement, :account, 'document_number', :consent)
)
INSERT INTO failed_matches (id, account_id, unit_id, document_kind, name, number)
VALUES (:id, :account, :unit, :kind, :name, :number)
ON CONFLICT (account_id, unit_id) DO UPDATE SET id = excluded.id, document_kind = excluded.document_kind,
  name = excluded.name, number = excluded.number, failed_at = clock_timestamp()
""")


async def keep_failed_match(tx: Transaction, claimed: Claim) -> None:
    """Keep what was entered and did not match, instead of what was entered for the unit before.

    In a transaction of its own: the refusal has rolled back the one in which it was compared.
    """
    account_id, failed = require_owner(tx), uuid7()
    given = {
        "id": failed, "account": account_id, "unit": claimed.unit_id, "kind": claimed.document_kind.value,
        "name": tx.crypto.encrypt("failed_matches.name", failed, claimed.name),
        "number": tx.crypto.encrypt("failed_matches.number", failed, claimed.number),
        "agreement": uuid7(), "consent": claimed.consent,
    }  # fmt: skip
    await tx.session.execute(_KEEP, given)
    tx.record("certification.not_matched", "unit", claimed.unit_id, estate_id=claimed.estate_id, role=Role.OWNER)


@dataclass(frozen=True, slots=True)
class RequestReviewPhoto:
    """A photo for the review of a unit. `consent` is the version of the text on photos that was agreed to."""

    unit_id: UUID
    purpose: PhotoPurpose
    consent: str


async def request_photo(tx: Transaction, command: RequestReviewPhoto) -> PhotoRequested:
    """A one-time address for a photo. Raises `InvalidInput`, `MatchNotTried` and `AlreadyUnderReview`."""
    account_id = require_owner(tx)
    faults = [*purpose_faults(command.purpose), *consent_faults(ConsentKind.PHOTOS, command.consent)]
    if faults:
        raise InvalidInput(faults)
    asked = await _open_review(tx, account_id, command.unit_id)
    if asked is not None and asked.state is not ManualReviewState.MORE_ASKED:
        raise AlreadyUnderReview(asked.submitted_at)
    if asked is None:
        await _failed_match(tx, account_id, command.unit_id)
    # The address first, which holds the account: a withdrawal meanwhile ends it or comes before this agreement.
    requested = await photos.offer_address(tx, command.purpose)
    await agreements.give(tx, account_id, ConsentKind.PHOTOS, command.consent)
    tx.record("photo.requested", "photo", requested.photo_id, role=Role.OWNER, after={"purpose": command.purpose})
    return requested


@dataclass(frozen=True, slots=True)
class SubmitManualReview:
    """The unit, the photos that were sent for it, and the client's key for this submission."""

    unit_id: UUID
    photo_ids: tuple[UUID, ...]
    client_key: UUID

    @property
    def payload_hash(self) -> bytes:
        """What a key stands for."""
        return sha256(self.unit_id.bytes + b"".join(sorted(photo.bytes for photo in set(self.photo_ids)))).digest()


async def submit(tx: Transaction, command: SubmitManualReview) -> ManualReview:
    """Put the failed match with its photos before the street; the same key and photos answer the first review again.

    Raises `KeyAlreadyUsed`, `MatchNotTried`, `AlreadyUnderReview`, `EstateNotCompleted`, `NotFound` for photos that are
    not the account's, and `InvalidInput`, without a standing consent to photos too.
    """
    account_id = require_owner(tx)
    # Whoever submits the same twice at once waits here for the first.
    await tx.session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))
    open_now = (ManualReview.unit_id == command.unit_id) & ManualReview.state.in_(OPEN_STATES)
    reviews = select(ManualReview).where(
        ManualReview.account_id == account_id, or_(ManualReview.client_key == command.client_key, open_now)
    )
    standing = {one.client_key: one for one in await tx.session.scalars(reviews)}
    if (earlier := standing.get(command.client_key)) is not None:
        if earlier.payload_hash != command.payload_hash:
            raise KeyAlreadyUsed()
        return earlier
    for running in standing.values():
        raise AlreadyUnderReview(running.submitted_at)
    failed, estate_id = await _failed_in_estate(tx, account_id, command.unit_id)
    review = uuid7()
    attached = await photos.attach(tx, command.photo_ids, review, DOCUMENTS)
    if faults := photo_faults({photo.purpose for photo in attached}, len(attached), all_needed=True):
        raise InvalidInput(faults)
    await agreements.expect(tx, account_id, ConsentKind.PHOTOS)
    name = tx.crypto.decrypt("failed_matches.name", failed.id, failed.name)
    number = tx.crypto.decrypt("failed_matches.number", failed.id, failed.number)
    submitted = ManualReview(
        id=review,
        account_id=account_id,
        unit_id=command.unit_id,
        estate_id=estate_id,
        client_key=command.client_key,
        payload_hash=command.payload_hash,
        state=ManualReviewState.WAITING,
        document_kind=failed.document_kind,
        name=tx.crypto.encrypt("manual_reviews.name", review, name),
        number=tx.crypto.encrypt("manual_reviews.number", review, number),
    )
    tx.session.add(submitted)
    await tx.session.flush()
    tx.record(
        "manual_review.submitted",
        "manual_review",
        review,
        estate_id=estate_id,
        role=Role.OWNER,
        after={"state": submitted.state, "unit": str(command.unit_id), "photos": len(attached)},
    )
    step = insert(ManualReviewEvent).values(
        id=uuid7(), review_id=review, step=ManualReviewStep.SUBMITTED, account_id=account_id, reasons=[]
    )
    await tx.write(step, delete(FailedMatch).where(FailedMatch.id == failed.id))
    tx.wake(f"manual_reviews:{estate_id}")
    return submitted


@dataclass(frozen=True, slots=True)
class AddReviewPhotos:
    """What the street asked for."""

    review_id: UUID
    photo_ids: tuple[UUID, ...]


async def resubmit(tx: Transaction, command: AddReviewPhotos) -> ManualReview:
    """Send what was asked for; photos that are in the review already change nothing, so that one may ask again.

    Raises `NotFound`, `NotInThisState` unless more was asked for, `ManualReviewDecided` and `InvalidInput`.
    """
    review = await own_review(tx, command.review_id)
    there = set(await tx.session.scalars(select(Photo.id).where(Photo.subject_id == review.id)))
    if command.photo_ids and there.issuperset(command.photo_ids):
        return review
    await expect_open(tx, review)
    if review.state is not ManualReviewState.MORE_ASKED:
        raise NotInThisState(review.state)
    attached = await photos.attach(tx, command.photo_ids, review.id, DOCUMENTS)
    purposes = {photo.purpose for photo in attached}
    if faults := photo_faults(purposes, len(there) + len(attached), all_needed=False):
        raise InvalidInput(faults)
    review.state, review.waiting_since = ManualReviewState.WAITING, await tx.now()
    add_step(tx, review.id, ManualReviewStep.RESUBMITTED)
    tx.record(
        "manual_review.resubmitted",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=Role.OWNER,
        before={"state": ManualReviewState.MORE_ASKED},
        after={"state": review.state, "photos": len(attached)},
    )
    tx.wake(f"manual_reviews:{review.estate_id}", f"manual_review:{review.id}")
    await tx.session.flush()
    return review


async def withdraw(tx: Transaction, review_id: UUID) -> ManualReview:
    """Give a review up: its photos and what was entered are deleted at once. Raises `ManualReviewDecided`."""
    review = await own_review(tx, review_id)
    await expect_open(tx, review)
    before = review.state
    await end_by_owner(tx, [review])
    tx.record(
        "manual_review.withdrawn",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=Role.OWNER,
        before={"state": before},
        after={"state": review.state},
    )
    return review


async def end_by_owner(tx: Transaction, reviews: Sequence[ManualReview]) -> int:
    """End open reviews, which are locked, as their owner wishes; returns how many photos were deleted.

    For the commands that withdraw; they write the audit record.
    """
    for review in reviews:
        review.state, review.decided_at = ManualReviewState.WITHDRAWN, await tx.now()
        review.name = review.number = None
        add_step(tx, review.id, ManualReviewStep.WITHDRAWN)
        tx.wake(f"manual_reviews:{review.estate_id}", f"manual_review:{review.id}")
    await tx.session.flush()
    return await photos.delete(tx, Photo.subject_id.in_([review.id for review in reviews]))


async def show_own_photos(tx: Transaction, review_id: UUID) -> list[PhotoAddress]:
    """Addresses of the photos of one's own review, for this session and a minute."""
    review = await own_review(tx, review_id)
    tx.record("manual_review.photos_shown", "manual_review", review.id, estate_id=review.estate_id, role=Role.OWNER)
    return await addresses(tx, review.id)


async def addresses(tx: Transaction, review_id: UUID) -> list[PhotoAddress]:
    """Addresses of what is left of a review's photos."""
    left = select(Photo.id).where(Photo.subject_id == review_id, Photo.content.is_not(None)).order_by(Photo.id)
    return await photos.addresses_of(tx, (await tx.session.scalars(left)).all())


async def own_review(tx: Transaction, review_id: UUID) -> ManualReview:
    """One's own review, locked. Raises `NotSignedIn` and `NotFound`."""
    account_id = require_owner(tx)
    mine = select(ManualReview).where(ManualReview.id == review_id, ManualReview.account_id == account_id)
    review = (await tx.session.scalars(mine.with_for_update())).one_or_none()
    if review is None:
        raise NotFound()
    return review


async def expect_open(tx: Transaction, review: ManualReview) -> None:
    """Raises `ManualReviewDecided` when the review has ended, with who ended it."""
    if review.decided_at is None:
        return
    who = "—"
    if review.decided_by is not None:
        account = await tx.session.get_one(Account, review.decided_by)
        if account.name is not None:
            who = mask_name(tx.crypto.decrypt("accounts.name", account.id, account.name))
    raise ManualReviewDecided(review.state, review.decided_at, who)


def add_step(
    tx: Transaction, review_id: UUID, step: ManualReviewStep, reasons: Sequence[str] = (), words: str = ""
) -> UUID:
    """Write down one step of a review; returns its id."""
    event = uuid7()
    tx.session.add(
        ManualReviewEvent(
            id=event,
            review_id=review_id,
            step=step,
            account_id=tx.actor.account_id,
            reasons=list(reasons),
            words=tx.crypto.encrypt("manual_review_events.words", event, words.strip()) if words.strip() else None,
        )
    )
    return event


async def keep_for_another_try(tx: Transaction, review: ManualReview) -> None:
    """Let what was entered count as a failed match again, from now on, for a review that is turned down: often only a
    photo was bad, and nobody is to type a name and eighteen digits anew for that. What was entered since then stands.
    """
    if review.name is None or review.number is None:
        return
    failed = uuid7()
    name = tx.crypto.decrypt("manual_reviews.name", review.id, review.name)
    number = tx.crypto.decrypt("manual_reviews.number", review.id, review.number)
    entered = insert(FailedMatch).values(
        id=failed,
        account_id=review.account_id,
        unit_id=review.unit_id,
        document_kind=review.document_kind,
        name=tx.crypto.encrypt("failed_matches.name", failed, name),
        number=tx.crypto.encrypt("failed_matches.number", failed, number),
    )
    await tx.session.execute(entered.on_conflict_do_nothing(index_elements=["account_id", "unit_id"]))


async def _open_review(tx: Transaction, account_id: UUID, unit_id: UUID) -> ManualReview | None:
    running = select(ManualReview).where(
        ManualReview.account_id == account_id, ManualReview.unit_id == unit_id, ManualReview.state.in_(OPEN_STATES)
    )
    found: ManualReview | None = await tx.session.scalar(running)
    return found


async def _failed_match(tx: Transaction, account_id: UUID, unit_id: UUID) -> FailedMatch:
    """The account's failed match of the unit, while it counts: not once it is certified. Raises `MatchNotTried`."""
    failed = await tx.session.scalar(_failed(account_id, unit_id))
    if failed is None:
        raise MatchNotTried()
    return failed


async def _failed_in_estate(tx: Transaction, account_id: UUID, unit_id: UUID) -> tuple[FailedMatch, UUID]:
    """`_failed_match` with the estate. Raises `NotFound` for a unit that was removed and `EstateNotCompleted` too."""
    of_unit = (
        _failed(account_id, unit_id)
        .join(Unit, Unit.id == FailedMatch.unit_id)
        .join(Estate, Estate.id == Unit.estate_id)
        .add_columns(Estate.id, Estate.status, Unit.removed_at.is_not(None))
    )
    row = (await tx.session.execute(of_unit)).one_or_none()
    if row is None:
        raise MatchNotTried()
    failed, estate_id, status, is_removed = row
    if is_removed:
        raise NotFound()
    if status is not EstateStatus.COMPLETED:
        raise EstateNotCompleted()
    return failed, estate_id


def _failed(account_id: UUID, unit_id: UUID) -> Select[FailedMatch]:
    certified = exists().where(
        Certification.account_id == account_id, Certification.unit_id == unit_id, Certification.ended_at.is_(None)
    )
    return select(FailedMatch).where(
        FailedMatch.account_id == account_id,
        FailedMatch.unit_id == unit_id,
        FailedMatch.failed_at > func.clock_timestamp() - MATCH_COUNTS_FOR,
        ~certified,
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of reviews by time alone."""

    lapsed: int
    forgotten: int
    matches: int


async def settle(tx: Transaction) -> Settled:
    """End reviews whose owner did not send what was asked for, and forget what was entered when its time has come.

    Run it as often as you like. The thirty days are domain time, as the decision is; the three days are real.
    """
    now = await tx.now()
    asked = (
        select(ManualReview)
        .where(ManualReview.state == ManualReviewState.MORE_ASKED, ManualReview.waiting_since <= now - ANSWER_WITHIN)
        .order_by(ManualReview.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    lapsed = (await tx.session.scalars(asked)).all()
    for review in lapsed:
        review.state, review.decided_at = ManualReviewState.LAPSED, now
        add_step(tx, review.id, ManualReviewStep.LAPSED)
        tx.wake(f"manual_reviews:{review.estate_id}", f"manual_review:{review.id}")
    await tx.session.flush()
    entered = await tx.session.scalars(
        update(ManualReview)
        .where(ManualReview.name.is_not(None), ManualReview.decided_at <= now - photos.KEPT_AFTER_DECISION)
        .values(name=None, number=None)
        .returning(ManualReview.id)
    )
    matches = await tx.session.scalars(
        delete(FailedMatch)
        .where(FailedMatch.failed_at <= func.clock_timestamp() - MATCH_COUNTS_FOR)
        .returning(FailedMatch.id)
    )
    settled = Settled(len(lapsed), len(entered.all()), len(matches.all()))
    if settled != Settled(0, 0, 0):
        after = {"lapsed": settled.lapsed, "forgotten": settled.forgotten, "matches": settled.matches}
        tx.record("manual_reviews.settled", "installation", None, after=after)
    return settled
