"""What is done in a manual review: the owner asks and adds, the street looks, asks for more, rejects or approves."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    AlreadyUnderReview,
    ContentChanged,
    EstateNotCompleted,
    KeyAlreadyUsed,
    ManualReviewDecided,
    MatchNotTried,
    NotInThisState,
    OwnerHasAnotherAccount,
    OwnerNotMatched,
    ReviewerIsParty,
)
from domain.rules.terms import ManualReviewReason, PhotoPurpose
from domain.services import manual_review_decisions as decisions
from domain.services import manual_reviews as services
from domain.services import photos
from domain.services.owners import NamedOwner
from resolvers import manual_reviews as resolve
from schema.inputs import taking
from schema.manual_reviews import ManualReview, MyManualReview
from schema.photo_addresses import PHOTOS
from schema.problems import command
from schema.terms import DocumentKind


@strawberry.input
class RequestReviewPhotoInput:
    """The unit whose match failed, what the photo shows, and the version of the text on photos that was agreed to."""

    unit_id: UUID
    purpose: PhotoPurpose
    consent: str

    def command(self) -> services.RequestReviewPhoto:
        """As the domain takes it."""
        return services.RequestReviewPhoto(self.unit_id, self.purpose, self.consent)


@strawberry.input
class SubmitManualReviewInput:
    """The unit, the photos that were sent, and a key of the client's: the same key is the same submission."""

    unit_id: UUID
    photo_ids: list[UUID]
    client_key: UUID

    def command(self) -> services.SubmitManualReview:
        """As the domain takes it."""
        return services.SubmitManualReview(self.unit_id, tuple(self.photo_ids), self.client_key)


@strawberry.input
class AddReviewPhotosInput:
    """The photos that the street asked for."""

    review_id: UUID
    photo_ids: list[UUID]

    def command(self) -> services.AddReviewPhotos:
        """As the domain takes it."""
        return services.AddReviewPhotos(self.review_id, tuple(self.photo_ids))


@strawberry.input
class OwnReviewInput:
    """A manual review of one's own."""

    review_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.review_id


@strawberry.input
class ShowReviewPhotosInput:
    """The review whose photos are to be shown."""

    review_id: UUID

    def command(self) -> decisions.LookAtReview:
        """As the domain takes it."""
        return decisions.LookAtReview(self.review_id)


@strawberry.input
class RevealManualReviewInput:
    """The review, and why what was entered is to be shown in full."""

    review_id: UUID
    reason: str

    def command(self) -> decisions.LookAtReview:
        """As the domain takes it."""
        return decisions.LookAtReview(self.review_id, self.reason)


@strawberry.input
class AnswerManualReviewInput:
    """At least one reason; `words` of up to 500 characters, needed with OTHER."""

    review_id: UUID
    reasons: list[ManualReviewReason]
    words: str = ""

    def command(self) -> decisions.AnswerReview:
        """As the domain takes it."""
        return decisions.AnswerReview(self.review_id, tuple(self.reasons), self.words)


@strawberry.input
class OtherOwnerInput:
    """A further owner whom the property document names."""

    name: str
    document_kind: DocumentKind
    document_number: str
    share: str | None = None

    def owner(self) -> NamedOwner:
        """As the domain takes it."""
        return NamedOwner(self.name, self.document_kind, self.document_number, self.share)


@strawberry.input
class ApproveManualReviewInput:
    """What the documents show: the unit's owners are the applicant, those kept of its present owners, and the others.

    `presentTitleId` is the title that was seen in force (null: none). `evidence` is the certificate's or contract's
    number. `effectiveAt` is the register's instant of the title (null: now). `correctsName`: the register has the
    applicant's document under another name, which the documents show to be wrong.
    """

    review_id: UUID
    present_title_id: UUID | None = None
    evidence: str
    kept_owner_ids: list[UUID] = strawberry.field(default_factory=list)
    other_owners: list[OtherOwnerInput] = strawberry.field(default_factory=list)
    share: str | None = None
    effective_at: datetime | None = None
    corrects_name: bool = False
    handed_over: bool = True

    def command(self) -> decisions.ApproveReview:
        """As the domain takes it."""
        return decisions.ApproveReview(
            self.review_id,
            self.present_title_id,
            self.evidence,
            tuple(self.kept_owner_ids),
            tuple(other.owner() for other in self.other_owners),
            self.share,
            self.effective_at,
            self.corrects_name,
            self.handed_over,
        )


