"""What has served its time goes, and what still serves stays (P6)."""

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.services.purging import purge
from domain.store.database import Database
from tests.people import sign_in_owner

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
}


@pytest.mark.parametrize(
    ("table", "old", "goes"),
    [
        *((table, "23 hours 59 minutes", False) for table in ("sms_codes", "activations", "uploads")),
        *((table, "24 hours", True) for table in ("sms_codes", "activations", "uploads")),
        *((table, "183 days 23 hours", False) for table in ("attempts", "sessions")),
        *((table, "184 days", True) for table in ("attempts", "sessions")),
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
        left = (await session.execute(text(f"SELECT count(*) FROM {table} WHERE id = :id"), {"id": row})).scalar_one()
    assert left == (0 if goes else 1)
    assert (sum((purged.codes, purged.activations, purged.uploads, purged.attempts, purged.sessions)) > 0) >= goes
