"""民法典 278, 物权法 76, 条例 12, 时间效力规定 1: each at its exact boundary, through a whole recount."""

from datetime import date
from typing import Any

import pytest

from domain.rules.law import (
    RULE_SETS,
    Base,
    Dimension,
    LegalTest,
    LegalWarning,
    NoLawInForce,
    Numerator,
    Operator,
    RuleSet,
    Share,
    Stage,
    article_of,
    governing,
    still_governs,
)
from domain.rules.recount import recount
from domain.rules.terms import MatterEffect, MatterKind
from tests.rules.files import casting, file, matter, unit, vote

ORDINARY_KINDS = [
    "rules_of_procedure",
    "management_covenant",
    "committee_election",
    "property_company",
    "service_terms",
    "repair_fund_manage",
    "other_major",
]


def first(document: dict[str, Any]) -> dict[str, Any]:
    """The one matter of a result."""
    result: Any = recount(document)
    only: dict[str, Any] = result["matters"][0]
    return only


@pytest.mark.parametrize(
    ("all_units", "yes", "no", "holds"),
    [(9, 6, 0, True), (9, 5, 0, False), (3, 2, 0, True), (10, 6, 0, False), (10, 7, 0, True), (1000, 666, 0, False)],
)
def test_civil_code_278_quorum_is_two_thirds_and_the_number_itself_counts(
    all_units: int, yes: int, no: int, holds: bool
) -> None:
    result = first(vote(all_units, yes, no))
    quorum = [test for test in result["tests"] if test["stage"] == "quorum"]
    assert [test["holds"] for test in quorum] == [holds, holds]
    assert result["outcome"] == ("adopted" if holds else "not_adopted")


@pytest.mark.parametrize(
    ("yes", "no", "none", "outcome"),
    [(5, 5, 0, "not_adopted"), (6, 4, 0, "adopted"), (5, 4, 1, "not_adopted"), (5, 3, 1, "adopted")],
)
@pytest.mark.parametrize("kind", ORDINARY_KINDS)
def test_civil_code_278_ordinary_needs_more_than_half_of_those_taking_part(
    kind: str, yes: int, no: int, none: int, outcome: str
) -> None:
    result = first(vote(10, yes, no, none, kind))
    assert (result["rule_set"], result["outcome"]) == ("CN-2021-ORDINARY", outcome)


@pytest.mark.parametrize(
    ("yes", "no", "none", "outcome"),
    [
        (6, 2, 0, "adopted"),
        (5, 2, 0, "not_adopted"),
        (6, 1, 1, "adopted"),
        (5, 3, 0, "not_adopted"),
        (8, 0, 0, "adopted"),
    ],
)
@pytest.mark.parametrize("kind", ["repair_fund_raise", "rebuild", "common_parts_use"])
def test_civil_code_278_special_needs_three_quarters_of_those_taking_part(
    kind: str, yes: int, no: int, none: int, outcome: str
) -> None:
    result = first(vote(8, yes, no, none, kind))
    assert (result["rule_set"], result["outcome"]) == ("CN-2021-SPECIAL", outcome)


@pytest.mark.parametrize(
    ("kind", "closes_on", "rule_set"),
    [
        ("repair_fund_use", "2020-12-31", "CN-2007-SPECIAL"),
        ("repair_fund_use", "2021-01-01", "CN-2021-ORDINARY"),
        ("repair_fund_raise", "2020-12-31", "CN-2007-SPECIAL"),
        ("repair_fund_raise", "2021-01-01", "CN-2021-SPECIAL"),
        ("repair_fund_manage", "2020-12-31", "CN-2007-ORDINARY"),
        ("rebuild", "2020-12-31", "CN-2007-SPECIAL"),
        ("common_parts_use", "2020-12-31", "CN-2007-ORDINARY"),
        ("common_parts_use", "2021-01-01", "CN-2021-SPECIAL"),
        ("property_company", "2007-10-01", "CN-2007-ORDINARY"),
    ],
)
def test_time_effect_1_the_law_in_force_at_the_close_governs(kind: str, closes_on: str, rule_set: str) -> None:
    assert governing(MatterKind(kind), date.fromisoformat(closes_on)).rule_set.id == rule_set


def test_time_effect_1_no_built_in_law_before_october_2007() -> None:
    with pytest.raises(NoLawInForce):
        governing(MatterKind.REBUILD, date(2007, 9, 30))


@pytest.mark.parametrize(
    ("kind", "all_units", "yes", "no", "outcome"),
    [
        ("property_company", 10, 5, 0, "not_adopted"),
        ("property_company", 10, 6, 0, "adopted"),
        ("property_company", 10, 5, 5, "not_adopted"),
        ("repair_fund_use", 9, 6, 0, "adopted"),
        ("repair_fund_use", 9, 5, 4, "not_adopted"),
    ],
)
def test_property_law_76_measures_against_all_and_regulation_12_asks_more_than_half_to_attend(
    kind: str, all_units: int, yes: int, no: int, outcome: str
) -> None:
    assert first(vote(all_units, yes, no, kind=kind, closes_on="2020-12-31"))["outcome"] == outcome


