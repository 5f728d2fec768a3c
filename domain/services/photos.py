"""Photos: sent to a one-time address, made anew, kept encrypted, shown for a minute with the viewer's mark, deleted.

An address belongs to the session that asked for it; whoever else knows it finds nothing. Addresses live on the real
clock. What a photo is for is decided by the noun that asks for it: this module gives it a place and takes it away.
"""

import base64
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.identity import mask_name
from domain.rules.photos import size_of_jpeg
from domain.rules.policy import Actor
from domain.rules.refusals import SHANGHAI, NotFound
from domain.rules.terms import PhotoPurpose
from domain.services import attempts
from domain.services.attempts import DAY, Counted, Limit
from domain.services.profiles import masked_phone_of
from domain.services.sessions import token_hash
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.tables import Account, Photo

ADDRESS_LASTS = timedelta(minutes=10)
# A photo that was sent and belongs to nothing after a day was forgotten.
LOOSE_LASTS = timedelta(hours=24)
SHOWN_FOR = timedelta(seconds=60)
KEPT_AFTER_DECISION = timedelta(days=30)
PER_ACCOUNT = (Limit(40, timedelta(hours=1)), Limit(150, DAY))
MOST_DELETED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class PhotoRequested:
    """The address is `/photos/` and the token; it takes one photo of at most ten megabytes from this session."""

    photo_id: UUID
    token: str
    expires_at: datetime


async def offer_address(tx: Transaction, purpose: PhotoPurpose) -> PhotoRequested:
    """A one-time address for a photo, for this session. Raises `NotFound` without a session, or once the account is
    gone: it is held meanwhile, so that whatever ends its addresses sees this one or comes first.

    For the commands that ask for photos; they have checked who may send one and write the audit record.
    """
    if tx.actor.account_id is None or tx.actor.session_id is None:
        raise NotFound()
    me = select(Account.state).where(Account.id == tx.actor.account_id).with_for_update(read=True)
    if await tx.session.scalar(me) != "active":
        raise NotFound()
    photo, token = uuid7(), secrets.token_urlsafe(32)
    expires_at: datetime = (await tx.session.execute(select(func.clock_timestamp() + ADDRESS_LASTS))).scalar_one()
    tx.session.add(
        Photo(
            id=photo,
            purpose=purpose,
            account_id=tx.actor.account_id,
            session_id=tx.actor.session_id,
            token_hash=token_hash(token),
            expires_at=expires_at,
        )
    )
    return PhotoRequested(photo, token, expires_at)


async def claim(tx: Transaction, token: str) -> UUID:
    """The photo that the address waits for, and one try counted. Commit before the photo is read.

    Raises `NotFound` unless the address waits for this session, and `TooManyAttempts`.
    """
    photo_id: UUID | None = await tx.session.scalar(_waiting(token, tx.actor).with_only_columns(Photo.id))
    if photo_id is None:
        raise NotFound()
    await attempts.take(tx, [(Counted("photo", f"account:{tx.actor.account_id}"), PER_ACCOUNT)])
    return photo_id


async def receive(tx: Transaction, token: str, picture: bytes) -> UUID:
    """Keep a picture that was made anew. Raises `NotFound` unless the address still waits for this session's photo."""
    photo = (await tx.session.scalars(_waiting(token, tx.actor).with_for_update())).one_or_none()
    if photo is None:
        raise NotFound()
    received_at: datetime = (await tx.session.execute(select(func.clock_timestamp()))).scalar_one()
    photo.received_at, photo.expires_at = received_at, received_at + LOOSE_LASTS
    photo.width, photo.height = size_of_jpeg(picture)
    photo.content = tx.crypto.encrypt_bytes("photos.content", photo.id, picture)
    tx.record("photo.received", "photo", photo.id, after={"purpose": photo.purpose, "bytes": len(picture)})
    return photo.id


def _waiting(token: str, actor: Actor) -> Select[Photo]:
    return select(Photo).where(
        Photo.token_hash == token_hash(token),
        Photo.account_id == actor.account_id,
        Photo.session_id == actor.session_id,
        Photo.received_at.is_(None),
        Photo.expires_at > func.clock_timestamp(),
    )


async def attach(
    tx: Transaction, photo_ids: Sequence[UUID], subject_id: UUID, purposes: Collection[PhotoPurpose]
) -> list[Photo]:
    """Give the account's loose photos to the thing they belong to, in the order of their ids.

    For the commands that take photos; each names the `purposes` that it takes, for a photo is shown for nothing else
    than it was sent for. Raises `NotFound` unless each is the account's, was received, is still loose and was sent for
    one of them.
    """
    wanted = set(photo_ids)
    loose = (
        select(Photo.id)
        .where(
            Photo.id.in_(wanted),
            Photo.account_id == tx.actor.account_id,
            Photo.purpose.in_(purposes),
            Photo.content.is_not(None),
            Photo.subject_id.is_(None),
            Photo.expires_at > func.clock_timestamp(),
        )
        .order_by(Photo.id)
        .with_for_update()
    )
    attached = update(Photo).where(Photo.id.in_(loose)).values(subject_id=subject_id).returning(Photo)
    photos = list(await tx.session.scalars(attached.execution_options(synchronize_session=False)))
    if len(photos) != len(wanted):
        raise NotFound()
    return sorted(photos, key=lambda photo: photo.id)


