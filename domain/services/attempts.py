"""Counting attempts: before a secret is looked at, in a transaction that is committed before it is.

A refusal rolls its transaction back. So an attempt is counted by itself first, and whoever sends many at once, in one
request or in several, gets no more of them: the count is taken under a lock that belongs to what is counted.
"""

import ipaddress
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import insert, select, text
from uuid_utils.compat import uuid7

from domain.rules.credentials import wait_after
from domain.rules.refusals import TooManyAttempts
from domain.store.database import Transaction
from domain.store.tables import Attempt

DAY = timedelta(days=1)
_SUCCEEDED = ".succeeded"
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` attempts in any stretch of `within`."""

    times: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Counted:
    """What attempts of one kind are counted by: a phone, a login, an address. Only its keyed hash is kept."""

    kind: str
    value: str


async def take(tx: Transaction, limits: Iterable[tuple[Counted, Sequence[Limit]]]) -> None:
    """Count one attempt against every limit. Raises `TooManyAttempts`, and then counts nothing."""
    keyed = await _locked(tx, {counted: list(given) for counted, given in limits})
    now = await real_now(tx)
    free_at = [
        times[limit.times - 1] + limit.within
        for (counted, key), given in keyed
        for times in [await _newest(tx, counted.kind, key, now - DAY, max(limit.times for limit in given))]
        for limit in given
        if len(times) >= limit.times
    ]
    _refuse_until(max(free_at, default=now), now)
    await _insert(tx, [(counted.kind, key) for (counted, key), _ in keyed])


async def take_with_growing_waits(tx: Transaction, free: Iterable[tuple[Counted, int]]) -> None:
    """Count one attempt for each, unless a failed one before it was too recent: after so many free failures in a row
    the wait doubles with each. Raises `TooManyAttempts`. `succeeded` begins the row anew.
    """
    keyed = await _locked(tx, dict(free))
    now = await real_now(tx)
    free_at = [now]
    for (counted, key), failures_free in keyed:
        latest = await _newest(tx, counted.kind + _SUCCEEDED, key, now - DAY, 1)
        failed = await _newest(tx, counted.kind, key, max([now - DAY, *latest]), 100)
        if failed:
            free_at.append(failed[0] + wait_after(len(failed), failures_free))
    _refuse_until(max(free_at), now)
    await _insert(tx, [(counted.kind, key) for (counted, key), _ in keyed])


async def succeeded(tx: Transaction, counted: Iterable[Counted]) -> None:
    """The attempts counted before were no guesses: the next failure is the first again."""
    await _insert(tx, [(one.kind + _SUCCEEDED, _key(tx, one)) for one in counted])


async def real_now(tx: Transaction) -> datetime:
    """The database's real clock, which no demo shifts."""
    moment: datetime = (await tx.session.execute(text("SELECT clock_timestamp()"))).scalar_one()
    return moment


def address_of(text_of_address: str) -> str:
    """What an address is counted as: an IPv6 network of 64 bits is one household, whatever the last half says."""
    try:
        address = ipaddress.ip_address(text_of_address.partition("%")[0])
    except ValueError:
        return text_of_address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


async def _locked(tx: Transaction, counted: Mapping[Counted, Given]) -> list[tuple[tuple[Counted, bytes], Given]]:
    """Each with its key, locked to the transaction's end; in the keys' order, so that two never wait in a ring."""
    keyed = sorted((((one, _key(tx, one)), given) for one, given in counted.items()), key=lambda each: each[0][1])
    for (_, key), _ in keyed:
        lock = int.from_bytes(key[:8], signed=True)
        await tx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
    return keyed


def _key(tx: Transaction, counted: Counted) -> bytes:
    return tx.crypto.index(f"attempt:{counted.kind}", counted.value)


async def _newest(tx: Transaction, kind: str, key: bytes, since: datetime, most: int) -> Sequence[datetime]:
    statement = (
        select(Attempt.at)
        .where(Attempt.kind == kind, Attempt.key == key, Attempt.at > since)
        .order_by(Attempt.at.desc())
        .limit(most)
    )
    return (await tx.session.scalars(statement)).all()


def _refuse_until(free_at: datetime, now: datetime) -> None:
    if free_at > now:
        raise TooManyAttempts(retry_after_seconds=math.ceil((free_at - now).total_seconds()))


async def _insert(tx: Transaction, rows: Sequence[tuple[str, bytes]]) -> None:
    if rows:
        await tx.session.execute(insert(Attempt), [{"id": uuid7(), "kind": kind, "key": key} for kind, key in rows])
