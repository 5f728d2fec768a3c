"""The shortest list of people to visit so that enough heads and enough area take part.

Who is met casts all of their silent units at once, so one visit may gain several heads: somebody who owns one unit
alone and another with a spouse stands in two sets of owners. Visits may also overlap, where both spouses own a unit of
their own beside the common one. That makes it a covering problem in two dimensions; neither "largest area first" nor
"most heads first" is shortest.

How it is solved. People whose units are among another's are left out. What remains falls into groups that share no
unit and no head; nearly all are one person. A group becomes steps, one per visit, that gain so many heads and so much
area: of k visits there the best gains are known, and where the steps never grow, a later step is never worth more than
an earlier one, so steps may be taken as if they were independent. Weighing a head as w hundredths of a square metre,
any list that closes both gaps weighs at least `area + w * heads` of what is missing, so it is at least as long as the
shortest list of steps that weighs so much: a proven bound for every w. The w at which the bound's own list turns from
too few heads to too little area is found by halving; there the two lists are blended into one that closes both gaps.
`Plan.at_least` is the bound: where the list is no longer than that, it is the shortest there is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, count, pairwise
from typing import NamedTuple

# In a group of more people than this the sets are not tried one by one.
MOST_TRIED = 6


class SilentUnit(NamedTuple):
    """A counted unit that was not cast: its head, its 0.01 m², and who may cast it (nobody: the owner is unknown)."""

    id: str
    head: str
    area: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody to meet: whom, the units that they would cast, and what this adds to the visits listed before it."""

    owner: str
    units: tuple[str, ...]
    heads: int
    area: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Visits, those that gain most area first; what they gain together; and how many any such list needs at least.

    `closes` is false where even everybody whose owner is known would not be enough: then the list gains all that can
    be gained of what is missing.
    """

    visits: tuple[Visit, ...]
    heads: int
    area: int
    at_least: int
    closes: bool

    @property
    def proven_shortest(self) -> bool:
        """Whether no list is shorter."""
        return len(self.visits) == self.at_least


def shortest_plan(
    units: Iterable[SilentUnit], heads_taking_part: frozenset[str], missing_heads: int, missing_area: int
) -> Plan:
    """The shortest list of visits that gains `missing_heads` heads, not counting those that take part already, and
    `missing_area` hundredths of a square metre; at the most as much longer as `at_least` leaves open.
    """
    people = _people(units, heads_taking_part)
    reachable_heads = len(frozenset().union(*(one.heads for one in people)))
    areas = {unit: area for one in people for unit, area in one.units.items()}
    wanted_heads = max(0, min(missing_heads, reachable_heads))
    wanted_area = max(0, min(missing_area, sum(areas.values())))
    steps = _Steps.of(_groups(people))
    counts, at_least = _fewest(steps, wanted_heads, wanted_area)
    met = _completed(steps.people(counts), people, wanted_heads, wanted_area)
    visits = tuple(_in_order(met))
    return Plan(
        visits,
        sum(visit.heads for visit in visits),
        sum(visit.area for visit in visits),
        at_least,
        missing_heads <= reachable_heads and missing_area <= sum(areas.values()),
    )


class _Person(NamedTuple):
    """Somebody with the silent units that they would cast, by area, and the heads that would newly take part."""

    owner: str
    units: Mapping[str, int]
    heads: frozenset[str]
    area: int


def _people(units: Iterable[SilentUnit], taking_part: frozenset[str]) -> list[_Person]:
    """Everybody worth a visit: those whose units are all among another's are left out."""
    held: dict[str, list[SilentUnit]] = {}
    owners_of: dict[str, tuple[str, ...]] = {}
    for unit in units:
        owners_of[unit.id] = unit.owners
        for owner in unit.owners:
            held.setdefault(owner, []).append(unit)
    ids = {owner: frozenset(unit.id for unit in theirs) for owner, theirs in held.items() if len(theirs) > 1}

    def is_among_anothers(owner: str, theirs: Sequence[SilentUnit]) -> bool:
        rivals = owners_of[theirs[0].id]
        if len(rivals) == 1:
            return False
        own = ids.get(owner) or frozenset((theirs[0].id,))
        for rival in rivals:
            if rival != owner:
                others = ids.get(rival) or frozenset((held[rival][0].id,))
                if own < others or (own == others and rival < owner):
                    return True
        return False

    people = []
    for owner, theirs in held.items():
        if not is_among_anothers(owner, theirs):
            heads = frozenset([unit.head for unit in theirs])
            if not taking_part.isdisjoint(heads):
                heads -= taking_part
            areas = {unit.id: unit.area for unit in theirs}
            people.append(_Person(owner, areas, heads, sum(areas.values())))
    return people


