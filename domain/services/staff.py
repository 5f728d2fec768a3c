"""Accounts of staff: made by whoever may appoint to the role, within their own scope, and never with a password."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy import Insert, func, insert, or_, select, update
from uuid_utils.compat import uuid7

from domain.rules.identity import normalise_document, normalise_name, normalise_phone
from domain.rules.people import PERSONAL_DOCUMENTS, number_faults, person_faults
from domain.rules.policy import APPOINTMENTS, ORGANIZER_ROLES, Held, Role, ScopeKind, appointing, decides_on_others
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState, NotSignedIn
from domain.rules.register import reason_faults
from domain.rules.terms import DocumentKind
from domain.services import activations, passwords, sessions
from domain.services.owners import Document
from domain.services.persons import write_document
from domain.services.scopes import Scope, scope_of
from domain.store.database import Transaction
from domain.store.tables import Account, Grant, Installation, Session

# What a login begins with, so that a person can tell their accounts apart.
_LOGIN_PREFIX = {
    Role.SYSTEM_ADMINISTRATOR: "system",
    Role.CITY: "city",
    Role.AUDITOR: "audit",
    Role.DISTRICT: "district",
    Role.STREET_REVIEWER: "review",
    Role.STREET_CLERK: "street",
    Role.PREPARATORY_GROUP: "group",
    Role.COMMITTEE: "committee",
    Role.PROPERTY_COMPANY: "company",
}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A staff account that waits for its activation."""

    account_id: UUID
    login: str


@dataclass(frozen=True, slots=True)
class CreateStaffAccount:
    """The account to make: `scope_key` is a district's or street's code, an estate's id, or empty for the city."""

    role: Role
    scope_kind: ScopeKind
    scope_key: str
    name: str
    phone: str
    ends_at: datetime | None = None
    # For who decides on others, by `rules.policy.decides_on_others`, and for nobody else. Left out of its repr.
    document_kind: DocumentKind | None = None
    document_number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChangeStaffAccount:
    """Which account to reset or to close, and why."""

    account_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class StaffAccountChanged:
    """What was done to a staff account, and the state it is in now."""

    account_id: UUID
    state: str


async def create_staff_account(tx: Transaction, command: CreateStaffAccount) -> NewAccount:
    """Make an account for a member of staff and send its activation.

    Raises `NotSignedIn`, `NotFound` where the actor may not give the role there, and `InvalidInput`.
    """
    account, scope, role_given = await _appoint(tx, command)
    await activations.send(tx, account, scope.name, scope.place.estate, role_given)
    return NewAccount(account.id, account.login or "")


async def create_account_in_person(tx: Transaction, command: CreateStaffAccount) -> tuple[NewAccount, str]:
    """As `create_staff_account`, but the activation code is answered, once, and not sent: for the command line, where
    the person who asks hands it over. Raises the same.
    """
    account, _, role_given = await _appoint(tx, command)
    return NewAccount(account.id, account.login or ""), await activations.issue(tx, account.id, role_given)


async def _appoint(tx: Transaction, command: CreateStaffAccount) -> tuple[Account, Scope, Insert]:
    scope = await scope_of(tx, command.scope_kind, command.scope_key)
    held = _require_appointment(tx, command.role, command.scope_kind, scope)
    if scope is None:
        raise NotFound()
    faults = [*person_faults(command.name, command.phone), *_document_faults(command)]
    if command.role in ORGANIZER_ROLES:
        faults.append(
            Fault(
                "role",
                "筹备组、业委会和物业公司的账号随其组织建立，请在业委会管理中为成员生成账号。",
                "Accounts of a group, a committee or a company belong to a body: generate them for its members.",
            )
        )
    if command.ends_at is not None and command.ends_at <= await tx.now():
        faults.append(Fault("endsAt", "结束时间应在将来。", "The end lies in the future."))
    if faults:
        raise InvalidInput(faults)
    account, role_given = await _add_account(
        tx,
        scope,
        role=command.role,
        scope_kind=command.scope_kind,
        scope_key=command.scope_key,
        name=command.name,
        phone=command.phone,
        ends_at=command.ends_at,
        document=_document(command),
    )
    after = {"login": account.login, "role": command.role, "scope": f"{command.scope_kind}:{command.scope_key}"}
    tx.record("staff_account.created", "account", account.id, role=held.role, after=after, **_belongs_to(scope))
    return account, scope, role_given


def _document_faults(command: CreateStaffAccount) -> list[Fault]:
    given = command.document_kind is not None or bool(command.document_number.strip())
    if not decides_on_others(command.role):
        return [
            Fault("documentNumber", "这个角色不审核他人的事项，不需要证件。", "This role needs no document.")
        ] if given else []  # fmt: skip
    if command.document_kind not in PERSONAL_DOCUMENTS:
        return [Fault("documentKind", "请选择本人的证件种类。", "Choose the kind of the person's own document.")]
    return number_faults("documentNumber", command.document_kind, command.document_number)


