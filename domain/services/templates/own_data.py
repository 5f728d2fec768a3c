"""The page on which people read what is kept about them; it says what the file for programs says."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.services.templates.render import environment
from domain.services.wording import Language, instant_text

# Chinese first, English second. A section or field without a name here is a mistake that a test finds.
TITLES: dict[str, tuple[str, str]] = {
    "account": ("账号", "Account"),
    "owner": ("产权人信息", "You as an owner"),
    "titles": ("产权", "Titles"),
    "certifications": ("业主认证", "Certifications"),
    "consents": ("个人信息处理同意", "Consents"),
    "votes": ("投票记录", "Votes"),
    "failed_matches": ("未通过的认证", "Matches that failed"),
    "manual_reviews": ("人工认证", "Manual reviews"),
    "manual_review_steps": ("人工认证的办理过程", "What happened in manual reviews"),
    "photos": ("照片", "Photos"),
    "tickets": ("投诉报修", "Complaints and repairs"),
    "ticket_steps": ("投诉报修的办理过程", "What happened to complaints and repairs"),
    "ratings": ("物业评价", "Ratings"),
    "card_reads": ("身份证读取", "Card reads"),
    "messages": ("发给您的短信", "Messages to you"),
    "notices_read": ("看过的公告", "Notices that you read"),
    "sessions": ("登录", "Sign-ins"),
    "what_i_did": ("您的操作记录", "What you did"),
    "who_looked_at_me": ("他人对您信息的操作记录", "What others did with your data"),
}
NAMES: dict[str, tuple[str, str]] = {
    "account": ("账号编号", "account"),
    "act": ("操作", "act"),
    "action": ("操作", "action"),
    "answer": ("回复", "answer"),
    "answered_at": ("回复时间", "answered at"),
    "area": ("建筑面积（平方米）", "area (m²)"),
    "at": ("时间", "at"),
    "ballot": ("投票", "ballot"),
    "building": ("楼栋", "building"),
    "card_read": ("读取编号", "card read"),
    "cast_at": ("投票时间", "cast at"),
    "certified_at": ("认证时间", "certified at"),
    "channel": ("渠道", "channel"),
    "choices": ("选择", "choices"),
    "confirmed_at": ("验证时间", "confirmed at"),
    "created_at": ("建立时间", "created at"),
    "decided_at": ("办结时间", "decided at"),
    "deleted_at": ("删除时间", "deleted at"),
    "document_kind": ("证件种类", "document kind"),
    "document_number": ("证件号码", "document number"),
    "ended_at": ("终止时间", "ended at"),
    "ended_reason": ("终止原因", "why it ended"),
    "ends_at": ("终止时间", "ends at"),
    "entrance": ("单元", "entrance"),
    "estate": ("小区", "estate"),
    "evidence": ("登记依据", "evidence"),
    "expires_at": ("失效时间", "expires at"),
    "failed_at": ("时间", "failed at"),
    "filed_at": ("提交时间", "filed at"),
    "given_at": ("同意时间", "given at"),
    "heads": ("人数", "heads"),
    "height": ("高（像素）", "height (pixels)"),
    "kind": ("种类", "kind"),
    "language": ("语言", "language"),
    "last_seen_at": ("最近使用", "last seen at"),
    "method": ("方式", "method"),
    "name": ("姓名", "name"),
    "number": ("填写的证件号码", "number as entered"),
    "owners": ("产权人数", "number of owners"),
    "part": ("共有部位", "common part"),
    "phone": ("手机号", "phone"),
    "photo": ("照片编号", "photo"),
    "place_note": ("位置说明", "place"),
    "purpose": ("用途", "purpose"),
    "quarter": ("季度", "quarter"),
    "rated_at": ("评价时间", "rated at"),
    "read_at": ("阅读时间", "read at"),
    "reason": ("理由", "reason"),
    "reasons": ("原因", "reasons"),
    "receipt": ("回执编号", "receipt"),
    "received_at": ("收到时间", "received at"),
    "review": ("申请编号", "review"),
    "revoked_at": ("退出时间", "ended at"),
    "role": ("角色", "role"),
    "room": ("房号", "room"),
    "rooms": ("房号", "rooms"),
    "scores": ("评分", "scores"),
    "sent_at": ("发送时间", "sent at"),
    "settled_at": ("办结时间", "settled at"),
    "share": ("份额", "share"),
    "source": ("来源", "source"),
    "starts_at": ("起始时间", "starts at"),
    "state": ("状态", "state"),
    "step": ("步骤", "step"),
    "submitted_at": ("提交时间", "submitted at"),
    "template": ("短信种类", "template"),
    "ticket": ("单号", "ticket"),
    "title": ("标题", "title"),
    "version": ("版本", "version"),
    "width": ("宽（像素）", "width (pixels)"),
    "withdrawn_at": ("撤回时间", "withdrawn at"),
    "words": ("内容", "words"),
    "work_rating": ("对处理的评分", "rating of the work"),
}


def readable_page(
    found: Mapping[str, Sequence[Mapping[str, Any]]], photos: Sequence[str], made_at: datetime, language: Language
) -> str:
    """The page. Every value is escaped; instants are in Beijing time; what is empty is left out of a row."""
    at = 1 if language is Language.EN else 0
    sections = [
        {
            "title": TITLES[name][at],
            "rows": [
                [(NAMES[field][at], _said(value, language)) for field, value in row.items() if value is not None]
                for row in rows
            ],
        }
        for name, rows in found.items()
    ]
    made = instant_text(made_at, language)
    return (
        environment()
        .get_template("own_data.html.j2")
        .render(
            language=language.value,
            title=("我的数据", "My data")[at],
            introduction=(
                f"北京共决保存的关于您的全部信息，生成于 {made}。同一内容的机器可读版本见 data.json。",
                f"Everything that Gongjue keeps about you, as of {made}. The same, for programs: data.json.",
            )[at],
            sections=sections,
            nothing=("没有记录。", "Nothing is kept.")[at],
            photos=photos,
            photos_title=("您发送的照片", "Photos that you sent")[at],
        )
    )


def _said(value: Any, language: Language) -> str:
    if isinstance(value, list):
        return "；".join(_said(one, language) for one in value)
    if isinstance(value, dict):
        return "：".join(_said(one, language) for one in value.values())
    if isinstance(value, str) and len(value) >= 20 and value[4:5] == "-" and value[10:11] == "T":
        return instant_text(datetime.fromisoformat(value), language)
    return str(value)
