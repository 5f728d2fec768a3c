"""Card readers, the helpers' PADs, the reads of cards, and owners who are known by their card alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261123_readers"
down_revision: str | Sequence[str] | None = "20261123_attempts"


def upgrade() -> None:
    _accounts_by_card()
    _devices()
    _pads()
    op.execute(
        "CREATE TRIGGER pad_castings_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON pad_castings"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.add_column("alarms", sa.Column("street_code", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_alarms_street_code"), "alarms", "streets", ["street_code"], ["code"])


def downgrade() -> None:
    raise RuntimeError("castings rely on these rows: drop the database instead")


def _accounts_by_card() -> None:
    op.alter_column("accounts", "phone", existing_type=sa.LargeBinary(), nullable=True)
    op.alter_column("accounts", "phone_index", existing_type=sa.LargeBinary(), nullable=True)
    op.drop_constraint("ck_accounts_kind", "accounts")
    op.create_check_constraint(op.f("ck_accounts_kind"), "accounts", "kind IN ('owner', 'staff', 'card')")
    op.create_check_constraint(
        op.f("ck_accounts_ways_in"),
        "accounts",
        "CASE kind WHEN 'card' THEN num_nonnulls(login, phone, phone_index, name, password_hash, totp_secret) = 0"
        " ELSE num_nonnulls(phone, phone_index) = 2 END",
    )


def _devices() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "active", "revoked", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("sam_id", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("last_sequence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("command_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reader_state",
            sa.Enum(
                "closed",
                "opening",
                "probing",
                "idle",
                "armed",
                "selecting",
                "reading",
                "submitting",
                "lost",
                "fault",
                "denied",
                name="reader_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("seen_sam_id", sa.Text(), nullable=True),
        sa.Column("counters", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("health_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["street_code"], ["streets.code"], name=op.f("fk_devices_street_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_index("ix_devices_street", "devices", ["street_code", "id"], unique=False)
    op.create_table(
        "device_challenges",
        sa.Column("nonce_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_device_challenges_device_id")),
        sa.PrimaryKeyConstraint("nonce_hash", name=op.f("pk_device_challenges")),
    )
    op.create_index(op.f("ix_device_challenges_device_id"), "device_challenges", ["device_id"], unique=False)
    op.create_table(
        "device_sessions",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_device_sessions_device_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_device_sessions")),
        sa.UniqueConstraint("id", name=op.f("uq_device_sessions_id")),
    )
    op.create_index(op.f("ix_device_sessions_device_id"), "device_sessions", ["device_id"], unique=False)
    op.create_index(
        "uq_device_sessions_open",
        "device_sessions",
        ["device_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "enrolment_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("selector", sa.Text(), nullable=False),
        sa.Column("secret_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_enrolment_codes_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_codes")),
        sa.UniqueConstraint("selector", name=op.f("uq_enrolment_codes_selector")),
    )
    op.create_index(op.f("ix_enrolment_codes_device_id"), "enrolment_codes", ["device_id"], unique=False)


def _pads() -> None:
    op.create_table(
        "pad_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("desk", "door", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("witness", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("opened_at < ends_at", name=op.f("ck_pad_sessions_hours")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_pad_sessions_ballot_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_pad_sessions_device_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_pad_sessions_estate_id")),
        sa.ForeignKeyConstraint(["operator_id"], ["accounts.id"], name=op.f("fk_pad_sessions_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pad_sessions")),
    )
    op.create_index("ix_pad_sessions_ballot", "pad_sessions", ["ballot_id", "id"], unique=False)
    op.create_index(op.f("ix_pad_sessions_estate_id"), "pad_sessions", ["estate_id"], unique=False)
    op.create_index("ix_pad_sessions_operator", "pad_sessions", ["operator_id", "id"], unique=False)
    op.create_index(
        "uq_pad_sessions_device",
        "pad_sessions",
        ["device_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "card_reads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pad_session_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting_for_reader",
                "waiting_for_card",
                "reading",
                "checking",
                "read_error",
                "reader_offline",
                "matched",
                "no_match",
                "name_differs",
                "no_unit_in_scope",
                "already_voted",
                "card_expired",
                "foreign_card",
                "session_over",
                "ballot_closed",
                "ballot_suspended",
                "reader_revoked",
                "expired",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "fault",
            sa.Enum(
                "card_moved",
                "card_refused",
                "card_not_genuine",
                "wrong_card",
                "unreadable",
                "reader_silent",
                "reader_fault",
                "reader_lost",
                "no_network",
                name="fault",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("envelope_hash", sa.LargeBinary(), nullable=True),
        sa.Column(
            "card_kind",
            sa.Enum(
                "resident",
                "hmt_permit",
                "pr_2017",
                "pr_2023",
                name="card_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("name_flagged", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("sam_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("find_misses", sa.Integer(), nullable=True),
        sa.Column("timings_hash", sa.LargeBinary(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_card_reads_account_id")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_card_reads_ballot_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_card_reads_device_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_card_reads_owner_id")),
        sa.ForeignKeyConstraint(["pad_session_id"], ["pad_sessions.id"], name=op.f("fk_card_reads_pad_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_reads")),
    )
    op.create_index("ix_card_reads_device", "card_reads", ["device_id", "id"], unique=False)
    op.create_index("ix_card_reads_pad_session", "card_reads", ["pad_session_id", "id"], unique=False)
    op.create_index(
        "uq_card_reads_open",
        "card_reads",
        ["device_id"],
        unique=True,
        postgresql_where=sa.text(
            "state IN ('waiting_for_reader', 'waiting_for_card', 'reading', 'checking', 'read_error', 'reader_offline')"
        ),
    )
    op.create_table(
        "match_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("card_read_id", sa.Uuid(), nullable=False),
        sa.Column("key_version", sa.SmallInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["card_read_id"], ["card_reads.id"], name=op.f("fk_match_tokens_card_read_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_match_tokens")),
        sa.UniqueConstraint("card_read_id", name=op.f("uq_match_tokens_card_read_id")),
    )
    op.create_table(
        "pad_castings",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("card_read_id", sa.Uuid(), nullable=False),
        sa.Column("pad_session_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("sam_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["card_read_id"], ["card_reads.id"], name=op.f("fk_pad_castings_card_read_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_pad_castings_device_id")),
        sa.ForeignKeyConstraint(["operator_id"], ["accounts.id"], name=op.f("fk_pad_castings_operator_id")),
        sa.ForeignKeyConstraint(["pad_session_id"], ["pad_sessions.id"], name=op.f("fk_pad_castings_pad_session_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_pad_castings_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_pad_castings")),
        sa.UniqueConstraint("card_read_id", name=op.f("uq_pad_castings_card_read_id")),
    )
    op.create_index("ix_pad_castings_pad_session", "pad_castings", ["pad_session_id"], unique=False)
