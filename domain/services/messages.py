"""Put messages into the queue: one row each, once each, with nothing personal in clear.

A message is a row in the same transaction as the act that it tells of: it exists when the act was committed and only
then. `deliveries` takes it to a carrier afterwards. Delivery runs on the real clock: a phone is no part of the demo.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from domain.services.templates import render
from domain.services.templates.render import MessageTemplate, TextMessage
from domain.services.wording import Language
from domain.store.database import Transaction
from domain.store.tables import Ballot, Broadcast, Estate, Message

# After a day a message is no longer worth sending, whatever it says.
LONGEST_WAIT = timedelta(hours=24)

# A broadcast that the system makes for a ballot has this for its namespace, so that it is made once per template.
_ANNOUNCEMENTS = UUID("8f6f1c1e-5b0e-4a6e-9c8e-0f2f6a5d7b31")

_COMPOSERS: dict[MessageTemplate, Callable[..., TextMessage]] = {
    MessageTemplate.SMS_CODE: render.sms_code,
    MessageTemplate.STAFF_ACTIVATION: render.staff_activation,
    MessageTemplate.BALLOT_OPENED: render.ballot_opened,
    MessageTemplate.BALLOT_REMINDER: render.ballot_reminder,
    MessageTemplate.BALLOT_RESULT: render.ballot_result,
    MessageTemplate.BALLOT_SUSPENDED: render.ballot_suspended,
    MessageTemplate.BALLOT_EXTENDED: render.ballot_extended,
    MessageTemplate.VOTED_BY_CO_OWNER: render.voted_by_co_owner,
    MessageTemplate.VOTED_ON_PAD: render.voted_on_pad,
    MessageTemplate.MANUAL_REVIEW_APPROVED: render.manual_review_approved,
    MessageTemplate.MANUAL_REVIEW_REJECTED: render.manual_review_rejected,
    MessageTemplate.MANUAL_REVIEW_MORE_ASKED: render.manual_review_more_asked,
    MessageTemplate.TICKET_ANSWERED: render.ticket_answered,
    MessageTemplate.TICKET_FINISHED: render.ticket_finished,
    MessageTemplate.TICKET_DECLINED: render.ticket_declined,
    MessageTemplate.TICKET_ESCALATED: render.ticket_escalated,
    MessageTemplate.TICKET_ESCALATED_TO_COMPANY: render.ticket_escalated_to_company,
    MessageTemplate.TICKET_REOPENED: render.ticket_reopened,
}


def compose(template: str, language: str, parameters: Mapping[str, Any]) -> TextMessage:
    """The message in words. `parameters` are the arguments of the template's function in `render`, as JSON has them:
    what ends in `_at` is an instant in ISO 8601. Raises TypeError or ValueError where they do not fit.
    """
    values = {
        name: datetime.fromisoformat(value) if name.endswith("_at") else value for name, value in parameters.items()
    }
    return _COMPOSERS[MessageTemplate(template)](language=Language(language), **values)


async def enqueue(
    tx: Transaction,
    *,
    template: MessageTemplate,
    language: str,
    parameters: Mapping[str, Any],
    key: str,
    phone: str | None = None,
    account_id: UUID | None = None,
    estate_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> UUID | None:
    """Queue one message, to `phone` or to the phone of the account; returns its id, or None if `key` was used before.

    `parameters` are the arguments of the template's function in `render` without the language; instants may be
    datetimes. `expires_at` is real time, at most a day ahead, a day when left out. The message is composed once here,
    so that one that cannot be said fails the act that wanted it and not the worker.
    """
    if (phone is None) == (account_id is None):
        raise ValueError("a message goes either to a phone or to an account")
    values = message_row(tx, template, language, parameters, key, account_id, estate_id)
    if phone is not None:
        values["phone"] = tx.crypto.encrypt("messages.phone", values["id"], phone)
    if expires_at is not None:
        values["expires_at"] = func.least(expires_at, func.clock_timestamp() + LONGEST_WAIT)
    statement = insert(Message).values(values).on_conflict_do_nothing(index_elements=["key"]).returning(Message.id)
    queued: UUID | None = (await tx.session.execute(statement)).scalar_one_or_none()
    tx.wake("clock")
    return queued


@dataclass(frozen=True, slots=True)
class Told:
    """An account that is told something, in its own language."""

    account_id: UUID
    language: str
    template: MessageTemplate


async def enqueue_all(
    tx: Transaction, everybody: Sequence[Told], *, parameters: Mapping[str, Any], key: str, estate_id: UUID
) -> None:
    """Queue one message to each of these accounts, in one statement; a day later they are not worth sending.

    `parameters` as in `enqueue`, the same for all. `key` and the account together make each take effect once.
    """
    rows = [
        message_row(tx, one.template, one.language, parameters, f"{key}:{one.account_id}", one.account_id, estate_id)
        for one in everybody
    ]
    if rows:
        await tx.write(insert(Message).values(rows).on_conflict_do_nothing(index_elements=["key"]))
        tx.wake("clock")


def message_row(
    tx: Transaction,
    template: MessageTemplate,
    language: str,
    parameters: Mapping[str, Any],
    key: str,
    account_id: UUID | None,
    estate_id: UUID | None,
) -> dict[str, Any]:
    """A message as it is queued, for a statement that writes it together with something else; wake the clock."""
    plain = {name: _as_json(value) for name, value in parameters.items()}
    compose(template, language, plain)
    message = uuid7()
    return {
        "id": message,
        "key": key,
        "template": template.value,
        "language": language,
        "account_id": account_id,
        "estate_id": estate_id,
        "parameters": tx.crypto.encrypt("messages.parameters", message, json.dumps(plain, ensure_ascii=False)),
    }


async def announce(tx: Transaction, ballot_id: UUID, template: MessageTemplate, **figures: int) -> None:
    """`announce_all` for one ballot."""
    await announce_all(tx, template, {ballot_id: figures})


async def announce_all(tx: Transaction, template: MessageTemplate, figures: Mapping[UUID, Mapping[str, int]]) -> None:
    """Tell every certified owner in each ballot's scope what became of it; once per ballot and template.

    `template` is BALLOT_OPENED, BALLOT_EXTENDED, BALLOT_SUSPENDED or BALLOT_RESULT; the last also needs the figures
    `adopted` and `not_adopted` of each ballot. Estate, title and end of the window are read from the ballots as they
    stand in `tx`.
    """
    named = await _ballot_parameters(tx, figures, template)
    await _announce(tx, template, {ballot: {**named[ballot], **figures[ballot]} for ballot in named})


async def announce_held(tx: Transaction, ballot: Ballot, estate: str, template: MessageTemplate) -> None:
    """`announce` for a ballot that the command holds, in an estate of this name; written with what it changed."""
    await _announce(tx, template, {ballot.id: _named(template, estate, ballot.title, ballot.closes_at)})


async def _announce(tx: Transaction, template: MessageTemplate, parameters: Mapping[UUID, dict[str, Any]]) -> None:
    values = []
    for ballot, named in parameters.items():
        compose(template, Language.ZH, named)
        values.append(
            {
                "id": uuid7(),
                "ballot_id": ballot,
                "template": template.value,
                "audience": "everyone",
                "parameters": named,
                "client_key": uuid5(_ANNOUNCEMENTS, f"{ballot}:{template.value}"),
            }
        )
    await tx.write(insert(Broadcast).values(values).on_conflict_do_nothing(index_elements=["client_key"]))
    tx.wake("clock")


async def ballot_parameters(tx: Transaction, ballot_id: UUID, template: MessageTemplate) -> dict[str, Any]:
    """What every message about a ballot names: the estate, the title and, where the text has it, the deadline."""
    return (await _ballot_parameters(tx, [ballot_id], template))[ballot_id]


async def _ballot_parameters(
    tx: Transaction, ballot_ids: Collection[UUID], template: MessageTemplate
) -> dict[UUID, dict[str, Any]]:
    rows = await tx.session.execute(
        select(Ballot.id, Estate.name, Ballot.title, Ballot.closes_at)
        .join(Estate, Estate.id == Ballot.estate_id)
        .where(Ballot.id.in_(ballot_ids))
    )
    return {ballot: _named(template, estate, title, closes_at) for ballot, estate, title, closes_at in rows}


def _named(template: MessageTemplate, estate: str, title: str, closes_at: datetime | None) -> dict[str, Any]:
    named: dict[str, Any] = {"estate": estate, "title": title}
    if "closes" in render.VARIABLES[template]:
        named["closes_at"] = _as_json(closes_at)
    return named


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
