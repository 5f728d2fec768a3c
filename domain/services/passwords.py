"""Passwords as Argon2id (19 MiB, two passes, one lane: RFC 9106 and OWASP), computed off the event loop."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


async def hashed(password: str) -> str:
    """What of a password is kept."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def matches(password: str, kept: str | None) -> bool:
    """Whether `password` is the one of which `kept` is kept. Without one the work is the same, and the answer no."""
    found = await asyncio.to_thread(_verify, password, kept if kept is not None else _nobodys())
    return found and kept is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of an account that does not exist")


def _verify(password: str, kept: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
