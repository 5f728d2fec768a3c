"""A ballot's life through the API: from draft to approved, who sees what, and each refusal as a member of its union."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

import schema
from domain.rules.periods import day_of, earliest_opening
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import Usage
from domain.store.database import Database
from tests.api.asking import ask
from tests.ballots import (
    election,
    make_approved_ballot,
    make_open_ballot,
    make_organizer,
    post_notices,
    settle,
    sign_in_organizer,
    yes_or_no,
)
from tests.people import Person, Place, add_unit, make_place, sign_in_owner, sign_in_staff

ANSWER = "__typename ... on Ballot { id state hashes { content rules notices scope roll } } ... on Problem { code }"
COMMANDS = {
    "createBallot": "CreateBallotInput", "updateBallot": "UpdateBallotInput", "submitBallot": "SubmitBallotInput",
    "withdrawBallot": "WithdrawBallotInput", "reviewBallot": "ReviewBallotInput", "copyBallot": "CopyBallotInput",
    "suspendBallot": "SuspendBallotInput", "suspendMatter": "SuspendMatterInput", "extendBallot": "ExtendBallotInput",
}  # fmt: skip
READINESS = """
query ($id: UUID!) {
  ballotReadiness(id: $id) {
    contentHash blockers { path message } warnings { path message }
    scope { units counted area heads certifiedHeads certifiedArea withoutOwner uncountedParking zeroAreas }
    parts { buildingId building facts { units certifiedUnits } }
    matters { position couldPass law { id law hash sentences } }
  }
}
"""
BALLOT = """
query ($id: UUID!) {
  ballot(id: $id) {
    title state draftHash publicity { id } announcement { id } organizerKind organizerName estate { name }
    opensAt closesAt lastDay wholeEstate agreed
    scopeItems { buildingId unitId } settingsInWords hashes { content rules notices scope roll }
    roll { units heads area }
    matters { title kind mode choiceMode seats maxPicks state options { label role } law {
      id sentences quorum { dimension numerator base operator fraction } passing { operator fraction }
    } }
  }
}
"""
BALLOTS = """
query (
  $estateId: UUID, $states: [BallotState!], $search: String, $mine: Boolean! = false, $first: Int!, $after: String
) {
  ballots(estateId: $estateId, states: $states, search: $search, mine: $mine, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes {
      id title state draftHash publicity { id } announcement { id } estate { name } organizerName scopeItems { unitId }
      matters { title mode options { label } }
    }
  }
}
"""
OPERATIONS = Path(schema.__file__).parent / "operations"
CAST = "mutation ($input: CastBallotInput!) { castBallot(input: $input) { __typename } }"
TIMELINE = """
query ($id: UUID!) { ballotTimeline(id: $id) { nodes { action at body actorName reason } } }
"""


async def command(client: httpx.AsyncClient, name: str, person: Person | None, **given: Any) -> dict[str, Any]:
    """Run a command and return its outcome, with faults or blockers where there are some."""
    faults = "... on InvalidInput { faults { path message } }"
    if name in ("submitBallot", "reviewBallot"):
        faults += " ... on BallotNotReady { blockers { path message } }"
    document = f"mutation ($input: {COMMANDS[name]}!) {{ {name}(input: $input) {{ {ANSWER} {faults} }} }}"
    outcome: dict[str, Any] = (await ask(client, document, person, input=given))[name]
    return outcome


async def whole_document(database: Database, place: Place, author: Person, ballot_id: str) -> dict[str, Any]:
    matters = [yes_or_no(), election("选举业委会", ["甲", "乙", "丙", "丁", "戊", "己"], 5)]
    posted = datetime.now(UTC) - timedelta(days=20)
    publicity, announcement = await post_notices(database, place, author, matters, posted)
    opens = datetime.now(UTC) + timedelta(days=2)
    return {
        "ballotId": ballot_id,
        "title": "年度业主大会",
        "publicityId": str(publicity),
        "announcementId": str(announcement),
        "opensAt": opens.isoformat(),
        "lastDay": (day_of(opens) + timedelta(days=9)).isoformat(),
        "agreed": True,
        "matters": [
            {
                "kind": matter.kind.name,
                "title": matter.title,
                "description": matter.description,
                "choiceMode": matter.choice_mode.name,
                "seats": matter.seats,
                "maxPicks": matter.max_picks,
                "options": [
                    {"label": option.label, "role": option.role.name if option.role else None}
                    for option in matter.options
                ],
            }
            for matter in matters
        ],
    }


async def test_from_draft_to_approved(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=3)
    await settle(database, place)
    member = await sign_in_organizer(database, place)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)

    created = await command(client, "createBallot", member, estateId=str(place.estate_id), title="草稿")
    ballot_id = created["id"]
    early = await command(client, "submitBallot", member, ballotId=ballot_id)
    document = await whole_document(database, place, member, ballot_id)
    saved = await command(client, "updateBallot", member, **document)
    submitted = await command(client, "submitBallot", member, ballotId=ballot_id)
    sheet = (await ask(client, READINESS, reviewer, id=ballot_id))["ballotReadiness"]
    unnamed = await command(client, "reviewBallot", reviewer, ballotId=ballot_id, approved=True)
    wrong = await command(client, "reviewBallot", reviewer, ballotId=ballot_id, approved=True, contentHash="00" * 32)
    approved = await command(
        client, "reviewBallot", reviewer, ballotId=ballot_id, approved=True, contentHash=sheet["contentHash"]
    )

    assert (created["state"], saved["state"], submitted["state"]) == ("DRAFT", "DRAFT", "SUBMITTED")
    assert early["code"] == "BALLOT_NOT_READY"
    assert {fault["path"] for fault in early["blockers"]} >= {"agreed", "matters", "publicityId", "opensAt", "lastDay"}
    assert sheet["blockers"] == []
    assert sheet["scope"]["heads"] == sheet["scope"]["certifiedHeads"] == 3
    assert sheet["scope"]["area"] == "265.05"
    assert [matter["law"]["id"] for matter in sheet["matters"]] == ["CN-2021-ORDINARY", "CN-2021-ORDINARY"]
    assert all(matter["couldPass"] and len(matter["law"]["sentences"]) == 4 for matter in sheet["matters"])
    assert (
        "三分之二" in "".join(sheet["matters"][0]["law"]["sentences"])
        or "2/3" in sheet["matters"][0]["law"]["sentences"][0]
    )
    assert [fault["path"] for fault in unnamed["faults"]] == ["contentHash"]
    assert wrong["code"] == "CONTENT_CHANGED"
    assert approved["state"] == "APPROVED"
    assert approved["hashes"]["content"] == sheet["contentHash"]
    assert all(approved["hashes"][name] for name in ("rules", "notices", "scope"))
    assert approved["hashes"]["roll"] is None


async def test_nobody_overwrites_what_a_colleague_has_saved(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=2)
    organizer = await make_organizer(database, place)
    one, other = [await sign_in_organizer(database, place, organizer_id=organizer) for _ in range(2)]
    ballot_id = (await command(client, "createBallot", one, estateId=str(place.estate_id)))["id"]
    document = await whole_document(database, place, one, ballot_id)

    async def loaded(person: Person) -> str:
        drafted = await ask(client, "query ($id: UUID!) { ballot(id: $id) { draftHash } }", person, id=ballot_id)
        return str(drafted["ballot"]["draftHash"])

    began = await loaded(one)
    assert began == await loaded(other)
    first = await command(client, "updateBallot", one, **document, draftHash=began)
    second = await command(client, "updateBallot", other, **{**document, "title": "另一个标题"}, draftHash=began)
    again = await command(
        client, "updateBallot", other, **{**document, "title": "另一个标题"}, draftHash=await loaded(other)
    )

    assert first["__typename"] == again["__typename"] == "Ballot"
    assert second["code"] == "CONTENT_CHANGED"
    assert await loaded(one) != began


NOTICE = """
mutation ($create: CreateNoticeInput!) {
  createNotice(input: $create) { ... on NoticeChanged { notice { id contentHash } } ... on Problem { code } }
}
"""


async def publish(client: httpx.AsyncClient, place: Place, author: Person, reviewer: Person, kind: str) -> str:
    """A ballot notice on its whole way: written, submitted, approved by another person, published."""
    text = {
        "kind": kind, "title": "关于修改管理规约的公示", "body": "请全体业主查看。",
        "agenda": [{"kind": "MANAGEMENT_COVENANT", "title": "修改管理规约"}],
    }  # fmt: skip
    created = await ask(client, NOTICE, author, create={"estateId": str(place.estate_id), "text": text})
    notice = created["createNotice"]["notice"]
    given = {"noticeId": notice["id"]}
    for name, person, more in (
        ("submitNotice", author, {}),
        ("reviewNotice", reviewer, {"approved": True, "contentHash": notice["contentHash"]}),
        ("publishNotice", author, {}),
    ):
        document = f"mutation ($i: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $i) {{ __typename }} }}"
        outcome = await ask(client, document, person, i={**given, **more})
        assert outcome[name]["__typename"] == "NoticeChanged", outcome
    return str(notice["id"])


async def test_from_the_notices_to_the_approval_in_one_go(database: Database, client: httpx.AsyncClient) -> None:
    """北京市物业管理条例 35: notices published today let voting begin on the fifteenth day after, not a day sooner."""
    place = await make_place(database, units=2)
    await settle(database, place)
    member = await sign_in_organizer(database, place)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    kinds = ("BALLOT_PUBLICITY", "BALLOT_ANNOUNCEMENT")
    publicity, announcement = [await publish(client, place, member, reviewer, kind) for kind in kinds]
    ballot_id = (await command(client, "createBallot", member, estateId=str(place.estate_id)))["id"]
    earliest = earliest_opening([datetime.now(UTC)])
    document = {
        **await whole_document(database, place, member, ballot_id),
        "publicityId": publicity,
        "announcementId": announcement,
        "lastDay": (day_of(earliest) + timedelta(days=9)).isoformat(),
    }
    document["matters"] = document["matters"][:1]

    early = earliest - timedelta(seconds=1)
    await command(client, "updateBallot", member, **{**document, "opensAt": early.isoformat()})
    refused = await command(client, "submitBallot", member, ballotId=ballot_id)
    await command(client, "updateBallot", member, **{**document, "opensAt": earliest.isoformat()})
    submitted = await command(client, "submitBallot", member, ballotId=ballot_id)
    named = (await ask(client, READINESS, reviewer, id=ballot_id))["ballotReadiness"]["contentHash"]
    approved = await command(client, "reviewBallot", reviewer, ballotId=ballot_id, approved=True, contentHash=named)
    linked = "query ($id: UUID!) { ballot(id: $id) { publicity { id } announcement { id title } } }"
    shown = (await ask(client, linked, member, id=ballot_id))["ballot"]

    assert [fault["path"] for fault in refused["blockers"]] == ["opensAt"]
    assert (submitted["state"], approved["state"]) == ("SUBMITTED", "APPROVED")
    assert (shown["publicity"]["id"], shown["announcement"]["id"]) == (publicity, announcement)


async def test_an_approved_ballot_shows_what_is_frozen_to_its_owners(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2)
    owner = (await settle(database, place))[0].person
    made = await make_open_ballot(database, place, matters=[election("选举", ["甲", "乙", "丙", "丁", "戊", "己"], 5)])

    shown = (await ask(client, BALLOT, owner, id=str(made.id)))["ballot"]

    assert (shown["state"], shown["organizerKind"], shown["organizerName"]) == ("OPEN", "STREET", None)
    assert shown["roll"] == {"units": 2, "heads": 2, "area": "176.70"}
    assert len(shown["settingsInWords"]) == 4
    (matter,) = shown["matters"]
    assert (matter["mode"], matter["choiceMode"], matter["seats"]) == ("ELECTION", "CONTESTED", 5)
    assert matter["law"]["id"] == "CN-2021-ORDINARY"
    assert matter["law"]["quorum"] == [
        {"dimension": dimension, "numerator": "participating", "base": "all", "operator": ">=", "fraction": "2/3"}
        for dimension in ("heads", "area")
    ]
    assert matter["law"]["passing"] == [{"operator": ">", "fraction": "1/2"}] * 2
    assert [option["label"] for option in matter["options"]] == ["甲", "乙", "丙", "丁", "戊", "己"]


async def test_who_sees_a_draft_and_who_an_approved_ballot(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    organizer = await make_organizer(database, place)
    member = await sign_in_organizer(database, place, organizer_id=organizer)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    auditor = await sign_in_staff(database, Role.AUDITOR, ScopeKind.CITY)
    company = await sign_in_organizer(database, place, Role.PROPERTY_COMPANY)
    owner = (await settle(database, place))[0].person
    neighbour = (await settle(database, elsewhere))[0].person
    foreign = await sign_in_organizer(database, elsewhere)
    draft = (await command(client, "createBallot", member, estateId=str(place.estate_id)))["id"]
    approved = str((await make_approved_ballot(database, place)).id)

    async def sees(person: Person | None, ballot_id: str) -> bool:
        alone = (await ask(client, "query ($id: UUID!) { ballot(id: $id) { id } }", person, id=ballot_id))["ballot"]
        listed = (await ask(client, BALLOTS, person, first=100, estateId=str(place.estate_id)))["ballots"]["nodes"]
        acts = (await ask(client, TIMELINE, person, id=ballot_id))["ballotTimeline"]
        assert (alone is not None) == (ballot_id in {one["id"] for one in listed}) == (acts is not None)
        return alone is not None

    assert [await sees(person, draft) for person in (member, clerk, auditor)] == [True] * 3
    assert [await sees(person, draft) for person in (company, owner, neighbour, foreign, None)] == [False] * 5
    assert [await sees(person, approved) for person in (member, clerk, auditor, company, owner)] == [True] * 5
    assert [await sees(person, approved) for person in (neighbour, foreign, None)] == [False] * 3
    assert (await ask(client, READINESS, owner, id=approved))["ballotReadiness"] is None
    assert (await ask(client, READINESS, foreign, id=draft))["ballotReadiness"] is None


async def test_ballots_are_paged_and_filtered(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    estate = str(place.estate_id)
    made = [(await command(client, "createBallot", clerk, estateId=estate))["id"] for _ in range(3)]
    committee = await make_organizer(database, place)
    approved = str((await make_approved_ballot(database, place, organizer_id=committee)).id)

    first = (await ask(client, BALLOTS, clerk, first=2, estateId=estate))["ballots"]
    second = (await ask(client, BALLOTS, clerk, first=2, estateId=estate, after=first["pageInfo"]["endCursor"]))[
        "ballots"
    ]
    drafts = (await ask(client, BALLOTS, clerk, first=10, estateId=estate, states=["DRAFT"]))["ballots"]

    own = (await ask(client, BALLOTS, clerk, first=10, estateId=estate, mine=True))["ballots"]
    auditor = await sign_in_staff(database, Role.AUDITOR, ScopeKind.CITY)
    none = (await ask(client, BALLOTS, auditor, first=10, estateId=estate, mine=True))["ballots"]

    assert {one["id"] for one in own["nodes"]} == set(made)  # the committee's is not the street's to mend
    assert none["totalCount"] == 0
    assert first["totalCount"] == 4
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    assert [one["id"] for one in (*first["nodes"], *second["nodes"])] == [approved, *reversed(made)]
    assert {one["id"] for one in drafts["nodes"]} == set(made)


async def test_ballots_are_found_by_a_part_of_their_title_or_of_their_estates_name(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    estate = str(place.estate_id)
    for title in ("更换电梯", "选举 100% 新业委会"):
        await command(client, "createBallot", clerk, estateId=estate, title=title)
    name = (await ask(client, "query ($id: UUID!) { estate(id: $id) { name } }", clerk, id=estate))["estate"]["name"]

    found = {
        search: [
            one["title"] for one in (await ask(client, BALLOTS, clerk, first=10, search=search))["ballots"]["nodes"]
        ]
        for search in ("电梯", " 100% ", "0%%", name)
    }

    assert found == {
        "电梯": ["更换电梯"],
        " 100% ": ["选举 100% 新业委会"],
        "0%%": [],
        name: ["选举 100% 新业委会", "更换电梯"],
    }


def of_the_pages(name: str) -> str:
    """An operation as the staff's pages send it."""
    return (OPERATIONS / "admin" / f"{name}.graphql").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "document",
    [
        BALLOTS, BALLOT, READINESS, TIMELINE, of_the_pages("BallotList"), of_the_pages("BallotPage"),
        of_the_pages("BallotProgress"), of_the_pages("BallotBroadcasts"), of_the_pages("BallotAlarms"),
        of_the_pages("BallotDraft"), of_the_pages("BallotReady"), of_the_pages("BallotResultPage"),
        of_the_pages("LinkableNotices"), of_the_pages("ScopeUnits"),
    ],
    ids=[
        "ballots", "ballot", "readiness", "timeline", "list", "page", "progress", "broadcasts", "alarms", "draft",
        "ready", "result", "notices", "units",
    ],
)  # fmt: skip
async def test_an_operation_takes_few_statements_at_any_size(
    database: Database, client: httpx.AsyncClient, document: str
) -> None:
    """At most ten statements of SQL for one operation, at page size 1 and 100 alike."""
    place = await make_place(database, units=2)
    organizer = await make_organizer(database, place)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    counts = []
    for wanted in (1, 6):
        made = [
            await make_approved_ballot(
                database, place, organizer_id=organizer, matters=[yes_or_no("甲"), yes_or_no("乙")]
            )
            for _ in range(wanted)
        ]
        statements: list[str] = []

        def count(_c: Any, _cursor: Any, statement: str, *_rest: Any, seen: list[str] = statements) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        try:
            variables = (
                {"first": 100, "estateId": str(place.estate_id)} if "$estateId" in document else {"id": str(made[0].id)}
            )
            await ask(client, document, clerk, **variables)
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


