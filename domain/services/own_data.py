"""Everything that is kept about an owner, collected for them (个人信息保护法 45): decrypted, named, nothing left out.

Each section is one statement over the account and its owner. Columns that are encrypted are named with the place they
are bound to; everything else is answered as it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.terms import PhotoPurpose
from domain.services.wording import area_text
from domain.store.crypto import FieldCrypto

_UNIT = "e.name AS estate, b.name AS building, u.entrance, u.room, u.area"
_OF_UNIT = "JOIN estates e ON e.id = u.estate_id JOIN buildings b ON b.id = u.building_id"


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of data: the tables that it tells of, its statement, and which of its columns are sealed where.

    A sealed column is bound to `table.column` and to the row whose id stands in the column `seal`, which is not told.
    """

    name: str
    tables: tuple[str, ...]
    statement: str
    sealed: Mapping[str, str] = field(default_factory=dict)


SECTIONS = (
    Section(
        "account",
        ("accounts",),
        "SELECT a.id AS seal, a.id AS account, a.phone, a.name, a.language, a.created_at FROM accounts a"
        " WHERE a.id = :account",
        {"phone": "accounts.phone", "name": "accounts.name"},
    ),
    Section(
        "owner",
        ("owners",),
        "SELECT o.id AS seal, o.kind, o.document_kind, o.document_number, o.name FROM owners o WHERE o.id = :owner",
        {"document_number": "owners.document_number", "name": "owners.name"},
    ),
    Section(
        "titles",
        ("titles", "title_owners"),
        f"SELECT {_UNIT}, t.starts_at, t.ends_at, o.share, t.source, t.evidence,"  # noqa: S608 — our own constants
        " (SELECT count(*) FROM title_owners x WHERE x.title_id = t.id) AS owners"
        " FROM title_owners o JOIN titles t ON t.id = o.title_id JOIN units u ON u.id = t.unit_id"
        f" {_OF_UNIT} WHERE o.owner_id = :owner ORDER BY t.starts_at, t.id",
    ),
    Section(
        "certifications",
        ("certifications",),
        f"SELECT {_UNIT}, c.method, c.certified_at, c.ended_at, c.ended_reason"  # noqa: S608 — our own constants
        f" FROM certifications c JOIN units u ON u.id = c.unit_id {_OF_UNIT}"
        " WHERE c.account_id = :account OR c.owner_id = :owner ORDER BY c.certified_at, c.id",
    ),
    Section(
        "consents",
        ("consents",),
        "SELECT kind, version, given_at, withdrawn_at FROM consents WHERE account_id = :account ORDER BY given_at, id",
    ),
    Section(
        "votes",
        ("submissions", "castings"),
        "SELECT s.id AS receipt, e.name AS estate, l.title AS ballot, s.cast_at, s.channel, s.heads, s.area,"
        " (SELECT json_agg(json_build_object('matter', m.title, 'chosen', o.label) ORDER BY m.position, o.position)"
        "  FROM options o JOIN matters m ON m.id = o.matter_id WHERE o.ballot_id = s.ballot_id"
        "  AND o.ordinal = ANY(s.choices)) AS choices,"
        " (SELECT json_agg(u.room ORDER BY u.id) FROM castings k JOIN units u ON u.id = k.unit_id"
        "  WHERE k.submission_id = s.id) AS rooms"
        " FROM submissions s JOIN ballots l ON l.id = s.ballot_id JOIN estates e ON e.id = l.estate_id"
        # What a phone cast for an owner who has handed it on stays that owner's secret.
        " WHERE s.owner_id = :owner OR (s.account_id = :account"
        "  AND s.owner_id = (SELECT a.owner_id FROM accounts a WHERE a.id = :account)) ORDER BY s.cast_at, s.id",
    ),
    Section(
        "failed_matches",
        ("failed_matches",),
        f"SELECT f.id AS seal, {_UNIT}, f.document_kind, f.name, f.number, f.failed_at"  # noqa: S608 — our own
        f" FROM failed_matches f JOIN units u ON u.id = f.unit_id {_OF_UNIT}"
        " WHERE f.account_id = :account ORDER BY f.failed_at, f.id",
        {"name": "failed_matches.name", "number": "failed_matches.number"},
    ),
    Section(
        "manual_reviews",
        ("manual_reviews",),
        f"SELECT r.id AS seal, r.id AS review, {_UNIT}, r.state, r.document_kind, r.name, r.number,"  # noqa: S608
        f" r.submitted_at, r.decided_at FROM manual_reviews r JOIN units u ON u.id = r.unit_id {_OF_UNIT}"
        " WHERE r.account_id = :account ORDER BY r.submitted_at, r.id",
        {"name": "manual_reviews.name", "number": "manual_reviews.number"},
    ),
    Section(
        "manual_review_steps",
        ("manual_review_events",),
        "SELECT v.id AS seal, v.review_id AS review, v.step, v.at, v.reasons, v.words FROM manual_review_events v"
        " JOIN manual_reviews r ON r.id = v.review_id WHERE r.account_id = :account ORDER BY v.at, v.id",
        {"words": "manual_review_events.words"},
    ),
    Section(
        "photos",
        ("photos",),
        "SELECT id AS photo, purpose, width, height, received_at, deleted_at FROM photos"
        " WHERE account_id = :account AND received_at IS NOT NULL ORDER BY id",
    ),
    Section(
        "tickets",
        ("tickets",),
        # The words of a ticket from an account that they have deleted are erased: empty, and sealed no more.
        f"SELECT t.id AS seal, t.id AS ticket, {_UNIT}, t.kind, t.part, t.place_note,"  # noqa: S608
        " nullif(t.words, ''::bytea) AS words, t.state,"
        f" t.filed_at, t.settled_at, t.work_rating FROM tickets t JOIN units u ON u.id = t.unit_id {_OF_UNIT}"
        " WHERE t.account_id = :account OR t.owner_id = :owner ORDER BY t.filed_at, t.id",
        {"place_note": "tickets.place_note", "words": "tickets.words"},
    ),
    Section(
        "ticket_steps",
        ("ticket_events",),
        "SELECT v.id AS seal, v.ticket_id AS ticket, v.act, v.state, v.at, v.words FROM ticket_events v"
        " JOIN tickets t ON t.id = v.ticket_id"
        " WHERE t.account_id = :account OR t.owner_id = :owner ORDER BY v.at, v.id",
        {"words": "ticket_events.words"},
    ),
    Section(
        "ratings",
        ("ratings",),
        f"SELECT r.id AS seal, {_UNIT}, r.quarter, r.scores, r.words, r.answer, r.rated_at, r.answered_at"  # noqa: S608
        f" FROM ratings r JOIN units u ON u.id = r.unit_id {_OF_UNIT}"
        " WHERE r.account_id = :account OR r.owner_id = :owner ORDER BY r.rated_at, r.id",
        {"words": "ratings.words", "answer": "ratings.answer"},
    ),
    Section(
        "card_reads",
        ("card_reads",),
        "SELECT c.id AS card_read, c.state, c.created_at FROM card_reads c"
        " WHERE c.account_id = :account OR c.owner_id = :owner ORDER BY c.id",
    ),
    Section(
        "messages",
        ("messages",),
        "SELECT template, language, state, created_at, sent_at FROM messages WHERE account_id = :account"
        " ORDER BY created_at, id",
    ),
    Section(
        "notices_read",
        ("notice_reads",),
        "SELECT e.name AS estate, n.title, r.read_at FROM notice_reads r JOIN notices n ON n.id = r.notice_id"
        " JOIN estates e ON e.id = n.estate_id WHERE r.account_id = :account ORDER BY r.read_at, n.id",
    ),
    Section(
        "sessions",
        ("sessions",),
        "SELECT created_at, confirmed_at, last_seen_at, expires_at, revoked_at FROM sessions"
        " WHERE account_id = :account ORDER BY created_at, id",
    ),
    Section(
        "what_i_did",
        ("audit_records",),
        "SELECT at, action FROM audit_records WHERE account_id = :account ORDER BY id",
    ),
    Section(
        "who_looked_at_me",
        ("audit_records",),
        "SELECT at, action, role, reason FROM audit_records WHERE account_id IS DISTINCT FROM :account"
        " AND (subject_id IN (:account, :owner)"
        "      OR subject_id IN (SELECT id FROM manual_reviews WHERE account_id = :account)) ORDER BY id",
    ),
)

