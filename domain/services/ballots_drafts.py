"""Ballots in preparation: created, saved as whole documents, copied, deleted.

A draft may be as incomplete as its author likes; saving refuses only what makes no sense, every fault at once. What
keeps a complete ballot from going to the street is computed when it is read (`domain.rules.readiness`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Insert, delete, insert, select, union_all, update
from uuid_utils.compat import uuid7

from domain.rules.ballot import EDITABLE_STATES
from domain.rules.draft import DraftMatter, hash_of, matter_document
from domain.rules.periods import day_of, end_of
from domain.rules.policy import ORGANIZER_OF_ROLE, Held, Permission
from domain.rules.refusals import ContentChanged, Fault, InvalidInput, NotFound, NotSignedIn
from domain.rules.terms import BallotState, NoticeKind, NoticeState, OrganizerKind
from domain.services.access import require
from domain.services.ballots import draft_matters, expect, take_ballot
from domain.store.database import Transaction
from domain.store.selects import ballots_for, one_of
from domain.store.tables import Ballot, Building, Matter, Notice, Option, Organizer, ScopeItem, Unit

TITLE_LENGTH = 100
TEXT_LENGTH = 5_000
MOST_MATTERS = 30
MOST_OPTIONS = 100
MOST_SEATS = 200
# The first law in force, of October 2007, is the oldest that a window can fall under.
YEARS = range(2008, 2101)


@dataclass(frozen=True, slots=True)
class BallotDocument:
    """A whole ballot as its author saves it. `last_day` is a day in Shanghai; voting ends at its 24:00."""

    title: str
    publicity_id: UUID | None = None
    announcement_id: UUID | None = None
    opens_at: datetime | None = None
    last_day: date | None = None
    whole_estate: bool = True
    building_ids: tuple[UUID, ...] = ()
    unit_ids: tuple[UUID, ...] = ()
    scope_reason: str | None = None
    agreed: bool = False
    matters: tuple[DraftMatter, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotDeleted:
    """A draft that was never submitted is gone."""

    ballot_id: UUID


async def create_ballot(tx: Transaction, estate_id: UUID, title: str) -> Ballot:
    """Start a ballot in an estate, for the body that the actor belongs to."""
    held = await require(tx, Permission.PREPARE_BALLOT, estate_id)
    kind, organizer_id = await _body_of(tx, held, estate_id)
    faults = list(_text_faults("title", title, TITLE_LENGTH))
    if faults:
        raise InvalidInput(faults)
    assert tx.actor.account_id is not None  # whoever holds an organizer's role has an account
    ballot = Ballot(
        estate_id=estate_id, title=title.strip(), state=BallotState.DRAFT, organizer_kind=kind,
        organizer_id=organizer_id, author_id=tx.actor.account_id,
    )  # fmt: skip
    tx.session.add(ballot)
    await tx.session.flush()
    tx.record("ballot.created", "ballot", ballot.id, estate_id=estate_id, role=held.role, after={"title": ballot.title})
    return ballot


async def _body_of(tx: Transaction, held: Held, estate_id: UUID) -> tuple[OrganizerKind, UUID | None]:
    """The organizer for whom the actor acts, in this estate. Raises `NotFound` for a role that starts no ballots."""
    kind = ORGANIZER_OF_ROLE.get(held.role)
    if kind is None:
        raise NotFound()
    if kind is OrganizerKind.STREET:
        return kind, None
    statement = select(Organizer.id).where(
        Organizer.id == held.organizer_id,
        Organizer.estate_id == estate_id,
        Organizer.kind == kind,
        Organizer.state == "active",
    )
    found = (await tx.session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound()
    return kind, found


async def update_ballot(
    tx: Transaction, ballot_id: UUID, document: BallotDocument, loaded_hash: bytes | None = None
) -> Ballot:
    """Save the whole document over the draft. Raises `InvalidInput` for nonsense, `NotInThisState` once submitted.

    `loaded_hash` is the `draft_hash` of what the author began from: if somebody else of the body has saved since,
    nothing is overwritten and `ContentChanged` is raised.
    """
    ballot, held = await take_ballot(tx, Permission.PREPARE_BALLOT, ballot_id)
    expect(ballot, *EDITABLE_STATES)
    if loaded_hash is not None and loaded_hash != await _present_hash(tx, ballot):
        raise ContentChanged()
    faults = [*_faults(document), *await _reference_faults(tx, ballot.estate_id, document)]
    if faults:
        raise InvalidInput(faults)
    before = _outline(ballot)
    ballot.title = document.title.strip()
    ballot.publicity_id, ballot.announcement_id = document.publicity_id, document.announcement_id
    ballot.opens_at = document.opens_at
    ballot.closes_at = ballot.first_closes_at = end_of(document.last_day) if document.last_day else None
    ballot.whole_estate, ballot.scope_reason = document.whole_estate, (document.scope_reason or "").strip() or None
    if not document.agreed:
        ballot.agreed_at = None
    elif ballot.agreed_at is None:
        ballot.agreed_at = await tx.now()
    await tx.write(*_without_content(ballot_id))
    after = {**_outline(ballot), "matters": [matter.title for matter in document.matters]}
    tx.record(
        "ballot.saved", "ballot", ballot_id, estate_id=ballot.estate_id, role=held.role, before=before, after=after
    )
    scope = _scope_rows(ballot_id, document.building_ids, document.unit_ids)
    await tx.write(*scope, *matter_rows(ballot_id, document.matters))
    tx.wake(f"ballot:{ballot_id}")
    return ballot


async def _present_hash(tx: Transaction, ballot: Ballot) -> bytes:
    items = await tx.session.scalars(select(ScopeItem).where(ScopeItem.ballot_id == ballot.id))
    return draft_hash(ballot, await draft_matters(tx.session, ballot.id), list(items))


def draft_hash(ballot: Ballot, matters: Sequence[DraftMatter], items: Sequence[ScopeItem]) -> bytes:
    """The SHA-256 of what the author has saved: it changes with each word of the draft and with nothing else."""
    return hash_of(
        {
            "title": ballot.title,
            "notices": [str(ballot.publicity_id), str(ballot.announcement_id)],
            "opens_at": ballot.opens_at.isoformat() if ballot.opens_at else None,
            "closes_at": ballot.first_closes_at.isoformat() if ballot.first_closes_at else None,
            "whole_estate": ballot.whole_estate,
            "scope_reason": ballot.scope_reason,
            "scope": sorted(str(item.building_id or item.unit_id) for item in items),
            "agreed": ballot.agreed_at is not None,
            "matters": [matter_document(matter) for matter in matters],
        }
    )


def _outline(ballot: Ballot) -> dict[str, object]:
    return {
        "title": ballot.title,
        "opens_at": ballot.opens_at.isoformat() if ballot.opens_at else None,
        "closes_at": ballot.closes_at.isoformat() if ballot.closes_at else None,
        "whole_estate": ballot.whole_estate,
    }


_SEEN_BEFORE = Fault(
    "ballotId",
    "这项投票曾经提交审核，记录须保留，不能删除。",
    "This ballot was submitted once; its record stays, so it cannot be deleted.",
)


async def delete_ballot(tx: Transaction, ballot_id: UUID) -> BallotDeleted:
    """Delete a draft. One that was submitted before stays: others have seen it."""
    ballot, held = await take_ballot(tx, Permission.PREPARE_BALLOT, ballot_id)
    expect(ballot, BallotState.DRAFT)
    if ballot.submitted_at is not None:
        raise InvalidInput([_SEEN_BEFORE])
    await tx.write(*_without_content(ballot_id))
    copies = update(Ballot).where(Ballot.copied_from_id == ballot_id).values(copied_from_id=None)
    await tx.session.execute(copies, execution_options={"synchronize_session": False})
    await tx.session.delete(ballot)
    tx.record(
        "ballot.deleted", "ballot", ballot_id, estate_id=ballot.estate_id, role=held.role, before=_outline(ballot)
    )
    tx.wake(f"ballot:{ballot_id}")
    return BallotDeleted(ballot_id)


async def copy_ballot(tx: Transaction, ballot_id: UUID) -> Ballot:
    """Start a new draft with the words and the scope of a ballot that the actor can see, for the actor's own body.

    The window and the agreement are not taken over. The published notices are, unless the old ballot was voted on to
    its end: then they have served.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    # Held while it is read in parts: who saves it meanwhile waits, and the copy is of one moment.
    statement = ballots_for(tx.actor).where(Ballot.id == ballot_id).with_for_update(read=True, of=Ballot)
    source = (await tx.session.execute(statement)).scalar_one_or_none()
    if source is None:
        raise NotFound()
    held = await require(tx, Permission.PREPARE_BALLOT, source.estate_id)
    kind, organizer_id = await _body_of(tx, held, source.estate_id)
    notices = await _notices_that_still_serve(tx, source)
    assert tx.actor.account_id is not None  # whoever holds an organizer's role has an account
    ballot = Ballot(
        estate_id=source.estate_id, title=source.title, state=BallotState.DRAFT, organizer_kind=kind,
        organizer_id=organizer_id, author_id=tx.actor.account_id, whole_estate=source.whole_estate,
        scope_reason=source.scope_reason, copied_from_id=source.id,
        publicity_id=source.publicity_id if source.publicity_id in notices else None,
        announcement_id=source.announcement_id if source.announcement_id in notices else None,
    )  # fmt: skip
    tx.session.add(ballot)
    await tx.session.flush()
    items = (await tx.session.execute(select(ScopeItem).where(ScopeItem.ballot_id == source.id))).scalars().all()
    buildings, units = [item.building_id for item in items], [item.unit_id for item in items]
    scope = _scope_rows(ballot.id, [one for one in buildings if one], [one for one in units if one])
    matters = matter_rows(ballot.id, await draft_matters(tx.session, source.id))
    tx.record(
        "ballot.copied", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role,
        after={"title": ballot.title, "copied_from": str(source.id)},
    )  # fmt: skip
    await tx.write(*scope, *matters)
    return ballot


