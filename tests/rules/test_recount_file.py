"""`gongjue recount`: good files give the result, faulty ones every fault, and nothing gives a traceback."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rules.json_reader import decode
from domain.rules.recount import recount
from domain.rules.recount_export import export
from domain.rules.recount_file import FaultyRecountFile, read
from gongjue import recount as command
from tests.rules.files import YES_NO, Document, casting, election, file, matter, unit, vote
from tests.rules.strategies import documents

Change = Callable[[Any], object]


def faults(document: object) -> list[str]:
    """The paths of everything wrong with a document."""
    try:
        read(document)
    except FaultyRecountFile as faulty:
        return [fault.path for fault in faulty.faults]
    return []


def good() -> Document:
    """Two matters, three units, two castings."""
    both = [matter(), election(["a", "b", "c"], 3, id="m2")]
    units = [unit("u1"), unit("u2"), unit("u3", kind="parking")]
    castings = [casting(name, {"m1": ["yes"], "m2": ["a", "b"]}) for name in ("u1", "u2")]
    rule = {"dimension": "heads", "numerator": "for", "base": "all", "operator": ">=", "fraction": "3/5"}
    return file(units, castings, both, settings={}, rule_sets={"m1": {"id": "X", "quorum": [], "pass": [rule]}})


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


def run(content: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The command on a file of these bytes."""
    path = tmp_path / "ballot.json"
    path.write_bytes(content)
    status = command.run(str(path))
    captured = capfd.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"{'format': 1}", "JSON"),
        (b'{"a": 1} {}', "JSON"),
        (b"\xff\xfe{", "UTF-8"),
        ("{}".encode("utf-16"), "UTF-8"),
        (b"[" * 200_000, "nested"),
        (b"null", "object"),
        (b"NaN", "NaN"),
        (b'{"closes_on": -Infinity}', "-Infinity"),
        (b'{"closes_on": ' + b"9" * 5000 + b"}", "9999"),
        (b'{"closes_on": 1e999}', "1e999"),
        (b'{"format": "a", "format": "b"}', "more than once"),
        (b'{"settings": {"silent": "none", "silent": "majority"}}', "$.settings.silent: "),
        (b'{"closes_on": "\\ud800"}', "\\ud800"),
        (b'{"closes_on": "a\\nb"}', "a\\nb"),
    ],
)
def test_what_is_not_json_is_refused_in_sentences(
    content: bytes, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(content, tmp_path, capfd)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(b"\xef\xbb\xbf" + json.dumps(good()).encode(), tmp_path, capfd)
    assert (status, err) == (0, "")
    assert json.loads(out) == recount(good())


def test_each_fault_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = good()
    document["units"][0]["id"] = "a\nb\u2028c"
    document["units"][1]["kind"] = "x\ny" * 100
    status, out, err = run(json.dumps(document).encode(), tmp_path, capfd)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == len(faults(document)) == 2


@pytest.mark.parametrize("path", ["", "missing.json", "."])
def test_a_file_that_cannot_be_read_is_refused(path: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert command.run(str(tmp_path / path)) == 2
    assert "cannot be read" in capfd.readouterr().err


def test_a_casting_after_the_close_is_counted_and_remarked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = vote(3, 2)
    document["castings"][1]["at"] = "2026-04-01T00:00:00+08:00"
    status, out, err = run(json.dumps(document).encode(), tmp_path, capfd)
    assert (status, json.loads(out)["matters"][0]["heads"]["for"]) == (0, 2)
    assert "$.castings[1].at" in err
    assert len(err.splitlines()) == 1


def test_a_rule_set_that_borrows_a_built_in_name_is_remarked() -> None:
    document = good()
    document["rule_sets"]["m1"]["id"] = "CN-2021-SPECIAL"
    assert [remark.path for remark in read(document).remarks] == ["$.rule_sets.m1"]


EXAMPLE = """
{"format": "gongjue-recount/1",
 "closes_on": "2026-03-31",
 "settings": {"co_owner": "exact_set", "area_kinds": ["home","shop","office"],
              "silent": "none", "election_rank": "heads_then_area", "households": 948},
 "units":    [{"id": "u1", "area": "88.35", "kind": "home",
               "owners": ["A"], "developer_stock": false, "delivered": true}],
 "castings": [{"unit": "u1", "owners": ["A"], "at": "2026-03-20T10:00:00+08:00", "choices": {"m1": ["for"]}}],
 "matters":  [{"id": "m1", "kind": "repair_fund_raise", "mode": "single", "seats": 5, "max_picks": 5,
               "options": [{"id": "for", "role": "for"}, {"id": "against", "role": "against"}]}],
 "rule_sets": {"m1": {"id": "LPH-17-3", "quorum": [], "pass": [{"dimension": "heads", "numerator": "for",
               "base": "all", "operator": ">=", "fraction": "3/5"}]}}}
"""
RESULT = """\
{
  "format": "gongjue-recount-result/1",
  "matters": [
    {
      "id": "m1",
      "rule_set": "LPH-17-3",
      "heads": {
        "all": 1,
        "participating": 1,
        "for": 1,
        "against": 0,
        "abstain": 0
      },
      "area": {
        "all": "88.35",
        "participating": "88.35",
        "for": "88.35",
        "against": "0.00",
        "abstain": "0.00"
      },
      "tests": [
        {
          "stage": "pass",
          "dimension": "heads",
          "numerator": 1,
          "denominator": 1,
          "operator": ">=",
          "fraction": "3/5",
          "holds": true,
          "missing": 0
        }
      ],
      "outcome": "adopted"
    }
  ]
}
"""


def test_the_example_of_the_format_through_the_real_command() -> None:
    arguments = [sys.executable, "-m", "gongjue", "recount", "-"]
    done = subprocess.run(arguments, input=EXAMPLE.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, RESULT, b"")


def test_a_faulty_file_through_the_real_command(tmp_path: Path) -> None:
    path = tmp_path / "faulty.json"
    path.write_text(EXAMPLE.replace('"88.35"', '"88.355"').replace('"unit": "u1"', '"unit": "u2"'))
    arguments = [sys.executable, "-m", "gongjue", "recount", str(path)]
    done = subprocess.run(arguments, capture_output=True, check=False, env={"LC_ALL": "C", "PATH": ""})
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["$.units[0].area", "$.castings[0].unit"]


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_text(json.dumps(good() | {"units": [{"id": number} for number in range(5_000)]}))
    arguments = [sys.executable, "-m", "gongjue", "recount", str(path)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"$.")
        process.stderr.close()
        assert process.wait() == 2


def test_a_result_that_cannot_be_written_is_no_success() -> None:
    arguments = [sys.executable, "-m", "gongjue", "recount", "-"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(arguments, input=EXAMPLE.encode(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


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
