"""What must hold in the database whatever happened: each invariant as one predicate whose rows are its violations.

`assert_invariants(database)` runs them all over one snapshot. Not predicates over a database, and tested elsewhere:
I5 (an acknowledged casting exists) and I6 (an "already voted" names a committed casting) need to know what was
answered: `tests/workers/test_kill.py`, `tests/services/test_races.py`. I4 (no casting ever changes) is told here by
the fences that stand and by castings that agree with their submissions, and by trying in `tests/services`. That an
audit record is of its command's own transaction (I22) shows in the kills: the counts are equal after every one.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.ballot import EDITABLE_STATES
from domain.rules.draft import rule_sets_of, rules_hash
from domain.rules.draft import scope_hash as hash_of_scope
from domain.rules.terms import BallotState
from domain.services.ballots import read_content
from domain.services.counting import count
from domain.services.counting import read_content as read_counted
from domain.services.results import document_of
from domain.store import tallies
from domain.store.database import Database
from domain.store.tables import Ballot, Result

EVERYTHING = UUID(int=0)

# The triggers without which the database would take what services refuse.
FENCES = (
    "castings_are_final", "submissions_are_final", "roll_entries_are_final", "roll_corrections_are_final",
    "results_are_final", "scopes_are_final", "pad_castings_are_final", "audit_record_is_sealed_once",
    "audit_records_stay",
    "castings_need_an_open_ballot", "ballots_move_along_their_edges", "ballot_changes_wait_for_castings",
    "a_change_waits_for_castings", "approved_matters_stay", "approved_options_stay", "approved_scope_stays",
    "notices_move_along_their_edges", "demo_clock_only_in_demo", "installation_is_final",
)  # fmt: skip

_EDGES = """('draft', 'submitted'), ('rejected', 'submitted'), ('submitted', 'draft'), ('submitted', 'rejected'),
  ('submitted', 'approved'), ('approved', 'open'), ('approved', 'suspended'), ('open', 'suspended'),
  ('open', 'closed'), ('closed', 'published')"""

# `:since` restricts each to the ballots made from then on: their ids grow with time.
PREDICATES: Mapping[str, str] = {
    "I1 at most one casting per ballot and unit": """
        SELECT ballot_id, unit_id FROM castings WHERE ballot_id >= :since GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "I2 cast inside the window that was in force": """
        SELECT c.ballot_id, c.unit_id, c.cast_at FROM castings c JOIN ballots b ON b.id = c.ballot_id
        WHERE c.ballot_id >= :since AND (
          b.opens_at IS NULL OR c.cast_at < b.opens_at OR c.cast_at < b.opened_at
          OR c.cast_at >= CASE WHEN c.cast_at < b.extended_at THEN b.first_closes_at ELSE b.closes_at END)
    """,
    "I3 nothing is cast while suspended": """
        SELECT c.ballot_id, c.unit_id, c.cast_at FROM castings c JOIN ballots b ON b.id = c.ballot_id
        WHERE c.ballot_id >= :since AND c.cast_at >= b.suspended_at
        UNION ALL
        SELECT c.ballot_id, c.unit_id, c.cast_at FROM castings c
        JOIN matters m ON m.ballot_id = c.ballot_id AND c.cast_at >= m.suspended_at
        JOIN options o ON o.matter_id = m.id AND o.ordinal = ANY(c.choices)
        WHERE c.ballot_id >= :since AND c.channel <> 'late_certification'
    """,
    "I4 a casting says what its submission said": """
        SELECT c.ballot_id, c.unit_id FROM castings c LEFT JOIN submissions s ON s.id = c.submission_id
        WHERE c.ballot_id >= :since AND (s.ballot_id IS DISTINCT FROM c.ballot_id OR s.choices <> c.choices
          OR (c.channel <> 'late_certification'
              AND (s.account_id, s.cast_at, s.channel) IS DISTINCT FROM (c.account_id, c.cast_at, c.channel)))
    """,
    "I4 the fences stand": """
        SELECT f.name FROM unnest(CAST(:fences AS text[])) f (name)
        WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgname = f.name AND t.tgenabled = 'O')
    """,
    "I5 a submission is whole": """
        SELECT s.id FROM submissions s JOIN ballots b ON b.id = s.ballot_id
        LEFT JOIN castings c ON c.submission_id = s.id AND c.channel <> 'late_certification'
        WHERE s.ballot_id >= :since GROUP BY s.id, b.id
        HAVING count(c.unit_id) = 0
            OR s.heads <> count(DISTINCT CASE WHEN b.settings ->> 'co_owner' = 'any_overlap'
                                              THEN (c.head_key = b.estate_id)::text ELSE c.head_key::text END)
                          FILTER (WHERE c.counted)
            OR s.area <> coalesce(sum(c.area) FILTER (WHERE c.counted), 0)
    """,
    "I7 the caster was a certified owner": """
        SELECT c.ballot_id, c.unit_id FROM castings c LEFT JOIN titles t ON t.id = c.title_id AND t.unit_id = c.unit_id
        WHERE c.ballot_id >= :since AND (
          t.id IS NULL OR t.starts_at > c.cast_at
          OR (t.ends_at <= c.cast_at AND (t.end_recorded_at IS NULL OR t.end_recorded_at <= c.cast_at))
          OR NOT EXISTS (SELECT FROM certifications ce WHERE ce.title_id = t.id AND ce.certified_at <= c.cast_at
                         AND (ce.ended_at IS NULL OR ce.ended_at > c.cast_at))
          OR NOT EXISTS (
            SELECT FROM certifications ce
            JOIN titles h ON h.id = ce.title_id AND h.head_key = t.head_key
            JOIN title_owners o ON o.title_id = t.id AND o.owner_id = ce.owner_id
            WHERE ce.account_id = c.account_id AND ce.certified_at <= c.cast_at
              AND (ce.ended_at IS NULL OR ce.ended_at > c.cast_at)))
    """,
    "I8 the unit is in scope": """
        SELECT c.ballot_id, c.unit_id FROM castings c
        LEFT JOIN roll_entries r ON r.ballot_id = c.ballot_id AND r.unit_id = c.unit_id
        WHERE c.ballot_id >= :since AND (r.unit_id IS NULL OR (r.area, r.counted) <> (c.area, c.counted))
        UNION ALL
        SELECT r.ballot_id, r.unit_id FROM roll_entries r JOIN scopes s ON s.ballot_id = r.ballot_id
        WHERE r.ballot_id >= :since AND r.unit_id <> ALL(s.unit_ids)
        UNION ALL
        SELECT s.ballot_id, u.id FROM scopes s JOIN ballots b ON b.id = s.ballot_id AND b.opened_at IS NOT NULL
        CROSS JOIN LATERAL unnest(s.unit_ids) u (id)
        WHERE s.ballot_id >= :since
          AND NOT EXISTS (SELECT FROM roll_entries r WHERE r.ballot_id = s.ballot_id AND r.unit_id = u.id)
    """,
    "I9 one success per owner and key": """
        SELECT account_id, client_key FROM submissions WHERE ballot_id >= :since GROUP BY 1, 2 HAVING count(*) > 1
    """,
    # Unless a title was recorded between the two: then the head had the unit only after it had voted.
    "I10 one head, one choice": """
        SELECT a.ballot_id, a.unit_id, b.unit_id FROM castings a JOIN titles ta ON ta.id = a.title_id
        JOIN titles tb ON tb.head_key = ta.head_key JOIN castings b ON b.title_id = tb.id AND b.ballot_id = a.ballot_id
        WHERE a.ballot_id >= :since AND a.unit_id < b.unit_id AND a.choices <> b.choices
          AND greatest(ta.recorded_at, tb.recorded_at) <= least(a.cast_at, b.cast_at)
    """,
    "I10 no certified unit of a head that has cast is left out": """
        SELECT r.ballot_id, r.unit_id FROM roll_entries r JOIN ballots b ON b.id = r.ballot_id
        JOIN certifications c ON c.unit_id = r.unit_id AND c.ended_at IS NULL
        JOIN titles t ON t.id = c.title_id AND t.ends_at IS NULL
        WHERE b.id >= :since AND c.certified_at < b.closes_at
          AND (b.suspended_at IS NULL OR c.certified_at < b.suspended_at)
          AND EXISTS (SELECT FROM castings k JOIN titles h ON h.id = k.title_id
                      WHERE k.ballot_id = b.id AND h.head_key = t.head_key)
          AND NOT EXISTS (SELECT FROM castings k WHERE k.ballot_id = b.id AND k.unit_id = r.unit_id)
    """,
    "I11 a late certification joins before the close": """
        SELECT c.ballot_id, c.unit_id FROM castings c JOIN submissions s ON s.id = c.submission_id
        JOIN ballots b ON b.id = c.ballot_id
        WHERE c.ballot_id >= :since AND c.channel = 'late_certification' AND (
          c.cast_at <= s.cast_at OR c.cast_at >= b.closes_at
          OR NOT EXISTS (SELECT FROM certifications ce JOIN titles h ON h.id = ce.title_id
                         JOIN titles t ON t.id = c.title_id AND t.head_key = h.head_key
                         WHERE ce.account_id = c.account_id
                           AND ce.certified_at >= s.cast_at AND ce.certified_at <= c.cast_at))
    """,
    "I12 a casting stays after a transfer": """
        SELECT r.ballot_id, r.unit_id FROM roll_corrections r
        WHERE r.ballot_id >= :since AND r.new_value ? 'casting' AND NOT EXISTS (
          SELECT FROM castings c WHERE c.ballot_id = r.ballot_id AND c.unit_id = r.unit_id
          AND c.cast_at = CAST(r.new_value -> 'casting' ->> 'cast_at' AS timestamptz))
    """,
    "I13 picks are within the rule": """
        WITH answered AS (
          SELECT c.ballot_id, c.unit_id, m.choice_mode, m.state, coalesce(m.max_picks, m.seats, 1) AS most,
                 count(o.id) AS picks, count(DISTINCT o.role) AS roles
          FROM castings c JOIN matters m ON m.ballot_id = c.ballot_id
          LEFT JOIN options o ON o.matter_id = m.id AND o.ordinal = ANY(c.choices)
          WHERE c.ballot_id >= :since GROUP BY c.ballot_id, c.unit_id, m.id
        )
        SELECT ballot_id, unit_id FROM answered
        WHERE roles > 1 OR picks > CASE choice_mode WHEN 'single' THEN 1 ELSE most END
           OR (picks = 0 AND choice_mode = 'single' AND state = 'active')
        UNION ALL
        SELECT c.ballot_id, c.unit_id FROM castings c
        WHERE c.ballot_id >= :since AND cardinality(c.choices) <> (
          SELECT count(*) FROM options o WHERE o.ballot_id = c.ballot_id AND o.ordinal = ANY(c.choices))
    """,
    "I14 one extension of exactly 15 days": """
        SELECT b.id FROM ballots b
        WHERE b.id >= :since AND (
          CASE WHEN b.extended_at IS NULL THEN b.closes_at IS DISTINCT FROM b.first_closes_at
               ELSE b.closes_at - b.first_closes_at <> interval '15 days' OR b.extended_at >= b.first_closes_at END
          OR 1 < (SELECT count(*) FROM audit_records a WHERE a.subject_id = b.id AND a.action = 'ballot.extended'))
    """,
    "I15 states move along allowed edges": f"""
        WITH moves AS (
          SELECT a.subject_id, a.id, s.state,
                 coalesce(a.before ->> 'state', lag(s.state) OVER (PARTITION BY a.subject_id ORDER BY a.id)) AS came
          FROM audit_records a
          CROSS JOIN LATERAL (SELECT coalesce(a.after ->> 'state', CASE WHEN a.after ->> 'ballot_suspended' = 'true'
                                              THEN 'suspended' END)) s (state)
          WHERE a.subject_kind = 'ballot' AND a.subject_id >= :since AND s.state IS NOT NULL
        )
        SELECT subject_id, came, state FROM moves
        WHERE came IS NOT NULL AND came <> state AND (came, state) NOT IN ({_EDGES})
        UNION ALL
        SELECT id, state, '' FROM ballots
        WHERE id >= :since AND (
          (state IN ('open', 'closed', 'published') AND opened_at IS NULL)
          OR (state IN ('closed', 'published')) <> (closed_at IS NOT NULL)
          OR (state = 'published') <> (published_at IS NOT NULL)
          OR (state IN ('draft', 'submitted', 'rejected', 'approved') AND opened_at IS NOT NULL))
    """,
    "I16 never closed early": """
        SELECT b.id FROM ballots b LEFT JOIN results r ON r.ballot_id = b.id
        WHERE b.id >= :since AND (b.closed_at < b.closes_at OR b.published_at < b.closed_at
                                  OR r.tallied_at < b.closed_at)
    """,
    "I17 one result per published ballot": """
        SELECT b.id FROM ballots b LEFT JOIN results r ON r.ballot_id = b.id
        WHERE b.id >= :since GROUP BY b.id
        HAVING count(r.ballot_id) <> CASE b.state WHEN 'published' THEN 1 ELSE 0 END
            OR (b.held_reason IS NOT NULL AND b.state <> 'closed')
    """,
    "I17 what is held has an alarm": """
        SELECT b.id FROM ballots b WHERE b.id >= :since AND b.held_reason IS NOT NULL
          AND NOT EXISTS (SELECT FROM alarms a WHERE a.subject_id = b.id AND a.kind = 'tally_held')
    """,
    # In the deemed count the silent are no longer silent: the strict figures are those of who answered.
    "I19 sides and silence add up to the roll": """
        WITH corrected AS (
          SELECT k.ballot_id, k.unit_id, jsonb_object_agg(e.key, e.value ORDER BY k.recorded_at, k.id) AS value
          FROM roll_corrections k CROSS JOIN LATERAL jsonb_each(k.new_value) e
          WHERE k.ballot_id >= :since AND k.kind = 'correction' GROUP BY k.ballot_id, k.unit_id
        ), roll AS (
          SELECT r.ballot_id, r.unit_id, coalesce((x.value ->> 'area')::bigint, r.area) AS area
          FROM roll_entries r JOIN ballots b ON b.id = r.ballot_id
          LEFT JOIN corrected x ON x.ballot_id = r.ballot_id AND x.unit_id = r.unit_id
          WHERE r.ballot_id >= :since AND coalesce(b.settings -> 'area_kinds' ? (x.value ->> 'usage'), r.counted)
        ), cast_units AS (
          SELECT r.ballot_id, coalesce(sum(r.area) FILTER (WHERE c.unit_id IS NOT NULL), 0) AS cast_area,
                 sum(r.area) AS area, count(DISTINCT c.head_key) AS heads
          FROM roll r LEFT JOIN castings c ON c.ballot_id = r.ballot_id AND c.unit_id = r.unit_id
          GROUP BY r.ballot_id
        )
        SELECT p.ballot_id, m.matter ->> 'id', d.dimension FROM results p
        JOIN ballots b ON b.id = p.ballot_id JOIN cast_units u ON u.ballot_id = p.ballot_id
        CROSS JOIN LATERAL jsonb_array_elements(p.document -> 'matters') m (matter)
        CROSS JOIN LATERAL (
          SELECT key, value FROM jsonb_each(coalesce(nullif(m.matter -> 'strict', 'null'), m.matter))
          WHERE key IN ('heads', 'area')
        ) d (dimension, figures)
        WHERE p.ballot_id >= :since AND m.matter ->> 'outcome' <> 'suspended' AND NOT (
          (figures ->> 'for')::numeric + (figures ->> 'against')::numeric + (figures ->> 'abstain')::numeric
            = (figures ->> 'participating')::numeric
          AND (figures ->> 'participating')::numeric <= (figures ->> 'all')::numeric
          AND (dimension <> 'area'
               OR ((figures ->> 'participating')::numeric * 100, (figures ->> 'all')::numeric * 100)
                  = (u.cast_area, u.area))
          AND (dimension <> 'heads' OR b.settings ->> 'co_owner' = 'any_overlap'
               OR (figures ->> 'participating')::numeric = u.heads))
    """,
    "I20 the roll is the frozen one": """
        WITH found AS (
          SELECT ballot_id,
                 sha256(convert_to(string_agg(concat_ws('|', unit_id, building_id, area, usage, counted, head_key,
                   array_to_string(owners, ','), coalesce(title_id::text, ''), developer_stock, delivered),
                   E'\\n' ORDER BY unit_id), 'UTF8')) AS hash
          FROM roll_entries WHERE ballot_id >= :since GROUP BY ballot_id
        )
        SELECT b.id FROM ballots b LEFT JOIN found f ON f.ballot_id = b.id LEFT JOIN results r ON r.ballot_id = b.id
        WHERE b.id >= :since AND (r.roll_hash <> b.roll_hash OR (
          b.opened_at IS NOT NULL AND b.roll_hash IS DISTINCT FROM coalesce(f.hash, sha256(''))))
    """,
    "I22 one audit record per command": """
        SELECT s.id FROM submissions s
        LEFT JOIN audit_records a ON a.action = 'ballot.cast' AND a.subject_id = s.ballot_id
          AND a.after ->> 'receipt' = s.id::text AND a.account_id = s.account_id
        WHERE s.ballot_id >= :since GROUP BY s.id HAVING count(a.id) <> 1
        UNION ALL
        SELECT a.subject_id FROM audit_records a
        WHERE a.action = 'ballot.cast' AND a.subject_id >= :since
          AND NOT EXISTS (SELECT FROM submissions s WHERE s.id::text = a.after ->> 'receipt')
        UNION ALL
        SELECT b.id FROM ballots b
        CROSS JOIN LATERAL (VALUES
          ('ballot.opened', b.opened_at IS NOT NULL AND EXISTS (SELECT FROM scopes s WHERE s.ballot_id = b.id)),
          ('ballot.closed', b.closed_at IS NOT NULL), ('ballot.published', b.published_at IS NOT NULL),
          ('ballot.extended', b.extended_at IS NOT NULL)) made (action, is_so)
        WHERE b.id >= :since AND made.is_so::int <> (
          SELECT count(*) FROM audit_records a WHERE a.subject_id = b.id AND a.action = made.action)
    """,
    "I23 a message takes effect once": """
        SELECT ballot_id::text, template FROM broadcasts
        WHERE ballot_id >= :since AND requested_by IS NULL GROUP BY 1, 2 HAVING count(*) > 1
        UNION ALL
        SELECT m.broadcast_id::text, m.account_id::text FROM messages m JOIN broadcasts b ON b.id = m.broadcast_id
        WHERE b.ballot_id >= :since GROUP BY 1, 2 HAVING count(*) > 1
        UNION ALL
        SELECT min(key), '' FROM messages GROUP BY key HAVING count(*) > 1
        UNION ALL
        SELECT min(id::text), '' FROM outbox_texts GROUP BY id HAVING count(*) > 1
    """,
    "A8 one owner, one account": """
        SELECT owner_id, '' FROM accounts WHERE owner_id >= :since AND state <> 'disabled'
        GROUP BY owner_id HAVING count(*) > 1
        UNION ALL
        SELECT owner_id, '' FROM certifications WHERE owner_id >= :since AND ended_at IS NULL
        GROUP BY owner_id HAVING count(DISTINCT account_id) > 1
        UNION ALL
        SELECT c.owner_id, c.unit_id::text FROM certifications c JOIN accounts a ON a.id = c.account_id
        WHERE c.owner_id >= :since AND c.ended_at IS NULL AND a.owner_id IS DISTINCT FROM c.owner_id
    """,
    "P6 a vote on a PAD names its read, its reader and its helper": """
        SELECT s.id FROM submissions s LEFT JOIN pad_castings p ON p.submission_id = s.id
        LEFT JOIN card_reads r ON r.id = p.card_read_id LEFT JOIN match_tokens t ON t.card_read_id = r.id
        LEFT JOIN pad_sessions w ON w.id = p.pad_session_id
        WHERE s.ballot_id >= :since AND (
          (s.channel = 'pad') <> (p.submission_id IS NOT NULL)
          OR (s.channel = 'pad' AND (
            r.state IS DISTINCT FROM 'matched' OR t.used_at IS NULL OR t.used_at >= t.expires_at
            OR (r.ballot_id, r.owner_id, r.account_id) IS DISTINCT FROM (s.ballot_id, s.owner_id, s.account_id)
            OR (s.device_id, s.operator_id) IS DISTINCT FROM (p.device_id, p.operator_id)
            OR (w.id, w.device_id, w.operator_id, r.sam_id)
               IS DISTINCT FROM (r.pad_session_id, p.device_id, p.operator_id, p.sam_id)
            OR s.cast_at < w.opened_at OR s.cast_at >= w.ends_at OR s.cast_at > w.ended_at)))
    """,
    "I25 nobody approves what they submitted": """
        WITH decided AS (
          SELECT id, reviewed_by, unnest(ARRAY[submitted_by, author_id]) AS other FROM ballots
          WHERE id >= :since AND reviewed_by IS NOT NULL
          UNION ALL
          SELECT id, reviewed_by, unnest(ARRAY[submitted_by, author_id]) FROM notices
          WHERE id >= :since AND reviewed_by IS NOT NULL
          UNION ALL
          SELECT r.id, r.reviewed_by, a.account_id
          FROM (SELECT id, reviewed_by FROM ballots UNION ALL SELECT id, reviewed_by FROM notices) r
          JOIN audit_records a ON a.subject_id = r.id AND a.action IN ('ballot.saved', 'notice.revised')
          WHERE r.id >= :since AND r.reviewed_by IS NOT NULL
          UNION ALL
          SELECT id, decided_by, account_id FROM manual_reviews WHERE id >= :since AND decided_by IS NOT NULL
        )
        SELECT d.id, d.other FROM decided d
        LEFT JOIN accounts r ON r.id = d.reviewed_by LEFT JOIN accounts o ON o.id = d.other
        WHERE d.reviewed_by = d.other OR r.phone_index = o.phone_index OR r.person_index = o.person_index
    """,
}

