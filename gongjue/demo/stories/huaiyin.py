"""槐荫里小区: fewer than a hundred households on their way to a first assembly."""

from gongjue.demo.ballots import Story, election
from gongjue.demo.plans import HUAIYIN, JIAODAOKOU
from gongjue.demo.register import Household
from gongjue.demo.stories.told import Picks, Told, Votes

REVIEWER = f"reviewer-{JIAODAOKOU}"
VOTERS, SEATS = 80, 5
# The fifth and the sixth have the same heads and, as all homes are of one size, the same area.
NAMED = {"韩松年": 72, "蔡玉兰": 70, "丁立新": 69, "魏淑珍": 66, "叶长青": 44, "贾明达": 44, "阎小川": 20}


def tell(told: Told) -> None:
    """An election that ends in a tie for the last seat, and the run-off, which waits for the street."""
    first = told.story(
        HUAIYIN, "选举首届业主委员会", "group", REVIEWER, "筹备组已完成业主身份核实，现选举首届业主委员会。",
        election(
            "选举业主委员会委员", f"候选人{len(NAMED)}名，应选{SEATS}名，每位业主最多选{SEATS}名。",
            list(NAMED), SEATS,
        ),
    )  # fmt: skip
    papers = iter(_papers())

    def answer(story: Story, _household: Household) -> Picks:
        return story.picks(next(papers))

    async def choose() -> Votes:
        return told.city.voters(HUAIYIN)[:VOTERS]

    told.timeline.tell(first, posted=-56, opens=-40, last=-26)
    told.timeline.voting(first, range(-39, -27, 4), choose, answer)
    second = told.story(
        HUAIYIN, "业主委员会委员第二轮选举", "group", REVIEWER,
        "首轮选举中叶长青、贾明达票数与面积均相同，须就余下一席另行选举。",
        election("选举业主委员会委员（第二轮）", "候选人2名，应选1名。", ["叶长青", "贾明达"], 1),
    )  # fmt: skip
    told.timeline.post(second, -18)
    told.timeline.prepare(second, -1, opens=4, last=14)


def _papers() -> list[tuple[int, ...]]:
    """Whom each voter names: everybody at most as many as there are seats, everybody named exactly as often as told."""
    named: list[list[int]] = [[] for _ in range(VOTERS)]
    place = 0
    for candidate, count in enumerate(NAMED.values()):
        for _ in range(count):
            named[place % VOTERS].append(candidate)
            place += 1
    return [tuple(each) for each in named]
