"""Which device is behind a token: it proves its key by signing a challenge, and is let in for a quarter of an hour."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.card_reads import DeviceState
from domain.rules.envelope import NONCE_BYTES, session_message
from domain.rules.policy import ANONYMOUS, Actor, Held, Role, ScopeKind, SignedInDevice
from domain.rules.refusals import DeviceNotAccepted
from domain.services import attempts
from domain.services.attempts import Counted, Limit, real_now
from domain.services.devices import close_sessions
from domain.services.enrolment import decoded
from domain.services.gathering import Gathering
from domain.services.sessions import token_hash
from domain.store.crypto import SealingKey
from domain.store.database import Database, Transaction
from domain.store.tables import Device, DeviceChallenge, DeviceSession

SESSION_LASTS = timedelta(minutes=15)
CHALLENGE_LASTS = timedelta(seconds=60)
PER_ADDRESS = (Limit(90, timedelta(minutes=10)),)

_DEVICES = text("""
SELECT s.token_hash, s.id AS session_id, d.id, d.street_code
FROM device_sessions s JOIN devices d ON d.id = s.device_id
WHERE s.token_hash = ANY(:token_hashes) AND s.closed_at IS NULL AND s.expires_at > clock_timestamp()
  AND d.state = 'active'
""")


@dataclass(frozen=True, slots=True)
class ChallengeDevice:
    """Which device asks to be let in."""

    device_id: UUID


@dataclass(frozen=True, slots=True)
class ChallengeGiven:
    """A nonce to sign, base64, and until when."""

    nonce: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenDeviceSession:
    """The signed challenge: both base64."""

    device_id: UUID
    nonce: str
    signature: str


@dataclass(frozen=True, slots=True)
class DeviceSessionOpened:
    """The token of a session; it is kept nowhere. `last_sequence` is where the numbering of submissions goes on."""

    expires_at: datetime
    sealing: SealingKey
    last_sequence: int
    token: str = field(repr=False)


async def challenge_device(tx: Transaction, device_id: UUID, address: str) -> "ChallengeGiven":
    """A nonce for a device to sign; one that does not exist is answered alike. Raises `TooManyAttempts`."""
    await attempts.take(tx, [(Counted("challenge", attempts.address_of(address)), PER_ADDRESS)])
    nonce, expires_at = secrets.token_bytes(NONCE_BYTES), await real_now(tx) + CHALLENGE_LASTS
    active = select(Device.id).where(Device.id == device_id, Device.state == DeviceState.ACTIVE)
    if await tx.session.scalar(active) is not None:
        tx.session.add(DeviceChallenge(nonce_hash=sha256(nonce).digest(), device_id=device_id, expires_at=expires_at))
    return ChallengeGiven(base64.b64encode(nonce).decode(), expires_at)


async def open_device_session(tx: Transaction, command: OpenDeviceSession) -> DeviceSessionOpened:
    """Let a device in that has signed its challenge; the session that it had is closed. Raises `DeviceNotAccepted`."""
    nonce, signature = decoded("nonce", command.nonce, NONCE_BYTES, []), decoded("signature", command.signature, 64, [])
    device = await tx.session.scalar(
        select(Device)
        .where(Device.id == command.device_id, Device.state == DeviceState.ACTIVE)
        .with_for_update(key_share=True)
    )
    used = await tx.session.scalar(
        update(DeviceChallenge)
        .where(
            DeviceChallenge.nonce_hash == sha256(nonce).digest(),
            DeviceChallenge.device_id == command.device_id,
            DeviceChallenge.used_at.is_(None),
            DeviceChallenge.expires_at > func.clock_timestamp(),
        )
        .values(used_at=func.clock_timestamp())
        .returning(DeviceChallenge.device_id)
    )
    if device is None or used is None or not is_signed(device, signature, session_message(device.id, nonce)):
        raise DeviceNotAccepted()
    await close_sessions(tx, device.id)
    token, session_id, expires_at = secrets.token_urlsafe(32), uuid7(), await real_now(tx) + SESSION_LASTS
    await tx.session.execute(
        insert(DeviceSession).values(
            token_hash=token_hash(token), id=session_id, device_id=device.id, expires_at=expires_at
        )
    )
    tx.record("device.session_opened", "device", device.id, street_code=device.street_code, role=Role.DEVICE)
    return DeviceSessionOpened(expires_at, tx.crypto.sealing_key(), device.last_sequence, token)


def is_signed(device: Device, signature: bytes, message: bytes) -> bool:
    """Whether the device's key made `signature` over `message`."""
    if device.public_key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


async def device_behind(database: Database, token: str) -> Actor:
    """The device whose session `token` opens now, or `ANONYMOUS`; what arrives together is looked up together."""

    async def together(tokens: Sequence[str]) -> Sequence[Actor]:
        async with database.glance() as session:
            found = await _devices_behind(session, tokens)
        return [found.get(one, ANONYMOUS) for one in tokens]

    return await database.keep("devices", lambda: Gathering(together)).ask(token)


async def _devices_behind(session: AsyncSession, tokens: Sequence[str]) -> dict[str, Actor]:
    hashes = {token_hash(token): token for token in tokens}
    rows = await session.execute(_DEVICES, {"token_hashes": list(hashes)})
    return {
        hashes[row.token_hash]: Actor(
            held=(Held(Role.DEVICE, ScopeKind.STREET, row.street_code),),
            kind="device",
            device=SignedInDevice(row.id, row.session_id, row.street_code),
        )
        for row in rows
    }


def same_bytes(one: bytes | None, other: bytes) -> bool:
    """Whether two hashes are the same, in the same time whatever they are."""
    return one is not None and hmac.compare_digest(one, other)
