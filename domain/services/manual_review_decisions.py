"""Manual reviews, the street's part: look, ask for more, reject with what to do, or approve into the register.

An approval writes what the documents show: the owners of the unit with the evidence, a title where they are not its
present owners, and the certification, which joins the open ballots as any certification does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select

from domain.rules.identity import mask_name, normalise_name
from domain.rules.manual_review import answer_faults
from domain.rules.refusals import ContentChanged, Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.register import reason_faults, text_faults, title_start_faults
from domain.rules.terms import DocumentKind, ManualReviewReason, ManualReviewState, ManualReviewStep, OwnerKind
from domain.services import certifications
from domain.services.locks import hold_ballots, hold_register
from domain.services.manual_review_cases import Case, case_of, conclude
from domain.services.manual_reviews import addresses, expect_open, keep_for_another_try
from domain.services.owners import (
    Document,
    NamedOwner,
    indexed_documents,
    make_missing,
    name_faults,
    owner_faults,
    owners_by_document,
)
from domain.services.photos import PhotoAddress
from domain.services.templates.render import MessageTemplate
from domain.services.titles import WITH_A_ROLL, NewTitle, replace_titles, unit_state_now
from domain.store.database import Transaction
from domain.store.selects import one_of
from domain.store.tables import (
    Account,
    ManualReview,
    Owner,
    Title,
    TitleOwner,
    Unit,
)

TITLE_SOURCE = "manual_review"
NOT_HANDED_OVER = Fault(
    "handedOver",
    "未售或未交付的房屋由建设单位表决。材料能证明已经交付的，请勾选“已交付给买受人”；不能证明的，请驳回并说明。",
    "Units that are unsold or not handed over are the developer's to vote for. If the documents show that this one was "
    "handed over, say so; if they do not, reject and say why.",
)


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
    case = await case_of(tx, command.review_id)
    review, held = case.review, case.held
    case.expect_no_party(tx)
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
    case = await case_of(tx, command.review_id)
    review, held = case.review, case.held
    case.expect_no_party(tx)
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
    case = await _to_answer(tx, command)
    if case.review.state is not ManualReviewState.WAITING:
        raise NotInThisState(case.review.state)
    changed = {"state": ManualReviewState.MORE_ASKED, "waiting_since": await tx.now()}
    await _answer(tx, case, command, ManualReviewStep.MORE_ASKED, MessageTemplate.MANUAL_REVIEW_MORE_ASKED, changed)
    return case.review


async def reject(tx: Transaction, command: AnswerReview) -> ManualReview:
    """End the review with reasons that the owner can act on; what was entered may be sent again with other photos.

    Raises `InvalidInput`, `ReviewerIsParty` and `ManualReviewDecided`.
    """
    case = await _to_answer(tx, command)
    await keep_for_another_try(tx, case.review)
    changed = {
        "state": ManualReviewState.REJECTED, "decided_at": await tx.now(), "decided_by": tx.actor.account_id,
    }  # fmt: skip
    await _answer(tx, case, command, ManualReviewStep.REJECTED, MessageTemplate.MANUAL_REVIEW_REJECTED, changed)
    return case.review


async def _to_answer(tx: Transaction, command: AnswerReview) -> Case:
    case = await case_of(tx, command.review_id)
    if faults := answer_faults(command.reasons, command.words):
        raise InvalidInput(faults)
    case.expect_no_party(tx)
    wanted = select(ManualReview).where(ManualReview.id == case.review.id).with_for_update()
    await expect_open(tx, (await tx.session.scalars(wanted.execution_options(populate_existing=True))).one())
    return case


async def _answer(
    tx: Transaction,
    case: Case,
    command: AnswerReview,
    step: ManualReviewStep,
    template: MessageTemplate,
    changed: Mapping[str, Any],
) -> None:
    """Write down what was answered, and tell the owner that there is something to read; the words stay here."""
    reasons = list(dict.fromkeys(reason.value for reason in command.reasons))
    tx.record(
        f"manual_review.{step.value}",
        "manual_review",
        case.review.id,
        estate_id=case.review.estate_id,
        role=case.held.role,
        after={"state": changed["state"], "reasons": reasons},
    )
    await conclude(tx, case, step, template, changed, reasons, command.words)


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
    case = await case_of(tx, command.review_id)
    case.expect_no_party(tx, [owner.document for owner in command.other_owners])
    review = case.review
    await expect_open(tx, review)
    # Locks in the order of certifying and casting: register, ballots, owner, accounts, titles, unit, and the review
    # last, which certifying writes last as well.
    await hold_register(tx, review.estate_id)
    await hold_ballots(tx, review.estate_id, WITH_A_ROLL)
    applicant, known = await _behind_the_register(tx, case, command)
    if faults := _faults(tx, command, applicant, known):
        raise InvalidInput(faults)
    owners = await _owners(tx, [applicant, *command.other_owners], known)
    owner = owners[applicant.document]
    account = await certifications.bound_account(tx, review.account_id, owner)
    last, there = await _locked_titles(tx, review.unit_id)
    unit = await _locked_unit_and_review(tx, review)
    # Read after the locks: a casting that had this title locked was made before this instant.
    before, now = await unit_state_now(tx, unit.id)
    if owner.kind is OwnerKind.PERSON and not (command.handed_over or (unit.delivered and not unit.developer_stock)):
        raise InvalidInput([NOT_HANDED_OVER])
    present = last if last is not None and last.ends_at is None else None
    if (present.id if present else None) != command.present_title_id:
        raise ContentChanged()
    shares = _shares(command, {document: one.id for document, one in owners.items()}, applicant, there)
    corrected = await _correct_name(tx, owner, applicant.name)
    if present is not None and shares.keys() == there.keys() and unit.delivered and not unit.developer_stock:
        title_id = present.id
    else:
        title_id = await _write_title(tx, command, unit, shares, last, before, now)
    tx.record(
        "manual_review.approved",
        "manual_review",
        review.id,
        estate_id=review.estate_id,
        role=case.held.role,
        before={"title_id": str(present.id) if present else None},
        after={
            "state": ManualReviewState.APPROVED,
            "owner": mask_name(applicant.name),
            "unit": str(review.unit_id),
            "title_id": str(title_id),
            "owners": len(shares),
            "name_corrected": corrected,
        },
        reason=command.evidence.strip(),
    )
    # Before the certification is there: the database ends every review that a certification finds open.
    changed = {
        "state": ManualReviewState.APPROVED, "decided_at": now, "decided_by": tx.actor.account_id,
        "title_id": title_id,
    }  # fmt: skip
    await conclude(tx, case, ManualReviewStep.APPROVED, MessageTemplate.MANUAL_REVIEW_APPROVED, changed)
    await certifications.certify_by_decision(tx, account, owner, review.estate_id, review.unit_id)
    return review


async def _behind_the_register(
    tx: Transaction, case: Case, command: ApproveReview
) -> tuple[NamedOwner, dict[Document, Owner]]:
    """The applicant as entered, and those of the owners named whom the register knows, by document.

    The review is read again, behind the lock of the register: another approval may have been made meanwhile.
    """
    name, number = _entered(tx, case.review)
    applicant = NamedOwner(name, case.review.document_kind, number, command.share)
    documents = [one.document for one in (applicant, *command.other_owners)]
    wanted = indexed_documents(tx.crypto, documents)
    rows = await tx.session.execute(
        select(Owner, ManualReview)
        .select_from(ManualReview)
        .outerjoin(Owner, one_of(Owner.document_index, wanted))
        .where(ManualReview.id == case.review.id)
        .execution_options(populate_existing=True)
    )
    found: list[Owner | None] = [row[0] for row in rows]
    await expect_open(tx, case.review)
    return applicant, {wanted[owner.document_index]: owner for owner in found if owner is not None}


async def _owners(
    tx: Transaction, named: Sequence[NamedOwner], known: Mapping[Document, Owner]
) -> dict[Document, Owner]:
    """Find or make the owners; the first of them, who is to be certified, is locked or this transaction's own."""
    first, made = named[0].document, await make_missing(tx, named, known)
    raced = [owner.document for owner in named if owner.document not in known and owner.document not in made]
    owners = {**known, **made, **await owners_by_document(tx.session, tx.crypto, raced)}
    if first not in made:
        mine = select(Owner).where(Owner.id == owners[first].id).with_for_update(key_share=True)
        owners[first] = (await tx.session.scalars(mine.execution_options(populate_existing=True))).one()
    return owners


