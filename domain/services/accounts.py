"""Owners' accounts: a phone, made on its first use, and given up when the street releases it."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select, update
from uuid_utils.compat import uuid7

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState, NotSignedIn
from domain.rules.register import reason_faults
from domain.services import certifications, codes
from domain.services.access import require_around
from domain.services.codes import Try
from domain.services.locks import lock_account
from domain.services.sessions import OWNER_LONGEST, SignedIn, open_session, revoke_all
from domain.services.wording import Language
from domain.store.database import Transaction
from domain.store.tables import Account, Certification, Session


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """A code as it was typed, with the challenge that its request was answered with."""

    challenge: str = field(repr=False)
    code: str = field(repr=False)


async def sign_in_with_code(tx: Transaction, tried: Try, code: str, language: str) -> SignedIn:
    """Sign an owner in with a code sent to their phone; its first use makes the account. Raises `WrongCode`.

    `tried` was claimed in a transaction of its own, before.
    """
    phone = await codes.use(tx, tried, code)
    # The code's row is locked and used: nobody else is making an account for this phone now.
    account_id = await tx.session.scalar(
        select(Account.id).where(
            Account.kind == "owner",
            Account.state == "active",
            Account.phone_index.in_(tx.crypto.indexes("phone", phone)),
        )
    )
    is_new = account_id is None
    if account_id is None:
        account_id = await _open_account(tx, phone, language)
    opened = await open_session(tx, account_id, OWNER_LONGEST)
    tx.record("session.opened", "account", account_id, by=account_id, role="owner", after={"new_account": is_new})
    return opened


async def _open_account(tx: Transaction, phone: str, language: str) -> UUID:
    account = uuid7()
    tx.session.add(
        Account(
            id=account,
            kind="owner",
            state="active",
            phone=tx.crypto.encrypt("accounts.phone", account, phone),
            phone_index=tx.crypto.index("phone", phone),
            language=language,
        )
    )
    await tx.session.flush()
    return account


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The session was confirmed by a fresh code: for twelve hours it may cast."""

    session_id: UUID


async def confirm_with_code(tx: Transaction, tried: Try, code: str) -> Confirmed:
    """Confirm the actor's session with a code sent to the account's own phone.

    Raises `NotSignedIn` and `WrongCode`. `tried` was claimed in a transaction of its own, before; the claim is bound
    to the session.
    """
    session_id = tx.actor.session_id
    if session_id is None:
        raise NotSignedIn()
    await codes.use(tx, tried, code)
    await tx.session.execute(
        update(Session).where(Session.id == session_id).values(confirmed_at=func.clock_timestamp())
    )
    tx.record("session.confirmed", "session", session_id, role="owner")
    return Confirmed(session_id)


@dataclass(frozen=True, slots=True)
class LanguageSet:
    """The language in which the account is written to."""

    language: str


async def set_language(tx: Transaction, language: str) -> LanguageSet:
    """Choose the language of messages and of sentences. Raises `NotSignedIn` and `InvalidInput`."""
    account_id = tx.actor.account_id
    if account_id is None:
        raise NotSignedIn()
    if language not in set(Language):
        raise InvalidInput([Fault("language", "语言请选 zh 或 en。", "Choose the language zh or en.")])
    await tx.session.execute(update(Account).where(Account.id == account_id).values(language=language))
    tx.record("account.language_set", "account", account_id, after={"language": language})
    return LanguageSet(language)


@dataclass(frozen=True, slots=True)
class ReleaseAccount:
    """The account to close, by one of its certifications that stand, and why."""

    certification_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class AccountReleased:
    """An owner's phone was released: its account is closed, and the owner may certify with another phone."""

    account_id: UUID
    certifications_ended: int


async def release_account(tx: Transaction, command: ReleaseAccount) -> AccountReleased:
    """Close an owner's account whose phone is lost: its certifications and sessions end; castings made stay.

    Raises `NotSignedIn`, `InvalidInput`, and `NotFound` unless the certification stands in an estate of the actor's.
    """
    standing = (Certification.id == command.certification_id) & Certification.ended_at.is_(None)
    held, estate_id = await require_around(
        tx, Permission.RELEASE_ACCOUNT, select(Certification.estate_id).where(standing)
    )
    reason = command.reason
    if faults := list(reason_faults("reason", reason)):
        raise InvalidInput(faults)
    account_id = await tx.session.scalar(select(Certification.account_id).where(standing))
    if account_id is None:
        raise NotFound()
    account = await lock_account(tx, account_id)
    if account.state == "disabled":
        raise NotInThisState(account.state)
    account.state = "disabled"
    ended = await certifications.end_for_account(tx, account_id, "released")
    await revoke_all(tx, account_id)
    after = {"state": "disabled", "certifications_ended": ended}
    tx.record(
        "account.released",
        "account",
        account_id,
        estate_id=estate_id,
        role=held.role,
        after=after,
        reason=reason.strip(),
    )
    return AccountReleased(account_id, ended)
