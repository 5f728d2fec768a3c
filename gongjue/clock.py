"""`gongjue clock`: says what time it is in the demo, and moves it forward."""

import argparse
import asyncio
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.rules.policy import SYSTEM
from domain.services.demo_clock import advance, shift_of
from gongjue.command import CommandRefused, Invocation
from gongjue.connected import connected
from gongjue.sentences import Sentence
from gongjue.settings import Settings
from gongjue.wiring import open_database

UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
BEIJING = ZoneInfo("Asia/Shanghai")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--advance 16d` moves the clock; without it the time is only said."""
    parser.add_argument("--advance", metavar="16d", help="d h m s: 16d, 12h, 1d12h, 90s")


def command(invocation: Invocation) -> int:
    """Moves the clock as asked, and says the time."""
    given = invocation.arguments.advance
    by = duration(given) if given is not None else None
    settings = invocation.settings()
    if by is not None and not settings.demo_clock:
        raise CommandRefused(
            Sentence(
                "这里没有演示时钟：正式运行的时间就是数据库的时间。",
                "There is no demo clock here: in production the time is the database's.",
            )
        )
    with connected(settings) as known:
        now, ahead = asyncio.run(moved(known, by))
    beijing = now.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    if ahead:
        invocation.say(
            Sentence(
                f"演示时间：{beijing}（北京时间），比真实时间快{spelled(ahead, '天时分秒')}。",
                f"Demo time: {beijing} in Beijing, ahead by {spelled(ahead, 'dhms')}.",
            )
        )
    else:
        invocation.say(Sentence(f"时间：{beijing}（北京时间）。", f"Time: {beijing} in Beijing."))
    return 0


async def moved(settings: Settings, by: timedelta | None) -> tuple[datetime, timedelta]:
    """The time after moving the clock `by`, and how far it is ahead; wakes whoever waits for what is due."""
    database = open_database(settings, pool_size=1)
    try:
        async with database.transaction(SYSTEM) as tx:
            now = await advance(tx, by) if by is not None else await tx.now()
            ahead = await shift_of(tx)
    finally:
        # Stopping sends the wakes that wait.
        await database.bus.stop()
        await database.close()
    return now, ahead


def duration(text: str) -> timedelta:
    """What `1d12h` means. Raises `CommandRefused` for anything that is no positive duration."""
    parts = re.findall(r"([0-9]{1,6})([dhms])", text)
    if not parts or "".join(number + unit for number, unit in parts) != text or not any(int(n) for n, _ in parts):
        raise CommandRefused(
            Sentence(
                f"看不懂“{text}”。请写天、时、分、秒，例如 16d、12h、1d12h 或 90s；时钟只能拨快。",
                f"“{text}” is no duration. Write days, hours, minutes, seconds, such as 16d, 12h, 1d12h or 90s; the "
                "clock only runs forward.",
            )
        )
    return sum((timedelta(**{UNITS[unit]: int(number)}) for number, unit in parts), timedelta(0))


def spelled(span: timedelta, units: str) -> str:
    """A positive span in days, hours, minutes and seconds, without those that are zero."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return " ".join(f"{n}{unit}" for n, unit in zip((days, hours, minutes, seconds), units, strict=True) if n)
