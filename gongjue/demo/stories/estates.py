"""Estates that are not in the system yet: one waits for the district, one was turned down."""

from functools import partial

from domain.services import estates
from domain.services.estates import DecideEstate, ProposeEstate
from gongjue.demo.plans import WANGJING
from gongjue.demo.stories.told import Told

PROPOSED = ProposeEstate(
    WANGJING, "湖光北里三号院", "朝阳区湖光北里3号院", "本院12个单元未纳入系统，业主要求使用手机投票。"
)
TURNED_DOWN = ProposeEstate(
    WANGJING, "南湖中园底商", "朝阳区南湖中园125号楼底商", "底商业主希望单独成为一个项目进行投票。"
)


def tell(told: Told) -> None:
    """The street's clerk proposes two estates; the district turns one down."""
    told.timeline.on(
        -30, "10:00", partial(_propose, told, TURNED_DOWN, "底商属于慧谷金色家园一期的物业管理区域，不单列项目。")
    )
    told.timeline.on(-4, "10:00", partial(_propose, told, PROPOSED, None))


async def _propose(told: Told, command: ProposeEstate, refused_because: str | None) -> None:
    clerk = await told.stage.staff(told.city.account(f"clerk-{WANGJING}"))
    async with told.stage.acting(clerk) as tx:
        estate_id = (await estates.propose(tx, command)).estate.id
    if refused_because is not None:
        district = await told.stage.staff(told.city.account("district-110105"))
        async with told.stage.acting(district) as tx:
            await estates.decide(tx, DecideEstate(estate_id, accepted=False, reason=refused_because))
