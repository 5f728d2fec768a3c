"""Every duty that is declared can be looked for, and has an actor of its name."""

from gongjue.wiring import jobs, open_database
from tests.conftest import settings_for


async def test_every_duty_finds_nothing_in_an_empty_database(fresh_database_url: str, redis_url: str) -> None:
    settings = settings_for(fresh_database_url, redis_url)
    broker, duties = jobs(settings)
    assert sorted(broker.get_declared_actors()) == sorted(duty.name for duty in duties)
    database = open_database(settings, pool_size=1)
    for duty in duties:
        async with database.glance() as session:
            assert list(await duty.find(session)) == [], duty.name
    await database.close()
    broker.close()
