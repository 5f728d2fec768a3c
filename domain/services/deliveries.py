"""Take waiting messages to the carrier: at least once to the carrier, once in effect.

An attempt is written down before it is made: claiming a message moves its next attempt beyond a lease, commits, and
only then is the carrier asked, with no transaction open. A worker that dies in between leaves a message that becomes
due again when the lease ends. The carrier always gets the same reference for the same message; the outbox keeps one
text per reference, and with a real carrier a second text says the same as the first.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import text

from domain.rules.identity import mask_name
from domain.rules.policy import SYSTEM
from domain.services.carriers.carrier import Carrier, CarrierRefused, CarrierUnavailable, OutgoingText
from domain.services.messages import compose
from domain.services.templates.render import MessageTemplate
from domain.store.crypto import FieldCrypto
from domain.store.database import Database, Transaction

BATCH = 20
# A carrier that has not answered by then is given up; the lease outlasts it, so that no two attempts overlap.
ANSWER_WITHIN = timedelta(seconds=45)
LEASE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(minutes=10)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this worker may now try: which attempt it is, and what is needed to send it, still encrypted."""

    id: UUID
    attempt: int
    template: str
    language: str
    parameters: bytes | None = field(repr=False)
    broadcast_parameters: dict[str, Any] | None = field(repr=False)
    voter_id: UUID | None
    voter_name: bytes | None = field(repr=False)
    casting_parameters: dict[str, Any] | None = field(repr=False)
    phone: bytes | None = field(repr=False)
    account_id: UUID | None
    account_phone: bytes | None = field(repr=False)
    account_state: str | None


@dataclass(frozen=True, slots=True)
class Attempted:
    """What came of one attempt: `state` is sent, failed (never again) or waiting (again after a pause)."""

    id: UUID
    attempt: int
    state: str
    reference: str | None = None
    fault: str | None = None


async def deliver(database: Database, carrier: Carrier, *, most: int = 1000) -> int:
    """Try what is due, batch by batch, until nothing is due or `most` were tried; returns how many were."""
    tried = 0
    while tried < most:
        async with database.transaction(SYSTEM) as tx:
            await expire(tx)
            claimed = await claim(tx)
            wanted = await still_wanted(tx, claimed)
        if not claimed:
            break
        attempted = await asyncio.gather(*(attempt(database.crypto, carrier, message) for message in wanted))
        async with database.transaction(SYSTEM) as tx:
            await settle(tx, attempted)
        tried += len(claimed)
    return tried


# The due ones are compared with the statement's start, which is real time as well and, unlike clock_timestamp(), lets
# the index say where what is due ends.
_EXPIRE = text("""
UPDATE messages SET state = 'expired', phone = NULL, parameters = NULL
WHERE id IN (SELECT id FROM messages
             WHERE state = 'waiting' AND expires_at <= statement_timestamp()
               AND next_attempt_at <= statement_timestamp()
             LIMIT 10000 FOR UPDATE SKIP LOCKED)
""")

_CLAIM = text("""
WITH single AS MATERIALIZED (
  SELECT id FROM messages
  WHERE state = 'waiting' AND broadcast_id IS NULL AND next_attempt_at <= statement_timestamp()
    AND expires_at > statement_timestamp()
  ORDER BY next_attempt_at LIMIT :batch FOR UPDATE SKIP LOCKED
), broadcast AS MATERIALIZED (
  SELECT id FROM messages
  WHERE state = 'waiting' AND broadcast_id IS NOT NULL AND next_attempt_at <= statement_timestamp()
    AND expires_at > statement_timestamp()
  ORDER BY next_attempt_at LIMIT :batch - (SELECT count(*) FROM single) FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE messages m SET attempts = attempts + 1, next_attempt_at = clock_timestamp() + CAST(:lease AS interval)
  FROM (SELECT id FROM single UNION ALL SELECT id FROM broadcast) due
  WHERE m.id = due.id
  RETURNING m.*
)
SELECT c.id, c.attempts AS attempt, c.template, c.language, c.parameters, b.parameters AS broadcast_parameters,
       told.voter_id, told.voter_name, told.casting_parameters,
       c.phone, c.account_id, a.phone AS account_phone, a.state AS account_state
FROM claimed c LEFT JOIN broadcasts b ON b.id = c.broadcast_id LEFT JOIN accounts a ON a.id = c.account_id
LEFT JOIN LATERAL (
  SELECT o.id AS voter_id, o.name AS voter_name,
         jsonb_build_object('estate', e.name, 'title', v.title, 'cast_at', (
           SELECT min(k.cast_at) FROM castings k JOIN certifications held ON held.title_id = k.title_id
           WHERE k.submission_id = s.id AND held.account_id = c.account_id)) AS casting_parameters
  FROM submissions s JOIN owners o ON o.id = s.owner_id
  JOIN ballots v ON v.id = s.ballot_id JOIN estates e ON e.id = v.estate_id
  WHERE s.id = c.submission_id
) told ON true
""")

