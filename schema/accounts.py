"""Accounts and sessions in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules import consents
from domain.rules.policy import Permission, Role, ScopeKind
from domain.rules.refusals import (
    ActivationNotValid,
    NotInThisState,
    TooManyAttempts,
    WrongCode,
    WrongCredentials,
)
from domain.rules.terms import CodePurpose, ConsentKind
from domain.services import accounts, codes, profiles, sessions, sign_in
from resolvers import accounts as resolve
from schema.inputs import taking
from schema.problems import command, query

strawberry.enum(Role, description="What a person is to the product.")
strawberry.enum(ScopeKind, description="How far a role reaches.")
strawberry.enum(CodePurpose, description="What a code is good for.")
strawberry.enum(ConsentKind, description="What a person agrees to, each by itself.")


@strawberry.type(description="A role that is held over a city, district, street or estate.")
class HeldRole:
    """Bound to `profiles.RoleHeld`."""

    role: Role
    scope_kind: ScopeKind
    scope_key: str = strawberry.field(description="A district's or street's code, an estate's id, empty for the city.")
    scope_name: str
    organizer_id: UUID | None
    ends_at: datetime | None = strawberry.field(description="When it ends by itself.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, profiles.RoleHeld)


@strawberry.type(description="Who is signed in, as shown to themselves.")
class Me:
    """Bound to `profiles.Profile`."""

    account_id: strawberry.ID
    kind: str = strawberry.field(description="`owner` or `staff`.")
    login: str | None
    masked_phone: str
    masked_name: str | None
    language: str
    confirmed_recently: bool = strawberry.field(
        description="Whether a code was confirmed within 12 hours, as casting asks."
    )
    roles: list[HeldRole]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, profiles.Profile)


@strawberry.type(description="A signed-in browser of the account.")
class OwnSession:
    """Bound to `resolve.OwnSession`."""

    is_current: bool

    @strawberry.field
    def id(self) -> strawberry.ID:
        """What `endSession` takes."""
        return strawberry.ID(str(_row(self).id))

    @strawberry.field
    def created_at(self) -> datetime:
        """When it was signed in."""
        at: datetime = _row(self).created_at
        return at

    @strawberry.field
    def last_seen_at(self) -> datetime:
        """Its last use, to the minute."""
        at: datetime = _row(self).last_seen_at
        return at

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.OwnSession)


def _row(root: Any) -> Any:
    return root.session


@strawberry.type(description="What one agrees to before personal data is used; the consent names its version.")
class ConsentText:
    """Bound to `consents.ConsentText`."""

    version: str
    zh: str
    en: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, consents.ConsentText)


@strawberry.type
class AccountQueries:
    """Root fields of Query."""

    me = query(resolve.me, permission=None, answers=Me | None, description="Who is signed in, or null.")
    my_sessions = query(
        resolve.my_sessions,
        permission=None,
        answers=list[OwnSession],
        description="The sessions of one's own account, the latest used first.",
    )
    consent_text = query(
        resolve.consent_text, permission=None, answers=ConsentText, description="The text in force for one consent."
    )


@strawberry.input
class RequestCodeInput:
    """Where to send a code, and for what. A code that confirms goes to the account's own phone."""

    purpose: CodePurpose
    phone: str | None = None

    def command(self) -> codes.RequestCode:
        """As the domain takes it."""
        return codes.RequestCode(self.purpose, self.phone)


@strawberry.input
class CodeInput:
    """A code as it was typed, with the challenge from `requestCode`."""

    challenge: str
    code: str

    def command(self) -> accounts.CodeGiven:
        """As the domain takes it."""
        return accounts.CodeGiven(self.challenge, self.code)


@strawberry.input
class SignInInput:
    """What a member of staff signs in with."""

    login: str
    password: str
    totp: str

    def command(self) -> sign_in.SignIn:
        """As the domain takes it."""
        return sign_in.SignIn(self.login, self.password, self.totp)


@strawberry.input
class BeginActivationInput:
    """The code from the activation message."""

    code: str

    def command(self) -> str:
        """As the domain takes it."""
        return self.code


@strawberry.input
class ActivateAccountInput:
    """The activation code, the password chosen, and what the authenticator shows."""

    code: str
    password: str
    totp: str

    def command(self) -> sign_in.ActivateAccount:
        """As the domain takes it."""
        return sign_in.ActivateAccount(self.code, self.password, self.totp)


@strawberry.input
class EndSessionInput:
    """A session of one's own account."""

    session_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.session_id


@strawberry.input
class SetLanguageInput:
    """`zh` or `en`."""

    language: str

    def command(self) -> str:
        """As the domain takes it."""
        return self.language


