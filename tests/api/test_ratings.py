"""Ratings through the API: what is told to whom, and what would give a neighbour away is told to nobody."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.ratings import RatingCriterion
from domain.store.database import Database
from tests.api.asking import answer_of, ask
from tests.api.statements import MOST, counted_statements
from tests.people import Person, make_place, sign_in_owner, sign_in_staff
from tests.services.test_ratings import answered, rate, rated_by
from tests.services.ticketing import finished, make_neighbourhood

RATING = """id estateId quarter scores { criterion score } words answer answeredAt unitId ratedAt ticketIds"""
FIGURES = """quarter startsAt endsAt ratings certifiedUnits averages { criterion average } overall closedTickets
  answered"""
TREND = f"""query Trend($estate: UUID!, $quarters: Int! = 8) {{
  companyRatings(estateId: $estate, quarters: $quarters) {{ {FIGURES} }} }}"""
EACH = f"""query Each($estate: UUID!, $quarter: String!, $answered: Boolean, $worded: Boolean, $first: Int! = 20) {{
  ratings(estateId: $estate, quarter: $quarter, answered: $answered, worded: $worded, first: $first) {{
    totalCount nodes {{ {RATING} }} }} }}"""
MINE = f"query Mine {{ myRatings {{ nodes {{ {RATING} }} }} }}"
UNITS = """query Units { myRatingUnits {
  unitId estateId building entrance room quarter ratedAt byYourself closedTickets } }"""
COMPARED = f"""query Compared($quarter: String, $order: RatingOrder! = NAME, $first: Int! = 20, $after: String) {{
  ratingComparison(quarter: $quarter, order: $order, first: $first, after: $after) {{
    totalCount pageInfo {{ endCursor hasNextPage }}
    nodes {{ id name rating(quarter: $quarter) {{ {FIGURES} }} }} }} }}"""
RATE = f"""mutation Rate($input: RateCompanyInput!) {{ rateCompany(input: $input) {{ __typename
  ... on RatingChanged {{ rating {{ {RATING} }} }} ... on Problem {{ code message }}
  ... on AlreadyRated {{ quarter ratedAt byYourself }} }} }}"""


def scores(score: int) -> list[dict[str, Any]]:
    return [{"criterion": criterion.name, "score": score} for criterion in RatingCriterion]


async def trend(client: httpx.AsyncClient, person: Person, estate: UUID, quarters: int = 8) -> Any:
    return (await ask(client, TREND, person, estate=str(estate), quarters=quarters))["companyRatings"]


async def test_an_owner_rates_once_and_is_refused_in_words(database: Database, client: httpx.AsyncClient) -> None:
    around = await make_neighbourhood(database)
    person, unit = around.resident.person, str(around.resident.unit_id)
    ticket = await finished(database, around)
    (before,) = (await ask(client, UNITS, person))["myRatingUnits"]
    assert (before["unitId"], before["ratedAt"], before["closedTickets"]) == (unit, None, 1)

    given = {"unitId": unit, "scores": scores(4), "words": "电梯常坏。\n请尽快换。"}
    said = (await ask(client, RATE, person, input=given))["rateCompany"]
    assert said["rating"]["words"] == "电梯常坏。\n请尽快换。"
    assert (said["rating"]["unitId"], said["rating"]["ticketIds"]) == (unit, [str(ticket)])
    again = (await ask(client, RATE, person, input=given))["rateCompany"]
    assert (again["code"], again["byYourself"]) == ("ALREADY_RATED", True)
    assert "每季度只能评价一次" in again["message"]
    stranger = (await ask(client, RATE, await sign_in_owner(database), input=given))["rateCompany"]
    assert (stranger["code"], "业主认证" in stranger["message"]) == ("NO_CERTIFIED_UNIT", True)
    assert (await ask(client, RATE, input=given))["rateCompany"]["code"] == "NOT_SIGNED_IN"

    (after,) = (await ask(client, UNITS, person))["myRatingUnits"]
    assert (after["ratedAt"], after["byYourself"]) == (said["rating"]["ratedAt"], True)
    (own,) = (await ask(client, MINE, person))["myRatings"]["nodes"]
    assert own == said["rating"]


async def test_four_ratings_tell_only_that_they_are_four_and_the_fifth_tells_all(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database, units=5)
    estate = around.place.estate_id
    await rated_by(database, around.residents[:4], 5, 4, 4, 3)
    readers = (around.resident.person, around.company, around.clerk)
    for person in readers:
        present = (await trend(client, person, estate))[0]
        assert (present["ratings"], present["certifiedUnits"]) == (4, 5)
        assert {
            present[name] for name in ("averages", "overall", "closedTickets", "answered") if not present[name]
        } == {None}
        each = await ask(client, EACH, person, estate=str(estate), quarter=present["quarter"])
        assert each["ratings"] == {"totalCount": 0, "nodes": []}

    fifth = around.residents[4]
    rating = await rate(database, fifth.person, fifth.unit_id, 1, words="保洁不到位。")
    await answered(database, around.company, rating.id, "已增加清扫次数。")
    for person in readers:
        present = (await trend(client, person, estate))[0]
        assert (present["ratings"], present["overall"], present["answered"]) == (5, "3.40", 1)
        each = (await ask(client, EACH, person, estate=str(estate), quarter=present["quarter"]))["ratings"]
        assert each["totalCount"] == 5
        (told,) = [one for one in each["nodes"] if one["words"]]
        assert (told["words"], told["answer"]) == ("保洁不到位。", "已增加清扫次数。")
        assert (told["unitId"], told["ratedAt"], told["ticketIds"]) == (None, None, None)


async def test_the_order_of_the_ratings_says_nothing_about_who_came_first(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database, units=8)
    ratings = await rated_by(database, around.residents, *[4] * 8)
    each = await ask(client, EACH, around.clerk, estate=str(around.place.estate_id), quarter=ratings[0].quarter)
    told = [one["id"] for one in each["ratings"]["nodes"]]
    assert told == sorted(told)
    assert {UUID(one).version for one in told} == {4}


async def test_the_trend_goes_back_by_quarters_and_is_nobodys_elsewhere(
    database: Database, client: httpx.AsyncClient
) -> None:
    around, other = await make_neighbourhood(database), await make_neighbourhood(database)
    found = await trend(client, around.resident.person, around.place.estate_id, 3)
    assert [one["ratings"] for one in found] == [0, 0, 0]
    assert [one["startsAt"] for one in found[:2]] == [one["endsAt"] for one in found[1:]]
    assert await trend(client, other.resident.person, around.place.estate_id) == []
    assert await trend(client, other.clerk, around.place.estate_id) == []
    said = await answer_of(client, TREND, around.clerk, estate=str(around.place.estate_id), quarters=21)
    assert said["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_the_street_compares_its_estates_and_nobody_elses(database: Database, client: httpx.AsyncClient) -> None:
    around = await make_neighbourhood(database, units=5)
    await rated_by(database, around.residents, 5, 5, 5, 5, 4)
    found = (await ask(client, COMPARED, around.clerk))["ratingComparison"]["nodes"]
    assert [(one["id"], one["rating"]["overall"]) for one in found] == [(str(around.place.estate_id), "4.80")]
    earlier = (await ask(client, COMPARED, around.clerk, quarter="2020Q1"))["ratingComparison"]["nodes"]
    assert [(one["rating"]["quarter"], one["rating"]["ratings"]) for one in earlier] == [("2020Q1", 0)]
    for person in (around.resident.person, around.company):
        assert (await ask(client, COMPARED, person))["ratingComparison"]["totalCount"] == 0
    said = await answer_of(client, COMPARED, around.clerk, quarter="第一季度")
    assert said["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_the_estates_stand_by_their_figures_and_what_is_not_told_stands_last(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = [await make_neighbourhood(database, units=count) for count in (5, 6, 4)]
    (good, poor, untold), street = (str(one.place.estate_id) for one in around), around[0].place.street
    async with database.transaction(SYSTEM) as tx:
        moved = text("UPDATE estates SET street_code = :street WHERE id = ANY(:ids)")
        await tx.session.execute(moved, {"street": street, "ids": [one.place.estate_id for one in around]})
    for one, score in zip(around, (5, 2, 1), strict=True):
        await rated_by(database, one.residents, *[score] * len(one.residents))
    clerk = around[0].clerk

    async def stand(order: str) -> list[str]:
        nodes = (await ask(client, COMPARED, clerk, order=order))["ratingComparison"]["nodes"]
        return [one["id"] for one in nodes]

    assert await stand("HIGHEST") == [good, poor, untold]
    # Its ratings are the worst of all; nobody learns that by where it stands.
    assert await stand("LOWEST") == [poor, good, untold]
    assert await stand("MOST_RATINGS") == [poor, good, untold]
    first = (await ask(client, COMPARED, clerk, order="LOWEST", first=2))["ratingComparison"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    rest = await ask(client, COMPARED, clerk, order="LOWEST", first=2, after=first["pageInfo"]["endCursor"])
    assert [one["id"] for one in rest["ratingComparison"]["nodes"]] == [untold]
    with counted_statements() as ran:
        await ask(client, COMPARED, clerk, order="HIGHEST", first=100)
    assert len(ran) <= MOST, ran


async def test_the_company_finds_what_it_has_not_answered(database: Database, client: httpx.AsyncClient) -> None:
    around = await make_neighbourhood(database, units=5)
    made = await rated_by(database, around.residents[:4], 5, 4, 3, 2)
    written = await rate(database, around.residents[4].person, around.residents[4].unit_id, words="门禁常坏。")
    await answered(database, around.company, made[0].id)
    given = {"estate": str(around.place.estate_id), "quarter": made[0].quarter}
    open_ones = (await ask(client, EACH, around.company, **given, answered=False))["ratings"]
    done = (await ask(client, EACH, around.company, **given, answered=True))["ratings"]
    worded = (await ask(client, EACH, around.company, **given, answered=False, worded=True))["ratings"]
    silent = (await ask(client, EACH, around.company, **given, worded=False))["ratings"]
    assert ([one["id"] for one in worded["nodes"]], silent["totalCount"]) == ([str(written.id)], 4)
    assert (open_ones["totalCount"], [one["id"] for one in done["nodes"]]) == (4, [str(made[0].id)])


@pytest.mark.parametrize("first", [1, 100])
async def test_lists_take_as_few_statements_at_any_page_size(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    around = await make_neighbourhood(database, units=6)
    ratings = await rated_by(database, around.residents, *[4] * 6)
    for _ in range(3):
        await make_place(database)
    city = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    with counted_statements() as ran:
        await ask(
            client, EACH, around.clerk, estate=str(around.place.estate_id), quarter=ratings[0].quarter, first=first
        )
    assert len(ran) <= MOST, ran
    with counted_statements() as ran:
        await ask(client, COMPARED, city, first=first)
    assert len(ran) <= MOST, ran
