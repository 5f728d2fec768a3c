"""One set of owners is one head (建筑物区分所有权解释 9)."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.heads import head_key


@given(st.lists(st.uuids(), min_size=1, max_size=5))
def test_the_order_of_co_owners_does_not_matter(owners: list[UUID]) -> None:
    again = sorted(owners, key=lambda owner: owner.int % 7) + owners[:1]

    assert head_key(again) == head_key(owners)


@given(st.sets(st.uuids(), min_size=1, max_size=4), st.sets(st.uuids(), min_size=1, max_size=4))
def test_the_key_tells_exactly_whether_the_sets_are_equal(one: set[UUID], other: set[UUID]) -> None:
    assert (head_key(one) == head_key(other)) == (one == other)


def test_the_key_stays_the_same_between_versions() -> None:
    owner = UUID("01890000-0000-7000-8000-000000000001")

    assert head_key([owner]) == UUID("e8b17657-c6c8-f25c-b342-c66362ac8700")


def test_a_subset_is_another_head() -> None:
    one, other = uuid4(), uuid4()

    assert len({head_key([one]), head_key([other]), head_key([one, other])}) == 3


def test_nobody_is_no_head() -> None:
    with pytest.raises(ValueError, match="at least one owner"):
        head_key([])
