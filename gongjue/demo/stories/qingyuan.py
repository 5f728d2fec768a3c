"""清源新天地: homes and shops, a developer with unsold stock, and a property company that organizes too."""

from functools import partial

from domain.rules.terms import MatterKind
from gongjue.demo import ballots
from gongjue.demo.ballots import one_of, yes_or_no
from gongjue.demo.plans import DAXING, QINGYUAN
from gongjue.demo.stories.told import Told

CLERK, REVIEWER = f"clerk-{DAXING}", f"reviewer-{DAXING}"


def tell(told: Told) -> None:
    """A property company chosen among three, an open ballot with a suspended matter, and a suspended ballot."""
    _company(told)
    _suspended(told)
    _suspended_matter(told)


def _company(told: Told) -> None:
    story = told.story(
        QINGYUAN, "选聘物业服务企业", CLERK, REVIEWER, "前期物业服务合同到期，经公开比选确定三家候选企业。",
        one_of(
            "选聘物业服务企业", "从三家候选企业中选聘一家，合同期三年。",
            ["清源物业服务有限公司", "和畅物业服务有限公司", "安捷物业服务有限公司"],
        ),
    )  # fmt: skip
    told.timeline.tell(story, posted=-59, opens=-43, last=-29)
    told.timeline.voting(story, range(-42, -30, 4), told.share(QINGYUAN, 94), told.leaning((64, 20, 9, 4, 3)))
    told.timeline.on(-35, "10:00", told.says(story, "developer", 0))


def _suspended(told: Told) -> None:
    story = told.story(
        QINGYUAN, "地下车位收费标准", "property", REVIEWER, "地下车位收费标准拟按市场价调整。",
        yes_or_no(MatterKind.OTHER_MAJOR, "调整地下车位收费标准", "由每月300元调整为400元。"),
    )  # fmt: skip
    told.timeline.tell(story, posted=-40, opens=-24, last=-10, counted=False)
    told.timeline.voting(story, range(-23, -21), told.share(QINGYUAN, 20), told.leaning((30, 60, 10)))
    reason = "事项类别设置错误：车位收费涉及利用共有部分经营，应按改变共有部分用途重新发起。"
    told.timeline.on(-20, "17:00", partial(ballots.suspend, told.stage, story, reason))


def _suspended_matter(told: Told) -> None:
    story = told.story(
        QINGYUAN, "公共收益使用与快递柜", "property", REVIEWER, "公共区域广告收益累计36万元，拟提请业主共同决定用途。",
        yes_or_no(MatterKind.OTHER_MAJOR, "公共收益用于更新儿童活动区", "更新滑梯、地垫与照明，预算18万元。"),
        yes_or_no(
            MatterKind.COMMON_PARTS_USE, "在东门设置智能快递柜",
            "占用共有场地12平方米，由企业经营，收益归全体业主。",
        ),
    )  # fmt: skip
    line = told.timeline
    line.tell(story, posted=-25, opens=-8, last=9)
    line.voting(story, range(-5, -1), told.share(QINGYUAN, 55), told.leaning((70, 20, 10)))
    reason = "经营企业退出，场地方案需重新公示。"
    line.on(-7, "17:00", partial(ballots.suspend_one, told.stage, story, 1, reason))
