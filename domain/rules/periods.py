"""When a ballot may open, close, be extended and must be answered. Days are those of Asia/Shanghai.

Days are counted as 民法典 201 and 203 do: the first day is not counted, the last ends at 24:00.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

# China has kept one hour, and no summer time, since 1991; a fixed offset needs no file of time zones.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

NOTICE_DAYS = 15
EXTENSION = timedelta(days=15)
SHORTEST_WINDOW = timedelta(days=1)
USUAL_WINDOW = (timedelta(days=5), timedelta(days=60))
POSTING_DAYS = 3
RESULT_STAYS_DAYS = 7


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
