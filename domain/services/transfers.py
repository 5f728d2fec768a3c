"""Transferring a unit's title, as the register has entered it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.rules.heads import head_key
from domain.rules.policy import Permission
from domain.rules.refusals import ContentChanged, Fault, InvalidInput, NotFound
from domain.rules.register import text_faults, title_start_faults
from domain.services.access import require_around
from domain.services.locks import hold_ballots, hold_register, lock_latest_titles, lock_units
from domain.services.owners import Document, NamedOwner, name_faults, owner_faults, owners_by_document, write_owners
from domain.services.titles import WITH_A_ROLL, NewTitle, Replaced, replace_titles, unit_state_now
from domain.store.database import Transaction
from domain.store.tables import Owner, Title, Unit


@dataclass(frozen=True, slots=True)
class TransferTitle:
    """A transfer as entered in the register.

    `present_title_id` is the title that the clerk saw in force, None where they saw none. `effective_at` is the
    register's instant, None for now. `evidence` is the entry's number. `handed_over`: the unit was handed over to its
    buyer; a unit that the developer sold but did not hand over still counts with the developer's (解释 9).
    """

    unit_id: UUID
    present_title_id: UUID | None
    owners: list[NamedOwner]
    evidence: str
    effective_at: datetime | None = None
    handed_over: bool = True


@dataclass(frozen=True, slots=True)
class TitleTransferred:
    """The new title is in force; `corrections` rolls of running ballots say so."""

    unit: Unit
    title_id: UUID
    effective_at: datetime
    ended_certifications: int
    corrections: int


async def transfer(tx: Transaction, command: TransferTitle) -> TitleTransferred:
    """End the unit's title and begin that of the new owners at the register's instant.

    A casting that was made before it was recorded stays (law.md 3.7). Raises `InvalidInput`, and `ContentChanged` when
    another title is in force than the one the clerk saw.
    """
    held, estate_id = await require_around(
        tx, Permission.MAINTAIN_REGISTER, select(Unit.estate_id).where(Unit.id == command.unit_id)
    )
    await hold_register(tx, estate_id)
    await hold_ballots(tx, estate_id, WITH_A_ROLL)
    last = (await lock_latest_titles(tx, [command.unit_id])).get(command.unit_id)
    unit = (await lock_units(tx, [command.unit_id])).get(command.unit_id)
    if unit is None:
        raise NotFound()
    present = last if last is not None and last.ends_at is None else None
    # Read after the locks: a casting that had this title locked was made before this instant.
    before, now = await unit_state_now(tx, unit.id)
    starts_at = command.effective_at or now
    known = await owners_by_document(tx.session, tx.crypto, [owner.document for owner in command.owners])
    faults = _faults(tx, command, starts_at, now, last, known)
    if not command.handed_over and not (unit.developer_stock or not unit.delivered):
        faults.append(
            Fault(
                "handedOver",
                "该房屋早已交付，不能标记为未交付；只有建设单位出售的房屋才需要填写是否交付。",
                "The unit was handed over long ago; only what the developer sells can wait to be handed over.",
            )
        )
    if faults:
        raise InvalidInput(faults)
    if (present.id if present else None) != command.present_title_id:
        raise ContentChanged()
    replaced = await _replace(tx, command, unit, starts_at, before, now, known)
    tx.record(
        "title.transferred",
        "unit",
        unit.id,
        estate_id=estate_id,
        role=held.role,
        before={"title_id": str(present.id) if present else None},
        after={
            "title_id": str(replaced.title_ids[unit.id]),
            "effective_at": starts_at.isoformat(),
            "ended_certifications": replaced.ended_certifications,
            "corrections": replaced.corrections,
        },
        reason=command.evidence.strip(),
    )
    await tx.session.refresh(unit)
    return TitleTransferred(
        unit, replaced.title_ids[unit.id], starts_at, replaced.ended_certifications, replaced.corrections
    )


def _faults(
    tx: Transaction,
    command: TransferTitle,
    starts_at: datetime,
    now: datetime,
    last: Title | None,
    known: Mapping[Document, Owner],
) -> list[Fault]:
    faults = [
        *owner_faults("owners", command.owners),
        *text_faults("evidence", command.evidence, 200),
        *title_start_faults("effectiveAt", starts_at, now, (last.starts_at, last.ends_at) if last else None),
    ]
    faults += name_faults(tx.crypto, [(f"owners.{place}", owner) for place, owner in enumerate(command.owners)], known)
    found = [known[owner.document].id for owner in command.owners if owner.document in known]
    same = bool(found) and len(found) == len(command.owners) and last is not None and head_key(found) == last.head_key
    if same and last is not None and last.ends_at is None:
        faults.append(
            Fault("owners", "与现有产权人完全相同，没有转移。", "These are the present owners; nothing is transferred.")
        )
    return faults


async def _replace(
    tx: Transaction,
    command: TransferTitle,
    unit: Unit,
    starts_at: datetime,
    before: Mapping[str, Any],
    now: datetime,
    known: Mapping[Document, Owner],
) -> Replaced:
    owners = await write_owners(tx, command.owners, known)
    # What was the developer's is sold with its first title.
    unit.developer_stock, unit.delivered = False, command.handed_over
    title = NewTitle(
        unit.id,
        {owners[owner.document]: owner.share for owner in command.owners},
        starts_at,
        "transfer",
        command.evidence.strip(),
    )
    return await replace_titles(tx, unit.estate_id, [title], {unit.id: before}, now)
