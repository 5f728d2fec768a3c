"""A notice's way from a draft to the wall, as each person meets it through the API."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import EstateStatus, OrganizerKind
from domain.store.database import Database
from domain.store.tables import Account, AuditRecord, NoticeRevision
from tests.api.asking import ask
from tests.ballots import make_organizer, sign_in_organizer
from tests.people import Person, Place, make_place, sign_in_staff
from tests.services.castings import make_voter
from tests.services.sheets_of_paper import pages_of, shows_qr_of

FIELDS = """id kind state title body revision contentHash publisher publishedAt reviewReason sheetAddress html
  agenda { kind title } changesSinceRejection { part change text matterKind }"""
ANSWER = f"""__typename ... on NoticeChanged {{ notice {{ {FIELDS} }} }} ... on Problem {{ code }}
  ... on InvalidInput {{ faults {{ path message }} }}"""
STATE = "... on NotInThisState { state }"
CREATE = f"mutation($input: CreateNoticeInput!) {{ createNotice(input: $input) {{ {ANSWER} }} }}"
REVISE = f"mutation($input: ReviseNoticeInput!) {{ reviseNotice(input: $input) {{ {ANSWER} {STATE} }} }}"
SUBMIT = f"mutation($input: SubmitNoticeInput!) {{ submitNotice(input: $input) {{ {ANSWER} {STATE} }} }}"
WITHDRAW = f"mutation($input: WithdrawNoticeInput!) {{ withdrawNotice(input: $input) {{ {ANSWER} {STATE} }} }}"
REVIEW = f"mutation($input: ReviewNoticeInput!) {{ reviewNotice(input: $input) {{ {ANSWER} {STATE} }} }}"
PUBLISH = f"mutation($input: PublishNoticeInput!) {{ publishNotice(input: $input) {{ {ANSWER} {STATE} }} }}"
ONE = f"query($id: UUID!) {{ notice(id: $id) {{ {FIELDS} }} }}"
LIST = f"""query($estate: UUID, $kinds: [NoticeKind!], $first: Int! = 20, $after: String) {{
  notices(estateId: $estate, kinds: $kinds, first: $first, after: $after) {{
    totalCount nodes {{ {FIELDS} }} pageInfo {{ endCursor hasNextPage }} }} }}"""
WORK = """query($estate: UUID!) { noticesInProgress(estateId: $estate) { nodes { id state } } }"""

MINE = """query($mine: Boolean!) { noticesInProgress(mine: $mine) { nodes { id } } }"""

BALLOT_TEXT: dict[str, Any] = {
    "kind": "BALLOT_PUBLICITY",
    "title": "关于修改管理规约的公示",
    "body": "各位业主：\n拟修改管理规约。",
    "agenda": [{"kind": "MANAGEMENT_COVENANT", "title": "修改管理规约"}],
}
ORDINARY_TEXT: dict[str, Any] = {"kind": "ANNOUNCEMENT", "title": "停水通知", "body": "明日检修。"}


class Desk:
    """People around one estate: a committee's member, the street's clerk and reviewer."""

    def __init__(self, client: httpx.AsyncClient, place: Place, member: Person, reviewer: Person) -> None:
        self.client, self.place, self.member, self.reviewer = client, place, member, reviewer

    async def do(self, document: str, person: Person | None, **given: Any) -> dict[str, Any]:
        answered = await ask(self.client, document, person, input=given)
        (outcome,) = answered.values()
        return dict(outcome)

    async def draft(self, words: dict[str, Any] = BALLOT_TEXT) -> dict[str, Any]:
        made = await self.do(CREATE, self.member, estateId=str(self.place.estate_id), text=words)
        return dict(made["notice"])

    async def submitted(self) -> dict[str, Any]:
        notice = await self.draft()
        return dict((await self.do(SUBMIT, self.member, noticeId=notice["id"]))["notice"])

    async def decide(
        self, notice: dict[str, Any], approved: bool, reason: str | None = None, by: Person | None = None
    ) -> dict[str, Any]:
        return await self.do(
            REVIEW, by or self.reviewer, noticeId=notice["id"], contentHash=notice["contentHash"],
            approved=approved, reason=reason,
        )  # fmt: skip

    async def published(self, words: dict[str, Any] = ORDINARY_TEXT) -> dict[str, Any]:
        notice = await self.draft(words)
        if words["kind"].startswith("BALLOT"):
            await self.do(SUBMIT, self.member, noticeId=notice["id"])
            await self.decide(notice, approved=True)
        return dict((await self.do(PUBLISH, self.member, noticeId=notice["id"]))["notice"])


@pytest.fixture
async def desk(database: Database, client: httpx.AsyncClient) -> Desk:
    place = await make_place(database, units=1)
    member = await sign_in_organizer(database, place)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    return Desk(client, place, member, reviewer)


async def test_a_ballot_notice_goes_from_draft_to_the_wall(desk: Desk) -> None:
    draft = await desk.draft()
    submitted = (await desk.do(SUBMIT, desk.member, noticeId=draft["id"]))["notice"]
    too_early = await desk.do(PUBLISH, desk.member, noticeId=draft["id"])
    approved = (await desk.decide(submitted, approved=True))["notice"]
    published = (await desk.do(PUBLISH, desk.member, noticeId=draft["id"]))["notice"]

    states = [notice["state"] for notice in (draft, submitted, approved, published)]
    assert states == ["DRAFT", "SUBMITTED", "APPROVED", "PUBLISHED"]
    assert (too_early["code"], too_early["state"]) == ("NOT_IN_THIS_STATE", "submitted")
    assert len({notice["contentHash"] for notice in (draft, submitted, approved, published)}) == 1
    assert published["publisher"] == "试验家园业主委员会"
    assert published["agenda"] == BALLOT_TEXT["agenda"]
    assert published["publishedAt"] is not None


async def test_an_ordinary_notice_is_published_without_review(desk: Desk) -> None:
    draft = await desk.draft(ORDINARY_TEXT)
    submitted = await desk.do(SUBMIT, desk.member, noticeId=draft["id"])
    published = await desk.do(PUBLISH, desk.member, noticeId=draft["id"])

    assert submitted["code"] == "NOT_IN_THIS_STATE"
    assert published["notice"]["state"] == "PUBLISHED"


@pytest.mark.parametrize("status", [EstateStatus.PROPOSED, EstateStatus.REJECTED])
async def test_no_notice_is_written_for_an_estate_that_no_district_has_accepted(
    database: Database, client: httpx.AsyncClient, status: EstateStatus
) -> None:
    place = await make_place(database, status=status)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    given = {"estateId": str(place.estate_id), "text": {**ORDINARY_TEXT, "title": " "}}
    refused = (await ask(client, CREATE, clerk, input=given))["createNotice"]
    offered = await ask(client, "{ estates(accepted: true) { nodes { id } } }", clerk)

    assert [fault["path"] for fault in refused["faults"]] == ["estateId", "title"]
    assert offered["estates"]["nodes"] == []


async def test_a_rejection_gives_its_reason_and_shows_what_changed_since(desk: Desk) -> None:
    submitted = await desk.submitted()
    silent = await desk.decide(submitted, approved=False, reason=" ")
    rejected = (await desk.decide(submitted, approved=False, reason="请写明修改条款"))["notice"]
    revised = await desk.do(
        REVISE, desk.member, noticeId=rejected["id"], contentHash=rejected["contentHash"],
        text={**BALLOT_TEXT, "body": "各位业主：\n拟修改管理规约第三条。"},
    )  # fmt: skip
    again = (await desk.do(SUBMIT, desk.member, noticeId=rejected["id"]))["notice"]
    seen = (await ask(desk.client, ONE, desk.reviewer, id=again["id"]))["notice"]

    assert [fault["path"] for fault in silent["faults"]] == ["reason"]
    assert (rejected["state"], rejected["reviewReason"]) == ("REJECTED", "请写明修改条款")
    assert submitted["changesSinceRejection"] is None
    assert revised["notice"]["state"] == "REJECTED"
    assert (again["state"], again["revision"], again["reviewReason"]) == ("SUBMITTED", 2, None)
    changed = [line for line in seen["changesSinceRejection"] if line["change"] != "KEPT"]
    assert [(line["part"], line["change"], line["text"]) for line in changed] == [
        ("BODY", "REMOVED", "拟修改管理规约。"),
        ("BODY", "ADDED", "拟修改管理规约第三条。"),
    ]


async def test_a_rejected_ballot_notice_that_becomes_an_ordinary_one_is_a_draft_to_be_published(
    desk: Desk, database: Database
) -> None:
    submitted = await desk.submitted()
    rejected = (await desk.decide(submitted, approved=False, reason="这件事不需要表决"))["notice"]
    revise = {"noticeId": rejected["id"], "contentHash": rejected["contentHash"], "text": ORDINARY_TEXT}
    ordinary = (await desk.do(REVISE, desk.member, **revise))["notice"]
    published = await desk.do(PUBLISH, desk.member, noticeId=rejected["id"])

    assert (ordinary["state"], ordinary["reviewReason"]) == ("DRAFT", None)
    assert published["notice"]["state"] == "PUBLISHED"
    async with database.read() as session:
        recorded = await session.execute(
            select(AuditRecord.before["state"].astext, AuditRecord.after["state"].astext).where(
                AuditRecord.subject_id == UUID(rejected["id"]), AuditRecord.action == "notice.revised"
            )
        )
    assert recorded.all() == [("rejected", "draft")]


async def test_the_database_lets_no_rejected_ballot_notice_be_a_draft_again(desk: Desk, database: Database) -> None:
    submitted = await desk.submitted()
    await desk.decide(submitted, approved=False, reason="请写明修改条款")
    with pytest.raises(DBAPIError, match="does not move from rejected to draft"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text("UPDATE notices SET state = 'draft' WHERE id = :id"), {"id": submitted["id"]})


async def test_an_approval_names_the_hash_of_what_was_shown(desk: Desk) -> None:
    shown = await desk.submitted()
    await desk.do(WITHDRAW, desk.member, noticeId=shown["id"])
    withdrawn = await desk.decide(shown, approved=True)
    await desk.do(
        REVISE, desk.member, noticeId=shown["id"], contentHash=shown["contentHash"],
        text={**BALLOT_TEXT, "title": "另一份公示"},
    )  # fmt: skip
    now = (await desk.do(SUBMIT, desk.member, noticeId=shown["id"]))["notice"]

    stale = await desk.decide(shown, approved=True)
    foreign = await desk.decide({**now, "contentHash": "00" * 32}, approved=True)
    approved = await desk.decide(now, approved=True)

    assert (withdrawn["code"], withdrawn["state"]) == ("NOT_IN_THIS_STATE", "draft")
    assert stale["code"] == "CONTENT_CHANGED"
    assert foreign["code"] == "CONTENT_CHANGED"
    assert approved["notice"]["state"] == "APPROVED"


async def test_what_was_submitted_approved_or_published_is_not_edited(desk: Desk) -> None:
    notice = await desk.submitted()
    edit = {"noticeId": notice["id"], "contentHash": notice["contentHash"], "text": {**BALLOT_TEXT, "title": "改"}}

    outcomes = [await desk.do(REVISE, desk.member, **edit)]
    await desk.decide(notice, approved=True)
    outcomes.append(await desk.do(REVISE, desk.member, **edit))
    await desk.do(PUBLISH, desk.member, noticeId=notice["id"])
    outcomes.append(await desk.do(REVISE, desk.member, **edit))
    outcomes.append(await desk.do(WITHDRAW, desk.member, noticeId=notice["id"]))
    outcomes.append(await desk.do(PUBLISH, desk.member, noticeId=notice["id"]))
    outcomes.append(await desk.decide(notice, approved=False, reason="时间已过，不再处理"))

    assert [outcome["code"] for outcome in outcomes] == ["NOT_IN_THIS_STATE"] * 6


async def test_the_database_keeps_a_published_notice_and_its_revisions(desk: Desk, database: Database) -> None:
    notice = await desk.published(BALLOT_TEXT)
    for change in (
        "UPDATE notices SET body = 'x' WHERE id = :id",
        "UPDATE notices SET state = 'draft' WHERE id = :id",
        "DELETE FROM notices WHERE id = :id",
        "UPDATE notice_revisions SET body = 'x' WHERE notice_id = :id",
        "UPDATE notice_revisions SET approved = false WHERE notice_id = :id",
        "DELETE FROM notice_revisions WHERE notice_id = :id",
    ):
        with pytest.raises(DBAPIError, match="changed"):
            async with database.transaction(SYSTEM) as tx:
                await tx.session.execute(text(change), {"id": notice["id"]})


async def test_the_notice_of_a_colleague_is_not_overwritten_unseen(desk: Desk) -> None:
    both = await desk.draft()
    first, second = ({**BALLOT_TEXT, "title": title} for title in ("甲改", "乙改"))

    outcomes = await asyncio.gather(
        *(
            desk.do(REVISE, desk.member, noticeId=both["id"], contentHash=both["contentHash"], text=words)
            for words in (first, second)
        )
    )

    assert sorted(outcome["__typename"] for outcome in outcomes) == ["ContentChanged", "NoticeChanged"]


async def test_every_fault_of_a_text_is_named_and_nothing_is_written(desk: Desk) -> None:
    faulty = {"kind": "BALLOT_ANNOUNCEMENT", "title": " ", "body": "", "agenda": []}

    answered = await desk.do(CREATE, desk.member, estateId=str(desk.place.estate_id), text=faulty)

    assert [fault["path"] for fault in answered["faults"]] == ["title", "body", "agenda"]
    assert (await ask(desk.client, WORK, desk.member, estate=str(desk.place.estate_id)))["noticesInProgress"][
        "nodes"
    ] == []


@pytest.mark.parametrize("shared", ["phone_index", "person_index"])
async def test_nobody_reviews_what_they_submitted_from_a_second_account_either(
    desk: Desk, database: Database, shared: str
) -> None:
    submitted = await desk.submitted()
    async with database.transaction(SYSTEM) as tx:
        member = await tx.session.get_one(Account, desk.member.account_id)
        reviewer = await tx.session.get_one(Account, desk.reviewer.account_id)
        member.person_index = reviewer.person_index = None
        value = database.crypto.index("document:id_card", str(uuid4()))
        setattr(member, shared, value)
        setattr(reviewer, shared, value)

    assert (await desk.decide(submitted, approved=True))["code"] == "REVIEWED_BY_ITS_SUBMITTER"
    assert (await desk.decide(submitted, approved=False, reason="内容需要更正"))["code"] == "REVIEWED_BY_ITS_SUBMITTER"


async def test_the_author_does_not_review_what_a_colleague_submitted(desk: Desk, database: Database) -> None:
    submitted = await desk.submitted()
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE notices SET submitted_by = :other WHERE id = :id"), {"other": uuid4(), "id": submitted["id"]}
        )
        member = await tx.session.get_one(Account, desk.member.account_id)
        reviewer = await tx.session.get_one(Account, desk.reviewer.account_id)
        reviewer.phone_index = member.phone_index

    assert (await desk.decide(submitted, approved=True))["code"] == "REVIEWED_BY_ITS_SUBMITTER"


async def test_two_reviewers_at_once_decide_once(desk: Desk, database: Database) -> None:
    submitted = await desk.submitted()
    other = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, desk.place.street)

    outcomes = await asyncio.gather(
        desk.decide(submitted, approved=True),
        desk.decide(submitted, approved=False, reason="内容需要更正", by=other),
    )

    assert sorted(outcome["__typename"] for outcome in outcomes) == ["NotInThisState", "NoticeChanged"]
    decided = next(outcome["notice"]["state"] for outcome in outcomes if "notice" in outcome)
    async with database.read() as session:
        kept = await session.scalar(
            select(NoticeRevision.approved).where(NoticeRevision.notice_id == UUID(submitted["id"]))
        )
    assert kept is (decided == "APPROVED")


async def test_what_is_written_in_a_notice_is_never_markup(desk: Desk) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    words = {**BALLOT_TEXT, "title": attack, "body": attack, "agenda": [{"kind": "REBUILD", "title": attack}]}

    html = (await desk.draft(words))["html"]

    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") == 3
    assert html.count("{{ 7*7 }}") == 3


async def test_the_page_lists_the_matters_that_may_be_voted_on(desk: Desk) -> None:
    notice = await desk.draft()
    assert "表决事项" in notice["html"]
    assert "制定和修改管理规约" in notice["html"]


async def test_owners_read_what_is_published_in_their_own_estate(desk: Desk, database: Database) -> None:
    owner = (await make_voter(database, desk.place, desk.place.units)).person
    elsewhere = await make_place(database, units=1)
    stranger = (await make_voter(database, elsewhere, elsewhere.units)).person
    estate = str(desk.place.estate_id)
    draft, ordinary, ballot = await desk.draft(), await desk.published(), await desk.published(BALLOT_TEXT)

    listed = (await ask(desk.client, LIST, owner, estate=estate))["notices"]
    filtered = (await ask(desk.client, LIST, owner, estate=estate, kinds=["ANNOUNCEMENT"]))["notices"]
    page = (await ask(desk.client, LIST, owner, estate=estate, first=1))["notices"]
    rest = (await ask(desk.client, LIST, owner, estate=estate, after=page["pageInfo"]["endCursor"]))["notices"]

    assert [node["id"] for node in listed["nodes"]] == [ballot["id"], ordinary["id"]]
    assert [node["id"] for node in filtered["nodes"]] == [ordinary["id"]]
    assert [node["id"] for node in (*page["nodes"], *rest["nodes"])] == [ballot["id"], ordinary["id"]]
    assert (await ask(desk.client, ONE, owner, id=draft["id"]))["notice"] is None
    assert (await ask(desk.client, WORK, owner, estate=estate))["noticesInProgress"]["nodes"] == []
    for nobody in (stranger, None):
        assert (await ask(desk.client, LIST, nobody, estate=estate))["notices"]["totalCount"] == 0
        assert (await ask(desk.client, ONE, nobody, id=ordinary["id"]))["notice"] is None


async def test_the_history_of_a_review_is_not_public(desk: Desk, database: Database) -> None:
    owner = (await make_voter(database, desk.place, desk.place.units)).person
    notice = await desk.submitted()
    await desk.decide(notice, approved=False, reason="内容需要更正")
    await desk.do(SUBMIT, desk.member, noticeId=notice["id"])
    await desk.decide(notice, approved=True)
    await desk.do(PUBLISH, desk.member, noticeId=notice["id"])

    seen = (await ask(desk.client, ONE, owner, id=notice["id"]))["notice"]
    by_member = (await ask(desk.client, ONE, desk.member, id=notice["id"]))["notice"]

    assert (seen["changesSinceRejection"], seen["reviewReason"]) == (None, None)
    assert by_member["changesSinceRejection"] is not None


async def test_a_body_works_on_its_own_notices_only(desk: Desk, database: Database) -> None:
    company = await sign_in_organizer(database, desk.place, Role.PROPERTY_COMPANY)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, desk.place.street)
    elsewhere = await make_place(database)
    foreign = await sign_in_organizer(database, elsewhere)
    owner = (await make_voter(database, desk.place, desk.place.units)).person
    estate = str(desk.place.estate_id)
    notice = await desk.draft()

    for other in (company, clerk, foreign, owner, desk.reviewer):
        assert (await ask(desk.client, ONE, other, id=notice["id"]))["notice"] is None
        for document in (SUBMIT, WITHDRAW, PUBLISH):
            assert (await desk.do(document, other, noticeId=notice["id"]))["code"] == "NOT_FOUND"
        edit = {"noticeId": notice["id"], "contentHash": notice["contentHash"], "text": BALLOT_TEXT}
        assert (await desk.do(REVISE, other, **edit))["code"] == "NOT_FOUND"
    for other in (foreign, owner, desk.reviewer):
        assert (await desk.do(CREATE, other, estateId=estate, text=ORDINARY_TEXT))["code"] == "NOT_FOUND"
    assert (await desk.do(CREATE, None, estateId=estate, text=ORDINARY_TEXT))["code"] == "NOT_SIGNED_IN"

    submitted = (await desk.do(SUBMIT, desk.member, noticeId=notice["id"]))["notice"]
    for supervisor in (clerk, desk.reviewer):
        assert (await ask(desk.client, ONE, supervisor, id=notice["id"]))["notice"]["state"] == "SUBMITTED"
    for other in (company, foreign):
        assert (await ask(desk.client, ONE, other, id=notice["id"]))["notice"] is None
    for other in (desk.member, company, clerk, foreign, owner):
        assert (await desk.decide(submitted, approved=True, by=other))["code"] == "NOT_FOUND"


async def test_what_waits_for_a_body_is_told_from_what_the_street_oversees(desk: Desk, database: Database) -> None:
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, desk.place.street)
    theirs = await desk.submitted()
    given = {"estateId": str(desk.place.estate_id), "text": ORDINARY_TEXT}
    own = (await desk.do(CREATE, clerk, **given))["notice"]

    async def listed(person: Person, mine: bool) -> set[str]:
        nodes = (await ask(desk.client, MINE, person, mine=mine))["noticesInProgress"]["nodes"]
        return {one["id"] for one in nodes}

    assert await listed(clerk, False) == {own["id"], theirs["id"]}
    assert await listed(clerk, True) == {own["id"]}
    assert await listed(desk.member, True) == {theirs["id"]}
    assert await listed(desk.reviewer, True) == set()


async def test_the_street_writes_in_its_own_name(desk: Desk, database: Database) -> None:
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, desk.place.street)
    made = await desk.do(CREATE, clerk, estateId=str(desk.place.estate_id), text=ORDINARY_TEXT)
    assert made["notice"]["publisher"] == "试验街道"
    assert (await desk.do(PUBLISH, desk.member, noticeId=made["notice"]["id"]))["code"] == "NOT_FOUND"


async def test_a_dissolved_body_begins_nothing(desk: Desk, database: Database) -> None:
    company = await make_organizer(database, desk.place, OrganizerKind.PROPERTY_COMPANY)
    person = await sign_in_organizer(database, desk.place, Role.PROPERTY_COMPANY, company)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE organizers SET state = 'dissolved' WHERE id = :id"), {"id": company})

    made = await desk.do(CREATE, person, estateId=str(desk.place.estate_id), text=ORDINARY_TEXT)

    assert made["code"] == "NOT_FOUND"


async def test_the_sheet_for_the_wall_is_for_whoever_may_read_the_notice(desk: Desk, database: Database) -> None:
    owner = (await make_voter(database, desk.place, desk.place.units)).person
    elsewhere = await make_place(database, units=1)
    stranger = (await make_voter(database, elsewhere, elsewhere.units)).person
    notice, draft = await desk.published(BALLOT_TEXT), await desk.draft()

    async def fetched(address: str, person: Person | None) -> httpx.Response:
        headers = {"Cookie": f"gongjue={person.token}"} if person else {}
        return await desk.client.get(address, headers=headers)

    sheet = await fetched(notice["sheetAddress"], owner)
    pages = "".join(pages_of(sheet.content))

    assert sheet.headers["content-type"] == "application/pdf"
    assert BALLOT_TEXT["title"] in pages
    assert "表决事项" in pages
    assert shows_qr_of(sheet.content, f"{desk.client.base_url}/notices/{notice['id']}")
    assert draft["sheetAddress"] is None
    for nobody in (stranger, None):
        assert (await fetched(notice["sheetAddress"], nobody)).status_code == 404
    assert (await fetched(f"/notices/{draft['id']}/sheet.pdf", desk.member)).status_code == 404


async def test_a_notice_says_whose_it_is_and_of_which_estate(desk: Desk) -> None:
    notice = await desk.submitted()
    whose = "query($id: UUID!) { notice(id: $id) { estateName mine } }"

    for_its_body = (await ask(desk.client, whose, desk.member, id=notice["id"]))["notice"]
    for_the_street = (await ask(desk.client, whose, desk.reviewer, id=notice["id"]))["notice"]

    assert for_its_body == {"estateName": "试验家园", "mine": True}
    assert for_the_street == {"estateName": "试验家园", "mine": False}
