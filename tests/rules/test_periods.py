"""条例 35 and 37, 民法典 201 and 203, and the guide's extension: each at its exact instant, in Shanghai's days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.rules.holidays import CALENDAR
from domain.rules.periods import (
    ExtensionFault,
    HolidayCalendar,
    PeriodFault,
    PeriodWarning,
    day_of,
    earliest_opening,
    end_of,
    extended_close,
    extension_faults,
    is_in_time,
    last_day,
    posting_due,
    result_due,
    start_of,
    window_faults,
    window_warnings,
)

INSTANT = timedelta(microseconds=1)
NOW = start_of(date(2026, 3, 1))
OPENS = start_of(date(2026, 3, 16))
CLOSES = end_of(date(2026, 3, 31))


def shanghai(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant of March 2026, told by the clock in Shanghai."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize("published", [shanghai(1), shanghai(1, 23, 59), shanghai(1, 9)])
def test_regulation_35_published_on_1_march_opens_on_16_march_at_the_earliest(published: datetime) -> None:
    assert earliest_opening([published]) == OPENS
    assert window_faults([published], OPENS, CLOSES, NOW) == ()
    assert window_faults([published], OPENS - INSTANT, CLOSES, NOW) == (PeriodFault.NOTICES_TOO_LATE,)


def test_regulation_35_the_later_of_both_notices_counts() -> None:
    assert earliest_opening([shanghai(1), shanghai(2)]) == OPENS + timedelta(days=1)
    assert window_faults([shanghai(1), shanghai(2)], OPENS, CLOSES, NOW) == (PeriodFault.NOTICES_TOO_LATE,)


def test_days_are_those_of_shanghai_not_of_utc() -> None:
    last_second_in_utc = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
    assert day_of(last_second_in_utc - INSTANT) == date(2026, 3, 1)
    assert day_of(last_second_in_utc) == date(2026, 3, 2)
    assert earliest_opening([last_second_in_utc]) == OPENS + timedelta(days=1)


def test_civil_code_203_the_last_day_ends_at_24_oclock() -> None:
    assert CLOSES.isoformat() == "2026-03-31T16:00:00+00:00"
    assert last_day(CLOSES) == date(2026, 3, 31)
    assert is_in_time(OPENS, CLOSES, CLOSES - INSTANT)
    assert not is_in_time(OPENS, CLOSES, CLOSES)
    assert is_in_time(OPENS, CLOSES, OPENS)
    assert not is_in_time(OPENS, CLOSES, OPENS - INSTANT)


def test_a_window_names_all_its_faults_at_once() -> None:
    closes = OPENS - timedelta(hours=1)
    assert window_faults([shanghai(2)], OPENS, closes, OPENS) == (
        PeriodFault.NOTICES_TOO_LATE,
        PeriodFault.NOT_AFTER_NOW,
        PeriodFault.ENDS_BEFORE_IT_OPENS,
        PeriodFault.NOT_AT_MIDNIGHT,
    )


def test_a_window_lasts_a_day_at_least_and_closes_at_midnight() -> None:
    published = [shanghai(1)]
    assert window_faults(published, OPENS, OPENS + timedelta(days=1), NOW) == ()
    assert window_faults(published, OPENS + INSTANT, OPENS + timedelta(days=1), NOW) == (PeriodFault.TOO_SHORT,)
    assert window_faults(published, OPENS, CLOSES + INSTANT, NOW) == (PeriodFault.NOT_AT_MIDNIGHT,)


@pytest.mark.parametrize(
    ("days", "warnings"),
    [
        (4, (PeriodWarning.UNUSUALLY_SHORT,)),
        (5, ()),
        (60, ()),
        (61, (PeriodWarning.UNUSUALLY_LONG,)),
    ],
)
def test_an_unusual_window_is_warned_of(days: int, warnings: tuple[PeriodWarning, ...]) -> None:
    assert window_warnings(OPENS, OPENS + timedelta(days=days)) == warnings


def test_a_ballot_is_extended_once_by_exactly_15_days_before_its_close() -> None:
    assert extended_close(CLOSES) == end_of(date(2026, 4, 15))
    assert extension_faults(CLOSES, extended=False, at=CLOSES - INSTANT) == ()
    assert extension_faults(CLOSES, extended=False, at=CLOSES) == (ExtensionFault.ALREADY_CLOSED,)
    assert extension_faults(CLOSES, extended=True, at=CLOSES) == (
        ExtensionFault.ALREADY_EXTENDED,
        ExtensionFault.ALREADY_CLOSED,
    )


@pytest.mark.parametrize(
    ("closes_on", "due"),
    [
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 3, 27), date(2026, 3, 30)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 9, 30), date(2026, 10, 8)),
        (date(2026, 5, 8), date(2026, 5, 9)),
        (date(2030, 3, 8), date(2030, 3, 11)),
    ],
    ids=["plain", "weekend", "清明", "国庆", "worked saturday", "year not published yet"],
)
def test_the_result_is_due_after_one_working_day(closes_on: date, due: date) -> None:
    assert result_due(end_of(closes_on), CALENDAR) == end_of(due)


def test_a_calendar_is_data() -> None:
    calendar = HolidayCalendar(holidays=frozenset({date(2026, 4, 1)}))
    assert result_due(CLOSES, calendar) == end_of(date(2026, 4, 2))


def test_regulation_37_the_decision_is_posted_within_three_days() -> None:
    assert posting_due(CLOSES) == end_of(date(2026, 4, 3))
