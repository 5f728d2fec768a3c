"""Whose card it is: the number is looked up by its blind index among the owners in the ballot's scope, then the name.

The number decides who it is; a name that differs stops it, and one with a character that only the issuing office knows
is left to a person's eye. Nothing of the card is kept but the match. An owner who matches is certified for all their
units in the estate, so that what the PAD shows is what a casting will record.
"""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import exists, select, true

from domain.rules.card import Card, CardKind, NameCompared, compare_names
from domain.rules.card_reads import CardReadState
from domain.rules.identity import mask_name, normalise_document
from domain.rules.periods import day_of
from domain.rules.refusals import BallotSuspended, PadSessionOver, Refusal
from domain.services import certifications, late_castings
from domain.services.certifications import IN_FORCE
from domain.services.pad_sessions import refuse_unless_open, refuse_when_over
from domain.services.receipts import covered_by
from domain.store import castings as store
from domain.store.card_reads import Decided, TakenRead
from domain.store.castings import HeldUnit
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.tables import Owner, RollEntry, Title, TitleOwner, Unit
from domain.store.tallies import driver_of


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of a read, and what of it goes on record, masked."""

    decided: Decided
    masked: dict[str, object] = field(default_factory=dict)


async def match(tx: Transaction, taken: TakenRead, card: Card) -> Matched:
    """Find the owner of `card`, certify them, and say what to write down; the request's row is locked."""
    try:
        refuse_when_over(taken.session, taken.at)
        refuse_unless_open(taken.ballot, taken.at)
    except Refusal as refusal:
        return _only(_STATE_OF.get(type(refusal), CardReadState.BALLOT_CLOSED))
    if card.expired_on(day_of(taken.at)):
        return _only(CardReadState.CARD_EXPIRED)
    owner, in_scope = await _owner_by_number(tx, card, taken)
    if owner is None:
        foreign = card.kind is not CardKind.RESIDENT
        return _only(CardReadState.FOREIGN_CARD if foreign else CardReadState.NO_MATCH)
    if not in_scope:
        return _only(CardReadState.NO_UNIT_IN_SCOPE)
    registered = tx.crypto.decrypt("owners.name", owner.id, owner.name)
    compared = compare_names(card.name, registered)
    if compared is NameCompared.DIFFERENT:
        return _only(CardReadState.NAME_DIFFERS)
    certified = await certifications.certify_by_card(tx, owner, taken.session.estate_id, taken.read.consent)
    masked: dict[str, object] = {
        "owner": mask_name(registered),
        "units": [str(unit) for unit in certified.unit_ids],
        "method": "card_reader",
        "new_account": certified.is_new_account,
    }
    covered = await _covered(tx, taken, owner.id, certified.account_id)
    if not covered:
        return Matched(Decided(CardReadState.NO_UNIT_IN_SCOPE), masked)
    voted = all(unit.cast_submission is not None for unit in covered)
    version = tx.crypto.index_version
    decided = Decided(
        state=CardReadState.ALREADY_VOTED if voted else CardReadState.MATCHED,
        owner_id=owner.id,
        account_id=certified.account_id,
        name_flagged=compared is NameCompared.FOR_A_PERSON,
        key_version=version,
        token=None if voted else match_token(tx.crypto, taken.read.id, version),
    )
    return Matched(decided, masked)


def _only(state: CardReadState) -> Matched:
    return Matched(Decided(state))


_STATE_OF: dict[type[Refusal], CardReadState] = {
    PadSessionOver: CardReadState.SESSION_OVER,
    BallotSuspended: CardReadState.BALLOT_SUSPENDED,
}


async def _owner_by_number(tx: Transaction, card: Card, taken: TakenRead) -> tuple[Owner | None, bool]:
    """Who owns a unit of the estate by this document, locked, and whether one of theirs is in the ballot's roll.

    Locks come in the order of the house, ballots first: a casting holds its ballot while it waits for a title.
    """
    number = normalise_document(card.document_kind, card.number)
    gates = late_castings.gates_of_estate(taken.session.estate_id)
    rolled = exists().where(RollEntry.ballot_id == taken.ballot.id, RollEntry.unit_id == Title.unit_id)
    found = (
        select(Owner, rolled)
        .join_from(gates, Owner, true())
        .join(TitleOwner, TitleOwner.owner_id == Owner.id)
        .join(Title, Title.id == TitleOwner.title_id)
        .join(Unit, Unit.id == Title.unit_id)
        .where(
            Owner.document_index.in_(tx.crypto.indexes(f"document:{card.document_kind}", number)),
            Unit.estate_id == taken.session.estate_id,
            Unit.removed_at.is_(None),
            IN_FORCE,
        )
        .with_for_update(of=Owner, key_share=True)
    )
    rows = (await tx.session.execute(found)).all()
    return (rows[0][0], any(row[1] for row in rows)) if rows else (None, False)


async def _covered(tx: Transaction, taken: TakenRead, owner_id: UUID, account_id: UUID) -> list[HeldUnit]:
    """The units that a casting by this account covers, as `castings` sees them."""
    driver, pair = await driver_of(tx.session), (taken.ballot.id, owner_id)
    held = (await store.held_units(driver, [pair], taken.at)).get(pair, [])
    return covered_by(held, account_id)


def match_token(crypto: FieldCrypto, read_id: UUID, key_version: int) -> str:
    """The token of a match: made anew from the server's key whenever the PAD asks, and kept nowhere."""
    return crypto.index("match_token", str(read_id), key_version).hex()
