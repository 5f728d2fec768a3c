"""What an owner sees of their own votes: how they would count before, the receipt and the choices after."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import Actor, Permission, Place
from domain.rules.terms import BallotState, Channel
from domain.services.castings import Receipt
from domain.store import castings as store
from domain.store.database import Database
from domain.store.tables import Submission


@dataclass(frozen=True, slots=True)
class Weight:
    """How an owner counts in a ballot: heads, 0.01 m² and units that they may still cast, and units that are cast."""

    ballot_id: UUID
    heads: int
    area: int
    units: tuple[UUID, ...]
    cast_units: tuple[UUID, ...]


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


async def weight_of(database: Database, actor: Actor, ballot_id: UUID) -> Weight | None:
    """How `actor` counts in an open ballot now, or None where they may not cast at all."""
    if actor.account_id is None or actor.owner_id is None:
        return None
    async with database.driver() as driver:
        ballots, at = await store.ballots_now(driver, [ballot_id])
        ballot = ballots.get(ballot_id)
        if ballot is None or at is None or ballot.state is not BallotState.OPEN:
            return None
        if actor.holding(Permission.CAST, Place(estate=ballot.estate_id)) is None:
            return None
        pair = (ballot_id, actor.owner_id)
        units = (await store.held_units(driver, [pair], at)).get(pair, [])
    heads = {unit.title_head for unit in units if actor.account_id in unit.certified_by}
    covered = [unit for unit in units if unit.title_head in heads]
    free = [unit for unit in covered if unit.cast_submission is None]
    counted = [unit for unit in free if unit.counted]
    return Weight(
        ballot_id,
        len({unit.head_key for unit in counted}),
        sum(unit.area for unit in counted),
        tuple(unit.unit_id for unit in free),
        tuple(unit.unit_id for unit in covered if unit.cast_submission is not None),
    )


async def own_receipt(
    session: AsyncSession, actor: Actor, *, id: UUID | None = None, client_key: UUID | None = None
) -> Receipt | None:
    """One's own receipt by its number or by the key it was submitted under; None for anybody else's."""
    own = select(Submission).where(Submission.account_id == actor.account_id)
    if id is not None:
        own = own.where(Submission.id == id)
    if client_key is not None:
        own = own.where(Submission.client_key == client_key)
    found = (await session.scalars(own.limit(1))).first()
    return (await _receipts(session, [found]))[0] if found is not None else None


async def own_votes(session: AsyncSession, actor: Actor, ballot_id: UUID) -> list[OwnVote]:
    """One's own submissions in a ballot with their choices, first the earliest."""
    own = select(Submission).where(Submission.account_id == actor.account_id, Submission.ballot_id == ballot_id)
    found = (await session.scalars(own.order_by(Submission.cast_at))).all()
    if not found:
        return []
    options = await option_rows(session, ballot_id)
    receipts = await _receipts(session, found)
    return [
        OwnVote(receipt, choices_of(submission.choices, options))
        for submission, receipt in zip(found, receipts, strict=True)
    ]


async def _receipts(session: AsyncSession, submissions: Sequence[Submission]) -> list[Receipt]:
    rows = await session.execute(
        text("SELECT submission_id, unit_id FROM castings WHERE submission_id = ANY(:ids) ORDER BY unit_id"),
        {"ids": [submission.id for submission in submissions]},
    )
    units: dict[UUID, list[UUID]] = {}
    for submission_id, unit_id in rows:
        units.setdefault(submission_id, []).append(unit_id)
    return [
        Receipt(
            one.id, one.ballot_id, one.cast_at, one.heads, one.area, tuple(units.get(one.id, ())), Channel(one.channel)
        )
        for one in submissions
    ]


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
