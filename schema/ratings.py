"""Rating the property company in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules import ratings as rules
from domain.rules.policy import Permission
from domain.rules.refusals import AlreadyAnswered, AlreadyRated, NoCertifiedUnit
from domain.services import ratings as services
from domain.store import tables
from resolvers import ratings as resolve
from schema.connections import Connection
from schema.inputs import taking
from schema.problems import command, query

strawberry.enum(rules.RatingCriterion, description="What the property company is rated for.")
strawberry.enum(resolve.RatingOrder, description="How the estates stand that are compared; untold figures come last.")


@strawberry.type(description="One criterion's score, 1 to 5.")
class RatingScore:
    """Bound to `resolvers.ratings.Score`."""

    criterion: rules.RatingCriterion
    score: int


@strawberry.type(description="A rating; for which unit and when is told to who gave it alone.")
class Rating:
    """Bound to `tables.Rating`."""

    id: strawberry.ID
    estate_id: UUID
    quarter: str
    scores = strawberry.field(resolver=resolve.scores, graphql_type=list[RatingScore])
    words = strawberry.field(resolver=resolve.words, graphql_type=str | None)
    answer = strawberry.field(
        resolver=resolve.company_answer, graphql_type=str | None, description="What the company said to it."
    )
    answered_at: datetime | None
    unit_id = strawberry.field(resolver=resolve.own_unit, graphql_type=UUID | None)
    rated_at = strawberry.field(resolver=resolve.own_instant, graphql_type=datetime | None)
    ticket_ids = strawberry.field(
        resolver=resolve.own_tickets,
        graphql_type=list[UUID] | None,
        description="The unit's tickets that were settled in the quarter until then.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Rating)


@strawberry.type(description="The average of one criterion.")
class CriterionAverage:
    """Bound to `services.CriterionAverage`."""

    criterion: rules.RatingCriterion
    average: str = strawberry.field(description="Two decimals, such as 4.25.")


@strawberry.type(description="What a quarter's ratings add up to; of fewer than five, only how many there are.")
class QuarterRating:
    """Bound to `services.QuarterRating`."""

    ratings: int = strawberry.field(description="How many units have rated: the sample.")
    certified_units: int = strawberry.field(description="How many units could rate now.")
    averages: list[CriterionAverage] | None
    overall: str | None = strawberry.field(description="The average of all criteria, two decimals.")
    closed_tickets: int | None = strawberry.field(
        description="Settled tickets of the units that rated, together; told when the quarter is over."
    )
    answered: int | None = strawberry.field(description="How many ratings the company has answered.")

    @strawberry.field
    def quarter(self) -> str:
        """Such as 2026Q1."""
        return str(_quarter(self))

    @strawberry.field
    def starts_at(self) -> datetime:
        """Its first instant."""
        return _quarter(self).starts_at

    @strawberry.field
    def ends_at(self) -> datetime:
        """The first instant of the next one."""
        return _quarter(self).ends_at

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.QuarterRating)


def _quarter(value: Any) -> rules.Quarter:
    quarter: rules.Quarter = value.quarter
    return quarter


@strawberry.type(description="An estate among those that are compared.")
class RatedEstate:
    """Bound to `tables.Estate`."""

    id: strawberry.ID
    name: str
    rating = strawberry.field(
        resolver=resolve.rating_of_estate,
        graphql_type=QuarterRating,
        description="The figures of one quarter, the present one if none is named.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Estate)


@strawberry.type(description="A unit for which one may rate, and whether it has in the present quarter.")
class RatingUnit:
    """Bound to `services.RatingUnit`."""

    unit_id: strawberry.ID
    estate_id: UUID
    building: str
    entrance: str
    room: str
    rated_at: datetime | None
    by_yourself: bool = strawberry.field(description="False where a co-owner has rated, or nobody yet.")
    closed_tickets: int = strawberry.field(description="The unit's tickets that were settled in this quarter.")

    @strawberry.field
    def quarter(self) -> str:
        """The present one."""
        return str(_quarter(self))


@strawberry.type
class RatingQueries:
    """Root fields of Query."""

    my_rating_units = query(
        resolve.my_rating_units,
        permission=Permission.RATE_COMPANY,
        answers=list[RatingUnit],
        description="One's certified units, and whether each has rated in this quarter.",
    )
    my_ratings = query(
        resolve.my_ratings,
        permission=Permission.RATE_COMPANY,
        answers=Connection[Rating],
        description="What one gave, newest first.",
    )
    company_ratings = query(
        resolve.company_ratings,
        permission=Permission.READ_ESTATE,
        answers=list[QuarterRating],
        description="The trend of an estate, the present quarter first; empty where there is no such estate.",
    )
    ratings = query(
        resolve.ratings,
        permission=Permission.READ_ESTATE,
        answers=Connection[Rating],
        description="A quarter's ratings one by one, in an order that says nothing; none below five.",
    )
    rating_comparison = query(
        resolve.rating_comparison,
        permission=Permission.COMPARE_RATINGS,
        answers=Connection[RatedEstate],
        description="The estates of a street or an authority side by side.",
    )


@strawberry.input
class RatingScoreInput:
    """One criterion's score, 1 to 5."""

    criterion: rules.RatingCriterion
    score: int


@strawberry.input
class RateCompanyInput:
    """A unit's scores, each criterion once, and words if its owner has any."""

    unit_id: UUID
    scores: list[RatingScoreInput]
    words: str = ""

    def command(self) -> services.RateCompany:
        """As the domain takes it."""
        return services.RateCompany(self.unit_id, tuple((one.criterion, one.score) for one in self.scores), self.words)


@strawberry.input
class AnswerRatingInput:
    """What the property company says to a rating."""

    rating_id: UUID
    words: str

    def command(self) -> services.AnswerRating:
        """As the domain takes it."""
        return services.AnswerRating(self.rating_id, self.words)


@strawberry.type(description="The rating as it is now.")
class RatingChanged:
    """Bound to `services.RatingChanged`."""

    rating: Rating

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.RatingChanged)


@strawberry.type
class RatingMutations:
    """Root fields of Mutation."""

    rate_company = command(
        taking(resolve.rate_company, RateCompanyInput),
        permission=Permission.RATE_COMPANY,
        success=RatingChanged,
        refusals=(NoCertifiedUnit, AlreadyRated),
        description="Rate the property company for a unit; once in a quarter.",
    )
    answer_rating = command(
        taking(resolve.answer_rating, AnswerRatingInput),
        permission=Permission.ANSWER_RATING,
        success=RatingChanged,
        refusals=(AlreadyAnswered,),
        description="Answer a rating, once.",
    )
