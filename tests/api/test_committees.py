"""Assemblies, groups, committees and companies as the street sets them up, and what their people may then do."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text

from domain.rules.identity import organisation_check_character
from domain.rules.periods import day_of, end_of
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.store.database import Database
from domain.store.tables import Account, AuditRecord, Estate, Grant, Member, Organizer
from tests.api.asking import ask
from tests.people import Person, Place, make_place, new_id_card, new_phone, sign_in_again, sign_in_staff
from tests.services.castings import make_voter
from tests.services.texts import messages_to

MEMBER = """id position maskedName maskedPhone maskedDocument maskedAddress sex age employer accountState leftAt
  leftReason"""
ORGANIZER = f"""id kind name code state termStartsOn termEndsOn memberCount sizeWarning {{ path message }}
  members {{ {MEMBER} }}"""
PROBLEM = "... on Problem { code message } ... on InvalidInput { faults { path message } }"


def mutation(name: str, success: str) -> str:
    given = name[0].upper() + name[1:] + "Input"
    return f"mutation($input: {given}!) {{ {name}(input: $input) {{ __typename {success} {PROBLEM} }} }}"


CREATE_ASSEMBLY = mutation("createAssembly", "... on AssemblyCreated { assembly { id name hasCommittee } }")
CREATE_GROUP = mutation("createPreparatoryGroup", f"... on OrganizerChanged {{ organizer {{ {ORGANIZER} }} }}")
CREATE_COMMITTEE = mutation("createCommittee", f"... on OrganizerChanged {{ organizer {{ {ORGANIZER} }} }}")
REGISTER = mutation("registerPropertyCompany", f"... on OrganizerChanged {{ organizer {{ {ORGANIZER} }} }}")
DISSOLVE = mutation("dissolveOrganizer", f"... on OrganizerChanged {{ organizer {{ {ORGANIZER} }} }}")
ADD = mutation("addMember", f"... on MemberChanged {{ member {{ {MEMBER} }} }}")
REPLACE = mutation("replaceMember", f"... on MemberChanged {{ member {{ {MEMBER} }} }}")
REMOVE = mutation("removeMember", f"... on MemberChanged {{ member {{ {MEMBER} }} }}")
GENERATE = mutation("generateAccount", f"... on MemberChanged {{ member {{ {MEMBER} }} }}")
CHANGE_TERM = mutation("changeTerm", f"... on OrganizerChanged {{ organizer {{ {ORGANIZER} }} }}")
REVEAL = mutation("revealMember", "... on MemberRevealed { name phone documentNumber address }")
SEARCH = """query($search: String) { organizers(search: $search) { nodes { id } }
  assemblies(search: $search) { nodes { id } } }"""
AWAITING = "query { estates(awaitingAssembly: true) { nodes { id } } }"
ONE = "query($id: UUID!) { organizer(id: $id) { estate { name } members { accountId login } } }"
ACTIVATIONS = "query($estate: UUID!) { deliveries(estateId: $estate, state: WAITING) { nodes { template } } }"
ASSEMBLIES = f"""query($estate: UUID!) {{ assemblies(estateId: $estate) {{ totalCount
  nodes {{ id name hasCommittee organizers {{ {ORGANIZER} }} }} }} }}"""
ORGANIZERS = f"query($estate: UUID!) {{ organizers(estateId: $estate) {{ nodes {{ {ORGANIZER} }} }} }}"


def person(position: str, **others: Any) -> dict[str, Any]:
    """A person who cannot exist."""
    return {
        "position": position, "name": "赵试验", "phone": new_phone(), "sex": "FEMALE", "employer": "试验公司",
        "age": 45, "documentNumber": new_id_card(), "address": "北京市朝阳区试验路1号", **others,
    }  # fmt: skip


def company_code() -> str:
    digits = "91110000MA0000001"
    return digits + organisation_check_character(digits)


class Office:
    """A street's clerk at work on one estate."""

    def __init__(self, client: httpx.AsyncClient, database: Database, place: Place, clerk: Person) -> None:
        self.client, self.database, self.place, self.clerk = client, database, place, clerk
        self.estate = str(place.estate_id)

    async def do(self, document: str, by: Person | None = None, **given: Any) -> dict[str, Any]:
        (outcome,) = (await ask(self.client, document, by or self.clerk, input=given)).values()
        return dict(outcome)

    async def assembly(self, *, has_committee: bool = False) -> None:
        await self.do(CREATE_ASSEMBLY, estateId=self.estate, name="试验家园业主大会", hasCommittee=has_committee)

    async def group(self, **leader: Any) -> dict[str, Any]:
        await self.assembly()
        made = await self.do(
            CREATE_GROUP, estateId=self.estate, name="首次业主大会筹备组", leader=person("LEADER", **leader)
        )
        return dict(made["organizer"])

    async def day(self, days: int = 0) -> str:
        async with self.database.transaction(SYSTEM) as tx:
            return (day_of(await tx.now()) + timedelta(days=days)).isoformat()

    async def committee(self, *members: dict[str, Any], starts: int = 0, ends: int = 1000) -> dict[str, Any]:
        return await self.do(
            CREATE_COMMITTEE, estateId=self.estate, name="第一届业主委员会", members=list(members),
            termStartsOn=await self.day(starts), termEndsOn=await self.day(ends), code="备案2026-1",
        )  # fmt: skip

    async def seen(self, by: Person | None = None) -> list[dict[str, Any]]:
        return list((await ask(self.client, ORGANIZERS, by or self.clerk, estate=self.estate))["organizers"]["nodes"])

    async def grant_of(self, member: dict[str, Any]) -> Grant:
        async with self.database.read() as session:
            return (
                await session.scalars(
                    select(Grant)
                    .join(Member, Member.account_id == Grant.account_id)
                    .where(Member.id == UUID(member["id"]))
                )
            ).one()


