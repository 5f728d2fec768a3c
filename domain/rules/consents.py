"""What people agree to before their personal data is used: one text per use, each in a version of its own.

A text is never changed in place: a new wording is a new version, and whoever agreed to the old one is asked again.
"""

from dataclasses import dataclass

from domain.rules.refusals import Fault
from domain.rules.terms import ConsentKind


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The text in force for one use of personal data."""

    version: str
    zh: str
    en: str


CONSENTS: dict[ConsentKind, ConsentText] = {
    ConsentKind.DOCUMENT_NUMBER: ConsentText(
        version="2026-11",
        zh=(
            "为核对您是否为该房屋的产权人，需要处理您的姓名和证件号码。证件号码属于敏感个人信息：仅用于与本小区的产权登记信息比对，"
            "加密保存，页面上只显示部分数字，不向其他业主、物业或第三方提供。您可以不同意，并改到街道现场办理；"
            "不同意不影响您查看公告。撤回同意请联系街道，撤回前已完成的表决仍然有效。"
        ),
        en=(
            "To check that you own this unit we process your name and document number. A document number is sensitive "
            "personal information: it is compared with this estate's titles only, kept encrypted, shown in part only, "
            "and given to no other owner, property company or third party. You may decline and go to the street in "
            "person instead; declining does not keep you from reading notices. To withdraw, ask the street; votes "
            "already cast stay valid."
        ),
    )
}


def consent_faults(kind: ConsentKind, version: str) -> list[Fault]:
    """What is wrong with a consent: it must name the version of the text that is in force."""
    if version == CONSENTS[kind].version:
        return []
    return [
        Fault(
            "consent",
            "请阅读并同意最新的个人信息处理说明后再继续。",
            "Please read and agree to the present text about your personal data first.",
        )
    ]
