"""The statements of a read that was handed in: what is locked at its beginning, and what is written at its end.

Few, because an owner stands at the reader meanwhile: one takes everything that the read is decided on, one writes
everything that was decided and looks for what no honest reader does.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.card import Card
from domain.rules.card_reads import TOKEN_LASTS, CardReadState
from domain.store.tables import Ballot, CardRead, Device, PadSession


@dataclass(frozen=True, slots=True)
class TakenRead:
    """A request and its device, both locked, its PAD session and ballot, the real clock (`now`) and the domain's."""

    read: CardRead
    device: Device
    session: PadSession
    ballot: Ballot
    now: datetime
    at: datetime


async def take_read(session: AsyncSession, request_id: UUID, device_id: UUID) -> TakenRead | None:
    """The device's request, or None where it has no such request. The device's row is locked before the request's."""
    row = (
        await session.execute(
            select(CardRead, Device, PadSession, Ballot, func.clock_timestamp(), func.domain_now())
            .join(Device, Device.id == CardRead.device_id)
            .join(PadSession, PadSession.id == CardRead.pad_session_id)
            .join(Ballot, Ballot.id == CardRead.ballot_id)
            .where(CardRead.id == request_id, CardRead.device_id == device_id)
            .with_for_update(of=[Device, CardRead], key_share=True)
        )
    ).one_or_none()
    return TakenRead(row[0], row[1], row[2], row[3], row[4], row[5]) if row is not None else None


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a read: its state, whose card it was if that is known, and the token to cast with, if any."""

    state: CardReadState
    owner_id: UUID | None = None
    account_id: UUID | None = None
    name_flagged: bool = False
    key_version: int = 1
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a read looks together with those before it."""

    hits_at_once: int
    same_timings_as: UUID | None
    buildings: int


# What stands in `reads` is as it was before this one; its own figures are given.
_SETTLE = text("""
WITH device AS (
  UPDATE devices SET last_sequence = :sequence, sam_id = :sam, seen_sam_id = :sam, command_seq = command_seq + 1
  WHERE id = :device
), settled AS (
  UPDATE card_reads SET state = :state, fault = NULL, seq = seq + 1, sequence = :sequence, envelope_hash = :envelope,
    card_kind = :kind, name_flagged = :flagged, owner_id = CAST(:owner AS uuid), account_id = CAST(:account AS uuid),
    sam_id = :sam, attempts = :attempts, find_misses = :misses, timings_hash = :timings, finished_at = clock_timestamp()
  WHERE id = :read
), token AS (
  INSERT INTO match_tokens (token_hash, card_read_id, key_version, expires_at)
  SELECT CAST(:token AS bytea), :read, :version, clock_timestamp() + CAST(:lasts AS interval)
  WHERE CAST(:token AS bytea) IS NOT NULL
), before AS (
  SELECT find_misses, row_number() OVER (ORDER BY id DESC) AS place
  FROM (SELECT id, find_misses FROM card_reads
        WHERE device_id = :device AND find_misses IS NOT NULL ORDER BY id DESC LIMIT 16) latest
), visited AS (
  SELECT :read AS id, CAST(:owner AS uuid) AS owner_id WHERE CAST(:owner AS uuid) IS NOT NULL
  UNION
  SELECT id, owner_id FROM card_reads
  WHERE pad_session_id = :pad AND owner_id IS NOT NULL AND finished_at > clock_timestamp() - CAST(:within AS interval)
), housed AS (
  SELECT min(u.building_id::text) AS building FROM visited v
  JOIN title_owners o ON o.owner_id = v.owner_id JOIN titles t ON t.id = o.title_id AND t.ends_at IS NULL
  JOIN units u ON u.id = t.unit_id AND u.estate_id = :estate
  GROUP BY v.id HAVING count(DISTINCT u.building_id) = 1
)
SELECT CASE WHEN :misses > 0 THEN 0
            ELSE 1 + (SELECT count(*) FROM before b
                      WHERE NOT EXISTS (SELECT FROM before n WHERE n.place <= b.place AND n.find_misses > 0)) END,
       (SELECT id FROM card_reads WHERE device_id = :device AND id <> :read AND timings_hash = :timings
          AND created_at > clock_timestamp() - CAST(:remembered AS interval) LIMIT 1),
       (SELECT count(DISTINCT building) FROM housed)
""")


async def settle(
    session: AsyncSession,
    taken: TakenRead,
    card: Card,
    decided: Decided,
    *,
    sequence: int,
    envelope: bytes,
    within: timedelta,
    remembered: timedelta,
) -> Pattern:
    """Write down what became of the read and that its number and envelope are used; what it looks like, is answered.

    Buildings are counted `within` the last minutes, equal timings are `remembered` for so long. An owner of several
    buildings is nowhere in particular and counts for none.
    """
    given = {
        "read": taken.read.id, "device": taken.device.id, "pad": taken.session.id, "estate": taken.session.estate_id,
        "state": decided.state.value, "sequence": sequence, "envelope": envelope, "kind": card.kind.value,
        "flagged": decided.name_flagged, "owner": decided.owner_id, "account": decided.account_id, "sam": card.sam_id,
        "attempts": card.attempts, "misses": card.find_misses, "version": decided.key_version,
        "timings": sha256(",".join(map(str, card.timings)).encode()).digest(),
        "token": sha256(decided.token.encode()).digest() if decided.token is not None else None,
        "lasts": TOKEN_LASTS, "within": within, "remembered": remembered,
    }  # fmt: skip
    row = (await session.execute(_SETTLE, given)).one()
    return Pattern(row[0], row[1], row[2])
