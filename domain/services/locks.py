"""Locks of the register, taken in one order everywhere: register, ballot, title, unit.

Titles come before units because the database's own triggers colour a unit after its titles and certifications: whoever
certifies holds a title and then writes the unit.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select, true

from domain.rules.terms import BallotState
from domain.store.database import Transaction
from domain.store.selects import one_of
from domain.store.tables import Account, Ballot, Owner, Title, Unit


async def hold_register(tx: Transaction, estate_id: UUID) -> None:
    """One transaction at a time changes the register of an estate; certifying and casting go on meanwhile."""
    await tx.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"register:{estate_id}", 0))))


async def hold_ballots(tx: Transaction, estate_id: UUID, states: Collection[BallotState]) -> None:
    """Keep the estate's ballots in these states as they are: none of them is approved, opened or closed meanwhile."""
    await tx.session.execute(
        select(Ballot.id)
        .where(Ballot.estate_id == estate_id, Ballot.state.in_(states))
        .order_by(Ballot.id)
        .with_for_update(read=True)
    )


async def lock_account(tx: Transaction, account_id: UUID) -> Account:
    """An owner's account, after the owner to whom it is bound: in the order of certifying, both locked."""
    bound_to = select(Account.owner_id).where(Account.id == account_id).scalar_subquery()
    owner = select(Owner.id).where(Owner.id == bound_to).with_for_update(key_share=True).cte("owner")
    mine = select(Account).outerjoin(owner, true()).where(Account.id == account_id)
    mine = mine.with_for_update(of=Account, key_share=True).execution_options(populate_existing=True)
    return (await tx.session.scalars(mine)).one()


async def lock_units(tx: Transaction, unit_ids: Collection[UUID]) -> dict[UUID, Unit]:
    """The units (removed ones are left out), locked in the order of their ids; castings may still refer to them."""
    rows = await tx.session.scalars(
        select(Unit)
        .where(one_of(Unit.id, unit_ids), Unit.removed_at.is_(None))
        .order_by(Unit.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {unit.id: unit for unit in rows}


async def lock_latest_titles(tx: Transaction, unit_ids: Collection[UUID]) -> dict[UUID, Title]:
    """The latest title of each unit, ended or not, with all titles of these units locked.

    A casting holds the titles it relies on: what is read after this has either seen that casting or comes before it.
    """
    rows: Sequence[Title] = (
        await tx.session.scalars(
            select(Title)
            .where(one_of(Title.unit_id, unit_ids))
            .order_by(Title.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).all()
    return {title.unit_id: title for title in sorted(rows, key=lambda title: title.starts_at)}
