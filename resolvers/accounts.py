"""Accounts and sessions: who is signed in, and signing in and out.

Whatever is counted (a try at a code, a log-in) is counted and committed before it is looked at: a refusal afterwards
cannot take the count back.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

import segno
import strawberry

from domain.rules.consents import CONSENTS, ConsentText
from domain.rules.terms import CodePurpose, ConsentKind
from domain.services import accounts, codes, profiles, sessions
from domain.services import sign_in as staff_sign_in
from domain.store.database import Transaction
from domain.store.tables import Session
from resolvers.context import Info


def transaction(info: Info) -> AbstractAsyncContextManager[Transaction]:
    """One command's transaction for whoever asks."""
    return info.context.database.transaction(info.context.actor, request_id=info.context.request_id)


async def me(info: Info) -> profiles.Profile | None:
    """Who is signed in, or null."""
    async with info.context.database.read() as session:
        return await profiles.profile_of(session, info.context.database.crypto, info.context.actor)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session of the actor's, and whether it is the one that asks."""

    session: Session
    is_current: bool


async def my_sessions(info: Info) -> Sequence[OwnSession]:
    """The actor's sessions, the latest used first; none for nobody."""
    actor = info.context.actor
    if actor.account_id is None:
        return []
    async with info.context.database.read() as session:
        rows = await sessions.my_sessions(session, actor)
    return [OwnSession(row, row.id == actor.session_id) for row in rows]


async def consent_text(kind: ConsentKind) -> ConsentText:
    """The text in force for one use of personal data."""
    return CONSENTS[kind]


async def request_code(info: Info, command: codes.RequestCode) -> codes.CodeSent:
    """Send a code to a phone."""
    async with transaction(info) as tx:
        return await codes.request_code(tx, command, address=info.context.address, language=info.context.language)


async def sign_in_with_code(info: Info, given: accounts.CodeGiven) -> sessions.SignedIn:
    """Sign an owner in; the first time makes the account."""
    async with transaction(info) as tx:
        tried = await codes.claim_try(tx, given.challenge, CodePurpose.SIGN_IN)
    async with transaction(info) as tx:
        opened = await accounts.sign_in_with_code(tx, tried, given.code, info.context.language)
    return _with_cookie(info, opened)


async def confirm_with_code(info: Info, given: accounts.CodeGiven) -> accounts.Confirmed:
    """Confirm this session with a fresh code."""
    async with transaction(info) as tx:
        tried = await codes.claim_try(tx, given.challenge, CodePurpose.CONFIRM)
    async with transaction(info) as tx:
        return await accounts.confirm_with_code(tx, tried, given.code)


async def sign_in(info: Info, command: staff_sign_in.SignIn) -> sessions.SignedIn:
    """Sign a member of staff in. The password is compared outside of any transaction: it takes a while."""
    async with transaction(info) as tx:
        claim = await staff_sign_in.claim_sign_in(tx, command.login, info.context.address)
    proof = await staff_sign_in.prove(claim, command.password)
    async with transaction(info) as tx:
        opened = await staff_sign_in.sign_in(tx, proof, command.totp)
    return _with_cookie(info, opened)


def totp_code_rows(root: strawberry.Parent[staff_sign_in.ActivationBegun]) -> list[str]:
    """The address for the authenticator as a QR code (ISO/IEC 18004), each row a string of 0 and 1."""
    return ["".join("1" if module else "0" for module in row) for row in segno.make(root.totp_uri, micro=False).matrix]


async def begin_activation(info: Info, code: str) -> staff_sign_in.ActivationBegun:
    """Show what the holder of an activation needs for it."""
    async with transaction(info) as tx:
        await staff_sign_in.claim_activation(tx, info.context.address)
    async with transaction(info) as tx:
        return await staff_sign_in.begin_activation(tx, code)


async def activate_account(info: Info, command: staff_sign_in.ActivateAccount) -> sessions.SignedIn:
    """Take a staff account into use, and sign in."""
    async with transaction(info) as tx:
        await staff_sign_in.claim_activation(tx, info.context.address)
    async with transaction(info) as tx:
        opened = await staff_sign_in.activate_account(tx, command, info.context.address)
    return _with_cookie(info, opened)


async def sign_out(info: Info) -> sessions.SignedOut:
    """End this session."""
    async with transaction(info) as tx:
        outcome = await sessions.sign_out(tx)
    info.context.cookies["session"] = None
    return outcome


async def sign_out_everywhere(info: Info) -> sessions.SignedOutEverywhere:
    """End every session of the account."""
    async with transaction(info) as tx:
        outcome = await sessions.sign_out_everywhere(tx)
    info.context.cookies["session"] = None
    return outcome


async def end_session(info: Info, session_id: UUID) -> sessions.SignedOut:
    """End one session of the account."""
    async with transaction(info) as tx:
        return await sessions.end_session(tx, session_id)


async def set_language(info: Info, language: str) -> accounts.LanguageSet:
    """Choose the language."""
    async with transaction(info) as tx:
        return await accounts.set_language(tx, language)


async def release_account(info: Info, command: accounts.ReleaseAccount) -> accounts.AccountReleased:
    """Close an owner's account whose phone is lost."""
    async with transaction(info) as tx:
        return await accounts.release_account(tx, command)


def _with_cookie(info: Info, opened: sessions.SignedIn) -> sessions.SignedIn:
    info.context.cookies["session"] = opened.token
    return opened
