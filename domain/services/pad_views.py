"""What a helper's PAD is shown: the present state of a read and, while its token is good, whom it matched.

It is worked out anew whenever it is asked for, from rows that hold nothing of a card; once the vote is cast or five
minutes are over, nothing personal is left to show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.card import CardKind
from domain.rules.card_reads import (
    OPEN,
    PRESENT,
    SILENT_AFTER,
    TOKEN_LASTS,
    CardFlag,
    CardReadFault,
    CardReadState,
    DeviceState,
    ReaderState,
)
from domain.rules.identity import mask_name, normalise_document
from domain.rules.policy import Actor, Held, Permission, Role, ScopeKind
from domain.services.card_matching import match_token
from domain.services.receipts import EarlierVote, Weight, weights_of
from domain.store.database import Database
from domain.store.selects import within
from domain.store.tables import CardRead, Device, Estate, MatchToken, Owner, PadSession

# A bridge that is there answers at once; one that has not by then is not there.
ANSWERS_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class MatchedUnit:
    """One unit of the owner in the ballot, 0.01 m², and whether it is cast already."""

    unit_id: UUID
    area: int
    is_cast: bool


@dataclass(frozen=True, slots=True)
class CardMatch:
    """Whose card it was, masked, and how they count. `token` casts once; it is None where nothing is left to cast."""

    masked_name: str
    last_four: str
    flags: tuple[CardFlag, ...]
    units: tuple[MatchedUnit, ...]
    heads: int
    area: int
    earlier: EarlierVote | None
    token_expires_at: datetime | None
    token: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardReadView:
    """Where a request stands for the helper who asked. `seq` only grows; a final state is the last."""

    request_id: UUID
    seq: int
    state: CardReadState
    fault: CardReadFault | None
    card_kind: CardKind | None
    expires_at: datetime
    match: CardMatch | None

    @property
    def is_final(self) -> bool:
        """Whether nothing follows."""
        return self.state not in OPEN


async def card_read_of(database: Database, actor: Actor, request_id: UUID) -> CardReadView | None:
    """The request as it stands now, for the helper whose session asked for it; None for everybody else."""
    found = (
        select(CardRead, PadSession, Device.health_at, MatchToken, Owner, func.clock_timestamp(), func.domain_now())
        .join(PadSession, PadSession.id == CardRead.pad_session_id)
        .join(Estate, Estate.id == PadSession.estate_id)
        .join(Device, Device.id == CardRead.device_id)
        .outerjoin(MatchToken, MatchToken.card_read_id == CardRead.id)
        .outerjoin(Owner, Owner.id == CardRead.owner_id)
        .where(
            CardRead.id == request_id,
            PadSession.operator_id == actor.account_id,
            within(actor, Permission.OPERATE_PAD),
        )
    )
    async with database.glance() as session:
        row = (await session.execute(found)).one_or_none()
    if row is None:
        return None
    read, pad, health_at, token, owner, now, domain_now = row
    state, inferred = _state(read, health_at, now)
    match = None
    over = pad.ended_at is not None or domain_now >= pad.ends_at
    if owner is not None and not over and _still_shown(read, token, now):
        match = await _match(database, read, pad, token, owner)
    fault = None if inferred else read.fault
    return CardReadView(read.id, read.seq * 2 + inferred, state, fault, read.card_kind, read.expires_at, match)


def _state(read: CardRead, health_at: datetime | None, now: datetime) -> tuple[CardReadState, bool]:
    """The state as time makes it, and whether it is another than the one that was written down."""
    if read.state not in OPEN:
        return read.state, False
    if now >= read.expires_at:
        return CardReadState.EXPIRED, True
    unheard = read.state is CardReadState.WAITING_FOR_READER and now >= read.created_at + ANSWERS_WITHIN
    silent = health_at is None or now - health_at >= SILENT_AFTER
    if (unheard or silent) and read.state is not CardReadState.READER_OFFLINE:
        return CardReadState.READER_OFFLINE, True
    return read.state, False


def _still_shown(read: CardRead, token: MatchToken | None, now: datetime) -> bool:
    if token is not None:
        return token.used_at is None and now < token.expires_at
    return read.finished_at is not None and now < read.finished_at + TOKEN_LASTS


async def _match(
    database: Database, read: CardRead, pad: PadSession, token: MatchToken | None, owner: Owner
) -> CardMatch:
    assert read.account_id is not None  # who matched has an account
    weight = (await weights_of(database, voter(read.account_id, owner.id, pad.estate_id), [read.ballot_id]))[0]
    crypto = database.crypto
    number = crypto.decrypt("owners.document_number", owner.id, owner.document_number)
    return CardMatch(
        masked_name=mask_name(crypto.decrypt("owners.name", owner.id, owner.name)),
        last_four=normalise_document(owner.document_kind, number)[-4:],
        flags=(CardFlag.PRIVATE_USE_NAME,) if read.name_flagged else (),
        units=await _units(database, read.ballot_id, weight),
        heads=weight.heads if weight else 0,
        area=weight.area if weight else 0,
        earlier=weight.earlier if weight else None,
        token_expires_at=token.expires_at if token else None,
        token=match_token(crypto, read.id, token.key_version) if token else None,
    )


_AREAS = text("SELECT unit_id, area FROM roll_entries WHERE ballot_id = :ballot AND unit_id = ANY(:units)")


async def _units(database: Database, ballot_id: UUID, weight: Weight | None) -> tuple[MatchedUnit, ...]:
    if weight is None:
        return ()
    async with database.glance() as session:
        units = [*weight.units, *weight.cast_units]
        areas = {row[0]: row[1] for row in await session.execute(_AREAS, {"ballot": ballot_id, "units": units})}
    return tuple(MatchedUnit(unit, areas[unit], unit in weight.cast_units) for unit in units)


def voter(account_id: UUID, owner_id: UUID, estate_id: UUID) -> Actor:
    """The owner before the helper, who has proved themselves by their card: as a casting wants its actor."""
    held = (Held(Role.OWNER, ScopeKind.ESTATE, str(estate_id)),)
    return Actor(account_id, held, owner_id, kind="owner", confirmed_recently=True)


@dataclass(frozen=True, slots=True)
class ReaderNow:
    """A device as its helper sees it: whether it can read now, and why not."""

    device_id: UUID
    name: str
    state: ReaderState | None
    health_at: datetime | None
    is_connected: bool
    is_accepted: bool
    is_revoked: bool

    @property
    def is_ready(self) -> bool:
        """Whether a card would be read."""
        return self.is_connected and self.is_accepted and not self.is_revoked and self.state in PRESENT


def reader_now(device: Device, now: datetime) -> ReaderNow:
    """The device as it is at `now`, real time; one that was not heard of for long is not connected."""
    heard = device.health_at is not None and now - device.health_at < SILENT_AFTER
    return ReaderNow(
        device.id,
        device.name,
        device.reader_state,
        device.health_at,
        heard and device.state is DeviceState.ACTIVE,
        device.sam_id is None or device.seen_sam_id in (None, device.sam_id),
        device.state is DeviceState.REVOKED,
    )


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """What came of a PAD session so far: reads asked for, owners who voted, units cast."""

    reads: int
    votes: int
    units: int


_COUNTS = text("""
SELECT s.id, (SELECT count(*) FROM card_reads r WHERE r.pad_session_id = s.id),
       count(DISTINCT c.submission_id), count(k.unit_id)
FROM unnest(CAST(:sessions AS uuid[])) AS s (id)
LEFT JOIN pad_castings c ON c.pad_session_id = s.id
LEFT JOIN castings k ON k.submission_id = c.submission_id AND k.channel = 'pad'
GROUP BY s.id
""")


async def counts_of(session: AsyncSession, session_ids: Sequence[UUID]) -> dict[UUID, SessionCounts]:
    """By PAD session, what came of it."""
    rows = await session.execute(_COUNTS, {"sessions": list(session_ids)})
    return {row[0]: SessionCounts(row[1], row[2], row[3]) for row in rows}
