"""A bridge becomes a device: it shows a one-time code and its public key, and is given the key to seal reads to.

A try is counted for the address and then claimed of the code, each in a transaction of its own, before the code is
looked at.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from domain.rules.card import SAM_ID
from domain.rules.card_reads import DeviceState, is_simulated
from domain.rules.refusals import EnrolmentCodeNotValid, Fault, InvalidInput, ReaderNotAccepted
from domain.services import attempts
from domain.services.attempts import DAY, Counted, Limit
from domain.services.devices import close_sessions, code_parts, secret_hmac
from domain.store.crypto import SealingKey
from domain.store.database import Transaction
from domain.store.tables import Device, EnrolmentCode, Installation

TRIES = 5
PER_ADDRESS = (Limit(20, timedelta(hours=1)), Limit(60, DAY))
VERSION_LONGEST = 40
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class EnrolDevice:
    """What a bridge says of itself: the code that was typed, its Ed25519 key in base64, its reader, its version."""

    code: str = field(repr=False)
    public_key: str
    sam_id: str | None
    version: str


@dataclass(frozen=True, slots=True)
class EnrolmentTry:
    """One try at a code, claimed and counted already."""

    code_id: UUID


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """The device that the bridge is from now on, and the key it seals reads to."""

    device_id: UUID
    name: str
    sealing: SealingKey


async def count_enrolment(tx: Transaction, command: EnrolDevice, address: str) -> None:
    """Check the form and count the try for the address. Commit before it is claimed.

    Raises `InvalidInput` and `TooManyAttempts`.
    """
    faults = sam_faults("samId", command.sam_id)
    decoded("publicKey", command.public_key, KEY_BYTES, faults)
    if not 0 < len(command.version) <= VERSION_LONGEST:
        faults.append(Fault("version", "请填写程序版本。", "Say which version the bridge is."))
    if faults:
        raise InvalidInput(faults)
    await attempts.take(tx, [(Counted("enrolment", attempts.address_of(address)), PER_ADDRESS)])


async def claim_enrolment(tx: Transaction, command: EnrolDevice) -> EnrolmentTry:
    """Claim one of the code's five tries. Commit before it is used. Raises `EnrolmentCodeNotValid`."""
    selector, _ = code_parts(command.code)
    claimed = await tx.session.scalar(
        update(EnrolmentCode)
        .where(EnrolmentCode.selector == selector, EnrolmentCode.tries < TRIES, *_LIVE)
        .values(tries=EnrolmentCode.tries + 1)
        .returning(EnrolmentCode.id)
    )
    if claimed is None:
        raise EnrolmentCodeNotValid()
    return EnrolmentTry(claimed)


async def enrol_device(tx: Transaction, tried: EnrolmentTry, command: EnrolDevice) -> DeviceEnrolled:
    """Use the code up and bind the key to the device; a key and a session that it had before are void.

    Raises `EnrolmentCodeNotValid`, and `ReaderNotAccepted` for another reader than the pinned one or a simulated one in
    production. Of two at the same moment one finds the code used: the row is locked until the first has committed.
    """
    selector, secret = code_parts(command.code)
    code = await tx.session.get_one(EnrolmentCode, tried.code_id)
    right = hmac.compare_digest(code.secret_hmac, secret_hmac(tx, selector, secret))
    device = await tx.session.scalar(select(Device).where(Device.id == code.device_id).with_for_update(key_share=True))
    if not right or device is None or device.state is DeviceState.REVOKED:
        raise EnrolmentCodeNotValid()
    used = await tx.session.scalar(
        update(EnrolmentCode)
        .where(EnrolmentCode.id == code.id, *_LIVE)
        .values(used_at=func.clock_timestamp())
        .returning(EnrolmentCode.id)
    )
    if used is None:
        raise EnrolmentCodeNotValid()
    await refuse_reader(tx, device, command.sam_id)
    device.public_key = decoded("publicKey", command.public_key, KEY_BYTES, [])
    device.state, device.version, device.enrolled_at = DeviceState.ACTIVE, command.version, await tx.now()
    device.sam_id = device.sam_id or command.sam_id
    await close_sessions(tx, device.id)
    tx.record(
        "device.enrolled", "device", device.id, street_code=device.street_code, role="device",
        after={"sam_id": device.sam_id},
    )  # fmt: skip
    return DeviceEnrolled(device.id, device.name, tx.crypto.sealing_key())


async def refuse_reader(tx: Transaction, device: Device, sam_id: str | None) -> None:
    """Raise `ReaderNotAccepted` for another reader than the pinned one, and for a simulated one in production."""
    if sam_id is None:
        return
    if device.sam_id not in (None, sam_id) or (is_simulated(sam_id) and await is_production(tx)):
        raise ReaderNotAccepted()


async def is_production(tx: Transaction) -> bool:
    """Whether real people's votes are at stake in this database."""
    return await tx.session.scalar(select(Installation.profile)) == "production"


def sam_faults(path: str, sam_id: str | None) -> list[Fault]:
    """What is wrong with a reader's SAM id; none is a reader that has not been asked yet."""
    if sam_id is None or SAM_ID.fullmatch(sam_id):
        return []
    return [Fault(path, "读卡器编号的格式不对。", "This is not the form of a reader's SAM id.")]


def decoded(path: str, text: str, length: int | None, faults: list[Fault]) -> bytes:
    """The bytes of a base64 text, `length` of them; what is wrong is added to `faults`."""
    try:
        plain = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        plain = b""
    if not plain or (length is not None and len(plain) != length):
        faults.append(Fault(path, "内容不是规定长度的 base64。", "This is not base64 of the length that is asked for."))
    return plain


_LIVE = (
    EnrolmentCode.used_at.is_(None),
    EnrolmentCode.replaced_at.is_(None),
    EnrolmentCode.expires_at > func.clock_timestamp(),
)
