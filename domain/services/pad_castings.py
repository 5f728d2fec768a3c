"""Casting on a helper's PAD: once, by the token of a match, with everything that a casting from a phone must satisfy.

The token is bound to the helper's session, the owner and the ballot. It is used up in the transaction that records the
castings, and only there: what is refused leaves it as it was until its five minutes are over.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import asyncpg
from sqlalchemy import func, select, text

from domain.rules.card_reads import DeviceState
from domain.rules.policy import Actor, Permission, Place
from domain.rules.refusals import MatchTokenNotValid, NotFound, NotSignedIn
from domain.rules.terms import Channel
from domain.services import messages
from domain.services.ballots import holding
from domain.services.castings import ATTEMPTS, Cast, Overtaken, Receipt, cast_within
from domain.services.pad_sessions import refuse_when_over
from domain.services.pad_views import voter
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database, Transaction
from domain.store.tables import (
    Ballot,
    CardRead,
    Device,
    Estate,
    MatchToken,
    PadCasting,
    PadSession,
    Street,
    Submission,
)
from domain.store.tallies import driver_of


@dataclass(frozen=True, slots=True)
class CastByMatchToken:
    """An owner's answer on the PAD of `actor`, the helper. `choices` as in `Cast`; the key makes it idempotent."""

    actor: Actor
    client_key: UUID
    choices: tuple[tuple[UUID, tuple[UUID, ...]], ...]
    request_id: UUID
    token: str = field(repr=False)


async def cast_by_match_token(database: Database, command: CastByMatchToken) -> Receipt:
    """Record an owner's choices for all their units in the ballot. A receipt means that it is committed.

    The same key with the same choices gets the first answer again. Raises `NotSignedIn`, `NotFound`,
    `MatchTokenNotValid`, `PadSessionOver` and every refusal of a casting.
    """
    failure: Exception = Overtaken()
    for _ in range(ATTEMPTS):
        try:
            async with database.transaction(command.actor, request_id=command.request_id) as tx:
                return await _cast(database, tx, command)
        except (Overtaken, asyncpg.TransactionRollbackError) as overtaken:
            failure = overtaken
    raise failure


@dataclass(frozen=True, slots=True)
class _Taken:
    """A token, locked with its PAD session, its match, how its device stands, what a message names, and the clocks."""

    token: MatchToken
    read: CardRead
    session: PadSession
    device_state: DeviceState
    named: dict[str, str]
    now: datetime
    at: datetime


async def _cast(database: Database, tx: Transaction, command: CastByMatchToken) -> Receipt:
    taken = await _take_token(tx, command)
    token, read, session = taken.token, taken.read, taken.session
    cast = Cast(
        actor=voter(_known(read.account_id), _known(read.owner_id), session.estate_id),
        ballot_id=read.ballot_id,
        client_key=command.client_key,
        choices=command.choices,
        request_id=command.request_id,
        channel=Channel.PAD,
        device_id=read.device_id,
        operator_id=session.operator_id,
    )
    driver = await driver_of(tx.session)
    if token.used_at is not None:
        if not await _was_cast_under(tx, read, command.client_key):
            raise MatchTokenNotValid()
        return await cast_within(database, driver, cast)  # finds what was recorded
    if taken.device_state is not DeviceState.ACTIVE or taken.now >= token.expires_at:
        raise MatchTokenNotValid()
    refuse_when_over(session, taken.at)
    receipt = await cast_within(database, driver, cast)
    # The casting may have waited for its ballot: the session ends by the instant that is on record.
    refuse_when_over(session, receipt.cast_at)
    await _use_up(tx, receipt, taken)
    ballot = receipt.ballot_id
    tx.wake(f"participation:{ballot}", f"ballot:{ballot}", f"card_read:{read.id}", f"pad_session:{session.id}")
    return receipt


async def _take_token(tx: Transaction, command: CastByMatchToken) -> _Taken:
    """The token, locked: of two castings at once the second finds it used. Its session stays as it is meanwhile.

    Raises `NotFound` for one that does not exist or is not the actor's.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    row = (
        await tx.session.execute(
            select(
                MatchToken, CardRead, PadSession, Device.state, Ballot.organizer_id, Ballot.title, Estate.name,
                Street.district_code, Street.code, func.clock_timestamp(), func.domain_now(),
            )
            .join(CardRead, CardRead.id == MatchToken.card_read_id)
            .join(PadSession, PadSession.id == CardRead.pad_session_id)
            .join(Device, Device.id == CardRead.device_id)
            .join(Ballot, Ballot.id == CardRead.ballot_id)
            .join(Estate, Estate.id == PadSession.estate_id)
            .join(Street, Street.code == Estate.street_code)
            .where(MatchToken.token_hash == sha256(command.token.encode()).digest())
            .with_for_update(of=[MatchToken, PadSession])
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound()
    token, read, session, state, organizer_id, title, estate, district, street, now, at = row
    place = Place(district=district, street=street, estate=session.estate_id)
    may = holding(tx.actor, Permission.OPERATE_PAD, place, organizer_id)
    if session.operator_id != tx.actor.account_id or may is None:
        raise NotFound()
    named = {"estate": estate, "title": title, "place": session.place}
    return _Taken(token, read, session, state, named, now, at)


async def _was_cast_under(tx: Transaction, read: CardRead, client_key: UUID) -> bool:
    made = (
        select(PadCasting.submission_id)
        .join(Submission, Submission.id == PadCasting.submission_id)
        .where(PadCasting.card_read_id == read.id, Submission.client_key == client_key)
    )
    return await tx.session.scalar(made) is not None


# The owner's own phone; the co-owners are told as of any casting (`co_owner_messages`).
_USE_UP = text("""
WITH used AS (
  UPDATE match_tokens SET used_at = :now WHERE token_hash = :token
), made AS (
  INSERT INTO pad_castings (submission_id, card_read_id, pad_session_id, device_id, operator_id, sam_id)
  VALUES (:submission, :read, :pad, :device, :operator, :sam) ON CONFLICT DO NOTHING
)
SELECT id, language FROM accounts WHERE owner_id = :owner AND kind = 'owner' AND state = 'active'
""")


async def _use_up(tx: Transaction, receipt: Receipt, taken: _Taken) -> None:
    """Use the token up, write down by whom and with what it was cast, and tell the owner's phone, so that a vote in
    another's name comes to light.
    """
    read, session = taken.read, taken.session
    given = {
        "token": taken.token.token_hash, "submission": receipt.id, "read": read.id, "pad": session.id,
        "device": read.device_id, "operator": session.operator_id, "sam": read.sam_id, "owner": read.owner_id,
        "now": taken.now,
    }  # fmt: skip
    for account, language in (await tx.session.execute(_USE_UP, given)).all():
        template = MessageTemplate.VOTED_ON_PAD
        await messages.enqueue(
            tx, template=template, language=language, parameters={**taken.named, "cast_at": receipt.cast_at},
            account_id=account, key=f"{template.value}:{receipt.id}:{account}", estate_id=session.estate_id,
        )  # fmt: skip


def _known(id: UUID | None) -> UUID:
    assert id is not None  # a token is made for who matched
    return id