@pytest.fixture
async def office(database: Database, client: httpx.AsyncClient) -> Office:
    place = await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    return Office(client, database, place, clerk)


async def test_a_first_assembly_is_prepared_by_a_group_whose_leader_gets_an_account(office: Office) -> None:
    phone = new_phone()
    group = await office.group(phone=phone)
    (leader,) = group["members"]
    generated = await office.do(GENERATE, memberId=leader["id"])
    again = await office.do(GENERATE, memberId=leader["id"])
    (activation,) = await messages_to(office.database, phone, "staff_activation")
    grant = await office.grant_of(leader)

    assert (group["kind"], group["state"], group["memberCount"]) == ("PREPARATORY_GROUP", "ACTIVE", 1)
    assert leader["accountState"] is None
    assert generated["member"]["accountState"] == "INVITED"
    assert again["code"] == "NOT_IN_THIS_STATE"
    assert activation["organisation"] == "首次业主大会筹备组"
    followed = await ask(office.client, ACTIVATIONS, office.clerk, estate=office.estate)
    assert [node["template"] for node in followed["deliveries"]["nodes"]] == ["STAFF_ACTIVATION"]
    assert (grant.role, grant.scope_kind, grant.scope_key) == (
        Role.PREPARATORY_GROUP, ScopeKind.ESTATE, office.estate,
    )  # fmt: skip
    assert str(grant.organizer_id) == group["id"]


async def test_personal_details_are_masked_in_the_api_and_encrypted_at_rest(office: Office) -> None:
    given = person("LEADER")
    await office.assembly()
    made = await office.do(CREATE_GROUP, estateId=office.estate, name="筹备组", leader=given)
    (leader,) = made["organizer"]["members"]
    async with office.database.read() as session:
        row = await session.scalar(text("SELECT members::text FROM members WHERE id = :id"), {"id": leader["id"]})
        audit = await session.scalar(
            text("SELECT string_agg(audit_records::text, '') FROM audit_records WHERE estate_id = :id"),
            {"id": office.estate},
        )

    assert leader["maskedName"] == "赵*验"
    assert leader["maskedPhone"] == f"{given['phone'][:3]}****{given['phone'][7:]}"
    assert leader["maskedDocument"] == f"{given['documentNumber'][:3]}***********{given['documentNumber'][14:]}"
    assert leader["maskedAddress"] == "北京市朝阳区***"
    for personal in (given["name"], given["phone"], given["documentNumber"], given["address"]):
        assert personal not in str(row) + str(audit)
        assert personal.encode().hex() not in str(row)


