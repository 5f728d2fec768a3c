"""What an owner sees of their own votes: how they would count before, the receipt and the choices after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.identity import mask_name
from domain.rules.policy import Actor, Permission, Place
from domain.rules.terms import BallotState, Channel
from domain.services.castings import Receipt
from domain.store import castings as store
from domain.store.castings import BallotNow, HeldUnit
from domain.store.database import Database
from domain.store.tables import Submission


@dataclass(frozen=True, slots=True)
class EarlierVote:
    """Who voted for units of the owner, masked, and when: one's own submission first, else the earliest."""

    cast_at: datetime
    masked_name: str
    by_yourself: bool


@dataclass(frozen=True, slots=True)
class Weight:
    """How an owner counts in a ballot: heads, 0.01 m² and units that they may still cast, and units that are cast."""

    ballot_id: UUID
    heads: int
    area: int
    units: tuple[UUID, ...]
    cast_units: tuple[UUID, ...]
    earlier: EarlierVote | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What was picked for one matter; empty in an election means that nobody was named."""

    matter_id: UUID
    option_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One's own submission with its choices."""

    receipt: Receipt
    choices: tuple[Choice, ...]


async def weights_of(database: Database, actor: Actor, ballot_ids: Sequence[UUID]) -> list[Weight | None]:
    """How `actor` counts in each of these ballots now; None where it is not open or they may not cast at all.

    Three statements, however many ballots there are.
    """
    if actor.account_id is None or actor.owner_id is None:
        return [None] * len(ballot_ids)
    async with database.driver() as driver:
        ballots, at = await store.ballots_now(driver, ballot_ids)
        open_ones = {
            ballot.id
            for ballot in ballots.values()
            if ballot.state is BallotState.OPEN
            and actor.holding(Permission.CAST, Place(estate=ballot.estate_id)) is not None
        }
        pairs = [(ballot, actor.owner_id) for ballot in sorted(open_ones)]
        held = await store.held_units(driver, pairs, at) if pairs and at is not None else {}
        covered = {ballot: covered_by(units, actor.account_id) for (ballot, _), units in held.items()}
        first = {ballot: _earliest(units, actor.account_id) for ballot, units in covered.items()}
        earlier = [unit.cast_submission for unit in first.values() if unit is not None and unit.cast_submission]
        names = await store.encrypted_names(driver, earlier) if earlier else {}
    masked = {
        submission: mask_name(database.crypto.decrypt("owners.name", owner, name))
        for submission, (owner, name) in names.items()
    }
    return [
        _weight(ballots[ballot], covered.get(ballot, []), _told(first.get(ballot), actor.account_id, masked))
        if ballot in open_ones
        else None
        for ballot in ballot_ids
    ]


def covered_by(units: Sequence[HeldUnit], account_id: UUID) -> list[HeldUnit]:
    """Of an owner's units those that `account_id` casts for: one head is one voice, whoever of it is certified."""
    heads = {unit.title_head for unit in units if account_id in unit.certified_by}
    return [unit for unit in units if unit.title_head in heads]


def _earliest(units: Sequence[HeldUnit], account_id: UUID) -> HeldUnit | None:
    """The unit by whose casting it is told that one has voted: as casting itself would say it."""
    cast = [unit for unit in units if unit.cast_submission is not None]
    own = [unit for unit in cast if unit.cast_by == account_id]
    return min(own or cast, key=lambda unit: (unit.cast_at is None, unit.cast_at), default=None)


def _told(unit: HeldUnit | None, account_id: UUID, masked: Mapping[UUID, str]) -> EarlierVote | None:
    if unit is None or unit.cast_at is None or unit.cast_submission is None:
        return None
    return EarlierVote(unit.cast_at, masked.get(unit.cast_submission, "*"), unit.cast_by == account_id)


def _weight(ballot: BallotNow, covered: Sequence[HeldUnit], earlier: EarlierVote | None) -> Weight:
    free = [unit for unit in covered if unit.cast_submission is None]
    counted = [unit for unit in free if unit.counted]
    return Weight(
        ballot.id,
        store.heads_of(counted, ballot),
        sum(unit.area for unit in counted),
        tuple(unit.unit_id for unit in free),
        tuple(unit.unit_id for unit in covered if unit.cast_submission is not None),
        earlier,
    )


