"""Titles change at the register's instant (民法典 209, 214); castings, certifications and rolls follow (law.md 3.7)."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.consents import CONSENTS
from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import ContentChanged, InvalidInput, NotFound, OwnerNotMatched
from domain.rules.terms import BallotState, Channel, ConsentKind, DocumentKind, OrganizerKind, Usage
from domain.services import certifications
from domain.services.ballots_opening import open_due
from domain.services.castings import cast
from domain.services.certifications import Certify
from domain.services.owners import NamedOwner
from domain.services.sessions import actor_behind
from domain.services.transfers import TitleTransferred, TransferTitle, transfer
from domain.store.database import Database, Transaction
from domain.store.tables import Ballot, Casting, Certification, RollCorrection, RollEntry, Title, Unit
from tests.ballots import make_approved_ballot
from tests.people import (
    LONG_AGO,
    Place,
    add_unit,
    certify,
    give_title,
    make_owner,
    make_place,
    new_id_card,
    sign_in_owner,
    sign_in_staff,
)
from tests.services import castings
from tests.services.castings import make_voter

OPENED = datetime(2026, 1, 1, tzinfo=UTC)
FAR = datetime(2099, 1, 1, tzinfo=UTC)


def somebody(name: str = "赵新主") -> NamedOwner:
    """An owner nobody knows yet, with a valid number of a birth in 1900."""
    return NamedOwner(name, DocumentKind.ID_CARD, new_id_card())


async def clerk_of(database: Database, place: Place) -> Actor:
    person = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    return Actor(person.account_id, (Held(Role.STREET_CLERK, ScopeKind.STREET, place.street),), kind="staff")


async def owned(database: Database, unit: UUID) -> tuple[UUID, UUID]:
    """(title, owner) of a new title on `unit`, since long ago."""
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx)
        return await give_title(tx, unit, [owner], head_key=head_key([owner])), owner


async def run(database: Database, clerk: Actor, unit: UUID, seen: UUID | None, **given: Any) -> TitleTransferred:
    given = {"owners": [somebody()], "evidence": "京2026朝不动产权第0000001号", **given}
    async with database.transaction(clerk) as tx:
        return await transfer(tx, TransferTitle(unit, seen, **given))


async def faults_of(database: Database, clerk: Actor, unit: UUID, seen: UUID | None, **given: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        await run(database, clerk, unit, seen, **given)
    return [fault.path for fault in refused.value.faults]


async def titles_of(database: Database, unit: UUID) -> list[Title]:
    async with database.read() as session:
        return list(await session.scalars(select(Title).where(Title.unit_id == unit).order_by(Title.starts_at)))


async def open_ballot(database: Database, place: Place, state: BallotState = BallotState.OPEN) -> UUID:
    """A ballot over the place with its roll as the titles stand."""
    ballot = uuid7()
    author = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Ballot(
                id=ballot, estate_id=place.estate_id, title="选聘物业", state=state,
                organizer_kind=OrganizerKind.STREET, author_id=author.account_id, opens_at=OPENED,
                closes_at=FAR, first_closes_at=FAR,
            )
        )  # fmt: skip
        await tx.session.flush()
        titles = {t.unit_id: t for t in await tx.session.scalars(select(Title).where(Title.unit_id.in_(place.units)))}
        stock = set(await tx.session.scalars(select(Unit.id).where(Unit.developer_stock, Unit.id.in_(place.units))))
        for unit in place.units:
            title = titles.get(unit)
            tx.session.add(
                RollEntry(
                    ballot_id=ballot, unit_id=unit, building_id=place.building_id, area=8835, usage=Usage.HOME,
                    counted=True, head_key=title.head_key if title else unit, owners=[],
                    title_id=title.id if title else None, developer_stock=unit in stock, delivered=True,
                )
            )  # fmt: skip
    return ballot


async def insert_casting(tx: Transaction, ballot: UUID, unit: UUID, title: UUID) -> datetime:
    """A casting as the casting service leaves it: behind a share lock on the title in force."""
    found = await tx.session.execute(
        text("SELECT head_key FROM titles WHERE id = :t AND ends_at IS NULL FOR SHARE"), {"t": title}
    )
    now = await tx.now()
    tx.session.add(
        Casting(
            ballot_id=ballot, unit_id=unit, submission_id=uuid7(), account_id=uuid7(), title_id=title,
            head_key=found.scalar_one(), counted=True, area=8835, choices=[1], channel=Channel.APP, cast_at=now,
        )
    )  # fmt: skip
    await tx.session.flush()
    return now


async def corrections_of(database: Database, ballot: UUID) -> list[RollCorrection]:
    async with database.read() as session:
        return list(await session.scalars(select(RollCorrection).where(RollCorrection.ballot_id == ballot)))


async def test_a_transfer_ends_one_title_where_the_next_begins(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])

    done = await run(database, clerk, place.units[0], old, owners=[somebody(), somebody("钱新主")])

    before, after = await titles_of(database, place.units[0])
    assert (before.id, before.ends_at, after.id, after.ends_at) == (old, after.starts_at, done.title_id, None)
    assert before.end_recorded_at is not None
    assert done.unit.owned


async def test_civil_code_214_no_title_begins_in_the_future(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    tomorrow = datetime.now(UTC) + timedelta(days=1)

    assert await faults_of(database, clerk, place.units[0], old, effective_at=tomorrow) == ["effectiveAt"]


async def test_civil_code_209_a_title_lasts_until_the_registers_instant(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    old, _ = await owned(database, place.units[0])
    late, _ = await owned(database, place.units[1])

    assert await faults_of(database, clerk, place.units[0], old, effective_at=LONG_AGO) == ["effectiveAt"]
    instant = LONG_AGO + timedelta(microseconds=1)
    assert (await run(database, clerk, place.units[1], late, effective_at=instant)).effective_at == instant


async def test_a_title_may_begin_at_the_instant_at_which_the_last_one_ended(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ended = datetime(2025, 6, 1, tzinfo=UTC)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE titles SET ends_at = :e WHERE id = :t"), {"e": ended, "t": old})

    too_early = ended - timedelta(microseconds=1)
    assert await faults_of(database, clerk, place.units[0], None, effective_at=too_early) == ["effectiveAt"]
    await run(database, clerk, place.units[0], None, effective_at=ended)


async def test_every_fault_is_named_at_once(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    twice = somebody()
    wrong = NamedOwner(" ", DocumentKind.ID_CARD, "110999190001010000")

    paths = await faults_of(
        database, clerk, place.units[0], old, owners=[twice, twice, wrong], evidence="", effective_at=FAR
    )

    assert paths == [
        "owners.1.documentNumber", "owners.2.name", "owners.2.documentNumber", "evidence", "effectiveAt",
    ]  # fmt: skip
    assert await faults_of(database, clerk, place.units[0], old, owners=[]) == ["owners"]


async def test_a_document_known_under_another_name_is_refused_with_the_mask_only(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, owner = await clerk_of(database, place), somebody("赵新主")
    await run(database, clerk, place.units[0], None, owners=[owner])

    with pytest.raises(InvalidInput) as refused:
        await run(
            database, clerk, place.units[1], None,
            owners=[NamedOwner("钱某某", DocumentKind.ID_CARD, owner.document_number)],
        )  # fmt: skip

    (fault,) = refused.value.faults
    assert fault.path == "owners.0.name"
    assert "赵*主" in fault.zh
    assert "赵新主" not in fault.zh + fault.en


async def test_a_transfer_to_the_present_owners_is_none(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, owners = await clerk_of(database, place), [somebody(), somebody("钱新主")]
    first = await run(database, clerk, place.units[0], None, owners=owners)

    again = await faults_of(database, clerk, place.units[0], first.title_id, owners=owners[::-1])

    assert again == ["owners"]


async def test_the_same_person_is_one_head_in_every_unit(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, owner = await clerk_of(database, place), somebody()
    spelled = NamedOwner("赵 新主", DocumentKind.ID_CARD, " ".join(owner.document_number).lower())

    await run(database, clerk, place.units[0], None, owners=[owner])
    await run(database, clerk, place.units[1], None, owners=[spelled])

    (one,), (other,) = await titles_of(database, place.units[0]), await titles_of(database, place.units[1])
    assert one.head_key == other.head_key


async def test_certifications_end_with_the_title(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    old, owner = await owned(database, place.units[0])
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        other = await give_title(tx, place.units[1], [owner], head_key=head_key([owner]))
        await certify(tx, person.account_id, owner, place.units[0], old, place.estate_id)
        await certify(tx, person.account_id, owner, place.units[1], other, place.estate_id)

    done = await run(database, clerk, place.units[0], old)

    async with database.read() as session:
        rows = {
            c.unit_id: c for c in await session.scalars(select(Certification).where(Certification.owner_id == owner))
        }
        units = {unit.id: unit for unit in await session.scalars(select(Unit).where(Unit.id.in_(place.units)))}
    assert done.ended_certifications == 1
    assert (rows[place.units[0]].ended_reason, rows[place.units[1]].ended_reason) == ("title_ended", None)
    assert (units[place.units[0]].certified, units[place.units[1]].certified) == (False, True)


@pytest.mark.parametrize("handed_over", [True, False])
async def test_selling_developer_stock_clears_its_flag(database: Database, handed_over: bool) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    async with database.transaction(SYSTEM) as tx:
        unit = add_unit(tx, place, "101", stock=True)
    place.units.append(unit)
    ballot = await open_ballot(database, place)

    done = await run(database, clerk, unit, None, handed_over=handed_over)

    (correction,) = await corrections_of(database, ballot)
    (title,) = await titles_of(database, unit)
    assert (done.unit.developer_stock, done.unit.delivered) == (False, handed_over)
    assert correction.old_value["head_key"] == str(place.estate_id)
    # 解释 9: what is sold and not handed over still counts with the developer's.
    assert correction.new_value["head_key"] == (str(title.head_key) if handed_over else str(place.estate_id))


async def test_only_what_the_developer_sells_can_wait_to_be_handed_over(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])

    assert await faults_of(database, clerk, place.units[0], old, handed_over=False) == ["handedOver"]


async def test_an_open_roll_is_corrected_and_an_approved_one_is_not_there_yet(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, (old, owner) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)

    done = await run(database, clerk, place.units[0], old)

    (correction,) = await corrections_of(database, ballot)
    assert (correction.kind, correction.unit_id, correction.effective_at) == (
        "transfer",
        place.units[0],
        done.effective_at,
    )
    assert correction.old_value["owners"] == [str(owner)]
    assert correction.new_value["title_id"] == str(done.title_id)
    assert "casting" not in correction.new_value
    assert correction.approved_by == clerk.account_id


async def test_a_title_that_begins_after_the_close_leaves_the_roll_alone(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    closes = datetime(2026, 3, 1, tzinfo=UTC)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("ALTER TABLE ballots DISABLE TRIGGER USER"))
        await tx.session.execute(
            text("UPDATE ballots SET closes_at = :c, first_closes_at = :c WHERE id = :b"), {"c": closes, "b": ballot}
        )
        await tx.session.execute(text("ALTER TABLE ballots ENABLE TRIGGER USER"))

    at_the_close = await run(database, clerk, place.units[0], old, effective_at=closes)
    assert await corrections_of(database, ballot) == []
    before = closes - timedelta(microseconds=1)
    assert await faults_of(database, clerk, place.units[0], at_the_close.title_id, effective_at=before) == [
        "effectiveAt"
    ]


@pytest.mark.parametrize("backdated", [True, False])
async def test_a_casting_stays_whenever_the_transfer_took_effect(database: Database, backdated: bool) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    async with database.transaction(SYSTEM) as tx:
        cast_at = await insert_casting(tx, ballot, place.units[0], old)

    done = await run(database, clerk, place.units[0], old, effective_at=cast_at if backdated else None)

    (correction,) = await corrections_of(database, ballot)
    assert correction.new_value["casting"] == {
        "cast_at": cast_at.isoformat(), "stays": True, "effective_before_casting": backdated,
    }  # fmt: skip
    assert ("登记时间早于该房屋已完成的表决" in correction.reason) == backdated
    assert correction.effective_at == done.effective_at
    assert correction.recorded_at >= cast_at
    async with database.read() as session:
        assert (await session.scalars(select(Casting).where(Casting.ballot_id == ballot))).one().title_id == old


async def test_a_transfer_waits_for_a_casting_under_way(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    locked = asyncio.Event()

    async def cast() -> datetime:
        async with database.transaction(SYSTEM) as tx:
            at = await insert_casting(tx, ballot, place.units[0], old)
            locked.set()
            await asyncio.sleep(0.2)
        return at

    async def hand_over() -> TitleTransferred:
        await locked.wait()
        return await run(database, clerk, place.units[0], old)

    cast_at, done = await asyncio.gather(cast(), hand_over())

    assert done.effective_at > cast_at
    (correction,) = await corrections_of(database, ballot)
    assert correction.new_value["casting"]["effective_before_casting"] is False


async def test_a_casting_after_a_transfer_finds_the_old_title_ended(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    locked = asyncio.Event()

    async def hand_over() -> None:
        async with database.transaction(clerk) as tx:
            await transfer(tx, TransferTitle(place.units[0], old, [somebody()], "京2026朝不动产权第0000001号"))
            locked.set()
            await asyncio.sleep(0.2)

    async def cast() -> bool:
        await locked.wait()
        async with database.transaction(SYSTEM) as tx:
            found = await tx.session.execute(
                text("SELECT id FROM titles WHERE id = :t AND ends_at IS NULL FOR SHARE"), {"t": old}
            )
            return found.first() is not None

    _, found = await asyncio.gather(hand_over(), cast())

    assert found is False
    assert "casting" not in (await corrections_of(database, ballot))[0].new_value


async def test_of_two_transfers_at_once_one_is_told_to_look_again(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)

    outcomes = await asyncio.gather(
        *(run(database, clerk, place.units[0], old) for _ in range(4)), return_exceptions=True
    )

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["ContentChanged", "ContentChanged", "ContentChanged", "TitleTransferred"]
    assert len(await titles_of(database, place.units[0])) == 2
    assert len(await corrections_of(database, ballot)) == 1


async def test_two_units_bought_at_once_by_one_new_owner_make_one_owner(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, owners = await clerk_of(database, place), [somebody(), somebody("钱新主")]

    await asyncio.gather(
        run(database, clerk, place.units[0], None, owners=owners),
        run(database, clerk, place.units[1], None, owners=owners[::-1]),
    )

    (one,), (other,) = await titles_of(database, place.units[0]), await titles_of(database, place.units[1])
    assert one.head_key == other.head_key


async def test_only_the_units_own_street_transfers(database: Database) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    stranger = await clerk_of(database, elsewhere)

    with pytest.raises(NotFound):
        await run(database, stranger, place.units[0], None)
    assert await titles_of(database, place.units[0]) == []


async def test_a_title_that_the_clerk_did_not_see_is_not_ended(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, _ = await clerk_of(database, place), await owned(database, place.units[0])

    with pytest.raises(ContentChanged):
        await run(database, clerk, place.units[0], None)


@pytest.mark.usefixtures("invariants")
async def test_castings_and_transfers_at_once_end_in_one_of_the_two_legal_orders(database: Database) -> None:
    place = await make_place(database, units=12)
    clerk = await clerk_of(database, place)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await castings.open_ballot(database, place)
    seen = {unit: (await titles_of(database, unit))[0].id for unit in place.units}

    await asyncio.gather(
        *(cast(database, voter.cast(ballot)) for voter in voters),
        *(run(database, clerk, unit, seen[unit]) for unit in place.units),
        return_exceptions=True,
    )

    corrections = {one.unit_id: one for one in await corrections_of(database, ballot.id)}
    async with database.read() as session:
        made = {c.unit_id: c for c in await session.scalars(select(Casting).where(Casting.ballot_id == ballot.id))}
    assert set(corrections) == set(place.units)
    for unit in place.units:
        old, new = await titles_of(database, unit)
        casting, correction = made.get(unit), corrections[unit]
        assert (casting is None) == ("casting" not in correction.new_value)
        if casting is not None:
            assert (casting.title_id, casting.cast_at < new.starts_at) == (old.id, True)


async def test_certifying_and_transferring_one_unit_at_once_closes_no_ring(database: Database) -> None:
    place = await make_place(database, units=8)
    clerk = await clerk_of(database, place)
    titles = {}
    claims = []
    for unit in place.units:
        number = new_id_card()
        async with database.transaction(SYSTEM) as tx:
            owner = await make_owner(tx, "张试验", number)
            titles[unit] = await give_title(tx, unit, [owner], head_key=head_key([owner]))
        person = await sign_in_owner(database)
        async with database.glance() as session:
            actor = await actor_behind(session, person.token)
        async with database.transaction(actor) as tx:
            command = Certify(
                unit, DocumentKind.ID_CARD, "张试验", number, CONSENTS[ConsentKind.DOCUMENT_NUMBER].version
            )
            claims.append((actor, await certifications.claim(tx, command)))

    async def certified(actor: Actor, claim: certifications.Claim) -> None:
        async with database.transaction(actor) as tx:
            await certifications.certify(tx, claim)

    outcomes = await asyncio.gather(
        *(certified(actor, claim) for actor, claim in claims),
        *(run(database, clerk, unit, titles[unit]) for unit in place.units),
        return_exceptions=True,
    )

    assert {type(outcome) for outcome in outcomes} <= {type(None), OwnerNotMatched, NotFound, TitleTransferred}
    async with database.read() as session:
        live = select(Certification).where(Certification.estate_id == place.estate_id, Certification.ended_at.is_(None))
        assert (await session.scalars(live)).all() == []
        units = await session.scalars(select(Unit).where(Unit.id.in_(place.units)))
        assert {(unit.owned, unit.certified) for unit in units} == {(True, False)}


async def test_a_transfer_during_the_opening_is_on_the_roll_or_corrects_it(database: Database) -> None:
    place = await make_place(database, units=6)
    clerk = await clerk_of(database, place)
    seen = {unit: (await owned(database, unit))[0] for unit in place.units}
    ballot = await make_approved_ballot(database, place)

    async def opened() -> None:
        while True:
            async with database.transaction(SYSTEM) as tx:
                if await open_due(tx, [ballot.id]):
                    return

    await asyncio.gather(opened(), *(run(database, clerk, unit, seen[unit]) for unit in place.units))

    corrected = {one.unit_id: one.new_value["title_id"] for one in await corrections_of(database, ballot.id)}
    async with database.read() as session:
        entries = list(await session.scalars(select(RollEntry).where(RollEntry.ballot_id == ballot.id)))
    assert len(entries) == 6
    for entry in entries:
        present = (await titles_of(database, entry.unit_id))[-1]
        if entry.title_id == present.id:
            assert entry.unit_id not in corrected
        else:
            assert (entry.title_id, corrected[entry.unit_id]) == (seen[entry.unit_id], str(present.id))
