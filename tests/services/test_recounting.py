"""The file that anyone can recount says what was published, to the microsecond."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from uuid_utils.compat import uuid7

from domain.rules.ballot import Matter, Option
from domain.rules.law import CN_2021_ORDINARY
from domain.rules.recount import matter_document, recount
from domain.rules.settings import CoOwner, CountingSettings
from domain.rules.tally import Question
from domain.rules.terms import Channel, MatterKind, MatterMode, OptionRole, Usage
from domain.services.counting import Content, count
from domain.services.recounting import recount_document
from domain.store.crypto import FieldCrypto
from domain.store.tallies import UnitRow

AT = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
FOR, AGAINST = "{1}", "{2}"


def content_of(settings: CountingSettings) -> Content:
    sides = (Option("for", OptionRole.FOR), Option("no", OptionRole.AGAINST))
    matter = Matter("m", MatterKind.OTHER_MAJOR, MatterMode.SINGLE, sides)
    return Content(
        id=uuid7(),
        estate_id=uuid7(),
        title="选聘物业",
        closes_at=datetime(2026, 3, 31, 16, 0, tzinfo=UTC),
        settings=settings,
        roll_hash=None,
        questions=(Question(matter, CN_2021_ORDINARY),),
        ordinals={1: (0, "for"), 2: (0, "no")},
        labels={"m": "选聘物业", "for": "同意", "no": "反对"},
        outdated=(),
        released=False,
    )


def cast_unit(unit: str, owners: Sequence[str], at: datetime, choices: str) -> UnitRow:
    return UnitRow(
        unit, 1000, Usage.HOME.value, ",".join(owners), False, False, at, choices, Channel.APP.value, f"{unit}|{at}"
    )


def test_castings_of_one_commit_do_not_overtake_one_that_followed_a_microsecond_later() -> None:
    """law.md 6: a head whose castings differ counts by its earliest, in the file as in the result."""
    rows = [
        cast_unit("a", ["husband", "wife"], AT + timedelta(microseconds=1), AGAINST),
        # One commit with many units: they bear one instant, and in the file each its own.
        *(cast_unit(f"b{number}", [f"neighbour {number}"], AT, AGAINST) for number in range(5)),
        cast_unit("c", ["wife"], AT, FOR),
        cast_unit("d", ["cousin", "wife"], AT + timedelta(microseconds=9), AGAINST),
    ]
    counted = count(content_of(CountingSettings(co_owner=CoOwner.ANY_OVERLAP)), rows)
    crypto = FieldCrypto(*({1: os.urandom(32)} for _ in range(3)))

    result = recount(recount_document(counted, crypto))

    [published] = [matter_document(matter) for matter in counted.results]
    assert published["heads"] == {"all": 6, "participating": 6, "for": 1, "against": 5, "abstain": 0}
    assert result["matters"] == [published]
