"""One-time addresses: a file is sent to one, a sheet is fetched from one, by the account that asked and nobody else.

They live on the real clock: ten minutes are ten minutes, also in the demo.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.policy import Permission
from domain.rules.refusals import NotFound
from domain.services.access import require
from domain.services.sessions import token_hash
from domain.store.database import Transaction
from domain.store.tables import Upload

MOST_BYTES = 10 * 1024 * 1024
REGISTER_SHEET = "register_sheet"
LASTS = text("interval '10 minutes'")


@dataclass(frozen=True, slots=True)
class UploadRequested:
    """The address is `/uploads/` and the token; it takes one file of at most ten megabytes."""

    upload_id: UUID
    token: str
    expires_at: datetime


async def request_upload(tx: Transaction, estate_id: UUID) -> UploadRequested:
    """A one-time address for a register's sheet. What was sent to older ones and never used is forgotten."""
    held = await require(tx, Permission.MAINTAIN_REGISTER, estate_id)
    account = tx.actor.account_id
    if account is None:
        raise NotFound()
    await tx.session.execute(
        update(Upload)
        .where(Upload.content.is_not(None), Upload.expires_at <= func.clock_timestamp())
        .values(content=None)
    )
    upload, token = uuid7(), secrets.token_urlsafe(32)
    expires_at: datetime = (await tx.session.execute(select(func.clock_timestamp() + LASTS))).scalar_one()
    tx.session.add(
        Upload(
            id=upload,
            token_hash=token_hash(token),
            purpose=REGISTER_SHEET,
            account_id=account,
            estate_id=estate_id,
            expires_at=expires_at,
        )
    )
    tx.record("upload.requested", "upload", upload, estate_id=estate_id, role=held.role)
    return UploadRequested(upload, token, expires_at)


async def takes_upload(session: AsyncSession, token: str, account_id: UUID | None) -> bool:
    """Whether the address waits for a file of this account; asked before the file is read."""
    return await session.scalar(_waiting(token, account_id).with_only_columns(Upload.id)) is not None


async def receive_upload(tx: Transaction, token: str, file_name: str | None, content: bytes) -> UUID:
    """Keep the file, encrypted, for ten minutes. Raises `NotFound` unless the address waits for this account's file."""
    waiting = _waiting(token, tx.actor.account_id).with_for_update()
    upload = (await tx.session.scalars(waiting)).one_or_none()
    if upload is None:
        raise NotFound()
    now: datetime = (await tx.session.execute(select(func.clock_timestamp()))).scalar_one()
    upload.received_at, upload.file_name = now, file_name
    upload.expires_at = (await tx.session.execute(select(func.clock_timestamp() + LASTS))).scalar_one()
    sealed = tx.crypto.encrypt("uploads.content", upload.id, base64.b64encode(content).decode())
    upload.content = sealed
    tx.record(
        "upload.received",
        "upload",
        upload.id,
        estate_id=upload.estate_id,
        after={"bytes": len(content), "sha256": sha256(content).hexdigest()},
    )
    return upload.id


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was sent and not used yet."""

    upload: Upload
    content: bytes


async def received_file(tx: Transaction, upload_id: UUID) -> ReceivedFile:
    """The account's file, locked; who uses it calls `forget`. Raises `NotFound` when it is used, late or not theirs."""
    found = await tx.session.scalars(
        select(Upload)
        .where(
            Upload.id == upload_id,
            Upload.account_id == tx.actor.account_id,
            Upload.content.is_not(None),
            Upload.used_at.is_(None),
            Upload.expires_at > func.clock_timestamp(),
        )
        .with_for_update()
    )
    upload = found.one_or_none()
    if upload is None or upload.content is None:
        raise NotFound()
    content = base64.b64decode(tx.crypto.decrypt("uploads.content", upload.id, upload.content))
    return ReceivedFile(upload, content)


async def forget(tx: Transaction, file: ReceivedFile) -> None:
    """The file is used: nothing of it is kept but that it was there."""
    file.upload.content = None
    file.upload.used_at = (await tx.session.execute(select(func.clock_timestamp()))).scalar_one()
    await tx.session.flush()


def _waiting(token: str, account_id: UUID | None) -> Select[Upload]:
    return select(Upload).where(
        Upload.token_hash == token_hash(token),
        Upload.account_id == account_id,
        Upload.received_at.is_(None),
        Upload.expires_at > func.clock_timestamp(),
    )
