"""Everything that can be set, in one frozen object. Nothing else in the project reads the environment.

The reading is strict: a name that is not known, a value out of range or a pair that does not fit is a fault, every
fault is found in one go, and each is a sentence that says what to do.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_network
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from urllib.parse import SplitResult, parse_qs, urlsplit

from gongjue.keys import KeysUnreadable, is_unfit_for_production, keys_of_the_tests, parse_keys, stored_keys
from gongjue.sentences import Sentence

TENCENT_REQUIRED = ("SECRET_ID", "SECRET_KEY", "SMS_APP_ID", "SMS_SIGN")
# The messages of `domain.services.templates`; each needs a template that the carrier has approved, in Chinese at least.
MESSAGE_TEMPLATES = (
    "sms_code",
    "staff_activation",
    "ballot_opened",
    "ballot_reminder",
    "ballot_result",
    "ballot_suspended",
    "ballot_extended",
    "voted_by_co_owner",
    "voted_on_pad",
    "manual_review_approved",
    "manual_review_rejected",
    "manual_review_more_asked",
    "ticket_answered",
    "ticket_finished",
    "ticket_declined",
    "ticket_escalated",
    "ticket_escalated_to_company",
    "ticket_reopened",
)

KNOWN = (
    "GONGJUE_PROFILE",
    "GONGJUE_DATABASE_URL",
    "GONGJUE_REDIS_URL",
    "GONGJUE_DATA_DIR",
    "GONGJUE_HOST",
    "GONGJUE_PORT",
    "GONGJUE_PUBLIC_ORIGIN",
    "GONGJUE_TRUSTED_PROXIES",
    "GONGJUE_FIELD_KEYS",
    "GONGJUE_INDEX_KEYS",
    "GONGJUE_SEALING_KEYS",
    "GONGJUE_API_PROCESSES",
    "GONGJUE_WORKERS",
    "GONGJUE_WORKER_THREADS",
    "GONGJUE_DEMO_CLOCK",
    "GONGJUE_SMS_PROVIDER",
    *(f"GONGJUE_TENCENT_{name}" for name in (*TENCENT_REQUIRED, "SMS_REGION", "SMS_ENDPOINT")),
    *(f"GONGJUE_TENCENT_TEMPLATE_{name.upper()}" for name in MESSAGE_TEMPLATES),
    *(f"GONGJUE_TENCENT_TEMPLATE_{name.upper()}_EN" for name in MESSAGE_TEMPLATES),
)


class Profile(StrEnum):
    """What this installation is for."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class SmsProvider(StrEnum):
    """Who carries the messages: nobody (they are shown on the outbox page), or Tencent Cloud."""

    OUTBOX = "outbox"
    TENCENT = "tencent"


class SettingsError(Exception):
    """The environment cannot be used. `faults` names every mistake, a sentence each."""

    def __init__(self, faults: list[Sentence]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class TencentSettings:
    """The account at Tencent Cloud, with the number of an approved template by message and language (`zh`, `en`)."""

    secret_id: str
    secret_key: str = field(repr=False)
    app_id: str
    sign_name: str
    region: str
    endpoint: str
    templates: Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Settings:
    """How this installation runs. Addresses of None mean the embedded server in the data directory.

    `database_url` is `postgresql://…`, as libpq and asyncpg take it; keys are 32 bytes by version, lowest first. Only
    `trusted_proxies` (addresses or networks) are believed when they say from where a request really came.
    """

    profile: Profile
    data_directory: Path
    database_url: str | None = field(repr=False)
    redis_url: str | None = field(repr=False)
    host: str
    port: int
    public_origin: str | None
    trusted_proxies: tuple[str, ...]
    field_keys: Mapping[int, bytes] = field(repr=False)
    index_keys: Mapping[int, bytes] = field(repr=False)
    sealing_keys: Mapping[int, bytes] = field(repr=False)
    api_processes: int
    worker_processes: int
    worker_threads: int
    demo_clock: bool
    sms_provider: SmsProvider
    tencent: TencentSettings | None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], *, make_keys: bool = True) -> "Settings":
        """Reads the variables named GONGJUE_*. Raises `SettingsError` with every fault.

        The demo's keys live in its data directory and are made there on first use unless `make_keys` is false, when
        missing ones are left out.
        """
        return _Reader(environ).settings(make_keys=make_keys)

    @property
    def is_production(self) -> bool:
        """Whether real people's votes are at stake: no lever, no playground, no demo key."""
        return self.profile is Profile.PRODUCTION

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """The origins from which a browser may speak to the API."""
        if self.public_origin is not None:
            return (self.public_origin,)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return tuple(f"http://{name}:{self.port}" for name in dict.fromkeys(("127.0.0.1", "localhost", host)))


