"""A bridge as a test plays it: it makes its key, seals and signs as device.md says, on its own and not by our code."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from domain.rules.card_reads import PadKind, ReaderState
from domain.rules.consents import CONSENTS
from domain.rules.policy import Actor, Role, ScopeKind
from domain.rules.terms import ConsentKind
from domain.services import card_reads, device_health, device_sessions, devices, enrolment, pad_sessions
from domain.services.card_reads import CardProgress, RequestCardRead, SubmitCardRead, Submitted
from domain.services.device_health import ReportDeviceHealth
from domain.store.database import Database
from domain.store.tables import CardRead, PadSession
from tests.ballots import actor_of
from tests.people import Person, Place, sign_in_staff

CONSENT = CONSENTS[ConsentKind.CARD_READ].version
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def new_sam_id() -> str:
    """A SAM id that no other reader of the tests has."""
    return f"05.03-{secrets.randbelow(10**8):08d}-{secrets.randbelow(10**10):010d}-0000000001"


def framed(label: bytes, *parts: bytes) -> bytes:
    """As device.md's bridge frames what it signs."""
    return label + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@dataclass(slots=True)
class Bridge:
    """An enrolled bridge with its reader."""

    device_id: UUID
    private: Ed25519PrivateKey = field(repr=False)
    sam_id: str
    sealing_key: bytes = b""
    sequence: int = 0
    actor: Actor = field(default_factory=Actor)
    token: str = field(default="", repr=False)

    def public(self) -> str:
        """Its key, base64."""
        return base64.b64encode(self.private.public_key().public_bytes_raw()).decode()

    def signature_of_challenge(self, nonce: str) -> str:
        """Its answer to a challenge, base64."""
        message = framed(b"gongjue device session 1", str(self.device_id).encode(), base64.b64decode(nonce))
        return base64.b64encode(self.private.sign(message)).decode()

    def seal(self, request_id: UUID, nonce: bytes, content: dict[str, Any]) -> bytes:
        """A read, sealed to the server for this request."""
        parts = str(self.device_id).encode(), str(request_id).encode(), nonce
        plaintext = json.dumps(content, ensure_ascii=False).encode().ljust(1024)
        key = X25519PublicKey.from_public_bytes(self.sealing_key)
        return _SUITE.encrypt(plaintext, key, framed(b"gongjue card read 1", *parts))

    def sign(self, request_id: UUID, nonce: bytes, sequence: int, sealed: bytes) -> bytes:
        """Its signature over a sealed read."""
        parts = str(self.device_id).encode(), str(request_id).encode(), nonce, sequence.to_bytes(8, "big"), sealed
        return self.private.sign(sha256(framed(b"gongjue card submission 1", *parts)).digest())

    def submission(self, request_id: UUID, nonce: bytes, content: dict[str, Any]) -> SubmitCardRead:
        """The next submission of this bridge."""
        self.sequence += 1
        return submission(
            request_id,
            self.sequence,
            sealed := self.seal(request_id, nonce, content),
            self.sign(request_id, nonce, self.sequence, sealed),
        )

    def content(self, number: str, name: str, **others: Any) -> dict[str, Any]:
        """What the reader found, as the bridge says it."""
        timings = [300 + secrets.randbelow(10**6) for _ in range(3)]
        return {
            "kind": "resident", "number": number, "name": name, "validTo": None, "samId": self.sam_id, "attempts": 1,
            "findMisses": 3, "timings": timings, **others,
        }  # fmt: skip


def submission(request_id: UUID, sequence: int, sealed: bytes, signature: bytes) -> SubmitCardRead:
    """As it travels."""
    return SubmitCardRead(request_id, sequence, base64.b64encode(sealed).decode(), base64.b64encode(signature).decode())


async def make_device(database: Database, place: Place, clerk: Actor | None = None) -> devices.CodeIssued:
    """A device that waits for its bridge, and its code."""
    who = clerk or await clerk_of(database, place)
    async with database.transaction(who) as tx:
        return await devices.create_device(tx, devices.CreateDevice(place.street, "大堂读卡器"))


