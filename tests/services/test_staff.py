"""Who makes accounts of staff for whom, and what of them is kept."""

import asyncio
from dataclasses import replace

import asyncpg
import pyotp
import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind, decides_on_others
from domain.rules.refusals import ActivationNotValid, InvalidInput, NotFound, NotInThisState, NotSignedIn
from domain.rules.terms import DocumentKind
from domain.services import sign_in, staff
from domain.services.sessions import actor_behind
from domain.store.database import Database
from domain.store.tables import Account, Attempt, Grant
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.people import Place, make_place, new_id_card, new_phone, sign_in_staff
from tests.services.raw_tables import tables_with
from tests.services.texts import last_activation, messages_to

NAME = "赵试验犇骉鱻"
PASSWORD = "石榴 tree 十七 boats"


def actor(role: Role, scope: ScopeKind, key: str = "") -> Actor:
    return Actor(account_id=None, held=(Held(role, scope, key),), kind="staff")


def command(role: Role, scope: ScopeKind, key: str, phone: str | None = None) -> staff.CreateStaffAccount:
    kind = DocumentKind.ID_CARD if decides_on_others(role) else None
    number = new_id_card() if decides_on_others(role) else ""
    return staff.CreateStaffAccount(
        role, scope, key, NAME, phone or new_phone(), document_kind=kind, document_number=number
    )


async def create(database: Database, who: Actor, what: staff.CreateStaffAccount) -> staff.NewAccount:
    async with database.transaction(who) as tx:
        return await staff.create_staff_account(tx, what)


def keys(place: Place) -> dict[ScopeKind, str]:
    return {
        ScopeKind.CITY: "",
        ScopeKind.DISTRICT: place.district,
        ScopeKind.STREET: place.street,
        ScopeKind.ESTATE: str(place.estate_id),
    }


MAY = {
    (Role.SYSTEM_ADMINISTRATOR, Role.CITY),
    (Role.CITY, Role.DISTRICT),
    (Role.CITY, Role.AUDITOR),
    (Role.DISTRICT, Role.STREET_REVIEWER),
    (Role.DISTRICT, Role.STREET_CLERK),
    (Role.STREET_REVIEWER, Role.STREET_CLERK),
}
# Only with the body that the person acts for: `members.generate_account` and what it shares with groups and companies.
THROUGH_A_BODY = {
    (Role.STREET_CLERK, Role.PREPARATORY_GROUP),
    (Role.STREET_CLERK, Role.COMMITTEE),
    (Role.STREET_CLERK, Role.PROPERTY_COMPANY),
}
SCOPES = {
    Role.SYSTEM_ADMINISTRATOR: ScopeKind.CITY,
    Role.CITY: ScopeKind.CITY,
    Role.AUDITOR: ScopeKind.CITY,
    Role.DISTRICT: ScopeKind.DISTRICT,
    Role.STREET_REVIEWER: ScopeKind.STREET,
    Role.STREET_CLERK: ScopeKind.STREET,
    Role.PREPARATORY_GROUP: ScopeKind.ESTATE,
    Role.COMMITTEE: ScopeKind.ESTATE,
    Role.PROPERTY_COMPANY: ScopeKind.ESTATE,
}


async def test_each_role_is_given_by_the_office_above_it_and_by_nobody_else(database: Database) -> None:
    place = await make_place(database)
    created: set[tuple[Role, Role]] = set()
    through_a_body: set[tuple[Role, Role]] = set()
    for giver, giver_scope in SCOPES.items():
        for given, given_scope in SCOPES.items():
            who = actor(giver, giver_scope, keys(place)[giver_scope])
            try:
                await create(database, who, command(given, given_scope, keys(place)[given_scope]))
                created.add((giver, given))
            except InvalidInput as refused:
                through_a_body.update((giver, given) for fault in refused.faults if fault.path == "role")
            except NotFound:
                pass
    assert created == MAY
    assert through_a_body == THROUGH_A_BODY


@pytest.mark.parametrize("giver", [Role.DISTRICT, Role.STREET_REVIEWER, Role.STREET_CLERK])
async def test_nobody_gives_a_role_outside_their_own_scope(database: Database, giver: Role) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    who = actor(giver, SCOPES[giver], keys(elsewhere)[SCOPES[giver]])
    role = Role.COMMITTEE if giver is Role.STREET_CLERK else Role.STREET_CLERK
    with pytest.raises(NotFound):
        await create(database, who, command(role, SCOPES[role], keys(here)[SCOPES[role]]))
    with pytest.raises(NotFound):
        await create(database, who, command(role, SCOPES[role], "000000000"))
    with pytest.raises(NotSignedIn):
        await create(database, Actor(), command(role, SCOPES[role], keys(here)[SCOPES[role]]))


