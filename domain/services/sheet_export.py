"""Exporting a register to Excel: owners masked, unless the reader may see them in full and says why."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from uuid_utils.compat import uuid7

from domain.rules.identity import mask_document, mask_name
from domain.rules.policy import Permission
from domain.rules.refusals import SHANGHAI, Fault, InvalidInput, NotFound
from domain.rules.register import UnitFields, reason_faults
from domain.rules.terms import AreaSource, DocumentKind, Usage
from domain.services.access import require
from domain.services.sessions import token_hash
from domain.services.sheets.columns import LARGEST_ROWS, SheetOwner, SheetUnit
from domain.services.sheets.export import export_workbook
from domain.services.uploads import LASTS
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.tables import Download, Estate


@dataclass(frozen=True, slots=True)
class RequestExport:
    """The estate's register as a sheet; `revealed` shows owners in full and needs a reason."""

    estate_id: UUID
    revealed: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ExportRequested:
    """The address is `/downloads/` and the token; it gives the sheet once, to this account, for ten minutes."""

    token: str
    expires_at: datetime


async def request_export(tx: Transaction, command: RequestExport) -> ExportRequested:
    """A one-time address of the estate's register. Raises `InvalidInput`."""
    permission = Permission.REVEAL_PEOPLE if command.revealed else Permission.READ_PEOPLE
    held = await require(tx, permission, command.estate_id)
    account = tx.actor.account_id
    if account is None:
        raise NotFound()
    faults = list(reason_faults("reason", command.reason or "") if command.revealed else ())
    if await tx.session.scalar(_COUNT, {"estate": command.estate_id}) > LARGEST_ROWS:
        faults.append(
            Fault(
                "estateId",
                f"该小区的房屋和产权人超过 {LARGEST_ROWS:,} 行，一张表格放不下。",
                f"The estate's units and owners exceed {LARGEST_ROWS:,} rows, which is more than a sheet holds.",
            )
        )
    if faults:
        raise InvalidInput(faults)
    token, download = secrets.token_urlsafe(32), uuid7()
    expires_at: datetime = (await tx.session.execute(select(func.clock_timestamp() + LASTS))).scalar_one()
    tx.session.add(
        Download(
            id=download,
            token_hash=token_hash(token),
            account_id=account,
            estate_id=command.estate_id,
            revealed=command.revealed,
            expires_at=expires_at,
        )
    )
    tx.record(
        "register.export_requested",
        "estate",
        command.estate_id,
        estate_id=command.estate_id,
        role=held.role,
        after={"download_id": str(download), "revealed": command.revealed},
        reason=(command.reason or "").strip() or None,
    )
    return ExportRequested(token, expires_at)


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """The sheet and the name under which it is saved."""

    file_name: str
    content: bytes


async def fetch_export(tx: Transaction, token: str) -> RegisterSheet:
    """The sheet behind a one-time address, which is used up. What the actor may see is asked again.

    Raises `NotFound` for an address that is unknown, used, late or another account's.
    """
    found = await tx.session.scalars(
        select(Download)
        .where(
            Download.token_hash == token_hash(token),
            Download.account_id == tx.actor.account_id,
            Download.used_at.is_(None),
            Download.expires_at > func.clock_timestamp(),
        )
        .with_for_update()
    )
    download = found.one_or_none()
    if download is None:
        raise NotFound()
    permission = Permission.REVEAL_PEOPLE if download.revealed else Permission.READ_PEOPLE
    held = await require(tx, permission, download.estate_id)
    download.used_at = (await tx.session.execute(select(func.clock_timestamp()))).scalar_one()
    name = await tx.session.scalar(select(Estate.name).where(Estate.id == download.estate_id))
    rows = (await tx.session.execute(_ROWS, {"estate": download.estate_id})).all()
    tx.record(
        "register.exported",
        "estate",
        download.estate_id,
        estate_id=download.estate_id,
        role=held.role,
        after={"download_id": str(download.id), "revealed": download.revealed, "rows": len(rows)},
    )
    # Thousands of rows take a second to decrypt and write: in a thread, so that this process goes on answering.
    content = await asyncio.to_thread(_workbook, tx.crypto, rows, revealed=download.revealed)
    return RegisterSheet(f"{name}-房屋.xlsx", content)


_FROM = """
FROM units u JOIN buildings b ON b.id = u.building_id
LEFT JOIN titles t ON t.unit_id = u.id AND t.ends_at IS NULL
LEFT JOIN title_owners o ON o.title_id = t.id
LEFT JOIN owners w ON w.id = o.owner_id
WHERE u.estate_id = :estate AND u.removed_at IS NULL AND b.removed_at IS NULL
"""
_COUNT = text("SELECT count(*) " + _FROM)
_ROWS = text(
    "SELECT u.id, b.name AS building, u.entrance, u.floor, u.floor_from, u.floor_to, u.room, u.usage, u.layout, u.area,"
    " u.area_source, u.developer_stock, u.delivered, t.starts_at, w.id AS owner_id, w.document_kind,"
    " w.document_number, w.name " + _FROM + "ORDER BY b.position, b.id, length(u.entrance), u.entrance, u.floor,"
    " length(u.room), u.room, u.id, w.id"
)


def _workbook(crypto: FieldCrypto, rows: Sequence[Row[Any]], *, revealed: bool) -> bytes:
    owners: dict[UUID, list[SheetOwner]] = {}
    units: dict[UUID, Row[Any]] = {}
    for row in rows:
        units.setdefault(row.id, row)
        if row.owner_id is not None:
            owners.setdefault(row.id, []).append(_owner(crypto, row, revealed=revealed))
    return export_workbook(_unit(row, owners.get(unit, ())) for unit, row in units.items())


def _owner(crypto: FieldCrypto, row: Row[Any], *, revealed: bool) -> SheetOwner:
    name = crypto.decrypt("owners.name", row.owner_id, row.name)
    number = crypto.decrypt("owners.document_number", row.owner_id, row.document_number)
    kind = DocumentKind(row.document_kind)
    return SheetOwner(name, kind, number) if revealed else SheetOwner(mask_name(name), kind, mask_document(number))


def _unit(row: Row[Any], owners: Sequence[SheetOwner]) -> SheetUnit:
    fields = UnitFields(
        row.entrance, row.floor, row.floor_from, row.floor_to, row.room, Usage(row.usage), row.layout, row.area,
        AreaSource(row.area_source), row.developer_stock, row.delivered,
    )  # fmt: skip
    starts = row.starts_at.astimezone(SHANGHAI).date() if owners else None
    return SheetUnit(row.building, fields, tuple(owners), starts)
