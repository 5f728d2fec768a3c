"""Accounts and sessions: who is signed in, and signing in and out."""

from domain.services import sessions
from resolvers.context import Info


async def sign_out(info: Info) -> sessions.SignedOut:
    """End this session."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        outcome = await sessions.sign_out(tx)
    info.context.cookies["session"] = None
    return outcome
