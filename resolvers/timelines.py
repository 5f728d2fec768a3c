"""What has happened to a ballot: its audit records, with bodies named for everybody and persons, masked, for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, true

from domain.rules.identity import mask_name
from domain.rules.policy import Permission
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import ballots_for, within
from domain.store.tables import Account, AuditRecord, Ballot, Estate, Organizer, Street
from resolvers.context import Info

# What an owner may know: what became of the ballot, not how it was prepared.
PUBLIC_ACTS = (
    "ballot.approved", "ballot.opened", "ballot.extended", "ballot.suspended", "ballot.matter_suspended",
    "ballot.closed", "ballot.published",
)  # fmt: skip
# Who cast when is the audit's: among acts of staff it would fill the page, and while voting lasts tell who has voted.
CASTING = "ballot.cast"
ORGANIZERS = ("preparatory_group", "committee", "property_company")
SYSTEM_BODY = {"zh": "系统", "en": "The system"}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One act: what, when, by which body, and why. `actor_name` is masked, and null for who may not read people."""

    action: str
    at: datetime
    body: str
    actor_name: str | None
    reason: str | None


async def ballot_timeline(
    info: Info, id: UUID, first: int = 20, after: str | None = None
) -> Page[TimelineEntry] | None:
    """The acts on a ballot, the first one first; null for a ballot that the actor may not see."""
    actor, database = info.context.actor, info.context.database
    bodies = (
        ballots_for(actor)
        .where(Ballot.id == id)
        .add_columns(
            select(Organizer.name).where(Organizer.id == Ballot.organizer_id).scalar_subquery(),
            select(Street.name).where(Street.code == Estate.street_code).scalar_subquery(),
            within(actor, Permission.READ_UNITS),
            within(actor, Permission.READ_PEOPLE),
        )
    )
    async with database.glance() as session:
        found = (await session.execute(bodies)).one_or_none()
    if found is None:
        return None
    _, organizer, street, is_staff, reads_people = found
    page = await read_page(
        database, _acts(id, everything=is_staff), by=[AuditRecord.at, AuditRecord.id], first=first, after=after
    )
    names = await _masked_names(database, page.rows) if reads_people else {}
    system = SYSTEM_BODY["en" if info.context.language == "en" else "zh"]
    return _shown(page, {"organizer": organizer or "", "street": street, "system": system}, names)


def _acts(ballot_id: UUID, *, everything: bool) -> Select[AuditRecord]:
    public = true() if everything else AuditRecord.action.in_(PUBLIC_ACTS)
    return select(AuditRecord).where(
        AuditRecord.subject_id == ballot_id,
        AuditRecord.action.startswith("ballot."),
        AuditRecord.action != CASTING,
        public,
    )


def _shown(page: Page[AuditRecord], bodies: Mapping[str, str], names: Mapping[UUID, str]) -> Page[TimelineEntry]:
    rows = [
        TimelineEntry(
            action=record.action.removeprefix("ballot."),
            at=record.at,
            body=bodies[_body_of(record.role)],
            actor_name=names.get(record.account_id) if record.account_id else None,
            reason=record.reason,
        )
        for record in page.rows
    ]
    return replace(_untyped(page), rows=rows)


def _untyped(page: Page[Any]) -> Page[Any]:
    return page


def _body_of(role: str | None) -> str:
    if role is None or role == "system":
        return "system"
    return "organizer" if role in ORGANIZERS else "street"


async def _masked_names(database: Database, records: Sequence[AuditRecord]) -> dict[UUID, str]:
    wanted = {record.account_id for record in records if record.account_id is not None}
    async with database.glance() as session:
        rows = await session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {
        account: mask_name(database.crypto.decrypt("accounts.name", account, name))
        for account, name in rows
        if name is not None
    }
