"""The gap planner in the API."""

from datetime import datetime

import strawberry

from domain.rules import gaps as rules
from domain.rules.policy import Permission
from domain.services import gaps as services
from resolvers import gaps as resolve
from schema.connections import Connection
from schema.problems import query
from schema.scalars import Area
from schema.terms import OwnerKind

strawberry.enum(services.PartLevel, description="Into what parts a ballot's scope is broken down.")


@strawberry.type(description="So many heads and so much floor area.")
class Measure:
    """Bound to `rules.gaps.Measure`."""

    heads: int
    area: Area

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, rules.Measure)


@strawberry.type(description="The counted units of a part of the scope, and what is known of the silent ones.")
class PartFigures:
    """Bound to `rules.gaps.Part`."""

    units: int
    area: Area
    voted_units: int
    voted_area: Area
    silent_heads: int = strawberry.field(description="Heads with a unit here and no cast unit anywhere.")
    certified_silent: int = strawberry.field(description="Silent units whose owner is certified.")
    not_certified: int = strawberry.field(description="Silent units whose owner is known and not certified.")
    owner_unknown: int = strawberry.field(description="Silent units for which nobody can vote: no owner is known.")
    not_reached: int = strawberry.field(description="Silent units that no message or notice of the ballot has reached.")


@strawberry.type(description="A building, an entrance or a floor.")
class GapPart:
    """Bound to `services.GapPart`."""

    building_id: strawberry.ID
    building: str
    entrance: str | None
    floor: int | None
    doors: int = strawberry.field(description="How many doors of the list of visits are there.")
    figures: PartFigures | None = strawberry.field(description="Null where there are fewer than five counted units.")


@strawberry.type(description="A counted unit that was not cast.")
class SilentUnit:
    """Bound to `services.Door`."""

    unit_id: strawberry.ID
    building: str
    entrance: str = strawberry.field(description="单元号; empty where the building has none.")
    floor: int = strawberry.field(description="实际层")
    room: str = strawberry.field(description="房间号")
    area: Area
    certified: bool = strawberry.field(description="Whether an account is certified for it.")
    owner_known: bool = strawberry.field(description="Whether the register knows who owns it.")
    reached: bool = strawberry.field(
        description="A message about the ballot was delivered to its owner, or they have opened one of its notices."
    )
    nobody_home_at: datetime | None = strawberry.field(
        description="When a helper with a PAD last found nobody at home; forgotten after a day."
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.Door)


@strawberry.type(description="A door to knock at. What somebody chooses there is nobody's business.")
class DoorVisit:
    """Bound to `services.DoorVisit`."""

    id: strawberry.ID
    door: SilentUnit
    masked_name = strawberry.field(
        resolver=resolve.masked_name, graphql_type=str, description="Whom to ask for; a visit meets one person."
    )
    owner_kind = strawberry.field(resolver=resolve.owner_kind, graphql_type=OwnerKind)
    units: int = strawberry.field(description="How many silent units they would cast at once.")
    heads: int = strawberry.field(description="How many heads that adds to the visits that gain more area.")
    area: Area = strawberry.field(description="How much area that adds to the visits that gain more area.")
    so_far: Measure = strawberry.field(description="What it gains with those before it on the list, at least.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.DoorVisit)


@strawberry.type(description="What a running ballot still lacks for its quorum, and the shortest list that closes it.")
class GapPlan:
    """Bound to `services.GapPlan`."""

    ballot_id: strawberry.ID
    at: datetime
    closes_at: datetime
    all: Measure = strawberry.field(description="Everything in scope that counts.")
    voted: Measure = strawberry.field(description="What takes part so far.")
    needed: Measure = strawberry.field(
        description="What must take part at least, by the strictest of the ballot's matters."
    )
    missing: Measure = strawberry.field(description="What is still missing of that.")
    gained: Measure = strawberry.field(description="What all visits of the list would gain together.")
    closes: bool = strawberry.field(
        description="False where even all known owners would not be enough; then the list gains what it can."
    )
    at_least: int = strawberry.field(
        description="No list that gains as much is shorter: proof of how near the shortest it is."
    )
    parts = strawberry.field(
        resolver=resolve.parts,
        graphql_type=list[GapPart],
        description="The scope by building, entrance or floor; the quorum itself is only ever that of the whole.",
    )
    visits = strawberry.field(
        resolver=resolve.visits,
        graphql_type=Connection[DoorVisit],
        description="The doors to knock at so that both gaps close, in the order in which somebody walks.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.GapPlan)


@strawberry.type
class GapQueries:
    """Root fields of Query."""

    gap_plan = query(
        resolve.gap_plan,
        permission=Permission.RUN_BALLOT,
        answers=GapPlan | None,
        description="What an open ballot still lacks; for the body that runs it and for the street.",
    )
    silent_units = query(
        resolve.silent_units,
        permission=Permission.RUN_BALLOT,
        answers=Connection[SilentUnit],
        description="The counted units of an open ballot that were not cast; for the same two.",
    )
