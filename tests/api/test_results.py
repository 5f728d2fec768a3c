"""A result is shown with every test explained, as a sheet, and as a file that recounts to the same figures."""

import json
from typing import Any

import httpx
import pytest

from domain.rules.law import CN_2007_ORDINARY
from domain.rules.policy import Role, ScopeKind
from domain.rules.recount import recount
from domain.rules.settings import CoOwner, CountingSettings, Silent
from domain.rules.terms import MatterKind
from domain.services.castings import cast, cast_together
from domain.services.tallies import tally_all
from domain.store.database import Database
from tests.api.asking import ask
from tests.people import Person, Place, make_place, sign_in_staff
from tests.services.castings import OpenBallot, Voter, close, make_co_owners, make_voter, open_ballot

RESULT = """query Result($ballot: UUID!) { result(ballotId: $ballot) {
  publishedAt inputDigest closesOn settingsInWords allHeads allArea castings transfers
  participating { heads area headsPercentage }
  matters { title outcome reason law heads { all inFavour } area { inFavour }
    tests { dimension numerator denominator fraction holds missing sentence } options { label } } } }"""
READ = """mutation Read($input: ReadChoicesInput!) { readChoices(input: $input) { __typename
  ... on ChoicesRead { choices { optionIds } } ... on Problem { code } } }"""
ALARMS = """query ($subject: UUID) { alarms(subjectId: $subject) { nodes { id kind detail } } }"""
CLEAR = """mutation Clear($input: ClearAlarmInput!) { clearAlarm(input: $input) { __typename } }"""
RELEASE = """mutation Release($input: ReleaseTallyInput!) { releaseTally(input: $input) { __typename } }"""


async def voted(database: Database, **settings: Any) -> tuple[Place, OpenBallot, list[Voter]]:
    """A published ballot on two matters in which three of five homes were cast, one of them by co-owners."""
    place = await make_place(database, units=5, area=5000)
    voters = [await make_voter(database, place, [unit]) for unit in place.units[:3]]
    (together, _), _ = await make_co_owners(database, place, place.units[3:4])
    ballot = await open_ballot(
        database, place, kinds=(MatterKind.OTHER_MAJOR, MatterKind.REPAIR_FUND_RAISE),
        settings=CountingSettings(**settings),
    )  # fmt: skip
    await cast_together(database, [voters[0].cast(ballot, 0, 1), voters[1].cast(ballot, 0, 0)])
    await cast(database, together.cast(ballot, 2, 0))
    await close(database, ballot)
    await tally_all(database, [ballot.id])
    return place, ballot, voters


async def get(client: httpx.AsyncClient, path: str, person: Person | None) -> httpx.Response:
    return await client.get(path, headers={"Cookie": f"gongjue={person.token}"} if person else {})


async def test_owners_see_the_result_with_each_test_in_words(database: Database, client: httpx.AsyncClient) -> None:
    _, ballot, voters = await voted(database)
    stranger = await make_voter(database, await make_place(database), [])

    result = (await ask(client, RESULT, voters[0].person, ballot=str(ballot.id)))["result"]
    hidden = await ask(client, RESULT, stranger.person, ballot=str(ballot.id))

    assert (result["allHeads"], result["allArea"], result["castings"]) == (5, "250.00", 3)
    assert result["participating"] == {"heads": 3, "area": "150.00", "headsPercentage": "60.00 %"}
    assert [matter["outcome"] for matter in result["matters"]] == ["NOT_ADOPTED", "NOT_ADOPTED"]
    first = result["matters"][0]["tests"][0]
    assert (first["numerator"], first["denominator"], first["fraction"], first["missing"]) == ("3", "5", "2/3", "1")
    assert "差 1 人" in first["sentence"]
    assert result["settingsInWords"]
    assert hidden == {"result": None}


async def test_the_result_sheet_is_for_everybody_who_sees_the_ballot(
    database: Database, client: httpx.AsyncClient
) -> None:
    _, ballot, voters = await voted(database)

    sheet = await get(client, f"/ballots/{ballot.id}/result.pdf", voters[0].person)
    nobody = await get(client, f"/ballots/{ballot.id}/result.pdf", None)

    assert sheet.status_code == 200
    assert sheet.content.startswith(b"%PDF")
    assert nobody.status_code == 404


