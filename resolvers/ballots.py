"""Ballots: what an actor may see of them, how ready one is, what has happened to it, and the commands of its life."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, inspect, or_, select
from sqlalchemy.orm import joinedload
from strawberry.dataloader import DataLoader

from domain.rules.draft import mode_of
from domain.rules.explain import Words, explain_rule_set, explain_settings
from domain.rules.law import LegalTest, RuleSet
from domain.rules.policy import Actor, Permission
from domain.rules.settings import CountingSettings
from domain.rules.terms import BallotState, MatterMode
from domain.services import ballots_drafts as drafts
from domain.services import ballots_readiness as readiness
from domain.services import ballots_review as review
from domain.services import ballots_running as running
from domain.services.ballots import draft_matter
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import ballots_for, notices_for, own_ballots, within
from domain.store.tables import Ballot, Estate, Matter, Notice, Option, Organizer, ScopeItem
from resolvers.context import Info


async def ballot(info: Info, id: UUID) -> Ballot | None:
    """One ballot, or null."""
    async with info.context.database.glance() as session:
        return (await session.execute(ballots_for(info.context.actor).where(Ballot.id == id))).scalar_one_or_none()


async def ballots(
    info: Info,
    estate_id: UUID | None = None,
    states: list[BallotState] | None = None,
    search: str | None = None,
    mine: bool = False,
    first: int = 20,
    after: str | None = None,
) -> Page[Ballot]:
    """The ballots that the actor may see, the youngest first; `search` is part of a title or of an estate's name.

    `mine` are those of the bodies for which the actor prepares ballots.
    """
    listed = ballots_for(info.context.actor)
    if mine:
        listed = listed.where(own_ballots(info.context.actor))
    wanted = (search or "").strip()
    if wanted:
        named = Ballot.title.icontains(wanted, autoescape=True), Estate.name.icontains(wanted, autoescape=True)
        listed = listed.where(or_(*named))
    if estate_id is not None:
        listed = listed.where(Ballot.estate_id == estate_id)
    if states is not None:
        listed = listed.where(Ballot.state.in_(states))
    by = [Ballot.created_at, Ballot.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=True)


async def ballot_readiness(info: Info, id: UUID) -> readiness.Readiness | None:
    """What stands between the ballot and its approval, as of now; null for who does not work on it."""
    actor = info.context.actor
    working = ballots_for(actor).where(Ballot.id == id, within(actor, Permission.READ_UNITS))
    async with info.context.database.read() as session:
        found = (await session.execute(working.add_columns(func.domain_now()))).one_or_none()
        return None if found is None else await readiness.readiness_of(session, found[0], found[1])


# What hangs on a ballot, read for many at once


async def matters_of_ballot(root: Ballot, info: Info) -> list[Matter]:
    """Its matters, in their order."""
    database = info.context.database

    def make() -> DataLoader[UUID, list[Matter]]:
        return DataLoader(lambda ids: _matters(database, ids), cache=False)

    return await info.context.loader("matters_of_ballot", make).load(root.id)


async def _matters(database: Database, ids: Sequence[UUID]) -> list[list[Matter]]:
    of_ballot: dict[UUID, list[Matter]] = defaultdict(list)
    async with database.glance() as session:
        statement = select(Matter).where(Matter.ballot_id.in_(ids)).order_by(Matter.position)
        for matter in (await session.scalars(statement.options(joinedload(Matter.options)))).unique():
            of_ballot[matter.ballot_id].append(matter)
    return [of_ballot[one] for one in ids]


async def options_of_matter(root: Matter, info: Info) -> list[Option]:
    """Its options, in their order."""
    if "options" not in inspect(root).unloaded:
        return root.options
    return [option for option in await _options_of(root.ballot_id, info) if option.matter_id == root.id]


async def _options_of(ballot_id: UUID, info: Info) -> list[Option]:
    database = info.context.database

    def make() -> DataLoader[UUID, list[Option]]:
        return DataLoader(lambda ids: _options(database, ids), cache=False)

    return await info.context.loader("options_of_ballot", make).load(ballot_id)


async def _options(database: Database, ids: Sequence[UUID]) -> list[list[Option]]:
    of_ballot: dict[UUID, list[Option]] = defaultdict(list)
    async with database.glance() as session:
        statement = select(Option).where(Option.ballot_id.in_(set(ids))).order_by(Option.ordinal)
        for option in await session.scalars(statement):
            of_ballot[option.ballot_id].append(option)
    return [of_ballot[one] for one in ids]


async def mode_of_matter(root: Matter, info: Info) -> MatterMode:
    """How it is counted."""
    return mode_of(root.choice_mode, [option.role for option in await options_of_matter(root, info)])


async def scope_items_of_ballot(root: Ballot, info: Info) -> list[ScopeItem]:
    """The buildings and units that its scope names; none where it is the whole estate."""
    database = info.context.database

    def make() -> DataLoader[UUID, list[ScopeItem]]:
        return DataLoader(lambda ids: _scope_items(database, ids), cache=False)

    return await info.context.loader("scope_items_of_ballot", make).load(root.id)


async def _scope_items(database: Database, ids: Sequence[UUID]) -> list[list[ScopeItem]]:
    of_ballot: dict[UUID, list[ScopeItem]] = defaultdict(list)
    async with database.glance() as session:
        for item in await session.scalars(select(ScopeItem).where(ScopeItem.ballot_id.in_(ids)).order_by(ScopeItem.id)):
            of_ballot[item.ballot_id].append(item)
    return [of_ballot[one] for one in ids]


async def draft_hash_of_ballot(root: Ballot, info: Info) -> bytes:
    """The hash of what its author has saved."""
    # Both at once: so they join the batches of every ballot of a page.
    matters, items = await asyncio.gather(matters_of_ballot(root, info), scope_items_of_ballot(root, info))
    return drafts.draft_hash(root, [draft_matter(matter, matter.options) for matter in matters], items)


async def publicity_of_ballot(root: Ballot, info: Info) -> Notice | None:
    """The linked publicity, as far as the actor may see it."""
    return await _notice(info, root.publicity_id)


async def announcement_of_ballot(root: Ballot, info: Info) -> Notice | None:
    """The linked announcement, as far as the actor may see it."""
    return await _notice(info, root.announcement_id)


async def _notice(info: Info, notice_id: UUID | None) -> Notice | None:
    if notice_id is None:
        return None
    database, actor = info.context.database, info.context.actor

    def make() -> DataLoader[UUID, Notice | None]:
        return DataLoader(lambda ids: _notices(database, actor, ids), cache=False)

    return await info.context.loader("notice_of_ballot", make).load(notice_id)


async def _notices(database: Database, actor: Actor, ids: Sequence[UUID]) -> list[Notice | None]:
    async with database.glance() as session:
        rows = await session.scalars(notices_for(actor).where(Notice.id.in_(ids)))
        found = {notice.id: notice for notice in rows}
    return [found.get(one) for one in ids]


async def organizer_name_of_ballot(root: Ballot, info: Info) -> str | None:
    """The name of the body that started it; null where the street did."""
    if root.organizer_id is None:
        return None
    database = info.context.database

    def make() -> DataLoader[UUID, str | None]:
        return DataLoader(lambda ids: _organizer_names(database, ids), cache=False)

    return await info.context.loader("organizer_name", make).load(root.organizer_id)


async def _organizer_names(database: Database, ids: Sequence[UUID]) -> list[str | None]:
    async with database.glance() as session:
        rows = await session.execute(select(Organizer.id, Organizer.name).where(Organizer.id.in_(ids)))
        names = {row.id: row.name for row in rows}
    return [names.get(one) for one in ids]


@dataclass(frozen=True, slots=True)
class LawInWords:
    """The rule set of a matter: its id, its hash, one sentence per test, and the quorum tests and pass tests."""

    id: str
    law: str
    hash: str
    sentences: list[str]
    quorum: tuple[LegalTest, ...]
    passing: tuple[LegalTest, ...]


def law_of_matter(root: Matter, info: Info) -> LawInWords | None:
    """The law that was frozen for it; null before its ballot is approved."""
    return None if root.rule_set is None else law_in_words(RuleSet.from_json(root.rule_set), info.context.language)


def law_in_words(rule_set: RuleSet, language: str) -> LawInWords:
    """A rule set for people to read."""
    sentences = _said(explain_rule_set(rule_set), language)
    return LawInWords(rule_set.id, rule_set.law, rule_set.digest(), sentences, rule_set.quorum, rule_set.passing)


def settings_in_words(root: Ballot, info: Info) -> list[str]:
    """The settings that were frozen for it, one sentence each; none before it is approved."""
    if root.settings is None:
        return []
    return _said(explain_settings(CountingSettings.from_json(root.settings)), info.context.language)


def _said(sentences: Sequence[Words], language: str) -> list[str]:
    return [words.en if language == "en" else words.zh for words in sentences]


# Commands


async def create_ballot(info: Info, estate_id: UUID, title: str) -> Ballot:
    """Start a draft."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await drafts.create_ballot(tx, estate_id, title)


