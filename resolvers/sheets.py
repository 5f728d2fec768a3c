"""A register as an Excel sheet: one-time addresses to send and to fetch it, and the preview of an import."""

from uuid import UUID

from domain.services import sheet_export, sheet_import, uploads
from resolvers.context import Info


async def request_sheet_upload(info: Info, estate_id: UUID) -> uploads.UploadRequested:
    """A one-time address to which a sheet is sent."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await uploads.request_upload(tx, estate_id)


async def preview_sheet(info: Info, upload_id: UUID) -> sheet_import.SheetPreviewed:
    """Draft the changes that an uploaded sheet makes."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await sheet_import.preview(tx, upload_id)


async def request_register_export(info: Info, command: sheet_export.RequestExport) -> sheet_export.ExportRequested:
    """A one-time address from which the register is fetched."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await sheet_export.request_export(tx, command)
