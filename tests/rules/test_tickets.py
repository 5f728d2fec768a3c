"""The life of a complaint or a repair: every act from every state, and every clock at its instant."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.rules.tickets import (
    MOST_FEN,
    NEEDS_WORDS,
    SETTLED,
    SIDE_OF,
    TERMS,
    Side,
    Standing,
    TicketAct,
    TicketState,
    after,
    cost_faults,
    due_at,
    is_overdue,
    photos_faults,
    possible_acts,
    rating_faults,
    reopen_until,
    time_in_states,
    words_faults,
)

S, A = TicketState, TicketAct
# 10 March 2026, 16:30 in Shanghai.
SETTLED_AT = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
SOON = SETTLED_AT + timedelta(hours=1)

# What each act makes of each state; a dash is not possible.
TABLE = """
state     answer   assign   start   hold    resume  finish decline  link_cost withdraw  reopen   rate escalate
filed     filed    assigned -       -       -       done   declined filed     withdrawn -        -    filed
assigned  assigned assigned working waiting -       done   declined assigned  withdrawn -        -    assigned
working   working  assigned -       waiting -       done   -        working   withdrawn -        -    working
waiting   waiting  assigned -       -       working done   -        waiting   withdrawn -        -    waiting
reopened  reopened assigned -       -       -       done   declined reopened  withdrawn -        -    reopened
done      -        -        -       -       -       -      -        -         -         reopened done -
declined  -        -        -       -       -       -      -        -         -         reopened -    reopened
withdrawn -        -        -       -       -       -      -        -         -         -        -    -
"""
(_, *HEADER), *ROWS = [line.split() for line in TABLE.strip().splitlines()]
EDGES = [
    (S(state), A(act), None if following == "-" else S(following))
    for state, *cells in ROWS
    for act, following in zip(HEADER, cells, strict=True)
]


def standing(state: TicketState, *, rated: bool = False, escalated: bool = False) -> Standing:
    return Standing(state, SETTLED_AT if state in SETTLED else None, rated, escalated)


@pytest.mark.parametrize(("state", "act", "following"), EDGES, ids=lambda value: str(value))
def test_every_act_from_every_state(state: TicketState, act: TicketAct, following: TicketState | None) -> None:
    assert after(act, standing(state), SOON) is following


def test_the_table_has_every_state_and_every_act() -> None:
    assert {state for state, _, _ in EDGES} == set(S)
    assert {act for _, act, _ in EDGES} == set(A) - {A.FILE}
    assert set(SIDE_OF) == set(A)


def test_filing_is_the_beginning_and_never_a_further_act() -> None:
    assert all(after(A.FILE, standing(state), SOON) is None for state in S)


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_it_may_be_reopened_until_the_end_of_the_seventh_day_by_civil_code_201_and_203(state: TicketState) -> None:
    # Settled on 10 March in Shanghai: the seventh day after it is the 17th, which ends at 16:00 UTC.
    too_late = datetime(2026, 3, 17, 16, 0, tzinfo=UTC)
    assert reopen_until(SETTLED_AT) == too_late
    assert after(A.REOPEN, standing(state), too_late - timedelta(microseconds=1)) is S.REOPENED
    assert after(A.REOPEN, standing(state), too_late) is None


def test_the_day_of_settling_is_that_of_shanghai() -> None:
    before_midnight = datetime(2026, 3, 10, 15, 59, 59, 999999, tzinfo=UTC)
    midnight = before_midnight + timedelta(microseconds=1)
    assert reopen_until(midnight) - reopen_until(before_midnight) == timedelta(days=1)


def test_work_is_rated_once_and_the_street_escalates_once_in_a_round() -> None:
    assert after(A.RATE, standing(S.DONE, rated=True), SOON) is None
    assert after(A.ESCALATE, standing(S.FILED, escalated=True), SOON) is None
    assert after(A.REOPEN, standing(S.DONE, rated=True), SOON) is S.REOPENED


def test_the_street_takes_up_what_was_declined_also_after_it_was_taken_up_before() -> None:
    assert after(A.ESCALATE, standing(S.DECLINED, escalated=True), SOON) is S.REOPENED
    # The owner's seven days are over: the street's are not.
    late = SETTLED_AT + timedelta(days=8)
    assert possible_acts(Side.FILER, standing(S.DECLINED), late) == ()
    assert possible_acts(Side.STREET, standing(S.DECLINED), late) == (A.ESCALATE,)
    assert A.ASSIGN in possible_acts(Side.COMPANY, standing(S.REOPENED), late)


def test_each_side_sees_its_own_acts() -> None:
    assert possible_acts(Side.FILER, standing(S.DONE), SOON) == (A.REOPEN, A.RATE)
    assert possible_acts(Side.COMPANY, standing(S.WAITING), SOON) == (
        A.ANSWER, A.ASSIGN, A.RESUME, A.FINISH, A.LINK_COST,
    )  # fmt: skip
    assert possible_acts(Side.STREET, standing(S.FILED), SOON) == (A.ESCALATE,)
    for side in Side:
        assert possible_acts(side, standing(S.WITHDRAWN), SOON) == ()


@pytest.mark.parametrize("state", list(TERMS))
def test_a_state_is_overdue_at_the_instant_at_which_its_term_ends(state: TicketState) -> None:
    due = due_at(state, SETTLED_AT)
    assert due == SETTLED_AT + TERMS[state]
    assert not is_overdue(state, SETTLED_AT, due - timedelta(microseconds=1))
    assert is_overdue(state, SETTLED_AT, due)


@pytest.mark.parametrize("state", [S.DONE, S.DECLINED, S.WITHDRAWN])
def test_what_is_settled_waits_for_nobody(state: TicketState) -> None:
    assert due_at(state, SETTLED_AT) is None
    assert not is_overdue(state, SETTLED_AT, SETTLED_AT + timedelta(days=999))


def test_the_clock_of_each_state_stands_while_it_is_settled() -> None:
    hours = [SETTLED_AT + timedelta(hours=number) for number in range(8)]
    line = [
        (hours[0], S.FILED), (hours[1], S.FILED), (hours[2], S.ASSIGNED), (hours[3], S.DONE), (hours[5], S.REOPENED),
        (hours[6], S.ASSIGNED),
    ]  # fmt: skip
    assert time_in_states(line, hours[7]) == {
        S.FILED: timedelta(hours=2), S.ASSIGNED: timedelta(hours=2), S.REOPENED: timedelta(hours=1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "faults"),
    [("水管漏水了", 0), ("漏水", 1), ("  水管漏水  ", 1), ("水管\n漏水了", 0), ("水管漏水\u200b了", 1)],
)
def test_words_have_a_length_and_nothing_invisible_but_line_breaks(text: str, faults: int) -> None:
    assert len(list(words_faults("words", text, 5, 1000))) == faults


def test_words_end_at_their_longest() -> None:
    assert not list(words_faults("words", "水" * 1000, 5, 1000))
    assert len(list(words_faults("words", "水" * 1001, 5, 1000))) == 1


def test_at_most_six_photos_each_once() -> None:
    assert not list(photos_faults("photoIds", range(6)))
    assert len(list(photos_faults("photoIds", range(7)))) == 1
    assert len(list(photos_faults("photoIds", [1, 1]))) == 1


@pytest.mark.parametrize(("rating", "faults"), [(0, 1), (1, 0), (5, 0), (6, 1)])
def test_work_is_rated_from_one_to_five(rating: int, faults: int) -> None:
    assert len(list(rating_faults("rating", rating))) == faults


@pytest.mark.parametrize(("fen", "faults"), [(0, 1), (1, 0), (MOST_FEN, 0), (MOST_FEN + 1, 1)])
def test_a_cost_is_an_amount(fen: int, faults: int) -> None:
    assert len(list(cost_faults("costFen", fen))) == faults


def test_whoever_puts_off_declines_or_reopens_says_why() -> None:
    assert {A.ANSWER, A.HOLD, A.FINISH, A.DECLINE, A.REOPEN, A.ESCALATE} == NEEDS_WORDS
