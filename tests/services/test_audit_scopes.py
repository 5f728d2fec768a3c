"""Who reads the records of acts that belong to no estate: the street or district that they belong to, and above."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from domain.rules.policy import SYSTEM, Role, ScopeKind, decides_on_others
from domain.rules.terms import DocumentKind
from domain.services import audit
from domain.services.audit import CHAIN_OF_NONE, verify
from domain.services.devices import CreateDevice, create_device
from domain.services.staff import ChangeStaffAccount, CreateStaffAccount, create_staff_account, disable_staff_account
from domain.store.database import Database
from tests.api.asking import ask
from tests.ballots import actor_of, sign_in_organizer
from tests.people import Person, Place, make_place, new_id_card, new_phone, sign_in_staff
from workers.audit import seal_chains

RECORDS = """query Records($subject: UUID!) { auditRecords(subjectId: $subject) {
  totalCount nodes { action estateId streetCode districtCode } } }"""


FOUND = """query Found($account: UUID, $since: DateTime, $until: DateTime, $subject: UUID) {
  auditRecords(accountId: $account, since: $since, until: $until, subjectId: $subject) {
    nodes { action at accountId } } }"""


async def staff_of(database: Database, role: Role, place: Place) -> Person:
    kinds = {
        Role.STREET_REVIEWER: (ScopeKind.STREET, place.street), Role.STREET_CLERK: (ScopeKind.STREET, place.street),
        Role.DISTRICT: (ScopeKind.DISTRICT, place.district), Role.CITY: (ScopeKind.CITY, ""),
    }  # fmt: skip
    return await sign_in_staff(database, role, *kinds[role])


async def appointed(database: Database, by: Person, role: Role, kind: ScopeKind, key: str) -> UUID:
    async with database.transaction(await actor_of(database, by)) as tx:
        document = {"document_kind": DocumentKind.ID_CARD, "document_number": new_id_card()}
        named: Any = document if decides_on_others(role) else {}
        command = CreateStaffAccount(role, kind, key, "王新来", new_phone(), **named)
        return (await create_staff_account(tx, command)).account_id


async def read(client: httpx.AsyncClient, who: Person, subject: UUID) -> list[tuple[object, ...]]:
    answer = await ask(client, RECORDS, who, subject=str(subject))
    nodes = answer["auditRecords"]["nodes"]
    assert answer["auditRecords"]["totalCount"] == len(nodes)
    return [(one["action"], one["estateId"], one["streetCode"], one["districtCode"]) for one in nodes]


async def test_a_street_reads_what_was_done_about_its_own_staff(database: Database, client: httpx.AsyncClient) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    reviewer = await staff_of(database, Role.STREET_REVIEWER, here)
    account = await appointed(database, reviewer, Role.STREET_CLERK, ScopeKind.STREET, here.street)
    async with database.transaction(await actor_of(database, reviewer)) as tx:
        await disable_staff_account(tx, ChangeStaffAccount(account, "已调离本街道"))
    expected = [
        ("staff_account.disabled", None, here.street, None), ("staff_account.created", None, here.street, None),
    ]  # fmt: skip

    for role in (Role.STREET_CLERK, Role.STREET_REVIEWER, Role.DISTRICT, Role.CITY):
        assert await read(client, await staff_of(database, role, here), account) == expected
    for role in (Role.STREET_REVIEWER, Role.DISTRICT):
        assert await read(client, await staff_of(database, role, elsewhere), account) == []
    assert await read(client, await sign_in_organizer(database, here), account) == []


async def test_a_district_reads_what_was_done_about_its_staff_and_its_streets_do_not(
    database: Database, client: httpx.AsyncClient
) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    city = await staff_of(database, Role.CITY, here)
    account = await appointed(database, city, Role.DISTRICT, ScopeKind.DISTRICT, here.district)

    expected = [("staff_account.created", None, None, here.district)]
    assert await read(client, await staff_of(database, Role.DISTRICT, here), account) == expected
    assert await read(client, city, account) == expected
    assert await read(client, await staff_of(database, Role.DISTRICT, elsewhere), account) == []
    assert await read(client, await staff_of(database, Role.STREET_REVIEWER, here), account) == []


async def test_what_is_done_about_a_body_s_account_belongs_to_its_estate(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database)
    clerk = await staff_of(database, Role.STREET_CLERK, place)
    member = await sign_in_organizer(database, place)
    async with database.transaction(await actor_of(database, clerk)) as tx:
        await disable_staff_account(tx, ChangeStaffAccount(member.account_id, "已不再担任"))
    (disabled,) = await read(client, clerk, member.account_id)
    assert disabled == ("staff_account.disabled", str(place.estate_id), None, None)


async def test_a_street_reads_what_was_done_about_its_readers(database: Database, client: httpx.AsyncClient) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    clerk = await staff_of(database, Role.STREET_CLERK, here)
    async with database.transaction(await actor_of(database, clerk)) as tx:
        device = (await create_device(tx, CreateDevice(here.street, "前台一号"))).device_id
    assert await read(client, clerk, device) == [("device.created", None, here.street, None)]
    assert await read(client, await staff_of(database, Role.STREET_CLERK, elsewhere), device) == []


async def test_what_belongs_nowhere_is_for_the_city_alone(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    async with database.transaction(SYSTEM) as tx:
        tx.record("thing.done", "thing", place.estate_id)
    assert len(await read(client, await staff_of(database, Role.CITY, place), place.estate_id)) == 1
    for role in (Role.STREET_REVIEWER, Role.DISTRICT):
        assert await read(client, await staff_of(database, role, place), place.estate_id) == []


async def test_a_chain_from_before_there_were_scopes_still_hangs_together(database: Database) -> None:
    """A record without a scope is hashed as it was when there was no column for one; a scope is under the hash."""
    place = await make_place(database)
    async with database.transaction(SYSTEM) as tx:
        tx.record("thing.done", "thing", place.estate_id)
    async with database.transaction(SYSTEM) as tx:
        tx.record("thing.done", "thing", place.estate_id, street_code=place.street)
    await seal_chains(database, [CHAIN_OF_NONE])
    before = (
        "((to_jsonb(a) - '{chain,chain_position,chain_hash,street_code,district_code}'::text[])"
        " || jsonb_build_object('at', extract(epoch FROM a.at)))::text"
    )
    async with database.glance() as session:
        assert (await verify(session, CHAIN_OF_NONE)).broken_at is None
        found = await session.execute(
            text(
                f"SELECT {audit.BODY} = {before}, {audit.BODY} LIKE '%' || a.street_code || '%' FROM audit_records a"
                " WHERE subject_id = :subject ORDER BY id"
            ),
            {"subject": place.estate_id},
        )
        assert [tuple(row) for row in found] == [(True, None), (False, True)]


async def test_records_are_found_by_who_did_it_and_by_the_very_moment(
    database: Database, client: httpx.AsyncClient
) -> None:
    here = await make_place(database)
    city, district = await staff_of(database, Role.CITY, here), await staff_of(database, Role.DISTRICT, here)
    account = await appointed(database, district, Role.STREET_CLERK, ScopeKind.STREET, here.street)

    async def found(**asked: object) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = (await ask(client, FOUND, city, **asked))["auditRecords"]["nodes"]
        return nodes

    (made,) = await found(subject=str(account))
    by_district = await found(account=made["accountId"])

    assert {one["accountId"] for one in by_district} == {made["accountId"]}
    assert made in by_district
    assert await found(subject=str(account), since=made["at"]) == [made]
    assert await found(subject=str(account), until=made["at"]) == []
