"""Who somebody is, as they are shown themselves: roles with the names of their scopes, and masks of the rest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, cast, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.identity import mask_name, mask_phone
from domain.rules.policy import Actor, Role, ScopeKind
from domain.services.scopes import CITY_NAME
from domain.store.crypto import FieldCrypto
from domain.store.tables import Account, District, Estate, Grant, Owner, Street

Scope = tuple[ScopeKind, str]


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role over a scope that has a name. `ends_at` is when it ends by itself."""

    role: Role
    scope_kind: ScopeKind
    scope_key: str
    scope_name: str
    organizer_id: UUID | None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The account behind a session. Names and phone are masked; an owner's name is that of the title."""

    account_id: UUID
    kind: str
    login: str | None
    masked_phone: str
    masked_name: str | None
    language: str
    confirmed_recently: bool
    roles: tuple[RoleHeld, ...]


async def profile_of(session: AsyncSession, crypto: FieldCrypto, actor: Actor) -> Profile | None:
    """The actor's own profile, or None for nobody."""
    if actor.account_id is None:
        return None
    row = (
        await session.execute(
            select(Account, Owner).outerjoin(Owner, Owner.id == Account.owner_id).where(Account.id == actor.account_id)
        )
    ).one()
    account: Account = row[0]
    owner: Owner | None = row[1]
    names = await names_of_scopes(session, {(held.scope_kind, held.scope_key) for held in actor.held})
    roles = tuple(
        RoleHeld(held.role, held.scope_kind, held.scope_key, names[held.scope_kind, held.scope_key], held.organizer_id)
        for held in actor.held
    )
    return Profile(
        account.id,
        account.kind,
        account.login,
        masked_phone_of(crypto, account),
        mask_name(crypto.decrypt("owners.name", owner.id, owner.name)) if owner else masked_name_of(crypto, account),
        account.language,
        actor.confirmed_recently,
        roles,
    )


def masked_phone_of(crypto: FieldCrypto, account: Account) -> str:
    """138****1234; an account with nothing to sign in with has none."""
    if account.phone is None:
        return ""
    return mask_phone(crypto.decrypt("accounts.phone", account.id, account.phone))


def masked_name_of(crypto: FieldCrypto, account: Account) -> str | None:
    """张*, where the account has a name."""
    return mask_name(crypto.decrypt("accounts.name", account.id, account.name)) if account.name is not None else None


async def names_of_scopes(session: AsyncSession, scopes: Collection[Scope]) -> Mapping[Scope, str]:
    """What people call these scopes, in one statement; one that does not exist is called by its key."""
    keys = {kind: [key for one, key in scopes if one is kind] for kind in ScopeKind}
    estates = [UUID(key) for key in keys[ScopeKind.ESTATE]]
    rows = await session.execute(
        union_all(
            select(District.code, District.name).where(District.code.in_(keys[ScopeKind.DISTRICT])),
            select(Street.code, Street.name).where(Street.code.in_(keys[ScopeKind.STREET])),
            select(cast(Estate.id, Text), Estate.name).where(Estate.id.in_(estates)),
        )
    )
    names = {row[0]: row[1] for row in rows}
    return {(kind, key): CITY_NAME if kind is ScopeKind.CITY else names.get(key, key) for kind, key in scopes}


async def roles_of(session: AsyncSession, account_ids: Sequence[UUID]) -> list[tuple[RoleHeld, ...]]:
    """The roles of each account, past ones included, in two statements."""
    grants = (
        await session.scalars(
            select(Grant).where(Grant.account_id.in_(account_ids)).order_by(Grant.starts_at, Grant.id)
        )
    ).all()
    names = await names_of_scopes(session, {(grant.scope_kind, grant.scope_key) for grant in grants})
    held: dict[UUID, list[RoleHeld]] = {account_id: [] for account_id in account_ids}
    for grant in grants:
        name = names[grant.scope_kind, grant.scope_key]
        held[grant.account_id].append(
            RoleHeld(grant.role, grant.scope_kind, grant.scope_key, name, grant.organizer_id, grant.ends_at)
        )
    return [tuple(held[account_id]) for account_id in account_ids]
