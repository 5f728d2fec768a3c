"""One's own data in the API: consents and their withdrawal, the export, the deletion of the account."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeAlias

import strawberry
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.rules.refusals import FreshCodeNeeded, NotFound, NotInThisState
from domain.rules.terms import ConsentKind
from domain.services import account_deletion, account_exports, consents
from domain.services.wording import Language
from domain.store.database import Database
from resolvers import own_data as resolve
from resolvers.context import Context
from schema.accounts import ConsentText
from schema.inputs import taking
from schema.problems import command, query

MY_DATA = "/my-data"
ContextOf: TypeAlias = Callable[[HTTPConnection], Awaitable[Context]]


def own_data_routes(database: Database, context_of: ContextOf) -> list[Route]:
    """The route of exports; any address but one's own, in its session and in time, answers 404."""

    async def fetch(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _said(403, "requests from other sites are refused")
        context = await context_of(request)
        language = Language.EN if context.language == "en" else Language.ZH
        try:
            async with database.transaction(context.actor, request_id=context.request_id) as tx:
                archive = await account_exports.fetch_export(tx, request.path_params["token"], language)
        except NotFound as absent:
            return _said(404, absent.message(context.language))
        headers = {"Content-Disposition": 'attachment; filename="my-data.zip"', "Cache-Control": "no-store"}
        return Response(archive, media_type="application/zip", headers=headers)

    return [Route(MY_DATA + "/{token}", fetch, methods=["GET"])]


def _said(status: int, reason: str) -> Response:
    return JSONResponse({"message": reason}, status_code=status, headers={"Cache-Control": "no-store"})


@strawberry.type(description="One use of personal data, with one's latest word on it.")
class MyConsent:
    """Bound to `consents.OwnConsent`."""

    kind: ConsentKind
    text: ConsentText = strawberry.field(description="The text in force.")
    version: str | None = strawberry.field(description="The version that one agreed to; null where one never did.")
    given_at: datetime | None
    withdrawn_at: datetime | None
    stands: bool = strawberry.field(description="Whether one agrees now.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, consents.OwnConsent)


@strawberry.type
class OwnDataQueries:
    """Root fields of Query."""

    my_consents = query(
        resolve.my_consents,
        permission=None,
        answers=list[MyConsent],
        description="Every use of one's personal data, with what one has said to it.",
    )


@strawberry.input
class WithdrawConsentInput:
    """What one does not agree to any more."""

    kind: ConsentKind

    def command(self) -> ConsentKind:
        """As the domain takes it."""
        return self.kind


@strawberry.type(description="The consent is withdrawn, and so has ended what rests on it; votes cast stay valid.")
class ConsentWithdrawn:
    """Bound to `consents.ConsentWithdrawn`."""

    kind: ConsentKind
    certifications_ended: int
    reviews_ended: int
    photos_deleted: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, consents.ConsentWithdrawn)


@strawberry.type(description="GET the archive from `address` before it expires, once, in this session.")
class MyDataRequested:
    """Bound to `account_exports.MyExportRequested`."""

    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """A path of this server."""
        requested: Any = self
        return f"{MY_DATA}/{requested.token}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, account_exports.MyExportRequested)


@strawberry.type(description="The account is deleted. Votes that were cast stay counted, without name or phone.")
class AccountDeleted:
    """Bound to `account_deletion.AccountDeleted`."""

    certifications_ended: int
    photos_deleted: int
    votes_kept: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, account_deletion.AccountDeleted)


@strawberry.type
class OwnDataMutations:
    """Root fields of Mutation."""

    withdraw_consent = command(
        taking(resolve.withdraw_consent, WithdrawConsentInput),
        permission=None,
        success=ConsentWithdrawn,
        description="Withdraw a consent: what rests on it ends, votes cast stay valid.",
    )
    request_my_data = command(
        resolve.request_my_data,
        permission=None,
        success=MyDataRequested,
        refusals=(FreshCodeNeeded,),
        description="Ask for an archive of everything that is kept about oneself, for programs and for people.",
    )
    delete_my_account = command(
        resolve.delete_my_account,
        permission=None,
        success=AccountDeleted,
        refusals=(FreshCodeNeeded, NotInThisState),
        description="Delete one's account; certifications end, photos go, votes that were cast stay counted.",
    )
