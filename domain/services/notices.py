"""Notices: a body writes, the street reviews what announces a ballot, the body publishes; then nothing changes.

A notice belongs to the body for which it was written, and all members of that body may work on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert, select, update

from domain.rules.notice import BALLOT_KINDS, AgendaItem, NoticeText, text_faults
from domain.rules.policy import ORGANIZER_OF_ROLE, Actor, Held, Permission, Place
from domain.rules.refusals import ContentChanged, Fault, InvalidInput, NotFound, NotInThisState, NotSignedIn
from domain.rules.register import acceptance_faults, reason_faults
from domain.rules.terms import MatterKind, NoticeState, OrganizerKind
from domain.services.four_eyes import require_another_person
from domain.store.database import Transaction
from domain.store.selects import place_of_estate
from domain.store.tables import Estate, Notice, NoticeRevision, Organizer

EDITABLE = (NoticeState.DRAFT, NoticeState.REJECTED)
# All who hold the pen are authors, not only who began.
_WRITING = ("notice.created", "notice.revised", "notice.submitted")


@dataclass(frozen=True, slots=True)
class CreateNotice:
    """A new notice in an estate."""

    estate_id: UUID
    text: NoticeText


@dataclass(frozen=True, slots=True)
class ReviseNotice:
    """The whole text anew. `content_hash` is that of the text which its author began from."""

    notice_id: UUID
    text: NoticeText
    content_hash: bytes


@dataclass(frozen=True, slots=True)
class ReviewNotice:
    """A decision about the text that has this hash; a rejection gives its reason."""

    notice_id: UUID
    content_hash: bytes
    approved: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeChanged:
    """The notice as it is now."""

    notice: Notice


async def create(tx: Transaction, command: CreateNotice) -> NoticeChanged:
    """Begin a draft for the body that the actor belongs to. Raises `NotSignedIn`, `NotFound` and `InvalidInput`."""
    held = await _writing(tx, command.estate_id)
    status = (await tx.session.execute(select(Estate.status).where(Estate.id == command.estate_id))).scalar_one()
    text = _checked(command.text, acceptance_faults(status))
    if tx.actor.account_id is None:
        raise NotSignedIn()
    notice = Notice(
        estate_id=command.estate_id,
        kind=text.kind,
        title=text.title,
        body=text.body,
        agenda=_stored(text.agenda),
        state=NoticeState.DRAFT,
        organizer_kind=ORGANIZER_OF_ROLE[held.role],
        organizer_id=held.organizer_id,
        author_id=tx.actor.account_id,
    )
    tx.session.add(notice)
    await tx.session.flush()
    _record(tx, "notice.created", notice, held, after={"kind": text.kind.value, "title": text.title})
    return NoticeChanged(notice)


async def revise(tx: Transaction, command: ReviseNotice) -> NoticeChanged:
    """Replace the text of a draft or of a rejected notice; one that needs no review any more is a draft again.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput`, `NotInThisState`, and `ContentChanged` when somebody else of the
    body has changed the text since it was read.
    """
    notice, held = await _own(tx, command.notice_id)
    text = _checked(command.text)
    _expect(notice, *EDITABLE)
    if text_of(notice).hash(notice.estate_id) != command.content_hash:
        raise ContentChanged()
    before = {"state": notice.state.value, "kind": notice.kind.value, "title": notice.title}
    notice.kind, notice.title, notice.body, notice.agenda = text.kind, text.title, text.body, _stored(text.agenda)
    if notice.kind not in BALLOT_KINDS:
        notice.state = NoticeState.DRAFT
        notice.reviewed_by = notice.reviewed_at = notice.review_reason = None
    await tx.session.flush()
    _record(tx, "notice.revised", notice, held, before=before, after={"kind": text.kind.value, "title": text.title})
    return NoticeChanged(notice)


async def submit(tx: Transaction, notice_id: UUID) -> NoticeChanged:
    """Hand a ballot notice to the street, and keep what it said. Ordinary kinds are published without a review.

    Raises `NotSignedIn`, `NotFound` and `NotInThisState`.
    """
    notice, held = await _own(tx, notice_id)
    _expect(notice, *EDITABLE)
    if notice.kind not in BALLOT_KINDS or tx.actor.account_id is None:
        raise NotInThisState(notice.state.value)
    earlier = select(func.count()).where(NoticeRevision.notice_id == notice.id)
    now, count = (await tx.session.execute(select(func.domain_now(), earlier.scalar_subquery()))).one()
    notice.revision = count + 1
    notice.state = NoticeState.SUBMITTED
    notice.submitted_by, notice.submitted_at = tx.actor.account_id, now
    notice.reviewed_by = notice.reviewed_at = notice.review_reason = None
    notice.content_hash = text_of(notice).hash(notice.estate_id)
    _record(tx, "notice.submitted", notice, held, after={"content_hash": notice.content_hash.hex()})
    await tx.write(
        insert(NoticeRevision).values(
            notice_id=notice.id,
            revision=notice.revision,
            title=notice.title,
            body=notice.body,
            agenda=notice.agenda,
            submitted_by=tx.actor.account_id,
            submitted_at=now,
        )
    )
    return NoticeChanged(notice)


async def withdraw(tx: Transaction, notice_id: UUID) -> NoticeChanged:
    """Take a submitted notice back to change it. Raises `NotSignedIn`, `NotFound` and `NotInThisState`."""
    notice, held = await _own(tx, notice_id)
    _expect(notice, NoticeState.SUBMITTED)
    notice.state = NoticeState.DRAFT
    await tx.session.flush()
    _record(tx, "notice.withdrawn", notice, held)
    return NoticeChanged(notice)


async def review(tx: Transaction, command: ReviewNotice) -> NoticeChanged:
    """Approve or reject a submitted notice. The street reviewer does it, never a person who wrote or submitted it.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput` for a rejection without a reason, `NotInThisState`,
    `ReviewedByItsSubmitter`, and `ContentChanged` unless the hash names exactly what stands there now.
    """
    notice, held = await _take(tx, Permission.REVIEW_NOTICE, command.notice_id)
    reason = (command.reason or "").strip()
    if not command.approved and (faults := list(reason_faults("reason", reason))):
        raise InvalidInput(faults)
    _expect(notice, NoticeState.SUBMITTED)
    await require_another_person(tx, notice.author_id, notice.submitted_by, subject_id=notice.id, acts=_WRITING)
    if notice.content_hash != command.content_hash:
        raise ContentChanged()
    now = await tx.now()
    notice.state = NoticeState.APPROVED if command.approved else NoticeState.REJECTED
    notice.reviewed_by, notice.reviewed_at = tx.actor.account_id, now
    notice.review_reason = None if command.approved else reason
    await tx.session.execute(
        update(NoticeRevision)
        .where(NoticeRevision.notice_id == notice.id, NoticeRevision.revision == notice.revision)
        .values(approved=command.approved, decided_by=tx.actor.account_id, decided_at=now, reason=notice.review_reason)
    )
    await tx.session.flush()
    action = "notice.approved" if command.approved else "notice.rejected"
    after = {"content_hash": command.content_hash.hex()}
    _record(tx, action, notice, held, after=after, reason=notice.review_reason)
    return NoticeChanged(notice)


async def publish(tx: Transaction, notice_id: UUID) -> NoticeChanged:
    """Publish an approved ballot notice, or an ordinary draft. From then on nothing about it changes.

    Raises `NotSignedIn`, `NotFound` and `NotInThisState`.
    """
    notice, held = await _own(tx, notice_id)
    _expect(notice, NoticeState.APPROVED if notice.kind in BALLOT_KINDS else NoticeState.DRAFT)
    now = await tx.now()
    notice.content_hash = text_of(notice).hash(notice.estate_id)
    notice.state = NoticeState.PUBLISHED
    notice.published_by, notice.published_at = tx.actor.account_id, now
    await tx.session.flush()
    _record(tx, "notice.published", notice, held, after={"content_hash": notice.content_hash.hex()})
    return NoticeChanged(notice)


def text_of(notice: Notice) -> NoticeText:
    """What a notice says."""
    return NoticeText(notice.kind, notice.title, notice.body, agenda_of(notice.agenda))


def agenda_of(stored: Sequence[Mapping[str, str]]) -> tuple[AgendaItem, ...]:
    """The agenda as its column holds it."""
    return tuple(AgendaItem(MatterKind(item["kind"]), item["title"]) for item in stored)


def _checked(text: NoticeText, others: Iterable[Fault] = ()) -> NoticeText:
    settled = text.settled()
    if faults := [*others, *text_faults(settled)]:
        raise InvalidInput(faults)
    return settled


def _stored(agenda: tuple[AgendaItem, ...]) -> list[dict[str, str]]:
    return [{"kind": item.kind.value, "title": item.title} for item in agenda]


def _expect(notice: Notice, *states: NoticeState) -> None:
    if notice.state not in states:
        raise NotInThisState(notice.state.value)


async def _own(tx: Transaction, notice_id: UUID) -> tuple[Notice, Held]:
    """A notice of the body that the actor belongs to, locked."""
    return await _take(tx, Permission.WRITE_NOTICE, notice_id)


async def _take(tx: Transaction, permission: Permission, notice_id: UUID) -> tuple[Notice, Held]:
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    notice = await tx.session.scalar(
        select(Notice).where(Notice.id == notice_id).with_for_update().execution_options(populate_existing=True)
    )
    place = await _place(tx, notice.estate_id) if notice is not None else None
    if notice is None or place is None:
        raise NotFound()
    for held in tx.actor.scopes(permission):
        if held.covers(place) and (permission is not Permission.WRITE_NOTICE or _writes_for(held, notice)):
            return notice, held
    raise NotFound()


def may_write(actor: Actor, place: Place, notice: Notice) -> bool:
    """Whether the actor acts for the body that the notice of an estate at `place` belongs to."""
    return any(held.covers(place) and _writes_for(held, notice) for held in actor.scopes(Permission.WRITE_NOTICE))


def _writes_for(held: Held, notice: Notice) -> bool:
    return (ORGANIZER_OF_ROLE.get(held.role), held.organizer_id) == (notice.organizer_kind, notice.organizer_id)


async def _writing(tx: Transaction, estate_id: UUID) -> Held:
    """The role by which the actor writes notices in the estate, for the street or for a body that is in office."""
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    place = await _place(tx, estate_id)
    if place is not None:
        for held in _writers(tx.actor, place):
            if ORGANIZER_OF_ROLE[held.role] is OrganizerKind.STREET or await _is_in_office(tx, held, estate_id):
                return held
    raise NotFound()


def _writers(actor: Actor, place: Place) -> list[Held]:
    return [
        held for held in actor.scopes(Permission.WRITE_NOTICE) if held.covers(place) and held.role in ORGANIZER_OF_ROLE
    ]


async def _is_in_office(tx: Transaction, held: Held, estate_id: UUID) -> bool:
    in_office = select(Organizer.id).where(
        Organizer.id == held.organizer_id,
        Organizer.estate_id == estate_id,
        Organizer.kind == ORGANIZER_OF_ROLE[held.role],
        Organizer.state == "active",
    )
    return (await tx.session.scalar(in_office)) is not None


async def _place(tx: Transaction, estate_id: UUID) -> Place | None:
    row = (await tx.session.execute(place_of_estate(estate_id))).one_or_none()
    return Place(district=row[0], street=row[1], estate=estate_id) if row is not None else None


def _record(
    tx: Transaction,
    action: str,
    notice: Notice,
    held: Held,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
    reason: str | None = None,
) -> None:
    tx.record(
        action, "notice", notice.id, estate_id=notice.estate_id, role=held.role, before=before,
        after={"state": notice.state.value, "revision": notice.revision, **(after or {})}, reason=reason,
    )  # fmt: skip