async def test_creating_the_committee_ends_the_group_and_its_leaders_role(office: Office) -> None:
    group = await office.group()
    (leader,) = group["members"]
    await office.do(GENERATE, memberId=leader["id"])

    made = await office.committee(*(person(p) for p in ("CHAIR", "DEPUTY_CHAIR", "MEMBER", "MEMBER", "MEMBER")))
    (assembly,) = (await ask(office.client, ASSEMBLIES, office.clerk, estate=office.estate))["assemblies"]["nodes"]
    committee, former = assembly["organizers"]
    async with office.database.transaction(SYSTEM) as tx:
        now = await tx.now()

    assert made["organizer"]["memberCount"] == 5
    assert assembly["hasCommittee"] is True
    assert (committee["kind"], committee["state"], committee["code"]) == ("COMMITTEE", "ACTIVE", "备案2026-1")
    assert (former["id"], former["state"]) == (group["id"], "DISSOLVED")
    ends_at = (await office.grant_of(leader)).ends_at
    assert ends_at is not None
    assert ends_at <= now


async def test_a_role_ends_with_the_term_at_24_00_of_its_last_day(office: Office) -> None:
    await office.assembly(has_committee=True)
    made = (await office.committee(person("CHAIR"), starts=10, ends=20))["organizer"]
    (chair,) = made["members"]
    await office.do(GENERATE, memberId=chair["id"])
    grant = await office.grant_of(chair)

    assert day_of(grant.starts_at).isoformat() == made["termStartsOn"]
    assert grant.ends_at is not None
    assert day_of(grant.ends_at - timedelta(microseconds=1)).isoformat() == made["termEndsOn"]
    assert day_of(grant.ends_at).isoformat() > made["termEndsOn"]


async def test_a_committee_whose_term_is_over_makes_room_for_the_next(office: Office) -> None:
    await office.assembly(has_committee=True)
    first = (await office.committee(person("CHAIR")))["organizer"]
    too_soon = await office.committee(person("CHAIR"))
    async with office.database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE organizers SET term_starts_on = '2020-01-01', term_ends_on = '2020-12-31' WHERE id = :id"),
            {"id": first["id"]},
        )
    expired = next(body["state"] for body in await office.seen() if body["id"] == first["id"])
    adding = await office.do(ADD, organizerId=first["id"], member=person("MEMBER"))

    second = await office.committee(person("CHAIR"))

    assert [fault["path"] for fault in too_soon["faults"]] == ["estateId"]
    assert expired == "EXPIRED"
    assert adding["code"] == "NOT_IN_THIS_STATE"
    assert second["__typename"] == "OrganizerChanged"
    assert [body["state"] for body in await office.seen()] == ["ACTIVE", "DISSOLVED"]


async def test_a_committee_of_an_unlawful_size_is_warned_of_and_not_blocked(office: Office) -> None:
    await office.assembly(has_committee=True)
    made = (await office.committee(person("CHAIR"), person("MEMBER"), person("ALTERNATE")))["organizer"]
    assert made["memberCount"] == 2
    assert "3" in made["sizeWarning"]["message"]  # one home in the estate: three are enough

    await office.do(ADD, organizerId=made["id"], member=person("MEMBER"))

    (now,) = await office.seen()
    assert (now["memberCount"], now["sizeWarning"]) == (3, None)


async def test_a_replaced_member_loses_the_role_and_the_session(office: Office) -> None:
    await office.assembly(has_committee=True)
    made = (await office.committee(person("CHAIR")))["organizer"]
    (chair,) = made["members"]
    await office.do(GENERATE, memberId=chair["id"])
    account = (await office.grant_of(chair)).account_id
    async with office.database.transaction(SYSTEM) as tx:
        (await tx.session.get_one(Account, account)).state = "active"
    signed_in = await sign_in_again(office.database, account)
    visible_before = await office.seen(signed_in)

    replaced = await office.do(
        REPLACE, memberId=chair["id"], reason="任期内辞职", successor=person("CHAIR", name="钱接任")
    )
    again = await office.do(REPLACE, memberId=chair["id"], reason="任期内辞职", successor=person("CHAIR"))

    assert visible_before[0]["members"] != []
    assert await office.seen(signed_in) == []
    assert replaced["member"]["maskedName"] == "钱*任"
    assert again["code"] == "NOT_IN_THIS_STATE"
    (now,) = await office.seen()
    assert [(one["maskedName"], one["leftReason"]) for one in now["members"]] == [
        ("赵*验", "任期内辞职"),
        ("钱*任", None),
    ]


