"""Notices of every kind and in every state, beside those of the postings."""

from functools import partial

from domain.rules.notice import AgendaItem, NoticeText
from domain.rules.terms import MatterKind, NoticeKind
from gongjue.demo import postings
from gongjue.demo.plans import HUIGU, HUILONGGUAN, QINGYUAN, WANGJING, YUNJIN
from gongjue.demo.stories.told import Told

_GATE = (AgendaItem(MatterKind.OTHER_MAJOR, "改造南门与门禁系统"),)
_ORDINARY = (
    (
        -15, "09:30", "committee", HUIGU, NoticeKind.PUBLICITY, "上半年公共收益收支公示",
        "一、收入：电梯广告 86,400 元，地面停车 142,000 元。\n"
        "二、支出：绿化补植 31,500 元，楼道照明 18,260 元。\n三、结余转入专项维修资金。",
    ),
    (
        -5, "08:30", f"clerk-{HUILONGGUAN}", YUNJIN, NoticeKind.ANNOUNCEMENT, "水箱清洗停水公告",
        "本周六 9:00 至 16:00 清洗二次供水水箱，期间停水，请提前储水。",
    ),
    (
        -3, "09:00", "property", QINGYUAN, NoticeKind.ANNOUNCEMENT, "冬季供暖打压试水公告",
        "供暖前将进行管道打压试水，请家中留人，发现渗漏请立即联系物业。",
    ),
)  # fmt: skip


def tell(told: Told) -> None:
    """Ordinary kinds published and in draft; ballot kinds submitted, rejected, and approved but not published."""
    stage, city, line = told.stage, told.city, told.timeline
    for day, hours, author, estate, kind, title, body in _ORDINARY:
        text = NoticeText(kind, title, body)
        line.on(day, hours, partial(postings.post, stage, city.account(author), city.estates[estate].id, text))
    committee, huigu = city.account("committee"), city.estates[HUIGU].id
    reviewer = city.account(f"reviewer-{WANGJING}")
    draft = NoticeText(
        NoticeKind.ANNOUNCEMENT, "楼道杂物清理公告", "请各位业主于月底前自行清理楼道杂物，逾期统一清理。"
    )
    line.on(-2, "11:00", partial(postings.write, stage, committee, huigu, draft))
    first = NoticeText(
        NoticeKind.BALLOT_PUBLICITY, "关于“小区大门与门禁改造”的投票公示", "改造方案两套，详见附图。", _GATE
    )
    refused = "请补充两套方案的预算。"
    line.on(-6, "13:00", partial(postings.hand_in, stage, committee, huigu, first, reviewer, refused))
    again = NoticeText(
        NoticeKind.BALLOT_PUBLICITY, "关于“小区大门与门禁改造”的投票公示（补充预算）",
        "方案一预算 21 万元，方案二预算 34 万元。", _GATE,
    )  # fmt: skip
    line.on(-2, "15:00", partial(postings.hand_in, stage, committee, huigu, again, reviewer))
    announcement = NoticeText(
        NoticeKind.BALLOT_ANNOUNCEMENT, "关于“小区大门与门禁改造”的投票公告", "投票时间另行公告。", _GATE
    )
    line.on(-1, "09:00", partial(postings.hand_in, stage, committee, huigu, announcement))
