"""The shortest list of visits, against every list there is."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.rules.visits import Plan, SilentUnit, shortest_plan

NOBODY: frozenset[str] = frozenset()


def unit(name: str, area: int, *owners: str, head: str | None = None) -> SilentUnit:
    """A unit whose head is the exact set of its owners."""
    return SilentUnit(name, head or "+".join(sorted(owners)) or name, area, tuple(owners))


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[SilentUnit], frozenset[str], int, int]:
    """A few units whose owners overlap in every way, heads that take part already, and what is missing."""
    people = [f"p{number}" for number in range(draw(st.integers(1, 8)))]
    units = []
    for number in range(draw(st.integers(1, 11))):
        owners = draw(st.lists(st.sampled_from(people), max_size=3, unique=True))
        area = draw(st.sampled_from([0, 50, 50, 80, 100, 101, 250]) | st.integers(0, 300))
        stock = "developer" if draw(st.integers(0, 9)) == 0 else None
        units.append(unit(f"u{number}", area, *owners, head=stock))
    heads = sorted({one.head for one in units})
    part = frozenset(draw(st.lists(st.sampled_from(heads), max_size=3)))
    everything = sum(one.area for one in units)
    return units, part, draw(st.integers(0, len(heads) + 1)), draw(st.integers(0, everything + 20))


def gained(units: Iterable[SilentUnit], part: frozenset[str], owners: Iterable[str]) -> tuple[int, int]:
    """What these people gain when each casts all of their units, counted from the units."""
    met = set(owners)
    cast = [one for one in units if met & set(one.owners)]
    return len({one.head for one in cast} - part), sum(one.area for one in cast)


def fewest(units: Sequence[SilentUnit], part: frozenset[str], heads: int, area: int) -> int:
    """How many people the shortest of all lists has."""
    people = sorted({owner for one in units for owner in one.owners})
    every = gained(units, part, people)
    for size in range(len(people) + 1):
        for chosen in combinations(people, size):
            found = gained(units, part, chosen)
            if found[0] >= min(heads, every[0]) and found[1] >= min(area, every[1]):
                return size
    raise AssertionError("everybody together gains everything")


def check(question: tuple[list[SilentUnit], frozenset[str], int, int]) -> tuple[Plan, int]:
    """The plan and the length of the shortest list, once the plan has kept what it promises."""
    units, part, heads, area = question
    plan = shortest_plan(units, part, heads, area)
    people = [visit.owner for visit in plan.visits]
    assert len(set(people)) == len(people)
    assert (plan.heads, plan.area) == gained(units, part, people)
    every = gained(units, part, {owner for one in units for owner in one.owners})
    assert plan.heads >= min(heads, every[0])
    assert plan.area >= min(area, every[1])
    assert plan.closes is (heads <= every[0] and area <= every[1])
    shortest = fewest(units, part, heads, area)
    assert plan.at_least <= shortest <= len(plan.visits)
    return plan, shortest


@settings(max_examples=500, deadline=None)
@given(questions())
def test_no_list_is_shorter_by_more_than_one_however_owners_overlap(
    question: tuple[list[SilentUnit], frozenset[str], int, int],
) -> None:
    plan, shortest = check(question)
    assert len(plan.visits) <= shortest + 1


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=9), st.integers(0, 10), st.floats(0, 1)
)
def test_the_list_is_the_shortest_and_proven_so_where_everybody_owns_by_themselves(
    units: list[tuple[int, bool]], heads: int, share: float
) -> None:
    listed = [unit(f"u{number}", area, f"p{number}") for number, (area, _) in enumerate(units)]
    part = frozenset(f"p{number}" for number, (_, taking_part) in enumerate(units) if taking_part)
    wanted = int(sum(area for area, _ in units) * share)

    plan, shortest = check((listed, part, heads, wanted))

    assert len(plan.visits) == shortest
    assert plan.proven_shortest


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 3)), min_size=1, max_size=8),
    st.integers(0, 14),
    st.floats(0, 1),
)
@example([(100, 1), (90, 2)], 2, 0.4)
def test_one_visit_may_gain_several_heads(units: list[tuple[int, int]], heads: int, share: float) -> None:
    # Person p owns one unit alone and others with p's relatives, who own nothing else: each set of owners is a head.
    listed = [
        unit(f"u{number}.{part}", area, f"p{number}", *([f"p{number}.{part}"] if part else []))
        for number, (area, parts) in enumerate(units)
        for part in range(parts)
    ]
    plan, shortest = check((listed, NOBODY, heads, int(sum(one.area for one in listed) * share)))
    assert len(plan.visits) <= shortest + 1


def test_neither_largest_area_first_nor_most_heads_first_is_the_shortest() -> None:
    # Missing: 2 heads and 260. The largest areas lack heads (two owners who take part already), the most heads lack
    # area; one of each closes both.
    units = [
        unit("a", 200, "p1"), unit("b", 190, "p2"), unit("c", 30, "p3"), unit("d", 30, "p3", "p4"),
        unit("e", 100, "p5"), unit("f", 100, "p6"),
    ]  # fmt: skip
    plan, shortest = check((units, frozenset({"p1", "p2"}), 2, 260))
    assert {visit.owner for visit in plan.visits} == {"p1", "p3"}
    assert len(plan.visits) == shortest == plan.at_least == 2


def test_co_owners_are_met_once() -> None:
    plan, _ = check(([unit("a", 100, "p1", "p2"), unit("b", 90, "p1", "p2")], NOBODY, 1, 190))
    assert [(len(visit.units), visit.heads, visit.area) for visit in plan.visits] == [(2, 1, 190)]


def test_whoever_owns_a_unit_of_their_own_beside_the_common_one_is_met_rather_than_the_spouse() -> None:
    plan, _ = check(([unit("a", 100, "p1", "p2"), unit("b", 90, "p2")], NOBODY, 2, 190))
    assert [(visit.owner, visit.heads) for visit in plan.visits] == [("p2", 2)]


def test_spouses_with_a_unit_each_beside_the_common_one_do_not_count_it_twice() -> None:
    units = [unit("a", 100, "p1"), unit("b", 100, "p1", "p2"), unit("c", 100, "p2")]
    plan, _ = check((units, NOBODY, 3, 300))
    assert [(visit.heads, visit.area) for visit in plan.visits] == [(2, 200), (1, 100)]
    assert plan.proven_shortest


def test_all_that_a_developer_has_not_handed_over_is_one_head_whoever_casts() -> None:
    units = [unit(f"u{number}", 100 + number, f"p{number}", head="developer") for number in range(9)]
    plan, _ = check((units, NOBODY, 1, 320))
    assert [(visit.owner, visit.heads, visit.area) for visit in plan.visits] == [
        ("p8", 1, 108), ("p7", 0, 107), ("p6", 0, 106),
    ]  # fmt: skip


def test_a_unit_whose_owner_is_unknown_cannot_be_visited_and_the_plan_says_that_it_does_not_close() -> None:
    plan, _ = check(([unit("a", 100), unit("b", 50, "p1")], NOBODY, 2, 150))
    assert not plan.closes
    assert [visit.owner for visit in plan.visits] == ["p1"]


def test_nothing_missing_is_nobody_to_visit() -> None:
    plan, _ = check(([unit("a", 100, "p1")], NOBODY, 0, 0))
    assert plan == Plan((), 0, 0, 0, True)


def test_ten_thousand_equal_flats_need_no_more_doors_than_heads() -> None:
    units = [unit(f"u{number}", 8835, f"p{number}") for number in range(10_000)]
    plan = shortest_plan(units, NOBODY, 6667, 10_000 * 8835 * 2 // 3)
    assert len(plan.visits) == plan.at_least == 6667
