"""A frozen roll is corrected beside itself: with a reason and an approver, until the ballot is counted (条例 47)."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import InvalidInput, NotFound, NotInThisState
from domain.rules.terms import Usage
from domain.services.castings import cast
from domain.services.recounting import counted_again
from domain.services.roll_corrections import CorrectRoll, correct_roll
from domain.services.tallies import SERIALIZATION_FAILURE, tally, tally_all
from domain.store.database import Database
from domain.store.tables import RollCorrection, RollEntry
from tests.people import Place, make_place, sign_in_staff
from tests.services.castings import OpenBallot, close, make_voter, open_ballot
from tests.services.test_tallies import document

pytestmark = pytest.mark.usefixtures("invariants")


async def reviewer_of(database: Database, place: Place) -> Actor:
    """A street reviewer of the place."""
    person = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    held = Held(Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    return Actor(account_id=person.account_id, held=(held,), kind="staff")


async def correct(database: Database, actor: Actor, ballot: OpenBallot, unit: UUID, **what: object) -> None:
    """Correct one unit of the roll."""
    wanted = {"reason": "测绘报告更正", **what}
    async with database.transaction(actor) as tx:
        await correct_roll(tx, CorrectRoll(ballot.id, unit, **wanted))  # type: ignore[arg-type]


async def test_a_corrected_area_is_counted_and_the_roll_stays_as_frozen(database: Database) -> None:
    place = await make_place(database, units=3, area=10_000)
    voter = await make_voter(database, place, place.units[:2])
    ballot = await open_ballot(database, place)
    reviewer = await reviewer_of(database, place)
    await cast(database, voter.cast(ballot))

    await correct(database, reviewer, ballot, place.units[0], area=12_345)
    await correct(database, reviewer, ballot, place.units[2], usage=Usage.EQUIPMENT)
    await close(database, ballot)
    await tally_all(database, [ballot.id])

    result = await document(database, ballot.id)
    (matter,) = result["matters"]
    assert matter["area"]["all"] == "223.45"
    assert matter["area"]["for"] == "223.45"
    assert result["corrections"]["others"] == 2
    async with database.glance() as session:
        frozen = await session.get(RollEntry, (ballot.id, place.units[0]))
        logged = (await session.scalars(select(RollCorrection).where(RollCorrection.ballot_id == ballot.id))).all()
    assert frozen is not None
    assert frozen.area == 10_000
    assert {one.approved_by for one in logged} == {reviewer.account_id}
    assert {one.reason for one in logged} == {"测绘报告更正"}
    assert [one.old_value for one in logged if one.unit_id == place.units[0]] == [{"area": 10_000}]


async def test_every_fault_of_a_correction_is_named_and_nothing_is_logged(database: Database) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place)
    with pytest.raises(InvalidInput) as refused:
        await correct(database, await reviewer_of(database, place), ballot, place.units[0], reason=" 改 ", area=0)
    assert [fault.path for fault in refused.value.faults] == ["reason", "area"]
    with pytest.raises(InvalidInput) as unchanged:
        await correct(database, await reviewer_of(database, place), ballot, place.units[0], area=8835)
    assert [fault.path for fault in unchanged.value.faults] == ["unitId"]


async def test_a_counted_ballot_and_a_foreign_reviewer_correct_nothing(database: Database) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    ballot = await open_ballot(database, place)
    with pytest.raises(NotFound):
        await correct(database, await reviewer_of(database, elsewhere), ballot, place.units[0], area=1)
    await close(database, ballot)
    await tally_all(database, [ballot.id])
    with pytest.raises(NotInThisState):
        await correct(database, await reviewer_of(database, place), ballot, place.units[0], area=1)


async def test_a_correction_between_a_tallys_picture_and_its_lock_is_counted(database: Database) -> None:
    """The tally of the older picture fails and is made anew; its result repeats."""
    place = await make_place(database, units=2, area=10_000)
    voter = await make_voter(database, place, place.units[:1])
    ballot = await open_ballot(database, place)
    reviewer = await reviewer_of(database, place)
    await cast(database, voter.cast(ballot))
    await close(database, ballot)

    async def tally_of_an_older_picture() -> None:
        async with database.transaction(SYSTEM, isolation="REPEATABLE READ") as tx:
            await tx.now()
            await correct(database, reviewer, ballot, place.units[0], area=12_345)
            await tally(tx, [ballot.id])

    with pytest.raises(DBAPIError) as failed:
        await tally_of_an_older_picture()
    assert getattr(failed.value.orig, "sqlstate", None) == SERIALIZATION_FAILURE
    await tally_all(database, [ballot.id])

    (matter,) = (await document(database, ballot.id))["matters"]
    assert matter["area"]["for"] == "123.45"
    async with database.read() as session:
        assert await counted_again(session, ballot.id) is not None
