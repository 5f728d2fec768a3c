"""What is kept no longer than it serves: codes, addresses and marks on doors for a day, log-ins half a year."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_

from domain.store.database import Transaction
from domain.store.tables import (
    AccountExport,
    Activation,
    Attempt,
    DeviceChallenge,
    DeviceSession,
    DoorMark,
    Download,
    EnrolmentCode,
    MatchToken,
    Photo,
    Session,
    SmsCode,
    Table,
    Upload,
)

SECRETS_LAST = timedelta(hours=24)
# 网络安全法 21 asks for six months of network logs at the least; this is the longest six months there are.
SECURITY_LOGS_LAST = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows went."""

    codes: int
    activations: int
    uploads: int
    downloads: int
    photo_addresses: int
    enrolment_codes: int
    challenges: int
    match_tokens: int
    door_marks: int
    account_exports: int
    attempts: int
    sessions: int
    device_sessions: int


async def purge(tx: Transaction) -> Purged:
    """Delete what has served its time. Run it as often as you like: what went is gone, and what serves stays.

    On the real clock, as the rows are: an advance of the demo clock ages no code.
    """
    day_ago, half_a_year_ago = func.clock_timestamp() - SECRETS_LAST, func.clock_timestamp() - SECURITY_LOGS_LAST
    purged = Purged(
        codes=await _delete(tx, SmsCode, SmsCode.created_at <= day_ago),
        activations=await _delete(tx, Activation, Activation.expires_at <= day_ago),
        uploads=await _delete(tx, Upload, Upload.expires_at <= day_ago),
        downloads=await _delete(tx, Download, Download.expires_at <= day_ago),
        photo_addresses=await _delete(tx, Photo, and_(Photo.received_at.is_(None), Photo.expires_at <= day_ago)),
        enrolment_codes=await _delete(tx, EnrolmentCode, EnrolmentCode.expires_at <= day_ago),
        challenges=await _delete(tx, DeviceChallenge, DeviceChallenge.expires_at <= day_ago),
        # One that was used stays with the casting that it was used for.
        match_tokens=await _delete(
            tx, MatchToken, and_(MatchToken.used_at.is_(None), MatchToken.expires_at <= day_ago)
        ),
        door_marks=await _delete(tx, DoorMark, DoorMark.marked_at <= day_ago),
        account_exports=await _delete(tx, AccountExport, AccountExport.expires_at <= day_ago),
        attempts=await _delete(tx, Attempt, Attempt.at <= half_a_year_ago),
        sessions=await _delete(
            tx, Session, or_(Session.revoked_at <= half_a_year_ago, Session.expires_at <= half_a_year_ago)
        ),
        device_sessions=await _delete(tx, DeviceSession, DeviceSession.expires_at <= half_a_year_ago),
    )
    if any(asdict(purged).values()):
        tx.record("records.purged", "installation", None, after=asdict(purged))
    return purged


async def _delete(tx: Transaction, table: type[Table], condition: ColumnElement[bool]) -> int:
    gone = await tx.session.scalars(delete(table).where(condition).returning(*table.__table__.primary_key))
    return len(gone.all())
