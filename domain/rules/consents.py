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
        version="2026-11-2",
        zh=(
            "为核对您是否为该房屋的产权人，需要处理您的姓名和证件号码。证件号码属于敏感个人信息：仅用于与本小区的产权登记信息比对，"
            "加密保存，页面上只显示部分数字，不向其他业主、物业或第三方提供。您可以不同意，并改到街道现场办理；"
            "不同意不影响您查看公告。您可以随时在“我的个人信息”中撤回同意：凭证件取得的认证随即终止，撤回前已完成的表决仍然有效。"
        ),
        en=(
            "To check that you own this unit we process your name and document number. A document number is sensitive "
            "personal information: it is compared with this estate's titles only, kept encrypted, shown in part only, "
            "and given to no other owner, property company or third party. You may decline and go to the street in "
            "person instead; declining does not keep you from reading notices. You may withdraw at any time "
            "under “My personal information”: certifications by document end at once; votes already cast stay valid."
        ),
    ),
    ConsentKind.CARD_READ: ConsentText(
        version="2026-11",
        zh=(
            "工作人员将用读卡器读取您身份证芯片中的姓名和证件号码，仅用于当场核对您是否为本小区房屋的产权人。读取的内容不保存，"
            "不拍摄、不留存证件影像；系统只记录核对结果、时间和经办人。您可以不同意，并改用手机认证或到街道办理人工认证。"
            "撤回同意后，凭读卡取得的认证随即终止，撤回前已完成的表决仍然有效。"
        ),
        en=(
            "A helper reads name and number from the chip of your identity card with a reader, only to check here and "
            "now that you own a unit in this estate. What is read is not kept and the card is not photographed; only "
            "the match, its time and the helper are recorded. You may decline and certify by phone or with the street "
            "instead. When you withdraw, certifications made by card end; votes already cast stay valid."
        ),
    ),
    ConsentKind.PHOTOS: ConsentText(
        version="2026-11",
        zh=(
            "为人工核验您的产权，需要处理您上传的身份证明和房产证明照片，其中含敏感个人信息。照片仅供所在街道的审核人员查看，"
            "加密保存，查看时加盖水印并留下记录，作出决定满 30 日后删除。您可以不同意，并携带证件到街道现场办理。"
            "您可以随时撤回同意：照片随即删除，未办结的人工认证随之撤回；已作出的认证决定和已完成的表决仍然有效。"
        ),
        en=(
            "To check by hand that you own this unit we process your photos of an identity document and of a property "
            "document, which show sensitive personal information. Only the street's reviewers see them; they are kept "
            "encrypted, marked with who looks, every look is recorded, and they go 30 days after the decision. "
            "You may decline and bring your documents to the street instead. You may withdraw at any time: the photos "
            "are deleted at once and a review that is under way ends; decisions made and votes cast stay valid."
        ),
    ),
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