def test_regulation_12_attendance_of_exactly_half_fails() -> None:
    quorum = first(vote(10, 5, closes_on="2020-12-31"))["tests"][0]
    assert (quorum["operator"], quorum["fraction"], quorum["holds"], quorum["missing"]) == (">", "1/2", False, 1)


def test_civil_code_278_heads_without_area_is_not_a_double_majority() -> None:
    units = [unit("big", "300.00"), *(unit(f"u{number}", "50.00") for number in range(5))]
    castings = [casting("big", {"m1": ["no"]}), *(casting(f"u{number}", {"m1": ["yes"]}) for number in range(5))]
    result = first(file(units, castings))
    assert result["heads"]["for"] == 5
    assert result["area"] == {
        "all": "550.00",
        "participating": "550.00",
        "for": "250.00",
        "against": "300.00",
        "abstain": "0.00",
    }
    assert result["tests"][-1] == {
        "stage": "pass",
        "dimension": "area",
        "numerator": "250.00",
        "denominator": "550.00",
        "operator": ">",
        "fraction": "1/2",
        "holds": False,
        "missing": "25.01",
    }
    assert result["outcome"] == "not_adopted"


@pytest.mark.parametrize(
    ("kind", "effects", "rule_set", "warnings"),
    [
        (MatterKind.OTHER_MAJOR, {MatterEffect.REBUILDS}, "CN-2021-SPECIAL", {LegalWarning.RECLASSED}),
        (MatterKind.OTHER_MAJOR, {MatterEffect.EARNS_FROM_COMMON_PARTS}, "CN-2021-SPECIAL", {LegalWarning.RECLASSED}),
        (MatterKind.OTHER_MAJOR, {MatterEffect.CHANGES_COMMON_PARTS}, "CN-2021-SPECIAL", {LegalWarning.RECLASSED}),
        (MatterKind.OTHER_MAJOR, set(), "CN-2021-ORDINARY", set()),
        (
            MatterKind.REPAIR_FUND_USE,
            {MatterEffect.RAISES_REPAIR_FUND},
            "CN-2021-SPECIAL",
            {LegalWarning.BUNDLED, LegalWarning.RECLASSED},
        ),
        (MatterKind.REPAIR_FUND_RAISE, {MatterEffect.RAISES_REPAIR_FUND}, "CN-2021-SPECIAL", set()),
        (MatterKind.REPAIR_FUND_RAISE, {MatterEffect.REBUILDS}, "CN-2021-SPECIAL", {LegalWarning.BUNDLED}),
    ],
)
def test_civil_code_278_a_matter_takes_the_strictest_class_of_all_it_does(
    kind: MatterKind, effects: set[MatterEffect], rule_set: str, warnings: set[LegalWarning]
) -> None:
    found = governing(kind, date(2026, 3, 31), effects)
    assert (found.rule_set.id, set(found.warnings)) == (rule_set, warnings)


def test_property_law_76_changing_common_parts_was_ordinary() -> None:
    found = governing(MatterKind.OTHER_MAJOR, date(2020, 12, 31), {MatterEffect.CHANGES_COMMON_PARTS})
    assert (found.rule_set.id, found.warnings) == ("CN-2007-ORDINARY", ())


def test_an_extension_past_the_change_of_law_is_noticed() -> None:
    frozen = RULE_SETS["CN-2007-SPECIAL"]
    assert still_governs(frozen, MatterKind.REPAIR_FUND_USE, date(2020, 12, 31))
    assert not still_governs(frozen, MatterKind.REPAIR_FUND_USE, date(2021, 1, 1))
    assert not still_governs(frozen, MatterKind.REPAIR_FUND_USE, date(2007, 1, 1))


@pytest.mark.parametrize("rule_set", RULE_SETS.values(), ids=RULE_SETS)
def test_a_rule_set_comes_back_from_its_frozen_form(rule_set: RuleSet) -> None:
    again = RuleSet.from_json(rule_set.to_json())
    assert again == rule_set
    assert again.digest() == rule_set.digest()
    assert len({each.digest() for each in RULE_SETS.values()}) == len(RULE_SETS)


@pytest.mark.parametrize("rule_set", RULE_SETS.values(), ids=RULE_SETS)
def test_every_built_in_test_names_its_article(rule_set: RuleSet) -> None:
    stages = ([Stage.QUORUM] if rule_set.quorum else []) + [Stage.PASS]
    assert all("第" in article_of(rule_set, stage).zh for stage in stages)


