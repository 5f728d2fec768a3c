"""The settings: what each profile gives, and that every mistake is named at once."""

import base64
from pathlib import Path

import pytest

from domain.services.templates.render import MessageTemplate
from domain.services.wording import Language
from gongjue.settings import MESSAGE_TEMPLATES, Profile, Settings, SettingsError, SmsProvider, sqlalchemy_url


def key(letter: int) -> str:
    """A key that looks random enough for production."""
    return base64.b64encode(bytes((letter * 7 + place * 37) % 256 for place in range(32))).decode()


PRODUCTION = {
    "GONGJUE_PROFILE": "production",
    "GONGJUE_DATABASE_URL": "postgresql://gongjue:secret@db.example:5432/gongjue",
    "GONGJUE_REDIS_URL": "rediss://:secret@redis.example:6380/0",
    "GONGJUE_PUBLIC_ORIGIN": "https://vote.example",
    "GONGJUE_FIELD_KEYS": f"1:{key(1)},2:{key(2)}",
    "GONGJUE_INDEX_KEYS": f"1:{key(3)}",
    "GONGJUE_SEALING_KEYS": f"1:{key(6)}",
    "GONGJUE_SMS_PROVIDER": "tencent",
    "GONGJUE_TENCENT_SECRET_ID": "id",
    "GONGJUE_TENCENT_SECRET_KEY": "key",
    "GONGJUE_TENCENT_SMS_APP_ID": "1400000000",
    "GONGJUE_TENCENT_SMS_SIGN": "共决",
    **{f"GONGJUE_TENCENT_TEMPLATE_{name.upper()}": "1" for name in MESSAGE_TEMPLATES},
}