def sqlalchemy_url(database_url: str) -> str:
    """The same database as SQLAlchemy names it."""
    return database_url.replace("postgresql://", "postgresql+asyncpg://", 1)


class _Reader:
    """One reading of the environment, gathering faults as it goes."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.given = {name: value for name, value in environ.items() if name.startswith("GONGJUE_") and value != ""}
        self.faults: list[Sentence] = []

    def settings(self, *, make_keys: bool) -> Settings:
        self.refuse_unknown_names()
        profile = self.profile()
        data_directory = Path(self.given.get("GONGJUE_DATA_DIR", "var")).absolute()
        provider = self.provider(profile)
        settings = Settings(
            profile=profile,
            data_directory=data_directory,
            database_url=self.database_url(),
            redis_url=self.redis_url(),
            host=self.given.get("GONGJUE_HOST", "127.0.0.1"),
            port=self.number("GONGJUE_PORT", 8000, 1, 65535),
            public_origin=self.public_origin(profile),
            trusted_proxies=self.trusted_proxies(),
            api_processes=self.number("GONGJUE_API_PROCESSES", 1, 1, 64),
            worker_processes=self.number("GONGJUE_WORKERS", 1, 1, 64),
            worker_threads=self.number("GONGJUE_WORKER_THREADS", 4, 1, 64),
            demo_clock=self.switch("GONGJUE_DEMO_CLOCK", default=profile is not Profile.PRODUCTION),
            sms_provider=provider,
            tencent=self.tencent() if provider is SmsProvider.TENCENT else None,
            # Last: the demo's keys are written only where nothing else is wrong.
            field_keys=self.keys("GONGJUE_FIELD_KEYS", profile, data_directory, make_keys=make_keys),
            index_keys=self.keys("GONGJUE_INDEX_KEYS", profile, data_directory, make_keys=make_keys),
            sealing_keys=self.keys("GONGJUE_SEALING_KEYS", profile, data_directory, make_keys=make_keys),
        )
        if settings.is_production:
            self.refuse_demo_parts(settings)
        if self.faults:
            raise SettingsError(self.faults)
        return settings

    def fault(self, zh: str, en: str) -> None:
        self.faults.append(Sentence(zh, en))

    def refuse_unknown_names(self) -> None:
        for name in sorted(self.given.keys() - set(KNOWN)):
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.6)
            meant_zh = f"，是不是想写 {near[0]}？" if near else "。请删去它。"
            meant_en = f"; did you mean {near[0]}?" if near else "; remove it."
            self.fault(f"没有名为 {name} 的设置{meant_zh}", f"There is no setting called {name}{meant_en}")

    def profile(self) -> Profile:
        text = self.given.get("GONGJUE_PROFILE", Profile.DEMO.value)
        try:
            return Profile(text)
        except ValueError:
            self.fault(
                f"GONGJUE_PROFILE 不能是“{text}”，请写 demo、test 或 production。",
                f"GONGJUE_PROFILE cannot be “{text}”; write demo, test or production.",
            )
            # What cannot be read is judged as strictly as production, so that no fault hides behind this one.
            return Profile.PRODUCTION

    def number(self, name: str, default: int, least: int, most: int) -> int:
        text = self.given.get(name, str(default))
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        self.fault(
            f"{name} 不能是“{text}”，请写 {least} 到 {most} 之间的整数。",
            f"{name} cannot be “{text}”; write a whole number from {least} to {most}.",
        )
        return default

    def switch(self, name: str, *, default: bool) -> bool:
        text = self.given.get(name, "on" if default else "off")
        if text not in ("on", "off"):
            self.fault(f"{name} 不能是“{text}”，请写 on 或 off。", f"{name} cannot be “{text}”; write on or off.")
        return text == "on"

    def database_url(self) -> str | None:
        text = self.given.get("GONGJUE_DATABASE_URL")
        if text is None:
            return None
        text = text.replace("postgresql+asyncpg://", "postgresql://", 1)
        parts = split(text)
        by_socket = parts is not None and "host" in parse_qs(parts.query)
        if parts is None or parts.scheme != "postgresql" or not (parts.hostname or by_socket) or len(parts.path) < 2:
            # The value is not repeated: it holds a password.
            self.fault(
                "GONGJUE_DATABASE_URL 看不懂，请写成 postgresql://用户:口令@主机:5432/数据库，"
                "或 postgresql://用户:口令@/数据库?host=/套接字目录。",
                "GONGJUE_DATABASE_URL cannot be read; write postgresql://user:password@host:5432/database, or "
                "postgresql://user:password@/database?host=/socket/directory.",
            )
        return text

    def redis_url(self) -> str | None:
        text = self.given.get("GONGJUE_REDIS_URL")
        if text is None:
            return None
        parts = split(text)
        if (
            parts is None
            or parts.scheme not in ("redis", "rediss", "unix")
            or (not parts.path.startswith("/") if parts.scheme == "unix" else not parts.hostname)
        ):
            self.fault(
                "GONGJUE_REDIS_URL 看不懂，请写成 redis://:口令@主机:6379/0、rediss://…（加密）或 unix://:口令@/套接字。",
                "GONGJUE_REDIS_URL cannot be read; write redis://:password@host:6379/0, rediss://… (encrypted) or "
                "unix://:password@/path/of/socket.",
            )
        return text

    def public_origin(self, profile: Profile) -> str | None:
        text = self.given.get("GONGJUE_PUBLIC_ORIGIN")
        if text is None:
            if profile is Profile.PRODUCTION:
                self.fault(
                    "正式运行必须设置 GONGJUE_PUBLIC_ORIGIN，即人们在浏览器里打开的地址，例如 https://vote.example.cn。",
                    "Production needs GONGJUE_PUBLIC_ORIGIN, the address people open in a browser, such as "
                    "https://vote.example.cn.",
                )
            return None
        parts = split(text)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or text.count("/") != 2:
            self.fault(
                f"GONGJUE_PUBLIC_ORIGIN 不能是“{text}”，请只写协议、主机和端口，例如 https://vote.example.cn。",
                f"GONGJUE_PUBLIC_ORIGIN cannot be “{text}”; write scheme, host and port only, such as "
                "https://vote.example.cn.",
            )
        elif profile is Profile.PRODUCTION and parts.scheme != "https":
            self.fault(
                f"正式运行的 GONGJUE_PUBLIC_ORIGIN 必须以 https:// 开头，而不是“{text}”。",
                f"In production GONGJUE_PUBLIC_ORIGIN must begin with https://; it is “{text}”.",
            )
        return text.lower()

    def trusted_proxies(self) -> tuple[str, ...]:
        given = [part.strip() for part in self.given.get("GONGJUE_TRUSTED_PROXIES", "").split(",") if part.strip()]
        for part in given:
            try:
                ip_network(part)
            except ValueError:
                self.fault(
                    f"GONGJUE_TRUSTED_PROXIES 里的“{part}”不是地址或网段，请写成 10.0.0.7,192.168.1.0/24 的样子。",
                    f"“{part}” in GONGJUE_TRUSTED_PROXIES is no address or network; write them like "
                    "10.0.0.7,192.168.1.0/24.",
                )
        return tuple(given)

    def keys(self, name: str, profile: Profile, data_directory: Path, *, make_keys: bool) -> Mapping[int, bytes]:
        text = self.given.get(name)
        purpose = name.removeprefix("GONGJUE_").lower().replace("_", "-")
        if text is None and profile is Profile.TEST:
            return MappingProxyType(keys_of_the_tests(purpose))
        if text is None and profile is Profile.PRODUCTION:
            self.fault(
                f"正式运行必须设置 {name}。用 openssl rand -base64 32 生成，写成 1:结果；请备份，丢失则数据无法解读。",
                f"Production needs {name}. Make one with openssl rand -base64 32 and write 1:RESULT; keep a copy, for "
                "without it the data cannot be read.",
            )
            return MappingProxyType({})
        file = data_directory / "keys" / purpose
        try:
            if text is not None:
                return MappingProxyType(parse_keys(text))
            return MappingProxyType(stored_keys(file) if (make_keys and not self.faults) or file.exists() else {})
        except KeysUnreadable:
            where = name if text is not None else str(file)
            self.fault(
                f"{where} 看不懂，请写成 1:密钥,2:密钥；每把密钥是 32 字节的 base64，版本号不重复。",
                f"{where} cannot be read; write 1:KEY,2:KEY, each key 32 bytes in base64, each version once.",
            )
        except OSError as error:
            self.fault(
                f"密钥文件 {file} 无法读写（{error.strerror}）。请用 GONGJUE_DATA_DIR 指定可写的目录。",
                f"The key file {file} cannot be used ({error.strerror}). Set GONGJUE_DATA_DIR to a writable directory.",
            )
        return MappingProxyType({})

    def provider(self, profile: Profile) -> SmsProvider:
        text = self.given.get("GONGJUE_SMS_PROVIDER")
        if text is None and profile is Profile.PRODUCTION:
            self.fault(
                "正式运行必须设置 GONGJUE_SMS_PROVIDER=tencent，否则验证码发不出去。",
                "Production needs GONGJUE_SMS_PROVIDER=tencent; otherwise no code reaches anybody.",
            )
        elif text not in (None, *SmsProvider):
            self.fault(
                f"GONGJUE_SMS_PROVIDER 不能是“{text}”，请写 outbox 或 tencent。",
                f"GONGJUE_SMS_PROVIDER cannot be “{text}”; write outbox or tencent.",
            )
        elif text == SmsProvider.OUTBOX and profile is Profile.PRODUCTION:
            self.fault(
                "正式运行不能用 GONGJUE_SMS_PROVIDER=outbox：它把验证码显示在网页上。请写 tencent。",
                "Production cannot use GONGJUE_SMS_PROVIDER=outbox, which shows codes on a page. Write tencent.",
            )
        return SmsProvider.TENCENT if text == SmsProvider.TENCENT else SmsProvider.OUTBOX

    def tencent(self) -> TencentSettings:
        required = (*TENCENT_REQUIRED, *(f"TEMPLATE_{name.upper()}" for name in MESSAGE_TEMPLATES))
        missing = [name for name in (f"GONGJUE_TENCENT_{part}" for part in required) if name not in self.given]
        if missing:
            self.fault(
                f"用腾讯云发短信还缺这些设置：{'、'.join(missing)}。",
                f"Sending through Tencent Cloud also needs: {', '.join(missing)}.",
            )

        def value(part: str, default: str = "") -> str:
            return self.given.get(f"GONGJUE_TENCENT_{part}", default)

        named = {
            (name, language): value(f"TEMPLATE_{name.upper()}{suffix}")
            for name in MESSAGE_TEMPLATES
            for language, suffix in (("zh", ""), ("en", "_EN"))
        }
        templates = {key: number for key, number in named.items() if number}
        return TencentSettings(
            secret_id=value("SECRET_ID"),
            secret_key=value("SECRET_KEY"),
            app_id=value("SMS_APP_ID"),
            sign_name=value("SMS_SIGN"),
            region=value("SMS_REGION", "ap-beijing"),
            endpoint=value("SMS_ENDPOINT", "sms.tencentcloudapi.com"),
            templates=MappingProxyType(templates),
        )

    def refuse_demo_parts(self, settings: Settings) -> None:
        for name, what_zh, what_en in (
            ("GONGJUE_DATABASE_URL", "PostgreSQL", "PostgreSQL"),
            ("GONGJUE_REDIS_URL", "Redis 或 Valkey", "Redis or Valkey"),
        ):
            if name not in self.given:
                self.fault(
                    f"正式运行不用内嵌的服务器，请用 {name} 指向 {what_zh}。",
                    f"Production does not use embedded servers; point {name} at {what_en}.",
                )
        kept = {
            "GONGJUE_FIELD_KEYS": settings.field_keys,
            "GONGJUE_INDEX_KEYS": settings.index_keys,
            "GONGJUE_SEALING_KEYS": settings.sealing_keys,
        }
        for name, keys in kept.items():
            if any(is_unfit_for_production(key) for key in keys.values()):
                self.fault(
                    f"{name} 含有演示用的或可以猜到的密钥。请用 openssl rand -base64 32 另行生成。",
                    f"{name} has a key of the demo, or one that can be guessed. Make another with openssl rand "
                    "-base64 32.",
                )
        for (one, keys), (other, others) in combinations(kept.items(), 2):
            if set(keys.values()) & set(others.values()):
                self.fault(
                    f"{one} 和 {other} 不能用同一把密钥，请各自生成。",
                    f"{one} and {other} share a key; make one for each.",
                )
        if settings.demo_clock:
            self.fault(
                "正式运行不能打开演示时钟，请删去 GONGJUE_DEMO_CLOCK。",
                "Production has no demo clock; remove GONGJUE_DEMO_CLOCK.",
            )


def split(url: str) -> SplitResult | None:
    """The parts of an address, or None where it has no sense, such as a port that is no number."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
