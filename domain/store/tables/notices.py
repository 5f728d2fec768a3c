"""Notices (公示公告) and the versions that were submitted for review."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import NoticeKind, NoticeState, OrganizerKind
from domain.store.tables.columns import Document, Identity, Instant, Table, closed


class Notice(Table):
    """A notice of one estate. `agenda` lists the matters (kind and title) that a ballot-kind notice announces."""

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint(
            "reviewed_by IS NULL OR (reviewed_by <> submitted_by AND reviewed_by <> author_id)", name="four_eyes"
        ),
        Index("ix_notices_estate_state", "estate_id", "state", "published_at"),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    kind: Mapped[NoticeKind] = mapped_column(closed(NoticeKind, "kind"))
    title: Mapped[str]
    body: Mapped[str]
    agenda: Mapped[list[Document]] = mapped_column(server_default=text("'[]'"))
    state: Mapped[NoticeState] = mapped_column(closed(NoticeState, "state"))
    organizer_kind: Mapped[OrganizerKind] = mapped_column(closed(OrganizerKind, "organizer_kind"))
    organizer_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizers.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    revision: Mapped[int] = mapped_column(server_default="1")
    content_hash: Mapped[bytes | None]
    submitted_by: Mapped[UUID | None]
    submitted_at: Mapped[datetime | None]
    reviewed_by: Mapped[UUID | None]
    reviewed_at: Mapped[datetime | None]
    review_reason: Mapped[str | None]
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class NoticeRevision(Table):
    """What a notice said when it was submitted, and what the street decided about it."""

    __tablename__ = "notice_revisions"
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]
    agenda: Mapped[list[Document]]
    submitted_by: Mapped[UUID]
    submitted_at: Mapped[Instant]
    approved: Mapped[bool | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class NoticeRead(Table):
    """That an owner's account has opened a notice, and when it first did."""

    __tablename__ = "notice_reads"
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    read_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