async def _notices_that_still_serve(tx: Transaction, source: Ballot) -> set[UUID]:
    linked = [one for one in (source.publicity_id, source.announcement_id) if one is not None]
    if not linked or source.state in (BallotState.CLOSED, BallotState.PUBLISHED):
        return set()
    statement = select(Notice.id).where(Notice.id.in_(linked), Notice.state == NoticeState.PUBLISHED)
    return set((await tx.session.execute(statement)).scalars())


def _without_content(ballot_id: UUID) -> list[Delete]:
    return [delete(table).where(table.ballot_id == ballot_id) for table in (Option, Matter, ScopeItem)]


def _scope_rows(ballot_id: UUID, buildings: Sequence[UUID], units: Sequence[UUID]) -> list[Insert]:
    """What writes the parts of a draft's scope; nothing for the whole estate."""
    rows = [
        *(
            {"id": uuid7(), "ballot_id": ballot_id, "building_id": one, "unit_id": None}
            for one in dict.fromkeys(buildings)
        ),
        *({"id": uuid7(), "ballot_id": ballot_id, "building_id": None, "unit_id": one} for one in dict.fromkeys(units)),
    ]
    return [insert(ScopeItem).values(rows)] if rows else []


def matter_rows(ballot_id: UUID, matters: Sequence[DraftMatter]) -> list[Insert]:
    """What writes the matters of a draft, their options numbered through the whole ballot."""
    rows: list[dict[str, Any]] = []
    options: list[dict[str, Any]] = []
    for position, matter in enumerate(matters):
        matter_id = uuid7()
        rows.append(
            {
                "id": matter_id, "ballot_id": ballot_id, "position": position, "kind": matter.kind,
                "title": matter.title.strip(), "effects": sorted(effect.value for effect in matter.effects),
                "description": matter.description.strip(), "choice_mode": matter.choice_mode, "seats": matter.seats,
                "max_picks": matter.max_picks,
            }
        )  # fmt: skip
        options += [
            {
                "id": uuid7(), "ballot_id": ballot_id, "matter_id": matter_id, "position": number,
                "ordinal": len(options) + number + 1, "label": option.label.strip(), "role": option.role,
            }
            for number, option in enumerate(matter.options)
        ]  # fmt: skip
    return [insert(table).values(listed) for table, listed in ((Matter, rows), (Option, options)) if listed]


