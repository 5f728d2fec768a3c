"""The schema, put together from its nouns."""

from collections.abc import Collection

import strawberry

from schema.accounts import AccountMutations
from schema.buildings import BuildingMutations, BuildingQueries
from schema.castings import CastingMutations, CastingQueries
from schema.estates import EstateMutations, EstateQueries
from schema.guard import GuardedSchema, guard
from schema.messages import MessageMutations, MessageQueries
from schema.places import PlaceQueries
from schema.scalars import CONFIG
from schema.titles import TitleMutations
from schema.units import UnitMutations, UnitQueries


@strawberry.type
class Query(BuildingQueries, CastingQueries, EstateQueries, MessageQueries, PlaceQueries, UnitQueries):
    """What can be read."""


@strawberry.type
class Mutation(
    AccountMutations,
    BuildingMutations,
    CastingMutations,
    EstateMutations,
    MessageMutations,
    TitleMutations,
    UnitMutations,
):
    """What can be commanded."""


# Root fields that anyone may call, signed in or not; every other root field names its permission.
PUBLIC = frozenset({"districts", "sign_out"})


def build_schema(persisted: Collection[str] | None = None) -> strawberry.Schema:
    """The one schema. `persisted`: the ids of the only operations that may run, or None for any."""
    return GuardedSchema(query=Query, mutation=Mutation, config=CONFIG, extensions=[guard(persisted)])
