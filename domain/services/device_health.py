"""What a bridge says of its reader every quarter of a minute and whenever it changes, and what it is asked to do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.card_reads import (
    OPEN,
    PRESENT,
    SILENT_AFTER,
    CardReadFault,
    CardReadState,
    DeviceState,
    ReaderState,
    is_simulated,
)
from domain.rules.refusals import Fault, InvalidInput, NotFound
from domain.services import reader_alarms
from domain.services.attempts import real_now
from domain.services.card_reads import reader_is_accepted, serving
from domain.services.enrolment import VERSION_LONGEST, is_production, sam_faults
from domain.services.pad_sessions import take_device
from domain.store.database import Transaction
from domain.store.tables import CardRead, Device

LARGEST_COUNT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class ReportDeviceHealth:
    """The reader's state, its SAM id where it is known, what went wrong so far, and the bridge's version."""

    state: ReaderState
    sam_id: str | None
    junk: int
    bad: int
    timeout: int
    reopened: int
    version: str


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """What was taken down; a reader that is not accepted reads nothing."""

    state: ReaderState
    reported_at: datetime
    reader_accepted: bool


async def report_device_health(tx: Transaction, command: ReportDeviceHealth) -> DeviceHealth:
    """Take down a device's health. The first reader it reports is pinned; another one raises an alarm.

    A reader that goes away shows on the PAD that waits for it. Only what changes leaves an audit record: the rest says
    the same four times a minute. Raises `NotFound` and `InvalidInput`.
    """
    device = await take_device(tx, serving(tx).id)
    if device is None or device.state is not DeviceState.ACTIVE:
        raise NotFound()
    if faults := _faults(command):
        raise InvalidInput(faults)
    before = {"reader": device.reader_state, "sam_id": device.seen_sam_id, "version": device.version}
    if command.sam_id is not None:
        await _see(tx, device, command.sam_id)
    now = await real_now(tx)
    was_silent = device.health_at is None or now - device.health_at >= SILENT_AFTER
    device.reader_state, device.version, device.health_at = command.state, command.version, now
    device.counters = {
        "junk": command.junk, "bad": command.bad, "timeout": command.timeout, "reopened": command.reopened,
    }  # fmt: skip
    accepted = await reader_is_accepted(tx, device)
    if command.state not in PRESENT or not accepted:
        await _take_away(tx, device)
    elif was_silent:
        await _come_back(tx, device)
    after = {"reader": device.reader_state, "sam_id": device.seen_sam_id, "version": device.version}
    if after != before:
        tx.record(
            "device.health_changed", "device", device.id, street_code=device.street_code, role="device",
            before=before, after=after,
        )  # fmt: skip
    tx.wake(f"device_health:{device.id}")
    return DeviceHealth(command.state, device.health_at, accepted)


async def _see(tx: Transaction, device: Device, sam_id: str) -> None:
    device.seen_sam_id = sam_id
    may_be_pinned = not (is_simulated(sam_id) and await is_production(tx))
    if device.sam_id is None and may_be_pinned:
        device.sam_id = sam_id
    if device.sam_id != sam_id:
        detail = {"enrolled": device.sam_id, "found": sam_id}
        await reader_alarms.raise_for(tx, device, reader_alarms.READER_CHANGED, detail)


async def _take_away(tx: Transaction, device: Device) -> None:
    read = await _open_read(tx, device)
    if read is not None and read.state is not CardReadState.READER_OFFLINE:
        read.state, read.fault = CardReadState.READER_OFFLINE, CardReadFault.READER_LOST
        read.seq += 1
        tx.wake(f"card_read:{read.id}")


async def _come_back(tx: Transaction, device: Device) -> None:
    # Of a silent device the PAD is shown that its reader is offline, which is nowhere written: what is shown after it
    # must not seem to be older.
    read = await _open_read(tx, device)
    if read is not None:
        read.seq += 1
        tx.wake(f"card_read:{read.id}")


async def _open_read(tx: Transaction, device: Device) -> CardRead | None:
    waiting = select(CardRead).where(CardRead.device_id == device.id, CardRead.state.in_(OPEN)).with_for_update()
    read: CardRead | None = await tx.session.scalar(waiting, execution_options={"populate_existing": True})
    return read


def _faults(command: ReportDeviceHealth) -> list[Fault]:
    faults = sam_faults("samId", command.sam_id)
    if not 0 < len(command.version) <= VERSION_LONGEST:
        faults.append(Fault("version", "请填写程序版本。", "Say which version the bridge is."))
    counts = {"junk": command.junk, "bad": command.bad, "timeout": command.timeout, "reopened": command.reopened}
    for name, count in counts.items():
        if not 0 <= count <= LARGEST_COUNT:
            faults.append(Fault(f"counters.{name}", "计数不能是负数。", "A count is not negative."))
    return faults


@dataclass(frozen=True, slots=True)
class ReadAsked:
    """The read that a device is asked for."""

    request_id: UUID
    nonce: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceCommand:
    """What a device shall do now. `seq` counts up with every change; `read` is None where there is nothing to read."""

    seq: int
    read: ReadAsked | None


async def command_for(session: AsyncSession, device_id: UUID) -> DeviceCommand | None:
    """What a device shall do now, or None where it serves no more."""
    found = (
        select(Device.command_seq, CardRead.id, CardRead.nonce, CardRead.expires_at)
        .outerjoin(
            CardRead,
            (CardRead.device_id == Device.id)
            & CardRead.state.in_(OPEN)
            & (CardRead.expires_at > func.clock_timestamp()),
        )
        .where(Device.id == device_id, Device.state == DeviceState.ACTIVE)
    )
    row = (await session.execute(found)).one_or_none()
    if row is None:
        return None
    seq, request_id, nonce, expires_at = row
    asked: UUID | None = request_id  # of an outer join
    return DeviceCommand(seq, ReadAsked(asked, nonce, expires_at) if asked is not None else None)
