"""Terms, areas and instants as people read them."""

from datetime import UTC, datetime
from enum import StrEnum

import pytest

from domain.rules import terms
from domain.services.wording import Language, area_text, deadline_text, instant_text, label

SPOKEN = (
    terms.Usage,
    terms.AreaSource,
    terms.DocumentKind,
    terms.OrganizerKind,
    terms.NoticeKind,
    terms.MatterKind,
    terms.MatterMode,
    terms.ChoiceMode,
    terms.OptionRole,
    terms.Outcome,
    terms.Channel,
)


@pytest.mark.parametrize("kind", SPOKEN)
@pytest.mark.parametrize("language", Language)
def test_every_member_has_its_own_label(kind: type[StrEnum], language: Language) -> None:
    labels = [label(member, language) for member in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_members_that_are_equal_as_strings_keep_their_own_labels() -> None:
    assert label(terms.OrganizerKind.PROPERTY_COMPANY, Language.ZH) == "物业服务企业"
    assert label(terms.MatterKind.PROPERTY_COMPANY, Language.ZH) == "选聘和解聘物业服务企业"
    assert label(terms.MatterMode.SINGLE, Language.ZH) == "赞成、反对、弃权"
    assert label(terms.ChoiceMode.SINGLE, Language.ZH) == "单选"


@pytest.mark.parametrize(
    ("hundredths", "text"), [(0, "0.00"), (5, "0.05"), (10781, "107.81"), (123456789, "1,234,567.89"), (-1, "-0.01")]
)
def test_an_area_is_said_exactly(hundredths: int, text: str) -> None:
    assert area_text(hundredths) == text


def test_a_window_ends_at_24_of_its_last_day_by_civil_code_203() -> None:
    midnight = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
    assert deadline_text(midnight, Language.ZH) == "2026年3月31日 24:00"
    assert deadline_text(midnight, Language.EN) == "31 March 2026, 24:00"
    assert deadline_text(midnight, Language.ZH, with_year=False) == "3月31日24:00"
    assert deadline_text(midnight.replace(minute=1), Language.ZH) == "2026年4月1日 00:01"


def test_a_moment_is_said_in_beijing_time_and_needs_its_zone() -> None:
    assert instant_text(datetime(2026, 3, 1, 16, 30, tzinfo=UTC), Language.ZH) == "2026年3月2日 00:30"
    assert instant_text(datetime(2026, 3, 1, 16, 30, tzinfo=UTC), Language.EN) == "2 March 2026, 00:30"
    with pytest.raises(ValueError, match="time zone"):
        instant_text(datetime(2026, 3, 1, 16, 30), Language.ZH)  # noqa: DTZ001
