"""Devices: enrolled by the street with a one-time code, let in by their key, shut out by revocation."""

import asyncio
import secrets
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, text, update
from uuid_utils.compat import uuid7

from domain.rules.card_reads import DeviceState, ReaderState
from domain.rules.policy import SYSTEM, Actor, Permission, Role, ScopeKind
from domain.rules.refusals import (
    DeviceNotAccepted,
    EnrolmentCodeNotValid,
    InvalidInput,
    NotFound,
    NotInThisState,
    ReaderNotAccepted,
    TooManyAttempts,
)
from domain.services import device_health, device_sessions, devices, enrolment
from domain.services.device_sessions import OpenDeviceSession, device_behind
from domain.services.devices import ChangeDevice, CreateDevice
from domain.services.enrolment import EnrolDevice
from domain.services.sessions import those_standing
from domain.store.database import Database
from domain.store.tables import Alarm, Device, EnrolmentCode
from gongjue.wiring import open_database
from tests.ballots import actor_of
from tests.conftest import Servers, settings_for
from tests.people import make_place, sign_in_staff
from tests.readers import (
    Bridge,
    clerk_of,
    enrol,
    make_bridge,
    make_device,
    make_pad,
    new_sam_id,
    nonce_of,
    report,
    request,
    sign_in,
    submit,
)
from tests.services.castings import open_ballot
from tests.services.certifying import someone


async def attempt(database: Database, code: str, *, sam_id: str | None = None) -> None:
    """One try at a code by a bridge of its own."""
    bridge = Bridge(UUID(int=0), Ed25519PrivateKey.generate(), sam_id or new_sam_id())
    command = EnrolDevice(code, bridge.public(), bridge.sam_id, "1.0")
    async with database.transaction(Actor()) as tx:
        tried = await enrolment.claim_enrolment(tx, command)
    async with database.transaction(Actor()) as tx:
        await enrolment.enrol_device(tx, tried, command)


async def device_of(database: Database, bridge: Bridge) -> Device:
    async with database.read() as session:
        return await session.get_one(Device, bridge.device_id)


async def test_a_code_makes_a_bridge_a_device_once(database: Database) -> None:
    place = await make_place(database)
    issued = await make_device(database, place)
    bridge = await enrol(database, issued)
    device = await device_of(database, bridge)
    assert (device.state, device.sam_id) == (DeviceState.ACTIVE, bridge.sam_id)
    with pytest.raises(EnrolmentCodeNotValid):
        await attempt(database, issued.code)


