"""The count at its boundaries: elections (条例 39), choices, co-owners (解释 9), transfers, silence, suspension."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.rules.ballot import Matter, Option
from domain.rules.law import CN_2021_ORDINARY, Dimension
from domain.rules.recount import recount
from domain.rules.settings import CountingSettings
from domain.rules.tally import Question, gather, percentage, tally
from domain.rules.terms import MatterKind, MatterMode, OptionRole, Outcome
from tests.rules.files import Document, casting, election, file, matter, unit


def first(document: Document) -> Any:
    """The one matter of a result."""
    result: Any = recount(document)
    return result["matters"][0]


def elect(votes: dict[str, int], seats: int, voters: int = 10, **more: Any) -> Any:
    """An election in which candidate c is named by the first `votes[c]` of so many owners of 100 m² each."""
    names = [f"u{number:02d}" for number in range(voters)]
    castings = [
        casting(name, {"m1": [candidate for candidate, count in votes.items() if place < count]})
        for place, name in enumerate(names)
    ]
    areas = more.pop("areas", {})
    units = [unit(name, areas.get(name, "100.00")) for name in names]
    return first(file(units, castings, [election(list(votes), seats, max_picks=len(votes))], **more))


@pytest.mark.parametrize(
    ("votes", "seats", "outcome", "elected", "vacant"),
    [
        ({"a": 10, "b": 9, "c": 8, "d": 7, "e": 6}, 5, "elected", ["a", "b", "c", "d", "e"], 0),
        ({"a": 10, "b": 9, "c": 8, "d": 7, "e": 5}, 5, "incomplete", ["a", "b", "c", "d"], 1),
        ({"a": 10, "b": 9, "c": 8, "d": 7, "e": 6, "f": 5, "g": 5}, 7, "elected", ["a", "b", "c", "d", "e"], 2),
        ({"a": 10, "b": 9, "c": 8, "d": 7, "e": 6, "f": 6, "g": 5}, 7, "incomplete", ["a", "b", "c", "d", "e", "f"], 1),
        ({"a": 6, "b": 10, "c": 8, "d": 7, "e": 9, "f": 7}, 5, "elected", ["b", "e", "c", "d", "f"], 0),
        ({"a": 5, "b": 5, "c": 0, "d": 0, "e": 0}, 5, "incomplete", [], 5),
    ],
)
def test_regulation_39_the_committee_is_those_who_qualify_by_rank(
    votes: dict[str, int], seats: int, outcome: str, elected: list[str], vacant: int
) -> None:
    result = elect(votes, seats)
    assert (result["outcome"], result["elected"], result["vacant_seats"]) == (outcome, elected, vacant)
    assert result["run_off"] == []


@pytest.mark.parametrize(("households", "outcome"), [(100, "elected"), (101, "incomplete")])
def test_regulation_39_three_members_are_enough_for_100_households(households: int, outcome: str) -> None:
    assert elect({"a": 10, "b": 9, "c": 8}, 3, settings={"households": households})["outcome"] == outcome


def test_regulation_39_five_members_where_the_number_of_households_is_not_known() -> None:
    assert elect({"a": 10, "b": 9, "c": 8}, 3)["outcome"] == "incomplete"


def test_equal_at_the_cut_goes_to_a_run_off_among_the_tied_only() -> None:
    result = elect({"a": 10, "b": 9, "c": 8, "d": 8, "e": 8, "f": 7}, 4)
    assert (result["outcome"], result["elected"], result["run_off"]) == ("run_off", ["a", "b"], ["c", "d", "e"])
    assert result["vacant_seats"] == 2


def test_equal_above_the_cut_is_no_run_off() -> None:
    result = elect({"a": 10, "b": 10, "c": 9, "d": 8, "e": 7, "f": 6}, 5)
    assert (result["outcome"], set(result["elected"])) == ("elected", {"a", "b", "c", "d", "e"})


def test_candidates_rank_by_heads_then_area_or_the_other_way_round() -> None:
    areas = {"u09": "500.00"}
    units = [unit(f"u{number:02d}", areas.get(f"u{number:02d}", "100.00")) for number in range(10)]
    both = [f"u{number:02d}" for number in range(3, 9)]
    castings = [casting(name, {"m1": ["heads", "area"] if name in both else ["heads"]}) for name in both]
    castings += [casting("u00", {"m1": ["heads"]}), casting("u01", {"m1": ["heads"]}), casting("u09", {"m1": ["area"]})]
    for rank, winner in (("heads_then_area", "heads"), ("area_then_heads", "area")):
        document = file(
            units, castings, [election(["heads", "area"], 1, max_picks=2)], settings={"election_rank": rank}
        )
        result = first(document)
        assert [option["passes"] for option in result["options"]] == [True, True]
        assert result["elected"] == [winner]


def test_a_tie_in_heads_is_decided_by_area() -> None:
    areas = {"u09": "120.00"}
    names = [f"u{number:02d}" for number in range(10)]
    units = [unit(name, areas.get(name, "100.00")) for name in names]
    shared = names[:7]
    castings = [casting(name, {"m1": ["a", "b"]}) for name in shared]
    castings += [casting("u08", {"m1": ["a"]}), casting("u09", {"m1": ["b"]})]
    result = first(file(units, castings, [election(["a", "b"], 1, max_picks=2)]))
    assert (result["elected"], result["run_off"]) == (["b"], [])


def test_civil_code_278_a_candidate_needs_heads_and_area_both() -> None:
    units = [unit("big", "900.00"), *(unit(f"u{number}") for number in range(4))]
    castings = [casting("big", {"m1": ["rich"]}), *(casting(f"u{number}", {"m1": ["poor"]}) for number in range(4))]
    result = first(file(units, castings, [election(["rich", "poor"], 1)]))
    assert result["options"] == [
        {"id": "rich", "heads": 1, "area": "900.00", "passes": False},
        {"id": "poor", "heads": 4, "area": "400.00", "passes": False},
    ]


def test_naming_nobody_in_an_election_is_to_abstain_and_to_take_part() -> None:
    result = elect({"a": 6}, 1)
    assert result["heads"] == {"all": 10, "participating": 10, "for": 6, "against": 0, "abstain": 4}
    assert [test["stage"] for test in result["tests"]] == ["quorum", "quorum"]


def test_without_a_quorum_nobody_is_elected() -> None:
    names = [f"u{number:02d}" for number in range(10)]
    castings = [casting(name, {"m1": ["a"]}) for name in names[:6]]
    result = first(file([unit(name) for name in names], castings, [election(["a"], 1)]))
    assert (result["outcome"], result["elected"], result["options"][0]["passes"]) == ("incomplete", [], False)


def choose(votes: list[str], **more: Any) -> Any:
    """A choice between companies A, B and C by owners of 100 m² each."""
    options = [{"id": company, "role": "choice"} for company in "ABC"] + [{"id": "none", "role": "abstain"}]
    names = [f"u{number:02d}" for number in range(len(votes))]
    castings = [casting(name, {"m1": [vote]}) for name, vote in zip(names, votes, strict=True) if vote]
    return first(file([unit(name) for name in names], castings, [matter(mode="choice", options=options)], **more))


@pytest.mark.parametrize(
    ("votes", "outcome", "passing"),
    [
        (["A"] * 6 + ["B"] * 4, "adopted", ["A"]),
        (["A"] * 5 + ["B"] * 5, "not_adopted", []),
        (["A"] * 4 + ["B"] * 3 + ["C"] * 3, "not_adopted", []),
        (["A"] * 5 + ["none"] * 5, "not_adopted", []),
        (["A"] * 6 + [""] * 4, "not_adopted", []),
    ],
)
def test_civil_code_278_the_most_votes_never_win_by_themselves(
    votes: list[str], outcome: str, passing: list[str]
) -> None:
    result = choose(votes)
    assert result["outcome"] == outcome
    assert [option["id"] for option in result["options"] if option["passes"]] == passing


def test_two_choices_that_both_pass_a_low_threshold_go_to_a_run_off() -> None:
    test = {"dimension": "heads", "numerator": "for", "base": "all", "operator": ">=", "fraction": "2/5"}
    result = choose(["A"] * 5 + ["B"] * 5, rule_sets={"m1": {"id": "LOW", "quorum": [], "pass": [test]}})
    assert (result["outcome"], result["run_off"]) == ("run_off", ["A", "B"])


def test_interpretation_9_an_owner_of_several_units_is_one_head_with_all_their_area() -> None:
    units = [unit("u1", "100.00", ["A"]), unit("u2", "50.00", ["A"]), unit("u3", "10.00", ["B"])]
    result = first(file(units, [casting(name, {"m1": ["yes"]}, ["A"]) for name in ("u1", "u2")]))
    assert (result["heads"]["all"], result["heads"]["for"], result["area"]["for"]) == (2, 1, "150.00")


def test_only_the_covered_units_area_takes_part() -> None:
    units = [unit("u1", "100.00", ["A"]), unit("u2", "50.00", ["A"])]
    result = first(file(units, [casting("u1", {"m1": ["yes"]}, ["A"])]))
    assert (result["heads"]["participating"], result["area"]["participating"]) == (1, "100.00")


def test_transfers_a_cast_unit_stays_with_the_head_that_cast_it() -> None:
    units = [unit("u1", "100.00", ["B"]), unit("u2", "50.00", ["B"]), unit("u3", "10.00", ["A"])]
    result = first(file(units, [casting("u1", {"m1": ["yes"]}, ["A"])]))
    # u1 was A's when it was cast, and A still has u3: one head. B has u2 and stays silent.
    assert result["heads"] == {"all": 2, "participating": 1, "for": 1, "against": 0, "abstain": 0}


def test_transfers_buyer_and_seller_may_both_be_heads() -> None:
    units = [unit("u1", "100.00", ["B"]), unit("u2", "50.00", ["B"])]
    castings = [casting("u1", {"m1": ["yes"]}, ["A"]), casting("u2", {"m1": ["no"]}, ["B"], at="11:00:00")]
    assert first(file(units, castings))["heads"] == {"all": 2, "participating": 2, "for": 1, "against": 1, "abstain": 0}


def test_any_overlap_a_head_counts_by_its_earliest_casting_and_areas_as_each_unit_was_cast() -> None:
    units = [unit("u1", "100.00", ["A", "B"]), unit("u2", "50.00", ["B", "C"]), unit("u3", "10.00", ["D"])]
    castings = [
        casting("u1", {"m1": ["no"]}, ["A", "B"], at="11:00:00"),
        casting("u2", {"m1": ["yes"]}, ["B", "C"], at="10:59:59"),
    ]
    result = first(file(units, castings, settings={"co_owner": "any_overlap"}))
    assert result["heads"] == {"all": 2, "participating": 1, "for": 1, "against": 0, "abstain": 0}
    assert (result["area"]["for"], result["area"]["against"]) == ("50.00", "100.00")
    assert first(file(units, castings))["heads"]["all"] == 3


def test_earlier_is_by_the_instant_not_by_how_it_is_written() -> None:
    units = [unit("u1", "100.00", ["A"]), unit("u2", "100.00", ["A"])]
    castings = [casting("u1", {"m1": ["no"]}, ["A"], at="10:00:00"), casting("u2", {"m1": ["yes"]}, ["A"])]
    castings[1]["at"] = "2026-03-20T01:59:59Z"
    assert first(file(units, castings))["heads"]["for"] == 1


def test_the_kinds_that_count() -> None:
    kinds = ["home", "shop", "office", "parking", "storage", "public", "equipment", "civil_defence"]
    units = [unit(kind, "1.00", kind=kind) for kind in kinds]
    castings = [casting(kind, {"m1": ["yes"]}) for kind in kinds]
    assert first(file(units, castings))["heads"] == {"all": 3, "participating": 3, "for": 3, "against": 0, "abstain": 0}
    assert first(file(units, castings, settings={"area_kinds": kinds}))["area"]["all"] == "5.00"


def silent_estate(yes: int, no: int, delivered: int, silent: int) -> Document:
    """So many for and against, and the silent, of whom the first few were reached."""
    names = [f"u{number:02d}" for number in range(yes + no + silent)]
    castings = [casting(name, {"m1": ["yes" if place < yes else "no"]}) for place, name in enumerate(names[: yes + no])]
    units = [unit(name, delivered=yes + no <= place < yes + no + delivered) for place, name in enumerate(names)]
    return file(units, castings, settings={"silent": "majority"})


@pytest.mark.parametrize(
    ("yes", "no", "delivered", "silent", "figures", "outcome"),
    [
        (3, 1, 2, 5, (6, 5, 1), "adopted"),
        (3, 1, 1, 5, (5, 4, 1), "not_adopted"),
        (1, 3, 2, 5, (6, 1, 5), "not_adopted"),
        (2, 2, 5, 5, (4, 2, 2), "not_adopted"),
    ],
    ids=["enough reached", "too few reached", "the majority is against", "no majority"],
)
def test_silent_majority_deems_only_the_reached_and_gives_both_figures(
    yes: int, no: int, delivered: int, silent: int, figures: tuple[int, int, int], outcome: str
) -> None:
    result = first(silent_estate(yes, no, delivered, silent))
    heads = result["heads"]
    assert (heads["participating"], heads["for"], heads["against"]) == figures
    assert (result["outcome"], result["strict"]["outcome"]) == (outcome, "not_adopted")
    assert result["strict"]["heads"] == {"all": 9, "participating": yes + no, "for": yes, "against": no, "abstain": 0}


def test_silent_majority_is_one_only_where_heads_and_area_agree() -> None:
    units = [unit("big", "500.00"), unit("u1"), unit("u2"), *(unit(f"s{n}", delivered=True) for n in range(3))]
    castings = [casting("big", {"m1": ["no"]}), casting("u1", {"m1": ["yes"]}), casting("u2", {"m1": ["yes"]})]
    result = first(file(units, castings, settings={"silent": "majority"}))
    assert result["heads"] == {"all": 6, "participating": 3, "for": 2, "against": 1, "abstain": 0}
    assert result["area"] == result["strict"]["area"]


def test_silence_is_not_printed_where_it_means_nothing() -> None:
    document = silent_estate(3, 1, 2, 5)
    document["settings"] = {}
    assert "strict" not in first(document)


def test_silent_majority_an_owner_who_answered_is_not_silent_with_another_unit() -> None:
    units = [unit("u1", "10.00", ["A"]), unit("u2", "90.00", ["A"], delivered=True)]
    result = first(file(units, [casting("u1", {"m1": ["yes"]}, ["A"])], settings={"silent": "majority"}))
    assert result["area"]["participating"] == result["strict"]["area"]["participating"] == "10.00"


def test_silence_never_elects_a_person() -> None:
    names = [f"u{number}" for number in range(9)]
    castings = [casting(name, {"m1": ["a"]}) for name in names[:5]]
    units = [unit(name, delivered=True) for name in names]
    result = first(file(units, castings, [election(["a"], 1)], settings={"silent": "majority"}))
    assert result["heads"] == result["strict"]["heads"]


def test_a_suspended_matter_has_no_result_and_the_other_has() -> None:
    options = (Option("yes", OptionRole.FOR), Option("no", OptionRole.AGAINST))
    questions = [
        Question(Matter(name, MatterKind.OTHER_MAJOR, MatterMode.SINGLE, options), CN_2021_ORDINARY, name == "m1")
        for name in ("m1", "m2")
    ]
    rows = [("u1", "A", 100, datetime(2026, 3, 20, tzinfo=UTC), ((), ("yes",)), False)]
    suspended, other = tally(questions, gather(rows), CountingSettings())
    assert (suspended.outcome, suspended.tests, suspended.figures) == (Outcome.SUSPENDED, (), {})
    assert (other.outcome, other.figures[Dimension.HEADS].in_favour) == (Outcome.ADOPTED, 1)


def test_an_empty_roll_adopts_nothing() -> None:
    result = first(file([], []))
    assert (result["heads"]["all"], result["area"]["all"], result["outcome"]) == (0, "0.00", "not_adopted")
    assert not any(test["holds"] for test in result["tests"])


@pytest.mark.parametrize(
    ("numerator", "denominator", "upper_bound", "shown"),
    [
        (749_988, 1_000_000, False, "74.99 %"),
        (749_999, 1_000_000, False, "74.99 %"),
        (3, 4, False, "75.00 %"),
        (2, 3, False, "66.66 %"),
        (1, 3, True, "33.34 %"),
        (1, 4, True, "25.00 %"),
        (250_001, 1_000_000, True, "25.01 %"),
        (9, 9, False, "100.00 %"),
        (0, 9, True, "0.00 %"),
        (0, 0, False, "—"),
        (10**18 - 1, 10**18, False, "99.99 %"),
    ],
)
def test_a_percentage_is_rounded_toward_failing(
    numerator: int, denominator: int, upper_bound: bool, shown: str
) -> None:
    assert percentage(numerator, denominator, upper_bound) == shown
