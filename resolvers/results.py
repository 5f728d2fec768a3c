"""Published results, alarms, and the commands of who watches over tallies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from domain.rules.policy import Permission
from domain.services import alarms as alarm_services
from domain.services import choices as choice_services
from domain.services import roll_corrections
from domain.services import tallies as tally_services
from domain.store.pages import Page, read_page
from domain.store.selects import ballots_for, in_streets, within
from domain.store.tables import Alarm, Ballot, Estate, Result
from resolvers.context import Info


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """A result's document with what stands beside it."""

    ballot_id: UUID
    published_at: datetime
    roll_hash: bytes
    input_digest: bytes
    document: dict[str, Any]


async def result(info: Info, ballot_id: UUID) -> PublishedResult | None:
    """The published result of a ballot, or null."""
    seen = ballots_for(info.context.actor).with_only_columns(Ballot.published_at).where(Ballot.id == ballot_id)
    async with info.context.database.read() as session:
        published_at = (await session.execute(seen)).scalar_one_or_none()
        if published_at is None:
            return None
        row = (await session.execute(select(Result).where(Result.ballot_id == ballot_id))).scalar_one()
    return PublishedResult(row.ballot_id, published_at, row.roll_hash, row.input_digest, row.document)


async def alarms(
    info: Info, standing: bool = True, subject_id: UUID | None = None, first: int = 20, after: str | None = None
) -> Page[Alarm]:
    """The alarms of the estates and streets that the actor watches over; of `subject_id` alone, if it is given."""
    actor = info.context.actor
    watched = select(Estate.id).where(within(actor, Permission.READ_ALARMS))
    of_a_street = Alarm.street_code.is_not(None) & in_streets(Alarm.street_code, actor.scopes(Permission.READ_ALARMS))
    listed = select(Alarm).where(or_(Alarm.estate_id.in_(watched), of_a_street))
    listed = listed.where(Alarm.cleared_at.is_(None) if standing else Alarm.cleared_at.is_not(None))
    if subject_id is not None:
        listed = listed.where(Alarm.subject_id == subject_id)
    database = info.context.database
    return await read_page(database, listed, by=[Alarm.id], first=first, after=after, descending=True)


async def clear_alarm(info: Info, alarm_id: UUID, reason: str) -> Alarm:
    """Say that an alarm was looked at."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await alarm_services.clear(tx, alarm_id, reason)


async def release_tally(info: Info, command: tally_services.ReleaseTally) -> tally_services.TallyReleased:
    """Have a held tally go on."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await tally_services.release_tally(tx, command)


async def correct_roll(info: Info, command: roll_corrections.CorrectRoll) -> roll_corrections.RollCorrected:
    """Lay a correction upon a frozen roll."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await roll_corrections.correct_roll(tx, command)


async def read_choices(info: Info, command: choice_services.ReadChoices) -> choice_services.ChoicesRead:
    """What was chosen for one unit, for an auditor."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await choice_services.read_choices(tx, command)
