"""When a ballot may open, close, be extended and must be answered. Days are those of Asia/Shanghai.

Days are counted as 民法典 201 and 203 do: the first day is not counted, the last ends at 24:00.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

# China has kept one hour, and no summer time, since 1991; a fixed offset needs no file of time zones.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

NOTICE_DAYS = 15
EXTENSION = timedelta(days=15)
SHORTEST_WINDOW = timedelta(days=1)
USUAL_WINDOW = (timedelta(days=5), timedelta(days=60))
POSTING_DAYS = 3


def day_of(instant: datetime) -> date:
    """The day in Shanghai on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """0:00 of a day in Shanghai, as an instant in UTC."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """24:00 of a day in Shanghai, as an instant in UTC: the first instant that is too late."""
    return start_of(day + timedelta(days=1))


def last_day(closes_at: datetime) -> date:
    """The last day of a ballot that closes at this instant; it chooses the law (时间效力规定 1)."""
    return day_of(closes_at - timedelta(microseconds=1))


class PeriodFault(StrEnum):
    """Why a window is refused."""

    NOTICES_TOO_LATE = "notices_too_late"
    NOT_AFTER_NOW = "not_after_now"
    ENDS_BEFORE_IT_OPENS = "ends_before_it_opens"
    TOO_SHORT = "too_short"
    NOT_AT_MIDNIGHT = "not_at_midnight"


class PeriodWarning(StrEnum):
    """What the organizer and the street are told about a window that is allowed."""

    UNUSUALLY_SHORT = "unusually_short"
    UNUSUALLY_LONG = "unusually_long"


def earliest_opening(published: Collection[datetime]) -> datetime:
    """The first instant at which a ballot may open, given when each linked notice was published.

    15 full days, the day of publication not counted (北京市物业管理条例 35, 民法典 201): published on 1 March, opens on
    16 March at 0:00 at the earliest. The later notice counts. Raises ValueError when there is none.
    """
    return start_of(max(map(day_of, published)) + timedelta(days=NOTICE_DAYS))


def window_faults(
    published: Collection[datetime], opens_at: datetime, closes_at: datetime, at: datetime
) -> tuple[PeriodFault, ...]:
    """Everything that keeps a window from being approved at this instant, at once.

    `published` holds the instant of every notice linked so far; when it is empty nothing is said about notices. The
    window closes at 24:00 of its last day (民法典 203) and lasts at least a day.
    """
    faults = []
    if published and opens_at < earliest_opening(published):
        faults.append(PeriodFault.NOTICES_TOO_LATE)
    if opens_at <= at:
        faults.append(PeriodFault.NOT_AFTER_NOW)
    if closes_at <= opens_at:
        faults.append(PeriodFault.ENDS_BEFORE_IT_OPENS)
    elif closes_at - opens_at < SHORTEST_WINDOW:
        faults.append(PeriodFault.TOO_SHORT)
    if closes_at != start_of(day_of(closes_at)):
        faults.append(PeriodFault.NOT_AT_MIDNIGHT)
    return tuple(faults)


def window_warnings(opens_at: datetime, closes_at: datetime) -> tuple[PeriodWarning, ...]:
    """What is unusual about a window that is allowed: shorter than 5 days or longer than 60."""
    shortest, longest = USUAL_WINDOW
    length = closes_at - opens_at
    if length < shortest:
        return (PeriodWarning.UNUSUALLY_SHORT,)
    return (PeriodWarning.UNUSUALLY_LONG,) if length > longest else ()


def is_in_time(opens_at: datetime, closes_at: datetime, at: datetime) -> bool:
    """Whether a casting at this instant is in time: the opening instant is, the closing instant is not."""
    return opens_at <= at < closes_at


class ExtensionFault(StrEnum):
    """Why a ballot cannot be extended."""

    ALREADY_EXTENDED = "already_extended"
    ALREADY_CLOSED = "already_closed"


def extension_faults(closes_at: datetime, extended: bool, at: datetime) -> tuple[ExtensionFault, ...]:
    """Everything against extending: it happens once, and before the close (operation guide)."""
    faults = [ExtensionFault.ALREADY_EXTENDED] if extended else []
    return (*faults, ExtensionFault.ALREADY_CLOSED) if at >= closes_at else tuple(faults)


def extended_close(closes_at: datetime) -> datetime:
    """Exactly 15 days later, at the same 24:00."""
    return closes_at + EXTENSION


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Public holidays, and the weekends that are worked in exchange, as the State Council publishes them each year."""

    holidays: frozenset[date] = frozenset()
    worked_weekends: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, but for what the calendar says otherwise."""
        if day in self.worked_weekends:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        following = day + timedelta(days=1)
        while not self.is_working_day(following):
            following += timedelta(days=1)
        return following


def result_due(closes_at: datetime, calendar: HolidayCalendar) -> datetime:
    """The end of one working day after the last day of the ballot (operation guide); later is an alarm."""
    return end_of(calendar.next_working_day(last_day(closes_at)))


def posting_due(closes_at: datetime) -> datetime:
    """24:00 of the third day after the last day: the decision must be posted by then (北京市物业管理条例 37)."""
    return end_of(last_day(closes_at) + timedelta(days=POSTING_DAYS))
