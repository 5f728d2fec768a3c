"""The invariants hold over a whole story of ballots, and each of them notices when it is broken by hand."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import DocumentKind, OptionRole
from domain.services import ballots_running, certifications
from domain.services.castings import Cast, cast
from domain.services.closing import close_due
from domain.services.owners import NamedOwner
from domain.services.pad_castings import CastByMatchToken, cast_by_match_token
from domain.services.pad_views import card_read_of
from domain.services.tallies import tally_all
from domain.services.transfers import TransferTitle, transfer
from domain.store.database import Database, Transaction
from gongjue.wiring import open_database
from tests.ballots import MadeBallot, Resident, actor_of, election, make_open_ballot, settle, yes_or_no
from tests.conftest import Servers, create_database, settings_for
from tests.invariants import COMPUTED, PREDICATES, assert_invariants, violations
from tests.people import Place, certify, give_title, make_owner, make_place, new_id_card, sign_in_owner, sign_in_staff
from tests.readers import make_pad, read_card
from tests.services.certifying import Someone, someone


@dataclass(frozen=True)
class Story:
    """Where a story of ballots is kept: one published, one suspended, one open."""

    administrator_url: str
    redis_url: str


def in_favour(ballot: MadeBallot) -> tuple[tuple[UUID, tuple[UUID, ...]], ...]:
    """An answer in favour, and for the first candidate."""
    return tuple(
        (matter.id, (next(one.id for one in matter.options if one.role in (OptionRole.FOR, OptionRole.CANDIDATE)),))
        for matter in ballot.matters
    )


async def vote(database: Database, resident: Resident, ballot: MadeBallot) -> None:
    """Answer in favour on the phone."""
    actor = replace(await actor_of(database, resident.person), confirmed_recently=True)
    await cast(database, Cast(actor, ballot.id, uuid7(), in_favour(ballot), uuid7()))


async def vote_by_card(database: Database, place: Place, owner: Someone, ballot: MadeBallot) -> None:
    """Answer in favour on a helper's PAD."""
    pad = await make_pad(database, place, ballot.id)
    read = await read_card(database, pad, owner.number, owner.name)
    view = await card_read_of(database, pad.actor, read.request_id)
    assert view is not None
    assert view.match is not None
    assert view.match.token is not None
    await cast_by_match_token(
        database, CastByMatchToken(pad.actor, uuid7(), in_favour(ballot), uuid7(), view.match.token)
    )


async def tell(database: Database) -> None:
    """An estate votes, one ballot is extended and counted, one is suspended; a unit is sold, another joins late."""
    place = await make_place(database, units=8)
    residents = await settle(database, place, place.units[:5])
    clerk = await actor_of(database, await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street))
    pair, late = await couple(database, place.units[5:7], place.estate_id)
    without_a_phone = await someone(database, place.units[7])
    matters = [yes_or_no(), election("选举", ["甲", "乙", "丙", "丁"], 3)]
    counted, stopped, running = [
        await make_open_ballot(database, place, matters=matters, title=title) for title in ("一", "二", "三")
    ]
    for ballot in (counted, stopped, running):
        for resident in (*residents[:4], pair):
            await vote(database, resident, ballot)
        await vote_by_card(database, place, without_a_phone, ballot)
    async with database.transaction(late[0]) as tx:
        await certifications.certify_my_other_units(tx, late[1])
    seller = residents[0]
    buyer = NamedOwner("赵新主", DocumentKind.ID_CARD, new_id_card())
    async with database.transaction(clerk) as tx:
        await transfer(tx, TransferTitle(seller.unit_id, seller.title_id, [buyer], "京2026朝不动产权第0000001号"))
    async with database.transaction(clerk) as tx:
        await ballots_running.extend_ballot(tx, counted.id, "参与比例不足")
    async with database.transaction(clerk) as tx:
        await ballots_running.suspend_ballot(tx, stopped.id, "范围设置错误", "二")
    await pass_time(database, timedelta(days=26))
    async with database.transaction(SYSTEM) as tx:
        assert await close_due(tx, [counted.id]) == [counted.id]
    await tally_all(database, [counted.id])


async def couple(
    database: Database, units: list[UUID], estate: UUID
) -> tuple[Resident, tuple[Any, certifications.CertifyMyOtherUnits]]:
    """Two owners of both units, one of them certified for the first; and how that one certifies the second."""
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx), await make_owner(tx)]
        key = head_key(owners)
        titles = [await give_title(tx, unit, owners, head_key=key) for unit in units]
        await certify(tx, person.account_id, owners[0], units[0], titles[0], estate)
    command = certifications.CertifyMyOtherUnits(estate, (units[1],))
    return Resident(person, owners[0], units[0], titles[0], key), (await actor_of(database, person), command)


async def pass_time(database: Database, much: timedelta) -> None:
    """Move the domain's clock forward."""
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text(
                "INSERT INTO demo_clock (id, shift) VALUES (1, :much)"
                " ON CONFLICT (id) DO UPDATE SET shift = demo_clock.shift + :much"
            ),
            {"much": much},
        )