def _groups(people: Sequence[_Person]) -> list[list[_Person]]:
    """People in groups that share neither a unit nor a new head with anybody outside."""
    first_at_unit: dict[str, int] = {}
    first_with_head: dict[str, int] = {}
    above = list(range(len(people)))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for number, person in enumerate(people):
        for first, names in ((first_at_unit, person.units), (first_with_head, person.heads)):
            for name in names:
                other = first.setdefault(name, number)
                if other != number:
                    above[root(number)] = root(other)
    groups: dict[int, list[_Person]] = {}
    for number, person in enumerate(people):
        groups.setdefault(root(number), []).append(person)
    return list(groups.values())


class _Step(NamedTuple):
    """What one more visit to a group gains; `meet(k)` says whom to meet there with k visits."""

    heads: int
    area: int
    group: int
    meet: Callable[[int], Sequence[_Person]]


def _steps_of(number: int, group: Sequence[_Person]) -> list[_Step]:
    """A group as steps that may be taken as if they were independent: no k of them gain less than any k visits.

    Where the group is too knotted to know its best visits, each person is a step with all they have, counted as if
    nobody else there were met: k visits never gain more than that, so the bound stays a bound.
    """
    if len(group) == 1:
        return [_Step(len(group[0].heads), group[0].area, number, lambda _: group)]
    ranked = _side_by_side(group)
    if ranked is not None:
        heads = [len(group[0].heads), *(0 for _ in ranked[1:])]
        return [
            _Step(gained, person.area, number, lambda visits: ranked[:visits])
            for gained, person in zip(heads, ranked, strict=True)
        ]
    best = _tried(group)
    if best is not None:
        gains = [(0, 0), *map(_gain, best)]
        return [
            _Step(*_more(before, after), number, lambda visits: best[visits - 1]) for before, after in pairwise(gains)
        ]
    return [_alone(person) for person in group]


def _alone(person: _Person) -> _Step:
    return _Step(len(person.heads), person.area, -1, lambda _: (person,))


def _side_by_side(group: Sequence[_Person]) -> list[_Person] | None:
    """People with the same new heads, each with units of their own (a developer's buyers): the largest area first.

    Whoever is met first gains the heads, so the largest is met first.
    """
    units = {unit for person in group for unit in person.units}
    if len(units) < sum(len(person.units) for person in group):
        return None
    if any(person.heads != group[0].heads for person in group):
        return None
    return sorted(group, key=lambda person: (-person.area, person.owner))


def _tried(group: Sequence[_Person]) -> list[tuple[_Person, ...]] | None:
    """The best set of each size, if one is best in heads and area alike and no further visit gains more than the
    one before it; None otherwise, and for a group that is too large to be tried."""
    if len(group) > MOST_TRIED:
        return None
    best: list[tuple[_Person, ...]] = []
    gained = (0, 0)
    last: tuple[int, int] | None = None
    for size in range(1, len(group) + 1):
        sets = [(_gain(one), one) for one in combinations(group, size)]
        top = max(heads for (heads, _), _ in sets), max(area for (_, area), _ in sets)
        fitting = next((one for gain, one in sets if gain == top), None)
        more = _more(gained, top)
        if fitting is None or (last is not None and (more[0] > last[0] or more[1] > last[1])):
            return None
        best.append(fitting)
        gained, last = top, more
    return best


