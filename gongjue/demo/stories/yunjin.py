"""云锦新城: ten thousand units without a committee; the street organizes."""

from functools import partial

from domain.rules.terms import MatterKind
from gongjue.demo import ballots
from gongjue.demo.ballots import yes_or_no
from gongjue.demo.plans import HUILONGGUAN, YUNJIN
from gongjue.demo.stories.told import Told

CLERK, REVIEWER = f"clerk-{HUILONGGUAN}", f"reviewer-{HUILONGGUAN}"


def tell(told: Told) -> None:
    """A ballot that missed its quorum by a few heads, and one that was extended and is still open."""
    _short_of_the_quorum(told)
    _extended(told)


def _short_of_the_quorum(told: Told) -> None:
    story = told.story(
        YUNJIN, "二次供水设备改造", CLERK, REVIEWER, "小区二次供水水箱已到使用年限，水质检测多次接近限值。",
        yes_or_no(
            MatterKind.REPAIR_FUND_USE, "使用专项维修资金改造二次供水设备", "更换25栋楼的水箱与变频水泵，预算920万元。"
        ),
    )  # fmt: skip
    told.timeline.tell(story, posted=-57, opens=-41, last=-27)
    told.timeline.voting(story, range(-40, -28, 3), told.just_short(story, by=23), told.leaning((86, 8, 6)))


def _extended(told: Told) -> None:
    story = told.story(
        YUNJIN, "制定业主大会议事规则", CLERK, REVIEWER, "成立业主大会需先制定议事规则，草案已公开征求意见。",
        yes_or_no(MatterKind.RULES_OF_PROCEDURE, "制定业主大会议事规则", "议事规则草案共8章46条，全文见公示附件。"),
    )  # fmt: skip
    line = told.timeline
    line.tell(story, posted=-36, opens=-20, last=-1)
    line.voting(story, range(-19, -1, 6), told.share(YUNJIN, 61), told.leaning((78, 12, 10)))
    reason = "参与表决的业主尚未达到三分之二，延长一次以便更多业主参加。"
    line.on(-3, "16:00", partial(ballots.extend, told.stage, story, reason))
