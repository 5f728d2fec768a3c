"""Which head does a title belong to? One key for one set of owners (建筑物区分所有权解释 9)."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID


def head_key(owner_ids: Iterable[UUID]) -> UUID:
    """The key of exactly this set of owners: the first 16 bytes of the SHA-256 over their sorted ids.

    The order and a repetition of ids change nothing; a set of other owners has another key. Raises ValueError for no
    owners: a unit whose owner is unknown has no title and is a head of its own.
    """
    owners = sorted({owner.bytes for owner in owner_ids})
    if not owners:
        raise ValueError("a head has at least one owner")
    return UUID(bytes=sha256(b"".join(owners)).digest()[:16])
