"""Districts and streets in the API."""

from typing import Annotated

import strawberry

from domain.store import tables
from resolvers import places as resolve
from schema.problems import query


@strawberry.type(description="A sub-district office or town (街道、乡镇), by its statistical code.")
class Street:
    """Bound to `tables.Street`."""

    code: str
    name: str
    district = strawberry.field(
        resolver=resolve.district_of_street,
        graphql_type=Annotated["District", strawberry.lazy("schema.places")],
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Street)


@strawberry.type(description="A district (区), by its statistical code.")
class District:
    """Bound to `tables.District`."""

    code: str
    name: str
    streets = strawberry.field(resolver=resolve.streets_of_district, graphql_type=list[Street])

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.District)


@strawberry.type
class PlaceQueries:
    """Root fields of Query."""

    districts = query(
        resolve.districts, permission=None, answers=list[District], description="Every district, by code."
    )
