"""Casting through the API: every refusal is a type of its own, and one's own votes are one's own."""

from typing import Any
from uuid import uuid4

import httpx

from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.people import make_place
from tests.services.castings import OpenBallot, make_co_owners, make_voter, open_ballot

CAST = """mutation Cast($input: CastBallotInput!) { castBallot(input: $input) {
  __typename
  ... on Receipt { id heads area unitIds channel }
  ... on AlreadyVoted { castAt maskedName byYourself receiptId }
  ... on ChoicesNotValid { faults { path message } }
  ... on Problem { code message } } }"""
MINE = """query Mine($ballot: UUID!) {
  myWeight(ballotId: $ballot) { heads area unitIds castUnitIds }
  myVotes(ballotId: $ballot) { receipt { id } choices { matterId optionIds } } }"""
LISTED = """query Listed($estate: UUID!) { now ballots(estateId: $estate) { nodes {
  myWeight { heads area castUnitIds units { buildingName entrance room area } earlier { castAt maskedName byYourself } }
  myReceipts { id castAt units { room } } } } }"""
RECEIPT = """query Receipt($id: UUID!, $key: UUID!) {
  receipt(id: $id) { id heads } receiptOfKey(clientKey: $key) { id } }"""


def given(ballot: OpenBallot, *positions: int) -> dict[str, Any]:
    choices = [
        {"matterId": str(matter), "optionIds": [str(option) for option in options]}
        for matter, options in ballot.picks(*positions)
    ]
    return {"ballotId": str(ballot.id), "clientKey": str(uuid4()), "choices": choices}


async def test_an_owner_sees_how_they_count_casts_and_finds_the_receipt(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2, area=8835)
    voter = await make_voter(database, place, place.units)
    other = await make_voter(database, await make_place(database), [])
    ballot = await open_ballot(database, place)

    before = await ask(client, MINE, voter.person, ballot=str(ballot.id))
    sent = given(ballot, 1)
    cast = (await ask(client, CAST, voter.person, input=sent))["castBallot"]
    after = await ask(client, MINE, voter.person, ballot=str(ballot.id))
    found = await ask(client, RECEIPT, voter.person, id=cast["id"], key=sent["clientKey"])
    hidden = await ask(client, RECEIPT, other.person, id=cast["id"], key=sent["clientKey"])

    assert (before["myWeight"]["heads"], before["myWeight"]["area"]) == (1, "176.70")
    assert cast["__typename"] == "Receipt"
    assert (cast["heads"], cast["area"], len(cast["unitIds"])) == (1, "176.70", 2)
    assert after["myWeight"]["unitIds"] == []
    assert after["myVotes"] == [{"receipt": {"id": cast["id"]}, "choices": sent["choices"]}]
    assert found == {"receipt": {"id": cast["id"], "heads": 1}, "receiptOfKey": {"id": cast["id"]}}
    assert hidden == {"receipt": None, "receiptOfKey": None}


async def test_a_second_vote_is_told_apart_from_an_incomplete_one(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place)

    incomplete = (await ask(client, CAST, voter.person, input={**given(ballot), "choices": []}))["castBallot"]
    first = (await ask(client, CAST, voter.person, input=given(ballot)))["castBallot"]
    second = (await ask(client, CAST, voter.person, input=given(ballot)))["castBallot"]
    nobody = (await ask(client, CAST, None, input=given(ballot)))["castBallot"]

    assert incomplete["__typename"] == "ChoicesNotValid"
    assert incomplete["faults"] == [{"path": "choices", "message": "请对“事项1”作出选择。"}]
    assert second["__typename"] == "AlreadyVoted"
    assert (second["byYourself"], second["receiptId"]) == (True, first["id"])
    assert nobody["code"] == "NOT_SIGNED_IN"


async def test_a_list_of_ballots_tells_each_owner_how_they_count_and_who_voted_before_them(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2, area=8835)
    (one, other), _ = await make_co_owners(database, place, place.units[:1])
    first, second = one.person, other.person
    ballot = await open_ballot(database, place)

    before = await ask(client, LISTED, second, estate=str(place.estate_id))
    cast = (await ask(client, CAST, first, input=given(ballot)))["castBallot"]
    after = await ask(client, LISTED, second, estate=str(place.estate_id))
    own = await ask(client, LISTED, first, estate=str(place.estate_id))

    [waiting], [voted], [mine] = (answer["ballots"]["nodes"] for answer in (before, after, own))
    assert waiting["myWeight"] == {
        "heads": 1, "area": "88.35", "earlier": None, "castUnitIds": [],
        "units": [{"buildingName": "1号楼", "entrance": "1", "room": "101", "area": "88.35"}],
    }  # fmt: skip
    cast_at = mine["myReceipts"][0]["castAt"]
    assert voted["myWeight"]["earlier"] == {"castAt": cast_at, "maskedName": "王*0", "byYourself": False}
    assert mine["myReceipts"][0]["units"] == [{"room": "101"}]
    assert (voted["myWeight"]["units"], voted["myReceipts"]) == ([], [])
    assert mine["myWeight"]["earlier"]["byYourself"] is True
    assert [receipt["id"] for receipt in mine["myReceipts"]] == [cast["id"]]
    assert before["now"] < after["now"]


async def test_how_one_counts_in_many_ballots_takes_few_statements(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units)
    counts = []
    for _ in range(2):
        ballot = await open_ballot(database, place)
        await ask(client, CAST, voter.person, input=given(ballot))
        with counted_statements() as ran:
            await ask(client, LISTED, voter.person, estate=str(place.estate_id))
        counts.append(len(ran))
    assert counts[0] == counts[1] <= MOST
