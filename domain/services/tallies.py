"""The tally: a closed ballot is counted twice, by the pure rules and by SQL, and published if the two agree.

It is run as often as anybody likes: a ballot that is published or held is left alone, and the result has one row. What
makes it stop and ask a person is a roll that is not the frozen one with its logged corrections, a law that is not the
one in force at the close any more, or two counts that differ.
"""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BallotState
from domain.services import messages
from domain.services.access import require
from domain.services.alarms import TALLY_HELD, raise_alarm
from domain.services.counting import FROZEN, IN_FORCE, Content, Counted, count, differences, read_content, undisturbed
from domain.services.results import adopted_and_not, document_of
from domain.services.templates.render import MessageTemplate
from domain.store import tallies as store
from domain.store.database import Database, Transaction
from domain.store.rolls import roll_totals
from domain.store.tables import Alarm, Ballot

ROLL_CHANGED = "roll_changed"
LAW_CHANGED = "law_changed"
COUNTS_DIFFER = "counts_differ"
# What one transaction counts at the most, unless a single ballot is larger.
UNITS_AT_ONCE = 200_000
ATTEMPTS = 5
SERIALIZATION_FAILURE = "40001"

_PUBLISH = text("""
WITH given AS (
  SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:documents AS text[]), CAST(:digests AS bytea[]),
                       CAST(:rolls AS bytea[])) AS g (id, document, digest, roll)
), recorded AS (
  INSERT INTO results (ballot_id, document, input_digest, roll_hash)
  SELECT id, CAST(document AS jsonb), digest, roll FROM given RETURNING ballot_id
)
UPDATE ballots SET state = 'published', published_at = domain_now() FROM recorded WHERE ballots.id = recorded.ballot_id
""")


@dataclass(frozen=True, slots=True)
class Tallied:
    """What became of the ballots that were tallied: published, or held back for a person with the reason."""

    published: tuple[UUID, ...]
    held: Mapping[UUID, str]


async def tally_all(database: Database, ballot_ids: Collection[UUID]) -> None:
    """Tally many ballots, as many in one transaction as memory likes. Safe to call again, and by several at once."""
    sizes = select(Ballot.id, func.coalesce(Ballot.roll_units, 0)).where(
        Ballot.id.in_(ballot_ids), Ballot.state == BallotState.CLOSED, Ballot.held_reason.is_(None)
    )
    async with database.glance() as session:
        found = [(row[0], row[1]) for row in await session.execute(sizes.order_by(Ballot.id))]
    group: list[UUID] = []
    units = 0
    for ballot, size in found:
        if group and units + size > UNITS_AT_ONCE:
            await _tally_group(database, group)
            group, units = [], 0
        group.append(ballot)
        units += size
    if group:
        await _tally_group(database, group)


async def _tally_group(database: Database, ballots: Sequence[UUID]) -> None:
    with undisturbed():
        await _tally_in_one_transaction(database, ballots)


async def _tally_in_one_transaction(database: Database, ballots: Sequence[UUID]) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            async with database.transaction(SYSTEM, isolation="REPEATABLE READ") as tx:
                await tally(tx, ballots)
            return
        except DBAPIError as failure:
            # Another worker published one of them after this picture was taken: the next picture shows it.
            if attempt == ATTEMPTS or getattr(failure.orig, "sqlstate", None) != SERIALIZATION_FAILURE:
                raise


async def tally(tx: Transaction, ballot_ids: Collection[UUID]) -> Tallied:
    """Count and publish those of `ballot_ids` that are closed and not held. For the system only.

    `tx` is REPEATABLE READ: one picture of castings, titles and corrections. The number of statements depends on
    nothing but the number of ballots.
    """
    if tx.actor.kind != "system":
        raise NotFound()
    closed = (
        select(Ballot.id, Ballot.release)
        .where(Ballot.id.in_(ballot_ids), Ballot.state == BallotState.CLOSED, Ballot.held_reason.is_(None))
        .order_by(Ballot.id)
        .with_for_update(skip_locked=True)
    )
    releases = {row[0]: row[1] for row in await tx.session.execute(closed)}
    if not releases:
        return Tallied((), {})
    ids = list(releases)
    driver = await store.driver_of(tx.session)
    await store.log_transfers(driver, ids)
    contents = await read_content(driver, ids)
    rows = await store.unit_rows(driver, ids)
    rolls = await roll_totals(tx.session, ids)
    corrections = await store.corrections_of(driver, ids)
    # The two counts know nothing of each other, so the database makes the one while this process makes the other.
    async with asyncio.TaskGroup() as both:
        measuring = both.create_task(store.measured(driver, ids))
        counting = both.create_task(asyncio.to_thread(lambda: {one: count(contents[one], rows[one]) for one in ids}))
    measured, counted = measuring.result(), counting.result()
    held: dict[UUID, tuple[str, dict[str, Any]]] = {}
    for ballot in ids:
        roll = rolls[ballot].hash if ballot in rolls else None
        reason = _why_held(counted[ballot], roll, measured[ballot])
        if reason is not None:
            held[ballot] = reason
    published = [ballot for ballot in ids if ballot not in held]
    documents = {one: document_of(counted[one], corrections.get(one, (0, 0, 0)), releases[one]) for one in published}
    await _publish(tx, {one: counted[one] for one in published}, documents)
    for ballot, (why, detail) in held.items():
        await _hold(tx, contents[ballot], why, detail)
    return Tallied(tuple(published), {ballot: why for ballot, (why, _) in held.items()})


