"""Requests to read a card: asked by a helper's PAD, answered by the reader's bridge with a sealed and signed read.

A device's row is locked before its requests': whoever changes a request holds both. A request lives for 60 seconds of
real time; one that nobody has answered by then is over, whether or not anybody has written that down.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from domain.rules.card import Card, CardNotReadable, parse_card
from domain.rules.card_reads import (
    LASTS,
    OPEN,
    PRESENT,
    REPORTED,
    SILENT_AFTER,
    CardReadFault,
    CardReadState,
    DeviceState,
    is_simulated,
)
from domain.rules.consents import consent_faults
from domain.rules.envelope import LARGEST_SEQUENCE, NONCE_BYTES, read_info, submission_digest
from domain.rules.policy import Permission, Place, SignedInDevice
from domain.rules.refusals import (
    CardReadOver,
    DeviceNotAccepted,
    EnvelopeRefused,
    Fault,
    InvalidInput,
    NotFound,
    ReaderNotAccepted,
    Refusal,
)
from domain.rules.terms import ConsentKind
from domain.services import card_matching, reader_alarms
from domain.services.access import require_at
from domain.services.attempts import real_now
from domain.services.device_sessions import is_signed, same_bytes
from domain.services.devices import end_open_read
from domain.services.enrolment import decoded, is_production
from domain.services.pad_sessions import refuse_unless_open, refuse_when_over, take_device, take_session
from domain.store.database import Transaction
from domain.store.tables import CardRead, Device, DeviceSession


@dataclass(frozen=True, slots=True)
class RequestCardRead:
    """Read a card for this PAD session; `consent` is the version of the text that the owner agreed to."""

    pad_session_id: UUID
    consent: str


@dataclass(frozen=True, slots=True)
class CardProgress:
    """Where a request stands; nothing of what was read."""

    request_id: UUID
    state: CardReadState
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ReportCardProgress:
    """What a bridge says of a request that is open."""

    request_id: UUID
    state: CardReadState
    reason: CardReadFault | None


@dataclass(frozen=True, slots=True)
class SubmitCardRead:
    """A read as it left the bridge: sealed and signed, both base64."""

    request_id: UUID
    sequence: int
    sealed: str = field(repr=False)
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a submission. A refusal is answered after the commit, because its alarm is kept."""

    progress: CardProgress
    refusal: Refusal | None = None


async def request_card_read(tx: Transaction, command: RequestCardRead) -> CardProgress:
    """Ask the session's reader for a card; what it was asked before is over.

    Raises `NotFound`, `InvalidInput`, `PadSessionOver`, `DeviceNotAccepted`, `ReaderNotAccepted`, and what the ballot
    refuses.
    """
    session, device, held = await take_session(tx, command.pad_session_id)
    if faults := consent_faults(ConsentKind.CARD_READ, command.consent):
        raise InvalidInput(faults)
    await refuse_when_over(tx, session)
    await refuse_unless_open(tx, session.ballot_id)
    if device.state is not DeviceState.ACTIVE:
        raise DeviceNotAccepted()
    if not await reader_is_accepted(tx, device):
        raise ReaderNotAccepted()
    now = await real_now(tx)
    await _end_what_was_asked(tx, device, now)
    read = CardRead(
        id=uuid7(),
        pad_session_id=session.id,
        device_id=device.id,
        ballot_id=session.ballot_id,
        state=await _first_state(tx, device, now),
        seq=1,
        nonce=secrets.token_bytes(NONCE_BYTES),
        consent=command.consent,
        expires_at=now + LASTS,
    )
    device.command_seq += 1
    tx.session.add(read)
    await tx.session.flush()
    tx.record(
        "card_read.requested", "card_read", read.id, estate_id=session.estate_id, role=held.role,
        after={"pad_session": str(session.id), "device": str(device.id)},
    )  # fmt: skip
    tx.wake(f"device:{device.id}")
    return _progress(read)


