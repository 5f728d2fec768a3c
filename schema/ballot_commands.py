"""The commands of a ballot's life in the API."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.draft import DraftMatter, DraftOption
from domain.rules.policy import Permission
from domain.rules.refusals import (
    AlreadyExtended,
    BallotNotReady,
    ContentChanged,
    NotInThisState,
    ReviewedByItsSubmitter,
)
from domain.services import ballots_drafts as drafts
from resolvers import ballots as resolve
from resolvers.context import Info
from schema.ballots import Ballot
from schema.problems import command
from schema.scalars import Sha256
from schema.terms import ChoiceMode, MatterEffect, MatterKind, OptionRole


@strawberry.input
class OptionInput:
    """One answer; the role may wait until the ballot is submitted."""

    label: str
    role: OptionRole | None = None

    def value(self) -> DraftOption:
        """As the domain takes it."""
        return DraftOption(self.label, self.role)


@strawberry.input
class MatterInput:
    """One question."""

    kind: MatterKind
    title: str
    description: str = ""
    choice_mode: ChoiceMode = ChoiceMode.SINGLE
    effects: list[MatterEffect] = strawberry.field(default_factory=list)
    seats: int | None = None
    max_picks: int | None = None
    options: list[OptionInput] = strawberry.field(default_factory=list)

    def value(self) -> DraftMatter:
        """As the domain takes it."""
        return DraftMatter(
            kind=self.kind,
            title=self.title,
            description=self.description,
            choice_mode=self.choice_mode,
            options=tuple(option.value() for option in self.options),
            effects=frozenset(self.effects),
            seats=self.seats,
            max_picks=self.max_picks,
        )


@strawberry.input
class CreateBallotInput:
    """The estate, and a working title."""

    estate_id: UUID
    title: str = ""


@strawberry.input
class UpdateBallotInput:
    """The whole draft as it shall be: what is left out is empty. Voting ends at 24:00 of `lastDay` in Shanghai."""

    ballot_id: UUID
    draft_hash: Sha256 | None = strawberry.field(
        default=None,
        description="That of the draft which the author began from; left out, anything is overwritten.",
    )
    title: str = ""
    publicity_id: UUID | None = None
    announcement_id: UUID | None = None
    opens_at: datetime | None = None
    last_day: date | None = None
    whole_estate: bool = True
    building_ids: list[UUID] = strawberry.field(default_factory=list)
    unit_ids: list[UUID] = strawberry.field(default_factory=list)
    scope_reason: str | None = None
    agreed: bool = False
    matters: list[MatterInput] = strawberry.field(default_factory=list)

    def document(self) -> drafts.BallotDocument:
        """As the domain takes it."""
        return drafts.BallotDocument(
            title=self.title,
            publicity_id=self.publicity_id,
            announcement_id=self.announcement_id,
            opens_at=self.opens_at,
            last_day=self.last_day,
            whole_estate=self.whole_estate,
            building_ids=tuple(self.building_ids),
            unit_ids=tuple(self.unit_ids),
            scope_reason=self.scope_reason,
            agreed=self.agreed,
            matters=tuple(matter.value() for matter in self.matters),
        )


@strawberry.input
class DeleteBallotInput:
    """The draft."""

    ballot_id: UUID


@strawberry.input
class CopyBallotInput:
    """The ballot to copy."""

    ballot_id: UUID


@strawberry.input
class SubmitBallotInput:
    """The draft."""

    ballot_id: UUID


@strawberry.input
class WithdrawBallotInput:
    """The submitted ballot."""

    ballot_id: UUID


@strawberry.input
class ReviewBallotInput:
    """Approve with the `contentHash` of exactly what was shown, or reject with a reason."""

    ballot_id: UUID
    approved: bool
    content_hash: Sha256 | None = None
    reason: str | None = None


@strawberry.input
class SuspendBallotInput:
    """The reason, and the ballot's title typed again: a suspension is final."""

    ballot_id: UUID
    reason: str
    typed_title: str


@strawberry.input
class SuspendMatterInput:
    """The reason, and the matter's title typed again: a suspension is final."""

    matter_id: UUID
    reason: str
    typed_title: str


@strawberry.input
class ExtendBallotInput:
    """The reason."""

    ballot_id: UUID
    reason: str


@strawberry.type(description="The draft is gone.")
class BallotDeleted:
    """Bound to `ballots_drafts.BallotDeleted`."""

    ballot_id: strawberry.ID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, drafts.BallotDeleted)