async def test_leaders_are_replaced_and_committee_members_may_leave(office: Office) -> None:
    (leader,) = (await office.group())["members"]
    refused = await office.do(REMOVE, memberId=leader["id"], reason="不再担任组长")
    made = (await office.committee(person("CHAIR"), person("MEMBER")))["organizer"]
    chair, member = made["members"]
    removed = await office.do(REMOVE, memberId=member["id"], reason="不再是业主")
    silent = await office.do(REMOVE, memberId=chair["id"], reason="")

    assert [fault["path"] for fault in refused["faults"]] == ["memberId"]
    assert removed["member"]["leftReason"] == "不再是业主"
    assert [fault["path"] for fault in silent["faults"]] == ["reason"]


async def test_a_body_has_one_chair_and_a_person_joins_once(office: Office) -> None:
    await office.assembly(has_committee=True)
    twice = person("MEMBER")
    made = await office.committee(person("CHAIR"), person("CHAIR"), twice, {**twice, "phone": new_phone()})
    assert [fault["path"] for fault in made["faults"]] == ["members.1.position", "members.3.documentNumber"]
    assert await office.seen() == []

    committee = (await office.committee(person("CHAIR")))["organizer"]
    second = await asyncio.gather(*(office.do(ADD, organizerId=committee["id"], member=twice) for _ in range(2)))
    assert sorted(outcome["__typename"] for outcome in second) == ["InvalidInput", "MemberChanged"]


async def test_a_dissolved_body_ends_with_its_roles(office: Office) -> None:
    await office.assembly()
    made = await office.do(
        REGISTER, estateId=office.estate, name="试验物业公司", code=company_code(), contact=person("CONTACT"),
        termStartsOn=await office.day(),
    )  # fmt: skip
    company = made["organizer"]
    (contact,) = company["members"]
    await office.do(GENERATE, memberId=contact["id"])
    silent = await office.do(DISSOLVE, organizerId=company["id"], reason="短")
    dissolved = await office.do(DISSOLVE, organizerId=company["id"], reason="合同到期不再续约")
    again = await office.do(DISSOLVE, organizerId=company["id"], reason="合同到期不再续约")

    assert (company["kind"], company["code"]) == ("PROPERTY_COMPANY", company_code())
    assert [fault["path"] for fault in silent["faults"]] == ["reason"]
    assert dissolved["organizer"]["state"] == "DISSOLVED"
    assert again["code"] == "NOT_IN_THIS_STATE"
    assert (await office.grant_of(contact)).ends_at is not None


async def test_every_fault_of_a_dialog_is_named_and_nothing_is_written(office: Office) -> None:
    early = await office.do(CREATE_GROUP, estateId=office.estate, name="", leader=person("LEADER", phone="110", age=3))
    company = await office.do(
        REGISTER, estateId=office.estate, name="公司", code="123", contact=person("MEMBER"),
        termStartsOn=await office.day(), termEndsOn=await office.day(-1),
    )  # fmt: skip

    assert {fault["path"] for fault in early["faults"]} == {"name", "leader.phone", "leader.age", "estateId"}
    assert {fault["path"] for fault in company["faults"]} == {"code", "contact.position", "termEndsOn"}
    assert await office.seen() == []


async def test_an_estate_has_one_assembly_and_with_a_committee_no_group(office: Office) -> None:
    (before,) = (await ask(office.client, AWAITING, office.clerk))["estates"]["nodes"]
    outcomes = await asyncio.gather(
        *(office.do(CREATE_ASSEMBLY, estateId=office.estate, name="业主大会", hasCommittee=True) for _ in range(2))
    )
    group = await office.do(CREATE_GROUP, estateId=office.estate, name="筹备组", leader=person("LEADER"))

    assert before["id"] == office.estate
    assert (await ask(office.client, AWAITING, office.clerk))["estates"]["nodes"] == []
    assert sorted(outcome["__typename"] for outcome in outcomes) == ["AssemblyCreated", "InvalidInput"]
    assert [fault["path"] for fault in group["faults"]] == ["estateId"]