@strawberry.input
class ReleaseAccountInput:
    """A certification that stands, and why the phone behind it is released."""

    certification_id: UUID
    reason: str

    def command(self) -> accounts.ReleaseAccount:
        """As the domain takes it."""
        return accounts.ReleaseAccount(self.certification_id, self.reason)


@strawberry.type(description="A code is on its way; whether the phone has an account is not told.")
class CodeSent:
    """Bound to `codes.CodeSent`."""

    challenge: str = strawberry.field(description="Goes back with the code.")
    expires_at: datetime
    resend_after_seconds: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, codes.CodeSent)


@strawberry.type(description="Signed in; the session is in the cookie.")
class SignedIn:
    """Bound to `sessions.SignedIn`."""

    account_id: strawberry.ID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sessions.SignedIn)


@strawberry.type(description="The session is confirmed: for twelve hours it may cast.")
class Confirmed:
    """Bound to `accounts.Confirmed`."""

    session_id: strawberry.ID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, accounts.Confirmed)


@strawberry.type(description="What the person needs to take the account into use; asked again it is the same.")
class ActivationBegun:
    """Bound to `sign_in.ActivationBegun`."""

    login: str
    masked_name: str
    totp_secret: str = strawberry.field(description="Base32, to type into an authenticator.")
    totp_uri: str = strawberry.field(description="`otpauth://…`, as the code to scan says it.")
    totp_code_rows = strawberry.field(
        resolver=resolve.totp_code_rows,
        graphql_type=list[str],
        description="The QR code to scan with an authenticator, row by row; 1 is dark.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sign_in.ActivationBegun)


@strawberry.type(description="The session has ended.")
class SignedOut:
    """Bound to `sessions.SignedOut`."""

    session_id: UUID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sessions.SignedOut)


@strawberry.type(description="Every session of the account has ended.")
class SignedOutEverywhere:
    """Bound to `sessions.SignedOutEverywhere`."""

    sessions: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, sessions.SignedOutEverywhere)


@strawberry.type(description="The language in which the account is written to.")
class LanguageSet:
    """Bound to `accounts.LanguageSet`."""

    language: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, accounts.LanguageSet)


@strawberry.type(description="The account is closed; the owner may certify with another phone.")
class AccountReleased:
    """Bound to `accounts.AccountReleased`."""

    account_id: strawberry.ID
    certifications_ended: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, accounts.AccountReleased)


@strawberry.type
class AccountMutations:
    """Root fields of Mutation."""

    request_code = command(
        taking(resolve.request_code, RequestCodeInput),
        permission=None,
        success=CodeSent,
        refusals=(TooManyAttempts,),
        description="Send a six-digit code to a phone; it lasts five minutes.",
    )
    sign_in_with_code = command(
        taking(resolve.sign_in_with_code, CodeInput),
        permission=None,
        success=SignedIn,
        refusals=(WrongCode,),
        description="Sign in as an owner; the first time makes the account.",
    )
    confirm_with_code = command(
        taking(resolve.confirm_with_code, CodeInput),
        permission=None,
        success=Confirmed,
        refusals=(WrongCode,),
        description="Confirm the session with a fresh code, as casting asks every twelve hours.",
    )
    sign_in = command(
        taking(resolve.sign_in, SignInInput),
        permission=None,
        success=SignedIn,
        refusals=(TooManyAttempts, WrongCredentials),
        description="Sign in as a member of staff.",
    )
    begin_activation = command(
        taking(resolve.begin_activation, BeginActivationInput),
        permission=None,
        success=ActivationBegun,
        refusals=(TooManyAttempts, ActivationNotValid),
        description="Begin to take a staff account into use.",
    )
    activate_account = command(
        taking(resolve.activate_account, ActivateAccountInput),
        permission=None,
        success=SignedIn,
        refusals=(TooManyAttempts, ActivationNotValid),
        description="Set the password, prove the authenticator, and sign in.",
    )
    sign_out = command(resolve.sign_out, permission=None, success=SignedOut, description="End this session.")
    sign_out_everywhere = command(
        resolve.sign_out_everywhere,
        permission=None,
        success=SignedOutEverywhere,
        description="End every session of the account, this one among them.",
    )
    end_session = command(
        taking(resolve.end_session, EndSessionInput),
        permission=None,
        success=SignedOut,
        description="End one session of the account.",
    )
    set_language = command(
        taking(resolve.set_language, SetLanguageInput),
        permission=None,
        success=LanguageSet,
        description="Choose the language of messages and sentences.",
    )
    release_account = command(
        taking(resolve.release_account, ReleaseAccountInput),
        permission=Permission.RELEASE_ACCOUNT,
        success=AccountReleased,
        refusals=(NotInThisState,),
        description="Close an owner's account whose phone is lost; the owner certifies again with another.",
    )