async def test_a_role_is_not_given_over_a_scope_of_another_kind(database: Database) -> None:
    place = await make_place(database)
    who = actor(Role.CITY, ScopeKind.CITY)
    with pytest.raises(NotFound):
        await create(database, who, command(Role.DISTRICT, ScopeKind.CITY, ""))
    with pytest.raises(NotFound):
        await create(database, who, command(Role.DISTRICT, ScopeKind.STREET, place.street))


async def test_every_fault_of_an_account_is_named_at_once_and_nothing_is_written(database: Database) -> None:
    place = await make_place(database)
    who = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    async with database.transaction(who) as tx:
        past = await tx.now()
        wrong = staff.CreateStaffAccount(Role.STREET_CLERK, ScopeKind.STREET, place.street, " ", "1234", past)
        with pytest.raises(InvalidInput) as refused:
            await staff.create_staff_account(tx, wrong)
    assert [fault.path for fault in refused.value.faults] == ["name", "phone", "documentKind", "endsAt"]
    async with database.read() as session:
        assert (await session.scalars(select(Grant).where(Grant.scope_key == place.street))).all() == []


@pytest.mark.parametrize(
    ("kind", "number", "path"),
    [
        (None, "110101190001010017", "documentKind"),
        (DocumentKind.ORGANISATION_CODE, "91110000000000000X", "documentKind"),
        (DocumentKind.ID_CARD, "", "documentNumber"),
        (DocumentKind.ID_CARD, "110101190001010010", "documentNumber"),
    ],
)
async def test_who_decides_on_others_names_a_document_of_their_own(
    database: Database, kind: DocumentKind | None, number: str, path: str
) -> None:
    place = await make_place(database)
    who = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    with pytest.raises(InvalidInput) as refused:
        await create(
            database, who,
            replace(
                command(Role.STREET_REVIEWER, ScopeKind.STREET, place.street), document_kind=kind,
                document_number=number,
            ),
        )  # fmt: skip
    assert [fault.path for fault in refused.value.faults] == [path]


async def test_nobody_elses_document_is_taken_and_a_document_is_nowhere_in_clear(
    database: Database, database_url: str
) -> None:
    place = await make_place(database)
    wanted = command(Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    await create(database, actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district), wanted)
    assert wanted.document_number not in repr(wanted)
    assert await tables_with(database_url, [wanted.document_number]) == {}
    auditor = command(Role.AUDITOR, ScopeKind.CITY, "")
    given = replace(auditor, document_kind=DocumentKind.ID_CARD, document_number=new_id_card())
    with pytest.raises(InvalidInput) as refused:
        await create(database, actor(Role.CITY, ScopeKind.CITY), given)
    assert [fault.path for fault in refused.value.faults] == ["documentNumber"]


async def test_logins_can_be_read_out_and_two_made_at_once_differ(database: Database) -> None:
    place = await make_place(database)
    who = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    made = await asyncio.gather(
        *(create(database, who, command(Role.STREET_CLERK, ScopeKind.STREET, place.street)) for _ in range(4))
    )
    assert sorted(one.login for one in made) == [f"street-{place.street}-{number}" for number in (1, 2, 3, 4)]


async def test_the_activation_is_sent_once_and_carries_no_password(database: Database) -> None:
    place, phone = await make_place(database), new_phone()
    who = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    await create(database, who, command(Role.STREET_CLERK, ScopeKind.STREET, place.street, phone))
    (sent,) = await messages_to(database, phone, "staff_activation")
    assert sent == {"organisation": "试验街道", "code": sent["code"], "hours": 24}
    assert len(sent["code"]) == 12


async def test_name_phone_activation_and_secret_are_nowhere_in_clear(database: Database, database_url: str) -> None:
    place, phone = await make_place(database), new_phone()
    who = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    made = await create(database, who, command(Role.STREET_CLERK, ScopeKind.STREET, place.street, phone))
    code = await last_activation(database, phone)
    async with database.transaction(Actor()) as tx:
        begun = await sign_in.begin_activation(tx, code)
    planted = [phone, NAME, code, begun.totp_secret]

    assert await tables_with(database_url, planted) == {}
    assert await tables_with(database_url, [made.login]) == {"accounts": [made.login], "audit_records": [made.login]}


async def test_what_stands_in_clear_is_found_even_as_bytes(database: Database, database_url: str) -> None:
    planted = f"张在明处{uuid7()}"
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(Attempt(kind="planted", key=planted.encode()))
    assert await tables_with(database_url, [planted]) == {"attempts": [planted]}


