"""Who is entitled in a ballot's scope, with which area, counted as which head (建筑物区分所有权解释 8, 9)."""

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from domain.rules.digest import digest
from domain.rules.settings import NEVER_COUNTED, CoOwner
from domain.rules.terms import Usage

DEVELOPER_HEAD = "developer"


@dataclass(frozen=True, slots=True)
class RollUnit:
    """One unit of a roll.

    `area` is in 0.01 m². `owners` are the registered owners' identities, never phones or names; empty: unknown.
    `developer_stock` is true for what the developer has not sold, or has sold and not handed over.
    """

    id: str
    area: int
    usage: Usage
    owners: frozenset[str]
    developer_stock: bool = False


def is_counted(usage: Usage, area_kinds: frozenset[Usage]) -> bool:
    """Whether a unit of this usage is part of the count.

    Public rooms, equipment rooms and civil-defence space never are, whatever the estate's rules say.
    """
    return usage in area_kinds and usage not in NEVER_COUNTED


def head_keys(units: Iterable[tuple[str, frozenset[str], bool]], co_owner: CoOwner) -> list[str]:
    """The head of each unit, from (unit id, owners, developer stock), in the order given.

    Units with the same key are one head (解释 9): the same set of owners, or with `any_overlap` sets that are linked
    through shared owners. All developer stock is one head. A unit whose owner is unknown is one head.
    """
    listed = list(units)
    overlapping = co_owner is CoOwner.ANY_OVERLAP
    group = _linked({owners for _, owners, stock in listed if not stock}) if overlapping else {}
    keys: list[str] = []
    known: dict[frozenset[str], str] = {}
    for unit, owners, stock in listed:
        if stock:
            keys.append(DEVELOPER_HEAD)
            continue
        if not owners:
            keys.append(f"unit:{unit}")
            continue
        key = known.get(owners)
        if key is None:
            key = f"linked:{group[next(iter(owners))]}" if overlapping else _key(owners)
            known[owners] = key
        keys.append(key)
    return keys


def _key(owners: frozenset[str]) -> str:
    """A key that differs whenever the sets differ, whatever characters the identities contain."""
    if len(owners) == 1:
        return f"owner:{next(iter(owners))}"
    return f"owners:{json.dumps(sorted(owners), ensure_ascii=False, separators=(',', ':'))}"


def _linked(sets: Iterable[frozenset[str]]) -> dict[str, str]:
    """Each owner's group: sets that share an owner are one group, named by the smallest owner in it."""
    parent: dict[str, str] = {}
    for owners in sets:
        roots = {_root(parent, owner) for owner in owners}
        if roots:
            smallest = min(roots)
            for root in roots:
                parent[root] = smallest
    return {owner: _root(parent, owner) for owner in list(parent)}


def _root(parent: dict[str, str], owner: str) -> str:
    """Follow the links to the end, and shorten the way for the next who asks."""
    root = owner
    while (above := parent.setdefault(root, root)) != root:
        root = above
    while owner != root:
        parent[owner], owner = root, parent[owner]
    return root


@dataclass(frozen=True, slots=True)
class Totals:
    """What a roll adds up to: heads and 0.01 m²."""

    heads: int
    area: int


def totals(heads: Iterable[Hashable], areas: Iterable[int]) -> Totals:
    """The denominators: every counted unit in scope, certified or not (law of the double majority)."""
    return Totals(heads=len(set(heads)), area=sum(areas))


def roll_document(units: Sequence[RollUnit], co_owner: CoOwner) -> dict[str, object]:
    """A roll as it is frozen at opening: sorted by unit, so that the order of the rows cannot change its hash."""
    listed = sorted(units, key=lambda unit: unit.id)
    keys = head_keys(((unit.id, unit.owners, unit.developer_stock) for unit in listed), co_owner)
    return {
        "format": "gongjue-roll/1",
        "co_owner": co_owner.value,
        "units": [
            {
                "id": unit.id,
                "area": unit.area,
                "kind": unit.usage.value,
                "owners": sorted(unit.owners),
                "developer_stock": unit.developer_stock,
                "head": key,
            }
            for unit, key in zip(listed, keys, strict=True)
        ],
    }


def roll_digest(units: Sequence[RollUnit], co_owner: CoOwner) -> str:
    """The SHA-256 under which a roll is frozen."""
    return digest(roll_document(units, co_owner))