def _faults(document: BallotDocument) -> Iterator[Fault]:
    yield from _text_faults("title", document.title, TITLE_LENGTH)
    yield from _text_faults("scopeReason", document.scope_reason or "", TEXT_LENGTH)
    yield from _window_faults(document)
    if document.whole_estate and (document.building_ids or document.unit_ids):
        yield Fault(
            "wholeEstate",
            "已选择全小区，请不要再选楼栋或房屋；或改为部分范围。",
            "The whole estate is chosen: name no buildings or units, or choose a part.",
        )
    if len(document.matters) > MOST_MATTERS:
        yield Fault("matters", f"事项最多 {MOST_MATTERS} 个。", f"At most {MOST_MATTERS} matters.")
    for position, matter in enumerate(document.matters):
        yield from _matter_faults(f"matters.{position}", matter)


def _window_faults(document: BallotDocument) -> Iterator[Fault]:
    opens_on = day_of(document.opens_at) if document.opens_at else None
    for path, day in (("opensAt", opens_on), ("lastDay", document.last_day)):
        if day is not None and day.year not in YEARS:
            yield Fault(path, "请核对年份。", "Check the year.")
    if opens_on is not None and document.last_day is not None and document.last_day < opens_on:
        yield Fault("lastDay", "截止日期早于开始日期。", "The last day lies before the beginning.")


