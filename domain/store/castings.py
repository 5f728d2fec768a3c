"""The statements of a casting, on the driver itself: few, the same number for one casting and for many.

A group's transaction passes the gates of its ballots, locks the owners' titles, and only then reads: the clock, the
ballots, earlier submissions under the same keys, and the units that the owners hold. READ COMMITTED gives each of
these reads what was committed when the locks were held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg

from domain.rules.ballot import Matter, Option
from domain.rules.terms import BallotState, Channel, ChoiceMode, MatterEffect, MatterKind, MatterMode, OptionRole

if TYPE_CHECKING:  # the driver's classes take parameters in its stubs only
    Driver = asyncpg.Connection[asyncpg.Record]


@dataclass(frozen=True, slots=True)
class BallotNow:
    """A ballot as it stands, behind its gate. `suspended` holds the ids of its suspended matters.

    `merges_owners`: sets of owners that overlap are one head in it (`co_owner = any_overlap`).
    """

    id: UUID
    estate_id: UUID
    state: BallotState
    opens_at: datetime | None
    closes_at: datetime | None
    suspension_reason: str
    suspended: frozenset[str]
    merges_owners: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What a ballot asks; it does not change after approval. Ids are UUIDs as text, as the rules take them."""

    matters: tuple[Matter, ...]
    titles: dict[str, str]
    ordinals: dict[str, int]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A submission as it was recorded."""

    id: UUID
    ballot_id: UUID
    account_id: UUID
    client_key: UUID
    payload_hash: bytes
    channel: Channel
    heads: int
    area: int
    cast_at: datetime
    units: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HeldUnit:
    """A certified unit of an owner in a ballot's roll, and its casting if there is one.

    `title_head` is the exact set of its present owners. `head_key` is what it counts as: the roll's head, or after a
    transfer the present owners'. `certified_by` are the accounts of all its owners that are certified for it.
    `cast_by` is the account that chose; a unit that joined late was not cast by its own certification.
    """

    unit_id: UUID
    title_id: UUID
    title_head: UUID
    head_key: UUID
    counted: bool
    area: int
    certified_by: frozenset[UUID]
    cast_submission: UUID | None
    cast_by: UUID | None
    cast_at: datetime | None


def heads_of(units: Iterable[HeldUnit], ballot: BallotNow) -> int:
    """As how many heads an owner counts with these units of theirs (建筑物区分所有权解释 9).

    Where sets that share an owner are one head, all that one owner has is one; the developer's stock, whose key is the
    estate's id, is one of its own in any case.
    """
    keys = {unit.head_key for unit in units if unit.counted}
    if not ballot.merges_owners:
        return len(keys)
    return len(keys & {ballot.estate_id}) + bool(keys - {ballot.estate_id})


# OFFSET 0 keeps each look-up one of its own, by the whole key. Left to choose, the planner goes through the rolls of
# all ballots for a unit, or through all submissions for a few keys if it last saw the table small.
_LOCK_TITLES = """
SELECT t.id FROM unnest($1::uuid[], $2::uuid[]) AS asked (ballot_id, owner_id)
JOIN title_owners o ON o.owner_id = asked.owner_id
JOIN titles t ON t.id = o.title_id AND (t.ends_at IS NULL OR t.ends_at > (SELECT domain_now()))
CROSS JOIN LATERAL (
  SELECT FROM roll_entries r WHERE r.ballot_id = asked.ballot_id AND r.unit_id = t.unit_id OFFSET 0
) r
ORDER BY t.id FOR SHARE OF t
"""

_BALLOTS = """
SELECT b.id, b.estate_id, b.state, b.opens_at, b.closes_at, coalesce(b.suspension_reason, '') AS suspension_reason,
       ARRAY(SELECT m.id FROM matters m WHERE m.ballot_id = b.id AND m.state = 'suspended') AS suspended,
       coalesce(b.settings ->> 'co_owner' = 'any_overlap', false) AS merges_owners, (SELECT domain_now()) AS at
FROM ballots b WHERE b.id = ANY($1::uuid[])
"""

_RECORDED = """
SELECT s.id, s.ballot_id, s.account_id, s.client_key, s.payload_hash, s.channel, s.heads, s.area, s.cast_at,
       ARRAY(SELECT c.unit_id FROM castings c WHERE c.submission_id = s.id AND c.channel <> 'late_certification'
             ORDER BY c.unit_id) AS units
FROM unnest($1::uuid[], $2::uuid[]) AS asked (account_id, client_key)
CROSS JOIN LATERAL (
  SELECT r.* FROM submissions r WHERE r.account_id = asked.account_id AND r.client_key = asked.client_key OFFSET 0
) s
"""

_HELD_UNITS = """
SELECT asked.ballot_id, asked.owner_id, r.unit_id, t.id AS title_id, t.head_key AS title_head,
       CASE WHEN t.id = r.title_id THEN r.head_key
            WHEN r.developer_stock AND (u.developer_stock OR NOT u.delivered) THEN u.estate_id
            ELSE t.head_key END AS head_key, r.counted, r.area,
       certified.by, k.submission_id, s.account_id, k.cast_at
