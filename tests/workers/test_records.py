"""What has served its time is found at its oldest and goes as a whole."""

from datetime import timedelta

from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM
from domain.store.database import Database
from gongjue.wiring import open_database
from tests.conftest import settings_for
from workers.records import purge_records, records_to_purge

CODE = text("""
INSERT INTO sms_codes (id, phone, phone_index, purpose, challenge_hash, code_hmac, expires_at, created_at)
VALUES (:id, 'x', 'x', 'sign_in', CAST(:unique AS bytea), 'x', clock_timestamp(),
        clock_timestamp() - CAST(:old AS interval))
""")


async def written(database: Database, *ages: timedelta) -> None:
    async with database.transaction(SYSTEM) as tx:
        for old in ages:
            row = uuid7()
            await tx.session.execute(CODE, {"id": row, "unique": row.bytes, "old": old})


async def test_codes_are_purged_when_the_oldest_has_served(fresh_database_url: str, redis_url: str) -> None:
    database = open_database(settings_for(fresh_database_url, redis_url), pool_size=1)
    await written(database, timedelta(hours=23, minutes=59), timedelta(hours=1))
    async with database.glance() as session:
        assert await records_to_purge(session) == []
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE sms_codes SET created_at = created_at - interval '1 minute'"))
    async with database.glance() as session:
        (oldest,) = await records_to_purge(session)
    await purge_records(database, [oldest])
    await purge_records(database, [oldest])
    async with database.glance() as session:
        assert await records_to_purge(session) == []
        assert (await session.execute(text("SELECT count(*) FROM sms_codes"))).scalar_one() == 1
        acts = await session.execute(text("SELECT count(*) FROM audit_records WHERE action = 'records.purged'"))
        assert acts.scalar_one() == 1
    await database.close()
