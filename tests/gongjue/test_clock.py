"""`gongjue clock`: the demo's time moves forward, for everybody at once, and nowhere else."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from domain.store.migrate import upgrade
from gongjue.__main__ import main
from gongjue.clock import duration
from gongjue.command import CommandRefused
from gongjue.embedded import embedded_servers
from gongjue.embedded.postgres import database_url
from gongjue.settings import sqlalchemy_url
from tests.conftest import Servers, create_database
from tests.gongjue.processes import run
from tests.gongjue.test_settings import PRODUCTION


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch, servers: Servers, fresh_database_url: str) -> Mapping[str, str]:
    """The environment of a test installation on a database of its own, in English."""
    given = {
        "GONGJUE_PROFILE": "test",
        "GONGJUE_DATABASE_URL": fresh_database_url,
        "GONGJUE_REDIS_URL": servers.redis_url,
        "LC_ALL": "en",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


def ahead(url: str) -> object:
    """How far the domain's time runs ahead, to the second."""
    return run(url, "SELECT date_trunc('second', domain_now() - clock_timestamp() + interval '0.5 s')")


def test_it_moves_forward_and_adds_up(environ: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    url = environ["GONGJUE_DATABASE_URL"]
    assert main(["clock"]) == 0
    assert capsys.readouterr().out.startswith("Time: ")
    assert main(["clock", "--advance", "16d"]) == 0
    assert main(["clock", "--advance", "1h30m"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("in Beijing, ahead by 16d 1h 30m.")
    assert ahead(url) == timedelta(days=16, hours=1, minutes=30)
    assert run(url, "SELECT count(*) FROM audit_records WHERE action = 'advance_demo_clock'") == 2


@pytest.mark.parametrize("text", ["", "0d", "-1d", "16", "d", "1w", "1d 2h", "1.5h", "٣d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(CommandRefused, match="is no duration"):
        duration(text)


def test_a_refused_duration_moves_nothing(environ: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "--advance", "tomorrow"]) == 1
    assert "“tomorrow” is no duration." in capsys.readouterr().err
    assert ahead(environ["GONGJUE_DATABASE_URL"]) == timedelta(0)


def test_production_has_no_such_lever(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in {**PRODUCTION, "LC_ALL": "en"}.items():
        monkeypatch.setenv(name, value)
    assert main(["clock", "--advance", "1d"]) == 1
    assert capsys.readouterr().err == "There is no demo clock here: in production the time is the database's.\n"


def test_a_production_database_has_no_such_lever_either(servers: Servers) -> None:
    asyncio.run(create_database(servers.database_url, "gongjue_production", template="template1"))
    url = servers.database("gongjue_production")
    asyncio.run(upgrade(sqlalchemy_url(url), "production"))
    with pytest.raises(asyncpg.RestrictViolationError, match="only the demo and test profiles"):
        run(url, "INSERT INTO demo_clock VALUES (1, interval '1 day')")
    assert ahead(url) == timedelta(0)


def test_it_finds_the_servers_of_a_demo_that_runs_and_of_one_that_does_not(
    data_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGJUE_DATA_DIR", str(data_root))
    monkeypatch.setenv("LC_ALL", "en")
    assert main(["migrate"]) == 0
    assert main(["clock", "--advance", "1d"]) == 0
    with embedded_servers(data_root):
        assert main(["clock", "--advance", "1d"]) == 0
        assert ahead(database_url(data_root)) == timedelta(days=2)
    assert "ahead by 2d" in capsys.readouterr().out
