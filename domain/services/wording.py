"""How the field's terms, areas and instants are said to people: Chinese first, English complete.

Documents, sheets and messages all speak from here, so that one thing has one name everywhere.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.rules.terms import (
    AreaSource,
    Channel,
    ChoiceMode,
    DocumentKind,
    MatterKind,
    MatterMode,
    NoticeKind,
    OptionRole,
    OrganizerKind,
    Outcome,
    Usage,
)
from domain.rules.tickets import TicketKind

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Language(StrEnum):
    """The two editions of everything a person reads."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in both languages."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


# By kind first: members of different kinds are equal as strings (a property company is an organizer and a matter).
LABELS: dict[type[StrEnum], dict[str, Bilingual]] = {
    Usage: {
        Usage.HOME: Bilingual("住宅", "Home"),
        Usage.SHOP: Bilingual("商业", "Shop"),
        Usage.OFFICE: Bilingual("办公", "Office"),
        Usage.PARKING: Bilingual("车位车库", "Parking"),
        Usage.STORAGE: Bilingual("储藏间", "Storage"),
        Usage.PUBLIC: Bilingual("公共用房", "Public room"),
        Usage.EQUIPMENT: Bilingual("设备间", "Equipment room"),
        Usage.CIVIL_DEFENCE: Bilingual("人防工程", "Civil-defence space"),
    },
    AreaSource: {
        AreaSource.REGISTER: Bilingual("不动产登记", "Property register"),
        AreaSource.SURVEY: Bilingual("测绘", "Survey"),
        AreaSource.CONTRACT: Bilingual("买卖合同", "Sale contract"),
    },
    DocumentKind: {
        DocumentKind.ID_CARD: Bilingual("居民身份证", "Resident identity card"),
        DocumentKind.RESIDENCE_PERMIT: Bilingual("港澳台居民居住证", "Residence permit (Hong Kong, Macao, Taiwan)"),
        DocumentKind.PERMANENT_RESIDENCE: Bilingual("外国人永久居留身份证", "Foreign permanent resident identity card"),
        DocumentKind.PASSPORT: Bilingual("护照", "Passport"),
        DocumentKind.OFFICER_CARD: Bilingual("军官证", "Officer's card"),
        DocumentKind.ORGANISATION_CODE: Bilingual("统一社会信用代码", "Organisation code"),
        DocumentKind.OTHER: Bilingual("其他证件", "Other document"),
    },
    OrganizerKind: {
        OrganizerKind.PREPARATORY_GROUP: Bilingual("首次业主大会筹备组", "Preparatory group"),
        OrganizerKind.COMMITTEE: Bilingual("业主委员会", "Owners' committee"),
        OrganizerKind.PROPERTY_COMPANY: Bilingual("物业服务企业", "Property company"),
        OrganizerKind.STREET: Bilingual("街道办事处（乡镇人民政府）", "Street or town government"),
    },
    NoticeKind: {
        NoticeKind.BALLOT_PUBLICITY: Bilingual("投票公示", "Ballot publicity"),
        NoticeKind.BALLOT_ANNOUNCEMENT: Bilingual("投票公告", "Ballot announcement"),
        NoticeKind.PUBLICITY: Bilingual("普通公示", "Publicity"),
        NoticeKind.ANNOUNCEMENT: Bilingual("普通公告", "Announcement"),
    },
    MatterKind: {
        MatterKind.RULES_OF_PROCEDURE: Bilingual(
            "制定和修改业主大会议事规则", "Rules of procedure of the owners' assembly"
        ),
        MatterKind.MANAGEMENT_COVENANT: Bilingual("制定和修改管理规约", "Management covenant"),
        MatterKind.COMMITTEE_ELECTION: Bilingual("选举或更换业委会成员", "Election of committee members"),
        MatterKind.PROPERTY_COMPANY: Bilingual("选聘和解聘物业服务企业", "Hiring or dismissing the property company"),
        MatterKind.SERVICE_TERMS: Bilingual(
            "调整物业服务方式、标准及物业费", "Property service terms, standards and fees"
        ),
        MatterKind.REPAIR_FUND_RAISE: Bilingual("筹集专项维修资金", "Raising the repair fund"),
        MatterKind.REPAIR_FUND_USE: Bilingual("使用专项维修资金", "Using the repair fund"),
        MatterKind.REPAIR_FUND_MANAGE: Bilingual("管理专项维修资金", "Managing the repair fund"),
        MatterKind.REBUILD: Bilingual("改建、重建建筑物及其附属设施", "Rebuilding or converting the building"),
        MatterKind.COMMON_PARTS_USE: Bilingual(
            "改变共有部分用途或利用共有部分经营", "Changing the use of, or earning from, common parts"
        ),
        MatterKind.OTHER_MAJOR: Bilingual("其他重大事项", "Other major matter"),
    },
    MatterMode: {
        MatterMode.SINGLE: Bilingual("赞成、反对、弃权", "For, against or abstain"),
        MatterMode.CHOICE: Bilingual("多项择一", "One of several"),
        MatterMode.ELECTION: Bilingual("选举", "Election"),
    },
    ChoiceMode: {
        ChoiceMode.SINGLE: Bilingual("单选", "Single choice"),
        ChoiceMode.CONTESTED: Bilingual("差额选举", "More candidates than seats"),
        ChoiceMode.EQUAL: Bilingual("等额选举", "As many candidates as seats"),
    },
    OptionRole: {
        OptionRole.FOR: Bilingual("赞成", "For"),
        OptionRole.AGAINST: Bilingual("反对", "Against"),
        OptionRole.ABSTAIN: Bilingual("弃权", "Abstain"),
        OptionRole.CANDIDATE: Bilingual("候选人", "Candidate"),
        OptionRole.CHOICE: Bilingual("备选项", "Choice"),
    },
    Outcome: {
        Outcome.ADOPTED: Bilingual("通过", "Adopted"),
        Outcome.NOT_ADOPTED: Bilingual("未通过", "Not adopted"),
        Outcome.ELECTED: Bilingual("已选出", "Elected"),
        Outcome.INCOMPLETE: Bilingual("选举未完成", "Election incomplete"),
        Outcome.RUN_OFF: Bilingual("需另行投票", "Run-off needed"),
        Outcome.SUSPENDED: Bilingual("已挂起，无结果", "Suspended, no result"),
    },
    TicketKind: {
        TicketKind.COMPLAINT: Bilingual("投诉", "complaint"),
        TicketKind.REPAIR: Bilingual("报修", "repair request"),
    },
    Channel: {
        Channel.APP: Bilingual("手机", "phone"),
        Channel.PAD: Bilingual("PAD", "PAD"),
        Channel.LATE_CERTIFICATION: Bilingual("追加认证", "later certification"),
    },
}


