"""Every test and every outcome in words: the numbers, the fraction, what is missing, and the article, zh and en."""

from typing import Any

import pytest

from domain.rules.explain import (
    Words,
    explain_departures,
    explain_outcome,
    explain_rule_set,
    explain_settings,
    explain_test,
)
from domain.rules.law import CN_279_UNANIMOUS, CN_2021_SPECIAL
from domain.rules.recount import count
from domain.rules.recount_file import read
from domain.rules.settings import CoOwner, CountingSettings, ElectionRank, Silent
from domain.rules.tally import MatterResult
from domain.rules.terms import MatterMode, Outcome, Usage
from tests.rules.files import casting, election, file, matter, unit, vote


def counted(document: dict[str, Any]) -> MatterResult:
    """The one matter of a file."""
    return count(read(document))[0]


def words(document: dict[str, Any], place: int) -> Words:
    """One test of it in words."""
    result = counted(document)
    return explain_test(result.tests[place], result.rule_set)


def test_civil_code_278_a_failing_quorum_says_how_many_heads_are_missing() -> None:
    zh, en = words(vote(9, 5), 0)
    assert zh == (
        "参与表决人数 5 人，全部人数 9 人（55.55 %），须不低于 2/3：未达到，差 1 人。"
        "依据：《民法典》第二百七十八条第二款。"
    )
    assert en == (
        "Heads taking part: 5 heads out of 9 heads (55.55 % of all), must be at least 2/3: does not hold, "
        "1 head missing. Civil Code, article 278, paragraph 2."
    )


def test_civil_code_278_a_failing_majority_says_how_much_area_is_missing() -> None:
    zh, en = words(vote(8, 4, 4), 3)
    assert "同意专有部分面积 400.00 平方米" in zh
    assert "须超过 1/2：未达到，差 0.01 平方米。" in zh
    assert "0.01 m² missing" in en


def test_property_law_76_names_its_own_articles() -> None:
    document = vote(9, 6, closes_on="2020-12-31")
    assert "《物业管理条例》第十二条" in words(document, 0).zh
    assert "达到。依据：《物权法》第七十六条第二款。" in words(document, 2).zh
    assert words(document, 2).en.endswith("holds. Property Law, article 76, paragraph 2.")


def test_another_code_is_named_by_its_law_and_an_upper_bound_says_too_many() -> None:
    test = {"dimension": "heads", "numerator": "against", "base": "all", "operator": "<", "fraction": "1/3"}
    rule_sets = {"m1": {"id": "X-1", "law": "LPH 17", "quorum": [], "pass": [test]}}
    zh, en = words(vote(9, 0, 4, rule_sets=rule_sets), 0)
    assert "（44.45 %），须少于 1/3：未达到，多 2 人。依据：LPH 17。" in zh
    assert "2 heads too many. LPH 17." in en


def test_a_share_of_nothing_is_said_to_be_one() -> None:
    assert "没有可计的基数" in words(file([], []), 0).zh


@pytest.mark.parametrize(
    ("document", "zh", "en"),
    [
        (vote(3, 2), "通过。各项法定条件均已达到。", "Adopted. Every test of the law holds."),
        (
            vote(9, 5),
            "未通过。参与表决的人数、专有部分面积未达到法定比例。",
            "Not adopted. Too few took part by heads and floor area.",
        ),
        (
            vote(4, 2, 2),
            "未通过。表决的人数、专有部分面积未达到法定比例。",
            "Not adopted. The vote falls short by heads and floor area.",
        ),
    ],
)
def test_the_outcome_of_a_matter_says_why(document: dict[str, Any], zh: str, en: str) -> None:
    assert explain_outcome(counted(document)) == (zh, en)


def choice(votes: str) -> dict[str, Any]:
    """A choice between A and B, one letter per owner."""
    options = [{"id": company, "role": "choice"} for company in "AB"]
    names = [f"u{place}" for place in range(len(votes))]
    castings = [casting(name, {"m1": [vote]}) for name, vote in zip(names, votes, strict=True)]
    return file([unit(name) for name in names], castings, [matter(mode="choice", options=options)])


