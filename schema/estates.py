"""Estates, buildings and units in the API."""

import strawberry

from domain.rules.policy import Permission
from domain.rules.terms import EstateStatus
from domain.store import tables
from resolvers import estates as resolve
from schema.connections import Connection
from schema.problems import query

strawberry.enum(EstateStatus, description="Where an estate stands; only `COMPLETED` certifies owners and votes.")


@strawberry.type(description="A residential estate (小区).")
class Estate:
    """Bound to `tables.Estate`."""

    id: strawberry.ID
    number: str
    name: str
    address: str
    status: EstateStatus

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Estate)


@strawberry.type
class EstateQueries:
    """Root fields of Query."""

    estate = query(resolve.estate, permission=Permission.READ_ESTATE, answers=Estate | None, description="One estate.")
    estates = query(
        resolve.estates, permission=Permission.READ_ESTATE, answers=Connection[Estate], description="Estates."
    )
