"""What a ballot still lacks: at the exact thresholds of the law, and silent about few."""

from datetime import date

import pytest

from domain.rules.gaps import Gap, Measure, UnitStanding, door_of, gap_of, heads_of, part_of
from domain.rules.law import CN_279_UNANIMOUS, RuleSet, Stage, governing
from domain.rules.settings import CoOwner
from domain.rules.tally import Figures, judge
from domain.rules.terms import MatterKind


def standing(
    number: int,
    area: int = 10_000,
    *,
    owners: tuple[str, ...] | None = None,
    voted: bool = False,
    stock: bool = False,
    home: bool = True,
    certified: bool = False,
    reached: bool = False,
) -> UnitStanding:
    """A flat with an owner of its own."""
    people = (f"p{number}",) if owners is None else owners
    return UnitStanding(
        f"u{number:03d}", "b", "1", 1, str(number), area, people, stock, home, voted, certified, reached
    )


def rule_set(kind: MatterKind, closes_on: date) -> RuleSet:
    """The law in force on a closing day."""
    return governing(kind, closes_on).rule_set


COVENANT_2026 = rule_set(MatterKind.MANAGEMENT_COVENANT, date(2026, 3, 31))
COVENANT_2019 = rule_set(MatterKind.MANAGEMENT_COVENANT, date(2019, 3, 31))
RAISING_2019 = rule_set(MatterKind.REPAIR_FUND_RAISE, date(2019, 3, 31))


def gap(units: list[UnitStanding], *laws: RuleSet, co_owner: CoOwner = CoOwner.EXACT_SET) -> Gap:
    """The gap of these units under these laws."""
    return gap_of(units, heads_of(units, co_owner), laws)


def test_two_thirds_by_civil_code_278_include_the_number() -> None:
    units = [standing(number, voted=number < 6) for number in range(9)]
    assert gap(units, COVENANT_2026).missing == Measure(0, 0)
    units = [standing(number, voted=number < 5) for number in range(9)]
    assert gap(units, COVENANT_2026).missing == Measure(1, 10_000)


def test_a_hundredth_of_a_square_metre_less_than_two_thirds_of_the_area_is_missing_by_civil_code_278() -> None:
    units = [standing(1, 19_999, voted=True), standing(2, 10_001), standing(3, 0, voted=True)]
    assert gap(units, COVENANT_2026).missing == Measure(0, 1)
    units = [standing(1, 20_000, voted=True), standing(2, 10_000), standing(3, 0, voted=True)]
    assert gap(units, COVENANT_2026).missing == Measure(0, 0)


def test_more_than_half_by_regulation_12_does_not_include_the_number() -> None:
    units = [standing(number, voted=number < 5) for number in range(10)]
    assert gap(units, COVENANT_2019).missing == Measure(1, 1)


def test_the_strictest_matter_of_a_ballot_says_what_is_needed() -> None:
    # By 物权法 76 as many must agree to raise money as 2/3 of all: fewer than that taking part cannot be enough.
    units = [standing(number, voted=number < 6) for number in range(10)]
    assert gap(units, COVENANT_2019).missing == Measure(0, 0)
    assert gap(units, COVENANT_2019, RAISING_2019).missing == Measure(1, 6_667)


def test_unanimity_by_civil_code_279_needs_every_head() -> None:
    units = [standing(number, voted=number < 9) for number in range(10)]
    assert gap(units, CN_279_UNANIMOUS).missing.heads == 1


@pytest.mark.parametrize("law", [COVENANT_2026, COVENANT_2019])
@pytest.mark.parametrize("everything", range(1, 40))
def test_with_what_is_needed_every_quorum_test_holds_and_with_one_less_one_does_not(
    law: RuleSet, everything: int
) -> None:
    units = [standing(number, 1) for number in range(everything)]
    needed = gap(units, law).needed

    def holds(heads: int, area: int) -> bool:
        figures = {"heads": Figures(everything, heads, 0, 0), "area": Figures(everything, area, 0, 0)}
        return all(judge(Stage.QUORUM, test, figures[test.dimension.value]).holds for test in law.quorum)

    assert holds(needed.heads, needed.area)
    assert not holds(needed.heads - 1, needed.area)
    assert not holds(needed.heads, needed.area - 1)


def test_an_owner_of_several_units_is_one_head_and_only_cast_units_bring_area() -> None:
    units = [standing(1, owners=("a",), voted=True), standing(2, owners=("a",)), standing(3, owners=("b",))]
    found = gap(units, COVENANT_2026)
    assert (found.all, found.voted) == (Measure(2, 30_000), Measure(1, 10_000))


def test_sets_of_owners_that_overlap_are_one_head_where_the_estate_says_so() -> None:
    units = [standing(1, owners=("a",)), standing(2, owners=("a", "b")), standing(3, owners=("b",), voted=True)]
    assert gap(units, COVENANT_2026).all.heads == 3
    assert gap(units, COVENANT_2026, co_owner=CoOwner.ANY_OVERLAP).voted == Measure(1, 10_000)
    assert gap(units, COVENANT_2026, co_owner=CoOwner.ANY_OVERLAP).all.heads == 1


def test_nothing_is_told_of_fewer_than_five_units() -> None:
    units = [(standing(number), f"h{number}") for number in range(5)]
    assert part_of(units[:4], frozenset()) is None
    assert part_of(units, frozenset()) is not None


def test_the_silent_of_a_part_are_told_apart() -> None:
    units = [
        standing(1, voted=True, certified=True, reached=True),
        standing(2, certified=True, reached=True),
        standing(3, certified=True),
        standing(4),
        standing(5, owners=()),
    ]
    part = part_of(list(zip(units, "abcde", strict=True)), frozenset("a"))
    assert part is not None
    assert (part.units, part.voted_units, part.voted_area, part.silent_heads) == (5, 1, 10_000, 4)
    assert (part.certified_silent, part.not_certified, part.owner_unknown, part.not_reached) == (2, 1, 1, 3)


def test_a_head_that_takes_part_elsewhere_is_not_silent_here() -> None:
    units = [(standing(number), "a") for number in range(5)]
    part = part_of(units, frozenset("a"))
    assert part is not None
    assert part.silent_heads == 0


def test_somebody_is_looked_for_in_a_flat_the_largest_and_not_twice_behind_one_door() -> None:
    shop, small, large = standing(1, 90_000, home=False), standing(2, 5_000), standing(3, 9_000)
    assert door_of([shop, small, large], frozenset()) == large
    assert door_of([shop, small, large], {large.id}) == small
    assert door_of([shop], {shop.id}) == shop