# A late answer is believed when it says "sent"; a late failure is not, for another attempt is already under way.
_SETTLE = text("""
UPDATE messages m SET
  state = s.state,
  carrier_reference = coalesce(s.reference, m.carrier_reference),
  last_fault = coalesce(s.fault, m.last_fault),
  sent_at = CASE WHEN s.state = 'sent' THEN domain_now() END,
  phone = CASE WHEN s.state = 'waiting' THEN m.phone END,
  parameters = CASE WHEN s.state = 'waiting' THEN m.parameters END,
  next_attempt_at = CASE WHEN s.state = 'waiting' THEN
      least(clock_timestamp() + least(power(2, least(m.attempts, 20)) * interval '1 second',
                                      CAST(:longest_pause AS interval)), m.expires_at)
    ELSE m.next_attempt_at END
FROM unnest(CAST(:ids AS uuid[]), CAST(:attempts AS int[]), CAST(:states AS text[]), CAST(:references AS text[]),
            CAST(:faults AS text[])) AS s(id, attempt, state, reference, fault)
WHERE m.id = s.id AND m.state = 'waiting' AND (s.state = 'sent' OR m.attempts = s.attempt)
""")


async def expire(tx: Transaction) -> None:
    """Give up what is past its end; what is under way or pausing is given up when that is over."""
    await tx.session.execute(_EXPIRE)


async def claim(tx: Transaction) -> list[Claimed]:
    """Take some of what is due for this worker alone, for as long as the lease lasts; codes go before broadcasts."""
    rows = await tx.session.execute(_CLAIM, {"batch": BATCH, "lease": LEASE})
    return [Claimed(**row._mapping) for row in rows]


# Whoever has voted since the reminder was made is not reminded.
_WITHDRAW_REMINDERS = text("""
UPDATE messages m SET state = 'expired', phone = NULL, parameters = NULL
WHERE m.id = ANY(:ids) AND NOT EXISTS (
  SELECT FROM broadcasts b
  JOIN certifications c ON c.account_id = m.account_id AND c.ended_at IS NULL
  JOIN roll_entries r ON r.ballot_id = b.ballot_id AND r.unit_id = c.unit_id
  WHERE b.id = m.broadcast_id
    AND NOT EXISTS (SELECT FROM castings k WHERE k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id))
RETURNING m.id
""")


# An organizer's messages about one ballot to one owner, by the days that their keys name; a message lives for a day, so
# that of those before today yesterday's alone can have been sent today.
_OTHERS = """
WITH clock AS (
  SELECT (domain_now() AT TIME ZONE 'Asia/Shanghai')::date AS today
), mine AS (
  SELECT id, left(key, -10) AS stem, right(key, 10)::date AS day FROM messages
  WHERE id = ANY(:ids) AND key LIKE 'reminder:%'
), other AS (
  SELECT mine.id, mine.day AS day, listed.day::date AS others, o.state,
         (o.sent_at AT TIME ZONE 'Asia/Shanghai')::date = clock.today AS sent_today
  FROM mine CROSS JOIN clock
  CROSS JOIN generate_series(least(mine.day, clock.today) - 1, clock.today, interval '1 day') AS listed(day)
  JOIN messages o ON o.key = mine.stem || to_char(listed.day, 'YYYY-MM-DD') AND o.id <> mine.id
)
"""

