"""Castings in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import (
    AlreadyVoted,
    BallotClosed,
    BallotNotOpenYet,
    BallotSuspended,
    ChoicesNotValid,
    FreshCodeNeeded,
    KeyAlreadyUsed,
    NoUnitInScope,
)
from domain.services import castings as services
from domain.services import receipts
from resolvers import castings as resolve
from resolvers.context import Info
from schema.certifications import NamedUnit
from schema.problems import command, query
from schema.scalars import Area
from schema.terms import Channel


@strawberry.type(description="The receipt of a submission: how the owner counts through it, and for which units.")
class Receipt:
    """Bound to `castings.Receipt`."""

    id: strawberry.ID
    ballot_id: strawberry.ID
    cast_at: datetime
    heads: int
    area: Area
    channel: Channel

    @strawberry.field
    def unit_ids(self) -> list[strawberry.ID]:
        """The units that it covers."""
        given: Any = self
        return [strawberry.ID(str(unit)) for unit in given.units]

    units = strawberry.field(
        resolver=resolve.units_of_receipt, graphql_type=list[NamedUnit], description="The same units by their names."
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.Receipt)


@strawberry.type(description="Who voted for units of one's own, masked, and when.")
class EarlierVote:
    """Bound to `receipts.EarlierVote`."""

    cast_at: datetime
    masked_name: str
    by_yourself: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, receipts.EarlierVote)


@strawberry.type(description="How an owner counts in a ballot: what they may still cast, and what is cast already.")
class Weight:
    """Bound to `receipts.Weight`."""

    heads: int
    area: Area

    @strawberry.field
    def unit_ids(self) -> list[strawberry.ID]:
        """The units that would be cast."""
        given: Any = self
        return [strawberry.ID(str(unit)) for unit in given.units]

    @strawberry.field
    def cast_unit_ids(self) -> list[strawberry.ID]:
        """The units that are cast already."""
        given: Any = self
        return [strawberry.ID(str(unit)) for unit in given.cast_units]

    units = strawberry.field(
        resolver=resolve.units_of_weight,
        graphql_type=list[NamedUnit],
        description="The units that would be cast, by their names.",
    )
    earlier: EarlierVote | None = strawberry.field(description="By whom the units that are cast already were cast.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, receipts.Weight)


@strawberry.type(description="What was picked for one matter; nobody named in an election is to abstain.")
class Choice:
    """Bound to `receipts.Choice`."""

    matter_id: strawberry.ID
    option_ids: list[strawberry.ID]


@strawberry.type(description="One's own submission with its choices; nobody else is shown it.")
class OwnVote:
    """Bound to `receipts.OwnVote`."""

    receipt: Receipt
    choices: list[Choice]


@strawberry.type
class CastingQueries:
    """Root fields of Query."""

    my_weight = query(
        resolve.my_weight,
        permission=Permission.CAST,
        answers=Weight | None,
        description="How I count in an open ballot, before I cast.",
    )
    my_votes = query(
        resolve.my_votes, permission=Permission.CAST, answers=list[OwnVote], description="My own votes in a ballot."
    )
    receipt = query(
        resolve.receipt, permission=Permission.CAST, answers=Receipt | None, description="My receipt by its number."
    )
    receipt_of_key = query(
        resolve.receipt_of_key,
        permission=Permission.CAST,
        answers=Receipt | None,
        description="My receipt by the key under which I submitted: was it recorded?",
    )


@strawberry.input
class MatterChoiceInput:
    """The picks for one matter."""

    matter_id: UUID
    option_ids: list[UUID]


@strawberry.input
class CastBallotInput:
    """Answers to all open matters. The same `clientKey` with the same choices gives the first answer again."""

    ballot_id: UUID
    client_key: UUID
    choices: list[MatterChoiceInput]


async def cast_ballot(info: Info, input: CastBallotInput) -> Any:
    """Answer all open matters of a ballot."""
    choices = tuple((choice.matter_id, tuple(choice.option_ids)) for choice in input.choices)
    context = info.context
    return await resolve.cast_ballot(
        info, services.Cast(context.actor, input.ballot_id, input.client_key, choices, context.request_id)
    )


@strawberry.type
class CastingMutations:
    """Root fields of Mutation."""

    cast_ballot = command(
        cast_ballot,
        permission=Permission.CAST,
        success=Receipt,
        refusals=(
            FreshCodeNeeded,
            BallotNotOpenYet,
            BallotClosed,
            BallotSuspended,
            ChoicesNotValid,
            NoUnitInScope,
            AlreadyVoted,
            KeyAlreadyUsed,
        ),
        description="Answer all open matters of a ballot at once, for all my certified units in its scope. Final.",
    )