def test_civil_code_279_one_missing_head_breaks_unanimity() -> None:
    unanimous = RULE_SETS["CN-279-UNANIMOUS"].to_json()
    rule_sets = {"m1": {key: unanimous[key] for key in ("id", "quorum", "pass")}}
    assert first(vote(4, 4, rule_sets=rule_sets))["outcome"] == "adopted"
    missing = first(vote(4, 3, rule_sets=rule_sets))
    assert (missing["outcome"], missing["tests"][0]["missing"]) == ("not_adopted", 1)


@pytest.mark.parametrize(
    ("operator", "numerator", "holds", "missing"),
    [
        (Operator.MORE, 5, False, 1),
        (Operator.MORE, 6, True, 0),
        (Operator.AT_LEAST, 5, True, 0),
        (Operator.AT_LEAST, 4, False, 1),
        (Operator.LESS, 5, False, 1),
        (Operator.LESS, 4, True, 0),
        (Operator.AT_MOST, 5, True, 0),
        (Operator.AT_MOST, 7, False, 2),
    ],
)
def test_civil_code_1259_each_operator_at_its_boundary(
    operator: Operator, numerator: int, holds: bool, missing: int
) -> None:
    test = LegalTest(Dimension.HEADS, Numerator.FOR, Base.ALL, operator, Share(1, 2))
    assert (test.holds(numerator, 10), test.missing(numerator, 10)) == (holds, missing)


@pytest.mark.parametrize("operator", Operator)
def test_a_base_of_nothing_is_false_whatever_the_operator(operator: Operator) -> None:
    test = LegalTest(Dimension.HEADS, Numerator.AGAINST, Base.CAST, operator, Share(1, 2))
    assert not test.holds(0, 0)
    assert test.missing(0, 0) >= 1


def foreign(*tests: tuple[str, str, str, str, str], quorum: tuple[tuple[str, str, str, str, str], ...] = ()) -> Any:
    """A rule set of another code of law, as a file writes it."""
    keys = ("dimension", "numerator", "base", "operator", "fraction")
    written = [[dict(zip(keys, test, strict=True)) for test in stage] for stage in (quorum, tests)]
    return {"m1": {"id": "FOREIGN", "quorum": written[0], "pass": written[1]}}


def test_another_code_measures_against_the_votes_cast() -> None:
    rule_sets = foreign(("heads", "for", "cast", ">", "1/2"))
    assert first(vote(10, 3, 2, 5, rule_sets=rule_sets))["tests"][0]["denominator"] == 5
    assert first(vote(10, 3, 3, rule_sets=rule_sets))["outcome"] == "not_adopted"


def test_another_code_bounds_the_objections_from_above() -> None:
    rule_sets = foreign(("heads", "against", "all", "<", "1/3"))
    assert first(vote(9, 0, 2, rule_sets=rule_sets))["outcome"] == "adopted"
    refused = first(vote(9, 0, 3, rule_sets=rule_sets))
    assert (refused["outcome"], refused["tests"][0]["missing"]) == ("not_adopted", 1)


def test_another_code_counts_a_third_dimension() -> None:
    units = [unit("u1", quota="60.00"), unit("u2", quota="25.00"), unit("u3", quota="15.00")]
    castings = [casting("u1", {"m1": ["yes"]}), casting("u2", {"m1": ["no"]})]
    rule_sets = foreign(("quota", "for", "all", ">=", "3/5"))
    result = first(file(units, castings, rule_sets=rule_sets))
    assert result["outcome"] == "adopted"
    assert result["quota"] == {
        "all": "100.00",
        "participating": "85.00",
        "for": "60.00",
        "against": "25.00",
        "abstain": "0.00",
    }


def test_another_code_has_a_second_meeting_with_a_lower_quorum() -> None:
    passing = (LegalTest(Dimension.HEADS, Numerator.FOR, Base.PARTICIPATING, Operator.MORE, Share(1, 2)),)
    attendance = LegalTest(Dimension.HEADS, Numerator.PARTICIPATING, Base.ALL, Operator.MORE, Share(1, 2))
    second = RuleSet("CALL-2", "LPH", (), passing)
    opening = RuleSet("CALL-1", "LPH", (attendance,), passing, second_meeting="CALL-2")
    assert RuleSet.from_json(opening.to_json()) == opening
    document = vote(10, 4)
    outcomes = [
        first({**document, "rule_sets": {"m1": rule_set.to_json()}})["outcome"] for rule_set in (opening, second)
    ]
    assert outcomes == ["not_adopted", "adopted"]


def test_an_other_major_matter_in_a_file_is_reclassed_by_what_it_does() -> None:
    document = vote(8, 5, 3)
    assert first({**document, "matters": [matter("other_major")]})["outcome"] == "adopted"
    assert first({**document, "matters": [matter("other_major", effects=["rebuilds"])]})["outcome"] == "not_adopted"
