"""The first account comes from the command line, with a one-time activation and no password."""

import asyncio

import pytest

from domain.rules.policy import Actor, Held, Role, ScopeKind
from domain.services import sign_in, staff
from domain.store.database import Database
from gongjue.__main__ import main
from tests.people import make_place, new_id_card, new_phone


@pytest.fixture
def environment(database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's servers, in English."""
    values = {"PROFILE": "test", "DATABASE_URL": database_url, "REDIS_URL": redis_url}
    for name, value in values.items():
        monkeypatch.setenv(f"GONGJUE_{name}", value)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


async def granted(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, output and complaints; in a thread, because the command has an event loop of its own."""
    status = await asyncio.to_thread(main, ["grant", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.usefixtures("environment")
async def test_the_system_administrator_is_made_with_an_activation_shown_once(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = await granted(capsys, "--name", "赵试验", "--phone", new_phone())
    assert (status, err) == (0, "")
    login, code = (line.partition(": ")[2] for line in out.splitlines()[:2])
    async with database.transaction(Actor()) as tx:
        assert (await sign_in.begin_activation(tx, code)).login == login
    assert login.startswith("system-")
    administrator = Actor(kind="staff", held=(Held(Role.SYSTEM_ADMINISTRATOR, ScopeKind.CITY),))
    async with database.transaction(administrator) as tx:
        city = staff.CreateStaffAccount(Role.CITY, ScopeKind.CITY, "", "钱试验", new_phone())
        assert (await staff.create_staff_account(tx, city)).login.startswith("city-")


@pytest.mark.usefixtures("environment")
async def test_any_office_can_be_given_its_first_account(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    place = await make_place(database)
    wanted = ("--role", "district", "--scope", f"district:{place.district}", "--name", "赵试验", "--phone", new_phone(),
              "--document", f"id_card:{new_id_card()}")  # fmt: skip
    status, out, _ = await granted(capsys, *wanted)
    assert status == 0
    assert f"Login: district-{place.district}-1\n" in out


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--name", "赵试验", "--phone", "123"), "Give a mainland mobile number of 11 digits."),
        (("--name", " ", "--phone", "123"), "Give a name of at most 50 characters. Give a mainland mobile"),
        (("--name", "赵", "--phone", "19900000000", "--scope", "moon:1"), "There is no scope “moon:1”"),
        (("--name", "赵", "--phone", "19900000000", "--role", "district"), "There is no scope “city”"),
        (("--name", "赵", "--phone", "19900000000", "--role", "district", "--scope", "district:x"), "district:x"),
        (("--name", "赵", "--phone", "19900000000", "--document", "moon:1"), "There is no document “moon”"),
        (("--name", "赵", "--phone", "19900000000", "--document", "id_card:1"), "This role needs no document."),
    ],
)
async def test_what_cannot_be_given_is_said(
    database: Database, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], complaint: str
) -> None:
    status, out, err = await granted(capsys, *arguments)
    assert (status, out) == (1, "")
    assert complaint in err
