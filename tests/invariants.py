"""The invariants of the security requirements that are predicates over rows, each as a SELECT of what breaks it.

What is not here is no predicate over rows: that an acknowledged casting exists (I5) and that "already voted" names an
earlier casting (I6) are held against the answers by the tests of casting; that rows of castings do not change (I4)
and approved ballots are not edited (I21) is held by triggers, of which `FENCES` says that they stand.
"""

from datetime import datetime

from sqlalchemy import select, text

from domain.services.recounting import counted_again
from domain.store.database import Database
from domain.store.rolls import roll_totals
from domain.store.tables import Ballot, Result

FENCES = (
    "castings_are_final", "submissions_are_final", "roll_entries_are_final", "roll_corrections_are_final",
    "results_are_final", "scopes_are_final", "audit_records_stay", "audit_record_is_sealed_once",
    "castings_need_an_open_ballot", "ballots_move_along_their_edges", "approved_matters_stay",
    "approved_options_stay", "approved_scope_stays", "ballot_changes_wait_for_castings",
)  # fmt: skip

# Of the ballots that were made since `:since`, as `b`.
_CASTINGS = "FROM castings k JOIN ballots b ON b.id = k.ballot_id WHERE b.created_at >= :since AND "

VIOLATIONS = {
    "I1 one casting per unit": f"""
        SELECT k.ballot_id, k.unit_id {_CASTINGS} true GROUP BY k.ballot_id, k.unit_id HAVING count(*) > 1""",
    "I2 in the window that was in force at that instant": f"""
        SELECT k.unit_id, k.cast_at {_CASTINGS} (k.cast_at < b.opens_at OR k.cast_at >=
          CASE WHEN b.extended_at IS NULL OR k.cast_at >= b.extended_at THEN b.closes_at ELSE b.first_closes_at END)""",
    "I3 none while the ballot is suspended": f"""
        SELECT k.unit_id, k.cast_at {_CASTINGS} k.cast_at >= b.suspended_at""",
    "I3 none for a suspended matter": f"""
        SELECT k.unit_id {_CASTINGS} EXISTS (
          SELECT FROM matters m JOIN options o ON o.matter_id = m.id
          WHERE m.ballot_id = b.id AND o.ordinal = ANY(k.choices) AND k.channel <> 'late_certification'
            AND m.suspended_at <= k.cast_at)""",
    "I7 the unit was certified by its title in force": f"""
        SELECT k.unit_id, k.account_id {_CASTINGS} NOT EXISTS (
          SELECT FROM titles t JOIN certifications c ON c.title_id = t.id
          WHERE t.id = k.title_id AND t.unit_id = k.unit_id AND t.starts_at <= k.cast_at
            AND (t.ends_at IS NULL OR t.ends_at > k.cast_at OR t.end_recorded_at > k.cast_at)
            AND c.certified_at <= k.cast_at AND (c.ended_at IS NULL OR c.ended_at > k.cast_at))""",
    "I7 the caster was one of its owners": f"""
        SELECT k.unit_id, k.account_id {_CASTINGS} NOT EXISTS (
          SELECT FROM certifications c JOIN title_owners o ON o.owner_id = c.owner_id
          WHERE c.account_id = k.account_id AND o.title_id = k.title_id AND c.certified_at <= k.cast_at)""",
    "I8 the unit is in scope": f"""
        SELECT k.unit_id {_CASTINGS} EXISTS (
          SELECT FROM scopes s WHERE s.ballot_id = b.id AND NOT k.unit_id = ANY(s.unit_ids))""",
    "I9 a submission covers a unit and a casting has a submission": """
        SELECT s.id FROM submissions s JOIN ballots b ON b.id = s.ballot_id
        WHERE b.created_at >= :since AND NOT EXISTS (SELECT FROM castings k WHERE k.submission_id = s.id)
        UNION ALL
        SELECT k.unit_id FROM castings k JOIN ballots b ON b.id = k.ballot_id
        WHERE b.created_at >= :since AND NOT EXISTS (
          SELECT FROM submissions s WHERE s.id = k.submission_id AND s.ballot_id = k.ballot_id)""",
    "I10 one head has one answer": """
        SELECT k.ballot_id, t.head_key FROM castings k JOIN titles t ON t.id = k.title_id
        JOIN ballots b ON b.id = k.ballot_id
        WHERE b.created_at >= :since GROUP BY k.ballot_id, t.head_key HAVING count(DISTINCT k.choices) > 1""",
    "I10 no certified unit of a head that has cast is left out": """
        SELECT r.ballot_id, r.unit_id FROM roll_entries r
        JOIN ballots b ON b.id = r.ballot_id AND b.created_at >= :since
        JOIN certifications c ON c.unit_id = r.unit_id AND c.ended_at IS NULL
        JOIN titles t ON t.id = c.title_id AND t.ends_at IS NULL
        WHERE c.certified_at < b.closes_at AND (b.suspended_at IS NULL OR c.certified_at < b.suspended_at)
          AND EXISTS (SELECT FROM castings k JOIN titles h ON h.id = k.title_id
                      WHERE k.ballot_id = b.id AND h.head_key = t.head_key AND k.cast_at < b.closes_at)
          AND NOT EXISTS (SELECT FROM castings k WHERE k.ballot_id = b.id AND k.unit_id = r.unit_id)""",
    "I11 a late certification joins an earlier submission as it is": f"""
        SELECT k.unit_id {_CASTINGS} k.channel = 'late_certification' AND NOT EXISTS (
          SELECT FROM submissions s
          WHERE s.id = k.submission_id AND s.choices = k.choices AND s.cast_at <= k.cast_at)""",
    "I13 picks within the rule": """
        SELECT k.unit_id, m.id FROM castings k JOIN ballots b ON b.id = k.ballot_id JOIN matters m ON m.ballot_id = b.id
        JOIN options o ON o.matter_id = m.id AND o.ordinal = ANY(k.choices)
        WHERE b.created_at >= :since GROUP BY k.ballot_id, k.unit_id, m.id
        HAVING count(*) > CASE WHEN min(m.choice_mode) = 'single' THEN 1
                               ELSE coalesce(min(m.max_picks), min(m.seats)) END
        """,
    "I14 one extension of 15 days": """
        SELECT b.id FROM ballots b WHERE b.created_at >= :since AND b.state NOT IN ('draft', 'rejected')
          AND b.closes_at - b.first_closes_at NOT IN (interval '0', interval '15 days')""",
    "I16 never closed early": """
        SELECT b.id FROM ballots b WHERE b.created_at >= :since AND b.closed_at < b.closes_at""",
    "I17 one result exactly for what is published": """
        SELECT b.id FROM ballots b LEFT JOIN results r ON r.ballot_id = b.id
        WHERE b.created_at >= :since AND (b.state = 'published') <> (r.ballot_id IS NOT NULL)""",
    "I17 what is held has an alarm or was released": """
        SELECT b.id FROM ballots b WHERE b.created_at >= :since AND b.held_reason IS NOT NULL
          AND NOT EXISTS (SELECT FROM alarms a WHERE a.subject_id = b.id AND a.kind = 'tally_held')""",
    "I22 one audit record per casting": """
        SELECT s.id FROM submissions s JOIN ballots b ON b.id = s.ballot_id
        WHERE b.created_at >= :since AND (
          SELECT count(*) FROM audit_records a
          WHERE a.subject_id = b.id AND a.action = 'ballot.cast' AND a.after ->> 'receipt' = s.id::text) <> 1""",
    "I22 one audit record per close and per result": """
        SELECT b.id FROM ballots b WHERE b.created_at >= :since AND b.state = 'published' AND (
          SELECT count(*) FROM audit_records a
          WHERE a.subject_id = b.id AND a.action IN ('ballot.closed', 'ballot.published')) <> 2""",
    "I23 one message of a broadcast per account": """
        SELECT m.broadcast_id, m.account_id FROM messages m JOIN broadcasts c ON c.id = m.broadcast_id
        JOIN ballots b ON b.id = c.ballot_id WHERE b.created_at >= :since
        GROUP BY m.broadcast_id, m.account_id HAVING count(*) > 1""",
    "I25 nobody reviews what they submitted": """
        SELECT b.id FROM ballots b WHERE b.created_at >= :since AND b.reviewed_by = b.submitted_by""",
}