def faults(environ: dict[str, str]) -> list[str]:
    """What is wrong with an environment, in English."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    assert all(fault.zh and fault.en for fault in caught.value.faults)
    return [fault.en for fault in caught.value.faults]


def test_an_empty_environment_is_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({"PATH": "/bin"})
    assert settings.profile is Profile.DEMO
    assert settings.database_url is None
    assert settings.redis_url is None
    assert settings.data_directory == tmp_path / "var"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.demo_clock
    assert settings.sms_provider is SmsProvider.OUTBOX
    assert settings.allowed_origins == ("http://127.0.0.1:8000", "http://localhost:8000")


def test_the_demo_keeps_its_keys_for_its_owner_only(tmp_path: Path) -> None:
    environ = {"GONGJUE_DATA_DIR": str(tmp_path / "data")}
    first = Settings.from_environment(environ)
    assert dict(Settings.from_environment(environ).field_keys) == dict(first.field_keys)
    assert first.field_keys[1] != first.index_keys[1]
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "data" / "keys").iterdir()} == {0o600}


def test_looking_at_the_settings_can_leave_the_disk_alone(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GONGJUE_DATA_DIR": str(tmp_path / "data")}, make_keys=False)
    assert dict(settings.field_keys) == {}
    assert not (tmp_path / "data").exists()


def test_the_keys_of_the_tests_are_always_the_same_and_two() -> None:
    first, second = (Settings.from_environment({"GONGJUE_PROFILE": "test"}) for _ in range(2))
    assert dict(first.field_keys) == dict(second.field_keys)
    assert list(first.field_keys) == [1, 2]


def test_production_accepts_what_is_complete() -> None:
    settings = Settings.from_environment(PRODUCTION)
    assert settings.is_production
    assert list(settings.field_keys) == [1, 2]
    assert settings.allowed_origins == ("https://vote.example",)
    assert not settings.demo_clock
    assert settings.tencent is not None
    assert settings.tencent.sign_name == "共决"


def test_the_carrier_s_settings_fit_the_messages_that_are_sent() -> None:
    assert set(MESSAGE_TEMPLATES) == {template.value for template in MessageTemplate}
    english = {**PRODUCTION, "GONGJUE_TENCENT_TEMPLATE_SMS_CODE_EN": "2"}
    tencent = Settings.from_environment(english).tencent
    assert tencent is not None
    assert tencent.templates[MessageTemplate.SMS_CODE, Language.EN] == "2"
    assert (MessageTemplate.VOTED_ON_PAD, Language.EN) not in tencent.templates


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_message_that_the_carrier_must_approve(readme: str) -> None:
    words = (Path(__file__).parents[2] / readme).read_text(encoding="utf-8")
    assert [name for name in MESSAGE_TEMPLATES if f"`{name.upper()}`" not in words] == []


def test_proxies_are_addresses_and_networks() -> None:
    given = {**PRODUCTION, "GONGJUE_TRUSTED_PROXIES": "10.0.0.7, 192.168.1.0/24,::1"}
    assert Settings.from_environment(given).trusted_proxies == ("10.0.0.7", "192.168.1.0/24", "::1")
    assert Settings.from_environment(PRODUCTION).trusted_proxies == ()


def test_secrets_are_not_in_the_representation() -> None:
    text = repr(Settings.from_environment({**PRODUCTION, "GONGJUE_TENCENT_SECRET_KEY": "unspeakable"}))
    assert "unspeakable" not in text
    assert "secret@" not in text
    assert key(1) not in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"GONGJUE_PUBLIC_ORIGIN": "http://vote.example"}, "must begin with https://"),
        ({"GONGJUE_PUBLIC_ORIGIN": "https://vote.example/app"}, "scheme, host and port only"),
        ({"GONGJUE_PUBLIC_ORIGIN": ""}, "Production needs GONGJUE_PUBLIC_ORIGIN"),
        ({"GONGJUE_SMS_PROVIDER": "outbox"}, "shows codes on a page"),
        ({"GONGJUE_SMS_PROVIDER": "pigeon"}, "cannot be “pigeon”"),
        ({"GONGJUE_SMS_PROVIDER": ""}, "no code reaches anybody"),
        ({"GONGJUE_DEMO_CLOCK": "on"}, "no demo clock"),
        ({"GONGJUE_DATABASE_URL": ""}, "point GONGJUE_DATABASE_URL at"),
        ({"GONGJUE_REDIS_URL": ""}, "point GONGJUE_REDIS_URL at"),
        ({"GONGJUE_DATABASE_URL": "mysql://root@db/x"}, "GONGJUE_DATABASE_URL cannot be read"),
        ({"GONGJUE_DATABASE_URL": "postgresql://db:port/x"}, "GONGJUE_DATABASE_URL cannot be read"),
        ({"GONGJUE_DATABASE_URL": "postgresql://user:secret@db"}, "GONGJUE_DATABASE_URL cannot be read"),
        ({"GONGJUE_REDIS_URL": "http://redis"}, "GONGJUE_REDIS_URL cannot be read"),
        ({"GONGJUE_FIELD_KEYS": ""}, "Production needs GONGJUE_FIELD_KEYS"),
        ({"GONGJUE_INDEX_KEYS": "1:abc"}, "GONGJUE_INDEX_KEYS cannot be read"),
        ({"GONGJUE_INDEX_KEYS": f"1:{key(4)},1:{key(5)}"}, "each version once"),
        ({"GONGJUE_INDEX_KEYS": f"1:{key(1)}"}, "share a key"),
        ({"GONGJUE_SEALING_KEYS": f"1:{key(3)}"}, "share a key"),
        ({"GONGJUE_SEALING_KEYS": "1:" + base64.b64encode(bytes(32)).decode()}, "can be guessed"),
        ({"GONGJUE_INDEX_KEYS": "1:" + base64.b64encode(bytes(32)).decode()}, "can be guessed"),
        ({"GONGJUE_INDEX_KEYS": "1:" + base64.b64encode(b"correct horse battery staple 123").decode()}, "guessed"),
        ({"GONGJUE_TRUSTED_PROXIES": "10.0.0.7,proxy"}, "“proxy” in GONGJUE_TRUSTED_PROXIES is no address"),
        ({"GONGJUE_PORT": "0"}, "GONGJUE_PORT cannot be “0”; write a whole number from 1 to 65535."),
        ({"GONGJUE_WORKERS": "two"}, "GONGJUE_WORKERS cannot be “two”"),
        ({"GONGJUE_PROFILE": "prod"}, "write demo, test or production"),
        ({"GONGJUE_DATABSE_URL": "x"}, "did you mean GONGJUE_DATABASE_URL?"),
        ({"GONGJUE_ZZZZZZZZZZZZZ": "x"}, "remove it"),
        ({"GONGJUE_TENCENT_TEMPLATE_BALLOT_RESULT": ""}, "needs: GONGJUE_TENCENT_TEMPLATE_BALLOT_RESULT."),
    ],
)
def test_production_refuses_with_a_sentence(change: dict[str, str], sentence: str) -> None:
    found = faults({**PRODUCTION, **change})
    assert len(found) == 1
    assert sentence in found[0]


def test_production_refuses_keys_made_by_the_demo(tmp_path: Path) -> None:
    Settings.from_environment({"GONGJUE_DATA_DIR": str(tmp_path)})
    carried_over = (tmp_path / "keys" / "field-keys").read_text().strip()
    assert "a key of the demo" in faults({**PRODUCTION, "GONGJUE_FIELD_KEYS": carried_over})[0]


def test_every_fault_is_named_at_once() -> None:
    found = faults({"GONGJUE_PROFILE": "production"})
    assert len(found) == 7
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "PUBLIC_ORIGIN",
        "FIELD_KEYS",
        "INDEX_KEYS",
        "SEALING_KEYS",
        "SMS_PROVIDER",
    ):
        assert any(f"GONGJUE_{name}" in fault for fault in found)


def test_a_password_in_an_unreadable_address_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({**PRODUCTION, "GONGJUE_DATABASE_URL": "mysql://root:unspeakable@db/x"})
    assert "unspeakable" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://gongjue:secret@db:5432/gongjue",
        "postgresql+asyncpg://gongjue:secret@db/gongjue",
        "postgresql://gongjue:secret@/gongjue?host=/run/postgresql",
    ],
)
def test_forms_of_a_database_address(url: str) -> None:
    settings = Settings.from_environment({**PRODUCTION, "GONGJUE_DATABASE_URL": url})
    assert settings.database_url == url.replace("+asyncpg", "")
    assert sqlalchemy_url(settings.database_url) == url.replace("postgresql://", "postgresql+asyncpg://")


@pytest.mark.parametrize("url", ["redis://r", "rediss://:p@r:6380/1", "unix:///run/valkey.sock?db=1"])
def test_forms_of_a_redis_address(url: str) -> None:
    assert Settings.from_environment({**PRODUCTION, "GONGJUE_REDIS_URL": url}).redis_url == url
