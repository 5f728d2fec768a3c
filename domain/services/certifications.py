"""Certifications: what binds an account to an owner and their units, and ends with the title."""

from uuid import UUID

from sqlalchemy import func, update

from domain.store.database import Transaction
from domain.store.tables import Certification


async def end_for_title(tx: Transaction, title_id: UUID, reason: str) -> int:
    """End every certification by a title that has ended; castings made before stay. Returns how many.

    For the commands that transfer or correct a title: they hold the title's row FOR UPDATE, so that no casting is in
    flight, and write the audit record.
    """
    ended = await tx.session.scalars(
        update(Certification)
        .where(Certification.title_id == title_id, Certification.ended_at.is_(None))
        .values(ended_at=func.domain_now(), ended_reason=reason)
        .returning(Certification.id)
    )
    return len(ended.all())
