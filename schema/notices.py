"""Notices in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules import notice as rules
from domain.rules.policy import Permission
from domain.rules.refusals import ContentChanged, NotInThisState, ReviewedByItsSubmitter
from domain.rules.terms import NoticeKind, NoticeState
from domain.services import notice_reach as reach
from domain.services import notices as services
from domain.store import tables
from resolvers import notices as resolve
from schema.connections import Connection
from schema.inputs import taking
from schema.problems import command, query
from schema.scalars import Sha256
from schema.terms import MatterKind, OrganizerKind

strawberry.enum(NoticeKind, description="Ballot kinds pass the street and are linked to a ballot; the others do not.")
strawberry.enum(NoticeState, description="Where a notice stands.")
strawberry.enum(rules.NoticePart, name="NoticePart", description="Where in a notice a line stands.")
strawberry.enum(rules.LineChange, name="LineChange", description="What became of a line between two texts.")


@strawberry.type(
    name="AgendaItem", description="A matter that a notice announces: only what was posted can be voted on."
)
class AgendaItem:
    """Bound to `rules.notice.AgendaItem`."""

    kind: MatterKind
    title: str


@strawberry.type(description="A line of the rejected text or of the present one.")
class ComparedLine:
    """Bound to `rules.notice.ComparedLine`."""

    part: rules.NoticePart
    change: rules.LineChange
    text: str
    matter_kind: MatterKind | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, rules.ComparedLine)


@strawberry.type(description="A notice (公示公告) of one estate.")
class Notice:
    """Bound to `tables.Notice`."""

    id: strawberry.ID
    estate_id: UUID
    kind: NoticeKind
    state: NoticeState
    title: str
    body: str = strawberry.field(description="Plain text; a line is a paragraph.")
    revision: int = strawberry.field(description="How often it was submitted so far, at least 1.")
    organizer_kind: OrganizerKind
    submitted_at: datetime | None
    reviewed_at: datetime | None
    review_reason: str | None = strawberry.field(description="Why the street rejected it, as long as it is rejected.")
    published_at: datetime | None
    publisher = strawberry.field(
        resolver=resolve.publisher, graphql_type=str, description="The body that it speaks for, never a person."
    )
    estate_name = strawberry.field(
        resolver=resolve.estate_name, graphql_type=str, description="The name of the estate."
    )
    mine = strawberry.field(
        resolver=resolve.mine,
        graphql_type=bool,
        description="Whether it is of a body that I act for, which may change, submit and publish it.",
    )
    html = strawberry.field(
        resolver=resolve.html,
        graphql_type=str,
        description="A safe fragment of HTML: every word of the notice is escaped.",
    )
    changes_since_rejection = strawberry.field(
        resolver=resolve.changes_since_rejection,
        graphql_type=list[ComparedLine] | None,
        description="The text rejected last beside the present one, line by line; null if none was rejected.",
    )

    read_at = strawberry.field(
        resolver=resolve.read_at, graphql_type=datetime | None, description="When one first opened it oneself."
    )

    @strawberry.field
    def agenda(self) -> list[AgendaItem]:
        """The matters that a ballot notice announces."""
        notice: Any = self
        return [AgendaItem(kind=item.kind, title=item.title) for item in services.agenda_of(notice.agenda)]

    @strawberry.field
    def content_hash(self) -> Sha256:
        """The SHA-256 of the present text: what a revision, an approval and a ballot name."""
        notice: Any = self
        return Sha256(services.text_of(notice).hash(notice.estate_id))

    @strawberry.field
    def sheet_address(self) -> str | None:
        """Where the sheet for the wall can be downloaded as PDF, once the notice is published."""
        notice: Any = self
        return f"/notices/{notice.id}/sheet.pdf" if notice.state is NoticeState.PUBLISHED else None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Notice)


@strawberry.type(description="How far a notice has come, in units that can have an owner and in certified accounts.")
class NoticeReach:
    """Bound to `notice_reach.NoticeReach`."""

    notice_id: strawberry.ID
    units: int
    certified_units: int
    read_units: int = strawberry.field(description="An account certified for it has opened the notice.")
    messaged_units: int = strawberry.field(description="A message about the notice's ballot was delivered to one.")
    reached_units: int = strawberry.field(description="One or the other.")
    accounts: int
    read_accounts: int

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, reach.NoticeReach)


@strawberry.type(description="A unit that a notice is for, and whether the notice has reached it.")
class NoticeUnit:
    """Bound to `resolvers.notices.NoticeUnit`."""

    unit_id: strawberry.ID
    building: str
    entrance: str = strawberry.field(description="单元号; empty where the building has none.")
    floor: int = strawberry.field(description="实际层")
    room: str = strawberry.field(description="房间号")
    certified: bool = strawberry.field(description="Whether an account is certified for it.")
    read: bool
    messaged: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.NoticeUnit)


@strawberry.type
class NoticeQueries:
    """Root fields of Query."""

    notice = query(resolve.notice, permission=Permission.READ_NOTICE, answers=Notice | None, description="One notice.")
    notices = query(
        resolve.notices,
        permission=Permission.READ_NOTICE,
        answers=Connection[Notice],
        description="Published notices, newest first; `read: false` are those that one has not opened oneself.",
    )
    notices_in_progress = query(
        resolve.notices_in_progress,
        permission=(Permission.WRITE_NOTICE, Permission.REVIEW_NOTICE, Permission.READ_AUDIT),
        answers=Connection[Notice],
        description="Notices in any state that the actor works on or oversees, newest draft first.",
    )
    notice_reach = query(
        resolve.notice_reach_of,
        permission=Permission.READ_DELIVERIES,
        answers=NoticeReach | None,
        description="How far a published notice has come.",
    )
    notice_units = query(
        resolve.notice_units,
        permission=Permission.READ_DELIVERIES,
        answers=Connection[NoticeUnit],
        description="The units that a published notice is for; `reached: false` are those to be visited.",
    )


@strawberry.input
class AgendaItemInput:
    """A matter to be announced."""

    kind: MatterKind
    title: str


@strawberry.input
class NoticeTextInput:
    """Everything that a notice says."""

    kind: NoticeKind
    title: str
    body: str
    agenda: list[AgendaItemInput] = strawberry.field(default_factory=list)

    def text(self) -> rules.NoticeText:
        """As the domain takes it."""
        agenda = tuple(rules.AgendaItem(item.kind, item.title) for item in self.agenda)
        return rules.NoticeText(self.kind, self.title, self.body, agenda)


@strawberry.input
class CreateNoticeInput:
    """A new notice in an estate."""

    estate_id: UUID
    text: NoticeTextInput

    def command(self) -> services.CreateNotice:
        """As the domain takes it."""
        return services.CreateNotice(self.estate_id, self.text.text())


@strawberry.input
class ReviseNoticeInput:
    """The whole text anew."""

    notice_id: UUID
    text: NoticeTextInput
    content_hash: Sha256 = strawberry.field(description="That of the text which the author began from.")

    def command(self) -> services.ReviseNotice:
        """As the domain takes it."""
        return services.ReviseNotice(self.notice_id, self.text.text(), self.content_hash)


@strawberry.input
class ReviewNoticeInput:
    """A decision about exactly the text that has this hash."""

    notice_id: UUID
    content_hash: Sha256
    approved: bool
    reason: str | None = None

    def command(self) -> services.ReviewNotice:
        """As the domain takes it."""
        return services.ReviewNotice(self.notice_id, self.content_hash, self.approved, self.reason)


@strawberry.input
class SubmitNoticeInput:
    """The notice to hand in."""

    notice_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.notice_id


@strawberry.input
class WithdrawNoticeInput:
    """The notice to take back."""

    notice_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.notice_id


@strawberry.input
class PublishNoticeInput:
    """The notice to publish."""

    notice_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.notice_id


@strawberry.type(description="The notice as it is now.")
class NoticeChanged:
    """Bound to `services.NoticeChanged`."""

    notice: Notice

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.NoticeChanged)


@strawberry.input
class MarkNoticeReadInput:
    """The notice that one has opened."""

    notice_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.notice_id


@strawberry.type(description="When one first opened the notice.")
class NoticeOpened:
    """Bound to `notice_reach.NoticeOpened`."""

    notice_id: strawberry.ID
    read_at: datetime

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, reach.NoticeOpened)


@strawberry.type
class NoticeMutations:
    """Root fields of Mutation."""

    mark_notice_read = command(
        taking(resolve.mark_notice_read, MarkNoticeReadInput),
        permission=Permission.CONFIRM_READING,
        success=NoticeOpened,
        description="Say that one has opened a notice; the first time counts.",
    )

    create_notice = command(
        taking(resolve.create_notice, CreateNoticeInput),
        permission=Permission.WRITE_NOTICE,
        success=NoticeChanged,
        description="Begin a draft for the body that the actor belongs to.",
    )
    revise_notice = command(
        taking(resolve.revise_notice, ReviseNoticeInput),
        permission=Permission.WRITE_NOTICE,
        success=NoticeChanged,
        refusals=(NotInThisState, ContentChanged),
        description="Replace the text of a draft or of a rejected notice.",
    )
    submit_notice = command(
        taking(resolve.submit_notice, SubmitNoticeInput),
        permission=Permission.WRITE_NOTICE,
        success=NoticeChanged,
        refusals=(NotInThisState,),
        description="Hand a ballot notice to the street.",
    )
    withdraw_notice = command(
        taking(resolve.withdraw_notice, WithdrawNoticeInput),
        permission=Permission.WRITE_NOTICE,
        success=NoticeChanged,
        refusals=(NotInThisState,),
        description="Take a submitted notice back to change it.",
    )
    review_notice = command(
        taking(resolve.review_notice, ReviewNoticeInput),
        permission=Permission.REVIEW_NOTICE,
        success=NoticeChanged,
        refusals=(NotInThisState, ReviewedByItsSubmitter, ContentChanged),
        description="Approve or reject a submitted notice; a rejection gives its reason.",
    )
    publish_notice = command(
        taking(resolve.publish_notice, PublishNoticeInput),
        permission=Permission.WRITE_NOTICE,
        success=NoticeChanged,
        refusals=(NotInThisState,),
        description="Publish an approved ballot notice, or an ordinary draft; then nothing about it changes.",
    )
