"""Counting attempts: before a secret is looked at, in a transaction that is committed before it is.

A refusal rolls its transaction back. So an attempt is counted by itself first, and whoever sends many at once, in one
request or in several, gets no more of them: the count is taken under a lock that belongs to what is counted.
"""

import ipaddress
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, text
from uuid_utils.compat import uuid7

from domain.rules.credentials import wait_after
from domain.rules.refusals import TooManyAttempts
from domain.store.database import Transaction
from domain.store.tables import Attempt

DAY = timedelta(days=1)
_SUCCEEDED = ".succeeded"


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
    given = dict(limits)
    now, made = await _count(tx, {(counted.kind, _key(tx, counted)) for counted in given})
    free_at = [
        times[limit.times - 1] + limit.within
        for counted, bounds in given.items()
        for times in [made[counted.kind, _key(tx, counted)]]
        for limit in bounds
        if len(times) >= limit.times
    ]
    _refuse_until(max(free_at, default=now), now)


async def take_with_growing_waits(tx: Transaction, free: Iterable[tuple[Counted, int]]) -> None:
    """Count one attempt for each, unless a failed one before it was too recent: after so many free failures in a row
    the wait doubles with each. Raises `TooManyAttempts`. `succeeded` begins the row anew.
    """
    given = {(counted.kind, _key(tx, counted)): failures_free for counted, failures_free in free}
    now, made = await _count(tx, set(given), {(kind + _SUCCEEDED, key) for kind, key in given})
    free_at = [now]
    for (kind, key), failures_free in given.items():
        succeeded_at = max(made[kind + _SUCCEEDED, key], default=now - DAY)
        failed = [at for at in made[kind, key] if at > succeeded_at]
        if failed:
            free_at.append(failed[0] + wait_after(len(failed), failures_free))
    _refuse_until(max(free_at), now)


async def succeeded(tx: Transaction, counted: Iterable[Counted]) -> None:
    """The attempts counted before were no guesses: the next failure is the first again."""
    rows = [{"id": uuid7(), "kind": one.kind + _SUCCEEDED, "key": _key(tx, one)} for one in counted]
    if rows:
        await tx.session.execute(insert(Attempt), rows)


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


_Pair = tuple[str, bytes]
_COUNT = text("SELECT * FROM count_attempts(:kinds, :keys, :ids, :locks, :most)")
# More than any limit asks for; beyond it a wait has long reached its longest.
_MOST_REMEMBERED = 100


async def _count(
    tx: Transaction, pairs: Collection[_Pair], beside: Collection[_Pair] = ()
) -> tuple[datetime, dict[_Pair, list[datetime]]]:
    """Count one attempt for each of `pairs`. Returns now, and the attempts of the last day before under these kinds and
    keys and under those of `beside`, newest first; locked to the transaction's end. Refusing takes the count back.
    """
    looked = [*pairs, *beside]
    given = {
        "kinds": [kind for kind, _ in looked],
        "keys": [key for _, key in looked],
        "ids": [uuid7() for _ in pairs],
        "locks": sorted({int.from_bytes(key[:8], signed=True) for _, key in looked}),
        "most": _MOST_REMEMBERED,
    }
    rows = (await tx.session.execute(_COUNT, given)).all()
    return rows[0].read_at, {(row.kind, row.key): row.times for row in rows}


def _key(tx: Transaction, counted: Counted) -> bytes:
    return tx.crypto.index(f"attempt:{counted.kind}", counted.value)


def _refuse_until(free_at: datetime, now: datetime) -> None:
    if free_at > now:
        raise TooManyAttempts(retry_after_seconds=math.ceil((free_at - now).total_seconds()))
