"""What the rules counted stands on the result sheet, to the last test."""

from dataclasses import replace

import pytest

from domain.rules.ballot import Matter, Option
from domain.rules.law import RULE_SETS, Dimension
from domain.rules.settings import CountingSettings, Silent
from domain.rules.tally import Column, Paper, Poll, Question, tally
from domain.rules.terms import MatterKind, MatterMode, OptionRole, Outcome
from domain.services.documents.counted import matter_entry
from domain.services.documents.result_sheet import MatterEntry, render_result_sheet
from domain.services.wording import Language
from tests.services.sheets_of_paper import RESULT, pages_of

SIDES = (Option("for", OptionRole.FOR), Option("no", OptionRole.AGAINST), Option("abstain", OptionRole.ABSTAIN))
COVENANT = Matter("m", MatterKind.MANAGEMENT_COVENANT, MatterMode.SINGLE, SIDES)
COMPANY = Matter(
    "m",
    MatterKind.PROPERTY_COMPANY,
    MatterMode.CHOICE,
    (Option("a", OptionRole.CHOICE), Option("b", OptionRole.CHOICE), Option("none", OptionRole.ABSTAIN)),
)
ELECTION = Matter(
    "m",
    MatterKind.COMMITTEE_ELECTION,
    MatterMode.ELECTION,
    tuple(Option(name, OptionRole.CANDIDATE) for name in "abcdef"),
    seats=5,
)


def entry_of(
    matter: Matter, papers: dict[Paper, int], silent: int = 0, settings: CountingSettings | None = None
) -> MatterEntry:
    """A hundred heads with 100.00 m² each; `silent` of them were reached."""
    poll: Poll = {
        Dimension.HEADS: Column(100, papers, silent),
        Dimension.AREA: Column(1_000_000, {paper: 10_000 * heads for paper, heads in papers.items()}, 10_000 * silent),
    }
    question = Question(matter, RULE_SETS["CN-2021-ORDINARY"])
    [result] = tally([question], poll, settings or CountingSettings())
    titles = {"no": "不同意", "a": "甲", "b": "乙", "c": "丙", "d": "丁", "e": "戊", "f": "己"}
    return matter_entry(result, matter, title="事项", option_titles=titles)


def test_a_matter_put_as_a_whole_has_its_three_sides_and_four_tests() -> None:
    entry = entry_of(COVENANT, {(("for",),): 40, (("no",),): 25, (("abstain",),): 5})
    assert entry.outcome is Outcome.ADOPTED
    assert [(line.title, line.role, line.heads, line.area) for line in entry.options] == [
        (None, OptionRole.FOR, 40, 400_000),
        ("不同意", OptionRole.AGAINST, 25, 250_000),
        (None, OptionRole.ABSTAIN, 5, 50_000),
    ]
    assert entry.options[0].heads_percentage == "57.14 %"
    assert entry.options[0].succeeds is True
    assert entry.options[1].succeeds is None
    assert [(test.stage, test.dimension, test.fraction, test.holds) for test in entry.requirements] == [
        ("quorum", "heads", "2/3", True),
        ("quorum", "area", "2/3", True),
        ("pass", "heads", "1/2", True),
        ("pass", "area", "1/2", True),
    ]
    text = "".join(pages_of(render_result_sheet(replace(RESULT, matters=(entry,))).pdf))
    assert "不同意（反对）" in text
    assert "".join(entry.requirements[3].sentence.zh.split()) in text
    assert "".join(entry.reason.zh.split()) in text


def test_of_several_choices_each_is_tested_by_itself() -> None:
    entry = entry_of(COMPANY, {(("a",),): 36, (("b",),): 33, (("none",),): 1})
    assert [(line.title, line.succeeds) for line in entry.options[:2]] == [("甲", True), ("乙", False)]
    assert [line.role for line in entry.options[2:]] == [OptionRole.AGAINST, OptionRole.ABSTAIN]
    assert [test.option for test in entry.requirements] == [None, None, "甲", "甲", "乙", "乙"]
    assert "甲" in entry.reason.zh


def test_an_election_names_its_seats_and_candidates() -> None:
    entry = entry_of(ELECTION, {(("a", "b", "c", "d", "e"),): 60, (("f",),): 10})
    assert entry.outcome is Outcome.ELECTED
    assert entry.seats == 5
    assert entry.options[5].title == "己"
    assert entry.options[5].succeeds is False
    text = "".join(pages_of(render_result_sheet(replace(RESULT, matters=(entry,)), Language.EN).pdf))
    assert "5seats" in text
    assert "甲,乙,丙,丁,戊" in text


def test_where_silence_was_deemed_to_agree_both_results_are_printed() -> None:
    settings = CountingSettings(silent=Silent.MAJORITY)
    entry = entry_of(COVENANT, {(("for",),): 40, (("no",),): 10}, silent=30, settings=settings)
    assert entry.outcome is Outcome.ADOPTED
    assert entry.strict is not None
    assert entry.strict.outcome is Outcome.NOT_ADOPTED
    assert (entry.options[0].heads, entry.strict.options[0].heads) == (70, 40)
    text = "".join(pages_of(render_result_sheet(replace(RESULT, matters=(entry,))).pdf))
    assert "不计入默示意见时的结果" in text
    assert "".join(entry.strict.reason.zh.split()) in text


@pytest.mark.parametrize("matter", [COVENANT, COMPANY, ELECTION])
def test_a_suspended_matter_has_no_figures(matter: Matter) -> None:
    [result] = tally([Question(matter, RULE_SETS["CN-2021-ORDINARY"], suspended=True)], {}, CountingSettings())
    entry = matter_entry(result, matter, title="事项", option_titles={})
    assert (entry.outcome, entry.options, entry.requirements) == (Outcome.SUSPENDED, (), ())


def test_nobody_took_part_is_a_result_too() -> None:
    entry = entry_of(COVENANT, {})
    assert entry.outcome is Outcome.NOT_ADOPTED
    assert entry.options[0].heads_percentage == "—"
    assert "—" in "".join(pages_of(render_result_sheet(replace(RESULT, matters=(entry,))).pdf))
