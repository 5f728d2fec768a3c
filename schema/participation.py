"""Turnout and standing of ballots in the API, as queries and as subscriptions."""

from datetime import datetime
from typing import Any

import strawberry

from domain.rules.policy import Permission
from domain.rules.terms import BallotState
from domain.services import participation as services
from resolvers import participation as resolve
from schema.connections import Connection
from schema.problems import query
from schema.scalars import Area


@strawberry.type(description="Counted units, heads and area: all of the roll, what was cast, and of that on a PAD.")
class Turnout:
    """Bound to `participation.Turnout`."""

    units: int
    heads: int
    area: Area
    cast_units: int
    cast_heads: int
    cast_area: Area
    pad_units: int
    pad_heads: int
    pad_area: Area


@strawberry.type(description="One building's turnout; none is shown of a building with fewer than five counted units.")
class BuildingTurnout:
    """Bound to `participation.BuildingTurnout`."""

    building_id: strawberry.ID
    building: str
    turnout: Turnout | None


@strawberry.type(
    description="How many have taken part; never what they chose. Counted as the tally counts, so that at the close it "
    "is what the result says, but for votes that the estate's rules deem from silence."
)
class Participation:
    """Bound to `participation.Participation`."""

    ballot_id: strawberry.ID
    state: BallotState
    closes_at: datetime
    whole: Turnout
    buildings: list[BuildingTurnout]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.Participation)


@strawberry.type(description="Where a ballot stands.")
class BallotStanding:
    """Bound to `participation.Standing`."""

    ballot_id: strawberry.ID
    state: BallotState
    opens_at: datetime
    closes_at: datetime
    suspension_reason: str | None
    suspended_matter_ids: list[strawberry.ID]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.Standing)


@strawberry.type(description="One unit of a roll: where it is, its area, and whether it was cast.")
class UnitVote:
    """Bound to `participation.UnitVote`."""

    unit_id: strawberry.ID
    building: str
    entrance: str
    room: str
    area: Area
    counted: bool
    voted: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.UnitVote)


@strawberry.type
class ParticipationQueries:
    """Root fields of Query."""

    participation = query(
        resolve.participation,
        permission=Permission.READ_BALLOT,
        answers=Participation | None,
        description="How many have taken part in a ballot.",
    )
    unit_participation = query(
        resolve.unit_participation,
        permission=Permission.READ_BALLOT,
        answers=Connection[UnitVote],
        description="The units of a ballot and whether each was cast, as one walks through the estate; for owners, "
        "after the close. `search` is a part of building, entrance and room.",
    )


def subscription(resolver: Any, *, permission: Permission, answers: Any, description: str) -> Any:
    """A root field of Subscription: the present state first, then each further one; it ends where it may not be."""
    return strawberry.subscription(
        resolver=resolver, graphql_type=answers, description=description, metadata={"permission": permission}
    )


@strawberry.type
class ParticipationSubscriptions:
    """Root fields of Subscription."""

    participation = subscription(
        resolve.watch_participation,
        permission=Permission.READ_BALLOT,
        answers=Participation,
        description="How many have taken part, now and whenever it changes.",
    )
    ballot_state = subscription(
        resolve.watch_ballot,
        permission=Permission.READ_BALLOT,
        answers=BallotStanding,
        description="Where a ballot stands, now and whenever that changes.",
    )