@strawberry.type(
    description="POST the photo to `address` (its bytes as the body, at most 10 MB) before it expires, in this session."
)
class ReviewPhotoRequested:
    """Bound to `photos.PhotoRequested`."""

    photo_id: strawberry.ID
    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """A path of this server; it takes one photo, from this session."""
        requested: Any = self
        return f"{PHOTOS}/{requested.token}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, photos.PhotoRequested)


@strawberry.type(description="Where a photo is shown, marked with who looks, to this session for a minute.")
class PhotoAddress:
    """Bound to `photos.PhotoAddress`."""

    photo_id: strawberry.ID
    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """A path of this server."""
        shown: Any = self
        return f"{PHOTOS}/{shown.photo_id}/{shown.token}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, photos.PhotoAddress)


@strawberry.type(description="Where the photos of a review are shown.")
class ReviewPhotosShown:
    """Bound to `resolve.PhotosShown`."""

    addresses: list[PhotoAddress]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.PhotosShown)


@strawberry.type(description="What was entered and the applicant's phone, in full; answered once.")
class ManualReviewRevealed:
    """Bound to `decisions.ReviewRevealed`."""

    review_id: strawberry.ID
    name: str
    document_kind: DocumentKind
    document_number: str
    phone: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, decisions.ReviewRevealed)


_DECIDING = (ManualReviewDecided, ReviewerIsParty)


@strawberry.type
class ManualReviewMutations:
    """Root fields of Mutation."""

    request_review_photo = command(
        taking(resolve.request_review_photo, RequestReviewPhotoInput),
        permission=None,
        success=ReviewPhotoRequested,
        refusals=(MatchNotTried, AlreadyUnderReview),
        description="Ask for a one-time address for a photo of an identity or property document.",
    )
    submit_manual_review = command(
        taking(resolve.submit_manual_review, SubmitManualReviewInput),
        permission=None,
        success=MyManualReview,
        refusals=(MatchNotTried, AlreadyUnderReview, KeyAlreadyUsed, EstateNotCompleted),
        description="Put a failed match with its photos before the street.",
    )
    add_review_photos = command(
        taking(resolve.add_review_photos, AddReviewPhotosInput),
        permission=None,
        success=MyManualReview,
        refusals=(ManualReviewDecided, NotInThisState),
        description="Send the photos that the street asked for.",
    )
    withdraw_manual_review = command(
        taking(resolve.withdraw_manual_review, OwnReviewInput),
        permission=None,
        success=MyManualReview,
        refusals=(ManualReviewDecided,),
        description="Give a manual review up; its photos are deleted at once.",
    )
    show_my_review_photos = command(
        taking(resolve.show_my_review_photos, OwnReviewInput),
        permission=None,
        success=ReviewPhotosShown,
        description="Addresses of the photos of one's own review, for a minute.",
    )
    show_review_photos = command(
        taking(resolve.show_review_photos, ShowReviewPhotosInput),
        permission=Permission.DECIDE_MANUAL_REVIEW,
        success=ReviewPhotosShown,
        refusals=(ReviewerIsParty,),
        description="Addresses of a review's photos, for a minute; every look is recorded.",
    )
    reveal_manual_review = command(
        taking(resolve.reveal_manual_review, RevealManualReviewInput),
        permission=Permission.DECIDE_MANUAL_REVIEW,
        success=ManualReviewRevealed,
        refusals=(ReviewerIsParty,),
        description="Show what was entered in full, against a reason; every look is recorded.",
    )
    ask_for_review_photos = command(
        taking(resolve.ask_for_review_photos, AnswerManualReviewInput),
        permission=Permission.DECIDE_MANUAL_REVIEW,
        success=ManualReview,
        refusals=(*_DECIDING, NotInThisState),
        description="Ask the owner for further photos; they have 30 days.",
    )
    reject_manual_review = command(
        taking(resolve.reject_manual_review, AnswerManualReviewInput),
        permission=Permission.DECIDE_MANUAL_REVIEW,
        success=ManualReview,
        refusals=_DECIDING,
        description="End a review with reasons that the owner can act on.",
    )
    approve_manual_review = command(
        taking(resolve.approve_manual_review, ApproveManualReviewInput),
        permission=Permission.DECIDE_MANUAL_REVIEW,
        success=ManualReview,
        refusals=(
            *_DECIDING,
            ContentChanged,
            AccountBelongsToAnotherOwner,
            OwnerHasAnotherAccount,
            OwnerNotMatched,
        ),
        description="Write owners and title as the documents show, and certify the applicant.",
    )
