"""Card readers as the street keeps them: named, enrolled with a one-time code, pinned to a reader, revoked for good.

A device is enrolled by its street alone. The code is shown once; the bridge makes its own key and says the code once.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case, func, select, update
from uuid_utils.compat import uuid7

from domain.rules.card_reads import OPEN, CardReadState, DeviceState
from domain.rules.policy import Held, Permission, Place, ScopeKind
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.register import reason_faults
from domain.services.access import require_at
from domain.services.attempts import real_now
from domain.services.scopes import scope_of
from domain.store.database import Transaction
from domain.store.tables import CardRead, Device, DeviceSession, EnrolmentCode

CODE_LASTS = timedelta(minutes=10)
NAME_LONGEST = 40
# Without what is easily taken for something else when it is read out or typed.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
SELECTOR_LENGTH = 6
SECRET_LENGTH = 10


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """An enrolment code, shown this once and kept nowhere."""

    device_id: UUID
    expires_at: datetime
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CreateDevice:
    """A reader that the street is about to set up; `name` is what helpers know it by."""

    street_code: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangeDevice:
    """Which device, and why."""

    device_id: UUID
    reason: str


async def create_device(tx: Transaction, command: CreateDevice) -> CodeIssued:
    """Name a device and issue the code that enrols it. Raises `NotSignedIn`, `NotFound` and `InvalidInput`."""
    scope = await scope_of(tx, ScopeKind.STREET, command.street_code)
    held = require_at(tx.actor, Permission.MANAGE_DEVICES, scope.place if scope else None)
    name = " ".join(command.name.split())
    if not 0 < len(name) <= NAME_LONGEST:
        raise InvalidInput(
            [
                Fault(
                    "name",
                    f"请填写设备名称，最多 {NAME_LONGEST} 个字。",
                    f"Name it, in at most {NAME_LONGEST} characters.",
                )
            ]
        )
    device = Device(
        id=uuid7(), street_code=command.street_code, name=name, state=DeviceState.WAITING, created_by=_who(tx)
    )
    tx.session.add(device)
    await tx.session.flush()
    issued = await _issue(tx, device.id)
    tx.record(
        "device.created", "device", device.id, street_code=device.street_code, role=held.role,
        after={"name": name, "street": command.street_code},
    )  # fmt: skip
    return issued


async def renew_enrolment_code(tx: Transaction, device_id: UUID) -> CodeIssued:
    """A new code for a device that is not revoked; the one before it is void. What is enrolled serves on meanwhile.

    Raises `NotSignedIn`, `NotFound` and `NotInThisState`.
    """
    device, held = await take_device(tx, device_id)
    if device.state is DeviceState.REVOKED:
        raise NotInThisState(device.state.value)
    issued = await _issue(tx, device.id)
    tx.record("device.code_issued", "device", device.id, street_code=device.street_code, role=held.role)
    return issued


async def revoke_device(tx: Transaction, command: ChangeDevice) -> Device:
    """Shut a device out for good: its session ends, its sockets close, the read that is under way is over.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput` and `NotInThisState`.
    """
    device, held = await take_device(tx, command.device_id)
    if faults := list(reason_faults("reason", command.reason)):
        raise InvalidInput(faults)
    if device.state is DeviceState.REVOKED:
        raise NotInThisState(device.state.value)
    before = device.state
    device.state, device.public_key = DeviceState.REVOKED, None
    device.revoked_at, device.revoked_by, device.revoked_reason = await tx.now(), _who(tx), command.reason.strip()
    await tx.session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.device_id == device.id, EnrolmentCode.replaced_at.is_(None))
        .values(replaced_at=func.clock_timestamp())
    )
    await close_sessions(tx, device.id)
    await end_open_read(tx, device, CardReadState.READER_REVOKED)
    tx.record(
        "device.revoked", "device", device.id, street_code=device.street_code, role=held.role,
        before={"state": before.value}, after={"state": device.state.value}, reason=device.revoked_reason,
    )  # fmt: skip
    return device


async def release_reader(tx: Transaction, command: ChangeDevice) -> Device:
    """Forget which reader a device was enrolled with: the next one that it reports is pinned.

    For a reader that was exchanged. Raises `NotSignedIn`, `NotFound`, `InvalidInput` and `NotInThisState`.
    """
    device, held = await take_device(tx, command.device_id)
    if faults := list(reason_faults("reason", command.reason)):
        raise InvalidInput(faults)
    if device.state is not DeviceState.ACTIVE or device.sam_id is None:
        raise NotInThisState(device.state.value)
    before, device.sam_id, device.seen_sam_id = device.sam_id, None, None
    tx.record(
        "device.reader_released", "device", device.id, street_code=device.street_code, role=held.role,
        before={"sam_id": before}, reason=command.reason.strip(),
    )  # fmt: skip
    return device


async def take_device(tx: Transaction, device_id: UUID) -> tuple[Device, Held]:
    """The device, locked, for who manages devices in its street. Raises `NotSignedIn` and `NotFound`."""
    device = await tx.session.scalar(select(Device).where(Device.id == device_id).with_for_update(key_share=True))
    scope = await scope_of(tx, ScopeKind.STREET, device.street_code) if device else None
    place: Place | None = scope.place if scope else None
    held = require_at(tx.actor, Permission.MANAGE_DEVICES, place)
    if device is None:
        raise NotFound()
    return device, held


async def close_sessions(tx: Transaction, device_id: UUID) -> None:
    """End the device's session; its sockets close at once."""
    closed = await tx.session.scalars(
        update(DeviceSession)
        .where(DeviceSession.device_id == device_id, DeviceSession.closed_at.is_(None))
        .values(closed_at=func.clock_timestamp())
        .returning(DeviceSession.id)
    )
    tx.wake(*(f"session:{one}" for one in closed))


async def end_open_read(tx: Transaction, device: Device, state: CardReadState, *, only: UUID | None = None) -> bool:
    """End what the device is reading, if it reads (and if it is `only` that), and say whether it did; what nobody has
    answered in time has expired, whatever ends it. The caller holds the device's row.
    """
    wanted = [CardRead.id == only] if only is not None else []
    over = case((CardRead.expires_at <= func.clock_timestamp(), CardReadState.EXPIRED.value), else_=state.value)
    ended = await tx.session.scalar(
        update(CardRead)
        .where(CardRead.device_id == device.id, CardRead.state.in_(OPEN), *wanted)
        .values(state=over, fault=None, seq=CardRead.seq + 1, finished_at=func.clock_timestamp())
        .returning(CardRead.id)
    )
    if ended is not None:
        device.command_seq += 1
        tx.wake(f"card_read:{ended}", f"device:{device.id}")
    return ended is not None


def code_parts(typed: str) -> tuple[str, str]:
    """A code as it was typed, as selector and secret; what cannot be one has an empty secret."""
    plain = "".join(character for character in typed.upper() if character.isalnum())
    if len(plain) != SELECTOR_LENGTH + SECRET_LENGTH:
        return plain[:SELECTOR_LENGTH], ""
    return plain[:SELECTOR_LENGTH], plain[SELECTOR_LENGTH:]


def secret_hmac(tx: Transaction, selector: str, secret: str) -> bytes:
    """What of a code's secret is kept."""
    return tx.crypto.index("enrolment", f"{selector}\x00{secret}")


async def _issue(tx: Transaction, device_id: UUID) -> CodeIssued:
    await tx.session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.device_id == device_id, EnrolmentCode.used_at.is_(None))
        .values(replaced_at=func.coalesce(EnrolmentCode.replaced_at, func.clock_timestamp()))
    )
    selector, secret = _random(SELECTOR_LENGTH), _random(SECRET_LENGTH)
    expires_at = await real_now(tx) + CODE_LASTS
    tx.session.add(
        EnrolmentCode(
            device_id=device_id,
            selector=selector,
            secret_hmac=secret_hmac(tx, selector, secret),
            created_by=_who(tx),
            expires_at=expires_at,
        )
    )
    return CodeIssued(device_id, expires_at, f"{selector}-{secret[:5]}-{secret[5:]}")


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _who(tx: Transaction) -> UUID:
    assert tx.actor.account_id is not None  # only accounts have the permission
    return tx.actor.account_id