async def test_only_the_streets_clerk_manages_organizers_and_only_in_their_street(office: Office) -> None:
    elsewhere = await make_place(office.database)
    (leader,) = (await office.group())["members"]
    (group,) = await office.seen()
    committee_scope = (Role.COMMITTEE, ScopeKind.ESTATE, office.estate)
    others = [
        await sign_in_staff(office.database, Role.STREET_CLERK, ScopeKind.STREET, elsewhere.street),
        await sign_in_staff(office.database, Role.STREET_REVIEWER, ScopeKind.STREET, office.place.street),
        await sign_in_staff(office.database, *committee_scope),
        await sign_in_staff(office.database, Role.CITY, ScopeKind.CITY),
        (await make_voter(office.database, office.place, office.place.units)).person,
    ]
    attempts: list[tuple[str, dict[str, Any]]] = [
        (CREATE_ASSEMBLY, {"estateId": office.estate, "name": "业主大会", "hasCommittee": False}),
        (CREATE_GROUP, {"estateId": office.estate, "name": "筹备组", "leader": person("LEADER")}),
        (DISSOLVE, {"organizerId": group["id"], "reason": "不应当成功"}),
        (ADD, {"organizerId": group["id"], "member": person("LEADER")}),
        (REPLACE, {"memberId": leader["id"], "reason": "不应当成功", "successor": person("LEADER")}),
        (REMOVE, {"memberId": leader["id"], "reason": "不应当成功"}),
        (GENERATE, {"memberId": leader["id"]}),
    ]

    for document, given in attempts:
        for other in others:
            assert (await office.do(document, other, **given))["code"] == "NOT_FOUND"
    assert await office.seen() == [group]


async def test_bodies_are_public_in_the_estate_and_their_people_are_not(office: Office) -> None:
    owner = (await make_voter(office.database, office.place, office.place.units)).person
    elsewhere = await make_place(office.database, units=1)
    stranger = (await make_voter(office.database, elsewhere, elsewhere.units)).person
    group = await office.group()
    leader = await sign_in_staff(
        office.database, Role.PREPARATORY_GROUP, ScopeKind.ESTATE, office.estate, organizer_id=UUID(group["id"])
    )

    assert [(body["name"], body["members"]) for body in await office.seen(owner)] == [("首次业主大会筹备组", [])]
    assert len((await office.seen(leader))[0]["members"]) == 1
    assert await office.seen(stranger) == []
    assert (await ask(office.client, ASSEMBLIES, stranger, estate=office.estate))["assemblies"]["totalCount"] == 0


async def test_a_member_is_shown_in_full_against_a_reason_and_on_record(office: Office) -> None:
    given = person("LEADER")
    await office.assembly()
    made = await office.do(CREATE_GROUP, estateId=office.estate, name="筹备组", leader=given)
    (leader,) = made["organizer"]["members"]

    silent = await office.do(REVEAL, memberId=leader["id"], reason="看看")
    shown = await office.do(REVEAL, memberId=leader["id"], reason="电话核对本人身份")
    district = await sign_in_staff(office.database, Role.DISTRICT, ScopeKind.DISTRICT, office.place.district)
    unseen = await office.do(REVEAL, district, memberId=leader["id"], reason="电话核对本人身份")

    async with office.database.read() as session:
        looks = select(AuditRecord).where(
            AuditRecord.action == "member.revealed", AuditRecord.subject_id == UUID(leader["id"])
        )
        records = (await session.scalars(looks)).all()
    assert [fault["path"] for fault in silent["faults"]] == ["reason"]
    assert (shown["name"], shown["phone"]) == (given["name"], given["phone"])
    assert (shown["documentNumber"], shown["address"]) == (given["documentNumber"], given["address"])
    assert unseen["code"] == "NOT_FOUND"
    assert [(record.reason, record.role) for record in records] == [("电话核对本人身份", "street_clerk")]
    assert given["phone"] not in str(records[0].after)


