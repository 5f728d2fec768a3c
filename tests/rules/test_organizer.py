"""The bodies that organize: their terms, the size of a committee (北京市物业管理条例 39), and what a dialog asks."""

from dataclasses import replace
from datetime import date

import pytest

from domain.rules.organizer import (
    Person,
    code_faults,
    contact_faults,
    mask_address,
    member_faults,
    size_warning,
    state_of,
    term_faults,
)
from domain.rules.terms import MemberPosition, OrganizerKind, OrganizerState, Sex

TODAY = date(2026, 11, 23)
LEADER = Person(
    position=MemberPosition.LEADER,
    name="赵筹备",
    phone="19900001111",
    sex=Sex.FEMALE,
    employer="试验街道办事处",
    age=45,
    document_number="110105190001010028",
    address="北京市朝阳区试验路1号",
)


def paths(kind: OrganizerKind, person: Person) -> list[str]:
    return sorted({fault.path for fault in member_faults("m", kind, person)})


def test_a_leader_states_everything_but_the_age() -> None:
    assert paths(OrganizerKind.PREPARATORY_GROUP, LEADER) == []
    assert paths(OrganizerKind.PREPARATORY_GROUP, replace(LEADER, age=None)) == []
    empty = Person(MemberPosition.LEADER, "", "")
    assert paths(OrganizerKind.PREPARATORY_GROUP, empty) == [
        "m.address", "m.documentNumber", "m.employer", "m.name", "m.phone", "m.sex",
    ]  # fmt: skip


@pytest.mark.parametrize(("age", "wrong"), [(17, True), (18, False), (120, False), (121, True)])
def test_an_age_is_from_18_to_120(age: int, wrong: bool) -> None:
    assert bool(paths(OrganizerKind.PREPARATORY_GROUP, replace(LEADER, age=age))) is wrong


def test_each_body_has_its_own_positions() -> None:
    assert paths(OrganizerKind.COMMITTEE, LEADER) == ["m.position"]
    assert paths(OrganizerKind.COMMITTEE, replace(LEADER, position=MemberPosition.CHAIR)) == []
    contact = Person(MemberPosition.CONTACT, "钱联系", "19900002222")
    assert paths(OrganizerKind.PROPERTY_COMPANY, contact) == []
    assert paths(OrganizerKind.PROPERTY_COMPANY, replace(contact, document_number="123")) == ["m.documentNumber"]
    on_the_spot = replace(contact, position=MemberPosition.MEMBER)
    assert paths(OrganizerKind.PROPERTY_COMPANY, on_the_spot) == []
    assert [fault.path for fault in contact_faults("contact", on_the_spot)] == ["contact.position"]
    assert paths(OrganizerKind.COMMITTEE, on_the_spot) == ["m.documentNumber"]


def test_a_company_has_a_code_with_its_check_character() -> None:
    assert list(code_faults("code", "91110000MA0000001L")) == []
    assert [fault.path for fault in code_faults("code", "91110000MA0000001K")] == ["code"]


@pytest.mark.parametrize(
    ("starts", "ends", "must_end", "wrong"),
    [
        (date(2026, 1, 1), TODAY, True, False),
        (date(2026, 1, 1), date(2026, 11, 22), True, True),
        (TODAY, TODAY, True, False),
        (date(2026, 12, 1), date(2026, 11, 30), True, True),
        (TODAY, None, True, True),
        (TODAY, None, False, False),
    ],
)
def test_a_term_ends_after_it_began_and_not_before_today(
    starts: date, ends: date | None, must_end: bool, wrong: bool
) -> None:
    assert bool(list(term_faults(starts, ends, TODAY, must_end=must_end))) is wrong


@pytest.mark.parametrize(
    ("state", "ends", "stands"),
    [
        ("active", None, OrganizerState.ACTIVE),
        ("active", TODAY, OrganizerState.ACTIVE),
        ("active", date(2026, 11, 22), OrganizerState.EXPIRED),
        ("dissolved", None, OrganizerState.DISSOLVED),
    ],
)
def test_a_term_lasts_to_the_end_of_its_last_day(state: str, ends: date | None, stands: OrganizerState) -> None:
    assert state_of(state, ends, TODAY) is stands


@pytest.mark.parametrize(
    ("members", "households", "warned"),
    [(5, 101, False), (4, 101, True), (6, 101, True), (3, 101, True), (3, 100, False), (2, 100, True), (3, None, True)],
)
def test_article_39_a_committee_is_odd_and_at_least_5_or_3_for_100_households(
    members: int, households: int | None, warned: bool
) -> None:
    assert (size_warning(OrganizerKind.COMMITTEE, members, households) is not None) is warned
    assert size_warning(OrganizerKind.PROPERTY_COMPANY, members, households) is None


def test_an_address_is_masked_after_the_district() -> None:
    assert mask_address("北京市朝阳区试验路1号") == "北京市朝阳区***"
    assert mask_address("试验路1号") == "***"
