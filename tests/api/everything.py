"""A place with one of everything in it, all carrying one marker, so that a leak of any of it shows."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.card_reads import CardReadState, DeviceState, PadKind, ReaderState
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.ratings import Quarter, RatingCriterion
from domain.rules.terms import (
    BallotState,
    ChoiceMode,
    DocumentKind,
    ManualReviewStep,
    MatterKind,
    NoticeKind,
    NoticeState,
    OptionRole,
    OrganizerKind,
    PhotoPurpose,
)
from domain.rules.tickets import CommonPart, TicketAct, TicketKind, TicketState
from domain.store.database import Database, Transaction
from domain.store.tables import (
    Alarm,
    Ballot,
    Building,
    CardRead,
    Change,
    ChangeSet,
    Device,
    Estate,
    ManualReview,
    ManualReviewEvent,
    Matter,
    Member,
    Message,
    Notice,
    Option,
    Organizer,
    PadSession,
    Photo,
    Rating,
    Table,
    Ticket,
    TicketEvent,
    Unit,
)
from tests.people import (
    Person,
    Place,
    certify,
    give_title,
    make_owner,
    make_place,
    new_id_card,
    sign_in_owner,
    sign_in_staff,
)


@dataclass(slots=True)
class World:
    """The place, its people by role, and an id for every kind of thing that an argument can name."""

    place: Place
    marker: str
    people: dict[Role, Person] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)


async def make_world(database: Database) -> World:
    """One of everything in a place of its own."""
    place = await make_place(database, units=2)
    world = World(place, marker=f"印{secrets.token_hex(6)}")
    world.people = await _people(database, place)
    clerk, owner = world.people[Role.STREET_CLERK].account_id, world.people[Role.OWNER].account_id
    async with database.transaction(SYSTEM) as tx:
        await _mark_register(tx, world)
        person = await make_owner(tx, "王试验")
        title = await give_title(tx, place.units[0], [person], head_key=uuid7())
        certification = await certify(tx, owner, person, place.units[0], title, place.estate_id)
        world.ids |= {"owner": person, "title": title, "account": owner, "certification": certification}
        await _organizer(tx, world)
        await _papers(tx, world, clerk)
        await _ballot(tx, world, clerk)
        await _rest(tx, world, clerk, owner)
        await _ticket(tx, world, owner, person)
        await _rating(tx, world, owner, person)
        await _readers(tx, world, clerk)
        await _manual_review(tx, world, clerk, owner)
    world.people[Role.OWNER].owner_id = person
    return world


async def _people(database: Database, place: Place) -> dict[Role, Person]:
    estate, street, district = str(place.estate_id), place.street, place.district
    scopes = {
        Role.PREPARATORY_GROUP: (ScopeKind.ESTATE, estate),
        Role.COMMITTEE: (ScopeKind.ESTATE, estate),
        Role.PROPERTY_COMPANY: (ScopeKind.ESTATE, estate),
        Role.STREET_CLERK: (ScopeKind.STREET, street),
        Role.STREET_REVIEWER: (ScopeKind.STREET, street),
        Role.DISTRICT: (ScopeKind.DISTRICT, district),
        Role.CITY: (ScopeKind.CITY, ""),
        Role.AUDITOR: (ScopeKind.DISTRICT, district),
        Role.SYSTEM_ADMINISTRATOR: (ScopeKind.CITY, ""),
    }
    people = {role: await sign_in_staff(database, role, scope, key) for role, (scope, key) in scopes.items()}
    people[Role.OWNER] = await sign_in_owner(database)
    return people


async def _mark_register(tx: Transaction, world: World) -> None:
    estate = (await tx.session.scalars(select(Estate).where(Estate.id == world.place.estate_id))).one()
    building = (await tx.session.scalars(select(Building).where(Building.id == world.place.building_id))).one()
    estate.name += world.marker
    building.name += world.marker
    for unit in await tx.session.scalars(select(Unit).where(Unit.id.in_(world.place.units))):
        unit.layout = world.marker
    world.ids |= {"estate": estate.id, "building": building.id, "unit": world.place.units[0]}


async def _organizer(tx: Transaction, world: World) -> None:
    organizer, member = uuid7(), uuid7()
    tx.session.add(
        Organizer(
            id=organizer, estate_id=world.place.estate_id, kind=OrganizerKind.COMMITTEE, name=world.marker,
            term_starts_on=date(2025, 1, 1), term_ends_on=date(2035, 1, 1),
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        Member(
            id=member, organizer_id=organizer, position="chair", sex="not_stated", employer=world.marker,
            name=tx.crypto.encrypt("members.name", member, "赵试验"),
            phone=tx.crypto.encrypt("members.phone", member, "19900000001"),
        )
    )  # fmt: skip
    world.ids |= {"organizer": organizer, "member": member}


async def _papers(tx: Transaction, world: World, clerk: UUID) -> None:
    draft, published, change_set, change = uuid7(), uuid7(), uuid7(), uuid7()
    for notice, state, at in ((draft, NoticeState.DRAFT, None), (published, NoticeState.PUBLISHED, datetime.now(UTC))):
        tx.session.add(
            Notice(
                id=notice, estate_id=world.place.estate_id, kind=NoticeKind.BALLOT_PUBLICITY, title=world.marker,
                body=world.marker, state=state, organizer_kind=OrganizerKind.STREET, author_id=clerk, published_at=at,
            )
        )  # fmt: skip
    tx.session.add(ChangeSet(id=change_set, estate_id=world.place.estate_id, source="form", opened_by=clerk))
    await tx.session.flush()
    tx.session.add(
        Change(
            id=change, change_set_id=change_set, kind="change_unit", building_id=world.place.building_id,
            unit_id=world.place.units[0], fields={"layout": world.marker},
        )
    )  # fmt: skip
    world.ids |= {"notice": draft, "publishedNotice": published, "changeSet": change_set, "change": change}


async def _ballot(tx: Transaction, world: World, clerk: UUID) -> None:
    ballot, matter, option = uuid7(), uuid7(), uuid7()
    opens = datetime.now(UTC) + timedelta(days=30)
    tx.session.add(
        Ballot(
            id=ballot, estate_id=world.place.estate_id, title=world.marker, state=BallotState.DRAFT,
            organizer_kind=OrganizerKind.STREET, author_id=clerk, opens_at=opens, closes_at=opens + timedelta(days=10),
            first_closes_at=opens + timedelta(days=10),
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        Matter(
            id=matter, ballot_id=ballot, position=1, kind=MatterKind.OTHER_MAJOR, title=world.marker,
            description=world.marker, choice_mode=ChoiceMode.SINGLE,
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        Option(
            id=option, ballot_id=ballot, matter_id=matter, position=1, ordinal=1, label=world.marker,
            role=OptionRole.FOR,
        )
    )  # fmt: skip
    world.ids |= {"ballot": ballot, "matter": matter, "option": option}


async def _manual_review(tx: Transaction, world: World, clerk: UUID, owner: UUID) -> None:
    review, photo, step = uuid7(), uuid7(), uuid7()
    now = datetime.now(UTC)
    tx.session.add(
        ManualReview(
            id=review, account_id=owner, unit_id=world.place.units[1], estate_id=world.place.estate_id,
            client_key=uuid7(), payload_hash=b"", document_kind=DocumentKind.ID_CARD,
            name=tx.crypto.encrypt("manual_reviews.name", review, world.marker),
            number=tx.crypto.encrypt("manual_reviews.number", review, new_id_card()),
        )
    )  # fmt: skip
    tx.session.add(
        Photo(
            id=photo, purpose=PhotoPurpose.IDENTITY_DOCUMENT, account_id=owner, session_id=uuid7(),
            token_hash=secrets.token_bytes(32), expires_at=now, received_at=now, width=1, height=1, subject_id=review,
            content=tx.crypto.encrypt_bytes("photos.content", photo, b"photo"),
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        ManualReviewEvent(
            id=step, review_id=review, step=ManualReviewStep.MORE_ASKED, account_id=clerk, reasons=["other"],
            words=tx.crypto.encrypt("manual_review_events.words", step, world.marker),
        )
    )  # fmt: skip
    world.ids |= {"review": review, "photo": photo}


async def _rest(tx: Transaction, world: World, clerk: UUID, owner: UUID) -> None:
    message, alarm = uuid7(), uuid7()
    tx.session.add(
        Message(
            id=message, key=world.marker, template="ballot_reminder", language="zh", account_id=owner,
            estate_id=world.place.estate_id, state="failed",
        )
    )  # fmt: skip
    tx.session.add(
        Alarm(
            id=alarm, kind="late_result", subject_id=world.ids["ballot"], estate_id=world.place.estate_id,
            detail={"note": world.marker},
        )
    )  # fmt: skip
    tx.record("notice.drafted", "notice", world.ids["notice"], estate_id=world.place.estate_id, reason=world.marker)
    world.ids |= {"message": message, "alarm": alarm, "staff": clerk}


async def _ticket(tx: Transaction, world: World, account: UUID, owner: UUID) -> None:
    ticket, now = uuid7(), await tx.now()
    tx.session.add(
        Ticket(
            id=ticket, estate_id=world.place.estate_id, unit_id=world.place.units[0], kind=TicketKind.REPAIR,
            part=CommonPart.LIFT, words=tx.crypto.encrypt("tickets.words", ticket, world.marker), account_id=account,
            owner_id=owner, client_key=uuid7(), state=TicketState.FILED, state_since=now, filed_at=now,
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        TicketEvent(ticket_id=ticket, act=TicketAct.FILE, state=TicketState.FILED, at=now, account_id=account)
    )
    world.ids["ticket"] = ticket


async def _rating(tx: Transaction, world: World, account: UUID, owner: UUID) -> None:
    rating = uuid7()
    tx.session.add(
        Rating(
            id=rating, estate_id=world.place.estate_id, unit_id=world.place.units[0],
            quarter=str(Quarter.of(await tx.now())), account_id=account, owner_id=owner,
            scores={criterion.value: 4 for criterion in RatingCriterion}, ticket_ids=[world.ids["ticket"]],
            words=tx.crypto.encrypt("ratings.words", rating, world.marker),
        )
    )  # fmt: skip
    world.ids["rating"] = rating


async def _readers(tx: Transaction, world: World, clerk: UUID) -> None:
    device, pad, read = uuid7(), uuid7(), uuid7()
    now = datetime.now(UTC)
    tx.session.add(
        Device(
            id=device, street_code=world.place.street, name=world.marker, state=DeviceState.ACTIVE, created_by=clerk,
            sam_id="05.03-20260101-0000000001-0000000001", version=world.marker, health_at=now,
            reader_state=ReaderState.IDLE, counters={"junk": 1, "bad": 2, "timeout": 3, "reopened": 4},
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        PadSession(
            id=pad, ballot_id=world.ids["ballot"], estate_id=world.place.estate_id, device_id=device,
            operator_id=clerk, role="street_clerk", kind=PadKind.DESK, place=world.marker,
            witness=tx.crypto.encrypt("pad_sessions.witness", pad, "赵见证"), ends_at=now + timedelta(hours=4),
        )
    )  # fmt: skip
    await tx.session.flush()
    tx.session.add(
        CardRead(
            id=read, pad_session_id=pad, device_id=device, ballot_id=world.ids["ballot"],
            state=CardReadState.WAITING_FOR_CARD, seq=1, nonce=bytes(32), consent="2026-11",
            expires_at=now + timedelta(seconds=60),
        )
    )  # fmt: skip
    world.ids |= {"device": device, "padSession": pad, "request": read}


async def fingerprint(database: Database) -> dict[str, tuple[int, int]]:
    """Rows and a checksum of every table, but for what merely asking may touch: last uses and counted attempts."""

    found: dict[str, tuple[int, int]] = {}
    async with database.read() as session:
        for name in sorted(Table.metadata.tables):
            if name in ("sessions", "attempts"):
                continue
            row = await session.execute(
                text(f'SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM "{name}" t')
            )
            count, total = row.one()
            found[name] = (count, int(total))
    return found
