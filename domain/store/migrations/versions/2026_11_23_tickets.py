"""Complaints and repairs, with a time line that only grows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from domain.store.migrations.scripts import run_script

revision: str = "20261123_tickets"
down_revision: str | Sequence[str] | None = "20261123_readers"

PURPOSES = "'identity_document', 'property_document'"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_photos_purpose"), "photos")
    op.create_check_constraint(op.f("ck_photos_purpose"), "photos", f"purpose IN ({PURPOSES}, 'ticket')")
    op.create_table(
        "tickets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("complaint", "repair", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "part",
            sa.Enum(
                "stairwell",
                "lift",
                "roof",
                "outer_wall",
                "pipes",
                "power",
                "fire_protection",
                "entrance_gate",
                "roads_and_green",
                "parking",
                "refuse",
                "other",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("place_note", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("client_key", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "filed",
                "assigned",
                "working",
                "waiting",
                "done",
                "declined",
                "reopened",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("first_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cost_fen", sa.BigInteger(), nullable=True),
        sa.Column("ballot_id", sa.Uuid(), nullable=True),
        sa.Column("work_rating", sa.SmallInteger(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint(
            "(settled_at IS NOT NULL) = (state IN ('done', 'declined'))", name=op.f("ck_tickets_settled")
        ),
        sa.CheckConstraint("(cost_fen IS NULL) = (ballot_id IS NULL) AND cost_fen > 0", name=op.f("ck_tickets_cost")),
        sa.CheckConstraint("part IS NOT NULL OR building_id IS NULL", name=op.f("ck_tickets_place")),
        sa.CheckConstraint("work_rating BETWEEN 1 AND 5", name=op.f("ck_tickets_work_rating")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_tickets_account_id")),
        sa.ForeignKeyConstraint(["assignee_id"], ["members.id"], name=op.f("fk_tickets_assignee_id")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_tickets_ballot_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_tickets_building_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_tickets_estate_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_tickets_owner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_tickets_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("account_id", "client_key", name=op.f("uq_tickets_account_id_client_key")),
    )
    op.create_index("ix_tickets_account_filed", "tickets", ["account_id", "filed_at", "id"], unique=False)
    op.create_index("ix_tickets_estate_filed", "tickets", ["estate_id", "filed_at", "id"], unique=False)
    op.create_index("ix_tickets_estate_since", "tickets", ["estate_id", "state_since", "id"], unique=False)
    op.create_index("ix_tickets_unit", "tickets", ["unit_id"], unique=False)
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "file",
                "answer",
                "assign",
                "start",
                "hold",
                "resume",
                "finish",
                "decline",
                "link_cost",
                "withdraw",
                "reopen",
                "rate",
                "escalate",
                name="act",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "filed",
                "assigned",
                "working",
                "waiting",
                "done",
                "declined",
                "reopened",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["members.id"], name=op.f("fk_ticket_events_assignee_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
    )
    op.create_index("ix_ticket_events_ticket", "ticket_events", ["ticket_id", "at", "id"], unique=False)
    run_script("tickets.sql")


def downgrade() -> None:
    op.drop_table("ticket_events")
    op.drop_table("tickets")
    op.execute("DROP FUNCTION tickets_move_along_their_edges()")
    op.execute("DELETE FROM photos WHERE purpose = 'ticket'")
    op.drop_constraint(op.f("ck_photos_purpose"), "photos")
    op.create_check_constraint(op.f("ck_photos_purpose"), "photos", f"purpose IN ({PURPOSES})")
