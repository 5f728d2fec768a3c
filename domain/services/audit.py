"""The audit's chains: each estate's records hang together by hashes, so that one that is gone or altered shows.

Records are written by the commands without a chain, so that castings of a hot ballot do not queue for its end, and
are sealed into it shortly after. `CHAIN_OF_NONE` holds what belongs to no estate.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_, select, text, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.rules.policy import Actor, Permission, scope_condition_keys
from domain.rules.refusals import NotFound
from domain.store.database import Transaction
from domain.store.selects import within
from domain.store.tables import AuditRecord, Estate, Street

CHAIN_OF_NONE = UUID(int=0)
SEALED_AT_ONCE = 5000
_START = b"gongjue audit chain\n"

# A record as its hash covers it: every column but the chain's own, and its instant as a number. A scope that a record
# does not have is left out: records were sealed before there were columns for it.
BODY = (
    "((to_jsonb(a) - '{chain,chain_position,chain_hash,street_code,district_code}'::text[])"
    " || jsonb_strip_nulls(jsonb_build_object('street_code', a.street_code, 'district_code', a.district_code))"
    " || jsonb_build_object('at', extract(epoch FROM a.at)))::text"
)

# One sealer at a time per chain, and chains always in the same order.
_LOCK = text("""
SELECT pg_advisory_xact_lock(hashtextextended(chain, 1)) FROM
(SELECT DISTINCT chain FROM unnest(CAST(:chains AS text[])) AS c (chain) ORDER BY chain) ordered
""")

_UNSEALED = text(f"""
SELECT coalesce(a.estate_id, CAST(:none AS uuid)) AS chain, a.id, {BODY} AS body FROM audit_records a
WHERE a.chain_position IS NULL AND coalesce(a.estate_id, CAST(:none AS uuid)) = ANY(CAST(:chains AS uuid[]))
ORDER BY a.id LIMIT :most
""")  # noqa: S608 — put together from this module's own constants

_LAST = text("""
SELECT c.chain, l.chain_position, l.chain_hash FROM unnest(CAST(:chains AS uuid[])) AS c (chain) CROSS JOIN LATERAL (
  SELECT chain_position, chain_hash FROM audit_records a
  WHERE a.chain = CAST(c.chain AS text) AND chain_position IS NOT NULL ORDER BY chain_position DESC LIMIT 1) l
""")

_SEAL = text("""
UPDATE audit_records a SET chain = CAST(n.chain AS text), chain_position = n.position, chain_hash = n.hash
FROM unnest(CAST(:chains AS uuid[]), CAST(:ids AS bigint[]), CAST(:positions AS bigint[]), CAST(:hashes AS bytea[]))
     AS n (chain, id, position, hash)
WHERE a.id = n.id
""")

_SEALED = text(f"""
SELECT a.id, a.chain_position, a.chain_hash, {BODY} AS body FROM audit_records a
WHERE a.chain = :chain AND a.chain_position > :after ORDER BY a.chain_position LIMIT :most
""")  # noqa: S608 — put together from this module's own constants


@dataclass(frozen=True, slots=True)
class Verification:
    """How a chain stands: how many records hang together, and the first position where it is broken, if it is."""

    chain: UUID
    sealed: int
    broken_at: int | None


async def chains_to_seal(session: AsyncSession) -> list[UUID]:
    """The chains that have records to seal."""
    waiting = text(
        "SELECT DISTINCT coalesce(estate_id, CAST(:none AS uuid)) FROM audit_records WHERE chain_position IS NULL"
        " LIMIT 500"
    )
    return list((await session.execute(waiting, {"none": CHAIN_OF_NONE})).scalars())


async def seal(tx: Transaction, chains: Collection[UUID]) -> list[int]:
    """Seal the next records of these chains, at most 5,000, in the order of their numbers; returns their numbers.

    A record that was committed later than one with a higher number comes after it. One sealer at a time per chain;
    another one waits and finds the rest.
    """
    if tx.actor.kind != "system":
        raise NotFound()
    names = [str(chain) for chain in chains]
    await tx.session.execute(_LOCK, {"chains": names})
    found = await tx.session.execute(_LAST, {"chains": names})
    ends: dict[UUID, tuple[int, bytes]] = {row[0]: (row[1], row[2]) for row in found}
    waiting = {"chains": names, "none": CHAIN_OF_NONE, "most": SEALED_AT_ONCE}
    rows = (await tx.session.execute(_UNSEALED, waiting)).all()
    sealed = []
    for row in rows:
        position, above = ends.get(row.chain, (0, _first(row.chain)))
        ends[row.chain] = position + 1, _next(above, row)
        sealed.append((row.chain, row.id, *ends[row.chain]))
    if sealed:
        values = zip(("chains", "ids", "positions", "hashes"), map(list, zip(*sealed, strict=True)), strict=True)
        await tx.session.execute(_SEAL, dict(values))
    return [row.id for row in rows]


async def verify(session: AsyncSession, chain: UUID) -> Verification:
    """Follow a chain from its beginning: every position is there and every hash is that of its record."""
    position, above = 0, _first(chain)
    while True:
        given = {"chain": str(chain), "after": position, "most": SEALED_AT_ONCE}
        rows = (await session.execute(_SEALED, given)).all()
        for row in rows:
            above = _next(above, row)
            if row.chain_position != position + 1 or row.chain_hash != above:
                return Verification(chain, position, position + 1)
            position += 1
        if len(rows) < SEALED_AT_ONCE:
            return Verification(chain, position, None)


def _first(chain: UUID) -> bytes:
    return sha256(_START + chain.bytes).digest()


def _next(above: bytes, row: Row[int, str]) -> bytes:
    return sha256(above + str(row.body).encode()).digest()


def records_for(actor: Actor, estate_id: UUID | None) -> ColumnElement[bool]:
    """The records that `actor` may read: of one estate, or of all of theirs. What belongs to no estate is for the
    street or the district that it belongs to and for who is above; what belongs to none of these, for the city only.
    """
    theirs = select(Estate.id).where(within(actor, Permission.READ_AUDIT))
    if estate_id is not None:
        return AuditRecord.estate_id.in_(theirs.where(Estate.id == estate_id))
    city, districts, streets, _ = scope_condition_keys(actor.scopes(Permission.READ_AUDIT))
    if city:
        return true()
    below = select(Street.code).where(or_(Street.code.in_(streets), Street.district_code.in_(districts)))
    record = aliased(AuditRecord)
    readable = union_all(
        select(record.id).where(record.estate_id.in_(theirs)),
        select(record.id).where(record.street_code.in_(below)),
        select(record.id).where(record.district_code.in_(districts)),
    )
    return AuditRecord.id.in_(readable)