# What names an account or an owner and is not exported, and why.
NOT_EXPORTED = {
    "account_exports": "the addresses of exports such as this one; gone after a day",
    "activations": "only staff have them",
    "grants": "only staff have them",
    "members": "the people of an estate's bodies, known by their document there; not this account",
    "downloads": "only staff have them",
    "uploads": "only staff have them",
    "attempts": "keyed hashes without anything about a person; gone after half a year",
    "sms_codes": "codes of the last day, as keyed hashes",
    "outbox_texts": "the demo's stand-in for the phone itself",
    "match_tokens": "the tokens of card reads; gone after five minutes of use",
    "pad_castings": "which of the votes above came from a helper's PAD; their channel says so",
}


_OWNER = text("""
SELECT (SELECT a.owner_id FROM accounts a WHERE a.id = :account AND EXISTS (
  SELECT FROM certifications c WHERE c.account_id = a.id AND c.owner_id = a.owner_id AND c.ended_at IS NULL))
""")


async def collect(session: AsyncSession, crypto: FieldCrypto, account_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Everything about the account and its owner, rows by section; values as JSON has them.

    The owner's part only while the account is certified for them: a phone may have passed to somebody else.
    """
    owner_id = (await session.execute(_OWNER, {"account": account_id})).scalar_one()
    given = {"account": account_id, "owner": owner_id}
    found = {}
    for section in SECTIONS:
        rows = await session.execute(text(_typed(section.statement)), given)
        found[section.name] = [_told(crypto, section, dict(row)) for row in rows.mappings()]
    return found


async def photo_contents(session: AsyncSession, crypto: FieldCrypto, account_id: UUID) -> dict[str, bytes]:
    """The photos that are left, as JPEG, by `purpose-id`."""
    rows = await session.execute(
        text("SELECT id, purpose, content FROM photos WHERE account_id = :account AND content IS NOT NULL ORDER BY id"),
        {"account": account_id},
    )
    return {
        f"{PhotoPurpose(purpose).value}-{id}": crypto.decrypt_bytes("photos.content", id, content)
        for id, purpose, content in rows
    }


def _typed(statement: str) -> str:
    """The parameters by their type: one of them may be null, which has none."""
    return statement.replace(":account", "CAST(:account AS uuid)").replace(":owner", "CAST(:owner AS uuid)")


def _told(crypto: FieldCrypto, section: Section, row: dict[str, Any]) -> dict[str, Any]:
    row_id = row.pop("seal", None)
    for column, bound in section.sealed.items():
        if row[column] is not None:
            row[column] = crypto.decrypt(bound, row_id, row[column])
    if "area" in row:
        row["area"] = area_text(row["area"])
    return {name: _as_json(value) for name, value in row.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    return value