def _document(command: CreateStaffAccount) -> Document | None:
    if command.document_kind is None:
        return None
    return command.document_kind, normalise_document(command.document_kind, command.document_number)


async def create_account(
    tx: Transaction,
    *,
    role: Role,
    scope_kind: ScopeKind,
    scope_key: str,
    name: str,
    phone: str,
    organizer_id: UUID | None = None,
    ends_at: datetime | None = None,
    document: Document | None = None,
    organisation: str | None = None,
    language: str = "zh",
    starts_at: datetime | None = None,
) -> NewAccount:
    """Make a staff account with one role, waiting for its activation, and queue the activation message.

    For the commands that appoint people: they have checked that the actor may, and name and phone by
    `rules.people.person_faults`, and they write the audit record. `scope_key` is as in `CreateStaffAccount`, and
    `ends_at` is the domain instant at which the role ends by itself, such as the end of a term.
    `starts_at` is when it begins if not now. `document` is the person's where it is known, by which four eyes are told
    apart.
    `organisation` is named in the message; when left out it is the name of the scope.
    """
    scope = await _existing(tx, scope_kind, scope_key)
    account, role_given = await _add_account(
        tx,
        scope,
        role=role,
        scope_kind=scope_kind,
        scope_key=scope_key,
        name=name,
        phone=phone,
        organizer_id=organizer_id,
        ends_at=ends_at,
        document=document,
        language=language,
        starts_at=starts_at,
    )
    await activations.send(tx, account, organisation or scope.name, scope.place.estate, role_given)
    return NewAccount(account.id, account.login or "")


class OnlyInDemo(RuntimeError):
    """Somebody asked for an account with a ready password in a production database."""


async def create_ready_account(
    tx: Transaction,
    *,
    role: Role,
    scope_kind: ScopeKind,
    scope_key: str,
    name: str,
    phone: str,
    password: str,
    totp_secret: str,
    organizer_id: UUID | None = None,
    document: Document | None = None,
) -> NewAccount:
    """Make a staff account that can sign in at once, for the demo city: everything as in `create_account`.

    `totp_secret` is base32. Raises `OnlyInDemo` where the database belongs to production: there the one way to a
    password is an activation.
    """
    if await tx.session.scalar(select(Installation.profile)) not in ("demo", "test"):
        raise OnlyInDemo("accounts with a ready password are for the demo only")
    scope = await _existing(tx, scope_kind, scope_key)
    account, role_given = await _add_account(
        tx,
        scope,
        role=role,
        scope_kind=scope_kind,
        scope_key=scope_key,
        name=name,
        phone=phone,
        organizer_id=organizer_id,
        document=document,
    )
    account.state = "active"
    account.password_hash = await passwords.hashed(password)
    account.totp_secret = tx.crypto.encrypt("accounts.totp_secret", account.id, totp_secret)
    await tx.write(role_given)
    return NewAccount(account.id, account.login or "")


async def _add_account(
    tx: Transaction,
    scope: Scope,
    *,
    role: Role,
    scope_kind: ScopeKind,
    scope_key: str,
    name: str,
    phone: str,
    organizer_id: UUID | None = None,
    ends_at: datetime | None = None,
    document: Document | None = None,
    language: str = "zh",
    starts_at: datetime | None = None,
) -> tuple[Account, Insert]:
    """The account alone, `invited` and without an activation, and what gives it its role."""
    plain = normalise_phone(phone)
    if plain is None or scope_kind not in APPOINTMENTS[role].scope_kinds:
        raise ValueError("the caller checks the phone and the kind of scope")
    account = Account(
        id=uuid7(),
        kind="staff",
        state="invited",
        login=await _new_login(tx, role, scope.number or scope_key),
        phone_index=tx.crypto.index("phone", plain),
        language=language,
        created_by=tx.actor.account_id,
    )
    account.phone = tx.crypto.encrypt("accounts.phone", account.id, plain)
    account.name = tx.crypto.encrypt("accounts.name", account.id, normalise_name(name))
    if document is not None:
        write_document(tx.crypto, account, document)
    tx.session.add(account)
    await tx.session.flush()
    return account, insert(Grant).values(
        id=uuid7(),
        account_id=account.id,
        role=role,
        scope_kind=scope_kind,
        scope_key=scope_key,
        organizer_id=organizer_id,
        starts_at=func.coalesce(starts_at, func.domain_now()),
        ends_at=ends_at,
        granted_by=tx.actor.account_id,
    )


async def end_grants(tx: Transaction, *, organizer_id: UUID, account_id: UUID | None = None) -> None:
    """End every role that was given for an organizer, or only that of one account: the term or the membership ended.

    For the commands that dissolve an organizer or see a member off; they write the audit record.
    """
    conditions = [Grant.organizer_id == organizer_id, or_(Grant.ends_at.is_(None), Grant.ends_at > func.domain_now())]
    if account_id is not None:
        conditions.append(Grant.account_id == account_id)
    ended = update(Grant).where(*conditions).values(ends_at=func.domain_now()).returning(Grant.account_id).cte("ended")
    await sessions.revoke_where(tx, Session.account_id.in_(select(ended.c.account_id)))


