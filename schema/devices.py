"""Card readers in the API, for the street that keeps them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.card_reads import DeviceState, ReaderState
from domain.rules.policy import Permission
from domain.rules.refusals import NotInThisState
from domain.services import devices as services
from domain.services import pad_views
from domain.store import tables
from resolvers import devices as resolve
from schema.connections import Connection
from schema.inputs import taking
from schema.problems import command, query

strawberry.enum(DeviceState, description="Where a device stands: waiting for its bridge, active, or revoked for good.")


@strawberry.type(description="How a reader is now: whether it can read, and why not.")
class ReaderNow:
    """Bound to `pad_views.ReaderNow`."""

    device_id: strawberry.ID
    name: str
    state: ReaderState | None
    health_at: datetime | None
    is_connected: bool
    is_accepted: bool
    is_revoked: bool
    is_ready: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, pad_views.ReaderNow)


@strawberry.type(description="What went wrong on the line since the bridge started.")
class DeviceCounters:
    """The counters of the last health report."""

    junk: int
    bad: int
    timeout: int
    reopened: int


@strawberry.type(description="What stands around a device.")
class DeviceSurroundings:
    """Bound to `resolvers.devices.DeviceSurroundings`."""

    street_name: str
    reader: ReaderNow
    pad_session_id: strawberry.ID | None = strawberry.field(description="The session that works with it now.")


@strawberry.type(description="A card reader with its bridge (读卡器).")
class Device:
    """Bound to `tables.Device`."""

    id: strawberry.ID
    street_code: str
    name: str
    state: DeviceState
    sam_id: str | None = strawberry.field(description="The reader that it was enrolled with.")
    seen_sam_id: str | None = strawberry.field(description="The reader that it reported last.")
    version: str | None
    created_at: datetime
    enrolled_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str | None
    surroundings = strawberry.field(resolver=resolve.surroundings, graphql_type=DeviceSurroundings)

    @strawberry.field
    def counters(self) -> DeviceCounters | None:
        """What went wrong so far."""
        row: Any = self
        return DeviceCounters(**row.counters) if row.counters is not None else None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Device)


@strawberry.type(description="A code that makes a bridge this device: shown once, good for ten minutes, five tries.")
class EnrolmentCode:
    """Bound to `services.CodeIssued`."""

    device_id: strawberry.ID
    code: str
    expires_at: datetime

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.CodeIssued)


@strawberry.type
class DeviceQueries:
    """Root fields of Query."""

    devices = query(
        resolve.devices,
        permission=(Permission.READ_DEVICES, Permission.OPERATE_PAD),
        answers=Connection[Device],
        description="Card readers, newest first: those in use, or those revoked.",
    )
    device = query(
        resolve.device,
        permission=(Permission.READ_DEVICES, Permission.OPERATE_PAD),
        answers=Device | None,
        description="A card reader by its id.",
    )


@strawberry.input
class CreateDeviceInput:
    """The street and the name by which helpers know it."""

    street_code: str
    name: str

    def command(self) -> services.CreateDevice:
        """As the domain takes it."""
        return services.CreateDevice(self.street_code, self.name)


@strawberry.input
class RenewEnrolmentCodeInput:
    """For which device."""

    device_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.device_id


@strawberry.input
class RevokeDeviceInput:
    """Which device, and why."""

    device_id: UUID
    reason: str

    def command(self) -> services.ChangeDevice:
        """As the domain takes it."""
        return services.ChangeDevice(self.device_id, self.reason)


@strawberry.input
class ReleaseReaderInput:
    """Which device's reader was exchanged, and why."""

    device_id: UUID
    reason: str

    def command(self) -> services.ChangeDevice:
        """As the domain takes it."""
        return services.ChangeDevice(self.device_id, self.reason)


@strawberry.type
class DeviceMutations:
    """Root fields of Mutation."""

    create_device = command(
        taking(resolve.create_device, CreateDeviceInput),
        permission=Permission.MANAGE_DEVICES,
        success=EnrolmentCode,
        description="Name a card reader and issue the code that enrols it.",
    )
    renew_enrolment_code = command(
        taking(resolve.renew_enrolment_code, RenewEnrolmentCodeInput),
        permission=Permission.MANAGE_DEVICES,
        success=EnrolmentCode,
        refusals=(NotInThisState,),
        description="A new code; the one before it is void.",
    )
    revoke_device = command(
        taking(resolve.revoke_device, RevokeDeviceInput),
        permission=Permission.MANAGE_DEVICES,
        success=Device,
        refusals=(NotInThisState,),
        description="Shut a card reader out for good, within seconds.",
    )
    release_reader = command(
        taking(resolve.release_reader, ReleaseReaderInput),
        permission=Permission.MANAGE_DEVICES,
        success=Device,
        refusals=(NotInThisState,),
        description="Let a device be used with another reader: the next that it reports is pinned.",
    )
