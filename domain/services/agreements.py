"""Agreeing: a consent that is given, in the version that was shown."""

from uuid import UUID

from sqlalchemy import select

from domain.rules.terms import ConsentKind
from domain.store.database import Transaction
from domain.store.tables import Consent


async def give(tx: Transaction, account_id: UUID, kind: ConsentKind, version: str) -> None:
    """Write down that the account agreed to this version, unless it stands already.

    For the commands that ask for a consent; they have checked the version and write the audit record.
    """
    standing = select(Consent.id).where(
        Consent.account_id == account_id,
        Consent.kind == kind,
        Consent.version == version,
        Consent.withdrawn_at.is_(None),
    )
    if await tx.session.scalar(standing.limit(1)) is None:
        tx.session.add(Consent(account_id=account_id, kind=kind, version=version))