async def cancel_card_read(tx: Transaction, request_id: UUID) -> CardProgress:
    """Ask for the card no more; a request that is over stays as it is. Raises `NotFound`."""
    asked = await tx.session.scalar(select(CardRead.pad_session_id).where(CardRead.id == request_id))
    session, device, held = await take_session(tx, asked or request_id)
    read = await _take_read(tx, request_id, device)
    if read.state in OPEN:
        await _end_what_was_asked(tx, device, await real_now(tx))
        await tx.session.refresh(read)
        tx.record("card_read.cancelled", "card_read", read.id, estate_id=session.estate_id, role=held.role)
    return _progress(read)


async def report_card_progress(tx: Transaction, command: ReportCardProgress) -> CardProgress:
    """Take down how far a bridge has come; of a request that is over it is told how it ended.

    Nothing is decided by it and the same is said many times, so it leaves no audit record. Raises `NotFound` and
    `InvalidInput`.
    """
    device, read = await _take_submitted(tx, command.request_id)
    if command.state not in REPORTED:
        raise InvalidInput([Fault("state", "这个状态不能由读卡器上报。", "A reader does not report this state.")])
    await _expire(tx, device, read, await real_now(tx))
    reported = command.state, command.reason
    if read.state in OPEN and reported != (read.state, read.fault):
        read.state, read.fault = reported
        read.seq += 1
        tx.wake(f"card_read:{read.id}")
    return _progress(read)


async def submit_card_read(tx: Transaction, command: SubmitCardRead) -> Submitted:
    """Open a sealed read, match its owner and certify them; see `card_matching`.

    The same submission again gets the same answer. Another one for a request that has one, a signature that does not
    fit, a number that is not new, bytes that are not sealed for this request, and another reader than the pinned one
    are refused and raise an alarm. Raises `NotFound` and `InvalidInput`.
    """
    device, read = await _take_submitted(tx, command.request_id)
    faults: list[Fault] = []
    sealed, signature = (
        decoded("sealed", command.sealed, None, faults),
        decoded("signature", command.signature, 64, faults),
    )
    if not 0 < command.sequence <= LARGEST_SEQUENCE:
        faults.append(Fault("sequence", "序号应为正数。", "The sequence is a positive number."))
    if faults:
        raise InvalidInput(faults)
    envelope = submission_digest(device.id, read.id, read.nonce, command.sequence, sealed)
    if same_bytes(read.envelope_hash, envelope):
        return Submitted(_progress(read))
    if read.envelope_hash is not None:
        return await _refuse(tx, device, read, EnvelopeRefused(), "another_envelope")
    await _expire(tx, device, read, await real_now(tx))
    if read.state not in OPEN:
        return Submitted(_progress(read), CardReadOver(read.state.value))
    if not is_signed(device, signature, envelope):
        return await _refuse(tx, device, read, EnvelopeRefused(), "signature")
    if command.sequence <= device.last_sequence:
        return await _refuse(tx, device, read, EnvelopeRefused(), "sequence")
    card = _opened(tx, device, read, sealed)
    if card is None:
        return await _refuse(tx, device, read, EnvelopeRefused(), "not_sealed_for_this")
    if device.sam_id is None and not (is_simulated(card.sam_id) and await is_production(tx)):
        device.sam_id = card.sam_id
    if card.sam_id != device.sam_id:
        device.seen_sam_id = card.sam_id
        return await _refuse(tx, device, read, ReaderNotAccepted(), "sam_id")
    device.last_sequence, device.seen_sam_id = command.sequence, card.sam_id
    read.sequence, read.envelope_hash = command.sequence, envelope
    read.sam_id, read.card_kind = card.sam_id, card.kind
    read.attempts, read.find_misses = card.attempts, card.find_misses
    read.timings_hash = sha256(",".join(map(str, card.timings)).encode()).digest()
    matched = await card_matching.match(tx, read, card)
    _finish(tx, device, read, matched.state, await real_now(tx))
    await tx.session.flush()
    await reader_alarms.look_for_the_impossible(tx, device, read)
    tx.record(
        "card_read.matched" if read.state is CardReadState.MATCHED else "card_read.not_matched", "card_read", read.id,
        estate_id=matched.estate_id, role="device",
        after={"device": str(device.id), "state": read.state.value, **matched.masked},
    )  # fmt: skip
    return Submitted(_progress(read))


