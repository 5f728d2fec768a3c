"""Manual reviews: the owner's own, and the street's queue with what was entered beside what the register has."""

import hmac
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_document, mask_name, mask_phone, normalise_name
from domain.rules.manual_review import MATCH_COUNTS_FOR, OPEN_STATES, SENTENCES
from domain.rules.terms import (
    DocumentKind,
    ManualReviewReason,
    ManualReviewState,
    ManualReviewStep,
    OwnerKind,
    PhotoPurpose,
)
from domain.services import manual_review_decisions as decisions
from domain.services import manual_reviews as services
from domain.services.owners import document_index
from domain.services.photos import PhotoAddress, PhotoRequested
from domain.store.crypto import FieldCrypto
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import manual_reviews_for
from domain.store.tables import (
    Account,
    Certification,
    Estate,
    FailedMatch,
    ManualReview,
    ManualReviewEvent,
    Owner,
    Photo,
    Title,
    TitleOwner,
)
from resolvers.accounts import transaction
from resolvers.certifications import NamedUnit, units_named
from resolvers.context import Info

Found = TypeVar("Found")
# How far back it is looked how long a street takes, and how many decisions say something about it.
USUAL_WITHIN = timedelta(days=90)
FEWEST_DECISIONS = 5
# What is asked for beyond this is nonsense, and no interval could hold all of it.
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Entered:
    """What an owner entered, masked."""

    masked_name: str
    document_kind: DocumentKind
    masked_number: str


@dataclass(frozen=True, slots=True)
class OwnFailedMatch:
    """A unit for which a manual review may be asked until `until` (real time)."""

    unit_id: UUID
    entered: Entered
    failed_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class RegisteredOwner:
    """A present owner of the unit, masked, and whether what was entered agrees."""

    id: UUID
    kind: OwnerKind
    document_kind: DocumentKind
    masked_name: str
    masked_document: str
    share: str | None
    same_name: bool
    same_document: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """The title in force, with its owners beside what was entered."""

    title_id: UUID
    starts_at: datetime
    source: str
    owners: list[RegisteredOwner]


