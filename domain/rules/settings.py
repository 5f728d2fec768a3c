"""Where the law is open, the estate's own rules choose; every choice has a default and is printed on every result."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from domain.rules.terms import Usage


class CoOwner(StrEnum):
    """When two units count as one head: the same set of owners, or sets that share an owner."""

    EXACT_SET = "exact_set"
    ANY_OVERLAP = "any_overlap"


class Silent(StrEnum):
    """What silence means: nothing, or (where the estate's rules have the clause) agreement with the majority."""

    NONE = "none"
    MAJORITY = "majority"


class ElectionRank(StrEnum):
    """What is compared first when more candidates qualify than there are seats."""

    HEADS_THEN_AREA = "heads_then_area"
    AREA_THEN_HEADS = "area_then_heads"


DEFAULT_AREA_KINDS = frozenset({Usage.HOME, Usage.SHOP, Usage.OFFICE})
NEVER_COUNTED = frozenset({Usage.PUBLIC, Usage.EQUIPMENT, Usage.CIVIL_DEFENCE})


@dataclass(frozen=True, slots=True)
class CountingSettings:
    """The open points of the law as one estate has settled them.

    `households` is the number of households of the estate; where it is not known the larger committee is asked for.
    """

    co_owner: CoOwner = CoOwner.EXACT_SET
    area_kinds: frozenset[Usage] = DEFAULT_AREA_KINDS
    silent: Silent = Silent.NONE
    election_rank: ElectionRank = ElectionRank.HEADS_THEN_AREA
    households: int | None = None

    def to_json(self) -> dict[str, object]:
        """The settings as they are frozen and as a recount file has them."""
        document: dict[str, object] = {
            "co_owner": self.co_owner.value,
            "area_kinds": [kind.value for kind in Usage if kind in self.area_kinds],
            "silent": self.silent.value,
            "election_rank": self.election_rank.value,
        }
        if self.households is not None:
            document["households"] = self.households
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> Self:
        """Read back what `to_json` wrote; a missing key takes its default.

        Raises ValueError on a value that `to_json` does not write. A file from outside goes through `recount_file`.
        """
        kinds = document.get("area_kinds")
        households = document.get("households")
        if not (kinds is None or isinstance(kinds, list)) or not (households is None or isinstance(households, int)):
            raise ValueError("area_kinds is a list and households a whole number")
        return cls(
            co_owner=CoOwner(str(document.get("co_owner", CoOwner.EXACT_SET))),
            area_kinds=DEFAULT_AREA_KINDS if kinds is None else frozenset(Usage(kind) for kind in kinds),
            silent=Silent(str(document.get("silent", Silent.NONE))),
            election_rank=ElectionRank(str(document.get("election_rank", ElectionRank.HEADS_THEN_AREA))),
            households=households,
        )
