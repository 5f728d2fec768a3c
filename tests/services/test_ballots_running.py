"""Suspension is final, an extension is fifteen days and once, and there is no early end, whoever comes first."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import (
    AlreadyExtended,
    BallotSuspended,
    InvalidInput,
    NotFound,
    NotInThisState,
    Refusal,
)
from domain.rules.terms import BallotState, OptionRole
from domain.services import ballots_running as running
from domain.services.ballots_opening import open_due
from domain.services.castings import Cast, cast
from domain.services.closing import close_due
from domain.store.database import Database
from domain.store.tables import AuditRecord, Ballot, Broadcast, Casting, Matter
from tests.ballots import (
    MadeBallot,
    actor_of,
    make_approved_ballot,
    make_open_ballot,
    make_organizer,
    settle,
    sign_in_organizer,
    yes_or_no,
)
from tests.people import Place, make_place, sign_in_staff

pytestmark = pytest.mark.usefixtures("invariants")

FIFTEEN_DAYS = timedelta(days=15)
# Long enough to set a ballot up and open it on a machine that is busy with other tests.
WINDOW = timedelta(seconds=2)


async def clerk_of(database: Database, place: Place) -> Actor:
    return await actor_of(database, await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street))


async def read(database: Database, ballot_id: UUID) -> Ballot:
    async with database.read() as session:
        return (await session.execute(select(Ballot).where(Ballot.id == ballot_id))).scalar_one()


async def suspend(database: Database, actor: Actor, made: MadeBallot, title: str = "年度业主大会") -> Ballot:
    async with database.transaction(actor) as tx:
        return await running.suspend_ballot(tx, made.id, "范围设置错误", title)


async def suspend_matter(database: Database, actor: Actor, made: MadeBallot, number: int) -> Ballot:
    matter = made.matters[number]
    async with database.transaction(actor) as tx:
        return await running.suspend_matter(tx, matter.id, "事项有误", matter.title)


async def extend(database: Database, actor: Actor, made: MadeBallot) -> Ballot:
    async with database.transaction(actor) as tx:
        return await running.extend_ballot(tx, made.id, "参与比例不足")


async def outcomes(*racing: Coroutine[Any, Any, object]) -> list[str]:
    """How each ended: `done`, or the refusal's name. Anything else that went wrong fails the test."""
    ended = await asyncio.gather(*racing, return_exceptions=True)
    for one in ended:
        if isinstance(one, BaseException) and not isinstance(one, Refusal):
            raise one
    return [type(one).__name__ if isinstance(one, Refusal) else "done" for one in ended]


async def test_an_extension_is_fifteen_days_and_is_announced(database: Database) -> None:
    """The guide, question 3 of organizers: each ballot once, by 15 days."""
    place = await make_place(database, units=1)
    made, clerk = await make_open_ballot(database, place), await clerk_of(database, place)

    extended = await extend(database, clerk, made)

    assert extended.closes_at == made.closes_at + FIFTEEN_DAYS
    ballot = await read(database, made.id)
    assert (ballot.closes_at, ballot.first_closes_at) == (made.closes_at + FIFTEEN_DAYS, made.closes_at)
    assert (ballot.extended_by, ballot.extension_reason) == (clerk.account_id, "参与比例不足")
    async with database.read() as session:
        announced = await session.scalar(
            select(func.count()).where(Broadcast.ballot_id == made.id, Broadcast.template == "ballot_extended")
        )
    assert announced == 1
    with pytest.raises(AlreadyExtended):
        await extend(database, clerk, made)


async def test_two_extensions_at_once_extend_once(database: Database) -> None:
    place = await make_place(database, units=1)
    made, clerk = await make_open_ballot(database, place), await clerk_of(database, place)

    ended = await outcomes(*(extend(database, clerk, made) for _ in range(4)))

    assert sorted(ended) == ["AlreadyExtended"] * 3 + ["done"]
    assert (await read(database, made.id)).closes_at == made.closes_at + FIFTEEN_DAYS


async def test_the_closing_instant_is_too_late_to_extend_or_to_suspend(database: Database) -> None:
    """民法典 203: the deadline is the instant itself by the database's clock, closed by a worker or not."""
    place = await make_place(database, units=1)
    soon = datetime.now(UTC) + timedelta(seconds=2)
    made, clerk = await make_open_ballot(database, place, closes_at=soon), await clerk_of(database, place)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("SELECT pg_sleep(greatest(0, extract(epoch FROM :at - domain_now())))"), {"at": made.closes_at}
        )

    for late in (
        extend(database, clerk, made),
        suspend(database, clerk, made),
        suspend_matter(database, clerk, made, 0),
    ):
        with pytest.raises(NotInThisState) as refused:
            await late
        assert refused.value.state == "closed"
    assert (await read(database, made.id)).closes_at == made.closes_at


