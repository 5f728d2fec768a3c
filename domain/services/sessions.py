"""Who is behind a cookie: sessions are opaque, kept as SHA-256, and end by idling, by age or by revocation."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.policy import ANONYMOUS, Actor, Held, Role, ScopeKind
from domain.rules.refusals import NotFound, NotSignedIn
from domain.store.database import Transaction
from domain.store.tables import Session

OWNER_IDLE = timedelta(days=30)
STAFF_IDLE = timedelta(minutes=30)
STAFF_LONGEST = timedelta(hours=12)
OWNER_LONGEST = timedelta(days=365)
CONFIRMATION_LASTS = timedelta(hours=12)

_ACTOR = text("""
SELECT s.token_hash, s.id AS session_id, a.id AS account_id, a.kind, a.owner_id, a.language,
       s.confirmed_at > clock_timestamp() - CAST(:confirmation AS interval) AS confirmed_recently,
       s.last_seen_at < clock_timestamp() - interval '1 minute' AS stale,
       (SELECT coalesce(json_agg(json_build_array(g.role, g.scope_kind, g.scope_key, g.organizer_id)), '[]')
        FROM grants g WHERE g.account_id = a.id AND g.starts_at <= domain_now()
          AND (g.ends_at IS NULL OR g.ends_at > domain_now())) AS grants,
       (SELECT coalesce(json_agg(DISTINCT c.estate_id), '[]')
        FROM certifications c WHERE c.account_id = a.id AND c.ended_at IS NULL) AS estates
FROM sessions s JOIN accounts a ON a.id = s.account_id
WHERE s.token_hash = ANY(:token_hashes) AND s.revoked_at IS NULL AND a.state = 'active' AND a.kind <> 'card'
  AND s.expires_at > clock_timestamp()
  AND s.last_seen_at > clock_timestamp() - CASE a.kind WHEN 'owner' THEN CAST(:owner_idle AS interval)
                                                                  ELSE CAST(:staff_idle AS interval) END
""")

_STANDING = text("""
SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id
WHERE s.id = ANY(:ids) AND s.revoked_at IS NULL AND a.state = 'active' AND s.expires_at > clock_timestamp()
  AND s.last_seen_at > clock_timestamp() - CASE a.kind WHEN 'owner' THEN CAST(:owner_idle AS interval)
                                                                  ELSE CAST(:staff_idle AS interval) END
UNION ALL
SELECT s.id FROM device_sessions s JOIN devices d ON d.id = s.device_id
WHERE s.id = ANY(:ids) AND s.closed_at IS NULL AND s.expires_at > clock_timestamp() AND d.state = 'active'
""")

# In one order, and not waiting for another request that does the same.
_SEEN = text("""
UPDATE sessions SET last_seen_at = clock_timestamp()
WHERE id IN (SELECT id FROM sessions WHERE id = ANY(:ids) ORDER BY id FOR UPDATE SKIP LOCKED)
""")


def token_hash(token: str) -> bytes:
    """What of a session's token is kept: its SHA-256."""
    return sha256(token.encode()).digest()


async def actor_behind(session: AsyncSession, token: str) -> Actor:
    """The actor whose session `token` opens now, or `ANONYMOUS`. Needs a session that may write."""
    return (await actors_behind(session, [token])).get(token, ANONYMOUS)


async def actors_behind(session: AsyncSession, tokens: Collection[str], *, used: bool = True) -> dict[str, Actor]:
    """By token, the actors whose sessions these tokens open now; a token that opens nothing is missing.

    Writes a session's last use at most once a minute, for which it needs a session that may write; not where asking
    is no use of the session (`used` is false).
    """
    hashes = {token_hash(token): token for token in tokens}
    given = {
        "token_hashes": list(hashes),
        "confirmation": CONFIRMATION_LASTS,
        "owner_idle": OWNER_IDLE,
        "staff_idle": STAFF_IDLE,
    }
    rows = (await session.execute(_ACTOR, given)).all()
    stale = sorted(row.session_id for row in rows if row.stale)
    if stale and used:
        await session.execute(_SEEN, {"ids": stale})
    return {hashes[row.token_hash]: _actor(row) for row in rows}