FROM unnest($1::uuid[], $2::uuid[]) AS asked (ballot_id, owner_id)
JOIN title_owners o ON o.owner_id = asked.owner_id
JOIN titles t ON t.id = o.title_id AND t.starts_at <= $3 AND (t.ends_at IS NULL OR t.ends_at > $3)
CROSS JOIN LATERAL (
  SELECT r.* FROM roll_entries r WHERE r.ballot_id = asked.ballot_id AND r.unit_id = t.unit_id OFFSET 0
) r
JOIN units u ON u.id = r.unit_id
JOIN LATERAL (
  SELECT array_agg(c.account_id) AS by FROM certifications c WHERE c.title_id = t.id AND c.ended_at IS NULL
) certified ON certified.by IS NOT NULL
LEFT JOIN castings k ON k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id
LEFT JOIN submissions s ON s.id = k.submission_id
ORDER BY r.unit_id
"""

_PAPERS = """
SELECT m.ballot_id, m.id, m.kind, m.effects, m.title, m.choice_mode, m.seats, m.max_picks,
       o.id AS option_id, o.role, o.ordinal
FROM matters m JOIN options o ON o.matter_id = m.id JOIN ballots b ON b.id = m.ballot_id
WHERE m.ballot_id = ANY($1::uuid[]) AND b.state NOT IN ('draft', 'submitted', 'rejected')
ORDER BY m.ballot_id, m.position, o.position
"""

_INSERT = """
WITH submitted AS (
  INSERT INTO submissions (id, ballot_id, account_id, owner_id, client_key, payload_hash, choices, channel, device_id,
                           operator_id, heads, area, cast_at)
  SELECT s.id, s.ballot_id, s.account_id, s.owner_id, s.client_key, s.payload_hash, s.choices::smallint[], s.channel,
         s.device_id, s.operator_id, s.heads, s.area, $12
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bytea[], $7::text[], $8::text[],
              $9::uuid[], $10::uuid[], $11::int[], $13::bigint[])
       AS s (id, ballot_id, account_id, owner_id, client_key, payload_hash, choices, channel, device_id, operator_id,
             heads, area)
  ON CONFLICT DO NOTHING
  RETURNING id, ballot_id, account_id, choices, channel, heads, area, device_id, operator_id
), recorded AS (
  INSERT INTO audit_records (action, subject_kind, subject_id, estate_id, account_id, role, after, request_id, at)
  SELECT 'ballot.cast', 'ballot', s.ballot_id, a.estate_id, s.account_id, 'owner',
         jsonb_build_object('receipt', s.id, 'heads', s.heads, 'area', s.area)
           || CASE s.channel WHEN 'pad' THEN jsonb_build_object('channel', s.channel, 'device', s.device_id,
                                                                'operator', s.operator_id) ELSE '{}' END,
         a.request_id, $12
  FROM unnest($1::uuid[], $14::uuid[], $15::uuid[]) AS a (id, estate_id, request_id) JOIN submitted s USING (id)
)
INSERT INTO castings (ballot_id, unit_id, submission_id, account_id, title_id, head_key, counted, area, choices,
                      channel, cast_at)
SELECT s.ballot_id, u.unit_id, s.id, s.account_id, u.title_id, u.head_key, u.counted, u.area, s.choices, s.channel, $12
FROM unnest($16::uuid[], $17::uuid[], $18::uuid[], $19::uuid[], $20::bool[], $21::bigint[])
     AS u (submission_id, unit_id, title_id, head_key, counted, area)
JOIN submitted s ON s.id = u.submission_id
ORDER BY s.ballot_id, u.unit_id
ON CONFLICT DO NOTHING RETURNING unit_id
"""

_NAMES = (
    "SELECT s.id, o.id AS owner_id, o.name FROM submissions s JOIN owners o ON o.id = s.owner_id WHERE s.id = ANY($1)"
)


async def lock(driver: "Driver", pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Pass the ballots' gates, then lock the owners' titles in the rolls; `pairs` are (ballot, owner)."""
    await driver.execute("SELECT pass_ballot_gates($1::uuid[])", [ballot for ballot, _ in pairs])
    await driver.fetch(_LOCK_TITLES, *_columns(pairs, 2))


async def ballots_now(driver: "Driver", ballots: Sequence[UUID]) -> tuple[dict[UUID, BallotNow], datetime | None]:
    """The ballots that exist, and the domain's clock (None if there is no ballot)."""
    rows = await driver.fetch(_BALLOTS, ballots)
    found = {
        row["id"]: BallotNow(
            row["id"],
            row["estate_id"],
            BallotState(row["state"]),
            row["opens_at"],
            row["closes_at"],
            row["suspension_reason"],
            frozenset(map(str, row["suspended"])),
            row["merges_owners"],
        )
        for row in rows
    }
    return found, rows[0]["at"] if rows else None


async def recorded(driver: "Driver", keys: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Recorded]:
    """The submissions that were made under these (account, client key)."""
    rows = await driver.fetch(_RECORDED, *_columns(keys, 2))
    return {(row["account_id"], row["client_key"]): _recorded(row) for row in rows}


