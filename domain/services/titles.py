"""Titles begin and end at the register's instant (民法典 209, 214); what depends on them follows in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, text
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.terms import BallotState
from domain.services import unit_colours
from domain.store.database import Transaction
from domain.store.tables import RollCorrection

# A roll is frozen at opening and read until the result stands. An approved ballot is held as well: it may be about to
# freeze its roll, and must see the titles as they were before or as they are after.
WITH_A_ROLL = (BallotState.APPROVED, BallotState.OPEN, BallotState.CLOSED)


@dataclass(frozen=True, slots=True)
class NewTitle:
    """A title to begin. `owners` are ids with the share that each holds, if it is stated."""

    unit_id: UUID
    owners: Mapping[UUID, str | None]
    starts_at: datetime
    source: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What followed from new titles: their ids by unit, titles and certifications ended, rolls corrected."""

    title_ids: dict[UUID, UUID]
    ended_titles: int
    ended_certifications: int
    corrections: int


_STATE = text("""
SELECT u.id AS unit_id, u.estate_id, t.id AS title_id, u.developer_stock OR NOT u.delivered AS stock, u.delivered,
       CASE WHEN u.developer_stock OR NOT u.delivered THEN u.estate_id ELSE coalesce(t.head_key, u.id) END AS head_key,
       ARRAY(SELECT o.owner_id FROM title_owners o WHERE o.title_id = t.id ORDER BY o.owner_id) AS owners,
       (SELECT domain_now()) AS now
FROM units u LEFT JOIN titles t ON t.unit_id = u.id AND t.ends_at IS NULL WHERE u.id = ANY(:units)
""")

# The titles end, with them their certifications, and beside how many there is on which rolls the units stand.
_END = text("""
WITH n AS MATERIALIZED (
  SELECT * FROM unnest(CAST(:units AS uuid[]), CAST(:starts AS timestamptz[])) AS n(unit_id, starts_at)
), ended AS (
  UPDATE titles t SET ends_at = n.starts_at, end_recorded_at = :now
  FROM n WHERE t.unit_id = n.unit_id AND t.ends_at IS NULL RETURNING t.id
), released AS (
  UPDATE certifications SET ended_at = :now, ended_reason = 'title_ended'
  WHERE title_id IN (SELECT id FROM ended) AND ended_at IS NULL RETURNING id
), on_rolls AS (
  SELECT b.id AS ballot_id, b.state, r.unit_id, r.developer_stock AS on_roll_as_stock, c.cast_at, u.estate_id,
         u.developer_stock OR NOT u.delivered AS stock, u.delivered
  FROM ballots b JOIN roll_entries r ON r.ballot_id = b.id JOIN n ON n.unit_id = r.unit_id
  JOIN units u ON u.id = r.unit_id
  LEFT JOIN castings c ON c.ballot_id = b.id AND c.unit_id = r.unit_id
  WHERE b.estate_id = :estate AND b.state IN ('open', 'closed') AND n.starts_at < b.closes_at
)
SELECT (SELECT count(*) FROM ended) AS titles, (SELECT count(*) FROM released) AS certifications, on_rolls.*
FROM (VALUES (1)) AS always (one) LEFT JOIN on_rolls ON true ORDER BY ballot_id, unit_id
""")


async def unit_state_now(tx: Transaction, unit_id: UUID) -> tuple[dict[str, Any], datetime]:
    """`unit_states` of a unit that exists, and the domain's clock as it is then."""
    row = (await tx.session.execute(_STATE, {"units": [unit_id]})).one()
    return _state(row), row.now