# After an outage yesterday's waits beside today's: the younger says what holds now. Nor is anybody written to who was
# today, by a message of yesterday that took until then.
_WITHDRAW_REPEATED = text(f"""
{_OTHERS}
UPDATE messages m SET state = 'expired', phone = NULL, parameters = NULL
WHERE m.id IN (SELECT id FROM other WHERE others > day OR (state = 'sent' AND sent_today))
RETURNING m.id
""")  # noqa: S608 — our own constant

# Whether an elder is under way or pauses cannot be told from here. When its lease or its pause ends it is either sent
# or withdrawn, and this one is due again when its own lease ends.
_HELD_BACK = text(f"""
{_OTHERS}
SELECT DISTINCT id FROM other WHERE others < day AND state = 'waiting'
""")  # noqa: S608 — our own constant


async def still_wanted(tx: Transaction, claimed: Sequence[Claimed]) -> list[Claimed]:
    """What is to be sent now: without the reminders of those who have voted meanwhile, and of what organizers send one
    message a day (Shanghai) about a ballot to an owner."""
    reminders = [message.id for message in claimed if message.template == MessageTemplate.BALLOT_REMINDER]
    broadcast = [message.id for message in claimed if message.broadcast_parameters is not None]
    left_out: set[UUID] = set()
    if reminders:
        left_out.update(await tx.session.scalars(_WITHDRAW_REMINDERS, {"ids": reminders}))
    if broadcast:
        for statement in (_WITHDRAW_REPEATED, _HELD_BACK):
            left_out.update(await tx.session.scalars(statement, {"ids": broadcast}))
    return [message for message in claimed if message.id not in left_out]


async def attempt(crypto: FieldCrypto, carrier: Carrier, message: Claimed) -> Attempted:
    """Hand one message to the carrier. Never raises: what goes wrong is told in `fault`, without a phone or text."""
    try:
        outgoing = _opened(crypto, message)
        if outgoing is None:
            return Attempted(message.id, message.attempt, "failed", fault="NoPhone")
        async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
            receipt = await carrier.send(outgoing)
    except CarrierRefused as refused:
        return Attempted(message.id, message.attempt, "failed", fault=refused.code)
    except CarrierUnavailable as unavailable:
        return Attempted(message.id, message.attempt, "waiting", fault=unavailable.code)
    except (InvalidTag, KeyError):
        # Made with a key that this worker does not have; another may.
        return Attempted(message.id, message.attempt, "waiting", fault="KeyMissing")
    except Exception as fault:
        # The class only: what a driver says may quote a row.
        _log.warning("message %s: %s", message.id, type(fault).__name__)
        return Attempted(message.id, message.attempt, "waiting", fault=type(fault).__name__)
    return Attempted(message.id, message.attempt, "sent", reference=f"{receipt.carrier}:{receipt.serial}")


async def settle(tx: Transaction, attempted: Sequence[Attempted]) -> None:
    """Write down what came of the attempts; what is done loses its phone and its parameters.

    After attempt n the pause is 2^n seconds, ten minutes at the longest, and never reaches beyond the message's end.
    """
    await tx.session.execute(
        _SETTLE,
        {
            "ids": [one.id for one in attempted],
            "attempts": [one.attempt for one in attempted],
            "states": [one.state for one in attempted],
            "references": [one.reference for one in attempted],
            "faults": [one.fault for one in attempted],
            "longest_pause": LONGEST_PAUSE,
        },
    )


def _opened(crypto: FieldCrypto, message: Claimed) -> OutgoingText | None:
    """The message in clear, or None when there is no phone to send it to any more."""
    if message.account_id is not None:
        if message.account_phone is None or message.account_state == "disabled":
            return None
        phone = crypto.decrypt("accounts.phone", message.account_id, message.account_phone)
    elif message.phone is not None:
        phone = crypto.decrypt("messages.phone", message.id, message.phone)
    else:
        return None
    parameters: dict[str, Any] = dict(message.broadcast_parameters or {})
    if message.parameters is not None:
        parameters |= json.loads(crypto.decrypt("messages.parameters", message.id, message.parameters))
    if message.voter_id is not None and message.voter_name is not None:
        voter = crypto.decrypt("owners.name", message.voter_id, message.voter_name)
        parameters |= {**(message.casting_parameters or {}), "masked_voter": mask_name(voter)}
    composed = compose(message.template, message.language, parameters)
    return OutgoingText.of(composed, phone=phone, reference=message.id)
