"""Manual reviews in the API, as their owner follows them and as the street sees them beside the register."""

from datetime import datetime

import strawberry

from domain.rules.policy import Permission
from domain.rules.terms import ManualReviewReason, ManualReviewState, ManualReviewStep, PhotoPurpose
from domain.store import tables
from resolvers import manual_reviews as resolve
from schema.certifications import NamedUnit
from schema.connections import Connection
from schema.problems import query
from schema.terms import DocumentKind, OwnerKind

strawberry.enum(ManualReviewState, description="Where a manual review stands.")
strawberry.enum(ManualReviewStep, description="What happened in a manual review.")
strawberry.enum(ManualReviewReason, description="Why photos do not show who owns a unit; each can be acted on.")
strawberry.enum(PhotoPurpose, description="What a photo was sent to show.")


@strawberry.type(description="What an owner entered, masked.")
class EnteredData:
    """Bound to `resolve.Entered`."""

    masked_name: str
    document_kind: DocumentKind
    masked_number: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.Entered)


@strawberry.type(description="A unit whose match failed; a manual review may be asked for until `until`.")
class MyFailedMatch:
    """Bound to `resolve.OwnFailedMatch`."""

    unit = strawberry.field(resolver=resolve.unit_of_failed_match, graphql_type=NamedUnit)
    entered: EnteredData
    failed_at: datetime
    until: datetime

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.OwnFailedMatch)


@strawberry.type(description="A present owner in the register, beside what was entered.")
class RegisteredOwner:
    """Bound to `resolve.RegisteredOwner`."""

    id: strawberry.ID
    kind: OwnerKind
    document_kind: DocumentKind
    masked_name: str
    masked_document: str
    share: str | None
    same_name: bool = strawberry.field(description="Whether the name entered is this owner's.")
    same_document: bool = strawberry.field(description="Whether the document entered is this owner's.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.RegisteredOwner)


@strawberry.type(description="The unit's title in force.")
class RegisteredTitle:
    """Bound to `resolve.Registered`."""

    title_id: strawberry.ID
    starts_at: datetime
    source: str
    owners: list[RegisteredOwner]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.Registered)


@strawberry.type(description="A photo of a review, by what is known of it; commands give addresses where it is shown.")
class ReviewPhoto:
    """Bound to `resolve.ReviewPhoto`."""

    id: strawberry.ID
    purpose: PhotoPurpose
    width: int
    height: int
    received_at: datetime
    deleted_at: datetime | None = strawberry.field(description="When it was deleted: 30 days after the decision.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.ReviewPhoto)


@strawberry.type(description="A reason, and what the owner can do about it in the reader's language.")
class ReviewAdvice:
    """Bound to `resolve.Advice`."""

    reason: ManualReviewReason
    sentence: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.Advice)


@strawberry.type(description="One step of a review.")
class ReviewStep:
    """Bound to `resolve.Step`."""

    step: ManualReviewStep
    at: datetime
    advice = strawberry.field(resolver=resolve.advice_of_step, graphql_type=list[ReviewAdvice])
    words: str | None = strawberry.field(description="The reviewer's own words.")
    masked_by: str | None = strawberry.field(description="The member of staff who took it, masked.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.Step)


@strawberry.type(description="A manual review as its owner follows it.")
class MyManualReview:
    """Bound to `tables.ManualReview`."""

    id: strawberry.ID
    state: ManualReviewState
    unit = strawberry.field(resolver=resolve.unit_of_review, graphql_type=NamedUnit)
    entered = strawberry.field(resolver=resolve.entered_of_review, graphql_type=EnteredData | None)
    photos = strawberry.field(resolver=resolve.photos_of_review, graphql_type=list[ReviewPhoto])
    steps = strawberry.field(resolver=resolve.steps_of_review, graphql_type=list[ReviewStep])
    submitted_at: datetime
    waiting_since: datetime = strawberry.field(description="Since when it waits, for the street or for the owner.")
    decided_at: datetime | None
    usual_hours = strawberry.field(
        resolver=resolve.usual_hours_of_review,
        graphql_type=int | None,
        description="How long half of the street's decisions of 90 days took at the most; null while they are few.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.ManualReview)


@strawberry.type(description="A manual review before the street; what was entered stands beside the register.")
class ManualReview:
    """Bound to `tables.ManualReview`."""

    id: strawberry.ID
    estate_id: strawberry.ID
    unit_id: strawberry.ID
    state: ManualReviewState
    unit = strawberry.field(resolver=resolve.unit_of_review, graphql_type=NamedUnit)
    masked_phone = strawberry.field(resolver=resolve.masked_phone_of_review, graphql_type=str)
    entered = strawberry.field(
        resolver=resolve.entered_of_review,
        graphql_type=EnteredData | None,
        description="Null when it was forgotten, with the photos.",
    )
    register = strawberry.field(
        resolver=resolve.register_of_review,
        graphql_type=RegisteredTitle | None,
        description="Null where the register has no owner of the unit.",
    )
    photos = strawberry.field(resolver=resolve.photos_of_review, graphql_type=list[ReviewPhoto])
    steps = strawberry.field(resolver=resolve.steps_of_review, graphql_type=list[ReviewStep])
    submitted_at: datetime
    waiting_since: datetime = strawberry.field(description="Since when it waits, for the street or for the owner.")
    decided_at: datetime | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.ManualReview)


@strawberry.type
class ManualReviewQueries:
    """Root fields of Query."""

    manual_review_advice = query(
        resolve.manual_review_advice,
        permission=None,
        answers=list[ReviewAdvice],
        description="The reasons by which a review is answered, with what owners are told to do about each.",
    )
    my_failed_matches = query(
        resolve.my_failed_matches,
        permission=None,
        answers=list[MyFailedMatch],
        description="The units for which one may ask for a manual review, the latest first.",
    )
    my_manual_reviews = query(
        resolve.my_manual_reviews,
        permission=None,
        answers=Connection[MyManualReview],
        description="One's own manual reviews, the latest first.",
    )
    manual_reviews = query(
        resolve.manual_reviews,
        permission=Permission.READ_PEOPLE,
        answers=Connection[ManualReview],
        description="The reviews that wait for the street, or those in `states`. Who has waited longest comes first; "
        "where none of them waits any more, what ended last. With `waitedDays` only those that have waited so long.",
    )
    manual_review = query(
        resolve.manual_review,
        permission=Permission.READ_PEOPLE,
        answers=ManualReview | None,
        description="One manual review, or null.",
    )
