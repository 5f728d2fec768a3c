"""Casting on a helper's PAD: once, by the token of a match, with everything that a casting from a phone must satisfy.

The token is bound to the helper's session, the owner and the ballot. It is used up in the transaction that records the
castings, and only there: what is refused leaves it as it was until its five minutes are over.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

import asyncpg
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from domain.rules.card_reads import DeviceState
from domain.rules.identity import mask_name
from domain.rules.policy import Actor, Permission
from domain.rules.refusals import MatchTokenNotValid, NotFound, NotSignedIn
from domain.rules.terms import Channel
from domain.services import messages
from domain.services.attempts import real_now
from domain.services.ballots import holding, place_at
from domain.services.castings import ATTEMPTS, Cast, Overtaken, Receipt, cast_within
from domain.services.pad_sessions import refuse_when_over
from domain.services.pad_views import voter
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database, Transaction
from domain.store.tables import Ballot, CardRead, Device, MatchToken, Owner, PadCasting, PadSession, Submission
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


async def _cast(database: Database, tx: Transaction, command: CastByMatchToken) -> Receipt:
    token, read, session = await _take_token(tx, command)
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
    now = await real_now(tx)
    if now >= token.expires_at:
        raise MatchTokenNotValid()
    await refuse_when_over(tx, session)
    receipt = await cast_within(database, driver, cast)
    token.used_at = now
    await _write_down(tx, receipt, read, session)
    await _tell(tx, receipt, read, session.estate_id)
    ballot = receipt.ballot_id
    tx.wake(f"participation:{ballot}", f"ballot:{ballot}", f"card_read:{read.id}", f"pad_session:{session.id}")
    return receipt


async def _take_token(tx: Transaction, command: CastByMatchToken) -> tuple[MatchToken, CardRead, PadSession]:
    """The token, locked: of two castings at once the second finds it used. Its session stays as it is meanwhile.

    Raises `NotFound` for one that does not exist or is not the actor's.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    if not tx.actor.scopes(Permission.OPERATE_PAD):
        raise NotFound()
    hashed = sha256(command.token.encode()).digest()
    token = await tx.session.scalar(select(MatchToken).where(MatchToken.token_hash == hashed).with_for_update())
    if token is None:
        raise NotFound()
    read, session, device_state, organizer_id = (
        await tx.session.execute(
            select(CardRead, PadSession, Device.state, Ballot.organizer_id)
            .join(PadSession, PadSession.id == CardRead.pad_session_id)
            .join(Device, Device.id == CardRead.device_id)
            .join(Ballot, Ballot.id == CardRead.ballot_id)
            .where(CardRead.id == token.card_read_id)
            .with_for_update(of=PadSession, read=True)
        )
    ).one()
    place = await place_at(tx.session, session.estate_id)
    may = holding(tx.actor, Permission.OPERATE_PAD, place, organizer_id)
    if session.operator_id != tx.actor.account_id or may is None:
        raise NotFound()
    if device_state is not DeviceState.ACTIVE:
        raise MatchTokenNotValid()
    return token, read, session


async def _was_cast_under(tx: Transaction, read: CardRead, client_key: UUID) -> bool:
    made = (
        select(PadCasting.submission_id)
        .join(Submission, Submission.id == PadCasting.submission_id)
        .where(PadCasting.card_read_id == read.id, Submission.client_key == client_key)
    )
    return await tx.session.scalar(made) is not None


async def _write_down(tx: Transaction, receipt: Receipt, read: CardRead, session: PadSession) -> None:
    values = {
        "submission_id": receipt.id,
        "card_read_id": read.id,
        "pad_session_id": session.id,
        "device_id": read.device_id,
        "operator_id": session.operator_id,
        "sam_id": read.sam_id,
    }
    await tx.session.execute(insert(PadCasting).values(values).on_conflict_do_nothing())


_CO_OWNERS = text("""
SELECT DISTINCT a.id, a.language FROM castings k
JOIN certifications c ON c.title_id = k.title_id AND c.ended_at IS NULL
JOIN accounts a ON a.id = c.account_id AND a.kind = 'owner' AND a.state = 'active'
WHERE k.submission_id = :submission AND c.owner_id <> :owner
""")
_OWN_PHONE = text("SELECT id, language FROM accounts WHERE id = :account AND kind = 'owner' AND state = 'active'")


async def _tell(tx: Transaction, receipt: Receipt, read: CardRead, estate_id: UUID) -> None:
    """Tell the owner's own phone, so that a vote in another's name comes to light, and the co-owners'."""
    own = (await tx.session.execute(_OWN_PHONE, {"account": read.account_id})).all()
    others = (await tx.session.execute(_CO_OWNERS, {"submission": receipt.id, "owner": read.owner_id})).all()
    if not own and not others:
        return
    named = {
        **await messages.ballot_parameters(tx, receipt.ballot_id, MessageTemplate.VOTED_ON_PAD),
        "cast_at": receipt.cast_at,
    }
    for account, language in own:
        await messages.enqueue(
            tx, template=MessageTemplate.VOTED_ON_PAD, language=language, parameters=named, account_id=account,
            key=f"voted_on_pad:{receipt.id}", estate_id=estate_id,
        )  # fmt: skip
    owner = await tx.session.get_one(Owner, read.owner_id)
    masked = {"masked_voter": mask_name(tx.crypto.decrypt("owners.name", owner.id, owner.name))}
    for account, language in others:
        await messages.enqueue(
            tx, template=MessageTemplate.VOTED_BY_CO_OWNER, language=language, parameters=named | masked,
            account_id=account, key=f"voted_by_co_owner:{receipt.id}:{account}", estate_id=estate_id,
        )  # fmt: skip


def _known(id: UUID | None) -> UUID:
    assert id is not None  # a token is made for who matched
    return id
