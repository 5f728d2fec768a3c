"""What has served its time goes, and what still serves stays (P6)."""

from dataclasses import asdict

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.services.purging import purge
from domain.store.database import Database
from tests.people import sign_in_owner

_DEVICE = (
    "WITH d AS (INSERT INTO devices (id, street_code, name, state, created_by) SELECT gen_random_uuid(), code, 'x',"
    " 'active', :account FROM streets LIMIT 1 RETURNING id) "
)
INSERTS = {
    "sms_codes": (
        "INSERT INTO sms_codes (id, phone, phone_index, purpose, challenge_hash, code_hmac, expires_at, created_at)"
        " VALUES (:id, 'x', 'x', 'sign_in', :unique, 'x', clock_timestamp(),"
        " clock_timestamp() - CAST(:old AS interval))"
    ),
    "activations": (
        "INSERT INTO activations (id, account_id, token_hash, expires_at)"
        " VALUES (:id, :account, :unique, clock_timestamp() - CAST(:old AS interval))"
    ),
    "uploads": (
        "INSERT INTO uploads (id, token_hash, purpose, account_id, expires_at)"
        " VALUES (:id, :unique, 'sheet', :account, clock_timestamp() - CAST(:old AS interval))"
    ),
    "attempts": (
        "INSERT INTO attempts (id, kind, key, at)"
        " VALUES (:id, 'sign_in', :unique, clock_timestamp() - CAST(:old AS interval))"
    ),
    "sessions": (
        "INSERT INTO sessions (id, token_hash, account_id, expires_at)"
        " VALUES (:id, :unique, :account, clock_timestamp() - CAST(:old AS interval))"
    ),
    "enrolment_codes": (
        f"{_DEVICE} INSERT INTO enrolment_codes (id, device_id, selector, secret_hmac, created_by, expires_at)"
        " SELECT :id, d.id, encode(:unique, 'hex'), :unique, :account, clock_timestamp() - CAST(:old AS interval)"
        " FROM d"
    ),
    "door_marks": (
        "WITH e AS (INSERT INTO estates (id, number, name, address, street_code, status)"
        " SELECT :id, encode(:unique, 'hex'), 'x', 'x', min(code), 'completed' FROM streets RETURNING id),"
        " b AS (INSERT INTO buildings (id, estate_id, name, number, source, position)"
        " SELECT e.id, e.id, 'x', 'x', 'system', 1 FROM e RETURNING id),"
        " u AS (INSERT INTO units (id, estate_id, building_id, entrance, floor, floor_from, floor_to, room, usage,"
        " layout, area, area_source) SELECT b.id, b.id, b.id, '', 1, 1, 1, 'x', 'home', 'x', 1, 'register' FROM b"
        " RETURNING id),"
        " o AS (INSERT INTO ballots (id, estate_id, title, state, organizer_kind, author_id)"
        " SELECT u.id, u.id, 'x', 'draft', 'street', :account FROM u RETURNING id),"
        " d AS (INSERT INTO devices (id, street_code, name, state, created_by)"
        " SELECT o.id, (SELECT min(code) FROM streets), 'x', 'active', :account FROM o RETURNING id),"
        " p AS (INSERT INTO pad_sessions (id, ballot_id, estate_id, device_id, operator_id, role, kind, place, witness,"
        " ends_at) SELECT d.id, d.id, d.id, d.id, :account, 'street_clerk', 'door', 'x', 'x',"
        " domain_now() + interval '1 hour' FROM d RETURNING id)"
        " INSERT INTO door_marks (ballot_id, unit_id, pad_session_id, marked_at)"
        " SELECT p.id, p.id, p.id, clock_timestamp() - CAST(:old AS interval) FROM p"
    ),
    "device_challenges": (
        f"{_DEVICE} INSERT INTO device_challenges (nonce_hash, device_id, expires_at)"
        " SELECT :unique, d.id, clock_timestamp() - CAST(:old AS interval) FROM d"
    ),
    "device_sessions": (
        f"{_DEVICE} INSERT INTO device_sessions (id, token_hash, device_id, expires_at)"
        " SELECT :id, :unique, d.id, clock_timestamp() - CAST(:old AS interval) FROM d"
    ),
}
_KEYS = {"device_challenges": "nonce_hash", "door_marks": "unit_id"}
DAILY = ("sms_codes", "activations", "uploads", "enrolment_codes", "device_challenges", "door_marks")
HALF_YEARLY = ("attempts", "sessions", "device_sessions")


@pytest.mark.parametrize(
    ("table", "old", "goes"),
    [
        *((table, "23 hours 59 minutes", False) for table in DAILY),
        *((table, "24 hours", True) for table in DAILY),
        *((table, "183 days 23 hours", False) for table in HALF_YEARLY),
        *((table, "184 days", True) for table in HALF_YEARLY),
    ],
)
async def test_a_row_goes_when_it_has_served(database: Database, table: str, old: str, goes: bool) -> None:
    row, account = uuid7(), (await sign_in_owner(database)).account_id
    async with database.transaction(SYSTEM) as tx:
        values = {"id": row, "unique": row.bytes, "account": account, "old": old}
        statement = text(INSERTS[table].replace("CAST(:old AS interval)", "CAST(CAST(:old AS text) AS interval)"))
        await tx.session.execute(statement, {name: values[name] for name in statement.compile().params})
    async with database.transaction(SYSTEM) as tx:
        purged = await purge(tx)
    async with database.glance() as session:
        key, value = _KEYS.get(table, "id"), row.bytes if table == "device_challenges" else row
        counted = await session.execute(text(f"SELECT count(*) FROM {table} WHERE {key} = :value"), {"value": value})
        left = counted.scalar_one()
    assert left == (0 if goes else 1)
    assert any(asdict(purged).values()) >= goes
