"""Every table, the domain clock and the fences."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from domain.store.migrations.scripts import run_script

revision: str = "20261123_baseline"
down_revision: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute("SET LOCAL check_function_bodies = off")
    run_script("fences.sql")
    op.create_table(
        "attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_kind_key_at", "attempts", ["kind", "key", "at"], unique=False)
    op.create_table(
        "audit_records",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("estate_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("chain", sa.Text(), nullable=True),
        sa.Column("chain_position", sa.BigInteger(), nullable=True),
        sa.Column("chain_hash", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_records")),
        sa.UniqueConstraint("chain", "chain_position", name=op.f("uq_audit_records_chain_chain_position")),
    )
    op.create_index("ix_audit_records_estate", "audit_records", ["estate_id", "id"], unique=False)
    op.create_index("ix_audit_records_subject", "audit_records", ["subject_id"], unique=False)
    op.create_index(
        "ix_audit_records_unsealed",
        "audit_records",
        ["id"],
        unique=False,
        postgresql_where=sa.text("chain_position IS NULL"),
    )
    op.create_table(
        "demo_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shift", sa.Interval(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_demo_clock_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_clock")),
    )
    op.create_table(
        "districts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_districts")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint("profile IN ('demo', 'test', 'production')", name=op.f("ck_installation_profile")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "outbox_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_texts")),
    )
    op.create_table(
        "owners",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("person", "organisation", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "document_kind",
            sa.Enum(
                "id_card",
                "residence_permit",
                "permanent_residence",
                "passport",
                "officer_card",
                "organisation_code",
                "other",
                name="document_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("document_number", sa.LargeBinary(), nullable=False),
        sa.Column("document_index", sa.LargeBinary(), nullable=False),
        sa.Column("index_version", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owners")),
        sa.UniqueConstraint("document_index", name=op.f("uq_owners_document_index")),
    )
    op.create_table(
        "sms_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("challenge_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_codes")),
        sa.UniqueConstraint("challenge_hash", name=op.f("uq_sms_codes_challenge_hash")),
    )
    op.create_index(op.f("ix_sms_codes_phone_index"), "sms_codes", ["phone_index"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("client_key", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("choices", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "app", "pad", "late_certification", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("account_id", "client_key", name=op.f("uq_submissions_account_id_client_key")),
    )
    op.create_index("ix_submissions_ballot", "submissions", ["ballot_id", "account_id"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("person_index", sa.LargeBinary(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), server_default="zh", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint("kind IN ('owner', 'staff')", name=op.f("ck_accounts_kind")),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_accounts_language")),
        sa.CheckConstraint("state IN ('invited', 'active', 'disabled')", name=op.f("ck_accounts_state")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_accounts_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("login", name=op.f("uq_accounts_login")),
    )
    op.create_index(op.f("ix_accounts_phone_index"), "accounts", ["phone_index"], unique=False)
    op.create_index(
        "uq_accounts_owner",
        "accounts",
        ["owner_id"],
        unique=True,
        postgresql_where=sa.text("owner_id IS NOT NULL AND state <> 'disabled'"),
    )
    op.create_index(
        "uq_accounts_owner_phone",
        "accounts",
        ["phone_index"],
        unique=True,
        postgresql_where=sa.text("kind = 'owner' AND state <> 'disabled'"),
    )
    op.create_table(
        "streets",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["district_code"], ["districts.code"], name=op.f("fk_streets_district_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_streets")),
    )
    op.create_index(op.f("ix_streets_district_code"), "streets", ["district_code"], unique=False)
    op.create_table(
        "activations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_activations_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_activations_token_hash")),
    )
    op.create_index(op.f("ix_activations_account_id"), "activations", ["account_id"], unique=False)
    op.create_table(
        "estates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("street_code", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "preparing",
                "completed",
                "rejected",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("co_owner", sa.Text(), server_default="exact_set", nullable=False),
        sa.Column("silent", sa.Text(), server_default="none", nullable=False),
        sa.Column("election_rank", sa.Text(), server_default="heads_then_area", nullable=False),
        sa.Column(
            "area_kinds",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("ARRAY['home', 'shop', 'office']"),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposal_reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint("co_owner IN ('exact_set', 'any_overlap')", name=op.f("ck_estates_co_owner")),
        sa.CheckConstraint(
            "election_rank IN ('heads_then_area', 'area_then_heads')", name=op.f("ck_estates_election_rank")
        ),
        sa.CheckConstraint("silent IN ('none', 'majority')", name=op.f("ck_estates_silent")),
        sa.ForeignKeyConstraint(["street_code"], ["streets.code"], name=op.f("fk_estates_street_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estates")),
        sa.UniqueConstraint("number", name=op.f("uq_estates_number")),
    )
    op.create_index(
        "ix_estates_name_trigram",
        "estates",
        ["name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_estates_street_code"), "estates", ["street_code"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "confirmed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
        sa.UniqueConstraint("id", name=op.f("uq_sessions_id")),
    )
    op.create_index(op.f("ix_sessions_account_id"), "sessions", ["account_id"], unique=False)
    op.create_table(
        "alarms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_by", sa.Uuid(), nullable=True),
        sa.Column("cleared_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_alarms_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(
        "uq_alarms_standing",
        "alarms",
        ["kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("cleared_at IS NULL"),
    )
    op.create_table(
        "assemblies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("has_committee", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_assemblies_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assemblies")),
        sa.UniqueConstraint("estate_id", name=op.f("uq_assemblies_estate_id")),
    )
    op.create_table(
        "buildings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("system", "added", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_buildings_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buildings")),
    )
    op.create_index(op.f("ix_buildings_estate_id"), "buildings", ["estate_id"], unique=False)
    op.create_index(
        "uq_buildings_name",
        "buildings",
        ["estate_id", "name"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "change_sets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("file_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("source IN ('form', 'sheet')", name=op.f("ck_change_sets_source")),
        sa.CheckConstraint("state IN ('draft', 'applied', 'dropped')", name=op.f("ck_change_sets_state")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_change_sets_estate_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["accounts.id"], name=op.f("fk_change_sets_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_sets")),
    )
    op.create_index(op.f("ix_change_sets_estate_id"), "change_sets", ["estate_id"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_uploads_account_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_uploads_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_uploads_token_hash")),
    )
    op.create_table(
        "organizers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("assembly_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "preparatory_group",
                "committee",
                "property_company",
                "street",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("term_starts_on", sa.Date(), nullable=False),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint("kind <> 'street'", name=op.f("ck_organizers_not_a_street")),
        sa.CheckConstraint("state IN ('active', 'dissolved')", name=op.f("ck_organizers_state")),
        sa.CheckConstraint("term_ends_on IS NULL OR term_ends_on >= term_starts_on", name=op.f("ck_organizers_term")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assemblies.id"], name=op.f("fk_organizers_assembly_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_organizers_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizers")),
    )
    op.create_index(op.f("ix_organizers_estate_id"), "organizers", ["estate_id"], unique=False)
    op.create_index(
        "uq_organizers_active",
        "organizers",
        ["estate_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("building_id", sa.Uuid(), nullable=False),
        sa.Column("entrance", sa.Text(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("floor_from", sa.Integer(), nullable=False),
        sa.Column("floor_to", sa.Integer(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column(
            "usage",
            sa.Enum(
                "home",
                "shop",
                "office",
                "parking",
                "storage",
                "public",
                "equipment",
                "civil_defence",
                name="usage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column(
            "area_source",
            sa.Enum(
                "register",
                "survey",
                "contract",
                name="area_source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("developer_stock", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("delivered", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("owned", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("certified", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint("area >= 0", name=op.f("ck_units_area")),
        sa.CheckConstraint("floor_from <= floor_to", name=op.f("ck_units_floors")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_units_building_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_units_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    )
    op.create_index(
        "ix_units_table",
        "units",
        ["estate_id", "building_id"],
        unique=False,
        postgresql_include=["owned", "certified", "area", "usage"],
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "uq_units_room",
        "units",
        ["building_id", "entrance", "room"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("change_set_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("owners", sa.LargeBinary(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('add_building', 'add_unit', 'change_unit')", name=op.f("ck_changes_kind")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_changes_building_id")),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_sets.id"], name=op.f("fk_changes_change_set_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_changes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_change_set_id"), "changes", ["change_set_id"], unique=False)
    op.create_index(
        "uq_changes_unit",
        "changes",
        ["change_set_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "preparatory_group",
                "committee",
                "property_company",
                "street_clerk",
                "street_reviewer",
                "district",
                "city",
                "auditor",
                "system_administrator",
                "system",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope_kind",
            sa.Enum(
                "city",
                "district",
                "street",
                "estate",
                name="scope_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scope_key", sa.Text(), nullable=False),
        sa.Column("organizer_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_grants_account_id")),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_grants_organizer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_account_id"), "grants", ["account_id"], unique=False)
    op.create_table(
        "members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organizer_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("document_number", sa.LargeBinary(), nullable=True),
        sa.Column("person_index", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint(
            "position IN ('leader', 'chair', 'deputy_chair', 'member', 'alternate', 'contact')",
            name=op.f("ck_members_position"),
        ),
        sa.CheckConstraint("sex IN ('male', 'female', 'not_stated')", name=op.f("ck_members_sex")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_members_account_id")),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_members_organizer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_organizer_id"), "members", ["organizer_id"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ballot_publicity",
                "ballot_announcement",
                "publicity",
                "announcement",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("agenda", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "rejected",
                "approved",
                "published",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "organizer_kind",
            sa.Enum(
                "preparatory_group",
                "committee",
                "property_company",
                "street",
                name="organizer_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organizer_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_reason", sa.Text(), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint("reviewed_by IS NULL OR reviewed_by <> submitted_by", name=op.f("ck_notices_four_eyes")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_notices_author_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_notices_estate_id")),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_notices_organizer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_estate_state", "notices", ["estate_id", "state", "published_at"], unique=False)
    op.create_table(
        "titles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("head_key", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("end_recorded_at", sa.DateTime(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.literal_column("unit_id"), "="),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            using="gist",
            name="titles_do_not_overlap",
        ),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_titles_period")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_titles_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_titles")),
    )
    op.create_index(op.f("ix_titles_head_key"), "titles", ["head_key"], unique=False)
    op.create_index(op.f("ix_titles_unit_id"), "titles", ["unit_id"], unique=False)
    op.create_table(
        "ballots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "rejected",
                "approved",
                "open",
                "suspended",
                "closed",
                "published",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "organizer_kind",
            sa.Enum(
                "preparatory_group",
                "committee",
                "property_company",
                "street",
                name="organizer_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organizer_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("publicity_id", sa.Uuid(), nullable=True),
        sa.Column("announcement_id", sa.Uuid(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("whole_estate", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("scope_reason", sa.Text(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_reason", sa.Text(), nullable=True),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("rules_hash", sa.LargeBinary(), nullable=True),
        sa.Column("notices_hash", sa.LargeBinary(), nullable=True),
        sa.Column("scope_hash", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("roll_hash", sa.LargeBinary(), nullable=True),
        sa.Column("roll_units", sa.Integer(), nullable=True),
        sa.Column("roll_heads", sa.Integer(), nullable=True),
        sa.Column("roll_area", sa.BigInteger(), nullable=True),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extended_by", sa.Uuid(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_by", sa.Uuid(), nullable=True),
        sa.Column("suspension_reason", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_reason", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN extended_at IS NULL THEN closes_at IS NOT DISTINCT FROM first_closes_at"
            " ELSE closes_at - first_closes_at = interval '15 days' END",
            name=op.f("ck_ballots_one_extension"),
        ),
        sa.CheckConstraint("opens_at < first_closes_at", name=op.f("ck_ballots_window")),
        sa.CheckConstraint("reviewed_by IS NULL OR reviewed_by <> submitted_by", name=op.f("ck_ballots_four_eyes")),
        sa.ForeignKeyConstraint(["announcement_id"], ["notices.id"], name=op.f("fk_ballots_announcement_id")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_ballots_author_id")),
        sa.ForeignKeyConstraint(["copied_from_id"], ["ballots.id"], name=op.f("fk_ballots_copied_from_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_ballots_estate_id")),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_ballots_organizer_id")),
        sa.ForeignKeyConstraint(["publicity_id"], ["notices.id"], name=op.f("fk_ballots_publicity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
    )
    op.create_index("ix_ballots_estate_state", "ballots", ["estate_id", "state"], unique=False)
    op.create_index(
        "ix_ballots_to_close", "ballots", ["closes_at"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.create_index(
        "ix_ballots_to_open", "ballots", ["opens_at"], unique=False, postgresql_where=sa.text("state = 'approved'")
    )
    op.create_index(
        "ix_ballots_to_tally",
        "ballots",
        ["closes_at"],
        unique=False,
        postgresql_where=sa.text("state = 'closed' AND held_reason IS NULL"),
    )
    op.create_table(
        "certifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "id_card",
                "other_document",
                "manual",
                "card_reader",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("certified_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_certifications_account_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_certifications_estate_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_certifications_owner_id")),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name=op.f("fk_certifications_title_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_certifications_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certifications")),
    )
    op.create_index(
        "ix_certifications_estate",
        "certifications",
        ["estate_id", "account_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_certifications_owner_id"), "certifications", ["owner_id"], unique=False)
    op.create_index("ix_certifications_title", "certifications", ["title_id"], unique=False)
    op.create_index(
        "ix_certifications_unit",
        "certifications",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_certifications_live",
        "certifications",
        ["account_id", "title_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "notice_revisions",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("agenda", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_revisions_notice_id")),
        sa.PrimaryKeyConstraint("notice_id", "revision", name=op.f("pk_notice_revisions")),
    )
    op.create_table(
        "title_owners",
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_title_owners_owner_id")),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name=op.f("fk_title_owners_title_id")),
        sa.PrimaryKeyConstraint("title_id", "owner_id", name=op.f("pk_title_owners")),
    )
    op.create_index(op.f("ix_title_owners_owner_id"), "title_owners", ["owner_id"], unique=False)
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("client_key", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.Column("expanded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('everyone', 'not_voted')", name=op.f("ck_broadcasts_audience")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_broadcasts_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("client_key", name=op.f("uq_broadcasts_client_key")),
    )
    op.create_index(op.f("ix_broadcasts_ballot_id"), "broadcasts", ["ballot_id"], unique=False)
    op.create_index(
        "ix_broadcasts_waiting",
        "broadcasts",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("expanded_at IS NULL"),
    )
    op.create_table(
        "matters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "rules_of_procedure",
                "management_covenant",
                "committee_election",
                "property_company",
                "service_terms",
                "repair_fund_raise",
                "repair_fund_use",
                "repair_fund_manage",
                "rebuild",
                "common_parts_use",
                "other_major",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("effects", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "choice_mode",
            sa.Enum(
                "single", "contested", "equal", name="choice_mode", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.SmallInteger(), nullable=True),
        sa.Column("max_picks", sa.SmallInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("active", "suspended", name="state", native_enum=False, create_constraint=True, length=40),
            server_default="active",
            nullable=False,
        ),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_by", sa.Uuid(), nullable=True),
        sa.Column("suspension_reason", sa.Text(), nullable=True),
        sa.Column("rule_set", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_matters_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("ballot_id", "position", name=op.f("uq_matters_ballot_id_position")),
    )
    op.create_table(
        "results",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("input_digest", sa.LargeBinary(), nullable=False),
        sa.Column("roll_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tallied_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_results_ballot_id")),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_results")),
    )
    op.create_table(
        "roll_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("old_value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("new_value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint("kind IN ('transfer', 'correction')", name=op.f("ck_roll_corrections_kind")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_roll_corrections_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_corrections")),
    )
    op.create_index(op.f("ix_roll_corrections_ballot_id"), "roll_corrections", ["ballot_id"], unique=False)
    op.create_table(
        "roll_entries",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("building_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column(
            "usage",
            sa.Enum(
                "home",
                "shop",
                "office",
                "parking",
                "storage",
                "public",
                "equipment",
                "civil_defence",
                name="usage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("head_key", sa.Uuid(), nullable=False),
        sa.Column("owners", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=True),
        sa.Column("developer_stock", sa.Boolean(), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_roll_entries_ballot_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_roll_entries_unit_id")),
        sa.PrimaryKeyConstraint("ballot_id", "unit_id", name=op.f("pk_roll_entries")),
    )
    op.create_table(
        "scope_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("num_nonnulls(building_id, unit_id) = 1", name=op.f("ck_scope_items_one_thing")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_scope_items_ballot_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_scope_items_building_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_scope_items_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scope_items")),
        sa.UniqueConstraint(
            "ballot_id",
            "building_id",
            "unit_id",
            name=op.f("uq_scope_items_ballot_id_building_id_unit_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "scopes",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_scopes_ballot_id")),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_scopes")),
    )
    op.create_table(
        "castings",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("head_key", sa.Uuid(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column("choices", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "app", "pad", "late_certification", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "unit_id"],
            ["roll_entries.ballot_id", "roll_entries.unit_id"],
            name=op.f("fk_castings_ballot_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("ballot_id", "unit_id", name=op.f("pk_castings")),
    )
    op.create_index(op.f("ix_castings_submission_id"), "castings", ["submission_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("broadcast_id", sa.Uuid(), nullable=True),
        sa.Column("estate_id", sa.Uuid(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("parameters", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "next_attempt_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier_reference", sa.Text(), nullable=True),
        sa.Column("last_fault", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_messages_language")),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed', 'expired')", name=op.f("ck_messages_state")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_messages_broadcast_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_messages_key")),
    )
    op.create_index("ix_messages_broadcast", "messages", ["broadcast_id"], unique=False)
    op.create_index(
        "ix_messages_due", "messages", ["next_attempt_at"], unique=False, postgresql_where=sa.text("state = 'waiting'")
    )
    op.create_table(
        "options",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "for",
                "against",
                "abstain",
                "candidate",
                "choice",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_options_ballot_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_options_matter_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_options")),
        sa.UniqueConstraint("ballot_id", "ordinal", name=op.f("uq_options_ballot_id_ordinal")),
        sa.UniqueConstraint("matter_id", "position", name=op.f("uq_options_matter_id_position")),
    )
    run_script("triggers.sql")


def downgrade() -> None:
    raise RuntimeError("the baseline is not undone: drop the database instead")
