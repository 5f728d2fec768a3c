"""Codes sent to a phone: six digits, five minutes, one use, five tries, and a new one kills the old.

A code is bound to the phone, to its purpose and to the challenge that only its requester holds; a code that confirms
a session is bound to that session as well. A try is claimed in a transaction of its own before the code is looked at,
so that many tries at once are no more than five.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, update
from uuid_utils.compat import uuid7

from domain.rules.identity import normalise_phone
from domain.rules.people import phone_faults
from domain.rules.refusals import InvalidInput, NotFound, NotSignedIn, WrongCode
from domain.rules.terms import CodePurpose
from domain.services import attempts, messages
from domain.services.attempts import DAY, Counted, Limit, real_now
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.tables import Account, SmsCode

LASTS = timedelta(minutes=5)
TRIES = 5
PER_PHONE = (Limit(1, timedelta(minutes=1)), Limit(5, timedelta(hours=1)), Limit(10, DAY))
PER_ADDRESS = (Limit(20, timedelta(hours=1)),)


@dataclass(frozen=True, slots=True)
class RequestCode:
    """Where to send a code, and for what.

    `phone` is for signing in; a code that confirms goes to the account's own phone, whatever `phone` says.
    """

    purpose: CodePurpose
    phone: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is on its way: whether the phone has an account is not told. `challenge` goes back with the code."""

    challenge: str
    expires_at: datetime
    resend_after_seconds: int = 60


@dataclass(frozen=True, slots=True)
class Try:
    """One try at a code, claimed and counted already."""

    code_id: UUID


async def request_code(tx: Transaction, command: RequestCode, *, address: str, language: str) -> CodeSent:
    """Send a code; the one before it for the same phone and purpose is void. `address` is whose request it was.

    Raises `InvalidInput` for a number that is no mobile number, `TooManyAttempts`, and, for a code that confirms,
    `NotSignedIn` or, where the account is not an owner's, `NotFound`.
    """
    phone = await _phone_for(tx, command)
    limits = [(Counted("code", phone), PER_PHONE), (Counted("code", attempts.address_of(address)), PER_ADDRESS)]
    await attempts.take(tx, limits)
    await tx.session.execute(
        update(SmsCode)
        .where(
            SmsCode.phone_index.in_(tx.crypto.indexes("phone", phone)),
            SmsCode.purpose == command.purpose,
            SmsCode.used_at.is_(None),
            SmsCode.replaced_at.is_(None),
        )
        .values(replaced_at=func.clock_timestamp())
    )
    row, challenge, digits = uuid7(), secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}"
    expires_at = await real_now(tx) + LASTS
    tx.session.add(
        SmsCode(
            id=row,
            phone=tx.crypto.encrypt("sms_codes.phone", row, phone),
            phone_index=tx.crypto.index("phone", phone),
            purpose=command.purpose,
            challenge_hash=_challenge_hash(tx, challenge, command.purpose),
            code_hmac=_code_hmac(tx, row, digits),
            expires_at=expires_at,
        )
    )
    await messages.enqueue(
        tx,
        template=MessageTemplate.SMS_CODE,
        phone=phone,
        parameters={"code": digits, "minutes": int(LASTS.total_seconds()) // 60},
        key=f"code:{row}",
        language=language,
        expires_at=expires_at,
    )
    tx.record("code.sent", "sms_code", row, after={"purpose": command.purpose})
    return CodeSent(challenge, expires_at)


async def claim_try(tx: Transaction, challenge: str, purpose: CodePurpose) -> Try:
    """Claim one of the five tries at a code. Commit before it is used. Raises `WrongCode`.

    The claim is one statement: two at the same moment are two tries.
    """
    claimed = await tx.session.scalar(
        update(SmsCode)
        .where(
            SmsCode.challenge_hash == _challenge_hash(tx, challenge, purpose),
            SmsCode.purpose == purpose,
            SmsCode.wrong_tries < TRIES,
            *_LIVE,
        )
        .values(wrong_tries=SmsCode.wrong_tries + 1)
        .returning(SmsCode.id)
    )
    if claimed is None:
        raise WrongCode()
    return Try(claimed)


async def use(tx: Transaction, tried: Try, code: str) -> str:
    """Use the code up and return the phone it was sent to, in clear. Raises `WrongCode`.

    Of two at the same moment one finds the code used: the row is locked until the first has committed.
    """
    row = await tx.session.get_one(SmsCode, tried.code_id)
    right = hmac.compare_digest(row.code_hmac, _code_hmac(tx, row.id, code.strip()))
    if not right:
        raise WrongCode()
    used = await tx.session.scalar(
        update(SmsCode).where(SmsCode.id == row.id, *_LIVE).values(used_at=func.clock_timestamp()).returning(SmsCode.id)
    )
    if used is None:
        raise WrongCode()
    return tx.crypto.decrypt("sms_codes.phone", row.id, row.phone)


_LIVE = (SmsCode.used_at.is_(None), SmsCode.replaced_at.is_(None), SmsCode.expires_at > func.clock_timestamp())


async def _phone_for(tx: Transaction, command: RequestCode) -> str:
    if command.purpose is CodePurpose.CONFIRM:
        if tx.actor.account_id is None:
            raise NotSignedIn()
        if tx.actor.kind != "owner":
            raise NotFound()
        account = await tx.session.get_one(Account, tx.actor.account_id)
        assert account.phone is not None  # an owner's account is made by its phone
        return tx.crypto.decrypt("accounts.phone", account.id, account.phone)
    phone = normalise_phone(command.phone or "")
    if phone is None:
        raise InvalidInput(phone_faults(""))
    return phone


def _challenge_hash(tx: Transaction, challenge: str, purpose: CodePurpose) -> bytes:
    """A challenge that confirms belongs to the session that asked for it: in another session it is none."""
    session = tx.actor.session_id if purpose is CodePurpose.CONFIRM else ""
    return tx.crypto.index("challenge", f"{challenge}\x00{session}")


def _code_hmac(tx: Transaction, row: UUID, digits: str) -> bytes:
    return tx.crypto.index("code", f"{row}\x00{digits}")
