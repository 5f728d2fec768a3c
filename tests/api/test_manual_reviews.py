"""A manual review through the API: from the match that failed to the vote, as phone and street see it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from domain.rules.manual_review import SENTENCES
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import ConsentKind
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.people import Person, give_title, make_owner, make_place, new_id_card, sign_in_owner, sign_in_staff
from tests.photographs import photo
from tests.services.castings import open_ballot
from tests.services.reviewing import an_applicant, submit
from tests.services.reviewing import ask as asked_for_more
from tests.services.reviewing import reject as rejected

CERTIFY = """mutation($input: CertifyByIdCardInput!) { certifyByIdCard(input: $input) {
  __typename ... on Problem { code message } } }"""
FAILED = """{ myFailedMatches { unit { id estateName room } entered { maskedName documentKind maskedNumber }
  failedAt until } }"""
REQUEST = """mutation($input: RequestReviewPhotoInput!) { requestReviewPhoto(input: $input) {
  __typename ... on ReviewPhotoRequested { photoId address expiresAt } ... on Problem { code message } } }"""
STEPS = "steps { step at words maskedBy advice { reason sentence } }"
SUBMIT = """mutation($input: SubmitManualReviewInput!) { submitManualReview(input: $input) {
  __typename ... on MyManualReview { id state submittedAt photos { id purpose width height deletedAt } STEPS }
  ... on Problem { code message } ... on InvalidInput { faults { path message } } } }""".replace("STEPS", STEPS)
MINE = """query($first: Int!) { myManualReviews(first: $first) { totalCount nodes {
  id state unit { id room } entered { maskedName } photos { id purpose } waitingSince decidedAt
  STEPS } } }""".replace("STEPS", STEPS)
QUEUE = """query($estate: UUID, $first: Int!, $states: [ManualReviewState!], $days: Int) {
  manualReviews(estateId: $estate, first: $first, states: $states, waitedDays: $days) { totalCount nodes {
    id state unitId estateId unit { estateName buildingName room } maskedPhone submittedAt waitingSince decidedAt
    entered { maskedName documentKind maskedNumber }
    register { titleId source owners { id maskedName maskedDocument sameName sameDocument } }
    photos { id purpose width height receivedAt deletedAt } STEPS } } }""".replace("STEPS", STEPS)
SHOW = """mutation($id: UUID!) { showReviewPhotos(input: {reviewId: $id}) {
  __typename ... on ReviewPhotosShown { addresses { photoId address expiresAt } } ... on Problem { code } } }"""
SHOW_MINE = """mutation($id: UUID!) { showMyReviewPhotos(input: {reviewId: $id}) {
  __typename ... on ReviewPhotosShown { addresses { photoId address } } ... on Problem { code } } }"""
ASK = """mutation($id: UUID!) { askForReviewPhotos(input: {reviewId: $id, reasons: [PHOTO_UNREADABLE], words: "背面"}) {
  __typename ... on ManualReview { id state } ... on Problem { code } } }"""
ADD = """mutation($id: UUID!, $photos: [UUID!]!) { addReviewPhotos(input: {reviewId: $id, photoIds: $photos}) {
  __typename ... on MyManualReview { state } ... on Problem { code } } }"""
REVEAL = """mutation($id: UUID!) { revealManualReview(input: {reviewId: $id, reason: "与照片逐字核对"}) {
  __typename ... on ManualReviewRevealed { name documentKind documentNumber phone } ... on Problem { code } } }"""
APPROVE = """mutation($input: ApproveManualReviewInput!) { approveManualReview(input: $input) {
  __typename ... on ManualReview { id state decidedAt register { titleId owners { sameName sameDocument } } }
  ... on Problem { code message } ... on InvalidInput { faults { path message } } } }"""
REJECT = """mutation($id: UUID!) { rejectManualReview(input: {reviewId: $id, reasons: [NAME_DIFFERS]}) {
  __typename ... on ManualReview { state } ... on ManualReviewDecided { outcome decidedAt maskedName message } } }"""
WITHDRAW = """mutation($id: UUID!) { withdrawManualReview(input: {reviewId: $id}) {
  __typename ... on MyManualReview { state entered { maskedName } } ... on Problem { code } } }"""
CAST = """mutation($input: CastBallotInput!) { castBallot(input: $input) {
  __typename ... on Receipt { id } ... on Problem { code message } } }"""


async def consent(client: httpx.AsyncClient, kind: ConsentKind) -> str:
    version: str = (await ask(client, f"{{ consentText(kind: {kind.name}) {{ version }} }}"))["consentText"]["version"]
    return version


async def fails(client: httpx.AsyncClient, person: Person, unit: UUID, number: str) -> None:
    given = {
        "unitId": str(unit), "name": "赵待审", "number": number,
        "consent": await consent(client, ConsentKind.DOCUMENT_NUMBER),
    }  # fmt: skip
    answer = (await ask(client, CERTIFY, person, input=given))["certifyByIdCard"]
    assert answer["code"] == "OWNER_NOT_MATCHED"
    assert "人工认证" in answer["message"]


async def sends(client: httpx.AsyncClient, person: Person, unit: UUID, purpose: str) -> str:
    given = {"unitId": str(unit), "purpose": purpose, "consent": await consent(client, ConsentKind.PHOTOS)}
    asked = (await ask(client, REQUEST, person, input=given))["requestReviewPhoto"]
    assert asked["__typename"] == "ReviewPhotoRequested", asked
    headers = {"Cookie": f"gongjue={person.token}", "Content-Type": "image/jpeg"}
    sent = await client.post(asked["address"], content=photo(), headers=headers)
    assert sent.status_code == 201, sent.text
    assert sent.json() == {"photoId": asked["photoId"]}
    taken: str = asked["photoId"]
    return taken


async def test_an_owner_whose_match_failed_is_reviewed_twice_and_votes(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, number = await make_place(database, units=1), new_id_card()
    async with database.transaction(SYSTEM) as tx:
        seller = await make_owner(tx, "李卖主")
        title = await give_title(tx, place.units[0], [seller], head_key=seller)
    ballot = await open_ballot(database, place)
    owner, unit = await sign_in_owner(database), place.units[0]
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)

    await fails(client, owner, unit, number)
    (failed,) = (await ask(client, FAILED, owner))["myFailedMatches"]
    assert failed["entered"] == {
        "maskedName": "赵*审", "documentKind": "ID_CARD", "maskedNumber": f"{number[:3]}***********{number[-4:]}",
    }  # fmt: skip
    taken = [await sends(client, owner, unit, purpose) for purpose in ("IDENTITY_DOCUMENT", "PROPERTY_DOCUMENT")]
    given = {"unitId": str(unit), "photoIds": taken, "clientKey": str(uuid4())}
    submitted = (await ask(client, SUBMIT, owner, input=given))["submitManualReview"]
    assert (submitted["state"], len(submitted["photos"])) == ("WAITING", 2)
    assert (await ask(client, FAILED, owner))["myFailedMatches"] == []

    (waiting,) = (await ask(client, QUEUE, reviewer, estate=str(place.estate_id), first=20))["manualReviews"]["nodes"]
    assert waiting["entered"]["maskedName"] == "赵*审"
    assert waiting["maskedPhone"].startswith("199****")
    assert waiting["register"]["titleId"] == str(title)
    assert [one["sameName"] or one["sameDocument"] for one in waiting["register"]["owners"]] == [False]
    revealed = (await ask(client, REVEAL, reviewer, id=submitted["id"]))["revealManualReview"]
    assert (revealed["name"], revealed["documentNumber"]) == ("赵待审", number)
    await looks(client, reviewer, SHOW, "showReviewPhotos", submitted["id"], 2)
    await looks(client, owner, SHOW_MINE, "showMyReviewPhotos", submitted["id"], 2)

    assert (await ask(client, ASK, reviewer, id=submitted["id"]))["askForReviewPhotos"]["state"] == "MORE_ASKED"
    (mine,) = (await ask(client, MINE, owner, first=20))["myManualReviews"]["nodes"]
    assert mine["state"] == "MORE_ASKED"
    assert mine["steps"][-1]["words"] == "背面"
    assert mine["steps"][-1]["maskedBy"] == "李*验"
    assert [one["reason"] for one in mine["steps"][-1]["advice"]] == ["PHOTO_UNREADABLE"]
    more = await sends(client, owner, unit, "IDENTITY_DOCUMENT")
    added = await ask(client, ADD, owner, id=submitted["id"], photos=[more])
    assert added["addReviewPhotos"]["state"] == "WAITING"

    decision = {"reviewId": submitted["id"], "presentTitleId": str(title), "evidence": "京（2026）朝阳不动产权第1号"}
    approved = (await ask(client, APPROVE, reviewer, input=decision))["approveManualReview"]
    assert approved["state"] == "APPROVED", approved
    assert approved["register"]["owners"] == [{"sameName": True, "sameDocument": True}]
    again = (await ask(client, REJECT, reviewer, id=submitted["id"]))["rejectManualReview"]
    assert (again["__typename"], again["outcome"]) == ("ManualReviewDecided", "approved")
    assert again["decidedAt"] == approved["decidedAt"]
    ((matter, (option, *_)),) = ballot.options.items()
    vote = {
        "ballotId": str(ballot.id), "clientKey": str(uuid4()),
        "choices": [{"matterId": str(matter), "optionIds": [str(option)]}],
    }  # fmt: skip
    assert (await ask(client, CAST, owner, input=vote))["castBallot"]["__typename"] == "Receipt"


async def looks(client: httpx.AsyncClient, person: Person, document: str, field: str, review: str, many: int) -> None:
    addresses = (await ask(client, document, person, id=review))[field]["addresses"]
    assert len(addresses) == many
    for one in addresses:
        seen = await client.get(one["address"], headers={"Cookie": f"gongjue={person.token}"})
        assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")


async def test_an_owner_withdraws_and_sees_nothing_of_others(database: Database, client: httpx.AsyncClient) -> None:
    applicant, other = await an_applicant(database), await an_applicant(database)
    review, theirs = await submit(database, applicant), await submit(database, other)
    for document, field in ((WITHDRAW, "withdrawManualReview"), (SHOW_MINE, "showMyReviewPhotos")):
        answer = (await ask(client, document, applicant.person, id=str(theirs.id)))[field]
        assert answer == {"__typename": "NotFound", "code": "NOT_FOUND"}
    gone = (await ask(client, WITHDRAW, applicant.person, id=str(review.id)))["withdrawManualReview"]
    assert gone == {"__typename": "MyManualReview", "state": "WITHDRAWN", "entered": None}
    page = (await ask(client, MINE, applicant.person, first=20))["myManualReviews"]
    assert [one["id"] for one in page["nodes"]] == [str(review.id)]
    assert (await ask(client, MINE, None, first=20))["myManualReviews"]["nodes"] == []
    assert (await ask(client, FAILED, None))["myFailedMatches"] == []


async def test_the_queue_is_of_ones_own_street_and_the_longest_waiting_come_first(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, elsewhere = await make_place(database, units=3), await make_place(database, units=1)
    reviews = [await submit(database, await an_applicant(database, place, unit)) for unit in range(3)]
    await submit(database, await an_applicant(database, elsewhere))
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    stranger = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, elsewhere.street)
    await asked_for_more(database, reviewer, reviews[0].id)

    async def listed(person: Person, **variables: Any) -> list[str]:
        page = (await ask(client, QUEUE, person, first=20, **variables))["manualReviews"]
        return [one["id"] for one in page["nodes"]]

    assert await listed(reviewer) == [str(one.id) for one in reviews[1:]]
    assert await listed(reviewer, states=["MORE_ASKED"]) == [str(reviews[0].id)]
    assert await listed(reviewer, states=["WAITING", "MORE_ASKED"]) == [str(reviews[one].id) for one in (1, 2, 0)]
    assert await listed(reviewer, states=[]) == []
    async with database.transaction(SYSTEM) as tx:
        aged = text("UPDATE manual_reviews SET waiting_since = waiting_since - interval '3 days' WHERE id = :id")
        await tx.session.execute(aged, {"id": reviews[2].id})
    assert await listed(reviewer, days=3) == [str(reviews[2].id)]
    assert await listed(reviewer, days=4) == []
    assert await listed(reviewer, days=0) == [str(reviews[2].id), str(reviews[1].id)]
    assert await listed(reviewer, days=2**31 - 1) == []
    for one in (reviews[2], reviews[1]):
        await rejected(database, reviewer, one.id)
    assert await listed(reviewer, states=["REJECTED", "APPROVED"]) == [str(reviews[one].id) for one in (1, 2)]
    assert await listed(reviewer, states=["REJECTED", "MORE_ASKED"]) == [str(reviews[one].id) for one in (2, 1, 0)]
    assert await listed(reviewer, states=["REJECTED", "MORE_ASKED"], days=0) == [str(reviews[0].id)]
    assert await listed(stranger, estate=str(place.estate_id)) == []


@pytest.mark.parametrize("first", [1, 100])
async def test_the_lists_take_few_statements_at_any_size(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    place = await make_place(database, units=6)
    applicant = await an_applicant(database, place)
    reviews = [await submit(database, applicant)]
    for unit in range(1, 6):
        async with database.transaction(SYSTEM) as tx:
            owner = await make_owner(tx, "李试验")
            await give_title(tx, place.units[unit], [owner], head_key=owner)
        reviews.append(await submit(database, await an_applicant(database, place, unit)))
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    with counted_statements() as ran:
        page = await ask(client, QUEUE, reviewer, estate=str(place.estate_id), first=first)
    assert len(page["manualReviews"]["nodes"]) == min(first, len(reviews))
    assert len(ran) <= MOST, ran
    with counted_statements() as ran:
        await ask(client, MINE, applicant.person, first=first)
    assert len(ran) <= MOST, ran


async def test_what_an_owner_does_takes_few_statements(database: Database, client: httpx.AsyncClient) -> None:
    place, number = await make_place(database, units=1), new_id_card()
    owner, unit = await sign_in_owner(database), place.units[0]
    given = {
        "unitId": str(unit), "name": "赵待审", "number": number,
        "consent": await consent(client, ConsentKind.DOCUMENT_NUMBER),
    }  # fmt: skip
    with counted_statements() as ran:
        await ask(client, CERTIFY, owner, input=given)
    assert len(ran) <= MOST, ran
    photos = await consent(client, ConsentKind.PHOTOS)
    with counted_statements() as ran:
        await ask(
            client, REQUEST, owner, input={"unitId": str(unit), "purpose": "PROPERTY_DOCUMENT", "consent": photos}
        )
    assert len(ran) <= MOST, ran


async def test_a_unit_that_is_certified_after_all_is_offered_no_review(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, number = await make_place(database, units=1), new_id_card()
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, "赵待审", number)
        await give_title(tx, place.units[0], [owner], head_key=owner)
    person = await sign_in_owner(database)
    await fails(client, person, place.units[0], new_id_card())
    assert len((await ask(client, FAILED, person))["myFailedMatches"]) == 1
    given = {
        "unitId": str(place.units[0]), "name": "赵待审", "number": number,
        "consent": await consent(client, ConsentKind.DOCUMENT_NUMBER),
    }  # fmt: skip
    assert (await ask(client, CERTIFY, person, input=given))["certifyByIdCard"]["__typename"] == "Certified"
    assert (await ask(client, FAILED, person))["myFailedMatches"] == []


USUAL = "query($first: Int!) { myManualReviews(first: $first) { nodes { id usualHours } } }"


async def test_how_long_it_usually_takes_is_said_from_five_decisions_of_the_street_on(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=6)
    waiting = await an_applicant(database, place)
    await submit(database, waiting)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)

    async def usual() -> int | None:
        (mine,) = (await ask(client, USUAL, waiting.person, first=20))["myManualReviews"]["nodes"]
        hours: int | None = mine["usualHours"]
        return hours

    for unit, hours in enumerate((2, 3, 50, 70, 90), start=1):
        assert await usual() is None
        review = await submit(database, await an_applicant(database, place, unit))
        async with database.transaction(SYSTEM) as tx:
            earlier = text(
                "UPDATE manual_reviews SET submitted_at = submitted_at - CAST(:by AS interval) WHERE id = :id"
            )
            await tx.session.execute(earlier, {"by": timedelta(hours=hours), "id": review.id})
        await rejected(database, reviewer, review.id)
    assert await usual() == 51


async def test_each_reason_is_told_with_its_advice_in_the_readers_language(client: httpx.AsyncClient) -> None:
    advice = (await ask(client, "{ manualReviewAdvice { reason sentence } }"))["manualReviewAdvice"]
    assert {one["reason"]: one["sentence"] for one in advice} == {
        reason.name: zh for reason, (zh, _) in SENTENCES.items()
    }