def _own(actor: Actor) -> Select[Submission]:
    """What the account cast for the owner it is bound to: a phone may be handed on, and the secret stays behind."""
    return select(Submission).where(Submission.account_id == actor.account_id, Submission.owner_id == actor.owner_id)


async def own_receipts(session: AsyncSession, actor: Actor, ballot_ids: Sequence[UUID]) -> list[list[Receipt]]:
    """One's own receipts in each of these ballots, first the earliest."""
    own = _own(actor).where(Submission.ballot_id.in_(ballot_ids))
    found = (await session.scalars(own.order_by(Submission.cast_at))).all()
    receipts = await _receipts(session, found) if found else []
    return [[receipt for receipt in receipts if receipt.ballot_id == ballot] for ballot in ballot_ids]


async def own_receipt(
    session: AsyncSession, actor: Actor, *, id: UUID | None = None, client_key: UUID | None = None
) -> Receipt | None:
    """One's own receipt by its number or by the key it was submitted under; None for anybody else's."""
    own = _own(actor)
    if id is not None:
        own = own.where(Submission.id == id)
    if client_key is not None:
        own = own.where(Submission.client_key == client_key)
    found = (await session.scalars(own.limit(1))).first()
    return (await _receipts(session, [found]))[0] if found is not None else None


async def own_votes(session: AsyncSession, actor: Actor, ballot_id: UUID) -> list[OwnVote]:
    """One's own submissions in a ballot with their choices, first the earliest."""
    own = _own(actor).where(Submission.ballot_id == ballot_id)
    found = (await session.scalars(own.order_by(Submission.cast_at))).all()
    if not found:
        return []
    options = await option_rows(session, ballot_id)
    receipts = await _receipts(session, found)
    return [
        OwnVote(receipt, choices_of(submission.choices, options))
        for submission, receipt in zip(found, receipts, strict=True)
    ]


# Units that joined later are in the receipt, and so are their heads and area: heads as `castings.heads_of` counts them.
_COVERED = text("""
SELECT k.submission_id, array_agg(k.unit_id ORDER BY k.unit_id),
       coalesce(sum(k.area) FILTER (WHERE k.counted), 0)::bigint,
       count(DISTINCT CASE WHEN b.settings ->> 'co_owner' = 'any_overlap' THEN (k.head_key = b.estate_id)::text
                           ELSE k.head_key::text END) FILTER (WHERE k.counted)
FROM castings k JOIN ballots b ON b.id = k.ballot_id WHERE k.submission_id = ANY(:ids) GROUP BY k.submission_id
""")


async def _receipts(session: AsyncSession, submissions: Sequence[Submission]) -> list[Receipt]:
    rows = await session.execute(_COVERED, {"ids": [submission.id for submission in submissions]})
    covered = {submission: (heads, area, tuple(units)) for submission, units, area, heads in rows}
    return [Receipt(one.id, one.ballot_id, one.cast_at, *covered[one.id], Channel(one.channel)) for one in submissions]


OptionRows = Sequence[tuple[int, UUID, UUID]]


async def option_rows(session: AsyncSession, ballot_id: UUID) -> OptionRows:
    """A ballot's options as (ordinal, option, matter), in the order of the ballot."""
    rows = await session.execute(
        text(
            "SELECT o.ordinal, o.id, o.matter_id FROM options o JOIN matters m ON m.id = o.matter_id"
            " WHERE o.ballot_id = :ballot ORDER BY m.position, o.position"
        ),
        {"ballot": ballot_id},
    )
    return [(ordinal, option, matter) for ordinal, option, matter in rows]


def choices_of(ordinals: Sequence[int], options: OptionRows) -> tuple[Choice, ...]:
    """Recorded ordinals as choices, one per matter in the order of the ballot."""
    picked = set(ordinals)
    by_matter: dict[UUID, list[UUID]] = {}
    for ordinal, option, matter in options:
        by_matter.setdefault(matter, []).extend([option] if ordinal in picked else [])
    return tuple(Choice(matter, tuple(chosen)) for matter, chosen in by_matter.items())