async def test_a_term_that_ends_takes_the_role_away(database: Database) -> None:
    place = await make_place(database)
    committee = await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id))
    async with database.transaction(SYSTEM) as tx:
        assert (await actor_behind(tx.session, committee.token)).roles() == {Role.COMMITTEE}
        await tx.session.execute(
            text("UPDATE grants SET ends_at = domain_now() WHERE account_id = :account"),
            {"account": committee.account_id},
        )
        assert (await actor_behind(tx.session, committee.token)).roles() == frozenset()


async def test_a_reset_forgets_the_secrets_and_ends_every_session(database: Database) -> None:
    place = await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    reviewer = actor(Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    async with database.transaction(reviewer) as tx:
        await staff.reset_staff_account(tx, staff.ChangeStaffAccount(clerk.account_id, "手机丢失，已核实"))
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, clerk.account_id)
        assert (account.state, account.password_hash, account.totp_secret) == ("invited", None, None)
        assert (await actor_behind(tx.session, clerk.token)).kind == "anonymous"


async def test_a_disabled_account_is_closed_for_good(database: Database) -> None:
    place, phone = await make_place(database), new_phone()
    district = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    made = await create(database, district, command(Role.STREET_CLERK, ScopeKind.STREET, place.street, phone))
    async with database.transaction(district) as tx:
        await staff.disable_staff_account(tx, staff.ChangeStaffAccount(made.account_id, "已调离本街道"))
    async with database.transaction(Actor()) as tx:
        with pytest.raises(ActivationNotValid):
            await sign_in.begin_activation(tx, await last_activation(database, phone))
    for again in (staff.disable_staff_account, staff.reset_staff_account):
        async with database.transaction(district) as tx:
            with pytest.raises(NotInThisState):
                await again(tx, staff.ChangeStaffAccount(made.account_id, "已调离本街道"))


async def test_what_one_street_made_another_cannot_touch(database: Database) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, here.street)
    stranger = actor(Role.STREET_REVIEWER, ScopeKind.STREET, elsewhere.street)
    async with database.transaction(stranger) as tx:
        with pytest.raises(NotFound):
            await staff.disable_staff_account(tx, staff.ChangeStaffAccount(clerk.account_id, "越权试试看"))
        with pytest.raises(NotFound):
            await staff.reset_staff_account(tx, staff.ChangeStaffAccount(clerk.account_id, "越权试试看"))
        with pytest.raises(NotFound):
            await staff.send_activation_again(tx, clerk.account_id)


async def test_a_new_activation_makes_the_one_before_void(database: Database) -> None:
    place, phone = await make_place(database), new_phone()
    district = actor(Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    made = await create(database, district, command(Role.STREET_CLERK, ScopeKind.STREET, place.street, phone))
    first = await last_activation(database, phone)
    async with database.transaction(district) as tx:
        await staff.send_activation_again(tx, made.account_id)
    second = await last_activation(database, phone)
    assert second != first
    async with database.transaction(Actor()) as tx:
        with pytest.raises(ActivationNotValid):
            await sign_in.begin_activation(tx, first)
        assert (await sign_in.begin_activation(tx, second.lower()[:6] + " - " + second[6:])).login == made.login


async def test_ready_accounts_are_for_the_demo_and_never_for_production(database: Database) -> None:
    place, secret = await make_place(database), pyotp.random_base32()
    async with database.transaction(SYSTEM) as tx:
        made = await staff.create_ready_account(
            tx,
            role=Role.STREET_CLERK,
            scope_kind=ScopeKind.STREET,
            scope_key=place.street,
            name="钱试验",
            phone=new_phone(),
            password=PASSWORD,
            totp_secret=secret,
        )
    async with database.transaction(Actor()) as tx:
        claim = await sign_in.claim_sign_in(tx, made.login, f"test-{place.street}")
    proof = await sign_in.prove(claim, PASSWORD)
    async with database.transaction(Actor()) as tx:
        assert (await sign_in.sign_in(tx, proof, pyotp.TOTP(secret).now())).account_id == made.account_id


async def test_a_production_database_takes_no_ready_account(fresh_database_url: str, redis_url: str) -> None:
    connection = await asyncpg.connect(fresh_database_url)
    await connection.execute("ALTER TABLE installation DISABLE TRIGGER installation_is_final")
    await connection.execute("UPDATE installation SET profile = 'production'")
    await connection.close()
    database = open_database(settings_for(fresh_database_url, redis_url), pool_size=1)
    place = await make_place(database)
    with pytest.raises(staff.OnlyInDemo):
        async with database.transaction(SYSTEM) as tx:
            await staff.create_ready_account(
                tx,
                role=Role.STREET_CLERK,
                scope_kind=ScopeKind.STREET,
                scope_key=place.street,
                name="钱试验",
                phone=new_phone(),
                password=PASSWORD,
                totp_secret=pyotp.random_base32(),
            )
    async with database.glance() as session:
        assert (await session.scalars(select(Account))).all() == []
    await database.close()
