"""Complaints and repairs (投诉报修): what may become of one, who may do it, and how long each state may last.

An owner files, the property company handles, the street sees to it that it does. Nothing here knows a clock: `at` is
always given, days are those of Asia/Shanghai.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.rules.periods import day_of, end_of
from domain.rules.refusals import Fault


class TicketKind(StrEnum):
    """What an owner files."""

    COMPLAINT = "complaint"
    REPAIR = "repair"


class CommonPart(StrEnum):
    """What belongs to all owners (共用部位、共用设施设备) and may need repair."""

    STAIRWELL = "stairwell"
    LIFT = "lift"
    ROOF = "roof"
    OUTER_WALL = "outer_wall"
    PIPES = "pipes"
    POWER = "power"
    FIRE_PROTECTION = "fire_protection"
    ENTRANCE_GATE = "entrance_gate"
    ROADS_AND_GREEN = "roads_and_green"
    PARKING = "parking"
    REFUSE = "refuse"
    OTHER = "other"


class TicketState(StrEnum):
    """Where a ticket stands."""

    FILED = "filed"
    ASSIGNED = "assigned"
    WORKING = "working"
    WAITING = "waiting"
    DONE = "done"
    DECLINED = "declined"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


class TicketAct(StrEnum):
    """What somebody does to a ticket; each stands in its time line."""

    FILE = "file"
    ANSWER = "answer"
    ASSIGN = "assign"
    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    FINISH = "finish"
    DECLINE = "decline"
    LINK_COST = "link_cost"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    RATE = "rate"
    ESCALATE = "escalate"


class Side(StrEnum):
    """Who does it: the owner who filed, the property company, the street."""

    FILER = "filer"
    COMPANY = "company"
    STREET = "street"


S, A = TicketState, TicketAct

SIDE_OF: Mapping[TicketAct, Side] = {
    **dict.fromkeys((A.FILE, A.WITHDRAW, A.REOPEN, A.RATE), Side.FILER),
    **dict.fromkeys((A.ANSWER, A.ASSIGN, A.START, A.HOLD, A.RESUME, A.FINISH, A.DECLINE, A.LINK_COST), Side.COMPANY),
    A.ESCALATE: Side.STREET,
}

# What the company has to move on, and what it has settled.
ACTIVE = frozenset({S.FILED, S.ASSIGNED, S.WORKING, S.WAITING, S.REOPENED})
SETTLED = frozenset({S.DONE, S.DECLINED})

# From which states an act is possible, and the state after it; None leaves it.
_EDGES: Mapping[TicketAct, tuple[frozenset[TicketState], TicketState | None]] = {
    A.ANSWER: (ACTIVE, None),
    A.ASSIGN: (ACTIVE, S.ASSIGNED),
    A.START: (frozenset({S.ASSIGNED}), S.WORKING),
    A.HOLD: (frozenset({S.ASSIGNED, S.WORKING}), S.WAITING),
    A.RESUME: (frozenset({S.WAITING}), S.WORKING),
    A.FINISH: (ACTIVE, S.DONE),
    A.DECLINE: (frozenset({S.FILED, S.REOPENED, S.ASSIGNED}), S.DECLINED),
    A.LINK_COST: (ACTIVE, None),
    A.WITHDRAW: (ACTIVE, S.WITHDRAWN),
    A.REOPEN: (SETTLED, S.REOPENED),
    A.RATE: (frozenset({S.DONE}), None),
    A.ESCALATE: (ACTIVE | {S.DECLINED}, None),
}

# An act that says nothing by itself needs words: what was answered, why it waits, what was done, why not, why again.
NEEDS_WORDS = frozenset({A.ANSWER, A.HOLD, A.FINISH, A.DECLINE, A.REOPEN, A.ESCALATE})

REOPEN_DAYS = 7

# How long a state may last before it is overdue; what is settled waits for nobody.
TERMS: Mapping[TicketState, timedelta] = {
    S.FILED: timedelta(hours=24),
    S.REOPENED: timedelta(hours=24),
    S.ASSIGNED: timedelta(days=2),
    S.WORKING: timedelta(days=7),
    S.WAITING: timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which acts are possible: the state, since when it is settled, and what was done once already.

    `rated` and `escalated` are of this round: reopening begins a new one, and so does taking up what was declined.
    """

    state: TicketState
    settled_at: datetime | None = None
    rated: bool = False
    escalated: bool = False


