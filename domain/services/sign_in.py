"""How staff sign in and take their accounts into use: a password and a time-based one-time password (RFC 6238).

Each attempt is counted in a transaction of its own before anything is compared; unknown logins are counted, compared
and answered exactly like known ones.
"""

from dataclasses import dataclass, field
from uuid import UUID

import pyotp
from sqlalchemy import func, select, update

from domain.rules.credentials import normalised_login, password_faults, totp_step
from domain.rules.identity import mask_name
from domain.rules.refusals import ActivationNotValid, Fault, InvalidInput, WrongCredentials
from domain.services import activations, attempts, passwords
from domain.services.attempts import Counted, real_now
from domain.services.sessions import STAFF_LONGEST, SignedIn, open_session
from domain.store.database import Transaction
from domain.store.tables import Account, Activation

FREE_PER_LOGIN = 3
FREE_PER_ADDRESS = 10
LOGIN_LONGEST = 100
ISSUER = "共决"
_NOBODYS_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 — of an account that does not exist


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a member of staff typed."""

    login: str
    password: str = field(repr=False)
    totp: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """An attempt to sign in, counted already: whose it would be, and what is kept of the password."""

    login: str
    address: str
    account_id: UUID | None
    password_hash: str | None = field(repr=False)

    def counted(self) -> tuple[Counted, Counted]:
        """By what the attempt was counted."""
        return Counted("sign_in", self.login), Counted("sign_in", self.address)


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim with the answer whether its password was right; made outside of any transaction, for it takes a while."""

    claim: Claim
    password_is_right: bool


async def claim_sign_in(tx: Transaction, login: str, address: str) -> Claim:
    """Count an attempt for the login and for the address. Commit before it is proved. Raises `TooManyAttempts`."""
    login, address = normalised_login(login)[:LOGIN_LONGEST], attempts.address_of(address)
    await attempts.take_with_growing_waits(
        tx, [(Counted("sign_in", login), FREE_PER_LOGIN), (Counted("sign_in", address), FREE_PER_ADDRESS)]
    )
    row = (
        await tx.session.execute(
            select(Account.id, Account.password_hash).where(
                Account.login == login, Account.kind == "staff", Account.state == "active"
            )
        )
    ).one_or_none()
    return Claim(login, address, row[0] if row else None, row[1] if row else None)


async def prove(claim: Claim, password: str) -> Proof:
    """Compare the password, in a thread; the work is the same for a login that does not exist."""
    return Proof(claim, await passwords.matches(password, claim.password_hash))


async def sign_in(tx: Transaction, proof: Proof, totp: str) -> SignedIn:
    """Open a session. Raises `WrongCredentials`, whatever was wrong.

    The account's row is locked, so that a one-time password opens one session, however many ask at once.
    """
    account = await tx.session.scalar(
        select(Account).where(Account.id == proof.claim.account_id).with_for_update(key_share=True)
    )
    secret, used = _NOBODYS_SECRET, None
    if account is not None and account.totp_secret is not None:
        secret, used = (
            tx.crypto.decrypt("accounts.totp_secret", account.id, account.totp_secret),
            account.totp_last_step,
        )
    step = totp_step(secret, totp, await real_now(tx), used)
    if (
        account is None
        or step is None
        or not proof.password_is_right
        or account.state != "active"
        or account.password_hash != proof.claim.password_hash
    ):
        raise WrongCredentials()
    account.totp_last_step = step
    opened = await open_session(tx, account.id, STAFF_LONGEST)
    await attempts.succeeded(tx, proof.claim.counted())
    tx.record("session.opened", "account", account.id, by=account.id)
    return opened


@dataclass(frozen=True, slots=True)
class ActivationBegun:
    """What the person sees before choosing a password: the login, and the secret for the authenticator."""

    login: str
    masked_name: str
    totp_secret: str = field(repr=False)
    totp_uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ActivateAccount:
    """The activation code, the password chosen, and a one-time password that proves the authenticator was set up."""

    code: str = field(repr=False)
    password: str = field(repr=False)
    totp: str = field(repr=False)


async def claim_activation(tx: Transaction, address: str) -> None:
    """Count an attempt to use an activation from an address. Commit before it is used. Raises `TooManyAttempts`."""
    await attempts.take_with_growing_waits(
        tx, [(Counted("activation", attempts.address_of(address)), FREE_PER_ADDRESS)]
    )


async def begin_activation(tx: Transaction, code: str) -> ActivationBegun:
    """Show what the holder of an activation needs: asked again it shows the same. Raises `ActivationNotValid`."""
    account, _ = await _behind_activation(tx, code)
    if account.totp_secret is None:
        account.totp_secret = tx.crypto.encrypt("accounts.totp_secret", account.id, pyotp.random_base32())
    secret = tx.crypto.decrypt("accounts.totp_secret", account.id, account.totp_secret)
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=ISSUER)
    name = tx.crypto.decrypt("accounts.name", account.id, account.name) if account.name is not None else ""
    tx.record("account.activation_begun", "account", account.id, by=account.id)
    return ActivationBegun(account.login or "", mask_name(name), secret, uri)


async def activate_account(tx: Transaction, command: ActivateAccount, address: str) -> SignedIn:
    """Take an account into use: the password is set, the authenticator proved, the activation used up, and the person
    signed in. Raises `ActivationNotValid`, or `InvalidInput` with everything wrong with the password and the proof.
    """
    account, activation = await _behind_activation(tx, command.code)
    faults = password_faults(command.password, account.login or "")
    step = None
    if account.totp_secret is not None:
        secret = tx.crypto.decrypt("accounts.totp_secret", account.id, account.totp_secret)
        step = totp_step(secret, command.totp, await real_now(tx), account.totp_last_step)
    if step is None:
        faults.append(
            Fault(
                "totp",
                "动态口令不正确。请用身份验证器扫描二维码，填写当前显示的 6 位数字，并检查手机时间。",
                "The one-time password is wrong. Scan the code with your authenticator, enter the 6 digits it shows "
                "now, and check the phone's clock.",
            )
        )
    if faults:
        raise InvalidInput(faults)
    account.password_hash = await passwords.hashed(command.password)
    account.totp_last_step, account.state = step, "active"
    await tx.session.execute(
        update(Activation).where(Activation.id == activation).values(used_at=func.clock_timestamp())
    )
    opened = await open_session(tx, account.id, STAFF_LONGEST)
    await attempts.succeeded(tx, [Counted("activation", attempts.address_of(address))])
    tx.record("account.activated", "account", account.id, by=account.id)
    return opened


async def _behind_activation(tx: Transaction, code: str) -> tuple[Account, UUID]:
    """The invited account of a live activation, locked: of two at once the second finds the activation used."""
    row = (
        await tx.session.execute(
            select(Account, Activation.id)
            .join(Activation, Activation.account_id == Account.id)
            .where(
                Activation.token_hash == activations.activation_index(tx, code),
                Activation.used_at.is_(None),
                Activation.expires_at > func.clock_timestamp(),
                Account.state == "invited",
            )
            .with_for_update()
        )
    ).one_or_none()
    if row is None:
        raise ActivationNotValid()
    return row[0], row[1]
