"""Who can sign in to the demo city as staff: every role, one password and one authenticator for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.rules.policy import Role, ScopeKind

# In the data directory: what `gongjue up` prints.
DEMO_ACCOUNTS = "demo-accounts.txt"
# Shown on the start page of every demo, and refused by production, which has no account that was not activated.
PASSWORD = "gongjue-yanshi"  # noqa: S105 — it is public
TOTP_SECRET = "GONGJUE2DEMO2BEIJING2CITY2YANSHI"  # noqa: S105 — it is public


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A member of staff: the role, where it is held (an estate by its key), and the person's name."""

    key: str
    role: Role
    scope_kind: ScopeKind
    scope_key: str
    name: str
    title: str
    title_en: str


def _street(code: str, zh: str, en: str, clerk: str, reviewer: str) -> tuple[DemoStaff, DemoStaff]:
    return (
        DemoStaff(f"clerk-{code}", Role.STREET_CLERK, ScopeKind.STREET, code, clerk, f"{zh}经办人", f"Clerk of {en}"),
        DemoStaff(
            f"reviewer-{code}", Role.STREET_REVIEWER, ScopeKind.STREET, code, reviewer, f"{zh}审核人",
            f"Reviewer of {en}",
        ),
    )  # fmt: skip


_CITY, _DISTRICT, _ESTATE = ScopeKind.CITY, ScopeKind.DISTRICT, ScopeKind.ESTATE

# In the order in which the start page shows them.
AUTHORITIES: tuple[DemoStaff, ...] = (
    *_street("110105026", "望京街道", "Wangjing", "刘芳经办", "高远审核"),
    *_street("110101003", "交道口街道", "Jiaodaokou", "宋宁经办", "孟凡审核"),
    *_street("110114011", "回龙观街道", "Huilongguan", "薛冰经办", "邵华审核"),
    *_street("110115003", "清源街道", "Qingyuan", "贾琳经办", "石磊审核"),
    DemoStaff("district-110105", Role.DISTRICT, _DISTRICT, "110105", "秦岭区级", "朝阳区住建委（房管局）", "Chaoyang"),
    DemoStaff("district-110101", Role.DISTRICT, _DISTRICT, "110101", "白洋区级", "东城区住建委（房管局）", "Dongcheng"),
    DemoStaff("city", Role.CITY, _CITY, "", "钟山市级", "北京市住建委", "City of Beijing"),
    DemoStaff("auditor", Role.AUDITOR, _CITY, "", "严明审计", "审计员", "Auditor"),
    DemoStaff("system", Role.SYSTEM_ADMINISTRATOR, _CITY, "", "方正系统", "系统管理员", "System administrator"),
)


@dataclass(frozen=True, slots=True)
class SignedUp:
    """A staff account that was made."""

    staff: DemoStaff
    account_id: UUID
    login: str


def written(signed_up: Sequence[SignedUp]) -> str:
    """The staff accounts as `gongjue up` prints them."""
    listed = "\n".join(f"  {one.login:<34} {one.staff.title} · {one.staff.title_en}" for one in signed_up)
    return (
        f"演示账号 Demo accounts · 口令 password: {PASSWORD}\n{listed}\n"
        "动态口令、业主手机号和可以试的事都在 /demo 页面。\n"
        "One-time passwords, owners' phones and what there is to try are on the page /demo.\n"
    )
