"""Ballots with their matters, options, scope and roll. Castings and results are in `castings`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.rules.terms import BallotState, ChoiceMode, MatterKind, MatterState, OptionRole, OrganizerKind, Usage
from domain.store.tables.columns import Document, Hundredths, Identity, Instant, Table, closed


class Ballot(Table):
    """One package of matters with one scope, one window and one pair of linked notices.

    Content, rule sets, settings, notices and scope are frozen with their hashes at approval, the roll at opening.
    `closes_at` moves at most once, by exactly 15 days, and keeps `first_closes_at` beside it.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        CheckConstraint(
            "reviewed_by IS NULL OR (reviewed_by <> submitted_by AND reviewed_by <> author_id)", name="four_eyes"
        ),
        CheckConstraint("opens_at < first_closes_at", name="window"),
        CheckConstraint(
            "CASE WHEN extended_at IS NULL THEN closes_at IS NOT DISTINCT FROM first_closes_at"
            " ELSE closes_at - first_closes_at = interval '15 days' END",
            name="one_extension",
        ),
        Index("ix_ballots_estate_state", "estate_id", "state"),
        Index("ix_ballots_to_open", "opens_at", postgresql_where=text("state = 'approved'")),
        Index("ix_ballots_to_close", "closes_at", postgresql_where=text("state = 'open'")),
        Index("ix_ballots_to_tally", "closes_at", postgresql_where=text("state = 'closed' AND held_reason IS NULL")),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    title: Mapped[str]
    state: Mapped[BallotState] = mapped_column(closed(BallotState, "state"))
    organizer_kind: Mapped[OrganizerKind] = mapped_column(closed(OrganizerKind, "organizer_kind"))
    organizer_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizers.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    publicity_id: Mapped[UUID | None] = mapped_column(ForeignKey("notices.id"))
    announcement_id: Mapped[UUID | None] = mapped_column(ForeignKey("notices.id"))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    first_closes_at: Mapped[datetime | None]
    whole_estate: Mapped[bool] = mapped_column(server_default="true")
    scope_reason: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    copied_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("ballots.id"))

    submitted_by: Mapped[UUID | None]
    submitted_at: Mapped[datetime | None]
    content_hash: Mapped[bytes | None]
    reviewed_by: Mapped[UUID | None]
    reviewed_at: Mapped[datetime | None]
    review_reason: Mapped[str | None]

    settings: Mapped[Document | None]
    rules_hash: Mapped[bytes | None]
    notices_hash: Mapped[bytes | None]
    scope_hash: Mapped[bytes | None]

    opened_at: Mapped[datetime | None]
    roll_hash: Mapped[bytes | None]
    roll_units: Mapped[int | None]
    roll_heads: Mapped[int | None]
    roll_area: Mapped[Hundredths | None]

    extended_at: Mapped[datetime | None]
    extended_by: Mapped[UUID | None]
    extension_reason: Mapped[str | None]
    suspended_at: Mapped[datetime | None]
    suspended_by: Mapped[UUID | None]
    suspension_reason: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    held_reason: Mapped[str | None]
    release: Mapped[Document | None]
    published_at: Mapped[datetime | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class RejectedBallot(Table):
    """What a ballot said when the street rejected it, and why; only ever inserted."""

    __tablename__ = "rejected_ballots"
    __table_args__ = (Index("ix_rejected_ballots_ballot", "ballot_id", "rejected_at"),)
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    rejected_at: Mapped[Instant]
    reason: Mapped[str]
    words: Mapped[Document]


class ScopeItem(Table):
    """A building or a single unit that a ballot's scope names; used when the scope is not the whole estate."""

    __tablename__ = "scope_items"
    __table_args__ = (
        CheckConstraint("num_nonnulls(building_id, unit_id) = 1", name="one_thing"),
        UniqueConstraint("ballot_id", "building_id", "unit_id", postgresql_nulls_not_distinct=True),
    )
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    building_id: Mapped[UUID | None] = mapped_column(ForeignKey("buildings.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))


class Scope(Table):
    """The units of a ballot's scope as frozen at approval; `ballots.scope_hash` is the SHA-256 over them."""

    __tablename__ = "scopes"
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    unit_ids: Mapped[list[UUID]]


class Matter(Table):
    """One question of a ballot. `rule_set` is the full law it is counted by, frozen at approval."""

    __tablename__ = "matters"
    __table_args__ = (UniqueConstraint("ballot_id", "position"),)
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[MatterKind] = mapped_column(closed(MatterKind, "kind"))
    effects: Mapped[list[str]] = mapped_column(server_default="{}")
    title: Mapped[str]
    description: Mapped[str]
    choice_mode: Mapped[ChoiceMode] = mapped_column(closed(ChoiceMode, "choice_mode"))
    seats: Mapped[int | None] = mapped_column(SmallInteger)
    max_picks: Mapped[int | None] = mapped_column(SmallInteger)
    state: Mapped[MatterState] = mapped_column(closed(MatterState, "state"), server_default="active")
    suspended_at: Mapped[datetime | None]
    suspended_by: Mapped[UUID | None]
    suspension_reason: Mapped[str | None]
    rule_set: Mapped[Document | None]
    options: Mapped[list["Option"]] = relationship(order_by="Option.ordinal", lazy="raise", viewonly=True)


class Option(Table):
    """One answer to a matter. `ordinal` is unique in the ballot and is what a casting records."""

    __tablename__ = "options"
    __table_args__ = (UniqueConstraint("ballot_id", "ordinal"), UniqueConstraint("matter_id", "position"))
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    ordinal: Mapped[int] = mapped_column(SmallInteger)
    label: Mapped[str]
    role: Mapped[OptionRole | None] = mapped_column(closed(OptionRole, "role"))


class RollEntry(Table):
    """One unit of a ballot's scope as the roll froze it at opening: its area, its head and whether it counts."""

    __tablename__ = "roll_entries"
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), primary_key=True)
    building_id: Mapped[UUID]
    area: Mapped[Hundredths]
    usage: Mapped[Usage] = mapped_column(closed(Usage, "usage"))
    counted: Mapped[bool]
    head_key: Mapped[UUID]
    owners: Mapped[list[UUID]]
    title_id: Mapped[UUID | None]
    developer_stock: Mapped[bool]
    delivered: Mapped[bool]


class RollCorrection(Table):
    """A later correction of a frozen roll, or a transfer during the window; old and new value, reason, approver."""

    __tablename__ = "roll_corrections"
    __table_args__ = (CheckConstraint("kind IN ('transfer', 'correction')", name="kind"),)
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), index=True)
    unit_id: Mapped[UUID]
    kind: Mapped[str]
    old_value: Mapped[Document]
    new_value: Mapped[Document]
    effective_at: Mapped[Instant]
    reason: Mapped[str]
    approved_by: Mapped[UUID | None]
    recorded_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