@dataclass(frozen=True, slots=True)
class PhotoAddress:
    """Where a photo is shown to the session that asked, until `expires_at` (real time, a minute)."""

    photo_id: UUID
    token: str
    expires_at: datetime


async def addresses_of(tx: Transaction, photo_ids: Sequence[UUID]) -> list[PhotoAddress]:
    """Addresses of photos for this session. For the commands that show photos; they write the audit record.

    An address is kept nowhere: it is signed with what it is bound to. Raises `NotFound` without a session.
    """
    if tx.actor.session_id is None:
        raise NotFound()
    expires_at: datetime = (await tx.session.execute(select(func.clock_timestamp() + SHOWN_FOR))).scalar_one()
    microseconds = _microseconds(expires_at)
    made = []
    for photo_id in photo_ids:
        signature = tx.crypto.index("photo_address", _bound(photo_id, tx.actor.session_id, microseconds))
        made.append(PhotoAddress(photo_id, f"{microseconds:x}.{_text(signature)}", expires_at))
    return made


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo in clear, and the mark that it must be given before it leaves."""

    content: bytes
    mark: str


async def show(session: AsyncSession, crypto: FieldCrypto, actor: Actor, photo_id: UUID, token: str) -> ShownPhoto:
    """The photo behind an address. Raises `NotFound` for any other session, photo or time than it was made for."""
    expires, _, signature = token.partition(".")
    if actor.session_id is None or not expires or len(expires) > 16 or not set(expires) <= set("0123456789abcdef"):
        raise NotFound()
    bound = _bound(photo_id, actor.session_id, int(expires, 16))
    signed = [_text(index) for index in crypto.indexes("photo_address", bound)]
    if not any(hmac.compare_digest(one.encode(), signature.encode()) for one in signed):
        raise NotFound()
    row = (
        await session.execute(
            select(Photo.content, Account, func.clock_timestamp(), func.domain_now())
            .join(Account, Account.id == actor.account_id)
            .where(Photo.id == photo_id, Photo.content.is_not(None))
        )
    ).one_or_none()
    if row is None or row[0] is None or _microseconds(row[2]) >= int(expires, 16):
        raise NotFound()
    return ShownPhoto(crypto.decrypt_bytes("photos.content", photo_id, row[0]), _mark(crypto, row[1], row[3]))


def _mark(crypto: FieldCrypto, account: Account, at: datetime) -> str:
    who = masked_phone_of(crypto, account)
    if account.kind == "staff" and account.name is not None:
        who = f"{mask_name(crypto.decrypt('accounts.name', account.id, account.name))} {account.login}"
    return f"仅供核验使用 {who} {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _bound(photo_id: UUID, session_id: UUID, microseconds: int) -> str:
    return f"{photo_id}:{session_id}:{microseconds}"


def _microseconds(at: datetime) -> int:
    return int(at.timestamp()) * 1_000_000 + at.microsecond


def _text(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).rstrip(b"=").decode()


# A condition on `photos`: what nobody may see any more, thirty days after a decision or a day after it was forgotten.
# The clocks are asked once, not for each row.
DUE = or_(
    and_(Photo.content.is_not(None), Photo.delete_after <= select(func.domain_now()).scalar_subquery()),
    and_(
        Photo.subject_id.is_(None),
        Photo.content.is_not(None),
        Photo.expires_at <= select(func.clock_timestamp()).scalar_subquery(),
    ),
)


async def delete_due(tx: Transaction) -> int:
    """Delete what has served; returns how many photos. Run it as often as you like."""
    due = select(Photo.id).where(DUE).limit(MOST_DELETED_AT_ONCE).with_for_update(skip_locked=True)
    deleted = await delete(tx, Photo.id.in_(due))
    if deleted:
        tx.record("photos.deleted", "installation", None, after={"photos": deleted})
    return deleted


async def delete_of_account(
    tx: Transaction, account_id: UUID, purposes: Collection[PhotoPurpose] = tuple(PhotoPurpose)
) -> int:
    """Delete the content of an account's photos, and end the addresses that still wait for one: first these, for that
    waits for a photo that is just being received, which is then deleted with the others. The account is locked, and
    the caller writes the audit record.
    """
    mine = (Photo.account_id == account_id) & Photo.purpose.in_(purposes)
    await tx.session.execute(
        update(Photo)
        .where(mine, Photo.received_at.is_(None), Photo.expires_at > func.clock_timestamp())
        .values(expires_at=func.clock_timestamp())
        .execution_options(synchronize_session=False)
    )
    return await delete(tx, mine & Photo.content.is_not(None))


async def delete(tx: Transaction, which: ColumnElement[bool]) -> int:
    """Delete the content of photos; that they were there, and until when, stays. The caller writes the audit record."""
    gone = await tx.session.scalars(
        update(Photo)
        .where(which, Photo.deleted_at.is_(None))
        .values(content=None, deleted_at=func.domain_now())
        .returning(Photo.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
