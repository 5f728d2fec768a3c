"""Transfers of title in the API."""

from datetime import datetime
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import ContentChanged
from domain.services import transfers as services
from domain.services.owners import NamedOwner
from resolvers import titles as resolve
from schema.inputs import taking
from schema.problems import command
from schema.terms import DocumentKind
from schema.units import Unit


@strawberry.input(description="An owner with the document that tells them from everybody else.")
class OwnerInput:
    """A `NamedOwner`."""

    name: str
    document_kind: DocumentKind
    document_number: str
    share: str | None = None

    def named(self) -> NamedOwner:
        """As the domain takes it."""
        return NamedOwner(self.name, self.document_kind, self.document_number, self.share)


@strawberry.input(description="A transfer as entered in the register.")
class TransferTitleInput:
    """A `TransferTitle`."""

    unit_id: UUID
    present_title_id: UUID | None = strawberry.field(description="The title you saw in force, null if you saw none.")
    owners: list[OwnerInput]
    evidence: str = strawberry.field(description="The number of the register's entry.")
    effective_at: datetime | None = strawberry.field(
        default=None, description="The register's instant; now if it is left out, never in the future."
    )
    handed_over: bool = strawberry.field(default=True, description="The unit was handed over to its buyer.")

    def command(self) -> services.TransferTitle:
        """As the domain takes it."""
        return services.TransferTitle(
            self.unit_id,
            self.present_title_id,
            [owner.named() for owner in self.owners],
            self.evidence,
            self.effective_at,
            self.handed_over,
        )


@strawberry.type(description="The new title is in force; rolls of running ballots are corrected.")
class TitleTransferred:
    """Bound to `services.TitleTransferred`."""

    unit: Unit
    title_id: strawberry.ID
    effective_at: datetime
    ended_certifications: int
    corrections: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.TitleTransferred)


@strawberry.type
class TitleMutations:
    """Root fields of Mutation."""

    transfer_title = command(
        taking(resolve.transfer_title, TransferTitleInput),
        permission=Permission.MAINTAIN_REGISTER,
        success=TitleTransferred,
        refusals=(ContentChanged,),
        description="Transfer a unit to its new owners at the register's instant.",
    )
