"""Estates in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import EstateNotReady, NotInThisState, ReviewedByItsSubmitter, StillInUse
from domain.rules.settings import CoOwner, ElectionRank, Silent
from domain.rules.terms import EstateStatus
from domain.services import estate_settings
from domain.services import estates as services
from domain.store import tables
from resolvers import estates as resolve
from resolvers.places import street_of_estate
from schema.connections import Connection
from schema.inputs import taking
from schema.places import Street
from schema.problems import FaultType, command, query
from schema.terms import Usage

strawberry.enum(EstateStatus, description="Where an estate stands; only `COMPLETED` certifies owners and votes.")
strawberry.enum(CoOwner, description="When two units count as one head.")
strawberry.enum(Silent, description="What silence means.")
strawberry.enum(ElectionRank, description="What is compared first among candidates who qualify.")


@strawberry.type(description="How an estate's ballots are counted where the law leaves it to the owners' rules.")
class EstateSettings:
    """The settings columns of `tables.Estate`."""

    co_owner: CoOwner
    silent: Silent
    election_rank: ElectionRank
    area_kinds: list[Usage]


@strawberry.type(description="A residential estate (小区).")
class Estate:
    """Bound to `tables.Estate`."""

    id: strawberry.ID
    number: str | None = strawberry.field(
        description="The project number (项目编号); none until the district accepts it."
    )
    name: str
    address: str
    status: EstateStatus
    street = strawberry.field(resolver=street_of_estate, graphql_type=Street)
    proposal_reason: str | None = strawberry.field(description="Why its street found it missing.")
    decision_reason: str | None
    created_at: datetime

    @strawberry.field
    def settings(self) -> EstateSettings:
        """How its ballots are counted."""
        estate: Any = self
        return EstateSettings(
            co_owner=CoOwner(estate.co_owner),
            silent=Silent(estate.silent),
            election_rank=ElectionRank(estate.election_rank),
            area_kinds=[Usage(kind) for kind in estate.area_kinds],
        )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Estate)


@strawberry.type
class EstateQueries:
    """Root fields of Query."""

    estate = query(resolve.estate, permission=Permission.READ_ESTATE, answers=Estate | None, description="One estate.")
    estates = query(
        resolve.estates,
        permission=Permission.READ_ESTATE,
        answers=Connection[Estate],
        description="Estates by name; `search` is part of a name, an address or a project number, `awaitingAssembly`"
        " leaves those that could be given an owners' assembly now.",
    )
    estate_blockers = query(
        resolve.estate_blockers,
        permission=Permission.READ_UNITS,
        answers=list[FaultType] | None,
        description="What keeps an estate's data from being completed now; empty when nothing does.",
    )


@strawberry.input
class ProposeEstateInput:
    """An estate that is missing."""

    street_code: str
    name: str
    address: str
    reason: str

    def command(self) -> services.ProposeEstate:
        """As the domain takes it."""
        return services.ProposeEstate(self.street_code, self.name, self.address, self.reason)


@strawberry.input
class DecideEstateInput:
    """A project number, or a reason why the estate is not accepted."""

    estate_id: UUID
    accepted: bool
    number: str | None = None
    reason: str | None = None

    def command(self) -> services.DecideEstate:
        """As the domain takes it."""
        return services.DecideEstate(self.estate_id, self.accepted, self.number, self.reason)


@strawberry.input
class CompleteEstateInput:
    """The estate whose data was verified."""

    estate_id: UUID

    def command(self) -> services.CompleteEstate:
        """As the domain takes it."""
        return services.CompleteEstate(self.estate_id)


@strawberry.input
class ChangeEstateSettingsInput:
    """All settings as they shall be, with the owners' rule or decision that they rest on."""

    estate_id: UUID
    co_owner: CoOwner
    silent: Silent
    election_rank: ElectionRank
    area_kinds: list[Usage]
    reason: str

    def command(self) -> estate_settings.ChangeEstateSettings:
        """As the domain takes it."""
        return estate_settings.ChangeEstateSettings(
            self.estate_id, self.co_owner, self.silent, self.election_rank, self.area_kinds, self.reason
        )


@strawberry.type(description="The estate now waits for the district.")
class EstateProposed:
    """Bound to `services.EstateProposed`."""

    estate: Estate

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.EstateProposed)


@strawberry.type(description="The estate is being prepared, or it was rejected.")
class EstateDecided:
    """Bound to `services.EstateDecided`."""

    estate: Estate

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.EstateDecided)


@strawberry.type(description="The estate may certify owners and vote.")
class EstateCompleted:
    """Bound to `services.EstateCompleted`."""

    estate: Estate

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.EstateCompleted)


@strawberry.type(description="The settings hold for every ballot that is approved from now on.")
class EstateSettingsChanged:
    """Bound to `estate_settings.EstateSettingsChanged`."""

    estate: Estate

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, estate_settings.EstateSettingsChanged)


@strawberry.type
class EstateMutations:
    """Root fields of Mutation."""

    propose_estate = command(
        taking(resolve.propose_estate, ProposeEstateInput),
        permission=Permission.PROPOSE_ESTATE,
        success=EstateProposed,
        description="Propose an estate that is missing (新增项目).",
    )
    decide_estate = command(
        taking(resolve.decide_estate, DecideEstateInput),
        permission=Permission.DECIDE_ESTATE,
        success=EstateDecided,
        refusals=(NotInThisState, ReviewedByItsSubmitter),
        description="Accept a proposed estate under its project number, or reject it with a reason.",
    )
    complete_estate = command(
        taking(resolve.complete_estate, CompleteEstateInput),
        permission=(Permission.MAINTAIN_REGISTER, Permission.DECIDE_ESTATE),
        success=EstateCompleted,
        refusals=(NotInThisState, EstateNotReady),
        description="Mark an estate's data as verified (已完成). The district may do it as well as the street.",
    )
    change_estate_settings = command(
        taking(resolve.change_estate_settings, ChangeEstateSettingsInput),
        permission=Permission.MAINTAIN_REGISTER,
        success=EstateSettingsChanged,
        refusals=(StillInUse,),
        description="Change how the estate's ballots are counted; not while one is approved or open.",
    )