@dataclass(frozen=True, slots=True)
class ReviewPhoto:
    """A photo of a review; the photo itself is shown at an address of its own."""

    id: UUID
    purpose: PhotoPurpose
    width: int
    height: int
    received_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Advice:
    """A reason, and what the owner can do about it."""

    reason: ManualReviewReason
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a review. `masked_by` is the member of staff who took it, if one did."""

    step: ManualReviewStep
    at: datetime
    reasons: tuple[ManualReviewReason, ...]
    words: str | None
    masked_by: str | None


async def manual_reviews(
    info: Info,
    estate_id: UUID | None = None,
    states: list[ManualReviewState] | None = None,
    waited_days: int | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[ManualReview]:
    """The reviews that wait for the street, or those in `states`: who has waited longest comes first, and where none of
    them waits any more, what ended last. `waited_days`: only those that have waited for so many days.
    """
    wanted = [ManualReviewState.WAITING] if states is None else states
    listed = manual_reviews_for(info.context.actor).where(ManualReview.state.in_(wanted))
    if estate_id is not None:
        listed = listed.where(ManualReview.estate_id == estate_id)
    if waited_days is not None:
        waited = timedelta(days=min(max(waited_days, 0), MOST_DAYS))
        listed = listed.where(
            ManualReview.state.in_(OPEN_STATES), ManualReview.waiting_since <= func.domain_now() - waited
        )
    ended = set(wanted).isdisjoint(OPEN_STATES)
    by = [ManualReview.decided_at if ended else ManualReview.waiting_since, ManualReview.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=ended)


async def manual_review(info: Info, id: UUID) -> ManualReview | None:
    """One review, or null."""
    async with info.context.database.glance() as session:
        return (
            await session.scalars(manual_reviews_for(info.context.actor).where(ManualReview.id == id))
        ).one_or_none()


async def my_manual_reviews(info: Info, first: int = 20, after: str | None = None) -> Page[ManualReview]:
    """One's own reviews, the latest first."""
    listed = select(ManualReview).where(ManualReview.account_id == info.context.actor.account_id)
    by = [ManualReview.submitted_at, ManualReview.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


async def my_failed_matches(info: Info) -> list[OwnFailedMatch]:
    """The units whose match failed within three days and that are still to be certified, the latest first.

    A unit that is under review, or was certified since, needs no other.
    """
    actor, crypto = info.context.actor, info.context.database.crypto
    if actor.account_id is None:
        return []
    under_review = select(ManualReview.unit_id).where(
        ManualReview.account_id == actor.account_id, ManualReview.state.in_(OPEN_STATES)
    )
    certified = select(Certification.unit_id).where(
        Certification.account_id == actor.account_id, Certification.ended_at.is_(None)
    )
    mine = select(FailedMatch).where(
        FailedMatch.account_id == actor.account_id,
        FailedMatch.failed_at > func.clock_timestamp() - MATCH_COUNTS_FOR,
        FailedMatch.unit_id.not_in(under_review),
        FailedMatch.unit_id.not_in(certified),
    )
    async with info.context.database.glance() as session:
        rows = (await session.scalars(mine.order_by(FailedMatch.failed_at.desc()).limit(100))).all()
    return [
        OwnFailedMatch(
            row.unit_id,
            _entered(crypto, "failed_matches", row.id, row.document_kind, row.name, row.number),
            row.failed_at,
            row.failed_at + MATCH_COUNTS_FOR,
        )
        for row in rows
    ]


def _entered(crypto: FieldCrypto, table: str, id: UUID, kind: DocumentKind, name: bytes, number: bytes) -> Entered:
    return Entered(
        mask_name(crypto.decrypt(f"{table}.name", id, name)),
        kind,
        mask_document(crypto.decrypt(f"{table}.number", id, number)),
    )


async def unit_of_failed_match(root: strawberry.Parent[OwnFailedMatch], info: Info) -> NamedUnit:
    """The unit by its names."""
    return (await units_named(info, [root.unit_id]))[0]


async def unit_of_review(root: strawberry.Parent[ManualReview], info: Info) -> NamedUnit:
    """The unit by its names."""
    return (await units_named(info, [root.unit_id]))[0]


def entered_of_review(root: strawberry.Parent[ManualReview], info: Info) -> Entered | None:
    """What was entered, or null when it was forgotten."""
    if root.name is None or root.number is None:
        return None
    crypto = info.context.database.crypto
    return _entered(crypto, "manual_reviews", root.id, root.document_kind, root.name, root.number)


async def masked_phone_of_review(root: strawberry.Parent[ManualReview], info: Info) -> str:
    """The applicant's phone, masked."""
    return await _loaded(info, "review_phone", _phones, "").load(root.account_id)


async def _phones(database: Database, ids: list[UUID]) -> dict[UUID, str]:
    async with database.glance() as session:
        rows = (await session.execute(select(Account.id, Account.phone).where(Account.id.in_(ids)))).all()
    known = [(id, sealed) for id, sealed in rows if sealed is not None]
    return {id: mask_phone(database.crypto.decrypt("accounts.phone", id, sealed)) for id, sealed in known}


async def register_of_review(root: strawberry.Parent[ManualReview], info: Info) -> Registered | None:
    """The unit's title in force beside what was entered, or null where there is none."""
    found = await _loaded(info, "review_register", _registers, _NO_REGISTER).load(root.unit_id)
    title, owners = found
    if title is None:
        return None
    crypto = info.context.database.crypto
    name, index = _comparable(crypto, root)
    return Registered(
        title.id,
        title.starts_at,
        title.source,
        [_registered(crypto, owner, share, name, index) for owner, share in owners],
    )


Register = tuple[Title | None, list[tuple[Owner, str | None]]]
_NO_REGISTER: Register = (None, [])


async def _registers(database: Database, unit_ids: list[UUID]) -> dict[UUID, Register]:
    async with database.glance() as session:
        rows = await session.execute(
            select(Title, Owner, TitleOwner.share)
            .join(TitleOwner, TitleOwner.title_id == Title.id)
            .join(Owner, Owner.id == TitleOwner.owner_id)
            .where(Title.unit_id.in_(unit_ids), Title.ends_at.is_(None))
            .order_by(Title.id, Owner.id)
        )
        found: dict[UUID, Register] = {}
        for title, owner, share in rows:
            found.setdefault(title.unit_id, (title, []))[1].append((owner, share))
    return found


def _comparable(crypto: FieldCrypto, review: ManualReview) -> tuple[str | None, bytes | None]:
    """Name and document as they are compared, while they are known."""
    if review.name is None or review.number is None:
        return None, None
    name = normalise_name(crypto.decrypt("manual_reviews.name", review.id, review.name))
    number = crypto.decrypt("manual_reviews.number", review.id, review.number)
    return name, document_index(crypto, (review.document_kind, number))


def _registered(
    crypto: FieldCrypto, owner: Owner, share: str | None, name: str | None, index: bytes | None
) -> RegisteredOwner:
    there = crypto.decrypt("owners.name", owner.id, owner.name)
    return RegisteredOwner(
        owner.id,
        owner.kind,
        owner.document_kind,
        mask_name(there),
        mask_document(crypto.decrypt("owners.document_number", owner.id, owner.document_number)),
        share,
        same_name=name is not None and normalise_name(there) == name,
        same_document=index is not None and hmac.compare_digest(owner.document_index, index),
    )


async def usual_hours_of_review(root: strawberry.Parent[ManualReview], info: Info) -> int | None:
    """How long half of the street's decisions took at the most, in hours begun; null while there are few of them."""
    hours: DataLoader[UUID, int | None] = _loaded(info, "review_hours", _usual_hours, None)
    return await hours.load(root.estate_id)


async def _usual_hours(database: Database, estate_ids: list[UUID]) -> dict[UUID, int | None]:
    asked, decided_in = aliased(Estate), aliased(Estate)
    took = func.extract("epoch", ManualReview.decided_at - ManualReview.submitted_at) / 3600
    by_street = (
        select(decided_in.street_code, func.ceil(func.percentile_cont(0.5).within_group(took)).label("hours"))
        .join(ManualReview, ManualReview.estate_id == decided_in.id)
        .where(
            ManualReview.decided_by.is_not(None),
            ManualReview.decided_at > func.domain_now() - USUAL_WITHIN,
            decided_in.street_code.in_(select(Estate.street_code).where(Estate.id.in_(estate_ids))),
        )
        .group_by(decided_in.street_code)
        .having(func.count() >= FEWEST_DECISIONS)
        .subquery()
    )
    async with database.glance() as session:
        rows = await session.execute(
            select(asked.id, by_street.c.hours)
            .join(by_street, by_street.c.street_code == asked.street_code)
            .where(asked.id.in_(estate_ids))
        )
        return {row[0]: max(1, int(row[1])) for row in rows}


async def photos_of_review(root: strawberry.Parent[ManualReview], info: Info) -> list[ReviewPhoto]:
    """The photos, in the order in which they were asked for."""
    none: list[ReviewPhoto] = []
    return await _loaded(info, "review_photos", _photos, none).load(root.id)


async def _photos(database: Database, ids: list[UUID]) -> dict[UUID, list[ReviewPhoto]]:
    found: dict[UUID, list[ReviewPhoto]] = defaultdict(list)
    columns = (
        Photo.subject_id, Photo.id, Photo.purpose, Photo.width, Photo.height, Photo.received_at, Photo.deleted_at,
    )  # fmt: skip
    async with database.glance() as session:
        rows: Sequence[Any] = (
            await session.execute(select(*columns).where(Photo.subject_id.in_(ids)).order_by(Photo.id))
        ).all()
    for subject, *row in rows:
        found[subject].append(ReviewPhoto(*row))
    return found


async def steps_of_review(root: strawberry.Parent[ManualReview], info: Info) -> list[Step]:
    """What happened, in order."""
    none: list[Step] = []
    return await _loaded(info, "review_steps", _steps, none).load(root.id)


async def _steps(database: Database, ids: list[UUID]) -> dict[UUID, list[Step]]:
    found: dict[UUID, list[Step]] = defaultdict(list)
    crypto = database.crypto
    async with database.glance() as session:
        rows = await session.execute(
            select(ManualReviewEvent, Account)
            .outerjoin(Account, Account.id == ManualReviewEvent.account_id)
            .where(ManualReviewEvent.review_id.in_(ids))
            .order_by(ManualReviewEvent.at, ManualReviewEvent.id)
        )
        for event, account in rows:
            words = crypto.decrypt("manual_review_events.words", event.id, event.words) if event.words else None
            by = None
            if event.account_id is not None and account.kind == "staff" and account.name is not None:
                by = mask_name(crypto.decrypt("accounts.name", account.id, account.name))
            reasons = tuple(ManualReviewReason(reason) for reason in event.reasons)
            found[event.review_id].append(Step(event.step, event.at, reasons, words, by))
    return found


def advice_of_step(root: strawberry.Parent[Step], info: Info) -> list[Advice]:
    """The reasons with what the owner can do about each."""
    return _advice(info, root.reasons)


async def manual_review_advice(info: Info) -> list[Advice]:
    """Every reason there is, with what the owner is told to do about it."""
    return _advice(info, tuple(SENTENCES))


def _advice(info: Info, reasons: Sequence[ManualReviewReason]) -> list[Advice]:
    english = info.context.language == "en"
    return [Advice(reason, SENTENCES[reason][1 if english else 0]) for reason in reasons]


def _loaded(
    info: Info, key: str, read: Callable[[Database, list[UUID]], Awaitable[Mapping[UUID, Found]]], absent: Found
) -> DataLoader[UUID, Found]:
    """The request's loader that reads what belongs to many ids at once; `absent` for what has nothing."""
    database = info.context.database

    async def load(ids: list[UUID]) -> Sequence[Found]:
        found = await read(database, ids)
        return [found.get(one, absent) for one in ids]

    return info.context.loader(key, lambda: DataLoader(load, cache=False))


async def request_review_photo(info: Info, command: services.RequestReviewPhoto) -> PhotoRequested:
    """A one-time address for a photo."""
    async with transaction(info) as tx:
        return await services.request_photo(tx, command)


async def submit_manual_review(info: Info, command: services.SubmitManualReview) -> ManualReview:
    """Ask for a manual review."""
    async with transaction(info) as tx:
        return await services.submit(tx, command)


async def add_review_photos(info: Info, command: services.AddReviewPhotos) -> ManualReview:
    """Send what the street asked for."""
    async with transaction(info) as tx:
        return await services.resubmit(tx, command)


async def withdraw_manual_review(info: Info, review_id: UUID) -> ManualReview:
    """Give a review up."""
    async with transaction(info) as tx:
        return await services.withdraw(tx, review_id)


@dataclass(frozen=True, slots=True)
class PhotosShown:
    """Where the photos of a review are shown for a minute."""

    addresses: list[PhotoAddress]


async def show_my_review_photos(info: Info, review_id: UUID) -> PhotosShown:
    """Addresses of the photos of one's own review."""
    async with transaction(info) as tx:
        return PhotosShown(await services.show_own_photos(tx, review_id))


async def show_review_photos(info: Info, command: decisions.LookAtReview) -> PhotosShown:
    """Addresses of the photos of a review."""
    async with transaction(info) as tx:
        return PhotosShown(await decisions.show_photos(tx, command))


async def reveal_manual_review(info: Info, command: decisions.LookAtReview) -> decisions.ReviewRevealed:
    """What was entered, in full."""
    async with transaction(info) as tx:
        return await decisions.reveal(tx, command)


async def ask_for_review_photos(info: Info, command: decisions.AnswerReview) -> ManualReview:
    """Ask the owner for further photos."""
    async with transaction(info) as tx:
        return await decisions.ask_for_more(tx, command)


async def reject_manual_review(info: Info, command: decisions.AnswerReview) -> ManualReview:
    """End a review with reasons."""
    async with transaction(info) as tx:
        return await decisions.reject(tx, command)


async def approve_manual_review(info: Info, command: decisions.ApproveReview) -> ManualReview:
    """Certify as the documents show."""
    async with transaction(info) as tx:
        return await decisions.approve(tx, command)