def _actor(row: Row[tuple[object, ...]]) -> Actor:
    held = [
        Held(Role(role), ScopeKind(scope_kind), scope_key, UUID(organizer) if organizer else None)
        for role, scope_kind, scope_key, organizer in row.grants
    ]
    held += [Held(Role.OWNER, ScopeKind.ESTATE, estate) for estate in row.estates]
    return Actor(
        account_id=row.account_id,
        held=tuple(held),
        owner_id=row.owner_id,
        session_id=row.session_id,
        language=row.language,
        kind=row.kind,
        confirmed_recently=row.confirmed_recently,
    )


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session was opened. `token` is its cookie's value; it is kept nowhere."""

    account_id: UUID
    session_id: UUID
    token: str = field(repr=False)


async def open_session(tx: Transaction, account_id: UUID, longest: timedelta) -> SignedIn:
    """A new session of the account, 256 bits of chance, confirmed now and over after `longest` at the latest.

    For the commands that prove who somebody is; they write the audit record.
    """
    token, session_id = secrets.token_urlsafe(32), uuid7()
    await tx.session.execute(
        insert(Session).values(
            token_hash=token_hash(token),
            id=session_id,
            account_id=account_id,
            expires_at=func.clock_timestamp() + longest,
        )
    )
    return SignedIn(account_id, session_id, token)


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A session ended."""

    session_id: UUID


async def sign_out(tx: Transaction) -> SignedOut:
    """End the actor's session; its sockets close when they are next asked. Raises `NotSignedIn`."""
    session_id = tx.actor.session_id
    if session_id is None:
        raise NotSignedIn()
    await tx.session.execute(
        text("UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = :id"), {"id": session_id}
    )
    tx.record("session.ended", "session", session_id)
    tx.wake(f"session:{session_id}")
    return SignedOut(session_id)


async def revoke_all(tx: Transaction, account_id: UUID) -> int:
    """End every session of an account; their sockets close at once. Returns how many there were."""
    return await revoke_where(tx, Session.account_id == account_id)


async def revoke_where(tx: Transaction, whose: ColumnElement[bool]) -> int:
    """`revoke_all` for several accounts, by a condition on `sessions`."""
    revoked = (
        update(Session)
        .where(whose, Session.revoked_at.is_(None))
        .values(revoked_at=func.clock_timestamp())
        .returning(Session.id)
        .cte("revoked")
    )
    topics = [f"session:{session}" for session in await tx.session.scalars(select(revoked.c.id))]
    tx.wake(*topics)
    return len(topics)


@dataclass(frozen=True, slots=True)
class SignedOutEverywhere:
    """Every session of the account ended; `sessions` is how many there were."""

    sessions: int


async def sign_out_everywhere(tx: Transaction) -> SignedOutEverywhere:
    """End every session of the actor's account, this one among them. Raises `NotSignedIn`."""
    if tx.actor.account_id is None:
        raise NotSignedIn()
    ended = await revoke_all(tx, tx.actor.account_id)
    tx.record("sessions.ended", "account", tx.actor.account_id, after={"sessions": ended})
    return SignedOutEverywhere(ended)


async def end_session(tx: Transaction, session_id: UUID) -> SignedOut:
    """End one session of the actor's account. Raises `NotSignedIn`, and `NotFound` if it is not theirs or has ended."""
    if tx.actor.account_id is None:
        raise NotSignedIn()
    ended = await tx.session.scalar(
        update(Session)
        .where(Session.id == session_id, Session.account_id == tx.actor.account_id, Session.revoked_at.is_(None))
        .values(revoked_at=func.clock_timestamp())
        .returning(Session.id)
    )
    if ended is None:
        raise NotFound()
    tx.record("session.ended", "session", session_id)
    tx.wake(f"session:{session_id}")
    return SignedOut(session_id)


async def my_sessions(session: AsyncSession, actor: Actor) -> Sequence[Session]:
    """The sessions of the actor's account that may still be used, the latest used first; at most a hundred."""
    mine = select(Session).where(Session.account_id == actor.account_id, Session.revoked_at.is_(None))
    rows = (await session.scalars(mine.order_by(Session.last_seen_at.desc(), Session.id).limit(100))).all()
    standing = await those_standing(session, [row.id for row in rows])
    return [row for row in rows if row.id in standing]


async def those_standing(session: AsyncSession, session_ids: Collection[UUID]) -> set[UUID]:
    """Which of these sessions, people's and devices', may still be used.

    Looking is no use of them: an idle one goes on idling.
    """
    rows = await session.execute(
        _STANDING, {"ids": list(session_ids), "owner_idle": OWNER_IDLE, "staff_idle": STAFF_IDLE}
    )
    return set(rows.scalars())
