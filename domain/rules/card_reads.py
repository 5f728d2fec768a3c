"""A request to read a card: the states it goes through, and what may follow what.

Open states come and go as the reader says; a final one stays. A request without an answer expires after 60 seconds.
"""

from datetime import timedelta
from enum import StrEnum

LASTS = timedelta(seconds=60)
TOKEN_LASTS = timedelta(minutes=5)
# A device that has not been heard of for this long is not there: it reports every 15 seconds.
SILENT_AFTER = timedelta(seconds=40)


class CardReadState(StrEnum):
    """Where a request to read a card stands."""

    WAITING_FOR_READER = "waiting_for_reader"
    WAITING_FOR_CARD = "waiting_for_card"
    READING = "reading"
    CHECKING = "checking"
    READ_ERROR = "read_error"
    READER_OFFLINE = "reader_offline"

    MATCHED = "matched"
    NO_MATCH = "no_match"
    NAME_DIFFERS = "name_differs"
    NO_UNIT_IN_SCOPE = "no_unit_in_scope"
    ALREADY_VOTED = "already_voted"
    CARD_EXPIRED = "card_expired"
    FOREIGN_CARD = "foreign_card"
    SESSION_OVER = "session_over"
    BALLOT_CLOSED = "ballot_closed"
    BALLOT_SUSPENDED = "ballot_suspended"
    READER_REVOKED = "reader_revoked"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


# What a device may report of an open request; the rest is the server's to say.
REPORTED = (
    CardReadState.WAITING_FOR_CARD,
    CardReadState.READING,
    CardReadState.CHECKING,
    CardReadState.READ_ERROR,
    CardReadState.READER_OFFLINE,
)
OPEN = (CardReadState.WAITING_FOR_READER, *REPORTED)


class CardReadFault(StrEnum):
    """Why a read failed or a reader is away: what the helper is told to do depends on it."""

    CARD_MOVED = "card_moved"
    CARD_REFUSED = "card_refused"
    CARD_NOT_GENUINE = "card_not_genuine"
    WRONG_CARD = "wrong_card"
    UNREADABLE = "unreadable"
    READER_SILENT = "reader_silent"
    READER_FAULT = "reader_fault"
    READER_LOST = "reader_lost"
    NO_NETWORK = "no_network"


class DeviceState(StrEnum):
    """Where a device stands: it waits for its enrolment, serves, or is revoked for good."""

    WAITING = "waiting"
    ACTIVE = "active"
    REVOKED = "revoked"


class ReaderState(StrEnum):
    """What a bridge says of its reader."""

    CLOSED = "closed"
    OPENING = "opening"
    PROBING = "probing"
    IDLE = "idle"
    ARMED = "armed"
    SELECTING = "selecting"
    READING = "reading"
    SUBMITTING = "submitting"
    LOST = "lost"
    FAULT = "fault"
    DENIED = "denied"


PRESENT = frozenset(
    {ReaderState.IDLE, ReaderState.ARMED, ReaderState.SELECTING, ReaderState.READING, ReaderState.SUBMITTING}
)


class PadKind(StrEnum):
    """Where a helper works: at a desk that owners come to, or from door to door."""

    DESK = "desk"
    DOOR = "door"


class CardFlag(StrEnum):
    """What a person should look at before an owner votes by this card."""

    PRIVATE_USE_NAME = "private_use_name"


# A simulator's SAM, never a real one (GA 450 numbers begin with the maker's code, and 99 is nobody's).
_SIMULATED = "99.99-"


def is_simulated(sam_id: str) -> bool:
    """Whether a SAM id is a simulator's."""
    return sam_id.startswith(_SIMULATED)
