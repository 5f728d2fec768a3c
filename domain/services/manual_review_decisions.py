"""Manual reviews, the street's part: look, ask for more, reject with what to do, or approve into the register.

An approval writes what the documents show: the owners of the unit with the evidence, a title where they are not its
present owners, and the certification, which joins the open ballots as any certification does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from domain.rules.identity import mask_name, normalise_name
from domain.rules.manual_review import answer_faults
from domain.rules.policy import Held, Permission
from domain.rules.refusals import ContentChanged, Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.register import reason_faults, text_faults, title_start_faults
from domain.rules.terms import DocumentKind, ManualReviewReason, ManualReviewState, ManualReviewStep
from domain.services import certifications
from domain.services.access import require
from domain.services.locks import hold_ballots, hold_register, lock_latest_titles, lock_units
from domain.services.manual_review_parties import expect_no_party
from domain.services.manual_reviews import add_step, addresses, expect_open, keep_for_another_try
from domain.services.messages import enqueue
from domain.services.owners import (
    Document,
    NamedOwner,
    name_faults,
    owner_faults,
    owners_by_document,
    write_owners,
)
from domain.services.photos import PhotoAddress
from domain.services.templates.render import MessageTemplate
from domain.services.titles import WITH_A_ROLL, NewTitle, replace_titles, unit_states
from domain.store.database import Transaction
from domain.store.tables import Account, Estate, ManualReview, Owner, Title, TitleOwner, Unit

TITLE_SOURCE = "manual_review"


@dataclass(frozen=True, slots=True)
class LookAtReview:
    """A review, and for what it is shown in full why."""

    review_id: UUID
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRevealed:
    """What the owner entered and their phone, in full. It is answered once and kept nowhere."""

    review_id: UUID
    name: str = field(repr=False)
    document_kind: DocumentKind
    document_number: str = field(repr=False)
    phone: str = field(repr=False)


async def show_photos(tx: Transaction, command: LookAtReview) -> list[PhotoAddress]:
    """Addresses of a review's photos, for this session and a minute; every look leaves its record.

    Raises `ReviewerIsParty`.
    """
    review, held = await _review(tx, command.review_id)
    await expect_no_party(tx, review)
    shown = await addresses(tx, review.id)
    tx.record(
        "manual_review.photos_shown",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=held.role,
        after={"photos": len(shown)},
    )
    return shown


async def reveal(tx: Transaction, command: LookAtReview) -> ReviewRevealed:
    """Show what was entered in full, against a reason. Raises `InvalidInput`, `ReviewerIsParty`, and `NotFound` when it
    was forgotten with the photos.
    """
    review, held = await _review(tx, command.review_id)
    await expect_no_party(tx, review)
    if faults := list(reason_faults("reason", command.reason)):
        raise InvalidInput(faults)
    name, number = _entered(tx, review)
    phone = await _phone(tx, review.account_id)
    tx.record(
        "manual_review.revealed",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=held.role,
        reason=command.reason.strip(),
    )
    return ReviewRevealed(review.id, name, review.document_kind, number, phone)


async def _phone(tx: Transaction, account_id: UUID) -> str:
    account = await tx.session.get_one(Account, account_id)
    return tx.crypto.decrypt("accounts.phone", account.id, account.phone) if account.phone is not None else ""


@dataclass(frozen=True, slots=True)
class AnswerReview:
    """Why the photos do not show it, from the closed list, and in words where that helps."""

    review_id: UUID
    reasons: tuple[ManualReviewReason, ...]
    words: str = field(default="", repr=False)


async def ask_for_more(tx: Transaction, command: AnswerReview) -> ManualReview:
    """Ask the owner for further photos. Raises `InvalidInput`, `ReviewerIsParty`, `ManualReviewDecided`, and
    `NotInThisState` when that was asked already.
    """
    review, held = await _to_answer(tx, command)
    if review.state is not ManualReviewState.WAITING:
        raise NotInThisState(review.state)
    review.state, review.waiting_since = ManualReviewState.MORE_ASKED, await tx.now()
    await _answered(tx, review, held, command, ManualReviewStep.MORE_ASKED, MessageTemplate.MANUAL_REVIEW_MORE_ASKED)
    return review


async def reject(tx: Transaction, command: AnswerReview) -> ManualReview:
    """End the review with reasons that the owner can act on; what was entered may be sent again with other photos.

    Raises `InvalidInput`, `ReviewerIsParty` and `ManualReviewDecided`.
    """
    review, held = await _to_answer(tx, command)
    await keep_for_another_try(tx, review)
    review.state, review.decided_at, review.decided_by = (
        ManualReviewState.REJECTED, await tx.now(), tx.actor.account_id,
    )  # fmt: skip
    await _answered(tx, review, held, command, ManualReviewStep.REJECTED, MessageTemplate.MANUAL_REVIEW_REJECTED)
    return review


async def _to_answer(tx: Transaction, command: AnswerReview) -> tuple[ManualReview, Held]:
    review, held = await _review(tx, command.review_id)
    if faults := answer_faults(command.reasons, command.words):
        raise InvalidInput(faults)
    await expect_no_party(tx, review)
    return await _locked(tx, review.id), held


async def _answered(
    tx: Transaction,
    review: ManualReview,
    held: Held,
    command: AnswerReview,
    step: ManualReviewStep,
    template: MessageTemplate,
) -> None:
    """Write down what was answered, and tell the owner that there is something to read; the words stay here."""
    reasons = list(dict.fromkeys(reason.value for reason in command.reasons))
    await _tell(tx, review, add_step(tx, review.id, step, reasons, command.words), template)
    tx.record(
        f"manual_review.{step.value}",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=held.role,
        after={"state": review.state, "reasons": reasons},
    )


@dataclass(frozen=True, slots=True)
class ApproveReview:
    """What the documents show about the unit.

    `present_title_id` is the title that the reviewer saw in force, None where they saw none. The unit's owners are from
    now on the applicant, those of its present owners in `kept_owner_ids`, and `other_owners`. `evidence` is the number
    of the certificate or contract, `effective_at` the register's instant of the title, None for now.
    `corrects_name`: the register has the applicant's document under another name, and the documents show the one
    entered. `handed_over`: as in a transfer, for what the developer sells.
    """

    review_id: UUID
    present_title_id: UUID | None
    evidence: str
    kept_owner_ids: tuple[UUID, ...] = ()
    other_owners: tuple[NamedOwner, ...] = ()
    share: str | None = None
    effective_at: datetime | None = None
    corrects_name: bool = False
    handed_over: bool = True


async def approve(tx: Transaction, command: ApproveReview) -> ManualReview:
    """Write owners and title with their evidence, certify the applicant, and join what they have voted on.

    Raises `InvalidInput`, `ReviewerIsParty`, `ManualReviewDecided`, `ContentChanged` when another title is in force
    than the reviewer saw, `AccountBelongsToAnotherOwner` and `OwnerHasAnotherAccount`.
    """
    review, held = await _review(tx, command.review_id)
    await expect_no_party(tx, review)
    await expect_open(tx, review)
    # Locks in the order of certifying and casting: register, ballots, owner, accounts, titles, unit, and the review
    # last, which certifying writes last as well.
    await hold_register(tx, review.estate_id)
    await hold_ballots(tx, review.estate_id, WITH_A_ROLL)
    name, number = await _entered_or_decided(tx, review)
    applicant = NamedOwner(name, review.document_kind, number, command.share)
    known = await owners_by_document(
        tx.session, tx.crypto, [one.document for one in (applicant, *command.other_owners)]
    )
    faults = _faults(tx, command, applicant, known)
    if faults:
        raise InvalidInput(faults)
    owners = await write_owners(tx, [applicant, *command.other_owners])
    owner = await _locked_owner(tx, owners[applicant.document])
    await certifications.bound_account(tx, review.account_id, owner)
    last = (await lock_latest_titles(tx, [review.unit_id])).get(review.unit_id)
    unit = (await lock_units(tx, [review.unit_id])).get(review.unit_id)
    review = await _locked(tx, review.id)
    if unit is None:
        raise NotFound()
    present = last if last is not None and last.ends_at is None else None
    if (present.id if present else None) != command.present_title_id:
        raise ContentChanged()
    there = await _present_owners(tx, present)
    shares = _shares(command, owners, applicant, there)
    corrected = await _correct_name(tx, owner, name)
    if present is not None and shares.keys() == there.keys() and not unit.developer_stock:
        title_id = present.id
    else:
        title_id = await _write_title(tx, command, unit, shares, last)
    # Before the certification is there: the database ends every review that a certification finds open.
    review.state, review.decided_at, review.decided_by, review.title_id = (
        ManualReviewState.APPROVED, await tx.now(), tx.actor.account_id, title_id,
    )  # fmt: skip
    await tx.session.flush()
    await certifications.certify_by_decision(tx, review.account_id, owner, review.estate_id, review.unit_id)
    event = add_step(tx, review.id, ManualReviewStep.APPROVED)
    await _tell(tx, review, event, MessageTemplate.MANUAL_REVIEW_APPROVED)
    tx.record(
        "manual_review.approved",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=held.role,
        before={"title_id": str(present.id) if present else None},
        after={
            "state": review.state,
            "owner": mask_name(name),
            "unit": str(review.unit_id),
            "title_id": str(title_id),
            "owners": len(shares),
            "name_corrected": corrected,
        },
        reason=command.evidence.strip(),
    )
    return review


def _faults(
    tx: Transaction, command: ApproveReview, applicant: NamedOwner, known: Mapping[Document, Owner]
) -> list[Fault]:
    faults = list(text_faults("evidence", command.evidence, 200))
    if command.other_owners:
        faults += owner_faults("otherOwners", command.other_owners)
        named = [(f"otherOwners.{place}", owner) for place, owner in enumerate(command.other_owners)]
        faults += name_faults(tx.crypto, named, known)
    if applicant.document in [owner.document for owner in command.other_owners]:
        faults.append(
            Fault(
                "otherOwners",
                "申请人已是产权人之一，请勿重复填写。",
                "The applicant is one already; name the others.",
            )
        )
    if command.share is not None:
        faults += text_faults("share", command.share, 50)
    found = known.get(applicant.document)
    if found is not None and not command.corrects_name:
        name = tx.crypto.decrypt("owners.name", found.id, found.name)
        if normalise_name(name) != normalise_name(applicant.name):
            faults.append(
                Fault(
                    "correctsName",
                    f"该证件号码登记的姓名是“{mask_name(name)}”，与申请人填写的不一致。证件显示登记有误的，请勾选“更正姓名”。",
                    f"The register has this document for {mask_name(name)}. If the documents show that this is wrong, "
                    "say that the name is to be corrected.",
                )
            )
    return faults


async def _present_owners(tx: Transaction, present: Title | None) -> dict[UUID, str | None]:
    """The owners by the title in force, with their shares."""
    if present is None:
        return {}
    listed = select(TitleOwner.owner_id, TitleOwner.share).where(TitleOwner.title_id == present.id)
    return {row[0]: row[1] for row in await tx.session.execute(listed)}


def _shares(
    command: ApproveReview,
    owners: Mapping[Document, UUID],
    applicant: NamedOwner,
    there: Mapping[UUID, str | None],
) -> dict[UUID, str | None]:
    """The unit's owners from now on, with their shares. Raises `InvalidInput`."""
    if not set(command.kept_owner_ids) <= there.keys():
        raise InvalidInput(
            [Fault("keptOwnerIds", "保留的产权人不在现有产权人之中。", "Only the unit's present owners can be kept.")]
        )
    shares: dict[UUID, str | None] = {one: there[one] for one in command.kept_owner_ids}
    shares |= {owners[owner.document]: owner.share for owner in command.other_owners}
    mine = owners[applicant.document]
    shares[mine] = command.share if command.share is not None else there.get(mine)
    return shares


