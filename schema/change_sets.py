"""Change sets (房屋维护) in the API."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import NotInThisState
from domain.rules.register import UnitFields as Fields
from domain.rules.terms import ChangeSetState
from domain.services import change_apply, change_sets
from domain.store import tables
from resolvers import change_sets as resolve
from schema.connections import Connection
from schema.estates import Estate
from schema.inputs import taking
from schema.problems import FaultType, command, query
from schema.scalars import Area
from schema.terms import AreaSource, BuildingSource, DocumentKind, OwnerKind, Usage
from schema.titles import OwnerInput

strawberry.enum(ChangeSetState, description="Where a change set stands.")


@strawberry.enum(description="Where a change set comes from: the form, or an Excel sheet.")
class ChangeSetSource(StrEnum):
    """As in `change_sets.source`."""

    FORM = "form"
    SHEET = "sheet"


@strawberry.enum(description="What a change does.")
class ChangeKind(StrEnum):
    """As in `changes.kind`."""

    ADD_BUILDING = "add_building"
    ADD_UNIT = "add_unit"
    CHANGE_UNIT = "change_unit"


@strawberry.type(description="A building with what the set adds and changes in it; `id` is null for one it adds.")
class ChangedBuilding:
    """Bound to `resolve.ChangedBuilding`."""

    id: strawberry.ID | None
    name: str
    source: BuildingSource
    added: int = strawberry.field(description="新增套数")
    changed: int = strawberry.field(description="修改套数")


@strawberry.type(description="What the set did, or will do as far as it is known.")
class ChangeCounts:
    """The document `change_sets.counts`."""

    buildings: int
    added: int
    changed: int
    unchanged: int
    titles: int


@strawberry.type(description="A package of changes to one estate's register, applied as a whole.")
class ChangeSet:
    """Bound to `tables.ChangeSet`."""

    id: strawberry.ID
    estate_id: strawberry.ID
    estate = strawberry.field(resolver=resolve.estate_of_set, graphql_type=Estate)
    state: ChangeSetState
    source: ChangeSetSource
    file_name: str | None
    opened_at: datetime
    ended_at: datetime | None
    buildings = strawberry.field(resolver=resolve.buildings_of_set, graphql_type=list[ChangedBuilding])

    @strawberry.field
    def counts(self) -> ChangeCounts | None:
        """What an applied set did; null while a set of the form is drafted: `buildings` has what it holds."""
        row: Any = self
        if row.counts is None:
            return None
        names = ("buildings", "added", "changed", "unchanged", "titles")
        return ChangeCounts(**{name: int(row.counts.get(name, 0)) for name in names})

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.ChangeSet)


@strawberry.type(description="A unit's fields as the register's dialog has them.")
class UnitFields:
    """Bound to `register.UnitFields`."""

    entrance: str
    floor: int
    floor_from: int
    floor_to: int
    room: str
    usage: Usage
    layout: str
    area: Area
    area_source: AreaSource
    developer_stock: bool
    delivered: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, Fields)


@strawberry.type(description="An owner as drafted, masked.")
class DraftedOwner:
    """Bound to `resolve.DraftedOwner`."""

    kind: OwnerKind
    document_kind: DocumentKind
    masked_name: str
    masked_document: str
    share: str | None


@strawberry.type(description="What a change says.")
class ChangeContent:
    """Bound to `resolve.ShownChange`."""

    new_building: str | None
    before: UnitFields | None = strawberry.field(description="As it was when this was drafted; null if it is new.")
    after: UnitFields | None
    owners: list[DraftedOwner] | None = strawberry.field(description="Null where the owners stay, and after the end.")
    title_from: datetime | None = strawberry.field(description="The register's instant; null for that of submission.")


@strawberry.type(description="One change of a set.")
class Change:
    """Bound to `tables.Change`."""

    id: strawberry.ID
    kind: ChangeKind
    building_id: strawberry.ID | None
    unit_id: strawberry.ID | None
    row: int | None = strawberry.field(description="The sheet's row.")
    content = strawberry.field(resolver=resolve.shown_change, graphql_type=ChangeContent)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Change)


@strawberry.type
class ChangeSetQueries:
    """Root fields of Query."""

    change_set = query(
        resolve.change_set, permission=Permission.MAINTAIN_REGISTER, answers=ChangeSet | None, description="One set."
    )
    change_sets = query(
        resolve.estate_change_sets,
        permission=Permission.MAINTAIN_REGISTER,
        answers=Connection[ChangeSet],
        description="Change sets, latest first, of one estate or of all whose register one maintains.",
    )
    changes = query(
        resolve.changes,
        permission=Permission.MAINTAIN_REGISTER,
        answers=Connection[Change],
        description="The changes of a set, as they were put in; of one building or unit, or one alone, if named.",
    )
    change_set_faults = query(
        resolve.change_set_faults,
        permission=Permission.MAINTAIN_REGISTER,
        answers=list[FaultType] | None,
        description="What would keep the set from being applied now; empty when nothing would.",
    )


@strawberry.input(description="All fields of the register's dialog.")
class UnitFieldsInput:
    """A `register.UnitFields`."""

    entrance: str
    floor: int
    floor_from: int
    floor_to: int
    room: str
    usage: Usage
    layout: str
    area: Area
    area_source: AreaSource
    developer_stock: bool = False
    delivered: bool = True

    def fields(self) -> Fields:
        """As the domain takes it."""
        return Fields(
            self.entrance, self.floor, self.floor_from, self.floor_to, self.room, self.usage, self.layout, self.area,
            self.area_source, self.developer_stock, self.delivered,
        )  # fmt: skip


@strawberry.input
class OpenChangeSetInput:
    """The estate whose register is to be changed."""

    estate_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.estate_id


@strawberry.input
class PutBuildingInput:
    """A building that the register lacks."""

    change_set_id: UUID
    name: str
    number: str | None = None

    def command(self) -> change_sets.PutBuilding:
        """As the domain takes it."""
        return change_sets.PutBuilding(self.change_set_id, self.name, self.number)


@strawberry.input(
    description="A unit to change (`unitId`), or to add to a building (`buildingId`, `newBuilding` if the set adds it)."
)
class PutUnitInput:
    """A `change_sets.PutUnit`."""

    change_set_id: UUID
    unit: UnitFieldsInput
    owners: list[OwnerInput] | None = strawberry.field(
        default=None, description="The owners as they shall be; null leaves them as they are."
    )
    title_from: datetime | None = strawberry.field(default=None, description="The register's instant of their title.")
    unit_id: UUID | None = None
    building_id: UUID | None = None
    new_building: str | None = None
    change_id: UUID | None = strawberry.field(default=None, description="A drafted addition that is edited.")

    def command(self) -> change_sets.PutUnit:
        """As the domain takes it."""
        owners = None if self.owners is None else [owner.named() for owner in self.owners]
        return change_sets.PutUnit(
            self.change_set_id, self.unit.fields(), owners, self.title_from, self.unit_id, self.building_id,
            self.new_building, self.change_id,
        )  # fmt: skip


@strawberry.input
class DropChangeInput:
    """The change to take out."""

    change_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.change_id


@strawberry.input
class DropChangeSetInput:
    """The set of which nothing shall be applied."""

    change_set_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.change_set_id


@strawberry.input
class SubmitChangeSetInput:
    """The set to apply as a whole."""

    change_set_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.change_set_id


@strawberry.type(description="The set takes changes until it is submitted or dropped.")
class ChangeSetOpened:
    """Bound to `change_sets.ChangeSetOpened`."""

    change_set: ChangeSet

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, change_sets.ChangeSetOpened)


@strawberry.type(description="The change is in the set.")
class ChangePut:
    """Bound to `change_sets.ChangePut`."""

    change_set: ChangeSet
    change_id: strawberry.ID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, change_sets.ChangePut)


@strawberry.type(description="The change is out of the set.")
class ChangeDropped:
    """Bound to `change_sets.ChangeDropped`."""

    change_set: ChangeSet
    change_id: strawberry.ID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, change_sets.ChangeDropped)


@strawberry.type(description="Nothing of the set was applied.")
class ChangeSetDropped:
    """Bound to `change_sets.ChangeSetDropped`."""

    change_set: ChangeSet

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, change_sets.ChangeSetDropped)


@strawberry.type(description="The register is as the set says.")
class ChangeSetApplied:
    """Bound to `change_apply.ChangeSetApplied`."""

    change_set: ChangeSet

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, change_apply.ChangeSetApplied)


def _maintaining(resolver: Any, given: type[Any], success: type[Any], description: str) -> Any:
    """A command on a set: who maintains the register, while the set is drafted."""
    return command(
        taking(resolver, given),
        permission=Permission.MAINTAIN_REGISTER,
        success=success,
        refusals=(NotInThisState,),
        description=description,
    )


@strawberry.type
class ChangeSetMutations:
    """Root fields of Mutation."""

    open_change_set = _maintaining(
        resolve.open_change_set, OpenChangeSetInput, ChangeSetOpened, "Open a change set for an estate (申请)."
    )
    put_building = _maintaining(
        resolve.put_building, PutBuildingInput, ChangePut, "Add a building to a set; nothing changes yet."
    )
    put_unit = _maintaining(
        resolve.put_unit, PutUnitInput, ChangePut, "Add a unit to a set, or change one; nothing changes yet."
    )
    drop_change = _maintaining(resolve.drop_change, DropChangeInput, ChangeDropped, "Take a change out of its set.")
    drop_change_set = _maintaining(
        resolve.drop_change_set, DropChangeSetInput, ChangeSetDropped, "Drop a set: nothing of it is applied."
    )
    submit_change_set = _maintaining(
        resolve.submit_change_set,
        SubmitChangeSetInput,
        ChangeSetApplied,
        "Apply a set as a whole or not at all (提交).",
    )
