"""Rating the property company: once per certified unit and quarter, told from five ratings on."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Self

from domain.rules.periods import SHANGHAI, day_of
from domain.rules.refusals import Fault
from domain.rules.tickets import BEST_RATING, words_faults

# Averages and texts of fewer could be traced to who gave them (P15).
FEWEST_RATINGS = 5
LONGEST_TEXT = 500
MOST_QUARTERS = 20


class RatingCriterion(StrEnum):
    """What the property company is rated for; a rating has all of them."""

    CLEANLINESS = "cleanliness"
    SECURITY = "security"
    MAINTENANCE = "maintenance"
    SERVICE = "service"
    OPEN_ACCOUNTS = "open_accounts"


_QUARTER = re.compile(r"([0-9]{4})Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year, in Shanghai: `2026Q1` lasts from 1 January 0:00 to 31 March 24:00."""

    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime) -> Self:
        """The quarter in which an instant falls."""
        day = day_of(instant)
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `2026Q1`; None for anything else."""
        parts = _QUARTER.fullmatch(text)
        return cls(int(parts[1]), int(parts[2])) if parts else None

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"

    @property
    def starts_at(self) -> datetime:
        """Its first instant, in UTC."""
        return datetime.combine(date(self.year, 3 * self.number - 2, 1), time.min, SHANGHAI).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The first instant of the next one, in UTC."""
        return self.earlier(-1).starts_at

    def earlier(self, quarters: int) -> "Quarter":
        """So many quarters before this one."""
        years, number = divmod(self.year * 4 + self.number - 1 - quarters, 4)
        return Quarter(years, number + 1)


def is_shown(ratings: int) -> bool:
    """Whether a quarter with so many ratings is told at all."""
    return ratings >= FEWEST_RATINGS


def average(total: int, ratings: int) -> str:
    """Two decimals, halves rounded up: `average(17, 4)` is `4.25`. Raises ZeroDivisionError for no ratings."""
    hundredths = (200 * total + ratings) // (2 * ratings)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def rating_faults(scores: Collection[tuple[RatingCriterion, int]], words: str) -> Iterator[Fault]:
    """Everything wrong with a rating: each criterion once, each from 1 to 5, a text that is not too long."""
    given: Mapping[RatingCriterion, int] = dict(scores)
    if len(scores) != len(RatingCriterion) or len(given) != len(RatingCriterion):
        yield Fault("scores", "请给每一项各打一次分。", "Rate each of the criteria once.")
    for position, (_, score) in enumerate(scores):
        if not 1 <= score <= BEST_RATING:
            yield Fault(f"scores.{position}.score", "请选择 1 到 5 分。", "Choose from 1 to 5.")
    yield from words_faults("words", words, 0, LONGEST_TEXT)
