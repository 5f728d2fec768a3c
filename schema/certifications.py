"""Certification in the API: choose a unit, claim it, see what one is certified for."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    EstateNotCompleted,
    OwnerHasAnotherAccount,
    OwnerNotMatched,
    TooManyAttempts,
)
from domain.services import certifications as services
from domain.store import tables
from resolvers import certifications as resolve
from resolvers.context import Info
from schema.connections import Connection
from schema.inputs import taking
from schema.problems import command, query
from schema.scalars import Area
from schema.terms import CertificationMethod, DocumentKind

Search = Annotated[str, strawberry.argument(description="Part of what is written on it.")]


@strawberry.type(description="An estate where owners can certify.")
class CertifiableEstate:
    """Bound to `tables.Estate`."""

    id: strawberry.ID
    name: str
    address: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Estate)


@strawberry.type(description="A building of such an estate.")
class CertifiableBuilding:
    """Bound to `tables.Building`."""

    id: strawberry.ID
    name: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Building)


@strawberry.type(description="A unit by what is written on its door; nothing about who owns it.")
class CertifiableUnit:
    """Bound to `tables.Unit`."""

    id: strawberry.ID
    entrance: str
    floor: int
    room: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Unit)


@strawberry.type(description="A unit of one's own by its names.")
class NamedUnit:
    """Bound to `resolve.NamedUnit`."""

    id: strawberry.ID
    estate_id: strawberry.ID
    estate_name: str
    building_name: str
    entrance: str
    floor: int
    room: str
    area: Area

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.NamedUnit)


@strawberry.type(description="What one's account is or was certified for.")
class MyCertification:
    """Bound to `tables.Certification`."""

    id: strawberry.ID
    unit = strawberry.field(resolver=resolve.unit_of_certification, graphql_type=NamedUnit)
    method: CertificationMethod
    certified_at: datetime
    ended_at: datetime | None = strawberry.field(description="When it ended, with the title or by the street.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Certification)


@strawberry.type(description="A unit of one's own that can be certified at one tap.")
class MyOtherUnit:
    """Bound to `tables.Unit`."""

    unit = strawberry.field(resolver=resolve.named_unit, graphql_type=NamedUnit)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Unit)


@strawberry.type
class CertificationQueries:
    """Root fields of Query."""

    certifiable_estates = query(
        resolve.certifiable_estates,
        permission=None,
        answers=Connection[CertifiableEstate],
        description="Completed estates by name; for signed-in owners.",
    )
    certifiable_buildings = query(
        resolve.certifiable_buildings,
        permission=None,
        answers=Connection[CertifiableBuilding],
        description="The buildings of a completed estate; for signed-in owners.",
    )
    certifiable_units = query(
        resolve.certifiable_units,
        permission=None,
        answers=Connection[CertifiableUnit],
        description="The rooms of a building, from the ground up; for signed-in owners.",
    )
    my_certifications = query(
        resolve.my_certifications,
        permission=None,
        answers=Connection[MyCertification],
        description="What one's account is and was certified for, the latest first.",
    )
    my_other_units = query(
        resolve.my_other_units,
        permission=None,
        answers=Connection[MyOtherUnit],
        description="The certified owner's other units in completed estates, which can be added at one tap.",
    )


@strawberry.input
class CertifyByIdCardInput:
    """The unit, and name and number as on the identity card. `consent` is the version of the text agreed to."""

    unit_id: UUID
    name: str
    number: str
    consent: str

    def command(self) -> services.Certify:
        """As the domain takes it."""
        return services.Certify(self.unit_id, DocumentKind.ID_CARD, self.name, self.number, self.consent)


@strawberry.input
class CertifyByDocumentInput:
    """The unit, and kind, name and number as on the document. `consent` is the version of the text agreed to."""

    unit_id: UUID
    kind: DocumentKind
    name: str
    number: str
    consent: str

    def command(self) -> services.Certify:
        """As the domain takes it."""
        return services.Certify(self.unit_id, self.kind, self.name, self.number, self.consent)


@strawberry.input
class CertifyMyOtherUnitsInput:
    """Further units of the certified owner in one estate."""

    estate_id: UUID
    unit_ids: list[UUID]

    def command(self) -> services.CertifyMyOtherUnits:
        """As the domain takes it."""
        return services.CertifyMyOtherUnits(self.estate_id, tuple(self.unit_ids))


@strawberry.type(description="The units are certified; the owner's other units in the estate can be added at one tap.")
class Certified:
    """Bound to `services.Certified`."""

    estate_id: strawberry.ID

    @strawberry.field
    async def units(self, info: Info) -> list[NamedUnit]:
        """What was certified now."""
        return _shown(await resolve.units_named(info, _certified(self).unit_ids))

    @strawberry.field
    async def other_units(self, info: Info) -> list[NamedUnit]:
        """What could be added."""
        return _shown(await resolve.units_named(info, _certified(self).other_unit_ids))

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.Certified)


def _certified(root: Any) -> services.Certified:
    outcome: services.Certified = root
    return outcome


def _shown(units: Any) -> list[NamedUnit]:
    named: list[NamedUnit] = units
    return named


REFUSALS = (
    EstateNotCompleted,
    OwnerNotMatched,
    AccountBelongsToAnotherOwner,
    OwnerHasAnotherAccount,
    TooManyAttempts,
)


@strawberry.type
class CertificationMutations:
    """Root fields of Mutation."""

    certify_by_id_card = command(
        taking(resolve.certify_by_id_card, CertifyByIdCardInput),
        permission=None,
        success=Certified,
        refusals=REFUSALS,
        description="Certify as an owner by identity card.",
    )
    certify_by_document = command(
        taking(resolve.certify_by_document, CertifyByDocumentInput),
        permission=None,
        success=Certified,
        refusals=REFUSALS,
        description="Certify as an owner by another document, or as an organisation by its code.",
    )
    certify_my_other_units = command(
        taking(resolve.certify_my_other_units, CertifyMyOtherUnitsInput),
        permission=None,
        success=Certified,
        refusals=REFUSALS,
        description="Certify further units of the same owner; nothing is typed again.",
    )
