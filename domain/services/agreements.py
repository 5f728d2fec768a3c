"""Agreeing: a consent that is given, in the version that was shown, and that stands."""

from uuid import UUID

from sqlalchemy import Select, select

from domain.rules.consents import consent_faults
from domain.rules.refusals import InvalidInput
from domain.rules.terms import ConsentKind
from domain.store.database import Transaction
from domain.store.tables import Consent


async def give(tx: Transaction, account_id: UUID, kind: ConsentKind, version: str) -> None:
    """Write down that the account agreed to this version, unless it stands already.

    For the commands that ask for a consent; they have checked the version and write the audit record.
    """
    if await tx.session.scalar(_standing(account_id, kind).where(Consent.version == version)) is None:
        tx.session.add(Consent(account_id=account_id, kind=kind, version=version))


async def expect(tx: Transaction, account_id: UUID, kind: ConsentKind) -> None:
    """Raises `InvalidInput` unless the account agrees now, to whichever version. The account is locked."""
    if await tx.session.scalar(_standing(account_id, kind)) is None:
        raise InvalidInput(consent_faults(kind, ""))


def _standing(account_id: UUID, kind: ConsentKind) -> Select[UUID]:
    given = Consent.account_id == account_id, Consent.kind == kind, Consent.withdrawn_at.is_(None)
    return select(Consent.id).where(*given).limit(1)
