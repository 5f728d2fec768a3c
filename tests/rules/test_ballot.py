"""What a ballot may look like, which answers are answers, and where a ballot may go next."""

import pytest

from domain.rules.ballot import (
    NEXT_STATES,
    AnswerFault,
    AnswerFaultKind,
    Blocker,
    BlockerKind,
    Matter,
    Option,
    answer_faults,
    blockers,
    is_lawful_committee,
    may_become,
    seats_warn,
)
from domain.rules.terms import BallotState, ChoiceMode, MatterKind, MatterMode, OptionRole

ROLES = {
    "yes": OptionRole.FOR,
    "no": OptionRole.AGAINST,
    "none": OptionRole.ABSTAIN,
    "A": OptionRole.CHOICE,
    "B": OptionRole.CHOICE,
}


def single(options: str = "yes no none", identity: str = "m1") -> Matter:
    """A matter to agree or refuse, with the named options."""
    return Matter(
        identity,
        MatterKind.PROPERTY_COMPANY,
        MatterMode.SINGLE,
        tuple(Option(option, ROLES[option]) for option in options.split()),
    )


def choice(options: str) -> Matter:
    """A matter to choose in."""
    listed = tuple(Option(option, ROLES[option]) for option in options.split())
    return Matter("m1", MatterKind.PROPERTY_COMPANY, MatterMode.CHOICE, listed)


def election(candidates: int, seats: int | None, max_picks: int | None = None, abstain: bool = False) -> Matter:
    """A committee's election with candidates c1, c2, …"""
    options = [Option(f"c{number}", OptionRole.CANDIDATE) for number in range(1, candidates + 1)]
    if abstain:
        options.append(Option("none", OptionRole.ABSTAIN))
    return Matter("m1", MatterKind.COMMITTEE_ELECTION, MatterMode.ELECTION, tuple(options), seats, max_picks)


def kinds(matter: Matter, mode: ChoiceMode | None = None) -> set[BlockerKind]:
    """What blocks one matter."""
    return {blocker.kind for blocker in blockers([matter], {} if mode is None else {"m1": mode})}


@pytest.mark.parametrize(
    ("matter", "blocked"),
    [
        (single(), set()),
        (single("yes no"), set()),
        (single("yes none"), {BlockerKind.AGAINST_NOT_ONE}),
        (single("no none"), {BlockerKind.FOR_NOT_ONE}),
        (single(""), {BlockerKind.FOR_NOT_ONE, BlockerKind.AGAINST_NOT_ONE}),
        (single("yes yes no"), {BlockerKind.FOR_NOT_ONE, BlockerKind.REPEATED_OPTION}),
        (single("yes no none none"), {BlockerKind.ABSTAIN_MORE_THAN_ONE, BlockerKind.REPEATED_OPTION}),
        (single("yes no A"), {BlockerKind.ROLE_OUTSIDE_MODE}),
        (choice("A B"), set()),
        (choice("A B no none"), set()),
        (choice("A none"), {BlockerKind.CHOICES_TOO_FEW}),
        (choice("A B yes"), {BlockerKind.ROLE_OUTSIDE_MODE}),
        (election(7, 5), set()),
        (election(5, 5, abstain=True), set()),
        (election(0, 5), {BlockerKind.NO_CANDIDATE}),
        (election(4, 5), {BlockerKind.CANDIDATES_TOO_FEW}),
        (election(5, None), {BlockerKind.SEATS_MISSING}),
        (election(7, 5, 5), set()),
        (election(7, 5, 6), {BlockerKind.PICKS_OUTSIDE_SEATS}),
        (election(7, 5, 0), {BlockerKind.PICKS_OUTSIDE_SEATS}),
    ],
)
def test_a_definition_is_blocked_by_everything_that_is_wrong_with_it(matter: Matter, blocked: set[BlockerKind]) -> None:
    assert kinds(matter) == blocked


