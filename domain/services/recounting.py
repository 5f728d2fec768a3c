"""A published ballot counted again from its rows: for its result sheet, and as a file that anyone can recount."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.explain import explain_settings
from domain.rules.law import Dimension
from domain.rules.recount_export import export
from domain.rules.recount_file import FileCasting, FileUnit, RecountFile
from domain.rules.refusals import NotInThisState
from domain.rules.roll import RollUnit
from domain.rules.tally import percentage
from domain.rules.terms import Channel, NoticeKind, OrganizerKind, Usage
from domain.services.choices import require_reading
from domain.services.counting import Counted, count, owners_of, paper_of, read_content
from domain.services.documents.counted import matter_entry
from domain.services.documents.result_sheet import LinkedNotice, MatterEntry, ResultSheet, Share
from domain.services.wording import Bilingual
from domain.store import tallies as store
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.tables import Ballot, Estate, Notice, Organizer, Result, Street
from domain.store.tallies import UnitRow


class ResultDoesNotRepeat(Exception):
    """Counting the rows of a published ballot again does not give what was published."""


async def counted_again(session: AsyncSession, ballot_id: UUID) -> tuple[Counted, Result] | None:
    """A published ballot counted anew, and its result; None where there is none.

    Raises `ResultDoesNotRepeat` when the input is not the one that was counted. What was proven to be delivered is
    taken from the result: a message may have arrived since.
    """
    result = await session.get(Result, ballot_id)
    if result is None:
        return None
    driver = await store.driver_of(session)
    content = (await read_content(driver, [ballot_id]))[ballot_id]
    rows = (await store.unit_rows(driver, [ballot_id], reached=result.document["reached_units"]))[ballot_id]
    counted = count(content, rows)
    if counted.digest != result.input_digest:
        raise ResultDoesNotRepeat(str(ballot_id))
    return counted, result


async def recount_file(tx: Transaction, ballot_id: UUID) -> bytes:
    """A published ballot's recount file (law.md section 6), for an auditor; handing it out goes on record."""
    ballot, role = await require_reading(tx, ballot_id)
    found = await counted_again(tx.session, ballot_id)
    if found is None:
        raise NotInThisState(ballot.state.value)
    content = json.dumps(recount_document(found[0], tx.crypto), ensure_ascii=False, indent=1).encode()
    tx.record(
        "ballot.recount_file_read", "ballot", ballot_id, estate_id=ballot.estate_id, role=role,
        after={"sha256": sha256(content).hexdigest()},
    )  # fmt: skip
    return content


def recount_document(counted: Counted, crypto: FieldCrypto) -> dict[str, object]:
    """The ballot as a recount file. Units and owners have names that only say who is the same, in no order."""
    content = counted.content

    def name(kind: str, value: str) -> str:
        return kind[0] + crypto.index(f"recount:{content.id}:{kind}", value).hex()[:20]

    units, castings = [], []
    instants = _instants(counted)
    matters = [question.matter.id for question in content.questions]
    for row in counted.rows:
        unit = name("unit", row.unit)
        owners = frozenset(name("owner", owner) for owner in owners_of(row))
        units.append(FileUnit(RollUnit(unit, row.area, Usage(row.usage), owners, row.stock), row.reached, None))
        if row.choices is not None:
            choices = dict(zip(matters, paper_of(content, row.choices), strict=True))
            channel = Channel(row.channel) if row.channel is not None else None
            castings.append(FileCasting(unit, owners, instants[row.unit], choices, channel))
    return export(
        RecountFile(
            closes_on=content.closes_on,
            settings=content.settings,
            units=tuple(sorted(units, key=lambda each: each.unit.id)),
            castings=tuple(sorted(castings, key=lambda each: each.unit)),
            questions=content.questions,
            remarks=(),
        )
    )


def _instants(counted: Counted) -> dict[str, datetime]:
    """When each unit was cast. The earliest casting of a head decides; where castings that were committed together
    bear one instant, the unit's id does, and the file has other ids: so they follow each other by a microsecond, and
    none overtakes a later one.
    """
    instants: dict[str, datetime] = {}
    last: datetime | None = None
    for at, unit in sorted((row.cast_at, row.unit) for row in counted.rows if row.cast_at is not None):
        last = at if last is None else max(at, last + timedelta(microseconds=1))
        instants[unit] = last
    return instants


async def result_sheet(session: AsyncSession, counted: Counted, result: Result, address: str) -> ResultSheet:
    """What the result sheet of a published ballot says; `address` is where it is read online."""
    content = counted.content
    ballot, estate, street, organizer = (
        await session.execute(
            select(Ballot, Estate, Street.name, Organizer.name)
            .join(Estate, Estate.id == Ballot.estate_id)
            .join(Street, Street.code == Estate.street_code)
            .outerjoin(Organizer, Organizer.id == Ballot.organizer_id)
            .where(Ballot.id == content.id)
        )
    ).one()
    linked = select(Notice).where(Notice.id.in_([ballot.publicity_id, ballot.announcement_id]))
    notices = (await session.scalars(linked.order_by(Notice.published_at))).all()
    heads, area = counted.poll[Dimension.HEADS], counted.poll[Dimension.AREA]
    cast = [row for row in counted.rows if row.cast_at is not None]
    by_street = ballot.organizer_kind is OrganizerKind.STREET or organizer is None
    return ResultSheet(
        estate=estate.name,
        estate_number=estate.number or "",
        street=street,
        ballot=content.title,
        organizer_kind=ballot.organizer_kind,
        organizer=street if by_street else organizer,
        opens_at=_instant(ballot.opens_at),
        closes_at=content.closes_at,
        extended_from=ballot.first_closes_at if ballot.extended_at is not None else None,
        notices=tuple(
            LinkedNotice(NoticeKind(notice.kind), notice.title, _instant(notice.published_at)) for notice in notices
        ),
        scope=_scope(ballot),
        units=len(_counted_rows(counted)),
        area=area.all,
        settings=tuple(Bilingual(*words) for words in explain_settings(content.settings)),
        matters=_entries(counted),
        participating_heads=_share(sum(heads.papers.values()), heads.all),
        participating_area=_share(sum(area.papers.values()), area.all),
        castings=len(cast),
        pad_castings=sum(row.channel == Channel.PAD.value for row in cast),
        digest=result.input_digest.hex(),
        roll_hash=result.roll_hash.hex(),
        computations_agreed=True,  # or there would be no result
        tallied_at=result.tallied_at,
        published_at=_instant(ballot.published_at),
        address=address,
    )


def _entries(counted: Counted) -> tuple[MatterEntry, ...]:
    labels = counted.content.labels
    return tuple(
        matter_entry(result, question.matter, title=labels[result.matter], option_titles=labels)
        for question, result in zip(counted.content.questions, counted.results, strict=True)
    )


def _counted_rows(counted: Counted) -> list[UnitRow]:
    kinds = {kind.value for kind in counted.content.settings.area_kinds}
    return [row for row in counted.rows if row.usage in kinds]


def _share(part: int, whole: int) -> Share:
    return Share(part, whole, percentage(part, whole))


def _scope(ballot: Ballot) -> Bilingual:
    if ballot.whole_estate:
        return Bilingual("全小区", "The whole estate")
    reason = ballot.scope_reason or ""
    return Bilingual(f"部分楼栋或房屋。理由：{reason}", f"Some buildings or units. Reason: {reason}")


def _instant(value: datetime | None) -> datetime:
    assert value is not None  # a published ballot has had all of its instants
    return value