async def assert_invariants(database: Database, since: datetime) -> None:
    """Every invariant, over the ballots that were made at or after `since` on the domain's clock."""
    broken: dict[str, object] = {}
    async with database.read() as session:
        for name, statement in VIOLATIONS.items():
            rows = (await session.execute(text(statement), {"since": since})).all()
            if rows:
                broken[name] = [tuple(row) for row in rows[:5]]
        standing = text(
            "SELECT DISTINCT tgname FROM pg_trigger WHERE tgname = ANY(CAST(:names AS text[])) AND tgenabled = 'O'"
        )
        found = set((await session.execute(standing, {"names": list(FENCES)})).scalars())
        if found != set(FENCES):
            broken["I4, I21 the fences stand"] = sorted(set(FENCES) - found)
    broken |= await _rolls_and_results(database, since)
    assert not broken, broken


async def _rolls_and_results(database: Database, since: datetime) -> dict[str, object]:
    """I18 (counting again gives the same), I19 (sides and silence add up to the roll), I20 (the roll is the frozen)."""
    broken: dict[str, object] = {}
    made = select(Ballot.id, Ballot.roll_hash).where(Ballot.created_at >= since, Ballot.roll_hash.is_not(None))
    async with database.read() as session:
        frozen = {row[0]: row[1] for row in await session.execute(made)}
        totals = await roll_totals(session, list(frozen))
        changed = [ballot for ballot, hash in frozen.items() if ballot not in totals or totals[ballot].hash != hash]
        if changed:
            broken["I20 the roll is the frozen one"] = changed
        published = select(Result).join(Ballot, Ballot.id == Result.ballot_id).where(Ballot.created_at >= since)
        for result in (await session.scalars(published)).all():
            # Raises when the rows are not what was counted.
            again = await counted_again(session, result.ballot_id)
            assert again is not None
            for counted, written in zip(again[0].results, result.document["matters"], strict=True):
                if counted.outcome.value != written["outcome"]:
                    broken["I18 the result is a function of its input"] = result.ballot_id
                for figures in counted.figures.values():
                    if not 0 <= figures.participating <= figures.all:
                        broken["I19 sides and silence add up to the roll"] = result.ballot_id
    return broken