def after(act: TicketAct, standing: Standing, at: datetime) -> TicketState | None:
    """The state after an act at this instant, or None where it is not possible."""
    if act not in _EDGES:
        return None
    states, following = _EDGES[act]
    if standing.state not in states:
        return None
    if act is A.REOPEN and (standing.settled_at is None or at >= reopen_until(standing.settled_at)):
        return None
    if act is A.ESCALATE and standing.state is S.DECLINED:
        # Nothing can be done in it: what the street takes up is the company's again, with a clock.
        return S.REOPENED
    if (act is A.RATE and standing.rated) or (act is A.ESCALATE and standing.escalated):
        return None
    return following or standing.state


def possible_acts(side: Side, standing: Standing, at: datetime) -> tuple[TicketAct, ...]:
    """What this side may do now, in the order of the list."""
    return tuple(act for act in A if SIDE_OF[act] is side and after(act, standing, at) is not None)


def reopen_until(settled_at: datetime) -> datetime:
    """24:00 of the seventh day after it was settled, that day not counted (民法典 201, 203): the first instant too
    late to reopen."""
    return end_of(day_of(settled_at) + timedelta(days=REOPEN_DAYS))


def due_at(state: TicketState, since: datetime) -> datetime | None:
    """When a state becomes overdue; None where nobody waits."""
    term = TERMS.get(state)
    return None if term is None else since + term


def is_overdue(state: TicketState, since: datetime, at: datetime) -> bool:
    """Whether the state has lasted its whole term."""
    due = due_at(state, since)
    return due is not None and at >= due


def time_in_states(line: Sequence[tuple[datetime, TicketState]], until: datetime) -> dict[TicketState, timedelta]:
    """How long a ticket was in each state, from its time line: (instant, state from then on), the earliest first.

    What is settled or withdrawn takes no time: the clock stands until it is reopened.
    """
    spent: dict[TicketState, timedelta] = {}
    ends = [*(at for at, _ in line[1:]), until]
    for (since, state), end in zip(line, ends, strict=True):
        if state in ACTIVE:
            spent[state] = spent.get(state, timedelta()) + (end - since)
    return spent


SHORTEST_TEXT, LONGEST_TEXT = 5, 1000
LONGEST_NOTE = 100
MOST_PHOTOS = 6
# 20,000,000.00 yuan: more than any estate's repair of one thing, and small enough for a 32-bit number.
MOST_FEN = 2_000_000_000
BEST_RATING = 5


def words_faults(path: str, text: str, shortest: int, longest: int) -> Iterator[Fault]:
    """What is wrong with what a person wrote: line breaks are theirs, other invisible characters are not."""
    if len(text.strip()) < shortest:
        yield Fault(path, f"请至少写 {shortest} 个字。", f"Write at least {shortest} characters.")
    if len(text) > longest:
        yield Fault(path, f"不能超过 {longest} 个字。", f"At most {longest} characters.")
    if any(unicodedata.category(one) in ("Cc", "Cf") and one != "\n" for one in text):
        yield Fault(path, "含有不可见字符，请删除。", "Contains an invisible character; delete it.")


def photos_faults(path: str, photos: Iterable[object]) -> Iterator[Fault]:
    """At most six photos, each once."""
    listed = list(photos)
    if len(listed) > MOST_PHOTOS:
        yield Fault(path, f"最多附 {MOST_PHOTOS} 张照片。", f"At most {MOST_PHOTOS} photos.")
    if len(set(listed)) < len(listed):
        yield Fault(path, "同一张照片只能附一次。", "Each photo once.")


def rating_faults(path: str, rating: int) -> Iterator[Fault]:
    """One to five."""
    if not 1 <= rating <= BEST_RATING:
        yield Fault(path, "请选择 1 到 5 分。", "Choose from 1 to 5.")


def cost_faults(path: str, fen: int) -> Iterator[Fault]:
    """An amount of money in fen (0.01 yuan)."""
    if not 0 < fen <= MOST_FEN:
        yield Fault(path, "金额应大于 0，且不超过 2000 万元。", "The amount is above 0 and at most 20,000,000 yuan.")