def _recorded(row: "asyncpg.Record") -> Recorded:
    values = dict(row)
    return Recorded(**{**values, "channel": Channel(values["channel"]), "units": tuple(values["units"])})


async def held_units(
    driver: "Driver", pairs: Sequence[tuple[UUID, UUID]], at: datetime
) -> dict[tuple[UUID, UUID], list[HeldUnit]]:
    """By (ballot, owner): the owner's units in the roll, at `at`, that any of their owners is certified for."""
    found: dict[tuple[UUID, UUID], list[HeldUnit]] = {}
    for row in await driver.fetch(_HELD_UNITS, *_columns(pairs, 2), at):
        unit = HeldUnit(
            row["unit_id"],
            row["title_id"],
            row["title_head"],
            row["head_key"],
            row["counted"],
            row["area"],
            frozenset(row["by"]),
            row["submission_id"],
            row["account_id"],
            row["cast_at"],
        )
        found.setdefault((row["ballot_id"], row["owner_id"]), []).append(unit)
    return found


async def papers(driver: "Driver", ballots: Sequence[UUID]) -> dict[UUID, Paper]:
    """What these ballots ask; a ballot that may still be edited is left out."""
    rows = await driver.fetch(_PAPERS, ballots)
    by_ballot: dict[UUID, dict[UUID, list[asyncpg.Record]]] = {}
    for row in rows:
        by_ballot.setdefault(row["ballot_id"], {}).setdefault(row["id"], []).append(row)
    return {
        ballot: Paper(
            tuple(_matter(options) for options in matters.values()),
            {str(matter): options[0]["title"] for matter, options in matters.items()},
            {str(row["option_id"]): row["ordinal"] for options in matters.values() for row in options},
        )
        for ballot, matters in by_ballot.items()
    }


def _matter(rows: "Sequence[asyncpg.Record]") -> Matter:
    first = rows[0]
    roles = [OptionRole(row["role"]) for row in rows]
    return Matter(
        id=str(first["id"]),
        kind=MatterKind(first["kind"]),
        mode=matter_mode(ChoiceMode(first["choice_mode"]), roles),
        options=tuple(Option(str(row["option_id"]), role) for row, role in zip(rows, roles, strict=True)),
        seats=first["seats"],
        max_picks=first["max_picks"],
        effects=frozenset(map(MatterEffect, first["effects"])),
    )


def matter_mode(choice_mode: ChoiceMode, roles: Sequence[OptionRole]) -> MatterMode:
    """How a matter is counted: seats make an election, options to choose among make a choice."""
    if choice_mode is not ChoiceMode.SINGLE:
        return MatterMode.ELECTION
    return MatterMode.CHOICE if OptionRole.CHOICE in roles else MatterMode.SINGLE


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """What is to be recorded: the submission's columns and the units that it covers."""

    id: UUID
    ballot_id: UUID
    account_id: UUID
    owner_id: UUID
    client_key: UUID
    payload_hash: bytes
    choices: tuple[int, ...]
    channel: Channel
    device_id: UUID | None
    operator_id: UUID | None
    heads: int
    area: int
    estate_id: UUID
    request_id: UUID
    units: tuple[HeldUnit, ...]


async def insert(driver: "Driver", submissions: Sequence[NewSubmission], at: datetime) -> bool:
    """Record all of them at `at` with their audit records; whether every casting was new.

    False means that another transaction recorded one of the units or keys meanwhile: roll back and look again.
    """
    units = [(one.id, unit) for one in submissions for unit in one.units]
    inserted = await driver.fetch(
        _INSERT,
        [one.id for one in submissions],
        [one.ballot_id for one in submissions],
        [one.account_id for one in submissions],
        [one.owner_id for one in submissions],
        [one.client_key for one in submissions],
        [one.payload_hash for one in submissions],
        ["{" + ",".join(map(str, one.choices)) + "}" for one in submissions],
        [one.channel.value for one in submissions],
        [one.device_id for one in submissions],
        [one.operator_id for one in submissions],
        [one.heads for one in submissions],
        at,
        [one.area for one in submissions],
        [one.estate_id for one in submissions],
        [one.request_id for one in submissions],
        [submission for submission, _ in units],
        [unit.unit_id for _, unit in units],
        [unit.title_id for _, unit in units],
        [unit.head_key for _, unit in units],
        [unit.counted for _, unit in units],
        [unit.area for _, unit in units],
    )
    return len(inserted) == len(units)


async def encrypted_names(driver: "Driver", submissions: Sequence[UUID]) -> dict[UUID, tuple[UUID, bytes]]:
    """By submission: the id and the encrypted name of the owner who made it."""
    return {row["id"]: (row["owner_id"], row["name"]) for row in await driver.fetch(_NAMES, submissions)}


def _columns(rows: Sequence[tuple[UUID, UUID]], width: int) -> tuple[list[UUID], ...]:
    return tuple([row[column] for row in rows] for column in range(width))