async def unit_states(tx: Transaction, unit_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a roll would say of each unit now: title, head, owners, developer's stock, handed over.

    The head is that of `domain.store.rolls`: the developer's stock of an estate is one head under the estate's id, a
    unit whose owner is unknown one under its own id.
    """
    rows = await tx.session.execute(_STATE, {"units": list(unit_ids)})
    return {row.unit_id: _state(row) for row in rows}


def _state(row: Row[Any]) -> dict[str, Any]:
    return {
        "title_id": str(row.title_id) if row.title_id else None,
        "head_key": str(row.head_key),
        "owners": [str(owner) for owner in row.owners],
        "developer_stock": row.stock,
        "delivered": row.delivered,
    }


async def replace_titles(
    tx: Transaction,
    estate_id: UUID,
    titles: Sequence[NewTitle],
    before: Mapping[UUID, Mapping[str, Any]],
    now: datetime,
) -> Replaced:
    """Begin these titles, at most one per unit, and end what they replace.

    The caller holds the ballots with a roll, the units and their titles, has checked every instant, and has written
    what else changes of the units; `before` is `unit_states` from before that. Certifications of an ended title end
    `now`, when the end is recorded: a casting that was made until then was made by a certified owner. Every roll of an
    open or not yet counted ballot whose close comes after the new title's start gets a correction; a casting stays.
    """
    if not titles:
        return Replaced({}, 0, 0, 0)
    await tx.session.flush()
    given: dict[str, Any] = {
        "units": [title.unit_id for title in titles], "starts": [title.starts_at for title in titles],
        "estate": estate_id, "now": now,
    }  # fmt: skip
    rows = (await tx.session.execute(_END, given)).all()
    ids = await _begin(tx, titles, now)
    unit_colours.wake(tx, estate_id)
    starting = {title.unit_id: title for title in titles}
    on_rolls = [row for row in rows if row.ballot_id is not None]
    corrections = [
        _correction(tx, row, starting[row.unit_id], before[row.unit_id], ids[row.unit_id]) for row in on_rolls
    ]
    if corrections:
        await tx.session.execute(insert(RollCorrection), corrections)
        tx.wake(*{f"participation:{row.ballot_id}" for row in on_rolls})
    return Replaced(ids, rows[0].titles, rows[0].certifications, len(corrections))


async def _begin(tx: Transaction, titles: Sequence[NewTitle], now: datetime) -> dict[UUID, UUID]:
    ids = {title.unit_id: uuid7() for title in titles}
    owned = [(ids[title.unit_id], owner, share) for title in titles for owner, share in title.owners.items()]
    given = {
        "ids": list(ids.values()), "units": [title.unit_id for title in titles],
        "starts": [title.starts_at for title in titles], "heads": [head_key(title.owners) for title in titles],
        "sources": [title.source for title in titles], "evidences": [title.evidence for title in titles], "now": now,
        "owned": [title for title, _, _ in owned], "owners": [owner for _, owner, _ in owned],
        "shares": [share for _, _, share in owned],
    }  # fmt: skip
    await tx.session.execute(_BEGIN, given)
    return ids


_BEGIN = text("""
WITH begun AS (
  INSERT INTO titles (id, unit_id, starts_at, head_key, source, evidence, recorded_at)
  SELECT n.*, :now FROM unnest(
    CAST(:ids AS uuid[]), CAST(:units AS uuid[]), CAST(:starts AS timestamptz[]), CAST(:heads AS uuid[]),
    CAST(:sources AS text[]), CAST(:evidences AS text[])
  ) AS n
)
INSERT INTO title_owners (title_id, owner_id, share)
SELECT * FROM unnest(CAST(:owned AS uuid[]), CAST(:owners AS uuid[]), CAST(:shares AS text[]))
""")


def _correction(
    tx: Transaction, row: Row[Any], title: NewTitle, before: Mapping[str, Any], title_id: UUID
) -> dict[str, Any]:
    reason = f"产权转移登记：{title.evidence}。" if title.evidence else "产权转移登记。"
    # What the roll does not have as the developer's does not become the developer's while the ballot runs.
    stock = row.stock and row.on_roll_as_stock
    new_value: dict[str, Any] = {
        "title_id": str(title_id),
        "head_key": str(row.estate_id if stock else head_key(title.owners)),
        "owners": [str(owner) for owner in sorted(title.owners)],
        "developer_stock": stock,
        "delivered": row.delivered,
    }
    if row.cast_at is not None:
        earlier = title.starts_at <= row.cast_at
        new_value["casting"] = {"cast_at": row.cast_at.isoformat(), "stays": True, "effective_before_casting": earlier}
        reason += (
            "登记时间早于该房屋已完成的表决，但补录在后，原表决保持有效。"
            if earlier
            else "该房屋在转移前已完成表决，原表决保持有效。"
        )
    if row.state == BallotState.CLOSED:
        reason += "补录于投票截止之后。"
    return {
        "id": uuid7(),
        "ballot_id": row.ballot_id,
        "unit_id": row.unit_id,
        "kind": "transfer",
        "old_value": dict(before),
        "new_value": new_value,
        "effective_at": title.starts_at,
        "reason": reason,
        "approved_by": tx.actor.account_id,
    }
