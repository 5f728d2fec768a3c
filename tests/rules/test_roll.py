"""解释 9 and the usage kinds: which units count, and which of them are one head."""

from itertools import permutations

import pytest

from domain.rules.roll import RollUnit, Totals, head_keys, is_counted, roll_digest, totals
from domain.rules.settings import DEFAULT_AREA_KINDS, CoOwner, CountingSettings, ElectionRank, Silent
from domain.rules.terms import Usage


def keys(co_owner: CoOwner, *units: tuple[str, str, bool]) -> list[str]:
    """Head keys of units given as (id, owners as letters, developer stock)."""
    return head_keys(((name, frozenset(owners), stock) for name, owners, stock in units), co_owner)


def test_interpretation_9_units_of_the_same_owners_are_one_head() -> None:
    found = keys(CoOwner.EXACT_SET, ("1", "A", False), ("2", "A", False), ("3", "AB", False), ("4", "BA", False))
    assert (found[0] == found[1], found[2] == found[3], found[0] == found[2]) == (True, True, False)
    assert len(set(found)) == 2


def test_any_overlap_links_owners_through_others() -> None:
    units = [("1", "AB", False), ("2", "CD", False), ("3", "E", False), ("4", "BC", False), ("5", "D", False)]
    for order in permutations(units):
        found = dict(zip([unit[0] for unit in order], keys(CoOwner.ANY_OVERLAP, *order), strict=True))
        assert found["1"] == found["2"] == found["4"] == found["5"] == "linked:A"
        assert found["3"] == "linked:E"


@pytest.mark.parametrize("co_owner", CoOwner)
def test_interpretation_9_developer_stock_is_one_head_whoever_is_named(co_owner: CoOwner) -> None:
    found = keys(co_owner, ("1", "D", True), ("2", "", True), ("3", "DB", True), ("4", "D", False), ("5", "B", False))
    assert len(set(found[:3])) == 1
    # Stock links nobody: what the developer keeps, and what a buyer already has, are heads of their own.
    assert len(set(found)) == 3


@pytest.mark.parametrize("co_owner", CoOwner)
def test_a_unit_of_an_unknown_owner_is_a_head_of_its_own(co_owner: CoOwner) -> None:
    assert len(set(keys(co_owner, ("1", "", False), ("2", "", False), ("3", "1", False)))) == 3


def test_an_identity_cannot_be_written_so_as_to_be_another_head() -> None:
    names = ["developer", "unit:1", '["A","B"]', "A", "owner:A"]
    sets = [*(frozenset({name}) for name in names), frozenset({"A", "B"}), frozenset({'A","B'}), frozenset()]
    found = head_keys(((str(place), owners, False) for place, owners in enumerate(sets)), CoOwner.EXACT_SET)
    assert len(set(found)) == len(sets)


@pytest.mark.parametrize("usage", Usage)
def test_who_is_counted(usage: Usage) -> None:
    assert is_counted(usage, DEFAULT_AREA_KINDS) is (usage in {Usage.HOME, Usage.SHOP, Usage.OFFICE})
    never = {Usage.PUBLIC, Usage.EQUIPMENT, Usage.CIVIL_DEFENCE}
    assert is_counted(usage, frozenset(Usage)) is (usage not in never)


def test_totals_are_distinct_heads_and_the_exact_sum() -> None:
    assert totals(["a", "b", "a"], [1, 2, 4]) == Totals(heads=2, area=7)


def test_the_hash_of_a_roll_is_that_of_its_content() -> None:
    units = [RollUnit("1", 8835, Usage.HOME, frozenset("AB")), RollUnit("2", 100, Usage.SHOP, frozenset("A"))]
    frozen = roll_digest(units, CoOwner.EXACT_SET)
    assert roll_digest(units[::-1], CoOwner.EXACT_SET) == frozen
    changed = [units[0], RollUnit("2", 101, Usage.SHOP, frozenset("A"))]
    assert len({frozen, roll_digest(changed, CoOwner.EXACT_SET), roll_digest(units, CoOwner.ANY_OVERLAP)}) == 3


def test_settings_come_back_from_their_frozen_form() -> None:
    settings = CountingSettings(
        CoOwner.ANY_OVERLAP, frozenset({Usage.HOME}), Silent.MAJORITY, ElectionRank.AREA_THEN_HEADS, 948
    )
    assert CountingSettings.from_json(settings.to_json()) == settings
    assert CountingSettings.from_json({}) == CountingSettings()
    with pytest.raises(ValueError, match="whole number"):
        CountingSettings.from_json({"households": "948"})