async def test_what_a_member_did_not_state_is_not_shown(office: Office) -> None:
    await office.assembly()
    contact = {"position": "CONTACT", "name": "钱联系", "phone": new_phone()}
    made = await office.do(
        REGISTER, estateId=office.estate, name="试验物业公司", code=company_code(), contact=contact,
        termStartsOn=await office.day(),
    )  # fmt: skip
    (member,) = made["organizer"]["members"]
    shown = await office.do(REVEAL, memberId=member["id"], reason="电话核对本人身份")
    assert (shown["name"], shown["documentNumber"], shown["address"]) == ("钱联系", None, None)


async def test_a_terms_last_day_moves_with_the_roles_of_those_who_are_in_the_body(office: Office) -> None:
    await office.assembly(has_committee=True)
    made = (await office.committee(person("CHAIR"), person("MEMBER")))["organizer"]
    chair, member = made["members"]
    await office.do(GENERATE, memberId=chair["id"])
    await office.do(GENERATE, memberId=member["id"])
    await office.do(REMOVE, memberId=member["id"], reason="不再是业主")
    gone = (await office.grant_of(member)).ends_at

    until = await office.day(1200)
    moved = await office.do(CHANGE_TERM, organizerId=made["id"], termEndsOn=until, reason="按备案文件更正任期")
    same = await office.do(CHANGE_TERM, organizerId=made["id"], termEndsOn=until, reason="按备案文件更正任期")
    never = await office.do(CHANGE_TERM, organizerId=made["id"], termEndsOn=None, reason="短")
    past = await office.do(CHANGE_TERM, organizerId=made["id"], termEndsOn=await office.day(-1), reason="任期提前届满")

    assert moved["organizer"]["termEndsOn"] == until
    assert (await office.grant_of(chair)).ends_at == end_of(date.fromisoformat(until))
    assert (await office.grant_of(member)).ends_at == gone
    assert [fault["path"] for fault in same["faults"]] == ["termEndsOn"]
    assert {fault["path"] for fault in never["faults"]} == {"termEndsOn", "reason"}
    assert [fault["path"] for fault in past["faults"]] == ["termEndsOn"]


async def test_a_term_that_is_over_can_be_prolonged_and_a_dissolved_body_cannot(office: Office) -> None:
    await office.assembly(has_committee=True)
    made = (await office.committee(person("CHAIR")))["organizer"]
    (chair,) = made["members"]
    await office.do(GENERATE, memberId=chair["id"])
    async with office.database.transaction(SYSTEM) as tx:
        row = await tx.session.get_one(Organizer, UUID(made["id"]))
        row.term_starts_on -= timedelta(days=30)
        row.term_ends_on = row.term_starts_on + timedelta(days=10)
        (await tx.session.get_one(Grant, (await office.grant_of(chair)).id)).ends_at = end_of(row.term_ends_on)

    until = await office.day()
    prolonged = await office.do(CHANGE_TERM, organizerId=made["id"], termEndsOn=until, reason="换届选举延期举行")
    ends_at = (await office.grant_of(chair)).ends_at
    await office.do(DISSOLVE, organizerId=made["id"], reason="业主大会决定终止")
    late = await office.do(CHANGE_TERM, organizerId=made["id"], termEndsOn=await office.day(9), reason="业主大会决定")

    assert prolonged["organizer"]["state"] == "ACTIVE"
    assert ends_at == end_of(date.fromisoformat(until))
    assert late["code"] == "NOT_IN_THIS_STATE"


async def test_bodies_are_found_by_their_name_or_their_estates_and_one_by_its_id(office: Office) -> None:
    group = await office.group()
    async with office.database.read() as session:
        name = await session.scalar(select(Estate.name).where(Estate.id == office.place.estate_id))
    elsewhere = await sign_in_staff(
        office.database, Role.STREET_CLERK, ScopeKind.STREET, (await make_place(office.database)).street
    )

    found = [
        await ask(office.client, SEARCH, office.clerk, search=words) for words in (name, "首次业主", "没有这个名字")
    ]
    one = await ask(office.client, ONE, office.clerk, id=group["id"])
    hidden = await ask(office.client, ONE, elsewhere, id=group["id"])

    assert [len(answer["organizers"]["nodes"]) for answer in found] == [1, 1, 0]
    assert [len(answer["assemblies"]["nodes"]) for answer in found] == [1, 0, 0]
    assert one["organizer"]["estate"]["name"] == name
    assert one["organizer"]["members"][0]["login"] is None
    assert hidden["organizer"] is None
