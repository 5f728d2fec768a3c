"""A register as an Excel sheet in the API; the files themselves travel outside GraphQL (`schema.files`)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import SheetHasFaults
from domain.services import sheet_export, sheet_import, uploads
from resolvers import sheets as resolve
from schema.change_sets import ChangeSet
from schema.files import DOWNLOADS, UPLOADS
from schema.inputs import taking
from schema.problems import command


@strawberry.input
class RequestSheetUploadInput:
    """The estate into whose register a sheet is to be imported."""

    estate_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.estate_id


@strawberry.input
class PreviewSheetInput:
    """A sheet that was sent to its address."""

    upload_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.upload_id


@strawberry.input
class RequestRegisterExportInput:
    """The estate; `revealed` shows owners in full and needs a reason of at least five characters."""

    estate_id: UUID
    revealed: bool = False
    reason: str | None = None

    def command(self) -> sheet_export.RequestExport:
        """As the domain takes it."""
        return sheet_export.RequestExport(self.estate_id, self.revealed, self.reason)


@strawberry.type(description="POST the file to `address` (its bytes as the body, at most 10 MB) before it expires.")
class SheetUploadRequested:
    """Bound to `uploads.UploadRequested`."""

    upload_id: strawberry.ID
    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """A path of this server; it takes one file, from this session's account."""
        requested: Any = self
        return f"{UPLOADS}/{requested.token}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, uploads.UploadRequested)


@strawberry.type(description="What the sheet would change, as a drafted set: look at it, then submit or drop it.")
class SheetPreviewed:
    """Bound to `sheet_import.SheetPreviewed`."""

    change_set: ChangeSet

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sheet_import.SheetPreviewed)


@strawberry.type(description="GET the sheet from `address` before it expires.")
class RegisterExportRequested:
    """Bound to `sheet_export.ExportRequested`."""

    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """A path of this server; it gives the sheet once, to this session's account."""
        requested: Any = self
        return f"{DOWNLOADS}/{requested.token}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sheet_export.ExportRequested)


@strawberry.type
class SheetMutations:
    """Root fields of Mutation."""

    request_sheet_upload = command(
        taking(resolve.request_sheet_upload, RequestSheetUploadInput),
        permission=Permission.MAINTAIN_REGISTER,
        success=SheetUploadRequested,
        description="A one-time address to which a register's sheet is sent, valid for ten minutes.",
    )
    preview_sheet = command(
        taking(resolve.preview_sheet, PreviewSheetInput),
        permission=Permission.MAINTAIN_REGISTER,
        success=SheetPreviewed,
        refusals=(SheetHasFaults,),
        description="Draft the changes that a sheet makes, or name every faulty row; nothing is applied.",
    )
    request_register_export = command(
        taking(resolve.request_register_export, RequestRegisterExportInput),
        permission=Permission.READ_PEOPLE,
        success=RegisterExportRequested,
        description="A one-time address from which the register is fetched, owners masked unless a reason is given.",
    )