async def clerk_of(database: Database, place: Place) -> Actor:
    """A clerk of the place's street."""
    return await actor_of(database, await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street))


async def enrol(database: Database, issued: devices.CodeIssued, *, sam_id: str | None = None) -> Bridge:
    """A bridge that uses the code up."""
    bridge = Bridge(issued.device_id, Ed25519PrivateKey.generate(), sam_id or new_sam_id())
    command = enrolment.EnrolDevice(issued.code, bridge.public(), bridge.sam_id, "1.0")
    async with database.transaction(Actor()) as tx:
        tried = await enrolment.claim_enrolment(tx, command)
    async with database.transaction(Actor()) as tx:
        enrolled = await enrolment.enrol_device(tx, tried, command)
    bridge.sealing_key = enrolled.sealing.public
    return bridge


async def sign_in(database: Database, bridge: Bridge) -> None:
    """Open a session for the bridge: its token and actor are new."""
    async with database.transaction(Actor()) as tx:
        challenge = await device_sessions.challenge_device(tx, bridge.device_id, secrets.token_hex(8))
    command = device_sessions.OpenDeviceSession(
        bridge.device_id, challenge.nonce, bridge.signature_of_challenge(challenge.nonce)
    )
    async with database.transaction(Actor()) as tx:
        opened = await device_sessions.open_device_session(tx, command)
    bridge.token, bridge.sequence = opened.token, opened.last_sequence
    bridge.actor = await device_sessions.device_behind(database, opened.token)


async def make_bridge(database: Database, place: Place, *, sam_id: str | None = None) -> Bridge:
    """A bridge that is enrolled, signed in and well."""
    bridge = await enrol(database, await make_device(database, place), sam_id=sam_id)
    await sign_in(database, bridge)
    await report(database, bridge)
    return bridge


async def report(
    database: Database, bridge: Bridge, state: ReaderState = ReaderState.IDLE, *, sam_id: str | None = None
) -> device_health.DeviceHealth:
    """Say how the reader is."""
    async with database.transaction(bridge.actor) as tx:
        return await device_health.report_device_health(
            tx, ReportDeviceHealth(state, sam_id or bridge.sam_id, 0, 0, 0, 0, "1.0")
        )


@dataclass(slots=True)
class Pad:
    """A helper at work."""

    person: Person
    actor: Actor
    session: PadSession
    bridge: Bridge


async def make_pad(
    database: Database,
    place: Place,
    ballot_id: UUID,
    *,
    bridge: Bridge | None = None,
    kind: PadKind = PadKind.DESK,
    hours: int = 4,
) -> Pad:
    """A clerk of the street who works for the ballot with a reader."""
    person = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    actor = await actor_of(database, person)
    used = bridge or await make_bridge(database, place)
    command = pad_sessions.OpenPadSession(ballot_id, used.device_id, kind, "3号楼大堂", hours, "赵见证")
    async with database.transaction(actor) as tx:
        session = await pad_sessions.open_pad_session(tx, command)
    return Pad(person, actor, session, used)


async def request(database: Database, pad: Pad) -> CardProgress:
    """Ask the pad's reader for a card."""
    async with database.transaction(pad.actor) as tx:
        return await card_reads.request_card_read(tx, RequestCardRead(pad.session.id, CONSENT))


async def nonce_of(database: Database, request_id: UUID) -> bytes:
    """The nonce that the device is told."""
    async with database.read() as session:
        return (await session.get_one(CardRead, request_id)).nonce


async def submit(database: Database, bridge: Bridge, command: SubmitCardRead) -> Submitted:
    """Hand a submission in, as the bridge."""
    async with database.transaction(bridge.actor) as tx:
        return await card_reads.submit_card_read(tx, command)


async def read_card(database: Database, pad: Pad, number: str, name: str, **others: Any) -> CardProgress:
    """Ask for a card and put one on the reader."""
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    content = pad.bridge.content(number, name, **others)
    submitted = await submit(database, pad.bridge, pad.bridge.submission(asked.request_id, nonce, content))
    assert submitted.refusal is None, submitted.refusal
    return submitted.progress
