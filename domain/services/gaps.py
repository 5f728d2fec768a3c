"""The gap planner: what a running ballot still lacks, who is silent, and the shortest list of doors that closes it.

For the body that runs the ballot and for the street. It tells who has not voted yet, which those two may know of every
unit, and never what anybody chose; whoever is to be met is named masked.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import func, select

from domain.rules.gaps import Measure, Part, UnitStanding, door_of, gap_of, heads_of, part_of, silent_units
from domain.rules.law import RuleSet
from domain.rules.policy import Actor
from domain.rules.roll import is_counted
from domain.rules.settings import CoOwner, CountingSettings
from domain.rules.terms import BallotState, Usage
from domain.rules.visits import Plan, shortest_plan
from domain.services.counting import read_content, undisturbed
from domain.store.database import Database
from domain.store.gaps import UnitNow, marks_now, units_now
from domain.store.selects import ballots_run_by
from domain.store.tables import Ballot, Building
from domain.store.tallies import driver_of


class PartLevel(StrEnum):
    """Into what parts a scope is broken down."""

    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Door:
    """A silent unit: where it is (`position` is its building's), its 0.01 m², what is known of its owner, and when a
    helper last found nobody at home.
    """

    unit_id: str
    building_id: str
    building: str
    position: int
    entrance: str
    floor: int
    room: str
    area: int
    certified: bool
    owner_known: bool
    reached: bool
    nobody_home_at: datetime | None

    @property
    def place(self) -> tuple[int | str, ...]:
        """The order in which somebody walks; no two doors share one."""
        return self.position, self.building_id, self.entrance, self.floor, self.room, self.unit_id


@dataclass(frozen=True, slots=True)
class DoorVisit:
    """A door to knock at, whom to ask for, and what their vote adds: units, new heads, 0.01 m².

    `so_far` is what it gains with the doors before it on the list, at least: the figures of a visit are what it adds to
    those that gain more area, which may stand further down.
    """

    door: Door
    owner_id: UUID
    units: int
    heads: int
    area: int
    so_far: Measure

    @property
    def id(self) -> UUID:
        """The same for the same person at the same door, and nothing else: two may be met at one door."""
        return uuid5(UUID(self.door.unit_id), str(self.owner_id))


@dataclass(frozen=True, slots=True)
class GapPart:
    """A building, an entrance or a floor; its figures are None where it has fewer than five counted units.

    `doors`: how many doors of the list are there, which are named one by one in any case.
    """

    building_id: UUID
    building: str
    entrance: str | None
    floor: int | None
    doors: int
    figures: Part | None


@dataclass(frozen=True, slots=True)
class GapPlan:
    """A running ballot's gap at an instant, with the shortest list of visits that closes it."""

    ballot_id: UUID
    at: datetime
    closes_at: datetime
    all: Measure
    voted: Measure
    needed: Measure
    missing: Measure
    gained: Measure
    closes: bool
    at_least: int
    doors: tuple[DoorVisit, ...]
    counted: tuple[tuple[UnitStanding, str], ...]
    taking_part: frozenset[str]
    buildings: Mapping[str, tuple[str, int]]


async def gap_plan(database: Database, actor: Actor, ballot_id: UUID) -> GapPlan | None:
    """The plan of a ballot that is open and that `actor` runs, or None."""
    found = await _read(database, actor, ballot_id)
    return await asyncio.to_thread(_planned, found) if found is not None else None


async def silent_doors(database: Database, actor: Actor, ballot_id: UUID) -> list[Door]:
    """The counted units that were not cast in such a ballot, in the order in which somebody walks."""
    found = await _read(database, actor, ballot_id)
    if found is None:
        return []
    units = _standings(found.units, found.settings)
    doors = (_door(unit, found) for unit in units if not unit.voted)
    return sorted(doors, key=lambda door: door.place)


@dataclass(frozen=True, slots=True)
class _Found:
    ballot_id: UUID
    at: datetime
    closes_at: datetime
    settings: CountingSettings
    rule_sets: tuple[RuleSet, ...]
    units: Sequence[UnitNow]
    buildings: Mapping[str, tuple[str, int]]
    marks: Mapping[str, datetime]


def _door(unit: UnitStanding, found: _Found) -> Door:
    return Door(
        unit.id, unit.building, *found.buildings[unit.building], unit.entrance, unit.floor, unit.room, unit.area,
        unit.certified, bool(unit.owners), unit.reached, found.marks.get(unit.id),
    )  # fmt: skip


async def _read(database: Database, actor: Actor, ballot_id: UUID) -> _Found | None:
    seen = ballots_run_by(actor).where(Ballot.id == ballot_id, Ballot.state == BallotState.OPEN)
    async with database.read() as session:
        ballot = (
            await session.execute(seen.with_only_columns(Ballot.estate_id, Ballot.closes_at, func.domain_now()))
        ).one_or_none()
        if ballot is None:
            return None
        estate_id, closes_at, at = ballot
        rows = await session.execute(
            select(Building.id, Building.name, Building.position).where(Building.estate_id == estate_id)
        )
        buildings = {str(id_): (name, position) for id_, name, position in rows}
        driver = await driver_of(session)
        content = (await read_content(driver, [ballot_id]))[ballot_id]
        rule_sets = tuple(question.rule_set for question in content.questions if not question.suspended)
        units = await units_now(driver, ballot_id, at)
        marks = await marks_now(driver, ballot_id)
    return _Found(ballot_id, at, closes_at, content.settings, rule_sets, units, buildings, marks)


def _standings(units: Iterable[UnitNow], settings: CountingSettings) -> list[UnitStanding]:
    counting = {usage.value for usage in Usage if is_counted(usage, settings.area_kinds)}
    return [
        UnitStanding(
            unit.id, unit.building, unit.entrance, unit.floor, unit.room, unit.area,
            tuple(unit.owners.split(",")) if unit.owners else (), unit.stock, unit.usage == Usage.HOME.value,
            unit.voted, unit.certified, unit.reached, unit.castable,
        )
        for unit in units
        if unit.usage in counting
    ]  # fmt: skip


def _planned(found: _Found) -> GapPlan:
    with undisturbed():
        units = _standings(found.units, found.settings)
        co_owner: CoOwner = found.settings.co_owner
        heads = heads_of(units, co_owner)
        gap = gap_of(units, heads, found.rule_sets)
        taking_part = frozenset(head for unit, head in zip(units, heads, strict=True) if unit.voted)
        plan = shortest_plan(silent_units(units, heads), taking_part, gap.missing.heads, gap.missing.area)
        by_id = {unit.id: unit for unit in units}
        visits = _doors(plan, by_id, found)
    return GapPlan(
        ballot_id=found.ballot_id,
        at=found.at,
        closes_at=found.closes_at,
        all=gap.all,
        voted=gap.voted,
        needed=gap.needed,
        missing=gap.missing,
        gained=Measure(plan.heads, plan.area),
        closes=plan.closes,
        at_least=plan.at_least,
        doors=tuple(visits),
        counted=tuple(zip(units, heads, strict=True)),
        taking_part=taking_part,
        buildings=found.buildings,
    )


def _doors(plan: Plan, units: Mapping[str, UnitStanding], found: _Found) -> list[DoorVisit]:
    taken: set[str] = set()
    met = []
    for visit in plan.visits:
        unit = door_of((units[one] for one in visit.units), taken)
        taken.add(unit.id)
        met.append((_door(unit, found), visit))
    met.sort(key=lambda one: (*one[0].place, one[1].owner))
    heads = area = 0
    listed = []
    for door, visit in met:
        heads, area = heads + visit.heads, area + visit.area
        so_far = Measure(heads, area)
        listed.append(DoorVisit(door, UUID(visit.owner), len(visit.units), visit.heads, visit.area, so_far))
    return listed


def _added_up(visits: Iterable[DoorVisit]) -> list[DoorVisit]:
    heads = area = 0
    listed = []
    for visit in visits:
        heads, area = heads + visit.heads, area + visit.area
        listed.append(replace(visit, so_far=Measure(heads, area)))
    return listed


def doors_of(plan: GapPlan, building_id: UUID | None = None, entrance: str | None = None) -> Sequence[DoorVisit]:
    """The list of doors, or the part of it in one building or one entrance, added up from its own first door."""
    if building_id is None and entrance is None:
        return plan.doors
    wanted = None if building_id is None else str(building_id)
    return _added_up(
        visit
        for visit in plan.doors
        if (wanted is None or visit.door.building_id == wanted)
        and (entrance is None or visit.door.entrance == entrance)
    )


def visit_place(visit: DoorVisit) -> tuple[int | str, ...]:
    """The order in which somebody walks; two who are met at one door have one place each."""
    return *visit.door.place, str(visit.owner_id)


_KEYS: Mapping[PartLevel, Callable[[str, str, int], tuple[str, str | None, int | None]]] = {
    PartLevel.BUILDING: lambda building, _entrance, _floor: (building, None, None),
    PartLevel.ENTRANCE: lambda building, entrance, _floor: (building, entrance, None),
    PartLevel.FLOOR: lambda building, entrance, floor: (building, entrance, floor),
}


def parts_of(plan: GapPlan, level: PartLevel, building_id: UUID | None = None) -> list[GapPart]:
    """The scope in parts, in the order in which somebody walks; only those of one building where it is named."""
    key, wanted = _KEYS[level], None if building_id is None else str(building_id)
    parts: dict[tuple[str, str | None, int | None], list[tuple[UnitStanding, str]]] = {}
    for unit, head in plan.counted:
        if wanted is None or unit.building == wanted:
            parts.setdefault(key(unit.building, unit.entrance, unit.floor), []).append((unit, head))
    doors = Counter(key(one.door.building_id, one.door.entrance, one.door.floor) for one in plan.doors)

    def walked(part: tuple[str, str | None, int | None]) -> tuple[int, str, str, int]:
        return plan.buildings[part[0]][1], part[0], part[1] or "", part[2] or 0

    return [
        GapPart(
            UUID(building), plan.buildings[building][0], entrance, floor, doors[building, entrance, floor],
            part_of(parts[building, entrance, floor], plan.taking_part),
        )
        for building, entrance, floor in sorted(parts, key=walked)
    ]  # fmt: skip
