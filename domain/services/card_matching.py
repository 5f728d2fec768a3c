"""Whose card it is: the number is looked up by its blind index among the owners in the ballot's scope, then the name.

The number decides who it is; a name that differs stops it, and one with a character that only the issuing office knows
is left to a person's eye. Nothing of the card is kept but the match. An owner who matches is certified for all their
units in the estate, so that what the PAD shows is what a casting will record.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from domain.rules.card import Card, CardKind, NameCompared, compare_names
from domain.rules.card_reads import TOKEN_LASTS, CardReadState
from domain.rules.identity import mask_name, normalise_document
from domain.rules.periods import day_of
from domain.rules.refusals import BallotSuspended, PadSessionOver, Refusal
from domain.services import certifications, late_castings
from domain.services.attempts import real_now
from domain.services.certifications import IN_FORCE
from domain.services.pad_sessions import refuse_unless_open, refuse_when_over
from domain.services.receipts import covered_by
from domain.store import castings as store
from domain.store.castings import HeldUnit
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.tables import CardRead, MatchToken, Owner, PadSession, RollEntry, Title, TitleOwner, Unit
from domain.store.tallies import driver_of


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of a read, in which estate, and what of it goes on record, masked."""

    state: CardReadState
    estate_id: UUID
    masked: dict[str, object] = field(default_factory=dict)


async def match(tx: Transaction, read: CardRead, card: Card) -> Matched:
    """Find the owner of `card`, certify them and make the match token; the match is written to `read`, a locked row."""
    session = await tx.session.get_one(PadSession, read.pad_session_id, populate_existing=True)
    try:
        now = await refuse_when_over(tx, session)
        await refuse_unless_open(tx, read.ballot_id)
    except Refusal as refusal:
        return Matched(_STATE_OF.get(type(refusal), CardReadState.BALLOT_CLOSED), session.estate_id)
    if card.expired_on(day_of(now)):
        return Matched(CardReadState.CARD_EXPIRED, session.estate_id)
    units = await _units_by_number(tx, card, session.estate_id)
    if not units:
        foreign = card.kind is not CardKind.RESIDENT
        return Matched(CardReadState.FOREIGN_CARD if foreign else CardReadState.NO_MATCH, session.estate_id)
    # Locks in the order of the house, ballots first: a casting holds its ballot while it waits for a title.
    await late_castings.pass_gates(tx, units)
    owner = await _owner_in_scope(tx, card, read.ballot_id)
    if owner is None:
        return Matched(CardReadState.NO_UNIT_IN_SCOPE, session.estate_id)
    registered = tx.crypto.decrypt("owners.name", owner.id, owner.name)
    compared = compare_names(card.name, registered)
    if compared is NameCompared.DIFFERENT:
        return Matched(CardReadState.NAME_DIFFERS, session.estate_id)
    certified = await certifications.certify_by_card(tx, owner, session.estate_id, read.consent)
    covered = await _covered(tx, read.ballot_id, owner.id, certified.account_id)
    masked: dict[str, object] = {
        "owner": mask_name(registered),
        "units": [str(unit) for unit in certified.unit_ids],
        "method": "card_reader",
        "new_account": certified.is_new_account,
    }
    if not covered:
        return Matched(CardReadState.NO_UNIT_IN_SCOPE, session.estate_id, masked)
    read.owner_id, read.account_id = owner.id, certified.account_id
    read.name_flagged = compared is NameCompared.FOR_A_PERSON
    if all(unit.cast_submission is not None for unit in covered):
        return Matched(CardReadState.ALREADY_VOTED, session.estate_id, masked)
    await _make_token(tx, read)
    return Matched(CardReadState.MATCHED, session.estate_id, masked)


_STATE_OF: dict[type[Refusal], CardReadState] = {
    PadSessionOver: CardReadState.SESSION_OVER,
    BallotSuspended: CardReadState.BALLOT_SUSPENDED,
}


async def _units_by_number(tx: Transaction, card: Card, estate_id: UUID) -> list[UUID]:
    """The units of the estate that the holder of this document owns now."""
    owned = (
        select(Title.unit_id)
        .join(TitleOwner, TitleOwner.title_id == Title.id)
        .join(Owner, Owner.id == TitleOwner.owner_id)
        .join(Unit, Unit.id == Title.unit_id)
        .where(Owner.document_index.in_(_indexes(tx.crypto, card)), IN_FORCE, Unit.estate_id == estate_id)
    )
    return list(await tx.session.scalars(owned))


async def _owner_in_scope(tx: Transaction, card: Card, ballot_id: UUID) -> Owner | None:
    """The owner by a title in force on a unit of the ballot's roll, locked; the number is one owner's alone."""
    found = (
        select(Owner)
        .join(TitleOwner, TitleOwner.owner_id == Owner.id)
        .join(Title, Title.id == TitleOwner.title_id)
        .join(RollEntry, (RollEntry.unit_id == Title.unit_id) & (RollEntry.ballot_id == ballot_id))
        .where(Owner.document_index.in_(_indexes(tx.crypto, card)), IN_FORCE)
        .with_for_update(of=Owner, key_share=True)
    )
    return (await tx.session.scalars(found)).first()


def _indexes(crypto: FieldCrypto, card: Card) -> list[bytes]:
    return crypto.indexes(f"document:{card.document_kind}", normalise_document(card.document_kind, card.number))


async def _covered(tx: Transaction, ballot_id: UUID, owner_id: UUID, account_id: UUID) -> list[HeldUnit]:
    """The units that a casting by this account covers, as `castings` sees them."""
    driver, pair = await driver_of(tx.session), (ballot_id, owner_id)
    await tx.session.flush()
    held = (await store.held_units(driver, [pair], await tx.now())).get(pair, [])
    return covered_by(held, account_id)


async def _make_token(tx: Transaction, read: CardRead) -> None:
    version = tx.crypto.index_version
    tx.session.add(
        MatchToken(
            token_hash=sha256(match_token(tx.crypto, read.id, version).encode()).digest(),
            card_read_id=read.id,
            key_version=version,
            expires_at=await real_now(tx) + TOKEN_LASTS,
        )
    )


def match_token(crypto: FieldCrypto, read_id: UUID, key_version: int) -> str:
    """The token of a match: made anew from the server's key whenever the PAD asks, and kept nowhere."""
    return crypto.index("match_token", str(read_id), key_version).hex()