async def _locked_titles(tx: Transaction, unit_id: UUID) -> tuple[Title | None, dict[UUID, str | None]]:
    """The unit's latest title, all of its titles locked, and who owns it by the one in force, with their shares."""
    owners = (
        select(func.jsonb_object_agg(cast(TitleOwner.owner_id, Text), TitleOwner.share))
        .where(TitleOwner.title_id == Title.id)
        .scalar_subquery()
    )
    rows = await tx.session.execute(
        select(Title, owners)
        .where(Title.unit_id == unit_id)
        .order_by(Title.id)
        .with_for_update(of=Title)
        .execution_options(populate_existing=True)
    )
    last, listed = max(rows, key=lambda row: row[0].starts_at, default=(None, None))
    if last is None or last.ends_at is not None:
        return last, {}
    return last, {UUID(owner): share for owner, share in (listed or {}).items()}


async def _locked_unit_and_review(tx: Transaction, review: ManualReview) -> Unit:
    """The review's unit and then the review, both locked. Raises `NotFound` for a unit that was removed, and
    `ManualReviewDecided`."""
    wanted = (
        select(Unit, ManualReview)
        .join_from(Unit, ManualReview, ManualReview.unit_id == Unit.id)
        .where(ManualReview.id == review.id, Unit.removed_at.is_(None))
        .with_for_update(of=[Unit, ManualReview], key_share=True)
    )
    row = (await tx.session.execute(wanted.execution_options(populate_existing=True))).one_or_none()
    await expect_open(tx, review)
    if row is None:
        raise NotFound()
    unit: Unit = row[0]
    return unit


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
    before: Mapping[str, Any],
    now: datetime,
) -> UUID:
    """A title by which these own the unit, instead of the one in force. Raises `InvalidInput`."""
    starts_at = command.effective_at or now
    bounds = (last.starts_at, last.ends_at) if last is not None else None
    if faults := list(title_start_faults("effectiveAt", starts_at, now, bounds)):
        raise InvalidInput(faults)
    unit.delivered = command.handed_over or (unit.delivered and not unit.developer_stock)
    unit.developer_stock = False
    title = NewTitle(unit.id, shares, starts_at, TITLE_SOURCE, command.evidence.strip())
    return (await replace_titles(tx, unit.estate_id, [title], {unit.id: before}, now)).title_ids[unit.id]


async def _correct_name(tx: Transaction, owner: Owner, name: str) -> bool:
    before = tx.crypto.decrypt("owners.name", owner.id, owner.name)
    if normalise_name(before) == normalise_name(name):
        return False
    owner.name = tx.crypto.encrypt("owners.name", owner.id, name)
    await tx.session.flush()
    return True


def _entered(tx: Transaction, review: ManualReview) -> tuple[str, str]:
    if review.name is None or review.number is None:
        raise NotFound()
    return (
        tx.crypto.decrypt("manual_reviews.name", review.id, review.name),
        tx.crypto.decrypt("manual_reviews.number", review.id, review.number),
    )