@pytest.mark.parametrize(
    ("matter", "mode", "blocked"),
    [
        (election(6, 5), ChoiceMode.CONTESTED, set()),
        (election(5, 5), ChoiceMode.CONTESTED, {BlockerKind.CONTESTED_NEEDS_MORE_CANDIDATES}),
        (election(5, 5), ChoiceMode.EQUAL, set()),
        (election(6, 5), ChoiceMode.EQUAL, {BlockerKind.EQUAL_NEEDS_AS_MANY_CANDIDATES}),
        (election(6, 5), ChoiceMode.SINGLE, {BlockerKind.CHOICE_MODE_MISMATCH}),
        (single(), ChoiceMode.EQUAL, {BlockerKind.CHOICE_MODE_MISMATCH}),
        (single(), ChoiceMode.SINGLE, set()),
    ],
)
def test_contested_has_more_candidates_than_seats_and_equal_as_many(
    matter: Matter, mode: ChoiceMode, blocked: set[BlockerKind]
) -> None:
    assert kinds(matter, mode) == blocked


def test_a_ballot_needs_matters_of_different_ids() -> None:
    assert blockers([]) == (Blocker(BlockerKind.NO_MATTER),)
    assert blockers([single(), single()]) == (Blocker(BlockerKind.REPEATED_MATTER, "m1"),)


@pytest.mark.parametrize(
    ("members", "households", "is_lawful"),
    [
        (5, 101, True),
        (4, 101, False),
        (3, 101, False),
        (3, 100, True),
        (1, 100, False),
        (7, None, True),
        (3, None, False),
    ],
)
def test_regulation_39_a_committee_is_odd_and_at_least_five_or_three(
    members: int, households: int | None, is_lawful: bool
) -> None:
    assert is_lawful_committee(members, households) is is_lawful
    assert seats_warn(election(9, members), households) is not is_lawful


def test_one_answer_names_all_its_faults_at_once() -> None:
    matters = [single(), single(identity="m2"), single(identity="m3"), single(identity="m4")]
    choices = {"m1": ["yes", "no"], "m2": [], "m3": ["maybe"], "m9": ["yes"]}
    assert set(answer_faults(matters, choices)) == {
        AnswerFault(AnswerFaultKind.TOO_MANY_PICKS, "m1", limit=1),
        AnswerFault(AnswerFaultKind.UNANSWERED, "m2"),
        AnswerFault(AnswerFaultKind.UNKNOWN_OPTION, "m3", "maybe"),
        AnswerFault(AnswerFaultKind.UNANSWERED, "m4"),
        AnswerFault(AnswerFaultKind.UNKNOWN_MATTER, "m9"),
    }


def test_a_suspended_matter_takes_no_answer_and_the_others_do() -> None:
    matters = [single(), single(identity="m2")]
    assert answer_faults(matters, {"m1": ["yes"]}, {"m2"}) == ()
    both = answer_faults(matters, {"m1": ["yes"], "m2": ["yes"]}, {"m2"})
    assert both == (AnswerFault(AnswerFaultKind.SUSPENDED_MATTER, "m2"),)


@pytest.mark.parametrize(
    ("picks", "faults"),
    [
        ([], set()),
        (["c1"], set()),
        (["c1", "c2", "c3"], set()),
        (["c1", "c2", "c3", "c4"], {AnswerFaultKind.TOO_MANY_PICKS}),
        (["c1", "c1"], {AnswerFaultKind.REPEATED_OPTION}),
        (["none"], set()),
        (["none", "c1"], {AnswerFaultKind.CONTRADICTORY}),
        (["c8"], {AnswerFaultKind.UNKNOWN_OPTION}),
    ],
)
def test_an_election_takes_fewer_picks_never_more_and_a_candidate_once(
    picks: list[str], faults: set[AnswerFaultKind]
) -> None:
    matter = election(5, 3, 3, abstain=True)
    assert {fault.kind for fault in answer_faults([matter], {"m1": picks})} == faults


def test_a_closed_or_suspended_ballot_never_opens_again() -> None:
    assert may_become(BallotState.OPEN, BallotState.CLOSED)
    assert NEXT_STATES[BallotState.SUSPENDED] == NEXT_STATES[BallotState.PUBLISHED] == frozenset()
    assert NEXT_STATES[BallotState.CLOSED] == {BallotState.PUBLISHED}
    assert NEXT_STATES.keys() == set(BallotState)
    before_approval = {BallotState.DRAFT, BallotState.SUBMITTED, BallotState.REJECTED}
    settled = set(BallotState) - before_approval
    assert all(not NEXT_STATES[state] & before_approval for state in settled)
