"""Casting through the API: every refusal is a type of its own, and one's own votes are one's own."""

from typing import Any
from uuid import uuid4

import httpx

from domain.store.database import Database
from tests.api.asking import ask
from tests.people import make_place
from tests.services.castings import OpenBallot, make_voter, open_ballot

CAST = """mutation Cast($input: CastBallotInput!) { castBallot(input: $input) {
  __typename
  ... on Receipt { id heads area unitIds channel }
  ... on AlreadyVoted { castAt maskedName byYourself receiptId }
  ... on ChoicesNotValid { faults { path message } }
  ... on Problem { code message } } }"""
MINE = """query Mine($ballot: UUID!) {
  myWeight(ballotId: $ballot) { heads area unitIds castUnitIds }
  myVotes(ballotId: $ballot) { receipt { id } choices { matterId optionIds } } }"""
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