def _more(before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    return after[0] - before[0], after[1] - before[1]


def _gain(people: Iterable[_Person]) -> tuple[int, int]:
    heads: set[str] = set()
    units: dict[str, int] = {}
    for person in people:
        heads |= person.heads
        units |= person.units
    return len(heads), sum(units.values())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The steps that gain the same number of heads, the largest area first; `sums[k]` is the area of the first k."""

    heads: int
    steps: Sequence[_Step]
    negated: Sequence[int]
    sums: Sequence[int]

    def reaching(self, weight: int) -> int:
        """How many steps have at least `weight` of area."""
        return bisect_right(self.negated, -weight)


# How many steps are taken from each shelf, always its first ones.
_Taken = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps by what they gain in heads, most first."""

    shelves: Sequence[_Shelf]

    @classmethod
    def of(cls, groups: Iterable[Sequence[_Person]]) -> "_Steps":
        """The steps of all groups."""
        by_heads: dict[int, list[_Step]] = {}
        for number, group in enumerate(groups):
            for step in _steps_of(number, group):
                by_heads.setdefault(step.heads, []).append(step)
        shelves = []
        for heads in sorted(by_heads, reverse=True):
            steps = sorted(by_heads[heads], key=lambda step: -step.area)
            areas = [step.area for step in steps]
            shelves.append(_Shelf(heads, steps, [-area for area in areas], [0, *accumulate(areas)]))
        return cls(shelves)

    def gain(self, taken: _Taken) -> tuple[int, int]:
        """Heads and area of what is taken."""
        return (
            sum(shelf.heads * number for shelf, number in zip(self.shelves, taken, strict=True)),
            sum(shelf.sums[number] for shelf, number in zip(self.shelves, taken, strict=True)),
        )

    def most_heads(self, heads: int) -> _Taken:
        """The fewest steps with so many heads."""
        taken = []
        for shelf in self.shelves:
            wanted = -(-heads // shelf.heads) if shelf.heads and heads > 0 else 0
            taken.append(min(wanted, len(shelf.steps)))
            heads -= shelf.heads * taken[-1]
        return tuple(taken)

    def heaviest(self, head_weight: int, wanted: int) -> _Taken:
        """The fewest steps that weigh `wanted` together, of equals those with most heads; all if that is not enough."""
        light, heavy = 0, max((shelf.heads * head_weight - shelf.negated[0] for shelf in self.shelves), default=0) + 1
        if wanted <= 0:
            return tuple(0 for _ in self.shelves)
        while heavy - light > 1:  # the largest weight such that the steps of at least this weight suffice
            middle = (light + heavy) // 2
            if self._weight(self._reaching(head_weight, middle), head_weight) >= wanted:
                light = middle
            else:
                heavy = middle
        taken = list(self._reaching(head_weight, light + 1))
        missing = wanted - self._weight(tuple(taken), head_weight)
        for place, most in enumerate(self._reaching(head_weight, light)):
            number = min(most - taken[place], -(-missing // light)) if light and missing > 0 else 0
            taken[place] += number
            missing -= number * light
        return tuple(taken)

    def _reaching(self, head_weight: int, weight: int) -> _Taken:
        return tuple(shelf.reaching(weight - head_weight * shelf.heads) for shelf in self.shelves)

    def _weight(self, taken: _Taken, head_weight: int) -> int:
        heads, area = self.gain(taken)
        return area + head_weight * heads

    def extended(self, taken: _Taken, length: int, *, by_heads: bool) -> _Taken:
        """As many more steps as make `length` altogether: those with most heads, or those with most area."""
        grown = list(taken)
        while sum(grown) < length:
            left = [place for place, shelf in enumerate(self.shelves) if grown[place] < len(shelf.steps)]
            if not left:
                break
            best = left[0] if by_heads else min(left, key=lambda place: self.shelves[place].negated[grown[place]])
            grown[best] += 1
        return tuple(grown)

    def people(self, taken: _Taken) -> list[_Person]:
        """Whom to meet so that these steps are taken."""
        visits: Counter[int] = Counter()
        met: list[_Person] = []
        meet: dict[int, Callable[[int], Sequence[_Person]]] = {}
        for shelf, number in zip(self.shelves, taken, strict=True):
            for step in shelf.steps[:number]:
                if step.group < 0:
                    met.extend(step.meet(1))
                else:
                    visits[step.group] += 1
                    meet[step.group] = step.meet
        for group, number in visits.items():
            met.extend(meet[group](number))
        return met


def _fewest(steps: _Steps, heads: int, area: int) -> tuple[_Taken, int]:
    """Steps that gain so many heads and so much area, and how many any such steps are at least."""

    def closes(taken: _Taken) -> bool:
        gained = steps.gain(taken)
        return gained[0] >= heads and gained[1] >= area

    by_heads = steps.most_heads(heads)
    at_least = sum(by_heads)
    if closes(by_heads):
        return by_heads, at_least
    low, high = 0, 1 - min((shelf.negated[0] for shelf in steps.shelves), default=0)
    few_heads, little_area = steps.heaviest(low, area), by_heads
    at_least = max(at_least, sum(few_heads))
    if closes(few_heads):
        return few_heads, at_least
    while high - low > 1:
        head_weight = (low + high) // 2
        taken = steps.heaviest(head_weight, area + head_weight * heads)
        at_least = max(at_least, sum(taken))
        if closes(taken):
            return taken, at_least
        if steps.gain(taken)[0] < heads:
            low, few_heads = head_weight, taken
        else:
            high, little_area = head_weight, taken
    for length in count(at_least):
        blended = _blends(steps, few_heads, little_area, length)
        found = next((taken for taken in blended if closes(taken)), None)
        if found is not None:
            return found, at_least
    raise AssertionError("unreachable: all steps together close what can be closed")


def _blends(steps: _Steps, few_heads: _Taken, little_area: _Taken, length: int) -> Iterator[_Taken]:
    """Lists of this length on the way from the one to the other, one step exchanged at a time."""
    now = list(steps.extended(few_heads, length, by_heads=True))
    goal = steps.extended(little_area, length, by_heads=False)
    yield tuple(now)
    while tuple(now) != goal:
        more = [place for place in range(len(now)) if now[place] < goal[place]]
        fewer = [place for place in range(len(now)) if now[place] > goal[place]]
        # Shelves stand by heads, most first: the exchange gains heads as slowly as it can.
        now[more[-1]] += 1
        now[fewer[-1] if fewer[-1] > more[-1] else fewer[0]] -= 1
        yield tuple(now)


def _completed(met: list[_Person], people: Sequence[_Person], heads: int, area: int) -> list[_Person]:
    """Add whom knotted groups still need, and leave out whom that made needless."""
    gained = _gain(met)
    if gained[0] >= heads and gained[1] >= area:
        return met
    chosen = {person.owner for person in met}
    left = [person for person in people if person.owner not in chosen]
    while gained[0] < heads or gained[1] < area:
        covered_heads = {head for person in met for head in person.heads}
        covered = {unit for person in met for unit in person.units}

        def worth(
            person: _Person,
            covered: set[str] = covered,
            covered_heads: set[str] = covered_heads,
            short: tuple[bool, bool] = (gained[0] < heads, gained[1] < area),
        ) -> tuple[int, int]:
            more_heads = len(person.heads - covered_heads)
            more_area = sum(size for unit, size in person.units.items() if unit not in covered)
            return (more_heads, more_area) if short[0] else (more_area, more_heads)

        best = max(left, key=worth)
        left.remove(best)
        met.append(best)
        gained = _gain(met)
    for person in sorted(met, key=lambda one: one.area):
        without = [one for one in met if one is not person]
        gained = _gain(without)
        if gained[0] >= heads and gained[1] >= area:
            met = without
    return met


def _in_order(met: Iterable[_Person]) -> Iterator[Visit]:
    heads: set[str] = set()
    units: set[str] = set()
    for person in sorted(met, key=lambda one: (-one.area, one.owner)):
        new = {unit: size for unit, size in person.units.items() if unit not in units}
        yield Visit(person.owner, tuple(person.units), len(person.heads - heads), sum(new.values()))
        heads |= person.heads
        units.update(new)
