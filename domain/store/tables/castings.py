"""What was cast and what was counted. Submissions and castings are only ever inserted; triggers see to it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import Channel
from domain.store.tables.columns import Document, Hundredths, Identity, Instant, Table, closed


class Submission(Table):
    """One owner's answer to all open matters of a ballot; its id is the receipt. `client_key` makes it idempotent."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("account_id", "client_key"),
        Index("ix_submissions_ballot", "ballot_id", "account_id"),
    )
    id: Mapped[Identity]
    ballot_id: Mapped[UUID]
    account_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    client_key: Mapped[UUID]
    payload_hash: Mapped[bytes]
    choices: Mapped[list[int]]
    channel: Mapped[Channel] = mapped_column(closed(Channel, "channel"))
    device_id: Mapped[UUID | None]
    operator_id: Mapped[UUID | None]
    heads: Mapped[int]
    area: Mapped[Hundredths]
    cast_at: Mapped[Instant]


class Casting(Table):
    """One unit's choices in one ballot: option ordinals over all matters that were open, empty where none was picked.

    `area` and `head_key` are copied from the title at that instant, so a tally needs no other table.
    """

    __tablename__ = "castings"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "unit_id"], ["roll_entries.ballot_id", "roll_entries.unit_id"]),
    )
    ballot_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID]
    title_id: Mapped[UUID]
    head_key: Mapped[UUID]
    counted: Mapped[bool]
    area: Mapped[Hundredths]
    choices: Mapped[list[int]]
    channel: Mapped[Channel] = mapped_column(closed(Channel, "channel"))
    cast_at: Mapped[Instant]


class Result(Table):
    """The published result of a ballot: one row, a pure function of roll, castings and rule sets."""

    __tablename__ = "results"
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    document: Mapped[Document]
    input_digest: Mapped[bytes]
    roll_hash: Mapped[bytes]
    tallied_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class Alarm(Table):
    """Something that a person must look at: a tally held back, a late result, a reader that reads the impossible.

    What belongs to no estate, such as a reader's, belongs to a street.
    """

    __tablename__ = "alarms"
    __table_args__ = (
        Index("uq_alarms_standing", "kind", "subject_id", unique=True, postgresql_where=text("cleared_at IS NULL")),
    )
    id: Mapped[Identity]
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    estate_id: Mapped[UUID | None] = mapped_column(ForeignKey("estates.id"))
    street_code: Mapped[str | None] = mapped_column(ForeignKey("streets.code"))
    detail: Mapped[Document]
    raised_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[UUID | None]
    cleared_reason: Mapped[str | None]
