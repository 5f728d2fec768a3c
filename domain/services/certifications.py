"""Certifications: what binds an account to an owner and their units, and ends with the title.

One account certifies for one owner and one owner has one account; co-owners have an account each. A document that
does not match is refused in the same words whether the unit has no owner data, another owner or none that may
certify, so that nobody learns from a refusal who owns what.
"""

import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text, true, update
from uuid_utils.compat import uuid7

from domain.rules.consents import consent_faults
from domain.rules.identity import (
    mask_name,
    mask_phone,
    normalise_document,
    normalise_name,
)
from domain.rules.people import name_faults, number_faults
from domain.rules.policy import Role
from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    EstateNotCompleted,
    InvalidInput,
    NotFound,
    NotSignedIn,
    OwnerHasAnotherAccount,
    OwnerNotMatched,
)
from domain.rules.terms import CertificationMethod, ConsentKind, DocumentKind, EstateStatus, OwnerKind
from domain.services import attempts, late_castings, unit_colours
from domain.services.attempts import DAY, Counted, Limit
from domain.store.database import Transaction
from domain.store.tables import (
    Account,
    Certification,
    Estate,
    Owner,
    Title,
    TitleOwner,
    Unit,
)

# Organisations have long names.
NAME_LONGEST = 100
PER_ACCOUNT = (Limit(5, timedelta(hours=1)), Limit(10, DAY))
PER_UNIT = (Limit(20, DAY),)
PER_DOCUMENT = (Limit(10, DAY),)


# A condition on `titles`: those by which a unit is owned at this moment.
IN_FORCE = and_(Title.starts_at <= func.domain_now(), or_(Title.ends_at.is_(None), Title.ends_at > func.domain_now()))


@dataclass(frozen=True, slots=True)
class Certify:
    """An owner's claim to a unit. `consent` is the version of the text on document numbers that they agreed to."""

    unit_id: UUID
    document_kind: DocumentKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    consent: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that can be compared: complete, in a completed estate, and counted already."""

    unit_id: UUID
    estate_id: UUID
    document_kind: DocumentKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    consent: str


@dataclass(frozen=True, slots=True)
class Certified:
    """What the account may now vote for, and the owner's other units in the estate that can be added at one tap."""

    estate_id: UUID
    unit_ids: tuple[UUID, ...]
    other_unit_ids: tuple[UUID, ...]


async def claim(tx: Transaction, command: Certify) -> Claim:
    """Check a claim's form and count it for the account, the unit and the document. Commit before it is compared.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput`, `EstateNotCompleted` and `TooManyAttempts`.
    """
    account_id = require_owner(tx)
    estate = (
        await tx.session.execute(
            select(Estate.id, Estate.status)
            .join(Unit, Unit.estate_id == Estate.id)
            .where(Unit.id == command.unit_id, Unit.removed_at.is_(None))
        )
    ).one_or_none()
    if estate is None:
        raise NotFound()
    if estate[1] is not EstateStatus.COMPLETED:
        raise EstateNotCompleted()
    faults = [
        *name_faults(command.name, NAME_LONGEST),
        *number_faults("number", command.document_kind, command.number),
        *consent_faults(ConsentKind.DOCUMENT_NUMBER, command.consent),
    ]
    if faults:
        raise InvalidInput(faults)
    number = normalise_document(command.document_kind, command.number)
    await attempts.take(
        tx,
        [
            (Counted("certification", f"account:{account_id}"), PER_ACCOUNT),
            (Counted("certification", f"unit:{command.unit_id}"), PER_UNIT),
            (Counted("certification", f"document:{command.document_kind}:{number}"), PER_DOCUMENT),
        ],
    )
    return Claim(
        command.unit_id, estate[0], command.document_kind, normalise_name(command.name), number, command.consent
    )