def _opened(tx: Transaction, device: Device, read: CardRead, sealed: bytes) -> Card | None:
    try:
        return parse_card(tx.crypto.unseal(sealed, read_info(device.id, read.id, read.nonce)))
    except (InvalidTag, CardNotReadable):
        return None


async def _refuse(tx: Transaction, device: Device, read: CardRead, refusal: Refusal, why: str) -> Submitted:
    await reader_alarms.raise_for(tx, device, reader_alarms.ENVELOPE_REFUSED, {"why": why, "request": str(read.id)})
    tx.record("card_read.refused", "card_read", read.id, role="device", after={"device": str(device.id), "why": why})
    return Submitted(_progress(read), refusal)


async def reader_is_accepted(tx: Transaction, device: Device) -> bool:
    """Whether the reader that the device has seen last is the pinned one, and one that may be used here."""
    seen = device.seen_sam_id or device.sam_id
    if seen is not None and is_simulated(seen) and await is_production(tx):
        return False
    return device.sam_id is None or seen == device.sam_id


def _finish(tx: Transaction, device: Device, read: CardRead, state: CardReadState, now: datetime) -> None:
    read.state, read.fault, read.finished_at = state, None, now
    read.seq += 1
    device.command_seq += 1
    tx.wake(f"card_read:{read.id}", f"device:{device.id}", f"pad_session:{read.pad_session_id}")


async def _expire(tx: Transaction, device: Device, read: CardRead, now: datetime) -> None:
    if read.state in OPEN and now >= read.expires_at:
        _finish(tx, device, read, CardReadState.EXPIRED, read.expires_at)


async def _end_what_was_asked(tx: Transaction, device: Device, now: datetime) -> None:
    standing = select(CardRead.expires_at).where(CardRead.device_id == device.id, CardRead.state.in_(OPEN))
    expires_at = await tx.session.scalar(standing)
    if expires_at is not None:
        await end_open_read(tx, device, CardReadState.EXPIRED if now >= expires_at else CardReadState.CANCELLED)


async def _first_state(tx: Transaction, device: Device, now: datetime) -> CardReadState:
    """Whether anybody is there to hear it; whoever comes within the minute may still answer."""
    open_session = select(func.count()).where(
        DeviceSession.device_id == device.id,
        DeviceSession.closed_at.is_(None),
        DeviceSession.expires_at > func.clock_timestamp(),
    )
    connected = await tx.session.scalar(open_session)
    heard = device.health_at is not None and now - device.health_at < SILENT_AFTER
    there = connected and heard and device.reader_state in PRESENT
    return CardReadState.WAITING_FOR_READER if there else CardReadState.READER_OFFLINE


async def _take_submitted(tx: Transaction, request_id: UUID) -> tuple[Device, CardRead]:
    """The actor's device and a request of its own, both locked. Raises `NotSignedIn` and `NotFound`."""
    signed_in = serving(tx)
    device = await take_device(tx, signed_in.id)
    if device is None or device.state is not DeviceState.ACTIVE:
        raise NotFound()
    return device, await _take_read(tx, request_id, device)


def serving(tx: Transaction) -> SignedInDevice:
    """The device that asks. Raises `NotSignedIn` and `NotFound`."""
    device = tx.actor.device
    require_at(tx.actor, Permission.SERVE_CARD_READS, Place(street=device.street) if device else None)
    if device is None:
        raise NotFound()
    return device


async def _take_read(tx: Transaction, request_id: UUID, device: Device) -> CardRead:
    taken = select(CardRead).where(CardRead.id == request_id, CardRead.device_id == device.id).with_for_update()
    read = (await tx.session.execute(taken, execution_options={"populate_existing": True})).scalar_one_or_none()
    if read is None:
        raise NotFound()
    return read


def _progress(read: CardRead) -> CardProgress:
    return CardProgress(read.id, read.state, read.expires_at)
