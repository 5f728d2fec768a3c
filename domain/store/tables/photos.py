"""Photos that people send, encrypted; what is left of one that was deleted is that it was there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import PhotoPurpose
from domain.store.tables.columns import Identity, Instant, Table, closed


class Photo(Table):
    """A photo, from the one-time address to which it is sent (`token_hash`) to its deletion.

    `expires_at` is real time: until then the address waits, and the photo waits for the thing it belongs to
    (`subject_id`). `delete_after` is domain time, as the decision is from which it is counted.
    """

    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("content IS NULL OR (received_at IS NOT NULL AND deleted_at IS NULL)", name="content"),
        Index("ix_photos_subject", "subject_id", "id"),
        Index("ix_photos_account", "account_id", "id"),
        Index("ix_photos_to_delete", "delete_after", postgresql_where=text("content IS NOT NULL")),
        Index("ix_photos_loose", "expires_at", postgresql_where=text("subject_id IS NULL AND content IS NOT NULL")),
    )
    id: Mapped[Identity]
    purpose: Mapped[PhotoPurpose] = mapped_column(closed(PhotoPurpose, "purpose"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    session_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[Instant]
    content: Mapped[bytes | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    received_at: Mapped[datetime | None]
    subject_id: Mapped[UUID | None]
    delete_after: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
