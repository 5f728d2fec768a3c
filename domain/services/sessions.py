"""Who is behind a cookie: sessions are opaque, kept as SHA-256, and end by idling, by age or by revocation."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import ANONYMOUS, Actor, Held, Role, ScopeKind
from domain.rules.refusals import NotSignedIn
from domain.store.database import Transaction

OWNER_IDLE = timedelta(days=30)
STAFF_IDLE = timedelta(minutes=30)
STAFF_LONGEST = timedelta(hours=12)
CONFIRMATION_LASTS = timedelta(hours=12)

_ACTOR = text("""
SELECT s.id AS session_id, a.id AS account_id, a.kind, a.owner_id, a.language,
       s.confirmed_at > clock_timestamp() - CAST(:confirmation AS interval) AS confirmed_recently,
       s.last_seen_at < clock_timestamp() - interval '1 minute' AS stale,
       (SELECT coalesce(json_agg(json_build_array(g.role, g.scope_kind, g.scope_key, g.organizer_id)), '[]')
        FROM grants g WHERE g.account_id = a.id AND g.starts_at <= domain_now()
          AND (g.ends_at IS NULL OR g.ends_at > domain_now())) AS grants,
       (SELECT coalesce(json_agg(DISTINCT c.estate_id), '[]')
        FROM certifications c WHERE c.account_id = a.id AND c.ended_at IS NULL) AS estates
FROM sessions s JOIN accounts a ON a.id = s.account_id
WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND a.state = 'active'
  AND s.expires_at > clock_timestamp()
  AND s.last_seen_at > clock_timestamp() - CASE a.kind WHEN 'owner' THEN CAST(:owner_idle AS interval)
                                                                  ELSE CAST(:staff_idle AS interval) END
""")


def token_hash(token: str) -> bytes:
    """What of a session's token is kept: its SHA-256."""
    return sha256(token.encode()).digest()


async def actor_behind(session: AsyncSession, token: str) -> Actor:
    """The actor whose session `token` opens now, or `ANONYMOUS`.

    Writes the session's last use at most once a minute; needs a session that may write.
    """
    row = (
        await session.execute(
            _ACTOR,
            {
                "token_hash": token_hash(token),
                "confirmation": CONFIRMATION_LASTS,
                "owner_idle": OWNER_IDLE,
                "staff_idle": STAFF_IDLE,
            },
        )
    ).one_or_none()
    if row is None:
        return ANONYMOUS
    if row.stale:
        await session.execute(
            text("UPDATE sessions SET last_seen_at = clock_timestamp() WHERE id = :id"), {"id": row.session_id}
        )
    return _actor(row)


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
