"""Owners' assemblies, the bodies that act for them and their people: always masked, and only for who may see people."""

from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.dataloader import DataLoader

from domain.rules.identity import mask_document, mask_name, mask_phone
from domain.rules.organizer import mask_address, size_warning, state_of
from domain.rules.periods import day_of
from domain.rules.policy import Actor
from domain.rules.refusals import Fault
from domain.rules.terms import AccountState, MemberPosition, OrganizerKind, OrganizerState, Usage
from domain.services import committees as services
from domain.services import members as people
from domain.store.database import Database, Transaction
from domain.store.pages import Page, read_page
from domain.store.selects import assemblies_for, members_for, organizers_for
from domain.store.tables import Account, Assembly, Estate, Member, Organizer, Unit
from resolvers.context import Info

Outcome = TypeVar("Outcome")


async def assemblies(
    info: Info, estate_id: UUID | None = None, search: str | None = None, first: int = 20, after: str | None = None
) -> Page[Assembly]:
    """The owners' assemblies that the actor may see, newest first."""
    listed = assemblies_for(info.context.actor)
    if estate_id is not None:
        listed = listed.where(Assembly.estate_id == estate_id)
    if wanted := (search or "").strip():
        listed = listed.where(_named(wanted, Assembly.name))
    return await read_page(info.context.database, listed, by=[Assembly.id], first=first, after=after, descending=True)