Violations = dict[str, list[str]]


async def results_are_not_the_recount(session: AsyncSession, since: UUID) -> list[str]:
    """Published ballots whose result is not what the pure rules make of the rows as they stand."""
    published = select(Ballot.id, Ballot.release).join(Result, Result.ballot_id == Ballot.id).where(Ballot.id >= since)
    releases = {row[0]: row[1] for row in await session.execute(published.order_by(Ballot.id))}
    ids = list(releases)
    if not ids:
        return []
    driver = await tallies.driver_of(session)
    contents = await read_counted(driver, ids)
    corrections = await tallies.corrections_of(driver, ids)
    found = []
    for result in await session.scalars(select(Result).where(Result.ballot_id.in_(ids)).order_by(Result.ballot_id)):
        ballot = result.ballot_id
        # What was proven to be delivered was settled with the result: a title may have been recorded since.
        rows = await tallies.unit_rows(driver, [ballot], reached=result.document["reached_units"])
        counted = count(contents[ballot], rows[ballot])
        document = document_of(counted, corrections.get(ballot, (0, 0, 0)), releases[ballot])
        if (counted.digest, document) != (result.input_digest, result.document):
            found.append(str(ballot))
    return found


async def approved_content_was_edited(session: AsyncSession, since: UUID) -> list[str]:
    """Approved ballots whose words, window, scope or law are not what their hashes were taken of."""
    being_written = (*EDITABLE_STATES, BallotState.SUBMITTED)
    approved = select(Ballot).where(
        Ballot.id >= since, Ballot.content_hash.is_not(None), Ballot.state.not_in(being_written)
    )
    found = []
    for ballot in (await session.scalars(approved.order_by(Ballot.id))).all():
        content = await read_content(session, ballot, ballot.created_at)
        hashes = (
            content.hash,
            hash_of_scope(content.unit_ids),
            rules_hash(content.situation.settings, rule_sets_of(content.draft)),
        )
        if hashes != (ballot.content_hash, ballot.scope_hash, ballot.rules_hash):
            found.append(str(ballot.id))
    return found


Computed = Callable[[AsyncSession, UUID], Awaitable[list[str]]]
COMPUTED: Mapping[str, Computed] = {
    "I18 the result is what the rows make it": results_are_not_the_recount,
    "I21 no approved ballot is edited": approved_content_was_edited,
}


async def violations(session: AsyncSession, since: UUID = EVERYTHING) -> Violations:
    """By the invariant's name, what violates it as this session sees it; empty when all hold."""
    found: Violations = {}
    for name, statement in PREDICATES.items():
        given: dict[str, Any] = {"fences": list(FENCES)} if ":fences" in statement else {"since": since}
        rows = (await session.execute(text(statement), given)).all()
        if rows:
            found[name] = [" ".join(map(str, row)) for row in rows]
    for name, compute in COMPUTED.items():
        violating = await compute(session, since)
        if violating:
            found[name] = violating
    return found


async def assert_invariants(database: Database, since: UUID = EVERYTHING) -> None:
    """Fails with the names of the invariants that do not hold, over the ballots made since `since` or over all."""
    async with database.read() as session:
        found = await violations(session, since)
    assert not found, found