async def send_activation_again(tx: Transaction, account_id: UUID) -> StaffAccountChanged:
    """Send a new activation to an account that was never taken into use; the one before is void.

    Raises `NotSignedIn`, `NotFound` and `NotInThisState`.
    """
    account, held, scope = await _theirs(tx, account_id)
    if account.state != "invited":
        raise NotInThisState(account.state)
    await activations.send(tx, account, scope.name, scope.place.estate)
    tx.record("staff_account.activation_sent", "account", account.id, role=held.role, **_belongs_to(scope))
    return StaffAccountChanged(account.id, account.state)


async def reset_staff_account(tx: Transaction, command: ChangeStaffAccount) -> StaffAccountChanged:
    """Forget password and second factor, end every session and send a new activation; for a lost phone or password.

    Raises `NotSignedIn`, `NotFound`, `NotInThisState` for a disabled account, and `InvalidInput`.
    """
    account, held, scope = await _theirs(tx, command.account_id)
    _require_reason(command.reason)
    if account.state == "disabled":
        raise NotInThisState(account.state)
    account.state, account.password_hash, account.totp_secret, account.totp_last_step = "invited", None, None, None
    await sessions.revoke_all(tx, account.id)
    await activations.send(tx, account, scope.name, scope.place.estate)
    tx.record(
        "staff_account.reset", "account", account.id, role=held.role, reason=command.reason.strip(),
        **_belongs_to(scope),
    )  # fmt: skip
    return StaffAccountChanged(account.id, account.state)


async def disable_staff_account(tx: Transaction, command: ChangeStaffAccount) -> StaffAccountChanged:
    """Close an account for good: its sessions end, its activations are void. Its acts stay in the audit.

    Raises `NotSignedIn`, `NotFound`, `NotInThisState` when it is disabled already, and `InvalidInput`.
    """
    account, held, scope = await _theirs(tx, command.account_id)
    _require_reason(command.reason)
    if account.state == "disabled":
        raise NotInThisState(account.state)
    before = account.state
    account.state = "disabled"
    await sessions.revoke_all(tx, account.id)
    tx.record(
        "staff_account.disabled",
        "account",
        account.id,
        role=held.role,
        before={"state": before},
        after={"state": "disabled"},
        reason=command.reason.strip(),
        **_belongs_to(scope),
    )
    await tx.write(activations.withdrawing(account.id))
    return StaffAccountChanged(account.id, "disabled")


class _Belonging(TypedDict, total=False):
    estate_id: UUID
    street_code: str
    district_code: str


def _belongs_to(scope: Scope) -> _Belonging:
    """What a record about an account with this scope belongs to; nothing below the city, the city."""
    place = scope.place
    if place.estate is not None:
        return {"estate_id": place.estate}
    if place.street is not None:
        return {"street_code": place.street}
    return {"district_code": place.district} if place.district is not None else {}


def _require_reason(reason: str) -> None:
    if faults := list(reason_faults("reason", reason)):
        raise InvalidInput(faults)


def _require_appointment(tx: Transaction, role: Role, kind: ScopeKind, scope: Scope | None) -> Held:
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    held = appointing(tx.actor, role, scope.place) if scope is not None else None
    if held is None or kind not in APPOINTMENTS[role].scope_kinds:
        raise NotFound()
    return held


async def _existing(tx: Transaction, kind: ScopeKind, key: str) -> Scope:
    scope = await scope_of(tx, kind, key)
    if scope is None:
        raise ValueError("the caller names a scope that exists")
    return scope


async def _theirs(tx: Transaction, account_id: UUID) -> tuple[Account, Held, Scope]:
    """A staff account, locked, all of whose roles the actor may give; by which role, and where the person works."""
    account = await tx.session.scalar(
        select(Account).where(Account.id == account_id, Account.kind == "staff").with_for_update(key_share=True)
    )
    grants: Sequence[Grant] = []
    if account is not None:
        grants = (
            await tx.session.scalars(select(Grant).where(Grant.account_id == account_id).order_by(Grant.id))
        ).all()
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    if account is None or not grants:
        raise NotFound()
    scopes = [await _existing(tx, grant.scope_kind, grant.scope_key) for grant in grants]
    held = [
        _require_appointment(tx, grant.role, grant.scope_kind, scope)
        for grant, scope in zip(grants, scopes, strict=True)
    ]
    return account, held[0], scopes[0]


async def _new_login(tx: Transaction, role: Role, place: str) -> str:
    """A login that can be read out and typed: role, place and the first free number, as in street-110105026-2."""
    stem = "-".join(part for part in (_LOGIN_PREFIX[role], place.casefold()) if part)
    await tx.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(stem, 0))))
    logins = await tx.session.scalars(select(Account.login).where(Account.login.startswith(stem, autoescape=True)))
    taken = set(logins)
    return next(login for number in range(1, len(taken) + 2) if (login := f"{stem}-{number}") not in taken)
