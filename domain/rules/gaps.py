"""What a running ballot still lacks, in heads and area, as the law counts them; never what anybody chose.

The law asks a quorum of the whole scope (民法典 278), so that is where a gap is; of a building, an entrance or a floor
there is only how many are silent, and nothing is told of fewer than five units (law.md section 5).
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from domain.rules.law import Base, Dimension, LegalTest, Numerator, RuleSet
from domain.rules.roll import head_keys
from domain.rules.settings import CoOwner
from domain.rules.visits import SilentUnit

# A break-down of fewer units would tell who among few has voted.
SMALLEST_SHOWN = 5


class UnitStanding(NamedTuple):
    """One counted unit of a running ballot as it stands now.

    `owners` are the ids of those who cast it or, while it was not cast, of those who own it now (none: unknown). `home`
    tells a flat from a shop. `reached`: a message about this ballot was delivered to an account certified for it, or
    that account has opened one of its notices. `castable`: one of its owners can be certified for it; not so a person
    who bought what the developer has not handed over.
    A tuple, because there may be a hundred thousand.
    """

    id: str
    building: str
    entrance: str
    floor: int
    room: str
    area: int
    owners: tuple[str, ...]
    stock: bool
    home: bool
    voted: bool
    certified: bool
    reached: bool
    castable: bool = True


@dataclass(frozen=True, slots=True)
class Measure:
    """Heads and 0.01 m²."""

    heads: int
    area: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What there is in scope, what has taken part, what must take part at least, and what is missing of that."""

    all: Measure
    voted: Measure
    needed: Measure

    @property
    def missing(self) -> Measure:
        """Nothing where enough take part."""
        return Measure(max(self.needed.heads - self.voted.heads, 0), max(self.needed.area - self.voted.area, 0))


def heads_of(units: Sequence[UnitStanding], co_owner: CoOwner) -> list[str]:
    """The head of each unit, as the tally will count it if nothing more changes."""
    return head_keys(((unit.id, frozenset(unit.owners), unit.stock) for unit in units), co_owner)


def gap_of(units: Sequence[UnitStanding], heads: Sequence[str], rule_sets: Iterable[RuleSet]) -> Gap:
    """How far the ballot is from what the strictest of its matters asks of participation.

    A head takes part when one of its units was cast; only cast units' area takes part. Silence is never deemed to take
    part here, even where the estate's rules have that clause: it counts only with proof, after the close.
    """
    whole = Measure(len(set(heads)), sum(unit.area for unit in units))
    voted = Measure(
        len({head for unit, head in zip(units, heads, strict=True) if unit.voted}),
        sum(unit.area for unit in units if unit.voted),
    )
    tests = [test for rule_set in rule_sets for test in (*rule_set.quorum, *rule_set.passing)]
    return Gap(
        whole,
        voted,
        Measure(_needed(tests, Dimension.HEADS, whole.heads), _needed(tests, Dimension.AREA, whole.area)),
    )


# What agrees, or answers at all, takes part: so much participation at least is needed for such a test to hold.
_PARTS_OF_PARTICIPATION = (Numerator.PARTICIPATING, Numerator.CAST, Numerator.FOR)


def _needed(tests: Iterable[LegalTest], dimension: Dimension, everything: int) -> int:
    """The least participation with which no test against everything in scope is lost already."""
    lower_bounds = [
        test.missing(0, everything)
        for test in tests
        if test.dimension is dimension
        and test.base is Base.ALL
        and test.numerator in _PARTS_OF_PARTICIPATION
        and not test.operator.is_upper_bound
    ]
    return min(max(lower_bounds, default=0), everything)


def silent_units(units: Sequence[UnitStanding], heads: Sequence[str]) -> list[SilentUnit]:
    """The units that were not cast, as the plan of visits takes them: nobody is met for what nobody may cast."""
    return [
        SilentUnit(unit.id, head, unit.area, unit.owners if unit.castable else ())
        for unit, head in zip(units, heads, strict=True)
        if not unit.voted
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """Counted units in one part of the scope: all, cast, and of the silent ones those that are certified, that are not
    although their owner is known, whose owner is unknown, and that no message has reached.

    `silent_heads` have no cast unit anywhere; a head with units in two parts is silent in both.
    """

    units: int
    area: int
    voted_units: int
    voted_area: int
    silent_heads: int
    certified_silent: int
    not_certified: int
    owner_unknown: int
    not_reached: int


def part_of(units: Iterable[tuple[UnitStanding, str]], taking_part: frozenset[str]) -> Part | None:
    """One part of the scope from its units and their heads; None where it has fewer than five units."""
    listed = list(units)
    if len(listed) < SMALLEST_SHOWN:
        return None
    silent = [unit for unit, _ in listed if not unit.voted]
    return Part(
        units=len(listed),
        area=sum(unit.area for unit, _ in listed),
        voted_units=len(listed) - len(silent),
        voted_area=sum(unit.area for unit, _ in listed if unit.voted),
        silent_heads=len({head for _, head in listed} - taking_part),
        certified_silent=sum(unit.certified for unit in silent),
        not_certified=sum(not unit.certified and bool(unit.owners) for unit in silent),
        owner_unknown=sum(not unit.certified and not unit.owners for unit in silent),
        not_reached=sum(not unit.reached for unit in silent),
    )


def door_of(units: Iterable[UnitStanding], taken: AbstractSet[str]) -> UnitStanding:
    """At which of their units somebody is looked for: a door that is not on the list yet, a flat, the largest."""
    return min(units, key=lambda unit: (unit.id in taken, not unit.home, -unit.area, unit.id))
