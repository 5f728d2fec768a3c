"""What is built in the demo city: estates, their buildings and what is in them, as data."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.rules.terms import EstateStatus, Usage

# Two floors in one home, as in the operation guide's picture: 1单元102 has 207.10 m² on the floors 1 and 2.
DUPLEX_AREA = 20_710


@dataclass(frozen=True, slots=True)
class Room:
    """One unit to be: where it is, what it is for, and its floor area in 0.01 m²."""

    entrance: str
    floor: int
    floor_to: int
    room: str
    usage: Usage
    layout: str
    area: int


@dataclass(frozen=True, slots=True)
class BuildingPlan:
    """A building: homes by entrance and floor, `areas` for the rooms of a floor from left to right, and the rest."""

    name: str
    entrances: int
    floors: int
    areas: tuple[int, ...]
    duplex: bool = False
    shops: int = 0
    parking: int = 0
    storage: int = 0
    equipment: int = 0
    civil_defence: int = 0
    public: int = 0

    def rooms(self) -> Iterator[Room]:
        """Every unit of the building, homes first, in the order of the building table."""
        for entrance in range(1, self.entrances + 1):
            for floor in range(1, self.floors + 1):
                for place, area in enumerate(self.areas, start=1):
                    yield from self._home(entrance, floor, place, area)
        yield from self._others("S", 1, self.shops, Usage.SHOP, 6_480, 315)
        yield from self._others("B1-C", -1, self.parking, Usage.PARKING, 1_325, 0)
        yield from self._others("B1-K", -1, self.storage, Usage.STORAGE, 640, 15)
        yield from self._others("B1-E", -1, self.equipment, Usage.EQUIPMENT, 3_210, 125)
        yield from self._others("B2-R", -2, self.civil_defence, Usage.CIVIL_DEFENCE, 41_250, 0)
        yield from self._others("G", 1, self.public, Usage.PUBLIC, 9_800, 0)

    def _home(self, entrance: int, floor: int, place: int, area: int) -> Iterator[Room]:
        is_duplex = self.duplex and entrance == 1 and place == 2
        if is_duplex and floor == 2:
            return
        layout = ("一居室", "两居室", "三居室", "其它")[min(max(area - 4_000, 0) // 3_000, 3)]
        if is_duplex and floor == 1:
            yield Room("1", 1, 2, "102", Usage.HOME, "其它", DUPLEX_AREA)
        else:
            yield Room(str(entrance), floor, floor, f"{floor}{place:02d}", Usage.HOME, layout, area)

    def _others(self, prefix: str, floor: int, count: int, usage: Usage, area: int, step: int) -> Iterator[Room]:
        for number in range(1, count + 1):
            yield Room("", floor, floor, f"{prefix}{number:02d}", usage, "其它", area + number * step)


@dataclass(frozen=True, slots=True)
class EstatePlan:
    """An estate, and in hundredths of its homes and shops: how many have an owner known, how many owners certify.

    `couples` and `several` are the hundredths of owned homes that two people own together, and that belong to somebody
    who owns more than one. The last `unsold` homes are the developer's.
    """

    key: str
    name: str
    address: str
    street: str
    status: EstateStatus
    number: str
    buildings: tuple[BuildingPlan, ...] = ()
    owned: int = 100
    certified: int = 0
    couples: int = 15
    several: int = 8
    unsold: int = 0


HUIGU = "huigu"
YUNJIN = "yunjin"
HUAIYIN = "huaiyin"
QINGYUAN = "qingyuan"
PREPARING = "preparing"

WANGJING = "110105026"
HUILONGGUAN = "110114011"
JIAODAOKOU = "110101003"
DAXING = "110115003"


def _huigu() -> EstatePlan:
    rest: dict[int, dict[str, int]] = {
        125: {"shops": 6},
        126: {"parking": 60, "storage": 12},
        127: {"public": 1},
        128: {"civil_defence": 2},
        129: {"shops": 4},
    }
    return EstatePlan(
        HUIGU, "慧谷金色家园一期", "朝阳区南湖中园125号楼至129号楼", WANGJING, EstateStatus.COMPLETED,
        "110105026-1-007",
        tuple(
            BuildingPlan(
                f"朝阳区南湖中园{number}号楼", 4, 12, (10_781, 8_835), duplex=True, equipment=2,
                shops=rest[number].get("shops", 0), parking=rest[number].get("parking", 0),
                storage=rest[number].get("storage", 0), public=rest[number].get("public", 0),
                civil_defence=rest[number].get("civil_defence", 0),
            )
            for number in range(125, 130)
        ),
        owned=94, certified=93, couples=22, several=10,
    )  # fmt: skip


def _yunjin() -> EstatePlan:
    areas = ((5_612, 8_940, 8_940, 6_105), (7_215, 10_466, 10_466, 7_215))
    return EstatePlan(
        YUNJIN, "云锦新城", "昌平区回龙观街道云锦路1号", HUILONGGUAN, EstateStatus.COMPLETED, "110114011-1-021",
        tuple(BuildingPlan(f"云锦新城{n}号楼", 4, 25, areas[n % 2]) for n in range(1, 26)),
        owned=97, certified=76, couples=4, several=18,
    )  # fmt: skip


ESTATES: tuple[EstatePlan, ...] = (
    _huigu(),
    _yunjin(),
    EstatePlan(
        HUAIYIN, "槐荫里小区", "东城区交道口槐荫里3号院", JIAODAOKOU, EstateStatus.COMPLETED, "110101003-1-002",
        (
            BuildingPlan("槐荫里1号楼", 4, 6, (6_350, 6_350)),
            BuildingPlan("槐荫里2号楼", 4, 6, (6_350, 6_350), equipment=1),
        ),
        certified=96, couples=0, several=0,
    ),
    EstatePlan(
        QINGYUAN, "清源新天地", "大兴区清源路18号院", DAXING, EstateStatus.COMPLETED, "110115003-1-011",
        (
            BuildingPlan("清源新天地1号楼", 2, 15, (8_930, 11_240), shops=20, equipment=2),
            BuildingPlan("清源新天地2号楼", 2, 15, (8_930, 11_240), shops=4, parking=40, public=1),
            BuildingPlan("清源新天地3号楼", 2, 15, (8_930, 11_240), civil_defence=1),
        ),
        owned=98, certified=90, unsold=14,
    ),
    EstatePlan(
        PREPARING, "望湖新里家园", "朝阳区望湖南路6号院", WANGJING, EstateStatus.PREPARING, "110105026-1-031",
        (BuildingPlan("望湖新里家园1号楼", 2, 9, (7_450, 9_120)),), owned=30,
    ),
)  # fmt: skip