@pytest.mark.parametrize(
    "counting",
    [{}, {"co_owner": CoOwner.ANY_OVERLAP}, {"silent": Silent.MAJORITY}],
    ids=["default", "overlap", "silent"],
)
async def test_the_recount_file_recounts_to_what_was_published(
    database: Database, client: httpx.AsyncClient, counting: dict[str, Any]
) -> None:
    place, ballot, voters = await voted(database, **counting)
    auditor = await sign_in_staff(database, Role.AUDITOR, ScopeKind.STREET, place.street)

    file = await get(client, f"/ballots/{ballot.id}/recount.json", auditor)
    owner = await get(client, f"/ballots/{ballot.id}/recount.json", voters[0].person)
    published = (await ask(client, RESULT, auditor, ballot=str(ballot.id)))["result"]

    recounted = recount(json.loads(file.text))
    assert isinstance(recounted["matters"], list)
    for mine, theirs in zip(recounted["matters"], published["matters"], strict=True):
        assert mine["outcome"].upper() == theirs["outcome"]
        assert str(mine["heads"]["all"]) == theirs["heads"]["all"]
        assert str(mine["heads"]["for"]) == theirs["heads"]["inFavour"]
        assert mine["area"]["for"] == theirs["area"]["inFavour"]
        assert [str(test["numerator"]) for test in mine["tests"]] == [test["numerator"] for test in theirs["tests"]]
    assert owner.status_code == 404
    assert not any(str(unit) in file.text for unit in place.units)
    assert not any(str(voter.owner_id) in file.text for voter in voters)


async def test_an_auditor_reads_choices_after_the_close_only_and_with_a_reason(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, ballot, voters = await voted(database)
    running = await open_ballot(database, place)
    await cast(database, voters[2].cast(running))
    auditor = await sign_in_staff(database, Role.AUDITOR, ScopeKind.STREET, place.street)

    async def read(who: Person, ballot_id: object, reason: str) -> dict[str, Any]:
        given = {"ballotId": str(ballot_id), "unitId": str(place.units[0]), "reason": reason}
        answer: dict[str, Any] = (await ask(client, READ, who, input=given))["readChoices"]
        return answer

    found = await read(auditor, ballot.id, "业主申诉")
    kinds = [
        (await read(who, ballot_id, reason))["__typename"]
        for who, ballot_id, reason in (
            (auditor, running.id, "业主申诉"),
            (auditor, ballot.id, ""),
            (voters[1].person, ballot.id, "好奇"),
        )
    ]

    chosen = [choice["optionIds"] for choice in found["choices"]]
    assert chosen == [[str(option) for option in picks] for _, picks in ballot.picks(0, 1)]
    assert kinds == ["NotInThisState", "InvalidInput", "NotFound"]


async def test_a_held_tally_shows_as_an_alarm_and_a_person_lets_it_go_on(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place, rule_sets=(CN_2007_ORDINARY,))
    await close(database, ballot)
    await tally_all(database, [ballot.id])
    city = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)

    (alarm,) = (await ask(client, ALARMS, reviewer, subject=str(ballot.id)))["alarms"]["nodes"]
    of_another = (await ask(client, ALARMS, reviewer, subject=alarm["id"]))["alarms"]["nodes"]
    cleared = await ask(client, CLEAR, reviewer, input={"alarmId": alarm["id"], "reason": "已通知区住建委"})
    refused = await ask(client, RELEASE, reviewer, input={"ballotId": str(ballot.id), "reason": "继续"})
    released = await ask(client, RELEASE, city, input={"ballotId": str(ballot.id), "reason": "按民法典"})
    await tally_all(database, [ballot.id])
    result = (await ask(client, RESULT, city, ballot=str(ballot.id)))["result"]

    assert (alarm["kind"], alarm["detail"]["reason"]) == ("tally_held", "law_changed")
    assert of_another == []
    assert cleared["clearAlarm"]["__typename"] == "Alarm"
    assert refused["releaseTally"]["__typename"] == "NotFound"
    assert released["releaseTally"]["__typename"] == "TallyReleased"
    assert result["matters"][0]["law"] == "《民法典》第二百七十八条第二款"
