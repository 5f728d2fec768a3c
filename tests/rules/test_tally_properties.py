"""The count against a second counter, and what must hold of any count at all."""

import copy
import random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.rules.json_reader import decode
from domain.rules.law import Dimension
from domain.rules.recount import count, hundredths, recount
from domain.rules.recount_file import read
from domain.rules.tally import LegalTestResult, MatterResult
from tests.rules.second_counter import count_again
from tests.rules.strategies import Raw, documents


def compare(found: Raw, expected: Raw) -> None:
    """One matter of a result against the second counter's record of it."""
    assert found["outcome"] == expected["outcome"]
    for dimension in ("heads", "area", "quota"):
        if dimension not in found:
            continue
        scale = 1 if dimension == "heads" else 100
        for name, shown in found[dimension].items():
            value = shown if dimension == "heads" else int(shown.replace(".", ""))
            assert value == expected["sides"][dimension][name] * scale
    assert [test["holds"] for test in found["tests"]] == expected["quorum"] + expected.get("pass", [])
    if "options" in found:
        assert {option["id"]: option["heads"] for option in found["options"]} == expected["options"]["heads"]
        areas = {option["id"]: int(option["area"].replace(".", "")) for option in found["options"]}
        assert areas == {name: area * 100 for name, area in expected["options"]["area"].items()}
        assert [option["id"] for option in found["options"] if option["passes"]] == expected["passing"]
        assert set(found["run_off"]) == expected["run_off"]
    if "elected" in found:
        assert set(found["elected"]) == set(expected["elected"])


@settings(max_examples=400)
@given(documents())
def test_a_second_counter_finds_the_same(document: Raw) -> None:
    result: Any = recount(document)
    for found, expected in zip(result["matters"], count_again(document), strict=True):
        assert found["rule_set"] == expected["rule_set"]
        compare(found, expected)
        assert ("strict" in found) is ("strict" in expected)
        if "strict" in found:
            compare(found["strict"], expected["strict"])


@settings(max_examples=150)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(document: Raw, shuffler: random.Random) -> None:
    shuffled = copy.deepcopy(document)
    shuffler.shuffle(shuffled["units"])
    shuffler.shuffle(shuffled["castings"])
    for each in (*shuffled["units"], *shuffled["castings"]):
        shuffler.shuffle(each["owners"])
    assert recount(shuffled) == recount(document)


@settings(max_examples=150)
@given(documents())
def test_i19_what_took_part_and_what_is_silent_add_up_to_the_roll(document: Raw) -> None:
    for result in count(read(document)):
        for each in (result, result.strict or result):
            for figures in each.figures.values():
                assert figures.in_favour + figures.against + figures.abstain == figures.participating
                assert 0 <= figures.cast <= figures.participating <= figures.all
            for option in each.options:
                assert option.heads <= each.figures[Dimension.HEADS].in_favour
                assert option.area <= each.figures[Dimension.AREA].in_favour
            assert all(sound(test) for test in all_tests(each))


def all_tests(result: MatterResult) -> list[LegalTestResult]:
    """Every test of a matter, those of its options too."""
    return [*result.tests, *(test for option in result.options for test in option.tests)]


def sound(result: LegalTestResult) -> bool:
    """Nothing is missing exactly where it holds, and what is missing is exactly enough."""
    if result.holds or result.denominator == 0:
        return result.holds is (result.missing == 0)
    step = -1 if result.test.operator.is_upper_bound else 1
    enough = result.test.holds(result.numerator + step * result.missing, result.denominator)
    one_less = result.test.holds(result.numerator + step * (result.missing - 1), result.denominator)
    return enough and not one_less


@settings(max_examples=150)
@given(documents())
def test_what_is_out_of_scope_changes_nothing(document: Raw) -> None:
    counted = set(document["settings"]["area_kinds"]) - {"public"}
    inside = {unit["id"] for unit in document["units"] if unit["kind"] in counted}
    smaller = {
        **document,
        "units": [unit for unit in document["units"] if unit["id"] in inside],
        "castings": [casting for casting in document["castings"] if casting["unit"] in inside],
    }
    assert recount(smaller) == recount(document)


@settings(max_examples=150)
@given(documents(modes=["single"]), st.data())
def test_one_more_agreeing_owner_never_turns_an_adopted_matter_down(document: Raw, data: st.DataObject) -> None:
    """Monotonicity: under the built-in laws, who changes from against to for can only help."""
    listed = {key: value for key, value in document.items() if key != "rule_sets"}
    listed["settings"] = {**document["settings"], "silent": "none"}
    assume(listed["castings"])
    before: Any = recount(listed)
    changed = copy.deepcopy(listed)
    data.draw(st.sampled_from(changed["castings"]))["choices"]["m0"] = ["yes"]
    after: Any = recount(changed)
    if before["matters"][0]["outcome"] == "adopted":
        assert after["matters"][0]["outcome"] == "adopted"


@given(st.integers(0, 10**14))
def test_areas_are_written_with_two_decimals_and_read_back(value: int) -> None:
    assert int(hundredths(value).replace(".", "")) == value
    assert decode(f'"{hundredths(value)}"') == hundredths(value)
