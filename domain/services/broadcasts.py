"""Messages to many: every certified owner in a ballot's scope, or those of them who have not voted.

A broadcast is one row until a worker makes its messages, in one statement however many they are: a message names its
account and its broadcast, and nothing is decrypted before it is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.periods import day_of
from domain.rules.policy import Actor, Permission
from domain.rules.refusals import KeyAlreadyUsed, NotInThisState
from domain.rules.terms import Audience, BallotState
from domain.services.ballots import take_ballot
from domain.services.messages import ballot_parameters
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.selects import ballots_run_by
from domain.store.tables import Ballot, Broadcast

# Of one day's broadcasts a forecast tells so many at the most.
MOST_A_DAY = 20


@dataclass(frozen=True, slots=True)
class MessageOwners:
    """Whom to write to about an open ballot. `client_key` makes the request idempotent."""

    ballot_id: UUID
    audience: Audience
    client_key: UUID


@dataclass(frozen=True, slots=True)
class OwnersMessaged:
    """The broadcast waits for the worker that makes its messages."""

    broadcast: Broadcast


async def message_owners(tx: Transaction, command: MessageOwners) -> OwnersMessaged:
    """Write to all certified owners in scope, or to those who have not voted; each owner gets at most one such message
    a day about a ballot, by the domain's clock. It is for the body whose ballot it is, and for the street.

    Raises `NotSignedIn`, `NotFound`, `NotInThisState` unless the ballot is open, and `KeyAlreadyUsed`.
    """
    ballot, held = await take_ballot(tx, Permission.RUN_BALLOT, command.ballot_id)
    template = (
        MessageTemplate.BALLOT_REMINDER if command.audience is Audience.NOT_VOTED else MessageTemplate.BALLOT_OPENED
    )
    earlier = await _with_key(tx, command.client_key)
    if earlier is not None:
        return OwnersMessaged(_same_request(tx, earlier, command))
    if ballot.state is not BallotState.OPEN or ballot.closes_at is None or ballot.closes_at <= await tx.now():
        raise NotInThisState(ballot.state)
    values: dict[str, Any] = {
        "id": uuid7(),
        "ballot_id": ballot.id,
        "template": template.value,
        "audience": command.audience.value,
        "parameters": await ballot_parameters(tx, ballot.id, template),
        "requested_by": tx.actor.account_id,
        "client_key": command.client_key,
    }
    # The same key may be on its way for another ballot: then this one waits for it.
    statement = insert(Broadcast).values(values).on_conflict_do_nothing(index_elements=["client_key"])
    made = await tx.session.scalar(statement.returning(Broadcast))
    if made is None:
        raise KeyAlreadyUsed()
    tx.record(
        "owners.messaged",
        "ballot",
        ballot.id,
        estate_id=ballot.estate_id,
        role=held.role,
        after={"broadcast_id": str(made.id), "audience": command.audience.value},
    )
    tx.wake("clock")
    return OwnersMessaged(made)


async def _with_key(tx: Transaction, client_key: UUID) -> Broadcast | None:
    return (await tx.session.scalars(select(Broadcast).where(Broadcast.client_key == client_key))).one_or_none()


def _same_request(tx: Transaction, earlier: Broadcast, command: MessageOwners) -> Broadcast:
    same = (earlier.ballot_id, earlier.audience) == (command.ballot_id, command.audience)
    if not same or earlier.requested_by != tx.actor.account_id:
        raise KeyAlreadyUsed()
    return earlier


# The key of a message says what it takes effect once for: an organizer's per ballot, owner and day, whichever
# broadcast it comes from; the system's per ballot, owner and event. What asks for a vote dies with the window, and is
# not made once there is none. An account made by a card has no phone that could be written to.
_EXPAND = text("""
WITH waiting AS (
  SELECT b.*, v.state AS ballot_state, v.estate_id,
         least(clock_timestamp() + interval '24 hours',
               CASE WHEN b.template IN ('ballot_opened', 'ballot_reminder', 'ballot_extended')
                    THEN clock_timestamp() + (v.closes_at - domain_now()) END) AS expires_at
  FROM broadcasts b JOIN ballots v ON v.id = b.ballot_id
  WHERE b.id = :broadcast
), scope AS MATERIALIZED (
  SELECT unit_id FROM roll_entries WHERE ballot_id = (SELECT ballot_id FROM waiting)
  UNION
  SELECT unnest(unit_ids) FROM scopes WHERE ballot_id = (SELECT ballot_id FROM waiting)
), recipient AS (
  SELECT DISTINCT c.account_id
  FROM scope JOIN certifications c USING (unit_id)
  WHERE c.ended_at IS NULL
    AND ((SELECT audience FROM waiting) = 'everyone'
         OR NOT EXISTS (SELECT FROM castings k
                        WHERE k.ballot_id = (SELECT ballot_id FROM waiting) AND k.unit_id = scope.unit_id))
), made AS (
  INSERT INTO messages (id, key, template, language, account_id, broadcast_id, estate_id, expires_at)
  SELECT gen_random_uuid(),
         CASE WHEN w.requested_by IS NULL THEN w.template || ':' || w.ballot_id || ':' || a.id
              ELSE 'reminder:' || w.ballot_id || ':' || a.id || ':'
                   || to_char(w.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') END,
         w.template, a.language, a.id, w.id, w.estate_id, w.expires_at
  FROM recipient r JOIN accounts a ON a.id = r.account_id AND a.state = 'active' AND a.kind = 'owner'
  CROSS JOIN waiting w
  WHERE w.template NOT IN ('ballot_opened', 'ballot_reminder', 'ballot_extended')
     OR (w.ballot_state = 'open' AND w.expires_at > clock_timestamp())
  ON CONFLICT (key) DO NOTHING
  RETURNING 1
)
UPDATE broadcasts SET expanded_at = domain_now(), recipients = (SELECT count(*) FROM made) WHERE id = :broadcast
""")

# What still asks for votes in a ballot that takes none any more is not worth sending.
_WITHDRAW = text("""
UPDATE messages SET state = 'expired', phone = NULL, parameters = NULL
WHERE state = 'waiting' AND broadcast_id IN (
  SELECT b.id FROM broadcasts b JOIN broadcasts s ON s.ballot_id = b.ballot_id
  WHERE s.id = :broadcast AND s.template = 'ballot_suspended' AND b.id <> s.id)
""")


async def expand_next(tx: Transaction) -> bool:
    """Make the messages of the oldest waiting broadcast that no other worker has; False when there is none."""
    waiting = (
        select(Broadcast.id)
        .where(Broadcast.expanded_at.is_(None))
        .order_by(Broadcast.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    broadcast = await tx.session.scalar(waiting)
    if broadcast is None:
        return False
    await tx.session.execute(_WITHDRAW, {"broadcast": broadcast})
    await tx.session.execute(_EXPAND, {"broadcast": broadcast})
    tx.wake("clock")
    return True


@dataclass(frozen=True, slots=True)
class AudienceForecast:
    """Whom a message to one audience would be for: `owners` by account, and how many of them got one today already.

    Each of the others would get one now.
    """

    audience: Audience
    owners: int
    written_today: int

    @property
    def recipients(self) -> int:
        """How many messages would be made."""
        return self.owners - self.written_today


@dataclass(frozen=True, slots=True)
class BroadcastForecast:
    """What a message about an open ballot would come to now, and what was asked for today, the newest first."""

    ballot_id: UUID
    audiences: Sequence[AudienceForecast]
    today: Sequence[Broadcast]


# The recipients of `_EXPAND`, both audiences at once, beside the messages that its key would find, and those of
# yesterday that were sent today, beside which no other is sent.
_FORECAST = text("""
WITH scope AS MATERIALIZED (
  SELECT unit_id FROM roll_entries WHERE ballot_id = :ballot
  UNION
  SELECT unnest(unit_ids) FROM scopes WHERE ballot_id = :ballot
), owner AS (
  SELECT c.account_id, bool_or(NOT EXISTS (
           SELECT FROM castings k WHERE k.ballot_id = :ballot AND k.unit_id = scope.unit_id)) AS silent
  FROM scope JOIN certifications c USING (unit_id)
  JOIN accounts a ON a.id = c.account_id AND a.state = 'active' AND a.kind = 'owner'
  WHERE c.ended_at IS NULL GROUP BY c.account_id
)
SELECT count(*), count(m.id), count(*) FILTER (WHERE o.silent), count(m.id) FILTER (WHERE o.silent)
FROM owner o
CROSS JOIN (SELECT domain_now() AT TIME ZONE 'Asia/Shanghai' AS at) now
CROSS JOIN LATERAL (SELECT 'reminder:' || CAST(:ballot AS uuid) || ':' || o.account_id || ':' AS stem) key
LEFT JOIN LATERAL (
  SELECT id FROM messages WHERE key = stem || to_char(now.at, 'YYYY-MM-DD')
  UNION ALL
  SELECT id FROM messages WHERE key = stem || to_char(now.at - interval '1 day', 'YYYY-MM-DD')
    AND state = 'sent' AND (sent_at AT TIME ZONE 'Asia/Shanghai')::date = now.at::date
  LIMIT 1
) m ON true
""")


async def forecast_of(session: AsyncSession, actor: Actor, ballot_id: UUID) -> BroadcastForecast | None:
    """The forecast for who may write to the owners about this ballot, while it is open; None for anybody else."""
    running = ballots_run_by(actor).where(Ballot.id == ballot_id, Ballot.state == BallotState.OPEN)
    row = (await session.execute(running.with_only_columns(func.domain_now()))).one_or_none()
    if row is None:
        return None
    everyone, told, silent, silent_told = (await session.execute(_FORECAST, {"ballot": ballot_id})).one()
    asked = (
        select(Broadcast)
        .where(Broadcast.ballot_id == ballot_id, Broadcast.requested_by.is_not(None))
        .order_by(Broadcast.created_at.desc(), Broadcast.id.desc())
    )
    today = day_of(row[0])
    return BroadcastForecast(
        ballot_id,
        (
            AudienceForecast(Audience.NOT_VOTED, silent, silent_told),
            AudienceForecast(Audience.EVERYONE, everyone, told),
        ),
        [one for one in await session.scalars(asked.limit(MOST_A_DAY)) if day_of(one.created_at) == today],
    )