async def certify(tx: Transaction, claimed: Claim) -> Certified:
    """Bind the account to the owner whom name and document name, for the unit that was chosen.

    Raises `NotSignedIn`, `OwnerNotMatched`, `AccountBelongsToAnotherOwner`, `OwnerHasAnotherAccount` and, for a unit
    that has been removed meanwhile, `NotFound`.
    """
    account_id = require_owner(tx)
    owner = await _matching_owner(tx, claimed)
    account = await bound_account(tx, account_id, owner)
    held = await _units_held(tx, account, owner, claimed.estate_id)
    if claimed.unit_id not in held:
        # The unit went since the claim was checked, or it is a developer's and the owner a person.
        gone = select(Unit.id).where(Unit.id == claimed.unit_id, Unit.removed_at.is_not(None))
        raise NotFound() if await tx.session.scalar(gone) is not None else OwnerNotMatched()
    is_id_card = claimed.document_kind is DocumentKind.ID_CARD
    method = CertificationMethod.ID_CARD if is_id_card else CertificationMethod.OTHER_DOCUMENT
    return await _certified(
        tx, account, owner, claimed.estate_id, [claimed.unit_id], held, method, consent=claimed.consent
    )


async def certify_by_decision(tx: Transaction, account: Account, owner: Owner, estate_id: UUID, unit_id: UUID) -> None:
    """Certify an account as the street has decided, after the owner's title was written; open ballots are joined.

    The caller passed the gates, holds the owner's row and the `bound_account`, and writes the audit record. Raises
    `OwnerNotMatched` where the owner holds no such title.
    """
    # All titles of the owner are locked, not this one alone: a casting for another unit of theirs, which cannot see the
    # new title yet, has then been committed and is joined, or waits and sees it.
    held = await _units_held(tx, account, owner, estate_id)
    if unit_id not in held:
        raise OwnerNotMatched()
    if not await _insert(tx, account, owner, estate_id, [unit_id], held, CertificationMethod.MANUAL, None):
        raise NotFound()


@dataclass(frozen=True, slots=True)
class CertifyMyOtherUnits:
    """Further units of one estate."""

    estate_id: UUID
    unit_ids: tuple[UUID, ...]


async def certify_my_other_units(tx: Transaction, command: CertifyMyOtherUnits) -> Certified:
    """Certify further units of the owner for whom the account is certified already; nothing is typed again.

    Raises `NotSignedIn`, `EstateNotCompleted`, and `NotFound` where the account is not certified for anything, or
    where one of the units is not the owner's.
    """
    account_id, estate_id, unit_ids = require_owner(tx), command.estate_id, command.unit_ids
    await late_castings.pass_gates(tx, unit_ids)
    known = (
        await tx.session.execute(
            select(Owner, Certification.method, select(Estate.status).where(Estate.id == estate_id).scalar_subquery())
            .join(Certification, Certification.owner_id == Owner.id)
            .where(Certification.account_id == account_id, Certification.ended_at.is_(None))
            .order_by(Certification.certified_at, Certification.id)
            .limit(1)
            .with_for_update(of=Owner, key_share=True)
        )
    ).one_or_none()
    if known is None or known[2] is None or not unit_ids:
        raise NotFound()
    owner, method, status = known
    if status is not EstateStatus.COMPLETED:
        raise EstateNotCompleted()
    account = await bound_account(tx, account_id, owner)
    held = await _units_held(tx, account, owner, estate_id)
    if not set(unit_ids) <= held.keys():
        raise NotFound()
    return await _certified(tx, account, owner, estate_id, sorted(set(unit_ids)), held, method)


async def end_for_title(tx: Transaction, title_id: UUID, reason: str) -> int:
    """End every certification by a title that has ended; castings made before stay. Returns how many.

    For the commands that transfer or correct a title: they hold the title's row FOR UPDATE, so that no casting is in
    flight, and write the audit record.
    """
    return await _end(tx, Certification.title_id == title_id, reason)


async def end_for_account(
    tx: Transaction,
    account_id: UUID,
    reason: str,
    methods: Collection[CertificationMethod] = tuple(CertificationMethod),
) -> int:
    """End every certification that an account came to by `methods`; castings made before stay. Returns how many.

    Waits for castings in flight and keeps new ones out. For the commands that close an account or withdraw a consent;
    they write the audit record.
    """
    which = and_(Certification.account_id == account_id, Certification.method.in_(methods))
    titles = select(Certification.title_id).where(which, Certification.ended_at.is_(None))
    await tx.session.execute(select(Title.id).where(Title.id.in_(titles)).order_by(Title.id).with_for_update())
    return await _end(tx, which, reason)


