"""The building table in the API."""

from uuid import UUID

import strawberry
from sqlalchemy import Row

from domain.rules.policy import Permission
from domain.rules.refusals import StillInUse
from domain.services import buildings as services
from domain.services import unit_colours
from resolvers import buildings as resolve
from schema.inputs import taking
from schema.participation import subscription
from schema.problems import command, query
from schema.scalars import Area, BuildingGrid, EstateColours, EstateGrid
from schema.terms import BuildingSource


@strawberry.type(description="A building (楼栋) with its counts; green, yellow and red are units by colour.")
class Building:
    """Bound to a row of `building_table.buildings_with_counts`."""

    id: strawberry.ID
    estate_id: strawberry.ID
    name: str
    number: str
    source: BuildingSource
    units: int
    green: int
    yellow: int
    red: int
    area: Area

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, Row)


@strawberry.type
class BuildingQueries:
    """Root fields of Query."""

    buildings = query(
        resolve.buildings,
        permission=Permission.READ_UNITS,
        answers=list[Building],
        description="The estate's buildings in their order, with counts.",
    )
    estate_grid = query(
        resolve.estate_grid,
        permission=Permission.READ_UNITS,
        answers=EstateGrid | None,
        description="Every unit of an estate, by building and column.",
    )
    building_grid = query(
        resolve.building_grid,
        permission=Permission.READ_UNITS,
        answers=BuildingGrid | None,
        description="Every unit of a building with all of its fields, by column.",
    )


@strawberry.type(description="The colours of an estate's units as they stand.")
class UnitColours:
    """Bound to `unit_colours.UnitColours`."""

    estate_id: strawberry.ID
    colours: EstateColours

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, unit_colours.UnitColours)


@strawberry.type
class BuildingSubscriptions:
    """Root fields of Subscription."""

    unit_colours = subscription(
        resolve.watch_unit_colours,
        permission=Permission.READ_UNITS,
        answers=UnitColours,
        description="The colours of an estate's units, now and whenever one changes.",
    )


@strawberry.input
class RemoveBuildingInput:
    """A building that does not belong to its estate, and why."""

    building_id: UUID
    reason: str

    def command(self) -> services.RemoveBuilding:
        """As the domain takes it."""
        return services.RemoveBuilding(self.building_id, self.reason)


@strawberry.type(description="The building and its units are out of the building table.")
class BuildingRemoved:
    """Bound to `services.BuildingRemoved`."""

    building_id: strawberry.ID
    estate_id: strawberry.ID
    units: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.BuildingRemoved)


@strawberry.type
class BuildingMutations:
    """Root fields of Mutation."""

    remove_building = command(
        taking(resolve.remove_building, RemoveBuildingInput),
        permission=Permission.MAINTAIN_REGISTER,
        success=BuildingRemoved,
        refusals=(StillInUse,),
        description="Remove a building that does not belong to the estate.",
    )
