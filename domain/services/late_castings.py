"""A unit certified while a ballot is open joins the choices that its owners, or this owner, have already cast.

It joins once and before the close only (law: late certification), and with it what else its owners hold together and
are certified for: a co-owner cannot answer differently afterwards. Certifying locks the unit's title FOR UPDATE and
casting locks it FOR SHARE; both look for the other's work only after they hold the lock, so no unit slips between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CTE, column, text

from domain.services import co_owner_messages
from domain.store.database import Transaction

# Holds the open ballots of the units `:units` as they are.
THROUGH_GATES = """
SELECT pass_ballot_gates(ARRAY(
  SELECT b.id FROM ballots b JOIN units u ON u.estate_id = b.estate_id
  WHERE u.id = ANY(CAST(:units AS uuid[])) AND b.state = 'open'
)) AS passed
"""

# One head is one voice: with a unit join the head's other units in the ballot that any of its owners is certified for.
# The certification's instant decides: one made just before the deadline joins, even if this is read just after it, and
# one made after it joins by nobody's.
# The choices of the same head come first; only without them those that this owner cast for their other units, be it on
# a PAD before they had this account.
_JOIN = text(f"""
WITH clock AS MATERIALIZED (SELECT domain_now() AS at), owners_accounts AS MATERIALIZED (
  SELECT DISTINCT c.account_id, c.owner_id FROM certifications c JOIN accounts me ON me.owner_id = c.owner_id
  WHERE me.id = :account
), entered AS MATERIALIZED (
  SELECT b.id AS ballot_id, t.head_key,
         CASE WHEN clock.at < b.closes_at THEN clock.at ELSE greatest(max(c.certified_at), b.opens_at) END AS at,
         b.closes_at
  FROM clock, certifications c
  JOIN titles t ON t.id = c.title_id
  JOIN units u ON u.id = c.unit_id
  JOIN ballots b ON b.estate_id = u.estate_id AND b.state = 'open'
  JOIN roll_entries r ON r.ballot_id = b.id AND r.unit_id = u.id
  WHERE c.account_id = :account AND c.unit_id = ANY(:units) AND c.ended_at IS NULL
    AND b.opens_at <= clock.at AND c.certified_at < b.closes_at
  GROUP BY b.id, t.head_key, clock.at
), chosen AS MATERIALIZED (
  SELECT DISTINCT ON (e.ballot_id, e.head_key) e.ballot_id, e.head_key, e.at, e.closes_at, s.id AS submission_id,
         s.choices
  FROM entered e
  JOIN LATERAL (
    SELECT own.id, own.choices, own.cast_at, false AS of_this_head FROM owners_accounts a
    JOIN submissions own ON own.ballot_id = e.ballot_id AND own.account_id = a.account_id AND own.owner_id = a.owner_id
    UNION ALL
    SELECT o.id, o.choices, o.cast_at, true FROM titles h
    JOIN castings k ON k.ballot_id = e.ballot_id AND k.unit_id = h.unit_id AND k.title_id = h.id
    JOIN submissions o ON o.id = k.submission_id
    WHERE h.head_key = e.head_key
  ) s ON true
  ORDER BY e.ballot_id, e.head_key, s.of_this_head DESC, s.cast_at, s.id
), late AS (
  SELECT r.ballot_id, r.unit_id, t.id AS title_id,
         CASE WHEN t.id = r.title_id THEN r.head_key
              WHEN r.developer_stock AND (u.developer_stock OR NOT u.delivered) THEN u.estate_id
              ELSE t.head_key END AS head_key, r.counted, r.area,
         chosen.submission_id, chosen.choices, chosen.at
  FROM clock, chosen
  JOIN titles t ON t.head_key = chosen.head_key
  JOIN roll_entries r ON r.ballot_id = chosen.ballot_id AND r.unit_id = t.unit_id
  JOIN units u ON u.id = r.unit_id
  WHERE EXISTS (SELECT FROM certifications c WHERE c.title_id = t.id AND c.ended_at IS NULL
                  AND c.certified_at < chosen.closes_at)
    AND t.starts_at <= clock.at AND (t.ends_at IS NULL OR t.ends_at > clock.at)
    AND NOT EXISTS (SELECT FROM castings k WHERE k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id)
), joined AS (
  INSERT INTO castings (ballot_id, unit_id, submission_id, account_id, title_id, head_key, counted, area, choices,
                        channel, cast_at)
  SELECT ballot_id, unit_id, submission_id, :account, title_id, head_key, counted, area, choices,
         'late_certification', at
  FROM late ORDER BY ballot_id, unit_id
  ON CONFLICT DO NOTHING RETURNING ballot_id, unit_id, submission_id, title_id
), told AS (
  {co_owner_messages.telling("joined k")}
)
SELECT ballot_id, unit_id, EXISTS (SELECT FROM told) AS has_told FROM joined
""")  # noqa: S608 — put together from constants


@dataclass(frozen=True, slots=True)
class Joined:
    """A unit that joined a ballot's choices by its certification."""

    ballot_id: UUID
    unit_id: UUID


async def pass_gates(tx: Transaction, unit_ids: Sequence[UUID]) -> None:
    """Hold the open ballots of these units as they are. Call it before the titles are locked: ballots come first."""
    await tx.session.execute(text(THROUGH_GATES), {"units": list(unit_ids)})


def gates(unit_ids: Sequence[UUID]) -> CTE:
    """`pass_gates` as a part of a statement that locks rows: it is done before they are."""
    passing = text(THROUGH_GATES).bindparams(units=list(unit_ids))
    return passing.columns(column("passed")).cte("gates")


def gates_of_estate(estate_id: UUID) -> CTE:
    """`gates` for all open ballots of an estate."""
    passing = text(
        "SELECT pass_ballot_gates(ARRAY(SELECT id FROM ballots WHERE estate_id = :estate AND state = 'open')) AS passed"
    )
    return passing.bindparams(estate=estate_id).columns(column("passed")).cte("gates")


async def join_late(tx: Transaction, account_id: UUID, unit_ids: Sequence[UUID]) -> list[Joined]:
    """Record the newly certified units of `account_id` in every open ballot where their owners have voted.

    Call it after the certifications were inserted, in their transaction, with the titles locked FOR UPDATE.
    """
    await pass_gates(tx, unit_ids)
    return await join_behind_gates(tx, account_id, unit_ids)


async def join_behind_gates(tx: Transaction, account_id: UUID, unit_ids: Sequence[UUID]) -> list[Joined]:
    """`join_late` for a transaction whose last statement passed the gates of these units."""
    rows = (await tx.session.execute(_JOIN, {"account": account_id, "units": list(unit_ids)})).all()
    for row in rows:
        tx.wake(f"participation:{row.ballot_id}", f"ballot:{row.ballot_id}", *(["clock"] if row.has_told else []))
    return [Joined(row.ballot_id, row.unit_id) for row in rows]
