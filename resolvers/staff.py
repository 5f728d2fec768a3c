"""Accounts of staff: who has one within the actor's scope, and making, renewing and closing them."""

from dataclasses import dataclass
from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.dataloader import DataLoader

from domain.rules.policy import APPOINTMENTS, ORGANIZER_ROLES, Role, ScopeKind, decides_on_others
from domain.services import profiles
from domain.services import staff as services
from domain.services.profiles import RoleHeld
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import staff_for
from domain.store.tables import Account, Grant
from resolvers.accounts import transaction
from resolvers.context import Info


@dataclass(frozen=True, slots=True)
class MayAppoint:
    """A role that the actor may give, and over what kind of scope."""

    role: Role
    scope_kind: ScopeKind

    @property
    def needs_document(self) -> bool:
        """Whether the account names a document of the person."""
        return decides_on_others(self.role)


async def appointments(info: Info) -> list[MayAppoint]:
    """What the actor's roles allow them to give, from the highest office down."""
    mine = info.context.actor.roles()
    return [
        MayAppoint(role, kind)
        for role, appointment in APPOINTMENTS.items()
        if role not in ORGANIZER_ROLES and appointment.by & mine
        for kind in ScopeKind
        if kind in appointment.scope_kinds
    ]


async def staff_accounts(
    info: Info, search: str | None = None, role: Role | None = None, first: int = 20, after: str | None = None
) -> Page[Account]:
    """The staff accounts within the scopes where the actor makes accounts, the newest first; `search` is part of a
    login, and names are not searched because they lie encrypted.
    """
    listed = staff_for(info.context.actor)
    if search is not None and search.strip():
        listed = listed.where(Account.login.contains(search.strip().casefold(), autoescape=True))
    if role is not None:
        listed = listed.where(Account.id.in_(select(Grant.account_id).where(Grant.role == role)))
    return await read_page(info.context.database, listed, by=[Account.id], first=first, after=after, descending=True)


def masked_name(root: strawberry.Parent[Account], info: Info) -> str | None:
    """The person's name, masked."""
    return profiles.masked_name_of(info.context.database.crypto, root)


def masked_phone(root: strawberry.Parent[Account], info: Info) -> str:
    """The person's phone, masked."""
    return profiles.masked_phone_of(info.context.database.crypto, root)


async def roles_of_account(root: strawberry.Parent[Account], info: Info) -> list[RoleHeld]:
    """The account's roles, past ones included."""
    database = info.context.database

    def make() -> DataLoader[UUID, tuple[RoleHeld, ...]]:
        return DataLoader(lambda ids: _roles(database, ids), cache=False)

    return list(await info.context.loader("roles_of_account", make).load(root.id))


async def _roles(database: Database, ids: list[UUID]) -> list[tuple[RoleHeld, ...]]:
    async with database.read() as session:
        return await profiles.roles_of(session, ids)


async def create_staff_account(info: Info, command: services.CreateStaffAccount) -> services.NewAccount:
    """Make an account for a member of staff."""
    async with transaction(info) as tx:
        return await services.create_staff_account(tx, command)


async def resend_activation(info: Info, account_id: UUID) -> services.StaffAccountChanged:
    """Send a new activation."""
    async with transaction(info) as tx:
        return await services.send_activation_again(tx, account_id)


async def reset_account(info: Info, command: services.ChangeStaffAccount) -> services.StaffAccountChanged:
    """Forget password and second factor, and send a new activation."""
    async with transaction(info) as tx:
        return await services.reset_staff_account(tx, command)


async def disable_account(info: Info, command: services.ChangeStaffAccount) -> services.StaffAccountChanged:
    """Close a staff account for good."""
    async with transaction(info) as tx:
        return await services.disable_staff_account(tx, command)
