"""Quarters in Shanghai, averages, and when a quarter's ratings are told."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.rules.ratings import Quarter, RatingCriterion, average, is_shown, rating_faults

A_MICROSECOND = timedelta(microseconds=1)
ALL_FOUR = [(criterion, 4) for criterion in RatingCriterion]


@pytest.mark.parametrize(
    ("quarter", "starts"),
    [
        (Quarter(2026, 1), datetime(2025, 12, 31, 16, 0, tzinfo=UTC)),
        (Quarter(2026, 2), datetime(2026, 3, 31, 16, 0, tzinfo=UTC)),
        (Quarter(2026, 3), datetime(2026, 6, 30, 16, 0, tzinfo=UTC)),
        (Quarter(2026, 4), datetime(2026, 9, 30, 16, 0, tzinfo=UTC)),
        (Quarter(2027, 1), datetime(2026, 12, 31, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_quarter_begins_at_midnight_in_shanghai(quarter: Quarter, starts: datetime) -> None:
    assert quarter.starts_at == starts
    assert Quarter.of(starts) == quarter
    assert Quarter.of(starts - A_MICROSECOND) == quarter.earlier(1)
    assert quarter.earlier(1).ends_at == starts


def test_quarters_follow_each_other_without_a_gap() -> None:
    quarter = Quarter(2026, 4)
    for number in range(40):
        assert quarter.earlier(number + 1).ends_at == quarter.earlier(number).starts_at
    assert quarter.earlier(4) == Quarter(2025, 4)
    assert quarter.earlier(-1) == Quarter(2027, 1)


def test_a_quarter_is_written_as_it_is_read() -> None:
    assert Quarter.parse("2026Q1") == Quarter(2026, 1)
    assert str(Quarter(2026, 1)) == "2026Q1"
    for wrong in ("2026Q5", "2026Q0", "26Q1", "2026q1", "2026Q1 ", "٢٠٢٦Q1", ""):
        assert Quarter.parse(wrong) is None


@pytest.mark.parametrize(
    ("total", "ratings", "text"),
    [(17, 4, "4.25"), (5, 1, "5.00"), (14, 3, "4.67"), (13, 3, "4.33"), (1001, 200, "5.01"), (999, 800, "1.25")],
)
def test_an_average_has_two_decimals_and_halves_go_up(total: int, ratings: int, text: str) -> None:
    assert average(total, ratings) == text


def test_a_quarter_is_told_from_exactly_five_ratings_on() -> None:
    assert [number for number in range(8) if is_shown(number)] == [5, 6, 7]


def test_each_criterion_is_rated_once_from_one_to_five() -> None:
    assert not list(rating_faults(ALL_FOUR, ""))
    assert [fault.path for fault in rating_faults(ALL_FOUR[1:], "")] == ["scores"]
    assert [fault.path for fault in rating_faults([*ALL_FOUR[1:], ALL_FOUR[1]], "")] == ["scores"]
    assert [fault.path for fault in rating_faults([*ALL_FOUR, ALL_FOUR[0]], "")] == ["scores"]
    edges = [(criterion, score) for criterion, score in zip(RatingCriterion, (0, 1, 5, 6, 3), strict=True)]
    assert [fault.path for fault in rating_faults(edges, "好" * 501)] == ["scores.0.score", "scores.3.score", "words"]