async def test_the_database_refuses_any_other_extension(database: Database) -> None:
    place = await make_place(database, units=1)
    made = await make_open_ballot(database, place)
    for days in (14, 16):
        with pytest.raises(DBAPIError, match="one_extension"):
            async with database.transaction(SYSTEM) as tx:
                await tx.session.execute(
                    text(
                        "UPDATE ballots SET extended_at = domain_now(),"
                        " closes_at = closes_at + make_interval(days => :n) WHERE id = :id"
                    ),
                    {"id": made.id, "n": days},
                )


async def test_only_an_open_ballot_is_extended(database: Database) -> None:
    place = await make_place(database, units=1)
    made, clerk = await make_approved_ballot(database, place), await clerk_of(database, place)

    with pytest.raises(NotInThisState):
        await extend(database, clerk, made)


@pytest.mark.parametrize("opened", [False, True])
async def test_a_suspension_is_final(database: Database, opened: bool) -> None:
    place = await make_place(database, units=1)
    made = await (make_open_ballot if opened else make_approved_ballot)(database, place)
    clerk = await clerk_of(database, place)

    await suspend(database, clerk, made)

    ballot = await read(database, made.id)
    assert (ballot.state, ballot.suspended_by) == (BallotState.SUSPENDED, clerk.account_id)
    assert ballot.suspension_reason == "范围设置错误"
    for again in (
        suspend(database, clerk, made),
        extend(database, clerk, made),
        suspend_matter(database, clerk, made, 0),
    ):
        with pytest.raises(NotInThisState):
            await again


async def test_a_suspension_needs_a_reason_and_the_title(database: Database) -> None:
    place = await make_place(database, units=1)
    made, clerk = await make_open_ballot(database, place), await clerk_of(database, place)

    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(clerk) as tx:
            await running.suspend_ballot(tx, made.id, " ", "年度大会")

    assert [fault.path for fault in refused.value.faults] == ["reason", "typedTitle"]
    assert (await read(database, made.id)).state is BallotState.OPEN


async def test_with_its_last_matter_the_ballot_is_suspended(database: Database) -> None:
    place = await make_place(database, units=1)
    made = await make_open_ballot(database, place, matters=[yes_or_no("甲"), yes_or_no("乙")])
    clerk = await clerk_of(database, place)

    first = await suspend_matter(database, clerk, made, 0)
    with pytest.raises(NotInThisState):
        await suspend_matter(database, clerk, made, 0)
    assert first.state is BallotState.OPEN
    last = await suspend_matter(database, clerk, made, 1)

    assert last.state is BallotState.SUSPENDED
    async with database.read() as session:
        acts = list(await session.scalars(select(AuditRecord.action).where(AuditRecord.subject_id == made.id)))
    assert acts == ["ballot.opened", "ballot.matter_suspended", "ballot.matter_suspended"]


async def test_both_matters_suspended_at_once_suspend_the_ballot(database: Database) -> None:
    place = await make_place(database, units=1)
    made = await make_open_ballot(database, place, matters=[yes_or_no("甲"), yes_or_no("乙")])
    clerk = await clerk_of(database, place)

    ended = await outcomes(*(suspend_matter(database, clerk, made, number) for number in (0, 1)))

    assert ended == ["done", "done"]
    assert (await read(database, made.id)).state is BallotState.SUSPENDED


async def test_suspension_and_extension_race_to_one_history(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    for _ in range(5):
        made = await make_open_ballot(database, place)

        ended = await outcomes(extend(database, clerk, made), suspend(database, clerk, made))

        ballot = await read(database, made.id)
        assert ballot.state is BallotState.SUSPENDED
        assert ended in (["done", "done"], ["NotInThisState", "done"])
        assert (ballot.extended_at is not None) == (ended[0] == "done")


async def close(database: Database, made: MadeBallot) -> object:
    async with database.transaction(SYSTEM) as tx:
        return await close_due(tx, [made.id])


async def close_in(database: Database, made: MadeBallot, hundredths: int) -> object:
    await asyncio.sleep(hundredths / 200)
    return await close(database, made)


async def test_extension_and_close_race_at_the_deadline_to_one_history(database: Database) -> None:
    """民法典 203: whoever comes first at the instant, the ballot is either extended and open, or closed as posted."""
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    for _ in range(3):
        soon = datetime.now(UTC) + WINDOW
        made = await make_open_ballot(database, place, closes_at=soon)

        await asyncio.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds() - 0.01))

        ended = await outcomes(extend(database, clerk, made), *(close_in(database, made, wait) for wait in range(8)))
        await close(database, made)

        ballot = await read(database, made.id)
        if ended[0] == "done":
            assert (ballot.state, ballot.closes_at) == (BallotState.OPEN, made.closes_at + FIFTEEN_DAYS)
            assert ballot.extended_at is not None
            assert ballot.extended_at < made.closes_at
        else:
            assert ended[0] == "NotInThisState"
            assert (ballot.state, ballot.closes_at) == (BallotState.CLOSED, made.closes_at)
            assert ballot.closed_at is not None
            assert ballot.closed_at >= made.closes_at


