"""`gongjue migrate`: brings the database to the newest migration."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from domain.store import migrate
from gongjue.command import CommandRefused, Invocation
from gongjue.connected import connected
from gongjue.embedded import embedded_servers
from gongjue.sentences import Sentence
from gongjue.settings import Profile, Settings, sqlalchemy_url


def run(settings: Settings) -> list[str]:
    """Applies every migration that the database has not had yet; returns their revisions, oldest first.

    Settings must name the database. Raises `domain.store.migrate.WrongProfile` if it belongs to another profile.
    """
    if settings.database_url is None:
        raise ValueError("the settings name no database")
    return asyncio.run(migrate.upgrade(sqlalchemy_url(settings.database_url), settings.profile.value))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--check` looks at the migrations instead, on a database of its own."""
    parser.add_argument("--check", action="store_true", help="whether the migrations make the declared tables")


def command(invocation: Invocation) -> int:
    """Migrates and says what ran, or checks that nothing is missing from the migrations."""
    if invocation.arguments.check:
        return check(invocation)
    settings = invocation.settings()
    with connected(settings) as known:
        try:
            ran = run(known)
        except migrate.WrongProfile as error:
            raise CommandRefused(
                Sentence(
                    f"这个数据库属于另一种用途，不能当作 {settings.profile} 使用：演示不能变成正式运行。"
                    "请设置 GONGJUE_PROFILE，或换一个数据库。",
                    f"This database serves another purpose and cannot be used as {settings.profile}: a demo never "
                    "becomes production. Set GONGJUE_PROFILE, or use another database.",
                )
            ) from error
    for revision in ran:
        invocation.say(Sentence(f"已升级：{revision}", f"Applied: {revision}"))
    if not ran:
        invocation.say(Sentence("数据库已是最新结构。", "The database is at the newest migration."))
    return 0


def check(invocation: Invocation) -> int:
    """Migrates an empty database and compares it with the tables as declared; 1 where they differ."""
    with (
        tempfile.TemporaryDirectory(prefix="gongjue-", ignore_cleanup_errors=True) as directory,
        embedded_servers(Path(directory) / "data", durable=False) as servers,
    ):
        url = sqlalchemy_url(servers.database_url)
        asyncio.run(migrate.upgrade(url, Profile.TEST.value))
        differences = asyncio.run(migrate.drift(url))
    for difference in differences:
        print(difference)
    if differences:
        invocation.complain(
            Sentence(
                "迁移与声明的表不一致，请补一个迁移。",
                "The migrations do not make the declared tables; add a migration.",
            )
        )
    return 1 if differences else 0
