"""慧谷金色家园一期: an estate with a committee that works, and one ballot after another."""

from functools import partial

from domain.rules.terms import MatterKind
from gongjue.demo import ballots
from gongjue.demo.ballots import yes_or_no
from gongjue.demo.plans import HUIGU, WANGJING
from gongjue.demo.stories import turns
from gongjue.demo.stories.told import Told

REVIEWER = f"reviewer-{WANGJING}"


def tell(told: Told) -> None:
    """An adopted ballot, one that is open, one that opens tomorrow, one that was rejected, and a draft."""
    _adopted(told)
    _open(told)
    _opens_tomorrow(told)
    _rejected(told)
    _draft(told)


def _adopted(told: Told) -> None:
    story = told.story(
        HUIGU, "修订管理规约与电梯更换", "committee", REVIEWER,
        "小区电梯已使用二十年，检验机构建议更换；管理规约自入住以来未修订。",
        yes_or_no(MatterKind.MANAGEMENT_COVENANT, "修订小区管理规约", "增加文明养犬、电动车停放与楼道消防条款。"),
        yes_or_no(
            MatterKind.REPAIR_FUND_USE, "使用专项维修资金更换电梯", "更换20部电梯，预算680万元，由专项维修资金列支。"
        ),
    )  # fmt: skip
    told.timeline.tell(story, posted=-58, opens=-42, last=-28)
    told.timeline.voting(story, range(-41, -29, 2), told.share(HUIGU, 90), told.leaning((82, 13, 5), (74, 19, 7)))


def _open(told: Told) -> None:
    story = told.story(
        HUIGU, "增设充电车棚与续筹维修资金", "committee", REVIEWER,
        "为解决电动自行车充电难题，并补足更换电梯后不足的维修资金。",
        yes_or_no(
            MatterKind.COMMON_PARTS_USE, "利用西侧空地建设充电车棚",
            "占用共有空地约180平方米，建设可停放240辆电动自行车的充电车棚。",
        ),
        yes_or_no(MatterKind.REPAIR_FUND_RAISE, "续筹专项维修资金", "每平方米40元，分两年交存。"),
    )  # fmt: skip
    line = told.timeline
    line.tell(story, posted=-28, opens=-12, last=2)
    line.voting(story, range(-11, -1), told.share(HUIGU, 85), told.leaning((84, 11, 5), (66, 28, 6)))
    line.on(-11, "19:00", told.says(story, "li", 0, 0))
    line.on(-10, "19:00", told.says(story, "sun", 0, 1))
    line.on(-9, "19:00", told.says(story, "chen", 0, 0))
    line.on(-8, "19:00", told.says(story, "company", 0, 2))
    line.on(-6, "10:00", partial(turns.sell, told, "sun", "周明"))
    line.on(-6, "11:00", partial(turns.sell, told, "ma", "何洁"))
    line.on(-4, "09:30", partial(turns.certify_late, told, "chen"))
    line.on(-3, "19:30", partial(turns.certify_and_vote, told, story, "何洁", "ma", 0, 1))


def _opens_tomorrow(told: Told) -> None:
    story = told.story(
        HUIGU, "调整物业服务标准与物业费", "committee", REVIEWER, "现行物业服务合同将于年内到期。",
        yes_or_no(
            MatterKind.SERVICE_TERMS, "调整物业服务标准及物业费",
            "服务标准由三级调整为四级，物业费由每平方米每月2.10元调整为2.45元。",
        ),
    )  # fmt: skip
    told.timeline.tell(story, posted=-17, opens=1, last=20)


def _rejected(told: Told) -> None:
    story = told.story(
        HUIGU, "外墙修缮", "committee", REVIEWER, "部分楼栋外墙保温层脱落。",
        yes_or_no(MatterKind.REPAIR_FUND_USE, "使用专项维修资金修缮外墙", "修缮126号楼、128号楼北侧外墙。"),
    )  # fmt: skip
    told.timeline.post(story, -21)
    told.timeline.prepare(story, -9, opens=5, last=25)
    reason = "决策事项说明没有写明预算和列支范围，请补充后重新提交。"
    told.timeline.on(-8, "16:00", partial(ballots.reject, told.stage, story, reason))


def _draft(told: Told) -> None:
    story = told.story(
        HUIGU, "小区大门与门禁改造", "committee", REVIEWER, "",
        yes_or_no(MatterKind.OTHER_MAJOR, "改造南门与门禁系统", "方案正在比选。"),
    )  # fmt: skip
    told.timeline.on(-2, "10:00", partial(ballots.draft, told.stage, story, None, None))