def label(term: StrEnum, language: Language) -> str:
    """What a person reads for `term`. A term without a label is a mistake of this module (KeyError)."""
    return LABELS[type(term)][term][language]


def area_text(hundredths: int) -> str:
    """`hundredths` of a square metre as people read them: 1234567 is '12,345.67'. No float takes part."""
    sign, whole = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def instant_text(at: datetime, language: Language) -> str:
    """A moment to the minute, in Beijing time. `at` must carry its zone."""
    local = _in_beijing(at)
    if language is Language.ZH:
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return f"{local.day} {local:%B %Y, %H:%M}"


def deadline_text(at: datetime, language: Language, *, with_year: bool = True) -> str:
    """The moment a window ends. Midnight is 24:00 of the day that ends (民法典 203), not 0:00 of the next."""
    local = _in_beijing(at)
    clock = f"{local:%H:%M}"
    if local.time() == time(0):
        local, clock = local - timedelta(days=1), "24:00"
    if language is Language.ZH:
        day = f"{local.month}月{local.day}日"
        return f"{local.year}年{day} {clock}" if with_year else f"{day}{clock}"
    return f"{local.day} {local:%B %Y}, {clock}" if with_year else f"{local.day} {local:%b}, {clock}"


def _in_beijing(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant shown to people must carry its time zone")
    return at.astimezone(SHANGHAI)
