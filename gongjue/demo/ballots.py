"""Notices and ballots of the demo city, taken through the services by those whose business they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.rules.draft import DraftMatter, DraftOption
from domain.rules.policy import SYSTEM
from domain.rules.terms import BallotState, ChoiceMode, MatterKind, OptionRole
from domain.services.ballots_drafts import BallotDocument, create_ballot, update_ballot
from domain.services.ballots_opening import open_due
from domain.services.ballots_review import approve_ballot, reject_ballot, submit_ballot
from domain.services.ballots_running import extend_ballot, suspend_ballot, suspend_matter
from domain.services.castings import Cast, Receipt, cast_together
from domain.services.closing import close_due
from domain.services.tallies import tally_all
from domain.store.tables import Ballot, Matter, Option
from gongjue.demo.register import Household, MadeEstate, MadeOwner
from gongjue.demo.stage import NotAsTold, Stage

# What one transaction of the casting service takes at once.
TOGETHER = 250

FOR, AGAINST, ABSTAIN = (
    DraftOption("赞成", OptionRole.FOR),
    DraftOption("反对", OptionRole.AGAINST),
    DraftOption("弃权", OptionRole.ABSTAIN),
)


def yes_or_no(kind: MatterKind, title: str, description: str) -> DraftMatter:
    """A matter to be answered for, against or abstaining."""
    return DraftMatter(kind, title, description, ChoiceMode.SINGLE, (FOR, AGAINST, ABSTAIN))


def one_of(title: str, description: str, companies: Sequence[str]) -> DraftMatter:
    """Which property company, or none of them."""
    options = tuple(DraftOption(company, OptionRole.CHOICE) for company in companies)
    against = DraftOption("均不同意", OptionRole.AGAINST)
    return DraftMatter(MatterKind.PROPERTY_COMPANY, title, description, ChoiceMode.SINGLE, (*options, against, ABSTAIN))


def election(title: str, description: str, candidates: Sequence[str], seats: int) -> DraftMatter:
    """Who sits on the committee."""
    mode = ChoiceMode.CONTESTED if len(candidates) > seats else ChoiceMode.EQUAL
    options = tuple(DraftOption(candidate, OptionRole.CANDIDATE) for candidate in candidates)
    return DraftMatter(MatterKind.COMMITTEE_ELECTION, title, description, mode, options, seats=seats, max_picks=seats)


@dataclass(slots=True)
class Story:
    """A ballot of the past: who prepares and who reviews it (keys of staff), and what became of it so far."""

    estate: MadeEstate
    title: str
    author: UUID
    reviewer: UUID
    matters: tuple[DraftMatter, ...]
    reasons: str
    notice_ids: list[UUID] = field(default_factory=list)
    ballot_id: UUID | None = None
    options: list[tuple[UUID, list[UUID]]] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The ballot's id, once it was created."""
        if self.ballot_id is None:
            raise NotAsTold(f"“{self.title}” was not created yet")
        return self.ballot_id

    def picks(self, *chosen: int | Sequence[int]) -> tuple[tuple[UUID, tuple[UUID, ...]], ...]:
        """An answer: for each matter the position of the option picked, or the positions of several."""
        return tuple(
            (matter, tuple(options[one] for one in ([picked] if isinstance(picked, int) else picked)))
            for (matter, options), picked in zip(self.options, chosen, strict=True)
        )


Answer = Callable[[Story, Household], tuple[tuple[UUID, tuple[UUID, ...]], ...]]


async def draft(stage: Stage, story: Story, opens_at: datetime | None, last_day: int | None) -> None:
    """The author sets the ballot up; without a window it stays a draft."""
    actor = await stage.staff(story.author)
    async with stage.acting(actor) as tx:
        story.ballot_id = (await create_ballot(tx, story.estate.id, story.title)).id
    linked: list[UUID] | list[None] = story.notice_ids or [None, None]
    document = BallotDocument(
        title=story.title, publicity_id=linked[0], announcement_id=linked[1], opens_at=opens_at,
        last_day=stage.day(last_day) if last_day is not None else None, agreed=opens_at is not None,
        matters=story.matters,
    )  # fmt: skip
    async with stage.acting(actor) as tx:
        await update_ballot(tx, story.id, document)
    async with stage.database.glance() as session:
        rows = await session.execute(
            select(Matter.id, Option.id)
            .join(Option, Option.matter_id == Matter.id)
            .where(Matter.ballot_id == story.id)
            .order_by(Matter.position, Option.position)
        )
    by_matter: dict[UUID, list[UUID]] = {}
    for matter, option in rows:
        by_matter.setdefault(matter, []).append(option)
    story.options = list(by_matter.items())


async def submit(stage: Stage, story: Story) -> None:
    """The author hands the ballot to the street."""
    async with stage.acting(await stage.staff(story.author)) as tx:
        await submit_ballot(tx, story.id)


async def approve(stage: Stage, story: Story) -> None:
    """The street's reviewer approves exactly what was submitted."""
    async with stage.acting(await stage.staff(story.reviewer)) as tx:
        ballot = await tx.session.get_one(Ballot, story.id)
        assert ballot.content_hash is not None  # it was submitted
        await approve_ballot(tx, story.id, ballot.content_hash)


async def reject(stage: Stage, story: Story, reason: str) -> None:
    """The street's reviewer sends the ballot back."""
    async with stage.acting(await stage.staff(story.reviewer)) as tx:
        await reject_ballot(tx, story.id, reason)


async def begin(stage: Stage, story: Story) -> None:
    """The window begins."""

    async def act() -> None:
        async with stage.acting(SYSTEM) as tx:
            await open_due(tx, [story.id])

    await stage.until(story.id, BallotState.OPEN, act)


async def finish(stage: Stage, story: Story) -> None:
    """The window has ended: the ballot closes and is counted."""

    async def act() -> None:
        async with stage.acting(SYSTEM) as tx:
            await close_due(tx, [story.id])
        await tally_all(stage.database, [story.id])

    await stage.until(story.id, BallotState.PUBLISHED, act)


async def extend(stage: Stage, story: Story, reason: str) -> None:
    """The author extends the ballot by the fifteen days that there are."""
    async with stage.acting(await stage.staff(story.author)) as tx:
        await extend_ballot(tx, story.id, reason)


async def suspend(stage: Stage, story: Story, reason: str) -> None:
    """The author suspends the ballot for good."""
    async with stage.acting(await stage.staff(story.author)) as tx:
        await suspend_ballot(tx, story.id, reason, story.title)


async def suspend_one(stage: Stage, story: Story, position: int, reason: str) -> None:
    """The author suspends one matter for good; from then on it takes no answer."""
    async with stage.acting(await stage.staff(story.author)) as tx:
        await suspend_matter(tx, story.options[position][0], reason, story.matters[position].title)
    story.options.pop(position)


async def vote(stage: Stage, story: Story, votes: Sequence[tuple[MadeOwner, Household]], answer: Answer) -> None:
    """These owners vote, many in one transaction. Raises what the service refuses."""
    requests = [
        Cast(stage.owner(owner, story.estate), story.id, stage.inventor.id(), answer(story, household),
             stage.inventor.id())
        for owner, household in votes
    ]  # fmt: skip
    for first in range(0, len(requests), TOGETHER):
        for outcome in await cast_together(stage.database, requests[first : first + TOGETHER]):
            if not isinstance(outcome, Receipt):
                raise outcome
