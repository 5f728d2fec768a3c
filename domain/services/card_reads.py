"""Requests to read a card: asked by a helper's PAD, answered by the reader's bridge with a sealed and signed read.

A device's row is locked before its requests': whoever changes a request holds both. A request lives for 60 seconds of
real time; one that nobody has answered by then is over, whether or not anybody has written that down.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
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
from domain.services.device_sessions import is_signed, same_bytes
from domain.services.devices import end_open_read
from domain.services.enrolment import decoded, is_production
from domain.services.pad_sessions import refuse_unless_open, refuse_when_over, take_session
from domain.store import card_reads as store
from domain.store.card_reads import TakenRead
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
    work = await take_session(tx, command.pad_session_id)
    session, device = work.session, work.device
    if faults := consent_faults(ConsentKind.CARD_READ, command.consent):
        raise InvalidInput(faults)
    refuse_when_over(session, work.at)
    refuse_unless_open(work.ballot, work.at)
    if device.state is not DeviceState.ACTIVE:
        raise DeviceNotAccepted()
    if not await reader_is_accepted(tx, device):
        raise ReaderNotAccepted()
    await end_open_read(tx, device, CardReadState.CANCELLED)
    read = CardRead(
        id=uuid7(),
        pad_session_id=session.id,
        device_id=device.id,
        ballot_id=session.ballot_id,
        state=await _first_state(tx, device, work.now),
        seq=1,
        nonce=secrets.token_bytes(NONCE_BYTES),
        consent=command.consent,
        expires_at=work.now + LASTS,
    )
    device.command_seq += 1
    tx.session.add(read)
    await tx.session.flush()
    tx.record(
        "card_read.requested", "card_read", read.id, estate_id=session.estate_id, role=work.held.role,
        after={"pad_session": str(session.id), "device": str(device.id)},
    )  # fmt: skip
    tx.wake(f"device:{device.id}")
    return _progress(read)


async def cancel_card_read(tx: Transaction, request_id: UUID) -> CardProgress:
    """Ask for the card no more; a request that is over stays as it is. Raises `NotFound`."""
    asked = await tx.session.scalar(select(CardRead.pad_session_id).where(CardRead.id == request_id))
    work = await take_session(tx, asked or request_id)
    ended = await end_open_read(tx, work.device, CardReadState.CANCELLED, only=request_id)
    read = await tx.session.get_one(CardRead, request_id)
    if ended:
        tx.record("card_read.cancelled", "card_read", read.id, estate_id=work.session.estate_id, role=work.held.role)
    return _progress(read)


async def report_card_progress(tx: Transaction, command: ReportCardProgress) -> CardProgress:
    """Take down how far a bridge has come; of a request that is over it is told how it ended.

    Nothing is decided by it and the same is said many times, so it leaves no audit record. Raises `NotFound` and
    `InvalidInput`.
    """
    taken = await _take_submitted(tx, command.request_id)
    read = taken.read
    if command.state not in REPORTED:
        raise InvalidInput([Fault("state", "这个状态不能由读卡器上报。", "A reader does not report this state.")])
    _expire(tx, taken)
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
    taken = await _take_submitted(tx, command.request_id)
    device, read = taken.device, taken.read
    faults: list[Fault] = []
    sealed = decoded("sealed", command.sealed, None, faults)
    signature = decoded("signature", command.signature, 64, faults)
    if not 0 < command.sequence <= LARGEST_SEQUENCE:
        faults.append(Fault("sequence", "序号应为正数。", "The sequence is a positive number."))
    if faults:
        raise InvalidInput(faults)
    envelope = submission_digest(device.id, read.id, read.nonce, command.sequence, sealed)
    if same_bytes(read.envelope_hash, envelope):
        return Submitted(_progress(read))
    if read.envelope_hash is not None:
        return await _refuse(tx, device, read, EnvelopeRefused(), "another_envelope")
    _expire(tx, taken)
    if read.state not in OPEN:
        return Submitted(_progress(read), CardReadOver(read.state.value))
    if not is_signed(device, signature, envelope):
        return await _refuse(tx, device, read, EnvelopeRefused(), "signature")
    if command.sequence <= device.last_sequence:
        return await _refuse(tx, device, read, EnvelopeRefused(), "sequence")
    card = _opened(tx, device, read, sealed)
    if card is None:
        return await _refuse(tx, device, read, EnvelopeRefused(), "not_sealed_for_this")
    if await _is_another_reader(tx, device, card):
        device.seen_sam_id = card.sam_id
        return await _refuse(tx, device, read, ReaderNotAccepted(), "sam_id")
    matched = await card_matching.match(tx, taken, card)
    pattern = await store.settle(
        tx.session, taken, card, matched.decided, sequence=command.sequence, envelope=envelope,
        within=reader_alarms.WITHIN, remembered=reader_alarms.TIMINGS_REMEMBERED,
    )  # fmt: skip
    await reader_alarms.look_for_the_impossible(tx, taken, pattern)
    state = matched.decided.state
    tx.record(
        "card_read.matched" if state is CardReadState.MATCHED else "card_read.not_matched", "card_read", read.id,
        estate_id=taken.session.estate_id, role="device",
        after={"device": str(device.id), "state": state.value, **matched.masked},
    )  # fmt: skip
    _wake_of_the_end(tx, read)
    return Submitted(CardProgress(read.id, state, read.expires_at))


async def _is_another_reader(tx: Transaction, device: Device, card: Card) -> bool:
    """Whether the read came from another reader than the pinned one; where none is pinned, this one will be."""
    if device.sam_id is not None:
        return card.sam_id != device.sam_id
    return is_simulated(card.sam_id) and await is_production(tx)


def _opened(tx: Transaction, device: Device, read: CardRead, sealed: bytes) -> Card | None:
    try:
        return parse_card(tx.crypto.unseal(sealed, read_info(device.id, read.id, read.nonce)))
    except (InvalidTag, CardNotReadable):
        return None


async def _refuse(tx: Transaction, device: Device, read: CardRead, refusal: Refusal, why: str) -> Submitted:
    await reader_alarms.raise_for(tx, device, reader_alarms.ENVELOPE_REFUSED, {"why": why, "request": str(read.id)})
    tx.record(
        "card_read.refused", "card_read", read.id, street_code=device.street_code, role="device",
        after={"device": str(device.id), "why": why},
    )  # fmt: skip
    return Submitted(_progress(read), refusal)


async def reader_is_accepted(tx: Transaction, device: Device) -> bool:
    """Whether the reader that the device has seen last is the pinned one, and one that may be used here."""
    seen = device.seen_sam_id or device.sam_id
    if seen is not None and is_simulated(seen) and await is_production(tx):
        return False
    return device.sam_id is None or seen == device.sam_id


def _expire(tx: Transaction, taken: TakenRead) -> None:
    read = taken.read
    if read.state in OPEN and taken.now >= read.expires_at:
        read.state, read.fault, read.finished_at = CardReadState.EXPIRED, None, read.expires_at
        read.seq += 1
        taken.device.command_seq += 1
        _wake_of_the_end(tx, read)


def _wake_of_the_end(tx: Transaction, read: CardRead) -> None:
    tx.wake(f"card_read:{read.id}", f"device:{read.device_id}", f"pad_session:{read.pad_session_id}")


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


async def _take_submitted(tx: Transaction, request_id: UUID) -> TakenRead:
    """A request of the actor's device, both locked. Raises `NotSignedIn` and `NotFound`."""
    taken = await store.take_read(tx.session, request_id, serving(tx).id)
    if taken is None or taken.device.state is not DeviceState.ACTIVE:
        raise NotFound()
    return taken


def serving(tx: Transaction) -> SignedInDevice:
    """The device that asks. Raises `NotSignedIn` and `NotFound`."""
    device = tx.actor.device
    require_at(tx.actor, Permission.SERVE_CARD_READS, Place(street=device.street) if device else None)
    if device is None:
        raise NotFound()
    return device


def _progress(read: CardRead) -> CardProgress:
    return CardProgress(read.id, read.state, read.expires_at)