async def _end(tx: Transaction, which: ColumnElement[bool], reason: str) -> int:
    ended = await tx.session.scalars(
        update(Certification)
        .where(which, Certification.ended_at.is_(None))
        .values(ended_at=func.domain_now(), ended_reason=reason)
        .returning(Certification.estate_id)
    )
    estates = ended.all()
    unit_colours.wake(tx, *estates)
    return len(estates)


def require_owner(tx: Transaction) -> UUID:
    """The owner's account behind the actor. Raises `NotSignedIn`, and `NotFound` for staff."""
    if tx.actor.account_id is None:
        raise NotSignedIn()
    if tx.actor.kind != "owner":
        raise NotFound()
    return tx.actor.account_id


async def _matching_owner(tx: Transaction, claimed: Claim) -> Owner:
    """The owner by a title in force on the unit who has this document and this name, locked.

    Locks come in the order of the house, ballots first: a casting holds its ballot while it waits for a title. The
    owner's makes two accounts that certify the same owner at once wait for each other, whatever the estates.
    Raises `OwnerNotMatched`.
    """
    indexes = tx.crypto.indexes(f"document:{claimed.document_kind}", claimed.number)
    gates = late_castings.gates([claimed.unit_id])
    owners = await tx.session.scalars(
        select(Owner)
        .join_from(gates, Owner, true())
        .join(TitleOwner, TitleOwner.owner_id == Owner.id)
        .join(Title, Title.id == TitleOwner.title_id)
        .where(Title.unit_id == claimed.unit_id, IN_FORCE, Owner.document_index.in_(indexes))
        .with_for_update(of=Owner, key_share=True)
    )
    for owner in owners:
        name = normalise_name(tx.crypto.decrypt("owners.name", owner.id, owner.name))
        if hmac.compare_digest(name.encode(), claimed.name.encode()):
            return owner
    raise OwnerNotMatched()


async def bound_account(tx: Transaction, account_id: UUID, owner: Owner) -> Account:
    """The actor's account, locked, which may be bound to `owner`. An account or owner whose certifications have all
    ended is free again: a phone may be handed on, and an owner may change it.

    The owner's row is locked. Accounts are locked in the order of their ids, so that no ring of waiting closes.
    """
    concerned = select(Account).where(
        or_(Account.id == account_id, and_(Account.owner_id == owner.id, Account.state != "disabled"))
    )
    accounts = {
        one.id: one for one in await tx.session.scalars(concerned.order_by(Account.id).with_for_update(key_share=True))
    }
    mine = accounts.pop(account_id)
    if mine.state != "active":
        # It was closed or deleted while this was under way.
        raise NotSignedIn()
    if mine.owner_id not in (None, owner.id) and await _is_certified(tx, mine.id):
        raise AccountBelongsToAnotherOwner()
    for other in accounts.values():
        if other.phone is None:
            passed = await tx.session.scalars(_PASS_ON, {"card": other.id, "phone": mine.id, "owner": owner.id})
            unit_colours.wake(tx, *passed)
            continue
        if await _is_certified(tx, other.id):
            phone = tx.crypto.decrypt("accounts.phone", other.id, other.phone)
            raise OwnerHasAnotherAccount(masked_phone=mask_phone(phone))
        other.owner_id = None
        await tx.session.flush()
    return mine


