"""Activations: the one-time code by which a member of staff takes an account into use. No password is ever sent."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, insert, update
from uuid_utils.compat import uuid7

from domain.rules.credentials import ACTIVATION_ALPHABET, ACTIVATION_LENGTH, normalised_activation
from domain.services import messages
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.tables import Account, Activation

LASTS = timedelta(hours=24)


async def issue(tx: Transaction, account_id: UUID) -> str:
    """A new activation code of the account; those before it are void. Only its keyed hash is kept."""
    await withdraw(tx, account_id)
    code = "".join(secrets.choice(ACTIVATION_ALPHABET) for _ in range(ACTIVATION_LENGTH))
    await tx.session.execute(
        insert(Activation).values(
            id=uuid7(),
            account_id=account_id,
            token_hash=activation_index(tx, code),
            expires_at=func.clock_timestamp() + LASTS,
        )
    )
    return code


async def withdraw(tx: Transaction, account_id: UUID) -> None:
    """Make every activation of the account void."""
    await tx.session.execute(
        update(Activation)
        .where(Activation.account_id == account_id, Activation.used_at.is_(None))
        .values(used_at=func.clock_timestamp())
    )


async def send(tx: Transaction, account: Account, organisation: str, estate_id: UUID | None) -> None:
    """Issue an activation and queue the message that brings it; `organisation` is whom the person will work for.

    Who works in an estate is written to in its name, so that the street sees what became of the message. Like every
    other, the message waits a day at the most: as long as the activation lasts.
    """
    code = await issue(tx, account.id)
    assert account.phone is not None  # every account of staff has one
    await messages.enqueue(
        tx,
        template=MessageTemplate.STAFF_ACTIVATION,
        phone=tx.crypto.decrypt("accounts.phone", account.id, account.phone),
        parameters={"organisation": organisation, "code": code, "hours": int(LASTS.total_seconds()) // 3600},
        key=f"activation:{activation_index(tx, code).hex()}",
        language=account.language,
        estate_id=estate_id,
    )


def activation_index(tx: Transaction, code: str) -> bytes:
    """Under what an activation code is kept, however it is typed."""
    return tx.crypto.index("activation", normalised_activation(code))