async def test_two_bridges_with_one_code_at_once_make_one_device(database: Database) -> None:
    issued = await make_device(database, await make_place(database))
    outcomes = await asyncio.gather(*(attempt(database, issued.code) for _ in range(4)), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(outcome is None or isinstance(outcome, EnrolmentCodeNotValid) for outcome in outcomes)


async def test_a_code_is_typed_as_it_is_read_out(database: Database) -> None:
    issued = await make_device(database, await make_place(database))
    await attempt(database, f" {issued.code.lower().replace('-', ' ')} ")


async def test_five_tries_kill_a_code_and_the_fifth_still_counts(database: Database) -> None:
    place = await make_place(database)
    issued = await make_device(database, place)
    wrong = issued.code[:-1] + ("A" if issued.code[-1] != "A" else "B")
    for _ in range(4):
        with pytest.raises(EnrolmentCodeNotValid):
            await attempt(database, wrong)
    await attempt(database, issued.code)

    other = await make_device(database, place)
    wrong = other.code[:-1] + ("A" if other.code[-1] != "A" else "B")
    for _ in range(5):
        with pytest.raises(EnrolmentCodeNotValid):
            await attempt(database, wrong)
    with pytest.raises(EnrolmentCodeNotValid):
        await attempt(database, other.code)


async def test_a_code_lives_for_ten_minutes(database: Database) -> None:
    place = await make_place(database)
    for older, alive in ((timedelta(minutes=9, seconds=59), True), (timedelta(minutes=10), False)):
        issued = await make_device(database, place)
        async with database.transaction(SYSTEM) as tx:
            row = EnrolmentCode.device_id == issued.device_id
            await tx.session.execute(
                update(EnrolmentCode).where(row).values(expires_at=EnrolmentCode.expires_at - older)
            )
        if alive:
            await attempt(database, issued.code)
        else:
            with pytest.raises(EnrolmentCodeNotValid):
                await attempt(database, issued.code)


async def test_a_new_code_kills_the_old(database: Database) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    first = await make_device(database, place, clerk)
    async with database.transaction(clerk) as tx:
        second = await devices.renew_enrolment_code(tx, first.device_id)
    with pytest.raises(EnrolmentCodeNotValid):
        await attempt(database, first.code)
    await attempt(database, second.code)


async def test_one_address_does_not_try_codes_without_end(database: Database) -> None:
    command = EnrolDevice("ABCDEFGHJKMNPQRS", "A" * 43 + "=", None, "1.0")
    address = secrets.token_hex(8)

    async def count() -> None:
        async with database.transaction(Actor()) as tx:
            await enrolment.count_enrolment(tx, command, address)

    for _ in range(20):
        await count()
    with pytest.raises(TooManyAttempts):
        await count()


async def test_what_a_bridge_says_of_itself_is_checked_whole(database: Database) -> None:
    command = EnrolDevice("ABCDEF", "not base64", "05.03-1", "")
    with pytest.raises(InvalidInput) as caught:
        async with database.transaction(Actor()) as tx:
            await enrolment.count_enrolment(tx, command, "10.9.9.9")
    assert {fault.path for fault in caught.value.faults} == {"publicKey", "samId", "version"}


async def test_the_code_is_kept_nowhere(database: Database) -> None:
    issued = await make_device(database, await make_place(database))
    secret = issued.code.split("-", 1)[1].replace("-", "")
    async with database.read() as session:
        for table in ("enrolment_codes", "devices", "audit_records"):
            rows = await session.execute(text(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%{secret}%'"))
            assert rows.scalar_one() == 0


async def test_only_the_streets_own_clerk_makes_and_revokes_devices(database: Database) -> None:
    place, elsewhere = await make_place(database), await make_place(database)
    bridge = await make_bridge(database, place)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    for actor in (await clerk_of(database, elsewhere), await actor_of(database, reviewer), bridge.actor):
        with pytest.raises(NotFound):
            async with database.transaction(actor) as tx:
                await devices.create_device(tx, CreateDevice(place.street, "读卡器"))
        with pytest.raises(NotFound):
            async with database.transaction(actor) as tx:
                await devices.revoke_device(tx, ChangeDevice(bridge.device_id, "读卡器遗失"))


async def test_a_session_needs_the_devices_own_signature_over_a_fresh_challenge(database: Database) -> None:
    place = await make_place(database)
    bridge, other = await make_bridge(database, place), await make_bridge(database, place)

    async def nonce(device: Bridge) -> str:
        async with database.transaction(Actor()) as tx:
            return (await device_sessions.challenge_device(tx, device.device_id, secrets.token_hex(8))).nonce

    async def opens(command: OpenDeviceSession) -> None:
        async with database.transaction(Actor()) as tx:
            await device_sessions.open_device_session(tx, command)

    mine, theirs = await nonce(bridge), await nonce(other)
    right = OpenDeviceSession(bridge.device_id, mine, bridge.signature_of_challenge(mine))
    for wrong in (
        replace(right, signature=other.signature_of_challenge(mine)),
        replace(right, nonce=theirs, signature=bridge.signature_of_challenge(theirs)),
        replace(right, device_id=other.device_id),
        replace(right, signature="AAAA"),
        replace(right, nonce="AAAA"),
    ):
        with pytest.raises(DeviceNotAccepted):
            await opens(wrong)
    await opens(right)
    with pytest.raises(DeviceNotAccepted):
        await opens(right)


async def test_a_challenge_is_good_for_one_session_however_many_ask_at_once(database: Database) -> None:
    bridge = await make_bridge(database, await make_place(database))
    async with database.transaction(Actor()) as tx:
        challenge = await device_sessions.challenge_device(tx, bridge.device_id, secrets.token_hex(8))
    command = OpenDeviceSession(bridge.device_id, challenge.nonce, bridge.signature_of_challenge(challenge.nonce))

    async def opens() -> None:
        async with database.transaction(Actor()) as tx:
            await device_sessions.open_device_session(tx, command)

    outcomes = await asyncio.gather(*(opens() for _ in range(4)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["DeviceNotAccepted"] * 3 + ["NoneType"]


async def test_a_device_that_does_not_exist_is_challenged_alike(database: Database) -> None:
    async with database.transaction(Actor()) as tx:
        challenge = await device_sessions.challenge_device(tx, uuid7(), secrets.token_hex(8))
    assert len(challenge.nonce) == 44


async def test_a_new_session_closes_the_old_and_both_end_with_revocation(database: Database) -> None:
    place = await make_place(database)
    bridge = await make_bridge(database, place)
    old = bridge.token
    await sign_in(database, bridge)
    assert (await device_behind(database, old)).device is None
    assert (await device_behind(database, bridge.token)).device is not None
    assert bridge.actor.device is not None
    session_id = bridge.actor.device.session_id
    async with database.glance() as session:
        assert await those_standing(session, [session_id]) == {session_id}
    async with database.transaction(await clerk_of(database, place)) as tx:
        await devices.revoke_device(tx, ChangeDevice(bridge.device_id, "读卡器遗失"))
    assert (await device_behind(database, bridge.token)).device is None
    async with database.glance() as session:
        assert await those_standing(session, [session_id]) == set()
    with pytest.raises(DeviceNotAccepted):
        await sign_in(database, bridge)
    with pytest.raises(NotFound):
        await report(database, bridge)
    with pytest.raises(NotInThisState):
        async with database.transaction(await clerk_of(database, place)) as tx:
            await devices.renew_enrolment_code(tx, bridge.device_id)


async def test_a_session_lasts_a_quarter_of_an_hour(database: Database) -> None:
    bridge = await make_bridge(database, await make_place(database))
    async with database.transaction(SYSTEM) as tx:
        lasts = await tx.session.scalar(
            text("SELECT expires_at - created_at FROM device_sessions WHERE device_id = :id AND closed_at IS NULL"),
            {"id": bridge.device_id},
        )
        assert timedelta(minutes=14, seconds=59) < lasts < timedelta(minutes=15, seconds=1)
        await tx.session.execute(
            text("UPDATE device_sessions SET expires_at = clock_timestamp() WHERE device_id = :id"),
            {"id": bridge.device_id},
        )
    assert (await device_behind(database, bridge.token)).device is None


async def test_another_reader_than_the_pinned_one_raises_an_alarm_and_is_not_accepted(database: Database) -> None:
    place = await make_place(database)
    bridge = await make_bridge(database, place)
    assert (await report(database, bridge)).reader_accepted
    other = new_sam_id()
    assert not (await report(database, bridge, sam_id=other)).reader_accepted
    async with database.read() as session:
        alarm = (await session.scalars(select(Alarm).where(Alarm.subject_id == bridge.device_id))).one()
    assert (alarm.kind, alarm.street_code, alarm.detail["found"]) == ("reader_changed", place.street, other)
    assert (await report(database, bridge)).reader_accepted

    async with database.transaction(await clerk_of(database, place)) as tx:
        await devices.release_reader(tx, ChangeDevice(bridge.device_id, "读卡器更换"))
    assert (await report(database, bridge, sam_id=other)).reader_accepted
    assert (await device_of(database, bridge)).sam_id == other


async def test_a_code_for_an_enrolled_device_keeps_the_pin_and_voids_the_key(database: Database) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    bridge = await make_bridge(database, place)
    async with database.transaction(clerk) as tx:
        again = await devices.renew_enrolment_code(tx, bridge.device_id)
    with pytest.raises(ReaderNotAccepted):
        await attempt(database, again.code, sam_id=new_sam_id())
    reinstalled = await enrol(database, again, sam_id=bridge.sam_id)
    await sign_in(database, reinstalled)
    assert (await device_behind(database, bridge.token)).device is None
    with pytest.raises(DeviceNotAccepted):
        await sign_in(database, bridge)


async def test_a_device_has_one_permission_only(database: Database) -> None:
    bridge = await make_bridge(database, await make_place(database))
    assert {one for one in Permission if bridge.actor.scopes(one)} == {Permission.SERVE_CARD_READS}


async def test_health_is_taken_down_and_its_faults_are_all_told(database: Database) -> None:
    bridge = await make_bridge(database, await make_place(database))
    await report(database, bridge, ReaderState.LOST)
    device = await device_of(database, bridge)
    assert (device.reader_state, device.counters) == (
        ReaderState.LOST,
        {"junk": 0, "bad": 0, "timeout": 0, "reopened": 0},
    )
    with pytest.raises(InvalidInput) as caught:
        async with database.transaction(bridge.actor) as tx:
            await device_health.report_device_health(
                tx, device_health.ReportDeviceHealth(ReaderState.IDLE, "x", -1, 0, 0, 0, "")
            )
    assert {fault.path for fault in caught.value.faults} == {"samId", "version", "counters.junk"}


async def test_production_accepts_no_simulated_reader(
    servers: Servers, fresh_database_url: str, redis_url: str
) -> None:
    """Device.md section 5: production refuses the SAM ids of the simulator (99.99-…), wherever they come from."""
    simulated = "99.99-20260101-0000000001-0000000001"
    database = open_database(settings_for(fresh_database_url, redis_url))
    place = await make_place(database, units=1)
    owner = await someone(database, *place.units)
    ballot = await open_ballot(database, place)
    bridge = await make_bridge(database, place, sam_id=simulated)
    pad = await make_pad(database, place, ballot.id, bridge=bridge)
    assert (await report(database, bridge)).reader_accepted

    administrator = await asyncpg.connect(
        servers.administrator_url.replace("/gongjue?", f"/{name_of(fresh_database_url)}?")
    )
    await administrator.execute("SET session_replication_role = replica")
    await administrator.execute("UPDATE installation SET profile = 'production'")
    await administrator.close()

    issued = await make_device(database, place)
    with pytest.raises(ReaderNotAccepted):
        await attempt(database, issued.code, sam_id=simulated)
    assert not (await report(database, bridge)).reader_accepted
    with pytest.raises(ReaderNotAccepted):
        await request(database, pad)
    real = await enrol(database, await make_device(database, place))
    await sign_in(database, real)
    other = await make_pad(database, place, ballot.id, bridge=real)
    asked = await request(database, other)
    nonce = await nonce_of(database, asked.request_id)
    content = real.content(owner.number, owner.name, samId=simulated)
    answer = await submit(database, real, real.submission(asked.request_id, nonce, content))
    assert isinstance(answer.refusal, ReaderNotAccepted)
    await database.close()


def name_of(database_url: str) -> str:
    """The database's name in its address."""
    return database_url.split("?")[0].rsplit("/", 1)[1]
