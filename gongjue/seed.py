"""`gongjue seed`: fills an empty demo database with the demo city."""

import argparse
import asyncio
import time
from enum import StrEnum

from sqlalchemy import text

from domain.rules.policy import SYSTEM
from domain.store.database import Database
from gongjue.command import CommandRefused, Invocation
from gongjue.connected import connected
from gongjue.demo import stories
from gongjue.demo.accounts import DEMO_ACCOUNTS, written
from gongjue.demo.city import City, build
from gongjue.demo.stage import Stage
from gongjue.sentences import Sentence
from gongjue.settings import Profile, Settings
from gongjue.wiring import open_database

_HOLDS = text("""
SELECT EXISTS (SELECT FROM audit_records WHERE action = 'demo_city.completed') AS city,
       EXISTS (SELECT FROM audit_records WHERE action = 'demo_city.begun') AS begun,
       EXISTS (SELECT FROM estates) OR EXISTS (SELECT FROM accounts) AS anything
""")


class Holds(StrEnum):
    """What a database holds before it is seeded."""

    NOTHING = "nothing"
    THE_CITY = "the_city"
    PART_OF_IT = "part_of_it"
    SOMETHING_ELSE = "something_else"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--if-empty` leaves a database that holds anything as it is, without a word."""
    parser.add_argument("--if-empty", action="store_true", help="only where nothing is there yet")


def command(invocation: Invocation) -> int:
    """Seeds the demo city, once."""
    settings = invocation.settings()
    if settings.is_production:
        raise CommandRefused(
            Sentence(
                "正式运行的数据库不能写入演示城市：里面是虚构的人和公开的口令。",
                "A production database takes no demo city: it is invented people with public passwords.",
            )
        )
    began = time.monotonic()
    with connected(settings) as known:
        held = asyncio.run(seed(known))
    if held is Holds.NOTHING:
        seconds = round(time.monotonic() - began)
        invocation.say(
            Sentence(f"演示城市已写入，用时 {seconds} 秒。", f"The demo city is there; it took {seconds} seconds.")
        )
    elif held is Holds.THE_CITY:
        if not invocation.arguments.if_empty:
            invocation.say(Sentence("演示城市已经在这个数据库里。", "This database holds the demo city already."))
    elif not invocation.arguments.if_empty:
        raise CommandRefused(refusal(held))
    return 0


def refusal(held: Holds) -> Sentence:
    """Why this database is not seeded, and what to do."""
    if held is Holds.PART_OF_IT:
        return Sentence(
            "上一次写入演示城市时中断了，数据库里只有一部分。请换一个空的数据库或数据目录再写入。",
            "An earlier seed was interrupted and left a part of the city. Seed an empty database or data directory.",
        )
    return Sentence(
        "这个数据库里已有别的数据，演示城市只写入空的数据库。请换一个数据库或数据目录。",
        "This database holds other data; the demo city goes into an empty one. Use another database or data directory.",
    )


async def seed(settings: Settings) -> Holds:
    """Seed the city where there is nothing yet; returns what was there before."""
    database = open_database(settings, pool_size=4)
    try:
        held = await what_is_there(database)
        if held is Holds.NOTHING:
            made = await write_city(database)
            if settings.profile is Profile.DEMO:
                settings.data_directory.mkdir(parents=True, exist_ok=True)
                card = settings.data_directory / DEMO_ACCOUNTS
                card.write_text(written(list(made.staff.values())), encoding="utf-8")
        return held
    finally:
        await database.bus.stop()
        await database.close()


async def what_is_there(database: Database) -> Holds:
    """What a migrated database holds."""
    async with database.glance() as session:
        row = (await session.execute(_HOLDS)).one()
    if row.city:
        return Holds.THE_CITY
    if row.begun:
        return Holds.PART_OF_IT
    return Holds.SOMETHING_ELSE if row.anything else Holds.NOTHING


async def write_city(database: Database) -> City:
    """Build the city sixty days ago, and let happen in it what has happened since."""
    stage = await Stage.on(database)
    await stage.begin()
    built = await build(stage)
    await analyse(database)
    await stories.tell(built).play()
    await analyse(database)
    async with stage.acting(SYSTEM) as tx:
        tx.record("demo_city.completed", "demo_city", None)
    return built


async def analyse(database: Database) -> None:
    """Let PostgreSQL look at what was written in bulk, rather than plan blindly until it looks by itself."""
    async with database.driver() as driver:
        await driver.execute("ANALYZE")
