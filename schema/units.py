"""Units with their titles in the API."""

from datetime import datetime
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.terms import UnitColour
from domain.services import owners as services
from domain.store import tables
from resolvers import units as resolve
from schema.inputs import taking
from schema.problems import command, query
from schema.scalars import Area
from schema.terms import AreaSource, CertificationMethod, DocumentKind, OwnerKind, Usage

strawberry.enum(UnitColour, description="Green: no owner known; yellow: owner known; red: certified.")


@strawberry.type(description="An owner (产权人), masked.")
class Owner:
    """Bound to `resolve.MaskedOwner`."""

    id: strawberry.ID
    kind: OwnerKind
    document_kind: DocumentKind
    masked_name: str
    masked_document: str
    share: str | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.MaskedOwner)


@strawberry.type(description="Who owns a unit from the register's instant `startsAt` up to, not including, `endsAt`.")
class Title:
    """Bound to `resolve.ShownTitle`."""

    id: strawberry.ID
    starts_at: datetime
    ends_at: datetime | None
    source: str
    evidence: str | None
    recorded_at: datetime
    owners: list[Owner]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.ShownTitle)


@strawberry.type(description="An account's certified hold on a unit (业主认证); it ends with the title.")
class UnitCertification:
    """Bound to `resolve.ShownCertification`."""

    id: strawberry.ID
    owner_id: strawberry.ID
    masked_phone: str
    method: CertificationMethod
    certified_at: datetime
    ended_at: datetime | None
    ended_reason: str | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.ShownCertification)


@strawberry.type(description="A unit (房屋) as the register's dialog has it.")
class Unit:
    """Bound to `tables.Unit`."""

    id: strawberry.ID
    estate_id: strawberry.ID
    building_id: strawberry.ID
    building_name = strawberry.field(resolver=resolve.building_name_of_unit, graphql_type=str)
    entrance: str = strawberry.field(description="单元号; empty where the building has none.")
    floor: int = strawberry.field(description="实际层")
    floor_from: int = strawberry.field(description="起始层")
    floor_to: int = strawberry.field(description="终止层")
    room: str = strawberry.field(description="房间号")
    usage: Usage = strawberry.field(description="分户用途")
    layout: str = strawberry.field(description="户型结构")
    area: Area = strawberry.field(description="建筑面积")
    area_source: AreaSource
    developer_stock: bool = strawberry.field(description="Not sold yet by the developer.")
    delivered: bool = strawberry.field(description="Handed over to the buyer.")
    colour = strawberry.field(resolver=resolve.colour_of_unit, graphql_type=UnitColour)
    titles = strawberry.field(
        resolver=resolve.titles_of_unit,
        graphql_type=list[Title] | None,
        description="Titles, latest first; null for who may not read people.",
    )
    certifications = strawberry.field(
        resolver=resolve.certifications_of_unit,
        graphql_type=list[UnitCertification] | None,
        description="Certifications, latest first; null for who may not read people.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Unit)


@strawberry.type
class UnitQueries:
    """Root fields of Query."""

    unit = query(resolve.unit, permission=Permission.READ_UNITS, answers=Unit | None, description="One unit.")


@strawberry.input
class RevealOwnerInput:
    """Whom to show in full, as an owner of which unit, and why (at least five characters)."""

    unit_id: UUID
    owner_id: UUID
    reason: str

    def command(self) -> services.RevealOwner:
        """As the domain takes it."""
        return services.RevealOwner(self.unit_id, self.owner_id, self.reason)


@strawberry.type(description="The full name and document number, answered once; the look is on record.")
class OwnerRevealed:
    """Bound to `services.OwnerRevealed`."""

    owner_id: strawberry.ID
    name: str
    document_kind: DocumentKind
    document_number: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.OwnerRevealed)


@strawberry.input
class CorrectOwnerNameInput:
    """An owner of a unit whose name the register has wrong, and what shows that."""

    unit_id: UUID
    owner_id: UUID
    name: str
    reason: str

    def command(self) -> services.CorrectOwnerName:
        """As the domain takes it."""
        return services.CorrectOwnerName(self.unit_id, self.owner_id, self.name, self.reason)


@strawberry.type(description="The register has the new name; the document, and so the head, stay.")
class OwnerNameCorrected:
    """Bound to `services.OwnerNameCorrected`."""

    owner_id: strawberry.ID
    masked_name: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.OwnerNameCorrected)


@strawberry.type
class UnitMutations:
    """Root fields of Mutation."""

    reveal_owner = command(
        taking(resolve.reveal_owner, RevealOwnerInput),
        permission=Permission.REVEAL_PEOPLE,
        success=OwnerRevealed,
        description="Show an owner of a unit in full, against a reason.",
    )
    correct_owner_name = command(
        taking(resolve.correct_owner_name, CorrectOwnerNameInput),
        permission=Permission.MAINTAIN_REGISTER,
        success=OwnerNameCorrected,
        description="Correct the name under which an owner's document is known, against a reason.",
    )
