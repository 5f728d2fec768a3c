"""Co-owners learn who has cast the vote of their unit and when: from a phone, on a PAD, or by a later certification.

Casting knows nothing of it. Its audit record is sealed into the estate's chain a moment later, once and in sets; in the
same transaction the co-owners' messages are made, in one statement however many votes there were. They name nobody
before they are sent: `deliveries` reads the name from the submission and masks it.
"""

from collections.abc import Sequence

from sqlalchemy import text

from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction


def telling(of: str) -> str:
    """What makes the messages of the castings that `of` joins as `k`, one to each account and submission; a statement
    or a part of one.
    """
    return f"""
INSERT INTO messages (id, key, template, language, account_id, estate_id, submission_id)
SELECT gen_random_uuid(), '{MessageTemplate.VOTED_BY_CO_OWNER}:' || told.submission_id || ':' || told.account_id,
       '{MessageTemplate.VOTED_BY_CO_OWNER}', told.language, told.account_id, told.estate_id, told.submission_id
FROM (
  SELECT DISTINCT k.submission_id, a.id AS account_id, a.language, c.estate_id
  FROM {of}
  JOIN submissions s ON s.id = k.submission_id
  JOIN certifications c ON c.title_id = k.title_id AND c.ended_at IS NULL
  JOIN accounts a ON a.id = c.account_id AND a.kind = 'owner' AND a.state = 'active'
                  AND a.owner_id IS DISTINCT FROM s.owner_id
) told
ON CONFLICT (key) DO NOTHING RETURNING id
"""  # noqa: S608 — put together from this module's own constants


_OF_RECORDS = text(
    telling("""audit_records r JOIN castings k
  ON k.submission_id = CAST(r.after ->> 'receipt' AS uuid)
    AND r.action = 'ballot.cast' AND r.id = ANY(CAST(:records AS bigint[]))""")
)


async def tell_of_records(tx: Transaction, records: Sequence[int]) -> None:
    """Tell of the castings among these audit records, by their numbers; told before, nobody is told again."""
    if records:
        made = await tx.session.execute(_OF_RECORDS, {"records": list(records)})
        if made.first() is not None:
            tx.wake("clock")