async def create_ballot(info: Info, input: CreateBallotInput) -> Any:
    """Start a draft."""
    return await resolve.create_ballot(info, input.estate_id, input.title)


async def update_ballot(info: Info, input: UpdateBallotInput) -> Any:
    """Save a draft."""
    return await resolve.update_ballot(info, input.ballot_id, input.document(), input.draft_hash)


async def delete_ballot(info: Info, input: DeleteBallotInput) -> Any:
    """Delete a draft."""
    return await resolve.delete_ballot(info, input.ballot_id)


async def copy_ballot(info: Info, input: CopyBallotInput) -> Any:
    """Copy a ballot."""
    return await resolve.copy_ballot(info, input.ballot_id)


async def submit_ballot(info: Info, input: SubmitBallotInput) -> Any:
    """Submit a draft."""
    return await resolve.submit_ballot(info, input.ballot_id)


async def withdraw_ballot(info: Info, input: WithdrawBallotInput) -> Any:
    """Take a submitted ballot back."""
    return await resolve.withdraw_ballot(info, input.ballot_id)


async def review_ballot(info: Info, input: ReviewBallotInput) -> Any:
    """Approve or reject."""
    if not input.approved:
        return await resolve.reject_ballot(info, input.ballot_id, input.reason or "")
    return await resolve.approve_ballot(info, input.ballot_id, input.content_hash)


async def suspend_ballot(info: Info, input: SuspendBallotInput) -> Any:
    """Suspend a ballot."""
    return await resolve.suspend_ballot(info, input.ballot_id, input.reason, input.typed_title)


async def suspend_matter(info: Info, input: SuspendMatterInput) -> Any:
    """Suspend a matter."""
    return await resolve.suspend_matter(info, input.matter_id, input.reason, input.typed_title)


async def extend_ballot(info: Info, input: ExtendBallotInput) -> Any:
    """Extend a ballot."""
    return await resolve.extend_ballot(info, input.ballot_id, input.reason)


@strawberry.type
class BallotMutations:
    """Root fields of Mutation."""

    create_ballot = command(
        create_ballot,
        permission=Permission.PREPARE_BALLOT,
        success=Ballot,
        description="Start a ballot for one's own body (启动投票).",
    )
    update_ballot = command(
        update_ballot,
        permission=Permission.PREPARE_BALLOT,
        success=Ballot,
        refusals=(NotInThisState, ContentChanged),
        description="Save the whole draft. It may be incomplete; only nonsense is refused, every fault at once.",
    )
    delete_ballot = command(
        delete_ballot,
        permission=Permission.PREPARE_BALLOT,
        success=BallotDeleted,
        refusals=(NotInThisState,),
        description="Delete a draft that was never submitted.",
    )
    copy_ballot = command(
        copy_ballot,
        permission=Permission.PREPARE_BALLOT,
        success=Ballot,
        description="Start a new draft with the words and the scope of a ballot.",
    )
    submit_ballot = command(
        submit_ballot,
        permission=Permission.PREPARE_BALLOT,
        success=Ballot,
        refusals=(NotInThisState, BallotNotReady),
        description="Hand the ballot to the street (提交).",
    )
    withdraw_ballot = command(
        withdraw_ballot,
        permission=Permission.PREPARE_BALLOT,
        success=Ballot,
        refusals=(NotInThisState,),
        description="Take a submitted ballot back before the street has decided.",
    )
    review_ballot = command(
        review_ballot,
        permission=Permission.REVIEW_BALLOT,
        success=Ballot,
        refusals=(NotInThisState, BallotNotReady, ReviewedByItsSubmitter, ContentChanged),
        description="Approve exactly what was shown, or reject it with a reason (投票审核).",
    )
    suspend_ballot = command(
        suspend_ballot,
        permission=Permission.RUN_BALLOT,
        success=Ballot,
        refusals=(NotInThisState,),
        description="Suspend a ballot for good (挂起).",
    )
    suspend_matter = command(
        suspend_matter,
        permission=Permission.RUN_BALLOT,
        success=Ballot,
        refusals=(NotInThisState,),
        description="Suspend one matter for good; with its last one the ballot is suspended.",
    )
    extend_ballot = command(
        extend_ballot,
        permission=Permission.RUN_BALLOT,
        success=Ballot,
        refusals=(NotInThisState, AlreadyExtended),
        description="Extend an open ballot once, by exactly 15 days (延期).",
    )