async def _write_title(
    tx: Transaction,
    command: ApproveReview,
    unit: Unit,
    shares: Mapping[UUID, str | None],
    last: Title | None,
) -> UUID:
    """A title by which these own the unit, instead of the one in force. Raises `InvalidInput`."""
    # Read after the locks: a casting that had this title locked was made before this instant.
    now = await tx.now()
    starts_at = command.effective_at or now
    bounds = (last.starts_at, last.ends_at) if last is not None else None
    if faults := list(title_start_faults("effectiveAt", starts_at, now, bounds)):
        raise InvalidInput(faults)
    before = await unit_states(tx, [unit.id])
    unit.delivered = command.handed_over or (unit.delivered and not unit.developer_stock)
    unit.developer_stock = False
    await tx.session.flush()
    title = NewTitle(unit.id, shares, starts_at, TITLE_SOURCE, command.evidence.strip())
    return (await replace_titles(tx, unit.estate_id, [title], before, now)).title_ids[unit.id]


async def _correct_name(tx: Transaction, owner: Owner, name: str) -> bool:
    before = tx.crypto.decrypt("owners.name", owner.id, owner.name)
    if normalise_name(before) == normalise_name(name):
        return False
    owner.name = tx.crypto.encrypt("owners.name", owner.id, name)
    await tx.session.flush()
    return True