async def test_suspension_and_close_race_to_one_end(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    for _ in range(3):
        soon = datetime.now(UTC) + WINDOW
        made = await make_open_ballot(database, place, closes_at=soon)
        await asyncio.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds() - 0.01))

        ended = await outcomes(suspend(database, clerk, made), *(close(database, made) for _ in range(3)))
        await asyncio.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()) + 0.01)
        await close(database, made)

        state = (await read(database, made.id)).state
        assert state is (BallotState.SUSPENDED if ended[0] == "done" else BallotState.CLOSED)


async def test_opening_and_suspension_race_to_a_suspended_ballot(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)

    async def opening(made: MadeBallot) -> None:
        async with database.transaction(SYSTEM) as tx:
            await open_due(tx, [made.id])

    for _ in range(4):
        made = await make_approved_ballot(database, place)

        ended = await outcomes(opening(made), suspend(database, clerk, made), opening(made))

        ballot = await read(database, made.id)
        assert ended == ["done", "done", "done"]
        assert ballot.state is BallotState.SUSPENDED
        assert (ballot.opened_at is None) == (ballot.roll_hash is None)


async def test_no_casting_is_recorded_after_a_suspension(database: Database) -> None:
    place = await make_place(database, units=6)
    residents = await settle(database, place)
    made, clerk = await make_open_ballot(database, place), await clerk_of(database, place)
    matter = made.matters[0]
    choices = ((matter.id, (matter.option(OptionRole.FOR).id,)),)

    async def vote(number: int) -> None:
        resident = residents[number]
        actor = await actor_of(database, resident.person)
        await cast(database, Cast(actor, made.id, resident.unit_id, choices, resident.title_id))

    ended = await outcomes(
        *(vote(number) for number in range(3)), suspend(database, clerk, made), *map(vote, range(3, 6))
    )

    assert ended.pop(3) == "done"
    assert set(ended) <= {"done", "BallotSuspended"}
    async with database.read() as session:
        recorded = await session.scalar(select(func.count()).where(Casting.ballot_id == made.id))
        late = await session.scalar(
            select(func.count()).where(
                Casting.ballot_id == made.id, Casting.cast_at >= (await read(database, made.id)).suspended_at
            )
        )
    assert recorded == ended.count("done")
    assert late == 0
    with pytest.raises(BallotSuspended):
        await vote(ended.index("BallotSuspended") if "BallotSuspended" in ended else 0)


async def test_the_owning_body_and_the_street_run_a_ballot_and_nobody_else(database: Database) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    organizer = await make_organizer(database, place)
    member = await actor_of(database, await sign_in_organizer(database, place, organizer_id=organizer))
    company = await actor_of(database, await sign_in_organizer(database, place, Role.PROPERTY_COMPANY))
    neighbour = await actor_of(database, await sign_in_organizer(database, elsewhere))
    owner = await actor_of(database, (await settle(database, place))[0].person)
    made = await make_open_ballot(database, place, organizer_id=organizer)

    for foreign in (company, neighbour, owner, await clerk_of(database, elsewhere)):
        for command in (
            suspend(database, foreign, made),
            extend(database, foreign, made),
            suspend_matter(database, foreign, made, 0),
        ):
            with pytest.raises(NotFound):
                await command
    assert (await read(database, made.id)).state is BallotState.OPEN
    await extend(database, member, made)
    await suspend(database, await clerk_of(database, place), made)


async def test_a_matter_of_another_ballot_is_untouched(database: Database) -> None:
    place = await make_place(database, units=1)
    made, other = await make_open_ballot(database, place), await make_open_ballot(database, place)
    clerk = await clerk_of(database, place)

    await suspend_matter(database, clerk, made, 0)

    async with database.read() as session:
        states = await session.scalars(select(Matter.state).where(Matter.ballot_id == other.id))
    assert list(states) == ["active"]
