"""The people of the demo city with a part of their own: whom a visitor may be, and what there is to try."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongjue.demo.invented import Invented, Inventor
from gongjue.demo.plans import HUAIYIN, HUIGU, QINGYUAN
from gongjue.demo.register import Household, MadeEstate, MadeOwner, MadeUnit, Register


@dataclass(frozen=True, slots=True)
class Part:
    """A person whom a visitor may be: what there is to see, in both languages; `certified` has an account already.

    An `applicant` is not in the register yet: their manual review is with the street.
    """

    key: str
    estate: str
    places: tuple[tuple[str, str, str], ...]
    zh: str
    en: str
    name: str
    certified: bool = True
    with_key: str | None = None
    waiting: int = 0
    kind: str = "person"
    applicant: bool = False


# In the order of the start page.
PARTS: tuple[Part, ...] = (
    Part(
        "zhang", HUIGU, (("125号楼", "1", "1001"),),
        "一套房，已认证，正在进行的投票还没有投。", "One home, certified, has not voted in the open ballot yet.",
        "张慧兰",
    ),
    Part(
        "li", HUIGU, (("126号楼", "2", "502"),),
        "与王秀英共有一套房，已代表本户投票。", "Owns a home with Wang Xiuying and has voted for it.", "李建国",
    ),
    Part(
        "wang", HUIGU, (("126号楼", "2", "502"),),
        "与李建国共有；再投时会被告知谁在何时已投。", "Co-owner: is told who voted for the home, and when.", "王秀英",
        with_key="li",
    ),
    Part(
        "chen", HUIGU, (("127号楼", "3", "301"), ("127号楼", "3", "302"), ("129号楼", "4", "1201")),
        "三套房按一人计，面积累加；第三套在投票期间才认证，自动并入。",
        "Three homes, one head; the third was certified during the vote and joined it.", "陈志远", waiting=1,
    ),
    Part(
        "zhao", HUIGU, (("128号楼", "1", "102"),),
        "复式一套，有产权信息，尚未认证：可以从这里开始。", "A duplex with owner data, not certified: begin here.",
        "赵敏", certified=False,
    ),
    Part(
        "company", HUIGU, (("125号楼", "", "S01"), ("125号楼", "", "S02")),
        "单位业主，两间商铺，凭统一社会信用代码认证。", "An organisation with two shops, certified by its code.",
        "云帆商贸有限公司", kind="organisation",
    ),
    Part(
        "maria", HUIGU, (("127号楼", "4", "802"),),
        "凭护照认证的业主。", "Certified with a passport.", "玛丽亚·席尔瓦", kind="foreigner",
    ),
    Part(
        "sun", HUIGU, (("127号楼", "1", "101"),),
        "投票后卖出房屋：其表决保留，认证已随产权终止。", "Sold after voting: the vote stays, the certification ended.",
        "孙丽华",
    ),
    Part(
        "ma", HUIGU, (("128号楼", "2", "701"),),
        "未投票即卖出：由新业主何洁认证后投票。", "Sold before voting: the new owner He Jie certified and voted.",
        "马超",
    ),
    Part(
        "qian", HUIGU, (("129号楼", "2", "402"),),
        "尚未认证，生命周期脚本中的业主。", "Not certified; an owner in the life-cycle script.", "钱小梅",
        certified=False,
    ),
    Part(
        "wu", HUIGU, (("129号楼", "2", "502"),),
        "尚未认证，生命周期脚本中的业主。", "Not certified; an owner in the life-cycle script.", "吴大海",
        certified=False,
    ),
    Part(
        "zheng", HUIGU, (("129号楼", "2", "602"),),
        "尚未认证，生命周期脚本中没有投票的业主。", "Not certified; does not vote in the life-cycle script.", "郑一鸣",
        certified=False,
    ),
    Part(
        "jin", HUAIYIN, (("1号楼", "1", "101"),),
        "小小区业主，首次业主大会。", "Owner in the small estate of the first assembly.", "金树槐",
    ),
    Part(
        "bai", HUIGU, (("125号楼", "1", "301"),),
        "登记簿里还没有她的产权信息，人工认证已提交，等待街道审核。",
        "The register has no owner data of hers; her manual review waits for the street.", "白桂香",
        certified=False, applicant=True,
    ),
    Part(
        "luo", HUIGU, (("126号楼", "1", "1202"),),
        "上月刚买房，登记簿里还是原业主；街道请他重拍产权证明。",
        "Bought last month, the register still has the seller; the street asks him for a better photo.", "罗振华",
        certified=False, applicant=True,
    ),
)  # fmt: skip

DEVELOPER = "清源置业有限公司"


@dataclass(frozen=True, slots=True)
class Known:
    """A character with a document and a phone of their own: the visitor's for the asking, certified or not."""

    part: Part
    invented: Invented
    phone: str


def introduced(inventor: Inventor) -> list[Known]:
    """The characters, invented before anybody else, so that their numbers and phones stay and are easy to type."""
    inventing = {"person": inventor.person, "organisation": inventor.organisation, "foreigner": inventor.foreigner}
    return [Known(part, inventing[part.kind](part.name), inventor.phone()) for part in PARTS]


class Characters:
    """The characters as owners of the register, and their households; those who apply to be in it stand apart."""

    def __init__(self, inventor: Inventor, register: Register) -> None:
        self._inventor = inventor
        self._register = register
        self.owners: dict[str, MadeOwner] = {}
        self.households: dict[str, Household] = {}
        self.applicants: dict[str, Known] = {}
        for known in introduced(inventor):
            if known.part.applicant:
                self.applicants[known.part.key] = known
                continue
            self.owners[known.part.key] = owner = register.owner(known.invented)
            owner.phone = known.phone if known.part.certified else None

    def of(self, made: MadeEstate) -> Sequence[Household]:
        """The households of the characters who live in this estate, and of its developer."""
        living = [part for part in PARTS if part.estate == made.plan.key and not part.applicant]
        for part in living:
            if part.with_key is None:
                units = [made.unit(*place) for place in part.places]
                owners = [self.owners[one.key] for one in PARTS if part.key in (one.key, one.with_key)]
                waiting = units[len(units) - part.waiting :]
                self.households[part.key] = Household(owners, units, told=True, waiting=waiting)
        for part in PARTS:
            if part.with_key is not None and part.with_key in self.households:
                self.households[part.key] = self.households[part.with_key]
        found = [self.households[part.key] for part in living if part.with_key is None]
        if made.plan.key == QINGYUAN:
            found.append(self._developer(made))
        return found

    def _developer(self, made: MadeEstate) -> Household:
        owner = self._register.owner(self._inventor.organisation(DEVELOPER))
        owner.phone = self._inventor.phone()
        units: list[MadeUnit] = [unit for unit in made.units if unit.stock]
        self.owners["developer"], self.households["developer"] = owner, Household([owner], units, told=True)
        return self.households["developer"]