def _matter_faults(at: str, matter: DraftMatter) -> Iterator[Fault]:
    yield from _text_faults(f"{at}.title", matter.title, TITLE_LENGTH)
    yield from _text_faults(f"{at}.description", matter.description, TEXT_LENGTH)
    for name, number in (("seats", matter.seats), ("maxPicks", matter.max_picks)):
        if number is not None and not 1 <= number <= MOST_SEATS:
            yield Fault(f"{at}.{name}", f"请填写 1 到 {MOST_SEATS} 的数。", f"Give a number from 1 to {MOST_SEATS}.")
    if len(matter.options) > MOST_OPTIONS:
        yield Fault(f"{at}.options", f"选项最多 {MOST_OPTIONS} 个。", f"At most {MOST_OPTIONS} options.")
    for number, option in enumerate(matter.options):
        yield from _text_faults(f"{at}.options.{number}.label", option.label, TITLE_LENGTH)


def _text_faults(path: str, text: str, longest: int) -> Iterator[Fault]:
    if len(text) > longest:
        yield Fault(path, f"最多 {longest} 个字。", f"At most {longest} characters.")
    if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text):
        yield Fault(path, "含有不能显示的字符，请重新输入。", "This contains characters that cannot be shown.")


async def _reference_faults(tx: Transaction, estate_id: UUID, document: BallotDocument) -> list[Fault]:
    named = (("publicityId", document.publicity_id), ("announcementId", document.announcement_id))
    parts = (("buildingIds", document.building_ids), ("unitIds", document.unit_ids))
    if not any(value for _, value in (*named, *parts)):
        return []
    kinds = (NoticeKind.BALLOT_PUBLICITY, NoticeKind.BALLOT_ANNOUNCEMENT)
    ours = union_all(
        select(Notice.id).where(
            Notice.id.in_([one for _, one in named if one]), Notice.estate_id == estate_id, Notice.kind.in_(kinds)
        ),
        select(Building.id).where(
            one_of(Building.id, document.building_ids), Building.estate_id == estate_id, Building.removed_at.is_(None)
        ),
        select(Unit.id).where(
            one_of(Unit.id, document.unit_ids), Unit.estate_id == estate_id, Unit.removed_at.is_(None)
        ),
    )
    known = set((await tx.session.execute(ours)).scalars())
    faults = [
        Fault(
            path,
            "本小区没有这份投票公示或投票公告，请重新选择。",
            "This estate has no such ballot notice; choose again.",
        )
        for path, one in named
        if one is not None and one not in known
    ]
    for name, ids in parts:
        faults += [
            Fault(f"{name}.{number}", "本小区没有这个楼栋或房屋。", "This estate has no such building or unit.")
            for number, one in enumerate(ids)
            if one not in known
        ]
    return faults