def _named(wanted: str, name: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return or_(name.icontains(wanted, autoescape=True), Estate.name.icontains(wanted, autoescape=True))


async def organizer(info: Info, id: UUID) -> Organizer | None:
    """One body, or null."""
    async with info.context.database.glance() as session:
        found = organizers_for(info.context.actor).where(Organizer.id == id)
        return (await session.execute(found)).scalar_one_or_none()


async def organizers(
    info: Info,
    estate_id: UUID | None = None,
    kind: OrganizerKind | None = None,
    search: str | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[Organizer]:
    """The bodies of the estates that the actor may see, those of the past too, newest first."""
    listed = organizers_for(info.context.actor)
    if estate_id is not None:
        listed = listed.where(Organizer.estate_id == estate_id)
    if kind is not None:
        listed = listed.where(Organizer.kind == kind)
    if wanted := (search or "").strip():
        listed = listed.where(_named(wanted, Organizer.name))
    return await read_page(info.context.database, listed, by=[Organizer.id], first=first, after=after, descending=True)


async def organizers_of_assembly(root: strawberry.Parent[Assembly], info: Info) -> Sequence[Organizer]:
    """The bodies of the assembly's estate, newest first."""
    database, actor = info.context.database, info.context.actor

    def make() -> DataLoader[UUID, Sequence[Organizer]]:
        return DataLoader(lambda estates: _organizers_in(database, actor, estates), cache=False)

    return await info.context.loader("organizers_of_estate", make).load(root.estate_id)


async def _organizers_in(database: Database, actor: Actor, estates: list[UUID]) -> list[Sequence[Organizer]]:
    found: dict[UUID, list[Organizer]] = defaultdict(list)
    async with database.glance() as session:
        listed = organizers_for(actor).where(Organizer.estate_id.in_(estates)).order_by(Organizer.id.desc())
        for organizer in await session.scalars(listed):
            found[organizer.estate_id].append(organizer)
    return [found[estate] for estate in estates]


async def state(root: strawberry.Parent[Organizer], info: Info) -> OrganizerState:
    """Where the body stands today."""
    return state_of(root.state, root.term_ends_on, await _today(info))


async def _today(info: Info) -> date:
    database = info.context.database

    async def read(keys: list[str]) -> list[date]:
        async with database.glance() as session:
            now = (await session.execute(select(func.domain_now()))).scalar_one()
        return [day_of(now) for _ in keys]

    def make() -> DataLoader[str, date]:
        return DataLoader(read, cache=False)

    return await info.context.loader("today", make).load("today")


async def member_count(root: strawberry.Parent[Organizer], info: Info) -> int:
    """How many members it has, alternates not counted."""
    database = info.context.database

    def make() -> DataLoader[UUID, int]:
        return DataLoader(lambda ids: _member_counts(database, ids), cache=False)

    return await info.context.loader("member_count", make).load(root.id)


async def _member_counts(database: Database, ids: list[UUID]) -> list[int]:
    counted = (
        select(Member.organizer_id, func.count())
        .where(
            Member.organizer_id.in_(ids), Member.left_at.is_(None), Member.position != MemberPosition.ALTERNATE.value
        )
        .group_by(Member.organizer_id)
    )
    async with database.glance() as session:
        found = {row[0]: row[1] for row in (await session.execute(counted)).all()}
    return [found.get(one, 0) for one in ids]


async def size_warning_of(root: strawberry.Parent[Organizer], info: Info) -> Fault | None:
    """What is wrong with the size of a committee in office; a warning, never a block."""
    if root.kind is not OrganizerKind.COMMITTEE or root.state != OrganizerState.ACTIVE:
        return None
    database = info.context.database

    def make() -> DataLoader[UUID, int]:
        return DataLoader(lambda estates: _households(database, estates), cache=False)

    households = await info.context.loader("households", make).load(root.estate_id)
    return size_warning(root.kind, await member_count(root, info), households or None)


async def _households(database: Database, estates: list[UUID]) -> list[int]:
    homes = (
        select(Unit.estate_id, func.count())
        .where(Unit.estate_id.in_(estates), Unit.usage == Usage.HOME, Unit.removed_at.is_(None))
        .group_by(Unit.estate_id)
    )
    async with database.glance() as session:
        found = {row[0]: row[1] for row in (await session.execute(homes)).all()}
    return [found.get(estate, 0) for estate in estates]


async def members_of_organizer(root: strawberry.Parent[Organizer], info: Info) -> Sequence[Member]:
    """Its people, those who have left too; nobody for whom people are not visible here."""
    database, actor = info.context.database, info.context.actor

    def make() -> DataLoader[UUID, Sequence[Member]]:
        return DataLoader(lambda ids: _members_of(database, actor, ids), cache=False)

    return await info.context.loader("members_of_organizer", make).load(root.id)


async def _members_of(database: Database, actor: Actor, ids: list[UUID]) -> list[Sequence[Member]]:
    found: dict[UUID, list[Member]] = defaultdict(list)
    async with database.glance() as session:
        for member in await session.scalars(members_for(actor).where(Member.organizer_id.in_(ids)).order_by(Member.id)):
            found[member.organizer_id].append(member)
    return [found[one] for one in ids]


async def masked_name(root: strawberry.Parent[Member], info: Info) -> str:
    """The member's name, masked."""
    return mask_name(info.context.database.crypto.decrypt("members.name", root.id, root.name))


async def masked_phone(root: strawberry.Parent[Member], info: Info) -> str:
    """The member's phone, masked."""
    return mask_phone(info.context.database.crypto.decrypt("members.phone", root.id, root.phone))


async def masked_document(root: strawberry.Parent[Member], info: Info) -> str | None:
    """The member's identity number, masked."""
    if root.document_number is None:
        return None
    return mask_document(info.context.database.crypto.decrypt("members.document_number", root.id, root.document_number))


async def masked_address(root: strawberry.Parent[Member], info: Info) -> str | None:
    """The member's address, masked."""
    if root.address is None:
        return None
    return mask_address(info.context.database.crypto.decrypt("members.address", root.id, root.address))


async def account_state(root: strawberry.Parent[Member], info: Info) -> AccountState | None:
    """Whether the member's account was taken into use; null without one."""
    account = await _account(root, info)
    return AccountState(account.state) if account is not None else None


async def login(root: strawberry.Parent[Member], info: Info) -> str | None:
    """The login of the member's account; null without one."""
    account = await _account(root, info)
    return account.login if account is not None else None


async def _account(member: Member, info: Info) -> Account | None:
    if member.account_id is None:
        return None
    database = info.context.database

    def make() -> DataLoader[UUID, Account | None]:
        return DataLoader(lambda ids: _accounts(database, ids), cache=False)

    return await info.context.loader("account_of_member", make).load(member.account_id)


async def _accounts(database: Database, ids: list[UUID]) -> list[Account | None]:
    async with database.glance() as session:
        found = {one.id: one for one in await session.scalars(select(Account).where(Account.id.in_(ids)))}
    return [found.get(one) for one in ids]


async def _run(
    info: Info, service: Callable[[Transaction, Any], Coroutine[Any, Any, Outcome]], command: object
) -> Outcome:
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await service(tx, command)


async def create_assembly(info: Info, command: services.CreateAssembly) -> services.AssemblyCreated:
    """Create the owners' assembly."""
    return await _run(info, services.create_assembly, command)


async def create_preparatory_group(info: Info, command: services.CreatePreparatoryGroup) -> services.OrganizerChanged:
    """Name the preparatory group and its leader."""
    return await _run(info, services.create_preparatory_group, command)


async def create_committee(info: Info, command: services.CreateCommittee) -> services.OrganizerChanged:
    """Record the committee and its term."""
    return await _run(info, services.create_committee, command)


async def register_property_company(info: Info, command: services.RegisterPropertyCompany) -> services.OrganizerChanged:
    """Record the property company."""
    return await _run(info, services.register_property_company, command)


async def dissolve_organizer(info: Info, command: services.DissolveOrganizer) -> services.OrganizerChanged:
    """End a body before its term does."""
    return await _run(info, services.dissolve_organizer, command)


async def change_term(info: Info, command: services.ChangeTerm) -> services.OrganizerChanged:
    """Move the last day of a body's term."""
    return await _run(info, services.change_term, command)


async def add_member(info: Info, command: people.AddMember) -> people.MemberChanged:
    """Let a person join a body."""
    return await _run(info, people.add_member, command)


async def replace_member(info: Info, command: people.ReplaceMember) -> people.MemberChanged:
    """Let a successor take a member's place."""
    return await _run(info, people.replace_member, command)


async def remove_member(info: Info, command: people.RemoveMember) -> people.MemberChanged:
    """Let a member leave."""
    return await _run(info, people.remove_member, command)


async def generate_account(info: Info, command: UUID) -> people.MemberChanged:
    """Give a member an account."""
    return await _run(info, people.generate_account, command)


async def reveal_member(info: Info, command: people.RevealMember) -> people.MemberRevealed:
    """Show a member in full, against a reason."""
    return await _run(info, people.reveal, command)