def test_the_outcome_of_a_choice_names_what_was_adopted() -> None:
    titles = {"A": "甲公司"}
    assert explain_outcome(counted(choice("AAB")), titles).zh == "通过。通过的选项：甲公司。"
    assert explain_outcome(counted(choice("AABB")), titles).zh == "未通过。没有选项达到法定比例。"


def test_the_outcome_of_an_election_names_the_elected_the_tied_and_what_is_vacant() -> None:
    names = [f"u{place}" for place in range(4)]
    castings = [casting(name, {"m1": ["a", "b", "c"] if place < 3 else ["a"]}) for place, name in enumerate(names)]
    document = file([unit(name) for name in names], castings, [election(["a", "b", "c"], 2, max_picks=3)])
    zh, en = explain_outcome(counted(document), {"a": "张三"})
    assert zh == "需要另行投票决选。当选：张三。票数相同，须在 b、c 之间决选。空缺 1 席。"
    assert en == "A run-off is needed. Elected: 张三. Equal at the last seat, to a run-off: b, c. Vacant seats: 1."


def test_an_election_without_a_quorum_says_so() -> None:
    zh, en = explain_outcome(counted(file([unit("u1")], [], [election(["a"], 1)])))
    assert (zh, en) == (
        "未选足，结果不完整。参与表决未达到法定比例。空缺 1 席。",
        "The election is incomplete. Too few took part. Vacant seats: 1.",
    )


@pytest.mark.parametrize("mode", MatterMode)
def test_a_suspended_matter_has_a_sentence_and_no_result(mode: MatterMode) -> None:
    result = counted(vote(1, 1))
    suspended = MatterResult("m1", mode, result.rule_set, Outcome.SUSPENDED, {})
    assert explain_outcome(suspended).en == "Suspended: no result; what was cast is kept."


def test_the_settings_stand_on_every_result() -> None:
    usual = [sentence.zh for sentence in explain_settings(CountingSettings())]
    assert usual == [
        "产权人完全相同的房屋按一人计算。",
        "计入：住宅、商业、办公。",
        "未表决的不计入参与。",
        "选举先比人数，再比面积。",
    ]
    other = CountingSettings(
        CoOwner.ANY_OVERLAP, frozenset({Usage.HOME, Usage.PARKING}), Silent.MAJORITY, ElectionRank.AREA_THEN_HEADS
    )
    changed = explain_settings(other)
    assert changed[1].zh == "计入：住宅、车位（按本小区议事规则）。"
    assert explain_departures(other) == changed
    assert explain_departures(CountingSettings()) == ()
    assert explain_departures(CountingSettings(co_owner=CoOwner.ANY_OVERLAP)) == (changed[0],)


def test_civil_code_278_says_before_the_vote_what_it_asks() -> None:
    assert [zh for zh, _ in explain_rule_set(CN_2021_SPECIAL)] == [
        "参与表决人数须不低于全部人数的 2/3。依据：《民法典》第二百七十八条第二款。",
        "参与表决专有部分面积须不低于全部专有部分面积的 2/3。依据：《民法典》第二百七十八条第二款。",
        "同意人数须不低于参与表决人数的 3/4。依据：《民法典》第二百七十八条第二款。",
        "同意专有部分面积须不低于参与表决专有部分面积的 3/4。依据：《民法典》第二百七十八条第二款。",
    ]


def test_civil_code_279_says_before_the_vote_what_it_asks() -> None:
    assert explain_rule_set(CN_279_UNANIMOUS) == (
        Words(
            "同意人数须不低于全部人数的 1/1。依据：《民法典》第二百七十九条。",
            "Heads in favour must be at least 1/1 of all. Civil Code, article 279.",
        ),
    )