async def _locked_owner(tx: Transaction, owner_id: UUID) -> Owner:
    mine = select(Owner).where(Owner.id == owner_id).with_for_update(key_share=True)
    return (await tx.session.scalars(mine.execution_options(populate_existing=True))).one()


async def _tell(tx: Transaction, review: ManualReview, event: UUID, template: MessageTemplate) -> None:
    language, estate = (
        await tx.session.execute(
            select(Account.language, Estate.name)
            .join_from(Account, Estate, Estate.id == review.estate_id)
            .where(Account.id == review.account_id)
        )
    ).one()
    await enqueue(
        tx,
        template=template,
        language=language,
        parameters={"estate": estate},
        key=f"manual_review:{event}",
        account_id=review.account_id,
        estate_id=review.estate_id,
    )
    tx.wake(f"manual_reviews:{review.estate_id}", f"manual_review:{review.id}")
    await tx.session.flush()


async def _review(tx: Transaction, review_id: UUID) -> tuple[ManualReview, Held]:
    """A review where the actor decides, not locked. Raises `NotSignedIn` and `NotFound`."""
    review: ManualReview | None = await tx.session.scalar(select(ManualReview).where(ManualReview.id == review_id))
    held = await require(tx, Permission.DECIDE_MANUAL_REVIEW, review.estate_id if review else uuid7())
    if review is None:
        raise NotFound()
    return review, held


async def _locked(tx: Transaction, review_id: UUID) -> ManualReview:
    """The review, locked and still open. Raises `ManualReviewDecided`."""
    wanted = select(ManualReview).where(ManualReview.id == review_id).with_for_update()
    review = (await tx.session.scalars(wanted.execution_options(populate_existing=True))).one()
    await expect_open(tx, review)
    return review


def _entered(tx: Transaction, review: ManualReview) -> tuple[str, str]:
    if review.name is None or review.number is None:
        raise NotFound()
    return (
        tx.crypto.decrypt("manual_reviews.name", review.id, review.name),
        tx.crypto.decrypt("manual_reviews.number", review.id, review.number),
    )


async def _entered_or_decided(tx: Transaction, review: ManualReview) -> tuple[str, str]:
    """What was entered, read behind the lock of the register: another approval may have been made meanwhile."""
    await tx.session.refresh(review)
    await expect_open(tx, review)
    return _entered(tx, review)
