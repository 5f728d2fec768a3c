"""Accounts of owners and staff, their grants, sessions, codes and activations.

Everything here runs on the real clock (`clock_timestamp()`), never on the demo clock: a lever that lets a ballot
close must not let a code or a session live longer.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.policy import Role, ScopeKind
from domain.rules.terms import CodePurpose, ConsentKind
from domain.store.tables.columns import Identity, Instant, Table, closed


class Account(Table):
    """An owner's phone login, a staff login, or an owner known by their card alone.

    An owner's account is bound to at most one owner. One of the kind `card` holds the certifications and castings of an
    owner who has no phone here; it has nothing to sign in with, and passes on to the owner's phone when there is one.
    One that its owner deleted (`deleted_at`) has nothing left either but what castings refer to.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("kind IN ('owner', 'staff', 'card')", name="kind"),
        CheckConstraint(
            "CASE WHEN kind = 'card' OR deleted_at IS NOT NULL"
            " THEN num_nonnulls(login, phone, phone_index, name, document, password_hash, totp_secret) = 0"
            " ELSE num_nonnulls(phone, phone_index) = 2 END",
            name="ways_in",
        ),
        CheckConstraint("state IN ('invited', 'active', 'disabled')", name="state"),
        CheckConstraint("language IN ('zh', 'en')", name="language"),
        Index(
            "uq_accounts_owner_phone",
            "phone_index",
            unique=True,
            postgresql_where=text("kind = 'owner' AND state <> 'disabled'"),
        ),
        Index(
            "uq_accounts_owner",
            "owner_id",
            unique=True,
            postgresql_where=text("owner_id IS NOT NULL AND state <> 'disabled'"),
        ),
    )
    id: Mapped[Identity]
    kind: Mapped[str]
    state: Mapped[str]
    login: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[bytes | None]
    phone_index: Mapped[bytes | None] = mapped_column(index=True)
    name: Mapped[bytes | None]
    document: Mapped[bytes | None]
    person_index: Mapped[bytes | None]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("owners.id"))
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None]
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(server_default="zh")
    created_by: Mapped[UUID | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    deleted_at: Mapped[datetime | None]


class AccountExport(Table):
    """A one-time address from which an owner fetches everything about them; it is made when fetched, never kept."""

    __tablename__ = "account_exports"
    id: Mapped[Identity]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    session_id: Mapped[UUID]
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]


class Grant(Table):
    """A role that a staff account holds over a city, district, street or estate, for a period."""

    __tablename__ = "grants"
    id: Mapped[Identity]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[Role] = mapped_column(closed(Role, "role"))
    scope_kind: Mapped[ScopeKind] = mapped_column(closed(ScopeKind, "scope_kind"))
    scope_key: Mapped[str]
    organizer_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizers.id"))
    starts_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    ends_at: Mapped[datetime | None]
    granted_by: Mapped[UUID | None]


class Session(Table):
    """A signed-in browser, known by the SHA-256 of its cookie. `confirmed_at` is the last code or second factor."""

    __tablename__ = "sessions"
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    confirmed_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    last_seen_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    expires_at: Mapped[Instant]
    revoked_at: Mapped[datetime | None]


class SmsCode(Table):
    """A six-digit code under way: bound to a phone, a purpose and the challenge that its requester holds."""

    __tablename__ = "sms_codes"
    id: Mapped[Identity]
    phone: Mapped[bytes]
    phone_index: Mapped[bytes] = mapped_column(index=True)
    purpose: Mapped[CodePurpose] = mapped_column(closed(CodePurpose, "purpose"))
    challenge_hash: Mapped[bytes] = mapped_column(unique=True)
    code_hmac: Mapped[bytes]
    wrong_tries: Mapped[int] = mapped_column(server_default="0")
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))


class Activation(Table):
    """A one-time activation of a staff account, valid for 24 hours, known by its hash."""

    __tablename__ = "activations"
    id: Mapped[Identity]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))


class Attempt(Table):
    """One counted attempt (a code sent, a log-in tried) under a keyed hash of what it is counted by."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_kind_key_at", "kind", "key", "at"),)
    id: Mapped[Identity]
    kind: Mapped[str]
    key: Mapped[bytes]
    at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))


class Consent(Table):
    """That an account agreed to one use of its personal data, in the version of the text it was shown."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_account_id_kind", "account_id", "kind"),)
    id: Mapped[Identity]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[ConsentKind] = mapped_column(closed(ConsentKind, "kind"))
    version: Mapped[str]
    given_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    withdrawn_at: Mapped[datetime | None]