@pytest.fixture(scope="module")
def story(servers: Servers, redis_url: str) -> Story:
    """The story, told once, in a database of its own."""
    name = f"gongjue_{uuid.uuid4().hex}"

    async def write() -> None:
        await create_database(servers.database_url, name)
        database = open_database(settings_for(servers.database(name), redis_url))
        await tell(database)
        await assert_invariants(database)
        await database.close()

    asyncio.run(write())
    return Story(servers.administrator_url.replace("/gongjue?", f"/{name}?"), redis_url)


@pytest.fixture
async def administrator(story: Story) -> AsyncIterator[Database]:
    """The story as PostgreSQL's superuser, whom no trigger and no foreign key stops."""
    database = open_database(settings_for(story.administrator_url, story.redis_url), pool_size=1)
    yield database
    await database.close()


ONE = "(SELECT ctid FROM castings c WHERE channel = 'app' AND ballot_id = (SELECT id FROM ballots WHERE state = '{}')"
ONE += " LIMIT 1)"
OPEN, COUNTED, STOPPED = ONE.format("open"), ONE.format("published"), ONE.format("suspended")
LATE = "(SELECT ctid FROM castings WHERE channel = 'late_certification' LIMIT 1)"
MOVE = (
    "INSERT INTO audit_records (action, subject_kind, subject_id, before, after, request_id)"
    " SELECT 'ballot.opened', 'ballot', id, '{\"state\": \"closed\"}', '{\"state\": \"open\"}', id FROM ballots"
    " WHERE state = 'published'"
)
AREA = "jsonb_set(document, '{matters,0,area,for}', '\"0.01\"')"