async def update_ballot(
    info: Info, ballot_id: UUID, document: drafts.BallotDocument, loaded_hash: bytes | None
) -> Ballot:
    """Save the whole draft."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await drafts.update_ballot(tx, ballot_id, document, loaded_hash)


async def delete_ballot(info: Info, ballot_id: UUID) -> drafts.BallotDeleted:
    """Delete a draft."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await drafts.delete_ballot(tx, ballot_id)


async def copy_ballot(info: Info, ballot_id: UUID) -> Ballot:
    """Copy a ballot as a new draft."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await drafts.copy_ballot(tx, ballot_id)


async def submit_ballot(info: Info, ballot_id: UUID) -> Ballot:
    """Hand a draft to the street."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await review.submit_ballot(tx, ballot_id)


async def withdraw_ballot(info: Info, ballot_id: UUID) -> Ballot:
    """Take a submitted ballot back."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await review.withdraw_ballot(tx, ballot_id)


async def approve_ballot(info: Info, ballot_id: UUID, content_hash: bytes | None) -> Ballot:
    """Approve exactly what has this hash."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await review.approve_ballot(tx, ballot_id, content_hash)


async def reject_ballot(info: Info, ballot_id: UUID, reason: str) -> Ballot:
    """Send a submitted ballot back."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await review.reject_ballot(tx, ballot_id, reason)


async def suspend_ballot(info: Info, ballot_id: UUID, reason: str, typed_title: str) -> Ballot:
    """Suspend a ballot for good."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await running.suspend_ballot(tx, ballot_id, reason, typed_title)


async def suspend_matter(info: Info, matter_id: UUID, reason: str, typed_title: str) -> Ballot:
    """Suspend one matter for good."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await running.suspend_matter(tx, matter_id, reason, typed_title)


async def extend_ballot(info: Info, ballot_id: UUID, reason: str) -> Ballot:
    """Extend a ballot once, by 15 days."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await running.extend_ballot(tx, ballot_id, reason)
