"""The doctor: silent about what is well, a sentence for each thing that is not, and nothing changed by looking."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from gongjue import doctor
from gongjue.__main__ import main
from gongjue.embedded import embedded_servers
from gongjue.sentences import Sentence, languages, spoken
from tests.conftest import Servers, create_database
from tests.gongjue.processes import run


def findings(environ: Mapping[str, str]) -> list[str]:
    """What the doctor finds, in English."""
    found = list(doctor.examine(environ))
    assert all(sentence.zh and sentence.en for sentence in found)
    return [sentence.en for sentence in found]


@pytest.fixture
def demo(data_root: Path) -> dict[str, str]:
    """The environment of a demo that has never run, at a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return {"GONGJUE_DATA_DIR": str(data_root), "GONGJUE_PORT": str(probe.getsockname()[1])}


def test_a_machine_that_is_well_and_was_never_used(demo: dict[str, str], data_root: Path) -> None:
    assert findings(demo) == []
    assert not data_root.exists()


def test_the_command_speaks_and_tells_by_its_exit_status(
    demo: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**demo, "LANG": "en_GB.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}.items():
        monkeypatch.setenv(name, value)
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "All is well.\n"
    monkeypatch.setenv("GONGJUE_PORT", "many")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out == "GONGJUE_PORT 不能是“many”，请写 1 到 65535 之间的整数。\n"


def test_it_needs_no_package_but_python_itself(demo: dict[str, str]) -> None:
    bare = [sys.executable, "-S", "-B", "-m", "gongjue", "doctor"]
    done = subprocess.run(bare, env={**demo, "LANG": "en"}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "These packages are missing: strawberry-graphql starlette uvicorn" in done.stdout
    assert "The embedded PostgreSQL is not installed" in done.stdout
    assert done.stderr == ""


def test_settings_that_are_wrong_are_named_with_what_else_is(demo: dict[str, str]) -> None:
    assert findings({**demo, "GONGJUE_PROFILE": "prod", "GONGJUE_PORTS": "1"})[0].startswith("There is no setting")


def test_a_port_that_is_taken(demo: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(demo["GONGJUE_PORT"]))):
        assert findings(demo) == [
            f"Port {demo['GONGJUE_PORT']} is taken by another program. Stop that program, or choose another with "
            "GONGJUE_PORT."
        ]


def test_a_data_directory_that_cannot_be_written(demo: dict[str, str], data_root: Path) -> None:
    data_root.write_text("a file where a directory should be")
    assert any("cannot be written (Not a directory)" in finding for finding in findings(demo))


def test_keys_that_others_can_read(demo: dict[str, str], data_root: Path) -> None:
    (data_root / "keys").mkdir(parents=True)
    for name, mode in (("field-keys", 0o640), ("index-keys", 0o600)):
        (data_root / "keys" / name).write_text("1:" + "A" * 43 + "=")
        (data_root / "keys" / name).chmod(mode)
    file = data_root / "keys" / "field-keys"
    assert findings(demo) == [
        f"Other users can read {file}. Run chmod 600 '{file}', and replace it if it may have been read."
    ]


def test_a_disk_that_is_nearly_full(demo: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=300 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert [finding.split(". ")[0] for finding in findings(demo)] == [
        f"The disk of {Path(demo['GONGJUE_DATA_DIR']).parent} has only 300 MiB left"
    ]


def test_servers_that_do_not_answer(demo: dict[str, str]) -> None:
    nowhere = {
        "GONGJUE_DATABASE_URL": "postgresql://a:unspeakable@127.0.0.1:1/b",
        "GONGJUE_REDIS_URL": "redis://[::1]:1",
    }
    found = findings({**demo, **nowhere})
    assert [finding.split(":")[0] for finding in found] == ["PostgreSQL cannot be reached", "Redis cannot be reached"]
    assert "unspeakable" not in "".join(found)


def test_external_servers_that_are_well(demo: dict[str, str], servers: Servers, database_url: str) -> None:
    external = {"GONGJUE_DATABASE_URL": database_url, "GONGJUE_REDIS_URL": servers.redis_url}
    assert findings({**demo, "GONGJUE_PROFILE": "test", **external}) == []


async def test_a_database_without_its_migrations(servers: Servers) -> None:
    await create_database(servers.database_url, "gongjue_unmigrated", template="template1")
    found = await doctor.database_findings(servers.database("gongjue_unmigrated"))
    assert len(found) == 1
    assert found[0].en.endswith("migrations. Run gongjue migrate.")


async def test_servers_that_are_too_old(servers: Servers, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_POSTGRESQL", 990000)
    monkeypatch.setattr(doctor, "LEAST_REDIS", 99)
    assert (await doctor.database_findings(database_url))[0].en == ("PostgreSQL is version 18; 99 or newer is needed.")
    assert (await doctor.redis_findings(servers.redis_url))[0].en.endswith("99 or newer is needed.")


@pytest.mark.parametrize(
    ("theirs", "off"), [(100.0, []), (99.0, []), (97.9, ["2 s"]), (103.0, []), (103.1, ["2 s"]), (3700.0, ["3599 s"])]
)
def test_clocks_apart(theirs: float, off: list[str]) -> None:
    found = doctor.clock_findings(theirs, asked=100.0, answered=101.0)
    assert [sentence.en.split(" are ")[1].split(" apart")[0] for sentence in found] == off


def test_the_embedded_servers_are_examined_while_they_run(demo: dict[str, str], data_root: Path) -> None:
    with embedded_servers(data_root, durable=False) as servers:
        assert [finding.split(" for ")[0] for finding in findings(demo)] == ["The database waits"]
        assert run(servers.database_url, "SELECT 1") == 1


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "好"),
        ({"LANG": "en_US.UTF-8"}, "well"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, "好"),
        ({"LANG": "C.UTF-8"}, "好\nwell"),
        ({}, "好\nwell"),
    ],
)
def test_which_languages_are_spoken(environ: dict[str, str], expected: str) -> None:
    assert spoken(Sentence("好", "well"), environ) == expected
    assert len(languages(environ)) == expected.count("\n") + 1