BREAKS = [
    ("I1", "ALTER TABLE castings DROP CONSTRAINT pk_castings; INSERT INTO castings SELECT * FROM castings LIMIT 1"),
    (
        "I2",
        f"UPDATE castings SET cast_at = (SELECT closes_at FROM ballots b WHERE b.id = ballot_id) WHERE ctid = {OPEN}",
    ),
    ("I2", f"UPDATE castings SET cast_at = '2020-01-01Z' WHERE ctid = {OPEN}"),
    (
        "I3",
        "UPDATE castings c SET cast_at = b.suspended_at FROM ballots b"
        f" WHERE b.id = c.ballot_id AND c.ctid = {STOPPED}",
    ),
    (
        "I3",
        "UPDATE matters m SET state = 'suspended', suspended_at = b.opened_at FROM ballots b"
        " WHERE b.id = m.ballot_id AND b.state = 'open'",
    ),
    ("I4 a casting", f"UPDATE castings SET choices = '{{2,4}}' WHERE ctid = {OPEN}"),
    ("I4 a casting", "DELETE FROM submissions WHERE id = (SELECT submission_id FROM castings LIMIT 1)"),
    ("I4 the fences", "ALTER TABLE castings DISABLE TRIGGER castings_are_final"),
    ("I4 the fences", "DROP TRIGGER castings_need_an_open_ballot ON castings"),
    ("I5", f"DELETE FROM castings WHERE ctid = {OPEN}"),
    ("I5", f"UPDATE castings SET area = area + 1 WHERE ctid = {OPEN}"),
    ("I7", "DELETE FROM certifications WHERE ended_at IS NULL"),
    ("I7", f"UPDATE castings SET account_id = gen_random_uuid() WHERE ctid = {OPEN}"),
    ("I7", "UPDATE titles SET ends_at = '2021-01-01Z' WHERE starts_at < '2021-01-01Z'"),
    ("I8", "DELETE FROM roll_entries r WHERE EXISTS (SELECT FROM castings c WHERE c.unit_id = r.unit_id)"),
    ("I8", "UPDATE scopes SET unit_ids = unit_ids[2:]"),
    ("I8", "UPDATE scopes SET unit_ids = unit_ids || gen_random_uuid()"),
    (
        "I9",
        "ALTER TABLE submissions DROP CONSTRAINT uq_submissions_account_id_client_key;"
        " INSERT INTO submissions SELECT gen_random_uuid(), ballot_id, account_id, owner_id, client_key, payload_hash,"
        " choices, channel, device_id, operator_id, heads, area, cast_at FROM submissions LIMIT 1",
    ),
    ("I10 no", f"DELETE FROM castings WHERE ctid = {LATE}"),
    ("I10 one", f"UPDATE castings SET choices = '{{2,4}}' WHERE ctid = {LATE}"),
    ("I11", f"UPDATE castings SET cast_at = cast_at - interval '1 hour' WHERE ctid = {LATE}"),
    ("I11", "UPDATE certifications SET certified_at = '2020-01-01Z'"),
    ("I12", "DELETE FROM castings c USING roll_corrections r WHERE r.unit_id = c.unit_id"),
    ("I13", f"UPDATE castings SET choices = '{{1,2,4}}' WHERE ctid = {OPEN}"),
    ("I13", f"UPDATE castings SET choices = '{{1,4,5,6,7}}' WHERE ctid = {OPEN}"),
    ("I13", f"UPDATE castings SET choices = '{{4}}' WHERE ctid = {OPEN}"),
    ("I13", f"UPDATE castings SET choices = '{{1,4,99}}' WHERE ctid = {OPEN}"),
    (
        "I14",
        "ALTER TABLE ballots DROP CONSTRAINT ck_ballots_one_extension;"
        " UPDATE ballots SET closes_at = closes_at + interval '1 day'",
    ),
    ("I15", "UPDATE ballots SET state = 'approved' WHERE state = 'open'"),
    ("I15", MOVE),
    ("I16", "UPDATE ballots SET closed_at = closes_at - interval '1 microsecond' WHERE state = 'published'"),
    ("I17 one", "DELETE FROM results"),
    ("I17 one", "UPDATE ballots SET state = 'closed' WHERE state = 'published'"),
    ("I17 what", "UPDATE ballots SET state = 'closed', held_reason = 'counts_differ' WHERE state = 'published'"),
    ("I18", "UPDATE results SET input_digest = sha256('')"),
    ("I18", f"UPDATE results SET document = {AREA}"),
    ("I18", f"UPDATE castings SET choices = '{{2,4}}' WHERE ctid = {COUNTED}"),
    ("I19", f"UPDATE results SET document = {AREA}"),
    ("I20", "UPDATE roll_entries SET area = area + 1"),
    ("I20", "UPDATE results SET roll_hash = sha256('')"),
    ("I21", "UPDATE matters SET title = title || '。'"),
    ("I21", "UPDATE ballots SET settings = jsonb_set(settings, '{silent}', '\"majority\"')"),
    ("I22", "DELETE FROM audit_records WHERE action = 'ballot.cast'"),
    ("I22", "DELETE FROM audit_records WHERE action = 'ballot.extended'"),
    ("I22", f"DELETE FROM submissions WHERE id = (SELECT submission_id FROM castings WHERE ctid = {OPEN})"),
    (
        "I23",
        "INSERT INTO broadcasts (id, ballot_id, template, audience, parameters)"
        " SELECT gen_random_uuid(), ballot_id, template, audience, parameters FROM broadcasts",
    ),
    (
        "I23",
        "INSERT INTO messages (id, key, template, language, account_id, broadcast_id)"
        " SELECT gen_random_uuid(), n::text || id, template, 'zh', id, id FROM broadcasts, generate_series(1, 2) n",
    ),
    ("A8", "UPDATE accounts SET owner_id = NULL WHERE kind = 'card'"),
    (
        "A8",
        "INSERT INTO certifications (id, account_id, owner_id, unit_id, title_id, estate_id, method)"
        " SELECT gen_random_uuid(), (SELECT id FROM accounts WHERE kind = 'staff' LIMIT 1), owner_id, unit_id,"
        " title_id, estate_id, method FROM certifications WHERE ended_at IS NULL LIMIT 1",
    ),
    ("P6", "DELETE FROM pad_castings"),
    ("P6", "UPDATE pad_castings SET sam_id = 'another'"),
    ("P6", "UPDATE match_tokens SET used_at = NULL"),
    ("P6", "UPDATE card_reads SET owner_id = NULL"),
    ("P6", "UPDATE pad_sessions SET ended_at = opened_at"),
    (
        "I25",
        "ALTER TABLE ballots DROP CONSTRAINT ck_ballots_four_eyes;"
        " UPDATE ballots SET author_id = reviewed_by WHERE reviewed_by IS NOT NULL",
    ),
]


class _Undone(Exception):
    """Ends a transaction without its changes."""


async def broken(administrator: Database, statements: str) -> dict[str, list[str]]:
    """What is violated after these statements, which are undone."""
    found: dict[str, list[str]] = {}

    async def look(tx: Transaction) -> None:
        await tx.session.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements.split(";"):
            # Straight to the driver: a colon in JSON is no parameter.
            connection = await tx.session.connection()
            await connection.exec_driver_sql(statement)
        found.update(await violations(tx.session))
        raise _Undone

    with pytest.raises(_Undone):
        async with administrator.transaction(SYSTEM) as tx:
            await look(tx)
    return found


@pytest.mark.parametrize(("name", "statements"), BREAKS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(BREAKS)])
async def test_each_invariant_notices_when_it_is_broken(administrator: Database, name: str, statements: str) -> None:
    found = await broken(administrator, statements)

    assert [one for one in found if one.startswith(f"{name} ")], found


async def test_the_story_stands_when_nothing_is_broken(administrator: Database) -> None:
    assert await broken(administrator, "SELECT 1") == {}


def test_every_invariant_is_broken_once() -> None:
    names = [name for name, _ in BREAKS]

    untried = [one for one in (*PREDICATES, *COMPUTED) if not any(one.startswith(f"{name} ") for name in names)]
    assert untried == []