# An owner who voted by card alone now has a phone: what they are certified for passes on to it, and the account
# without a phone is closed. Castings stay as they were made. The titles are locked, so that none ends meanwhile, and
# only what stands by them then passes on. It has joined every ballot that it could: nothing is left to join. What the
# owner agreed to before the helper is theirs to see and to withdraw.
_PASS_ON = text("""
WITH held AS MATERIALIZED (
  SELECT t.id FROM titles t JOIN title_owners o ON o.title_id = t.id
  WHERE o.owner_id = :owner AND t.ends_at IS NULL ORDER BY t.id FOR UPDATE OF t
), agreed AS (
  UPDATE consents SET account_id = :phone WHERE account_id = :card
), made AS (
  INSERT INTO certifications (id, account_id, owner_id, unit_id, title_id, estate_id, method)
  SELECT gen_random_uuid(), :phone, c.owner_id, c.unit_id, c.title_id, c.estate_id, c.method
  FROM certifications c JOIN held ON held.id = c.title_id WHERE c.account_id = :card AND c.ended_at IS NULL
  ON CONFLICT DO NOTHING
), closed AS (
  UPDATE accounts SET owner_id = NULL, state = 'disabled' WHERE id = :card
)
UPDATE certifications c SET ended_at = domain_now(), ended_reason = 'passed_to_phone'
FROM (SELECT count(*) FROM held) AS titles WHERE c.account_id = :card AND c.ended_at IS NULL RETURNING c.estate_id
""")


@dataclass(frozen=True, slots=True)
class CertifiedByCard:
    """The account that holds an owner's certifications, and the units of the estate that it is certified for now."""

    account_id: UUID
    unit_ids: tuple[UUID, ...]
    is_new_account: bool


async def certify_by_card(tx: Transaction, owner: Owner, estate_id: UUID, consent: str) -> CertifiedByCard:
    """Certify all units of the estate that the owner holds, whose card was read; the owner's row is locked.

    An owner who has a certified phone is certified under it. One who has none gets an account without any way in: it
    holds the certifications and the castings, and nobody can ever sign in to it. A phone whose certifications have all
    ended may be somebody else's by now: it is never given anything by a card. The caller has passed the gates of the
    ballots (`late_castings.pass_gates`) and writes the audit record.
    """
    account, is_new = await _account_of_card(tx, owner)
    held = await _units_held(tx, account, owner, estate_id)
    fresh = sorted(unit for unit, one in held.items() if not one.is_certified)
    agreed, method = (ConsentKind.CARD_READ, consent), CertificationMethod.CARD_READER
    there = await _insert(tx, account, owner, estate_id, fresh, held, method, agreed, is_new=is_new)
    return CertifiedByCard(account.id, tuple(sorted(held.keys() - set(fresh) | there)), is_new)


async def _account_of_card(tx: Transaction, owner: Owner) -> tuple[Account, bool]:
    """The account to certify under, and whether it is still to be made."""
    certified = exists().where(Certification.account_id == Account.id, Certification.ended_at.is_(None))
    bound = select(Account, certified).where(Account.owner_id == owner.id, Account.state != "disabled")
    row = (await tx.session.execute(bound.with_for_update(of=Account, key_share=True))).one_or_none()
    if row is not None:
        account, is_certified = row
        if account.kind == "card" or is_certified:
            return account, False
        account.owner_id = None
        await tx.session.flush()
    return Account(id=uuid7(), kind="card", state="active", owner_id=owner.id), True


async def _is_certified(tx: Transaction, account_id: UUID) -> bool:
    live = exists().where(Certification.account_id == account_id, Certification.ended_at.is_(None))
    return bool(await tx.session.scalar(select(live)))


@dataclass(frozen=True, slots=True)
class _Held:
    """A title in force on a unit, and whether the account is certified by it already."""

    title_id: UUID
    is_certified: bool


async def _units_held(tx: Transaction, account: Account, owner: Owner, estate_id: UUID) -> dict[UUID, _Held]:
    """The units of the estate that the owner may certify, each with the title in force, all titles locked.

    The locks wait for castings in flight, and make new ones wait until it is settled which units take part. Units
    that a developer has not sold, or has not handed over to their buyers, are all one head and the developer's to
    vote for (业主大会和业主委员会指导规则 24): an organisation certifies them, no person.
    """
    conditions = [TitleOwner.owner_id == owner.id, Unit.estate_id == estate_id, Unit.removed_at.is_(None), IN_FORCE]
    if owner.kind is OwnerKind.PERSON:
        conditions += [Unit.developer_stock.is_(False), Unit.delivered.is_(True)]
    certified = exists().where(
        Certification.account_id == account.id,
        Certification.title_id == Title.id,
        Certification.ended_at.is_(None),
    )
    rows = await tx.session.execute(
        select(Title.unit_id, Title.id, certified)
        .join(TitleOwner, TitleOwner.title_id == Title.id)
        .join(Unit, Unit.id == Title.unit_id)
        .where(*conditions)
        .order_by(Title.id)
        .with_for_update(of=Title)
    )
    return {row[0]: _Held(row[1], row[2]) for row in rows}


