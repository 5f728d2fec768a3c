"""What a card reader's bridge says and is told: enrolment, sessions, commands, reads, health.

A bridge is no browser: it has no cookie and no Origin. It sends `Authorization: Bearer …` with its requests and, on a
socket, `{"authorization": "Bearer …"}` in `connection_init`.
"""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.card_reads import CardReadFault, CardReadState, ReaderState
from domain.rules.policy import Permission
from domain.rules.refusals import (
    CardReadOver,
    DeviceNotAccepted,
    EnrolmentCodeNotValid,
    EnvelopeRefused,
    ReaderNotAccepted,
    TooManyAttempts,
)
from domain.services import card_reads, device_health, device_sessions, enrolment
from resolvers import bridge as resolve
from schema.inputs import taking
from schema.participation import subscription
from schema.problems import command

strawberry.enum(CardReadState, description="Where a request to read a card stands.")
strawberry.enum(CardReadFault, description="Why a read failed or a reader is away.")
strawberry.enum(ReaderState, description="What a bridge says of its reader.")


@strawberry.type(description="The device that a bridge is from now on, and the X25519 key that it seals reads to.")
class DeviceEnrolled:
    """Bound to `enrolment.DeviceEnrolled`."""

    device_id: strawberry.ID
    name: str

    @strawberry.field
    def sealing_key(self) -> str:
        """32 bytes, base64."""
        return _public(self)

    @strawberry.field
    def sealing_key_id(self) -> str:
        """Which key it is."""
        return _key_id(self)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, enrolment.DeviceEnrolled)


@strawberry.type(description="A nonce of 32 bytes, base64, to be signed within the minute.")
class DeviceChallenge:
    """Bound to `device_sessions.ChallengeGiven`."""

    nonce: str
    expires_at: datetime

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, device_sessions.ChallengeGiven)


@strawberry.type(description="A device's session: it lasts 15 minutes, and a new one closes it.")
class DeviceSessionOpened:
    """Bound to `device_sessions.DeviceSessionOpened`."""

    token: str
    expires_at: datetime
    last_sequence: int = strawberry.field(description="The number of the device's last submission; the next is higher.")

    @strawberry.field
    def sealing_key(self) -> str:
        """32 bytes, base64."""
        return _public(self)

    @strawberry.field
    def sealing_key_id(self) -> str:
        """Which key it is."""
        return _key_id(self)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, device_sessions.DeviceSessionOpened)


def _public(given: Any) -> str:
    return base64.b64encode(given.sealing.public).decode()


def _key_id(given: Any) -> str:
    return str(given.sealing.id)


@strawberry.type(description="A read that is asked for: its nonce (32 bytes, base64) binds the answer to it.")
class ReadAsked:
    """Bound to `device_health.ReadAsked`."""

    request_id: strawberry.ID
    expires_at: datetime

    @strawberry.field
    def nonce(self) -> str:
        """32 bytes, base64."""
        given: Any = self
        return base64.b64encode(given.nonce).decode()


@strawberry.type(description="What a device shall do now. `seq` counts up with every change.")
class DeviceCommand:
    """Bound to `device_health.DeviceCommand`."""

    seq: int
    read: ReadAsked | None


@strawberry.type(description="Where a request to read a card stands; nothing of what was read.")
class CardProgress:
    """Bound to `card_reads.CardProgress`."""

    request_id: strawberry.ID
    state: CardReadState
    expires_at: datetime

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, card_reads.CardProgress)


@strawberry.type(description="What was taken down of a device's health; a reader that is not accepted reads nothing.")
class DeviceHealth:
    """Bound to `device_health.DeviceHealth`."""

    state: ReaderState
    reported_at: datetime
    reader_accepted: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, device_health.DeviceHealth)


@strawberry.input
class EnrolDeviceInput:
    """The code as it was typed, the bridge's Ed25519 key (32 bytes, base64), the reader's SAM id where it is known."""

    code: str
    public_key: str
    version: str
    sam_id: str | None = None

    def command(self) -> enrolment.EnrolDevice:
        """As the domain takes it."""
        return enrolment.EnrolDevice(self.code, self.public_key, self.sam_id, self.version)


