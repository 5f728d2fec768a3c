"""Rating the property company: once per unit and quarter, told from five on, answered once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.ratings import Quarter, RatingCriterion
from domain.rules.refusals import AlreadyAnswered, AlreadyRated, InvalidInput, NoCertifiedUnit, NotFound, NotSignedIn
from domain.rules.tickets import TicketAct
from domain.services import ratings as services
from domain.services.account_deletion import delete_account
from domain.services.demo_clock import advance
from domain.store.database import Database
from domain.store.tables import AuditRecord, Rating
from gongjue.wiring import open_database
from tests.ballots import Resident, actor_of, sign_in_organizer
from tests.conftest import settings_for
from tests.people import Person, make_place, sign_in_owner, sign_in_staff
from tests.services.castings import make_co_owners
from tests.services.raw_tables import tables_with
from tests.services.ticketing import Neighbourhood, filed, finished, make_neighbourhood, moved


@pytest.fixture
async def own_clock(fresh_database_url: str, redis_url: str) -> AsyncIterator[Database]:
    """A database with a clock of its own."""
    opened = open_database(settings_for(fresh_database_url, redis_url), pool_size=4)
    yield opened
    await opened.close()


def scores(*given: int) -> tuple[tuple[RatingCriterion, int], ...]:
    """A score for each criterion; one stands for all."""
    each = given if len(given) > 1 else given * len(RatingCriterion)
    return tuple(zip(RatingCriterion, each, strict=True))


async def rate(database: Database, person: Person, unit: UUID, *given: int, words: str = "") -> Rating:
    async with database.transaction(await actor_of(database, person)) as tx:
        command = services.RateCompany(unit, scores(*(given or (4,))), words)
        return (await services.rate_company(tx, command)).rating


async def rated_by(database: Database, residents: Sequence[Resident], *given: int) -> list[Rating]:
    """Each of them rates; the n-th with the n-th score for everything."""
    return [
        await rate(database, resident.person, resident.unit_id, score)
        for resident, score in zip(residents, given, strict=True)
    ]


async def answered(database: Database, person: Person, rating: UUID, words: str = "感谢您的意见，已整改。") -> Rating:
    async with database.transaction(await actor_of(database, person)) as tx:
        return (await services.answer(tx, services.AnswerRating(rating, words))).rating


async def figures(database: Database, around: Neighbourhood, quarter: Quarter | None = None) -> services.QuarterRating:
    async with database.transaction(SYSTEM) as tx:
        wanted = quarter or Quarter.of(await tx.now())
        found = await services.figures_of(tx.session, [around.place.estate_id], [wanted])
    return found[around.place.estate_id][0]


async def test_a_second_rating_in_the_quarter_is_refused_and_says_when_the_first_was(database: Database) -> None:
    around = await make_neighbourhood(database)
    first = await rate(database, around.resident.person, around.resident.unit_id, 3)
    with pytest.raises(AlreadyRated) as refused:
        await rate(database, around.resident.person, around.resident.unit_id, 5)
    assert refused.value.rated_at == first.rated_at
    assert refused.value.by_yourself
    assert first.quarter in refused.value.message("zh")


async def test_co_owners_have_one_rating_between_them(database: Database) -> None:
    place = await make_place(database, units=1)
    voters, _ = await make_co_owners(database, place, place.units)
    await rate(database, voters[0].person, place.units[0])
    with pytest.raises(AlreadyRated) as refused:
        await rate(database, voters[1].person, place.units[0])
    assert not refused.value.by_yourself


async def test_of_two_ratings_at_once_one_counts(database: Database) -> None:
    place = await make_place(database, units=1)
    voters, _ = await make_co_owners(database, place, place.units)
    outcomes = await asyncio.gather(
        *(rate(database, voter.person, place.units[0]) for voter in voters for _ in range(2)), return_exceptions=True
    )
    refused = [type(one) for one in outcomes if isinstance(one, BaseException)]
    assert refused == [AlreadyRated] * 3


async def test_the_next_quarter_begins_at_midnight_in_shanghai_and_lets_the_unit_rate_again(
    own_clock: Database,
) -> None:
    around = await make_neighbourhood(own_clock)
    unit, person = around.resident.unit_id, around.resident.person
    async with own_clock.transaction(SYSTEM) as tx:
        now = await tx.now()
        await advance(tx, Quarter.of(now).ends_at - now - timedelta(seconds=20))
    last = await rate(own_clock, person, unit)
    with pytest.raises(AlreadyRated):
        await rate(own_clock, person, unit)
    async with own_clock.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(seconds=20))
    first = await rate(own_clock, person, unit)
    before, after = Quarter.parse(last.quarter), Quarter.parse(first.quarter)
    assert before is not None
    assert after is not None
    assert last.rated_at < before.ends_at <= first.rated_at
    assert after.earlier(1) == before


async def test_without_a_certified_unit_nobody_rates(database: Database) -> None:
    around = await make_neighbourhood(database)
    resident, neighbour = around.residents
    for person, unit in (
        (await sign_in_owner(database), resident.unit_id), (resident.person, neighbour.unit_id),
        (resident.person, uuid4()), (around.company, resident.unit_id), (around.clerk, resident.unit_id),
    ):  # fmt: skip
        with pytest.raises(NoCertifiedUnit):
            await rate(database, person, unit)
    with pytest.raises(NotSignedIn):
        await rate(database, Person(uuid4(), "nothing"), resident.unit_id)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = domain_now() WHERE unit_id = :unit"), {"unit": resident.unit_id}
        )
    with pytest.raises(NoCertifiedUnit):
        await rate(database, resident.person, resident.unit_id)


async def test_nothing_of_four_ratings_is_told_and_everything_of_five(database: Database) -> None:
    around = await make_neighbourhood(database, units=6)
    await rated_by(database, around.residents[:4], 5, 4, 4, 3)
    told = await figures(database, around)
    assert (told.ratings, told.certified_units) == (4, 6)
    assert (told.averages, told.overall, told.closed_tickets, told.answered) == (None, None, None, None)

    fifth = around.residents[4]
    await rate(database, fifth.person, fifth.unit_id, 1, 2, 3, 4, 5)
    told = await figures(database, around)
    assert told.ratings == 5
    assert told.averages is not None
    assert [one.average for one in told.averages] == ["3.40", "3.60", "3.80", "4.00", "4.20"]
    assert (told.overall, told.closed_tickets, told.answered) == ("3.80", None, 0)


async def test_a_rating_is_tied_to_the_tickets_of_its_unit_that_were_settled_in_the_quarter(
    own_clock: Database,
) -> None:
    database = own_clock
    around = await make_neighbourhood(database, units=5)
    done = await finished(database, around)
    declined = await filed(database, around.resident)
    await moved(database, around.company, declined, TicketAct.DECLINE)
    await filed(database, around.resident)
    withdrawn = await filed(database, around.resident)
    await moved(database, around.resident.person, withdrawn, TicketAct.WITHDRAW)
    await finished(database, around, around.residents[1])
    async with database.transaction(SYSTEM) as tx:
        long_ago = await finished(database, around)
        await tx.session.execute(
            text("UPDATE tickets SET settled_at = settled_at - interval '100 days' WHERE id = :id"), {"id": long_ago}
        )

    first, *_ = await rated_by(database, around.residents, 5, 4, 4, 3, 2)

    assert first.ticket_ids == sorted([done, declined])
    quarter = Quarter.parse(first.quarter)
    assert quarter is not None

    # While it runs, the sum would tell of each further unit how many tickets it had: which one it is.
    async with database.transaction(SYSTEM) as tx:
        now = await tx.now()
        await advance(tx, quarter.ends_at - now - timedelta(seconds=20))
    assert (await figures(database, around, quarter)).closed_tickets is None
    async with database.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(seconds=20))
    assert (await figures(database, around, quarter)).closed_tickets == 3


async def test_the_company_answers_each_rating_once(database: Database) -> None:
    around = await make_neighbourhood(database, units=5)
    ratings = await rated_by(database, around.residents, 5, 4, 4, 3, 2)
    with pytest.raises(InvalidInput):
        await answered(database, around.company, ratings[0].id, "谢谢")
    first = await answered(database, around.company, ratings[0].id)
    with pytest.raises(AlreadyAnswered) as refused:
        await answered(database, around.company, ratings[0].id)
    assert refused.value.answered_at == first.answered_at
    outcomes = await asyncio.gather(
        *(answered(database, around.company, ratings[1].id) for _ in range(3)), return_exceptions=True
    )
    assert [type(one) for one in outcomes if isinstance(one, BaseException)] == [AlreadyAnswered] * 2
    assert (await figures(database, around)).answered == 2


async def test_the_company_cannot_answer_what_is_not_told_and_nobody_else_can_answer(database: Database) -> None:
    around = await make_neighbourhood(database, units=5)
    ratings = await rated_by(database, around.residents[:4], 5, 4, 4, 3)
    with pytest.raises(NotFound):
        await answered(database, around.company, ratings[0].id)
    await rated_by(database, around.residents[4:], 2)
    other = await make_neighbourhood(database)
    for person in (
        other.company, around.clerk, around.resident.person, await sign_in_organizer(database, around.place),
        await sign_in_staff(database, Role.CITY, ScopeKind.CITY),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await answered(database, person, ratings[0].id)
    assert (await answered(database, around.company, ratings[0].id)).answered_at is not None


async def test_what_is_written_is_not_in_clear_and_the_record_names_no_unit_and_no_rating(
    database: Database, database_url: str
) -> None:
    around = await make_neighbourhood(database, units=5)
    secret = uuid4().hex
    ratings = await rated_by(database, around.residents[1:], 4, 4, 4, 4)
    ratings.append(await rate(database, around.resident.person, around.resident.unit_id, 1, words=f"保安{secret}"))
    await answered(database, around.company, ratings[-1].id, f"已转达{secret}")
    assert await tables_with(database_url, [secret]) == {}
    async with database.glance() as session:
        of_estate = select(AuditRecord).where(AuditRecord.estate_id == around.place.estate_id)
        records = list(await session.scalars(of_estate))
        rated = [record for record in records if record.action == "company.rated"]
    assert [(one.subject_kind, one.subject_id) for one in rated] == [("estate", around.place.estate_id)] * 5
    told = [f"{record.subject_id} {record.before} {record.after}" for record in rated]
    secrets = [str(one.unit_id) for one in around.residents] + [str(one.id) for one in ratings]
    assert [secret for secret in secrets if any(secret in one for one in told)] == []


async def test_words_go_with_the_account_and_the_scores_stay_counted(database: Database) -> None:
    around = await make_neighbourhood(database, units=5)
    await rated_by(database, around.residents[1:], 5, 5, 5, 5)
    mine = await rate(database, around.resident.person, around.resident.unit_id, 1, words="保安不够。")
    await answered(database, around.company, mine.id)
    actor = replace(await actor_of(database, around.resident.person), confirmed_recently=True)
    async with database.transaction(actor) as tx:
        await delete_account(tx)
    async with database.glance() as session:
        assert await session.scalar(select(Rating.words).where(Rating.id == mine.id)) is None
    assert (await figures(database, around)).overall == "4.20"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ratings SET scores = '{}' WHERE id = :id",
        "UPDATE ratings SET quarter = '2020Q1' WHERE id = :id",
        "UPDATE ratings SET answer = '\\x00' WHERE id = :id",
        "UPDATE ratings SET words = '\\x00' WHERE id = :id",
        "DELETE FROM ratings WHERE id = :id",
    ],
)
async def test_the_database_keeps_a_rating_as_it_was_given(database: Database, statement: str) -> None:
    around = await make_neighbourhood(database)
    rating = await rate(database, around.resident.person, around.resident.unit_id)
    with pytest.raises(DBAPIError):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text(statement), {"id": rating.id})