def _why_held(counted: Counted, roll_hash: bytes | None, measured: store.Measured) -> tuple[str, dict[str, Any]] | None:
    content = counted.content
    if roll_hash != content.roll_hash:
        return ROLL_CHANGED, {"frozen": _hex(content.roll_hash), "found": _hex(roll_hash)}
    if content.outdated and not content.released:
        return LAW_CHANGED, {"matters": list(content.outdated)}
    differing = differences(counted, measured)
    return (COUNTS_DIFFER, {"differences": differing[:20]}) if differing else None


def _hex(digest: bytes | None) -> str | None:
    return digest.hex() if digest is not None else None


async def _publish(tx: Transaction, counted: Mapping[UUID, Counted], documents: Mapping[UUID, dict[str, Any]]) -> None:
    if not counted:
        return
    given = {
        "ids": list(counted),
        "documents": [json.dumps(documents[one], ensure_ascii=False) for one in counted],
        "digests": [one.digest for one in counted.values()],
        "rolls": [one.content.roll_hash for one in counted.values()],
    }
    await tx.session.execute(_PUBLISH, given)
    for ballot, one in counted.items():
        tx.record(
            "ballot.published", "ballot", ballot, estate_id=one.content.estate_id, before={"state": "closed"},
            after={"state": "published", "digest": one.digest.hex()},
        )  # fmt: skip
        tx.wake(f"ballot:{ballot}", f"participation:{ballot}")
    figures = {}
    for ballot, one in counted.items():
        adopted, others = adopted_and_not(one)
        figures[ballot] = {"adopted": adopted, "not_adopted": others}
    await messages.announce_all(tx, MessageTemplate.BALLOT_RESULT, figures)


async def _hold(tx: Transaction, content: Content, why: str, detail: dict[str, Any]) -> None:
    await tx.session.execute(update(Ballot).where(Ballot.id == content.id).values(held_reason=why))
    await raise_alarm(tx, TALLY_HELD, content.id, content.estate_id, {"reason": why, **detail})
    tx.record("ballot.tally_held", "ballot", content.id, estate_id=content.estate_id, after={"reason": why}, reason=why)
    tx.wake(f"ballot:{content.id}")


@dataclass(frozen=True, slots=True)
class ReleaseTally:
    """Let a held tally go on. `law` is `in_force` (the law at the close, 时间效力规定 1) or `frozen`."""

    ballot_id: UUID
    reason: str
    law: str = IN_FORCE


@dataclass(frozen=True, slots=True)
class TallyReleased:
    """The ballot will be tallied again."""

    ballot_id: UUID


async def release_tally(tx: Transaction, command: ReleaseTally) -> TallyReleased:
    """Have a held ballot counted again, by the law in force at its close or by the one it was approved under.

    Nothing is counted here and nothing can be overruled: a roll that was changed or counts that differ are held again.
    """
    wanted = select(Ballot).where(Ballot.id == command.ballot_id).with_for_update()
    ballot = (await tx.session.execute(wanted)).scalar_one_or_none()
    held = await require(tx, Permission.RELEASE_TALLY, ballot.estate_id if ballot else command.ballot_id)
    if ballot is None:
        raise NotFound()
    faults = []
    if not command.reason.strip():
        faults.append(Fault("reason", "请写明继续计票的理由。", "Say why the tally may go on."))
    if command.law not in (IN_FORCE, FROZEN):
        faults.append(
            Fault("law", "请选择按截止日有效的规则或按批准时的规则计票。", "Choose the law in force or the frozen one.")
        )
    if faults:
        raise InvalidInput(faults)
    if ballot.state is not BallotState.CLOSED or ballot.held_reason is None:
        raise NotInThisState(ballot.state.value)
    why, now = ballot.held_reason, await tx.now()
    ballot.held_reason = None
    ballot.release = {
        "held_because": why, "law": command.law, "reason": command.reason.strip(), "at": now.isoformat(),
        "by": str(tx.actor.account_id),
    }  # fmt: skip
    standing = update(Alarm).where(Alarm.kind == TALLY_HELD, Alarm.subject_id == ballot.id, Alarm.cleared_at.is_(None))
    await tx.session.execute(
        standing.values(cleared_at=now, cleared_by=tx.actor.account_id, cleared_reason=command.reason.strip())
    )
    tx.record(
        "ballot.tally_released", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role,
        before={"held_because": why}, after={"law": command.law}, reason=command.reason.strip(),
    )  # fmt: skip
    tx.wake("clock")
    return TallyReleased(ballot.id)
