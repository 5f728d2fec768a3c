"""Activations: the one-time code by which a member of staff takes an account into use. No password is ever sent."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Insert, Update, func, insert, update
from uuid_utils.compat import uuid7

from domain.rules.credentials import ACTIVATION_ALPHABET, ACTIVATION_LENGTH, normalised_activation
from domain.services import messages
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.tables import Account, Activation, Message

LASTS = timedelta(hours=24)


async def issue(tx: Transaction, account_id: UUID, *besides: Insert) -> str:
    """A new activation code of the account; those before it are void. Only its keyed hash is kept. `besides` is
    written with it."""
    code, writes = _new(tx, account_id)
    await tx.write(*writes, *besides)
    return code


def _new(tx: Transaction, account_id: UUID) -> tuple[str, list[Insert | Update]]:
    code = "".join(secrets.choice(ACTIVATION_ALPHABET) for _ in range(ACTIVATION_LENGTH))
    made = insert(Activation).values(
        id=uuid7(),
        account_id=account_id,
        token_hash=activation_index(tx, code),
        expires_at=func.clock_timestamp() + LASTS,
    )
    return code, [made, withdrawing(account_id)]


def withdrawing(account_id: UUID) -> Update:
    """What makes every activation of the account void."""
    return (
        update(Activation)
        .where(Activation.account_id == account_id, Activation.used_at.is_(None))
        .values(used_at=func.clock_timestamp())
    )


async def send(tx: Transaction, account: Account, organisation: str, estate_id: UUID | None, *besides: Insert) -> None:
    """Issue an activation and queue the message that brings it; `organisation` is whom the person will work for.

    Who works in an estate is written to in its name, so that the street sees what became of the message. Like every
    other, the message waits a day at the most: as long as the activation lasts. `besides` is written with it.
    """
    code, writes = _new(tx, account.id)
    assert account.phone is not None  # every account of staff has one
    message = messages.message_row(
        tx,
        MessageTemplate.STAFF_ACTIVATION,
        account.language,
        {"organisation": organisation, "code": code, "hours": int(LASTS.total_seconds()) // 3600},
        f"activation:{activation_index(tx, code).hex()}",
        None,
        estate_id,
    )
    phone = tx.crypto.decrypt("accounts.phone", account.id, account.phone)
    message["phone"] = tx.crypto.encrypt("messages.phone", message["id"], phone)
    await tx.write(*writes, insert(Message).values(message), *besides)
    tx.wake("clock")


def activation_index(tx: Transaction, code: str) -> bytes:
    """Under what an activation code is kept, however it is typed."""
    return tx.crypto.index("activation", normalised_activation(code))
