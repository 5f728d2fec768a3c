"""A helper's work with a reader: for one ballot, at a named place, with a witness, for some hours (operation guide 9).

Helpers are the ballot's own organizer and the street. A session ends with its hours, with the ballot's window, or when
somebody ends it; nothing is read or cast after that.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from domain.rules.card_reads import CardReadState, DeviceState, PadKind
from domain.rules.identity import normalise_name
from domain.rules.people import name_faults
from domain.rules.policy import Actor, Held, Permission, Place
from domain.rules.refusals import (
    DeviceInUse,
    DeviceNotAccepted,
    Fault,
    InvalidInput,
    NotFound,
    NotSignedIn,
    PadSessionOver,
)
from domain.services import castings
from domain.services.ballots import holding, take_ballot
from domain.services.devices import end_open_read
from domain.store.castings import BallotNow
from domain.store.database import Transaction
from domain.store.tables import Account, Ballot, Device, Estate, PadSession, Street

LONGEST_HOURS = 12
PLACE_LONGEST = 60


@dataclass(frozen=True, slots=True)
class OpenPadSession:
    """Which ballot, with which reader, where, for how many hours, and who watches."""

    ballot_id: UUID
    device_id: UUID
    kind: PadKind
    place: str
    hours: int
    witness: str = field(repr=False)


async def open_pad_session(tx: Transaction, command: OpenPadSession) -> PadSession:
    """Begin to work. A session of one's own with the same reader, or one whose hours are over, ends by it.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput`, `DeviceNotAccepted`, `DeviceInUse`, and what the ballot refuses.
    """
    ballot, held = await take_ballot(tx, Permission.OPERATE_PAD, command.ballot_id)
    device = await take_device(tx, command.device_id)
    street, operator, now = await _surroundings(tx, ballot)
    if device is None or device.street_code != street:
        raise NotFound()
    if faults := _faults(tx, command, operator):
        raise InvalidInput(faults)
    if device.state is not DeviceState.ACTIVE:
        raise DeviceNotAccepted()
    refuse_unless_open(ballot, now)
    await _free(tx, device, now)
    assert ballot.closes_at is not None  # an open ballot has a window
    session = PadSession(
        id=uuid7(), ballot_id=ballot.id, estate_id=ballot.estate_id, device_id=device.id, operator_id=who(tx.actor),
        role=held.role.value, kind=command.kind, place=" ".join(command.place.split()), witness=b"", opened_at=now,
        ends_at=min(now + timedelta(hours=command.hours), ballot.closes_at),
    )  # fmt: skip
    session.witness = tx.crypto.encrypt("pad_sessions.witness", session.id, command.witness.strip())
    tx.session.add(session)
    await tx.session.flush()
    tx.record(
        "pad_session.opened", "pad_session", session.id, estate_id=ballot.estate_id, role=held.role,
        after={"ballot": str(ballot.id), "device": str(device.id), "kind": command.kind, "place": session.place},
    )  # fmt: skip
    return session


async def end_pad_session(tx: Transaction, session_id: UUID) -> PadSession:
    """End a session, one's own or, for who manages the street's readers, anybody's; the read under way is over.

    Ended again it stays as it is. Raises `NotSignedIn` and `NotFound`.
    """
    work = await take_session(tx, session_id, others_for=Permission.MANAGE_DEVICES)
    session = work.session
    if session.ended_at is None:
        await _end(tx, session, work.device, work.at)
        tx.record("pad_session.ended", "pad_session", session.id, estate_id=session.estate_id, role=work.held.role)
    return session


@dataclass(frozen=True, slots=True)
class Work:
    """A session in hand: its device and itself locked, its ballot, by which role the actor works, and the clocks, real
    (`now`) and the domain's (`at`).
    """

    session: PadSession
    device: Device
    ballot: Ballot
    held: Held
    now: datetime
    at: datetime


async def take_session(tx: Transaction, session_id: UUID, *, others_for: Permission | None = None) -> Work:
    """The actor's own session; the device's row is locked before the session's.

    With `others_for` also another's session, for who has that permission there. Raises `NotSignedIn` and `NotFound`,
    the latter also when the actor may not work for the ballot any more.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    row = (
        await tx.session.execute(
            select(
                PadSession, Device, Ballot, Street.district_code, Street.code, func.clock_timestamp(), func.domain_now()
            )
            .join(Device, Device.id == PadSession.device_id)
            .join(Ballot, Ballot.id == PadSession.ballot_id)
            .join(Estate, Estate.id == PadSession.estate_id)
            .join(Street, Street.code == Estate.street_code)
            .where(PadSession.id == session_id)
            .with_for_update(of=[Device, PadSession], key_share=True)
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    session, device, ballot, district, street, now, at = row
    place = Place(district=district, street=street, estate=session.estate_id)
    if session.operator_id == tx.actor.account_id:
        held = holding(tx.actor, Permission.OPERATE_PAD, place, ballot.organizer_id)
    else:
        held = tx.actor.holding(others_for, place) if others_for is not None else None
    if held is None:
        raise NotFound()
    return Work(session, device, ballot, held, now, at)


def refuse_when_over(session: PadSession, at: datetime) -> None:
    """Raise `PadSessionOver` unless the session goes on at `at`, by the domain's clock."""
    if session.ended_at is not None or at >= session.ends_at:
        raise PadSessionOver()


def refuse_unless_open(ballot: Ballot, at: datetime) -> None:
    """Raise what a casting would be refused with where the ballot takes none at `at`; the casting itself asks again."""
    reason, window = ballot.suspension_reason or "", (ballot.opens_at, ballot.closes_at)
    castings.refuse_outside_the_window(
        BallotNow(ballot.id, ballot.estate_id, ballot.state, *window, reason, frozenset()), at
    )


async def take_device(tx: Transaction, device_id: UUID) -> Device | None:
    """The device, its row locked."""
    taken = select(Device).where(Device.id == device_id).with_for_update(key_share=True)
    found: Device | None = await tx.session.scalar(taken, execution_options={"populate_existing": True})
    return found


async def _free(tx: Transaction, device: Device, now: datetime) -> None:
    """End whatever session may end; raise `DeviceInUse` where another helper works."""
    standing = select(PadSession).where(PadSession.device_id == device.id, PadSession.ended_at.is_(None))
    for session in await tx.session.scalars(standing.with_for_update(key_share=True)):
        if session.operator_id != tx.actor.account_id and now < session.ends_at:
            raise DeviceInUse(session.ends_at)
        await _end(tx, session, device, now)
    await tx.session.flush()


async def _end(tx: Transaction, session: PadSession, device: Device, now: datetime) -> None:
    session.ended_at, session.ended_by = min(now, session.ends_at), tx.actor.account_id
    await end_open_read(tx, device, CardReadState.SESSION_OVER)
    tx.wake(f"pad_session:{session.id}")


async def _surroundings(tx: Transaction, ballot: Ballot) -> tuple[str, Account, datetime]:
    """The street of the ballot's estate, the helper's account, and the domain's clock."""
    found = (
        select(Estate.street_code, Account, func.domain_now())
        .join(Account, Account.id == who(tx.actor))
        .where(Estate.id == ballot.estate_id)
    )
    street, operator, now = (await tx.session.execute(found)).one()
    return street, operator, now


def _faults(tx: Transaction, command: OpenPadSession, operator: Account) -> list[Fault]:
    faults = [Fault("witness", fault.zh, fault.en) for fault in name_faults(command.witness)]
    if not 0 < len(" ".join(command.place.split())) <= PLACE_LONGEST:
        faults.append(
            Fault(
                "place",
                f"请写明地点，最多 {PLACE_LONGEST} 个字。",
                f"Say where, in at most {PLACE_LONGEST} characters.",
            )
        )
    if not 1 <= command.hours <= LONGEST_HOURS:
        faults.append(Fault("hours", f"请填写 1 到 {LONGEST_HOURS} 小时。", f"Give 1 to {LONGEST_HOURS} hours."))
    if operator.name is not None and not faults:
        own = tx.crypto.decrypt("accounts.name", operator.id, operator.name)
        if normalise_name(own) == normalise_name(command.witness):
            faults.append(Fault("witness", "见证人不能是操作人本人。", "The witness is somebody else than the helper."))
    return faults


def who(actor: Actor) -> UUID:
    """The helper's account."""
    assert actor.account_id is not None  # only accounts have the permission
    return actor.account_id