# One statement, for what belongs together; the gates are passed again for ballots that opened meanwhile. The units are
# held as the trigger that colours them would hold them: a building may be going with them at this moment.
_CERTIFY = text(f"""
WITH gates AS MATERIALIZED ({late_castings.THROUGH_GATES}), there AS MATERIALIZED (
  SELECT u.id FROM gates, units u WHERE u.id = ANY(CAST(:units AS uuid[])) AND u.removed_at IS NULL
  ORDER BY u.id FOR NO KEY UPDATE OF u
), made AS (
  INSERT INTO accounts (id, kind, state, owner_id) SELECT :account, 'card', 'active', :owner WHERE :is_new
), bound AS (
  UPDATE accounts SET owner_id = :owner WHERE id = :account AND owner_id IS DISTINCT FROM :owner
), agreed AS (
  INSERT INTO consents (id, account_id, kind, version)
  SELECT :agreement, :account, CAST(:agreed_kind AS text), CAST(:consent AS text)
  WHERE CAST(:consent AS text) IS NOT NULL
), certified AS (
  INSERT INTO certifications (id, account_id, owner_id, unit_id, title_id, estate_id, method)
  SELECT one.id, :account, :owner, one.unit_id, one.title_id, :estate, :method
  FROM unnest(CAST(:ids AS uuid[]), CAST(:units AS uuid[]), CAST(:titles AS uuid[])) AS one (id, unit_id, title_id)
  JOIN there ON there.id = one.unit_id
  ON CONFLICT (account_id, title_id) WHERE ended_at IS NULL DO NOTHING
)
SELECT id FROM there
""")  # noqa: S608 — put together from this module's own constants


async def _certified(
    tx: Transaction,
    account: Account,
    owner: Owner,
    estate_id: UUID,
    unit_ids: Sequence[UUID],
    held: Mapping[UUID, _Held],
    method: CertificationMethod,
    consent: str | None = None,
) -> Certified:
    """Bind the account to the owner, insert what is not certified yet, and say what else could be."""
    agreed = (ConsentKind.DOCUMENT_NUMBER, consent) if consent is not None else None
    if not await _insert(tx, account, owner, estate_id, unit_ids, held, method, agreed) >= set(unit_ids):
        raise NotFound()
    tx.record(
        "account.certified",
        "account",
        account.id,
        estate_id=estate_id,
        role=Role.OWNER,
        after={
            "owner": mask_name(tx.crypto.decrypt("owners.name", owner.id, owner.name)),
            "units": [str(unit_id) for unit_id in unit_ids],
            "method": method,
        },
    )
    others = sorted(unit for unit, one in held.items() if not one.is_certified and unit not in unit_ids)
    return Certified(estate_id, tuple(unit_ids), tuple(others))


async def _insert(
    tx: Transaction,
    account: Account,
    owner: Owner,
    estate_id: UUID,
    unit_ids: Sequence[UUID],
    held: Mapping[UUID, _Held],
    method: CertificationMethod,
    agreed: tuple[ConsentKind, str] | None,
    *,
    is_new: bool = False,
) -> frozenset[UUID]:
    """Bind the account to the owner, insert certifications and consent, and let the units join open ballots.

    One that `is_new` is made by it: an account without any way in. Returns the units that are still there.
    """
    kind, version = agreed or (None, None)
    given = {
        "account": account.id, "owner": owner.id, "estate": estate_id, "method": method.value,
        "ids": [uuid7() for _ in unit_ids], "units": list(unit_ids), "titles": [held[one].title_id for one in unit_ids],
        "agreement": uuid7(), "agreed_kind": kind, "consent": version, "is_new": is_new,
    }  # fmt: skip
    there = frozenset(await tx.session.scalars(_CERTIFY, given))
    await late_castings.join_behind_gates(tx, account.id, sorted(there))
    unit_colours.wake(tx, estate_id)
    return there
