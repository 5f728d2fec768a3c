"""Recount files: good ones are read as they are, faulty ones with every fault, and nothing gives a traceback."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rules.json_reader import decode
from domain.rules.recount import recount
from domain.rules.recount_export import export
from domain.rules.recount_file import FaultyRecountFile, read
from tests.rules.files import YES_NO, Document, casting, election, file, matter, unit
from tests.rules.recount_files import EXAMPLE, faults, good
from tests.rules.strategies import documents

Change = Callable[[Any], object]


def test_the_good_file_is_good() -> None:
    assert faults(good()) == []


def put(*path: str | int, to: object) -> Change:
    """Set one place of the document."""

    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return change


def drop(*path: str | int) -> Change:
    """Take one place of the document away."""

    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return change


AREAS = [
    "88.355",
    "-1.00",
    "+1.00",
    "abc",
    "",
    " 1.00",
    "1.00\n",
    "1,00",
    "1e3",
    "８８.００",
    "٣.٠٠",
    "NaN",
    "Infinity",
    ".50",
    "1.",
    "9" * 40,
    88.35,
    88,
    None,
    True,
    [],
    {},
]


@pytest.mark.parametrize("area", AREAS, ids=repr)
def test_an_area_is_a_string_with_at_most_two_decimals(area: object) -> None:
    document = good()
    document["units"][1]["area"] = area
    assert faults(document) == ["$.units[1].area"]


@pytest.mark.parametrize(
    ("area", "total"), [("0.01", "200.01"), ("7", "207.00"), ("7.5", "207.50"), ("0.00", "200.00")]
)
def test_an_area_is_read_exactly(area: str, total: str) -> None:
    document = good()
    document["units"][2].update(area=area, kind="shop")
    result: Any = recount(document)
    assert result["matters"][0]["area"]["all"] == total


RULE = ("rule_sets", "m1", "pass", 0)

CASES: list[tuple[Change, list[str]]] = [
    (put("format", to="gongjue-recount/2"), ["$.format"]),
    (put("format", to=None), ["$.format"]),
    (drop("format"), ["$"]),
    (drop("units"), ["$"]),
    (drop("matters"), ["$", "$.rule_sets.m1"]),
    (put("matters", to="m1"), ["$.matters", "$.rule_sets.m1"]),
    (drop("closes_on"), ["$"]),
    (put("closes_on", to="2026-02-30"), ["$.closes_on"]),
    (put("closes_on", to="20260331"), ["$.closes_on"]),
    (put("closes_on", to="2026-3-31"), ["$.closes_on"]),
    (put("closes_on", to="2026-03-31T00:00:00"), ["$.closes_on"]),
    (put("closes_on", to=20260331), ["$.closes_on"]),
    (put("closes_on", to="2007-09-30"), ["$.closes_on"]),
    (put("unheard", to=1), ["$.unheard"]),
    (put("settings", to=[]), ["$.settings"]),
    (put("settings", "co_owners", to="exact_set"), ["$.settings.co_owners"]),
    (put("settings", "co_owner", to="overlap"), ["$.settings.co_owner"]),
    (put("settings", "silent", to=None), ["$.settings.silent"]),
    (put("settings", "silent", to="majority "), ["$.settings.silent"]),
    (put("settings", "election_rank", to="area"), ["$.settings.election_rank"]),
    (put("settings", "area_kinds", to="home"), ["$.settings.area_kinds"]),
    (put("settings", "area_kinds", to=["home", "garden"]), ["$.settings.area_kinds[1]"]),
    (put("settings", "households", to="948"), ["$.settings.households"]),
    (put("settings", "households", to=True), ["$.settings.households"]),
    (put("settings", "households", to=-1), ["$.settings.households"]),
    (put("settings", "households", to=1.5), ["$.settings.households"]),
    (put("settings", "households", to=10**400), ["$.settings.households"]),
    (put("units", to={}), ["$.units"]),
    (put("units", 0, to="u1"), ["$.units[0]", "$.castings[0].unit"]),
    (put("units", 1, "id", to="u1"), ["$.units[1].id", "$.castings[1].unit"]),
    (put("units", 2, "id", to=""), ["$.units[2].id"]),
    (put("units", 2, "id", to=3), ["$.units[2].id"]),
    (put("units", 2, "id", to="\ud800"), ["$.units[2].id"]),
    (put("units", 0, "kind", to="flat"), ["$.units[0].kind"]),
    (put("units", 0, "kind", to="HOME"), ["$.units[0].kind"]),
    (put("units", 0, "owners", to=None), ["$.units[0].owners"]),
    (put("units", 0, "owners", to="A"), ["$.units[0].owners"]),
    (put("units", 0, "owners", to=["A", 1, ""]), ["$.units[0].owners[1]", "$.units[0].owners[2]"]),
    (put("units", 0, "developer_stock", to="false"), ["$.units[0].developer_stock"]),
    (put("units", 0, "delivered", to=1), ["$.units[0].delivered"]),
    (drop("units", 0, "owners"), ["$.units[0]"]),
    (put("castings", to=None), ["$.castings"]),
    (put("castings", 0, to=None), ["$.castings[0]"]),
    (put("castings", 0, "unit", to="u9"), ["$.castings[0].unit"]),
    (put("castings", 0, "unit", to=None), ["$.castings[0].unit"]),
    (put("castings", 1, "unit", to="u1"), ["$.castings[1].unit"]),
    (put("castings", 0, "at", to="2026-03-20T10:00:00"), ["$.castings[0].at"]),
    (put("castings", 0, "at", to="2026-03-20"), ["$.castings[0].at"]),
    (put("castings", 0, "at", to="2026-03-20T25:00:00+08:00"), ["$.castings[0].at"]),
    (put("castings", 0, "at", to="0001-01-01T00:00:00+08:00"), ["$.castings[0].at"]),
    (put("castings", 0, "at", to="9999-12-31T23:00:00-12:00"), ["$.castings[0].at"]),
    (put("castings", 0, "at", to=1742436000), ["$.castings[0].at"]),
    (put("castings", 0, "channel", to="paper"), ["$.castings[0].channel"]),
    (put("castings", 0, "channel", to=None), ["$.castings[0].channel"]),
    (put("castings", 0, "choices", to=["yes"]), ["$.castings[0].choices"]),
    (put("castings", 0, "choices", "m1", to="yes"), ["$.castings[0].choices.m1"]),
    (put("castings", 0, "choices", "m1", to=["perhaps"]), ["$.castings[0].choices.m1"]),
    (put("castings", 0, "choices", "m1", to=[None]), ["$.castings[0].choices.m1[0]"]),
    (put("castings", 0, "choices", "m1", to=["yes", "no"]), ["$.castings[0].choices.m1"]),
    (put("castings", 0, "choices", "m2", to=["a", "a"]), ["$.castings[0].choices.m2"]),
    (put("castings", 0, "choices", "m 9", to=[]), ['$.castings[0].choices["m 9"]']),
    (put("matters", 1, "max_picks", to=1), ["$.castings[0].choices.m2", "$.castings[1].choices.m2"]),
    (put("matters", 1, "max_picks", to=0), ["$.matters[1].max_picks"]),
    (put("matters", 1, "max_picks", to="5"), ["$.matters[1].max_picks"]),
    (put("matters", 1, "seats", to=0), ["$.matters[1].seats"]),
    (put("matters", 1, "seats", to=True), ["$.matters[1].seats"]),
    (put("matters", 1, "seats", to=3.0), ["$.matters[1].seats"]),
    (drop("matters", 1, "seats"), ["$.matters[1]"]),
    (put("matters", 1, "id", to="m1"), ["$.matters[1].id", *(f"$.castings[{place}].choices.m2" for place in (0, 1))]),
    (put("matters", 0, "kind", to="party"), ["$.matters[0].kind"]),
    (put("matters", 0, "mode", to="double"), ["$.matters[0].mode"]),
    (put("matters", 0, "options", to=[]), ["$.matters[0].options"]),
    (put("matters", 0, "options", 2, to={"id": "none", "role": "perhaps"}), ["$.matters[0].options[2].role"]),
    (put("matters", 0, "options", 2, to={"id": "none", "role": "candidate"}), ["$.matters[0].options[2].role"]),
    (put("matters", 0, "options", 2, to={"id": "yes", "role": "abstain"}), ["$.matters[0].options[2].id"]),
    (put("matters", 0, "effects", to=["explodes"]), ["$.matters[0].effects[0]"]),
    (put("rule_sets", to=[]), ["$.rule_sets"]),
    (put("rule_sets", "m3", to={"id": "Y", "quorum": [], "pass": []}), ["$.rule_sets.m3", "$.rule_sets.m3.pass"]),
    (put("rule_sets", "m1", "pass", to=[]), ["$.rule_sets.m1.pass"]),
    (put("rule_sets", "m1", "quorum", to=None), ["$.rule_sets.m1.quorum"]),
    (drop("rule_sets", "m1", "id"), ["$.rule_sets.m1"]),
    (put(*RULE, "dimension", to="money"), ["$.rule_sets.m1.pass[0].dimension"]),
    (put(*RULE, "dimension", to="quota"), ["$.units", "$.units"]),
    (put(*RULE, "numerator", to="all"), ["$.rule_sets.m1.pass[0].numerator"]),
    (put(*RULE, "base", to="for"), ["$.rule_sets.m1.pass[0].base"]),
    (put(*RULE, "operator", to="="), ["$.rule_sets.m1.pass[0].operator"]),
    (put(*RULE, "fraction", to="3/0"), ["$.rule_sets.m1.pass[0].fraction"]),
    (put(*RULE, "fraction", to="0.6"), ["$.rule_sets.m1.pass[0].fraction"]),
    (put(*RULE, "fraction", to="-3/5"), ["$.rule_sets.m1.pass[0].fraction"]),
    (put(*RULE, "fraction", to=0.6), ["$.rule_sets.m1.pass[0].fraction"]),
]


@pytest.mark.parametrize(("change", "paths"), CASES, ids=[f"{place}" for place in range(len(CASES))])
def test_each_fault_is_named_where_it_is(change: Change, paths: list[str]) -> None:
    document = copy.deepcopy(good())
    change(document)
    assert sorted(faults(document)) == sorted(paths)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (put("castings", 0, "choices", "m1", to=[]), "$.castings[0].choices.m1"),
        (drop("castings", 0, "choices", "m1"), "$.castings[0].choices"),
    ],
    ids=["empty", "missing"],
)
def test_naming_nothing_in_a_matter_is_to_abstain_and_is_remarked(change: Change, path: str) -> None:
    document = copy.deepcopy(good())
    abstaining = copy.deepcopy(good())
    change(document)
    abstaining["castings"][0]["choices"]["m1"] = ["none"]
    assert [remark.path for remark in read(document).remarks] == [path]
    assert recount(document) == recount(abstaining)


def test_all_faults_are_listed_at_once() -> None:
    document = good()
    document["units"][0]["area"] = "1.234"
    document["units"][1]["kind"] = "castle"
    document["castings"][0]["choices"]["m1"] = ["perhaps"]
    document["castings"][1]["unit"] = "u9"
    document["matters"][0]["kind"] = "party"
    document["matters"][0]["options"][1] = {"id": "no", "role": "maybe"}
    document["rule_sets"]["m1"]["pass"][0]["operator"] = "=>"
    assert faults(document) == [
        "$.units[0].area",
        "$.units[1].kind",
        "$.matters[0].kind",
        "$.matters[0].options[1].role",
        "$.rule_sets.m1.pass[0].operator",
        "$.castings[0].choices.m1",
        "$.castings[1].unit",
    ]


def test_a_fault_says_which_unit_or_matter_it_is_about() -> None:
    document = good()
    document["units"][1]["area"] = "1.234"
    document["castings"][0]["at"] = "noon"
    document["matters"][1]["seats"] = 0
    document["settings"]["silent"] = "yes"
    with pytest.raises(FaultyRecountFile) as caught:
        read(document)
    subjects = {fault.path: fault.subject for fault in caught.value.faults}
    assert subjects == {
        "$.settings.silent": "",
        "$.units[1].area": '"u2"',
        "$.matters[1].seats": '"m2"',
        "$.castings[0].at": '"u1"',
    }
    assert str(caught.value.faults[1]).endswith('has more than two decimals ("u2")')


@pytest.mark.parametrize("document", [None, [], "x", 1, True, {}])
def test_anything_that_is_not_a_recount_file_is_refused(document: object) -> None:
    assert faults(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300)
@given(st.data())
def test_a_file_damaged_anywhere_is_counted_or_refused_and_never_breaks(data: st.DataObject) -> None:
    document: Any = good()
    place = document
    while True:
        keys: list[Any] = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or not data.draw(st.integers(0, 3)):
            break
        place = place[key]
    place[key] = data.draw(JSON)
    said = outcome_of(document)
    assert said
    assert all(len(line.splitlines()) == 1 for line in said)


def outcome_of(document: object) -> list[str]:
    """The format of the result, or what is said about each fault."""
    try:
        return [str(recount(document)["format"])]
    except FaultyRecountFile as faulty:
        return [str(fault) for fault in faulty.faults]


def test_a_rule_set_that_borrows_a_built_in_name_is_remarked() -> None:
    document = good()
    document["rule_sets"]["m1"]["id"] = "CN-2021-SPECIAL"
    assert [remark.path for remark in read(document).remarks] == ["$.rule_sets.m1"]


@settings(max_examples=150)
@given(documents())
def test_an_exported_ballot_is_read_back_as_it_was(document: Document) -> None:
    before = read(document)
    written = export(before)
    again = read(json.loads(json.dumps(written)))
    assert export(again) == written
    assert (again.units, again.castings, again.settings) == (before.units, before.castings, before.settings)
    assert recount(written) == recount(document)


def test_an_export_leaves_a_suspended_matter_out() -> None:
    before = read(good())
    first, second = before.questions
    written: Any = export(replace(before, questions=(replace(first, suspended=True), second)))
    assert [each["id"] for each in written["matters"]] == ["m2"]
    assert written["castings"][0]["choices"].keys() == {"m2"}
    assert "rule_sets" not in written
    assert faults(written) == []


@pytest.mark.parametrize("silent", ["none", "majority"])
def test_the_keys_of_a_result_are_in_their_order(silent: str) -> None:
    choices = [*({"id": name, "role": "choice"} for name in "AB"), YES_NO[2]]
    listed = [matter(), election(["a"], 1, id="m2"), matter(identity="m3", mode="choice", options=choices)]
    answers = {"m1": ["yes"], "m2": ["a"], "m3": ["A"]}
    result: Any = recount(file([unit("u1")], [casting("u1", answers)], listed, settings={"silent": silent}))
    head, tail = ["id", "rule_set"], ["heads", "area", "tests", "outcome"]
    last = ["strict"] if silent == "majority" else []
    assert [list(each) for each in result["matters"]] == [
        [*head, *tail, *last],
        [*head, *tail, "options", "elected", "run_off", "vacant_seats", *last],
        [*head, *tail, "options", "run_off", *last],
    ]


def test_pad_castings_are_told_apart_and_counted_together() -> None:
    """Law.md section 5: the channel of every casting is kept; paper and phone count alike."""
    castings = [casting(name, {"m1": ["yes"]}) for name in ("u1", "u2", "u3")]
    plain: Any = recount(file([unit(name) for name in ("u1", "u2", "u3")], castings))
    assert "pad_castings" not in plain
    for one, channel in zip(castings, ("pad", "app", "late_certification"), strict=True):
        one["channel"] = channel
    document = file([unit(name) for name in ("u1", "u2", "u3")], castings)
    told: Any = recount(document)
    assert (told["castings"], told["pad_castings"]) == (3, 1)
    assert told["matters"] == plain["matters"]
    assert recount(json.loads(json.dumps(export(read(document))))) == told


def test_plain_json_and_the_strict_decoder_read_the_same() -> None:
    assert decode(EXAMPLE) == json.loads(EXAMPLE)
