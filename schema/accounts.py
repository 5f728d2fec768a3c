"""Accounts and sessions in the API."""

from uuid import UUID

import strawberry

from domain.services import sessions
from resolvers import accounts as resolve
from schema.problems import command


@strawberry.type(description="The session has ended.")
class SignedOut:
    """Bound to `sessions.SignedOut`."""

    session_id: UUID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sessions.SignedOut)


@strawberry.type
class AccountMutations:
    """Root fields of Mutation."""

    sign_out = command(resolve.sign_out, permission=None, success=SignedOut, description="End this session.")