@strawberry.input
class ChallengeDeviceInput:
    """Which device asks to be let in."""

    device_id: UUID

    def command(self) -> device_sessions.ChallengeDevice:
        """As the domain takes it."""
        return device_sessions.ChallengeDevice(self.device_id)


@strawberry.input
class OpenDeviceSessionInput:
    """The nonce of the challenge and the device's signature over it, both base64."""

    device_id: UUID
    nonce: str
    signature: str

    def command(self) -> device_sessions.OpenDeviceSession:
        """As the domain takes it."""
        return device_sessions.OpenDeviceSession(self.device_id, self.nonce, self.signature)


@strawberry.input
class ReportCardProgressInput:
    """WAITING_FOR_CARD, READING, CHECKING, READ_ERROR or READER_OFFLINE, the last two with a reason."""

    request_id: UUID
    state: CardReadState
    reason: CardReadFault | None = None

    def command(self) -> card_reads.ReportCardProgress:
        """As the domain takes it."""
        return card_reads.ReportCardProgress(self.request_id, self.state, self.reason)


@strawberry.input
class SubmitCardReadInput:
    """The sealed read and the signature over it, both base64, and its number. Sent again, it is the same bytes."""

    request_id: UUID
    sequence: int
    sealed: str
    signature: str

    def command(self) -> card_reads.SubmitCardRead:
        """As the domain takes it."""
        return card_reads.SubmitCardRead(self.request_id, self.sequence, self.sealed, self.signature)


@strawberry.input
class DeviceCountersInput:
    """What went wrong on the line since the bridge started."""

    junk: int
    bad: int
    timeout: int
    reopened: int


@strawberry.input
class ReportDeviceHealthInput:
    """Every 15 seconds and on change."""

    state: ReaderState
    counters: DeviceCountersInput
    version: str
    sam_id: str | None = None

    def command(self) -> device_health.ReportDeviceHealth:
        """As the domain takes it."""
        counted = self.counters
        return device_health.ReportDeviceHealth(
            self.state, self.sam_id, counted.junk, counted.bad, counted.timeout, counted.reopened, self.version
        )


@strawberry.type
class BridgeMutations:
    """Root fields of Mutation."""

    enrol_device = command(
        taking(resolve.enrol_device, EnrolDeviceInput),
        permission=None,
        success=DeviceEnrolled,
        refusals=(EnrolmentCodeNotValid, ReaderNotAccepted, TooManyAttempts),
        description="Become a device by a street's one-time code.",
    )
    challenge_device = command(
        taking(resolve.challenge_device, ChallengeDeviceInput),
        permission=None,
        success=DeviceChallenge,
        refusals=(TooManyAttempts,),
        description="A nonce to sign; a device that does not exist is answered alike.",
    )
    open_device_session = command(
        taking(resolve.open_device_session, OpenDeviceSessionInput),
        permission=None,
        success=DeviceSessionOpened,
        refusals=(DeviceNotAccepted,),
        description="Sign in as a device, by the signature over a challenge.",
    )
    report_card_progress = command(
        taking(resolve.report_card_progress, ReportCardProgressInput),
        permission=Permission.SERVE_CARD_READS,
        success=CardProgress,
        description="Say how far a read has come; what is over says how it ended.",
    )
    submit_card_read = command(
        taking(resolve.submit_card_read, SubmitCardReadInput),
        permission=Permission.SERVE_CARD_READS,
        success=CardProgress,
        refusals=(CardReadOver, EnvelopeRefused, ReaderNotAccepted),
        description="Hand in a read, sealed and signed. The same again gets the same answer.",
    )
    report_device_health = command(
        taking(resolve.report_device_health, ReportDeviceHealthInput),
        permission=Permission.SERVE_CARD_READS,
        success=DeviceHealth,
        description="Say how the reader is.",
    )


@strawberry.type
class BridgeSubscriptions:
    """Root fields of Subscription."""

    device_commands = subscription(
        resolve.watch_commands,
        permission=Permission.SERVE_CARD_READS,
        answers=DeviceCommand,
        description="What the device shall do, now and whenever that changes.",
    )
