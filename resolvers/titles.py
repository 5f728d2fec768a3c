"""Transferring titles."""

from domain.services import transfers as services
from resolvers.context import Info


async def transfer_title(info: Info, command: services.TransferTitle) -> services.TitleTransferred:
    """End a unit's title and begin that of its new owners."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.transfer(tx, command)