async def test_readiness_says_what_is_wrong_with_the_scope(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=3)
    await settle(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        add_unit(tx, place, "B1", usage=Usage.PARKING)
        add_unit(tx, place, "Z1", area=0)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    ballot_id = (await command(client, "createBallot", clerk, estateId=str(place.estate_id)))["id"]
    await command(client, "updateBallot", clerk, **await whole_document(database, place, clerk, ballot_id))

    shown = (await ask(client, READINESS, clerk, id=ballot_id))["ballotReadiness"]

    assert shown["blockers"] == []
    assert shown["scope"] == {
        "units": 5, "counted": 4, "area": "265.05", "heads": 4, "certifiedHeads": 1, "certifiedArea": "88.35",
        "withoutOwner": 3, "uncountedParking": 1, "zeroAreas": 1,
    }  # fmt: skip
    assert [part["facts"] for part in shown["parts"]] == [{"units": 5, "certifiedUnits": 1}]
    assert [fault["path"] for fault in shown["warnings"]] == ["scope"] * 4
    assert "25.00 %" in shown["warnings"][3]["message"]
    assert [matter["couldPass"] for matter in shown["matters"]] == [False, False]


async def test_the_timeline_names_bodies_to_owners_and_masked_persons_to_staff(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    owner = (await settle(database, place))[0].person
    organizer = await make_organizer(database, place)
    member = await sign_in_organizer(database, place, organizer_id=organizer)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    made = await make_open_ballot(database, place, organizer_id=organizer, author=member)
    choices = [{"matterId": str(made.matters[0].id), "optionIds": [str(made.matters[0].options[0].id)]}]
    cast = await ask(
        client, CAST, owner, input={"ballotId": str(made.id), "clientKey": str(uuid4()), "choices": choices}
    )
    await command(client, "extendBallot", member, ballotId=str(made.id), reason="参与不足")
    await command(
        client, "suspendBallot", reviewer, ballotId=str(made.id), reason="设置错误", typedTitle="年度业主大会"
    )

    public = (await ask(client, TIMELINE, owner, id=str(made.id)))["ballotTimeline"]["nodes"]
    staff = (await ask(client, TIMELINE, reviewer, id=str(made.id)))["ballotTimeline"]["nodes"]

    assert cast["castBallot"]["__typename"] == "Receipt"
    told = [(one["action"], one["body"], one["reason"]) for one in public]
    assert told == [
        ("opened", "系统", None), ("extended", "试验家园业主委员会", "参与不足"), ("suspended", "试验街道", "设置错误"),
    ]  # fmt: skip
    assert [one["actorName"] for one in public] == [None, None, None]
    assert [(one["action"], one["actorName"]) for one in staff] == [
        ("opened", None), ("extended", "李*验"), ("suspended", "李*验"),
    ]  # fmt: skip


async def test_every_refusal_is_a_member_of_the_union(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    made = await make_open_ballot(database, place)
    ballot_id, matter_id, nowhere = str(made.id), str(made.matters[0].id), str(uuid4())
    extend = {"ballotId": ballot_id, "reason": "参与不足"}

    assert (await command(client, "extendBallot", clerk, **extend))["__typename"] == "Ballot"
    assert (await command(client, "extendBallot", clerk, **extend))["code"] == "ALREADY_EXTENDED"
    assert (await command(client, "extendBallot", None, **extend))["code"] == "NOT_SIGNED_IN"
    assert (await command(client, "extendBallot", clerk, ballotId=nowhere, reason="理由"))["code"] == "NOT_FOUND"
    assert (await command(client, "submitBallot", clerk, ballotId=ballot_id))["code"] == "NOT_IN_THIS_STATE"
    untyped = {"matterId": matter_id, "reason": "", "typedTitle": ""}
    faulty = await command(client, "suspendMatter", clerk, **untyped)
    assert [fault["path"] for fault in faulty["faults"]] == ["reason", "typedTitle"]
    last = await command(
        client, "suspendMatter", clerk, matterId=matter_id, reason="有误", typedTitle=made.matters[0].title
    )
    assert last["state"] == "SUSPENDED"
    copy = await command(client, "copyBallot", clerk, ballotId=ballot_id)
    assert copy["state"] == "DRAFT"


async def test_a_person_without_an_estate_sees_no_ballot(database: Database, client: httpx.AsyncClient) -> None:
    made = await make_approved_ballot(database, await make_place(database, units=1))
    stranger = await sign_in_owner(database)

    assert (await ask(client, BALLOT, stranger, id=str(made.id)))["ballot"] is None
